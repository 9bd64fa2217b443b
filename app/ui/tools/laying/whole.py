"""A whole laid at one place: by the keyboard, or let go from the palette."""

from __future__ import annotations

from math import cos, pi, sin

from app.catalogue.model import Pictogram
from app.poster.geometry import Areas, Coord, Lines, Run, closed
from app.poster.records import Mark
from app.poster.values import Frozen
from app.ui.tools.laying import cells, links, made, point
from app.ui.tools.laying.network import KEY
from app.ui.tools.laying.outline import taken_at
from app.ui.tools.tool import Context

#: What a line, a bridgehead and an area cover, in mm.
LINE_MM, BRIDGE_MM, AREA_MM = 60.0, 34.0, 24.0
#: An area of no real contour is uneven, as places are: shares of its radius, corner by corner.
UNEVEN = (1.0, 0.86, 1.02, 0.9, 1.04, 0.84, 0.98)
#: Ends of a fan from its origin, in mm.
FAN = ((40.0, -16.0), (46.0, 2.0), (36.0, 20.0))
#: Places of networks from where they are laid (mm), their third numbers, and their links.
CHAIN = ((-30.0, 6.0), (0.0, -10.0), (30.0, 4.0))
STAR = ((0.0, 0.0, 0), (30.0, -16.0, 5), (-28.0, -14.0, 3), (24.0, 20.0, 2), (-22.0, 20.0, 1))
TREE = (
    *((0.0, -24.0), (-18.0, 0.0), (18.0, 0.0)),
    *((-28.0, 22.0), (-10.0, 24.0), (10.0, 22.0), (28.0, 24.0)),
)
BRANCHES = ((0, 1), (0, 2), (1, 3), (1, 4), (2, 5), (2, 6))
CENTRES = ((-20.0, -14.0, 1), (22.0, -18.0, 0), (-16.0, 20.0, 0), (24.0, 16.0, 0))
MESH = (
    *((0.0, -20.0, 1), (24.0, 12.0, 1), (-22.0, 14.0, 1)),
    *(
        (-22.0, -24.0, 2),
        (22.0, -26.0, 2),
        (36.0, -4.0, 2),
        (34.0, 28.0, 2),
        (-2.0, 30.0, 2),
        (-36.0, 28.0, 2),
    ),
)


def laid_at(pictogram: Pictogram, forme: str, page: Coord, context: Context) -> Mark:
    """Return a mark laid whole at a place of the page, each part of it on the sheet."""
    hold = pictogram.hold(forme)  # type: ignore[arg-type]  # the session holds one of FORMES
    if forme == "point":
        # Satellites and scatters lay themselves around: the brush knows how.
        return point.placed(context, page)[0]
    if forme == "ligne":
        return made.mark(context, made.lines(context, *_ways(pictogram, hold, page, context)))
    if forme == "aire":
        return _fabric(pictogram, page, context) if hold == "cellules" else _area(pictogram, page, context)
    return _network(pictogram, hold, page, context)


def _ways(pictogram: Pictogram, hold: str, page: Coord, context: Context) -> tuple[Run, ...]:
    x, y = page
    if hold == "eventail":
        origin = (x - 20.0, y)
        return tuple(
            made.bent(pictogram, (context.kept(origin), context.kept((origin[0] + dx, y + dy))))
            for dx, dy in FAN
        )
    half = (BRIDGE_MM if hold == "pont" else LINE_MM) / 2
    run = (context.kept((x - half, y)), context.kept((x + half, y)))
    return (run if hold == "pont" else made.bent(pictogram, run),)


def _area(pictogram: Pictogram, page: Coord, context: Context) -> Mark:
    taken = taken_at(context, context.ground(page), always=True)
    if taken is not None and taken.areas is not None:
        return made.mark(context, taken.areas)
    turns = [2 * pi * step / len(UNEVEN) for step in range(len(UNEVEN))]
    ring = closed(
        tuple(
            context.kept((page[0] + AREA_MM * far * cos(turn), page[1] + AREA_MM * 0.86 * far * sin(turn)))
            for far, turn in zip(UNEVEN, turns, strict=True)
        )
    )
    return made.mark(context, Areas(((made.grounds(context, ring),),)))


def _fabric(pictogram: Pictogram, page: Coord, context: Context) -> Mark:
    """Return the cell that lies there, which gains, and those around it, of which nothing is said yet."""
    told = cells.signs(context)
    found = list(cells.around(context, page))
    if not found:
        laid = _area(pictogram, page, context)
        assert isinstance(laid.geometry, Areas)
        found = [cells.Cell(laid.geometry)]
    parts = [
        (part, told[-1] if rank else told[0]) for rank, cell in enumerate(found) for part in cell.areas.parts
    ]
    signs = Frozen({cells.KEY: [sign for _, sign in parts]})
    return made.mark(context, Areas(tuple(part for part, _ in parts)), signs)


def _network(pictogram: Pictogram, hold: str, page: Coord, context: Context) -> Mark:
    shape = {"etoile": STAR, "arbre": TREE, "centres": CENTRES, "mailles": MESH}.get(hold, CHAIN)
    places = tuple(context.kept((page[0] + each[0], page[1] + each[1])) for each in shape)
    great = [rank for rank, each in enumerate(shape) if len(each) > 2 and each[2] == 1]
    pairs = {
        "etoile": tuple((0, rank) for rank in range(1, len(places))),
        "arbre": BRANCHES,
        "mailles": links.ranked(places, great),
    }.get(hold, tuple((rank, rank + 1) for rank in range(len(places) - 1)))
    grounds = made.grounds(context, places)
    declared = made.places(pictogram)
    ranked = made.thirds(declared) is not None
    listed = [[x, y, *(each[2:] if ranked else ())] for (x, y), each in zip(grounds, shape, strict=True)]
    lines = Lines(tuple((grounds[a], grounds[b]) for a, b in pairs))
    return made.mark(context, lines, Frozen({declared.key if declared else KEY: listed}))
