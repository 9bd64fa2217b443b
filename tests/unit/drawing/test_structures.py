"""The structures of points and lines: each parameter draws what it says, and what is implied is what is drawn."""

from __future__ import annotations

from itertools import pairwise
from math import atan2, cos, degrees, hypot, pi, radians, sin
from typing import Any

import pytest
import shapely

from app.catalogue.load import shipped
from app.catalogue.model import Parameter
from app.drawing import marks, theme
from app.drawing.arrows import eased
from app.drawing.brushes.flows import elbowed
from app.drawing.brushes.spread import DIRECTIONS, RANK_R
from app.drawing.implied import implied
from app.drawing.ink import Context, Ink
from app.drawing.primitives import Path, Subpath, Text, flattened
from app.poster.geometry import Coord, Geometry, Lines, Point
from app.poster.records import Mark
from app.poster.sheet import MapFrame
from app.poster.values import Frozen
from tests.approvals.sheet import areas, lines, places, point

SHIPPED = shipped()
RED, GREY = theme.DOMAINES["dynamique"].ink, theme.DOMAINES["organisation"].ink
#: A sheet of 200 × 200 mm, at 50 m for a millimetre, turned: ground and page are not the same numbers.
WIDE = MapFrame((0.0, 0.0, 200.0, 200.0), (5_000.0, 9_000.0), 50.0, 20.0)
#: Places of the small sheet's ground, which has one metre for a millimetre.
SMALL = Context(MapFrame((0.0, 0.0, 200.0, 200.0), (0.0, 0.0), 1.0), None, SHIPPED, {})


def at(x: float, y: float) -> Coord:
    return SMALL.frame.to_ground(x, y)


def mark(picto: str, geometry: Geometry, **fields: Any) -> Mark:
    parametres = Frozen(fields.pop("parametres", {}))
    return Mark(uid="m", picto=picto, geometry=geometry, parametres=parametres, **fields)


def on_point(picto: str, x: float = 100.0, y: float = 100.0, **fields: Any) -> Ink:
    return marks.draw(mark(picto, Point(*at(x, y)), **fields), SMALL)


def on_line(picto: str, *parts: tuple[Coord, ...], **fields: Any) -> Ink:
    ground = Lines(tuple(tuple(at(*place) for place in part) for part in parts))
    return marks.draw(mark(picto, ground, **fields), SMALL)


def paths(ink: Ink) -> list[Path]:
    return [each for each in ink.primitives if isinstance(each, Path)]


def filled(ink: Ink, colour: str = RED) -> list[Subpath]:
    return [sub for path in paths(ink) if path.fill == colour for sub in path.subpaths]


def stroked(ink: Ink, colour: str = RED) -> list[Path]:
    return [path for path in paths(ink) if path.stroke == colour and not path.fill]


def discs(ink: Ink, colour: str = RED) -> list[tuple[float, float, float]]:
    """Return the filled circles as (x, y, radius)."""
    found = []
    for sub in filled(ink, colour):
        if sub.cubic and len(sub.points) == 13:
            (right, y), (left, _) = sub.points[0], sub.points[6]
            found.append(((right + left) / 2, y, (right - left) / 2))
    return found


def solid(subpath: Subpath) -> Any:
    return shapely.buffer(shapely.polygons(flattened(subpath)), 0)


def shown(ink: Ink) -> list[tuple[Any, ...]]:
    """Return what is painted, as values to compare: rounded to a thousandth of a millimetre."""

    def near(run: tuple[Coord, ...]) -> tuple[Coord, ...]:
        return tuple((round(x, 3) + 0.0, round(y, 3) + 0.0) for x, y in run)

    return [
        (each.fill, each.stroke, round(each.width, 4), tuple(near(sub.points) for sub in each.subpaths))
        if isinstance(each, Path)
        else tuple((line.text, round(line.x, 3), round(line.y, 3)) for line in each.lines)
        for each in ink.primitives
        if isinstance(each, Path | Text)
    ]


# -- points


def test_each_way_of_a_crossroads_has_its_own_direction() -> None:
    asked = (10.0, 95.0, 200.0, 270.0)
    (ways,) = stroked(on_point("tete_de_reseau", parametres={"directions": list(asked)}), GREY)
    found = [
        degrees(atan2(-(b[1] - a[1]), b[0] - a[0])) % 360 for a, b in (sub.points for sub in ways.subpaths)
    ]
    assert found == pytest.approx(asked)


def test_a_crossroads_has_five_uneven_ways_that_turn_with_it_until_one_is_set() -> None:
    plain = implied(mark("tete_de_reseau", point(0, 0)), SMALL)["directions"]
    turned = implied(mark("tete_de_reseau", point(0, 0), angle=30.0), SMALL)["directions"]
    assert plain == list(DIRECTIONS)
    assert [turn % 360 for turn in turned] == [(turn + 30) % 360 for turn in plain]
    gaps = {round(b - a) for a, b in pairwise(plain)}
    assert len(gaps) > 1


def test_rings_have_their_radii_and_only_the_outermost_is_dashed() -> None:
    ink = on_point("lignes_isotropie", parametres={"rayons": [30, 12, 21]})
    solid_rings, dashed = stroked(ink)
    assert sorted(sub.points[0][0] - 100 for sub in solid_rings.subpaths) == pytest.approx([12, 21])
    assert [sub.points[0][0] - 100 for sub in dashed.subpaths] == pytest.approx([30])
    assert not solid_rings.dash
    assert dashed.dash == pytest.approx(theme.DASH_FUTUR, rel=0.05)
    turns = 2 * pi * 30 / sum(dashed.dash)
    assert turns == pytest.approx(round(turns))


def test_words_stand_on_their_ring_which_opens_for_them() -> None:
    ink = on_point("lignes_isotropie", parametres={"rayons": [20, 40], "mots": ["15 min", "30 min"]})
    words = [each for each in ink.primitives if isinstance(each, Text)]
    assert [text.lines[0].text for text in words] == ["15 min", "30 min"]
    assert all(text.halo for text in words)
    for radius, label in zip((20, 40), ink.labels, strict=True):
        middle = ((label[0] + label[2]) / 2, (label[1] + label[3]) / 2)
        assert hypot(middle[0] - 100, middle[1] - 100) == pytest.approx(radius, abs=1.5)
        rings = [sub for path in stroked(ink) for sub in path.subpaths]
        box = shapely.box(*label).buffer(-1.0)
        assert not any(shapely.intersects(shapely.linestrings(flattened(ring)), box) for ring in rings)


def test_words_of_rings_are_seen_at_the_edge_of_the_map_and_do_not_meet() -> None:
    ink = on_point(
        "lignes_isotropie", 100, 8, parametres={"rayons": [20, 23, 40], "mots": ["un", "deux", "trois"]}
    )
    assert len(ink.labels) == 3
    for label in ink.labels:
        assert label[1] >= 0
    boxes = [shapely.box(*label).buffer(-1.0) for label in ink.labels]
    assert not any(shapely.intersects(a, b) for i, a in enumerate(boxes) for b in boxes[i + 1 :])
    rings = [sub for path in stroked(ink) for sub in path.subpaths]
    assert min(y for ring in rings for _, y in ring.points) >= -1e-6


def test_words_too_long_for_a_small_ring_stand_outside_it() -> None:
    ink = on_point("lignes_isotropie", parametres={"rayons": [6, 40], "mots": ["la place du marché"]})
    (label,) = ink.labels
    assert label[3] - 1.0 < 100 - 6  # but for the ring of paper
    assert any(len(sub.points) == 13 for path in stroked(ink) for sub in path.subpaths)


def test_settlements_have_the_radius_of_their_rank() -> None:
    given = [[*at(100, 100), 1], [*at(120, 100), 2], [*at(80, 90), 3]]
    found = discs(on_point("semis_urbain", parametres={"lieux": given}), GREY)
    assert [(round(x), round(y)) for x, y, _ in found] == [(100, 100), (120, 100), (80, 90)]
    assert [radius for *_, radius in found] == pytest.approx([RANK_R[1], RANK_R[2], RANK_R[3]])


def test_an_attracted_place_sends_its_arrow_to_the_pole() -> None:
    ink = on_point("points_attires", parametres={"satellites": [list(at(100, 60))], "arret": 8, "pole": True})
    arrow = next(sub for sub in filled(ink) if not sub.cubic)
    assert max(y for _, y in arrow.points) == pytest.approx(92)
    assert {(round(x), round(y)) for x, y, _ in discs(ink)} == {(100, 60), (100, 100)}


def test_a_change_says_its_sign_by_its_disc_and_its_bars() -> None:
    plus, equal, minus = (
        on_point("evolution_ponctuelle", parametres={"signe": sign}) for sign in ("plus", "egal", "moins")
    )
    assert len(discs(plus)) == 1
    assert not filled(minus)
    assert len(filled(equal)) == 1
    assert not discs(equal)
    bars = [stroked(ink)[-1].subpaths for ink in (plus, equal, minus)]
    assert [len(each) for each in bars] == [2, 2, 1]


def test_a_passage_lies_along_its_barrier() -> None:
    bars = stroked(on_point("point_de_passage", parametres={"angle": 30}))[0]
    for sub in bars.subpaths:
        (ax, ay), (bx, by) = sub.points
        assert degrees(atan2(-(by - ay), bx - ax)) % 180 == pytest.approx(30)


# -- lines


def test_a_limit_keeps_its_corners_until_it_is_asked_to_be_smooth() -> None:
    run = ((40.0, 100.0), (100.0, 60.0), (160.0, 100.0))
    sharp = stroked(on_line("limite_administrative", run), GREY)[-1].subpaths[0]
    smooth = stroked(on_line("limite_administrative", run, parametres={"lisse": True}), GREY)[-1].subpaths[0]
    assert len(sharp.points) == 3
    assert len(smooth.points) > 10


def test_a_fan_opens_by_its_half_angle_as_far_as_its_reach() -> None:
    ink = on_line("base_tete_de_pont", ((60, 100), (100, 100)), parametres={"eventail": 50, "portee": 30})
    far = [
        max(sub.points, key=lambda place: hypot(place[0] - 100, place[1] - 100))
        for sub in filled(ink)
        if not sub.cubic and max(x for x, _ in sub.points) > 108
    ]
    tips = sorted((degrees(atan2(-(y - 100), x - 100)), hypot(x - 100, y - 100)) for x, y in far)
    assert [angle for angle, _ in tips] == pytest.approx([-50, 0, 50], abs=0.01)
    assert [reach for _, reach in tips] == pytest.approx([30, 30, 30])
    # The link goes through the gap of the barrier.
    bars = max(stroked(ink), key=lambda path: path.width).subpaths
    assert all(min(abs(y - 100) for _, y in bar.points) > 2 for bar in bars)
    assert {round(x, 3) for bar in bars for x, _ in bar.points} == {95.8}


@pytest.mark.parametrize("half", [5, 15, 40, 80])
def test_the_arrows_of_a_fan_never_lie_over_each_other(half: float) -> None:
    ink = on_line("base_tete_de_pont", ((60, 100), (100, 100)), parametres={"eventail": half})
    fan = [solid(sub) for sub in filled(ink) if not sub.cubic and max(x for x, _ in sub.points) > 105]
    fan = [arrow for arrow in fan if arrow.area > 1 and shapely.distance(arrow, shapely.points(100, 100)) > 4]
    assert len(fan) == 3
    assert not any(
        shapely.area(shapely.intersection(a, b)) > 0.5 for i, a in enumerate(fan) for b in fan[i + 1 :]
    )


def test_branches_are_long_on_the_side_that_was_told() -> None:
    def long_side(cote: str) -> float:
        ink = on_line("dissymetrie", ((40, 100), (160, 100)), parametres={"cote": cote, "longue": 20})
        return max((y - 100 for _, y, _ in discs(ink)), key=abs)

    assert long_side("droite") == pytest.approx(20, abs=0.5)
    assert long_side("gauche") == pytest.approx(-20, abs=0.5)


def test_branches_end_on_real_places_and_leave_the_axis_beside_them() -> None:
    real = ((60.0, 130.0), (120.0, 70.0))
    ink = on_line("dissymetrie", ((40, 100), (160, 100)), parametres={"bouts": [list(at(*p)) for p in real]})
    assert {(round(x), round(y)) for x, y, _ in discs(ink)} == {(60, 130), (120, 70)}
    feet = {sub.points[0] for path in stroked(ink) if path.width == theme.S3 for sub in path.subpaths}
    assert all(y == pytest.approx(100) and 40 <= x <= 160 for x, y in feet)
    assert len(feet) == 2


def test_pairs_of_arrows_leave_both_sides_of_a_divide() -> None:
    ink = on_line("ligne_de_partage", ((40, 100), (160, 100)))
    tips = [max((abs(y - 100), y) for _, y in sub.points)[1] for sub in filled(ink)]
    assert len(tips) >= 12
    assert sum(tip > 100 for tip in tips) == len(tips) / 2


def test_nothing_crosses_inside_a_tight_bend() -> None:
    hairpin = ((60.0, 60.0), (100.0, 140.0), (110.0, 60.0))
    for cote in ("droite", "gauche"):
        ink = on_line("rupture_interface", hairpin, parametres={"cote": cote, "lisse": False})
        violet = theme.DOMAINES["enjeux"].ink
        teeth = [
            shapely.linestrings(sub.points)
            for path in stroked(ink, violet)
            if path.width == theme.S3
            for sub in path.subpaths
            if hypot(sub.points[1][0] - sub.points[0][0], sub.points[1][1] - sub.points[0][1]) > 4
        ]
        assert len(teeth) > 10
        assert not any(shapely.crosses(a, b) for i, a in enumerate(teeth) for b in teeth[i + 1 :])


# -- arrows


BENDS = ((30.0, 120.0), (60.0, 60.0), (90.0, 130.0), (120.0, 60.0), (165.0, 110.0))


def body(ink: Ink, colour: str = theme.ENCRE) -> Any:
    return shapely.union_all([solid(sub) for sub in filled(ink, colour)])


@pytest.mark.parametrize("trace", ["souple", "droit", "coude"])
@pytest.mark.parametrize("neck", [2.0, 6.0, 12.0])
def test_a_free_arrow_is_one_whole_surface_in_all_its_bends(trace: str, neck: float) -> None:
    shape = body(on_line("fleche", BENDS, taille_mm=neck, parametres={"trace": trace}))
    assert shape.geom_type == "Polygon"
    # Nothing is torn: taken in and let out by a third of its tail, it keeps its surface, but for corners.
    opened = shapely.buffer(shapely.buffer(shape, -0.15 * neck), 0.15 * neck)
    assert opened.area > 0.96 * shape.area


def test_the_width_of_an_arrow_is_that_of_its_neck() -> None:
    for neck in (2.0, 5.0, 9.0):
        shape = body(on_line("fleche", ((40, 100), (160, 100)), taille_mm=neck))
        cut = shapely.linestrings([(160 - 2.3 * neck - 0.1, 0), (160 - 2.3 * neck - 0.1, 200)])
        assert shapely.length(shapely.intersection(shape, cut)) == pytest.approx(neck, rel=0.02)


@pytest.mark.parametrize("trace", ["souple", "droit"])
def test_the_head_follows_the_end_of_the_course(trace: str) -> None:
    ink = on_line("fleche", BENDS, taille_mm=4, parametres={"trace": trace})
    tip = BENDS[-1]
    (head,) = filled(ink, theme.ENCRE)
    rank = head.points.index(min(head.points, key=lambda p: hypot(p[0] - tip[0], p[1] - tip[1])))
    (ax, ay), (bx, by) = head.points[rank - 1], head.points[(rank + 1) % len(head.points)]
    heading = atan2(tip[1] - (ay + by) / 2, tip[0] - (ax + bx) / 2)
    wanted = atan2(tip[1] - BENDS[-2][1], tip[0] - BENDS[-2][0])
    assert degrees(abs(heading - wanted)) < 12


def test_heads_are_one_two_or_none() -> None:
    def ends(pointes: str) -> tuple[float, float]:
        shape = body(on_line("fleche", ((40, 100), (160, 100)), taille_mm=4, parametres={"pointes": pointes}))
        near, far = (
            shapely.length(shapely.intersection(shape, shapely.linestrings([(x, 0), (x, 200)])))
            for x in (48.0, 152.0)
        )
        return near, far

    assert ends("une")[1] > 8 > ends("une")[0]
    assert ends("deux")[0] == pytest.approx(ends("deux")[1])
    assert ends("deux")[0] > 8
    assert max(ends("aucune")) < 4.1


def test_fillings_of_an_arrow() -> None:
    def grounds(**parametres: str) -> set[str]:
        made = paths(on_line("fleche", ((40, 100), (160, 100)), parametres=parametres))
        return {path.fill for path in made if path.fill and path.stroke in ("", theme.ENCRE)}

    assert grounds() == {theme.ENCRE}
    assert grounds(remplissage="contour") == {theme.PAPIER}
    assert grounds(remplissage="pale") == {theme.DOMAINES[""].accent}


def test_right_angles_never_go_back_over_themselves() -> None:
    zigzag = ((4.0, 10.0), (60.0, 10.0), (20.0, 20.0), (70.0, 40.0))
    way = elbowed(zigzag, 12.0)
    assert set(zigzag) <= set(way)
    for (ax, ay), (bx, by) in pairwise(way):
        assert min(abs(bx - ax), abs(by - ay)) < 3.0
    for a, b, c in zip(way, way[1:], way[2:], strict=False):
        assert (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1]) >= 0
    # A head needs room: the way turns half-way rather than at its very end.
    last = elbowed(((0.0, 0.0), (60.0, 8.0)), 12.0)
    assert last == ((0.0, 0.0), (30.0, 0.0), (30.0, 8.0), (60.0, 8.0))


def test_eased_corners_keep_the_ends_and_leave_a_straight_run_alone() -> None:
    straight = ((0.0, 0.0), (50.0, 0.0))
    assert eased(straight, 3.0) == straight
    corner = ((0.0, 0.0), (50.0, 0.0), (50.0, 50.0))
    made = eased(corner, 3.0)
    assert (made[0], made[-1]) == (corner[0], corner[-1])
    assert max(min(hypot(x - a, y - b) for a, b in made) for x, y in corner) < 3.0
    assert all(x <= 50.001 and y >= -0.001 for x, y in made)


def test_spreadings_taper_from_one_origin_and_are_one_surface() -> None:
    origin = (60.0, 100.0)
    ways = ((origin, (100.0, 60.0), (150.0, 50.0)), (origin, (150.0, 105.0)), (origin, (90.0, 140.0)))
    ink = on_line("axes_de_propagation", *ways)
    assert len(filled(ink)) == 1
    straight = body(on_line("axes_de_propagation", ((60, 100), (150, 100))), RED)
    widths = [
        shapely.length(shapely.intersection(straight, shapely.linestrings([(x, 0), (x, 200)])))
        for x in (60.1, 143.9)
    ]
    assert widths == pytest.approx([1.35 * 2.6, 2.6], rel=0.02)


def test_a_legend_sign_shows_the_mark_and_not_the_example_of_its_icon() -> None:
    def ends(**parametres: Any) -> bool:
        way = mark("voies_de_communication", SAMPLES["ligne"], parametres=parametres)
        sign = marks.legend_symbol(way, 9.6, 6.6, SMALL)
        return any(isinstance(each, Path) and each.fill == GREY for each in sign)

    assert SHIPPED["voies_de_communication"].example_parameters["extremites"]
    assert not ends()
    assert ends(extremites=True)


# -- what is implied


SAMPLES: dict[str, Geometry] = {
    "point": point(0, 0),
    "ligne": lines(((10, 40), (30, 30), (38, 18), (60, 12))),
    "reseau": lines(((30, 25), (55, 12)), ((30, 25), (12, 12)), ((30, 25), (54, 38))),
    "aire": areas(((14, 12), (40, 9), (54, 20), (50, 38), (28, 42), (13, 30))),
}


def laid(geometry: Geometry) -> Geometry:
    """Return a geometry of the small sheet at the same place of the wide one, about its middle."""
    return geometry.map(lambda x, y: WIDE.to_ground(100 + 2 * x, 100 - 2 * y))


@pytest.mark.parametrize(
    ("picto", "forme"),
    [(key, forme) for key, each in sorted(SHIPPED.items()) if each.parameters for forme in each.formes],
)
def test_what_is_implied_draws_the_same_ink_once_it_is_stored(picto: str, forme: str) -> None:
    context = Context(WIDE, None, SHIPPED, {})
    plain = mark(picto, laid(SAMPLES[forme]), angle=None)
    found = implied(plain, context)
    assert found or not any(each.default is not None for each in SHIPPED[picto].parameters)
    stored = mark(picto, plain.geometry, parametres=found)
    assert shown(marks.draw(stored, context)) == shown(marks.draw(plain, context))
    assert not implied(stored, context)


def test_places_are_implied_on_the_ground() -> None:
    context = Context(WIDE, None, SHIPPED, {})
    plain = mark("points_attires", laid(point(0, 0)))
    for x, y in implied(plain, context)["satellites"]:
        page = WIDE.to_page(x, y)
        centre = WIDE.to_page(*next(iter(plain.geometry.coords())))
        assert hypot(page[0] - centre[0], page[1] - centre[1]) == pytest.approx(24)
    settled = implied(mark("semis_urbain", plain.geometry), context)["lieux"]
    assert {place[2] for place in settled} == {1, 2, 3}


def test_what_cannot_be_used_is_as_if_it_were_unset() -> None:
    context = Context(WIDE, None, SHIPPED, {})
    geometry = laid(point(0, 0))
    for wild in ("des mots", {}, [], [None], [["a", "b"]], True, 1e30):
        spoilt = mark("tete_de_reseau", geometry, parametres={"directions": wild})
        plain = mark("tete_de_reseau", geometry)
        assert shown(marks.draw(spoilt, context)) == shown(marks.draw(plain, context))
        assert implied(spoilt, context) == implied(plain, context)


def test_numbers_beyond_their_bounds_are_brought_back_and_choices_that_do_not_exist_are_not_made() -> None:
    far = on_point("lignes_isotropie", parametres={"rayons": [1e5, -3]})
    near = on_point("lignes_isotropie", parametres={"rayons": [400, 3]})
    assert shown(far) == shown(near)
    odd = on_point("evolution_ponctuelle", parametres={"signe": "peut-être"})
    assert shown(odd) == shown(on_point("evolution_ponctuelle"))


def test_an_unknown_pictogram_implies_nothing() -> None:
    assert implied(mark("venu_d_ailleurs", point(0, 0)), SMALL) == {}


def test_every_parameter_with_a_handle_says_where_it_stands() -> None:
    """A handle stands on a value: stored, usual, or told by the brush."""
    context = Context(WIDE, None, SHIPPED, {})
    for picto, each in SHIPPED.items():
        for forme in each.formes:
            held: list[Parameter] = [
                one for one in each.parameters if one.handle and one.type not in ("lieux", "textes")
            ]
            found = implied(mark(picto, laid(SAMPLES[forme])), context)
            assert all(one.key in found for one in held), picto


def test_turning_is_counter_clockwise_from_the_right() -> None:
    (ways,) = stroked(on_point("tete_de_reseau", parametres={"directions": [90, 0, 45]}), GREY)
    (_, up), (_, right), (_, between) = (sub.points for sub in ways.subpaths)
    assert up[1] < 100
    assert right[0] > 100
    reach = hypot(between[0] - 100, between[1] - 100)
    assert between == pytest.approx((100 + reach * cos(radians(45)), 100 - reach * sin(radians(45))))
    assert places((1, 2, 3))[0][2] == 3
