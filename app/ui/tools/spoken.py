"""Lengths and numbers as people say them."""

from __future__ import annotations

from app.i18n import current, tr


def ground_length(metres: float) -> str:
    """Return a length on the ground as people say it: « 31 km », « 4,2 km », « 650 m »; on paper « 38 mm »."""
    if 0.0 < metres < 1.0:
        return tr("{n}\u00a0mm", n=round(metres * 1000))
    if metres < 10.0:
        return tr("{n}\u00a0m", n=number(metres))
    if metres < 1000:
        return tr("{n}\u00a0m", n=round(metres / 10) * 10)
    return tr("{n}\u00a0km", n=number(round(metres / 1000, 0 if metres >= 10_000 else 1)))


def number(value: float) -> str:
    """Return a number with one decimal at most, and the decimal sign of the language."""
    rounded = round(value, 1)
    return (
        str(int(rounded))
        if rounded == int(rounded)
        else str(rounded).replace(".", "," if current() == "fr" else ".")
    )
