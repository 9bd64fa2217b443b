"""Words of a post-it that has a shape: as large as they fit, readable from the back, never off their paper."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.drawing import postits, theme, typography
from app.drawing.primitives import Text
from app.poster.records import PostIt

WORDS = st.lists(
    st.sampled_from(["oui", "l'usine", "qui", "reprend", "?", "anticonstitutionnellement", "le", "bus", ":"]),
    min_size=1,
    max_size=40,
).map(" ".join)
WIDTHS = st.floats(20.0, 120.0)
HEIGHTS = st.floats(12.0, 120.0)
STYLE = theme.STYLES["postit"]


@settings(max_examples=120, deadline=None)
@given(WORDS, WIDTHS, HEIGHTS, st.sampled_from([None, 4.0, 9.0]))
def test_words_stay_on_their_paper(text: str, wide: float, high: float, most: float | None) -> None:
    note = PostIt(uid="n", texte=text, x=10.0, y=20.0, largeur=wide, hauteur=high, taille_mm=most)
    paper, around = postits.paper(note), postits.box(note)
    assert around is not None
    letters = next(each for each in postits.draw(note, None).primitives if isinstance(each, Text))
    for x, y in typography.corners(letters):
        assert around[0] < x < around[2]
        assert around[1] < y < around[3]
    assert postits.FLOOR <= paper.size <= (most or postits.CEILING)
    assert paper.width == wide
    assert paper.height >= high
    if paper.size > postits.FLOOR:
        assert paper.height == pytest.approx(high)  # it grows for nothing but the floor
        said = typography.french(text).split()
        assert [word for line in paper.lines for word in line.split()] == said  # no word is cut


@settings(max_examples=80, deadline=None)
@given(WORDS, WIDTHS, HEIGHTS, st.floats(0.0, 30.0))
def test_more_paper_never_makes_letters_smaller_nor_more_words_larger(
    text: str, wide: float, high: float, more: float
) -> None:
    size = postits.sized(text, wide, high).size
    assert postits.sized(text, wide + more, high).size >= size
    assert postits.sized(text, wide, high + more).size >= size
    assert postits.sized(text + " encore", wide, high).size <= size


def test_the_floor_is_what_people_read_from_the_back() -> None:
    assert postits.floor() == pytest.approx(2.97)
    assert abs(postits.FLOOR - postits.floor()) < 0.05
    assert postits.sized("mot " * 200, 40.0, 30.0).size == postits.FLOOR


def test_a_paper_that_nobody_shaped_is_cut_to_its_words() -> None:
    assert postits.sized("Qui reprend l'usine ?").size == postits.CEILING
