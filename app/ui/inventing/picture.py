"""The sheet of a picture: dropped or chosen, read beside the window, cropped by hand, and its ink as it will be."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
)

from app.catalogue.model import Glyph
from app.catalogue.tracing import Preview, Tracing
from app.i18n import Souci, tr
from app.poster.geometry import Box
from app.ui.inventing import crop, reading
from app.ui.inventing.paper import Paper, paint_glyph, paint_hold
from app.ui.keys import ARROWS
from app.ui.style import look
from app.ui.work import Work

#: Rest after a move of the slider or of the crop before the ink is traced again (ms).
REST_MS = 120
#: One step of the keys, as a share of the picture.
STEP = 0.02
#: A press that moves less than this is a click, in pixels.
CLICK = 6


class PictureSheet(Paper):
    """Shows a picture to be cropped, or the ink that was found in it."""

    #: Something was asked, has come, or could not be: ``souci`` and ``busy`` say which.
    told = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Feuille de l’image"))
        self.path: Path | None = None
        self.souci = ""
        self.threshold: float | None = None
        self.crop: Box = crop.WHOLE
        self.cropping = False
        self._glyph: Glyph | None = None
        self._grey: QImage | None = None
        self._ink: QImage | None = None
        self._work: Work | None = None
        self._again = False
        self._held: tuple[str, QPointF, Box] | None = None
        self._over = False
        self._later = QTimer(self, singleShot=True, interval=REST_MS)
        self._later.timeout.connect(self._trace)
        self.setAcceptDrops(True)
        self.setMouseTracking(True)

    # -- what it holds

    @property
    def busy(self) -> bool:
        """Whether a picture is being read."""
        return self._work is not None

    @property
    def photo(self) -> bool:
        """Whether a picture of pixels is there, to be cropped and set."""
        return self._grey is not None

    def glyph(self) -> Glyph | None:
        """Return the ink that was found, or None."""
        return self._glyph

    def open(self, path: Path) -> None:
        """Read a picture or a drawing; what was there before goes."""
        self.forget()
        self.path = path
        self._trace()

    def cancel(self) -> None:
        """Give up what is being read."""
        if self._work is not None:
            # Reading ends by itself, in seconds at most; nobody listens to it any more.
            self._work.done.disconnect()
            self._work.failed.disconnect()
            self._work = None
        self._later.stop()
        self._again = False
        if self._glyph is None:
            self.path = None
        self.told.emit()
        self.update()

    def forget(self) -> None:
        """Begin a fresh sheet."""
        self.cancel()
        self.path = self._glyph = self._grey = self._ink = None
        self.souci, self.threshold, self.crop, self.cropping = "", None, crop.WHOLE, False
        self._tell()

    def set_threshold(self, share: float) -> None:
        """Take for ink what is darker than ``share`` (0 black, 1 paper)."""
        self.threshold = share
        self._later.start()

    def show_cropping(self, wanted: bool) -> None:
        """Show the picture and its frame, or the ink."""
        self.cropping = wanted and self.photo
        self.update()

    # -- beside the window

    def _trace(self) -> None:
        path = self.path
        if path is None:
            return
        if self._work is not None:
            self._again = True
            return
        part = None if self.crop == crop.WHOLE else self.crop
        options = Tracing(threshold=self.threshold, crop=part)
        self._work = Work(lambda: reading.read(path, options), self)
        self._work.done.connect(self._read)
        self._work.failed.connect(self._failed)
        self._work.start()
        self.told.emit()
        self.update()

    def _read(self, answer: tuple[Preview | None, Glyph | Souci]) -> None:
        self._work = None
        seen, found = answer
        if seen is not None:
            self._grey, self._ink = reading.images(seen)
            if self.threshold is None:
                self.threshold = seen.threshold
        self._glyph = None if isinstance(found, Souci) else found
        self.souci = str(found) if isinstance(found, Souci) else ""
        self._done()

    def _failed(self, error: Exception) -> None:
        self._work = None
        self.path = self._glyph = self._grey = self._ink = None
        self.souci = str(error) if isinstance(error, Souci) else ""
        self._done()
        if not isinstance(error, Souci):
            raise error

    def _done(self) -> None:
        self.cropping = self.cropping and self.photo
        if self._again:
            self._again = False
            self._trace()
        self._tell()

    def _tell(self) -> None:
        self.update()
        self.told.emit()
        self.changed.emit()

    # -- files that are let go on it

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file."""
        if dropped(event) is not None:
            event.acceptProposedAction()
            self._over = True
            self.update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show that nothing would be taken any more."""
        self._over = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the first file that is let go."""
        self._over = False
        path = dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.open(path)

    # -- the crop

    @property
    def frame(self) -> QRectF:
        """Where the picture lies, in pixels."""
        assert self._grey is not None
        square = QRectF(self.rect()).adjusted(6, 6, -6, -6)
        width, height = self._grey.width(), self._grey.height()
        scale = min(square.width() / width, square.height() / height)
        box = QRectF(0, 0, width * scale, height * scale)
        box.moveCenter(square.center())
        return box

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take an edge, the frame, or begin a new one."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if self.cropping and event.button() == Qt.MouseButton.LeftButton:
            at = event.position()
            self._held = (crop.grip(self.crop, self.frame, at, look.metrics.target / 2), at, self.crop)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the crop."""
        if not self.cropping:
            return
        at = event.position()
        if self._held is None:
            taken = crop.grip(self.crop, self.frame, at, look.metrics.target / 2)
            self.setCursor(crop.CURSORS.get(taken, Qt.CursorShape.CrossCursor))
            return
        taken, start, before = self._held
        self.set_crop(crop.dragged(taken, before, self.frame, start, at))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; a click takes the whole picture again."""
        if self._held is not None and event.button() == Qt.MouseButton.LeftButton:
            taken, start, _ = self._held
            self._held = None
            if taken == "new" and (event.position() - start).manhattanLength() < CLICK:
                self.set_crop(crop.WHOLE)

    def set_crop(self, wanted: Box) -> None:
        """Look at a part of the picture."""
        if wanted != self.crop:
            self.crop = wanted
            self._later.start()
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the crop with the arrows, narrow and widen it with + and −."""
        key = Qt.Key(event.key())
        if not self.cropping:
            super().keyPressEvent(event)
        elif key in ARROWS:
            dx, dy = ARROWS[key]
            self.set_crop(crop.slid(self.crop, dx * STEP, dy * STEP))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.set_crop(crop.narrowed(self.crop, STEP))
        elif key == Qt.Key.Key_Minus:
            self.set_crop(crop.narrowed(self.crop, -STEP))
        else:
            super().keyPressEvent(event)

    # -- paint

    def content(self, painter: QPainter) -> None:
        """Paint the picture with its ink and its crop, or the glyph."""
        if self._over:
            painter.fillRect(self.rect(), QColor(look.tokens.chosen))
        if self.cropping and self._grey is not None and self._ink is not None:
            self._picture(painter, self._grey, self._ink)
        elif self._glyph is not None:
            paint_glyph(painter, self._glyph, self.square, self.tint)
        elif self.busy:
            self.invite(painter, tr("Lecture de l’image…"))
        else:
            self.invite(painter, tr("Glissez ici un dessin SVG, une image, ou la photo d’un croquis."))

    def _picture(self, painter: QPainter, grey: QImage, ink: QImage) -> None:
        frame = self.frame
        part = crop.laid(self.crop, frame)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(frame, grey)
        painter.save()
        painter.setClipRect(part)
        ink.setColor(1, QColor(self.tint.ink).rgba())
        painter.drawImage(frame, ink)
        painter.restore()
        veil = QPainterPath()
        veil.addRect(frame)
        veil.addRect(part)
        painter.fillPath(veil, QColor(255, 255, 255, 190))
        paint_hold(painter, (part.topLeft(), part.topRight(), part.bottomRight(), part.bottomLeft()))


def dropped(event: QDropEvent) -> Path | None:
    """Return the first file that is carried, or None."""
    files = (url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile())
    return next((Path(file) for file in files), None)
