"""What the codes of an empty sheet say: round trips, and strangers refused with one sentence."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from app.basemap.paper import sheet_code
from app.basemap.paper.sheet_code import CORNERS, MODULES, PaperSheet, read
from app.i18n import Souci
from app.poster.geometry import Areas
from app.poster.records import Poster, Record, Territoire
from app.poster.sheet import page_size

POSTER = Poster(uid="p", crs=2154, centre_x=755048.3, centre_y=6493875.7, metres_par_mm=222.25432)
SQUARE = Areas(((((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 0.0)),),))


def ground(*codes: str, genre: str = "ensemble", nom: str = "Ici") -> Territoire:
    return Territoire(uid=nom, nom=nom, codes=codes, genre=genre, millesime="2026", geometry=SQUARE)


def sheet_of(*records: Record, size: str = "A3") -> PaperSheet:
    return PaperSheet.of({each.uid: each for each in records}, size)


@given(
    orientation=st.sampled_from(["paysage", "portrait"]),
    size=st.sampled_from(["A4", "A3", "A2", "A1", "A0"]),
    crs=st.integers(-9, 102_110),
    x=st.floats(-2e7, 2e7),
    y=st.floats(-2e7, 2e7),
    metres=st.floats(0.01, 90_000),
    rotation=st.floats(-360, 360),
    codes=st.lists(st.from_regex(r"\d{9}|\d{5}|\d{2}", fullmatch=True), max_size=9),
    corner=st.sampled_from(CORNERS),
)
def test_a_sheet_reads_back_as_it_was_printed(
    orientation: str,
    size: str,
    crs: int,
    x: float,
    y: float,
    metres: float,
    rotation: float,
    codes: list[str],
    corner: sheet_code.Corner,
) -> None:
    poster = replace(
        POSTER,
        orientation=orientation,  # type: ignore[arg-type]
        crs=crs,
        centre_x=x,
        centre_y=y,
        metres_par_mm=metres,
        rotation=rotation,
    )
    printed = sheet_of(poster, *([ground(*codes)] if codes else []), size=size)
    text = printed.text(corner)
    found, at = read(text)
    assert at == corner
    assert (found.orientation, found.size, found.crs) == (orientation, size, crs)
    assert found.centre == pytest.approx(printed.centre, abs=1e-6)
    assert found.rotation == pytest.approx(rotation, abs=0.0051)
    # A hundredth of a mm on the sheet, wherever it is.
    assert abs(found.centre[0] - x) / metres < 0.051
    assert found.metres_par_mm == pytest.approx(metres, rel=1e-4)
    assert sheet_code.same_territory(found, [ground(*codes)] if codes else [])


@pytest.mark.parametrize("length", [1, 19, 29, 30, 47, 48, 61, 62, 77])
def test_every_code_has_the_same_modules(length: int) -> None:
    rows = sheet_code.modules(("CG1/P3A0" * 10)[:length])
    assert len(rows) == MODULES
    assert {len(row) for row in rows} == {MODULES}


def test_a_text_that_has_no_room_is_an_error() -> None:
    with pytest.raises(ValueError):
        sheet_code.modules("A" * 78)


def test_a_code_is_read_by_any_reader_of_qr_codes() -> None:
    text = sheet_of(POSTER, ground("200070761", genre="epci")).text("B")
    assert text == "CG1/P3/B/2154/755048/6493876/222.254/0/E200070761"
    light = ~np.pad(np.array(sheet_code.modules(text)), 4, constant_values=False)
    picture = np.kron(light, np.ones((3, 3))).astype(np.uint8) * 255
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text == text
    assert sheet_code.texts(picture) == [text]  # type: ignore[arg-type]  # zxing takes arrays and pictures alike


def test_units_are_named_by_their_kind() -> None:
    mixed = sheet_of(POSTER, ground("200070761", "63003", "63", "2A"))
    assert mixed.units == (
        ("epci", "200070761"),
        ("commune", "63003"),
        ("departement", "63"),
        ("departement", "2A"),
    )
    assert sheet_of(POSTER, ground("84", genre="region")).units == (("region", "84"),)
    assert sheet_of(POSTER).units == ()


def test_a_territory_of_too_many_units_or_of_a_brought_file_is_a_digest() -> None:
    many = ground(*(f"{number:05}" for number in range(63001, 63040)))
    printed = sheet_of(POSTER, many)
    found, _ = read(printed.text("C"))
    assert found.units == ()
    assert sheet_code.same_territory(found, [many])
    assert not sheet_code.same_territory(found, [ground("63003")])
    own = ground("PNR-7", genre="apport", nom="Parc")
    found, _ = read(sheet_of(POSTER, own).text("A"))
    assert found.units == ()
    assert sheet_code.same_territory(found, [own])
    assert not sheet_code.same_territory(found, [replace(own, nom="Autre parc")])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://exemple.fr/",
        "CG",
        "CG1",
        "CG0/P3/A/2154/755048/6493875/222.254/0/",
        "CG1/P3/A/2154/755048/6493875/222.254/0",
        "CG1/P3/A/2154/755048/6493875/222.254/0//",
        "CG1/P9/A/2154/755048/6493875/222.254/0/",
        "CG1/X3/A/2154/755048/6493875/222.254/0/",
        "CG1/P3/E/2154/755048/6493875/222.254/0/",
        "CG1/P3/A/9999999/755048/6493875/222.254/0/",
        "CG1/P3/A/2154/nan/6493875/222.254/0/",
        "CG1/P3/A/2154/1e9/6493875/222.254/0/",
        "CG1/P3/A/2154/999999999/6493875/222.254/0/",
        "CG1/P3/A/2154/755048/6493875/0/0/",
        "CG1/P3/A/2154/755048/6493875/-222/0/",
        "CG1/P3/A/2154/755048/6493875/222.254/721/",
        "CG1/P3/A/2154/755048/6493875/222.254/0/E12",
        "CG1/P3/A/2154/755048/6493875/222.254/0/'; DROP TABLE poster;--",
        "CG1/P3/A/2154/٧٥٥/6493875/222.254/0/",
        "CG1/P3/A/2154/755048/6493875/222.254/0/" + "C63003+" * 400,
    ],
)
def test_what_is_not_ours_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(Souci, match=r"Ce code n’est pas|Le code de cette feuille est abîmé"):
        read(text)


@given(st.text(max_size=120) | st.text("CG1/P3ABD0.-+E", max_size=80).map("CG1/P3/A/".__add__))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        found, _ = read(text)
    except Souci:
        return
    assert found.frame.metres_par_mm > 0


def test_a_sheet_of_a_later_version_says_what_to_do() -> None:
    with pytest.raises(Souci, match="version plus récente"):
        read("CG2/whatever/follows")


@pytest.mark.parametrize("orientation", ["paysage", "portrait"])
def test_codes_stand_beside_the_map_within_what_printers_print(orientation: str) -> None:
    width, height = page_size(orientation)
    x, y, across, down = sheet_code.paper_rect(orientation)
    blank = sheet_code.QUIET * sheet_code.SIDE / MODULES
    for corner in CORNERS:
        left, top = sheet_code.code_at(orientation, corner)
        right, bottom = left + sheet_code.SIDE, top + sheet_code.SIDE
        assert right + blank < x or left - blank > x + across or bottom + blank < y or top - blank > y + down
        # On A4, a mm of the sheet is 0.707: printers leave out 6.
        assert min(left, top, width - right, height - bottom) * 0.5**0.5 >= 6
    assert (across, down) == sheet_code.map_rect(orientation)[2:]
