"""Names as people type them: without accents, hyphens, ligatures or capitals, « St » for « Saint »."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from app.i18n import tr

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae", "ß": "ss"})
_SHORT = {"saint": "st", "sainte": "ste", "saints": "sts", "saintes": "stes"}
#: Words that open a name but that nobody thinks of as its beginning.
ARTICLES = frozenset(
    {"l", "le", "la", "les", "d", "de", "du", "des", "en", "et", "a", "au", "aux", "sur", "sous"}
)


def tokens(text: str) -> list[str]:
    """Return the words of ``text`` in plain lower case ASCII: ``["st", "germain", "l", "herm"]``."""
    spread = unicodedata.normalize("NFKD", text.translate(_LIGATURES).casefold())
    bare = "".join(sign for sign in spread if not unicodedata.combining(sign))
    return [_SHORT.get(word, word) for word in re.findall(r"[a-z0-9]+", bare)]


def plain(text: str) -> str:
    """Return ``text`` as one comparable line: its plain words with single spaces."""
    return " ".join(tokens(text))


def listed(names: Sequence[str]) -> str:
    """Return « A », « A et B », « A, B et C »; an empty string for no name."""
    if len(names) < 2:
        return "".join(names)
    return tr("{premiers} et {dernier}", premiers=", ".join(names[:-1]), dernier=names[-1])
