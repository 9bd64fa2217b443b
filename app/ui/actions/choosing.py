"""Actions on what is chosen: select, group, order, lock, align, share out, delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.actions.action import Action

if TYPE_CHECKING:
    from app.ui.canvas.canvas import Canvas

ACTIONS: tuple[Action[Canvas], ...] = ()
