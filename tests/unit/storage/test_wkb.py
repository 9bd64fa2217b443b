"""Geometry blobs: exact both ways, and nothing hostile gets through."""

from __future__ import annotations

import struct

import pytest
import shapely

from app.poster.geometry import Areas, Lines, Point
from app.storage import wkb

SHAPES = [
    Point(0.1, -3e9),
    Lines((((0.1, 0.2), (1 / 3, 2.0)),)),
    Lines((((0.0, 0.0), (1.0, 1.0)), ((2.0, 2.0), (3.0, 3.0), (4.0, 1.0)))),
    Areas(
        (
            (
                ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 0.0)),
                ((5.0, 1.0), (6.0, 1.0), (6.0, 2.0), (5.0, 1.0)),
            ),
            (((20.0, 0.0), (21.0, 0.0), (21.0, 1.0), (20.0, 0.0)),),
        )
    ),
]


def header(body: bytes) -> bytes:
    return struct.pack("<2sBBi", b"GP", 0, 1, 2154) + body


@pytest.mark.parametrize("shape", SHAPES)
def test_comes_back_exactly(shape):
    assert wkb.decode(wkb.encode(shape, 2154)) == shape


@pytest.mark.parametrize("shape", SHAPES)
def test_others_read_the_same(shape):
    blob = wkb.encode(shape, 2154)
    read = shapely.from_wkb(blob[8 + wkb.ENVELOPES[blob[3] >> 1 & 7] :])
    assert sorted(map(tuple, shapely.get_coordinates(read))) == sorted(shape.coords())
    if not isinstance(shape, Point):
        west, east, south, north = struct.unpack("<4d", blob[8:40])
        assert (west, south, east, north) == read.bounds


@pytest.mark.parametrize("big", [True, False])
@pytest.mark.parametrize(
    "text",
    [
        "POINT Z (1 2 3)",
        "LINESTRING (0 0, 1 1)",
        "POLYGON ((0 0, 1 0, 1 1, 0 0))",
        "MULTIPOINT ((4 5))",
        "MULTILINESTRING Z ((0 0 7, 1 1 7))",
        "POINT M (1 2 3)",
        "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)))",
    ],
)
def test_flattens_what_other_programs_write(text, big):
    shape = shapely.from_wkt(text)
    for flavor in ("iso", "extended"):
        blob = header(shapely.to_wkb(shape, byte_order=0 if big else 1, flavor=flavor))
        read = wkb.decode(blob)
        assert list(read.coords()) == [tuple(c) for c in shapely.get_coordinates(shape)]
        assert isinstance(read, Point | Lines | Areas)


def nested(depth: int) -> bytes:
    return b"".join(struct.pack("<BII", 1, 7, 1) for _ in range(depth)) + struct.pack("<BI2d", 1, 1, 0.0, 0.0)


HOSTILE = {
    "no blob": "words",
    "nothing": b"",
    "header only": header(b""),
    "empty flag": struct.pack("<2sBBi", b"GP", 0, 0b10001, 2154) + shapely.to_wkb(shapely.Point(1, 1)),
    "collections in collections": header(nested(20_000)),
    "a collection in a multipolygon": header(struct.pack("<BII", 1, 6, 1) + nested(20_000)),
    "not a number": header(struct.pack("<BI2d", 1, 1, float("nan"), 0.0)),
    "infinity": header(struct.pack("<BIIdddd", 1, 2, 2, 0.0, 0.0, float("inf"), 0.0)),
    "too many vertices": header(struct.pack("<BII", 1, 2, 2**32 - 1) + b"\0" * 64),
    "too many parts": header(struct.pack("<BII", 1, 5, 2**32 - 1) + b"\0" * 64),
    "too short": header(shapely.to_wkb(shapely.LineString([(0, 0), (1, 1)]))[:-3]),
    "something after": header(shapely.to_wkb(shapely.Point(1, 1)) + b"\0"),
    "a curve": header(struct.pack("<BII", 1, 8, 2) + b"\0" * 32),
    "one vertex": header(struct.pack("<BII2d", 1, 2, 1, 0.0, 0.0)),
    "an open ring": header(struct.pack("<BIII8d", 1, 3, 1, 4, 0, 0, 1, 0, 1, 1, 2, 2)),
    "empty": header(shapely.to_wkb(shapely.from_wkt("MULTIPOLYGON EMPTY"))),
    "unknown byte order": header(b"\x07" + b"\0" * 20),
}


@pytest.mark.parametrize("blob", HOSTILE.values(), ids=HOSTILE.keys())
def test_refuses_calmly(blob):
    with pytest.raises(wkb.BadGeometry):
        wkb.decode(blob)


def test_communes_share_the_vertices_of_their_borders() -> None:
    west = Areas(((((0.0, 0.0), (5.0, 0.0), (5.0, 9.0), (0.0, 0.0)),),))
    east = Areas(((((5.0, 0.0), (9.0, 0.0), (5.0, 9.0), (5.0, 0.0)),),))
    known: dict[tuple[float, float], tuple[float, float]] = {}
    one, other = (wkb.decode(wkb.encode(each, 2154), known) for each in (west, east))
    assert (one, other) == (west, east)
    assert isinstance(one, Areas)
    assert isinstance(other, Areas)
    assert one.parts[0][0][2] is other.parts[0][0][2]
