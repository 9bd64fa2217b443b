"""Every action, by its id: those done to the sheet while it has the keys, and those of the whole window."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from app.ui.actions import (
    arranging,
    carrying,
    choosing,
    meaning,
    shaping,
    sheeting,
    sizing,
    taking,
    tying,
    viewing,
    windowing,
)
from app.ui.actions.action import SECTIONS, Action, Section
from app.ui.keys import portable

if TYPE_CHECKING:
    from app.ui.canvas.canvas import Canvas
    from app.ui.workspace import Workspace

Where = TypeVar("Where")

_SHEET = (taking, choosing, arranging, shaping, tying, meaning, carrying, viewing, sheeting)
_WINDOW = (windowing, sizing)
ON_SHEET: dict[str, Action[Canvas]] = {each.id: each for module in _SHEET for each in module.ACTIONS}
IN_WINDOW: dict[str, Action[Workspace]] = {each.id: each for module in _WINDOW for each in module.ACTIONS}
#: Sections that begin with what is done to the window: undo is the first thing that people look for.
_WINDOW_FIRST: tuple[Section, ...] = ("objets", "poster", "fenetre", "aide")


@cache
def on_sheet() -> dict[str, Action[Canvas]]:
    """Return what each key asks of the sheet, by its portable sequence."""
    return _by_key(ON_SHEET.values())


@cache
def in_window() -> dict[str, Action[Workspace]]:
    """Return what each key asks of the window, by its portable sequence."""
    return _by_key(IN_WINDOW.values())


def known(name: str) -> bool:
    """Return whether an action has this id."""
    return name in ON_SHEET or name in IN_WINDOW


def action(name: str) -> Action[Any]:
    """Return an action by its id, wherever it is done."""
    return ON_SHEET[name] if name in ON_SHEET else IN_WINDOW[name]


def groups(section: Section) -> list[list[Action[Any]]]:
    """Return the actions of a section, those that belong together side by side."""
    modules = (*_WINDOW, *_SHEET) if section in _WINDOW_FIRST else (*_SHEET, *_WINDOW)
    found: list[list[Action[Any]]] = [
        [each for each in module.ACTIONS if each.section == section] for module in modules
    ]
    return [group for group in found if group]


def of(section: Section) -> list[Action[Any]]:
    """Return the actions of a section, in their order."""
    return [each for group in groups(section) for each in group]


def everything() -> list[Action[Any]]:
    """Return every action, section after section."""
    return [each for section in SECTIONS for each in of(section)]


def _by_key(actions: Iterable[Action[Where]]) -> dict[str, Action[Where]]:
    return {portable(key): each for each in actions for key in each.keys}
