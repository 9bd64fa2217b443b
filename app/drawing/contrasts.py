"""Colours of the group that do not stand out on the map, or are taken for each other by colour-blind eyes.

Shapes must stand out by 3 to 1 and words by 4.5 to 1 (WCAG 2.2, 1.4.11 and 1.4.3); for a projector, words by 7 to 1
are an advice (1.4.6). The ground is white in the territory and grey around it, however pale its limits are made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

from app.catalogue.model import Pictogram
from app.drawing import colour, overlaps, theme, vision
from app.drawing.brushes.subject import Look
from app.drawing.ink import Ink, Scene
from app.drawing.primitives import Path, Text
from app.drawing.primitives import box as extent_of
from app.poster import outline
from app.poster.gathered import Records
from app.poster.geometry import Areas, Box, holds
from app.poster.options import Options, accepted
from app.poster.records import ITEM_TYPES, Item, Mark, Photo, Poster, PostIt, Record, Territoire, Texte, Trace

Part = Literal["forme", "mots"]
#: Least contrast of shapes and of words, and what a projector asks of words.
SHAPE, WORDS, PROJECTED = 3.0, 4.5, 7.0
#: Two inks nearer than this (CIEDE2000) are taken for each other.
ALIKE = 10.0
#: What ``Corriger`` chooses from.
INKS = tuple(dict.fromkeys((*(tint.ink for tint in theme.DOMAINES.values()), theme.VALENCE_PLUS)))
#: Vertices of a shape that are looked at to know what it lies on.
_SAMPLE = 40


@dataclass(frozen=True, slots=True)
class Pale:
    """A thing that does not stand out: its colour, its contrast and the one asked, and the colour that would do."""

    uid: str
    part: Part
    colour: str
    ratio: float
    asked: float
    box: Box
    #: A colour of the theme that passes, the nearest; "" where the colour is not the group's choice.
    fix: str
    #: Whether its time makes it pale.
    past: bool = False

    @property
    def key(self) -> str:
        """What the group accepts it by."""
        return f"{self.uid}/{self.part}"


@dataclass(frozen=True, slots=True)
class Alike:
    """Two inks of one sign that mean two things, and the eye that takes one for the other."""

    colours: tuple[str, str]
    uids: tuple[str, ...]
    vision: str
    apart: float
    #: The words of both meanings, else their domaines.
    meanings: tuple[tuple[str, str], tuple[str, str]]


def pale(scene: Scene, records: Mapping[str, Record], *, words: float = WORDS) -> list[Pale]:
    """Return the things of a sheet that do not stand out, those that were given up left out."""
    lands = _lands(records)
    found: list[Pale] = []
    for ink in scene.inks:
        item = records.get(ink.uid)
        if isinstance(item, ITEM_TYPES) and not isinstance(item, Photo) and not item.barre:
            found += _of_item(item, ink, _grounds(item, lands), words)
    return found


def corrected(record: Record | None, fix: str) -> Record | None:
    """Return a record in the colour that would do; None where it has no colour of its own, or is locked."""
    if not fix or not isinstance(record, Mark | Trace | Texte) or record.verrouille:
        return None
    return replace(record, couleur=fix)


def kept(found: Iterable[Pale], poster: Poster) -> list[Pale]:
    """Return what the group has not accepted, or has another colour since."""
    known = accepted(poster)
    return [one for one in found if known.get(one.key) != one.colour]


def alike(records: Mapping[str, Record], catalogue: Mapping[str, Pictogram]) -> list[Alike]:
    """Return the pairs of inks that one sign has for two meanings and that some eye takes for each other.

    Two signs differ by their shapes already; so does what has the same words, which means the same.
    """
    by_sign: dict[str, dict[str, list[Mark | Trace]]] = {}
    for record in records.values():
        if isinstance(record, Mark | Trace) and not record.barre:
            sign = f"{record.picto}:{type(record.geometry).__name__}" if isinstance(record, Mark) else "trace"
            by_sign.setdefault(sign, {}).setdefault(_ink(record, catalogue), []).append(record)
    found: list[Alike] = []
    for inks in by_sign.values():
        for one, other in combinations(inks, 2):
            pair = _pair((one, inks[one]), (other, inks[other]), catalogue)
            if pair:
                found.append(pair)
    return found


def _pair(
    one: tuple[str, Sequence[Mark | Trace]],
    other: tuple[str, Sequence[Mark | Trace]],
    catalogue: Mapping[str, Pictogram],
) -> Alike | None:
    meant = [{_meaning(item, catalogue) for item in items} for _, items in (one, other)]
    if meant[0] & meant[1]:
        return None
    apart, eye = min(
        (colour.apart(vision.seen(one[0], eye), vision.seen(other[0], eye)), eye)
        for eye in ("", *vision.BLIND)
    )
    if apart >= ALIKE:
        return None
    uids = tuple(item.uid for _, items in (one, other) for item in items)
    return Alike((one[0], other[0]), uids, eye, apart, (min(meant[0]), min(meant[1])))


def _meaning(item: Mark | Trace, catalogue: Mapping[str, Pictogram]) -> tuple[str, str]:
    return (" ".join(item.texte.split()), _domaine(item, catalogue))


def _domaine(item: Mark | Trace, catalogue: Mapping[str, Pictogram]) -> str:
    picto = catalogue.get(item.picto) if isinstance(item, Mark) else None
    return item.domaine or (picto.domaine if picto else "")


def _ink(item: Mark | Trace, catalogue: Mapping[str, Pictogram]) -> str:
    """Return the ink of a mark, whatever its time: what is past is paler on purpose."""
    return Look.of(theme.domaine(_domaine(item, catalogue)), couleur=item.couleur).ink


def _of_item(item: Item, ink: Ink, grounds: Sequence[str], words: float) -> Iterator[Pale]:
    past = isinstance(item, Mark | Trace) and item.temps == "passe"
    drawn = [one for one in ink.primitives if not overlaps.told_in(one, ink.badges)]
    texts = [one for one in drawn if isinstance(one, Text)]
    if texts and ink.extent:
        rated = [
            (min(colour.contrast(one.colour, ground) for ground in _under(one, item, grounds)), one)
            for one in texts
        ]
        ratio, worst = min(rated, key=lambda each: each[0])
        if ratio < words:
            fix = _fix(item, worst.colour, _under(worst, item, grounds), words)
            yield Pale(
                item.uid, "mots", worst.colour, ratio, words, extent_of((worst,)) or ink.extent, fix, past
            )
    if isinstance(item, PostIt | Texte) or ink.extent is None:
        return
    printed = [
        tone
        for one in drawn
        if isinstance(one, Path)
        for tone in (one.fill, one.stroke if one.width else "")
        if tone[:7] not in theme.UNPRINTED
    ]
    if not printed:
        return
    # A shape is seen by what of it stands out most: a pale tint within a strong outline is no fault.
    seen = [
        max((colour.contrast(colour.over(tone, ground), ground), tone) for tone in printed)
        for ground in grounds
    ]
    ratio, tone = min(seen)
    if ratio < SHAPE:
        fix = _fix(item, tone[:7], grounds, SHAPE)
        yield Pale(item.uid, "forme", tone[:7], ratio, SHAPE, ink.extent, fix, past)


def _under(text: Text, item: Item, grounds: Sequence[str]) -> Sequence[str]:
    """Return what lies under words: their paper, the ring around them, else the ground."""
    if isinstance(item, PostIt):
        return (theme.POSTITS.get(item.couleur, theme.POSTITS["jaune"]).fill,)
    return (text.halo,) if text.halo else grounds


def _fix(item: Item, present: str, grounds: Sequence[str], least: float) -> str:
    """Return the ink of the theme that would do; "" for what is not of a colour that the group chose."""
    chosen = isinstance(item, Mark | Trace | Texte) and item.couleur
    if not chosen or (isinstance(item, Mark | Trace) and item.temps == "passe"):
        return ""
    # What passes as a shape must pass as words too: both are of one colour.
    least = max(least, WORDS)
    return colour.nearest(
        present, INKS, lambda ink: all(colour.contrast(ink, ground) >= least for ground in grounds)
    )


def _lands(records: Mapping[str, Record]) -> tuple[Areas, ...]:
    """Return what is drawn as the territory, in metres."""
    every = Records.of(records)
    territoires = [record for record in every.drawn.values() if isinstance(record, Territoire)]
    poster = next((record for record in every.drawn.values() if isinstance(record, Poster)), None)
    if poster is None:
        return ()
    found = outline.drawn(territoires, every.fonds, Options.of(poster))
    return tuple(each.geometry for each in found if isinstance(each.geometry, Areas))


def _grounds(item: Item, lands: Sequence[Areas]) -> tuple[str, ...]:
    """Return what lies under an item: the white of the territory, the grey around it, or both."""
    if isinstance(item, PostIt) or not lands:
        return (theme.PAPIER,)
    coords = list(item.geometry.coords())
    step = max(1, len(coords) // _SAMPLE)
    found = {any(holds(land, x, y) for land in lands) for x, y in coords[::step]}
    return tuple(
        ground for within, ground in ((True, theme.PAPIER), (False, theme.HORS_TERRITOIRE)) if within in found
    )
