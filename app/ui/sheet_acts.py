"""Acts on the sheet itself: which way it lies, what its map shows, which territory it draws. Each is one undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

from PySide6.QtGui import QGuiApplication, Qt

from app.i18n import Souci
from app.imports import framing
from app.poster.document import Document, Transaction
from app.poster.geometry import Coord
from app.poster.sheet import MapFrame
from app.ui.work import Work

if TYPE_CHECKING:
    from app.basemap.search import Candidate
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


def read_territory(session: Session, candidates: Sequence[Candidate], nom: str) -> Work:
    """Begin to read another territory beside the window: ``take_territory`` takes its answer."""
    records = dict(session.document.records)
    return Work(lambda: framing.moved_to(records, candidates, nom), session)


def take_territory(session: Session, changes: framing.Changes) -> bool:
    """Give the poster the territory that was read; return whether nothing stood in the way."""
    return _done(session, lambda: changes, _moving)


def _turning(document: Document) -> Transaction:
    return document.transaction("Tourner la feuille")


def _framing(document: Document) -> Transaction:
    return document.transaction("Recadrer la carte")


def _moving(document: Document) -> Transaction:
    return document.transaction("Changer de territoire")


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
            _write(session.document, found, begin)
    except Souci as souci:
        session.said.emit(str(souci))
        return False
    finally:
        QGuiApplication.restoreOverrideCursor()
    return bool(found)


def _write(document: Document, changes: framing.Changes, begin: Callable[[Document], Transaction]) -> None:
    with begin(document) as act:
        for uid, record in changes.items():
            if record is not None:
                act.put(record)
            elif document.get(uid) is not None:
                act.drop(uid)
