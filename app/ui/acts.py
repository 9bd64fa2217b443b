"""The names of acts, as people read them."""

from __future__ import annotations

from app import i18n
from app.poster.document import Label


def said(label: Label) -> str:
    """Return the name of an act in the language in use."""
    sentence = i18n.catalogue(i18n.current()).get(label.key, label.key)
    return sentence.format(**label.values) if label.values else sentence
