"""Actions on the shape of what is chosen: larger, turned, flipped; soft or straight; strokes made even or simple."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.i18n import tr
from app.poster.document import Document, Transaction
from app.poster.records import Mark, Trace
from app.ui.actions.action import Action
from app.ui.actions.arranging import loose
from app.ui.canvas import holding
from app.ui.tools import framing, softened

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.ui.canvas.canvas import Canvas
    from app.ui.canvas.events import Handle
    from app.ui.tools.tool import Context

#: Degrees of one turn by a key.
TURN = 15.0


def _context(canvas: Canvas) -> Context:
    canvas.session.settle()
    canvas.desk.refresh()
    return canvas.desk.hand.context


def _scale(canvas: Canvas, by: int) -> None:
    if not framing.enlarge(_context(canvas), by):
        canvas.session.said.emit(
            tr("C’est déjà aussi grand que possible.")
            if by > 0
            else tr("C’est déjà aussi petit que possible.")
        )


def _turn(canvas: Canvas, degrees: float) -> None:
    framing.turn(_context(canvas), degrees)


def _flip(canvas: Canvas, *, across: bool) -> None:
    framing.flip(_context(canvas), across=across)


# -- soft and straight


def _outlines(canvas: Canvas) -> list[Mark]:
    """Return the chosen marks whose outline can be soft or straight."""
    known = canvas.session.drawn
    return [
        item
        for item in canvas.desk.selected()
        if isinstance(item, Mark) and not item.verrouille and softened.soft(item, known) is not None
    ]


def _all_soft(canvas: Canvas) -> bool:
    found = _outlines(canvas)
    known = canvas.session.drawn
    return bool(found) and all(softened.soft(mark, known) and not softened.corners(mark) for mark in found)


def _vertex(canvas: Canvas) -> tuple[Mark, Handle] | None:
    """Return the vertex in hand, where it can be a corner or soft."""
    found = holding.held(canvas)
    if found is None or found[1].role not in ("bout", "sommet"):
        return None
    item, handle = found
    if not isinstance(item, Mark) or not softened.bendable(item, handle.path, canvas.session.drawn):
        return None
    return item, handle


def _soften(canvas: Canvas) -> None:
    """Turn the vertex in hand over, else all of what is chosen."""
    if _vertex(canvas):
        _bend(canvas)
        return
    document, known = canvas.session.document, canvas.session.drawn
    whole, marks = not _all_soft(canvas), _outlines(canvas)
    canvas.session.settle()
    with document.transaction("Adoucir" if whole else "Redresser") as act:
        for mark in marks:
            act.put(softened.softened(mark, known, whole=whole))


def _bend(canvas: Canvas) -> None:
    canvas.session.settle()
    found = _vertex(canvas)
    if found is None:
        return
    mark, handle = found
    known = canvas.session.drawn
    after = softened.turned_over(mark, handle.path, known)
    with canvas.session.document.transaction("Modifier la forme") as act:
        act.put(after)
    word = tr("coin") if softened.is_corner(after, handle.path, known) else tr("courbe")
    canvas.desk.choose(canvas.desk.again(handle) or handle, word)
    holding.say(canvas, word)
    canvas.update()


def _sharp(canvas: Canvas) -> bool:
    found = _vertex(canvas)
    return found is not None and softened.is_corner(found[0], found[1].path, canvas.session.drawn)


def _on_vertex(canvas: Canvas) -> bool:
    found = holding.held(canvas)
    return found is not None and found[1].role in ("bout", "sommet")


# -- strokes


def _strokes(canvas: Canvas) -> list[Trace]:
    return [item for item in canvas.desk.selected() if isinstance(item, Trace) and not item.verrouille]


def _redraw(
    canvas: Canvas, change: Callable[[Trace, float], Trace], act_of: Callable[[Document], Transaction]
) -> None:
    document = canvas.session.document
    canvas.session.settle()
    changed = [(stroke, change(stroke, document.poster.metres_par_mm)) for stroke in _strokes(canvas)]
    if all(after == before for before, after in changed):
        canvas.session.said.emit(tr("Ce trait ne peut pas être plus simple."))
        return
    with act_of(document) as act:
        for before, after in changed:
            if after != before:
                act.put(after)


ACTIONS: tuple[Action[Canvas], ...] = (
    Action(
        "agrandir",
        lambda: tr("Agrandir"),
        "objets",
        lambda canvas: _scale(canvas, 1),
        keys=("PgUp",),
        able=loose,
        said=lambda: tr("plus grand, taille, grossir"),
    ),
    Action(
        "reduire",
        lambda: tr("Réduire"),
        "objets",
        lambda canvas: _scale(canvas, -1),
        keys=("PgDown",),
        able=loose,
        said=lambda: tr("plus petit, taille, rapetisser"),
    ),
    Action(
        "tourner_droite",
        lambda: tr("Tourner de 15° à droite"),
        "objets",
        lambda canvas: _turn(canvas, -TURN),
        keys=("R",),
        able=loose,
        said=lambda: tr("pivoter, rotation, angle, incliner"),
    ),
    Action(
        "tourner_gauche",
        lambda: tr("Tourner de 15° à gauche"),
        "objets",
        lambda canvas: _turn(canvas, TURN),
        keys=("Shift+R",),
        able=loose,
        said=lambda: tr("pivoter, rotation, angle, incliner"),
    ),
    Action(
        "retourner_cote",
        lambda: tr("Retourner de gauche à droite"),
        "objets",
        lambda canvas: _flip(canvas, across=True),
        keys=("Shift+H",),
        able=loose,
        said=lambda: tr("miroir, symétrie, horizontal, inverser"),
    ),
    Action(
        "retourner_haut",
        lambda: tr("Retourner de haut en bas"),
        "objets",
        lambda canvas: _flip(canvas, across=False),
        keys=("Shift+V",),
        able=loose,
        said=lambda: tr("miroir, symétrie, vertical, inverser"),
    ),
    Action(
        "adoucir",
        lambda: tr("Adoucir ou redresser"),
        "objets",
        _soften,
        keys=("C",),
        able=lambda canvas: bool(_outlines(canvas)),
        on=_all_soft,
        said=lambda: tr("courbe, arrondir, lisser, angles, droit, coin"),
    ),
    Action(
        "coin",
        lambda: tr("Ce point est un coin"),
        "objets",
        _bend,
        able=lambda canvas: _vertex(canvas) is not None,
        on=_sharp,
        said=lambda: tr("sommet, angle, courbe"),
    ),
    Action(
        "enlever_point",
        lambda: tr("Enlever ce point"),
        "objets",
        holding.take_away,
        able=_on_vertex,
        said=lambda: tr("sommet, supprimer un point"),
    ),
    Action(
        "lisser",
        lambda: tr("Lisser le trait"),
        "objets",
        lambda canvas: _redraw(
            canvas, softened.smoothed, lambda document: document.transaction("Lisser le trait")
        ),
        able=lambda canvas: bool(_strokes(canvas)),
        said=lambda: tr("crayon, main levée, trembler, adoucir"),
    ),
    Action(
        "simplifier",
        lambda: tr("Simplifier le trait"),
        "objets",
        lambda canvas: _redraw(
            canvas, softened.simplified, lambda document: document.transaction("Simplifier le trait")
        ),
        able=lambda canvas: bool(_strokes(canvas)),
        said=lambda: tr("crayon, main levée, moins de points, modifier les points"),
    ),
)
