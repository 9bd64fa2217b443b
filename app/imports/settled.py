"""Things that go from one ground to another and keep their places on the page: pasted, or drawn on a blank sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.catalogue.model import Pictogram
from app.poster.fitting import Pin
from app.poster.geometry import Areas, Coord
from app.poster.records import ITEM_TYPES, Calque, Item, Mark, PostIt, Record
from app.poster.sheet import MapFrame
from app.poster.values import Frozen, thawed


def settled(item: Item, was: MapFrame, now: MapFrame, catalogue: Mapping[str, Pictogram]) -> Item:
    """Return an item that lies under ``now`` where it lay on the page under ``was``. Sizes in mm stay.

    A post-it is on the page already: what it points at follows.
    """

    def move(x: float, y: float) -> Coord:
        return now.to_ground(*was.to_page(x, y))

    if isinstance(item, PostIt):
        if item.cible_x is None or item.cible_y is None:
            return item
        x, y = move(item.cible_x, item.cible_y)
        return replace(item, cible_x=x, cible_y=y)
    item = replace(item, geometry=item.geometry.map(move))  # type: ignore[arg-type]  # of its own kind
    return _settings(item, was, now, catalogue) if isinstance(item, Mark) and item.parametres else item


def changed(
    records: Mapping[str, Record], was: MapFrame, now: MapFrame, catalogue: Mapping[str, Pictogram]
) -> dict[str, Record | None]:
    """Return all that a group drew or laid under its poster, where it lay on the page; the ground is not in it."""
    found: dict[str, Record | None] = {}
    for uid, record in records.items():
        if isinstance(record, Calque):
            found[uid] = _picture(record, was, now)
        elif isinstance(record, ITEM_TYPES):
            found[uid] = settled(record, was, now, catalogue)
    return found


def _settings(mark: Mark, was: MapFrame, now: MapFrame, catalogue: Mapping[str, Pictogram]) -> Mark:
    """Return a mark whose places on the ground, and lengths of it, go with it."""
    pictogram = catalogue.get(mark.picto)
    scale = now.metres_par_mm / was.metres_par_mm
    changed: dict[str, Any] = {}
    for each in pictogram.parameters if pictogram else ():
        value = thawed(mark.parametres.get(each.key))
        if each.frame != "sol" or value is None:
            continue
        if each.type == "lieux":
            changed[each.key] = [[*now.to_ground(*was.to_page(x, y)), *rest] for x, y, *rest in value]
        elif each.type == "nombre":
            changed[each.key] = value * scale
        elif each.type == "nombres":
            changed[each.key] = [number * scale for number in value]
    return replace(mark, parametres=mark.parametres.having(**changed))


def _picture(record: Calque, was: MapFrame, now: MapFrame) -> Calque:
    """Return a picture whose corners and pins lie where they lay on the page."""

    def move(x: float, y: float) -> Coord:
        return now.to_ground(*was.to_page(x, y))

    geometry: Areas = record.geometry.map(move)
    pins = [
        Pin(pin[0], pin[1], *move(pin[2], pin[3])) for pin in thawed(record.parametres.get("reperes")) or ()
    ]
    told = Frozen(record.parametres).having(reperes=[list(pin) for pin in pins] or None)
    return replace(record, geometry=geometry, parametres=told)
