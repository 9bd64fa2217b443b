"""« Caler » without a pointer: walk through pins or handles, nudge them, set a pin, take one away, lay the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from app.i18n import tr
from app.poster.geometry import Coord
from app.ui import fitting as placing_acts
from app.ui.canvas import holding
from app.ui.canvas.events import Handle
from app.ui.fitting import Fitting
from app.ui.keys import ARROWS
from app.ui.tools.caler import gesture, shaping

if TYPE_CHECKING:
    from app.ui.canvas.canvas import Canvas

#: Steps of the arrows in mm: alone, with Maj, with Alt.
STEP, LONG, FINE = 1.0, 10.0, 0.1
#: One press of + enlarges the picture by so much.
LARGER = 1.02
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
LARGER_KEYS = (Qt.Key.Key_Plus, Qt.Key.Key_Equal)
AIM = (Qt.Key.Key_R, Qt.Key.Key_Insert)


def key(canvas: Canvas, fitting: Fitting, pressed: Qt.Key, held: frozenset[str]) -> bool:
    """Act on a key; return whether it meant something."""
    if pressed in ARROWS:
        step = LONG if "shift" in held else FINE if "alt" in held else STEP
        right, down = ARROWS[pressed]
        _arrow(canvas, fitting, right * step, down * step)
    elif pressed in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        return _walk(canvas, fitting, -1 if pressed == Qt.Key.Key_Backtab or "shift" in held else 1)
    elif pressed in AIM and not held:
        _look(canvas, fitting)
    elif pressed in ENTER and fitting.aim is not None:
        _set(canvas, fitting, fitting.aim)
    elif pressed in ENTER:
        placing_acts.lay(canvas.session)
    elif pressed in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
        _remove(canvas, fitting)
    elif pressed in (*LARGER_KEYS, Qt.Key.Key_Minus) and not fitting.placing.pins:
        _shape(canvas, fitting, None, LARGER if pressed in LARGER_KEYS else 1 / LARGER)
    else:
        return False
    return True


def said(fitting: Fitting, handle: Handle) -> str:
    """Return the words of a pin or of a handle of the frame."""
    if handle.role == "pivot":
        return tr("Tourner l’image")
    if handle.role == "cadre":
        return (
            tr("Agrandir l’image, coin {n}", n=handle.path[0] + 1)
            if handle.path[0] < 4
            else tr("Étirer l’image")
        )
    rank, placing = handle.path[0], fitting.placing
    words = tr("Repère {n} sur {total}", n=rank + 1, total=len(placing.pins))
    if not placing.fitted.checked:
        return words
    away = gesture.said_distance(placing.fitted.residuals[rank])
    return tr("{repere}, à {distance} de sa place", repere=words, distance=away)


def _handle(canvas: Canvas) -> Handle | None:
    chosen = canvas.desk.chosen
    return canvas.desk.again(chosen) if chosen is not None else None


def _walk(canvas: Canvas, fitting: Fitting, step: int) -> bool:
    """Take the next handle; past the last one the keys go on to the rest of the window."""
    found = canvas.desk.handles()
    chosen = canvas.desk.chosen
    at = next((rank for rank, each in enumerate(found) if each.like(chosen)), None)
    following = (0 if step > 0 else len(found) - 1) if at is None else at + step
    if not 0 <= following < len(found):
        canvas.desk.choose(None)
        canvas.update()
        return False
    _choose(canvas, fitting, found[following])
    return True


def _choose(canvas: Canvas, fitting: Fitting, handle: Handle) -> None:
    canvas.desk.choose(handle)
    x, y = handle.at
    canvas.look_into((x, y, x, y))
    holding.say(canvas, said(fitting, handle))
    canvas.update()


def _arrow(canvas: Canvas, fitting: Fitting, dx: float, dy: float) -> None:
    canvas.desk.refresh()
    context, placing = canvas.desk.hand.context, fitting.placing

    def ground(at: Coord) -> Coord:
        return context.frame.to_ground(at[0] + dx, at[1] + dy)

    if fitting.aim is not None:
        aim = ground(context.on_page(fitting.aim))
        if gesture.inside(context, placing, context.on_page(aim)):
            fitting.look_for(aim)
        return
    handle = _handle(canvas)
    if handle is not None and handle.role == "repere":
        rank = handle.path[0]
        fitting.put(placing.moved_pin(rank, ground(handle.at)))
        after = _handle(canvas)
        if after is not None:
            _choose(canvas, fitting, after)
    elif not placing.pins:
        corners = gesture.on_page(context, placing)
        if handle is None:
            made = shaping.moved(corners, dx, dy)
        elif handle.role == "pivot":
            made = shaping.turned(corners, dx + dy)
        else:
            made = shaping.shaped(corners, handle, handle.at, (handle.at[0] + dx, handle.at[1] + dy))
        fitting.put(placing.laid(gesture.on_ground(context, made)))
    else:
        canvas.session.said.emit(tr("Tab choisit un repère, les flèches le déplacent."))


def _shape(canvas: Canvas, fitting: Fitting, about: Coord | None, share: float) -> None:
    canvas.desk.refresh()
    context, placing = canvas.desk.hand.context, fitting.placing
    corners = gesture.on_page(context, placing)
    made = shaping.scaled(corners, share, about or shaping.centre(corners))
    fitting.put(placing.laid(gesture.on_ground(context, made)))


def _look(canvas: Canvas, fitting: Fitting) -> None:
    """Show a cross on the picture: the arrows lead it to a place that people know, Entrée sets a pin there."""
    canvas.desk.refresh()
    context = canvas.desk.hand.context
    if gesture.full(context, fitting.placing):
        return
    at = canvas.view.middle()
    if not gesture.inside(context, fitting.placing, at):
        at = shaping.centre(gesture.on_page(context, fitting.placing))
    canvas.desk.choose(None)
    fitting.look_for(context.frame.to_ground(*at))
    holding.say(canvas, tr("Les flèches mènent la croix à un lieu de l’image, Entrée y pose un repère."))


def _set(canvas: Canvas, fitting: Fitting, aim: Coord) -> None:
    canvas.desk.refresh()
    context = canvas.desk.hand.context
    placing = fitting.placing.with_pin(gesture.pin_at(context, fitting.placing, context.on_page(aim)))
    fitting.aim = None
    context.place(placing, len(placing.pins) - 1)
    handle = _handle(canvas)
    if handle is not None:
        _choose(canvas, fitting, handle)
    canvas.session.heard.emit(tr("Les flèches mènent le repère là où ce lieu est sur la carte."))


def _remove(canvas: Canvas, fitting: Fitting) -> None:
    handle = _handle(canvas)
    if handle is None or handle.role != "repere":
        return
    rank = handle.path[0]
    canvas.desk.choose(None)
    fitting.put(fitting.placing.without_pin(rank))
    left = canvas.desk.handles()
    if fitting.placing.pins:
        _choose(canvas, fitting, left[min(rank, len(left) - 1)])
