"""The outline that is drawn in the place of the real one: its records, its size, and what becomes of it."""

from __future__ import annotations

import pytest

from app.basemap.france.search import resolve
from app.imports import contours, framing
from app.imports.new import new_poster
from app.poster.geometry import Areas
from app.poster.options import Options
from app.poster.records import Apport, Fond, Mark, Poster, Record, Territoire
from app.poster.surfaces import surface

Records = dict[str, Record]


@pytest.fixture(scope="module")
def ambert() -> Records:
    return {record.uid: record for record in new_poster([resolve("200070761")])}


def after(records: Records, changes: contours.Changes) -> Records:
    kept = {**records, **{uid: record for uid, record in changes.items() if record is not None}}
    return {uid: record for uid, record in kept.items() if changes.get(uid, record) is not None}


def drawn(records: Records) -> list[Fond]:
    return [each for each in records.values() if isinstance(each, Fond) and each.couche == "contour"]


def size(records: list[Fond] | list[Territoire]) -> float:
    return sum(surface(each.geometry).area for each in records if isinstance(each.geometry, Areas))


def level(records: Records) -> str:
    return Options.of(next(each for each in records.values() if isinstance(each, Poster))).contour


@pytest.mark.parametrize(
    ("name", "pieces"), [("simplifie", 59), ("schematique", 1), ("simple", 1), ("blanche", 0)]
)
def test_a_level_draws_an_outline_of_the_same_size(ambert: Records, name: str, pieces: int) -> None:
    changes = contours.drawn(ambert, name)
    records = after(ambert, changes)
    assert level(records) == name
    assert len(drawn(records)) == pieces
    assert {each.genre for each in drawn(records)} <= {name}
    if pieces:
        real = [each for each in ambert.values() if isinstance(each, Territoire)]
        whole = [each for each in drawn(records) if not each.code]
        assert size(whole) == pytest.approx(size(real), rel=1e-6)
    touched = [record for record in ambert.values() if changes.get(record.uid, record) is not record]
    assert [type(record) for record in touched] == [Poster], "marks and the real ground stay"


def test_the_real_one_comes_back_whole(ambert: Records) -> None:
    schematic = after(ambert, contours.drawn(ambert, "schematique"))
    back = after(schematic, contours.drawn(schematic, "reel"))
    assert not drawn(back)
    assert set(back) == set(ambert)
    assert contours.drawn(back, "reel") == {}


def test_an_unknown_level_is_a_mistake_of_the_program(ambert: Records) -> None:
    with pytest.raises(ValueError, match="no such outline"):
        contours.drawn(ambert, "rond")


def test_another_frame_and_another_territory_keep_the_level(ambert: Records) -> None:
    records = after(ambert, contours.drawn(ambert, "schematique"))
    (before,) = drawn(records)
    poster = framing._poster(records)
    nearer = after(
        records, framing.framed(records, (poster.centre_x, poster.centre_y), poster.metres_par_mm / 2)
    )
    (renewed,) = drawn(nearer)
    assert level(nearer) == "schematique"
    assert renewed.uid != before.uid

    elsewhere = after(records, framing.moved_to(records, [resolve("200067627")]))
    assert level(elsewhere) == "schematique"
    (other,) = drawn(elsewhere)
    (land,) = [each for each in elsewhere.values() if isinstance(each, Territoire)]
    assert size([other]) == pytest.approx(size([land]))


def test_what_was_brought_stays_when_the_frame_changes(ambert: Records) -> None:
    poster = framing._poster(ambert)
    square = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0))
    here = tuple((poster.centre_x + 1000 * x, poster.centre_y + 1000 * y) for x, y in square)
    brought: list[Record] = [
        Apport(uid="a", nom="Bois", genre="aires"),
        Fond(uid="f", couche="aire", geometry=Areas(((here,),)), apport="a"),
        Fond(uid="z", couche="reference", geometry=Areas(((here,),)), nom="Parc"),
        Mark(uid="m", picto="ecole", geometry=Areas(((here,),))),
    ]
    records = {**ambert, **{each.uid: each for each in brought}}
    nearer = after(
        records, framing.framed(records, (poster.centre_x, poster.centre_y), poster.metres_par_mm / 2)
    )
    assert all(nearer[each.uid] == each for each in brought)
