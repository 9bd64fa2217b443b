"""What every test has: no display, no folder of a person, French, and nothing left open behind it."""

from __future__ import annotations

import gc
import os
import sqlite3
import sys
import tempfile
import threading
import time
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# Before any test module imports Qt or the program: both read these once.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["CHOROGRAPHE_LANG"] = "fr"
os.environ["CHOROGRAPHE_HOME"] = tempfile.mkdtemp(prefix="chorographe-tests-")

import pytest
from hypothesis import HealthCheck, settings

from app import i18n, paths
from app.poster.document import Document

# A shared machine is slow at times: the number of examples bounds a property test, the clock does not.
settings.register_profile(
    "chorographe",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("chorographe")


class _Watched(sqlite3.Connection):
    """A connection that can be referred to weakly, so that the guard can ask it what it left open."""


def pytest_collection_finish() -> None:
    """Leave out of every collection of garbage what is there for good: the tests themselves, and all modules."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def checkout() -> Path:
    """Return the folder of the repository."""
    return paths.root()


@pytest.fixture(scope="session", autouse=True)
def _application(qapp: object) -> None:
    """Begin with one application for all tests: what draws without a window makes one that no widget can use."""


@pytest.fixture(autouse=True)
def _alone(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give the test its own settings folder and speak French whatever the test before it did."""
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path_factory.mktemp("maison")))
    i18n.use(i18n.SOURCE)
    yield
    i18n.use(i18n.SOURCE)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """Let the widgets that a test sent away go: no loop runs between tests, and the next one would style them too."""
    yield
    core = sys.modules.get("PySide6.QtCore")
    if core is not None and core.QCoreApplication.instance() is not None:
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True)
def _nothing_left_open(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail a test that leaves a transaction, a thread or a visible window behind it."""
    connections: weakref.WeakSet[_Watched] = weakref.WeakSet()
    documents: list[Document] = []
    connect = sqlite3.connect
    begin = Document.transaction

    def watched_connect(*given: Any, **named: Any) -> sqlite3.Connection:
        named.setdefault("factory", _Watched)
        connection = connect(*given, **named)
        if isinstance(connection, _Watched):
            connections.add(connection)
        return connection

    def watched_transaction(document: Document, *given: Any, **named: Any) -> Any:
        if not any(known is document for known in documents):
            documents.append(document)
        return begin(document, *given, **named)

    monkeypatch.setattr(sqlite3, "connect", watched_connect)
    monkeypatch.setattr(Document, "transaction", watched_transaction)
    before = set(threading.enumerate())
    yield
    left = [f"an act is still open in {document!r:.80}" for document in documents if document.busy]
    left += [
        "an SQLite transaction is still open" for connection in connections if _in_transaction(connection)
    ]
    left += [f"the thread {name} is still running" for name in _threads_left(before)]
    left += [f"the window {name} is still shown" for name in _windows_left()]
    assert not left, "; ".join(left)


def _in_transaction(connection: sqlite3.Connection) -> bool:
    try:
        return connection.in_transaction
    except sqlite3.ProgrammingError:  # closed, as it should be
        return False


def _threads_left(before: set[threading.Thread], patience: float = 2.0) -> list[str]:
    """Return the names of the Python threads that a test began and that do not end.

    Qt's own threads show up as dummies: the pool keeps them for later, they are no leak.
    """
    limit = time.monotonic() + patience
    while True:
        left = [
            thread.name
            for thread in threading.enumerate()
            if thread not in before and not isinstance(thread, threading._DummyThread)
        ]
        if not left or time.monotonic() > limit:
            return left
        time.sleep(0.01)


def _windows_left() -> list[str]:
    """Return the visible top-level widgets; pytest-qt has closed those it was given by then."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return []
    return [type(widget).__name__ for widget in widgets.QApplication.topLevelWidgets() if widget.isVisible()]
