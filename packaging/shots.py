"""Make again the pictures of the README and of the guide: ``./check shots``.

Everything is drawn offscreen by the program itself, from the example poster and the shipped pictograms.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from math import cos, pi, sin
from pathlib import Path
from typing import TYPE_CHECKING

os.environ["QT_QPA_PLATFORM"] = "offscreen"
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from app import i18n, paths

if TYPE_CHECKING:
    from PIL.Image import Image
    from PySide6.QtWidgets import QWidget

    from app.ui.window import Window
    from app.ui.workspace import Workspace

DOCS = paths.root() / "docs"
SAMPLE = paths.resource("samples", "ambert-livradois-forez.gpkg")
#: How many of the 256 colours of a picture are those that it has most of.
COMMON = 160


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
    """Every pictogram at the sizes of print, of the projector and of the palette, and in a bad light."""
    import contact

    from app.catalogue.load import shipped

    contact.sheet(list(shipped().values())).save(str(DOCS / "catalogue.png"))
    _light(DOCS / "catalogue.png")


def windows() -> None:
    """The start page, with a territory picked on its map, and the window with the example, in French, at 1366 × 768."""
    from app.basemap.france.search import resolve

    with _window() as window:
        window.open_at_start(None)
        assert window.start is not None
        _settle()  # the country is there before anybody picks in it
        window.start.picker.begin([resolve("200070761"), resolve("200070712")], ())
        _settle()
        window.start.name.setText("Le pays de la Dore")
        _shoot(window, "depart")
        window.open_at_start(_copy_of_sample())
        _shoot(window, "fenetre")


def palette() -> None:
    """The table of structures, open as a palette."""
    from app.ui.planche import PLANCHE

    with _at_work() as bench:
        bench.open_drawer(PLANCHE)
        _settle()
        _shoot(bench, "palette", (0, bench.rail.y(), bench.canvas.x(), bench.height() - bench.rail.y()))


def inventing() -> None:
    """« Inventer le nôtre », with a bread oven drawn in three strokes."""
    from app.ui.inventing.strokes import Stroke

    def arch(radius: float, foot: float) -> tuple[tuple[float, float], ...]:
        turns = [pi + pi * step / 24 for step in range(25)]
        dome = [(32 + radius * cos(turn), foot - 12 + radius * sin(turn)) for turn in turns]
        return ((32 - radius, foot), *dome, (32 + radius, foot))

    with _at_work() as bench:
        bench.beside.open_inventing("Le four du village", "ressources")
        panel = bench.beside.inventing
        assert panel is not None
        smoke = tuple((46 + 2.5 * sin(step / 3), 22 - step) for step in range(15))
        panel.draw.sheet.restore(
            (
                Stroke((*arch(25, 56), (7, 56)), 5.0),
                Stroke((*arch(10, 56), (22, 56)), 5.0, filled=True),
                Stroke(smoke, 5.0),
            )
        )
        _settle()
        _shoot(bench, "inventer", (0, panel.y(), panel.geometry().right() + 260, panel.height()))


def handles() -> None:
    """A structure that is selected, with what can be taken and pulled."""
    from app.poster.records import Mark

    with _at_work() as bench:
        bench.open_drawer("")
        session, canvas = bench.session, bench.canvas
        (mark,) = [each for each in session.document.all(Mark) if each.picto == "points_attires"]
        session.select([mark.uid])
        _settle()
        canvas.fit_selection()
        _shoot(bench, "poignees", (canvas.x(), canvas.y(), bench.width() - canvas.x(), canvas.height()))


def readings() -> None:
    """The readings, with the poster seen through one of them."""
    with _at_work() as bench:
        bench.open_drawer("")
        bench.marge.open_panel("lectures")
        bench.session.show_reading("dynamique")
        _shoot(bench, "lectures")


def ground() -> None:
    """« Fond de carte », with layers that were brought under an empty poster."""
    import brought

    from app.imports import apports
    from app.poster.records import Apport

    with _at_work(_bare()) as bench:
        document = bench.session.document
        poster, folder = document.poster, Path(os.environ["CHOROGRAPHE_HOME"])
        for name, through, aside in (("Rivières", brought.RIVERS, 700.0), ("Routes", brought.ROADS, 0.0)):
            records = list(document.records.values())
            path = brought.lines(records, through, aside, folder / f"{name}.geojson")
            with document.transaction("Apporter un fichier") as act:
                for record in apports.brought(poster, path, records=records).records:
                    act.put(replace(record, noms=True) if isinstance(record, Apport) else record)
        with document.transaction("Poser") as act:
            for record in brought.noted(document.records.values()):
                act.put(record)
        bench.open_drawer("")
        bench.marge.open_panel("fond")
        _shoot(bench, "fond")


def empty_sheet() -> None:
    """The sheet that is printed empty, with its codes."""
    out = DOCS / "feuille-vide.png"
    with _at_work(_bare()) as bench:
        _printed(bench, 80).save(out)
    _light(out)


def pins() -> None:
    """« Caler »: a scan of a map in hand, pinned on the ground."""
    import io

    import brought

    from app.basemap.paper.sheet_code import paper_rect
    from app.imports import calques
    from app.poster.fitting import Pin, within
    from app.poster.records import Fond
    from app.poster.sheet import MapFrame, page_size
    from app.ui import fitting

    with _at_work(_bare()) as bench:
        bench.open_drawer("")
        session = bench.session
        poster = session.document.poster
        wide, high = page_size(poster.orientation)
        x, y, across, down = paper_rect(poster.orientation)
        sheet = _printed(bench, 150)
        found = brought.scan(sheet, (x / wide, y / high, (x + across) / wide, (y + down) / high))
        held = io.BytesIO()
        found.save(held, "JPEG", quality=90)
        picture = calques.Brought(held.getvalue(), *found.size, None, "Carte de 1950", "carte.jpg")
        record = calques.calque(poster, (), picture, session.file.pictures.add)
        with session.document.transaction("Poser une image") as act:
            act.put(record)
        fitting.begin(session, record.uid)
        assert session.fitting is not None
        # Where each town truly is in the scan, less what a hand misses.
        truly = brought.lies(found.size, sheet.width * across / wide, MapFrame.of(poster))
        towns = {
            each.nom: next(iter(each.geometry.coords()))
            for each in session.document.all(Fond)
            if each.couche == "lieu"
        }
        for rank, name in enumerate(brought.PINNED):
            u, v = within(truly, towns[name])
            miss = brought.MISSED[rank]
            placing = session.fitting.placing.with_pin(Pin(u + miss[0], v + miss[1], *towns[name]))
            session.fitting.put(placing)
        session.fitting.show(0.6)
        _shoot(bench, "caler")


def card() -> None:
    """The card of keys and gestures for the table, as it is printed and as a picture."""
    from app.painting import fonts
    from app.ui import card as printed

    fonts.ensure_application()
    fonts.load()
    printed.pdf(DOCS / "aide-memoire.pdf")
    printed.picture(110).save(str(DOCS / "aide-memoire.png"))
    _light(DOCS / "aide-memoire.png")


@contextmanager
def _window() -> Iterator[Window]:
    from PySide6.QtCore import Qt

    from app import settings
    from app.ui import app as application
    from app.ui.window import Window

    kept = settings.load()
    application.made(kept)
    window = Window(kept)
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(1366, 768)
    yield window
    window.close()
    _settle()


@contextmanager
def _at_work(path: Path | None = None) -> Iterator[Workspace]:
    """The window with a poster open, the example by default."""
    with _window() as window:
        window.open_at_start(path or _copy_of_sample())
        _settle()
        assert window.workspace is not None
        yield window.workspace


def _shoot(widget: QWidget, name: str, box: tuple[int, int, int, int] | None = None) -> None:
    """Keep what a widget shows once it is still, cropped to ``box`` in px."""
    from PySide6.QtCore import QRect

    _settle()
    seen = widget.grab() if box is None else widget.grab(QRect(*box))
    seen.save(str(DOCS / f"{name}.png"))
    _light(DOCS / f"{name}.png")


def _copy_of_sample() -> Path:
    copy = Path(os.environ["CHOROGRAPHE_HOME"]) / "Ambert Livradois Forez.gpkg"
    copy.write_bytes(SAMPLE.read_bytes())
    return copy


def _bare() -> Path:
    """A poster of the territory of the example, with nothing on it yet."""
    from app.basemap.france.search import resolve
    from app.imports.new import new_poster
    from app.storage.file import PosterFile

    path = Path(os.environ["CHOROGRAPHE_HOME"]) / "Notre territoire.gpkg"
    path.unlink(missing_ok=True)
    PosterFile.create(path, new_poster([resolve("200070761")])).close()
    return path


def _printed(bench: Workspace, dpi: int) -> Image:
    """The empty sheet of the poster that is open, as it leaves: the page of its PDF."""
    import pypdfium2

    from app.exports.papier import PapierOptions
    from app.exports.registry import export

    path = Path(os.environ["CHOROGRAPHE_HOME"]) / "feuille.pdf"
    export(bench.session.snapshot(), path, PapierOptions())
    document = pypdfium2.PdfDocument(path)
    page: Image = document[0].render(scale=dpi / 72).to_pil().convert("RGB")
    document.close()
    return page


def _settle() -> None:
    from PySide6.QtCore import QDeadlineTimer, QEventLoop
    from PySide6.QtWidgets import QApplication

    deadline = QDeadlineTimer(2500)
    while not deadline.hasExpired():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)


def _light(path: Path) -> None:
    """Keep at most 256 colours: the pictures are flat, and the repository stays small.

    The commonest colours stay themselves, so that greys are grey; the others are spread over what is left.
    """
    import numpy as np
    from PIL import Image

    with Image.open(path) as opened:
        picture = opened.convert("RGB")
    pixels = np.asarray(picture).reshape(-1, 3)
    colours, places, counts = np.unique(pixels, axis=0, return_inverse=True, return_counts=True)
    spread = picture.quantize(256 - COMMON, Image.Quantize.MAXCOVERAGE).getpalette() or []
    common = colours[np.argsort(-counts)[:COMMON]]
    palette = np.concatenate([common, np.reshape(spread, (-1, 3))]).astype(np.int32)
    nearest = [np.square(palette - colour).sum(axis=1).argmin() for colour in colours.astype(np.int32)]
    flat = Image.fromarray(np.array(nearest, np.uint8)[places.reshape(picture.height, picture.width)], "P")
    flat.putpalette(palette.astype(np.uint8).tobytes())
    flat.save(path, optimize=True)


#: Windows first: their application serves what only paints too.
SHOTS: dict[str, Callable[[], None]] = {
    "windows": windows,
    "palette": palette,
    "inventer": inventing,
    "poignees": handles,
    "lectures": readings,
    "fond": ground,
    "feuille-vide": empty_sheet,
    "caler": pins,
    "aide-memoire": card,
    "poster": poster,
    "catalogue": catalogue,
}


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
