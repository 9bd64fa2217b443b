"""What the map has read so far: the land, its communes near by, the units that are chosen. All beside the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.i18n import Souci
from app.poster.geometry import Box, Coord
from app.ui.picking.view import View
from app.ui.work import Work

if TYPE_CHECKING:
    from app.basemap.france.search import Candidate
    from app.ui.picking.drawn import Chosen, Ground, Marked
    from app.ui.picking.offered import Offered

#: Metropolitan France as it is first seen, in metres: the map is laid before it is read.
FRANCE: Box = (99_000.0, 6_047_000.0, 1_242_000.0, 7_110_000.0)
#: The level of areas of a file: the kind of its units.
FILE = "apport"
#: From farther than this (metres per pixel) a commune is too small to be seen, or hit.
COMMUNES = 420.0
#: Units of more communes than this are first shown with their coarse outline.
LARGE = 900


class Sight(QObject):
    """Reads what a view needs, and keeps it. The last thing asked of a kind is the one that counts."""

    #: Something more can be painted.
    grown = Signal()
    #: What was asked to be shown is there: its box is to be brought into sight.
    sought = Signal(object)
    #: Another zone is in sight.
    zone_shown = Signal(str)
    #: Units found in a lasso or next door.
    gathered = Signal(object)
    #: What could not be read, and why, in words.
    failed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.zone = "metro"
        self.whole: Ground | None = None
        self._near: Ground | None = None
        self.marked: Marked | None = None
        self._units: list[Candidate] = []
        self._grey: list[Candidate] = []
        #: Areas of a file to pick among, and where they lie.
        self._listed: list[Candidate] = []
        self._offered: Offered | None = None
        self._seeking = False
        self._fine = False
        self._under_way: dict[str, Work] = {}

    @property
    def ready(self) -> bool:
        """Whether the land is there and nothing is being read."""
        return self.whole is not None and not self._under_way

    @property
    def elsewhere(self) -> bool:
        """Whether it shows a place of which the base map has nothing."""
        return self.zone.startswith("ailleurs")

    @property
    def extent(self) -> Box:
        """The box of the whole zone; elsewhere, of what is offered or chosen there."""
        if self.elsewhere:
            return self.offered.box if self.offered is not None else self.box or FRANCE
        return FRANCE if self.whole is None else self.whole.window

    @property
    def offered(self) -> Offered | None:
        """The areas of a file that lie in the zone in sight."""
        return self._offered if self._offered is not None and self._offered.zone == self.zone else None

    @property
    def box(self) -> Box | None:
        """The box of what is chosen, else of the reference."""
        found = (self.marked.chosen or self.marked.grey) if self.marked else ()
        if not found:
            return None
        west, south, east, north = zip(*(one.box for one in found), strict=True)
        return (min(west), min(south), max(east), max(north))

    def ground(self, view: View) -> Ground | None:
        """Return the finest land for a view that has been read."""
        near = self._near
        return near if near is not None and view.metres <= COMMUNES and _meets(near, view) else self.whole

    # -- asking

    def look(self, view: View) -> None:
        """Read the land of a view, unless it is there."""
        from app.ui.picking import reading

        zone = self.zone
        if self.whole is None:
            if "whole" not in self._under_way:
                self._read("whole", lambda: reading.ground(zone, FRANCE, 2 * COMMUNES), self._take_whole)
            return
        fine = view.metres <= COMMUNES and not self.elsewhere
        if fine and not (self._near is not None and _holds(self._near, view)):
            self._read("near", lambda: reading.ground(zone, view.window, view.metres), self._take_near)
        if fine and not self._fine and self._units:
            self._mark(fine=True)

    def show_units(
        self, units: Sequence[Candidate], grey: Sequence[Candidate], *, seek: bool, fine: bool
    ) -> bool:
        """Mark units as chosen and others in grey; ``seek``: they are to be brought into sight.

        Returns whether that is anything new.
        """
        if list(units) == self._units and list(grey) == self._grey:
            return False
        self._units, self._grey, self._seeking = list(units), list(grey), seek
        if units or grey:
            # Of a région the exact outline would not be seen, and is long to read.
            large = seek and sum(one.nb_communes for one in units) > LARGE
            self._mark(fine=fine and not large)
        else:
            self.marked = None
            self._under_way.pop("marked", None)
            self.grown.emit()
        return True

    def show_zone(self, zone: str) -> None:
        """Go to another zone."""
        self.zone = zone
        self.whole = self._near = self.marked = None
        self._under_way.clear()
        self._units, self._grey, units, grey = [], [], self._units, self._grey
        self.zone_shown.emit(zone)
        self.show_units(units, grey, seek=False, fine=False)

    def offer(self, units: Sequence[Candidate]) -> None:
        """Show areas of a file to pick among; they are brought into sight."""
        self._listed, self._offered = list(units), None
        if not units:
            self._under_way.pop("offered", None)
            self.grown.emit()
            return
        listed, before = self._listed, self.zone

        def read() -> object:
            from app.ui.picking import offered

            return offered.offered(listed, before)

        self._read("offered", read, self._take_offered)

    def surround(self, level: str, ring: list[Coord]) -> None:
        """Find the units of ``level`` in a lasso."""
        zone, listed = self.zone, self._listed

        def within() -> object:
            from app.basemap.france import picking
            from app.ui.picking import offered

            if level == FILE:
                return offered.within(zone, listed, ring)
            return [] if zone.startswith("ailleurs") else picking.within(zone, level, ring)

        self._read("gathered", within, self.gathered.emit)

    def seek_neighbours(self, level: str, units: Sequence[Candidate]) -> None:
        """Find the units of ``level`` that share a border with ``units``."""
        zone, known, listed = self.zone, list(units), self._listed

        def beside() -> object:
            from app.basemap.france import picking
            from app.ui.picking import offered

            if level == FILE:
                return offered.beside(zone, listed, known)
            return [] if zone.startswith("ailleurs") else picking.beside(zone, level, known)

        self._read("gathered", beside, self.gathered.emit)

    def at(self, level: str, place: Coord, before: Chosen | None, *, fine: bool) -> Chosen | None:
        """Return what lies at a place; ``before`` itself where it still does."""
        from app.basemap.france import picking
        from app.ui.picking import reading

        if level == FILE:
            return self.offered.at(place) if self.offered is not None else None
        one = None if self.elsewhere else picking.at(self.zone, level, place)
        if one is None or (before is not None and before.unit == one):
            return before if one is not None else None
        return next(iter(reading.chosen([one], self.zone, fine=fine)), None)

    # -- reading

    def _mark(self, *, fine: bool) -> None:
        from app.ui.picking import reading

        units, grey, before, seek = list(self._units), list(self._grey), self.zone, self._seeking
        self._fine = fine

        def mark() -> object:
            return reading.marked(units, grey, before, seek=seek, fine=fine)

        self._read("marked", mark, self._take_marked)

    def _take_whole(self, found: Any) -> None:
        self.whole = found
        self.grown.emit()

    def _take_near(self, found: Any) -> None:
        self._near = found
        self.grown.emit()

    def _take_offered(self, found: Any) -> None:
        self._offered = found
        if found is None:
            return
        if found.zone != self.zone:
            self.show_zone(found.zone)
        self.sought.emit(found.box)
        self.grown.emit()

    def _take_marked(self, found: Any) -> None:
        if found.zone != self.zone:
            seeking = self._seeking
            self.show_zone(found.zone)
            self._seeking = seeking
            return
        self.marked = found
        if self._seeking and self.box is not None:
            self._seeking = False
            self.sought.emit(self.box)
        self.grown.emit()

    def _read(self, what: str, task: Callable[[], object], told: Callable[[Any], None]) -> None:
        work = Work(task, self)
        self._under_way[what] = work

        def over() -> bool:
            mine = self._under_way.get(what) is work
            if mine:
                del self._under_way[what]
            work.deleteLater()
            return mine

        def done(answer: object) -> None:
            if over():
                told(answer)

        def failed(error: object) -> None:
            mine = over()
            if not isinstance(error, Souci):
                raise error if isinstance(error, BaseException) else RuntimeError(error)
            if mine:
                self.failed.emit(str(error))

        work.done.connect(done)
        work.failed.connect(failed)
        work.start()


def _holds(ground: Ground, view: View) -> bool:
    """Return whether a ground has all that is in sight, read for as near."""
    west, south, east, north = view.window
    w, s, e, n = ground.window
    return ground.metres <= view.metres and w <= west and s <= south and e >= east and n >= north


def _meets(ground: Ground, view: View) -> bool:
    west, south, east, north = view.window
    w, s, e, n = ground.window
    return w < east and e > west and s < north and n > south
