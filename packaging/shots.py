"""Make again the pictures of the README and of the guide: ``./check shots``.

Everything is drawn offscreen by the program itself, from the example poster and the shipped pictograms.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from app import i18n, paths

DOCS = paths.root() / "docs"
SAMPLE = paths.resource("samples", "ambert-livradois-forez.gpkg")


def poster() -> None:
    """The example poster, as it leaves."""
    from app.catalogue.load import shipped
    from app.exports.png import PngOptions
    from app.exports.registry import Snapshot, export
    from app.storage.file import PosterFile

    file = PosterFile.open(SAMPLE)
    snapshot = Snapshot(dict(file.document.records), shipped())
    file.close()
    out = DOCS / "poster-exemple.png"
    export(snapshot, out, PngOptions(sheet="A3", dpi=120))
    _light(out)


def catalogue() -> None:
    """Every pictogram at the sizes of the palette, of the projector and of print."""
    from PySide6.QtGui import QImage, QPainter

    from app.catalogue.load import shipped
    from app.drawing import theme
    from app.drawing.marks import icon
    from app.drawing.primitives import Text, TextLine
    from app.drawing.typography import elided
    from app.painting.fonts import ensure_application
    from app.painting.painter import paint

    ensure_application()
    columns, cell_w, cell_h, scale = 8, 58.0, 26.0, 4.0
    entries = list(shipped().values())
    rows = -(-len(entries) // columns)
    image = QImage(int(columns * cell_w * scale), int(rows * cell_h * scale), QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    try:
        for rank, entry in enumerate(entries):
            painter.resetTransform()
            painter.translate(rank % columns * cell_w * scale, rank // columns * cell_h * scale)
            tint = theme.domaine(entry.domaine)
            for x, size in ((3.0, 17.0), (24.0, 11.0), (39.0, 6.0), (49.0, 4.0)):
                painter.save()
                painter.translate(x * scale, (10.5 - size / 2) * scale)
                paint(painter, icon(entry, size, tint), scale)
                painter.restore()
            words = elided(entry.name.fr, "Semibold", 3.1, cell_w - 5)
            paint(painter, (Text((TextLine(3.0, 23.0, words),), "Semibold", 3.1, theme.ENCRE),), scale)
    finally:
        painter.end()
    image.save(str(DOCS / "catalogue.png"))
    _light(DOCS / "catalogue.png")


def windows() -> None:
    """The start page and the window with the example, in French, at 1366 × 768."""
    from PySide6.QtCore import Qt

    from app import settings
    from app.ui import app as application
    from app.ui.window import Window

    kept = settings.load()
    application.made(kept)
    window = Window(kept)
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(1366, 768)
    for name, path in (("depart", None), ("fenetre", _copy_of_sample())):
        window.open_at_start(path)
        _settle()
        window.grab().save(str(DOCS / f"{name}.png"))
        _light(DOCS / f"{name}.png")
    window.close()
    _settle()


def _copy_of_sample() -> Path:
    copy = Path(os.environ["CHOROGRAPHE_HOME"]) / "Ambert Livradois Forez.gpkg"
    copy.write_bytes(SAMPLE.read_bytes())
    return copy


def _settle() -> None:
    from PySide6.QtCore import QDeadlineTimer, QEventLoop
    from PySide6.QtWidgets import QApplication

    deadline = QDeadlineTimer(2500)
    while not deadline.hasExpired():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)


def _light(path: Path) -> None:
    """Keep at most 256 colours: the pictures are flat, and the repository stays small."""
    from PIL import Image

    with Image.open(path) as picture:
        flat = picture.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    flat.save(path, optimize=True)


#: Windows first: their application serves what only paints too.
SHOTS: dict[str, Callable[[], None]] = {"windows": windows, "poster": poster, "catalogue": catalogue}


@contextmanager
def _own_home() -> Iterator[None]:
    with tempfile.TemporaryDirectory() as home:
        os.environ["CHOROGRAPHE_HOME"] = home
        yield


def main(names: list[str]) -> int:
    """Make the shots of ``names``, all of them by default."""
    i18n.use("fr")
    with _own_home():
        for name in names or SHOTS:
            SHOTS[name]()
            print(f"docs: {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
