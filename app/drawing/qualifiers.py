"""What qualifies a mark beside its own drawing: badges, the notch of what comes from elsewhere, the horizon."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import shapely

from app.drawing import badges, labels, notch
from app.drawing.brushes.subject import Drawing, Subject
from app.drawing.primitives import Primitive, Text
from app.drawing.primitives import box as extent_of
from app.i18n import tr
from app.poster.geometry import Box, Lines
from app.poster.records import Mark

#: How far from the middle of a line its ink goes, in mm: words stay clear of it.
LINE_REACH = 3.0


@dataclass(frozen=True, slots=True)
class Qualified:
    """The primitives of the qualifiers of a mark, the boxes of its badges, and its words on the map."""

    primitives: tuple[Primitive, ...]
    boxes: tuple[Box, ...]
    words: tuple[Text, ...]


def draw(mark: Mark, subject: Subject, drawing: Drawing) -> Qualified:
    """Return what qualifies a mark that its brush has drawn."""
    hung = badges.draw(mark, drawing.hang)
    words = (*drawing.labels, *_alone(mark, subject, drawing, hung.boxes))
    taken = [found for text in words if (found := extent_of((text,)))]
    entering = notch.draw(mark, subject.geometry, drawing.hang, subject.frame, taken)
    return Qualified((*entering.primitives, *hung.primitives), (*hung.boxes, *entering.boxes), words)


def horizon(mark: Mark) -> str:
    """Return when a thing to come is expected, in words; empty for what is not to come."""
    if mark.temps != "futur":
        return ""
    return {
        "aujourdhui": tr("dès aujourd’hui"),
        "2_5_ans": tr("d’ici 2 à 5 ans"),
        "10_ans": tr("d’ici 10 ans"),
        "2040": tr("2040 et après"),
    }.get(mark.horizon, "")


def under(mark: Mark) -> str:
    """Return the words under the name of a mark: its own, then its horizon."""
    return " · ".join(part for part in (mark.sous_etiquette, horizon(mark)) if part)


def _alone(mark: Mark, subject: Subject, drawing: Drawing, taken: tuple[Box, ...]) -> tuple[Text, ...]:
    """Return the horizon of a mark that has no name to stand under."""
    said = horizon(mark)
    if not said or drawing.labels:
        return ()
    hang = drawing.hang
    held: list[Any] = [shapely.box(*one) for one in taken]
    if isinstance(subject.geometry, Lines):
        held += [
            shapely.buffer(shapely.linestrings(run), LINE_REACH) for run in subject.runs() if len(run) > 1
        ]
    half = (max(hang.width, 2.0) / 2, max(hang.height, 2.0) / 2)
    held.append(shapely.box(hang.x - half[0], hang.y - half[1], hang.x + half[0], hang.y + half[1]))
    obstacle = shapely.union_all(held)
    bare = replace(subject, etiquette="", sous_etiquette=said)
    return labels.beneath(bare, (hang.x, hang.y), obstacle)
