"""One thing that people can do: its words, its keys, when it can be done, and the doing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from app.i18n import tr

#: What an action is done to: the canvas, or the workspace around it.
Where = TypeVar("Where")
#: The parts of the sheet of shortcuts, in their order.
Section = Literal["poster", "outils", "choisir", "objets", "disposer", "sens", "vue", "fenetre", "aide"]
SECTIONS: tuple[Section, ...] = (
    "outils",
    "choisir",
    "objets",
    "disposer",
    "sens",
    "vue",
    "poster",
    "fenetre",
    "aide",
)


def section_word(section: Section) -> str:
    """Return the word of a part of the sheet of shortcuts: its heading, and the name of its menu."""
    words: dict[Section, Callable[[], str]] = {
        "outils": lambda: tr("Outils"),
        "choisir": lambda: tr("Choisir"),
        "objets": lambda: tr("Modifier"),
        "disposer": lambda: tr("Disposer"),
        "sens": lambda: tr("Ce qu’un picto dit"),
        "vue": lambda: tr("Vue"),
        "poster": lambda: tr("Poster"),
        "fenetre": lambda: tr("Fenêtre"),
        "aide": lambda: tr("Aide"),
    }
    return words[section]()


def _always(_: object) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Action(Generic[Where]):
    """One thing that people can do. Words are functions, so that they follow the language in use."""

    id: str
    label: Callable[[], str]
    section: Section
    run: Callable[[Where], object]
    #: Portable key sequences (« Ctrl+D »), the one that is shown first; digits and brackets only after another.
    keys: tuple[str, ...] = ()
    #: Whether it means something now; menus show the others pale, keys let them pass.
    able: Callable[[Where], bool] = _always
    #: Whether it is on now, for what is switched on and off; None for what is simply done.
    on: Callable[[Where], bool] | None = None
    #: Everyday words under which it is found too, parted by spaces.
    said: Callable[[], str] = lambda: ""
    #: Name of its icon, where it has one.
    icon: str = ""
