"""Communes of the base map by their name: people look first for the place where they live."""

from __future__ import annotations

from dataclasses import dataclass

from app.basemap.names import plain, tokens
from app.poster.document import Document
from app.poster.geometry import Areas, bounds
from app.poster.sheet import MapFrame

#: Letters that a name needs to be looked for; a whole name may be shorter.
LETTERS = 3
_LONG = {"st": "saint", "ste": "sainte"}


@dataclass(frozen=True, slots=True)
class Place:
    """A commune that lies on the map: its name, and its area on the ground."""

    nom: str
    areas: Areas


def found(document: Document, asked: str, most: int) -> list[Place]:
    """Return at most ``most`` communes of the map whose words begin with those asked.

    The whole name first, then names that begin so; those of the territory before the others, large before small.
    """
    wanted = plain(asked)
    if not wanted:
        return []
    frame = MapFrame.of(document.poster)
    ranked: list[tuple[bool, int, int, str, str, Areas]] = []
    for each in document.records.fonds:
        if each.couche != "commune" or not isinstance(each.geometry, Areas):
            continue
        name = plain(each.nom)
        if name != wanted and (len(asked.strip()) < LETTERS or not answers(each.nom, asked)):
            continue
        if _on_map(each.geometry, frame):
            rank = 0 if name == wanted else 1 if name.startswith(wanted) else 2
            ranked.append((not each.dedans, rank, -each.population, each.code, each.nom, each.geometry))
    ranked.sort(key=lambda one: one[:4])
    return [Place(name, areas) for *_, name, areas in ranked[:most]]


def answers(told: str, asked: str) -> bool:
    """Return whether every word of ``asked`` begins a word of ``told``."""
    words = tokens(told)
    # « sai » is on its way to « saint », which is looked for as « st ».
    words += [_LONG[word] for word in words if word in _LONG]
    return all(any(word.startswith(each) for word in words) for each in tokens(asked))


def _on_map(areas: Areas, frame: MapFrame) -> bool:
    """Return whether the middle of an area lies within the frame of the map."""
    west, south, east, north = bounds(areas)
    x, y = frame.to_page((west + east) / 2, (south + north) / 2)
    left, top, right, bottom = frame.box
    return left < x < right and top < y < bottom
