"""What a pointer did on the sheet, in its millimetres: all that a gesture knows of the world of devices."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from app.poster.geometry import Coord

#: ``finish`` is Entrée, ``back`` is Backspace: they belong to gestures of several clicks. ``next`` and ``before``
#: are Tab, for a gesture that goes through things.
Kind = Literal["press", "move", "release", "double", "finish", "back", "next", "before"]
Device = Literal["mouse", "pen", "touch"]
#: ``bout``: end of a line; ``sommet``: bend or corner; ``milieu``: where a bend can be added; ``taille``: corner
#: that resizes; ``rotation``; ``largeur``: side of a post-it; ``cible``: end of its leader; ``epaisseur``: side of
#: an arrow. Kept in the parameters: ``lieu``: a place; ``valeur``: a length or an angle; ``cote``: a side;
#: ``cycle``: one of a few choices, the next at each click. ``ajout``: where one more value or place is had.
#: Of the frame around a thing as a whole, or around several: ``cadre``: a corner or a side; ``pivot``: its stalk.
#: ``rupture``: where along a line it breaks. ``repere``: where a place of a picture lies on the ground.
Role = Literal[
    "bout",
    "sommet",
    "milieu",
    "taille",
    "rotation",
    "largeur",
    "cible",
    "epaisseur",
    "lieu",
    "valeur",
    "cote",
    "cycle",
    "ajout",
    "cadre",
    "pivot",
    "rupture",
    "repere",
]
#: Handles of a frame: they change all that is selected.
FRAMED: tuple[Role, ...] = ("cadre", "pivot")


@dataclass(frozen=True, slots=True)
class Handle:
    """A point of the selected thing that can be dragged."""

    uid: str
    role: Role
    #: Where it is on the page, in mm.
    at: Coord
    #: Which vertex: part, ring and index of the geometry, or the rank of a place or a value in its list.
    path: tuple[int, ...] = ()
    #: The parameter that it changes.
    key: str = ""
    #: The sign or number that it shows.
    text: str = ""
    #: Where it goes when it is dragged or clicked, in degrees from the page's right, counter-clockwise.
    turn: float = 0.0

    def like(self, other: Handle | None) -> bool:
        """Return whether the other is the same handle, perhaps elsewhere or of another value by now."""
        if other is None:
            return False
        return (self.uid, self.role, self.path, self.key) == (other.uid, other.role, other.path, other.key)


@dataclass(frozen=True, slots=True)
class Hit:
    """What lies under the pointer: an item, or a part of the sheet that is no item."""

    uid: str
    handle: Handle | None = None
    locked: bool = False
    #: Whether it is a part of the sheet: a place name, the title, a line of the AMOF…
    part: bool = False


@dataclass(frozen=True, slots=True)
class PointerEvent:
    """One step of a pointer. ``page`` is in mm of the nominal sheet, ``ground`` in metres of the poster's CRS."""

    kind: Kind
    page: Coord
    ground: Coord
    modifiers: frozenset[str] = field(default=frozenset())
    hit: Hit | None = None
    device: Device = "mouse"
    #: 0-1; a mouse presses at 0.5.
    pressure: float = 0.5

    def over(self) -> bool:
        """Whether the pointer was let go."""
        return self.kind == "release"

    @property
    def shift(self) -> bool:
        """Whether Shift is held."""
        return "shift" in self.modifiers

    @property
    def ctrl(self) -> bool:
        """Whether Ctrl is held."""
        return "ctrl" in self.modifiers

    @property
    def alt(self) -> bool:
        """Whether Alt is held."""
        return "alt" in self.modifiers
