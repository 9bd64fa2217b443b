"""Names are found although they are misspelled: letters swapped, left out, doubled, heard otherwise."""

from __future__ import annotations

import subprocess
import sys

import pytest

from app.basemap.france.nearly import allowed
from app.basemap.france.search import Introuvable, resolve, search

#: What people have typed, and the code of what they meant.
MISSPELLED = {
    "Anbert": "63003",
    "livradois forrez": "200070761",
    "livradoi forez": "200070761",
    "Clermon ferand": "63113",
    "Clairmont-Ferrand": "63113",
    "Issoir": "63178",
    "Tiers": "63430",
    "Thier": "63430",
    "Grenobel": "38185",
    "Marseile": "13055",
    "Marsseille": "13055",
    "Tolouse": "31555",
    "Toulousse": "31555",
    "Lion": "69123",
    "Bordaux": "33063",
    "Bordeau": "33063",
    "Monpellier": "34172",
    "Montpelier": "34172",
    "Strasbour": "67482",
    "Strasboug": "67482",
    "Nante": "44109",
    "Renne": "35238",
    "Saint Etiene": "42218",
    "St Ettienne": "42218",
    "Brive la Gaillarde": "19031",
    "Briv la gaillard": "19031",
    "Perigeux": "24322",
    "Perigueu": "24322",
    "Quimpere": "29232",
    "Quinper": "29232",
    "Chalon sur saone": "71076",
    "Chalons en champagne": "51108",
    "Chalon en champagne": "51108",
    "Bezançon": "25056",
    "Besanson": "25056",
    "Anecy": "74010",
    "Annecie": "74010",
    "Chambery": "73065",
    "Chanbéry": "73065",
    "Villefranche sur soane": "69264",
    "Auxere": "89024",
    "Orlean": "45234",
    "Orléan": "45234",
    "Carcasone": "11069",
    "Perpingan": "66136",
    "Perpinian": "66136",
    "Aurilac": "15014",
    "Aurrillac": "15014",
    "Le pui en velay": "43157",
    "Le Puy en Vellay": "43157",
    "Roman sur Isère": "26281",
    "Montelimard": "26198",
    "Mande": "48095",
    "Milau": "12145",
    "Figeacc": "46102",
    "Saint-Flourr": "15187",
    "Puy de Dome": "63",
    "Pui de dome": "63",
    "Haute loir": "43",
    "Auvergne Rone Alpes": "84",
    "Bretagnne": "53",
    "Nouvel aquitaine": "75",
    "Ocitanie": "76",
    "Guadeloup": "971",
    "La Reunoin": "974",
    "Pointe a pitr": "97120",
    "Mamoudsou": "97611",
}


#: What comes before everything else.
MEANT = {
    "Anbert": "Ambert",
    "livradois foret": "Ambert Livradois Forez",
    "Clermon ferand": "Clermont-Ferrand",
    "Issoir": "Issoire",
    "bordau": "Bordeaux",
    "guyanne": "Guyane",
    "agglo clermont": "Clermont Auvergne Métropole",
    "agglo pays d issoire": "Agglo Pays d’Issoire",
}


def test_what_was_meant_is_among_the_first_three() -> None:
    missed = [
        typed for typed, code in MISSPELLED.items() if code not in [one.code for one in search(typed)[:3]]
    ]
    assert len(MISSPELLED) >= 60
    assert len(missed) <= 0.05 * len(MISSPELLED), missed


@pytest.mark.parametrize("typed", MEANT)
def test_the_very_first_is_meant(typed: str) -> None:
    assert search(typed)[0].nom == MEANT[typed]


@pytest.mark.parametrize("typed", ["Ambert", "Lyon", "Tours", "Saint-Martin", "200070761", "63"])
def test_a_name_that_is_there_comes_before_those_spelled_nearly_so(typed: str) -> None:
    first = search(typed)[0]
    assert typed in (first.nom, first.code)


def test_what_begins_as_typed_comes_before_what_only_sounds_so() -> None:
    names = [one.nom for one in search("Lion")]
    assert names[0].startswith(("Lion", "Le Lion"))
    assert names.index("Lyon") == 2


def test_a_finished_search_is_not_drowned_in_others() -> None:
    assert [one.nom for one in search("ambert liv")] == ["Ambert Livradois Forez"]


@pytest.mark.parametrize("typed", ["zzqx", "qwertz uiop", "12", "99999", "xy zz", "🙂🙂🙂🙂"])
def test_nonsense_is_near_nothing(typed: str) -> None:
    assert [one.nom for one in search(typed) if one.code != typed] == []


def test_short_words_forgive_less() -> None:
    assert [allowed(word) for word in ("is", "lyon", "paris", "grenoble", "marseille")] == [1, 1, 2, 2, 3]


def test_a_postal_code_is_said_to_be_unknown() -> None:
    with pytest.raises(Introuvable, match="codes postaux"):
        resolve("63600")


def test_a_kind_is_kept_to() -> None:
    assert search("département Pui de dome")[0].code == "63"
    assert search("région Ocitanie")[0].kind == "region"


def test_close_names_need_neither_shapely_nor_numpy() -> None:
    code = (
        "import sys; from app.basemap.france.search import search; assert search('anbert');"
        "print(*({'numpy', 'shapely', 'PySide6'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr
