"""Actions that take something in hand: a tool, and keep it there; the handles of what is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.i18n import tr
from app.ui.actions.action import Action
from app.ui.canvas import holding
from app.ui.tools.registry import TOOLS

if TYPE_CHECKING:
    from app.ui.canvas.canvas import Canvas
    from app.ui.tools.tool import Tool


def _taking(tool: Tool) -> Action[Canvas]:
    return Action(
        tool.id,
        tool.label,
        "outils",
        lambda canvas: canvas.session.use(tool.id),
        keys=(tool.shortcut,),
        on=lambda canvas: canvas.session.tool == tool.id,
        said=tool.hint,
        icon=tool.icon,
    )


def _keep(canvas: Canvas) -> None:
    canvas.session.hold(not canvas.session.keep)


ACTIONS: tuple[Action[Canvas], ...] = (
    *(_taking(tool) for tool in TOOLS.values() if tool.shortcut),
    Action(
        "garder",
        lambda: tr("Garder l’outil en main"),
        "outils",
        _keep,
        keys=("Q",),
        able=lambda canvas: canvas.session.tool != "choisir",
        on=lambda canvas: canvas.session.keep,
        said=lambda: tr("poser plusieurs fois, répéter, enchaîner"),
    ),
    Action(
        "poignee_suivante",
        lambda: tr("Poignée suivante"),
        "choisir",
        lambda canvas: holding.walk(canvas, 1),
        keys=("M",),
        able=lambda canvas: bool(canvas.session.selection),
        said=lambda: tr("sommet, point, bout, forme, modifier"),
    ),
    Action(
        "poignee_precedente",
        lambda: tr("Poignée précédente"),
        "choisir",
        lambda canvas: holding.walk(canvas, -1),
        keys=("Shift+M",),
        able=lambda canvas: bool(canvas.session.selection),
        said=lambda: tr("sommet, point, bout, forme, modifier"),
    ),
)
