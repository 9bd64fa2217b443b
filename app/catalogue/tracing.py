"""A drawing on paper becomes ink: what is darker than a threshold, outlined and brought to the family's size."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.catalogue import svg
from app.catalogue.model import Glyph, Shape
from app.catalogue.picture import Picture, opened
from app.i18n import Souci, tr

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from app.catalogue.isolines import Ring
    from app.poster.geometry import Box

    Grey = NDArray[np.floating[Any]]

#: Side that the ink fills, and its middle, in units of the grid.
SIDE, MIDDLE = 54.0, 32.0
#: A speck is smaller than this share of the square that the ink fills.
SPECK = 0.0007
#: How far an outline may run from the pixels, the reach of a corner and the tremor, in units of the grid.
ERROR, REACH, TREMOR = 0.16, 1.7, 0.45
#: Thresholds that people may set: below, nothing is ink; above, paper is.
LEAST, MOST = 0.15, 0.95
#: Beyond this many rings a picture is a landscape, not a drawing.
MOST_RINGS, MOST_COORDS = 900, 14_000


@dataclass(frozen=True, slots=True)
class Tracing:
    """How a picture becomes ink; the defaults suit a felt pen on white paper.

    ``threshold``: what is darker (0 black, 1 paper) is ink; None finds it. ``crop``: the part of the picture that
    is looked at, as shares (left, top, right, bottom) of its sides; None is the whole, where what touches the
    edges is left out. ``keep_small`` keeps specks.
    """

    threshold: float | None = None
    crop: Box | None = None
    keep_small: bool = False
    least: float = 4.0


@dataclass(frozen=True, slots=True)
class Preview:
    """What a picture looks like without its shadows, and where its ink is: bytes by rows, 0 black, 255 paper."""

    width: int
    height: int
    grey: bytes = field(repr=False)
    ink: bytes = field(repr=False)
    #: The threshold that was used: what a slider starts from.
    threshold: float


def preview(path: Path, options: Tracing | None = None) -> Preview:
    """Return a picture as people see it while they set the threshold; the crop only counts for the threshold.

    May take a second the first time: call it from a worker thread. Raises Souci.
    """
    import numpy as np

    options = options or Tracing()
    picture = opened(path)
    level = _threshold(_cropped(picture, options.crop), options.threshold)
    grey = np.round(picture.grey * 255).astype(np.uint8)
    ink = np.where(picture.grey < level, 0, 255).astype(np.uint8)
    return Preview(picture.width, picture.height, grey.tobytes(), ink.tobytes(), level)


def traced(path: Path, options: Tracing | None = None) -> Glyph:
    """Return the ink of a picture as one shape of the grid, holes included.

    May take a second the first time: call it from a worker thread. Raises Souci.
    """
    from app.catalogue import isolines

    options = options or Tracing()
    grey = _cropped(opened(path), options.crop)
    level = _threshold(grey, options.threshold)
    kept = _kept(isolines.rings(grey, level), grey.shape, options)
    if not kept:
        raise _blank()
    west, north, east, south = isolines.extent(kept)
    scale = SIDE / max(east - west, south - north, 1e-6)
    middle = ((west + east) / 2, (north + south) / 2)
    glyph = _glyph(kept, scale, middle)
    return _thickened(glyph, options.least) if options.least else glyph


def drawing_of(path: Path) -> Glyph:
    """Return the glyph of an SVG file, brought to the size of the family. Raises Souci for anything hostile."""
    from app.catalogue import invent

    try:
        with path.open("rb") as file:
            content = file.read(svg.MOST_BYTES + 1)
    except OSError as fault:
        raise Souci(tr("« {fichier} » ne peut pas être lu.", fichier=path.name)) from fault
    if not content:
        raise Souci(tr("« {fichier} » est vide : reprenez la photo ou le fichier.", fichier=path.name))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Souci(tr("Ce n’est pas un dessin SVG.")) from fault
    return invent.fitted(svg.parse(text))


def _cropped(picture: Picture, crop: Box | None) -> Grey:
    if crop is None:
        return picture.grey
    left, top, right, bottom = (min(1.0, max(0.0, each)) for each in crop)
    x0, x1 = round(left * picture.width), round(right * picture.width)
    y0, y1 = round(top * picture.height), round(bottom * picture.height)
    if x1 - x0 < 8 or y1 - y0 < 8:
        raise Souci(tr("Le cadre est trop petit : agrandissez-le autour du dessin."))
    return picture.grey[y0:y1, x0:x1]


def _threshold(grey: Grey, asked: float | None) -> float:
    """Return the threshold asked for, else the one that parts the pixels around edges in two (Otsu's)."""
    import numpy as np

    if asked is not None:
        return min(MOST, max(LEAST, asked))
    across, down = np.abs(np.diff(grey, axis=1))[:-1], np.abs(np.diff(grey, axis=0))[:, :-1]
    slope = np.maximum(across, down)
    # Edges count, not surfaces: thin strokes are as heard as a page of paper.
    heard = slope > max(0.06, float(slope.max()) * 0.25)
    if heard.sum() < 12:
        raise _blank()
    rows, columns = np.nonzero(heard)
    around = [
        grey[np.clip(rows + dy, 0, grey.shape[0] - 1), np.clip(columns + dx, 0, grey.shape[1] - 1)]
        for dy in (-2, 0, 3)
        for dx in (-2, 0, 3)
    ]
    weights = np.tile(slope[heard], len(around))
    counted, bounds = np.histogram(np.concatenate(around), bins=128, range=(0, 1), weights=weights)
    middles = (bounds[:-1] + bounds[1:]) / 2
    below = np.cumsum(counted)
    share = np.cumsum(counted * middles)
    above = below[-1] - below
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = below * above * (share / below - (share[-1] - share) / above) ** 2
    best = float(bounds[1:][int(np.nanargmax(np.where(np.isfinite(apart), apart, -1)))])
    return min(0.88, max(0.3, best))


def _kept(rings: list[Ring], shape: tuple[int, ...], options: Tracing) -> list[Ring]:
    """Return the rings that are the drawing: no specks, nothing that touches the edges of a whole picture."""
    from app.catalogue import isolines

    height, width = shape
    if not options.crop:
        inside = [ring for ring in rings if not isolines.touches(ring, width, height)]
        # The edge of a sheet on a dark table is a hole in what was left out.
        rings = isolines.held(inside) or rings
    if not rings or options.keep_small:
        return rings[:MOST_RINGS]
    large = [ring for ring in rings if abs(ring.area) > 0.02 * max(abs(each.area) for each in rings)]
    west, north, east, south = isolines.extent(large)
    least = SPECK * max(east - west, south - north) ** 2
    kept = [ring for ring in rings if abs(ring.area) >= least]
    return sorted(kept, key=lambda ring: -abs(ring.area))[:MOST_RINGS]


def _glyph(rings: list[Ring], scale: float, middle: tuple[float, float]) -> Glyph:
    import numpy as np

    from app.catalogue import curves, isolines

    runs = []
    for ring in sorted(rings, key=lambda each: -abs(each.area)):
        points = (ring.points - np.asarray(middle)) * scale + MIDDLE
        run = curves.fitted(points, True, ERROR, REACH, TREMOR)
        if len(run) > 6:
            runs.append((run, True, True))
    if not runs:
        raise _blank()
    if sum(len(run) for run, _, _ in runs) > MOST_COORDS:
        raise isolines.crowded()
    return svg.parse(svg.written((Shape("ink", tuple(runs)),)))


def _thickened(glyph: Glyph, least: float) -> Glyph:
    """Return a glyph whose strokes are at least so wide: a fine pen becomes a felt pen."""
    import shapely

    from app.catalogue import invent, silhouette

    ink = silhouette.inked(glyph.shapes)
    full = ink.buffer(-0.45 * least).buffer(0.47 * least)
    # What is left besides strokes is the tips of corners.
    strokes = [part for part in shapely.get_parts(ink.difference(full)) if part.area > least**2 / 4]
    if not strokes:
        return glyph
    thin = shapely.union_all(strokes)
    # All of it grows alike: strokes that grew alone would leave notches where they meet a full shape.
    # A stroke of a pen is as wide as its area over half its outline.
    lacking = least - 2 * thin.area / thin.length
    if lacking <= 0.1:
        return glyph
    return invent.fitted(invent.outlined(ink.buffer(lacking / 2, quad_segs=8)), SIDE)


def _blank() -> Souci:
    return Souci(
        tr("On ne voit pas de trait sur cette image : cadrez le dessin, ou repassez-le au feutre noir.")
    )
