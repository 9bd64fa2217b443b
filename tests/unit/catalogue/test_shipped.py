"""Every shipped pictogram is whole: words in both languages, a drawing of the family, a place in the method."""

import itertools
from functools import cache

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from app.catalogue import words
from app.catalogue.load import shipped
from app.catalogue.model import BRUSHES, Pictogram, Shape
from app.drawing.primitives import Path, Subpath
from app.painting.painter import paint

#: The pictograms of the workshop, by domaine: what a group can count on finding.
WORKSHOP = {
    "organisation": "service_public ecole sante commerce_marche perimetre_cooperation gare_halte route_axe "
    "mobilite_douce numerique",
    "dynamique": "flux_domicile_travail flux_touristique flux_marchandises arrivee_population depart_population "
    "front_urbanisation pole_emploi metropole_exterieure pole_services",
    "ressources": "foret cours_d_eau eau_lac_source terre_agricole elevage_prairie vigne_verger solaire eolien "
    "foncier_disponible bati_vacant savoir_faire savoir_faire_papier jeunes_competences epargne_locale "
    "engagement_benevole relief_crete point_de_vue patrimoine_bati patrimoine_immateriel espace_naturel_protege "
    "biodiversite site_touristique trame_verte_bleue produit_signature entreprise_locomotive tiers_lieu "
    "initiative_citoyenne circuit_court economie_circulaire cooperative_ess pepite_libre",
    "enjeux": "friche conflit_usage recul_services tension_logement point_enjeu_libre projet_en_gestation "
    "vieillissement inondation secheresse_feu qualite_eau deprise espace_enjeu_libre",
    "acteurs": "acteur_pouvoirs_publics acteur_associations acteur_entreprises acteur_citoyens "
    "acteur_universites acteur_medias",
}
ENTRIES = list(shipped().values())
DRAWN = [each for each in ENTRIES if each.glyph]


def ids(each: Pictogram) -> str:
    return each.key


def inked(pictogram: Pictogram, side: int) -> QImage:
    """Return a glyph in black on white, ``side`` pixels wide; tints are white."""
    assert pictogram.glyph
    colours = {"ink": "#000000", "paper": "#FFFFFF", "accent": "#FFFFFF"}

    def path(shape: Shape) -> Path:
        runs = tuple(Subpath(*run) for run in shape.runs)
        colour = colours[shape.role]
        return (
            Path(runs, fill=colour) if shape.width is None else Path(runs, stroke=colour, width=shape.width)
        )

    image = QImage(side, side, QImage.Format.Format_Grayscale8)
    image.fill(QColor("white"))
    painter = QPainter(image)
    paint(painter, [path(shape) for shape in pictogram.glyph.shapes], side / 64)
    painter.end()
    return image


@cache
def pixels(key: str, side: int) -> np.ndarray:
    """Return the ink of a glyph, 0 to 1, as rows of pixels."""
    image = inked(shipped()[key], side)
    flat = np.frombuffer(image.constBits(), np.uint8).reshape(side, image.bytesPerLine())[:, :side]
    return 1 - flat.astype(float) / 255


def test_nothing_was_left_out() -> None:
    assert shipped().soucis == ()


def test_the_workshop_is_there_and_nothing_else() -> None:
    found = {
        domaine: {each.key for each in ENTRIES if each.domaine == domaine and not each.structure}
        for domaine in words.PLACES
    }
    assert found == {domaine: set(keys.split()) for domaine, keys in WORKSHOP.items()}


@pytest.mark.parametrize("each", ENTRIES, ids=ids)
def test_words_are_whole(each: Pictogram) -> None:
    for said in (each.name, each.short, each.meaning, each.when):
        assert said.fr
        assert said.en
        assert "'" not in said.fr, "the apostrophe of French is ’"
        for sign in ":»;?!":
            assert f" {sign}" not in said.fr, "a no-break space comes before this sign"
    for line in (each.meaning, each.when):
        assert len(line.fr) <= 105, "one line"
        assert line.fr.endswith((".", "…", "»"))
    assert len(each.short.fr) <= 18
    assert len(each.short.en) <= 18
    assert len(each.words) >= 3
    assert all("'" not in word for word in each.words)


@pytest.mark.parametrize("each", ENTRIES, ids=ids)
def test_each_has_its_place_and_its_brushes(each: Pictogram) -> None:
    if each.domaine:
        assert each.sous_categorie in words.PLACES[each.domaine]
        sections = dict(shipped().of(each.domaine))
        assert each in sections[each.sous_categorie]
    assert each.brushes
    assert all(brush.name in BRUSHES for _, brush in each.brushes)
    assert each.glyph or each.example


def test_sections_follow_the_method_and_usual_ones_come_first() -> None:
    for domaine, places in words.PLACES.items():
        sections = shipped().of(domaine)
        assert tuple(key for key, _ in sections) == places
        for _, section in sections:
            ranks = [(not each.usual, each.rank) for each in section]
            assert ranks == sorted(ranks)
    assert shipped().of("cuisine") == []


@pytest.mark.parametrize("each", DRAWN, ids=ids)
def test_drawings_keep_to_the_family(each: Pictogram) -> None:
    ink = pixels(each.key, 256)
    rows, columns = np.nonzero(ink > 0.5)
    low, high = min(rows.min(), columns.min()) / 4, (max(rows.max(), columns.max()) + 1) / 4
    assert low >= 2, "inside the live area"
    assert high <= 62.5, "inside the live area"
    assert max(np.ptp(rows), np.ptp(columns)) / 4 >= 48, "as large as the others"
    assert 0.2 <= ink.mean() * 64**2 / 56**2 <= 0.8, "a silhouette: about half of it is ink"


@pytest.mark.parametrize("side", [24, 32, 48])
def test_no_two_drawings_look_alike(side: int) -> None:
    flat = np.array([pixels(each.key, side).ravel() for each in DRAWN])
    likeness = np.corrcoef(flat)
    alike = [
        (DRAWN[a].key, DRAWN[b].key, round(likeness[a, b], 2))
        for a, b in itertools.combinations(range(len(DRAWN)), 2)
        if likeness[a, b] > 0.75
    ]
    assert not alike


@pytest.mark.parametrize("domaine", [*words.PLACES, ""])
def test_the_short_palette_is_short(domaine: str) -> None:
    assert 1 <= sum(each.usual for each in ENTRIES if each.domaine == domaine) <= 10


def test_names_of_places_are_words() -> None:
    for domaine, places in words.PLACES.items():
        assert words.domaine(domaine) != domaine
        assert all(words.sous_categorie(place) != place for place in places)
    assert all(words.structure(structure) != structure for structure in words.STRUCTURES)
    assert words.domaine("cuisine") == "cuisine"
