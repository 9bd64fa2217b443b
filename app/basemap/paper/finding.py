"""Finds an empty sheet again in its photograph, and lays it flat.

The codes of the corners are read, then measured: each quarter of a code, drawn anew from what it says, is slid over
the straightened photograph until both agree, to a small part of a pixel. A corner whose code is not read (a hand, a
blot, blur) is looked for where the others say that it must be. Runs in the process apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.apart.child import Tell
from app.basemap.paper import plane, sheet_code
from app.basemap.paper.marks import NEAR, Seen, corners, pale_inks, quarters, read, template
from app.basemap.paper.sheet_code import CORNERS, SIDE, Corner, PaperSheet
from app.basemap.paper.straighten import KINDS, evened, opened, packed, photographed, warped
from app.basemap.rasters import tasks
from app.i18n import Souci, tr
from app.poster.geometry import Coord
from app.poster.sheet import Rect, page_size

if TYPE_CHECKING:
    from PIL.Image import Image

    from app.basemap.paper.marks import Grey
    from app.basemap.paper.plane import Matrix

#: Most dots per mm of a straightened sheet: 300 per inch of an A3.
FINEST = 300 / 25.4
#: How far a code that was not read may be from where it is looked for, in mm.
_FAR = 7.0
#: A measured place farther than this from where the others put it is left out, in mm and in medians.
_ASTRAY, _MEDIANS = 0.25, 4.0
#: How far a sheet may be from a parallelogram in other coordinates, as a part of its diagonal.
_BENT = 0.004
#: Most codes of one corner that are tried: two sheets may lie on one table.
_MOST = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A sheet in a photograph. ``matrix`` takes mm of the page to pixels."""

    sheet: PaperSheet
    matrix: Matrix
    #: The corners whose code was read, and those whose place was measured.
    read: tuple[Corner, ...]
    measured: tuple[Corner, ...]
    #: Root mean square distance in mm between where codes are and where they should be.
    residual: float
    #: How far the corners of the map may be off, in mm, by what leaving each place out would change.
    doubt: float


def find(request: dict[str, Any], tell: Tell) -> tuple[dict[str, Any], list[bytes]]:
    """Task ``paper.find``: read a photograph or a scan of an empty sheet, and lay its map flat.

    ``path`` and ``page``; ``whole``: the whole sheet and not its map only; ``even``: make its light even (by default);
    ``crs``: that of the ground to lay it on (EPSG code; 0 for that of the sheet). Answers ``code`` (see
    ``sheet_code.read``), ``ring`` (the four corners on the ground, top left then clockwise), ``width``, ``height``,
    ``dpi`` on an A3, ``read`` and ``measured`` (corners), ``residual_mm`` and ``doubt_mm``; and the picture as a JPEG.
    Raises Souci where there is no sheet.
    """
    path = Path(str(request["path"]))
    picture = opened(path, int(request.get("page") or 0))
    tell(0.3)
    return _found(picture, request, path.name, tell)


def look(request: dict[str, Any], tell: Tell) -> tuple[dict[str, Any], list[bytes]]:
    """Task ``paper.look``: what ``rasters.look`` says of a file, and the sheet that it shows, decoded once for both.

    Answers ``sheet`` besides: what ``find`` answers, its picture behind the small one; None where there is none, or
    where the file says by itself where it lies. Raises Souci.
    """
    path, source = tasks.opened(request)
    with closing(source):
        if source.kind not in KINDS or source.affine is not None:
            values, blobs = tasks.looked(request, path, source, tell)
            return {**values, "sheet": None}, blobs
        picture = photographed(source)
        # Only the whole of it is asked for.
        small = replace(source, read=lambda _, *size: picture.resize(size, reducing_gap=2.0))
        values, blobs = tasks.looked(request, path, small, lambda part: tell(0.3 * part))
    try:
        found, flat = _found(picture, request, path.name, tell)
    except Souci:
        return {**values, "sheet": None}, blobs
    return {**values, "sheet": found}, [*blobs, *flat]


def _found(
    picture: Image, request: dict[str, Any], name: str, tell: Tell
) -> tuple[dict[str, Any], list[bytes]]:
    found = located(picture, tell)
    if found is None:
        raise not_found(name)
    tell(0.6)
    rect = found.sheet.frame.rect
    if request.get("whole", False):
        rect = (0.0, 0.0, *page_size(found.sheet.orientation))
    flat = laid_flat(picture, found, rect)
    tell(0.8)
    if request.get("even", True):
        flat = evened(flat)
    data = packed(flat)
    tell(1.0)
    values: dict[str, Any] = {
        "code": found.sheet.text("A"),
        "ring": [list(each) for each in ground(found.sheet, rect, int(request.get("crs") or 0))],
        "width": flat.width,
        "height": flat.height,
        "dpi": round(flat.width / rect[2] * 25.4),
        "read": "".join(found.read),
        "measured": "".join(found.measured),
        "residual_mm": round(found.residual, 3),
        "doubt_mm": round(found.doubt, 3),
    }
    return values, [data]


def not_found(name: str) -> Souci:
    """Return the sentence for a photograph in which no sheet is found: it proposes the other way."""
    return Souci(
        tr(
            "Les codes de la feuille ne se lisent pas dans «\u00a0{fichier}\u00a0». Reprenez la photo de plus près, "
            "les quatre coins visibles et à la lumière, ou placez-la par ses quatre coins.",
            fichier=name,
        )
    )


def ground(sheet: PaperSheet, rect: Rect, crs: int = 0) -> tuple[Coord, ...]:
    """Return the corners on the ground of a rectangle of the sheet (mm), in an EPSG code or in the sheet's own.

    Elsewhere than in its own CRS they are those of the parallelogram that is nearest. Raises Souci where there is none.
    """
    own = tuple(sheet.frame.to_ground(x, y) for x, y in corners(rect))
    if crs in (0, sheet.crs):
        return own
    import numpy as np
    import pyproj
    from pyproj.exceptions import ProjError

    try:
        there = pyproj.Transformer.from_crs(sheet.crs, crs, always_xy=True)
        moved = np.array([there.transform(x, y, errcheck=True) for x, y in own])
    except ProjError as error:
        raise _elsewhere() from error
    # The diagonals of a parallelogram cut each other in the middle.
    middle, half = moved.mean(0), ((moved[0] - moved[2]) / 2, (moved[1] - moved[3]) / 2)
    nearest = np.array([middle + half[0], middle + half[1], middle - half[0], middle - half[1]])
    if not np.isfinite(moved).all() or np.hypot(*(nearest - moved).T).max() > _BENT * np.hypot(
        *(moved[2] - moved[0])
    ):
        raise _elsewhere()
    return tuple((float(x), float(y)) for x, y in nearest)


def _elsewhere() -> Souci:
    return Souci(
        tr(
            "Cette feuille est dans un autre système de coordonnées que le poster. Rien n’a changé\u202f; commencez un "
            "nouveau poster avec elle, ou placez la photo par ses quatre coins."
        )
    )


def laid_flat(picture: Image, found: Found, rect: Rect) -> Image:
    """Return a rectangle of the sheet (mm) seen from above, as fine as the photograph, 300 dpi of an A3 at most."""
    import numpy as np

    seen = plane.mapped(found.matrix, corners(rect))
    sides = np.hypot(*(np.roll(seen, -1, 0) - seen).T) / np.array([rect[2], rect[3], rect[2], rect[3]])
    scale = min(FINEST, float(sides.max()))
    size = (max(1, round(rect[2] * scale)), max(1, round(rect[3] * scale)))
    from_pixels = np.array([[rect[2] / size[0], 0, rect[0]], [0, rect[3] / size[1], rect[1]], [0, 0, 1.0]])
    return warped(picture, found.matrix @ from_pixels, size)


def located(picture: Image, tell: Tell = lambda _: None) -> Found | None:
    """Return the sheet that a photograph shows, None where fewer than two of its codes are found."""
    import numpy as np

    grey = pale_inks(picture)
    codes = list(read(grey, tell))
    if not codes:
        return None
    tell(0.45)
    best: Found | None = None
    pixels = np.asarray(grey, np.float32)
    for chosen in _choices(codes):
        tried = _measured(pixels, chosen)
        if tried is not None and (best is None or _worth(tried) > _worth(best)):
            best = tried
    return best


def _worth(found: Found) -> tuple[int, float]:
    return (len(found.measured), -found.doubt)


def _choices(read: Iterable[Seen]) -> Iterator[dict[Corner, Seen]]:
    """Yield the ways in which codes that were read may be of one sheet, the likeliest first."""
    sheets: dict[str, dict[Corner, list[Seen]]] = {}
    for seen in read:
        alike = sheets.setdefault(seen.sheet.text("A"), {})
        alike.setdefault(seen.corner, []).append(seen)
    for by_corner in sorted(sheets.values(), key=len, reverse=True):
        names = sorted(by_corner)
        for picked in product(*(by_corner[name][:_MOST] for name in names)):
            yield dict(zip(names, picked, strict=True))


def _measured(pixels: Grey, chosen: dict[Corner, Seen]) -> Found | None:
    """Return the sheet whose codes were read at these places; None where they do not agree on one."""
    import numpy as np

    sheet = next(iter(chosen.values())).sheet
    raw = {
        corner: list(
            zip(
                corners((*sheet_code.code_at(sheet.orientation, corner), SIDE, SIDE)),
                code.outline,
                strict=True,
            )
        )
        for corner, code in chosen.items()
    }
    try:
        matrix = plane.solved(*zip(*(pair for each in raw.values() for pair in each), strict=True))
    except ValueError:
        return None
    templates = {corner: template(sheet, corner) for corner in CORNERS}
    places: dict[Corner, list[tuple[Coord, Coord]]] = raw
    measured: tuple[Corner, ...] = ()
    # First where the codes are, from those that were read to those that they betray; then exactly where.
    for turn in range(3):
        reached = {corner: NEAR if corner in places else _FAR for corner in CORNERS}
        if turn == 2:
            reached = dict.fromkeys(measured, NEAR)
        tried = {
            corner: list(quarters(pixels, matrix, sheet, corner, templates[corner], reach))
            for corner, reach in reached.items()
        }
        measured = tuple(corner for corner, pairs in tried.items() if pairs)
        # A code that was read, and is not drawn as it would be here, stands where its reader saw it.
        places = {**raw, **{corner: tried[corner] for corner in measured}}
        if len(places) < 2:
            return None
        try:
            matrix = _agreed(places)[0]
        except (ValueError, np.linalg.LinAlgError):
            return None
    matrix, pairs = _agreed(places)
    if not plane.convex(plane.mapped(matrix, corners((0.0, 0.0, *page_size(sheet.orientation))))):
        return None
    return Found(
        sheet,
        matrix,
        tuple(sorted(chosen)),
        measured,
        float(np.sqrt((_distances(matrix, pairs) ** 2).mean())),
        _doubt(matrix, pairs, sheet),
    )


def _agreed(places: dict[Corner, list[tuple[Coord, Coord]]]) -> tuple[Matrix, list[tuple[Coord, Coord]]]:
    """Return the homography on which most places agree, and those places."""
    import numpy as np

    pairs = [pair for each in places.values() for pair in each]
    matrix = plane.solved(*zip(*pairs, strict=True))
    while len(pairs) > 6:
        far = _distances(matrix, pairs)
        worst = int(far.argmax())
        if far[worst] <= max(_ASTRAY, _MEDIANS * float(np.median(far))):
            break
        del pairs[worst]
        matrix = plane.solved(*zip(*pairs, strict=True))
    return matrix, pairs


def _distances(matrix: Matrix, pairs: list[tuple[Coord, Coord]]) -> Any:
    """Return how far each place is from where it should be, in mm of the page."""
    import numpy as np

    page, seen = zip(*pairs, strict=True)
    back = plane.mapped(plane.inverse(matrix), seen)
    return np.hypot(*(back - np.asarray(page)).T)


def _doubt(matrix: Matrix, pairs: list[tuple[Coord, Coord]], sheet: PaperSheet) -> float:
    """Return how far the corners of the map would move, in mm, were the places a little other: the jackknife."""
    import numpy as np

    rect = corners(sheet.frame.rect)
    moved = []
    for rank in range(len(pairs)):
        try:
            other = plane.solved(*zip(*(pairs[:rank] + pairs[rank + 1 :]), strict=True))
        except ValueError:
            return float("inf") if len(pairs) <= 4 else 99.0
        moved.append(plane.mapped(plane.inverse(matrix), plane.mapped(other, rect)) - np.asarray(rect))
    each = np.asarray(moved)
    return float(np.sqrt((each**2).sum(2).sum(0) * (len(pairs) - 1) / len(pairs)).max())
