"""Actions on what the chosen marks say: when, whether it helps, how strong it is, where it goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.i18n import tr
from app.poster.choices import TEMPS, TENDANCES, VALENCES
from app.poster.records import Mark
from app.ui.actions.action import Action
from app.ui.marge import writes

if TYPE_CHECKING:
    from app.ui.canvas.canvas import Canvas


def _marks(canvas: Canvas) -> list[Mark]:
    return [each for each in canvas.desk.selected() if isinstance(each, Mark) and not each.verrouille]


def _able(canvas: Canvas) -> bool:
    return bool(_marks(canvas))


def _next(field: str, values: tuple[str | int | None, ...]) -> Callable[[Canvas], None]:
    """Return what gives the chosen marks the next value of a field, as one act."""

    def run(canvas: Canvas) -> None:
        marks = _marks(canvas)
        now = getattr(marks[0], field)
        following = values[(values.index(now) + 1) % len(values)] if now in values else values[0]
        writes.put(canvas.session.document, [mark.uid for mark in marks], field, following)

    return run


ACTIONS: tuple[Action[Canvas], ...] = (
    Action(
        "temps",
        lambda: tr("Temps\u00a0: passé, présent, futur"),
        "sens",
        _next("temps", ("", *TEMPS)),
        keys=("D",),
        able=_able,
        said=lambda: tr("date, avant, demain, hier"),
    ),
    Action(
        "valence",
        lambda: tr("Pour nous\u00a0: aide, gêne, les deux"),
        "sens",
        _next("valence", ("", *VALENCES)),
        keys=("J",),
        able=_able,
        said=lambda: tr("jugement, valence, plus, moins, atout, problème"),
    ),
    Action(
        "intensite",
        lambda: tr("Force\u00a0: faible, moyenne, forte"),
        "sens",
        _next("intensite", (None, 1, 2, 3)),
        keys=("I",),
        able=_able,
        said=lambda: tr("intensité, épaisseur, important"),
    ),
    Action(
        "tendance",
        lambda: tr("Tendance\u00a0: hausse, stable, baisse"),
        "sens",
        _next("tendance", ("", *TENDANCES)),
        keys=("G",),
        able=_able,
        said=lambda: tr("monte, descend, croissance, déclin"),
    ),
)
