"""Areas on the sheet: what they share, how far they go, what fills them, and what they imply."""

from __future__ import annotations

import itertools
import random
from math import cos, hypot, radians, sin
from typing import Any

import pytest
import shapely
import shapely.affinity

from app.catalogue.load import shipped
from app.drawing import marks, theme
from app.drawing.brushes import cells, mosaic, patterns, served
from app.drawing.implied import implied
from app.drawing.ink import Ink
from app.drawing.primitives import Path, Text, flattened
from app.drawing.textures import shape
from app.poster.geometry import Areas, Coord
from app.poster.records import Mark
from app.poster.values import Frozen
from tests.approvals import sheet
from tests.approvals.sheet import areas, places, point

FIELD = areas(((14, 12), (40, 9), (54, 20), (50, 38), (28, 42), (13, 30)))
LAND = shape(sheet.TERRITORY)
SHIPPED = shipped()
AREAS = sorted(key for key, entry in SHIPPED.items() if "aire" in entry.formes)
RED, SLATE = theme.DOMAINES["dynamique"], theme.DOMAINES["organisation"]


def marked(picto: str, geometry: Any, **fields: Any) -> Mark:
    parameters = Frozen(fields.pop("parametres", {}))
    return Mark(uid="m", picto=picto, geometry=geometry, parametres=parameters, **fields)


def drawn(picto: str, geometry: Any, **fields: Any) -> Ink:
    return marks.draw(marked(picto, geometry, **fields), sheet.context())


def paths(ink: Ink) -> list[Path]:
    return [primitive for primitive in ink.primitives if isinstance(primitive, Path)]


def on_page(picto: str, geometry: Areas, **parameters: Any) -> Any:
    mark = marked(picto, geometry, parametres=parameters)
    return marks.subject_of(mark, SHIPPED[picto], SHIPPED[picto].brush("aire"), sheet.context())


def lines_of_ink(path: Path) -> shapely.MultiLineString:
    return shapely.multilinestrings([shapely.linestrings(flattened(sub)) for sub in path.subpaths])


# Cells


@pytest.mark.parametrize("count", [1, 2, 3, 7, 40])
def test_cells_of_centres_cover_the_territory_and_do_not_overlap(count: int) -> None:
    chance = random.Random(count)
    centres = [(chance.uniform(0, 70), chance.uniform(0, 50)) for _ in range(count)]
    found = cells.shared_out(centres, LAND)
    assert len(found) == count
    assert shapely.area(shapely.symmetric_difference(shapely.union_all(found), LAND)) < 1e-6
    assert sum(float(cell.area) for cell in found) == pytest.approx(float(LAND.area))
    for centre, cell in zip(centres, found, strict=True):
        # Every place of a cell is nearer to its centre than to any other.
        for x, y in shapely.get_coordinates(cell):
            mine = hypot(x - centre[0], y - centre[1])
            assert mine <= min(hypot(x - ox, y - oy) for ox, oy in centres) + 0.05


def test_centres_in_one_place_or_in_a_row_share_the_ground_all_the_same() -> None:
    twice = cells.shared_out([(30, 20), (30, 20), (40, 30)], LAND)
    assert [cell.is_empty for cell in twice] == [False, True, False]
    row = cells.shared_out([(20, 20), (30, 20), (40, 20)], LAND)
    assert sum(float(cell.area) for cell in row) == pytest.approx(float(LAND.area))
    assert cells.shared_out([], LAND) == []


def test_areas_drawn_by_hand_are_brought_together_and_share_one_border() -> None:
    left = shapely.box(10, 10, 30, 40)
    near, over = shapely.box(30.6, 10, 50, 25), shapely.box(29.5, 25, 50, 40)
    made = cells.neighbours([left, near, over])
    assert shapely.area(shapely.intersection(made[0], made[1])) == pytest.approx(0, abs=1e-6)
    assert shapely.area(shapely.intersection(made[0], made[2])) == pytest.approx(0, abs=1e-6)
    assert shapely.length(shapely.intersection(made[0], made[1])) == pytest.approx(15)
    assert shapely.length(shapely.intersection(made[0], made[2])) == pytest.approx(15)


def test_borders_of_free_cells_are_drawn_once_with_a_disc_in_each() -> None:
    squares = (((10, 10), (30, 10), (30, 30), (10, 30)), ((30, 10), (50, 10), (50, 30), (30, 30)))
    own = places((15, 15, 1))
    ink = drawn("centres_limites_polygones", areas(*squares), parametres={"noeuds": own})
    (borders,) = [path for path in paths(ink) if path.stroke == SLATE.ink and path.width == theme.S3]
    assert shapely.length(lines_of_ink(borders)) == pytest.approx(2 * 80 - 20)
    (discs,) = [path for path in paths(ink) if path.fill == SLATE.ink]
    middles = sorted(
        (sub.points[0][0] - radius, radius) for sub, radius in zip(discs.subpaths, (3.0, 1.7), strict=True)
    )
    assert middles == [(pytest.approx(15), 3.0), (pytest.approx(40), 1.7)]


# In contact


def test_the_border_of_areas_in_contact_is_what_they_share() -> None:
    one = ((12, 12), (30, 10), (34, 25), (30, 40), (14, 38))
    two = ((30, 10), (52, 14), (48, 36), (30, 40), (34, 25))
    ink = drawn("aires_en_contact", areas(one, two))
    (border,) = [path for path in paths(ink) if path.width == mosaic.CONTACT_WIDTH]
    shared = shapely.linestrings([(30, 10), (34, 25), (30, 40)])
    assert shapely.hausdorff_distance(lines_of_ink(border), shared) < 1e-6


@pytest.mark.parametrize("angle", [0.0, 35.0, 90.0, 200.0])
def test_one_area_is_cut_in_two_along_its_angle(angle: float) -> None:
    ink = drawn("aires_en_contact", FIELD, parametres={"angle": angle})
    (border,) = [
        path for path in paths(ink) if path.width == mosaic.CONTACT_WIDTH and path.stroke != theme.PAPIER
    ]
    (ax, ay), (bx, by) = border.subpaths[0].points[0], border.subpaths[-1].points[-1]
    across = (bx - ax) * sin(radians(angle)) + (by - ay) * cos(radians(angle))
    assert across == pytest.approx(0, abs=1e-6)


# What goes somewhere


def heads(ink: Ink) -> list[tuple[Coord, Coord]]:
    """Return (tail, tip) of the fine arrows: bodies of a width, a head, the tip between its wings."""
    found = []
    for path in paths(ink):
        if path.fill == RED.ink:
            for sub in path.subpaths:
                tip = sub.points[len(sub.points) // 2]
                tail = (
                    (sub.points[0][0] + sub.points[-1][0]) / 2,
                    (sub.points[0][1] + sub.points[-1][1]) / 2,
                )
                found.append((tail, tip))
    return found


CORE = ((30, 20), (38, 19), (41, 26), (37, 31), (29, 29))
EDGE = ((18, 8), (50, 8), (54, 30), (46, 42), (20, 40), (14, 24))


def test_arrows_go_from_the_core_to_the_edge_that_was_drawn_and_back_when_it_shrinks() -> None:
    core, edge = shapely.polygons(CORE), shapely.polygons(EDGE)
    grows = heads(drawn("aires_extension", areas(CORE, EDGE)))
    assert 4 <= len(grows) <= 8
    for tail, tip in grows:
        assert shapely.distance(core, shapely.Point(tail)) < shapely.distance(core, shapely.Point(tip))
        assert shapely.contains_xy(edge, *tip)
        assert not shapely.contains_xy(core, *tail)
        assert shapely.distance(shapely.boundary(edge), shapely.Point(tip)) < 2
    shrinks = heads(drawn("aires_extension", areas(CORE, EDGE), parametres={"sens": "retrait"}))
    assert sorted(tail for tail, _ in grows) != sorted(tail for tail, _ in shrinks)
    for tail, tip in shrinks:
        assert shapely.distance(core, shapely.Point(tail)) > shapely.distance(core, shapely.Point(tip))


def test_what_is_to_come_is_dashed_and_what_is_there_is_not() -> None:
    def outlines(**fields: Any) -> dict[bool, float]:
        ink = drawn("aires_extension", areas(CORE, EDGE), **fields)
        edged = [path for path in paths(ink) if path.stroke == RED.ink and not path.fill]
        hulls = {
            bool(path.dash): shapely.convex_hull(
                shapely.multipoints([place for run in path.subpaths for place in run.points])
            )
            for path in edged
            if path.width >= 0.9
        }
        return {dashed: float(shapely.area(hull)) for dashed, hull in hulls.items()}

    grows, shrinks = outlines(), outlines(parametres={"sens": "retrait"})
    assert grows[True] > grows[False]
    assert shrinks[False] > shrinks[True]


def test_the_outline_of_the_territory_does_for_the_edge_that_would_follow_it() -> None:
    ink = drawn("aires_extension", areas(CORE, EDGE))
    (to_come,) = [path for path in paths(ink) if path.dash]
    runs = [shapely.linestrings(run.points) for run in to_come.subpaths]

    assert runs
    assert min(shapely.distance(run, LAND.boundary) for run in runs) > 1.8
    assert sum(map(shapely.length, runs)) < shapely.length(shapely.polygons(EDGE).boundary)


def test_a_margin_replaces_the_edge_that_was_not_drawn() -> None:
    near, far = (
        float(
            max(shapely.area(shapely.polygons(path.subpaths[0].points)) for path in paths(ink) if path.dash)
        )
        for ink in (drawn("aires_extension", areas(CORE), parametres={"marge": margin}) for margin in (5, 9))
    )
    assert near < far


@pytest.mark.parametrize("angle", [-90.0, 0.0, 37.0, 180.0])
def test_lines_of_a_gradient_come_closer_towards_where_it_grows(angle: float) -> None:
    ink = drawn(
        "surface_de_tendance", areas(((10, 10), (50, 10), (50, 42), (10, 42))), parametres={"angle": angle}
    )
    (lines,) = paths(ink)
    way = (cos(radians(angle)), -sin(radians(angle)))
    ranks = sorted({round(x * way[0] + y * way[1], 6) for sub in lines.subpaths for x, y in sub.points[:1]})
    gaps = [b - a for a, b in itertools.pairwise(ranks)]
    assert len(gaps) >= 4
    assert all(after <= before + 1e-6 for before, after in itertools.pairwise(gaps))
    assert gaps[-1] < gaps[0]


@pytest.mark.parametrize("angle", [-90.0, 37.0])
def test_the_arrow_of_a_gradient_points_where_it_grows(angle: float) -> None:
    ink = drawn("surface_de_tendance", FIELD, parametres={"angle": angle, "fleche": True})
    ((tail, tip),) = heads(ink)
    reach = hypot(tip[0] - tail[0], tip[1] - tail[1])
    assert (tip[0] - tail[0]) / reach == pytest.approx(cos(radians(angle)), abs=1e-6)
    assert (tip[1] - tail[1]) / reach == pytest.approx(-sin(radians(angle)), abs=1e-6)


# Around a pole


@pytest.mark.parametrize("radii", [[9], [9, 16], [7, 12, 18], [18, 7, 12]])
def test_haloes_have_the_radii_that_people_set(radii: list[float]) -> None:
    ink = drawn("aire_attraction", point(33, 25), parametres={"rayons": radii})
    rings = [path for path in paths(ink) if path.stroke == RED.ink and len(path.subpaths[0].points) > 10]
    found = [max(hypot(x - 33, y - 25) for x, y in path.subpaths[0].points) for path in rings]
    assert found == pytest.approx(sorted(radii), abs=0.05)
    # The nearest is plain, the farthest of several dashed.
    assert not rings[0].dash
    assert bool(rings[-1].dash) == (len(radii) > 1)


def test_haloes_are_denser_near_their_pole() -> None:
    ink = drawn("aire_attraction", point(33, 25), parametres={"rayons": [7, 13, 20]})
    dots = [path for path in paths(ink) if path.stroke == RED.ink and len(path.subpaths[0].points) == 2]
    density = []
    for path, (near, far) in zip(dots, ((13, 20), (7, 13), (0, 7)), strict=True):
        band = shapely.difference(shapely.Point(33, 25).buffer(far), shapely.Point(33, 25).buffer(near))
        density.append(len(path.subpaths) / float(shapely.area(shapely.intersection(band, LAND))))
    assert density == sorted(density)


def test_words_stand_on_their_ring_and_in_the_frame() -> None:
    ink = drawn(
        "aire_attraction", point(33, 25), parametres={"rayons": [12, 22], "mots": ["15 min", "30 min"]}
    )
    words = [each for each in ink.primitives if isinstance(each, Text)]
    assert [text.lines[0].text for text in words] == ["15 min", "30 min"]
    middles = [
        (text.lines[0].y - 0.33 * text.size, radius) for text, radius in zip(words, (12, 22), strict=True)
    ]
    assert middles[0][0] == pytest.approx(25 - 12, abs=1.0)
    for box in ink.labels:
        assert 0 <= box[0] <= box[2] <= sheet.WIDTH
        assert 0 <= box[1] <= box[3] <= sheet.HEIGHT


def test_on_an_outline_radii_are_shares_of_the_last_one() -> None:
    ink = drawn("aire_attraction", FIELD, parametres={"rayons": [20, 40], "pole": places((33, 25))})
    rings = [path for path in paths(ink) if path.stroke == RED.ink and len(path.subpaths[0].points) > 5]
    inner, outer = (float(shapely.area(shapely.polygons(path.subpaths[0].points))) for path in rings)
    assert inner == pytest.approx(outer / 4, rel=0.01)


# Served


def test_the_tree_is_always_the_same_and_moves_with_its_area() -> None:
    ground = shapely.polygons([(14, 12), (40, 9), (54, 20), (50, 38), (28, 42), (13, 30)])
    once = served.tree((13, 26), ground)
    assert once == served.tree((13, 26), ground)
    moved = served.tree((113, 76), shapely.affinity.translate(ground, 100, 50))
    for level, other in zip(once, moved, strict=True):
        for sub, its in zip(level, other, strict=True):
            for (x, y), (ox, oy) in zip(sub.points, its.points, strict=True):
                assert (ox - 100, oy - 50) == (pytest.approx(x, abs=0.01), pytest.approx(y, abs=0.01))


def test_the_tree_starts_at_its_entry_and_reaches_all_sides_without_leaving() -> None:
    ground = shapely.polygons([(14, 12), (40, 9), (54, 20), (50, 38), (28, 42), (13, 30)])
    trunk, branches, twigs = served.tree((50, 38), ground)
    assert trunk[0].points[0] == (50, 38)
    assert len(branches) >= 2
    assert len(twigs) >= 1
    everything = shapely.union_all(
        [shapely.linestrings(s.points) for level in (trunk, branches, twigs) for s in level]
    )
    assert shapely.covers(shapely.buffer(ground, 1e-6), everything)
    # No place of the area is far from its tree.
    far = max(shapely.distance(everything, shapely.Point(p)) for p in shapely.get_coordinates(ground))
    assert far < 0.35 * hypot(41, 33)


# Cell by cell


def test_every_cell_has_its_sign_inside_it_and_sized_to_it() -> None:
    side = 12.0
    grid = [(10 + i * side, 10 + j * side) for j in range(2) for i in range(2)]
    squares = [((x, y), (x + side, y), (x + side, y + side), (x, y + side)) for x, y in grid]
    ink = drawn("tissu_du_changement", areas(*squares), parametres={"signes": ["+", "-", "=", "?"]})
    signs = [path for path in paths(ink) if path.stroke == RED.ink and path.width > 1.0]
    assert len(signs) == len(ink.signs) == 4
    by_cell: dict[int, list[shapely.LineString]] = {}
    for sub in (sub for path in signs for sub in path.subpaths):
        run = shapely.linestrings(sub.points)
        (cell,) = [i for i, square in enumerate(squares) if shapely.contains(shapely.polygons(square), run)]
        by_cell.setdefault(cell, []).append(run)
    assert [len(by_cell[cell]) for cell in range(4)] == [2, 1, 2, 2]
    for cell in (0, 1, 2):
        assert max(float(run.length) for run in by_cell[cell]) >= 5.0


def test_borders_of_the_fabric_are_drawn_once() -> None:
    squares = (((10, 10), (30, 10), (30, 30), (10, 30)), ((30, 10), (50, 10), (50, 30), (30, 30)))
    ink = drawn("tissu_du_changement", areas(*squares), parametres={"signes": ["+", "-"]})
    (borders,) = [path for path in paths(ink) if path.stroke == RED.ink and path.width == theme.S2]
    assert shapely.length(lines_of_ink(borders)) == pytest.approx(140)


def test_signs_are_forgiving() -> None:
    square = ((10, 10), (20, 10), (20, 20), (10, 20))
    three = areas(*(tuple((x + 12 * i, y) for x, y in square) for i in range(3)))
    for told, wanted in (
        (["+", "-"], "+-+"),
        ("+-=", "+-="),
        (["", "−", "x"], "+-+"),
        (None, "+++"),
        (3, "+++"),
    ):
        parameters = {} if told is None else {"signes": told}
        assert "".join(mosaic.signs_of(on_page("tissu_du_changement", three, **parameters))) == wanted


# Depth, seat, free areas


def test_what_is_nested_deeper_has_a_thinner_outline() -> None:
    widths = [
        max(
            path.width
            for path in paths(drawn("sous_ensemble", FIELD, parametres={"niveau": depth}))
            if path.stroke
        )
        for depth in (1, 2, 3)
    ]
    assert widths == list(mosaic.DEPTH_MM)


def test_the_seat_is_where_people_put_it_or_at_the_heart() -> None:
    ink = drawn("chef_lieu", FIELD, parametres={"siege": places((20, 20))})
    disc = next(path for path in paths(ink) if path.fill == SLATE.ink)
    assert (disc.subpaths[0].points[0][0] - 3.5, disc.subpaths[0].points[0][1]) == pytest.approx((20, 20))
    usual = drawn("chef_lieu", FIELD)
    disc = next(path for path in paths(usual) if path.fill == SLATE.ink)
    assert shapely.contains_xy(shape(FIELD.map(sheet.FRAME.to_page)), *disc.subpaths[0].points[0])


def test_a_free_area_is_filled_edged_and_bent_as_people_ask() -> None:
    def edge(**parameters: Any) -> list[Path]:
        return [
            path
            for path in paths(drawn("zone", FIELD, parametres=parameters))
            if path.stroke and not path.fill
        ]

    plain, fine = edge()[-1], edge(trait="fin")[-1]
    assert fine.width < plain.width
    assert edge(trait="sans") == []
    assert len(plain.subpaths[0].points) > 30 > len(edge(forme="anguleux")[-1].subpaths[0].points)
    counts = {}
    for texture in ("aucune", "teinte", "hachures", "quadrille", "points", "points_laches", "vagues"):
        made = paths(drawn("zone", FIELD, parametres={"texture": texture, "trait": "sans"}))
        counts[texture] = sum(len(path.subpaths) for path in made)
    assert counts["aucune"] == 0
    assert counts["teinte"] == 1
    assert all(count > 5 for name, count in counts.items() if name not in ("aucune", "teinte"))


# Textures of themes


@pytest.mark.parametrize("texture", sorted(patterns.FILLS))
@pytest.mark.parametrize("size", [6.0, 30.0, 90.0])
def test_textures_stay_on_their_ground(texture: str, size: float) -> None:
    ground = shapely.polygons([(10, 10), (10 + size, 12), (8 + size, 9 + size), (12, 7 + size)])
    subject = on_page("foret", FIELD, texture=texture)
    made = patterns.textured(ground, subject)
    for path in made:
        if theme.PAPIER not in (path.fill, path.stroke):
            for sub in path.subpaths:
                assert shapely.covers(shapely.buffer(ground, 1e-3), shapely.linestrings(flattened(sub)))
    if size > 20:
        assert sum(len(path.subpaths) for path in made) >= 4


@pytest.mark.parametrize("texture", ["sillons", "vagues", "arbres", "rangs", "craquelures"])
def test_textures_of_two_neighbours_align(texture: str) -> None:
    subject = on_page("foret", FIELD, texture=texture)
    whole, half = (patterns.textured(shapely.box(10, 10, right, 60), subject) for right in (80, 45))
    inside = shapely.box(12, 12, 40, 58)
    for one, other in zip(whole, half, strict=True):
        apart = shapely.symmetric_difference(
            *(shapely.intersection(shapely.buffer(lines_of_ink(path), 0.05), inside) for path in (one, other))
        )
        assert shapely.area(apart) < 0.05 * shapely.length(lines_of_ink(other)) * 0.1


def test_each_theme_has_the_fill_that_its_sign_promises() -> None:
    told = {
        "foret": "arbres",
        "elevage_prairie": "touffes",
        "terre_agricole": "sillons",
        "vigne_verger": "rangs",
        "eau_lac_source": "vagues",
        "inondation": "vagues",
        "qualite_eau": "vagues",
        "secheresse_feu": "craquelures",
        "deprise": "deprise",
        "numerique": "ondes",
    }
    assert {key: SHIPPED[key].brush("aire").settings.get("texture") for key in told} == told


# What nobody said


@pytest.mark.parametrize("key", AREAS)
def test_what_an_area_implies_draws_the_same_once_stored(key: str) -> None:
    squares = (((14, 10), (34, 10), (34, 26), (14, 26)), ((34, 10), (52, 10), (50, 30), (34, 26)))
    for geometry in (FIELD, areas(*squares)):
        mark = marked(key, geometry)
        stored = marked(key, geometry, parametres=implied(mark, sheet.context()))
        before, after = marks.draw(mark, sheet.context()), marks.draw(stored, sheet.context())
        assert len(before.primitives) == len(after.primitives)
        for one, other in zip(before.primitives, after.primitives, strict=True):
            if isinstance(one, Path) and isinstance(other, Path):
                assert (one.fill, one.stroke, one.width, one.dash) == (
                    other.fill,
                    other.stroke,
                    other.width,
                    other.dash,
                )
                for sub, its in zip(one.subpaths, other.subpaths, strict=True):
                    assert shapely.equals_exact(
                        shapely.multipoints(sub.points), shapely.multipoints(its.points), 1e-4
                    )


ABSURD: tuple[Any, ...] = (
    *("", "x", "+", -1, 0, 1e12, 0.5, True, [], [None], ["x", 3], [[]], [[1]], [["a", "b"]], {"a": 1}),
    *([[1e9, 1e9, 99]], [[0, 0, "rang"]], [-5, 0, 1e9], [[10, -10, 1e30]], [1] * 60, ["+"] * 500),
)


@pytest.mark.parametrize("key", AREAS)
def test_absurd_parameters_are_never_an_error(key: str) -> None:
    keys = {parameter.key for parameter in SHIPPED[key].parameters} | {"texture", "angle"}
    geometries = [FIELD, areas(((14, 10), (34, 10), (34, 26)), ((34, 10), (52, 10), (50, 30)))]
    if "point" in SHIPPED[key].formes:
        geometries.append(point(30, 20))
    for geometry in geometries:
        for parameter in keys:
            for value in ABSURD:
                mark = marked(key, geometry, parametres={parameter: value}, etiquette="x")
                assert marks.draw(mark, sheet.context()).uid == "m"
                implied(mark, sheet.context())


def test_areas_of_many_small_cells_share_their_borders_quickly_enough_to_be_drawn() -> None:
    """Not a measure of speed: three hundred communes are more than any poster has."""
    step = 2.2
    parts = [
        shapely.box(i * step, j * step, (i + 1) * step, (j + 1) * step) for i in range(20) for j in range(15)
    ]
    made = cells.neighbours(parts)
    assert sum(float(part.area) for part in made) == pytest.approx(300 * step * step)
    total = sum(shapely.length(shapely.linestrings(sub.points)) for sub in cells.borders(made))
    assert total == pytest.approx(step * (20 * 16 + 15 * 21))


def test_a_ring_turned_the_other_way_is_the_same_area() -> None:
    ring = ((14, 12), (40, 9), (54, 20), (50, 38), (28, 42), (13, 30))
    for key in ("aires_extension", "espace_naturel_protege", "zone"):
        one, other = drawn(key, areas(ring)), drawn(key, areas(tuple(reversed(ring))))
        assert one.extent == pytest.approx(other.extent, abs=0.7)
