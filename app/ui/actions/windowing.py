"""Actions of the window around the sheet: undo, panels, export, help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.actions.action import Action

if TYPE_CHECKING:
    from app.ui.workspace import Workspace

ACTIONS: tuple[Action[Workspace], ...] = ()
