"""The picture that is being placed on the ground: held beside the poster until it is laid, in one act.

Giving it up leaves the poster as it was; « Annuler » takes back one step while it is in hand.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.i18n import tr
from app.poster.records import Calque
from app.poster.values import Frozen
from app.ui.tools.caler.placing import Placing

if TYPE_CHECKING:
    from app.poster.geometry import Coord
    from app.ui.session import Session

#: Digits kept of pins: parts of a picture, and metres, of paper perhaps.
PARTS, METRES = 7, 6


class Fitting:
    """One picture in hand."""

    def __init__(self, session: Session, uid: str, placing: Placing) -> None:
        self._session = session
        #: The record that it becomes.
        self.uid = uid
        self.placing = placing
        #: Where the next pin would be set, on the ground, while keys look for its place; None otherwise.
        self.aim: Coord | None = None
        self._first = placing
        self._before: list[Placing] = []

    @property
    def changed(self) -> bool:
        """Whether the picture lies otherwise than in the poster."""
        return self.placing != self._first

    def put(self, placing: Placing) -> None:
        """Hold the picture as it lies now."""
        if placing != self.placing:
            self._before.append(self.placing)
            self.placing = placing
        self.tell()

    def show(self, opacity: float) -> None:
        """Show the picture stronger or paler: no step of its own."""
        self.placing = replace(self.placing, opacity=opacity)
        self.tell()

    def look_for(self, aim: Coord | None) -> None:
        """Show where keys would set a pin."""
        self.aim = aim
        self.tell()

    def take_back(self) -> bool:
        """Take back one step; return whether there was one."""
        if self.aim is not None:
            self.look_for(None)
            return True
        if not self._before:
            return False
        self.placing = replace(self._before.pop(), opacity=self.placing.opacity)
        self.tell()
        return True

    def tell(self) -> None:
        """Let those who show it know."""
        self._session.fitting_changed.emit()

    def lay(self) -> None:
        """Write the picture as it lies, as one act; nothing where it is as before."""
        record = self._session.document.get(self.uid)
        if not isinstance(record, Calque) or not self.changed:
            return
        from app.imports import calques

        placing = self.placing
        pins = [
            (round(pin.u, PARTS), round(pin.v, PARTS), round(pin.x, METRES), round(pin.y, METRES))
            for pin in placing.pins
        ]
        after = replace(
            calques.moved(record, placing.corners),
            media=placing.media,
            opacite=placing.opacity,
            visible=True,
            parametres=Frozen(record.parametres).having(reperes=pins or None),
        )
        with self._session.document.transaction("Caler l’image") as act:
            act.put(after)


def uppermost(session: Session) -> str:
    """Return the picture that lies above the others on the ground; "" where there is none."""
    found = max(session.document.all(Calque), key=lambda each: (each.visible, each.rang), default=None)
    return found.uid if found is not None else ""


def begin(session: Session, uid: str) -> bool:
    """Take a picture of the poster in hand, to be placed; return whether it can be."""
    record = session.document.get(uid)
    placing = Placing.of(record) if isinstance(record, Calque) else None
    if placing is None or not placing.media:
        session.said.emit(tr("Cette image n’est pas dans le poster\u00a0: elle ne peut pas être calée."))
        return False
    session.settle()
    session.use("choisir")
    session.select(())
    session.show_reading("")
    session.panel_requested.emit("")
    session.fitting = Fitting(session, uid, placing)
    session.use("caler")
    return True


def lay(session: Session) -> None:
    """Lay the picture in hand as it lies; the hand is free again."""
    session.use("choisir")


def give_up(session: Session) -> bool:
    """Leave the picture in hand as it was; return whether there was one."""
    if session.fitting is None:
        return False
    session.fitting = None
    session.use("choisir")
    return True
