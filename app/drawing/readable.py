"""What cannot be read from the last row: texts, signs and lines of the poster that fall under the size of the room.

The rule of eight heights: words as high as a fiftieth of a picture are read from eight times its height. With the
whole sheet on the picture, the smallest size in mm of the nominal sheet is sheet height / 50 × distance / (8 ×
picture height), 5.94 mm on A3 where the last row sits at eight heights. Sizes of words are those of the theme: the
em, as typographers count; on a slide, 5.94 mm of A3 are 17 points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, Literal

from app.catalogue.model import Pictogram
from app.drawing import marks, overlaps, postits, theme
from app.drawing.brushes.subject import Look, Subject
from app.drawing.ink import Band, Ink, Scene
from app.drawing.primitives import Path, Text, box
from app.poster.boxes import around
from app.poster.geometry import Box, Point
from app.poster.grids import AMOF
from app.poster.options import accepted
from app.poster.records import (
    ITEM_TYPES,
    Item,
    LigneGrille,
    Mark,
    Photo,
    Poster,
    PostIt,
    Record,
    Texte,
    Trace,
)
from app.poster.sheet import page_size

Kind = Literal[
    "etiquettes",
    "textes",
    "postits",
    "photos",
    "titre",
    "messages",
    "legende",
    "amof",
    "cle",
    "signes",
    "traits",
    "fond",
    "pied",
]
#: What is told, in this order: the group's own first, then what belongs to the base map and the foot.
KINDS: tuple[Kind, ...] = (
    "postits",
    "etiquettes",
    "textes",
    "signes",
    "traits",
    "photos",
    "titre",
    "messages",
    "legende",
    "amof",
    "cle",
    "fond",
    "pied",
)
#: Not the group's words: told apart, counted nowhere.
BACKGROUND: tuple[Kind, ...] = ("fond", "pied")
#: What is no text.
SHAPES: tuple[Kind, ...] = ("signes", "traits")
#: What is seen, accepted and framed as one thing.
WHOLE: tuple[Kind, ...] = ("titre", "messages", "legende", "amof", "cle", "fond", "pied")
#: A sign needs twice what words need: pictograms are drawn to be read at 12 mm where words are of 6.
SIGN = 2.0
#: A line needs what the stem of a letter has: a tenth of the em.
LINE = 0.1
#: Inks of the parts of the sheet that are framed beyond their words.
_PARTS: dict[Kind, tuple[str, ...]] = {
    "legende": ("feuille:bande:", "legende:"),
    "amof": ("feuille:amof:",),
    "cle": ("feuille:cle",),
    "pied": ("feuille:credits", "feuille:echelle", "feuille:nord"),
}
#: Signs of points drawn at the size of their mark.
_SIZED = {"glyphe", "jeton", "siege", "passage", "evolution"}
#: A difference of sizes that nobody meant, in mm.
SLACK = 0.005
#: A line whose ink has a filled part this long is no thin line: the body of a flow.
_BODY = 0.5


@dataclass(frozen=True, slots=True)
class Finding:
    """A thing that is too small for the room: its size and the size asked, in mm, and its extent on the page."""

    uid: str
    kind: Kind
    size: float
    asked: float
    box: Box

    @property
    def key(self) -> str:
        """What the group accepts it by: a thing for itself, a part of the sheet as a whole."""
        return self.kind if self.kind in WHOLE else f"{self.uid}/{self.kind}"


@dataclass(frozen=True, slots=True)
class Measure:
    """What is smallest of a kind in an ink, in mm, and where it lies."""

    kind: Kind
    size: float
    box: Box


def floor(orientation: str, distance_m: float, image_m: float) -> float:
    """Return the smallest size of words (the em, in mm of the nominal sheet) in a room; both lengths in metres."""
    return postits.floor(page_size(orientation)[1], distance_m, image_m)


def asked(kind: Kind, floor_mm: float) -> float:
    """Return the size in mm that a kind must have where words must have ``floor_mm``."""
    return floor_mm * {"signes": SIGN, "traits": LINE}.get(kind, 1.0)


def rounded(size: float) -> float:
    """Return a size that can be given: a tenth of a mm, never less than what is asked."""
    return ceil(round(size * 10, 6)) / 10


def small(measure: Measure, floor_mm: float) -> bool:
    """Return whether what was measured falls under the size of the room."""
    return measure.size < asked(measure.kind, floor_mm) - SLACK


def check(
    scene: Scene, records: Mapping[str, Record], catalogue: Mapping[str, Pictogram], floor_mm: float
) -> list[Finding]:
    """Return what is too small on a sheet, in the order of KINDS; what was given up (« barré ») is left out."""
    found = [
        Finding(ink.uid, each.kind, each.size, asked(each.kind, floor_mm), each.box)
        for ink in scene.inks
        for each in _measures(ink, records.get(ink.uid), catalogue)
        if small(each, floor_mm)
    ]
    return sorted(found, key=lambda one: KINDS.index(one.kind))


def measures(item: Item, ink: Ink, catalogue: Mapping[str, Pictogram]) -> Iterator[Measure]:
    """Yield what is smallest of each kind in the ink of an item."""
    if item.barre or ink.extent is None:
        return
    words = [one for one in ink.primitives if isinstance(one, Text) and not overlaps.told_in(one, ink.badges)]
    if words:
        kind: Kind = (
            "postits"
            if isinstance(item, PostIt)
            else "photos"
            if isinstance(item, Photo)
            else "textes"
            if isinstance(item, Texte)
            else "etiquettes"
        )
        yield _smallest(kind, words)
    if isinstance(item, Trace):
        yield Measure("traits", item.taille_mm, ink.extent)
    elif isinstance(item, Mark):
        yield from _of_mark(item, ink, catalogue)


def kept(findings: Iterable[Finding], poster: Poster) -> list[Finding]:
    """Return the findings that the group has not accepted, or that have changed since."""
    known = accepted(poster)
    sizes: dict[str, float] = {}
    listed = list(findings)
    for one in listed:
        sizes[one.key] = min(one.size, sizes.get(one.key, one.size))
    return [one for one in listed if not _same(known.get(one.key), sizes[one.key])]


def frames(findings: Sequence[Finding], scene: Scene) -> list[Box]:
    """Return what is outlined for findings: each thing, and the parts of the sheet as a whole."""
    found: list[Box] = []
    for kind in dict.fromkeys(one.kind for one in findings):
        boxes = [one.box for one in findings if one.kind == kind]
        if kind in _PARTS:
            boxes += [ink.extent for ink in scene.inks if ink.uid.startswith(_PARTS[kind]) and ink.extent]
        if kind in WHOLE and kind != "fond":
            boxes = [around(boxes)]
        found += boxes
    return found


def _same(known: object, size: float) -> bool:
    return isinstance(known, int | float) and not isinstance(known, bool) and abs(known - size) < 0.05


def _measures(ink: Ink, record: Record | None, catalogue: Mapping[str, Pictogram]) -> Iterator[Measure]:
    if isinstance(record, ITEM_TYPES):
        yield from measures(record, ink, catalogue)
        return
    kind = _part(ink, record)
    texts = [one for one in ink.primitives if isinstance(one, Text)]
    if kind == "legende":
        texts = texts[-1:]  # the words of a row come after its sign
    if kind and texts:
        yield _smallest(kind, texts)


def _part(ink: Ink, record: Record | None) -> Kind | None:
    """Return what a derived part of the sheet is told as; heads of sections are larger than what they head."""
    if isinstance(record, LigneGrille):
        return "amof" if record.grille == AMOF else "messages"
    if ink.uid.startswith("legende:"):
        return "legende"
    if ink.uid.startswith("nom:"):
        return "fond"
    parts: dict[str, Kind] = {
        "feuille:titre": "titre",
        "feuille:territoire": "titre",
        "feuille:groupe": "titre",
        "feuille:cle": "cle",
        "feuille:credits": "pied",
        "feuille:echelle": "pied",
        "feuille:nord": "pied",
    }
    return parts.get(ink.uid)


def _smallest(kind: Kind, texts: Sequence[Text]) -> Measure:
    extent = box(texts)
    assert extent is not None  # letters have an extent
    return Measure(kind, min(one.size for one in texts), extent)


def _of_mark(mark: Mark, ink: Ink, catalogue: Mapping[str, Pictogram]) -> Iterator[Measure]:
    picto = catalogue.get(mark.picto)
    brush = marks.brush_of(picto, mark.geometry)
    if brush.name == "stamp":
        if isinstance(mark.geometry, Point) and brush.settings.get("forme", "glyphe") in _SIZED:
            look = Look("", "", force=min(3, max(1, mark.intensite or 2)))
            size = Subject(mark.geometry, look, brush.settings, taille=mark.taille_mm).size()
            yield Measure("signes", size, overlaps.symbol(ink) or _extent(ink))
        return
    if ink.signs:
        sides = [(max(one[2] - one[0], one[3] - one[1]), one) for one in ink.signs]
        yield Measure("signes", *min(sides))
    if ink.band in (Band.LIGNES, Band.RESEAUX):
        width = _width(ink)
        if width:
            yield Measure("traits", width, _extent(ink))


def _extent(ink: Ink) -> Box:
    assert ink.extent is not None  # what has no ink is not measured
    return ink.extent


def _width(ink: Ink) -> float:
    """Return the width in mm of the main stroke of a line; 0 where it is not drawn as one, but as a body."""
    whole = _extent(ink)
    long = max(whole[2] - whole[0], whole[3] - whole[1])
    widest = 0.0
    for one in ink.primitives:
        if not isinstance(one, Path):
            continue
        if one.stroke[:7] not in theme.UNPRINTED:
            widest = max(widest, one.width)
        elif one.fill[:7] not in theme.UNPRINTED:
            extent: Any = box((one,))
            if extent and max(extent[2] - extent[0], extent[3] - extent[1]) > _BODY * long:
                return 0.0
    return widest
