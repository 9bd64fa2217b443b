"""What every way of laying shares: the new mark, its parameters, and the act that adds it."""

from __future__ import annotations

from collections.abc import Iterable

from app.catalogue.model import Parameter, Pictogram
from app.i18n import tr
from app.poster.geometry import Areas, Coord, Geometry, Lines, Run
from app.poster.records import Mark, Territoire, new_uid
from app.poster.values import EMPTY, Frozen
from app.ui.tools.tool import Context

#: A flow drawn in one drag bends by this share of its length.
BEND = 0.12
#: Range of the third number of places where the catalogue does not tell it.
THIRDS = {"rang": (1, 3), "poids": (1, 5)}


def armed(context: Context) -> Pictogram:
    """Return the pictogram in hand."""
    assert context.pictogram is not None
    return context.pictogram


def mark(context: Context, geometry: Geometry, parametres: Frozen = EMPTY) -> Mark:
    """Return a new mark of what is in hand, with what the catalogue says of it, and the hand that holds it."""
    pictogram = armed(context)
    fields = {"domaine": pictogram.domaine, "valence": pictogram.valence, **context.starting(pictogram.key)}
    return Mark(uid=new_uid(), picto=pictogram.key, geometry=geometry, parametres=parametres, **fields)


def lay(context: Context, made: Mark) -> None:
    """Add a new mark as one act."""
    pictogram = armed(context)
    with context.document.transaction("Poser «\u00a0{nom}\u00a0»", nom=pictogram.name.fr) as act:
        act.put(made)
    context.placed(made.uid)
    if isinstance(made.geometry, Areas) and _nests(pictogram) and _leaves(context, made.geometry):
        context.say(
            tr(
                "Ce sous-ensemble dépasse de l’ensemble qui le contient\u202f; déplacez-le si ce n’est pas voulu."
            )
        )


def _nests(pictogram: Pictogram) -> bool:
    return "aire" in pictogram.formes and pictogram.brush("aire").settings.get("forme") == "emboitement"


def _leaves(context: Context, areas: Areas) -> bool:
    """Return whether areas lie partly outside every larger one; on a bare sheet there is nothing to leave."""
    from app.ui.tools.laying.shaped import outside

    others = [each.geometry for each in context.document.all(Territoire)]
    others += [each.geometry for each in context.document.all(Mark) if isinstance(each.geometry, Areas)]
    return outside(areas, others)


def places(pictogram: Pictogram) -> Parameter | None:
    """Return the list of ground places that a pictogram keeps: poles, satellites, an entry; None without one."""
    return next((each for each in pictogram.parameters if each.type == "lieux" and each.frame == "sol"), None)


def thirds(parameter: Parameter | None) -> tuple[int, int] | None:
    """Return the least and the greatest third number of places; None where they have none."""
    if parameter is None or not parameter.third:
        return None
    least, most = THIRDS[parameter.third]
    return (
        int(least if parameter.minimum is None else parameter.minimum),
        int(most if parameter.maximum is None else parameter.maximum),
    )


def following(value: int, values: tuple[int, int]) -> int:
    """Return the value after ``value`` in a range, the least after the greatest."""
    least, most = values
    return value + 1 if least <= value < most else least


def grounds(context: Context, page: Iterable[Coord]) -> Run:
    """Return ground metres for places of the page."""
    return tuple(context.ground(at) for at in page)


def lines(context: Context, *runs: Run) -> Lines:
    """Return lines of the ground through places of the page."""
    return Lines(tuple(grounds(context, run) for run in runs))


def bent(pictogram: Pictogram, run: Run) -> Run:
    """Return a two-point run with the slight bend that flows have, when the pictogram is one."""
    if not pictogram.domaine or pictogram.brush("ligne").settings.get("forme") != "fleche":
        return run
    (ax, ay), (bx, by) = run
    # Bends upwards whichever way it goes, as arrows on posters do.
    side = 1.0 if bx >= ax else -1.0
    return (
        (ax, ay),
        ((ax + bx) / 2 + side * BEND * (by - ay), (ay + by) / 2 - side * BEND * (bx - ax)),
        (bx, by),
    )
