"""Names that are spelled nearly as they were typed: letters swapped, left out, doubled, or heard otherwise."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from functools import cache

from app.basemap.names import ARTICLES

#: A word is searched from this many letters on.
LEAST = 3
#: Words near one that was typed, and units ranked, at most.
WORDS, UNITS = 40, 400
#: A word that sounds the same is nearer than its letters say; one whose end is yet to be typed, a little farther.
SAME_SOUND, UNFINISHED = 0.4, 0.5
#: What a name loses that has more words than were typed.
LONGER = 0.5
#: Under this, one letter is wrong at most.
ONE_WRONG = 1.5
#: A word that is not in the name at all.
MISSING = 4.0
#: How letters sound in French, as far as names of places go.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"([b-df-hj-np-rtv-xz])\1", r"\1"),
        (r"eaux?\b|aulx?\b|eau|au(?=[^x]|\b)|aux\b|ault\b|ots?\b", "o"),
        (r"ph", "f"),
        (r"qu?|ck|c(?=[aoulrk])|c\b", "k"),
        (r"c(?=[eiy])|sc(?=[eiy])|ss|z", "s"),
        (r"ge(?=[ao])|g(?=[eiy])", "j"),
        (r"gu(?=[eiy])", "g"),
        (r"[aei]n(?=[bmp])|[aei]m(?=[bmp])|[ae][nm](?=[^aeiouy]|\b)|[aei]in|aim|ein", "1"),
        (r"ai|ei|est?\b|er\b|ez\b|et\b|e", "e"),
        (r"y", "i"),
        (r"h", ""),
        (r"(?<=[a-z0-9])[tdsx]\b", ""),
        (r"(.)\1", r"\1"),
        (r"e\b", ""),
    )
)


@cache
def _sound(word: str) -> str:
    """Return how a word sounds, roughly: « forrez » and « forez » the same."""
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


def near(db: sqlite3.Connection, known: Sequence[str], words: Sequence[str]) -> Mapping[int, float]:
    """Return the ids of the units in whose names each of ``words`` is nearly there, with how far off they are.

    ``known`` are all words of names. Of several words, one may be missing where nothing has them all.
    """
    wanted = [word for word in words if word not in ARTICLES and len(word) >= LEAST and not word.isdigit()]
    if not wanted:
        return {}
    farthest: dict[int, float] = {}
    seen: dict[int, int] = {}
    for word in wanted:
        spelled = _spelled(known, word)
        sql = f"SELECT unite, mot FROM mot WHERE mot IN ({','.join('?' * len(spelled))})"  # noqa: S608
        costs: dict[int, float] = {}
        for unit, found in db.execute(sql, list(spelled)):
            costs[unit] = min(costs.get(unit, 99.0), spelled[found])
        for unit, cost in costs.items():
            farthest[unit] = farthest.get(unit, 0.0) + cost
            seen[unit] = seen.get(unit, 0) + 1
    most = max(seen.values(), default=0)
    if most < len(wanted) - 1 or not most:
        return {}
    missing = MISSING * (len(wanted) - most)
    kept = sorted((cost + missing, unit) for unit, cost in farthest.items() if seen[unit] == most)
    return {unit: cost for cost, unit in kept[:UNITS]}


def _spelled(known: Sequence[str], word: str) -> dict[str, float]:
    """Return the words near ``word``, each with how far it is: 0 for what begins with it."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    most = allowed(word)
    found: dict[str, float] = {}
    whole = process.extract(word, known, scorer=OSA.distance, score_cutoff=most, limit=WORDS)
    heard = _sound(word)
    for other, distance, _ in whole:
        found[other] = min(distance, SAME_SOUND) if distance and _sound(other) == heard else float(distance)
    if len(word) > LEAST:
        size = len(word)
        # Its end may be yet to come: the beginnings of longer words are looked at too.
        begun: dict[str, list[str]] = {}
        for other in known:
            if len(other) > size and other[0] == word[0]:
                begun.setdefault(other[:size], []).append(other)
        close = process.extract(word, list(begun), scorer=OSA.distance, score_cutoff=most - 1, limit=WORDS)
        for beginning, distance, _ in close:
            for other in begun[beginning][:WORDS]:
                found[other] = min(found.get(other, 99.0), distance + UNFINISHED)
    return dict(sorted(found.items(), key=lambda pair: pair[1])[: 3 * WORDS])


def allowed(word: str) -> int:
    """Return how many letters may be wrong."""
    return 1 if len(word) < 5 else 2 if len(word) < 9 else 3
