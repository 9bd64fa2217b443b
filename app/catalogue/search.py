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
    asked, tokens = _asked(text)
    if not tokens:
        return []
    scored = [
        (score, rank, Found(each, why))
        for rank, each in enumerate(pictograms)
        for score, why in (_score(each, asked, tokens, language),)
        if score
    ]
    best = max((score for score, _, _ in scored), default=0.0)
    kept = sorted((each for each in scored if each[0] >= best * KEEP), key=_order)
    return [each for _, _, each in kept[:MOST]]


def marked(why: str, text: str) -> list[tuple[str, bool]]:
    """Return the words that matched in pieces; those that answer to ``text``, slips forgiven, are marked."""
    _, tokens = _asked(text)
    pieces: list[tuple[str, bool]] = []
    for word in re.findall(r"\w+|\W+", why):
        plain = _plain(word)
        begun = next((token for token in tokens if plain.startswith(token)), "")
        if begun:
            # Letters may have weighed two signs (œ): take the shortest beginning that says as much.
            end = next(n for n in range(1, len(word) + 1) if _plain(word[:n]).startswith(begun))
            pieces += [(word[:end], True), (word[end:], False)]
        else:
            slips = bool(plain) and any(likeness(token, plain, forgiving=True) for token in tokens)
            pieces.append((word, slips))
    return [piece for piece in pieces if piece[0]]


def _asked(text: str) -> tuple[str, list[str]]:
    """Return what was typed in plain letters, and its words that say something."""
    asked = _plain(text)
    return asked, [word for word in asked.split() if word not in EMPTY] or asked.split()


def _order(each: tuple[float, int, Found]) -> tuple[float, bool, int]:
    """Order answers: the best, among equals the usual ones, then as in the palette."""
    score, rank, answer = each
    return -score, not answer.pictogram.usual, rank


def _plain(text: str) -> str:
    """Return small letters without accents nor signs, words parted by one space."""
    letters = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return " ".join(re.findall(r"[a-z0-9]+", "".join(c for c in letters if not unicodedata.combining(c))))


@lru_cache(maxsize=1024)
def _phrases(each: Pictogram, language: str) -> tuple[tuple[float, str, str, tuple[str, ...]], ...]:
    """Return what finds a pictogram: weight, words as written, words plain, and each of these."""
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
    plain = [(weight, text, _plain(text)) for weight, text in told]
    return tuple((weight, text, phrase, tuple(phrase.split())) for weight, text, phrase in plain if phrase)


def _score(each: Pictogram, asked: str, tokens: list[str], language: str) -> tuple[float, str]:
    """Return how well a pictogram answers (0 when some word finds nothing), and the phrase that did it."""
    phrases = _phrases(each, language)
    whole = max(
        ((weight * _whole(asked, plain), text) for weight, text, plain, _ in phrases if asked[0] == plain[0]),
        default=(0.0, ""),
    )
    best = [_by_token(each, token, language) for token in tokens]
    # A word that finds nothing costs its own share and as much again; half of them must be found.
    share = sum(score > 0 for score, _ in best) / len(tokens)
    by_word = (sum(score for score, _ in best) / len(tokens) * share if share >= 0.5 else 0.0, max(best)[1])
    return max(whole, by_word, key=lambda pair: pair[0])


def _whole(asked: str, phrase: str) -> float:
    """Return 1.2 for the very phrase, a little less for its beginning, 0 otherwise."""
    if phrase == asked:
        return 1.2
    return 1.1 if " " in asked and phrase.startswith(asked) else 0.0


@lru_cache(maxsize=16384)
def _by_token(each: Pictogram, token: str, language: str) -> tuple[float, str]:
    """Return the best score of one word over the phrases of a pictogram, and that phrase.

    Kept, because a search is typed letter by letter: only its last word is new.
    """
    best, why = 0.0, ""
    for weight, text, _, told in _phrases(each, language):
        # Slips are looked for in names and words, not in sentences, where chance finds too much.
        forgiving = len(told) <= LONGEST
        found = 0.0
        for word in told:
            found = max(found, likeness(token, word, forgiving))
        # A word of a short phrase says more than the same word in a long sentence.
        score = weight * found * (1 - 0.01 * min(len(told), 10))
        if score > best:
            best, why = score, text
    return best, why


@lru_cache(maxsize=65536)
def likeness(token: str, word: str, forgiving: bool) -> float:
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
