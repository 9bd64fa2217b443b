"""Copies of things: what belongs together stays together, among the copies as among the models."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from app.poster.document import Document
from app.poster.geometry import Coord
from app.poster.records import ITEM_TYPES, Item, Mark, PostIt, new_uid
from app.poster.sheet import MapFrame
from app.poster.values import Frozen, thawed
from app.ui.tools.moved import Catalogue, anchor, copied

#: A copy lies beside its model by this much, in mm.
BESIDE = 8.0


def copies(
    models: Sequence[Item], dx: float, dy: float, frame: MapFrame, catalogue: Catalogue
) -> dict[str, Item]:
    """Return a copy of each model (dx, dy) mm away, by the uid of the model, in the order of the models.

    Two or more of a group are a new group. A post-it, or a mark that names others in its parameters, speaks of
    the copy of what it spoke of where there is one.
    """
    made = {model.uid: copied(model, dx, dy, frame, catalogue) for model in models}
    shared = Counter(model.ensemble for model in models if model.ensemble)
    fresh = {ensemble: new_uid() for ensemble, count in shared.items() if count > 1}
    renamed = {uid: copy.uid for uid, copy in made.items()}
    for model in models:
        copy = replace(made[model.uid], ensemble=fresh.get(model.ensemble, ""))
        if isinstance(copy, PostIt) and copy.cible in renamed:
            copy = replace(copy, cible=renamed[copy.cible])
        elif isinstance(copy, Mark) and copy.parametres:
            spoken = _renamed(thawed(copy.parametres), renamed)
            copy = replace(copy, parametres=Frozen(spoken)) if isinstance(spoken, dict) else copy
        made[model.uid] = copy
    return made


def _renamed(value: object, names: Mapping[str, str]) -> object:
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, Mapping):
        return {key: _renamed(inner, names) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_renamed(inner, names) for inner in value]
    return value


def offset(document: Document, chosen: Iterable[str], last: Mapping[str, str], frame: MapFrame) -> Coord:
    """Return how far the next copy lies, in mm: again as far as the last ones were taken from their models.

    ``last`` tells, for each of the last copies, what it was copied from. Where they are not what is chosen, or
    their models are gone, a copy lies beside its model.
    """
    if last and frozenset(chosen) == last.keys():
        for uid, model in last.items():
            here, there = document.get(uid), document.get(model)
            if isinstance(here, ITEM_TYPES) and isinstance(there, ITEM_TYPES):
                at, was = anchor(here, frame), anchor(there, frame)
                if at and was:
                    return (at[0] - was[0], at[1] - was[1])
    return (BESIDE, BESIDE)
