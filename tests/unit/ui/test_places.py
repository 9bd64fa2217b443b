"""Communes of the map by their name, as people type them."""

from __future__ import annotations

from functools import cache

import pytest

from app.basemap.france.search import search
from app.imports.new import new_poster
from app.poster.document import Document
from app.poster.records import Fond
from app.ui import places


@cache
def document() -> Document:
    records = new_poster(search("Ambert Livradois Forez")[:1], nom="", orientation="paysage")
    return Document.of(records)


def names(asked: str, most: int = 3) -> list[str]:
    return [each.nom for each in places.found(document(), asked, most)]


@pytest.mark.parametrize(
    "asked", ["saint-anthème", "Saint Antheme", "st anth", "SAINT-ANTHÈME", "anthème", "sai anth"]
)
def test_a_commune_is_found_as_people_write_it(asked: str) -> None:
    assert names(asked)[0] == "Saint-Anthème"


def test_an_elided_article_and_a_capital_with_an_accent() -> None:
    assert names("echandelys") == ["Échandelys"]
    assert names("saint germain l'herm") == ["Saint-Germain-l’Herm"]


def test_fewer_letters_than_three_are_only_a_whole_name() -> None:
    assert names("am") == []
    assert names("job")[0] == "Job"
    assert names("") == []
    assert names("xyzzy") == []


def test_those_of_the_territory_come_first_and_no_more_than_asked() -> None:
    found = names("saint", 20)
    inside = {each.nom for each in document().all(Fond) if each.couche == "commune" and each.dedans}
    told = [name in inside for name in found]
    assert told == sorted(told, reverse=True)
    assert len(names("saint", 3)) == 3
    assert names("ambert")[0] == "Ambert"


def test_every_word_asked_begins_a_word() -> None:
    assert places.answers("Marsac-en-Livradois", "mars liv")
    assert not places.answers("Marsac-en-Livradois", "mars forez")
