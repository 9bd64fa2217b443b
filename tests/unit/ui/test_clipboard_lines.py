"""Words from other programs: what becomes a post-it, and where it lies."""

from __future__ import annotations

from itertools import combinations

import pytest

from app.drawing import postits
from app.poster.geometry import Box
from app.ui.clipboard import lines

MAP: Box = (12.0, 39.5, 274.0, 275.5)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        (" \n\t\n\r\n\u00a0", []),
        ("Un seul", ["Un seul"]),
        ("- a\n– b\n• c\n* d\n· e\n▪\tf\no\tg", list("abcdefg")),
        ("1. a\n2) b\n12.\tc\na) d", list("abcd")),
        ("[ ] à faire\n[x] fait\n☐ case", ["à faire", "fait", "case"]),
        ("1.\u202fa\n2.\u00a0b", ["a", "b"]),
        # Words that only look like bullets.
        (
            "-5 °C\n1.5 million\n2030. La fin\n*important*",
            ["-5 °C", "1.5 million", "2030. La fin", "*important*"],
        ),
        ("a\tb\r\nc\td\r\n", ["a", "b", "c", "d"]),
        ('a\t"b\nc ""d"""\n', ["a", 'b c "d"']),
        ('a\t"b', ["a", "b"]),
        ("vieux\rmac\x0bligne\u2028autre", ["vieux", "mac", "ligne", "autre"]),
        ("trop   d’espaces\u00a0ici", ["trop d’espaces ici"]),
        ("\0a\ufffcb", ["ab"]),
    ],
)
def test_lines_and_cells(text: str, found: list[str]) -> None:
    assert lines.read(text) == found


def test_a_paragraph_is_cut_where_it_says_so() -> None:
    (line,) = lines.read("mot " * 3000)
    assert len(line) <= lines.LONGEST
    assert line.endswith("…")


@pytest.mark.parametrize("count", [1, 2, 5, 9, 14, 40])
@pytest.mark.parametrize("at", [(140.0, 150.0), (12.0, 39.5), (274.0, 275.5)])
def test_a_block_is_clear_inside_its_room(count: int, at: tuple[float, float]) -> None:
    taken = [(100.0, 100.0, 140.0, 120.0)]
    said = [f"Idée {rank} " + "longue " * (rank % 5) for rank in range(count)]
    notes = lines.block(said, at, MAP, taken)
    assert [note.texte for note in notes] == said
    boxes = [box for note in notes if (box := postits.box(note))]
    assert len(boxes) >= min(count, 9)
    # Those that wait are the last.
    assert all(note.x is None for note in notes[len(boxes) :])
    for one, two in combinations([*boxes, *(taken if count < 9 else [])], 2):
        assert one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]
    for box in boxes:
        assert MAP[0] <= box[0]
        assert MAP[1] <= box[1]
        assert box[2] <= MAP[2]
        assert box[3] <= MAP[3]


def test_where_nothing_fits_everything_waits() -> None:
    notes = lines.block(["Un", "Deux"], (0.0, 0.0), (0.0, 0.0, 20.0, 20.0), [])
    assert [note.x for note in notes] == [None, None]
