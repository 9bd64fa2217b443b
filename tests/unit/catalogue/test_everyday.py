"""What people type in a workshop: everyday words, slips and all, find what they mean among the first answers."""

from __future__ import annotations

import pytest

from app.catalogue.load import shipped
from app.catalogue.search import marked

#: What is typed, and the pictogram that must come first.
FIRST = {
    "car": "gare_halte",
    "train": "gare_halte",
    "tram": "gare_halte",
    "ecole": "ecole",
    "creche": "ecole",
    "ferme qui ferme": "deprise",
    "bouchon": "flux_domicile_travail",
    "boulot": "flux_domicile_travail",
    "medecin": "sante",
    "medcin": "sante",
    "docteur": "sante",
    "hopital": "sante",
    "hopitaux": "sante",
    "maison medicale": "sante",
    "velo": "mobilite_douce",
    "vtt": "mobilite_douce",
    "rando": "mobilite_douce",
    "vieux": "vieillissement",
    "jeunes qui partent": "depart_population",
    "neoruraux": "arrivee_population",
    "eau": "eau_lac_source",
    "riviere": "cours_d_eau",
    "boulangerie": "commerce_marche",
    "boulengerie": "commerce_marche",
    "marche": "commerce_marche",
    "commerce qui ferme": "recul_services",
    "desert medical": "recul_services",
    "usine": "entreprise_locomotive",
    "chateau": "patrimoine_bati",
    "eglise": "patrimoine_bati",
    "fromage": "produit_signature",
    "foret": "foret",
    "bois": "foret",
    "eolienne": "eolien",
    "innondation": "inondation",
    "secheresse": "secheresse_feu",
    "loyer": "tension_logement",
    "airbnb": "tension_logement",
    "maison vide": "bati_vacant",
    "friche": "friche",
    "touriste": "flux_touristique",
    "gite": "site_touristique",
    "piscine": "site_touristique",
    "frontiere": "limite_administrative",
    "limite": "limite_administrative",
    "carrefour": "tete_de_reseau",
    "rond point": "route_axe",
    "col": "point_de_passage",
    "ville qui attire": "metropole_exterieure",
    "bourg": "pole_services",
    "association": "engagement_benevole",
    "maire": "acteur_pouvoirs_publics",
    "comcom": "acteur_pouvoirs_publics",
    "gendarmerie": "service_public",
    "presse": "acteur_medias",
    "poubelle": "economie_circulaire",
    "cinema": "patrimoine_immateriel",
    "chomage": "pole_emploi",
    "couteau": "savoir_faire",
    "vache": "elevage_prairie",
    "ca capte pas": "numerique",
}
ENGLISH = {
    "bus": "gare_halte",
    "scool": "ecole",
    "farm closing": "deprise",
    "floods": "inondation",
    "old people": "vieillissement",
    "young people leave": "depart_population",
    "empty shop": "bati_vacant",
    "wind turbine": "eolien",
    "mayor": "acteur_pouvoirs_publics",
    "museum": "site_touristique",
    "press": "acteur_medias",
    "bakery": "commerce_marche",
    "crossroads": "tete_de_reseau",
}
#: What is typed, and a pictogram that must be among the first three: another one may be meant as well.
AMONG = {
    "fibre": "numerique",
    "pont": "point_de_passage",
    "lait": "elevage_prairie",
    "climat": "secheresse_feu",
    "association": "acteur_associations",
    "chasse": "conflit_usage",
    "mine": "friche",
    "accident": "point_enjeu_libre",
    "montagne": "relief_crete",
}


@pytest.mark.parametrize(("typed", "key"), FIRST.items())
def test_everyday_words_find_what_is_meant_first(typed: str, key: str) -> None:
    assert [each.pictogram.key for each in shipped().search(typed)][:1] == [key]


@pytest.mark.parametrize(("typed", "key"), ENGLISH.items())
def test_everyday_words_of_english_too(typed: str, key: str) -> None:
    assert [each.pictogram.key for each in shipped().search(typed, "en")][:1] == [key]


@pytest.mark.parametrize(("typed", "key"), AMONG.items())
def test_other_meanings_are_not_far(typed: str, key: str) -> None:
    assert key in [each.pictogram.key for each in shipped().search(typed)][:3]


@pytest.mark.parametrize(
    ("why", "typed", "pieces"),
    [
        ("car scolaire", "car", [("car", True), (" ", False), ("scolaire", False)]),
        ("carrefour", "car", [("car", True), ("refour", False)]),
        ("hôpital", "hopitl", [("hôpital", True)]),
        ("cœur", "coeu", [("cœu", True), ("r", False)]),
        (
            "ferme à reprendre",
            "la ferme",
            [("ferme", True), (" ", False), ("à", False), (" ", False), ("reprendre", False)],
        ),
    ],
)
def test_what_matched_is_marked(why: str, typed: str, pieces: list[tuple[str, bool]]) -> None:
    assert marked(why, typed) == pieces
    assert "".join(piece for piece, _ in marked(why, typed)) == why
