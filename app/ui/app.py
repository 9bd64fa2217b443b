"""The Qt application: fonts, look, language, and what happens when something unforeseen does."""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from app import i18n, paths, settings
from app.i18n import tr
from app.ui import style
from app.ui.controls import ui_font
from app.ui.style import look

log = logging.getLogger(__name__)

#: The faces that widgets write with; the sheet loads its own.
FACES = ("Regular", "Semibold", "Bold")


def made(kept: settings.Settings) -> QApplication:
    """Return the application, dressed for the settings of the person; the one that runs already, if any."""
    running = QApplication.instance()
    if not isinstance(running, QApplication):
        # One look everywhere; asked this way, Qt need not show its style to Python before the first paint.
        os.environ["QT_STYLE_OVERRIDE"] = "fusion"
        QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
        running = QApplication(sys.argv[:1])
    running.setApplicationName("Chorographe")
    running.setApplicationDisplayName("Chorographe")
    running.setDesktopFileName("chorographe")
    speak(kept.langue or i18n.preferred())
    for face in FACES:
        QFontDatabase.addApplicationFont(str(paths.resource("fonts", f"SourceSans3-{face}.ttf")))
    screen = running.primaryScreen().size()
    dress(running, kept.taille, workshop=kept.atelier, room=(screen.width(), screen.height()))
    return running


def dress(
    application: QApplication, size: float, *, workshop: bool = False, room: tuple[int, int] = (0, 0)
) -> None:
    """Give every widget the look of the program at an interface size, in a window of ``room`` px."""
    look.wear(size, workshop=workshop, room=room)
    application.setFont(ui_font(look.metrics.body))
    application.setPalette(style.palette())
    application.setStyleSheet(style.style_sheet())


def speak(language: str) -> None:
    """Speak a language, numbers included; the words of Qt itself follow with ``speak_qt``."""
    i18n.use(language)
    QLocale.setDefault(
        QLocale(QLocale.Language.English if i18n.current() == "en" else QLocale.Language.French)
    )


def speak_qt() -> None:
    """Give Qt its own words, those of the menus of fields and of the choice of a file; without them, English.

    Not before the first paint of the window: reading them takes some milliseconds, and no word of them is there yet.
    """
    from PySide6.QtCore import QLibraryInfo, QTranslator

    running = QApplication.instance()
    if running is None:
        return
    for before in running.findChildren(QTranslator):
        running.removeTranslator(before)
        before.deleteLater()
    words = QTranslator(running)
    if i18n.current() != "en" and words.load(
        "qtbase_fr", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    ):
        running.installTranslator(words)


def watch(tell: Callable[[str], None]) -> None:
    """Log what nothing caught, say so and go on: finished acts are on the disk, whatever fell is not one of them."""

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        log.error("not foreseen", exc_info=(kind, error, trace))
        if threading.current_thread() is threading.main_thread():
            tell(
                tr(
                    "Quelque chose d’imprévu est arrivé\u202f; ce que vous aviez fait est enregistré. "
                    "Si cela revient, fermez le poster et rouvrez-le."
                )
            )

    sys.excepthook = caught
