"""What a hand feels: a move of the pointer, from its event to the painted window, against a bare window that blits.

Bare: a window of the same size hears the same move and paints one pixmap as large as itself: what any program has to
do that already knows its picture. Each figure is the 95th percentile of the moves of one slow gesture.
"""

from __future__ import annotations

import gc
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from math import cos, sin
from pathlib import Path
from statistics import median, quantiles

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPixmap, QPointingDevice
from PySide6.QtWidgets import QApplication, QWidget

from app.catalogue.load import shipped
from app.imports.new import new_poster
from app.painting.fonts import ensure_application
from app.poster.geometry import Coord, Lines, Point, Run
from app.poster.records import Fond, Mark, Territoire, new_uid
from app.poster.sheet import MapFrame
from app.poster.values import Frozen
from app.storage.file import PosterFile
from app.ui.canvas.canvas import Canvas
from app.ui.session import Session
from tests.benchmarks.measure import Figure, compared

#: Two hundred blits of a window are about one frame of a 60 Hz screen.
GOAL = 200.0
SIZE = (1366, 768)
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
PRESS, MOVE, RELEASE = QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease
#: Moves of a contour, of a pointer that seeks its place, and of a freehand stroke.
AROUND, SEEKING, STROKE = 240, 120, 400
CENTRES, CELLS, BENDS = 12, 40, 6


class Bare(QWidget):
    """A window that knows its picture."""

    def __init__(self) -> None:
        super().__init__()
        self._picture = QPixmap(*SIZE)
        self._picture.fill(QColor("#D9DEE1"))
        self.resize(*SIZE)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Ask for a new frame."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Blit the picture."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.end()


@dataclass(frozen=True)
class Table:
    """A poster of Ambert Livradois Forez on a canvas as large as the window, and a hand over it."""

    session: Session
    canvas: Canvas

    @property
    def frame(self) -> MapFrame:
        """Where the map lies on the page."""
        return MapFrame.of(self.session.document.poster)

    def arm(self, picto: str, forme: str) -> None:
        """Take a pictogram in hand."""
        self.session.arm(shipped()[picto], forme)  # type: ignore[arg-type] # a forme by its name

    def outline(self) -> Run:
        """Return places of the page around the territory."""
        ground = next(each for each in self.session.document.records.values() if isinstance(each, Territoire))
        ring = max((part[0] for part in ground.geometry.parts), key=len)
        return tuple(self.frame.to_page(*ring[len(ring) * rank // AROUND]) for rank in range(AROUND))

    def seats(self, many: int) -> Run:
        """Return places of the page in as many communes."""
        fonds = [each for each in self.session.document.records.values() if isinstance(each, Fond)]
        places = [
            each.geometry for each in fonds if each.couche == "lieu" and isinstance(each.geometry, Point)
        ]
        return tuple(self.frame.to_page(at.x, at.y) for at in places[:many])

    def seek(self) -> Run:
        """Return a way of the page around the middle of the map."""
        x, y = self.frame.middle
        return tuple((x + 60 * cos(step / 9), y + 45 * sin(step / 7)) for step in range(SEEKING))

    def send(
        self, kind: QEvent.Type, at: Coord, button: Qt.MouseButton, pen: QPointingDevice | None = None
    ) -> None:
        """Give the canvas an event of a pointer."""
        x, y = self.canvas.view.to_pixel(*at)
        place = QPointF(x, y) / self.canvas.view.ratio
        pressed = button if kind in (PRESS, RELEASE) else NONE
        held = NONE if kind == RELEASE else button
        given = (
            kind,
            place,
            QPointF(self.canvas.mapToGlobal(place)),
            pressed,
            held,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(self.canvas, QMouseEvent(*given, pen) if pen else QMouseEvent(*given))

    def settle(self) -> None:
        """Let the sheet be baked."""
        self.canvas.repaint()
        while not self.canvas.resting:
            QApplication.processEvents()

    def click(self, at: Coord) -> None:
        """Press and let go."""
        self.send(PRESS, at, LEFT)
        self.send(RELEASE, at, LEFT)

    def moves(
        self, way: Iterable[Coord], button: Qt.MouseButton, pen: QPointingDevice | None = None
    ) -> list[float]:
        """Return how long each move of a way takes until it is painted, in milliseconds."""
        return [timed(partial(self.send, MOVE, at, button, pen), self.canvas) for at in way]


def run() -> Iterator[Figure]:
    """Yield one figure for each gesture, in milliseconds."""
    ensure_application()
    for name, gesture in GESTURES.items():
        with table() as one:
            moves = gesture(one)
        yield compared(f"live_{name}", "ms", percentile(moves), blit(), GOAL)


def contour(picto: str) -> Callable[[Table], list[float]]:
    """Return the gesture that draws an area around the whole territory."""

    def drawn(one: Table) -> list[float]:
        one.arm(picto, "aire")
        way = one.outline()
        one.send(PRESS, way[0], LEFT)
        return one.moves(way[1:], LEFT)

    return drawn


def centres(one: Table) -> list[float]:
    """Lay all centres but one, and seek the place of the last."""
    one.arm("centres_limites_polygones", "reseau")
    for at in one.seats(CENTRES - 1):
        one.click(at)
    return one.moves(one.seek(), NONE)


def cells(one: Table) -> list[float]:
    """Take all cells but one, and seek the last among the others."""
    one.arm("tissu_du_changement", "aire")
    for at in one.seats(CELLS - 1):
        one.click(at)
    return one.moves(one.seek(), NONE)


def elbows(one: Table) -> list[float]:
    """Drag the head of a right-angled arrow with bends."""
    picto = shipped()["fleche"]
    way = tuple(one.frame.to_ground(*at) for at in one.seats(BENDS))
    mark = Mark(uid=new_uid(), picto=picto.key, geometry=Lines((way,)), parametres=Frozen({"trace": "coude"}))
    with one.session.document.transaction("Poser") as act:
        act.put(mark)
    one.session.select((mark.uid,))
    one.settle()
    one.send(PRESS, one.frame.to_page(*way[-1]), LEFT)
    moves = one.moves(one.seek(), LEFT)
    assert one.canvas.desk.feedback.drafts, "the arrow is not in hand"
    return moves


def stroke(one: Table) -> list[float]:
    """Draw by hand with a pen that feels pressure."""
    one.session.use("crayon")
    x, y = one.frame.middle
    way = [
        (x + (20 + step / 5) * cos(step / 20), y + (10 + step / 5) * sin(step / 20)) for step in range(STROKE)
    ]
    pen = QPointingDevice(
        *("pen", 1, QPointingDevice.DeviceType.Stylus, QPointingDevice.PointerType.Pen),
        *(QPointingDevice.Capability.Pressure | QPointingDevice.Capability.Position, 1, 1),
    )
    one.send(PRESS, way[0], LEFT, pen)
    return [
        took
        for step, at in enumerate(way[1:])
        for one.canvas.pen.pressure in (0.5 + 0.4 * sin(step / 15),)
        for took in one.moves((at,), LEFT, pen)
    ]


GESTURES: dict[str, Callable[[Table], list[float]]] = {
    "stippled_contour": contour("etat_region"),
    "hatched_contour": contour("aires_en_contact"),
    "voronoi": centres,
    "tissu": cells,
    "elbows": elbows,
    "pen": stroke,
}


@contextmanager
def table() -> Iterator[Table]:
    """Give a new poster on a canvas that is baked."""
    from app.basemap.france.search import resolve

    with tempfile.TemporaryDirectory() as folder:
        session = Session(
            PosterFile.create(Path(folder) / "poster.gpkg", new_poster([resolve("200070761")])), shipped()
        )
        canvas = Canvas(session)
        canvas.resize(*SIZE)
        canvas.show()
        one = Table(session, canvas)
        one.settle()
        gc.collect()
        gc.disable()  # as the window does while a hand is busy
        try:
            yield one
        finally:
            gc.enable()
            canvas.give_up()
            canvas.close()
            session.file.close()


def blit() -> float:
    """Return the median time of a move over the bare window, in milliseconds."""
    bare = Bare()
    bare.show()
    QApplication.processEvents()
    none = Qt.KeyboardModifier.NoModifier
    took = []
    for step in range(SEEKING):
        at = QPointF(step, step)
        event = QMouseEvent(MOVE, at, QPointF(bare.mapToGlobal(at)), NONE, NONE, none)
        took.append(timed(partial(QApplication.sendEvent, bare, event), bare))
    bare.close()
    return median(took)


def timed(move: Callable[[], object], window: QWidget) -> float:
    """Return how long a move takes until the window is painted, in milliseconds."""
    start = time.perf_counter()
    move()
    window.repaint()
    took = 1000 * (time.perf_counter() - start)
    QApplication.processEvents()
    return took


def percentile(took: list[float]) -> float:
    """Return the 95th percentile."""
    return quantiles(took, n=20)[-1]
