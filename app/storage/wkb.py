"""GeoPackage geometry, written and read by hand: strict, flat and bounded.

A file may come from anywhere, and a hostile or damaged blob can kill a geometry library (20,000 nested
collections overflow its stack; NaN and infinity pass unnoticed). Everything is therefore read here, into
values, and nothing else ever sees the bytes. Z and M are left aside; a single part becomes a Multi of one.
"""

from __future__ import annotations

import struct
from math import isfinite

from app.poster.geometry import Areas, Coord, Geometry, Lines, Point, Polygon, Run, bounds

POINT, LINE, POLYGON, MULTI_POINT, MULTI_LINE, MULTI_POLYGON = 1, 2, 3, 4, 5, 6
#: Envelope sizes in bytes, by the envelope code of the header.
ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
#: More vertices than any poster needs; the base map of a région holds some 50,000.
MAX_VERTICES = 2_000_000


class BadGeometry(ValueError):
    """The bytes are not a geometry that a poster can hold."""


def encode(geometry: Geometry, srs_id: int) -> bytes:
    """Return the GeoPackage blob of a geometry, little-endian, with its envelope (none for a point)."""
    if isinstance(geometry, Point):
        return struct.pack("<2sBBi", b"GP", 0, 1, srs_id) + _point(geometry.x, geometry.y)
    min_x, min_y, max_x, max_y = bounds(geometry)
    header = struct.pack("<2sBBi4d", b"GP", 0, 3, srs_id, min_x, max_x, min_y, max_y)
    if isinstance(geometry, Lines):
        body = [struct.pack("<BII", 1, MULTI_LINE, len(geometry.parts))]
        body += [struct.pack("<BI", 1, LINE) + _run(run) for run in geometry.parts]
    else:
        body = [struct.pack("<BII", 1, MULTI_POLYGON, len(geometry.parts))]
        for polygon in geometry.parts:
            body.append(struct.pack("<BII", 1, POLYGON, len(polygon)))
            body += [_run(ring) for ring in polygon]
    return header + b"".join(body)


def _point(x: float, y: float) -> bytes:
    return struct.pack("<BIdd", 1, POINT, x, y)


def _run(run: Run) -> bytes:
    flat = [value for coord in run for value in coord]
    return struct.pack(f"<I{len(flat)}d", len(run), *flat)


def decode(blob: object, known: dict[Coord, Coord] | None = None) -> Geometry:
    """Return the geometry of a GeoPackage blob. Raises BadGeometry for anything else, empty ones included.

    A vertex that is in ``known`` already is taken from there, any other joins it: communes share their borders.
    """
    if not isinstance(blob, bytes):
        raise BadGeometry("not a blob")
    if len(blob) < 8 or blob[:2] != b"GP" or blob[2] != 0:
        raise BadGeometry("no GeoPackage header")
    flags = blob[3]
    envelope = (flags >> 1) & 0b111
    if envelope not in ENVELOPES or flags & 0b110000:
        raise BadGeometry("empty, extended or unknown header")
    reader = _Reader(blob, 8 + ENVELOPES[envelope], known)
    geometry = reader.geometry()
    if reader.offset != len(blob):
        raise BadGeometry("bytes after the geometry")
    return geometry


class _Reader:
    """Walks the bytes once. No recursion: a Multi holds its simple kind and nothing else."""

    def __init__(self, blob: bytes, offset: int, known: dict[Coord, Coord] | None) -> None:
        self.blob = blob
        self.known = known
        self.offset = offset
        self.left = MAX_VERTICES

    def geometry(self) -> Geometry:
        order, kind, size = self.head()
        if kind == POINT:
            return Point(*self.coords(order, size, 1)[0])
        if kind == LINE:
            return Lines((self.line(order, size),))
        if kind == POLYGON:
            return Areas((self.polygon(order, size),))
        if kind not in (MULTI_POINT, MULTI_LINE, MULTI_POLYGON):
            raise BadGeometry(f"geometry type {kind}")
        number = self.count(order, least=9)
        if kind == MULTI_LINE:
            return Lines(tuple(self.line(*self.member(LINE)) for _ in range(number)))
        if kind == MULTI_POLYGON:
            return Areas(tuple(self.polygon(*self.member(POLYGON)) for _ in range(number)))
        # Another program may store a point layer as Multi: one point is the same place.
        if number != 1:
            raise BadGeometry("several points where one is expected")
        return Point(*self.coords(*self.member(POINT), 1)[0])

    def head(self) -> tuple[str, int, int]:
        """Return the byte order, the flat kind and the number of values of each vertex."""
        self.need(5)
        mark = self.blob[self.offset]
        if mark > 1:
            raise BadGeometry("byte order")
        order = "<" if mark else ">"
        (code,) = struct.unpack_from(order + "I", self.blob, self.offset + 1)
        self.offset += 5
        # ISO adds 1000, 2000, 3000 for Z, M, ZM; the older form sets high bits.
        extra = bool(code & 0x80000000) + bool(code & 0x40000000)
        code &= 0x0FFFFFFF
        thousands, kind = divmod(code, 1000)
        if thousands > 3:
            raise BadGeometry(f"geometry type {code}")
        return order, kind, 2 + extra + (0, 1, 1, 2)[thousands]

    def member(self, wanted: int) -> tuple[str, int]:
        order, kind, size = self.head()
        if kind != wanted:
            raise BadGeometry(f"geometry type {kind} inside a collection of {wanted}")
        return order, size

    def polygon(self, order: str, size: int) -> Polygon:
        rings = tuple(self.run(order, size, 4) for _ in range(self.count(order, least=4)))
        if any(ring[0] != ring[-1] for ring in rings):
            raise BadGeometry("ring not closed")
        return rings

    def line(self, order: str, size: int) -> Run:
        return self.run(order, size, 2)

    def run(self, order: str, size: int, least: int) -> Run:
        number = self.count(order, least=8 * size)
        if number < least:
            raise BadGeometry("too few vertices")
        return self.coords(order, size, number)

    def coords(self, order: str, size: int, number: int) -> Run:
        self.left -= number
        if self.left < 0:
            raise BadGeometry("too many vertices")
        self.need(number * size * 8)
        values = struct.unpack_from(f"{order}{number * size}d", self.blob, self.offset)
        self.offset += number * size * 8
        xs, ys = values[::size], values[1::size]
        if not (all(map(isfinite, xs)) and all(map(isfinite, ys))):
            raise BadGeometry("a coordinate is not a number")
        if self.known is None:
            return tuple(zip(xs, ys, strict=True))
        return tuple([self.known.setdefault(each, each) for each in zip(xs, ys, strict=True)])

    def count(self, order: str, least: int) -> int:
        """Return a count that the bytes left can hold (``least`` bytes each), never 0."""
        self.need(4)
        (number,) = struct.unpack_from(order + "I", self.blob, self.offset)
        self.offset += 4
        if not number or number * least > len(self.blob) - self.offset:
            raise BadGeometry("empty, or more parts than bytes")
        return int(number)

    def need(self, size: int) -> None:
        if self.offset + size > len(self.blob):
            raise BadGeometry("the bytes end too early")
