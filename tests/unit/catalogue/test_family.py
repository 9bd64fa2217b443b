"""The pictograms of the workshop are one family: equally large, equally dark, told apart without their colour."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, qGray

from app.catalogue import legible, silhouette
from app.catalogue.load import shipped
from app.catalogue.model import Pictogram
from app.drawing import theme
from app.drawing.marks import icon
from app.painting import likeness
from app.painting.painter import paint
from tests.unit.catalogue.test_shipped import WORKSHOP

ENTRIES = {key: shipped()[key] for keys in WORKSHOP.values() for key in keys.split()}
#: Pixels of an icon for a unit of the grid: one; how dark a pixel is when it belongs to the drawing.
GRID, SEEN = 64, 0.1
#: A circle of 49, a square of 52, an upright drawing of 44 × 56, a lying one of 58 × 42: none is smaller than this.
LEAST_SIDE = 44
#: Share of its square that a drawing inks. Under a quarter it is wires, and the veil of a bright room takes them;
#: over six tenths it is a blot with holes. Open frames (bicycle, wind turbines) are near the first, houses and
#: shields near the second.
LIGHTEST, DARKEST = 0.25, 0.6
#: What is darker on purpose: the full square of the cross, which people know so; drawings that ride on an arrow or
#: lie on a plate, where they are small and must not be thin.
FULL = {"sante": 0.75, "flux_domicile_travail": 0.7, "flux_marchandises": 0.65, "acteur_universites": 0.65}
#: Where those stand that stand on the ground: the lowest ink, in units.
GROUND = 58.0
STANDING = [
    "ecole",
    "front_urbanisation",
    "depart_population",
    "metropole_exterieure",
    "pole_services",
    "route_axe",
    "foret",
    "terre_agricole",
    "eolien",
    "bati_vacant",
    "foncier_disponible",
    "patrimoine_bati",
    "entreprise_locomotive",
    "tiers_lieu",
    "circuit_court",
    "cooperative_ess",
    "savoir_faire",
    "jeunes_competences",
    "epargne_locale",
    "recul_services",
    "tension_logement",
    "vieillissement",
]
#: Share of the light of the white that a room which is not dark adds to everything, as measured in a village hall.
VEIL = 0.22
#: Contrast that a large drawing needs against its ground.
CONTRAST = 3.0


def ids(each: Pictogram) -> str:
    return each.key


def light(colour: str, *, grey: bool = False) -> float:
    """Return the relative luminance of a colour, as it is or as a printer without colours gives it."""
    found = QColor(colour)
    if grey:
        found = QColor(*[qGray(found.rgb())] * 3)
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (found.redF(), found.greenF(), found.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def in_grey(pictogram: Pictogram, side: int, ground: str) -> NDArray[np.float64]:
    """Return the grey values of an icon in the ink of its domaine, plates and arrows included."""
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(QColor(ground))
    painter = QPainter(image)
    paint(painter, icon(pictogram, 10.0, theme.domaine(pictogram.domaine)), side / 10.0)
    painter.end()
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    flat = np.frombuffer(grey.constBits(), np.uint8).reshape(side, grey.bytesPerLine())[:, :side]
    return flat.astype(np.float64)


@pytest.mark.parametrize("each", ENTRIES.values(), ids=ids)
def test_each_is_as_large_and_as_dark_as_the_family(qapp: QGuiApplication, each: Pictogram) -> None:
    ink = likeness.pixels(each, GRID)
    rows, columns = (np.flatnonzero((ink > SEEN).any(axis=axis)) for axis in (1, 0))
    largest = max(rows[-1] - rows[0], columns[-1] - columns[0]) + 1
    assert largest >= LEAST_SIDE
    assert LIGHTEST <= ink.sum() / largest**2 <= FULL.get(each.key, DARKEST)


@pytest.mark.parametrize("each", [each for each in ENTRIES.values() if each.glyph], ids=ids)
def test_each_stays_in_the_live_area(each: Pictogram) -> None:
    """4 to 60, and two units more for what a round or pointed edge goes over it to look as large."""
    assert each.glyph
    west, north, east, south = silhouette.inked(each.glyph.shapes).bounds
    assert min(west, north) >= legible.LIVE[0]
    assert max(east, south) <= legible.LIVE[1]


@pytest.mark.parametrize("key", STANDING)
def test_what_stands_stands_on_the_same_ground(key: str) -> None:
    glyph = ENTRIES[key].glyph
    assert glyph
    assert silhouette.inked(glyph.shapes).bounds[3] == pytest.approx(GROUND, abs=0.25)


@pytest.mark.parametrize("domaine", WORKSHOP)
def test_ink_is_seen_in_a_bright_room_and_in_grey(domaine: str) -> None:
    ink, paper = theme.domaine(domaine).ink, theme.PAPIER

    def veiled(colour: str) -> float:
        return (light(colour) + VEIL) / (1 + VEIL)

    # The veil is known to two figures, and so is what is left of the contrast.
    assert round((veiled(paper) + 0.05) / (veiled(ink) + 0.05), 1) >= CONTRAST
    assert (light(paper) + 0.05) / (light(ink, grey=True) + 0.05) >= CONTRAST


@pytest.mark.parametrize("ground", [theme.PAPIER, theme.HORS_TERRITOIRE])
def test_no_two_domaines_need_their_colour_to_be_told_apart(qapp: QGuiApplication, ground: str) -> None:
    """At the smallest size of the palette, in grey, on paper and on the outside of the map."""
    side = likeness.SIDES[0]
    values = {key: in_grey(each, side, ground).ravel() for key, each in ENTRIES.items()}
    alike = {
        (one, other): found
        for one, other in combinations(ENTRIES, 2)
        if ENTRIES[one].domaine != ENTRIES[other].domaine
        and (found := float(np.corrcoef(values[one], values[other])[0, 1])) > likeness.ALIKE
    }
    assert alike == {}


def test_twins_in_two_domaines_would_be_found(qapp: QGuiApplication) -> None:
    """Only the ink differs: in grey the drawings are the same."""
    school = ENTRIES["ecole"]
    twin = replace(school, domaine="enjeux")
    one, other = (in_grey(each, likeness.SIDES[0], theme.PAPIER).ravel() for each in (school, twin))
    assert np.corrcoef(one, other)[0, 1] > 0.99
