"""What lies on what: the extents of names, signs, badges, labels and post-its, and where two of them meet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from app.drawing import theme
from app.drawing.ink import Band, Ink, Scene
from app.drawing.primitives import Path, Primitive, Text, box, flattened
from app.drawing.texts import tight
from app.poster.boxes import around, grown, shared, within
from app.poster.geometry import Box, Run

Kind = Literal["nom", "signe", "badge", "etiquette", "photo", "postit"]
#: Two extents that share less than this, in mm², only touch.
LEAST_MM2 = 0.05
#: Halos reach so much further, in mm, than the extents that an ink tells.
HALO_SLACK = 1.2
#: A line longer than this, in mm, is no part of a sign: the ground inside a great ring stays free.
WIDE = 25.0
#: Parts of a sign nearer than this, in mm, are one sign.
NEAR = 1.5


@dataclass(frozen=True, slots=True)
class Piece:
    """An upright extent of the sheet that nothing else of its kind may cover, in mm."""

    uid: str
    kind: Kind
    box: Box
    #: Corners of the ink of a sign, when it does not fill its extent: a slanted arrow leaves room beside it.
    corners: Run = ()


def pieces(inks: Sequence[Ink]) -> list[Piece]:
    """Return what must stay readable: symbols of points, badges, words on the map, names and post-its."""
    found: list[Piece] = []
    for ink in inks:
        if ink.band == Band.NOMS:
            found += [Piece(ink.uid, "nom", tight(item)) for item in ink.primitives if isinstance(item, Text)]
        elif ink.band == Band.POSTITS:
            found += [Piece(ink.uid, "postit", paper) for paper in ink.labels]
        elif ink.band == Band.PHOTOS:
            found += [Piece(ink.uid, "photo", paper) for paper in ink.labels]
        elif Band.AIRES <= ink.band < Band.NOMS:
            if ink.band in (Band.LIEUX, Band.POINTS):
                found += [Piece(ink.uid, "signe", part.box, part.corners) for part in _parts(ink)]
            found += [Piece(ink.uid, "signe", extent) for extent in ink.signs]
            found += [Piece(ink.uid, "badge", extent) for extent in ink.badges]
            found += [Piece(ink.uid, "etiquette", extent) for extent in _words(ink)]
    return found


def _words(ink: Ink) -> list[Box]:
    """Return the extents of the words of a mark: what the letters cover, not the ring around them."""
    texts = [item for item in ink.primitives if isinstance(item, Text) and not told_in(item, ink.badges)]
    if not ink.labels or any(item.angle for item in texts):
        return list(ink.labels)
    return [tight(item) for item in texts]


def symbol(ink: Ink) -> Box | None:
    """Return the extent of the sign of a point without its badges and labels; None where it has no sign."""
    return box(_drawing(ink))


def signs(ink: Ink) -> list[Box]:
    """Return the extents of the sign of a point, part by part.

    A semis or a pole with satellites is many small signs far apart: the ground between them is free.
    """
    return [part.box for part in _parts(ink)]


@dataclass(frozen=True, slots=True)
class _Part:
    box: Box
    corners: Run


def _parts(ink: Ink) -> list[_Part]:
    parts: list[_Part] = []
    for item in _drawing(ink):
        if isinstance(item, Path) and {item.fill, item.stroke} <= theme.UNPRINTED:
            continue  # the ring of paper around a sign is not the sign
        for piece in _alone(item):
            extent = box((piece,))
            if extent is not None and not _wide(piece, extent):
                parts.append(_Part(extent, _corners(piece, extent)))
    return _clustered(parts)


def lines(ink: Ink) -> tuple[Path, ...]:
    """Return the long lines of the sign of a point, which names avoid as those of the map: the rings of a pole."""
    return tuple(
        piece
        for item in _drawing(ink)
        for piece in _alone(item)
        if isinstance(piece, Path)
        and not {piece.fill, piece.stroke} <= theme.UNPRINTED
        and (extent := box((piece,))) is not None
        and _wide(piece, extent)
    )


def _alone(item: Primitive) -> list[Primitive]:
    return [replace(item, subpaths=(run,)) for run in item.subpaths] if isinstance(item, Path) else [item]


def _wide(piece: Primitive, extent: Box) -> bool:
    long = max(extent[2] - extent[0], extent[3] - extent[1]) > WIDE
    return long and isinstance(piece, Path) and not piece.fill


def _corners(piece: Primitive, extent: Box) -> Run:
    if isinstance(piece, Path) and not piece.stroke:
        return tuple(corner for subpath in piece.subpaths for corner in flattened(subpath, 0.2))
    low_x, low_y, high_x, high_y = extent
    return ((low_x, low_y), (high_x, low_y), (high_x, high_y), (low_x, high_y))


def _drawing(ink: Ink) -> list[Primitive]:
    apart = (*ink.badges, *ink.labels)
    return [item for item in ink.primitives if not told_in(item, apart)]


def _clustered(parts: Sequence[_Part]) -> list[_Part]:
    """Return the groups of parts whose extents stand within ``NEAR`` of each other."""
    groups: list[_Part] = []
    for part in parts:
        apart: list[_Part] = []
        whole = part
        for group in groups:
            if shared(group.box, grown(whole.box, NEAR)):
                whole = _Part(around((group.box, whole.box)), group.corners + whole.corners)
            else:
                apart.append(group)
        groups = [*apart, whole]
    return groups if len(groups) == len(parts) else _clustered(groups)


def overlaps(scene: Scene) -> list[tuple[str, str, float]]:
    """Return each pair of pieces of two records that cover each other, with the area they share in mm².

    A record may cover itself: its badges sit on its own sign, a name stands against its dot.
    """
    found = pieces(scene.inks)
    found.sort(key=lambda piece: piece.box[0])
    pairs: list[tuple[str, str, float]] = []
    for rank, one in enumerate(found):
        for other in found[rank + 1 :]:
            if other.box[0] >= one.box[2]:
                break
            if _thing(one.uid) == _thing(other.uid):
                continue
            area = _common(one, other)
            if area >= LEAST_MM2:
                pairs.append((one.uid, other.uid, round(area, 3)))
    return sorted(pairs, key=lambda pair: -pair[2])


def _common(one: Piece, other: Piece) -> float:
    area = shared(one.box, other.box)
    if area < LEAST_MM2 or not (one.corners or other.corners):
        return area
    import shapely

    hulls = [
        shapely.MultiPoint(piece.corners).convex_hull if piece.corners else shapely.box(*piece.box)
        for piece in (one, other)
    ]
    return float(hulls[0].intersection(hulls[1]).area)


def _thing(uid: str) -> str:
    """Return what a piece belongs to: a name and its dot are one place."""
    return uid.removeprefix("nom:").removeprefix("lieu:")


def told_in(item: Primitive, extents: Iterable[Box]) -> bool:
    """Return whether a primitive is part of what an ink told one of its extents of: a badge, words."""
    extent = box((item,))
    return extent is not None and any(within(extent, each, HALO_SLACK) for each in extents)
