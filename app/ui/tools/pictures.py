"""Photos, captures of screens and logos that people bring: read beside the window, laid as one act.

A picture is read in a process of its own; what the poster keeps was made by us (``catalogue.brought``).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from app.catalogue.brought import Brought, bring
from app.catalogue.picture import MOST_BYTES
from app.drawing import photos
from app.i18n import Souci, tr
from app.poster.geometry import Coord, Point
from app.poster.records import Photo, new_uid
from app.poster.sheet import MapFrame, page_size
from app.ui.asking import ask_file
from app.ui.work import Work

if TYPE_CHECKING:
    from app.ui.canvas.canvas import Canvas

#: A picture fills this much of the page at most, in mm: less than a quarter of an A3.
WIDEST, HIGHEST = photos.USUAL, 80.0
#: Millimetres for a pixel of a small picture: it is not blown up beyond what can be looked at. And the least width.
GRAIN, NARROWEST = 0.42, 15.0
#: Between a print and the edge of the sheet, in mm.
EDGE = 3.0
#: A reading that lasts longer than this is said, and a hand that is at work is asked again after this (ms).
SLOW, AGAIN = 400, 150


def lay(canvas: Canvas, brought: Brought, page: Coord) -> str:
    """Lay a picture that was read with its middle near a place of the page, whole on the sheet; return its uid."""
    session = canvas.session
    canvas.give_up()
    session.settle()
    poster = session.document.poster
    width = min(WIDEST, HIGHEST / brought.rapport, max(NARROWEST, GRAIN * brought.width))
    x, y = _inside(page, width, width * brought.rapport, page_size(poster.orientation))
    photo = Photo(
        uid=new_uid(),
        geometry=Point(*MapFrame.of(poster).to_ground(x, y)),
        media=session.file.pictures.add(brought.data),
        taille_mm=round(width, 1),
        rapport=round(brought.rapport, 5),
    )
    with session.document.transaction("Poser une image") as act:
        act.put(photo)
    session.use("choisir")
    session.select({photo.uid})
    return photo.uid


def bring_picture(
    canvas: Canvas, source: bytes | Path, page: Coord, name: str = "", *, told: bool = False
) -> Work:
    """Read a picture, bytes or a file, beside the window, then lay it; what goes wrong is said in one sentence.

    ``told`` tells the session of a file that it was laid as a photo: people may want it under the map.
    """
    work = Work(lambda: _read(source, name), canvas)
    waiting = QTimer(work, singleShot=True, interval=SLOW)
    waiting.timeout.connect(lambda: canvas.session.said.emit(tr("L’image arrive…")))

    def failed(error: Exception) -> None:
        waiting.stop()
        work.deleteLater()
        if not isinstance(error, Souci):
            raise error
        canvas.session.said.emit(str(error))

    def done(brought: Brought) -> None:
        waiting.stop()
        if canvas.desk.hand.busy or canvas.session.document.busy:
            # What the hand is doing comes first.
            QTimer.singleShot(AGAIN, work, lambda: done(brought))
            return
        canvas.session.said.emit("")  # it has arrived
        uid = lay(canvas, brought, page)
        if told and isinstance(source, Path):
            canvas.session.photo_laid.emit(uid, source)
        work.deleteLater()

    work.done.connect(done)
    work.failed.connect(failed)
    waiting.start()
    return work.start()


def ask_picture(canvas: Canvas) -> None:
    """Ask for the file of a picture, without stopping the window, and lay it in the middle of what is seen."""
    kinds = tr("Images (*.png *.jpg *.jpeg *.webp *.gif *.bmp *.tif *.tiff)")
    ask_file(
        canvas,
        tr("Choisir une image"),
        kinds,
        lambda path: bring_picture(canvas, path, canvas.view.middle()),
    )


def _read(source: bytes | Path, name: str) -> Brought:
    if isinstance(source, bytes):
        return bring(source, name)
    try:
        with source.open("rb") as file:
            # One byte more than is read says that there is too much.
            return bring(file.read(MOST_BYTES + 1), source.name)
    except OSError as fault:
        raise Souci(tr("«\u00a0{fichier}\u00a0» ne peut pas être lu.", fichier=source.name)) from fault


def _inside(page: Coord, width: float, height: float, sheet: Coord) -> Coord:
    """Return the place of the middle of a print that lies whole on the sheet, the nearest to ``page``."""
    across, down = width / 2 + EDGE + photos.BORDER, height / 2 + EDGE + photos.BORDER
    return (
        min(max(page[0], across), sheet[0] - across),
        min(max(page[1], down), sheet[1] - down),
    )
