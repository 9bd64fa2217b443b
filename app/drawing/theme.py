"""The look in numbers: colours, widths and sizes in mm of the nominal A3, each named by its use.

One variable, one meaning: hue is the domaine, size and thickness the importance, texture the kind of area,
dash the time, shape what a thing is, and blue or orange with a sign the valence.
"""

from __future__ import annotations

from dataclasses import dataclass

ENCRE = "#16202A"
ENCRE_2 = "#4A5560"
PAPIER = "#FFFFFF"
HORS_TERRITOIRE = "#E9ECEC"
#: Colours of what is painted to clear the ground around ink, and is no ink itself.
UNPRINTED = frozenset({"", PAPIER, HORS_TERRITOIRE})
LIMITE_COMMUNE = "#C6CCCF"
LIMITE_HORS = "#DADEDF"
LIMITE_DEPARTEMENT = "#AEB6BA"
LISERE = "#CBD2D8BF"
#: The outline of a zone of reference: present, and behind everything.
REFERENCE = "#C4CCCF"
#: Main colour of what was brought, by what it shows, and of its names.
APPORTS = {
    "routes": "#A9B1B5",
    "rivieres": "#9FC4DC",
    "relief": "#D3C8B5",
    "limites": "#9AA4A9",
    "autre": "#8B979D",
}
NOMS_APPORTS = {"rivieres": "#39749A", "relief": "#7A6947"}
CELLULE_AMOF = "#F4F5F3"
VALENCE_PLUS = "#1F6FB2"
VALENCE_MOINS = "#CC6606"


@dataclass(frozen=True, slots=True)
class Tint:
    """The two inks of a domaine: solid, and pale for tints."""

    ink: str
    accent: str


DOMAINES = {
    "organisation": Tint("#22303C", "#CBD2D8"),
    "dynamique": Tint("#B3122B", "#F2C9C9"),
    "ressources": Tint("#1E7A60", "#C3E2D5"),
    "enjeux": Tint("#7A3C96", "#E2D0EA"),
    "acteurs": Tint("#5B3A0E", "#E9DCC0"),
    "": Tint(ENCRE, "#D5D8DA"),
}


@dataclass(frozen=True, slots=True)
class Paper:
    """A post-it's colours: paper, folded corner, edge."""

    fill: str
    fold: str
    edge: str


POSTITS = {
    "jaune": Paper("#FFE477", "#E6C64A", "#8A6D00"),
    "bleu": Paper("#CFE8F7", "#A3CDE6", "#3F6E8C"),
    "vert": Paper("#D6EDC2", "#AFD18F", "#55752F"),
    "rose": Paper("#FAD4DD", "#E8A9B8", "#94485C"),
}
POSTIT_OMBRE = ENCRE + "38"  # 22 %


@dataclass(frozen=True, slots=True)
class Style:
    """A text style: face of ``typography``, size in mm (the em), colour, and halo width in mm."""

    face: str
    size: float
    colour: str = ENCRE
    halo: float = 0.0
    leading: float = 1.16


STYLES = {
    "titre": Style("Black", 16.0, leading=1.04),
    "lieu_majeur": Style("Black", 10.0, halo=1.4),
    "numero": Style("Black", 9.4),
    "destination": Style("Black", 7.2, halo=1.0),
    "destination_temps": Style("Semibold", 6.0, halo=1.0),
    "message": Style("Semibold", 7.0, leading=1.06),
    "territoire": Style("Bold", 6.4),
    "territoire_detail": Style("Regular", 6.4, ENCRE_2),
    "groupe": Style("Semibold", 6.4, ENCRE_2),
    "intertitre": Style("Black", 6.2),
    "relief": Style("SemiboldIt", 6.4, halo=1.0),
    "bourg": Style("Bold", 6.0, halo=1.0),
    "postit": Style("Semibold", 6.0, leading=1.08),
    "village": Style("Regular", 5.0, halo=1.0),
    "apport": Style("It", 4.5, ENCRE_2, halo=0.9),
    "reference": Style("SemiboldIt", 4.5, "#6F7A80", halo=0.9),
    "vers": Style("It", 5.0, ENCRE_2, halo=1.0),
    "domaine": Style("Bold", 5.2, PAPIER),
    "amof_titre": Style("Bold", 5.0),
    "legende": Style("Regular", 4.7, leading=1.06),
    "amof": Style("Regular", 4.5),
    "cle": Style("Regular", 4.5),
    "signature": Style("Semibold", 3.6, ENCRE_2),
    "echelle": Style("Regular", 3.4),
    "sources": Style("Regular", 3.1, ENCRE_2),
    "libre": Style("Bold", 6.0, halo=1.0),
}
#: Smallest sizes of the three tiers: read while presenting, at two metres, at the wall.
TIER_SALLE, TIER_MUR, TIER_NOTICE = 6.0, 4.5, 3.1

# Strokes, mm.
S1, S2, S3, S4, S5 = 0.35, 0.7, 1.1, 1.8, 3.0
DASH_FUTUR = (4.0, 3.0)
DASH_ADMINISTRATIF = (8.0, 4.0, 1.5, 4.0)
DASH_DEPARTEMENT = (4.0, 1.6, 0.6, 1.6)
DASH_HYPOTHESE = (0.01, 2.2)

#: Paper ring around what must be read at two metres.
HALO_PICTO = HALO_FLECHE = 1.0
HALO_LIGNE = 0.9
HALO_BADGE = 0.55
#: Neck width of a flow by intensity 1-3.
FLUX_MM = {1: 3.0, 2: 4.6, 3: 6.2}
#: Size of a pictogram by intensity 1-3; it must be read at ``legible.SMALLEST_MM``.
PICTO_MM = {1: 14.0, 2: 17.0, 3: 20.0}
BADGE_R = 2.5


def domaine(key: str) -> Tint:
    """Return the inks of a domaine; free marks and unknown ones are black."""
    return DOMAINES.get(key, DOMAINES[""])
