"""Doing an action by its id, wherever it was asked for: a key, a menu, the searched list, a button."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeyEvent

from app.ui import keys
from app.ui.actions import registry

if TYPE_CHECKING:
    from app.ui.workspace import Workspace


def bind(workspace: Workspace) -> None:
    """Let the keys of the window's actions act wherever the focus is; signs are for text first: see ``sign``."""
    for action in registry.IN_WINDOW.values():
        whole = [each for each in action.keys if not keys.is_sign(each)]
        keys.everywhere(workspace, whole, partial(act, workspace, action.id))


def sign(workspace: Workspace, event: QKeyEvent) -> bool:
    """Act on a letter or a sign that nobody wrote; return whether it meant something."""
    sequence = keys.pressed(event)
    action = registry.in_window().get(sequence) if keys.is_sign(sequence) else None
    if action is None or not workspace.session.hears(action.id):
        return False
    act(workspace, action.id)
    return True


def able(workspace: Workspace, name: str) -> bool:
    """Return whether an action means something now."""
    if name in registry.IN_WINDOW:
        return registry.IN_WINDOW[name].able(workspace)
    return registry.ON_SHEET[name].able(workspace.canvas)


def act(workspace: Workspace, name: str) -> None:
    """Do an action; nothing where it means nothing now. What is done to the sheet gives it the keys."""
    if name in registry.ON_SHEET:
        workspace.session.settle()
    if not able(workspace, name):
        return
    if name in registry.IN_WINDOW:
        registry.IN_WINDOW[name].run(workspace)
    else:
        workspace.canvas.setFocus()
        workspace.canvas.act(registry.ON_SHEET[name])
