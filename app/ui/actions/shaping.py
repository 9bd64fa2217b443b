"""Actions on the shape of what is chosen: turn, flip, soften, enlarge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.actions.action import Action

if TYPE_CHECKING:
    from app.ui.canvas.canvas import Canvas

ACTIONS: tuple[Action[Canvas], ...] = ()
