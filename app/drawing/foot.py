"""The foot of the sheet: where north is, how long a kilometre is, who drew it, and from what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from math import cos, floor, log10, radians, sin

from app.drawing import theme, typography
from app.drawing.ink import Band, Ink
from app.drawing.primitives import Path, Primitive, polygon, rectangle
from app.drawing.texts import run
from app.i18n import current, tr
from app.poster.geometry import Coord
from app.poster.records import Poster
from app.poster.sheet import MapFrame, on_paper

#: The whole scale bar is at most this long, in mm.
LONGEST_BAR = 55.0
#: Where the foot hangs from, in mm: the end of the map in landscape, of the panel in portrait.
_TOPS = {"paysage": 275.5, "portrait": 394.6}
#: From there to the baseline of the signature.
BASELINE = 4.4
#: Between two lines of the notice.
STEP = 3.45
#: Lines of the notice under a signature of one line, and the smallest letters of a long one, in mm.
LINES, LEAST_NOTICE = 3, 2.3


def draw(poster: Poster, frame: MapFrame, *, structures: bool, sources: Sequence[str] = ()) -> list[Ink]:
    """Return the inks of the foot; the panel is right of its words in landscape, above them in portrait.

    ``structures`` says that the poster uses some of Brunet's: then he is credited. ``sources`` are the sentences of
    what was brought.
    """
    left, right, bottom = frame.box[0], frame.box[2], _TOPS[poster.orientation]
    inks = []
    words = left
    if poster.metres_par_mm > 0 and poster.crs and not on_paper(poster):
        inks.append(_north(left + 3.8, bottom + 5.4, frame.rotation))
        bar = _bar(left + 9.9, bottom + 3.9, frame)
        inks.append(bar)
        words = max(bar.extent[2] + 5.0 if bar.extent else words, left + 66.0)
    return [*inks, _credits(poster, structures, sources, words, bottom + BASELINE, right - words)]


def top(orientation: str) -> float:
    """Return where the foot hangs from, in mm from the top of the sheet."""
    return _TOPS[orientation]


def segment(metres_par_mm: float) -> float:
    """Return the round length in metres of one of the two segments of the scale bar: 1, 2 or 5 × 10ⁿ."""
    longest = LONGEST_BAR / 2 * metres_par_mm
    power = 10.0 ** floor(log10(longest))
    return next(step * power for step in (5.0, 2.0, 1.0) if step * power <= longest)


def _north(x: float, y: float, rotation: float) -> Ink:
    turn = radians(-rotation)

    def at(dx: float, dy: float) -> Coord:
        return (x + dx * cos(turn) - dy * sin(turn), y + dx * sin(turn) + dy * cos(turn))

    needle = Path((polygon((at(0, -3.1), at(2.0, 3.1), at(0, 1.7), at(-2.0, 3.1))),), fill=theme.ENCRE)
    name_x, name_y = at(0, 5.6)
    letter = run(tr("N"), name_x, name_y + 1.2, theme.Style("Bold", 3.4), anchor="middle")
    return Ink.of("feuille:nord", Band.FEUILLE, (needle, letter))


def _bar(x: float, y: float, frame: MapFrame) -> Ink:
    metres = segment(frame.metres_par_mm)
    length = metres / frame.metres_par_mm
    style = theme.STYLES["echelle"]
    parts: list[Primitive] = [
        Path((rectangle(x, y, length, 1.5),), fill=theme.ENCRE, stroke=theme.ENCRE, width=0.25, join="miter"),
        Path(
            (rectangle(x + length, y, length, 1.5),),
            fill=theme.PAPIER,
            stroke=theme.ENCRE,
            width=0.25,
            join="miter",
        ),
    ]
    unit, share = (tr("km"), 1000.0) if metres >= 500 else (tr("m"), 1.0)
    for rank in range(3):
        value = f"{rank * metres / share:g}"
        if current() == "fr":
            value = value.replace(".", ",")
        number = run(value, x + rank * length, y + 5.5, style, anchor="middle")
        if rank == 2:
            # The unit hangs right of the last number, which stays under the end of the bar.
            start = number.lines[0].x
            number = run(f"{value}{typography.NBSP}{unit}", start, y + 5.5, style)
        parts.append(number)
    return Ink.of("feuille:echelle", Band.FEUILLE, tuple(parts))


def _credits(
    poster: Poster, structures: bool, sources: Sequence[str], x: float, y: float, width: float
) -> Ink:
    parts: list[Primitive] = []
    baseline = y
    style = theme.STYLES["signature"]
    if signature := signed(poster):
        for words in typography.broken(typography.french(signature), style.face, style.size, width)[:2]:
            parts.append(run(words, x, baseline, style))
            baseline += 3.8
    notice = theme.STYLES["sources"]
    brunet = tr("Structures d’après la grille des chorèmes de R. Brunet (1986) ; dessins originaux.")
    said = (poster.mention, brunet if structures else "", poster.credits, *sources)
    sentences = " ".join(part.strip() for part in said if part.strip())
    sentences = re.sub(r" (?=\d{4}\b)", typography.NBSP, sentences)  # a year stays with what it dates
    room = LINES * STEP + y + 3.8 - baseline
    lines = typography.broken(typography.french(sentences), notice.face, notice.size, width)
    step = STEP
    while len(lines) * step > room + 1e-6 and notice.size > LEAST_NOTICE:
        # Whose map it is must be said: rather small than cut.
        notice = replace(notice, size=notice.size - 0.1)
        step = STEP * notice.size / theme.STYLES["sources"].size
        lines = typography.broken(typography.french(sentences), notice.face, notice.size, width)
    many = int(room / step + 1e-6)
    if len(lines) > many:
        lines = (*lines[: many - 1], f"{lines[many - 1].rstrip(' ,;')}…")
    for words in lines:
        if words:
            parts.append(run(words, x, baseline, notice))
        baseline += step
    ink = Ink.of("feuille:credits", Band.FEUILLE, tuple(parts))
    return ink if ink.extent else Ink(ink.uid, ink.band, (), (), (), (x, y - 3.0, x + width, y + 9.0))


def signed(poster: Poster) -> str:
    """Return « Dessiné par Amina et Bruno, atelier du 21 novembre 2026. », as much of it as is known."""
    names, name = " ".join(poster.participants.split()), " ".join(poster.atelier.split())
    when = spoken_date(poster.date_atelier)
    if names and when:
        return tr("Dessiné par {noms}, atelier du {date}.", noms=names, date=when)
    if names:
        return tr("Dessiné par {noms}.", noms=names)
    if when:
        return tr("Atelier du {date}.", date=when)
    return name


def spoken_date(day: str) -> str:
    """Return an ISO date as people say it: « 21 novembre 2026 »; other words are left as they were typed."""
    from datetime import date

    try:
        found = date.fromisoformat(day.strip()[:10])
    except ValueError:
        return day.strip()
    months = (
        tr("janvier"),
        tr("février"),
        tr("mars"),
        tr("avril"),
        tr("mai"),
        tr("juin"),
        tr("juillet"),
        tr("août"),
        tr("septembre"),
        tr("octobre"),
        tr("novembre"),
        tr("décembre"),
    )
    number = tr("1er") if found.day == 1 else str(found.day)
    return tr("{jour} {mois} {annee}", jour=number, mois=months[found.month - 1], annee=found.year)
