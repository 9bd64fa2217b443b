"""The columns of keys of the card: its sections, shared out in columns that end near each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.i18n import tr
from app.ui import keycaps
from app.ui.actions import registry
from app.ui.actions.action import SECTIONS, section_word
from app.ui.actions.gestures import gestures
from app.ui.tools.registry import TOOLS

COLUMNS = 3
#: A section of so many lines is not broken by the end of a column.
WHOLE = 6
#: Heights in mm: a line of keys at most and at least, a heading, the room after a section.
LINE, LEAST, HEADING, AFTER = 6.2, 3.6, 6.9, 1.8


@dataclass(frozen=True, slots=True)
class Line:
    """What is done, and the keys or movements that do it."""

    label: str
    keys: tuple[str, ...]


Block = tuple[str, list[Line]]


def blocks() -> list[Block]:
    """Return the sections of the card, each with its lines: actions that have a key, and what hands do."""
    found = []
    for section in SECTIONS:
        told = [
            Line(each.label(), tuple(keycaps.caps(each.keys[0])))
            for each in registry.of(section)
            if each.keys and each.id not in TOOLS
        ]
        by_hand = [
            Line(each.label(), tuple(each.how()))
            for each in gestures()
            if each.section == section and not each.first
        ]
        if told or by_hand:
            found.append((section_word(section), told + by_hand))
    return found


def _flowed(sections: Sequence[Block], room: float, line: float) -> list[list[Block]]:
    """Let sections flow through columns of a height in mm; one that breaks says its name again."""
    columns: list[list[Block]] = [[]]
    left = room
    for title, lines in sections:
        rest = lines
        while rest:
            count = int((left - HEADING) / line + 1e-6)
            # Two lines at least stand under a heading, and two after a break; a short section stays whole.
            if count < (len(rest) if len(lines) <= WHOLE else 2) and columns[-1]:
                columns.append([])
                left = room
                continue
            if count == len(rest) - 1 and count > 2:
                count -= 1
            named = title if rest is lines else tr("{titre} (suite)", titre=title)
            columns[-1].append((named, rest[: max(1, count)]))
            left -= HEADING + AFTER + line * len(rest[: max(1, count)])
            rest = rest[max(1, count) :]
    return columns


def share_out(sections: Sequence[Block], room: float) -> tuple[list[list[Block]], float]:
    """Share sections out in columns as even as can be; return them, and the height in mm of their lines."""
    line = LINE
    while line > LEAST and len(_flowed(sections, room, line)) > COLUMNS:
        line -= 0.05
    # No taller than it takes: the columns end near each other.
    even = room
    while even > room / 2 and len(_flowed(sections, even - 1, line)) <= COLUMNS:
        even -= 1
    return _flowed(sections, even, line), line
