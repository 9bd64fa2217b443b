"""A pictogram to take: a click arms it, a drag lays it on the map. In the drawer it has its short name."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractButton

from app.catalogue.model import Pictogram
from app.i18n import current, tr
from app.ui import icons, pictos
from app.ui.controls import focus_ring, ui_font
from app.ui.style import look

#: A press that moves further than this is a drag.
THRESHOLD = 4


class Picto(QAbstractButton):
    """A pictogram in any palette: what the mouse and the focus do to it. The icon alone is painted."""

    #: The pictogram, and where the pointer is on the screen.
    dragged = Signal(object, QPoint)
    #: Enter: lay it in the middle of the view.
    placed = Signal(object)
    #: The pictogram that the pointer, or the focus, came to; None when it left.
    pointed = Signal(object)
    focused = Signal(object)
    #: The pictogram whose menu is asked for, and where on the screen.
    menu_asked = Signal(object, QPoint)

    def __init__(self, pictogram: Pictogram) -> None:
        super().__init__()
        self.pictogram = pictogram
        self._pressed: QPoint | None = None
        said = (pictogram.meaning.said(current()), pictogram.when.said(current()))
        self.setAccessibleName(pictogram.name.said(current()))
        self.setAccessibleDescription(" ".join(part for part in said if part))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def icon_box(self) -> QRectF:
        """Return where the icon is drawn: in the middle, as large as there is room."""
        side = min(look.metrics.u(52), self.width() - 8, self.height() - 8) // 2 * 2
        return QRectF((self.width() - side) // 2, (self.height() - side) // 2, side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground of the state, the drawing and the focus."""
        m, tokens = look.metrics, look.tokens
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            if self.isChecked():
                painter.setPen(QPen(QColor(tokens.chosen_line), 2))
                painter.setBrush(QColor(tokens.chosen))
                painter.drawRoundedRect(box, m.radius, m.radius)
            elif self.underMouse():
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(tokens.hover))
                painter.drawRoundedRect(box, m.radius, m.radius)
            where = self.icon_box()
            drawn = pictos.pixmap(self.pictogram, round(where.width()), self.devicePixelRatioF())
            painter.drawPixmap(where.topLeft(), drawn)
            self.paint_more(painter)
            if self.hasFocus():
                focus_ring(painter, QRectF(self.rect()), inside=self.isChecked())
        finally:
            painter.end()

    def paint_more(self, painter: QPainter) -> None:
        """Paint what comes with the icon: nothing here."""

    def enterEvent(self, event: QEnterEvent) -> None:
        """Say what the pointer came to."""
        super().enterEvent(event)
        self.pointed.emit(self.pictogram)

    def leaveEvent(self, event: QEvent) -> None:
        """Say that the pointer left."""
        super().leaveEvent(event)
        self.pointed.emit(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say what the focus came to."""
        super().focusInEvent(event)
        self.focused.emit(self.pictogram)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the focus left, but to a menu."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.focused.emit(None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu, under the icon when a key asked."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        at = self.mapToGlobal(self.icon_box().center().toPoint()) if by_key else event.globalPos()
        self.menu_asked.emit(self.pictogram, at)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where the press began."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Turn a press that moves into a drag, which the canvas takes over."""
        if self._pressed is not None:
            away = event.position().toPoint() - self._pressed
            if max(abs(away.x()), abs(away.y())) > THRESHOLD:
                self._pressed = None
                self.setDown(False)
                self.dragged.emit(self.pictogram, event.globalPosition().toPoint())
                return
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Forget the press."""
        self._pressed = None
        super().mouseReleaseEvent(event)


class Tile(Picto):
    """A pictogram in the drawer, with its short name, and a star that makes it a favourite."""

    #: The pictogram whose star was clicked.
    starred = Signal(object)

    def __init__(self, pictogram: Pictogram, *, favourite: bool = False) -> None:
        super().__init__(pictogram)
        self._favourite = favourite
        name = pictogram.name.said(current())
        self.setText(pictogram.short.said(current()) or name)
        # The bubble says only what the tile had to leave out.
        self.setToolTip("" if self.text() == name else name)
        self.setFixedSize(QSize(look.metrics.tile_w, look.metrics.tile_h))

    def show_favourite(self, favourite: bool) -> None:
        """Show whether it is a favourite."""
        self._favourite = favourite
        self.update()

    def icon_box(self) -> QRectF:
        """Return where the icon is drawn: over the words."""
        m = look.metrics
        return QRectF((self.width() - m.tile_icon) // 2, m.u(3), m.tile_icon, m.tile_icon)

    def words_box(self) -> QRectF:
        """Return where the short name is written: two lines."""
        return words_box(self)

    def words_font(self) -> QFont:
        """Return the font of the short name: bold while it is in hand, where its longest word has room so."""
        bold = ui_font(look.metrics.small, QFont.Weight.Bold)
        widest = max(map(QFontMetrics(bold).horizontalAdvance, self.text().split(" ")))
        if self.isChecked() and widest <= self.words_box().width() - look.metrics.s2:
            return bold
        return ui_font(look.metrics.small, QFont.Weight.DemiBold)

    def star_box(self) -> QRectF:
        """Return where a click makes it a favourite: nowhere in workshop mode, where a finger would meet it unseen.

        The menu of the tile makes it one too.
        """
        side = 0 if look.workshop else look.metrics.target
        return QRectF(self.width() - side, 0, side, side)

    def paint_more(self, painter: QPainter) -> None:
        """Paint the words, and the star of what is pointed at."""
        write(painter, self.words_box(), self.text(), self.words_font())
        if not look.workshop and (self.underMouse() or self.hasFocus()):
            inset = look.metrics.u(5)
            box = self.star_box().adjusted(inset, inset, -inset, -inset)
            name, colour = (
                ("etoile_pleine", look.tokens.action) if self._favourite else ("etoile", look.tokens.second)
            )
            icons.paint(painter, name, box, colour)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the star, else the pictogram."""
        if event.button() == Qt.MouseButton.LeftButton and self.star_box().contains(event.position()):
            self.starred.emit(self.pictogram)
            return
        super().mousePressEvent(event)


class InventTile(QAbstractButton):
    """« Inventer le nôtre »: a dashed tile, for what the palette does not have."""

    def __init__(self) -> None:
        super().__init__()
        self.setText(tr("Inventer le nôtre"))
        self.setAccessibleName(self.text())
        self.setFixedSize(QSize(look.metrics.tile_w, look.metrics.tile_h))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def words_box(self) -> QRectF:
        """Return where the words are written: a little higher, inside the dashes."""
        return words_box(self).translated(0, -look.metrics.u(4))

    def words_font(self) -> QFont:
        """Return the font of the words."""
        return ui_font(look.metrics.small, QFont.Weight.DemiBold)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a dashed box, a hand's stroke and the words."""
        m, tokens = look.metrics, look.tokens
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = QPen(QColor(tokens.border), 1.5)
            pen.setDashPattern([4, 3])
            painter.setPen(pen)
            painter.setBrush(QColor(tokens.hover if self.underMouse() else tokens.panel))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 2, -3, -2), m.radius, m.radius)
            side = m.u(28)
            at = QPointF((self.width() - side) / 2, m.u(10))
            icons.paint(painter, "inventer", QRectF(at.x(), at.y(), side, side), tokens.text)
            write(painter, self.words_box(), self.text(), self.words_font())
            if self.hasFocus():
                focus_ring(painter, QRectF(self.rect()))
        finally:
            painter.end()


def words_box(tile: QAbstractButton) -> QRectF:
    """Return where the words of a tile are written: two lines under the icon."""
    m = look.metrics
    top = m.s1 + m.tile_icon
    return QRectF(0, top, tile.width(), tile.height() - top)


def write(painter: QPainter, box: QRectF, words: str, font: QFont) -> None:
    """Write the words of a tile, centred, on two lines where they need them."""
    painter.setPen(QColor(look.tokens.text))
    painter.setFont(font)
    option = QTextOption(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    painter.drawText(box, words, option)
