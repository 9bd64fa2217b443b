"""The zone de référence: one grey outline of several units, which stays when the territory changes."""

from __future__ import annotations

import pytest

from app.basemap.france.search import resolve
from app.i18n import Souci
from app.imports import framing
from app.imports.new import new_poster
from app.imports.reference import called, changed, reference, referred
from app.poster.geometry import bounds
from app.poster.records import Fond, Poster, Record, Territoire

ALF, THIERS, ISSOIRE = (resolve(code) for code in ("200070761", "200070712", "200070407"))


def made(*around: str) -> dict[str, Record]:
    """Return the records of a poster of Ambert with a zone de référence."""
    records = new_poster([ALF], reference=[resolve(each) for each in around])
    return {record.uid: record for record in records}


def zones(records: dict[str, Record]) -> list[Fond]:
    """Return its zones de référence."""
    return [one for one in records.values() if isinstance(one, Fond) and one.couche == "reference"]


def test_a_poster_begins_with_a_zone_around_its_territory() -> None:
    records = made("département 63")
    (zone,) = zones(records)
    assert (zone.nom, zone.genre, zone.code, zone.dedans) == ("Puy-de-Dôme", "departement", "63", False)
    poster = next(one for one in records.values() if isinstance(one, Poster))
    assert poster.territoire_nom == "Ambert Livradois Forez"
    assert referred(records) == [resolve("département 63")]


def test_several_units_are_one_outline() -> None:
    records = made(THIERS.code, ISSOIRE.code)
    (zone,) = zones(records)
    assert zone.nom == f"{THIERS.nom} et {ISSOIRE.nom}"
    assert referred(records) == [THIERS, ISSOIRE]


def test_another_zone_takes_the_place_of_the_first_and_none_takes_it_away() -> None:
    records = made("département 63")
    changes = changed(records, [resolve("région Auvergne-Rhône-Alpes")])
    after = {uid: one for uid, one in {**records, **changes}.items() if one is not None}
    assert [zone.nom for zone in zones(after)] == ["Auvergne-Rhône-Alpes"]
    assert referred(after) == [resolve("région Auvergne-Rhône-Alpes")]
    gone = {uid: one for uid, one in {**after, **changed(after, [])}.items() if one is not None}
    assert zones(gone) == []
    assert sum(isinstance(one, Territoire) for one in gone.values()) == 1


def test_the_zone_stays_when_the_map_is_framed_or_the_territory_moves() -> None:
    records = made("département 63")
    poster = next(one for one in records.values() if isinstance(one, Poster))
    framed = framing.framed(records, (poster.centre_x, poster.centre_y), poster.metres_par_mm * 0.8)
    moved = framing.moved_to(records, [THIERS])
    (zone,) = zones(records)
    assert zone.uid not in framed
    assert zone.uid not in moved


def test_a_zone_in_other_coordinates_is_refused_in_words() -> None:
    with pytest.raises(Souci, match="système de coordonnées"):
        reference([resolve("département 974")], 2154, 300.0)


def test_its_outline_is_as_fine_as_the_map() -> None:
    coarse, fine = (reference([ALF], 2154, metres)[0] for metres in (2_000.0, 100.0))
    count = [sum(len(ring) for part in one.geometry.parts for ring in part) for one in (coarse, fine)]  # type: ignore[union-attr]
    assert count[0] < count[1]
    for a, b in zip(bounds(coarse.geometry), bounds(fine.geometry), strict=True):
        assert abs(a - b) < 8_000


def test_many_units_are_named_after_the_largest() -> None:
    assert called([]) == ""
    assert called([ALF]) == ALF.nom
    assert called([ALF, THIERS, ISSOIRE]) == f"{ALF.nom}, {THIERS.nom} et {ISSOIRE.nom}"
    many = [ALF, THIERS, ISSOIRE, resolve("63003")]
    assert called(many) == f"{ISSOIRE.nom} et 3 autres"
