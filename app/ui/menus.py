"""Menus made from the actions: rows with their keys, pale where they mean nothing now; the menu of the top bar."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from app.ui import doing
from app.ui.actions import registry
from app.ui.actions.action import Action, Section, section_word
from app.ui.keys import told

if TYPE_CHECKING:
    from app.ui.session import Session
    from app.ui.workspace import Workspace

#: The sections in the order of the menu bar.
ORDER: tuple[Section, ...] = (
    "poster",
    "objets",
    "disposer",
    "choisir",
    "sens",
    "outils",
    "vue",
    "fenetre",
    "aide",
)
#: What the menu of the top bar shows at once: before the menus of all sections, and after them.
BEFORE = (("ce_poster", "fond_de_carte", "contenu", "legende"), ("accueil", "ouvrir", "apporter"))
AFTER = (("plein_ecran", "mode_atelier", "reglages"), ("commandes", "raccourcis", "aide_memoire"))


def row(menu: QMenu, action: Action[Any], where: Any, session: Session, do: Callable[[], object]) -> QAction:
    """Add the row of an action to a menu: its keys are told, pressed elsewhere."""
    made = QAction(action.label(), menu)
    # The window and the sheet bind the keys; a second binding would make them ambiguous.
    made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    made.setShortcutVisibleInContextMenu(True)
    made.setCheckable(action.on is not None)
    made.setData(action.id)
    refresh(made, action, where, session)
    made.triggered.connect(lambda _=False: do())
    menu.addAction(made)
    return made


def refresh(made: QAction, action: Action[Any], where: Any, session: Session) -> None:
    """Show whether an action means something now, whether it is on, and the keys that act."""
    able = action.able(where)
    made.setEnabled(able)
    if action.on is not None:
        made.setChecked(able and action.on(where))
    # A menu of macOS would take the letters that people type.
    letters = session.hears(action.id) and sys.platform != "darwin"
    made.setShortcut(QKeySequence(told(action.keys, letters=letters)))


def main(workspace: Workspace, menu: QMenu) -> None:
    """Fill the menu of the top bar: what is about the poster and the window, and everything else in menus inside."""
    _rows(menu, workspace, [[registry.action(name) for name in group] for group in BEFORE])
    menu.addSeparator()
    for section in ORDER:
        if section != "aide":
            _rows(menu.addMenu(section_word(section)), workspace, registry.groups(section))
    menu.addSeparator()
    _rows(menu, workspace, [[registry.action(name) for name in group] for group in AFTER])


def sections(workspace: Workspace, add: Callable[[str], QMenu]) -> None:
    """Fill one menu for each section: those of the menu bar."""
    for section in ORDER:
        _rows(add(section_word(section)), workspace, registry.groups(section))


def _rows(menu: QMenu, workspace: Workspace, groups: Iterable[Iterable[Action[Any]]]) -> None:
    """Add rows, a line between groups; each time the menu opens they say what means something now."""
    session = workspace.session
    shown: list[tuple[QAction, Action[Any], Any]] = []
    for rank, group in enumerate(groups):
        if rank:
            menu.addSeparator()
        for action in group:
            where = workspace if action.id in registry.IN_WINDOW else workspace.canvas
            made = row(menu, action, where, session, partial(doing.act, workspace, action.id))
            shown.append((made, action, where))

    def again() -> None:
        for each in shown:
            refresh(*each, session)

    menu.aboutToShow.connect(again)
