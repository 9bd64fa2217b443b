"""Every action, by its id: those done to the sheet while it has the keys, and those of the whole window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.actions import carrying, choosing, shaping, viewing, windowing
from app.ui.actions.action import Action

if TYPE_CHECKING:
    from app.ui.canvas.canvas import Canvas
    from app.ui.workspace import Workspace

ON_SHEET: dict[str, Action[Canvas]] = {
    each.id: each for module in (choosing, shaping, carrying, viewing) for each in module.ACTIONS
}
IN_WINDOW: dict[str, Action[Workspace]] = {each.id: each for each in windowing.ACTIONS}
