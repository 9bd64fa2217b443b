"""Arrows in a row: steps that follow each other quickly are one act."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from app.poster.document import Transaction
from app.ui.session import Session
from app.ui.tools import acts

#: After this rest (ms), the steps taken so far are an act.
REST = 900


class Nudging(QObject):
    """Moves what is chosen step by step; the act ends by itself, and before anything else begins."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._act: Transaction | None = None
        self._chosen: frozenset[str] = frozenset()
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self.end)
        session.settling.connect(self.end)

    def step(self, dx: float, dy: float) -> bool:
        """Move what is chosen by (dx, dy) mm; return whether something can be moved."""
        session = self._session
        if self._act is None or not self._act.active or self._chosen != session.selection:
            session.settle()
        moving = acts.items(session.document, session.selection)
        if not moving:
            return False
        if self._act is None:
            self._act = acts.moving_act(session.document, len(moving))
            self._act.waits = True
            self._chosen = session.selection
        acts.shift(self._act, moving, session.drawn, dx, dy)
        self._rest.start()
        return True

    def end(self) -> None:
        """Finish the act."""
        self._rest.stop()
        act, self._act = self._act, None
        if act is not None and act.active:
            act.commit()
