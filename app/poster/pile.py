"""Fractional keys: strings of digits that sort as text, with always room for one more between two of them.

They are fractions in base 36 written after the point, never ending in 0, so that no two keys are equal in
value and a key can be found between any two.
"""

from __future__ import annotations

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
BASE = len(DIGITS)


def between(low: str = "", high: str = "") -> str:
    """Return a key strictly between ``low`` and ``high``; empty means no bound.

    Raises ValueError when the bounds are not in order or not keys.
    """
    if (high and low >= high) or not _is_key(low) or not _is_key(high):
        raise ValueError(f"no key between {low!r} and {high!r}")
    key = ""
    rank = 0
    while True:
        floor = DIGITS.index(low[rank]) if rank < len(low) else 0
        ceiling = DIGITS.index(high[rank]) if high and rank < len(high) else BASE
        if ceiling - floor > 1:
            # Appending is by far the commonest act: a small step keeps keys short over thousands of marks.
            step = 1 if not high else (ceiling - floor) // 2
            return key + DIGITS[floor + step]
        key += DIGITS[floor]
        if ceiling > floor:
            high = ""  # below the upper bound from this digit on: only the lower one still binds
        rank += 1


def _is_key(key: str) -> bool:
    return not key or (key[-1] != "0" and all(sign in DIGITS for sign in key))
