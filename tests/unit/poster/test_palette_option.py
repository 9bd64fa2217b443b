"""How much of the palette a poster asks for."""

import pytest

from app.poster.options import COMPLETE, COURTE, PALETTES, USUELLE, Options
from app.poster.records import Poster
from app.poster.values import Frozen


@pytest.mark.parametrize("palette", PALETTES)
def test_a_poster_says_its_palette(palette: str) -> None:
    assert Options.of(Poster(uid="p", options=Frozen({"palette": palette}))).palette == palette


@pytest.mark.parametrize("value", ["", "longue", 3, True, ["courte"], None])
def test_any_other_word_is_the_usual_one(value: object) -> None:
    assert Options.of(Poster(uid="p", options=Frozen({"palette": value}))).palette == USUELLE


def test_the_palettes_go_from_the_lightest_to_the_whole() -> None:
    assert PALETTES == (COURTE, USUELLE, COMPLETE)
