"""Laying a pictogram: one click, a line, a contour, a network. The sheet shows it before it is there."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import replace
from math import hypot

from app.basemap.places import commune_at
from app.catalogue.model import Parameter, Pictogram
from app.poster.geometry import Areas, Coord, Geometry, Lines, Point, Run, closed, length
from app.poster.records import Fond, Mark, new_uid
from app.poster.values import EMPTY, Frozen
from app.ui.tools.shapes import areas_of, contour, distance, straightened
from app.ui.tools.spoken import ground_length
from app.ui.tools.tool import Context, Gesture

#: A contour drawn by hand is thinned by this much, in mm.
CONTOUR_MM = 0.8
#: A flow drawn in one drag bends by this share of its length.
BEND = 0.12
#: Networks whose links all leave the first pole; others link each pole to the next.
STARS = ("etoile", "arbre")
#: What a pictogram laid by the keyboard covers, in mm.
LINE_MM, AREA_MM = 60.0, 22.0


def gesture(context: Context) -> Gesture:
    """Lay the armed pictogram the way of its forme."""
    if context.pictogram is None:
        yield
        return
    yield from {"point": _point, "ligne": _line, "aire": _area, "reseau": _network}[context.forme](context)


def mark(pictogram: Pictogram, geometry: Geometry, parametres: Frozen = EMPTY) -> Mark:
    """Return a new mark of a pictogram, with what the catalogue says of it."""
    return Mark(
        uid=new_uid(),
        picto=pictogram.key,
        geometry=geometry,
        domaine=pictogram.domaine,
        valence=pictogram.valence,
        parametres=parametres,
    )


def laid_at(pictogram: Pictogram, forme: str, page: Coord, context: Context) -> Mark:
    """Return a mark laid whole at a place of the page: by the keyboard, or let go from the palette."""
    x, y = page
    if forme == "point":
        return mark(pictogram, Point(*context.ground(page)), _around(pictogram, page, context))
    if forme == "ligne":
        return mark(
            pictogram, _lines(context, _bent(pictogram, ((x - LINE_MM / 2, y), (x + LINE_MM / 2, y))))
        )
    if forme == "aire":
        commune = commune_at(context.document.all(Fond), *context.ground(page))
        if commune is not None and isinstance(commune.geometry, Areas):
            return mark(pictogram, commune.geometry)
        r = AREA_MM
        ring = closed(((x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)))
        return mark(pictogram, Areas(((tuple(context.ground(at) for at in ring),),)))
    return _network_mark(context, pictogram, ((x - LINE_MM / 2, y), (x, y - 12.0), (x + LINE_MM / 2, y)))


def lay(context: Context, made: Mark) -> None:
    """Add a new mark as one act."""
    assert context.pictogram is not None
    with context.document.transaction("Poser «\u00a0{nom}\u00a0»", nom=context.pictogram.name.fr) as act:
        act.put(made)
    context.placed(made.uid)


def _point(context: Context) -> Gesture:
    pictogram = _armed(context)
    places = clicked_places(pictogram)
    event = yield
    made = mark(pictogram, Point(*context.ground(context.kept(event.page))))
    while event.kind != "release":
        made = mark(pictogram, Point(*context.ground(context.kept(event.page))))
        context.feedback.drafts = (made,)
        event = yield
    if places is not None:
        yield from _satellites(context, made, places)
    else:
        lay(context, made)


def _satellites(context: Context, pole: Mark, places: Parameter) -> Gesture:
    """Add a place at each click; the end of the gesture lays the whole."""
    found: list[Coord] = []
    at: Coord | None = None

    def whole(shown: Iterable[Coord]) -> Mark:
        grounds = [context.ground(page) for page in shown]
        if not grounds:
            return pole
        centre = next(iter(pole.geometry.coords()))
        return replace(pole, parametres=Frozen({places.key: _ranked(_armed(context), centre, grounds)}))

    while True:
        context.feedback.drafts = (whole([*found, at] if at else found),)
        event = yield
        at = context.kept(event.page)
        if event.kind == "press":
            found.append(at)
            at = None
        elif event.kind == "back" and found:
            found.pop()
        elif event.kind in ("finish", "double"):
            lay(context, whole(_distinct(found, context.reach)))
            return


def clicked_places(pictogram: Pictogram) -> Parameter | None:
    """Return the list of places that people click one by one, or None: a network's poles, a pole's satellites."""
    if "point" in pictogram.formes and pictogram.brush("point").name != "stamp":
        return None
    return next((each for each in pictogram.parameters if each.type == "lieux" and each.frame == "sol"), None)


def _ranked(pictogram: Pictogram, pole: Coord, others: Iterable[Coord]) -> list[list[float]]:
    """Return places of the ground with what the brush reads of them: a scatter holds its pole, as the first rank."""
    if pictogram.brush("point").settings.get("forme") == "semis":
        return [[*pole, 1], *([*at, 2] for at in others)]
    return [list(at) for at in others]


def _line(context: Context) -> Gesture:
    pictogram = _armed(context)
    points: list[Coord] = []
    event = yield
    points.append(context.kept(event.page))
    dragging = True
    while True:
        event = yield
        at = context.kept(event.page)
        if event.shift:
            at = straightened(points[-1], at)
        far = distance(points[-1], at) > context.reach
        if event.kind == "release":
            if dragging and far:
                lay(context, mark(pictogram, _lines(context, _bent(pictogram, (points[0], at)))))
                return
            dragging = False
        elif event.kind == "press" and far:
            points.append(at)
        elif event.kind in ("finish", "double") and len(points) > 1:
            lay(context, mark(pictogram, _lines(context, tuple(points))))
            return
        elif event.kind == "back":
            points.pop()
            if not points:
                return
        shown = (*points, at) if far and event.kind != "back" else tuple(points)
        if dragging:
            shown = _bent(pictogram, shown) if len(shown) == 2 else shown
        draft = mark(pictogram, _lines(context, shown)) if len(shown) > 1 else None
        context.feedback.drafts = (draft,) if draft else ()
        context.feedback.chip = ground_length(_length(draft)) if draft else ""


def _length(drawn: Mark) -> float:
    return sum(length(run) for run in drawn.geometry.parts) if isinstance(drawn.geometry, Lines) else 0.0


def _bent(pictogram: Pictogram, run: Run) -> Run:
    """Return a two-point run with the slight bend that flows have, when the pictogram is one."""
    if not pictogram.domaine or pictogram.brush("ligne").settings.get("forme") != "fleche":
        return run
    (ax, ay), (bx, by) = run
    # Bends upwards whichever way it goes, as arrows on posters do.
    side = 1.0 if bx >= ax else -1.0
    return (
        (ax, ay),
        ((ax + bx) / 2 + side * BEND * (by - ay), (ay + by) / 2 - side * BEND * (bx - ax)),
        (bx, by),
    )


def _area(context: Context) -> Gesture:
    """Draw a contour in one go, or take a commune by a click; with Maj, or outside communes, corner by corner."""
    pictogram = _armed(context)
    press = yield
    way = [context.kept(press.page)]
    event = press
    while event.kind != "release":
        if distance(way[-1], event.page) > 0.3:
            way.append(context.kept(event.page))
        context.feedback.line = tuple(way)
        event = yield
    if max(distance(way[0], at) for at in way) > 2 * context.reach:
        _place_area(context, pictogram, contour(tuple(way), CONTOUR_MM))
        return
    commune = commune_at(context.document.all(Fond), *press.ground)
    if commune is not None and not press.shift:
        _take(context, pictogram, commune)
        return
    yield from _corners(context, pictogram, way[0])


def _take(context: Context, pictogram: Pictogram, commune: Fond) -> None:
    assert isinstance(commune.geometry, Areas)
    lay(context, mark(pictogram, commune.geometry))


def _corners(context: Context, pictogram: Pictogram, first: Coord) -> Gesture:
    points = [first]
    at = first
    while True:
        shown = (*points, at) if distance(points[-1], at) > 0.1 else tuple(points)
        context.feedback.line = (*shown, points[0]) if len(shown) > 2 else shown
        event = yield
        at = context.kept(event.page)
        ends = event.kind in ("finish", "double")
        # A click on the first corner closes the contour, as everywhere.
        ends = ends or (event.kind == "press" and len(points) > 2 and distance(points[0], at) < context.reach)
        if ends:
            if len(points) > 2:
                _place_area(context, pictogram, closed(tuple(points)))
                return
        elif event.kind == "press" and distance(points[-1], at) > context.reach:
            points.append(at)
        elif event.kind == "back":
            points.pop()
            at = points[-1] if points else at
            if not points:
                return


def _place_area(context: Context, pictogram: Pictogram, ring: Run) -> None:
    areas = areas_of(tuple(context.ground(at) for at in ring)) if ring else None
    if areas is not None:
        lay(context, mark(pictogram, areas))


def _network(context: Context) -> Gesture:
    pictogram = _armed(context)
    points: list[Coord] = []
    event = yield
    while True:
        at = context.kept(event.page)
        if event.kind == "press" and all(distance(known, at) > context.reach for known in points):
            points.append(at)
        elif event.kind == "back":
            points.pop()
            if not points:
                return
        elif event.kind in ("finish", "double") and len(points) > 1:
            lay(context, _network_mark(context, pictogram, tuple(points)))
            return
        shown = points if event.kind == "back" or distance(points[-1], at) < context.reach else [*points, at]
        context.feedback.line = () if len(shown) > 1 else tuple(shown)
        context.feedback.drafts = (_network_mark(context, pictogram, tuple(shown)),) if len(shown) > 1 else ()
        event = yield


def _network_mark(context: Context, pictogram: Pictogram, points: Run) -> Mark:
    """Return a network: its links as lines, its poles as places; the first click is the first of ranks."""
    grounds = [context.ground(at) for at in points]
    if pictogram.brush("reseau").settings.get("forme") not in STARS:
        links = tuple((a, b) for a, b in itertools.pairwise(grounds))
    else:
        links = tuple((grounds[0], other) for other in grounds[1:])
    ranked = [[x, y, 1 if rank == 0 else 2] for rank, (x, y) in enumerate(grounds)]
    places = clicked_places(pictogram)
    return mark(pictogram, Lines(links), Frozen({places.key if places else "noeuds": ranked}))


def _around(pictogram: Pictogram, page: Coord, context: Context) -> Frozen:
    """Return four places around a pole, where the keyboard cannot click them one by one."""
    places = clicked_places(pictogram)
    if places is None:
        return EMPTY
    x, y = page
    beside = ((x - 26.0, y - 14.0), (x + 24.0, y - 18.0), (x + 27.0, y + 13.0), (x - 21.0, y + 19.0))
    grounds = [context.ground(at) for at in beside]
    return Frozen({places.key: _ranked(pictogram, context.ground(page), grounds)})


def _lines(context: Context, page: Run) -> Lines:
    return Lines((tuple(context.ground(at) for at in page),))


def _distinct(points: Iterable[Coord], apart: float) -> list[Coord]:
    """Return points without those that a double click put on one another."""
    kept: list[Coord] = []
    for at in points:
        if all(hypot(at[0] - other[0], at[1] - other[1]) > apart for other in kept):
            kept.append(at)
    return kept


def _armed(context: Context) -> Pictogram:
    assert context.pictogram is not None
    return context.pictogram
