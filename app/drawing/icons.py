"""Signs made small: primitives fitted to a box, strokes kept thick enough to be read. Lengths in mm."""

from __future__ import annotations

from collections.abc import Iterable

from app.drawing.placing import placed
from app.drawing.primitives import Primitive, box
from app.poster.geometry import Areas, Geometry, Lines, Point

#: Side, on the poster, of the square that an example of 64 × 64 stands for, unless its brush tells ``icone_mm``.
EXAMPLE_MM = 26.0
#: Thinnest stroke of a sign made small, as a share of the smaller side of its box.
THINNEST = 0.035


def framed_in(
    primitives: Iterable[Primitive], width: float, height: float, margin: float = 0.0
) -> tuple[Primitive, ...]:
    """Return primitives scaled so that their ink fills a box of ``width`` × ``height``, centred in it."""
    kept = tuple(primitives)
    extent = box(kept)
    if extent is None:
        return ()
    min_x, min_y, max_x, max_y = extent
    scale = min(
        (width - 2 * margin) / max(max_x - min_x, 1e-6), (height - 2 * margin) / max(max_y - min_y, 1e-6)
    )
    dx, dy = width / 2 - scale * (min_x + max_x) / 2, height / 2 - scale * (min_y + max_y) / 2
    return placed(kept, dx, dy, scale, THINNEST * min(width, height))


def sample(forme: str) -> Geometry:
    """Return what stands for any geometry of a forme in a legend, in mm of the poster."""
    if forme == "point":
        return Point(EXAMPLE_MM / 2, EXAMPLE_MM / 2)
    if forme == "aire":
        return Areas(((((0.0, 0.0), (22.0, 0.0), (22.0, 14.5), (0.0, 14.5), (0.0, 0.0)),),))
    return Lines((((0.0, 9.0), (7.0, 3.0), (15.0, 2.0), (23.0, 7.5)),))
