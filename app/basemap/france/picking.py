"""Picking units on a map: what lies at a place, inside a lasso or beside what is chosen, and the shape of a unit.

Everything is found through the communes, which know their EPCI, their département and their région. Metres of the
coordinates of the zone. Shapes are read piece by piece, and kept for the next gesture.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from app import i18n
from app.basemap.france import search, store
from app.basemap.france.packed import unpack
from app.basemap.france.zones import METROPOLE
from app.poster.geometry import Box, Coord

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from app.basemap.france.query import Kind
    from app.basemap.france.search import Candidate

#: What a click may take, smallest first.
LEVELS: tuple[Kind, ...] = ("commune", "epci", "departement", "region")
#: The zone of all that is in Europe.
METRO = "metro"
#: A lasso takes a unit when it holds at least this part of it: nobody draws around a border.
TAKEN = 0.5
#: A unit of more communes than this is not taken apart by a click.
MOST_LEFT = 600


@dataclass(frozen=True, slots=True)
class Pieces:
    """What each EPCI has in each département of a zone: sequences that go together."""

    ids: tuple[int, ...]
    #: Codes of the unit of each level; the EPCI is "" where there is none.
    codes: dict[str, tuple[str, ...]]
    #: (n, 4) metres.
    boxes: Any
    tree: Any
    #: Coarse shapes that share their borders.
    shapes: Any


@dataclass(frozen=True, slots=True)
class Piece:
    """The communes of one piece, and their exact shapes."""

    communes: tuple[str, ...]
    epci: str
    departement: str
    region: str
    shapes: Any

    def code(self, level: str, rank: int) -> tuple[Kind, str]:
        """Return the unit of ``level`` in which the commune at ``rank`` lies; a commune without EPCI is itself."""
        if level == "region":
            return "region", self.region
        if level == "departement":
            return "departement", self.departement
        if level == "epci" and self.epci:
            return "epci", self.epci
        return "commune", self.communes[rank]


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of France with its own coordinates."""

    #: METRO, or the code of an overseas département.
    code: str
    #: "" for metropolitan France, which is called in the words of the window.
    nom: str
    crs: int


@cache
def zones() -> tuple[Zone, ...]:
    """Return the zones that the base map has, metropolitan France first."""
    sql = "SELECT DISTINCT p.crs, u.code, u.nom FROM piece p JOIN unite u ON u.code = p.departement"
    with store.opened() as db:
        rows = db.execute(f"{sql} WHERE u.genre = 'departement' AND p.crs != ?", (METROPOLE,)).fetchall()
    away = sorted((Zone(row["code"], row["nom"], row["crs"]) for row in rows), key=lambda zone: zone.code)
    return (Zone(METRO, "", METROPOLE), *away)


@cache
def pieces(zone: str) -> Pieces:
    """Return the pieces of a zone."""
    import numpy as np
    import shapely

    own, value = ("crs", METROPOLE) if zone == METRO else ("departement", zone)
    with store.opened() as db:
        rows = db.execute(f"SELECT * FROM piece WHERE {own} = ? ORDER BY id", (value,)).fetchall()  # noqa: S608
    boxes = np.array([(row["xmin"], row["ymin"], row["xmax"], row["ymax"]) for row in rows], "f8")
    return Pieces(
        tuple(row["id"] for row in rows),
        {level: tuple(row[level] or "" for row in rows) for level in LEVELS[1:]},
        boxes,
        shapely.STRtree(shapely.box(*boxes.T)),
        np.concatenate([np.asarray(unpack(row["forme"])) for row in rows]),
    )


@lru_cache(maxsize=600)
def piece(number: int) -> Piece:
    """Return the communes of one piece."""
    import numpy as np

    with store.opened() as db:
        row = db.execute("SELECT * FROM piece WHERE id = ?", (number,)).fetchone()
        codes = db.execute("SELECT code FROM unite WHERE piece = ? ORDER BY id", (number,)).fetchall()
    communes = tuple(each["code"] for each in codes)
    shapes = np.asarray(unpack(row["communes"]))
    return Piece(communes, row["epci"] or "", row["departement"], row["region"], shapes)


def meeting(zone: str, window: Box) -> list[int]:
    """Return the numbers of the pieces whose box meets ``window``."""
    import shapely

    known = pieces(zone)
    return [known.ids[at] for at in sorted(known.tree.query(shapely.box(*window)).tolist())]


def unit(kind: Kind, code: str) -> Candidate:
    """Return a unit by its code."""
    return _unit(kind, code, i18n.current())


@lru_cache(maxsize=20_000)
def _unit(kind: Kind, code: str, language: str) -> Candidate:
    return search.unit(kind, code)


def at(zone: str, level: str, place: Coord) -> Candidate | None:
    """Return the unit of ``level`` at a place (metres); None at sea or abroad."""
    import shapely

    x, y = place
    for number in meeting(zone, (x, y, x, y)):
        own = piece(number)
        found = shapely.contains_xy(own.shapes, x, y).nonzero()[0]
        if len(found):
            return unit(*own.code(level, int(found[0])))
    return None


def within(zone: str, level: str, ring: Sequence[Coord]) -> list[Candidate]:
    """Return the units of ``level`` of which a lasso (metres) holds the most."""
    import shapely

    if len(ring) < 3:
        return []
    lasso = shapely.make_valid(shapely.polygons(ring))
    known = pieces(zone)
    held: dict[tuple[Kind, str], float] = {}
    whole: dict[tuple[Kind, str], float] = {}
    for number, (inside, _) in zip(known.ids, _areas(known.shapes, lasso), strict=True):
        if not inside:
            continue
        key = _key(zone, level, number)
        if key is not None:
            held[key] = held.get(key, 0.0) + inside
            continue
        own = piece(number)
        for rank, (part, all_of_it) in enumerate(_areas(own.shapes, lasso)):
            held[own.code(level, rank)], whole[own.code(level, rank)] = part, all_of_it
    for kind, code in held.keys() - whole.keys():
        whole[kind, code] = sum(shapely.area(part) for part in _coarse(zone, kind, code))
    return [unit(*key) for key, inside in held.items() if inside > 0 and inside >= TAKEN * whole[key]]


def _key(zone: str, level: str, number: int) -> tuple[Kind, str] | None:
    """Return the unit of ``level`` that a piece belongs to; None where its communes are units of their own."""
    known = pieces(zone)
    for kind in LEVELS[1:]:
        if kind == level and (code := known.codes[kind][known.ids.index(number)]):
            return kind, code
    return None


def _coarse(zone: str, kind: str, code: str) -> list[BaseGeometry]:
    """Return the coarse shapes of the pieces of a unit."""
    known = pieces(zone)
    return [shape for shape, own in zip(known.shapes, known.codes[kind], strict=True) if own == code]


def _areas(shapes: Any, lasso: BaseGeometry) -> Iterator[tuple[float, float]]:
    """Yield what a lasso holds of each shape, and the area of the shape, in m²."""
    import shapely

    shapely.prepare(lasso)
    areas = shapely.area(shapes)
    inside = shapely.contains(lasso, shapes)
    cut = shapely.intersects(lasso, shapes) & ~inside
    held = areas * inside
    held[cut] = shapely.area(shapely.intersection(shapes[cut], lasso))
    yield from zip(held.tolist(), areas.tolist(), strict=True)


def beside(zone: str, level: str, chosen: Iterable[Candidate]) -> list[Candidate]:
    """Return the units of ``level`` that share a border with the ground of ``chosen``, and are not of it."""
    import numpy as np

    from app.basemap.france.edges import edges

    members = _members(zone, chosen)
    if not members:
        return []
    known = pieces(zone)
    rank = {number: place for place, number in enumerate(known.ids)}
    around = set(members)
    for number in members:
        west, south, east, north = known.boxes[rank[number]]
        around.update(meeting(zone, (west - 1, south - 1, east + 1, north + 1)))
    listed = [(number, piece(number)) for number in sorted(around)]
    shapes = np.concatenate([own.shapes for _, own in listed])
    owners = [(own, place) for _, own in listed for place in range(len(own.communes))]
    inside = np.array(
        [place in members.get(number, ()) for number, own in listed for place in range(len(own.communes))]
    )
    found = edges(shapes)
    apart = (found.second >= 0) & (inside[found.first] != inside[found.second])
    near = np.where(inside[found.first], found.second, found.first)[apart]
    keys = [owners[place][0].code(level, owners[place][1]) for place in np.unique(near).tolist()]
    had = {(each.kind, each.code) for each in chosen}
    return [unit(*key) for key in dict.fromkeys(keys) if key not in had]


def without(zone: str, larger: Candidate, one: Candidate) -> list[Candidate] | None:
    """Return what is left of a unit when one of its communes, or one of the départements of a région, goes.

    None where ``one`` is no such part of it, or where too much would be left to be listed.
    """
    known = pieces(zone)
    if one.kind == "commune" and larger.kind in known.codes:
        members = _members(zone, [larger])
        if _piece_of(one.code) not in members or sum(map(len, members.values())) > MOST_LEFT:
            return None
        codes = [code for number in members for code in piece(number).communes if code != one.code]
        return [unit("commune", code) for code in codes]
    if (one.kind, larger.kind) == ("departement", "region"):
        pairs = zip(known.codes["departement"], known.codes["region"], strict=True)
        own = dict.fromkeys(code for code, region in pairs if region == larger.code)
        return [unit("departement", code) for code in own if code != one.code] if one.code in own else None
    return None


def _members(zone: str, chosen: Iterable[Candidate]) -> dict[int, set[int]]:
    """Return the ranks of the communes of units, by the number of their piece."""
    known = pieces(zone)
    found: dict[int, set[int]] = {}
    for one in chosen:
        if one.kind == "commune":
            number = _piece_of(one.code)
            if number in known.ids:
                found.setdefault(number, set()).add(piece(number).communes.index(one.code))
            continue
        for number, code in zip(known.ids, known.codes.get(one.kind, ()), strict=False):
            if code == one.code:
                found[number] = set(range(len(piece(number).communes)))
    return found


@lru_cache(maxsize=20_000)
def _piece_of(code: str) -> int:
    with store.opened() as db:
        row = db.execute("SELECT piece FROM unite WHERE code = ? AND genre = 'commune'", (code,)).fetchone()
    return -1 if row is None else int(row["piece"])


def zone_of(one: Candidate) -> str:
    """Return the zone in which a unit lies; "" where it is not of the base map."""
    return next((zone.code for zone in zones() if _has(zone.code, one)), "")


def _has(zone: str, one: Candidate) -> bool:
    known = pieces(zone)
    if one.kind == "commune":
        return _piece_of(one.code) in known.ids
    return one.code in known.codes.get(one.kind, ())


@lru_cache(maxsize=4000)
def shape(zone: str, one: Candidate, *, fine: bool) -> BaseGeometry | None:
    """Return the ground of a unit, in metres; coarse (to 400 m) unless ``fine``. None where the zone has it not."""
    import shapely

    if not _has(zone, one):
        return None
    if one.kind == "commune":
        own = piece(_piece_of(one.code))
        found: BaseGeometry = own.shapes[own.communes.index(one.code)]
        return found
    if not fine:
        return shapely.coverage_union_all(_coarse(zone, one.kind, one.code))
    known = pieces(zone)
    own_ids = [
        number for number, code in zip(known.ids, known.codes[one.kind], strict=True) if code == one.code
    ]
    return shapely.coverage_union_all([_exact(number) for number in own_ids])


@lru_cache(maxsize=600)
def _exact(number: int) -> BaseGeometry:
    import shapely

    return shapely.coverage_union_all(piece(number).shapes)
