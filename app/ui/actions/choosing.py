"""Actions on what is chosen: select, edit, copy, strike out, lock, delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.i18n import tr
from app.ui import arranging
from app.ui.actions.action import Action
from app.ui.actions.arranging import loose
from app.ui.canvas import holding
from app.ui.marge import writes

if TYPE_CHECKING:
    from app.ui.canvas.canvas import Canvas


def _held_fast(canvas: Canvas) -> bool:
    return any(item.verrouille for item in canvas.desk.selected())


def _edit(canvas: Canvas) -> None:
    canvas.edit_text(next(iter(canvas.session.selection)))


def _select_all(canvas: Canvas) -> None:
    session = canvas.session
    session.use("choisir")
    unlit = session.unlit
    session.select(
        item.uid for item in session.document.items() if not item.verrouille and item.uid not in unlit
    )


def _lock(canvas: Canvas) -> None:
    writes.put(canvas.session.document, canvas.session.selection, "verrouille", loose(canvas))


def _unlock(canvas: Canvas) -> None:
    writes.put(canvas.session.document, canvas.session.selection, "verrouille", False)


def _delete(canvas: Canvas) -> None:
    """Delete what the chosen handle stands for, else what is selected."""
    if not holding.take_away(canvas):
        arranging.delete(canvas.session)


ACTIONS: tuple[Action[Canvas], ...] = (
    Action(
        "modifier_texte",
        lambda: tr("Modifier le texte"),
        "objets",
        _edit,
        keys=("F2", "Return"),
        able=lambda canvas: len(canvas.session.selection) == 1 and loose(canvas),
        icon="texte",
    ),
    Action(
        "tout_choisir",
        lambda: tr("Tout choisir"),
        "choisir",
        _select_all,
        keys=("Ctrl+A",),
        said=lambda: tr("sélectionner tout"),
        icon="choisir",
    ),
    Action(
        "dupliquer",
        lambda: tr("Dupliquer"),
        "objets",
        lambda canvas: arranging.duplicate(canvas.session),
        keys=("Ctrl+D",),
        able=loose,
        said=lambda: tr("copie, doubler"),
        icon="dupliquer",
    ),
    Action(
        "barrer",
        lambda: tr("Barrer"),
        "objets",
        lambda canvas: arranging.strike(canvas.session),
        keys=("B",),
        able=loose,
        on=lambda canvas: all(item.barre for item in arranging.loose(canvas.session)),
        said=lambda: tr("rayer, abandonner, idée écartée"),
        icon="barrer",
    ),
    Action(
        "verrouiller",
        lambda: tr("Verrouiller"),
        "objets",
        _lock,
        keys=("Ctrl+L",),
        able=lambda canvas: bool(canvas.session.selection),
        on=_held_fast,
        said=lambda: tr("cadenas, bloquer, fixer"),
        icon="cadenas",
    ),
    Action(
        "deverrouiller",
        lambda: tr("Déverrouiller"),
        "objets",
        _unlock,
        able=_held_fast,
        said=lambda: tr("cadenas, libérer"),
    ),
    Action(
        "supprimer",
        lambda: tr("Supprimer"),
        "objets",
        _delete,
        keys=("Del", "Backspace"),
        able=loose,
        said=lambda: tr("effacer, enlever, jeter, poubelle"),
        icon="supprimer",
    ),
)
