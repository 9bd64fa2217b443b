"""Stroked lines with their ring of paper, whole or dashed."""

from __future__ import annotations

from app.drawing import theme
from app.drawing.brushes.course import Course
from app.drawing.brushes.subject import Look
from app.drawing.primitives import Path, Primitive, Subpath, flattened, line
from app.poster.geometry import Run


def strokes(
    ways: tuple[Subpath, ...],
    width: float,
    look: Look,
    *,
    dash: tuple[float, ...] | None = None,
    halo: float = theme.HALO_LIGNE,
) -> tuple[Primitive, ...]:
    """Return lines of ``width`` mm ringed by ``halo`` mm; time dashes them when ``dash`` does not."""
    if not ways:
        return ()
    dash = look.dashed(width) if dash is None else dash
    made: list[Primitive] = [ring(ways, width, look.halo, halo, dash)] if look.halo and halo else []
    made.append(Path(ways, stroke=look.ink, width=width, dash=dash))
    return tuple(made)


def ring(
    ways: tuple[Subpath, ...], width: float, colour: str, halo: float, dash: tuple[float, ...] = ()
) -> Path:
    """Return what rings strokes: around each dash, never a band that would fill the gaps."""
    if dash:
        ways = tuple(piece for way in ways for piece in _pieces(way, dash, width))
    return Path(ways, stroke=colour, width=width + 2 * halo)


def fitted(run: Run, dash: tuple[float, ...], width: float, ends: float) -> list[Run]:
    """Return the spines of dashes that fill a link from ``ends`` mm after its start to as much before its end.

    Whole dashes stand at both ends, and the shortest link has one: nothing sticks out of the discs it joins.
    """
    drawn, gap = dash
    course = Course(run)
    span = course.length - 2 * ends
    if span <= drawn:
        return [run]
    count = max(1, round((span + gap) / (drawn + gap)))
    grown = span / (count * drawn + (count - 1) * gap) if drawn > width else 1.0
    step = (span - drawn * grown) / max(1, count - 1)
    cap = min(width, drawn * grown) / 2
    starts = [ends + rank * step for rank in range(count)]
    return [course.between(start + cap, start + max(cap + 0.001, drawn * grown - cap)) for start in starts]


def _pieces(way: Subpath, dash: tuple[float, ...], width: float) -> list[Subpath]:
    """Return the spines of the dashes, shorter than them by the round caps."""
    course = Course(flattened(way))
    pieces: list[Subpath] = []
    place = 0.0
    rank = 0
    while place < course.length:
        drawn = dash[rank % len(dash)]
        if rank % 2 == 0:
            pieces.append(line(*course.between(place, place + max(0.001, drawn - width))))
        place += drawn
        rank += 1
        if rank > 20_000:  # a dash of nothing on a long line
            break
    return pieces
