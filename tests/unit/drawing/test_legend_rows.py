"""What stands in the legend is true: words, order, symbols, and rows that nothing uses any more."""

from dataclasses import replace

import pytest

from app.drawing.legend_rows import rows
from app.poster.document import Document
from app.poster.geometry import Lines
from app.poster.history import History
from app.poster.records import LigneLegende, Mark, Trace
from app.ui import legend_acts
from tests.unit.drawing import sheets

WAY = Lines((((0.0, 0.0), (10.0, 0.0)),))


def document(*marks) -> Document:
    return Document.of(sheets.records(*marks).values())


def listed(held: Document):
    return rows(held.records, sheets.CATALOGUE)


def said(held: Document) -> list[str]:
    return [row.words for row in listed(held) if not row.hidden]


def three() -> Document:
    return document(*(sheets.mark(f"m{n}", "ecole", 9 * n, 9, texte=f"Sens {n}", ordre=n) for n in range(3)))


def rename(held: Document, row, words: str) -> None:
    """Write the words of a row letter by letter, as the field on the sheet does."""
    renamed = legend_acts.Renamed(held, row)
    with legend_acts.renaming(held) as act:
        for length in range(len(words) + 1):
            renamed.write(act, words[:length])


def test_the_words_of_a_row_are_those_of_its_marks() -> None:
    held = document(
        sheets.mark("a", "ecole", 9, 9, ordre=1),
        sheets.mark("b", "ecole", 9, 9, ordre=2, verrouille=True),
        sheets.mark("c", "foret", 9, 9, ordre=3),
    )
    history = History(held)
    rename(held, listed(held)[0], "Nos écoles")

    assert [held.get(uid).texte for uid in "abc"] == ["Nos écoles", "Nos écoles", ""]
    assert said(held) == ["Nos écoles", "Forêt"]
    history.undo()
    assert said(held) == ["École", "Forêt"]


def test_a_row_stays_itself_while_its_words_are_written() -> None:
    held = three()
    before = listed(held)[1]
    with legend_acts.renaming(held) as act:
        legend_acts.Renamed(held, before).write(act, "Autre chose")

    assert listed(held)[1].uid == before.uid
    assert listed(held)[1].words == "Autre chose"


def test_a_row_keeps_its_place_when_it_is_renamed() -> None:
    held = three()
    legend_acts.move(held, listed(held), "legende:m2", 0)
    rename(held, listed(held)[0], "Le lycée")

    assert said(held) == ["Le lycée", "Sens 0", "Sens 1"]


def test_two_rows_given_the_same_words_are_one() -> None:
    held = three()
    legend_acts.move(held, listed(held), "legende:m2", 0)
    rename(held, listed(held)[1], "Sens 2")

    assert said(held) == ["Sens 2", "Sens 1"]
    assert set(listed(held)[0].uids) == {"m0", "m2"}
    keys = [(each.picto, each.texte) for each in held.all(LigneLegende)]
    assert len(keys) == len(set(keys))


def test_writing_through_the_words_of_another_row_does_not_take_its_marks() -> None:
    held = document(
        sheets.mark("a", "ecole", 9, 9, texte="L’école", ordre=1),
        sheets.mark("b", "ecole", 9, 9, texte="Le", ordre=2),
    )
    rename(held, listed(held)[0], "Le collège")

    assert (held.get("a").texte, held.get("b").texte) == ("Le collège", "Le")


def test_words_of_the_catalogue_again() -> None:
    held = three()
    legend_acts.reset(held, listed(held)[0])

    assert held.get("m0").texte == ""
    assert "École" in said(held)


def test_rows_are_ordered_inside_their_domaine_and_hidden() -> None:
    held = document(
        *(sheets.mark(f"m{n}", "ecole", 9, 9, texte=f"Sens {n}", ordre=n) for n in range(3)),
        sheets.mark("f", "foret", 9, 9, ordre=0),
    )
    history = History(held)
    assert said(held) == ["Sens 0", "Sens 1", "Sens 2", "Forêt"]
    assert legend_acts.move(held, listed(held)[:3], "legende:m0", 1)
    assert said(held) == ["Sens 1", "Sens 0", "Sens 2", "Forêt"]
    assert not legend_acts.move(held, listed(held)[:3], "legende:m2", 7)
    legend_acts.hide(held, listed(held)[0], True)
    assert said(held) == ["Sens 0", "Sens 2", "Forêt"]
    legend_acts.hide(held, listed(held)[0], False)
    assert said(held) == ["Sens 1", "Sens 0", "Sens 2", "Forêt"]
    for _ in range(3):
        history.undo()
    assert said(held) == ["Sens 0", "Sens 1", "Sens 2", "Forêt"]


def test_a_row_that_no_mark_uses_is_not_there_and_comes_back_with_its_mark() -> None:
    held = three()
    history = History(held)
    legend_acts.move(held, listed(held), "legende:m2", 0)
    with held.transaction("Supprimer") as act:
        act.drop("m2")

    assert said(held) == ["Sens 0", "Sens 1"]
    history.undo()
    assert said(held) == ["Sens 2", "Sens 0", "Sens 1"]


def test_marks_of_two_domaines_have_a_row_in_each() -> None:
    held = document(
        sheets.mark("a", "ecole", 9, 9, ordre=1),
        sheets.mark("b", "ecole", 9, 9, ordre=2, domaine="enjeux"),
    )

    assert [(row.domaine, row.uids) for row in listed(held)] == [
        ("organisation", ("a",)),
        ("enjeux", ("b",)),
    ]


def test_freehand_and_free_marks_are_renamed_too() -> None:
    held = document(
        Trace(uid="t", geometry=WAY, texte="La rivière"),
        Mark(uid="f", picto="fleche", geometry=WAY, texte="On part"),
    )
    for row in listed(held):
        rename(held, row, f"{row.words} là-bas")

    assert (held.get("t").texte, held.get("f").texte) == ("La rivière là-bas", "On part là-bas")


@pytest.mark.parametrize(
    ("field", "value", "none"),
    [("temps", "futur", ""), ("certitude", "hypothese", ""), ("intensite", 3, None)],
)
def test_a_symbol_says_only_what_all_its_marks_say(field, value, none) -> None:
    future = [sheets.mark(f"m{n}", "ecole", 9, 9, ordre=n, **{field: value}) for n in range(3)]
    plain = replace(future[2], **{field: none})

    assert getattr(listed(document(*future))[0].subject, field) == value
    assert getattr(listed(document(*future[:2], plain))[0].subject, field) == none
    assert listed(document(*future))[0].subject == future[0]


def test_a_symbol_is_the_commonest_drawing_of_its_marks() -> None:
    red = [sheets.mark(f"m{n}", "ecole", 9, 9, ordre=n, couleur="#B3122B") for n in (1, 2)]
    plain = sheets.mark("m0", "ecole", 9, 9, ordre=0)

    assert listed(document(plain, *red))[0].subject == red[0]
    assert listed(document(plain, red[0]))[0].subject == plain
