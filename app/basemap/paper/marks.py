"""The codes of a sheet in its photograph: read where they can be, then measured to a small part of a pixel.

A code that is known is drawn anew, whole and quarter by quarter, and slid over the straightened photograph until both
agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import hypot
from typing import TYPE_CHECKING, Any

from app.apart.child import Tell
from app.basemap.paper import plane, sheet_code
from app.basemap.paper.sheet_code import CORNERS, MODULES, SIDE, Corner, PaperSheet
from app.i18n import Souci
from app.poster.geometry import Coord
from app.poster.sheet import Rect

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

    from app.basemap.paper.plane import Matrix

    Grey = NDArray[np.floating[Any]]

#: The ways in which codes are looked for, in their order: how far the photograph is reduced, whether it is sharpened.
_WAYS = ((1.0, False), (1.5, False), (1.5, True), (2.2, False), (0.6, False))
#: After the first ways two codes are enough: those that are left are found by what they should be.
_FIRST, _ENOUGH = 2, 2
#: The mask that sharpens: radius in pixels of the reduced photograph, and how strong, in hundredths.
_SHARP = (2.7, 400)
#: Pixels of a module when a code is measured, and the blank that counts with it, in modules.
_STEP, _BLANK = 4, 2
#: How far a code that was read may be from where it is looked for, in mm.
NEAR = 1.2
#: How well a code, or a quarter of it, must agree with what it should be (1 is wholly).
_SURE, _ALIKE = 0.55, 0.4


@dataclass(frozen=True, slots=True)
class Seen:
    """A code that was read: what it says, and its corners in pixels from its top left, clockwise."""

    sheet: PaperSheet
    corner: Corner
    outline: tuple[Coord, ...]


def corners(rect: Rect) -> tuple[Coord, Coord, Coord, Coord]:
    """Return the corners of a rectangle, top left first, clockwise."""
    x, y, width, height = rect
    return ((x, y), (x + width, y), (x + width, y + height), (x, y + height))


def pale_inks(picture: Image) -> Image:
    """Return the brightest channel of each pixel: codes stay black under a coloured felt pen."""
    from PIL import ImageChops

    red, green, blue = picture.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def read(grey: Image, tell: Tell) -> Iterator[Seen]:
    """Yield the codes of a photograph, larger, smaller and sharper, until there are enough of them."""
    found: dict[tuple[str, int, int], Seen] = {}
    for rank, (reduced, sharpened) in enumerate(_WAYS):
        if reduced < 1 and grey.width * grey.height > 16_000_000:
            continue
        for seen in _codes(grey, reduced, sharpened):
            x, y = seen.outline[0]
            cell = max(8.0, hypot(seen.outline[2][0] - x, seen.outline[2][1] - y))
            key = (seen.sheet.text(seen.corner), round(x / cell), round(y / cell))
            if key not in found:
                found[key] = seen
                yield seen
        tell(0.3 + 0.03 * (rank + 1))
        if len({seen.corner for seen in found.values()}) >= (_ENOUGH if rank + 1 >= _FIRST else len(CORNERS)):
            return


def _codes(grey: Image, reduced: float, sharpened: bool) -> Iterator[Seen]:
    import numpy as np
    import zxingcpp
    from PIL import Image as Pillow
    from PIL import ImageFilter

    if reduced != 1.0:
        size = (max(1, round(grey.width / reduced)), max(1, round(grey.height / reduced)))
        grey = grey.resize(size, Pillow.Resampling.BOX if reduced > 1 else Pillow.Resampling.BICUBIC)
    if sharpened:
        grey = grey.filter(ImageFilter.UnsharpMask(_SHARP[0], _SHARP[1], 0))
    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    for code in zxingcpp.read_barcodes(np.asarray(grey), formats=formats, try_invert=False):
        try:
            sheet, corner = sheet_code.read(code.text)
        except Souci:
            continue  # another code lies on the table
        at = code.position
        places = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
        yield Seen(sheet, corner, tuple((each.x * reduced, each.y * reduced) for each in places))


def template(sheet: PaperSheet, corner: Corner) -> Grey:
    """Return the code of a corner as it should be seen, blank included: white 1, ink 0, slightly soft."""
    import numpy as np
    from PIL import Image as Pillow
    from PIL import ImageFilter

    dark = np.array(sheet_code.modules(sheet.text(corner)))
    light = np.pad(~dark, _BLANK, constant_values=True)
    fine = np.kron(light, np.ones((_STEP, _STEP))).astype(np.uint8) * 255
    soft = Pillow.fromarray(fine).filter(ImageFilter.GaussianBlur(_STEP * 0.35))
    return np.asarray(soft, np.float32) / 255


def quarters(
    pixels: Grey, matrix: Matrix, sheet: PaperSheet, corner: Corner, pattern: Grey, reach: float
) -> Iterator[tuple[Coord, Coord]]:
    """Yield the middle of each quarter of a code, in mm of the page and in pixels of the photograph."""
    step = SIDE / MODULES / _STEP  # mm of the page between two pixels of the template
    left, top = (each - _BLANK * _STEP * step for each in sheet_code.code_at(sheet.orientation, corner))
    side = len(pattern)
    pad = round(reach / step)
    patch = _patch(pixels, matrix, left - pad * step, top - pad * step, step, side + 2 * pad)
    if patch is None:
        return
    if reach > NEAR:
        # First at half the size, which costs a sixteenth; then around what was found.
        (down, across), _ = _slid(_halved(patch), _halved(pattern))
        row, column = (min(2 * pad - 4, max(0, round(2 * each) - 2)) for each in (down, across))
        (down, across), alike = _slid(patch[row : row + side + 4, column : column + side + 4], pattern)
        down, across = down + row, across + column
    else:
        (down, across), alike = _slid(patch, pattern)
    if alike < _SURE:
        return
    half, slack = side // 2, 3
    for row, column in product((0, half), (0, half)):
        part = pattern[row : row + half, column : column + half]
        y, x = round(down) + row, round(across) + column
        window = patch[max(0, y - slack) : y + half + slack, max(0, x - slack) : x + half + slack]
        if min(window.shape) < half + 2:
            continue
        (own_down, own_across), alike = _slid(window, part)
        if alike < _ALIKE:
            continue
        # Where the middle of this quarter lies on the page as the homography has it now, and where it should.
        dy, dx = max(0, y - slack) + own_down - row - pad, max(0, x - slack) + own_across - column - pad
        middle = (left + (column + half / 2) * step, top + (row + half / 2) * step)
        there = plane.mapped(matrix, [(middle[0] + dx * step, middle[1] + dy * step)])[0]
        yield middle, (float(there[0]), float(there[1]))


def _patch(pixels: Grey, matrix: Matrix, left: float, top: float, step: float, side: int) -> Grey | None:
    """Return ``side`` × ``side`` pixels of the straightened sheet, ``step`` mm apart; None out of the photograph."""
    import numpy as np

    at = (np.arange(side) + 0.5) * step
    xs, ys = np.meshgrid(left + at, top + at)
    seen = plane.mapped(matrix, np.column_stack([xs.ravel(), ys.ravel()])) - 0.5
    if not np.isfinite(seen).all():
        return None
    high, wide = pixels.shape
    inside = (seen[:, 0] > 0) & (seen[:, 0] < wide - 2) & (seen[:, 1] > 0) & (seen[:, 1] < high - 2)
    if inside.mean() < 0.5:
        return None
    x, y = np.clip(seen[:, 0], 0, wide - 2.001), np.clip(seen[:, 1], 0, high - 2.001)
    i, j = x.astype(int), y.astype(int)
    u, v = (x - i).astype(np.float32), (y - j).astype(np.float32)
    above = pixels[j, i] * (1 - u) + pixels[j, i + 1] * u
    below = pixels[j + 1, i] * (1 - u) + pixels[j + 1, i + 1] * u
    return np.asarray(above * (1 - v) + below * v, np.float32).reshape(side, side)


def _halved(values: Grey) -> Grey:
    """Return the means of two by two."""
    import numpy as np

    high, wide = (each // 2 * 2 for each in values.shape)
    return np.asarray(values[:high, :wide].reshape(high // 2, 2, wide // 2, 2).mean((1, 3)))


def _slid(window: Grey, template: Grey) -> tuple[tuple[float, float], float]:
    """Return by how many pixels, down and across, a template agrees best with a window, and how well (-1 to 1)."""
    import numpy as np
    from numpy.lib.stride_tricks import sliding_window_view

    own = template - template.mean()
    own = own / (np.sqrt((own**2).sum()) + 1e-9)
    views = sliding_window_view(window - window.mean(), template.shape)
    cross = np.einsum("abij,ij->ab", views, own, optimize=True)
    mean = views.mean((2, 3))
    spread = np.einsum("abij,abij->ab", views, views) - template.size * mean**2
    agreed = cross / np.sqrt(np.maximum(spread, 1e-3))
    row, column = (int(each) for each in np.unravel_index(int(agreed.argmax()), agreed.shape))
    best = float(agreed[row, column])
    down = row + _between(agreed[:, column], row)
    return (down, column + _between(agreed[row], column)), best


def _between(values: Any, at: int) -> float:
    """Return where the parabola through a peak and its neighbours is highest, in pixels from the peak."""
    if at == 0 or at == len(values) - 1:
        return 0.0
    before, here, after = (float(values[at + step]) for step in (-1, 0, 1))
    bend = before - 2 * here + after
    return 0.0 if bend >= 0 else max(-0.5, min(0.5, 0.5 * (before - after) / bend))
