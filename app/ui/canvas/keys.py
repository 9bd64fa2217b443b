"""Keys on the canvas: everything that a hand does, without a pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from app.poster.geometry import Coord
from app.poster.records import TEMPS, TENDANCES, VALENCES, Mark
from app.ui.canvas import holding
from app.ui.canvas.devices import modifiers
from app.ui.keys import ARROWS
from app.ui.marge import writes
from app.ui.tools import acts
from app.ui.tools.registry import TOOLS

if TYPE_CHECKING:
    from app.ui.canvas.canvas import Canvas

#: Steps of the arrows in mm: alone, with Maj, with Alt.
STEP, LONG, FINE = 1.0, 10.0, 0.1
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
DELETE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
LETTERS = {tool.shortcut: tool.id for tool in TOOLS.values() if tool.shortcut}

#: Letters that go through the values of a qualifier, the empty one included.
QUALIFIERS: dict[Qt.Key, tuple[str, tuple[str | int | None, ...]]] = {
    Qt.Key.Key_D: ("temps", ("", *TEMPS)),
    Qt.Key.Key_J: ("valence", ("", *VALENCES)),
    Qt.Key.Key_I: ("intensite", (None, 1, 2, 3)),
    Qt.Key.Key_G: ("tendance", ("", *TENDANCES)),
}


def press(canvas: Canvas, event: QKeyEvent) -> bool:
    """Act on a key; return whether it meant something here."""
    key = Qt.Key(event.key())
    held = modifiers(event.modifiers())
    if key == Qt.Key.Key_Escape:
        return step_back(canvas)
    if canvas.desk.hand.busy:
        return _in_gesture(canvas, key)
    if "ctrl" in held:
        return _with_ctrl(canvas, key)
    if key in ARROWS:
        return _arrow(canvas, ARROWS[key], held)
    if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        back = key == Qt.Key.Key_Backtab or "shift" in held
        return walk(canvas, -1 if back else 1)
    if key in ENTER or key == Qt.Key.Key_F2:
        return _enter(canvas, lay=key in ENTER)
    if key in DELETE:
        return delete(canvas)
    if key == Qt.Key.Key_F:
        canvas.fit_selection() if "shift" in held else canvas.fit()
        return True
    return _single(canvas, key, held)


def _single(canvas: Canvas, key: Qt.Key, held: frozenset[str]) -> bool:
    session = canvas.session
    if key == Qt.Key.Key_Home:
        canvas.fit()
    elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
        if not holding.step(canvas, 1):
            canvas.zoom_in()
    elif key == Qt.Key.Key_Minus:
        if not holding.step(canvas, -1):
            canvas.zoom_out()
    elif held - {"shift"} or not Qt.Key.Key_A <= key <= Qt.Key.Key_Z:
        return False
    elif key in QUALIFIERS:
        return qualify(canvas, key)
    elif key == Qt.Key.Key_Q:
        session.hold(not session.keep)
    elif key == Qt.Key.Key_M:
        holding.walk(canvas, -1 if "shift" in held else 1)
    elif chr(key) in LETTERS:
        session.use(LETTERS[chr(key)])
    else:
        return False
    return True


def step_back(canvas: Canvas) -> bool:
    """Give up one thing: the gesture, else the armed tool, else the selection. Return whether there was one."""
    session = canvas.session
    if canvas.give_up():
        return True
    if session.tool != "choisir":
        session.use("choisir")
        return True
    if session.selection:
        session.select(())
        return True
    return False


def _in_gesture(canvas: Canvas, key: Qt.Key) -> bool:
    if key in ENTER:
        canvas.feed("finish")
    elif key in DELETE:
        canvas.feed("back")
    else:
        return False
    return True


def _with_ctrl(canvas: Canvas, key: Qt.Key) -> bool:
    session = canvas.session
    if key == Qt.Key.Key_A:
        session.use("choisir")
        unlit = session.unlit
        session.select(
            item.uid for item in session.document.items() if not item.verrouille and item.uid not in unlit
        )
    elif key == Qt.Key.Key_D:
        session.select(acts.duplicate(session.document, session.selection, session.drawn))
    elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
        canvas.zoom_in()
    elif key == Qt.Key.Key_Minus:
        canvas.zoom_out()
    elif key == Qt.Key.Key_0:
        canvas.zoom_paper()
    else:
        return False
    return True


def _arrow(canvas: Canvas, way: Coord, held: frozenset[str]) -> bool:
    session = canvas.session
    if not session.selection:
        return False
    step = LONG if "shift" in held else FINE if "alt" in held else STEP
    dx, dy = way[0] * step, way[1] * step
    if not holding.move(canvas, dx, dy):
        acts.nudge(session.document, session.selection, session.drawn, dx, dy)
    return True


def walk(canvas: Canvas, step: int) -> bool:
    """Select the next thing of the sheet, from the bottom of the pile, and bring it into sight."""
    session = canvas.session
    unlit = session.unlit
    uids = [
        item.uid
        for item in session.document.items()
        if item.uid not in unlit and canvas.desk.extent(item.uid)
    ]
    if not uids:
        return False
    at = next((rank for rank, uid in enumerate(uids) if uid in session.selection), None)
    following = (0 if step > 0 else len(uids) - 1) if at is None else (at + step) % len(uids)
    session.use("choisir")
    session.select({uids[following]})
    canvas.reveal(uids[following])
    return True


def _enter(canvas: Canvas, *, lay: bool) -> bool:
    session = canvas.session
    if lay and session.tool != "choisir":
        return canvas.lay_in_view()
    if lay and holding.add(canvas):
        return True
    if len(session.selection) == 1:
        canvas.edit_text(next(iter(session.selection)))
        return True
    return False


def delete(canvas: Canvas) -> bool:
    """Delete what the chosen handle stands for, else what is selected; return whether there was something."""
    session = canvas.session
    return holding.take_away(canvas) or bool(acts.delete(session.document, session.selection))


def qualify(canvas: Canvas, key: Qt.Key) -> bool:
    """Give the selected marks the next value of a qualifier, as one act; return whether there are any."""
    session = canvas.session
    field, values = QUALIFIERS[key]
    marks = [item for item in canvas.desk.selected() if isinstance(item, Mark) and not item.verrouille]
    if not marks:
        return False
    now = getattr(marks[0], field)
    following = values[(values.index(now) + 1) % len(values)] if now in values else values[0]
    writes.put(session.document, [mark.uid for mark in marks], field, following)
    return True
