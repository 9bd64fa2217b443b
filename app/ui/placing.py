"""Post-its that come from the marge to the sheet."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint

from app.drawing import postits
from app.poster.geometry import Coord
from app.poster.records import PostIt, new_uid
from app.poster.sheet import page_size
from app.ui.canvas.canvas import Canvas
from app.ui.tools.moved import on_sheet

#: A post-it about a thing stands this far from it, in mm.
BESIDE = 12.0


def in_view(canvas: Canvas, uid: str) -> None:
    """Lay a waiting post-it in the middle of what is seen."""
    left, top, right, bottom = canvas.view.seen
    _lay(canvas, uid, ((left + right) / 2, (top + bottom) / 2))


def where(canvas: Canvas, uid: str, at: QPoint) -> None:
    """Lay a waiting post-it with its corner at a place of the screen, if that is on the canvas."""
    here = canvas.mapFromGlobal(at)
    if canvas.rect().contains(here):
        ratio = canvas.view.ratio
        _lay(canvas, uid, canvas.view.to_page(here.x() * ratio, here.y() * ratio))


def note_about(canvas: Canvas, uid: str) -> None:
    """Begin a post-it about a thing of the sheet and open its words; nothing is kept when none is written."""
    session = canvas.session
    session.settle()
    box = canvas.desk.extent(uid)
    if box is None or session.document.busy:
        return
    note = _kept(canvas, PostIt(uid=new_uid(), x=box[2] + BESIDE, y=box[1] - BESIDE, cible=uid))
    session.select(())
    act = session.document.transaction("Écrire un post-it")
    act.put(note)
    canvas.edit_text(note.uid, act)


def _lay(canvas: Canvas, uid: str, page: Coord) -> None:
    session = canvas.session
    session.settle()
    note = session.document.get(uid)
    if not isinstance(note, PostIt) or session.document.busy:
        return
    with session.document.transaction("Poser un post-it") as act:
        act.put(_kept(canvas, replace(note, x=page[0], y=page[1])))
    session.select([uid])
    canvas.setFocus()


def _kept(canvas: Canvas, note: PostIt) -> PostIt:
    paper = postits.sized(note.texte, note.largeur)
    orientation = canvas.session.document.poster.orientation
    return on_sheet(note, paper.width, paper.height, page_size(orientation))
