"""« Dessiner »: the pencil on the sheet. What shows at each move is the glyph that will be."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen, QPointingDevice
from PySide6.QtWidgets import QWidget

from app.catalogue.model import GRID, Glyph
from app.i18n import tr
from app.ui.controls import IconButton, column, row
from app.ui.inventing.paper import Paper, paint_glyph
from app.ui.inventing.steps import Steps, redoes, undoes
from app.ui.inventing.strokes import CLOSE, WIDTHS, Stroke, erased, glyph_of
from app.ui.segments import Choice, Segments
from app.ui.style import look

#: How far around the pointer the eraser reaches, in units of the grid.
RUBBER = 2.5


class Sketch(Paper):
    """Takes strokes from a mouse, a pen or a finger; the right button and the end of a pen erase."""

    def __init__(self) -> None:
        super().__init__(tr("Feuille à dessiner\u00a0: une souris, un stylet ou un doigt"))
        self.width_key = "moyen"
        self.rubbing = self.mirror = self.filling = False
        self._steps: Steps[tuple[Stroke, ...]] = Steps(())
        self._stroke: Stroke | None = None
        #: What the eraser has left so far, while it is down.
        self._left: tuple[Stroke, ...] | None = None
        self._pointer: QPointF | None = None
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)

    # -- what it holds

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """The strokes that stay, less what the eraser has taken so far."""
        return self._steps.now if self._left is None else self._left

    @property
    def can_undo(self) -> bool:
        """Whether a stroke can be taken back."""
        return self._steps.can_undo

    def glyph(self) -> Glyph | None:
        """Return the glyph of the strokes, or None for an empty sheet."""
        return glyph_of(self.strokes, self._stroke)

    def clear(self) -> None:
        """Take every stroke away: it can be undone."""
        self._put(())

    def undo(self) -> None:
        """Take back the last stroke, or what the eraser took."""
        if self._steps.undo():
            self._tell()

    def redo(self) -> None:
        """Do again what was taken back."""
        if self._steps.redo():
            self._tell()

    def restore(self, strokes: tuple[Stroke, ...]) -> None:
        """Go on with strokes that were drawn before."""
        self._put(strokes)

    def forget(self) -> None:
        """Begin a fresh sheet, without a past."""
        self._steps = Steps(())
        self._tell()

    def use(
        self, *, rubbing: bool | None = None, mirror: bool | None = None, filling: bool | None = None
    ) -> None:
        """Set how the pencil works from now on."""
        self.rubbing = self.rubbing if rubbing is None else rubbing
        self.mirror = self.mirror if mirror is None else mirror
        self.filling = self.filling if filling is None else filling
        self.update()

    def _put(self, strokes: tuple[Stroke, ...]) -> None:
        self._stroke = self._left = None
        if self._steps.put(strokes):
            self._tell()
        self.update()

    def _tell(self) -> None:
        self.update()
        self.changed.emit()

    # -- the hand

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke, or rub."""
        if event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        turned = event.pointingDevice().pointerType() == QPointingDevice.PointerType.Eraser
        at = self.to_grid(event.position())
        if self.rubbing or turned or event.button() == Qt.MouseButton.RightButton:
            self._stroke = None
            self._left = self._steps.now
            self._rub(event.position())
        elif self._left is None:
            point = (min(GRID, max(0.0, at[0])), min(GRID, max(0.0, at[1])))
            self._stroke = Stroke((point,), WIDTHS[self.width_key], self.mirror)
        self._tell()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the stroke, or rub what lies under the eraser."""
        self._pointer = event.position()
        if self._left is not None:
            self._rub(event.position())
            self._tell()
        elif self._stroke is not None:
            longer = self._stroke.gone_on(self.to_grid(event.position()))
            if longer is not self._stroke:
                self._stroke = longer
                self._tell()
        elif self.rubbing:
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep the stroke; a shape whose end meets its start is filled where that is wanted."""
        if self._left is not None:
            self._put(self._left)
        elif self._stroke is not None:
            self._put((*self._steps.now, self._stroke.ended(fill=self.filling)))

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the pointer: the eraser is not shown any more."""
        self._pointer = None
        self.update()

    def _rub(self, at: QPointF) -> None:
        self._pointer = at
        if self._left is not None:
            self._left = erased(self._left, self.to_grid(at), RUBBER)

    # -- keys

    def event(self, event: QEvent) -> bool:
        """Keep undo and redo for the strokes while the sheet has the focus."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (undoes(event) or redoes(event))
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo, redo, and give up the stroke under way."""
        if undoes(event):
            self.undo()
        elif redoes(event):
            self.redo()
        elif event.key() == Qt.Key.Key_Escape and (self._stroke is not None or self._left is not None):
            self._stroke = self._left = None
            self._tell()
        else:
            super().keyPressEvent(event)

    # -- paint

    def content(self, painter: QPainter) -> None:
        """Paint the glyph, then what helps the hand: the fold, where a shape closes, the eraser."""
        if self.mirror:
            pen = QPen(QColor(look.tokens.selection), 1, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            square, middle = self.square, self.square.center().x()
            painter.drawLine(QPointF(middle, square.top()), QPointF(middle, square.bottom()))
        glyph = self.glyph()
        if glyph is not None:
            paint_glyph(painter, glyph, self.square, self.tint)
        else:
            self.invite(painter, tr("Dessinez ici, en grand."))
        if self._stroke is not None and self.filling:
            self._closing(painter, self._stroke)
        if self._pointer is not None and (self.rubbing or self._left is not None):
            reach = self.pixels(RUBBER)
            painter.setPen(QPen(QColor(look.tokens.text), 1))
            painter.setBrush(QColor(255, 255, 255, 160))
            painter.drawEllipse(self._pointer, reach, reach)

    def _closing(self, painter: QPainter, stroke: Stroke) -> None:
        ready = stroke.closes
        painter.setPen(QPen(QColor(look.tokens.selection), 2 if ready else 1))
        painter.setBrush(QColor(look.tokens.selection) if ready else Qt.BrushStyle.NoBrush)
        radius = self.pixels(CLOSE / 2 if not ready else 1.6)
        painter.drawEllipse(self.to_pixel(stroke.points[0]), radius, radius)


class DrawPage(QWidget):
    """The sheet and its pencils."""

    def __init__(self) -> None:
        super().__init__()
        m = look.metrics
        self.sheet = Sketch()
        self.widths = Segments(
            tr("Largeur du trait"),
            [
                Choice("fin", tr("Fin"), icon="force1"),
                Choice("moyen", tr("Moyen"), icon="force2"),
                Choice("gros", tr("Gros"), icon="force3"),
            ],
            emptiable=False,
        )
        self.widths.show_value(self.sheet.width_key)
        self.widths.setStyleSheet(f"QPushButton {{ min-height: {m.u(30)}px; }}")
        self.widths.chosen.connect(self._widen)
        size = QSize(m.u(54), m.u(42))
        self.rubber = IconButton(
            "gomme", tr("Gomme"), size, tip=tr("Gomme\u00a0: le bouton droit efface aussi")
        )
        self.mirror = IconButton(
            "miroir", tr("Miroir"), size, tip=tr("Miroir\u00a0: la gauche dessine la droite")
        )
        self.fill = IconButton(
            "remplir", tr("Remplir"), size, tip=tr("Remplir\u00a0: un trait qui se referme devient plein")
        )
        self.undo = IconButton("annuler", tr("Annuler"), size, tip=tr("Annuler le dernier trait"))
        self.clear = IconButton("supprimer", tr("Effacer"), size, tip=tr("Effacer tout le dessin"))
        for button in (self.rubber, self.mirror, self.fill):
            button.setCheckable(True)
        self.rubber.toggled.connect(lambda on: self.sheet.use(rubbing=on))
        self.mirror.toggled.connect(lambda on: self.sheet.use(mirror=on))
        self.fill.toggled.connect(lambda on: self.sheet.use(filling=on))
        self.undo.clicked.connect(self.sheet.undo)
        self.clear.clicked.connect(self.sheet.clear)
        self.sheet.changed.connect(self._show)
        tools = row(self.rubber, self.mirror, self.fill, 1, self.undo, self.clear, spacing=0)
        box = column(self.sheet, self.widths, tools, spacing=6)
        box.setStretch(0, 1)
        self.setLayout(box)
        self._show()

    def _widen(self, key: object) -> None:
        self.sheet.width_key = str(key)
        self.rubber.setChecked(False)

    def _show(self) -> None:
        self.undo.setEnabled(self.sheet.can_undo)
        self.clear.setEnabled(bool(self.sheet.strokes))
