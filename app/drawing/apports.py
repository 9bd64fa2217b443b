"""What the group brought under its marks: roads, rivers, relief, limits, pale enough to be drawn upon.

Everything is cut at the frame; lengths are mm. The outline of a zone of reference is drawn here too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import hypot
from typing import Any

from app.drawing import theme
from app.drawing.colour import alpha, mixed
from app.drawing.ink import Band, Ink
from app.drawing.names import Label
from app.drawing.primitives import Path, Primitive, circle
from app.drawing.runs import runs_of
from app.poster.geometry import Areas, Coord, Lines, Point
from app.poster.options import Options
from app.poster.records import Apport, Calque, Fond, Record
from app.poster.sheet import MapFrame

#: From the bottom to the top.
ORDER = ("relief", "autre", "rivieres", "limites", "routes")
LAYERS = ("aire", "ligne", "point")
#: How far an area keeps its colour on the ground.
TINTS = {"relief": 0.45, "rivieres": 0.5, "routes": 0.4, "limites": 0.0, "autre": 0.22}
EDGES = {"relief": 0.0, "rivieres": 0.35, "routes": 0.35, "limites": 0.6, "autre": 0.45}
LINES = {"relief": 0.25, "rivieres": 0.75, "limites": 0.6, "autre": 0.7}
DASH = (3.0, 1.8)
SOFTENED = 0.3
#: Width of a road and of the paper inside it, by rank; those of a lower rank, or of none, are the last.
ROADS = {1: (1.9, 1.05), 2: (1.35, 0.65)}
MINOR_ROAD = 0.45
DOT_R = 1.2
#: Dashed things beyond this many are not joined where they meet.
MOST_JOINED = 600
#: What is shorter than this in the frame has no name; a name is sought at these parts of a line.
NAMED_MM = 16.0
ALONG = (0.5, 0.38, 0.62, 0.25, 0.75, 0.12, 0.88)
REFERENCE_MM = 1.5


@dataclass(frozen=True, slots=True)
class Brought:
    """The inks of what was brought, under and over the limits of the base map, and its names."""

    under: tuple[Ink, ...]
    over: tuple[Ink, ...]
    labels: tuple[Label, ...]


def shown(apport: Apport, options: Options) -> bool:
    """Return whether a layer is drawn."""
    return (
        apport.visible
        and apport.opacite > 0
        and options.estompe < 1
        and bool(getattr(options, _role(apport)))
    )


def draw(
    apports: Iterable[Apport], fonds: Iterable[Fond], frame: MapFrame, options: Options, land: Any
) -> Brought:
    """Return what was brought; ``land`` is the territory as a shapely geometry of the page, None without one."""
    import shapely

    from app.poster.surfaces import surface

    window = shapely.box(*frame.box)
    own: dict[str, list[Fond]] = {}
    zones: list[Fond] = []
    for fond in fonds:
        if fond.couche in LAYERS:
            own.setdefault(fond.apport, []).append(fond)
        elif fond.couche == "reference":
            zones.append(fond)
    under: list[Ink] = []
    over: list[Ink] = []
    labels: list[Label] = []
    listed = [apport for apport in apports if apport.uid in own and shown(apport, options)]
    for apport in sorted(listed, key=lambda each: (ORDER.index(_role(each)), each.rang, each.uid)):
        layer = _Layer(apport, options, land)
        shapes = [(fond, _cut(fond, frame, window)) for fond in own[apport.uid]]
        shapes = [(fond, shape) for fond, shape in shapes if not shape.is_empty]
        tints, strokes = layer.areas(shapes), (*layer.lines(shapes), *layer.points(shapes))
        if tints:
            (under if _role(apport) in ("relief", "autre") else over).append(
                Ink.of(f"apport:{apport.uid}:aires", Band.FOND, tints)
            )
        if strokes:
            over.append(Ink.of(f"apport:{apport.uid}", Band.FOND, strokes))
        if apport.noms:
            labels += layer.labels(shapes)
    if options.reference and options.estompe < 1:
        for zone in zones:
            edge = shapely.intersection(surface(_on_page(zone, frame)).boundary, window)
            if edge.is_empty:
                continue
            over.insert(0, _zone(zone, edge, options, land))
            labels += _zone_label(zone, edge, frame)
    return Brought(tuple(under), tuple(over), tuple(labels))


class _Layer:
    """How the things of one layer are drawn."""

    def __init__(self, apport: Apport, options: Options, land: Any) -> None:
        self.apport, self.land = apport, land
        self.role = _role(apport)
        self.colour = apport.couleur or theme.APPORTS[self.role]
        #: A colour of the group is softened: the ground stays behind the marks.
        self.line = mixed(self.colour, SOFTENED, theme.PAPIER) if apport.couleur else self.colour
        self.gone = 1 - apport.opacite * (1 - options.estompe)

    def areas(self, shapes: Sequence[tuple[Fond, Any]]) -> tuple[Primitive, ...]:
        """Return the tint of areas, as one: where two overlap the tint is the same."""
        import shapely

        from app.drawing.textures import subpaths

        areas = [shape for fond, shape in shapes if fond.couche == "aire"]
        tint = TINTS[self.role] * (1 - self.gone)
        if not areas or not tint:
            return ()
        whole = shapely.union_all(areas)
        return (Path(subpaths(whole), fill=alpha(self.colour, tint)),)

    def lines(self, shapes: Sequence[tuple[Fond, Any]]) -> tuple[Primitive, ...]:
        """Return lines, and the edges of areas; roads have their casing first, so that they join."""
        import shapely

        edges = [_edge(shape) for fond, shape in shapes if fond.couche == "aire"] if EDGES[self.role] else []
        made = [*self._stroked(edges, self.line, EDGES[self.role], dashed=self.role == "limites")]
        lines = [(fond, shape) for fond, shape in shapes if fond.couche == "ligne"]
        if self.role != "routes":
            runs = [shape for _, shape in lines]
            return (*made, *self._stroked(runs, self.line, LINES[self.role], dashed=self.role == "limites"))
        ranked: dict[int, list[Any]] = {}
        for fond, shape in lines:
            ranked.setdefault(fond.rang if fond.rang in ROADS else (0 if fond.rang > 2 else 2), []).append(
                shape
            )
        made += self._stroked(ranked.get(0, []), self.line, MINOR_ROAD)
        wide = sorted(set(ranked) & set(ROADS), reverse=True)
        for rank in wide:
            made += self._stroked(ranked[rank], self.line, ROADS[rank][0])
        for rank in wide:
            lines = shapely.multilinestrings(_single(ranked[rank]))
            made.append(_path(lines, theme.PAPIER, ROADS[rank][1]))
        return tuple(made)

    def points(self, shapes: Sequence[tuple[Fond, Any]]) -> tuple[Primitive, ...]:
        """Return dots ringed with paper."""
        import shapely

        dots = [shape for fond, shape in shapes if fond.couche == "point"]
        places = [tuple(xy) for xy in shapely.get_coordinates(dots)]
        if not places:
            return ()
        ink = mixed(self.line, self.gone, theme.PAPIER)
        return (
            Path(tuple(circle(x, y, DOT_R + 0.4) for x, y in places), fill=theme.PAPIER),
            Path(tuple(circle(x, y, DOT_R) for x, y in places), fill=ink),
        )

    def labels(self, shapes: Sequence[tuple[Fond, Any]]) -> list[Label]:
        """Return the names of things, each once: two lines of one name are one river."""
        import shapely

        named: dict[str, list[tuple[Fond, Any]]] = {}
        for fond, shape in shapes:
            if fond.nom.strip():
                named.setdefault(fond.nom.strip(), []).append((fond, shape))
        colour = self.apport.couleur or theme.NOMS_APPORTS.get(self.role, theme.ENCRE_2)
        style = replace(theme.STYLES["apport"], colour=colour)
        found = []
        for name, things in named.items():
            fond = things[0][0]
            if fond.couche == "point":
                x, y = shapely.get_coordinates(things[0][1])[0]
                found.append(Label(fond.uid, name, (float(x), float(y)), style, radius=DOT_R))
                continue
            whole = shapely.union_all([shape for _, shape in things])
            spots = _in_area(whole) if fond.couche == "aire" else _along(whole, style.size)
            if spots:
                found.append(Label(fond.uid, name, (0.0, 0.0), style, spots))
        return found

    def _stroked(
        self, shapes: Sequence[Any], colour: str, width: float, *, dashed: bool = False
    ) -> list[Path]:
        """Return lines, mixed with the ground that they cross: flat, so that they are no darker where they meet."""
        import shapely

        if not shapes or not width:
            return []
        # Dashes of two neighbours would fill each other's gaps. A full line may well lie on another: things that
        # overlap meet in more places than there is time to find.
        if dashed and len(shapes) <= MOST_JOINED:
            lines = _single([shapely.line_merge(shapely.union_all(shapes))])
        else:
            lines = _single(shapes)
        grounds = [(lines, theme.PAPIER)]
        if self.land is not None and self.gone > 0:
            inside, outside = _parted(lines, self.land)
            grounds = [(inside, theme.PAPIER), (outside, theme.HORS_TERRITOIRE)]
        return [
            _path(
                shapely.multilinestrings(parts),
                mixed(colour, self.gone, ground),
                width,
                DASH if dashed else (),
            )
            for parts, ground in grounds
            if len(parts)
        ]


def _parted(lines: Any, land: Any) -> tuple[Any, Any]:
    """Return what of lines lies in ``land`` and what lies out of it, as two arrays of lines."""
    import numpy as np
    import shapely

    shapely.prepare(land)
    within, meeting = shapely.contains_properly(land, lines), shapely.intersects(land, lines)
    crossing = lines[meeting & ~within]
    found = []
    for whole, parts in (
        (lines[within], shapely.intersection(crossing, land)),
        (lines[~meeting], shapely.difference(crossing, land)),
    ):
        found.append(np.concatenate([whole, _single(parts)]))
    return found[0], found[1]


def _single(shapes: Any) -> Any:
    """Return the lines of shapes one by one, without the points where some only touch the frame."""
    import shapely

    parts = shapely.get_parts(shapely.get_parts(shapes))
    return parts[shapely.get_type_id(parts) == 1]


def _zone(zone: Fond, edge: Any, options: Options, land: Any) -> Ink:
    import shapely

    ground = theme.PAPIER if land is None else theme.HORS_TERRITOIRE
    colour = mixed(theme.REFERENCE, options.estompe, ground)
    return Ink.of(
        f"reference:{zone.uid}", Band.FOND, (_path(shapely.line_merge(edge), colour, REFERENCE_MM),)
    )


def credited(records: Iterable[Record], options: Options) -> tuple[str, ...]:
    """Return, each once, the sentences that say where what is shown comes from: brought layers and pictures."""
    found: dict[str, None] = {}
    for record in records:
        if not isinstance(record, (Apport, Calque)):
            continue
        if shown(record, options) if isinstance(record, Apport) else record.visible and record.opacite > 0:
            said = record.credits.strip() or record.source.strip()
            if said:
                found[said if said.endswith((".", "!", "?", "…")) else f"{said}."] = None
    return tuple(found)


def _zone_label(zone: Fond, edge: Any, frame: MapFrame) -> list[Label]:
    """Return the name of a zone, beside its outline."""
    if not zone.nom.strip():
        return []
    style = theme.STYLES["reference"]
    return [Label(zone.uid, zone.nom.strip(), (0.0, 0.0), style, _along(edge, style.size, 0.02))]


def _role(apport: Apport) -> str:
    return apport.role if apport.role in theme.APPORTS else "autre"


def _on_page(fond: Fond, frame: MapFrame) -> Areas:
    assert isinstance(fond.geometry, Areas)
    return fond.geometry.map(frame.to_page)


def _cut(fond: Fond, frame: MapFrame, window: Any) -> Any:
    """Return a thing on the page, cut at the frame."""
    import shapely

    from app.poster.surfaces import surface

    moved = fond.geometry.map(frame.to_page)
    if isinstance(moved, Point):
        shape: Any = shapely.Point(moved.x, moved.y)
    elif isinstance(moved, Lines):
        shape = shapely.multilinestrings([shapely.linestrings(part) for part in moved.parts if len(part) > 1])
    else:
        shape = surface(moved)
    return shapely.intersection(shape, window)


def _edge(shape: Any) -> Any:
    import shapely

    return shapely.boundary(shape)


def _path(shape: Any, colour: str, width: float, dash: tuple[float, ...] = ()) -> Path:
    return Path(runs_of(shape), stroke=colour, width=width, dash=dash, cap="flat" if dash else "round")


def _in_area(shape: Any) -> tuple[Coord, ...]:
    """Return places for the name of an area: its heart, then above, below and beside it."""
    import shapely

    if shapely.area(shape) < NAMED_MM:
        return ()
    heart = shapely.point_on_surface(shape)
    steps = ((0, 0), (0, -5), (0, 5), (-10, 0), (10, 0), (0, -10), (0, 10), (-10, -6), (10, 6))
    return tuple((heart.x + dx, heart.y + dy) for dx, dy in steps)


def _along(shape: Any, size: float, least: float = NAMED_MM) -> tuple[Coord, ...]:
    """Return places for the name of a line, on either side of its longest part."""
    import shapely

    lines = [part for part in shapely.get_parts(shapely.line_merge(shape)) if part.geom_type == "LineString"]
    if not lines:
        return ()
    longest = max(lines, key=shapely.length)
    if shapely.length(longest) < least:
        return ()
    found = []
    for share in ALONG:
        at = shapely.line_interpolate_point(longest, share, normalized=True)
        on = shapely.line_interpolate_point(longest, min(1.0, share + 0.02), normalized=True)
        dx, dy = on.x - at.x, on.y - at.y
        wide = hypot(dx, dy) or 1.0
        off = 0.95 * size
        # A level line has its name above or below; an upright one needs more room aside: half of a short name.
        aside = off + 1.6 * size * abs(dy) / wide
        found += [(at.x + turn * dy / wide * aside, at.y - turn * dx / wide * aside) for turn in (1.0, -1.0)]
    return tuple(found)
