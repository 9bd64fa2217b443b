"""Every qualifier of the method on a point, a line, an area and a network: one grammar, as it was approved."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QApplication

from app.catalogue.load import shipped
from app.drawing import marks, theme
from app.drawing.ink import Context
from app.drawing.placing import placed
from app.drawing.primitives import Path, Primitive, rectangle
from app.poster.geometry import Areas, Coord, Lines, Point, closed
from app.poster.records import Mark
from app.poster.sheet import MapFrame
from app.poster.values import Frozen
from tests.approvals.approval import approve

CELL = (44.0, 34.0)
FRAME = MapFrame((0.0, 0.0, *CELL), (0.0, 0.0), 1.0)
#: What is said of each mark, one column each.
SAID: tuple[dict[str, Any], ...] = (
    {},
    {"temps": "passe"},
    {"temps": "futur"},
    {"temps": "futur", "horizon": "10_ans"},
    {"certitude": "hypothese"},
    {"intensite": 1},
    {"intensite": 3},
    {"origine": "externe"},
    {"tendance": "baisse"},
    {"valence": "mixte"},
    {"rupture": "reperee"},
    {"rupture": "previsible", "parametres": Frozen({"rupture_place": 0.2})},
    {"signal_faible": True},
    {"accord": "discute"},
    {"accord": "minoritaire", "origine": "externe", "valence": "moins"},
    {"valence": "plus", "tendance": "hausse", "rupture": "reperee"},
    {"valence": "moins", "tendance": "stable", "signal_faible": True, "accord": "discute"},
    {
        "temps": "futur",
        "certitude": "hypothese",
        "valence": "plus",
        "tendance": "hausse",
        "origine": "externe",
    },
)
COLUMNS = 9


def ground(*places: Coord) -> tuple[Coord, ...]:
    return tuple(FRAME.to_ground(*place) for place in places)


MARKS: tuple[dict[str, Any], ...] = (
    {"picto": "ecole", "geometry": Point(*ground((20, 17))[0])},
    {"picto": "rupture_interface", "geometry": Lines((ground((5, 26), (16, 18), (26, 17), (39, 8)),))},
    {
        "picto": "foret",
        "geometry": Areas(((closed(ground((8, 8), (30, 5), (38, 18), (28, 29), (10, 25))),),)),
    },
    {
        "picto": "reseau",
        "geometry": Lines((ground((8, 24), (21, 15)), ground((21, 15), (36, 9)), ground((21, 15), (34, 27)))),
    },
)


def test_the_grammar_of_qualifiers(qapp: QApplication) -> None:
    context = Context(FRAME, None, shipped(), {})
    width, height = COLUMNS * CELL[0], len(SAID) / COLUMNS * len(MARKS) * CELL[1]
    drawn: list[Primitive] = [Path((rectangle(0, 0, width, height),), fill=theme.PAPIER)]
    for rank, said in enumerate(SAID):
        for row, what in enumerate(MARKS):
            ink = marks.draw(Mark(uid="m", **what, **said), context)
            x = rank % COLUMNS * CELL[0]
            y = (rank // COLUMNS * len(MARKS) + row) * CELL[1]
            drawn += placed(ink.primitives, x, y)
    approve("qualificatifs", tuple(drawn), width, height)
