"""Acts on the sheet itself: which way it lies, what its map shows, which territory it draws. Each is one undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

from PySide6.QtGui import QGuiApplication, Qt

from app.i18n import Souci
from app.imports import framing, reference
from app.poster.document import Document, Transaction
from app.poster.geometry import Coord
from app.poster.sheet import MapFrame
from app.ui.work import Work

if TYPE_CHECKING:
    from app.basemap.france.search import Candidate
    from app.ui.session import Session


def turn(session: Session, orientation: Literal["paysage", "portrait"]) -> bool:
    """Lay the sheet the other way; return whether it was changed."""
    return _done(session, lambda: framing.turned(session.document.records, orientation), _turning)


def show(session: Session, centre: Coord, metres_par_mm: float) -> bool:
    """Let the map show the ground around ``centre`` (metres) at another scale; return whether it was changed."""
    return _done(session, lambda: framing.framed(session.document.records, centre, metres_par_mm), _framing)


def shift(session: Session, dx: float, dy: float) -> bool:
    """Move the ground under the frame of the map by (dx, dy) mm."""
    frame = MapFrame.of(session.document.poster)
    x, y = frame.middle
    return show(session, frame.to_ground(x - dx, y - dy), frame.metres_par_mm)


def enlarge(session: Session, factor: float) -> bool:
    """Show the ground ``factor`` times as large, around the middle of the map."""
    frame = MapFrame.of(session.document.poster)
    return show(session, frame.centre, frame.metres_par_mm / factor)


def whole(session: Session) -> bool:
    """Let the map show the whole territory; return whether it was changed."""
    view = framing.whole(session.document.records)
    return view is not None and show(session, *view)


def read_territory(
    session: Session, candidates: Sequence[Candidate], nom: str, around: Sequence[Candidate]
) -> Work:
    """Begin to read another territory and zone de référence beside the window: ``take_territory`` takes the answer.

    Without ``candidates`` the territory stays, and only what is ``around`` it changes.
    """
    records, signs = dict(session.document.records), session.drawn

    def read() -> framing.Changes:
        found = framing.moved_to(records, candidates, nom, signs) if candidates else {}
        after = {uid: record for uid, record in {**records, **found}.items() if record is not None}
        return {**found, **reference.changed(after, around)}

    return Work(read, session)


def take_territory(session: Session, changes: framing.Changes, *, moved: bool) -> bool:
    """Give the poster the territory that was read; return whether nothing stood in the way."""
    return _done(session, lambda: changes, _moving if moved else _referring)


def _turning(document: Document) -> Transaction:
    return document.transaction("Tourner la feuille")


def _framing(document: Document) -> Transaction:
    return document.transaction("Recadrer la carte")


def _moving(document: Document) -> Transaction:
    return document.transaction("Changer de territoire")


def _referring(document: Document) -> Transaction:
    return document.transaction("Changer la zone de référence")


def _done(
    session: Session, changes: Callable[[], framing.Changes], begin: Callable[[Document], Transaction]
) -> bool:
    session.settle()
    if session.document.busy:
        return False
    QGuiApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)
    try:
        found = changes()
        if found:
            with begin(session.document) as act:
                write(act, found)
    except Souci as souci:
        session.said.emit(str(souci))
        return False
    finally:
        QGuiApplication.restoreOverrideCursor()
    return bool(found)


def write(act: Transaction, changes: framing.Changes) -> None:
    """Write what becomes of each record into an act that is open."""
    for uid, record in changes.items():
        if record is not None:
            act.put(record)
        elif act.document.get(uid) is not None:
            act.drop(uid)
