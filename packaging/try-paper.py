"""Drives « paper to poster » on a real X server, as ``try-journey.py`` does its own journey: same display, same hands.

``.venv/bin/python packaging/try-paper.py FOLDER``: the empty sheet is printed, a photograph of it that nobody took is
let go on the window by real drag and drop, and traced over. Pictures of each step are kept in FOLDER, for the eye.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
#: What felt pens drew, in mm of the page of the poster: a dot, an arrow and a loop.
DOT = (110.0, 120.0)
ARROW = [(70.0, 215.0), (95.0, 200.0), (122.0, 176.0)]
LOOP = [(165, 150), (190, 140), (212, 152), (216, 175), (196, 190), (170, 182), (160, 166)]


def _journey() -> ModuleType:
    told = importlib.util.spec_from_file_location("try_journey", Path(__file__).with_name("try-journey.py"))
    assert told is not None
    assert told.loader is not None
    module = importlib.util.module_from_spec(told)
    told.loader.exec_module(module)
    return module


def source(path: str) -> int:
    """Show a small window from which a file can be dragged, as from a folder."""
    from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
    from PySide6.QtGui import QDrag
    from PySide6.QtWidgets import QApplication, QLabel

    class File(QLabel):
        def mouseMoveEvent(self, _: Any) -> None:
            drag, data = QDrag(self), QMimeData()
            data.setUrls([QUrl.fromLocalFile(path)])
            drag.setMimeData(data)
            drag.exec(Qt.DropAction.CopyAction)

    application = QApplication([])
    file = File("photo")
    file.setWindowFlags(Qt.WindowType.X11BypassWindowManagerHint | Qt.WindowType.WindowStaysOnTopHint)
    file.setGeometry(0, 0, 48, 48)
    file.move(QPoint(0, 0))
    file.show()
    return application.exec()


def let_go(hands: Any, path: Path, at: dict[str, Any]) -> None:
    """Drag a file from another program to a place of the screen."""
    other = subprocess.Popen([sys.executable, __file__, "--source", str(path)], env=hands.env)
    try:
        hands.rest(1.5)
        hands.drag({"x": 24, "y": 24}, at, look="au-dessus")
        hands.rest(0.5)
    finally:
        other.terminate()
        other.wait(10)


def photographed(pdf: Path, poster: Path, made: Path, **given: Any) -> Path:
    """Draw upon the printed sheet with felt pens and photograph it from aside, the telephone on its side."""
    from app.basemap.paper import sheet_code
    from app.poster.geometry import Coord
    from app.poster.sheet import MapFrame
    from app.storage.file import PosterFile
    from tests.synthetic_camera import FELT, Shot, Stroke, drawn, paper, photograph

    file = PosterFile.open(poster)
    records, size = dict(file.document.records), (420.0, 297.0)
    frame = MapFrame.of(file.document.poster)
    sheet = sheet_code.PaperSheet.of(records, "A3")
    file.abandon()

    def on_paper(run: Sequence[Coord]) -> list[Coord]:
        return [sheet.frame.to_page(*frame.to_ground(*each)) for each in run]

    x, y = DOT
    strokes = [
        Stroke(on_paper([(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)]), FELT[1], 4.0),
        Stroke(on_paper([*ARROW, (112.0, 178.0), ARROW[-1], (117.0, 186.0)]), FELT[2], 2.0),
        Stroke(on_paper(LOOP), FELT[3], 1.8, closed=True),
    ]
    shot = Shot(
        **{"seed": 7, "tilt": 22, "towards": 40, "turn": 4, "shadow": 0.4, "blur": 0.8, "noise": 4, **given}
    )
    made.write_bytes(photograph(drawn(paper(pdf), size, strokes), size, shot).jpeg)
    return made


def around(hands: Any, places: Sequence[dict[str, Any]]) -> None:
    """Draw along places with the button held."""
    hands.to(places[0])
    hands.x("mousedown", 1)
    for start, end in pairwise(places):
        for step in range(1, 6):
            x = start["x"] + (end["x"] - start["x"]) * step // 5
            y = start["y"] + (end["y"] - start["y"]) * step // 5
            hands.x("mousemove", x, y)
            time.sleep(0.02)
    hands.look("zone-autour")
    hands.x("mouseup", 1)
    hands.rest(0.2)


def found(hands: Any, ends: str) -> Path:
    """Wait for a file in the folder of the person."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        paths = sorted((hands.folder / "home").rglob(ends), key=lambda each: each.stat().st_mtime)
        if paths:
            return paths[-1]
        time.sleep(0.2)
    raise TimeoutError(ends)


def tried(hands: Any) -> None:
    """Print, photograph, let go, trace, export."""
    page: Callable[..., dict[str, Any]] = lambda at: hands.ask("page", x=at[0], y=at[1])  # noqa: E731
    hands.type("amb")
    hands.rest(0.5)
    hands.key("Return", "Return")
    hands.until(lambda seen: seen.get("resting", False))
    hands.key("ctrl+k")
    hands.type("feuille vide")
    hands.look("chercher-feuille-vide")
    hands.key("Return")
    hands.rest(0.8)
    hands.look("exporter-feuille-vide")
    hands.key("Return")
    hands.until(lambda seen: not seen["busy"] and seen["notices"])
    pdf = found(hands, "*.pdf")
    hands.look("feuille-ecrite")
    time.sleep(2)
    photo = photographed(pdf, found(hands, "*.gpkg"), hands.folder / "IMG_2041.jpg", exif=6)
    hands.ask("quiet")
    let_go(hands, photo, page((143, 157)))
    for moment in range(4):
        hands.look(f"lecture-{moment}")
        hands.rest(0.1)
    hands.until(lambda seen: not seen["panel"] and seen["notices"])
    hands.look("a-sa-place")
    hands.key("Escape")
    hands.look("feuille-dessous")
    if not hands.ask("where", name="Organisation")["on"]:
        hands.press("Organisation")
    hands.press("Santé", "Tile")
    hands.click(page(DOT))
    hands.type("Plus de médecin")
    hands.look("picto-sur-le-point")
    hands.key("Return", "Escape")
    hands.press("Flèche (A)")
    hands.drag(page(ARROW[0]), page(ARROW[-1]), look="fleche-le-long")
    hands.type("On part travailler")
    hands.key("Return", "Escape")
    hands.press("Zone (Z)")
    around(hands, [page(at) for at in (*LOOP, LOOP[0])])
    hands.type("La forêt qui se ferme")
    hands.look("zone-faite")
    hands.key("Return", "Escape", "Escape")
    hands.key("ctrl+k")
    hands.type("fond de carte")
    hands.key("Return")
    hands.look("fond-de-carte")
    hands.press("Opacité de Feuille photographiée")
    hands.look("palie")
    hands.press("Masquer Feuille photographiée")
    hands.look("masquee")
    hands.key("Escape")
    hands.key("ctrl+shift+e")
    hands.rest(0.6)
    hands.key("Return")
    hands.until(lambda seen: seen["busy"])
    hands.until(lambda seen: not seen["busy"])
    hands.look("exporte")
    assert "Canvas" in hands.ask("state")["focus"]


def main(folder: Path) -> None:
    """Go through the story; pictures are in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    with _journey().opened(folder) as hands:
        tried(hands)


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "--source":
        sys.exit(source(sys.argv[2]))
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
