"""Another orientation, another scale, another territory: marks stay on the ground, sizes in mm, notes by their side."""

from __future__ import annotations

from dataclasses import replace
from math import hypot

import pytest

from app.basemap.france.search import resolve
from app.drawing import postits
from app.i18n import Souci
from app.imports import framing
from app.imports.new import new_poster
from app.poster.geometry import Point
from app.poster.records import Fond, Mark, Poster, PostIt, Record, Territoire, Texte
from app.poster.sheet import MapFrame, page_size

AMBERT = (747_600.0, 6_494_900.0)


@pytest.fixture(scope="module")
def empty() -> dict[str, Record]:
    return {record.uid: record for record in new_poster([resolve("200070761")])}


@pytest.fixture
def drawn(empty: dict[str, Record]) -> dict[str, Record]:
    """A mark with a note that speaks of it, a note on bare ground, a note beside the map, words."""
    frame = MapFrame.of(framing._poster(empty))
    x, y = frame.to_page(*AMBERT)
    made: list[Record] = [
        Mark(uid="m", picto="ecole", geometry=Point(*AMBERT), taille_mm=14.0),
        Texte(uid="t", geometry=Point(*AMBERT), texte="ici", taille_mm=5.0),
        PostIt(uid="parle", texte="du collège", x=x + 12, y=y - 20, cible="m"),
        PostIt(uid="sol", texte="sur le sol", x=60.0, y=200.0),
        PostIt(uid="marge", texte="dans la marge", x=300.0, y=60.0),
        PostIt(uid="attend", texte="à placer"),
    ]
    return {**empty, **{record.uid: record for record in made}}


def after(records: dict[str, Record], changes: framing.Changes) -> dict[str, Record]:
    kept = {**records, **{uid: record for uid, record in changes.items() if record is not None}}
    return {uid: record for uid, record in kept.items() if changes.get(uid, record) is not None}


def poster(records: dict[str, Record]) -> Poster:
    return framing._poster(records)


def note(records: dict[str, Record], uid: str) -> tuple[float, float]:
    found = records[uid]
    assert isinstance(found, PostIt)
    assert found.x is not None
    assert found.y is not None
    return (found.x, found.y)


def test_turning_changes_no_mark_and_keeps_notes_by_what_they_speak_of(drawn: dict[str, Record]) -> None:
    changes = framing.turned(drawn, "portrait")
    now = after(drawn, changes)
    assert not {"m", "t", "attend"} & set(changes)
    assert poster(now).orientation == "portrait"
    was, frame = MapFrame.of(poster(drawn)), MapFrame.of(poster(now))
    before, there = note(drawn, "parle"), note(now, "parle")
    for axis in (0, 1):
        apart = before[axis] - was.to_page(*AMBERT)[axis]
        assert there[axis] - frame.to_page(*AMBERT)[axis] == pytest.approx(apart, abs=1e-6)


def test_turning_there_and_back_gives_the_same_sheet(drawn: dict[str, Record]) -> None:
    there = after(drawn, framing.turned(drawn, "portrait"))
    back = after(there, framing.turned(there, "paysage"))
    assert poster(back).metres_par_mm == pytest.approx(poster(drawn).metres_par_mm)
    for uid in ("parle", "sol"):
        assert hypot(*(a - b for a, b in zip(note(back, uid), note(drawn, uid), strict=True))) < 0.01


def test_every_note_stays_inside_the_sheet(drawn: dict[str, Record]) -> None:
    now = after(drawn, framing.turned(drawn, "portrait"))
    width, height = page_size("portrait")
    for uid in ("parle", "sol", "marge"):
        found = now[uid]
        assert isinstance(found, PostIt)
        x, y = note(now, uid)
        paper = postits.paper(found)
        assert 0 <= x <= width - paper.width
        assert 0 <= y <= height - paper.height


def test_the_same_orientation_changes_nothing(drawn: dict[str, Record]) -> None:
    assert framing.turned(drawn, "paysage") == {}


def test_a_view_that_was_chosen_keeps_its_scale_when_the_sheet_is_turned(drawn: dict[str, Record]) -> None:
    near = after(drawn, framing.framed(drawn, AMBERT, poster(drawn).metres_par_mm / 2))
    now = after(near, framing.turned(near, "portrait"))
    assert poster(now).metres_par_mm == poster(near).metres_par_mm
    assert (poster(now).centre_x, poster(now).centre_y) == AMBERT


def test_another_scale_brings_the_ground_in_its_detail_and_moves_no_mark(drawn: dict[str, Record]) -> None:
    changes = framing.framed(drawn, AMBERT, poster(drawn).metres_par_mm / 3)
    now = after(drawn, changes)
    assert not {"m", "t"} & set(changes)

    def detail(records: dict[str, Record]) -> int:
        return sum(
            len(list(each.geometry.coords())) for each in records.values() if isinstance(each, Territoire)
        )

    assert detail(now) > 1.5 * detail(drawn)
    assert [each.uid for each in now.values() if isinstance(each, Territoire)] == [
        each.uid for each in drawn.values() if isinstance(each, Territoire)
    ]
    places = {each.code for each in drawn.values() if isinstance(each, Fond) and each.couche == "lieu"}
    assert {each.code for each in now.values() if isinstance(each, Fond) and each.couche == "lieu"} == places


def test_places_that_the_group_renamed_or_ranked_stay_so(drawn: dict[str, Record]) -> None:
    place = next(each for each in drawn.values() if isinstance(each, Fond) and each.couche == "lieu")
    own = {**drawn, place.uid: replace(place, nom="Chez nous", rang=1)}
    for factor, rank in ((1.0, 1), (1.2, 1), (4.0, None)):
        now = after(own, framing.framed(own, AMBERT, poster(own).metres_par_mm / factor))
        found = now[place.uid]
        assert isinstance(found, Fond)
        assert found.nom == "Chez nous"
        assert rank is None or found.rang == rank


def test_the_scale_has_bounds(drawn: dict[str, Record]) -> None:
    usual = framing.whole(drawn)
    assert usual is not None
    for wanted, got in ((1e-3, usual[1] * framing.NEAREST), (1e9, usual[1] * framing.FARTHEST)):
        now = after(drawn, framing.framed(drawn, AMBERT, wanted))
        assert poster(now).metres_par_mm == pytest.approx(got)


def test_the_same_view_changes_nothing(drawn: dict[str, Record]) -> None:
    here = poster(drawn)
    assert framing.framed(drawn, (here.centre_x, here.centre_y), here.metres_par_mm) == {}


def test_a_ground_that_the_base_map_does_not_know_is_kept(drawn: dict[str, Record]) -> None:
    own = {
        uid: replace(record, codes=("zzz",)) if isinstance(record, Territoire) else record
        for uid, record in drawn.items()
    }
    changes = framing.framed(own, AMBERT, poster(drawn).metres_par_mm / 2)
    assert not any(isinstance(own.get(uid), Fond | Territoire) for uid in changes)
    assert poster(after(own, changes)).metres_par_mm == pytest.approx(poster(drawn).metres_par_mm / 2)


def test_another_territory_keeps_the_marks_and_shows_itself_whole(drawn: dict[str, Record]) -> None:
    thiers = resolve("200070712")
    changes = framing.moved_to(drawn, [resolve("200070761"), thiers], nom="Livradois et Dore")
    now = after(drawn, changes)
    assert not {"m", "t"} & set(changes)
    territories = [each for each in now.values() if isinstance(each, Territoire)]
    assert [each.nom for each in territories] == ["Livradois et Dore"]
    assert poster(now).territoire_nom == "Livradois et Dore"
    view = framing.whole(now)
    assert view is not None
    assert poster(now).metres_par_mm == pytest.approx(view[1])
    assert poster(now).nb_communes > poster(drawn).nb_communes


def test_a_territory_in_other_coordinates_is_refused(drawn: dict[str, Record]) -> None:
    away = {
        uid: replace(record, crs=32620) if isinstance(record, Poster) else record
        for uid, record in drawn.items()
    }
    with pytest.raises(Souci):
        framing.moved_to(away, [resolve("200070761")])
