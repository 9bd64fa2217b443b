"""What the list of the poster's content asks of the window around it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt

from app.i18n import tr
from app.poster.records import ITEM_TYPES, LigneGrille, PostIt
from app.ui import legend_acts, menu, placing
from app.ui.actions import registry
from app.ui.marge import grid

if TYPE_CHECKING:
    from app.ui.workspace import Workspace


def bind(workspace: Workspace) -> None:
    """Let the list speak to the sheet."""
    listed = workspace.marge.contenu
    listed.pointed.connect(workspace.canvas.reveal)
    listed.list.edit_asked.connect(partial(edit, workspace))
    listed.list.asked.connect(partial(act, workspace))
    listed.list.removed.connect(partial(remove, workspace))
    listed.list.menu_asked.connect(partial(_menu, workspace))


def show(workspace: Workspace) -> None:
    """Open the list and give it the keys; close it when it has them already."""
    marge, listed = workspace.marge, workspace.marge.contenu
    if marge.panel == "contenu" and listed.list.hasFocus():
        marge.close_panel()
        workspace.canvas.setFocus()
        return
    marge.open_panel("contenu")
    listed.list.setFocus(Qt.FocusReason.ShortcutFocusReason)


def act(workspace: Workspace, name: str) -> None:
    """Do an action of the sheet without taking the keys from the list."""
    action, canvas = registry.ON_SHEET[name], workspace.canvas
    workspace.session.settle()
    if action.able(canvas):
        canvas.act(action)


def edit(workspace: Workspace, uid: str) -> None:
    """Open the words of a row where they are written; the keys come back to the list when they are done."""
    session, canvas = workspace.session, workspace.canvas
    record = session.document.get(uid)
    if isinstance(record, PostIt) and record.x is None:
        placing.in_view(canvas, uid)
    if isinstance(record, ITEM_TYPES):
        canvas.reveal(uid)
    canvas.edit_text(uid)
    if canvas.writing.field is not None:
        canvas.writing.asker = workspace.marge.contenu.list
    elif isinstance(record, ITEM_TYPES) and record.verrouille:
        session.said.emit(tr("C’est verrouillé\u00a0: Espace le libère."))
    elif isinstance(record, LigneGrille):
        workspace.marge.open_panel("amof")
    elif isinstance(record, ITEM_TYPES):
        # It has no words on the sheet: those of the legend are in the marge.
        workspace.marge.close_panel()
        workspace.marge.settings.wait_for_words(lambda _: canvas.setFocus())
    else:
        workspace.marge.open_panel("legende")


def remove(workspace: Workspace, uid: str) -> None:
    """Delete a line of a grid, or hide a row of the legend; the title and its like stay."""
    session = workspace.session
    session.settle()
    row = workspace.marge.contenu.contents.row(uid)
    if isinstance(session.document.get(uid), LigneGrille):
        grid.drop_line(session.document, uid)
    elif row is not None:
        legend_acts.hide(session.document, row, True)


def _menu(workspace: Workspace, uid: str, at: QPoint) -> None:
    if uid not in workspace.session.selection:
        workspace.session.select({uid})
    menu.popup(workspace.canvas, uid, at)
