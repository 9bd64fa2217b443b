"""Every control of the window has a name that says what it is, in each state in which people meet it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app import i18n
from app.poster.choices import DOMAINES
from app.poster.records import Mark, PostIt
from app.ui import announcing
from app.ui.contents import Contents
from app.ui.inventing.ways import ASSEMBLER, DESSINER, PHOTO
from app.ui.planche import PLANCHE
from app.ui.rail import CHERCHER
from app.ui.shelves import FAVORIS
from app.ui.window import Window
from app.ui.workspace import Workspace
from tests.journeys.conftest import settled

INTERACTIVE = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
)
ASKED = QAccessible.Text.Name


def controls(top: QWidget) -> list[QWidget]:
    """Return what people can act on: whatever takes the focus, and what only a pointer reaches."""
    found = []
    for one in top.findChildren(QWidget):
        inside = isinstance(one.parentWidget(), QAbstractSpinBox | QComboBox | QLineEdit)
        if not one.isVisible() or inside or isinstance(one, QScrollBar):
            continue
        if isinstance(one, INTERACTIVE) or one.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.append(one)
    return found


def name(one: QWidget) -> str:
    """Return what a screen reader says of a control."""
    interface = QAccessible.queryAccessibleInterface(one)
    assert interface is not None
    return interface.text(ASKED)


def faults(top: QWidget) -> list[str]:
    """Return what is wrong with the names of the controls in sight."""
    wrong = []
    seen: Counter[tuple[str, str]] = Counter()
    found = controls(top)
    assert len(found) > 4, "hardly anything is shown"
    for one in found:
        said, kind = name(one).strip(), type(one).__name__
        where = f"{kind} {one.objectName()} in {type(one.parentWidget()).__name__}"
        if not said or said == kind or not any(sign.isalnum() for sign in said):
            wrong.append(f"{where}: {said!r} is no name")
        seen[kind, said] += 1
        if seen[kind, said] == 2:
            wrong.append(f"{where}: two are called {said!r}")
    return wrong


@contextmanager
def speaking(language: str) -> Iterator[None]:
    i18n.use(language)
    try:
        yield
    finally:
        i18n.use("fr")


State = Callable[[Workspace], None]


def _drawer(key: str) -> State:
    return lambda workspace: workspace.open_drawer(key)


def _panel(key: str) -> State:
    return lambda workspace: workspace.marge.open_panel(key)


def _search(workspace: Workspace) -> None:
    workspace.open_drawer(CHERCHER)
    workspace.drawer.search.field.setText("train")


def _one(kind: type, workspace: Workspace) -> None:
    found = next(each for each in workspace.session.document.all(kind))
    workspace.session.select({found.uid})


def _several(workspace: Workspace) -> None:
    marks = list(workspace.session.document.all(Mark))[:4]
    workspace.session.select({mark.uid for mark in marks})


def more(workspace: Workspace, mark: Mark) -> None:
    workspace.session.select({mark.uid})
    workspace.marge.settings.more_asked.emit()
    for button in workspace.marge.settings.findChildren(QPushButton):
        if button.objectName() == "fold" and not button.isChecked():
            button.click()


def _armed(workspace: Workspace) -> None:
    workspace.session.arm(workspace.session.catalogue["aire_attraction"])


def _tool(key: str) -> State:
    return lambda workspace: workspace.session.use(key)


def _noting(workspace: Workspace) -> None:
    workspace.note()


def _inventing(way: str) -> State:
    def show(workspace: Workspace) -> None:
        workspace.beside.open_inventing("le ski")
        assert workspace.beside.inventing is not None
        workspace.beside.inventing.ways.turn(way)

    return show


STATES: dict[str, State] = {
    **{f"tiroir {key}": _drawer(key) for key in (*DOMAINES, FAVORIS, PLANCHE)},
    "chercher": _search,
    **{
        f"panneau {key}": _panel(key)
        for key in (
            "amof",
            "poster",
            "territoire",
            "legende",
            "lectures",
            "lisible",
            "reglages",
            "contenu",
        )
    },
    "un picto": lambda workspace: _one(Mark, workspace),
    "un post-it": lambda workspace: _one(PostIt, workspace),
    "plusieurs": _several,
    "en main": _armed,
    **{f"outil {key}": _tool(key) for key in ("postit", "texte", "crayon", "fleche", "zone", "gomme")},
    "noter": _noting,
    **{f"inventer {way}": _inventing(way) for way in (DESSINER, ASSEMBLER, PHOTO)},
    "commandes": lambda workspace: workspace.orders.open(),
    "raccourcis": lambda workspace: workspace.open_shortcuts(),
}


def at_rest(workspace: Workspace) -> None:
    """Close what a state has opened."""
    workspace.orders.hide()
    if workspace.shortcuts is not None:
        workspace.shortcuts.hide()
    workspace.quick.closed.emit()
    workspace.session.use("choisir")
    workspace.session.select(())
    workspace.marge.close_panel()


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.qt_log_ignore("propagateSizeHints")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_control_has_its_own_name(window: Window, qtbot: QtBot, language: str) -> None:
    with speaking(language):
        window.show_start()
        QApplication.processEvents()
        assert window.start is not None
        wrong = {"départ": faults(window.start)}
        window.start.picker.field.setText("Ambert")
        QApplication.processEvents()
        wrong["départ, cherché"] = faults(window.start)
        window.open_sample()
        workspace = window.workspace
        assert workspace is not None
        for state, show in STATES.items():
            show(workspace)
            QApplication.processEvents()
            wrong[state] = faults(workspace)
            at_rest(workspace)
        for picto, mark in {each.picto: each for each in workspace.session.document.all(Mark)}.items():
            more(workspace, mark)
            QApplication.processEvents()
            wrong[f"réglages {picto}"] = faults(workspace)
        at_rest(workspace)
        workspace.exporting.open()
        dialog = workspace.exporting.dialog
        assert dialog is not None
        wrong["exporter"] = faults(dialog)
        dialog.reject()
    told = [f"{state}: {each}" for state, found in wrong.items() for each in found]
    assert not told, "\n".join(dict.fromkeys(told))


def test_a_segment_says_its_value_and_its_rank(sample: Workspace, qtbot: QtBot) -> None:
    mark = next(sample.session.document.all(Mark))
    more(sample, mark)
    settled(qtbot)
    said = [name(one) for one in controls(sample.marge) if one.property("segment")]
    assert "Temps, Présent, 2 sur 3" in said
    assert "Pour nous, ça, gêne, 2 sur 3" in said
    for one in controls(sample.marge):
        interface = QAccessible.queryAccessibleInterface(one)
        if one.property("segment"):
            assert isinstance(one, QPushButton)
            assert interface.state().checkable
            assert interface.state().checked == one.isChecked()


@pytest.fixture
def heard_of() -> Iterator[None]:
    """Let a screen reader listen."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.mark.usefixtures("heard_of")
def test_the_sheet_has_the_name_of_the_poster_and_says_what_is_chosen(sample: Workspace) -> None:
    canvas, session = sample.canvas, sample.session
    poster = session.document.poster
    assert name(canvas) == f"Le poster\u00a0: {poster.titre}, {poster.territoire_nom}"
    mark = next(each for each in session.document.all(Mark) if each.texte == "L’usine vide")
    session.select({mark.uid})
    assert canvas.accessibleDescription().startswith("Friche, site à reconvertir\u00a0: «\u00a0L’usine vide")
    session.select(each.uid for each in list(session.document.all(PostIt))[:3])
    assert canvas.accessibleDescription() == "3 éléments choisis"
    session.select(())
    assert canvas.accessibleDescription()
    with session.document.transaction("Écrire le titre") as act:
        act.put(replace(poster, titre="Une autre phrase"))
    assert name(canvas).startswith("Le poster\u00a0: Une autre phrase")


@pytest.mark.usefixtures("heard_of")
def test_each_act_is_said_once(sample: Workspace, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    heard: list[str] = []
    monkeypatch.setattr(announcing, "announce", lambda widget, sentence: heard.append(sentence))
    canvas, session = sample.canvas, sample.session
    canvas.setFocus()
    canvas.place_in_view(session.catalogue["ecole"])
    settled(qtbot)
    (posed,) = heard
    assert posed.startswith("Posé\u00a0: École, collège, lycée")
    heard.clear()
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    canvas.nudging.end()
    assert len(heard) == 1
    assert heard[0].startswith("Déplacer\u00a0: École")
    heard.clear()
    session.select(each.uid for each in list(session.document.all(PostIt))[:3])
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert heard[0] == "3 éléments choisis"
    assert "3 éléments supprimés" in heard
    heard.clear()
    session.undo()
    assert heard == ["Annulé\u00a0: Supprimer 3 éléments"]
    session.redo()
    assert heard[-1] == "Rétabli\u00a0: Supprimer 3 éléments"


def test_no_sentence_is_made_where_nobody_listens(
    sample: Workspace, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    told: list[str] = []
    monkeypatch.setattr(Contents, "sentence", lambda self, uid: (told.append(uid), "")[1])
    sample.session.select([next(sample.session.document.all(Mark)).uid])
    QTest.keyClick(sample.canvas, Qt.Key.Key_Delete)
    assert told == []


def test_what_is_said_reaches_a_screen_reader(sample: Workspace) -> None:
    # Qt gives the event to whoever listens; where nobody does, nothing is said and nothing fails.
    announcing.announce(sample.canvas, "École posée")
    event = announcing.QAccessibleAnnouncementEvent(sample.canvas, "École posée")
    assert event.message() == "École posée"
    assert event.object() is sample.canvas
