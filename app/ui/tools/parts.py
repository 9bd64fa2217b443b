"""Derived parts of the sheet under the hand: the AMOF takes what is dropped on it, place names move."""

from __future__ import annotations

from dataclasses import replace

from app.drawing.primitives import Text
from app.drawing.typography import CAP_HEIGHT
from app.poster import grids
from app.poster.boxes import covers
from app.poster.geometry import Box, Coord, Point
from app.poster.records import Fond, Nom, new_uid
from app.ui.canvas.events import PointerEvent
from app.ui.tools import acts
from app.ui.tools.tool import Context

CASE = "feuille:amof:"
NAME = "nom:"


def case_at(context: Context, page: Coord) -> str:
    """Return the case of the sheet's AMOF at a place of the page, or empty."""
    for case in grids.CASES[grids.AMOF]:
        ink = context.ink(CASE + case)
        if ink and ink.extent and covers(ink.extent, page):
            return case
    return ""


def case_box(context: Context, page: Coord) -> Box | None:
    """Return the extent of the AMOF's case at a place of the page, or None."""
    case = case_at(context, page)
    ink = context.ink(CASE + case) if case else None
    return ink.extent if ink else None


def drop_on_sheet(context: Context, event: PointerEvent, uids: list[str]) -> bool:
    """Write a line of the AMOF for what is let go on one of its cases; the items go back. Return whether it was."""
    case = case_at(context, event.page)
    if case:
        acts.note_in_grid(context.document, uids, grids.AMOF, case, context.catalogue)
    return bool(case)


def move_name(context: Context, uid: str, dx: float, dy: float) -> None:
    """Move a place name by (dx, dy) mm as one act: from then on it keeps that place beside its dot."""
    code = uid.removeprefix(NAME)
    ink = context.ink(uid)
    place = next(
        (each for each in context.document.all(Fond) if each.couche == "lieu" and each.code == code), None
    )
    words = next((each for each in ink.primitives if isinstance(each, Text)), None) if ink else None
    if words is None or place is None or not isinstance(place.geometry, Point):
        return
    dot = context.on_page((place.geometry.x, place.geometry.y))
    line = words.lines[0]
    left, middle = line.x, line.y - CAP_HEIGHT * words.size / 2
    known = next((each for each in context.document.all(Nom) if each.code == code), None)
    name = known or Nom(uid=new_uid(), code=code)
    with context.document.transaction("Déplacer un nom") as act:
        act.put(
            replace(name, dx=round(left + dx - dot[0], 2), dy=round(middle + dy - dot[1], 2), masque=False)
        )
