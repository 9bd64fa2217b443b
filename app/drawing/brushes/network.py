"""The brush of networks: links are the mark's lines, nodes with their rank or weight are parameters."""

from __future__ import annotations

from collections.abc import Callable
from math import hypot
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from app.drawing import labels, theme
from app.drawing.arrows import filled
from app.drawing.brushes.cells import CENTRE_R, shared_out
from app.drawing.brushes.course import Course, curve
from app.drawing.brushes.spread import discs
from app.drawing.brushes.strokes import fitted, ring, strokes
from app.drawing.brushes.subject import Drawing, Hang, Subject
from app.drawing.brushes.ways import framed
from app.drawing.primitives import Path, Primitive, Subpath, Text, flattened, polygon
from app.drawing.textures import lines_of, shape, subpaths
from app.poster.geometry import Areas, Coord, Run

Node = tuple[float, float, float]
#: Width of a link by its weight 1-5.
WEIGHT_MM = (1.0, 1.8, 3.0, 4.0, 5.0)
#: Two ends nearer than this (mm) are the same node.
SAME = 0.6
NODE_R = 2.1
#: How far from the middle of a node the dashes of a link begin.
DASH_FROM = NODE_R + 0.5
#: Weight of a link that nobody weighed.
USUAL_WEIGHT = 3
#: Nodes of a mesh of two ranks, and how many links make a node a great one when nobody ranked them.
GREAT_R, SMALL_R, BUSY = 3.2, 1.6, 3
#: Links and discs of a tree by level, from the top.
TREE_MM, TREE_R = (3.0, 1.6, 1.0), (3.5, 2.5, 1.7, 1.2)


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


def _visible(runs: list[Run], subject: Subject, width: float) -> tuple[Subpath, ...]:
    """Return what the map shows of links ``width`` mm wide: whole, or in dashes from disc to disc."""
    dash = subject.look.dashed(width)
    drawn = [piece for run in runs for piece in fitted(run, dash, width, DASH_FROM)] if dash else runs
    return tuple(Subpath(piece) for run in drawn for piece in framed(run, subject))


def _links_drawn(runs: list[Run], subject: Subject, width: float) -> tuple[Primitive, ...]:
    return strokes(_visible(runs, subject, width), width, subject.look, dash=())


def _links_of(node: Node, runs: list[Run]) -> int:
    return sum(hypot(x - node[0], y - node[1]) < SAME for run in runs for x, y in run)


def _done(
    subject: Subject, made: list[Primitive], nodes: list[Node], runs: list[Run], *, woven: bool = False
) -> Drawing:
    """Return a network with its name; badges hang on its head, or where most links meet when it is ``woven``."""
    if nodes:
        x, y, _ = max(nodes, key=lambda node: _links_of(node, runs)) if woven else nodes[0]
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
        *_links_drawn(runs, subject, width),
        *discs([(x, y, NODE_R * (width / theme.S4) ** 0.5) for x, y, _ in nodes], subject),
    ]
    return _done(subject, made, nodes, runs, woven=True)


def ranked_mesh(subject: Subject) -> Drawing:
    """Two ranks of nodes: links between great ones are thick, the others thin."""
    runs, nodes = _links(subject), nodes_of(subject)
    ranks = _ranks(nodes, runs)
    grown = {1: 0.8, 2: 1.0, 3: 1.25}[subject.look.force]

    def strong(run: Run) -> bool:
        return all(ranks[_nearest(nodes, end)] == 1 for end in (run[0], run[-1]))

    thin, thick = subject.stroke(theme.S3), subject.stroke(theme.S5)
    discs_of = [
        (x, y, (GREAT_R if rank == 1 else SMALL_R) * grown)
        for (x, y, _), rank in zip(nodes, ranks, strict=True)
    ]
    made: list[Primitive] = [
        *_links_drawn([run for run in runs if not strong(run)], subject, thin),
        *_links_drawn([run for run in runs if strong(run)], subject, thick),
        *discs(discs_of, subject),
    ]
    return _done(subject, made, nodes, runs, woven=True)


def _ranks(nodes: list[Node], runs: list[Run]) -> list[int]:
    """Return the rank of each node, 1 or 2; where none was told, the nodes of three links or more are great."""
    if any(rank for _, _, rank in nodes):
        return [1 if rank == 1 else 2 for _, _, rank in nodes]
    links = [0] * len(nodes)
    for run in runs if nodes else ():
        for end in (run[0], run[-1]):
            links[_nearest(nodes, end)] += 1
    return [1 if count >= BUSY else 2 for count in links]


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
        weight = int(min((nodes[end][2] for end in ends if end != 0 and nodes[end][2]), default=USUAL_WEIGHT))
        width = WEIGHT_MM[min(5, max(1, weight)) - 1] * grown
        by_width.setdefault(width, []).append(run)
        for end in ends:
            radius[end] = max(radius.get(end, 0.0), 1.1 + width * 0.42)
    radius[0] = max(3.5, radius.get(0, 0.0) * 1.15)
    made: list[Primitive] = []
    if subject.look.halo:
        made += [
            ring(_visible(found, subject, width), width, subject.look.halo, theme.HALO_LIGNE)
            for width, found in by_width.items()
        ]
    for width, found in sorted(by_width.items()):
        made += strokes(_visible(found, subject, width), width, subject.look, dash=(), halo=0)
    made += discs([(x, y, radius.get(i, 1.4)) for i, (x, y, _) in enumerate(nodes)], subject)
    return _done(subject, made, nodes, runs)


def _nearest(nodes: list[Node], place: Coord) -> int:
    return min(range(len(nodes)), key=lambda i: hypot(nodes[i][0] - place[0], nodes[i][1] - place[1]))


def tree(subject: Subject) -> Drawing:
    """Who depends on whom: links drawn from the greater place, thinner and smaller at each level.

    ``vers_le_haut`` heads each link towards the place on which the other depends.
    """
    runs, nodes = _links(subject), nodes_of(subject)
    links = [(_nearest(nodes, run[0]), _nearest(nodes, run[-1])) for run in runs]
    levels = _levels(len(nodes), links)
    radii = [TREE_R[level] for level in levels]
    made: list[Primitive] = []
    heads: list[Subpath] = []
    for depth in (2, 1, 0):
        width = subject.stroke(TREE_MM[depth])
        level: list[Run] = []
        for run, (upper, _) in zip(runs, links, strict=True):
            if min(2, levels[upper]) == depth:
                level.append(run)
                heads += _head(run, radii[upper], width) if subject.flag("vers_le_haut") else []
        made += _links_drawn(level, subject, width)
    if heads:
        made += filled(tuple(heads), subject.look, halo=0, edge=0.5, dashed=False)
    made += discs([(x, y, radii[rank]) for rank, (x, y, _) in enumerate(nodes)], subject)
    return _done(subject, made, nodes, runs)


def _levels(count: int, links: list[tuple[int, int]]) -> list[int]:
    """Return how far each node is from the top, at most 3: as deep as the drawing tells apart."""
    levels = [0] * count
    for _ in range(3):
        for upper, lower in links:
            if upper != lower:
                levels[lower] = min(3, max(levels[lower], levels[upper] + 1))
    return levels


def _head(run: Run, radius: float, width: float) -> list[Subpath]:
    """Return a head at the start of a link, its tip on the disc there; none where there is no room."""
    course = Course(run)
    start, size = radius + 0.9, 1.5 * width + 1.5
    if course.length < start + 1.5 * size:
        return []
    (tx, ty), (bx, by) = course.at(start), course.at(start + size)
    nx, ny = (by - ty) / size * 0.62 * size, -(bx - tx) / size * 0.62 * size
    return [polygon(((tx, ty), (bx + nx, by + ny), (bx - nx, by - ny)))]


def cells(subject: Subject) -> Drawing:
    """Centres and the limits half-way between them, cut at the outline of the territory."""
    nodes = nodes_of(subject)
    if not nodes:
        return _done(subject, [], nodes, [])
    ground = ground_of(subject, nodes)
    width = subject.stroke(theme.S3)
    made: list[Primitive] = []
    shares = [cell for cell in shared_out([(x, y) for x, y, _ in nodes], ground) if not cell.is_empty]
    if len(shares) > 1:
        # Limits stop at the outline of the territory, which has a stroke of its own.
        inner = shapely.buffer(ground, -theme.S3)
        limits = shapely.intersection(shapely.union_all(shapely.boundary(shares)), inner)
        made += strokes(
            tuple(Subpath(run) for run in lines_of(shapely.line_merge(limits))), width, subject.look
        )
    if subject.territory is None:
        look = subject.look
        made.append(Path(subpaths(ground), stroke=look.ink, width=width, dash=look.dashed(width)))
    made += discs([(x, y, CENTRE_R[1] if rank == 1 else CENTRE_R[0]) for x, y, rank in nodes], subject)
    return _done(subject, made, nodes, [])


def ground_of(subject: Subject, nodes: list[Node]) -> BaseGeometry:
    """Return what is shared out: the territory; on a blank sheet, the surroundings of the centres."""
    if isinstance(subject.territory, Areas):
        return shape(subject.territory)
    hull = shapely.convex_hull(shapely.multipoints([(x, y) for x, y, _ in nodes]))
    return shapely.buffer(hull, max(8.0, 0.25 * hull.length**0.9), join_style="mitre", mitre_limit=1.5)


FORMS: dict[str, Callable[[Subject], Drawing]] = {
    "maille": mesh,
    "hierarchie": ranked_mesh,
    "etoile": star,
    "arbre": tree,
    "cellules": cells,
}


def implied(subject: Subject) -> dict[str, Any]:
    """Return the nodes of a network that nobody set: the ends of its links, with their rank or weight."""
    forme = subject.settings.get("forme", "maille")
    nodes = nodes_of(subject)
    if forme == "hierarchie":
        ranks = _ranks(nodes, _links(subject))
        return {"noeuds": [[x, y, rank] for (x, y, _), rank in zip(nodes, ranks, strict=True)]}
    if forme == "etoile":
        return {"noeuds": [[x, y, int(weight or USUAL_WEIGHT)] for x, y, weight in nodes]}
    if forme == "cellules":
        return {"noeuds": [[x, y, int(rank)] for x, y, rank in nodes]}
    return {"noeuds": [[x, y] for x, y, _ in nodes]}
