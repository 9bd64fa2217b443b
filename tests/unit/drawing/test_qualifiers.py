"""Qualifiers beside the drawing of a mark: the notch of what comes from elsewhere, the horizon, where a line breaks."""

from dataclasses import replace

import pytest

from app.catalogue.load import shipped
from app.drawing import breaks, marks, notch
from app.drawing.ink import Context
from app.drawing.primitives import Path, Text
from app.poster.geometry import Areas, Lines, Point, closed
from app.poster.records import Mark
from app.poster.sheet import MapFrame
from app.poster.values import Frozen

FRAME = MapFrame((0.0, 0.0, 200.0, 150.0), (0.0, 0.0), 1.0)
CONTEXT = Context(FRAME, None, shipped(), {})


def ground(*places):
    return tuple(FRAME.to_ground(*place) for place in places)


POINT = Mark(uid="p", picto="ecole", geometry=Point(*ground((40, 75))[0]))
LINE = Mark(uid="l", picto="rupture_interface", geometry=Lines((ground((30, 40), (170, 40)),)))
AREA = Mark(
    uid="a", picto="foret", geometry=Areas(((closed(ground((20, 100), (80, 100), (80, 140), (20, 140))),),))
)


def drawn(mark, **changes):
    return marks.draw(replace(mark, **changes), CONTEXT)


def words(ink) -> list[str]:
    return [line.text for item in ink.primitives if isinstance(item, Text) for line in item.lines]


@pytest.mark.parametrize(("mark", "side"), [(POINT, "left"), (LINE, "top"), (AREA, "bottom")])
def test_the_notch_enters_from_the_nearest_edge_of_the_map(mark, side) -> None:
    assert not drawn(mark).badges
    (box,) = drawn(mark, origine="externe").badges
    symbol = {"left": (40, 75), "top": (100, 40), "bottom": (50, 140)}[side]
    middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)

    if side == "left":
        assert middle[0] < symbol[0] - 5
        assert middle[1] == pytest.approx(symbol[1], abs=0.5)
    elif side == "top":
        assert middle[1] < symbol[1]
    else:
        assert box[1] < 140 < box[3]
    assert not drawn(mark, origine="interne").badges


def test_the_notch_leaves_the_words_alone() -> None:
    right = replace(POINT, geometry=Point(*ground((160, 75))[0]), origine="externe", etiquette="Le collège")
    ink = marks.draw(right, CONTEXT)
    (notched,) = ink.badges

    for label in ink.labels:
        apart = (
            notched[2] <= label[0]
            or label[2] <= notched[0]
            or notched[3] <= label[1]
            or label[3] <= notched[1]
        )
        assert apart


def test_the_notch_is_no_badge() -> None:
    said = {"valence": "plus", "tendance": "hausse", "signal_faible": True, "accord": "discute"}
    assert len(drawn(POINT, **said).badges) == 3
    assert len(drawn(POINT, **said, origine="externe").badges) == 4
    assert notch.shown(replace(POINT, origine="externe"))


@pytest.mark.parametrize("mark", [POINT, LINE, AREA])
def test_the_horizon_is_said_under_what_is_to_come(mark) -> None:
    assert words(drawn(mark, horizon="10_ans")) == []
    assert words(drawn(mark, horizon="10_ans", temps="present")) == []
    ink = drawn(mark, horizon="10_ans", temps="futur")
    assert words(ink) == ["d’ici 10 ans"]
    assert ink.labels


def test_the_horizon_joins_the_words_of_the_mark() -> None:
    ink = drawn(LINE, horizon="2040", temps="futur", etiquette="La faille", sous_etiquette="trois cols")
    assert words(ink) == ["La faille", "trois cols · 2040 et après"]


@pytest.mark.parametrize(("share", "x"), [(None, 100.0), (0.2, 58.0), (0.9, 156.0)])
def test_a_line_breaks_where_it_is_told(share, x) -> None:
    told = Frozen({} if share is None else {"rupture_place": share})
    (box,) = drawn(LINE, rupture="reperee", parametres=told).badges
    assert (box[0] + box[2]) / 2 == pytest.approx(x, abs=0.5)


@pytest.mark.parametrize("told", ["x", True, -4, 1e9, [0.5]])
def test_a_place_that_is_none_is_no_fault(told) -> None:
    assert drawn(LINE, rupture="reperee", parametres=Frozen({"rupture_place": told})).badges


def test_badges_step_aside_from_a_break_and_stay_on_the_line() -> None:
    ink = drawn(LINE, rupture="reperee", valence="plus", tendance="hausse")
    middles = sorted((box[0] + box[2]) / 2 for box in ink.badges)
    assert middles == pytest.approx([92.0, 100.0, 108.0], abs=0.3)
    assert all((box[1] + box[3]) / 2 == pytest.approx(40.0, abs=0.3) for box in ink.badges)


def test_the_place_of_a_click_is_a_share_of_the_line() -> None:
    assert breaks.can_break(LINE, shipped())
    assert not breaks.can_break(POINT, shipped())
    assert not breaks.can_break(replace(LINE, picto="reseau"), shipped())
    assert breaks.share_at(LINE, (65.0, 44.0), CONTEXT) == pytest.approx(0.25, abs=0.005)
    assert breaks.put(LINE, 0.25).rupture == "reperee"
    assert breaks.put(replace(LINE, rupture="previsible"), 0.25).rupture == "previsible"


@pytest.mark.parametrize("said", [{"temps": "futur"}, {"certitude": "hypothese"}])
def test_an_area_without_an_outline_gets_one_to_say_that_it_is_not_there_yet(said) -> None:
    def dashed(ink) -> bool:
        return any(isinstance(item, Path) and item.dash for item in ink.primitives)

    assert not dashed(drawn(AREA))
    assert dashed(drawn(AREA, **said))
