"""The grids of the method that a poster knows, and their cases in order."""

from __future__ import annotations

AMOF = "amof"
MESSAGES = "messages"
#: Cases by grid. The AMOF is laid A | F over O | M on the sheet and spelt in this order in its name.
CASES: dict[str, tuple[str, ...]] = {AMOF: ("A", "M", "O", "F"), MESSAGES: ("message",)}
#: (origine, valence) of a mark → the case of the AMOF that it is proposed to.
PROPOSED = {
    ("interne", "plus"): "A",
    ("interne", "moins"): "F",
    ("externe", "plus"): "O",
    ("externe", "moins"): "M",
}
