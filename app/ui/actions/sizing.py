"""Actions on the interface itself: its size, workshop mode, the panel of what belongs to the room and the hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.i18n import tr
from app.ui.actions.action import Action
from app.ui.sizing import LEAST, MOST
from app.ui.style import look

if TYPE_CHECKING:
    from app.ui.workspace import Workspace

ACTIONS: tuple[Action[Workspace], ...] = (
    Action(
        "interface_plus_grande",
        lambda: tr("Interface plus grande"),
        "fenetre",
        lambda workspace: workspace.size_stepped.emit(1),
        keys=("Alt+PgUp", "Ctrl+Alt++"),
        able=lambda workspace: workspace.kept.taille < MOST,
        said=lambda: tr("taille, agrandir les boutons, lettres plus grosses, accessibilité"),
    ),
    Action(
        "interface_plus_petite",
        lambda: tr("Interface plus petite"),
        "fenetre",
        lambda workspace: workspace.size_stepped.emit(-1),
        keys=("Alt+PgDown", "Ctrl+Alt+-"),
        able=lambda workspace: workspace.kept.taille > LEAST,
        said=lambda: tr("taille, rétrécir les boutons, lettres plus petites"),
    ),
    Action(
        "mode_atelier",
        lambda: tr("Mode atelier"),
        "fenetre",
        lambda workspace: workspace.workshop_asked.emit(not look.workshop),
        keys=("Shift+F11",),
        on=lambda workspace: look.workshop,
        said=lambda: tr("vidéoprojecteur, salle, grand pointeur, tactile, grandes cibles"),
    ),
    Action(
        "reglages",
        lambda: tr("Réglages"),
        "fenetre",
        lambda workspace: workspace.beside.toggle("reglages"),
        on=lambda workspace: workspace.marge.panel == "reglages",
        said=lambda: tr("préférences, options, molette, stylet, taille de l’interface, salle"),
    ),
)
