"""The menu of a right click, a long press or the Menu key: the same five rows always."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from app.i18n import tr
from app.poster.document import Document
from app.poster.pile import between
from app.poster.records import ITEM_TYPES
from app.ui.canvas.canvas import Canvas
from app.ui.marge import writes
from app.ui.tools import acts


def popup(canvas: Canvas, uid: str, at: QPoint) -> None:
    """Open the menu of what lies under a place of the screen."""
    made(canvas, uid).popup(at)


def made(canvas: Canvas, uid: str) -> QMenu:
    """Return the menu of an item, or that of the empty sheet."""
    session, document = canvas.session, canvas.session.document
    menu = QMenu(canvas)
    menu.aboutToHide.connect(menu.deleteLater)
    item = document.get(uid)
    if not isinstance(item, ITEM_TYPES):
        menu.addAction(tr("Tout voir")).triggered.connect(canvas.fit)
        return menu
    if uid not in session.selection:
        session.select([uid])
    session.settle()
    if item.verrouille:
        menu.addAction(tr("Déverrouiller")).triggered.connect(
            lambda: writes.put(document, session.selection, "verrouille", False)
        )
        return menu
    menu.addAction(tr("Modifier le texte")).triggered.connect(lambda: canvas.edit_text(uid))
    menu.addAction(tr("Dupliquer")).triggered.connect(
        lambda: session.select(acts.duplicate(document, session.selection, session.catalogue))
    )
    order = menu.addMenu(tr("Ordre"))
    order.addAction(tr("Devant tout")).triggered.connect(lambda: to_front(document, session.selection))
    order.addAction(tr("Derrière tout")).triggered.connect(lambda: to_back(document, session.selection))
    menu.addAction(tr("Verrouiller")).triggered.connect(
        lambda: writes.put(document, session.selection, "verrouille", True)
    )
    menu.addSeparator()
    menu.addAction(tr("Supprimer")).triggered.connect(lambda: acts.delete(document, session.selection))
    return menu


def to_front(document: Document, uids: frozenset[str]) -> None:
    """Put things above all others, in their own order."""
    with document.transaction("Mettre devant") as act:
        for item in writes.selected(document, uids):
            act.put(replace(item, pile=document.top()))


def to_back(document: Document, uids: frozenset[str]) -> None:
    """Put things under all others, in their own order."""
    with document.transaction("Mettre derrière") as act:
        for item in reversed(writes.selected(document, uids)):
            lowest = min((other.pile for other in document.items()), default="")
            act.put(replace(item, pile=between("", lowest)))
