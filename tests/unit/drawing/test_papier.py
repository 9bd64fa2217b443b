"""The empty sheet: the ground of the poster, paler, the usual signs, four codes, nothing that people drew."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.basemap.paper import sheet_code
from app.basemap.paper.sheet_code import CORNERS
from app.catalogue.load import shipped
from app.drawing import papier
from app.drawing.ink import Scene
from app.drawing.primitives import Path, Text, box
from app.poster.boxes import shared
from app.poster.records import Poster, Record
from app.poster.sheet import MapFrame
from tests.unit.drawing import sheets


def drawn(**changes: object) -> Scene:
    records = sheets.records()
    poster = next(each for each in records.values() if isinstance(each, Poster))
    return papier.draw({**records, poster.uid: replace(poster, **changes)}, shipped(), "A2")  # type: ignore[arg-type]


def words(scene: Scene) -> str:
    return " ".join(line.text for each in scene.primitives() if isinstance(each, Text) for line in each.lines)


@pytest.mark.parametrize("orientation", ["paysage", "portrait"])
def test_nothing_covers_a_code_nor_leaves_the_page(orientation: str) -> None:
    scene = drawn(orientation=orientation)
    codes = {corner: scene.ink(f"feuille:code:{corner}") for corner in CORNERS}
    blank = sheet_code.QUIET * sheet_code.SIDE / sheet_code.MODULES
    for ink in scene.inks:
        if ink.extent is None or ink.uid in ("fond:marge",):
            continue
        if ink.uid.startswith("feuille:"):
            assert ink.extent[0] >= 8, ink.uid
            assert ink.extent[1] >= 8, ink.uid
            assert ink.extent[2] <= scene.width - 8, ink.uid
            assert ink.extent[3] <= scene.height - 8, ink.uid
        for corner, code in codes.items():
            assert code is not None
            assert code.extent is not None
            left, top, right, bottom = code.extent
            assert right - left == pytest.approx(sheet_code.SIDE)
            around = (left - blank, top - blank, right + blank, bottom + blank)
            if ink is not code:
                assert shared(around, ink.extent) == 0, (ink.uid, corner)


@pytest.mark.parametrize("orientation", ["paysage", "portrait"])
def test_the_ground_is_that_of_the_poster_where_the_code_says_it_is(orientation: str) -> None:
    records = sheets.records()
    poster = replace(
        next(each for each in records.values() if isinstance(each, Poster)),
        orientation=orientation,  # type: ignore[arg-type]
        rotation=20.0,
    )
    scene = papier.draw({**records, poster.uid: poster}, shipped(), "A3")
    frame, own = sheet_code.PaperSheet.of({poster.uid: poster}, "A3").frame, MapFrame.of(poster)
    x, y = frame.to_page(*sheets.MIDDLE)
    there_x, there_y = own.to_page(*sheets.MIDDLE)
    assert (x - there_x, y - there_y) == pytest.approx((0, sheet_code.MAP_TOP - own.rect[1]), abs=0.02)
    ink = scene.ink("fond:territoire")
    assert ink is not None
    assert ink.extent is not None
    assert ((ink.extent[0] + ink.extent[2]) / 2, (ink.extent[1] + ink.extent[3]) / 2) == pytest.approx(
        (x, y), abs=1
    )
    edge = scene.ink("feuille:cadre")
    assert edge is not None
    assert box(edge.primitives) is not None


def test_what_people_drew_is_not_printed_and_the_signs_are() -> None:
    scene = drawn(titre="")
    said = words(scene)
    assert "Titre" in said
    assert "Pays carré" in said
    assert "Nos signes" in said
    assert "Groupe 3" in said
    for words_of_signs in ("École, collège", "Rivière", "Friche", "Flux"):
        assert words_of_signs in said
    uids = {ink.uid for ink in scene.inks}
    assert not {uid for uid, each in sheets.records().items() if not isinstance(each, Poster)} & uids
    assert len([uid for uid in uids if uid.startswith("palette:")]) >= 36


def test_a_known_title_is_printed() -> None:
    assert "Un titre avec un verbe" in words(drawn())


def test_the_ground_is_pale() -> None:
    scene = drawn()
    for ink in scene.inks:
        if ink.uid.startswith("nom:") or ink.uid == "fond:contour":
            for each in ink.primitives:
                colour = (
                    each.colour if isinstance(each, Text) else each.stroke if isinstance(each, Path) else ""
                )
                if colour:
                    assert min(int(colour[at : at + 2], 16) for at in (1, 3, 5)) > 0x60, ink.uid


def test_a_blank_sheet_has_its_codes_too() -> None:
    poster: dict[str, Record] = {"p": Poster(uid="p", crs=0, metres_par_mm=1.0)}
    scene = papier.draw(poster, shipped(), "A0")
    assert all(scene.ink(f"feuille:code:{corner}") for corner in CORNERS)


def test_without_a_poster_there_is_no_sheet() -> None:
    with pytest.raises(LookupError):
        papier.draw({}, shipped(), "A3")
