"""Things that come from a poster, perhaps another one, join this one: where they lie, and under which names.

On the same ground they keep their place; elsewhere they keep on the page the distances that people saw. Knows no
widget.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.catalogue.model import Pictogram
from app.drawing import postits
from app.i18n import Souci, tr
from app.imports.settled import settled
from app.poster.boxes import covers, middle, within
from app.poster.geometry import Box, Coord
from app.poster.records import Item, Mark, Photo, PostIt
from app.poster.sheet import MapFrame, page_size
from app.ui.clipboard.parcel import Parcel
from app.ui.tools.copies import BESIDE, copies

if TYPE_CHECKING:
    from app.ui.session import Session


@dataclass(frozen=True, slots=True)
class Spot:
    """Where to paste: at a place of the page, else where things lay if that is in sight; ``beside`` times aside."""

    at: Coord | None
    seen: Box
    beside: int = 0


def land(session: Session, parcel: Parcel, spot: Spot) -> tuple[str, ...]:
    """Paste a parcel as one act and return what was made, from the bottom of the pile.

    Raises Souci; nothing has changed then.
    """
    document = session.document
    names, fresh = _signs(session, parcel)
    try:
        items = [_named(item, names) for item in parcel.items]
        catalogue = {**session.drawn, **{each.key: each for each in fresh}}
        poster = document.poster
        # A blank sheet that took a territory since is another ground.
        home = poster.uid if parcel.crs == poster.crs else ""
        made = _placed(items, parcel, spot, home, MapFrame.of(poster), catalogue)
        page = page_size(poster.orientation)
        made = [postits.on_sheet(item, page) if isinstance(item, PostIt) else item for item in made]
        for content in _pictures(parcel):
            session.file.pictures.add(content)
    except (ValueError, TypeError, IndexError) as fault:
        raise Souci(
            tr("Ce qui a été copié est abîmé\u00a0: rien n’a été collé. Copiez-le de nouveau.")
        ) from fault
    for each in fresh:
        session.add_pictogram(each)
    with document.transaction("Coller") as act:
        for item in made:
            act.put(item)
    return tuple(item.uid for item in made)


def _placed(
    items: Sequence[Item],
    parcel: Parcel,
    spot: Spot,
    poster: str,
    frame: MapFrame,
    catalogue: Mapping[str, Pictogram],
) -> list[Item]:
    home = parcel.poster == poster
    there = _brought(items, parcel, frame, catalogue, by_ground=True) if parcel.crs > 0 else []
    extent = _extent(there, frame)
    in_place = spot.at is None and extent is not None and covers(spot.seen, middle(extent))
    if not home:
        in_place = in_place and extent is not None and within(extent, frame.box)
    if not (home or in_place):
        there = _brought(items, parcel, frame, catalogue, by_ground=False)
        extent = _extent(there, frame)
    shift = (0.0, 0.0)
    if not in_place and extent is not None:
        seen = middle(spot.seen)
        wanted, at = spot.at or seen, middle(extent)
        shift = (wanted[0] - at[0], wanted[1] - at[1])
    shift = (shift[0] + spot.beside * BESIDE, shift[1] + spot.beside * BESIDE)
    grounded = _extent([item for item in there if not isinstance(item, PostIt)], frame)
    if grounded is not None and not (in_place and not spot.beside):
        shift = _kept(grounded, shift, frame.box)
    if not home:
        there = [_untied(item, parcel) for item in there]
    made = copies(there, *shift, frame, catalogue)
    return [item if home else _led(item, shift, frame) for item in made.values()]


def _brought(
    items: Iterable[Item],
    parcel: Parcel,
    frame: MapFrame,
    catalogue: Mapping[str, Pictogram],
    *,
    by_ground: bool,
) -> list[Item]:
    """Return things in the frame of this poster: at the same places of the ground, or of the page."""
    known = {item.uid for item in parcel.items}
    same = parcel.frame == frame

    def page(x: float, y: float) -> Coord:
        return (x, y) if same or not by_ground else frame.to_page(*parcel.frame.to_ground(x, y))

    found: list[Item] = []
    for item in items:
        item = replace(item, feuille=1)
        if isinstance(item, PostIt):
            if item.x is not None and item.y is not None:
                x, y = page(item.x, item.y)
                item = replace(item, x=x, y=y)
            item = item if item.cible in known else replace(item, cible="")
        found.append(item if by_ground else settled(item, parcel.frame, frame, catalogue))
    return found


def _untied(item: Item, parcel: Parcel) -> Item:
    """Return a post-it without the place of something that stayed in its own poster."""
    if isinstance(item, PostIt) and item.uid in parcel.tied:
        return replace(item, cible_x=None, cible_y=None)
    return item


def _led(item: Item, shift: Coord, frame: MapFrame) -> Item:
    """Return a post-it from elsewhere whose leader goes along with it: nothing here is what it spoke of."""
    if not isinstance(item, PostIt) or item.cible_x is None or item.cible_y is None or shift == (0.0, 0.0):
        return item
    x, y = frame.to_page(item.cible_x, item.cible_y)
    x, y = frame.to_ground(x + shift[0], y + shift[1])
    return replace(item, cible_x=x, cible_y=y)


def _extent(items: Iterable[Item], frame: MapFrame) -> Box | None:
    """Return what things take on the page, from their places and papers: enough to tell their middle."""
    coords: list[Coord] = []
    for item in items:
        if not isinstance(item, PostIt):
            coords += [frame.to_page(x, y) for x, y in item.geometry.coords()]
        elif extent := postits.box(item):
            coords += [(extent[0], extent[1]), (extent[2], extent[3])]
    if not coords:
        return None
    xs, ys = zip(*coords, strict=True)
    return (min(xs), min(ys), max(xs), max(ys))


def _kept(box: Box, shift: Coord, room: Box) -> Coord:
    """Return the shift that leaves a box in its room; one that is too large keeps its middle there."""
    kept = []
    for axis in (0, 1):
        low, high, by = box[axis], box[axis + 2], shift[axis]
        if high - low > room[axis + 2] - room[axis]:
            low = high = (low + high) / 2
        kept.append(min(max(by, room[axis] - low), room[axis + 2] - high))
    return (kept[0], kept[1])


def _signs(session: Session, parcel: Parcel) -> tuple[dict[str, str], list[Pictogram]]:
    """Return under which key each pictogram of a parcel is known here, and those that are new here."""
    from app.catalogue import invent
    from app.catalogue.load import same, shipped

    known = {**session.file.pictograms, **session.drawn, **session.catalogue}
    names: dict[str, str] = {}
    fresh: list[Pictogram] = []
    for key in dict.fromkeys(item.picto for item in parcel.items if isinstance(item, Mark)):
        sign = parcel.signs.get(key)
        if sign is None or key in shipped() or (key in known and same(known[key], sign)):
            continue
        twin = next((other for other, each in known.items() if same(each, sign)), "")
        if not twin:
            prefix = "" if key.startswith(invent.PREFIX) else invent.PREFIX
            twin = key if key not in known else invent.free(prefix + key, known)
            known[twin] = replace(sign, key=twin, ours=True)
            fresh.append(known[twin])
        names[key] = twin
    return names, fresh


def _named(item: Item, names: Mapping[str, str]) -> Item:
    return replace(item, picto=names[item.picto]) if isinstance(item, Mark) and item.picto in names else item


def _pictures(parcel: Parcel) -> list[bytes]:
    shown = dict.fromkeys(item.media for item in parcel.items if isinstance(item, Photo))
    return [parcel.media[key] for key in shown if key in parcel.media]
