"""The light palette of a short session, and Brunet's table."""

from __future__ import annotations

import itertools

from app.catalogue import toml, words
from app.catalogue.load import shipped
from app.catalogue.model import Glyph

ESSENTIAL = [each for each in shipped().values() if each.essential]


def test_the_light_palette_has_twenty_four_of_the_usual_ones() -> None:
    assert len(ESSENTIAL) == 24
    assert all(each.usual for each in ESSENTIAL)


def test_the_light_palette_answers_the_four_questions() -> None:
    found = {each.domaine: 0 for each in ESSENTIAL}
    for each in ESSENTIAL:
        found[each.domaine] += 1
    assert set(found) == {"organisation", "dynamique", "ressources", "enjeux"}
    assert min(found.values()) >= 5
    places = {(each.domaine, each.sous_categorie) for each in ESSENTIAL}
    assert places == {(key, place) for key in found for place in words.PLACES[key]}


def test_the_light_palette_has_structures_and_every_usual_gesture() -> None:
    assert sum(bool(each.structure) for each in ESSENTIAL) >= 6
    assert {each.formes[0] for each in ESSENTIAL} >= {"point", "ligne", "aire"}


def test_essential_is_read() -> None:
    told = {"nom": {"fr": "Four"}, "essentiel": True}
    assert toml.pictogram(told, "four", "organisation", Glyph(())).essential
    assert not toml.pictogram({"nom": {"fr": "Four"}}, "four", "organisation", Glyph(())).essential


def test_the_table_holds_the_structures_of_each_line() -> None:
    assert tuple(words.TABLE) == words.STRUCTURES
    keys = list(itertools.chain.from_iterable(words.TABLE.values()))
    assert len(keys) == len(set(keys)) == 28
    assert set(keys) == {each.key for each in shipped().values() if each.structure}
    for structure, line in words.TABLE.items():
        assert {shipped()[key].structure for key in line} == {structure}
