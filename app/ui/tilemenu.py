"""The menu of a pictogram in the palette: keep it at hand, lay it, and change it when it is one of ours."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget

from app.catalogue.model import Pictogram
from app.i18n import tr
from app.ui.hand import Hand


def made(
    owner: QWidget,
    pictogram: Pictogram,
    hand: Hand,
    *,
    place: Callable[[Pictogram], None],
    edit: Callable[[Pictogram], None],
    forget: Callable[[Pictogram], None],
) -> QMenu:
    """Return the menu of a pictogram; what its rows do is given."""
    menu = QMenu(owner)
    menu.aboutToHide.connect(menu.deleteLater)
    if pictogram.key in hand.favourites:
        row = menu.addAction(tr("Retirer des favoris"))
        row.triggered.connect(lambda: hand.favour(pictogram.key, False))
    else:
        row = menu.addAction(tr("Ajouter aux favoris"))
        row.triggered.connect(lambda: hand.favour(pictogram.key, True))
    menu.addAction(tr("Poser au milieu")).triggered.connect(lambda: place(pictogram))
    if pictogram.ours:
        menu.addSeparator()
        menu.addAction(tr("Modifier…")).triggered.connect(lambda: edit(pictogram))
        menu.addAction(tr("Retirer de nos pictos")).triggered.connect(lambda: forget(pictogram))
    return menu
