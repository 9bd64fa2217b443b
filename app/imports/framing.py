"""Another sheet for the same poster: its orientation, what its map shows, or its territory.

Marks stay where they are on the ground and keep their sizes in mm. What is placed on the page follows: a post-it
keeps its distance from what it speaks of, else from the ground it lies on, else its part of the sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Literal

from app.basemap.france import territory
from app.basemap.france.ground import Ground
from app.basemap.france.search import Candidate
from app.catalogue.model import Pictogram
from app.drawing import postits
from app.i18n import Souci, tr
from app.imports import contours, settled
from app.imports.reference import NAMED, called, unit
from app.poster.boxes import covers
from app.poster.geometry import Coord, Point, bounds
from app.poster.records import ITEM_TYPES, Fond, Mark, Photo, Poster, PostIt, Record, Territoire, Texte
from app.poster.sheet import PAPER_METRES, MapFrame, fit, map_rect, on_paper, page_size

Records = Mapping[str, Record]
#: What becomes of each record of a poster: its new value, or None where it goes.
Changes = dict[str, Record | None]
NO_SIGNS: Mapping[str, Pictogram] = MappingProxyType({})
#: What comes from the base map with a territory, and goes with it. What was brought or referred to stays.
GROUND = ("commune", "limite", "lieu", "contour")
#: A map shows its territory this many times smaller or larger than it fits, at most.
FARTHEST, NEAREST = 4.0, 0.125
#: Under this change of scale, as a part of it, the places that a map names are those that it named.
ALIKE = 0.3


def turned(records: Records, orientation: Literal["paysage", "portrait"]) -> Changes:
    """Return the changes that lay a sheet the other way.

    A map that showed its whole territory does so again; another one keeps its middle and its scale.
    """
    poster = _poster(records)
    if poster.orientation == orientation:
        return {}
    view = (poster.centre_x, poster.centre_y), poster.metres_par_mm
    if _near(view, whole(records)):
        view = _whole(records, orientation) or view
    return _resheeted(records, _viewed(replace(poster, orientation=orientation), view))


def framed(records: Records, centre: Coord, metres_par_mm: float) -> Changes:
    """Return the changes by which the map shows the ground around ``centre`` (metres) at another scale.

    The scale is kept between ``FARTHEST`` and ``NEAREST`` of the one that shows the whole territory. Where the base
    map knows the territory, its ground is copied again with the detail that the scale bears.
    """
    poster = _poster(records)
    view = (centre, _bounded(records, metres_par_mm))
    if _near(view, ((poster.centre_x, poster.centre_y), poster.metres_par_mm)):
        return {}
    found: Changes = _resheeted(records, _viewed(poster, view))
    known = units(records)
    if known:
        found.update(_grounded(records, territory.load(known, view, _detail(records, view[1]))))
        _keep_places(
            records, found, ranks=abs(view[1] - poster.metres_par_mm) <= ALIKE * poster.metres_par_mm
        )
        found = contours.renewed(records, found)
    return found


def moved_to(
    records: Records,
    candidates: Sequence[Candidate],
    nom: str = "",
    catalogue: Mapping[str, Pictogram] = NO_SIGNS,
) -> Changes:
    """Return the changes that give a poster another territory, which its map shows whole.

    ``nom`` renames it. On a blank sheet everything stays where it is on the page: ``catalogue`` says which settings of
    its signs are places. Raises ``Souci`` when the base map cannot be read, or is in other coordinates.
    """
    ground = territory.load(candidates)
    poster = _poster(records)
    if ground.crs != poster.crs and not on_paper(poster):
        raise Souci(
            tr(
                "Ce territoire est dans un autre système de coordonnées que le poster. Rien n’a changé\u202f; "
                "commencez-en un nouveau pour lui."
            )
        )
    named = nom or (called(candidates) if len(candidates) > NAMED else ground.nom)
    after = replace(
        _viewed(poster, fit(bounds(ground.outline), poster.orientation)),
        territoire_nom=named,
        nb_communes=ground.nb_communes,
        population=ground.population,
        crs=ground.crs,
        credits=" ".join(ground.credits),
    )
    found: Changes
    if on_paper(poster):
        found = {
            after.uid: after,
            **settled.changed(records, MapFrame.of(poster), MapFrame.of(after), catalogue),
        }
    else:
        found = _resheeted(records, after)
    found.update(_grounded(records, ground))
    made = replace(ground.territoire(), nom=named)
    found.update({record.uid: None for record in records.values() if isinstance(record, Territoire)})
    found[made.uid] = made
    return contours.renewed(records, found)


def whole(records: Records) -> tuple[Coord, float] | None:
    """Return the middle and the metres per mm that show the whole territory, or the whole of a blank sheet.

    None where there is neither: a map that was photographed, without an outline.
    """
    return _whole(records, _poster(records).orientation)


def _whole(records: Records, orientation: str) -> tuple[Coord, float] | None:
    boxes = [bounds(record.geometry) for record in records.values() if isinstance(record, Territoire)]
    if not boxes:
        return _paper(records, orientation) if on_paper(_poster(records)) else None
    west, south, east, north = zip(*boxes, strict=True)
    return fit((min(west), min(south), max(east), max(north)), orientation)


def _paper(records: Records, orientation: str) -> tuple[Coord, float]:
    """Return the view of a blank sheet that shows a mm of paper in each mm, or farther where things lie beyond."""
    _, _, width, height = map_rect(orientation)
    metres = PAPER_METRES
    for record in records.values():
        if isinstance(record, ITEM_TYPES) and not isinstance(record, PostIt):
            for x, y in record.geometry.coords():
                metres = max(metres, 2 * abs(x) / width, 2 * abs(y) / height)
    return (0.0, 0.0), metres


def _detail(records: Records, metres: float) -> float:
    """Return the scale to generalise to: a new poster bears both orientations, and so does another view of it."""
    both = [view[1] for each in ("paysage", "portrait") if (view := _whole(records, each))]
    usual = whole(records)
    return metres * min(both) / usual[1] if usual else metres


def _bounded(records: Records, metres: float) -> float:
    usual = whole(records)
    return min(usual[1] * FARTHEST, max(usual[1] * NEAREST, metres)) if usual else metres


def _near(view: tuple[Coord, float], other: tuple[Coord, float] | None) -> bool:
    """Return whether two views are one for an eye: within a tenth of a mm and a thousandth of the scale."""
    if other is None:
        return False
    (ax, ay), a = view
    (bx, by), b = other
    return abs(a - b) < 1e-3 * a and max(abs(ax - bx), abs(ay - by)) < 0.1 * a


def _viewed(poster: Poster, view: tuple[Coord, float]) -> Poster:
    (x, y), metres = view
    return replace(poster, centre_x=x, centre_y=y, metres_par_mm=metres)


def _poster(records: Records) -> Poster:
    return next(record for record in records.values() if isinstance(record, Poster))


def units(records: Records) -> tuple[Candidate, ...]:
    """Return the units of the base map that a territory was made of; none where one of them is not found there."""
    found: list[Candidate] = []
    for record in records.values():
        if isinstance(record, Territoire):
            try:
                found += [unit(code, record.genre) for code in record.codes]
            except Souci:
                return ()
    return tuple(found)


def _grounded(records: Records, ground: Ground) -> Changes:
    """Return the changes that put a ground in the place of the one a poster has."""
    found: Changes = {
        record.uid: None
        for record in records.values()
        if isinstance(record, Fond) and record.couche in GROUND
    }
    found.update({feature.uid: feature for feature in ground.features})
    for record in records.values():
        if isinstance(record, Territoire):
            # The outline of a file that was brought is nowhere else any more.
            kept = record.geometry if record.genre == "apport" else ground.outline
            found[record.uid] = replace(record, geometry=kept)
    return found


def _keep_places(records: Records, found: Changes, *, ranks: bool) -> None:
    """Let places that stay keep the names they have, which may be the group's; at much the same scale, all of them."""
    had = {each.code: each for each in records.values() if isinstance(each, Fond) and each.couche == "lieu"}
    for uid, record in list(found.items()):
        if not isinstance(record, Fond) or record.couche != "lieu" or record.code not in had:
            continue
        was = had[record.code]
        del found[uid]
        if ranks:
            del found[was.uid]
        else:
            found[was.uid] = replace(record, uid=was.uid, nom=was.nom)


def _resheeted(records: Records, after: Poster) -> Changes:
    before = _poster(records)
    found: Changes = {after.uid: after}
    found.update({note.uid: note for note in _following(records, before, after)})
    return found


def _following(records: Records, before: Poster, after: Poster) -> Iterable[PostIt]:
    """Yield the post-its that lie elsewhere on another sheet."""
    was, now = MapFrame.of(before), MapFrame.of(after)
    size, room = page_size(before.orientation), page_size(after.orientation)
    for note in records.values():
        if not isinstance(note, PostIt) or note.x is None or note.y is None:
            continue
        paper = postits.paper(note)
        x, y = _carried(note, records, was, now) or _in_part(note, (paper.width, paper.height), size, room)
        there = postits.on_sheet(replace(note, x=x, y=y), room)
        if there != note:
            yield there


def _carried(note: PostIt, records: Records, was: MapFrame, now: MapFrame) -> Coord | None:
    """Return where a post-it goes with what it speaks of, else with the ground under it; None off the map."""
    assert note.x is not None
    assert note.y is not None
    place = _spoken(note, records)
    if place is None:
        paper = postits.paper(note)
        middle = (note.x + paper.width / 2, note.y + paper.height / 2)
        if not covers(was.box, middle):
            return None
        place = was.to_ground(*middle)
    a, b = was.to_page(*place), now.to_page(*place)
    return (note.x + b[0] - a[0], note.y + b[1] - a[1])


def _spoken(note: PostIt, records: Records) -> Coord | None:
    """Return the place on the ground that a post-it speaks of."""
    target = records.get(note.cible)
    if isinstance(target, Mark | Texte | Photo):
        if isinstance(target.geometry, Point):
            return (target.geometry.x, target.geometry.y)
        west, south, east, north = bounds(target.geometry)
        return ((west + east) / 2, (south + north) / 2)
    if note.cible_x is not None and note.cible_y is not None:
        return (note.cible_x, note.cible_y)
    return None


def _in_part(note: PostIt, paper: Coord, size: Coord, room: Coord) -> Coord:
    """Return the place that leaves a post-it in the same part of another sheet: its middle moves in proportion."""
    assert note.x is not None
    assert note.y is not None
    return (
        (note.x + paper[0] / 2) / size[0] * room[0] - paper[0] / 2,
        (note.y + paper[1] / 2) / size[1] * room[1] - paper[1] / 2,
    )
