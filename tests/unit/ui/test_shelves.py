"""What each drawer holds: first, and whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.catalogue.load import shipped
from app.poster.choices import DOMAINES
from app.poster.options import COMPLETE, COURTE, PALETTES, USUELLE
from app.ui import shelves

MADE = replace(shipped()["ecole"], key="nous_four", sous_categorie="", also=(), usual=True, essential=False)


@pytest.mark.parametrize("domaine", DOMAINES)
def test_a_palette_shows_more_and_more(domaine: str) -> None:
    counts = [shelves.count(shelves.short(shipped(), domaine, palette)) for palette in PALETTES]
    assert counts == sorted(counts)
    assert counts[1] <= 10
    assert shelves.count(shelves.complete(shipped(), domaine)) >= counts[2]


def test_the_light_palette_is_twenty_four_and_no_drawer_is_empty() -> None:
    counts = {domaine: shelves.count(shelves.short(shipped(), domaine, COURTE)) for domaine in DOMAINES}
    assert counts.pop("acteurs") == 6
    assert sum(counts.values()) == 24


@pytest.mark.parametrize("domaine", DOMAINES)
@pytest.mark.parametrize("palette", PALETTES)
def test_the_first_view_offers_to_invent_once_at_its_end(domaine: str, palette: str) -> None:
    found = shelves.short(shipped(), domaine, palette)
    assert [shelf.inventing for shelf in found] == [False] * (len(found) - 1) + [True]


@pytest.mark.parametrize("domaine", DOMAINES)
def test_the_whole_drawer_has_what_is_at_home_elsewhere(domaine: str) -> None:
    found = shelves.complete(shipped(), domaine)
    shown = [each.key for shelf in found for each in shelf.pictograms]
    assert len(shown) == len(set(shown))
    places = {f"{domaine}/{place}" for place in dict(shipped().of(domaine))}
    assert {key for key in shown if shipped()[key].domaine != domaine} == {
        each.key for each in shipped().values() if each.domaine != domaine and places & set(each.also)
    }
    for shelf in found:
        assert shelf.inventing is (shelf.title != "Aussi ici")


def test_what_people_made_is_always_there_in_a_section_of_its_own() -> None:
    catalogue = shipped().with_ours([MADE])
    for palette in (COURTE, USUELLE, COMPLETE):
        last = shelves.short(catalogue, "organisation", palette)[-1]
        assert (last.title, [each.key for each in last.pictograms]) == ("Les nôtres", ["nous_four"])
        assert last.inventing
    titles = [shelf.title for shelf in shelves.complete(catalogue, "organisation")]
    assert titles == ["Maillage", "Quadrillage", "Les nôtres", "Aussi ici"]
    assert all(shelf.title != "Les nôtres" for shelf in shelves.complete(catalogue, "enjeux"))


def test_at_hand_forgets_what_the_catalogue_no_longer_has() -> None:
    catalogue = shipped().with_ours([MADE])
    favourites, last, ours = shelves.at_hand(catalogue, ["foret", "perdu"], ["sante", "perdu", "foret"])
    assert [each.key for each in favourites.pictograms] == ["foret"]
    assert [each.key for each in last.pictograms] == ["sante", "foret"]
    assert [each.key for each in ours.pictograms] == ["nous_four"]
    empty = shelves.at_hand(shipped(), [], [])
    assert all(shelf.empty or shelf.inventing for shelf in empty)
