"""Post-its: paper cut to the words, leaders that touch what they speak of, ideas crossed out."""

import pytest

from app.drawing import postits, theme
from app.drawing.primitives import Path, Text
from app.poster.geometry import Areas, Lines, Point
from app.poster.records import Mark
from app.poster.sheet import MapFrame
from tests.unit.drawing import sheets

FRAME = MapFrame.of(sheets.poster())


def fills(ink) -> list[str]:
    return [item.fill for item in ink.primitives if isinstance(item, Path) and item.fill]


def leader_end(ink) -> tuple[float, float]:
    dot = next(item for item in ink.primitives if isinstance(item, Path) and item.fill == theme.ENCRE)
    x, y = dot.subpaths[0].points[0]
    return (x - postits.LEADER_DOT, y)


@pytest.mark.parametrize(
    ("text", "lines", "width"),
    [
        ("", 1, 38.0),
        ("Oui", 1, 38.0),
        ("Col fermé l'hiver : deux vallées, deux mondes", 3, None),
        ("Un texte assez long pour demander quatre lignes entières du papier", 4, None),
    ],
)
def test_the_paper_is_cut_to_the_words(text, lines, width) -> None:
    paper = postits.sized(text)

    assert len(paper.lines) == lines
    assert postits.NARROW <= paper.width <= postits.WIDE
    assert paper.height == pytest.approx(2 * 3.4 + lines * 6 * 1.08)
    if width:
        assert paper.width == width


def test_a_very_long_note_grows_and_loses_no_word() -> None:
    text = "mot " * 60
    paper = postits.sized(text)

    assert len(paper.lines) > 4
    assert " ".join(paper.lines).split() == ["mot"] * 60


def test_a_chosen_width_is_kept() -> None:
    assert postits.sized("Qui reprend l'usine ?", 52.0).width == 52.0


def test_words_are_set_as_french_is_set() -> None:
    words = next(
        item for item in postits.draw(sheets.postit("p", 20, 50), None).primitives if isinstance(item, Text)
    )

    assert "’" in " ".join(line.text for line in words.lines)
    assert "\u202f?" in words.lines[-1].text
    assert words.colour == theme.ENCRE
    assert words.size == 6.0


def test_the_paper_has_its_place_its_colours_and_a_flat_shadow() -> None:
    ink = postits.draw(sheets.postit("p", 20, 50, couleur="bleu"), None)
    x, y, right, bottom = ink.labels[0]

    assert (x, y) == (20, 50)
    assert fills(ink)[:3] == [theme.POSTIT_OMBRE, "#CFE8F7", "#A3CDE6"]
    assert ink.extent == pytest.approx((20 - 0.175, 50 - 0.175, right + 0.9, bottom + 1.0))


def test_an_unknown_colour_is_yellow() -> None:
    assert "#FFE477" in fills(postits.draw(sheets.postit("p", 20, 50, couleur="mauve"), None))


def test_a_crossed_out_note_has_a_stroke_through_each_line() -> None:
    plain = postits.draw(sheets.postit("p", 20, 50), None)
    crossed = postits.draw(sheets.postit("p", 20, 50, barre=True), None)

    lines = len(postits.sized("Qui reprend l'usine ?").lines)
    assert len(crossed.primitives) == len(plain.primitives) + lines


@pytest.mark.parametrize("place", [(150.0, 60.0), (40.0, 120.0), (45.0, 30.0), (10.0, 60.0), (200.0, 200.0)])
def test_the_leader_goes_from_the_near_edge_to_the_place(place) -> None:
    record = sheets.postit("p", 20, 50)
    x, y, right, bottom = postits.box(record)
    start, end = postits.leader(record, place)

    assert end == place
    on_edge = start[0] in (x, right) or start[1] in (y, bottom)
    assert on_edge
    assert x <= start[0] <= right
    assert y <= start[1] <= bottom
    if place[0] > right and y < place[1] < bottom:
        assert start[0] == right


def test_a_note_that_lies_on_what_it_speaks_of_has_no_leader() -> None:
    record = sheets.postit("p", 20, 50)

    assert postits.leader(record, (30.0, 55.0)) == ()


def test_the_leader_touches_a_sign_without_covering_it() -> None:
    mark = sheets.mark("m", "ecole", 150, 60)
    symbol = (141.0, 51.0, 159.0, 69.0)
    end = postits.target(sheets.postit("p", 20, 50, cible="m"), mark, symbol, FRAME)

    assert end[0] == pytest.approx(141.0 - postits.LEADER_DOT, abs=0.3)
    assert 51 < end[1] < 69


def test_the_leader_touches_a_line_where_it_is_nearest() -> None:
    ground = FRAME.to_ground
    mark = Mark(uid="m", picto="x", geometry=Lines(((ground(150, 20), ground(150, 200)),)))
    end = postits.target(sheets.postit("p", 20, 50, cible="m"), mark, None, FRAME)

    middle = (postits.box(sheets.postit("p", 20, 50))[1] + postits.box(sheets.postit("p", 20, 50))[3]) / 2
    assert end == pytest.approx((150.0, middle))


def test_the_leader_touches_the_outline_of_an_area() -> None:
    ground = FRAME.to_ground
    ring = tuple(ground(*corner) for corner in ((150, 20), (200, 20), (200, 200), (150, 200), (150, 20)))
    mark = Mark(uid="m", picto="x", geometry=Areas(((ring,),)))

    assert postits.target(sheets.postit("p", 20, 50, cible="m"), mark, None, FRAME)[0] == pytest.approx(150.0)


def test_a_place_of_the_ground_is_touched_and_nothing_is_nothing() -> None:
    x, y = FRAME.to_ground(150, 120)

    assert postits.target(
        sheets.postit("p", 20, 50, cible_x=x, cible_y=y), None, None, FRAME
    ) == pytest.approx((150.0, 120.0))
    assert postits.target(sheets.postit("p", 20, 50), None, None, FRAME) is None


def test_on_the_sheet_the_dot_stands_against_the_sign() -> None:
    mark = sheets.mark("m", "ecole", 150, 60)
    scene = sheets.composer().compose(sheets.records(mark, sheets.postit("p", 20, 50, cible="m")))
    x, _ = leader_end(scene.ink("p"))

    assert x < scene.ink("m").extent[0] + postits.LEADER_DOT
    assert x > scene.ink("m").extent[0] - 3 * postits.LEADER_DOT


def test_a_note_can_speak_of_another_note() -> None:
    other = sheets.postit("q", 120, 50)
    end = postits.target(sheets.postit("p", 20, 50, cible="q"), other, None, FRAME)

    assert end[0] == pytest.approx(120 - postits.LEADER_DOT, abs=0.2)


def test_a_target_that_is_gone_leaves_no_leader() -> None:
    ink = sheets.composer().compose(sheets.records(sheets.postit("p", 20, 50, cible="parti"))).ink("p")

    assert theme.ENCRE not in fills(ink)


def test_a_point_without_a_symbol_is_touched_itself() -> None:
    mark = Mark(uid="m", picto="x", geometry=Point(*FRAME.to_ground(150, 60)))

    assert postits.target(sheets.postit("p", 20, 50), mark, None, FRAME) == pytest.approx((150.0, 60.0))


def test_a_paper_is_wide_enough_for_its_longest_word_and_leaves_no_letter_alone() -> None:
    cut = postits.sized("à Saint-Anthème, l'hôpital")
    assert cut.lines == ("à Saint-Anthème,", "l’hôpital")
    assert cut.width <= postits.WIDE


def test_a_name_that_no_paper_holds_parts_at_its_hyphen() -> None:
    cut = postits.sized("Saint-Christophe-en-Brionnais-sur-Montagne")
    assert len(cut.lines) > 1
    assert all(line.endswith("-") for line in cut.lines[:-1])
