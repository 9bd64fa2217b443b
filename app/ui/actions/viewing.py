"""Actions on the view: near, far, the whole sheet, the hand, the pointer of light."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import settings
from app.i18n import tr
from app.ui.actions.action import Action

if TYPE_CHECKING:
    from app.ui.canvas.canvas import Canvas


def _guide_signs(canvas: Canvas) -> None:
    """Let guides act on a sign alone, or no longer; it is kept for the next days."""
    kept = canvas.desk.kept
    kept.reperes_points = not kept.reperes_points
    settings.save(kept)


def _guides_signs(canvas: Canvas) -> bool:
    return canvas.desk.kept.reperes_points


ACTIONS: tuple[Action[Canvas], ...] = (
    Action(
        "tout_voir",
        lambda: tr("Tout voir"),
        "vue",
        lambda canvas: canvas.fit(),
        keys=("F", "Home"),
        said=lambda: tr("toute la feuille, entier, recentrer"),
        icon="tout",
    ),
    Action(
        "voir_choix",
        lambda: tr("Voir de près ce qui est choisi"),
        "vue",
        lambda canvas: canvas.fit_selection(),
        keys=("Shift+F",),
        said=lambda: tr("zoomer sur la sélection"),
    ),
    Action(
        "plus_pres",
        lambda: tr("Vue plus proche"),
        "vue",
        lambda canvas: canvas.zoom_in(),
        keys=("+", "=", "Ctrl++", "Ctrl+="),
        said=lambda: tr("zoom avant, agrandir, loupe"),
        icon="plus",
    ),
    Action(
        "plus_loin",
        lambda: tr("Vue plus large"),
        "vue",
        lambda canvas: canvas.zoom_out(),
        keys=("-", "Ctrl+-"),
        said=lambda: tr("zoom arrière, réduire, reculer"),
        icon="moins",
    ),
    Action(
        "taille_papier",
        lambda: tr("À la taille du papier"),
        "vue",
        lambda canvas: canvas.zoom_paper(),
        keys=("Shift+Home", "Ctrl+0"),
        said=lambda: tr("100 %, taille réelle"),
    ),
    Action(
        "reperes_points",
        lambda: tr("Repères pour les pictos"),
        "vue",
        _guide_signs,
        on=_guides_signs,
        said=lambda: tr("aimant, accrocher, aligner, magnétisme, guides"),
    ),
)
