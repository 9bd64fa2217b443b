"""Actions of the clipboard: cut, copy, paste, the image of the sheet, the same style, a picture from a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.i18n import tr
from app.ui.actions.action import Action
from app.ui.clipboard import acts
from app.ui.tools.pictures import ask_picture

if TYPE_CHECKING:
    from app.ui.canvas.canvas import Canvas


def _copy_sheet(canvas: Canvas) -> None:
    acts.copy_image(canvas, whole=True)


ACTIONS: tuple[Action[Canvas], ...] = (
    Action(
        "couper",
        lambda: tr("Couper"),
        "objets",
        acts.cut,
        keys=("Ctrl+X", "Shift+Del"),
        able=acts.can_cut,
        said=lambda: tr("presse-papiers, enlever, déplacer ailleurs"),
    ),
    Action(
        "copier",
        lambda: tr("Copier"),
        "objets",
        acts.copy,
        keys=("Ctrl+C", "Ctrl+Ins"),
        able=acts.can_copy,
        said=lambda: tr("presse-papiers, autre poster, PowerPoint, Word"),
    ),
    Action(
        "coller",
        lambda: tr("Coller"),
        "objets",
        acts.paste,
        keys=("Ctrl+V", "Shift+Ins"),
        said=lambda: tr("presse-papiers, texte, liste, tableau, Excel, capture d’écran, image"),
    ),
    Action(
        "image",
        lambda: tr("Image…"),
        "objets",
        ask_picture,
        keys=("Ctrl+I",),
        said=lambda: tr("photo, photographie, capture d’écran, logo, insérer, illustration"),
        icon="image",
    ),
    Action(
        "copier_image",
        lambda: tr("Copier comme image"),
        "objets",
        acts.copy_image,
        keys=("Ctrl+Shift+C",),
        said=lambda: tr("PNG, capture, PowerPoint, coller dans un message"),
    ),
    Action(
        "copier_feuille",
        lambda: tr("Copier l’image de la feuille"),
        "poster",
        _copy_sheet,
        said=lambda: tr("PNG, capture, poster entier, coller dans un message"),
    ),
    Action(
        "copier_style",
        lambda: tr("Copier le style"),
        "objets",
        acts.copy_style,
        keys=("Ctrl+Alt+C",),
        able=acts.can_copy,
        said=lambda: tr("couleur, taille, pinceau, reproduire la mise en forme"),
    ),
    Action(
        "coller_style",
        lambda: tr("Coller le style"),
        "objets",
        acts.paste_style,
        keys=("Ctrl+Alt+V",),
        able=acts.can_paste_style,
        said=lambda: tr("couleur, taille, pinceau, même apparence"),
    ),
)
