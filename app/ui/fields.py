"""A line that people type, which leaves files to the window around it."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QLineEdit


def files_in(data: QMimeData) -> bool:
    """Return whether what is dragged or copied is files: their paths are no words that anybody wants."""
    return any(url.isLocalFile() for url in data.urls())


class Field(QLineEdit):
    """A line that people type: words may be dragged into it, files are for the window around it."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Let files pass."""
        if files_in(event.mimeData()):
            event.ignore()
        else:
            super().dragEnterEvent(event)
