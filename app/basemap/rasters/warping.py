"""Pictures brought from their own CRS to the ground of a poster: as they are where a parallelogram is exact enough,
else bent by a mesh; never more of them than the map shows, nor more pixels than its largest sheet prints.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, hypot
from typing import TYPE_CHECKING, Any

from app.basemap.rasters.bending import Corners, Frame, Mesh, inside
from app.basemap.rasters.refusals import sentence
from app.basemap.rasters.source import Source, Window, inverted
from app.poster.geometry import Box

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

    Numbers = NDArray[np.float64]

#: The largest picture that a poster takes: its longest side, and its pixels. Those of the map on an A0 at 150 dpi.
SIDE, PIXELS = 6_000, 16_000_000
#: Places of a window that are looked at along each side.
GRID = 17
#: How far a place may be from the truth without bending, in pixels of the result, where nothing says better.
SLACK = 0.5

#: x and y on the ground, each from the column, the row and one.
Fit = tuple[tuple[float, float, float], tuple[float, float, float]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the map asks for."""

    #: EPSG code of the ground.
    crs: int
    #: What it shows, with some more around; None for all of the picture.
    box: Box | None = None
    #: Metres of a pixel at which it is printed at its largest; 0 for those of the picture.
    pixel: float = 0.0
    #: Metres that nobody sees on the sheet; 0 for half a pixel.
    tolerance: float = 0.0


def sized(width: float, height: float) -> tuple[int, int]:
    """Return the size of a picture made no larger than a poster takes."""
    share = min(1.0, SIDE / max(width, height), (PIXELS / (width * height)) ** 0.5)
    return max(1, int(width * share)), max(1, int(height * share))


def laid(source: Source, crs: str, wanted: Wanted, name: str) -> tuple[Image, Corners]:
    """Return the picture and its corners on the ground: top left, top right, bottom right, bottom left.

    ``crs`` is that of the source. Raises Souci where it shows nothing of the map.
    """
    import pyproj

    there = pyproj.Transformer.from_crs(crs, wanted.crs, always_xy=True)
    back = pyproj.Transformer.from_crs(wanted.crs, crs, always_xy=True)
    window = _window(source, back, wanted.box, name)
    columns, rows, xs, ys = _seen(source, there, window)
    if wanted.box is None and not _within(wanted.crs, xs, ys):
        # A map of the world: only what the CRS of the ground is made for.
        use = _use(wanted.crs)
        wanted = replace(wanted, box=use)
        window = _window(source, back, use, name)
        columns, rows, xs, ys = _seen(source, there, window)
    known = _finite(xs, ys)
    if known.sum() < 4:
        raise sentence("elsewhere", name)
    fit, apart = _fitted(columns[known], rows[known], xs[known], ys[known])
    wide, high = hypot(fit[0][0], fit[1][0]), hypot(fit[0][1], fit[1][1])
    if not wide > 0 or not high > 0:
        raise sentence("damaged", name)
    across, down = sized(
        max(1.0, (window[2] - window[0]) * min(1.0, wide / wanted.pixel if wanted.pixel else 1.0)),
        max(1.0, (window[3] - window[1]) * min(1.0, high / wanted.pixel if wanted.pixel else 1.0)),
    )
    picture = source.read(window, across, down)
    grain = max(wide * (window[2] - window[0]) / across, high * (window[3] - window[1]) / down)
    if known.all():
        own = _slanted(fit, window, across, down)
        if apart <= (wanted.tolerance or SLACK * grain):
            return picture, own.corners(across, down)
        mesh = Mesh(source, window, back, picture.size)
        inner = inside(own, mesh, across, down)
        if inner is not None:
            return mesh.bent(picture, *inner, clear=False), inner[0].corners(*inner[1:])
    upright, across, down = _upright(_around(xs[known], ys[known], wanted.box, name), grain)
    mesh = Mesh(source, window, back, picture.size)
    return mesh.bent(picture, upright, across, down, clear=True), upright.corners(across, down)


def _slanted(fit: Fit, window: Window, across: int, down: int) -> Frame:
    """Return the frame of a window read as ``across`` × ``down`` pixels, from what is nearest to its pixels."""
    kx, ky = (window[2] - window[0]) / across, (window[3] - window[1]) / down
    (a, b, c), (d, e, f) = fit
    left, top = window[:2]
    return Frame(a * kx, b * ky, a * left + b * top + c, d * kx, e * ky, d * left + e * top + f)


def _upright(box: Box, grain: float) -> tuple[Frame, int, int]:
    """Return the frame of a box of the ground, north up, and its size in pixels of ``grain`` metres."""
    west, south, east, north = box
    across, down = sized(max(1.0, (east - west) / grain), max(1.0, (north - south) / grain))
    frame = Frame((east - west) / across, 0.0, west, 0.0, -(north - south) / down, north)
    return frame, across, down


def _use(crs: int) -> Box | None:
    """Return the extent that a CRS is made for, in its own metres."""
    import pyproj

    use = pyproj.CRS.from_epsg(crs).area_of_use
    if use is None:
        return None
    lonlat = pyproj.Transformer.from_crs(4326, crs, always_xy=True)
    west, south, east, north = lonlat.transform_bounds(use.west, use.south, use.east, use.north)
    return (west, south, east, north)


def _within(crs: int, xs: Numbers, ys: Numbers) -> bool:
    """Return whether places lie not far from where a CRS is made for."""
    use = _use(crs)
    if not _finite(xs, ys).all() or use is None:
        return use is None
    far_x, far_y = (use[2] - use[0]) / 2, (use[3] - use[1]) / 2
    return bool(
        (xs > use[0] - far_x).all()
        and (xs < use[2] + far_x).all()
        and (ys > use[1] - far_y).all()
        and (ys < use[3] + far_y).all()
    )


def _window(source: Source, back: Any, box: Box | None, name: str) -> Window:
    """Return the part of the source, in whole pixels, that ``box`` of the ground needs."""
    import numpy as np

    if box is None:
        return (0, 0, source.width, source.height)
    assert source.affine is not None
    way = inverted(source.affine)
    if way is None:
        raise sentence("damaged", name)
    x, y = np.meshgrid(np.linspace(box[0], box[2], GRID), np.linspace(box[1], box[3], GRID))
    xs, ys = back.transform(x.ravel(), y.ravel())
    a, b, c, d, e, f = way
    columns, rows = a * xs + b * ys + c, d * xs + e * ys + f
    known = _finite(columns, rows)
    if not known.any():
        raise sentence("elsewhere", name)
    columns, rows = columns[known], rows[known]
    # What lies between the places that were looked at may swell out a little.
    slack_x, slack_y = 2 + 0.01 * float(np.ptp(columns)), 2 + 0.01 * float(np.ptp(rows))
    left, right = float(columns.min()) - slack_x, float(columns.max()) + slack_x
    top, bottom = float(rows.min()) - slack_y, float(rows.max()) + slack_y
    if (
        right - slack_x <= 0
        or left + slack_x >= source.width
        or bottom - slack_y <= 0
        or top + slack_y >= source.height
    ):
        raise sentence("elsewhere", name)
    return (
        max(0, int(left)),
        max(0, int(top)),
        min(source.width, ceil(right)),
        min(source.height, ceil(bottom)),
    )


def _seen(source: Source, there: Any, window: Window) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Return places of a window: their columns and rows, and where they lie on the ground."""
    import numpy as np

    assert source.affine is not None
    a, b, c, d, e, f = source.affine
    columns, rows = (
        each.ravel()
        for each in np.meshgrid(
            np.linspace(window[0], window[2], GRID), np.linspace(window[1], window[3], GRID)
        )
    )
    xs, ys = there.transform(a * columns + b * rows + c, d * columns + e * rows + f)
    return columns, rows, np.asarray(xs), np.asarray(ys)


def _finite(one: Any, other: Any) -> NDArray[np.bool_]:
    import numpy as np

    known: NDArray[np.bool_] = np.isfinite(one) & np.isfinite(other)
    return known


def _fitted(columns: Numbers, rows: Numbers, xs: Numbers, ys: Numbers) -> tuple[Fit, float]:
    """Return the nearest affine from pixels to the ground, and how far it is from the truth at most, in metres."""
    import numpy as np

    middle = (float(columns.mean()), float(rows.mean()), float(xs.mean()), float(ys.mean()))
    places = np.stack([columns - middle[0], rows - middle[1], np.ones_like(columns)], axis=1)
    found = []
    off = []
    for values, centre in ((xs, middle[2]), (ys, middle[3])):
        made = np.linalg.lstsq(places, values - centre, rcond=None)[0]
        off.append(places @ made - (values - centre))
        a, b, c = (float(value) for value in made)
        found.append((a, b, c + centre - a * middle[0] - b * middle[1]))
    return (found[0], found[1]), float(np.hypot(*off).max())


def _around(xs: Numbers, ys: Numbers, box: Box | None, name: str) -> Box:
    """Return the extent on the ground of what is there of ``box``."""
    west, south, east, north = float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max())
    if box is not None:
        west, south, east, north = (
            max(west, box[0]),
            max(south, box[1]),
            min(east, box[2]),
            min(north, box[3]),
        )
    if not (west < east and south < north):
        raise sentence("elsewhere", name)
    return (west, south, east, north)
