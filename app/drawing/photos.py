"""Pictures laid on the ground: a photograph as a small print, with its caption in the paper under it.

They lie over the signs of the map, whose ink could not be read on any picture, and under words and strokes: people
circle what they speak of, and write on it. Names of places move aside for them as they do for post-its.
"""

from __future__ import annotations

from math import cos, isfinite, radians, sin

from app.drawing import theme, typography
from app.drawing.colour import mixed
from app.drawing.ink import Band, Ink
from app.drawing.primitives import Image, Path, Primitive, Text, TextLine, line, polygon
from app.poster.geometry import Box, Coord, Run
from app.poster.records import Photo
from app.poster.sheet import MapFrame

#: Width of a picture that nobody set, in mm.
USUAL = 60.0
#: Paper around the picture, in mm, and the line that shows where the print ends.
BORDER, EDGE = 1.4, 0.3
EDGE_COLOUR = theme.LIMITE_DEPARTEMENT
SHADOW = (0.7, 0.8)
#: Caption: between the picture and the words, and under them, in mm.
ABOVE, UNDER = 1.4, 1.8
STYLE = theme.STYLES["legende"]
#: Widths and proportions that are drawn, whatever a file asks for.
SIZES, PROPORTIONS = (4.0, 420.0), (0.02, 50.0)
#: What is left of a picture that was given up.
GIVEN_UP = 0.5


def size(record: Photo) -> Coord:
    """Return the width and height of the picture on the page, in mm."""
    width = _within(record.taille_mm, SIZES)
    return width, width * _within(record.rapport, PROPORTIONS)


def corners(record: Photo, frame: MapFrame) -> Run:
    """Return the corners of the print on the page: the picture, its border and its caption, turned as they are."""
    return _turned(_paper(record, frame), record, frame)


def box(record: Photo, frame: MapFrame) -> Box:
    """Return the extent of the print on the page, in mm."""
    xs, ys = zip(*corners(record, frame), strict=True)
    return (min(xs), min(ys), max(xs), max(ys))


def draw(record: Photo, frame: MapFrame) -> Ink:
    """Return the ink of a picture; the extent of its print is its one label."""
    x, y = frame.to_page(record.geometry.x, record.geometry.y)
    width, height = size(record)
    paper = corners(record, frame)
    shadow = polygon((px + SHADOW[0], py + SHADOW[1]) for px, py in paper)
    picture = (x - width / 2, y - height / 2, width, height)
    drawn: list[Primitive] = [
        Path((shadow,), fill=theme.POSTIT_OMBRE),
        Path((polygon(paper),), fill=theme.PAPIER, stroke=EDGE_COLOUR, width=EDGE),
        Image(record.media, picture, record.angle or 0.0, GIVEN_UP if record.barre else 1.0),
        *_caption(record, (x, y)),
    ]
    if record.barre:
        slash = line(
            *_turned(((x - width / 2, y + height / 2), (x + width / 2, y - height / 2)), record, frame)
        )
        drawn += [
            Path((slash,), stroke=theme.PAPIER, width=1.3 + 2 * theme.HALO_BADGE),
            Path((slash,), stroke=theme.ENCRE, width=1.3),
        ]
    ink = Ink.of(record.uid, Band.PHOTOS, tuple(drawn))
    return Ink(ink.uid, ink.band, ink.primitives, (), (box(record, frame),), ink.extent)


def baseline(record: Photo, frame: MapFrame) -> Coord:
    """Return the left end of the first line of the caption, the picture being upright, in mm of the page."""
    return _baseline(record, frame.to_page(record.geometry.x, record.geometry.y))


def _baseline(record: Photo, middle: Coord) -> Coord:
    width, height = size(record)
    return (middle[0] - width / 2, middle[1] + height / 2 + ABOVE + 0.74 * STYLE.size)


def _caption(record: Photo, middle: Coord) -> list[Text]:
    lines = _lines(record)
    if not lines:
        return []
    x, first = _baseline(record, middle)
    step = STYLE.size * STYLE.leading
    placed = tuple(TextLine(x, first + rank * step, words) for rank, words in enumerate(lines))
    colour = mixed(STYLE.colour, 0.45) if record.barre else STYLE.colour
    return [Text(placed, STYLE.face, STYLE.size, colour, angle=record.angle or 0.0, pivot=middle)]


def _lines(record: Photo) -> tuple[str, ...]:
    words = typography.french(record.texte.strip())
    return typography.broken(words, STYLE.face, STYLE.size, size(record)[0]) if words else ()


def _paper(record: Photo, frame: MapFrame) -> Run:
    """Return the corners of the print before it is turned, in mm of the page."""
    x, y = frame.to_page(record.geometry.x, record.geometry.y)
    width, height = size(record)
    left, right, top = x - width / 2 - BORDER, x + width / 2 + BORDER, y - height / 2 - BORDER
    count = len(_lines(record))
    words = ABOVE + count * STYLE.size * STYLE.leading + UNDER - BORDER if count else 0.0
    bottom = y + height / 2 + BORDER + words
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def _turned(places: Run, record: Photo, frame: MapFrame) -> Run:
    if not record.angle:
        return places
    x, y = frame.to_page(record.geometry.x, record.geometry.y)
    turn = radians(-record.angle)
    return tuple(
        (x + (px - x) * cos(turn) - (py - y) * sin(turn), y + (px - x) * sin(turn) + (py - y) * cos(turn))
        for px, py in places
    )


def _within(value: float, limits: tuple[float, float]) -> float:
    return min(limits[1], max(limits[0], value)) if isfinite(value) else limits[0]
