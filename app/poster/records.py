"""The records of a poster: frozen values with a ``uid``, named in the words of the method and of the file.

Sizes are millimetres of the nominal A3 sheet, ground geometry is in metres of the poster's CRS, angles are
degrees from the page's right, counter-clockwise. An empty string or None says « not given ».
"""

from __future__ import annotations

from dataclasses import dataclass
from os import urandom
from typing import Literal

from app.poster.geometry import Areas, Geometry, Lines, Point
from app.poster.values import EMPTY, Frozen


def new_uid() -> str:
    """Return a fresh identity: 32 hexadecimal signs."""
    return urandom(16).hex()


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster:
    """The sheet itself: what it is called, whose it is, and the window it opens on the ground."""

    uid: str
    titre: str = ""
    nom: str = ""
    territoire_nom: str = ""
    nb_communes: int = 0
    population: int = 0
    groupe: str = ""
    participants: str = ""
    atelier: str = ""
    date_atelier: str = ""
    mention: str = ""
    orientation: Literal["paysage", "portrait"] = "paysage"
    crs: int = 2154
    centre_x: float = 0.0
    centre_y: float = 0.0
    metres_par_mm: float = 1000.0
    rotation: float = 0.0
    credits: str = ""
    #: Toggles of « Ce poster »: ``bourgs``, ``communes``, ``amof`` (bool), ``estompe`` (0-1)…
    options: Frozen = EMPTY
    cree_le: str = ""
    modifie_le: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Territoire:
    """The outline that the group draws: one or several units of the base map."""

    uid: str
    nom: str
    codes: tuple[str, ...]
    genre: str
    millesime: str
    geometry: Areas


@dataclass(frozen=True, slots=True, kw_only=True)
class Fond:
    """One feature of the base map, copied into the poster and generalised to its scale."""

    uid: str
    #: ``contour``: the outline drawn in the place of the real one. ``reference``: a grey outline around or beside it.
    #: ``aire``, ``ligne``, ``point``: a thing of what the group brought, named by ``apport``.
    couche: Literal["commune", "limite", "lieu", "contour", "reference", "aire", "ligne", "point"]
    geometry: Geometry
    code: str = ""
    nom: str = ""
    population: int = 0
    #: lieu: 1 the centre, 2 bourg, 3 village, 4 any other commune (« Tous les noms »). limite: see ``genre``.
    rang: int = 0
    #: limite: ``commune``, ``hors``, ``departement``, ``cote``.
    genre: str = ""
    #: Whether it belongs to the territory.
    dedans: bool = True
    #: The ``Apport`` that it is a thing of.
    apport: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Apport:
    """A layer that the group brought: its things are the ``Fond`` that name it."""

    uid: str
    nom: str
    genre: Literal["aires", "lignes", "points"] = "lignes"
    #: What it shows, one of ROLES: how it is drawn, and the toggle that shows it.
    role: str = "autre"
    #: ``#rrggbb``; empty takes the one of its role.
    couleur: str = ""
    visible: bool = True
    #: 0-1.
    opacite: float = 1.0
    #: Whether the names of its things are written.
    noms: bool = False
    #: The file, and the layer of it, that it was copied from.
    source: str = ""
    credits: str = ""
    #: Fractional order, from the bottom.
    rang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calque:
    """A picture under the poster: a scanned map, an aerial view, a photograph of a paper poster.

    ``geometry`` is the parallelogram that it covers, one ring: its top left, top right, bottom right and bottom left
    corners as the picture is looked at.
    """

    uid: str
    geometry: Areas
    nom: str = ""
    #: SHA-256 of the bytes kept, in hexadecimal.
    media: str = ""
    visible: bool = True
    #: 0-1.
    opacite: float = 1.0
    #: ``reperes``: the pins, each (u, v, x, y): a place of the picture as a part of its width and height from the
    #: top left, and where it lies on the ground.
    parametres: Frozen = EMPTY
    source: str = ""
    credits: str = ""
    rang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A chorème, a pictogram or a free mark laid on the ground."""

    uid: str
    picto: str
    geometry: Geometry
    feuille: int = 1
    domaine: str = ""
    theme: str = ""
    #: The group's words for the legend; empty inherits the catalogue's name.
    texte: str = ""
    #: Words on the map, e.g. « Clermont-Ferrand », and under them « 1 h 15 ».
    etiquette: str = ""
    sous_etiquette: str = ""
    commentaire: str = ""
    temps: str = ""
    tendance: str = ""
    rupture: str = ""
    signal_faible: bool = False
    intensite: int | None = None
    valence: str = ""
    origine: str = ""
    certitude: str = ""
    accord: str = ""
    horizon: str = ""
    taille_mm: float | None = None
    angle: float | None = None
    couleur: str = ""
    parametres: Frozen = EMPTY
    ordre: int = 0
    pile: str = ""
    verrouille: bool = False
    barre: bool = False
    ensemble: str = ""
    cree_le: str = ""
    modifie_le: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A freehand stroke on the ground."""

    uid: str
    geometry: Lines
    feuille: int = 1
    domaine: str = ""
    texte: str = ""
    commentaire: str = ""
    couleur: str = ""
    taille_mm: float = 1.1
    #: ``pressions``: for each line, the pressure of the pen at each vertex, 0-100; absent for an even stroke.
    parametres: Frozen = EMPTY
    temps: str = ""
    ordre: int = 0
    pile: str = ""
    verrouille: bool = False
    barre: bool = False
    ensemble: str = ""
    cree_le: str = ""
    modifie_le: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Texte:
    """Free words on the ground, in a style of the theme: ``bourg``, ``village``, ``relief``, ``vers``…"""

    uid: str
    geometry: Point
    texte: str = ""
    feuille: int = 1
    domaine: str = ""
    style: str = "bourg"
    commentaire: str = ""
    couleur: str = ""
    taille_mm: float | None = None
    angle: float | None = None
    ordre: int = 0
    pile: str = ""
    verrouille: bool = False
    barre: bool = False
    ensemble: str = ""
    cree_le: str = ""
    modifie_le: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostIt:
    """A note of the group: a box on the page, and perhaps a leader to what it speaks of.

    ``x`` and ``y`` are the top-left corner in page mm; both None while the note waits « à placer ».
    The leader goes to the thing ``cible``, else to the ground point ``cible_x``, ``cible_y``, else nowhere.
    """

    uid: str
    texte: str = ""
    feuille: int = 1
    x: float | None = None
    y: float | None = None
    #: Width and height in mm that a hand gave; None fits the words. Words that want more grow the paper downwards.
    largeur: float | None = None
    hauteur: float | None = None
    #: Largest size of the letters in mm (the em): they shrink to stay on their paper. None is the theme's.
    taille_mm: float | None = None
    couleur: str = "jaune"
    cible: str = ""
    cible_x: float | None = None
    cible_y: float | None = None
    domaine: str = ""
    commentaire: str = ""
    voix: str = ""
    ordre: int = 0
    pile: str = ""
    verrouille: bool = False
    barre: bool = False
    ensemble: str = ""
    cree_le: str = ""
    modifie_le: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A picture laid on the ground: a photograph, a screenshot, a logo. ``geometry`` is its middle."""

    uid: str
    geometry: Point
    #: SHA-256 of the bytes kept, in hexadecimal: several photos may show the same ones.
    media: str = ""
    #: Width on the nominal A3 page, in mm, and height divided by width.
    taille_mm: float = 60.0
    rapport: float = 1.0
    angle: float | None = None
    #: The caption: written under the picture, and what stands for it where it cannot be shown.
    texte: str = ""
    commentaire: str = ""
    feuille: int = 1
    domaine: str = ""
    ordre: int = 0
    pile: str = ""
    verrouille: bool = False
    barre: bool = False
    ensemble: str = ""
    cree_le: str = ""
    modifie_le: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LigneGrille:
    """One line in a case of a grid: the AMOF (cases A, M, O, F), the three messages (case ``message``)…"""

    uid: str
    grille: str
    case: str
    texte: str = ""
    rang: str = ""
    #: The marks and post-its that the line speaks of.
    liens: tuple[str, ...] = ()
    cree_le: str = ""
    modifie_le: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nom:
    """A place name that a person moved or hid; without one, names place themselves."""

    uid: str
    #: INSEE code of the place.
    code: str
    #: Middle left of the words, in mm from the place; both None keeps the automatic position.
    dx: float | None = None
    dy: float | None = None
    masque: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LigneLegende:
    """What the group changed of a legend row: its words, its rank, or that it is hidden."""

    uid: str
    picto: str
    texte: str
    libelle: str = ""
    rang: str = ""
    masque: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """What the room answered after the restitution; kept apart from the group's poster."""

    uid: str
    texte: str
    genre: str = "avis"
    cible: str = ""
    voix: str = ""
    cree_le: str = ""
    modifie_le: str = ""


Record = (
    Poster
    | Territoire
    | Fond
    | Apport
    | Calque
    | Mark
    | Trace
    | Texte
    | PostIt
    | Photo
    | LigneGrille
    | Nom
    | LigneLegende
    | Reaction
)
#: What lies on the sheet, is drawn in the order of ``pile`` and can be selected.
Item = Mark | Trace | Texte | PostIt | Photo
RECORD_TYPES: tuple[type[Record], ...] = (
    Poster,
    Territoire,
    Fond,
    Apport,
    Calque,
    Mark,
    Trace,
    Texte,
    PostIt,
    Photo,
    LigneGrille,
    Nom,
    LigneLegende,
    Reaction,
)
ITEM_TYPES: tuple[type[Item], ...] = (Mark, Trace, Texte, PostIt, Photo)
