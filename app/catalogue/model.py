"""What a pictogram is: its names, the ways it can be laid on the ground, its drawing and its parameters."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from app.poster.geometry import Areas, Geometry, Point, Run
from app.poster.values import EMPTY, Frozen

#: How a mark is laid: what people draw. ``reseau`` is stored as Lines with nodes in the parameters.
Forme = Literal["point", "ligne", "aire", "reseau"]
FORMES: tuple[Forme, ...] = ("point", "ligne", "aire", "reseau")
BRUSHES = ("stamp", "along", "fill", "network", "ink")
#: The hold: how a hand lays a forme; the first of each forme is its usual one.
HOLDS: dict[Forme, tuple[str, ...]] = {
    "point": ("clic", "lieux", "pole"),
    "ligne": ("trait", "eventail", "pont"),
    "aire": ("contour", "deux", "noyau", "entree", "direction", "cellules"),
    "reseau": ("chaine", "etoile", "arbre", "centres", "mailles"),
}
Role = Literal["ink", "paper", "accent"]
#: Side of the square on which glyphs and examples are drawn.
GRID = 64.0


@dataclass(frozen=True, slots=True)
class Words:
    """The same words in the languages of the program; French is always there."""

    fr: str
    en: str = ""

    def said(self, language: str) -> str:
        """Return the words in ``language``, else in French."""
        return self.en if language == "en" and self.en else self.fr


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape of a glyph in its 64 × 64 grid: filled, or stroked when ``width`` is given (grid units).

    ``runs`` are (points, closed, cubic) as in ``drawing.primitives.Subpath``.
    """

    role: Role
    runs: tuple[tuple[Run, bool, bool], ...]
    width: float | None = None


@dataclass(frozen=True, slots=True)
class Glyph:
    """A drawing of 64 × 64 units, its shapes from back to front."""

    shapes: tuple[Shape, ...]
    #: The SVG text it was read from, to travel inside posters and styles.
    svg: str = field(repr=False, default="")

    def __hash__(self) -> int:
        # Python keeps the hash of a text; that of the coordinates would be counted at each paint of a tile.
        return hash(self.svg) if self.svg else hash(self.shapes)


ParameterType = Literal[
    "nombre", "entier", "angle", "texte", "choix", "oui_non", "nombres", "angles", "textes", "lieux"
]
HANDLES = ("", "rayon", "angle", "lieu", "cote", "cycle")
THIRDS = ("", "rang", "poids")


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something people can set on one mark, declared by its pictogram and stored in ``parametres``.

    ``type``: ``nombre``, ``entier``, ``angle`` (degrees), ``texte``, ``choix``, ``oui_non``, the lists ``nombres``,
    ``angles``, ``textes``, and ``lieux`` (places [x, y] or [x, y, third], where ``third`` says what the third
    number is: ``rang`` or ``poids``, between ``minimum`` and ``maximum``). ``frame``: ``sol`` stores ground metres,
    ``page`` stores mm. ``handle``: what is taken on the canvas to change it: ``rayon``, ``angle`` and ``lieu`` are
    dragged, ``cote`` is dragged or clicked to the other side, ``cycle`` is clicked to the next choice; or empty.
    ``minimum`` and ``maximum`` bound each number of ``nombres``; with ``angles``, they say how many there may be.
    With ``textes``, ``choices`` are what each text of the list may be: the sign of each cell.
    """

    key: str
    type: ParameterType
    name: Words
    default: Any = None
    unit: str = ""
    frame: Literal["page", "sol"] = "page"
    handle: str = ""
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[tuple[str, Words], ...] = ()
    third: str = ""


@dataclass(frozen=True, slots=True)
class Brush:
    """How one forme of a pictogram is drawn: one of the five brushes and what it is told."""

    name: str
    settings: Frozen = EMPTY
    #: How a hand lays it: one of the HOLDS of its forme; empty is the usual one.
    hold: str = ""


@dataclass(frozen=True, slots=True)
class Pictogram:
    """An entry of the catalogue."""

    key: str
    domaine: str
    sous_categorie: str
    name: Words
    #: At most 18 signs, for the tile.
    short: Words
    #: What it means, and when to use it: one line each.
    meaning: Words
    when: Words
    #: Everyday words that find it, by language.
    words: tuple[str, ...]
    #: The brush of each forme, the first being the usual one.
    brushes: tuple[tuple[Forme, Brush], ...]
    #: Brunet's structure (« maillage »…), empty for a workshop pictogram.
    structure: str = ""
    #: « domaine/sous-catégorie » where it can be found too.
    also: tuple[str, ...] = ()
    #: What it usually says, as records write it: a mark laid by hand starts with it.
    valence: str = ""
    #: Whether it belongs to the short palette of its domaine.
    usual: bool = True
    #: Whether it belongs to the light palette of a short session.
    essential: bool = False
    #: Rank in its sub-category, small first.
    rank: int = 100
    #: The instruction of its gesture when the usual one of its forme does not say enough.
    gesture: Words = field(default_factory=lambda: Words(""))
    parameters: tuple[Parameter, ...] = ()
    glyph: Glyph | None = None
    #: A geometry in a box of 64 × 64, y down, on which the brush draws the icon when there is no glyph.
    example: Geometry | None = None
    example_parameters: Frozen = EMPTY
    #: Whether it was made by people, not shipped: « Les nôtres ».
    ours: bool = False

    def __hash__(self) -> int:
        return hash(self.key)

    @property
    def formes(self) -> tuple[Forme, ...]:
        """The ways it can be laid on the ground."""
        return tuple(forme for forme, _ in self.brushes)

    def brush(self, forme: Forme) -> Brush:
        """Return the brush of a forme, else that of the usual one."""
        return dict(self.brushes).get(forme, self.brushes[0][1])

    def hold(self, forme: Forme) -> str:
        """Return how a hand lays one of its formes."""
        return self.brush(forme).hold or HOLDS[forme][0]


def forme_of(geometry: Geometry, pictogram: Pictogram | None) -> Forme:
    """Return the forme that a geometry was laid as: lines are a network where the pictogram says so."""
    if isinstance(geometry, Point):
        return "point"
    if isinstance(geometry, Areas):
        return "aire"
    formes = pictogram.formes if pictogram else ()
    return "reseau" if "reseau" in formes and "ligne" not in formes else "ligne"
