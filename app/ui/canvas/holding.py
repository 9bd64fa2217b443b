"""The handle in hand, without a pointer: walk from one to the next, move it, change its value, take it away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.i18n import tr
from app.poster.records import Item
from app.ui.canvas.events import FRAMED, Handle
from app.ui.tools import choisir, framing, handles
from app.ui.tools.handles import frame
from app.ui.tools.tool import Context
from app.ui.tools.transformed import Change

if TYPE_CHECKING:
    from app.ui.canvas.canvas import Canvas


def say(canvas: Canvas, words: str) -> None:
    """Say what is in hand to those who do not see the sheet."""
    canvas.setAccessibleDescription(words)
    canvas.session.heard.emit(words)


def held(canvas: Canvas) -> tuple[Item, Handle] | None:
    """Return the thing and its handle that keys speak to, as they are now; None when there is none."""
    desk = canvas.desk
    if desk.chosen is None or desk.chosen.role in FRAMED or desk.chosen.uid not in canvas.session.selection:
        return None
    item, handle = desk.item(desk.chosen.uid), desk.again(desk.chosen)
    if item is None or handle is None:
        desk.choose(None)
        return None
    return item, handle


def walk(canvas: Canvas, step: int) -> bool:
    """Take the next handle of the selected thing in hand, and say what it is; midpoints are for the pointer."""
    desk = canvas.desk
    found = [each for each in desk.handles() if each.role != "milieu"]
    if not found:
        desk.choose(None)
        return False
    at = next((rank for rank, each in enumerate(found) if each.like(desk.chosen)), -1 if step > 0 else 0)
    handle = found[(at + step) % len(found)]
    _told(canvas, desk.item(handle.uid), handle)
    return True


def move(canvas: Canvas, dx: float, dy: float) -> bool:
    """Move the handle in hand by (dx, dy) mm; a sign or a side goes to the next one. Return whether there is one."""
    if (whole := _framed(canvas)) is not None:
        return _reframed(canvas, whole, framing.nudged(framing.grasped(_context(canvas)), whole, dx, dy))
    found = held(canvas)
    if found is None:
        return False
    item, handle = found
    if handle.role in ("cote", "cycle"):
        return step(canvas, 1 if dx > 0 or dy < 0 else -1)
    if handle.role != "ajout":
        to = (handle.at[0] + dx, handle.at[1] + dy)
        context = canvas.desk.hand.context
        _put(canvas, item, handles.dragged(item, handle, to, context, steps=False, free=True), handle)
    return True


def step(canvas: Canvas, by: int) -> bool:
    """Take the value of the handle in hand one step up or down; return whether it has one.

    A step up on a vertex adds a bend on the side that comes after it.
    """
    if (whole := _framed(canvas)) is not None:
        box = framing.grasped(_context(canvas)).box
        return _reframed(canvas, whole, frame.step(whole, box, by) if box else None)
    found = held(canvas)
    if found is None or found[1].role in ("largeur", "cible"):
        return False
    item, handle = found
    if handle.role in ("bout", "sommet"):
        return by > 0 and _bend(canvas, item, handle)
    _put(canvas, item, handles.stepped(item, handle, canvas.desk.hand.context, by), handle)
    return True


def _context(canvas: Canvas) -> Context:
    canvas.desk.refresh()
    return canvas.desk.hand.context


def _framed(canvas: Canvas) -> Handle | None:
    """Return the handle of a frame that keys speak to, as it stands now."""
    chosen = canvas.desk.chosen
    return canvas.desk.again(chosen) if chosen is not None and chosen.role in FRAMED else None


def _reframed(canvas: Canvas, handle: Handle, made: Change | None) -> bool:
    """Change all that is selected as a key asks by a handle of its frame, and say by how much."""
    if made is None:
        return False
    context = _context(canvas)
    framing.grasped(context).put(made, framing.framing(context.document, handle))
    canvas.desk.choose(canvas.desk.again(handle) or handle, framing.said(made))
    say(canvas, framing.said(made))
    canvas.update()
    return True


def _bend(canvas: Canvas, item: Item, handle: Handle) -> bool:
    """Add a bend beside a vertex, on the side that follows or else on the one before; take it in hand."""
    part, ring, index = handle.path
    sides = [
        each for each in canvas.desk.handles() if each.role == "milieu" and each.path[:2] == (part, ring)
    ]
    side = next((each for rank in (index + 1, index) for each in sides if each.path[2] == rank), None)
    if side is None:
        return False
    context = canvas.desk.hand.context
    changed = handles.dragged(item, side, side.at, context, steps=False)
    _write(canvas, changed, side)
    made = Handle(side.uid, "sommet", side.at, side.path)
    _told(canvas, changed, canvas.desk.again(made) or made)
    return True


def add(canvas: Canvas) -> bool:
    """Add what the handle in hand offers; return whether it offers something."""
    found = held(canvas)
    return found is not None and found[1].role == "ajout" and step(canvas, 1)


def take_away(canvas: Canvas) -> bool:
    """Take away what the handle in hand stands for; return False where the whole thing is meant."""
    found = held(canvas)
    context = canvas.desk.hand.context
    if found is None or not handles.removable(found[1], found[0], context):
        return False
    item, handle = found
    changed = handles.removed(item, handle, context)
    canvas.desk.choose(None)
    if changed != item:
        _write(canvas, changed, handle)
        return True
    if handle.role in ("bout", "sommet"):
        return False
    canvas.session.said.emit(
        tr("Le dessin a besoin de ce point. «\u00a0Supprimer\u00a0», dans la marge, enlève tout le picto.")
    )
    return True


def double(canvas: Canvas, handle: Handle) -> bool:
    """Act on a double click on a handle: take it away, unless clicks already change it. Return whether it did."""
    desk = canvas.desk
    item = desk.item(handle.uid)
    if desk.chosen is not None and desk.chosen.role == "ajout":
        return True  # the first click has just put there what lies under the second
    if item is None or handle.role in ("bout", "taille", "largeur", "rotation", "cible"):
        return False
    context = desk.hand.context
    if handles.clicked(item, handle, context) != item or not handles.removable(handle, item, context):
        return _again(canvas, item, handle)
    desk.choose(handle)
    return take_away(canvas)


def _again(canvas: Canvas, item: Item, handle: Handle) -> bool:
    """Take the second of two quick clicks as one more click: ranks are walked through faster than one can count."""
    _put(canvas, item, handles.clicked(item, handle, canvas.desk.hand.context), handle)
    return True


def _put(canvas: Canvas, item: Item, changed: Item, handle: Handle) -> None:
    if changed != item:
        _write(canvas, changed, handle)
    _told(canvas, changed, canvas.desk.again(handle) or handle)


def _write(canvas: Canvas, changed: Item, handle: Handle) -> None:
    with choisir.reshaping(canvas.session.document, handle.role) as act:
        act.put(changed)
    canvas.update()


def _told(canvas: Canvas, item: Item | None, handle: Handle) -> None:
    """Take a handle in hand and say it: beside it, and to those who do not see the sheet."""
    words = handles.said(item, handle, canvas.desk.hand.context)
    canvas.desk.choose(handle, words)
    say(canvas, words.replace("\n", ", "))
    canvas.update()
