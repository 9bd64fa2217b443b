"""The choice of an ink: those of the four domaines, and black."""

from __future__ import annotations

from collections.abc import Callable

from app.catalogue import words as method
from app.drawing import theme
from app.i18n import tr
from app.poster.choices import DOMAINES
from app.ui.segments import Choice, Segments


def domaine(key: str) -> str:
    """Return a domaine itself: what a new item keeps."""
    return key


def ink(key: str) -> str:
    """Return the ink of a domaine: what an item keeps whose colour is not that of its domaine."""
    return theme.domaine(key).ink


def inks(name: str, kept: Callable[[str], str], *, emptiable: bool) -> Segments:
    """Return the choice of an ink; ``kept`` gives the value of a domaine, of none for black.

    The ink of Organisation is near black: the marks of the domaines, those of the rail, tell them apart.
    """
    choices = [
        Choice(
            kept(key),
            "",
            icon=key or "rond",
            said=method.domaine(key) if key else tr("Noir, hors des domaines"),
            colour=ink(key),
        )
        for key in (*DOMAINES[:4], "")
    ]
    return Segments(name, choices, emptiable=emptiable)
