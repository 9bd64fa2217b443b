"""Post-its that come from the marge to the sheet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint

from app.drawing import postits
from app.poster.geometry import Coord
from app.poster.records import PostIt, new_uid
from app.poster.sheet import MapFrame, page_size
from app.ui.tools import free_places, notes

if TYPE_CHECKING:
    from app.ui.canvas.canvas import Canvas

#: A post-it about a thing stands this far from it, in mm.
BESIDE = 12.0


def in_view(canvas: Canvas, uid: str) -> None:
    """Lay a waiting post-it in the middle of what is seen."""
    _lay(canvas, uid, canvas.view.middle())


def where(canvas: Canvas, uid: str, at: QPoint) -> None:
    """Lay a waiting post-it with its corner at a place of the screen, if that is on the canvas."""
    here = canvas.mapFromGlobal(at)
    if canvas.rect().contains(here):
        ratio = canvas.view.ratio
        _lay(canvas, uid, canvas.view.to_page(here.x() * ratio, here.y() * ratio))


def all_around(canvas: Canvas) -> int:
    """Lay every waiting post-it in a free place near the edge of the map, as one act; return how many."""
    session = canvas.session
    session.settle()
    waiting = notes.waiting(session.document)
    if not waiting or session.document.busy:
        return 0
    frame = MapFrame.of(session.document.poster).box
    papers = [postits.paper(note) for note in waiting]
    sizes = [(paper.width, paper.height) for paper in papers]
    corners = free_places.free(sizes, free_places.taken(session.scene), frame)
    with session.document.transaction("Poser {n} post-its", n=len(waiting)) as act:
        for note, (x, y) in zip(waiting, corners, strict=True):
            act.put(_kept(canvas, replace(note, x=x, y=y)))
    session.select(note.uid for note in waiting)
    return len(waiting)


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
    return postits.on_sheet(note, page_size(canvas.session.document.poster.orientation))
