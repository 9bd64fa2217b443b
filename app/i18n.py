"""The one translation system: French sentences are the keys, other languages are JSON files by room.

``tr("Cliquez sur la carte.")`` returns the sentence in the language in use. The first argument is always a
literal, so that a test can read every sentence of the program and hold the other languages to it.
"""

from __future__ import annotations

import os
import sys
from functools import cache

from app import paths

SOURCE = "fr"
LANGUAGES = {"fr": "Français", "en": "English"}
#: Chooses the language whatever the system says: ``CHOROGRAPHE_LANG=en``.
LANGUAGE_VARIABLE = "CHOROGRAPHE_LANG"

_current = SOURCE


class Souci(Exception):
    """An error that people can read: one calm sentence, already translated. Details go to the log."""


def use(language: str) -> None:
    """Speak ``language`` from now on; an unknown one falls back to French."""
    global _current
    _current = language if language in LANGUAGES else SOURCE


def current() -> str:
    """Return the code of the language in use."""
    return _current


def preferred() -> str:
    """Return the language that the environment asks for: our variable, else the system's, else French."""
    asked = [os.environ.get(name, "") for name in (LANGUAGE_VARIABLE, "LC_ALL", "LC_MESSAGES", "LANG")]
    if sys.platform in ("win32", "darwin"):
        import locale

        asked.append(locale.getlocale()[0] or "")
    code = next((text for text in asked if text), SOURCE)[:2].lower()
    return code if code in LANGUAGES else SOURCE


@cache
def catalogue(language: str) -> dict[str, str]:
    """Return sentence → ``language`` for every room. For French: only the few keys that are English (argparse)."""
    import json

    sentences: dict[str, str] = {}
    folder = paths.resource("i18n", language)
    if folder.is_dir():
        for file in sorted(folder.glob("*.json")):
            sentences.update(json.loads(file.read_text("utf-8")))
    return sentences


def tr(sentence: str, /, **values: object) -> str:
    """Return ``sentence`` in the language in use, with its ``{names}`` filled from ``values``."""
    said = sentence if _current == SOURCE else catalogue(_current).get(sentence, sentence)
    return said.format(**values) if values else said


def borrowed(sentence: str, /) -> str:
    """Return a sentence that a library says in English, in the language in use."""
    return catalogue(_current).get(sentence, sentence)


def trn(number: int, one: str, many: str, /, **values: object) -> str:
    """Return ``one`` or ``many`` with ``{n}`` filled; French uses the singular for 0 and 1."""
    singular = number < 2 if _current == "fr" else number == 1
    return tr(one if singular else many, n=count(number), **values)


def count(number: int) -> str:
    """Return a whole number as people read it: ``27 687`` with U+202F in French, ``27,687`` in English."""
    return f"{number:,}".replace(",", "\u202f") if _current == "fr" else f"{number:,}"
