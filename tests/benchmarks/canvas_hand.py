"""A hand over a poster, in a process of its own: ``canvas_hand FILE WIDTH HEIGHT``; one « name value » a line.

Each time is the median of five runs, B is measured in each of them. Times are in milliseconds, memory in MB.
"""

from __future__ import annotations

import gc
import random
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from math import sin
from pathlib import Path
from statistics import median, quantiles

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.catalogue.load import shipped
from app.painting.fonts import ensure_application
from app.poster.geometry import Coord, Point
from app.poster.records import Mark, PostIt
from app.storage.file import PosterFile
from app.ui.canvas.canvas import Canvas
from app.ui.canvas.sheet_view import IDLE, SheetView
from app.ui.session import Session
from tests.benchmarks.measure import RUNS

PRESS, MOVE, RELEASE = QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease
LEFT, MIDDLE, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.NoButton
FREE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
#: A frame of a screen, in seconds.
FRAME = 1 / 60
BLITS, PANS, ZOOMS, MOVES, PLACES, ACTS, LETTERS, CYCLES = 120, 90, 40, 45, 300, 12, 30, 500
#: How near the sheet is looked at while it is panned, as a factor of the whole.
NEAR = 2.2
#: Side in px of the squares in which a blank is looked for.
SQUARE = 64


class Bare(QWidget):
    """A window that knows its picture."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__()
        self._picture = QPixmap(width, height)
        self._picture.fill(QColor("#D9DEE1"))
        self.resize(width, height)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Blit the picture."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.end()


class Table:
    """A poster on a canvas as large as the window, and a hand over it."""

    def __init__(self, file: Path, width: int, height: int) -> None:
        self.slices: list[float] = []
        self._watch()
        self.session = Session(PosterFile.open(file, catalogue=shipped()), shipped())
        self.canvas = Canvas(self.session)
        self.canvas.resize(width, height)
        self.bare = Bare(width, height)
        self.times: dict[str, list[float]] = {}
        self.blanks = 0

    def _watch(self) -> None:
        bake = SheetView._bake

        def watched(view: SheetView) -> None:
            # What others do with the processor meanwhile is none of the slice.
            start = time.thread_time()
            bake(view)
            self.slices.append(1000 * (time.thread_time() - start))

        SheetView._bake = watched  # type: ignore[method-assign] # slices are measured where they are made

    # -- frames

    def framed(self, act: Callable[[], object], window: QWidget | None = None) -> float:
        """Return the time from an act until its pixels have left, then let the rest of the frame go by."""
        start = time.perf_counter()
        act()
        # What asked to be painted is painted now, and nothing else: slices of refinement wait.
        QApplication.sendPostedEvents(window or self.canvas, QEvent.Type.UpdateRequest.value)
        flushed(window or self.canvas)
        took = time.perf_counter() - start
        while time.perf_counter() < start + FRAME:
            QApplication.processEvents()
        return 1000 * took

    def settle(self) -> None:
        """Let the sheet be baked."""
        QApplication.processEvents()
        while not self.canvas.resting:
            QApplication.processEvents()

    def keep(self, name: str, took: list[float]) -> None:
        """Keep half and nineteen in twenty of the times of a run."""
        self.times.setdefault(f"{name}_p50", []).append(median(took))
        self.times.setdefault(f"{name}_p95", []).append(quantiles(took, n=20)[-1])

    # -- devices

    def mouse(self, kind: QEvent.Type, at: QPointF, held: Qt.MouseButton) -> None:
        """Give the canvas an event of the mouse, at a place in px of the interface."""
        pressed = NONE if kind == MOVE else held
        after = NONE if kind == RELEASE else held
        event = QMouseEvent(kind, at, QPointF(self.canvas.mapToGlobal(at)), pressed, after, FREE)
        QApplication.sendEvent(self.canvas, event)

    def wheel(self, at: QPointF, turn: QPoint, held: Qt.KeyboardModifier = FREE) -> None:
        """Turn the wheel over a place in px of the interface."""
        where = QPointF(self.canvas.mapToGlobal(at))
        phase = Qt.ScrollPhase.NoScrollPhase
        QApplication.sendEvent(self.canvas, QWheelEvent(at, where, QPoint(), turn, NONE, held, phase, False))

    def key(self, to: QWidget, key: Qt.Key, text: str = "") -> None:
        """Press and let go a key."""
        QApplication.sendEvent(to, QKeyEvent(QEvent.Type.KeyPress, key, FREE, text))
        QApplication.sendEvent(to, QKeyEvent(QEvent.Type.KeyRelease, key, FREE, text))

    def pixel(self, page: Coord) -> QPointF:
        """Return a place of the page in px of the interface."""
        return QPointF(*self.canvas.view.to_pixel(*page)) / self.canvas.view.ratio

    @property
    def middle(self) -> QPointF:
        """The middle of the canvas."""
        return QPointF(self.canvas.width() / 2, self.canvas.height() / 2)

    def near(self, factor: float = NEAR) -> None:
        """Look at the middle of the map from nearer."""
        self.canvas.fit()
        self.canvas._zoom(factor, QPointF(self.canvas.width() * 0.35, self.canvas.height() * 0.5))
        self.settle()

    # -- gestures

    def blit(self) -> float:
        """Return the median time of a frame of the bare window."""
        self.bare.show()
        QApplication.processEvents()
        took = [self.framed(self.bare.update, self.bare) for _ in range(BLITS)]
        self.bare.hide()
        QApplication.processEvents()
        return median(took)

    def pan(self, name: str = "pan") -> None:
        """Hold the sheet and lead it around, over parts that were not seen before."""
        self.near()
        at = self.middle
        self.mouse(PRESS, at, MIDDLE)
        way = [at + QPointF(500 * sin(step / 14), 330 * sin(step / 9.0)) for step in range(1, PANS)]
        took = [self.framed(partial(self.mouse, MOVE, place, MIDDLE)) for place in way]
        self.mouse(RELEASE, way[-1], MIDDLE)
        self.keep(name, took)

    def zoom(self) -> None:
        """Turn the wheel with Ctrl, nearer and farther, faster than tiles can follow."""
        self.near(1.0)
        turns = (QPoint(0, 60 if step % 20 < 10 else -60) for step in range(ZOOMS))
        self.keep("zoom", [self.framed(partial(self.wheel, self.aside, turn, CTRL)) for turn in turns])
        self.settle()

    def drag(self) -> None:
        """Drag some marks, one after the other; the first frames, which lift them, count with the rest."""
        self.near()
        took = []
        for uid, at in self.seen(5).items():
            self.session.select((uid,))
            self.mouse(MOVE, at, NONE)
            self.settle()
            self.mouse(PRESS, at, LEFT)
            for step in range(1, MOVES):
                to = at + QPointF(60 * sin(step / 6) + 10, 40 * sin(step / 4) + 4)
                took.append(self.framed(partial(self.mouse, MOVE, to, LEFT)))
            assert self.canvas.desk.feedback.hidden, "nothing is in hand"
            self.canvas.give_up()
            self.mouse(RELEASE, at, LEFT)
            self.settle()
        self.session.select(())
        self.keep("drag", took)

    def hover(self) -> None:
        """Move over the map with nothing in hand: what a click would take is outlined."""
        self.near()
        way = (self.middle + QPointF(430 * sin(step / 25), 260 * sin(step / 17)) for step in range(2 * PANS))
        self.keep("hover", [self.framed(partial(self.mouse, MOVE, at, NONE)) for at in way])

    def hit(self) -> None:
        """Ask what lies at places of the sheet, nothing being painted."""
        chance, find = random.Random(7), self.canvas.desk.find
        width, height = self.canvas.view.sheet
        find((width / 2, height / 2))
        took = []
        for _ in range(PLACES):
            place = (chance.uniform(0, width), chance.uniform(0, height))
            start = time.perf_counter()
            find(place)
            took.append(1000 * (time.perf_counter() - start))
        self.keep("hit", took)

    def act(self) -> None:
        """Nudge one mark among all the others, from the key to the painted sheet.

        It was chosen before, as a hand does: what lies around it was made ready while nothing moved.
        """
        self.near()
        took = []
        for uid in self.seen(ACTS):
            self.session.select((uid,))
            self.settle()
            took.append(self.framed(partial(self.key, self.canvas, Qt.Key.Key_Right)))
            self.settle()
            self.session.undo()
            self.settle()
        self.session.select(())
        self.keep("act", took)

    def write(self) -> None:
        """Write in a post-it, letter by letter."""
        self.near()
        note = next(item for item in self.session.document.all(PostIt) if not item.cible)
        self.canvas.reveal(note.uid)
        self.settle()
        self.canvas.edit_text(note.uid)
        self.settle()
        field = self.canvas.writing.field
        assert field is not None, "the post-it is not being written"
        took = []
        for rank in range(LETTERS):
            letter = "chorème "[rank % 8]
            code = Qt.Key(ord(letter.upper())) if letter.isascii() else Qt.Key.Key_unknown
            took.append(self.framed(partial(self.key, field, code, letter)))
        self.canvas.close_text()
        self.session.undo()
        self.settle()
        self.keep("key", took)

    def blank(self) -> int:
        """Return how many squares were of one colour on the way, though the sheet has ink there."""
        found = 0
        self.near(1.0)
        for turn in (240, 480, 240, -360, -600, -480):
            self.wheel(self.aside, QPoint(0, turn), CTRL)
            transient = self.canvas.grab().toImage()
            self.settle()
            found += blanks(transient, self.canvas.grab().toImage())
        self.near(4.0)
        for dx, dy in ((-600, 0), (0, -500), (900, 300), (0, 400)):
            self.wheel(self.middle, QPoint(2 * dx, 2 * dy))
            transient = self.canvas.grab().toImage()
            self.settle()
            found += blanks(transient, self.canvas.grab().toImage())
        return found

    def cycle(self) -> None:
        """Pan and zoom five hundred times, the sheet being baked as far as it gets meanwhile."""
        chance = random.Random(5)
        for _ in range(CYCLES):
            self.wheel(self.aside, QPoint(chance.randint(-200, 200), chance.randint(-200, 200)))
            turn = QPoint(0, chance.choice((-240, -120, 120, 240)))
            self.framed(partial(self.wheel, self.aside, turn, CTRL))
        self.canvas.fit()
        self.settle()

    def empty(self) -> None:
        """Take every mark and post-it off the sheet."""
        with self.session.document.transaction("Effacer") as act:
            for item in self.session.document.items():
                act.drop(item.uid)
        self.settle()

    # -- what there is

    @property
    def aside(self) -> QPointF:
        """A place over the map where zooming is told."""
        return QPointF(self.canvas.width() * 0.3, self.canvas.height() * 0.45)

    def seen(self, many: int) -> dict[str, QPointF]:
        """Return signs that a hand takes in sight, and where, in px of the interface."""
        found: dict[str, QPointF] = {}
        desk, view = self.canvas.desk, self.canvas.view
        for mark in self.session.document.all(Mark):
            box = desk.extent(mark.uid) if isinstance(mark.geometry, Point) else None
            if box is None:
                continue
            page = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
            x, y = view.to_pixel(*page)
            within = 0.08 < x / view.width < 0.85 and 0.08 < y / view.height < 0.92
            hit = desk.find(page) if within else None
            # Of signs that lie upon each other the hand takes the one above.
            if hit is not None and hit.handle is None and isinstance(desk.item(hit.uid), Mark):
                found.setdefault(hit.uid, self.pixel(page))
                if len(found) == many:
                    break
        assert found, "no mark can be taken"
        return found


def flushed(window: QWidget) -> None:
    """Wait until the server of the screen has the pixels: it answers what is asked of it in order."""
    if QApplication.platformName() == "xcb":
        window.screen().grabWindow(window.winId(), 0, 0, 1, 1)


def blanks(transient: QImage, settled: QImage) -> int:
    """Return how many squares of a picture are of one colour where the settled one has ink."""
    found = 0
    for left in range(0, settled.width() - SQUARE, SQUARE):
        for top in range(0, settled.height() - SQUARE, SQUARE):
            found += contrast(settled, left, top) > 60 and contrast(transient, left, top) == 0
    return found


def contrast(image: QImage, left: int, top: int) -> int:
    """Return how far the greys of a square lie apart; every third pixel is looked at."""
    greys = [
        image.pixelColor(x, y).lightness()
        for x in range(left, left + SQUARE, 3)
        for y in range(top, top + SQUARE, 3)
    ]
    return max(greys) - min(greys)


def rested() -> float:
    """Return the memory that the process holds, in MB, once the hand has rested for a moment."""
    gc.collect()  # the window does it, on its own time
    start = time.perf_counter()
    while time.perf_counter() < start + 1.2 * IDLE / 1000:
        QApplication.processEvents()
    return resident()


def resident() -> float:
    """Return the memory that the process holds, in MB."""
    if sys.platform == "linux":
        return int(Path("/proc/self/status").read_text("ascii").split("VmRSS:")[1].split()[0]) / 1024
    import resource

    # The peak stands for what is held: macOS tells it in bytes.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


def measured(table: Table) -> Iterator[tuple[str, float]]:
    """Yield every figure by its name."""
    yield "mb_opened", rested()
    blits = []
    for _ in range(RUNS):
        blits.append(table.blit())
        for gesture in (table.pan, table.zoom, table.drag, table.hover, table.hit, table.act, table.write):
            gesture()
    for name, runs in table.times.items():
        yield name, median(runs)
    yield "slice_worst", max(table.slices)
    yield "slice_p95", quantiles(table.slices, n=20)[-1]
    yield "blanks", table.blank()
    table.cycle()  # once, so that what is kept on purpose is there
    before = rested()
    table.cycle()
    yield "mb", before
    yield "mb_after", rested()
    table.empty()
    for _ in range(RUNS):
        blits.append(table.blit())
        table.pan("bare_pan")
    yield "b", median(blits)
    yield "bare_pan_p50", median(table.times["bare_pan_p50"])


def main() -> None:
    """Open the poster and say every figure."""
    application = QApplication([])
    ensure_application()
    file, width, height = sys.argv[1:4]
    gc.disable()  # as the window does while hands are busy
    start = time.perf_counter()
    table = Table(Path(file), int(width), int(height))
    table.canvas.show()
    QApplication.sendPostedEvents(table.canvas, QEvent.Type.UpdateRequest.value)
    QApplication.processEvents()
    opened = time.perf_counter() - start
    table.settle()
    gc.collect()
    for name, value in measured(table):
        print(name, round(value, 4), flush=True)
    print("opened", round(1000 * opened, 1))
    table.canvas.hide()
    table.session.close()
    del application


if __name__ == "__main__":
    main()
