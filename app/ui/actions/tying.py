"""Actions that tie what is chosen to another thing: a leader, an arrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.i18n import tr
from app.poster.records import Item, PostIt
from app.ui.actions.action import Action
from app.ui.canvas import aiming
from app.ui.tools import tying

if TYPE_CHECKING:
    from app.ui.canvas.canvas import Canvas


def _notes(canvas: Canvas) -> list[PostIt]:
    return [
        each
        for each in canvas.desk.selected()
        if isinstance(each, PostIt) and not each.verrouille and each.x is not None
    ]


def _source(canvas: Canvas) -> Item | None:
    chosen = canvas.desk.selected()
    return chosen[0] if len(chosen) == 1 and canvas.desk.extent(chosen[0].uid) else None


def _attach(canvas: Canvas) -> None:
    session, notes = canvas.session, _notes(canvas)
    session.settle()
    targets = tying.around(
        canvas.desk.hand.context,
        notes,
        lambda item: not isinstance(item, PostIt) and item.uid not in session.unlit,
    )
    if not targets:
        session.said.emit(tr("Il n’y a encore rien sur la feuille à quoi l’attacher."))
        return
    aiming.begin(canvas, targets, tr("Attacher à"), lambda uid: tying.attach(session.document, notes, uid))


def _link(canvas: Canvas) -> None:
    session, source, context = canvas.session, _source(canvas), canvas.desk.hand.context
    if source is None:
        return
    session.settle()
    targets = tying.around(
        context, [source], lambda item: not isinstance(item, PostIt) and item.uid not in session.unlit
    )
    if not targets:
        session.said.emit(
            tr("Il n’y a encore rien d’autre sur la feuille\u00a0: la flèche n’irait nulle part.")
        )
        return

    def done(uid: str) -> None:
        made = tying.link(context, session.catalogue[tying.ARROW], source.uid, uid)
        if made is not None:
            session.select({made.uid})

    aiming.begin(canvas, targets, tr("Flèche vers"), done)


ACTIONS: tuple[Action[Canvas], ...] = (
    Action(
        "attacher",
        lambda: tr("Attacher à…"),
        "objets",
        _attach,
        keys=("L",),
        able=lambda canvas: bool(_notes(canvas)),
        said=lambda: tr("post-it, trait, lien, flèche, à propos de, lier"),
        icon="relier",
    ),
    Action(
        "relier",
        lambda: tr("Flèche vers…"),
        "objets",
        _link,
        keys=("Shift+A",),
        able=lambda canvas: _source(canvas) is not None,
        said=lambda: tr("relier, lien, flux, d’un picto à l’autre"),
        icon="fleche",
    ),
)
