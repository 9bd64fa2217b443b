"""Words measured, shaped and broken on the shipped fonts, in em and mm: the same on every machine.

Source Sans 3 (OFL 1.1) lies in ``resources/fonts``. Shaping is HarfBuzz's; painters draw the very glyphs at
the very places that are measured here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from math import cos, radians, sin
from typing import TYPE_CHECKING, Any

from app import paths
from app.poster.geometry import Coord

if TYPE_CHECKING:
    from app.drawing.primitives import Text

FACES = ("Regular", "Semibold", "Bold", "Black", "It", "SemiboldIt")
#: Shares of the em, Source Sans 3.
CAP_HEIGHT, X_HEIGHT, ASCENT, DESCENT = 0.66, 0.49, 0.75, 0.21
NBSP, THIN = "\u00a0", "\u202f"
#: Words that lead to the next one: a line that ends with one of them reads as if it were cut.
_LEADING = frozenset(
    ("le", "la", "les", "un", "une", "de", "du", "des", "à", "au", "aux", "en", "et", "ou", "où", "par", "pour", "sur",
     "sans", "sous", "dans", "chez", "vers", "que", "qui", "si", "ne", "se", "on", "il", "ils", "elle", "elles", "leur",
     "leurs", "nos", "vos", "son", "sa", "ses", "ce", "cet", "cette", "ces", "the", "a", "an", "of", "to", "in", "at",
     "and", "or", "for", "by")
)  # fmt: skip


@cache
def _font(face: str) -> Any:
    import uharfbuzz

    if face not in FACES:
        raise ValueError(f"no face {face!r}")
    blob = uharfbuzz.Blob.from_file_path(str(font_path(face)))
    return uharfbuzz.Font(uharfbuzz.Face(blob))


def font_path(face: str) -> Any:
    """Return the file of a face."""
    return paths.resource("fonts", f"SourceSans3-{face}.ttf")


def _shape(text: str, face: str) -> tuple[Any, int]:
    """Return a line set by HarfBuzz, in units of the font, and how many of them make the em."""
    import uharfbuzz

    font = _font(face)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer, {"kern": True, "liga": True})
    return buffer, font.face.upem


@lru_cache(maxsize=8192)
def shaped(text: str, face: str) -> tuple[tuple[tuple[int, float, float], ...], float]:
    """Return the glyphs of a line as (glyph id, x, y) in em from the start of the baseline, and its width in em."""
    if not text:
        return (), 0.0
    buffer, em = _shape(text, face)
    x = 0.0
    glyphs = []
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        glyphs.append((info.codepoint, (x + position.x_offset) / em, position.y_offset / em))
        x += position.x_advance
    return tuple(glyphs), x / em


@lru_cache(maxsize=256)
def stops(text: str, face: str, tracking: float = 0.0) -> tuple[float, ...]:
    """Return where a caret stands before each sign of a line, and after the last one, in em.

    Signs that one glyph draws together share its width.
    """
    if not text:
        return (0.0,)
    buffer, em = _shape(text, face)
    starts: dict[int, float] = {}
    x = 0.0
    for rank, (info, position) in enumerate(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)):
        starts.setdefault(info.cluster, x / em + rank * tracking)
        x += position.x_advance
    end = x / em + tracking * max(0, len(buffer.glyph_infos) - 1)
    known = [*sorted(starts), len(text)]
    at = {**starts, len(text): end}
    found = []
    for low, high in pairwise(known):
        found += [at[low] + (at[high] - at[low]) * step / (high - low) for step in range(high - low)]
    return (*found, end)


def width(text: str, face: str, size: float, tracking: float = 0.0) -> float:
    """Return the width of a line in mm; ``size`` is the em in mm, ``tracking`` is in em."""
    glyphs, advance = shaped(text, face)
    return (advance + tracking * max(0, len(glyphs) - 1)) * size


@lru_cache(maxsize=256)
def bearing(text: str, face: str) -> float:
    """Return the blank that the first sign of a line has at its left, in em; below 0 where its ink begins before."""
    glyphs, _ = shaped(text, face)
    font = _font(face)
    extents = font.get_glyph_extents(glyphs[0][0]) if glyphs else None
    return float(extents.x_bearing) / font.face.upem if extents else 0.0


def broken(text: str, face: str, size: float, limit: float, tracking: float = 0.0) -> tuple[str, ...]:
    """Return ``text`` as balanced lines of at most ``limit`` mm.

    The fewest lines that fit are used, then the narrowest measure that gives as many: no orphan word. No line ends
    with an article or a preposition where as many lines do without. Line feeds of the text are kept. A word wider
    than the limit is cut at a hyphen, else where it must be.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        words = [
            part for word in re.split(r"[ \t]+", paragraph.strip()) for part in _cut(word, face, size, limit)
        ]
        lines += _parted(words, face, size, limit, tracking) if words else [""]
    return tuple(lines)


def leads(word: str) -> bool:
    """Return whether a word, the last one of a line or not, leads to the next one: « la », « pour »."""
    return word.lower() in _LEADING


def _parted(words: list[str], face: str, size: float, limit: float, tracking: float) -> list[str]:
    """Return the lines of a paragraph, small words with what they lead to where that makes no line more."""
    lines = _balanced(words, face, size, limit, tracking)
    if not any(leads(line.rpartition(" ")[2]) for line in lines[:-1]):
        return lines
    together = [words[0]]
    for word in words[1:]:
        if leads(together[-1].rpartition(" ")[2]):
            together[-1] += f" {word}"
        else:
            together.append(word)
    if any(width(part, face, size, tracking) > limit for part in together):
        return lines
    tried = _balanced(together, face, size, limit, tracking)
    return tried if len(tried) == len(lines) else lines


def wanted(text: str, face: str, size: float, limit: float) -> int | None:
    """Return how many lines of ``limit`` mm ``broken`` makes of a text; None where it would cut a word."""
    lines = 0
    for paragraph in text.split("\n"):
        words = re.split(r"[ \t]+", paragraph.strip())
        if any(width(word, face, size) > limit for word in words):
            return None
        lines += len(_greedy(words, face, size, limit, 0.0))
    return lines


def _cut(word: str, face: str, size: float, limit: float) -> Iterator[str]:
    while word and width(word, face, size) > limit and len(word) > 1:
        length = next((n for n in range(len(word) - 1, 1, -1) if width(word[:n], face, size) <= limit), 1)
        # « Saint-Anthème » parts at its hyphen.
        length = word.rfind("-", 1, length) + 1 or length
        yield word[:length]
        word = word[length:]
    if word:
        yield word


def _balanced(words: list[str], face: str, size: float, limit: float, tracking: float) -> list[str]:
    wide = _greedy(words, face, size, limit, tracking)
    low, high = 0.0, limit
    best = wide
    for _ in range(12):
        middle = (low + high) / 2
        tried = _greedy(words, face, size, middle, tracking)
        widest = max(width(line, face, size, tracking) for line in tried)
        if len(tried) == len(wide) and widest <= limit:
            best, high = tried, middle
        else:
            low = middle
    return best


def _greedy(words: list[str], face: str, size: float, limit: float, tracking: float) -> list[str]:
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if width(longer, face, size, tracking) <= limit:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def elided(text: str, face: str, size: float, limit: float) -> str:
    """Return ``text``, cut with « … » when it is wider than ``limit`` mm."""
    if width(text, face, size) <= limit:
        return text
    for length in range(len(text) - 1, 0, -1):
        short = text[:length].rstrip() + "…"
        if width(short, face, size) <= limit:
            return short
    return "…"


_SPACED = (
    (re.compile(r"[ \u00a0\u202f]*([;?!])(?!\w)"), THIN + r"\1"),
    (re.compile(r"(?<=\S)[ \u00a0\u202f]+:(?=\s|$)"), NBSP + ":"),
    (re.compile(r"«[ \u00a0\u202f]*"), "«" + NBSP),
    (re.compile(r"[ \u00a0\u202f]*»"), NBSP + "»"),
    (re.compile(r"(?<=\d)[ \u00a0\u202f](?=h\b)|(?<=\dh)[ ](?=\d)|(?<=\d[ \u00a0]h)[ ](?=\d)"), NBSP),
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), THIN),
    (re.compile(r"(?<=\w)'(?=\w)"), "’"),
)


def french(text: str) -> str:
    """Return ``text`` with French spaces and apostrophes: what people type, as it should be set."""
    for pattern, by in _SPACED:
        text = pattern.sub(by, text)
    return text


def corners(text: Text) -> Iterator[Coord]:
    """Yield the corners of each line of a Text on the page, turned, in mm."""
    turn = radians(-text.angle)
    for line in text.lines:
        wide = width(line.text, text.face, text.size, text.tracking)
        top, bottom = line.y - ASCENT * text.size, line.y + DESCENT * text.size
        for x, y in ((line.x, top), (line.x + wide, top), (line.x + wide, bottom), (line.x, bottom)):
            if text.angle:
                px, py = x - text.pivot[0], y - text.pivot[1]
                yield (
                    text.pivot[0] + px * cos(turn) - py * sin(turn),
                    text.pivot[1] + px * sin(turn) + py * cos(turn),
                )
            else:
                yield (x, y)
