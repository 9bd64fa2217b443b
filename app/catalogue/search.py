"""Finding a pictogram with everyday words: accents, endings and slips of the keyboard are forgiven."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from app.catalogue import words
from app.catalogue.model import Pictogram

#: Words that say nothing about what is looked for.
_EMPTY_WORDS = """
    a au aux avec ce ces d dans de des du en et il l la le les ma mon nos notre on ou par pas pour qu que qui sa
    se ses son sur un une of the and to in my our
"""
EMPTY = frozenset(_EMPTY_WORDS.split())
#: How far the last matches may be from the best one.
KEEP = 0.72
#: An answer is a short list: what comes after is noise, and one more letter says more.
MOST = 12
#: Phrases of more words than this are sentences.
LONGEST = 6


@dataclass(frozen=True, slots=True)
class Found:
    """A pictogram and the words of it that matched, as they are written."""

    pictogram: Pictogram
    why: str


def found(pictograms: Iterable[Pictogram], text: str, language: str) -> list[Found]:
    """Return the pictograms that the words of ``text`` find, best first; nothing for an empty text."""
    asked = _plain(text)
    tokens = [word for word in asked.split() if word not in EMPTY] or asked.split()
    if not tokens:
        return []
    scored = [
        (score, rank, Found(each, why))
        for rank, each in enumerate(pictograms)
        for score, why in (_score(each, asked, tokens, language),)
        if score
    ]
    best = max((score for score, _, _ in scored), default=0.0)
    kept = sorted((each for each in scored if each[0] >= best * KEEP), key=lambda each: (-each[0], each[1]))
    return [each for _, _, each in kept[:MOST]]


def _plain(text: str) -> str:
    """Return small letters without accents nor signs, words parted by one space."""
    letters = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return " ".join(re.findall(r"[a-z0-9]+", "".join(c for c in letters if not unicodedata.combining(c))))


@lru_cache(maxsize=1024)
def _phrases(each: Pictogram, language: str) -> tuple[tuple[float, str, str], ...]:
    """Return what finds a pictogram: weight, words as written, words plain."""
    other = "fr" if language == "en" else "en"
    told = [
        (1.0, each.name.said(language)),
        (1.0, each.short.said(language)),
        *((0.97, word) for word in each.words),
        (0.8, each.name.said(other)),
        (0.6, words.sous_categorie(each.sous_categorie) if each.sous_categorie else ""),
        (0.55, each.meaning.said(language)),
        (0.5, each.when.said(language)),
    ]
    return tuple((weight, text, _plain(text)) for weight, text in told if text)


def _score(each: Pictogram, asked: str, tokens: list[str], language: str) -> tuple[float, str]:
    """Return how well a pictogram answers (0 when some word finds nothing), and the phrase that did it."""
    phrases = _phrases(each, language)
    whole = max(((weight * _whole(asked, plain), text) for weight, text, plain in phrases), default=(0.0, ""))
    best = [max((weight * _best(token, plain), text) for weight, text, plain in phrases) for token in tokens]
    # A word that finds nothing costs its own share and as much again; half of them must be found.
    share = sum(score > 0 for score, _ in best) / len(tokens)
    by_word = (sum(score for score, _ in best) / len(tokens) * share if share >= 0.5 else 0.0, max(best)[1])
    return max(whole, by_word, key=lambda pair: pair[0])


def _whole(asked: str, phrase: str) -> float:
    """Return 1.2 for the very phrase, a little less for its beginning, 0 otherwise."""
    if phrase == asked:
        return 1.2
    return 1.1 if " " in asked and phrase.startswith(asked) else 0.0


def _best(token: str, phrase: str) -> float:
    told = phrase.split()
    # Slips are looked for in names and words, not in sentences, where chance finds too much.
    scores = [_likeness(token, word, len(told) <= LONGEST) for word in told]
    # A word of a short phrase says more than the same word in a long sentence.
    return max(scores, default=0.0) * (1 - 0.01 * min(len(scores), 10))


@lru_cache(maxsize=65536)
def _likeness(token: str, word: str, forgiving: bool) -> float:
    """Return how much a word typed looks like a word: 1 the same, 0 another one."""
    if token == word:
        return 1.0
    if word.startswith(token):
        return 0.9 if len(token) > 2 or len(word) <= len(token) + 2 else 0.6
    if token.startswith(word) and len(word) > 3 and len(token) - len(word) <= 2:
        return 0.85
    slips = 0 if len(token) < 4 else 1 if len(token) < 7 else 2
    if not forgiving or not slips or (token[0] != word[0] and len(token) < 6):
        return 0.0
    from rapidfuzz.distance import OSA

    # The end of a long word may not be typed yet.
    ends = range(len(token) - 1, len(token) + slips + 1) if len(token) > 4 else (len(word),)
    near = min(OSA.distance(token, word[:end], score_cutoff=slips) for end in ends)
    return 0.8 - 0.12 * near if near <= slips else 0.0
