"""Everyday words find pictograms."""

import pytest

from app.catalogue.load import shipped


@pytest.mark.parametrize(
    ("text", "key", "why"),
    [
        ("car", "gare_halte", "car"),
        ("ecole", "ecole", "école"),
        ("ÉCOLE", "ecole", "école"),
        ("l’école", "ecole", "école"),
        ("ferme qui ferme", "deprise", "ferme qui ferme"),
        ("ferme", "terre_agricole", "ferme"),
        ("hopitl", "sante", "hôpital"),
        ("boulngerie", "commerce_marche", "boulangerie"),
        ("docteur", "sante", "docteur"),
        ("usine vide", "friche", "usine vide"),
        ("les jeunes partent", "depart_population", "jeunes"),
        ("plus de médecin", "recul_services", "plus de médecin"),
        ("vélo", "mobilite_douce", "vélo"),
        ("coeur", "engagement_benevole", "cœur"),
        ("natura 2000", "espace_naturel_protege", "Natura 2000"),
        ("mediathèque", "service_public", "médiathèque"),
    ],
)
def test_words_of_every_day(text: str, key: str, why: str) -> None:
    first = shipped().search(text)[0]
    assert first.pictogram.key == key
    assert why.casefold() in first.why.casefold()


@pytest.mark.parametrize(
    ("text", "key"), [("school", "ecole"), ("forest", "foret"), ("empty house", "bati_vacant")]
)
def test_english_words(text: str, key: str) -> None:
    assert shipped().search(text, "en")[0].pictogram.key == key


@pytest.mark.parametrize("text", ["", "  ", "’", "xyzzy", "%%%"])
def test_nothing_is_found_for_nothing(text: str) -> None:
    assert shipped().search(text) == []


@pytest.mark.parametrize("text", ["car", "train", "eau", "maire", "a", "de", "pont"])
def test_answers_are_few_and_sensible(text: str) -> None:
    answers = shipped().search(text)
    assert len(answers) <= 12
    assert all(each.why for each in answers)
    assert len({each.pictogram.key for each in answers}) == len(answers)


def test_each_pictogram_is_found_by_its_own_name_first() -> None:
    for each in shipped().values():
        best = shipped().search(each.name.fr)
        assert any(found.pictogram is each for found in best[:2]), each.key


def test_typing_goes_on_without_losing_what_was_found() -> None:
    word = "boulangerie"
    for end in range(4, len(word) + 1):
        assert shipped().search(word[:end])[0].pictogram.key == "commerce_marche"
