"""The window of the program as a person meets it, and small ways to drive it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app import paths, settings
from app.ui import app as application
from app.ui import work
from app.ui.window import Window
from app.ui.workspace import Workspace
from tests.journeys.canvas_stage import stage
from tests.journeys.handles_stage import hands
from tests.journeys.map_hand import page

__all__ = ["hands", "page", "stage"]

#: Where every screen of a workshop is held: a usual laptop, an old projector, a large screen.
SIZES = [(1366, 768), (1024, 768), (1920, 1080)]


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    """Use the class of the program."""
    return QApplication


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    """Return the window on its start page, 1366 × 768, in French."""
    kept = settings.load()
    application.made(kept)
    made = Window(kept)
    made.showNormal()
    made.resize(1366, 768)
    qtbot.waitExposed(made)
    yield made
    if made.workspace is not None and made.workspace.exporting.dialog is not None:
        made.workspace.exporting.dialog.reject()
    made.close()
    work.finish()
    made.deleteLater()
    QApplication.processEvents()


Draw = Callable[..., Workspace]


@pytest.fixture
def draw(window: Window, qtbot: QtBot) -> Draw:
    """Return what opens a new poster of Ambert Livradois Forez in the window."""

    def begin(size: tuple[int, int] = SIZES[0]) -> Workspace:
        from app.basemap.france.search import search

        window.resize(*size)
        window.begin(search("Ambert Livradois Forez")[:1], "", "paysage")
        assert window.workspace is not None
        settled(qtbot)
        return window.workspace

    return begin


@pytest.fixture
def sample(window: Window, qtbot: QtBot) -> Workspace:
    """Return the window of a copy of the example."""
    window.open_sample()
    assert window.workspace is not None
    settled(qtbot)
    return window.workspace


@pytest.fixture
def bench(sample: Workspace, qtbot: QtBot) -> Workspace:
    """Return the window of a copy of the example, its sheet having the keys."""
    sample.canvas.setFocus()
    settled(qtbot)
    return sample


@pytest.fixture
def usual_look() -> Iterator[None]:
    """Give the next test the usual look."""
    yield
    running = QApplication.instance()
    assert isinstance(running, QApplication)
    application.dress(running, 1.0)


def focused() -> QWidget:
    """Return what has the keys."""
    found = QApplication.focusWidget()
    assert found is not None, "nothing has the keys"
    return found


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, times: int = 1) -> None:
    """Press a key where the focus is, as a keyboard does."""
    for _ in range(times):
        QTest.keyClick(focused(), key, held)
        QApplication.processEvents()


def settled(qtbot: QtBot) -> None:
    """Let timers of zero run and the sheet be painted."""
    qtbot.wait(30)


def posters() -> list[Path]:
    """Return the posters in the person's documents."""
    return sorted(paths.documents().glob("*.gpkg"))


def named(owner: QObject, kind: type, name: str) -> QObject:
    """Return the control of a kind with an accessible name."""
    QApplication.processEvents()
    found = [one for one in owner.findChildren(kind) if name in one.accessibleName()]  # type: ignore[attr-defined]
    assert found, f"no {kind.__name__} named {name!r}"
    return found[0]
