"""Finding an action with everyday words: accents and slips of the keyboard are forgiven."""

from __future__ import annotations

from typing import Any

from app.basemap.names import tokens
from app.catalogue.search import likeness
from app.ui.actions import registry
from app.ui.actions.action import Action, Section, section_word

#: How far the last answers may be from the best one.
KEEP = 0.6
#: What a word weighs that is not in the label itself.
SAID, SECTION = 0.85, 0.5
#: Words of the language that say nothing about what is looked for.
EMPTY = frozenset(
    (
        "a",
        "au",
        "aux",
        "d",
        "de",
        "des",
        "du",
        "en",
        "et",
        "l",
        "la",
        "le",
        "les",
        "ou",
        "par",
        "pour",
        "the",
        "of",
        "to",
    )
)


def found(text: str) -> list[Action[Any]]:
    """Return the actions that the words of ``text`` find, best first; every one for an empty text."""
    every = registry.everything()
    if not tokens(text):
        return every
    scored = [(score(text, each.label(), each.said(), each.section), rank) for rank, each in enumerate(every)]
    best = max(one for one, _ in scored)
    kept = sorted((-one, rank) for one, rank in scored if one and one >= best * KEEP)
    return [every[rank] for _, rank in kept]


def score(text: str, label: str, said: str, section: Section) -> float:
    """Return how well something that can be done answers to ``text``; 0 when a word finds nothing in it."""
    asked = [word for word in tokens(text) if word not in EMPTY] or tokens(text)
    words = tokens(label)
    told = [(1.0, word) for word in words]
    told += [(SAID, word) for word in tokens(said)]
    told += [(SECTION, word) for word in tokens(section_word(section))]
    best = [
        max((weight * likeness(word, each, True) for weight, each in told), default=0.0) for word in asked
    ]
    if not all(best):
        return 0.0
    # The very beginning of the label is what people most often mean.
    opening = len(words) >= len(asked) and all(map(str.startswith, words, asked))
    return sum(best) / len(best) + (0.3 if opening else 0.0)
