"""Steps in the pile, without a canvas: planes and overlaps are told by hand."""

from __future__ import annotations

from app.poster.document import Document
from app.poster.geometry import Point
from app.poster.records import Mark
from app.ui.tools import piling

#: Who overlaps whom.
OVER = {"a": {"b", "c"}, "b": {"a"}, "c": {"a", "d"}, "d": {"c"}}


def document(uids: str) -> Document:
    made = Document()
    with made.transaction("Poser") as act:
        for uid in uids:
            act.put(Mark(uid=uid, picto="ecole", geometry=Point(0.0, 0.0)))
    return made


def step(made: Document, uids: str, way: piling.Way, planes: str = "") -> piling.Passed:
    moving = [item for item in made.items() if item.uid in uids]
    return piling.step(
        made,
        moving,
        way,
        lambda uid: 50 if uid not in planes else 60,
        lambda uid: frozenset(OVER[uid]),
    )


def pile(made: Document) -> str:
    return "".join(item.uid for item in made.items())


def test_several_pass_the_nearest_together_and_keep_their_order() -> None:
    made = document("abcd")
    assert step(made, "ab", 1) == "fait"
    assert pile(made) == "cabd"
    assert step(made, "ab", -1) == "fait"
    assert pile(made) == "abcd"


def test_what_overlaps_nothing_above_says_so() -> None:
    made = document("abcd")
    assert step(made, "d", 1) == "bout"
    assert step(made, "a", -1) == "bout"
    assert pile(made) == "abcd"


def test_another_plane_is_never_passed() -> None:
    made = document("abcd")
    assert step(made, "c", 1, planes="d") == "plan"
    assert pile(made) == "abcd"


def test_the_ends_change_nothing_twice() -> None:
    made = document("abcd")
    moving = [item for item in made.items() if item.uid in "ac"]
    assert piling.end(made, moving, 1)
    assert pile(made) == "bdac"
    assert not piling.end(made, [item for item in made.items() if item.uid in "ac"], 1)
    assert piling.end(made, [item for item in made.items() if item.uid in "dc"], -1)
    assert pile(made) == "dcba"
