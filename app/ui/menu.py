"""The menu of a right click, a long press or the Menu key: the same five rows always, and what only the place says."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from app.drawing.legend_rows import rows
from app.i18n import tr
from app.poster.records import ITEM_TYPES, Mark
from app.poster.sheet import MapFrame
from app.ui import legend_acts, menus
from app.ui.actions import registry
from app.ui.marge import writes

if TYPE_CHECKING:
    from app.ui.canvas.canvas import Canvas

#: The order of the pile, the first menu inside.
ORDER = ("devant", "plus_haut", "plus_bas", "derriere")
#: What comes after the five rows, in groups, where it means something.
MORE = (
    ("coin", "enlever_point"),
    ("attacher", "relier"),
    ("couper", "copier", "coller"),
    ("copier_style", "coller_style", "barrer"),
    ("grouper", "degrouper"),
)
#: Rows of the empty sheet, where they mean something.
SHEET = (("coller", "tout_choisir"), ("cadrer", "copier_feuille"))


def popup(canvas: Canvas, uid: str, at: QPoint) -> None:
    """Open the menu of what lies under a place of the screen."""
    made(canvas, uid, at).popup(at)


def made(canvas: Canvas, uid: str, at: QPoint | None = None) -> QMenu:
    """Return the menu of an item, of a row of the legend, or that of the empty sheet."""
    session, document = canvas.session, canvas.session.document
    menu = QMenu(canvas)
    menu.aboutToHide.connect(menu.deleteLater)
    item = document.get(uid)
    if uid.startswith("legende:"):
        _legend(menu, canvas, uid)
        return menu
    if not isinstance(item, ITEM_TYPES):
        _row(menu, canvas, "tout_voir")
        _groups(menu, canvas, SHEET)
        return menu
    if uid not in session.selection:
        session.select([uid])
    session.settle()
    if item.verrouille:
        _row(menu, canvas, "deverrouiller")
        return menu
    _row(menu, canvas, "modifier_texte")
    _row(menu, canvas, "dupliquer")
    order = menu.addMenu(tr("Ordre"))
    for name in ORDER:
        _row(order, canvas, name)
    _row(menu, canvas, "verrouiller")
    _row(menu, canvas, "supprimer")
    if isinstance(item, Mark) and at is not None:
        _break_here(menu, canvas, item, at)
    _groups(menu, canvas, MORE)
    return menu


def _row(menu: QMenu, canvas: Canvas, name: str) -> None:
    action = registry.ON_SHEET[name]
    menus.row(menu, action, canvas, canvas.session, partial(canvas.act, action))


def _groups(menu: QMenu, canvas: Canvas, groups: tuple[tuple[str, ...], ...]) -> None:
    """Add the rows that mean something now, a line before each group."""
    for group in groups:
        able = [name for name in group if registry.ON_SHEET[name].able(canvas)]
        if able:
            menu.addSeparator()
        for name in able:
            _row(menu, canvas, name)


def _break_here(menu: QMenu, canvas: Canvas, mark: Mark, at: QPoint) -> None:
    """Let a line break at the very place that was pressed."""
    from app.drawing import breaks
    from app.drawing.ink import Context

    session = canvas.session
    poster, records = session.document.poster, session.document.records
    context = Context(MapFrame.of(poster), None, session.drawn, records)
    if not breaks.can_break(mark, session.drawn):
        return
    share = breaks.share_at(mark, canvas.page_at(at), context)
    if share is not None:
        menu.addSeparator()
        menu.addAction(tr("Rupture ici")).triggered.connect(
            lambda: writes.put_break(session.document, mark.uid, share)
        )


def _legend(menu: QMenu, canvas: Canvas, uid: str) -> None:
    session, document = canvas.session, canvas.session.document
    found = rows(document.records, session.drawn)
    row = next((each for each in found if each.uid == uid), None)
    if row is None:
        return
    siblings = [each for each in found if each.domaine == row.domaine]
    rank = siblings.index(row)
    session.settle()
    menu.addAction(tr("Modifier les mots")).triggered.connect(lambda: canvas.edit_text(uid))
    for word, to in ((tr("Monter"), rank - 1), (tr("Descendre"), rank + 1)):
        act = menu.addAction(word)
        act.setEnabled(0 <= to < len(siblings))
        act.triggered.connect(lambda _=False, to=to: legend_acts.move(document, siblings, uid, to))
    menu.addAction(tr("Masquer")).triggered.connect(lambda: legend_acts.hide(document, row, True))
    menu.addSeparator()
    menu.addAction(tr("Toute la légende")).triggered.connect(lambda: session.panel_requested.emit("legende"))
