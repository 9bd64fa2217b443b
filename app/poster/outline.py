"""Which areas are drawn as the territory: the real ones, what stands in their place, or none on a blank page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from app.poster.gathered import Records
from app.poster.geometry import Areas
from app.poster.options import BLANCHE, REEL, Options
from app.poster.records import Fond, Poster, Record, Territoire
from app.poster.sheet import MapFrame

#: The territory on the page as it was last asked for, and from what it was made: an act asks for it again and again.
_last: tuple[tuple[object, ...], Areas] = ((), Areas(()))


def drawn(
    territoires: Iterable[Territoire], fonds: Iterable[Fond], options: Options
) -> tuple[Territoire | Fond, ...]:
    """Return the records whose areas are drawn as the territory; a level that was never made shows the real ones."""
    if options.contour == BLANCHE:
        return ()
    made = () if options.contour == REEL else tuple(each for each in _made(fonds, options) if not each.code)
    return made or tuple(territoires)


def cells(fonds: Iterable[Fond], options: Options) -> tuple[Fond, ...]:
    """Return the communes that a drawn outline comes with: their borders are the limits inside it."""
    return tuple(each for each in _made(fonds, options) if each.code)


def _made(fonds: Iterable[Fond], options: Options) -> Iterator[Fond]:
    for fond in fonds:
        if fond.couche == "contour" and fond.genre == options.contour and isinstance(fond.geometry, Areas):
            yield fond


def areas(records: Iterable[Territoire | Fond]) -> Areas:
    """Return the areas of records as one, in metres."""
    found = [record.geometry for record in records]
    return Areas(tuple(part for each in found if isinstance(each, Areas) for part in each.parts))


def territory(records: Mapping[str, Record], poster: Poster) -> Areas | None:
    """Return what is drawn as the territory of a poster, in page mm; None where nothing is."""
    every = Records.of(records)
    lands = [record for record in every.drawn.values() if isinstance(record, Territoire)]
    options = Options.of(poster)
    found = drawn(lands, every.fonds if options.contour != REEL else (), options)
    return _on_page(found, MapFrame.of(poster)) if found else None


def _on_page(found: tuple[Territoire | Fond, ...], frame: MapFrame) -> Areas:
    global _last
    key, known = (frame, *found), _last
    if known[0] != key:
        known = _last = (key, areas(found).map(frame.to_page))
    return known[1]
