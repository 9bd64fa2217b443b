"""What was brought, under the marks: cut at the frame, in its order, pale, named without overlap, credited."""

from __future__ import annotations

from math import cos, sin, tau
from typing import Any

import pytest

from app.drawing import theme
from app.drawing.primitives import Path, box
from app.poster.geometry import Areas, Geometry, Lines
from app.poster.records import Apport, Calque, Fond, Record
from app.poster.sheet import MapFrame
from tests.unit.drawing import sheets

X, Y = sheets.MIDDLE
ACROSS = Lines((((X - 90_000, Y + 3000), (X + 90_000, Y + 4000)),))
FRAME = (12.0, 39.5, 274.0, 275.5)


def brought(role: str, geometry: Geometry, name: str = "", **more: Any) -> list[Record]:
    """Return a layer of one thing."""
    couche: Any = (
        "aire" if isinstance(geometry, Areas) else "ligne" if isinstance(geometry, Lines) else "point"
    )
    return [
        Apport(uid=f"a-{role}", nom=role, genre=f"{couche}s", role=role, **more),
        Fond(uid=f"f-{role}", couche=couche, geometry=geometry, nom=name, apport=f"a-{role}"),
    ]


def scene(*more: Record, **changes: Any) -> Any:
    return sheets.composer().compose(sheets.records(*more, **changes))


def strokes(ink: Any) -> list[Path]:
    return [each for each in ink.primitives if isinstance(each, Path) and each.stroke]


@pytest.mark.parametrize("role", ["routes", "rivieres", "relief", "limites", "autre"])
def test_lines_of_every_role_are_cut_at_the_frame(role: str) -> None:
    ink = scene(*brought(role, ACROSS)).ink(f"apport:a-{role}")
    assert ink is not None
    places = [at for path in strokes(ink) for run in path.subpaths for at in run.points]
    assert min(x for x, _ in places) == pytest.approx(FRAME[0])
    assert max(x for x, _ in places) == pytest.approx(FRAME[2])


def test_roads_are_double_by_rank() -> None:
    layer, main = brought("routes", ACROSS)
    small = Fond(uid="s", couche="ligne", geometry=ACROSS, apport=layer.uid, rang=3)
    usual = strokes(scene(layer, main).ink("apport:a-routes"))
    assert [path.stroke for path in usual] == [theme.APPORTS["routes"], theme.PAPIER]
    assert usual[0].width > usual[1].width
    (thin,) = strokes(scene(layer, small).ink("apport:a-routes"))
    assert thin.width < usual[1].width


def test_limits_are_dashed_and_rivers_are_blue() -> None:
    (limit,) = strokes(scene(*brought("limites", ACROSS)).ink("apport:a-limites"))
    assert limit.dash
    (river,) = strokes(scene(*brought("rivieres", ACROSS)).ink("apport:a-rivieres"))
    assert river.stroke == theme.APPORTS["rivieres"]


def test_areas_that_overlap_are_one_tint() -> None:
    layer, one = brought("relief", sheets.square(X, Y, 5000.0))
    two = Fond(uid="g", couche="aire", geometry=sheets.square(X + 2000, Y, 5000.0), apport=layer.uid)
    ink = scene(layer, one, two).ink("apport:a-relief:aires")
    (tint,) = ink.primitives
    assert len(tint.subpaths) == 1
    assert tint.fill.startswith(theme.APPORTS["relief"])


def test_what_only_touches_the_frame_is_no_line() -> None:
    at = MapFrame.of(sheets.poster())
    corner, out = at.to_ground(FRAME[0], FRAME[1]), at.to_ground(FRAME[0] - 40, FRAME[1] + 40)
    past = at.to_ground(FRAME[0] + 40, FRAME[1] - 40)
    layer, line = brought("routes", Lines(((out, corner, past),)), opacite=0.5)
    found = scene(layer, line, *brought("rivieres", ACROSS)).ink("apport:a-routes")
    assert found is None or not [
        run for path in strokes(found) for run in path.subpaths if len(run.points) < 2
    ]


@pytest.mark.timeout(60)
def test_areas_that_overlap_by_hundreds_are_drawn_at_once() -> None:
    """Looking for the places where all of their edges meet took minutes."""
    layer, _ = brought("autre", ACROSS, opacite=0.5)
    round_ = [(20_000 * cos(step / 40 * tau), 20_000 * sin(step / 40 * tau)) for step in range(41)]
    things = [
        Fond(
            uid=f"r{rank}", couche="aire", apport=layer.uid,
            geometry=Areas(((tuple((X + 7 * rank + x, Y + 5 * rank + y) for x, y in round_),),)),
        )
        for rank in range(3000)
    ]  # fmt: skip
    ink = scene(layer, *things).ink("apport:a-autre")
    assert sum(len(path.subpaths) for path in strokes(ink)) >= len(things)


def test_tints_lie_under_the_limits_and_lines_over_them() -> None:
    shown = [
        ink.uid
        for ink in scene(*brought("relief", sheets.square(X, Y, 5000.0)), *brought("routes", ACROSS)).inks
    ]
    order = ["fond:cadre", "fond:territoire", "apport:a-relief:aires", "fond:commune", "fond:lisere"]
    assert [uid for uid in shown if uid in order] == order
    assert shown.index("fond:lisere") < shown.index("apport:a-routes") < shown.index("fond:contour")


@pytest.mark.parametrize(
    ("layer", "options"),
    [({"visible": False}, {}), ({"opacite": 0.0}, {}), ({}, {"routes": False}), ({}, {"estompe": 1.0})],
)
def test_what_is_hidden_is_not_drawn_nor_credited(layer: dict[str, Any], options: dict[str, Any]) -> None:
    road = brought("routes", ACROSS, "D 906", noms=True, credits="Routes : essai", **layer)
    found = scene(*road, options=sheets.options(**options))
    assert found.ink("apport:a-routes") is None
    assert found.ink("nom:f-routes") is None
    assert "Routes : essai" not in said(found)


def said(found: Any) -> str:
    return " ".join(line.text for text in found.ink("feuille:credits").primitives for line in text.lines)


def test_what_is_shown_is_credited_once_with_its_full_stop() -> None:
    roads = brought("routes", ACROSS, credits="Routes\u00a0: essai")
    rivers = brought("rivieres", ACROSS, credits="Routes\u00a0: essai", source="eau.gpkg")
    areal = Calque(uid="k", geometry=sheets.square(X, Y, 9.0), media="00", credits="Photo\u00a0: Amina.")
    words = said(scene(*roads, *rivers, areal))
    assert words.count("Routes\u00a0: essai.") == 1
    assert "Photo\u00a0: Amina." in words


def test_a_long_notice_is_small_rather_than_cut() -> None:
    long = "Sources\u00a0: " + ", ".join(f"la commune numéro {rank}" for rank in range(18)) + ", fin."
    found = scene(*brought("routes", ACROSS, credits=long))
    assert said(found).endswith("fin.")
    assert found.ink("feuille:credits").extent[3] < 296.0
    longer = scene(*brought("routes", ACROSS, credits=long * 4))
    assert said(longer).endswith("…"), "what cannot be written is not passed over"


def test_names_are_written_when_the_layer_asks() -> None:
    river = brought("rivieres", ACROSS, "La Dore", noms=True)
    ink = scene(*river).ink("nom:f-rivieres")
    assert [line.text for line in ink.primitives[0].lines] == ["La Dore"]
    assert ink.primitives[0].colour == theme.NOMS_APPORTS["rivieres"]
    assert scene(*brought("rivieres", ACROSS, "La Dore")).ink("nom:f-rivieres") is None


def test_fading_and_opacity_mix_with_the_ground_that_a_line_crosses() -> None:
    paths = strokes(scene(*brought("rivieres", ACROSS, opacite=0.5)).ink("apport:a-rivieres"))
    assert len({path.stroke for path in paths}) == 2, "over the white and over the grey"
    assert all(len(path.stroke) == 7 for path in paths), "flat: lines are no darker where they meet"


def test_a_zone_of_reference_is_a_grey_outline_with_its_name() -> None:
    zone = Fond(
        uid="z", couche="reference", geometry=sheets.square(X - 12_000, Y - 12_000, 24_000.0), nom="Parc"
    )
    found = scene(zone)
    (line,) = strokes(found.ink("reference:z"))
    assert line.stroke == theme.REFERENCE
    assert found.ink("nom:z") is not None
    assert scene(zone, options=sheets.options(reference=False)).ink("reference:z") is None


def test_a_blank_page_has_paper_only() -> None:
    found = scene(sheets.place("1", "Ambert", 140, 150, 1), options=sheets.options(contour="blanche"))
    ground = [ink for ink in found.inks if ink.uid.startswith(("fond:", "lieu:", "nom:"))]
    assert [ink.uid for ink in ground] == ["fond:cadre", "fond:marge"]
    assert ground[0].primitives[0].fill == theme.PAPIER


def test_a_drawn_outline_takes_the_place_of_the_real_one() -> None:
    small = sheets.square(X - 9000, Y - 9000, 18_000.0)
    drawn = Fond(uid="o", couche="contour", geometry=small, genre="schematique")
    found = scene(drawn, options=sheets.options(contour="schematique"))
    assert box(found.ink("fond:contour").primitives)[2] - box(found.ink("fond:contour").primitives)[0] < 95
    assert found.ink("fond:commune") is None
    assert found.ink("fond:hors") is None
    # A level that was never made shows the real one.
    assert scene(drawn, options=sheets.options(contour="simple")).ink("fond:commune") is not None
