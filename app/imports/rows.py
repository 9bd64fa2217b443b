"""Values of a row as people write them: numbers and words of closed lists, refused with a sentence."""

from __future__ import annotations

from app.i18n import tr


def number(text: object, what: str) -> float:
    """Return a finite number written as a number or as French text (« 12,5 »). Raises ValueError, said."""
    try:
        value = float(str(text).strip().replace(",", "."))
    except ValueError:
        value = float("nan")
    if not abs(value) < float("inf"):
        raise ValueError(tr("{what} « {text} » n’est pas un nombre", what=what, text=text))
    return value


def chosen(value: object, what: str, allowed: tuple[str, ...]) -> str:
    """Return ``value`` when it is one of ``allowed``, or empty. Raises ValueError, said."""
    text = str(value).strip() if value is not None else ""
    if text and text not in allowed:
        raise ValueError(
            tr(
                "{what} « {text} » est inconnu (attendu : {allowed})",
                what=what,
                text=text,
                allowed=", ".join(allowed),
            )
        )
    return text
