"""« Redresser »: people show the four corners of the sheet on its photograph, a process apart lays it flat."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QCheckBox, QDialog, QWidget

from app import apart
from app.i18n import Souci, tr
from app.poster.fitting import Corners, Pin, fit, place
from app.ui.controls import column, label, row, titled, word_button
from app.ui.fitting import Fitting
from app.ui.segments import Choice, Segments
from app.ui.session import Session
from app.ui.straightening.corners import CornersView
from app.ui.style import look
from app.ui.tools.caler.placing import Placing
from app.ui.work import Work

#: Width by height of a sheet of paper that lies, and of one that stands.
LYING, STANDING = 2**0.5, 0.5**0.5
#: Seconds without a word that a large photograph may need.
SECONDS = 20.0


class Straightening(QDialog):
    """Opened, never executed; the picture in hand is another one when it is accepted."""

    def __init__(self, session: Session, fitting: Fitting, view: CornersView, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._fitting = session, fitting
        self._work: Work | None = None
        #: Set when people give up: the process apart ends at once.
        self._left = threading.Event()
        self.setWindowTitle(tr("Redresser la photo"))
        self.setModal(True)
        self.view = view
        self.said = label("", "strong", wrap=True)
        self.said.hide()
        self.shape = Segments(
            tr("Forme de la feuille"),
            [
                Choice(0.0, tr("D’après la photo")),
                Choice(LYING, tr("Feuille couchée")),
                Choice(STANDING, tr("Feuille debout")),
            ],
            emptiable=False,
        )
        self.shape.show_value(0.0)
        self.even = QCheckBox(tr("Éclaircir le papier"))
        self.even.setToolTip(tr("Rend le papier blanc et retire les ombres"))
        self.go = word_button("", tr("Redresser"), "primary")
        self.go.clicked.connect(self.straighten)
        leave = word_button("", tr("Renoncer"))
        leave.clicked.connect(self.reject)
        hint = tr("Glissez chaque coin sur celui de la feuille. Tab et les flèches le font aussi.")
        box = column(
            label(hint, "large", wrap=True),
            self.view,
            self.said,
            row(titled(tr("Forme de la feuille"), self.shape), self.even, 1, leave, self.go, spacing=14),
            spacing=12,
        )
        box.setStretch(1, 1)
        edge = look.metrics.s5
        box.setContentsMargins(edge, edge, edge, edge)
        self.setLayout(box)
        m = look.metrics
        self.resize(QSize(m.u(1180), m.u(820)).boundedTo(parent.size() - QSize(40, 40)))
        self.view.setFocus()

    def straighten(self) -> None:
        """Have the sheet laid flat, beside the window."""
        placing = self._fitting.placing
        data = self._session.file.pictures.get(placing.media)
        if data is None or self._work is not None:
            return
        corners, ratio, even = self.view.corners, _ratio(self.shape.value), self.even.isChecked()
        self._wait(waiting=True)
        self._say(tr("La photo se redresse…"))
        gone = self._left.is_set
        work = Work(lambda: _flat(data, corners, ratio, even=even, cancelled=gone), self)
        work.done.connect(self._take)
        work.failed.connect(self._failed)
        self._work = work.start()

    def reject(self) -> None:
        """Leave the photograph as it is."""
        self._work = None
        self._left.set()
        super().reject()

    def _take(self, made: tuple[bytes, int, int]) -> None:
        if self._work is None or self._session.fitting is not self._fitting:
            return
        self._work = None
        data, wide, high = made
        media = self._session.file.pictures.add(data)
        self._fitting.put(straightened(self._fitting.placing, media, self.view.corners, wide / high))
        self.accept()

    def _failed(self, error: Exception) -> None:
        if self._work is None:
            return
        self._work = None
        self._wait(waiting=False)
        if not isinstance(error, Souci):
            raise error
        self._say(str(error))

    def _wait(self, *, waiting: bool) -> None:
        for each in (self.view, self.shape, self.even, self.go):
            each.setEnabled(not waiting)

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.show()


def straightened(placing: Placing, media: str, corners: Corners, ratio: float) -> Placing:
    """Return a picture of which only the sheet between four corners is left: about where the sheet was."""
    top_left, top_right, _, bottom_left = (place(placing.corners, u, v) for u, v in corners)
    # Upright on the ground, a metre high: the similarity that follows says the rest.
    plain: Corners = ((0.0, 1.0), (ratio, 1.0), (ratio, 0.0), (0.0, 0.0))
    pins = [Pin(0.0, 0.0, *top_left), Pin(1.0, 0.0, *top_right), Pin(0.0, 1.0, *bottom_left)]
    return replace(placing, start=fit(pins, plain).corners, pins=(), media=media)


def _ratio(chosen: object) -> float:
    return chosen if isinstance(chosen, float) else 0.0


def open_for(session: Session, fitting: Fitting, parent: QWidget) -> Straightening | None:
    """Open the dialog for the picture in hand; None, and a sentence, where it cannot be shown."""
    picture = session.images(fitting.placing.media, 1e9)
    if picture is None or picture.isNull():
        session.said.emit(tr("Cette image n’est pas dans le poster\u00a0: elle ne peut pas être calée."))
        return None
    dialog = Straightening(session, fitting, CornersView(picture), parent)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _flat(
    data: bytes, corners: Corners, ratio: float, *, even: bool, cancelled: Callable[[], bool]
) -> tuple[bytes, int, int]:
    """Return the sheet between four corners as a JPEG, its width and height. Blocks. Raises Souci."""
    with tempfile.TemporaryDirectory(prefix="chorographe-") as folder:
        path = Path(folder) / tr("photo.jpg")
        path.write_bytes(data)
        request = {"path": str(path), "corners": corners, "ratio": ratio, "even": even}
        answer = apart.ask("paper.by_corners", request, cancelled=cancelled, seconds=SECONDS)
    return answer.blobs[0], int(answer.values["width"]), int(answer.values["height"])
