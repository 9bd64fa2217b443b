"""Readings: the poster told in turn, by domaine, by time, by what announces change. What is not told fades.

A reading is one of READINGS, or "" for everything. It changes nothing of the poster: only how it is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import groupby

from app.catalogue.model import Pictogram
from app.drawing import theme
from app.drawing.colour import mixed
from app.drawing.ink import Ink, Scene
from app.drawing.legend_rows import rows
from app.drawing.primitives import Path, Primitive, Text
from app.poster.choices import DOMAINES, TEMPS
from app.poster.grids import AMOF, CASES
from app.poster.records import ITEM_TYPES, LigneGrille, Mark, PostIt, Record, Texte

RUPTURES = "ruptures"
#: In the order in which a group tells its poster.
READINGS = (*DOMAINES, *TEMPS, RUPTURES, AMOF)
#: What is left of the ink of what is not told.
LEFT = 0.13

Kept = MutableMapping[str, tuple[Ink, Ink]]


def _tells(
    record: Record,
    reading: str,
    records: Mapping[str, Record],
    catalogue: Mapping[str, Pictogram],
    linked: AbstractSet[str],
) -> bool:
    if not reading or not isinstance(record, ITEM_TYPES):
        return True
    if isinstance(record, Texte) and not record.domaine:
        return True
    if isinstance(record, PostIt):
        spoken = records.get(record.cible)
        if isinstance(spoken, Mark):
            with_it = _tells(spoken, reading, records, catalogue, linked)
            if with_it or reading in TEMPS:
                return with_it
    if reading in DOMAINES:
        entry = catalogue.get(record.picto) if isinstance(record, Mark) else None
        return (record.domaine or (entry.domaine if entry else "")) == reading
    if reading in TEMPS:
        temps = getattr(record, "temps", "") or "present"
        return temps in TEMPS[: TEMPS.index(reading) + 1]
    if reading == RUPTURES:
        return isinstance(record, Mark) and (bool(record.rupture) or record.signal_faible)
    return record.uid in linked


def _linked(reading: str, records: Mapping[str, Record]) -> AbstractSet[str]:
    """Return what the lines of the AMOF speak of, for the reading that asks."""
    return {uid for line in _amof(records) for uid in line.liens} if reading == AMOF else frozenset()


def _amof(records: Mapping[str, Record]) -> Iterator[LigneGrille]:
    return (each for each in records.values() if isinstance(each, LigneGrille) and each.grille == AMOF)


def told(reading: str, records: Mapping[str, Record], catalogue: Mapping[str, Pictogram]) -> frozenset[str]:
    """Return the items that a reading tells; a post-it goes with what it speaks of.

    Times add up: the past, then what is there now, then what is to come. What has no time is there now. The base
    map, the title, the messages and the words that belong to no domaine are always told.
    """
    linked = _linked(reading, records)
    return frozenset(
        uid
        for uid, record in records.items()
        if isinstance(record, ITEM_TYPES) and _tells(record, reading, records, catalogue, linked)
    )


def counted(
    reading: str, records: Mapping[str, Record], catalogue: Mapping[str, Pictogram]
) -> tuple[int, int]:
    """Return how many things a reading tells, and how many there are: notes that wait and names left out."""
    things = {
        uid
        for uid, record in records.items()
        if isinstance(record, ITEM_TYPES)
        and not (isinstance(record, Texte) and not record.domaine)
        and not (isinstance(record, PostIt) and record.x is None)
    }
    return len(things & told(reading, records, catalogue)), len(things)


def faded(
    scene: Scene,
    reading: str,
    records: Mapping[str, Record],
    catalogue: Mapping[str, Pictogram],
) -> Scene:
    """Return a sheet on which only a reading stands out; the rest is pale, and under it."""
    return dimmed(scene, unlit(reading, records, catalogue), records, {}) if reading else scene


def dimmed(scene: Scene, pale: AbstractSet[str], records: Mapping[str, Record], kept: Kept) -> Scene:
    """Return a sheet whose inks of ``pale`` are so, and lie under the others.

    ``kept`` holds the pale inks from one time to the next: what did not change stays the very same.
    """
    inks: list[Ink] = []
    for items, run in groupby(scene.inks, lambda ink: isinstance(records.get(ink.uid), ITEM_TYPES)):
        drawn = list(run)
        if items:
            drawn.sort(key=lambda ink: ink.uid not in pale)
        inks += [_faded(ink, kept) if ink.uid in pale else ink for ink in drawn]
    return Scene(scene.width, scene.height, tuple(inks))


def unlit(
    reading: str, records: Mapping[str, Record], catalogue: Mapping[str, Pictogram]
) -> AbstractSet[str]:
    """Return the inks that a reading leaves pale: items, rows and heads of the legend, the AMOF."""
    if not reading:
        return frozenset()
    lit = told(reading, records, catalogue)
    pale = {uid for uid, record in records.items() if isinstance(record, ITEM_TYPES)} - lit
    listed = rows(records, catalogue)
    bright = {row.uid for row in listed if lit.intersection(row.uids)}
    pale |= {row.uid for row in listed} - bright
    heads = {row.domaine for row in listed if row.uid in bright}
    pale |= {f"feuille:bande:{row.domaine}" for row in listed if row.domaine not in heads}
    lines = list(_amof(records))
    spoken = {line.uid for line in lines if reading == AMOF or lit.intersection(line.liens)}
    pale |= {line.uid for line in lines} - spoken
    if not spoken and reading != AMOF:
        pale |= {"feuille:amof", *(f"feuille:amof:{case}" for case in CASES[AMOF])}
    return pale


def _faded(ink: Ink, kept: Kept) -> Ink:
    known = kept.get(ink.uid)
    if known is None or known[0] is not ink:
        primitives = tuple(_pale(item) for item in ink.primitives)
        known = kept[ink.uid] = (ink, replace(ink, primitives=primitives))
    return known[1]


def _pale(item: Primitive) -> Primitive:
    if isinstance(item, Path):
        return replace(item, fill=_paled(item.fill), stroke=_paled(item.stroke))
    if isinstance(item, Text):
        return replace(item, colour=_paled(item.colour), halo=_paled(item.halo))
    return replace(item, alpha=item.alpha * LEFT)


def _paled(colour: str) -> str:
    """Return a colour mixed with paper: opaque ones stay so, and knock-outs stay what they are."""
    return colour if colour in theme.UNPRINTED else mixed(colour, 1 - LEFT) + colour[7:]
