"""Lines of words break where people would breathe, and words of a cell never touch each other."""

import pytest

from app.drawing import amof, typography
from app.drawing.primitives import Text
from app.drawing.texts import tight


@pytest.mark.parametrize(
    ("text", "limit", "lines"),
    [
        (
            "La vallée nous réunit, la montagne nous sépare.",
            118.0,
            ("La vallée nous réunit,", "la montagne nous sépare."),
        ),
        ("Le travail part en plaine ; l’usine et la fourme restent.", 118.0, None),
    ],
)
def test_no_line_ends_with_a_word_that_leads_to_the_next(text, limit, lines) -> None:
    found = typography.broken(text, "Semibold", 7.0, limit)

    assert lines is None or found == lines
    assert not any(typography.leads(line.split(" ")[-1]) for line in found[:-1])
    assert " ".join(found) == text


def test_a_small_word_ends_a_line_rather_than_make_one_more() -> None:
    first, last = "intercommunalité à", "intercommunalités"
    limit = typography.width(first, "Semibold", 7.0) + 0.1

    assert typography.broken(f"{first} {last}", "Semibold", 7.0, limit) == (first, last)


@pytest.mark.parametrize("case", ["A", "M", "O", "F"])
def test_the_name_of_a_case_stands_clear_of_its_side(case) -> None:
    (ink,) = amof.cell(case, [], 0.0, 0.0, 60.5, 24.0, 1.0)
    name, side = (part for part in ink.primitives if isinstance(part, Text))

    assert tight(side)[0] - tight(name)[2] > 2.0
    assert tight(side)[2] < 60.5
