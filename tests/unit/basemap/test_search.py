"""A territory is found by its name or its code, as people type it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from app import i18n
from app.basemap.france.search import Ambigu, Introuvable, resolve, search
from app.basemap.names import plain


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("Saint-Germain-l’Herm", "st germain l herm"),
        ("ŒUILLY", "oeuilly"),
        ("Île-d'Yeu", "ile d yeu"),
        ("  Sainte  Anastasie ", "ste anastasie"),
        ("Ÿ…!?", "y"),
        ("", ""),
    ],
)
def test_a_name_is_compared_without_accents_hyphens_or_ligatures(typed: str, line: str) -> None:
    assert plain(typed) == line


def test_three_letters_find_the_intercommunalite_first() -> None:
    found = search("amb")
    assert found[0].nom == "Ambert Livradois Forez"
    assert (found[0].kind, found[0].code, found[0].nb_communes) == ("epci", "200070761", 58)
    assert found[0].detail == "intercommunalité · 58 communes"
    assert "Ambert" in [candidate.nom for candidate in found]
    assert len(found) == 8


@pytest.mark.parametrize(
    "typed",
    ["ambert", "AMBERT livradois", "livradois ambert", "ambert-liv", "Forez Livradois Amb", "cc ambert liv"],
)
def test_any_words_in_any_order_and_case_lead_to_it(typed: str) -> None:
    assert "200070761" in [candidate.code for candidate in search(typed)]


def test_an_exact_name_comes_before_longer_ones() -> None:
    assert [candidate.nom for candidate in search("Ambert")][:2] == ["Ambert", "Ambert Livradois Forez"]


@pytest.mark.parametrize("typed", ["sai", "saint", "st", "Saint-", "SAINT"])
def test_saint_is_found_while_it_is_being_typed(typed: str) -> None:
    names = [candidate.nom for candidate in search(typed)]
    assert sum(name.startswith("Saint") for name in names) >= 5


def test_nothing_typed_and_nonsense_find_nothing() -> None:
    assert search("") == search("   ") == search("'%_\"; DROP TABLE unite") == search("zzqx") == []


def test_a_very_long_text_does_no_harm() -> None:
    assert search("zzqx " * 100_000) == []
    with pytest.raises(Introuvable):
        resolve("zzqx " * 100_000)


@pytest.mark.parametrize(
    ("typed", "kind", "code"),
    [
        ("Ambert", "commune", "63003"),
        ("63003", "commune", "63003"),
        ("Ambert Livradois Forez", "epci", "200070761"),
        ("CC Ambert Livradois Forez", "epci", "200070761"),
        ("Communauté de communes Ambert Livradois Forez", "epci", "200070761"),
        ("200070761", "epci", "200070761"),
        ("Puy-de-Dôme", "departement", "63"),
        ("63", "departement", "63"),
        ("1", "departement", "01"),
        ("2a", "departement", "2A"),
        ("Auvergne-Rhône-Alpes", "region", "84"),
        ("région Bretagne", "region", "53"),
        ("département Mayenne", "departement", "53"),
        ("commune de Mayenne", "commune", "53147"),
        ("53", "departement", "53"),
        ("Paris", "commune", "75056"),
        ("Saint-Martin (54)", "commune", "54480"),
        ("st germain l'herm", "commune", "63353"),
        ("le mans", "commune", "72181"),
        ("Ouessant", "commune", "29155"),
    ],
)
def test_a_name_or_code_is_resolved(typed: str, kind: str, code: str) -> None:
    found = resolve(typed)
    assert (found.kind, found.code) == (kind, code)


@pytest.mark.parametrize("typed", ["Saint-Martin", "Mayenne", "Bretagne", "Valence", "Livradois"])
def test_an_ambiguous_name_gives_candidates_that_can_be_typed(typed: str) -> None:
    with pytest.raises(Ambigu) as caught:
        resolve(typed)
    candidates = caught.value.candidates
    assert len(candidates) > 1
    for candidate in candidates:
        assert candidate.cle in str(caught.value)
        assert resolve(candidate.cle) == candidate


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Amber Livradoi Foret", "Ambert Livradois Forez"),
        ("Clairmont-Ferrand", "Clermont-Ferrand"),
        ("Grenobel", "Grenoble"),
    ],
)
def test_an_unknown_name_suggests_a_close_one(typed: str, meant: str) -> None:
    with pytest.raises(Introuvable) as caught:
        resolve(typed)
    assert meant in [found.nom for found in caught.value.suggestions]
    assert meant in str(caught.value)


@pytest.mark.parametrize("typed", ["", "  ", "99999", "zzqx wwk", "😀", "«»"])
def test_what_is_nowhere_is_said_in_one_sentence(typed: str) -> None:
    with pytest.raises(Introuvable) as caught:
        resolve(typed)
    assert caught.value.suggestions == ()
    assert str(caught.value).endswith(".")


def test_details_are_translated() -> None:
    i18n.use("en")
    assert resolve("200070761").detail == "intercommunal body · 58 communes"


def test_every_unit_is_found_by_its_own_name() -> None:
    """A thousand units taken across the whole file: each is among those its name leads to."""
    from app.basemap.france import store

    with store.opened() as db:
        rows = db.execute("SELECT genre, code, nom FROM unite WHERE id % 36 = 0").fetchall()
    assert len(rows) > 900
    for row in rows:
        found = search(row["nom"], limit=60)
        assert (row["genre"], row["code"]) in [(candidate.kind, candidate.code) for candidate in found], row[
            "nom"
        ]


def test_searching_loads_neither_shapely_nor_numpy() -> None:
    code = (
        "import sys; from app.basemap.france.search import search;"
        "import app.basemap.france.territory, app.basemap.geojson;"
        "assert search('amb'); heavy = {'numpy', 'shapely', 'pyproj', 'pandas', 'pyogrio', 'PySide6'};"
        "print(*(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr
