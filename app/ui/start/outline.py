"""The territory as it will be on the sheet, or a word that says what will be here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.i18n import tr
from app.ui.controls import ui_font
from app.ui.style import look

if TYPE_CHECKING:
    from app.basemap.territory import Ground
    from app.ui.start.sketch import Sketch


class Outline(QWidget):
    """Paints a ground, or says what will be here."""

    def __init__(self) -> None:
        super().__init__()
        self._ground: Ground | None = None
        self._sketch: Sketch | None = None
        self.setAccessibleName(tr("Aperçu du territoire"))

    @property
    def ground(self) -> Ground | None:
        """The ground shown."""
        return self._ground

    def show_ground(self, ground: Ground | None) -> None:
        """Show ``ground``; None goes back to the hint."""
        self._ground, self._sketch = ground, None
        if ground is not None:
            # Records and their geometry are read with the first territory: the first paint does without them.
            from app.ui.start.sketch import Sketch

            self._sketch = Sketch(ground)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground fitted into the widget."""
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(self.rect(), QColor(look.tokens.outside))
            if self._sketch is not None:
                self._sketch.paint(painter, self.size())
                return
            painter.setPen(QColor(look.tokens.second))
            painter.setFont(ui_font(look.metrics.large))
            painter.drawText(
                self.rect(), Qt.AlignmentFlag.AlignCenter, tr("Votre territoire apparaîtra ici.")
            )
        finally:
            painter.end()
