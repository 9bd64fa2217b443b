"""Marks on the sheet: planes, sizes, time, words, icons."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import shapely

from app.catalogue.load import shipped
from app.drawing import marks, theme
from app.drawing.colour import mixed
from app.drawing.ink import Band, Ink
from app.drawing.primitives import Path, Subpath, Text, box, flattened
from app.poster.records import Mark, Trace
from app.poster.values import Frozen
from tests.approvals import sheet
from tests.approvals.sheet import areas, lines, places, point

LINE = lines(((10, 40), (30, 30), (60, 12)))
FIELD = areas(((14, 12), (40, 9), (54, 20), (50, 38), (28, 42), (13, 30)))
MIDDLE = point(35, 25)
GEOMETRIES = {"point": MIDDLE, "ligne": LINE, "aire": FIELD, "reseau": LINE}
SHIPPED = shipped()


def drawn(picto: str, geometry: Any, **fields: Any) -> Ink:
    parameters = Frozen(fields.pop("parametres", {}))
    return marks.draw(
        Mark(uid="m", picto=picto, geometry=geometry, parametres=parameters, **fields), sheet.context()
    )


def paths(ink: Ink) -> list[Path]:
    return [primitive for primitive in ink.primitives if isinstance(primitive, Path)]


def size(ink: Ink) -> tuple[float, float]:
    assert ink.extent is not None
    return (ink.extent[2] - ink.extent[0], ink.extent[3] - ink.extent[1])


@pytest.mark.parametrize("picto", sorted(SHIPPED))
def test_every_shipped_pictogram_names_a_brush_and_a_forme_that_exist(picto: str) -> None:
    for _, brush in SHIPPED[picto].brushes:
        assert brush.settings.get("forme") is None or brush.settings["forme"] in marks.FORMS[brush.name]


@pytest.mark.parametrize(
    ("picto", "forme"), [(key, forme) for key in sorted(SHIPPED) for forme in SHIPPED[key].formes]
)
@pytest.mark.parametrize("fields", [{}, {"temps": "futur", "certitude": "hypothese", "etiquette": "Là-bas"}])
def test_every_forme_of_every_pictogram_leaves_ink(picto: str, forme: str, fields: dict[str, Any]) -> None:
    ink = drawn(picto, GEOMETRIES[forme], **fields)
    assert ink.extent is not None
    tint = theme.domaine(SHIPPED[picto].domaine)
    spoken = {path.fill[:7] for path in paths(ink)} | {path.stroke[:7] for path in paths(ink)}
    assert spoken & {tint.ink, tint.accent}


@pytest.mark.parametrize("picto", sorted(SHIPPED))
def test_icons_and_legend_signs_fill_their_box_and_stay_in_it(picto: str) -> None:
    pictogram = SHIPPED[picto]
    tint = theme.domaine(pictogram.domaine)
    for primitives, width, height in (
        (marks.icon(pictogram, 11.0, tint), 11.0, 11.0),
        (marks.legend_symbol(pictogram, 9.6, 6.6, sheet.context()), 9.6, 6.6),
    ):
        # Flattened: the box of a curve's controls is larger than its ink. Paper may go over the edge.
        flat = [
            replace(primitive, subpaths=tuple(Subpath(flattened(sub)) for sub in primitive.subpaths))
            for primitive in primitives
            if isinstance(primitive, Path) and {primitive.fill, primitive.stroke} - {"", theme.PAPIER}
        ]
        extent = box(flat)
        assert extent is not None
        slack = 0.6
        assert extent[0] >= -slack
        assert extent[1] >= -slack
        assert extent[2] <= width + slack
        assert extent[3] <= height + slack
        assert max((extent[2] - extent[0]) / width, (extent[3] - extent[1]) / height) > 0.6
        strokes = [p.width for p in primitives if isinstance(p, Path) and p.stroke and not p.fill]
        assert all(stroke >= 0.2 for stroke in strokes)


def test_planes_follow_what_a_thing_is() -> None:
    assert drawn("chef_lieu", MIDDLE).band == Band.LIEUX
    assert drawn("semis_urbain", MIDDLE).band == Band.LIEUX
    assert drawn("ecole", MIDDLE).band == Band.POINTS
    assert drawn("rupture_interface", LINE).band == Band.LIGNES
    assert drawn("zone", FIELD).band == Band.AIRES
    assert drawn("aire_attraction", MIDDLE).band == Band.AIRES
    assert drawn("reseau", LINE).band == Band.RESEAUX


def test_force_makes_symbols_grow_and_an_explicit_size_wins() -> None:
    sizes = [size(drawn("chef_lieu", MIDDLE, intensite=force))[0] for force in (1, None, 3)]
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[2]
    assert size(drawn("chef_lieu", MIDDLE, taille_mm=28.8, intensite=1))[0] == pytest.approx(
        2 * 14.4 + 1.8 * 2 + 2, abs=0.8
    )


def test_the_centre_has_the_measures_of_the_grammar() -> None:
    halo, hexagon, disc = paths(drawn("chef_lieu", MIDDLE))
    xs, ys = zip(*hexagon.subpaths[0].points, strict=True)
    assert (max(xs) - min(xs), max(ys) - min(ys)) == pytest.approx((14.4, 12.8))
    assert hexagon.width == 1.8
    assert halo.width == pytest.approx(1.8 + 2)
    assert disc.subpaths[0].points[0][0] - 35 == pytest.approx(3.5)


def test_time_is_told_by_the_dash_and_the_past_by_paler_ink_without_a_ring() -> None:
    present, future, past = (
        drawn("rupture_interface", LINE, temps=temps) for temps in ("", "futur", "passe")
    )
    assert not any(path.dash for path in paths(present))
    assert [
        path.dash for path in paths(drawn("limite_administrative", LINE, temps="futur")) if path.dash
    ] == [theme.DASH_FUTUR]
    assert any(path.dash for path in paths(future))
    assert any(path.stroke == theme.PAPIER for path in paths(present))
    assert not any(path.stroke == theme.PAPIER for path in paths(past))
    ink = theme.DOMAINES["enjeux"].ink
    assert {path.stroke for path in paths(past)} == {mixed(ink, 0.55)}


def test_a_hypothesis_is_dotted_and_asks() -> None:
    ink = drawn("zone", FIELD, certitude="hypothese")
    assert any(path.dash and path.dash[0] == 0.01 for path in paths(ink))
    assert len(ink.badges) == 1


def test_what_is_given_up_is_struck_through_and_still_there() -> None:
    plain, struck = drawn("ecole", MIDDLE), drawn("ecole", MIDDLE, barre=True)
    assert len(struck.primitives) == len(plain.primitives) + 2


def test_a_domaine_and_a_colour_tint_the_mark() -> None:
    violet = drawn("foret", MIDDLE, domaine="enjeux")
    assert theme.DOMAINES["enjeux"].ink in {path.fill for path in paths(violet)}
    blue = drawn("foret", MIDDLE, couleur="#0044aa")
    assert "#0044AA" in {path.fill for path in paths(blue)}
    odd = drawn("foret", MIDDLE, couleur="rouge")
    assert theme.DOMAINES["ressources"].ink in {path.fill for path in paths(odd)}


def test_teeth_change_side_with_the_parameter() -> None:
    def below(cote: str) -> bool:
        ink = drawn("rupture_interface", lines(((10, 25), (60, 25))), parametres={"cote": cote})
        assert ink.extent is not None
        return ink.extent[3] - 25 > 25 - ink.extent[1]

    assert below("droite")
    assert not below("gauche")


def test_a_flow_writes_its_destination_outside_near_its_end_in_its_colour() -> None:
    ink = drawn(
        "flux_directionnel", lines(((46, 34), (30, 22), (-20, 15))), etiquette="Lyon", sous_etiquette="1 h 15"
    )
    words = [primitive for primitive in ink.primitives if isinstance(primitive, Text)]
    assert [text.lines[0].text for text in words] == ["Lyon", "1\u00a0h\u00a015"]
    assert [text.size for text in words] == [7.2, 6.0]
    assert {text.colour for text in words} == {theme.DOMAINES["dynamique"].ink}
    assert len(ink.labels) == 2
    for label in ink.labels:
        assert label[0] >= 0
        assert label[1] >= 0


def test_the_words_of_a_flow_do_not_cover_it() -> None:
    for end in ((-20, 15), (90, 40), (35, -30), (30, 80)):
        ink = drawn("flux_directionnel", lines(((35, 25), end)), etiquette="Lyon")
        (arrow,) = (path for path in paths(ink) if path.fill == theme.DOMAINES["dynamique"].ink)
        body = shapely.polygons(arrow.subpaths[0].points)
        (label,) = ink.labels
        assert not shapely.intersects(body, shapely.box(*label).buffer(-1))


def test_the_head_of_a_flow_stays_in_the_frame() -> None:
    ink = drawn("flux_directionnel", lines(((35, 25), (300, 25))))
    (arrow,) = (path for path in paths(ink) if path.fill == theme.DOMAINES["dynamique"].ink)
    assert max(x for x, _ in arrow.subpaths[0].points) == pytest.approx(sheet.WIDTH - 5)


def test_satellites_stop_before_the_centre() -> None:
    ink = drawn("points_attires", MIDDLE, parametres={"satellites": places((5, 25))})
    (shape,) = (path for path in paths(ink) if path.fill == theme.DOMAINES["dynamique"].ink)
    arrow, disc = shape.subpaths
    assert max(x for x, _ in arrow.points) == pytest.approx(35 - 10.6)
    assert disc.points[0][0] - 5 == pytest.approx(1.7)


def test_haloes_are_textured_on_the_territory_only_and_their_arcs_go_on() -> None:
    ink = drawn("aire_attraction", point(4, 25), parametres={"rayons": [24, 42]})
    land = shapely.polygons(sheet.TERRITORY.parts[0][0])
    dots = [sub.points[0] for path in paths(ink) for sub in path.subpaths if len(sub.points) == 2]
    arcs = [
        sub.points for path in paths(ink) for sub in path.subpaths if len(sub.points) > 10 and path.stroke
    ]
    assert len(dots) > 100
    assert all(shapely.contains_xy(land, *dot) for dot in dots)
    assert any(not shapely.contains_xy(land, *place) for run in arcs for place in run)
    assert all(0 <= x <= sheet.WIDTH and 0 <= y <= sheet.HEIGHT for run in arcs for x, y in run)


def test_cells_are_cut_at_the_outline() -> None:
    ink = drawn("centres_limites_polygones", LINE)
    land = shapely.polygons(sheet.TERRITORY.parts[0][0])
    limits = [sub for path in paths(ink) if path.stroke and not path.fill for sub in path.subpaths]
    assert limits
    assert all(shapely.covers(land, shapely.linestrings(sub.points)) for sub in limits)


def test_links_weigh_what_their_nodes_say() -> None:
    star = lines(((30, 25), (55, 12)), ((30, 25), (12, 12)))
    nodes = places((30, 25, 0), (55, 12, 5), (12, 12, 1))
    ink = drawn("liaisons_preferentielles", star, parametres={"noeuds": nodes})
    red = theme.DOMAINES["dynamique"].ink
    assert sorted(path.width for path in paths(ink) if path.stroke == red) == [1.0, 5.0]


def test_an_unknown_pictogram_is_drawn_plainly() -> None:
    for geometry in GEOMETRIES.values():
        assert drawn("venu_d_ailleurs", geometry).extent is not None


def test_a_pictogram_laid_on_a_geometry_it_does_not_know_is_drawn_plainly() -> None:
    for picto in SHIPPED:
        for geometry in (MIDDLE, LINE, FIELD):
            assert drawn(picto, geometry).extent is not None


def test_degenerate_geometries_are_not_errors() -> None:
    speck = areas(((20, 20), (20, 20.0001), (20.0001, 20)))
    dot = lines(((20, 20), (20, 20)))
    for picto in SHIPPED:
        for geometry in (speck, dot):
            drawn(picto, geometry, etiquette="x", valence="plus")
    outside = areas(((200, 200), (210, 200), (210, 210)))
    far = lines(((200, 200), (210, 200)))
    for picto in SHIPPED:
        drawn(picto, outside, etiquette="x")
        drawn(picto, far, etiquette="x")


def test_a_freehand_stroke_keeps_its_width_and_loses_its_tremor() -> None:
    shaky = lines(tuple((10 + i * 0.2, 25 + (0.1 if i % 2 else -0.1)) for i in range(200)))
    ink = marks.draw(Trace(uid="t", geometry=shaky, taille_mm=1.8), sheet.context())
    assert ink.band == Band.TRACES
    stroke = paths(ink)[-1]
    assert stroke.width == 1.8
    assert len(stroke.subpaths[0].points) < 20


def test_a_tap_of_the_pencil_is_a_dot() -> None:
    tap = lines(((20, 20), (20, 20)))
    assert marks.draw(Trace(uid="t", geometry=tap), sheet.context()).extent is not None


def test_an_area_legend_sign_is_an_area_even_when_there_is_a_glyph() -> None:
    mark = Mark(uid="m", picto="espace_naturel_protege", geometry=FIELD)
    as_area = box(marks.legend_symbol(mark, 9.6, 6.6, sheet.context()))
    as_point = box(marks.legend_symbol(replace(mark, geometry=MIDDLE), 9.6, 6.6, sheet.context()))
    assert as_area is not None
    assert as_point is not None
    assert as_area[2] - as_area[0] > as_point[2] - as_point[0]


def test_badges_of_an_area_hang_at_its_heart_or_on_its_symbol() -> None:
    land = shapely.polygons([sheet.FRAME.to_page(x, y) for x, y in FIELD.parts[0][0]])
    for picto in ("zone", "espace_naturel_protege"):
        (found,) = drawn(picto, FIELD, valence="plus").badges
        assert shapely.contains(land, shapely.Point((found[0] + found[2]) / 2, (found[1] + found[3]) / 2))


@pytest.mark.parametrize(
    "value", [0, -7, 1e9, "des mots", "", True, [], [["a", "b"]], [[1e12, 3, 2]], {"x": 1}]
)
def test_wild_parameters_are_not_errors(value: Any) -> None:
    for picto, pictogram in SHIPPED.items():
        told = {parameter.key: value for parameter in pictogram.parameters}
        for forme in pictogram.formes:
            drawn(picto, GEOMETRIES[forme], parametres=told, taille_mm=1e9, angle=1e12, intensite=99)
            drawn(picto, GEOMETRIES[forme], parametres=told, taille_mm=-3, intensite=-1, temps="jadis")


def test_an_angle_turns_a_symbol_and_an_explicit_zero_is_an_angle() -> None:
    upright, turned = drawn("ecole", MIDDLE), drawn("ecole", MIDDLE, angle=90)
    assert size(upright) == pytest.approx(tuple(reversed(size(turned))))
    level, tall = drawn("point_de_passage", MIDDLE, angle=0), drawn("point_de_passage", MIDDLE, angle=90)
    assert size(level) == pytest.approx(tuple(reversed(size(tall))), abs=0.01)


def test_a_legend_sign_shows_what_the_mark_chose() -> None:
    def symbol(**parameters: Any) -> list[tuple[str, str, int]]:
        mark = Mark(uid="m", picto="evolution_ponctuelle", geometry=MIDDLE, parametres=Frozen(parameters))
        drawn = marks.legend_symbol(mark, 9.6, 6.6, sheet.context())
        return [(path.fill, path.stroke, len(path.subpaths)) for path in drawn if isinstance(path, Path)]

    assert symbol() == symbol(signe="plus")
    assert symbol() != symbol(signe="moins")


def test_the_name_of_a_centre_is_the_greatest_of_the_map() -> None:
    (words,) = (p for p in drawn("chef_lieu", MIDDLE, etiquette="Ambert").primitives if isinstance(p, Text))
    assert (words.face, words.size) == ("Black", 10.0)


def test_long_words_are_broken_and_stay_on_the_map() -> None:
    ink = drawn(
        "flux_directionnel", lines(((46, 34), (30, 22), (-20, 15))), etiquette="Clermont-Ferrand " * 4
    )
    assert len(ink.labels) > 1
    assert all(label[2] - label[0] < 70 for label in ink.labels)
