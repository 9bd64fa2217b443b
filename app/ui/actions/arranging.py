"""Actions on how chosen things lie: grouped, in line, at equal distances, above and below each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.i18n import tr
from app.ui import arranging
from app.ui.actions.action import Action
from app.ui.tools import piling
from app.ui.tools.aligning import LINES, SHARINGS, Line, Sharing

if TYPE_CHECKING:
    from app.ui.canvas.canvas import Canvas

#: Digits and brackets need AltGr on a French keyboard: arrows align, Page keys order.
ARROWS = {
    "aligner_gauche": "Ctrl+Shift+Left",
    "aligner_droite": "Ctrl+Shift+Right",
    "aligner_haut": "Ctrl+Shift+Up",
    "aligner_bas": "Ctrl+Shift+Down",
}


def loose(canvas: Canvas) -> bool:
    """Return whether something that is not locked is chosen."""
    return bool(arranging.loose(canvas.session))


def _several(canvas: Canvas) -> bool:
    return arranging.units(canvas.session) > 1 and loose(canvas)


def _step(canvas: Canvas, way: piling.Way) -> None:
    session = canvas.session
    session.settle()
    planes = {ink.uid: int(ink.band) for ink in canvas.desk.scene.inks}
    passed = piling.step(session.document, arranging.loose(session), way, planes.get, canvas.desk.hits().over)
    if passed == "plan":
        session.said.emit(
            tr(
                "Les plans gardent leur ordre\u00a0: les aires dessous, puis les lignes, les pictos, les post-its."
            )
        )
    elif passed == "bout" and way > 0:
        session.said.emit(tr("C’est déjà au-dessus de ce que cela recouvre."))
    elif passed == "bout":
        session.said.emit(tr("C’est déjà sous ce qui le recouvre."))


def _end(canvas: Canvas, way: piling.Way) -> None:
    session = canvas.session
    session.settle()
    if not piling.end(session.document, arranging.loose(session), way):
        session.said.emit(tr("C’est déjà devant tout.") if way > 0 else tr("C’est déjà derrière tout."))


def _lining(line: Line) -> Action[Canvas]:
    return Action(
        line.id,
        line.word,
        "disposer",
        lambda canvas: arranging.align(canvas.session, line),
        keys=(ARROWS[line.id],) if line.id in ARROWS else (),
        able=_several,
        said=lambda: tr("ranger, en ligne, bord"),
        icon=line.icon,
    )


def _sharing(way: Sharing) -> Action[Canvas]:
    return Action(
        way.id,
        way.word,
        "disposer",
        lambda canvas: arranging.share_out(canvas.session, way),
        able=lambda canvas: arranging.units(canvas.session) > 2 and loose(canvas),
        said=lambda: tr("distribuer, espacer, écarts égaux"),
        icon=way.icon,
    )


ACTIONS: tuple[Action[Canvas], ...] = (
    Action(
        "grouper",
        lambda: tr("Grouper"),
        "disposer",
        lambda canvas: arranging.group(canvas.session),
        keys=("Ctrl+G",),
        able=lambda canvas: arranging.groupable(canvas.session),
        said=lambda: tr("ensemble, associer, lier, réunir"),
        icon="grouper",
    ),
    Action(
        "degrouper",
        lambda: tr("Dégrouper"),
        "disposer",
        lambda canvas: arranging.ungroup(canvas.session),
        keys=("Ctrl+Shift+G",),
        able=lambda canvas: arranging.grouped(canvas.session),
        said=lambda: tr("séparer, dissocier, défaire le groupe"),
        icon="degrouper",
    ),
    Action(
        "devant",
        lambda: tr("Devant tout"),
        "disposer",
        lambda canvas: _end(canvas, 1),
        keys=("Ctrl+Shift+PgUp",),
        able=loose,
        said=lambda: tr("premier plan, dessus, ordre"),
    ),
    Action(
        "plus_haut",
        lambda: tr("Plus haut"),
        "disposer",
        lambda canvas: _step(canvas, 1),
        keys=("Ctrl+PgUp",),
        able=loose,
        said=lambda: tr("avancer, dessus, ordre"),
    ),
    Action(
        "plus_bas",
        lambda: tr("Plus bas"),
        "disposer",
        lambda canvas: _step(canvas, -1),
        keys=("Ctrl+PgDown",),
        able=loose,
        said=lambda: tr("reculer, dessous, ordre"),
    ),
    Action(
        "derriere",
        lambda: tr("Derrière tout"),
        "disposer",
        lambda canvas: _end(canvas, -1),
        keys=("Ctrl+Shift+PgDown",),
        able=loose,
        said=lambda: tr("arrière-plan, dessous, ordre"),
    ),
    *(_lining(line) for line in LINES),
    *(_sharing(way) for way in SHARINGS),
)
