"""Networks and rivers on the sheet: weights, levels, ranks, centres, and what flows."""

from __future__ import annotations

from math import hypot
from typing import Any

import pytest
import shapely

from app.catalogue.load import shipped
from app.drawing import marks, theme
from app.drawing.brushes import network
from app.drawing.implied import implied
from app.drawing.ink import Ink
from app.drawing.primitives import Path, flattened
from app.drawing.textures import shape
from app.poster.records import Mark
from app.poster.values import Frozen
from tests.approvals import sheet
from tests.approvals.sheet import lines, places

SHIPPED = shipped()
NETWORKS = sorted(key for key, entry in SHIPPED.items() if "reseau" in entry.formes)
RED, SLATE, GREEN = (theme.DOMAINES[key].ink for key in ("dynamique", "organisation", "ressources"))
POLE, ENDS = (32, 25), ((54, 12), (12, 10), (52, 40), (14, 40), (32, 6))
STAR = lines(*((POLE, end) for end in ENDS))
LAND = shape(sheet.TERRITORY)


def marked(picto: str, geometry: Any, **fields: Any) -> Mark:
    parameters = Frozen(fields.pop("parametres", {}))
    return Mark(uid="m", picto=picto, geometry=geometry, parametres=parameters, **fields)


def drawn(picto: str, geometry: Any, **fields: Any) -> Ink:
    return marks.draw(marked(picto, geometry, **fields), sheet.context())


def paths(ink: Ink) -> list[Path]:
    return [primitive for primitive in ink.primitives if isinstance(primitive, Path)]


def radii(ink: Ink, colour: str) -> dict[tuple[int, int], float]:
    """Return the radius of each disc of an ink by its middle."""
    found = {}
    for path in paths(ink):
        if path.fill == colour:
            for sub in path.subpaths:
                if sub.cubic:
                    radius = round((sub.points[0][0] - sub.points[6][0]) / 2, 6)
                    found[(round(sub.points[0][0] - radius), round(sub.points[0][1]))] = radius
    return found


def test_weights_from_one_to_five_are_the_widths_of_links_and_the_sizes_of_nodes() -> None:
    nodes = places((*POLE, 0), *((*end, weight) for end, weight in zip(ENDS, (1, 2, 3, 4, 5), strict=True)))
    ink = drawn("liaisons_preferentielles", STAR, parametres={"noeuds": nodes})
    widths = {
        (round(sub.points[-1][0]), round(sub.points[-1][1])): path.width
        for path in paths(ink)
        if path.stroke == RED
        for sub in path.subpaths
    }
    assert [widths[end] for end in ENDS] == [1.0, 1.8, 3.0, 4.0, 5.0]
    sizes = radii(ink, RED)
    assert [sizes[end] for end in ENDS] == sorted(sizes[end] for end in ENDS)
    assert len({sizes[end] for end in ENDS}) == 5
    assert sizes[POLE] > max(sizes[end] for end in ENDS)


def test_a_tree_thins_from_level_to_level() -> None:
    ways = lines(((32, 6), (18, 20)), ((32, 6), (48, 20)), ((18, 20), (12, 36)), ((12, 36), (20, 44)))
    ink = drawn("relations_de_dependance", ways)
    widths = {
        (round(sub.points[0][0]), round(sub.points[0][1])): path.width
        for path in paths(ink)
        if path.stroke == RED
        for sub in path.subpaths
    }
    assert [widths[place] for place in ((32, 6), (18, 20), (12, 36))] == list(network.TREE_MM)
    sizes = radii(ink, RED)
    assert [sizes[place] for place in ((32, 6), (18, 20), (12, 36), (20, 44))] == list(network.TREE_R)


def test_heads_point_to_the_superior_when_people_ask() -> None:
    ways = lines(((32, 8), (14, 34)), ((32, 8), (50, 34)))
    plain, headed = (
        drawn("relations_de_dependance", ways, parametres={"vers_le_haut": up}) for up in (False, True)
    )
    heads = [sub for path in paths(headed) if path.fill == RED for sub in path.subpaths if not sub.cubic]
    assert [sub for path in paths(plain) if path.fill == RED for sub in path.subpaths if not sub.cubic] == []
    assert len(heads) == 2
    for head in heads:
        tip, *wings = head.points
        near = hypot(tip[0] - 32, tip[1] - 8)
        assert near < min(hypot(x - 32, y - 8) for x, y in wings)
        assert near == pytest.approx(network.TREE_R[0] + 0.9)


def test_a_loop_of_dependences_is_drawn_all_the_same() -> None:
    assert drawn("relations_de_dependance", lines(((10, 10), (30, 30)), ((30, 30), (10, 10)))).extent


def test_great_nodes_are_linked_by_thick_links() -> None:
    ways = lines(((15, 15), (45, 15)), ((45, 15), (30, 40)))
    ink = drawn("reseau_maille", ways, parametres={"noeuds": places((15, 15, 1), (45, 15, 1), (30, 40, 2))})
    widths = {
        sub.points[-1]: path.width for path in paths(ink) if path.stroke == SLATE for sub in path.subpaths
    }
    assert sorted(widths.values()) == [theme.S3, theme.S5]
    sizes = radii(ink, SLATE)
    assert sizes[(15, 15)] == sizes[(45, 15)] > sizes[(30, 40)]


def test_nobody_ranked_the_nodes_then_the_busy_ones_are_great() -> None:
    told = implied(marked("reseau_maille", STAR), sheet.context())["noeuds"]
    assert [node[2] for node in told] == [1, 2, 2, 2, 2, 2]


def test_each_centre_has_its_disc_and_limits_lie_half_way() -> None:
    nodes = places((20, 25, 1), (44, 25, 0))
    ink = drawn("centres_limites_polygones", lines(((20, 25), (44, 25))), parametres={"noeuds": nodes})
    (limit,) = [path for path in paths(ink) if path.stroke == SLATE and not path.fill]
    assert all(x == pytest.approx(32, abs=0.02) for sub in limit.subpaths for x, _ in sub.points)
    assert shapely.length(shapely.linestrings(limit.subpaths[0].points)) > 35
    sizes = radii(ink, SLATE)
    assert sizes[(20, 25)] > sizes[(44, 25)]


@pytest.mark.parametrize("key", NETWORKS)
def test_what_a_network_implies_draws_the_same_once_stored(key: str) -> None:
    mark = marked(key, STAR)
    stored = marked(key, STAR, parametres=implied(mark, sheet.context()))
    before, after = drawn(key, STAR), marks.draw(stored, sheet.context())
    for one, other in zip(paths(before), paths(after), strict=True):
        assert (one.fill, one.stroke, one.width) == (other.fill, other.stroke, other.width)
        for sub, its in zip(one.subpaths, other.subpaths, strict=True):
            assert shapely.equals_exact(
                shapely.multipoints(sub.points), shapely.multipoints(its.points), 1e-4
            )


@pytest.mark.parametrize("key", NETWORKS)
def test_absurd_nodes_are_never_an_error(key: str) -> None:
    for value in (
        *("", "x", 3, -1, [], [[]], [[1]], [["a", "b", "c"]], [None], [[1e9, 1e9, 1e9]], {"a": 1}),
        *(
            [[0, 0, "x"]],
            [[0, 0, -7], [0, 0, 900]],
            [[10, -10]] * 40,
            [[float(i), -float(i), i] for i in range(60)],
        ),
    ):
        for geometry in (STAR, lines(((10, 10), (10, 10)))):
            mark = marked(key, geometry, parametres={"noeuds": value, "vers_le_haut": value}, etiquette="x")
            assert marks.draw(mark, sheet.context()).uid == "m"
            implied(mark, sheet.context())


def test_a_river_grows_downstream_and_its_head_says_which_way() -> None:
    ink = drawn("cours_d_eau", lines(((8, 40), (30, 28), (62, 12))))
    fills = [path for path in paths(ink) if path.fill == GREEN]
    (body,), (head,) = (path.subpaths for path in fills)
    banks = body.points
    count = len(banks)
    spring = hypot(banks[0][0] - banks[-1][0], banks[0][1] - banks[-1][1])
    mouth = hypot(
        banks[count // 2 - 1][0] - banks[count // 2][0], banks[count // 2 - 1][1] - banks[count // 2][1]
    )
    assert mouth == pytest.approx(3.4, abs=0.05)
    assert spring < 0.4 * mouth
    back, tip, other = head.points
    assert tip[0] > max(back[0], other[0])
    turned = drawn("cours_d_eau", lines(((62, 12), (30, 28), (8, 40))))
    back, tip, other = [path for path in paths(turned) if path.fill == GREEN][1].subpaths[0].points
    assert tip[0] < min(back[0], other[0])


def test_a_river_has_two_banks_with_water_between_them() -> None:
    ink = drawn("cours_d_eau", lines(((8, 40), (30, 28), (62, 12))))
    (water,) = [path for path in paths(ink) if path.fill == theme.DOMAINES["ressources"].accent]
    body = next(path for path in paths(ink) if path.fill == GREEN)
    outer, inner = (
        shapely.buffer(shapely.polygons(flattened(path.subpaths[0])), 0) for path in (body, water)
    )
    assert shapely.area(shapely.difference(inner, outer)) < 1e-6
    assert 0.15 < shapely.area(inner) / shapely.area(outer) < 0.7


@pytest.mark.parametrize(
    "run", [((20, 20), (20.3, 20)), ((20, 20), (24, 20)), ((5, 5), (65, 45), (5, 45), (65, 5))]
)
def test_rivers_of_any_length_are_drawn(run: tuple[tuple[float, float], ...]) -> None:
    assert drawn("cours_d_eau", lines(run)).extent


def test_houses_and_arrows_of_a_front_do_not_lie_on_one_another() -> None:
    bend = lines(((10, 40), (30, 20), (34, 20), (56, 40)))
    for cote in ("droite", "gauche"):
        ink = drawn("front_urbanisation", bend, parametres={"cote": cote})
        for path in paths(ink):
            if path.fill == RED:
                shapes = [shapely.buffer(shapely.polygons(flattened(sub)), -0.2) for sub in path.subpaths]
                for rank, one in enumerate(shapes):
                    for other in shapes[rank + 1 :]:
                        assert shapely.area(shapely.intersection(one, other)) < 0.4 * min(
                            one.area, other.area
                        )


def test_a_main_road_has_a_line_along_its_middle() -> None:
    ink = drawn("route_axe", lines(((8, 40), (30, 28), (62, 12))))
    cased, core, axle = [path for path in paths(ink) if path.stroke][-3:]
    assert cased.width > core.width > 3 * axle.width
    assert axle.dash
    assert not core.dash
