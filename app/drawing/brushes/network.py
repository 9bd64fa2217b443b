"""The brush of networks: links are the mark's lines, nodes with their rank or weight are parameters."""

from __future__ import annotations

from collections.abc import Callable
from math import hypot

import shapely

from app.drawing import labels, theme
from app.drawing.brushes.course import curve
from app.drawing.brushes.stamp import discs
from app.drawing.brushes.strokes import ring, strokes
from app.drawing.brushes.subject import Drawing, Hang, Subject
from app.drawing.brushes.ways import framed
from app.drawing.primitives import Path, Primitive, Subpath, Text, flattened
from app.drawing.textures import lines_of, shape, subpaths
from app.poster.geometry import Areas, Coord, Run

Node = tuple[float, float, float]
#: Width of a link by its weight 1-5.
WEIGHT_MM = (1.0, 1.8, 3.0, 4.0, 5.0)
#: Two ends nearer than this (mm) are the same node.
SAME = 0.6
NODE_R = 2.1


def draw(subject: Subject) -> Drawing:
    """Return the drawing of a network; the setting ``forme`` names it, a mesh by default."""
    return FORMS[subject.settings.get("forme", "maille")](subject)


def nodes_of(subject: Subject) -> list[Node]:
    """Return the declared nodes, else the ends of the lines, in the order they were drawn."""
    given = list(subject.places("noeuds"))
    if given:
        return given
    found: list[Node] = []
    for run in subject.runs():
        for x, y in run:
            if not any(hypot(x - nx, y - ny) < SAME for nx, ny, _ in found):
                found.append((x, y, 0.0))
    return found


def _links(subject: Subject) -> list[Run]:
    return [
        flattened(curve(run, subject.flag("lisse", False)))
        for run in subject.runs()
        if len(run) >= 2 and len(set(run)) > 1
    ]


def _visible(runs: list[Run], subject: Subject) -> tuple[Subpath, ...]:
    return tuple(Subpath(piece) for run in runs for piece in framed(run, subject))


def _done(subject: Subject, made: list[Primitive], nodes: list[Node], runs: list[Run]) -> Drawing:
    if nodes:
        x, y, _ = nodes[0]
        hang = Hang(x, y, 9.0, 9.0)
    else:
        hang = Hang(*subject.point())
    words: tuple[Text, ...] = ()
    if subject.etiquette:
        obstacle = shapely.buffer(
            shapely.union_all([shapely.linestrings(run) for run in runs] or [shapely.Point(hang.x, hang.y)]),
            2.5,
        )
        words = labels.beside(subject, (hang.x, hang.y), obstacle)
    return Drawing(tuple(made), hang, words)


def mesh(subject: Subject) -> Drawing:
    """Links of one width and equal nodes: a fabric without a single centre."""
    runs, nodes = _links(subject), nodes_of(subject)
    width = subject.stroke(theme.S4)
    made = [
        *strokes(_visible(runs, subject), width, subject.look),
        *discs([(x, y, NODE_R * (width / theme.S4) ** 0.5) for x, y, _ in nodes], subject),
    ]
    return _done(subject, made, nodes, runs)


def ranked_mesh(subject: Subject) -> Drawing:
    """Two ranks of nodes: links between great ones are thick, the others thin."""
    runs, nodes = _links(subject), nodes_of(subject)
    great = [(x, y) for x, y, rank in nodes if rank == 1]

    def strong(run: Run) -> bool:
        return all(any(hypot(x - gx, y - gy) < SAME for gx, gy in great) for x, y in (run[0], run[-1]))

    made: list[Primitive] = [
        *strokes(
            _visible([run for run in runs if not strong(run)], subject), subject.stroke(1.1), subject.look
        ),
        *strokes(_visible([run for run in runs if strong(run)], subject), subject.stroke(2.8), subject.look),
        *discs([(x, y, 3.2 if rank == 1 else 1.6) for x, y, rank in nodes], subject),
    ]
    return _done(subject, made, nodes, runs)


def star(subject: Subject) -> Drawing:
    """Links as thick as they are strong: the weight (1-5) is the third number of a node, at the far end."""
    runs, nodes = _links(subject), nodes_of(subject)
    if not nodes:
        return _done(subject, [], nodes, runs)
    grown = {1: 0.75, 2: 1.0, 3: 1.3}[subject.look.force]
    by_width: dict[float, list[Run]] = {}
    radius: dict[int, float] = {}
    for run in runs:
        ends = [_nearest(nodes, run[0]), _nearest(nodes, run[-1])]
        weight = int(min((nodes[end][2] for end in ends if end != 0 and nodes[end][2]), default=3.0))
        width = WEIGHT_MM[min(5, max(1, weight)) - 1] * grown
        by_width.setdefault(width, []).append(run)
        for end in ends:
            radius[end] = max(radius.get(end, 0.0), 1.1 + width * 0.42)
    radius[0] = max(3.5, radius.get(0, 0.0) * 1.15)
    made: list[Primitive] = []
    if subject.look.halo:
        made += [
            ring(
                _visible(found, subject),
                width,
                subject.look.halo,
                theme.HALO_LIGNE,
                subject.look.dashed(width),
            )
            for width, found in by_width.items()
        ]
    for width, found in sorted(by_width.items()):
        made += strokes(_visible(found, subject), width, subject.look, halo=0)
    made += discs([(x, y, radius.get(i, 1.4)) for i, (x, y, _) in enumerate(nodes)], subject)
    return _done(subject, made, nodes, runs)


def _nearest(nodes: list[Node], place: Coord) -> int:
    return min(range(len(nodes)), key=lambda i: hypot(nodes[i][0] - place[0], nodes[i][1] - place[1]))


def tree(subject: Subject) -> Drawing:
    """Who depends on whom: links drawn from the greater place, thinner and smaller at each level."""
    runs = _links(subject)
    nodes = nodes_of(subject)
    levels = [0] * len(nodes)
    links = [(_nearest(nodes, run[0]), _nearest(nodes, run[-1])) for run in runs]
    for _ in range(3):  # as deep as the drawing tells apart
        for upper, lower in links:
            levels[lower] = min(3, max(levels[lower], levels[upper] + 1)) if upper != lower else levels[lower]
    widths = (2.6, 1.5, 0.9)
    made: list[Primitive] = []
    for depth in (2, 1, 0):
        level = [run for run, (upper, _) in zip(runs, links, strict=True) if min(2, levels[upper]) == depth]
        if level:
            made += strokes(_visible(level, subject), subject.stroke(widths[depth]), subject.look)
    made += discs([(x, y, (3.5, 2.5, 1.6, 1.2)[levels[i]]) for i, (x, y, _) in enumerate(nodes)], subject)
    return _done(subject, made, nodes, runs)


def cells(subject: Subject) -> Drawing:
    """Centres and the limits half-way between them, cut at the outline of the territory."""
    nodes = nodes_of(subject)
    look = subject.look
    centres = shapely.multipoints([(x, y) for x, y, _ in nodes]) if nodes else None
    if centres is None:
        return _done(subject, [], nodes, [])
    ground = _ground(subject, centres)
    width = subject.stroke(theme.S3)
    made: list[Primitive] = []
    if len(nodes) > 1:
        edges = shapely.voronoi_polygons(centres, extend_to=shapely.buffer(ground, 50), only_edges=True)
        limits = lines_of(shapely.line_merge(shapely.intersection(edges, shapely.buffer(ground, -theme.S3))))
        made += strokes(tuple(Subpath(run) for run in limits), width, subject.look)
    if subject.territory is None:
        made.append(Path(subpaths(ground), stroke=look.ink, width=width, dash=look.dashed(width)))
    made += discs([(x, y, {1: 3.0, 3: 1.4}.get(int(rank), NODE_R)) for x, y, rank in nodes], subject)
    return _done(subject, made, nodes, [])


def _ground(subject: Subject, centres: shapely.MultiPoint) -> shapely.Geometry:
    """Return what is shared out: the territory; on a blank sheet, the surroundings of the centres."""
    if isinstance(subject.territory, Areas):
        return shape(subject.territory)
    hull = shapely.convex_hull(centres)
    return shapely.buffer(hull, max(8.0, 0.25 * hull.length**0.9), join_style="mitre", mitre_limit=1.5)


FORMS: dict[str, Callable[[Subject], Drawing]] = {
    "maille": mesh,
    "hierarchie": ranked_mesh,
    "etoile": star,
    "arbre": tree,
    "cellules": cells,
}
