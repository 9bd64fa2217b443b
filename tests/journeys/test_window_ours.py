"""The person's own pictograms when a poster opens: there with the others, and one that is broken is told."""

from __future__ import annotations

from app.catalogue import personal
from tests.journeys.conftest import Draw

DRAWING = '<svg viewBox="0 0 64 64"><path class="ink" d="M8 8h48v48H8z"/></svg>'


def keep(name: str, text: str) -> None:
    folder = personal.folder()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.svg").write_text(text, encoding="utf-8")


def test_what_is_kept_is_in_the_palette(draw: Draw) -> None:
    keep("four_a_pain", DRAWING)
    session = draw().session
    assert [each.key for each in session.catalogue.ours()] == ["four_a_pain"]


def test_one_that_cannot_be_read_is_told_and_the_others_are_there(draw: Draw) -> None:
    keep("four_a_pain", DRAWING)
    keep("piege", '<svg><script>alert("non")</script></svg>')
    workspace = draw()
    assert [each.key for each in workspace.session.catalogue.ours()] == ["four_a_pain"]
    assert "piege" in workspace.marge.notices.sentence
    assert "Les autres sont là." in workspace.marge.notices.sentence
