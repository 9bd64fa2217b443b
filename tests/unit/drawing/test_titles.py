"""The title fills the width on one line while it stays large, then balances on two."""

import pytest

from app.drawing import titles, typography
from app.drawing.primitives import Text
from tests.unit.drawing import sheets

MODEL = "Une vallée qui tient, deux versants qui regardent ailleurs"


def wide(lines, size) -> list[float]:
    return [typography.width(line, "Black", size, titles.TRACKING) for line in lines]


@pytest.mark.parametrize(
    ("text", "orientation", "lines", "least", "most"),
    [
        ("Court", "paysage", 1, 16.0, 16.0),
        (MODEL, "paysage", 1, 15.0, 16.0),
        (MODEL + " depuis longtemps", "paysage", 1, 11.0, 13.0),
        (MODEL + " depuis si longtemps que personne ne sait plus", "paysage", 2, 9.0, 9.8),
        (MODEL, "portrait", 2, 16.0, 17.0),
        ("Court", "portrait", 1, 17.0, 17.0),
    ],
)
def test_size_and_lines_follow_the_length(text, orientation, lines, least, most) -> None:
    found, size = titles.fitted(text, orientation)

    assert len(found) == lines
    assert least <= size <= most
    assert max(wide(found, size)) <= (396.0 if orientation == "paysage" else 273.0) + 0.01


def test_two_lines_balance() -> None:
    found, size = titles.fitted(MODEL + " depuis si longtemps que personne ne sait plus", "paysage")
    first, second = wide(found, size)

    assert abs(first - second) < 0.2 * max(first, second)


def test_a_title_out_of_measure_is_cut_and_never_too_small() -> None:
    found, size = titles.fitted("Un titre qui ne finit pas " * 20, "paysage")

    assert size == titles.SMALLEST
    assert all(line.endswith("…") for line in found)
    assert max(wide(found, size)) <= 396.0


def test_one_long_word_still_fits() -> None:
    found, size = titles.fitted("anticonstitutionnellement" * 4, "paysage")

    assert max(wide(found, size)) <= 396.01


def test_french_spaces_are_set_and_lines_of_the_group_are_kept() -> None:
    assert titles.fitted("Où va-t-on ?", "paysage")[0] == ("Où va-t-on\u202f?",)
    assert titles.fitted("Une vallée\nDeux versants", "paysage")[0] == ("Une vallée", "Deux versants")


@pytest.mark.parametrize("orientation", ["paysage", "portrait"])
@pytest.mark.parametrize("text", ["Court", MODEL, MODEL + " depuis si longtemps que personne ne sait plus"])
def test_the_head_keeps_clear_of_the_map(orientation, text) -> None:
    inks = {ink.uid: ink for ink in titles.draw(sheets.poster(titre=text, orientation=orientation))}
    title = next(item for item in inks["feuille:titre"].primitives if isinstance(item, Text))
    detail = inks["feuille:territoire"].primitives[0]
    top = 39.5 if orientation == "paysage" else 53.0

    first, last = title.lines[0].y, title.lines[-1].y
    if len(title.lines) == 2 or orientation == "paysage":
        assert first - 0.66 * title.size == pytest.approx(12.0)
    assert last + 0.2 * title.size < detail.lines[0].y - 0.66 * 6.4
    assert detail.lines[0].y + 0.21 * 6.4 < top


def test_territory_and_group_share_the_line_under_the_title() -> None:
    inks = {ink.uid: ink for ink in titles.draw(sheets.poster())}
    facts = [item.lines[0].text for item in inks["feuille:territoire"].primitives]

    assert facts == ["Pays carré", "4 communes, 27\u202f687 habitants"]
    group = inks["feuille:groupe"].primitives[0]
    right = group.lines[0].x + typography.width("Groupe 3", "Semibold", 6.4)
    assert right == pytest.approx(408.0)


def test_a_very_long_group_name_leaves_the_territory_alone() -> None:
    inks = {ink.uid: ink for ink in titles.draw(sheets.poster(groupe="Un nom de groupe sans fin " * 20))}
    group, facts = inks["feuille:groupe"].primitives[0], inks["feuille:territoire"].primitives[-1]

    assert group.lines[0].text.endswith("…")
    assert group.lines[0].x > facts.lines[0].x + typography.width(facts.lines[0].text, facts.face, facts.size)


def test_two_lines_part_where_the_sentence_does_if_it_stays_as_large() -> None:
    found, size = titles.fitted(MODEL, "portrait")

    assert found == ("Une vallée qui tient,", "deux versants qui regardent ailleurs")
    assert size > 16.5


@pytest.mark.parametrize("text", ["Une vallée", "La montagne", "Au bout", "Terre"])
def test_the_ink_of_a_title_stands_on_the_margin_whatever_its_first_letter(text) -> None:
    inks = titles.draw(sheets.poster(titre=text, territoire_nom=text))
    for ink in inks[:2]:
        written = ink.primitives[0]
        assert isinstance(written, Text)
        line = written.lines[0]
        starts = line.x + written.size * typography.bearing(line.text, written.face)
        assert starts == pytest.approx(titles.MARGIN)
