"""A photograph of a sheet seen from above: its perspective undone, its light made even.

Runs in the process apart; pictures come from strangers. What is returned is a JPEG that a poster can carry.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.apart.child import Tell
from app.basemap.paper import plane
from app.i18n import Souci, tr
from app.poster.geometry import Coord

if TYPE_CHECKING:
    from PIL.Image import Image

    from app.basemap.paper.plane import Matrix
    from app.basemap.rasters.source import Source

#: What may be the photograph or the scan of a sheet.
KINDS = ("image", "pdf")
#: Most pixels of a photograph that are decoded: larger ones are halved, which is as fine as felt pens need.
MOST_PIXELS = 28_000_000
#: Largest straightened picture: 300 dots per inch of an A3; and its bytes.
MOST_ACROSS, MOST_BYTES = 4961, 16 * 2**20
QUALITY = 88
#: Smallest side in pixels of what is straightened.
LEAST = 16
#: Side in pixels of the blocks whose paper is looked at to make the light even; degree of the surface of the light.
_BLOCKS, _DEGREE = 64, 4
#: A shadow has no colour: its channels darken alike, but for this; and it is no darker than that (logarithms).
_NEUTRAL, _DARKEST = 0.12, 1.0
#: Focal lengths of what takes photographs, in longer sides of the picture, and that of a telephone; sides that run
#: together less than this say nothing of it.
_FOCALS, _FOCAL, _FLAT = (0.4, 4.0), 0.75, 0.05
#: How white paper becomes.
_WHITE = 250.0


def opened(path: Path, page: int = 0) -> Image:
    """Return a photograph upright, or a page of a scan, as RGB of at most ``MOST_PIXELS``. Raises Souci."""
    from app.basemap.rasters import tasks
    from app.basemap.rasters.refusals import sentence

    _, source = tasks.opened({"path": path, "page": page})
    with closing(source):
        if source.kind not in KINDS:
            raise sentence("unknown", path.name)
        return photographed(source)


def photographed(source: Source) -> Image:
    """Return the whole of an open photograph or page, as RGB of at most ``MOST_PIXELS``. Raises Souci."""
    made = source.read((0, 0, source.width, source.height), *_halved(source.width, source.height))
    return _on_white(made) if made.mode != "RGB" else made


def _halved(width: int, height: int) -> tuple[int, int]:
    """Return a size halved until it is not too large: a JPEG is decoded at half its size in a quarter of the time."""
    halves = 0
    while width * height / 4**halves > MOST_PIXELS:
        halves += 1
    return max(1, width >> halves), max(1, height >> halves)


def by_corners(request: dict[str, Any], tell: Tell) -> tuple[dict[str, Any], list[bytes]]:
    """Task ``paper.by_corners``: what lies between four corners of a picture, as a JPEG.

    ``path`` and ``page``; ``corners``: top left, top right, bottom right and bottom left, each (u, v) as parts of the
    width and the height of the upright picture; ``ratio``: width by height of what is there, 0 to judge by its sides;
    ``even``: whether its light is made even. Answers ``width`` and ``height``. Raises Souci.
    """
    picture = opened(Path(str(request["path"])), int(request.get("page") or 0))
    tell(0.5)
    shares = [(float(u), float(v)) for u, v in request["corners"]]
    corners = [(u * picture.width, v * picture.height) for u, v in shares]
    made = straighten_by_corners(picture, corners, float(request.get("ratio") or 0.0))
    tell(0.8)
    if request.get("even", False):
        made = evened(made)
    data = packed(made)
    tell(1.0)
    return {"width": made.width, "height": made.height}, [data]


def straighten_by_corners(picture: Image, corners: Sequence[Coord], ratio: float = 0.0) -> Image:
    """Return what lies between four corners (pixels; top left, then clockwise), its perspective undone.

    ``ratio`` is its width by its height; 0 takes that of its sides as they are seen. Raises Souci for corners that no
    sheet can have.
    """
    from math import hypot, isfinite

    finite = len(corners) == 4 and all(isfinite(x) and isfinite(y) for x, y in corners)
    if not finite or not plane.convex(corners):
        raise _crossed()
    a, b, c, d = corners

    def apart(one: Coord, other: Coord) -> float:
        return hypot(one[0] - other[0], one[1] - other[1])

    across, down = max(apart(a, b), apart(d, c)), max(apart(a, d), apart(b, c))
    if min(apart(a, b), apart(d, c), apart(a, d), apart(b, c)) < LEAST:
        raise _crossed()
    if ratio <= 0 or not isfinite(ratio):
        ratio = true_ratio(corners, picture.size)
    ratio = min(20.0, max(0.05, ratio))
    # As fine as its finest side, and no finer than an A3 needs.
    wide = max(across, down * ratio)
    wide *= min(1.0, MOST_ACROSS / max(wide, wide / ratio))
    size = (max(1, round(wide)), max(1, round(wide / ratio)))
    try:
        matrix = plane.solved([(0, 0), (size[0], 0), size, (0, size[1])], corners)
    except ValueError as error:
        raise _crossed() from error
    return warped(picture, matrix, size)


def true_ratio(corners: Sequence[Coord], size: tuple[int, int]) -> float:
    """Return the width by the height of a rectangle seen at four corners (pixels) of a photograph of that size.

    What leans away is shortened: how much is told by the sides that run together, for a lens that looks through the
    middle of its picture (Z. Zhang and L.-W. He, « Whiteboard Scanning and Image Enhancement », 2007). Where the
    sides do not tell the focal length, it is that of a telephone.
    """
    import numpy as np

    middle, longer = np.array([size[0] / 2, size[1] / 2, 0.0]), float(max(size))
    a, b, c, d = (np.array([x, y, longer]) - middle for x, y in corners)
    a, b, c, d = (each / longer for each in (a, b, c, d))
    across = np.cross(a, c) @ d / (np.cross(b, c) @ d) * b - a
    down = np.cross(a, c) @ b / (np.cross(d, c) @ b) * d - a
    depth = across[2] * down[2]
    focal = -(across[:2] @ down[:2]) / depth if abs(depth) > _FLAT else 0.0
    if not _FOCALS[0] ** 2 <= focal <= _FOCALS[1] ** 2:
        focal = _FOCAL**2
    return float(
        np.sqrt(
            (across[:2] @ across[:2] / focal + across[2] ** 2) / (down[:2] @ down[:2] / focal + down[2] ** 2)
        )
    )


def warped(picture: Image, matrix: Matrix, size: tuple[int, int]) -> Image:
    """Return ``size`` pixels of a picture; ``matrix`` takes a place of the result to one of the picture, in pixels."""
    import numpy as np
    from PIL import Image as Pillow

    # Where many pixels fall on one, they are averaged beforehand.
    corners = [(0.0, 0.0), (size[0], 0.0), (float(size[0]), float(size[1])), (0.0, size[1])]
    seen = plane.mapped(matrix, corners)
    sides = np.hypot(*(np.roll(seen, -1, 0) - seen).T)
    fine = float(min(sides[0] / size[0], sides[2] / size[0], sides[1] / size[1], sides[3] / size[1]))
    factor = max(1, int(fine))
    if factor > 1:
        picture = picture.reduce(factor)
        matrix = np.diag([1 / factor, 1 / factor, 1.0]) @ matrix
    coefficients = (matrix / matrix[2, 2]).ravel()[:8]
    return picture.transform(
        size,
        Pillow.Transform.PERSPECTIVE,
        tuple(float(each) for each in coefficients),
        Pillow.Resampling.BICUBIC,
        fillcolor="white",
    )


def evened(picture: Image) -> Image:
    """Return a picture of paper with its light made even and its white made white; inks keep their colours.

    The light is a smooth surface through the brightest of each block, from which what stands well below is left out
    again and again: areas coloured in by hand are no paper. Blocks that are darker and have no colour of their own
    are in a shadow: it is lifted too.
    """
    import numpy as np
    from PIL import Image as Pillow

    values, box = _blocks(picture)
    high, wide = values.shape[:2]
    ys, xs = np.mgrid[-1 : 1 : complex(high), -1 : 1 : complex(wide)]
    basis = np.column_stack(
        [(xs**i * ys**j).ravel() for i in range(_DEGREE + 1) for j in range(_DEGREE + 1 - i)]
    )
    logs = np.log(np.maximum(values.reshape(-1, 3), 8.0))
    grey = logs.mean(1)
    weight = np.ones(len(grey))
    for _ in range(12):
        below = basis @ np.linalg.lstsq(basis * weight[:, None], grey * weight, rcond=None)[0] - grey
        weight = 1 / (1 + (np.maximum(below, 0.0) / 0.03) ** 2) + 0.01
    fitted = basis @ np.linalg.lstsq(basis * weight[:, None], logs * weight[:, None], rcond=None)[0]
    light = fitted + _shadows((logs - fitted).reshape(high, wide, 3)).reshape(-1, 1)
    bands = []
    for channel, band in enumerate(picture.split()):
        # At most four times as bright: a black corner stays dark.
        gain = np.clip(_WHITE / np.exp(light[:, channel]), 0.8, 4.0).reshape(high, wide).astype(np.float32)
        full = Pillow.fromarray(gain).resize(picture.size, Pillow.Resampling.BICUBIC, box)
        bright = np.asarray(band, np.float32) * np.asarray(full)
        bands.append(Pillow.fromarray(np.clip(bright, 0, 255).astype(np.uint8)))
    return Pillow.merge("RGB", bands)


def _blocks(picture: Image) -> tuple[Any, tuple[float, float, float, float]]:
    """Return the colour of the paper of each block, as rows of blocks of three channels, and the box of the picture.

    The last blocks of a row and of a column reach beyond the picture: the box, in blocks, says how far it goes.
    """
    import numpy as np

    factor = max(1, min(picture.size) // (8 * _BLOCKS))
    pixels = np.asarray(picture.reduce(factor), np.float32)
    side = max(1, -(-max(pixels.shape[:2]) // _BLOCKS))
    high, wide = (-(-each // side) for each in pixels.shape[:2])
    padded = np.pad(
        pixels,
        ((0, high * side - pixels.shape[0]), (0, wide * side - pixels.shape[1]), (0, 0)),
        mode="symmetric",
    )
    cells = padded.reshape(high, side, wide, side, 3).swapaxes(1, 2).reshape(high, wide, side * side, 3)
    box = (0.0, 0.0, picture.width / (factor * side), picture.height / (factor * side))
    return np.percentile(cells, 80, axis=2), box


def _shadows(apart: Any) -> Any:
    """Return how much darker than the light each block is where that is a shadow, as a logarithm (0 elsewhere)."""
    import numpy as np
    from numpy.lib.stride_tricks import sliding_window_view

    neutral = apart.max(2) - apart.min(2) < _NEUTRAL
    own = np.where(neutral, np.clip(apart.mean(2), -_DARKEST, 0.1), np.nan)
    around = sliding_window_view(np.pad(own, 1, mode="edge"), (3, 3)).reshape(*own.shape, 9)
    known = ~np.isnan(around).all(2)
    found = np.zeros(own.shape)
    found[known] = np.nanmedian(around[known], axis=1)
    return found


def packed(picture: Image) -> bytes:
    """Return a picture as a JPEG of at most ``MOST_BYTES``."""
    quality = QUALITY
    while True:
        found = io.BytesIO()
        picture.save(found, "JPEG", quality=quality, optimize=True)
        if found.tell() <= MOST_BYTES or quality <= 40:
            return found.getvalue()
        quality -= 12


def _on_white(picture: Image) -> Image:
    from PIL import Image as Pillow

    clear = picture.convert("RGBA")
    white = Pillow.new("RGBA", clear.size, "white")
    return Pillow.alpha_composite(white, clear).convert("RGB")


def _crossed() -> Souci:
    return Souci(
        tr(
            "Ces quatre coins ne font pas une feuille. Posez-les dans l’ordre\u00a0: en haut à gauche, "
            "en haut à droite, en bas à droite, en bas à gauche."
        )
    )
