"""Words written on the sheet: the letters stand where they stand once the field is closed, pixel for pixel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import ceil, floor

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.poster.geometry import Box, Point
from app.poster.records import LigneGrille, Mark, PostIt, Texte
from app.poster.values import Frozen
from app.ui.canvas.laid import found
from tests.journeys.canvas_stage import CTRL, NONE, SHIFT, Stage, X, Y

WORDS = "Qui reprend l'usine ? Les jeunes s'en vont : « plus de bus »"


def mark(uid: str, picto: str, x: float, y: float, **fields: object) -> Mark:
    return Mark(uid=uid, picto=picto, geometry=Point(x, y), **fields)  # type: ignore[arg-type]


def note(**fields: object) -> PostIt:
    return PostIt(uid="n", x=X, y=Y - 60, texte=WORDS, **fields)  # type: ignore[arg-type]


def letters(stage: Stage, box: Box) -> QImage:
    """Return the pixels of a place of the page, as they are painted."""
    stage.canvas.repaint()
    ratio, view = stage.canvas.view.ratio, stage.canvas.view
    left, top = (floor(each) for each in view.to_pixel(*box[:2]))
    right, bottom = (ceil(each) for each in view.to_pixel(*box[2:]))
    picture = stage.canvas.grab().toImage()
    assert picture.devicePixelRatio() == ratio
    left, top = max(0, left), max(0, top)
    return picture.copy(left, top, min(picture.width(), right) - left, min(picture.height(), bottom) - top)


def apart(one: QImage, other: QImage) -> int:
    """Return how many pixels differ by more than a shade."""
    assert one.size() == other.size()
    found = 0
    for y in range(one.height()):
        for x in range(one.width()):
            a, b = one.pixelColor(x, y), other.pixelColor(x, y)
            found += any(
                abs(p - q) > 8
                for p, q in zip(a.getRgb()[:3], b.getRgb()[:3], strict=True)  # type: ignore[index]
            )
    return found


def grounded(stage: Stage, page: tuple[float, float]) -> tuple[float, float]:
    return stage.canvas.desk.hand.context.ground(page)


CASES: dict[str, Callable[[Stage], str]] = {}


def case(make: Callable[[Stage], str]) -> Callable[[Stage], str]:
    CASES[make.__name__] = make
    return make


@case
def post_it(stage: Stage) -> str:
    stage.put(note())
    return "n"


@case
def post_it_with_a_shape(stage: Stage) -> str:
    stage.put(note(largeur=48.0, hauteur=30.0))
    return "n"


@case
def title(stage: Stage) -> str:
    stage.put(
        replace(stage.session.document.poster, titre="Les deux vallées se tournent le dos : qui relie ?"),
    )
    return "feuille:titre"


@case
def group(stage: Stage) -> str:
    stage.put(replace(stage.session.document.poster, titre="Un titre", groupe="Table 4 ; l'Ouest"))
    return "feuille:groupe"


@case
def label(stage: Stage) -> str:
    stage.put(mark("m", "ecole", *grounded(stage, (X, Y)), etiquette="L'école d'Ambert"))
    return "m"


@case
def free_words(stage: Stage) -> str:
    stage.put(Texte(uid="t", geometry=Point(*grounded(stage, (X - 40, Y))), texte="Le Haut\nLivradois"))
    return "t"


@case
def free_words_turned(stage: Stage) -> str:
    where = Point(*grounded(stage, (X - 40, Y)))
    stage.put(Texte(uid="t", geometry=where, texte="Monts du Forez", style="relief", angle=30.0))
    return "t"


@case
def amof_line(stage: Stage) -> str:
    lines = [
        LigneGrille(uid=str(rank), grille="amof", case="A", texte=words, rang=str(rank))
        for rank, words in enumerate(("Des haies", "L'eau : assez pour deux étés de suite", "Le bus"))
    ]
    stage.put(*lines)
    return "1"


@case
def message(stage: Stage) -> str:
    stage.put(LigneGrille(uid="l", grille="messages", case="message", texte=WORDS, rang="a"))
    return "l"


@case
def legend_row(stage: Stage) -> str:
    stage.put(mark("m", "ecole", *grounded(stage, (X, Y)), texte="L'école qui ferme : trois classes"))
    return "legende:m"


@pytest.mark.parametrize("factor", [0.6, 1.0, 1.9, 4.0])
@pytest.mark.parametrize("name", CASES)
def test_letters_stand_where_they_stand_when_the_field_closes(
    stage: Stage,
    name: str,
    factor: float,
) -> None:
    stage.canvas.desk.refresh()
    stage.canvas.first_hints = False
    uid = CASES[name](stage)
    canvas = stage.canvas
    canvas.edit_text(uid)
    box = canvas.writing._seen(stage.field).laid.box
    middle = canvas.view.to_pixel((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    canvas.view.zoom(factor, *middle)
    canvas._moved()
    stage.rest()
    QTest.keyClick(stage.field, Qt.Key.Key_End, CTRL)
    QTest.keyClick(stage.field, "x")
    stage.qtbot.waitUntil(lambda: not canvas._typing.isActive())
    stage.rest()
    box = canvas.writing._seen(stage.field).laid.box
    stage.field.lit = False
    while_writing = letters(stage, box)
    canvas.close_text()
    stage.session.select(())
    canvas.clearFocus()
    canvas.repaint()
    stage.rest()
    assert apart(while_writing, letters(stage, box)) == 0


def preedit(stage: Stage, draft: str, kept: str = "") -> None:
    event = QInputMethodEvent(draft, [])
    if kept:
        event.setCommitString(kept)
    QApplication.sendEvent(stage.field, event)


def test_accents_are_composed_where_they_will_stand(stage: Stage) -> None:
    stage.put(PostIt(uid="n", x=X, y=Y, texte="La f"))
    canvas = stage.canvas
    canvas.edit_text("n")
    QTest.keyClick(stage.field, Qt.Key.Key_End)
    preedit(stage, "^")
    assert stage.field.typed.text == "La f^"
    assert stage.field.typed.composed == (4, 5)
    assert stage.items()[0].texte == "La f"  # what is not yet certain is not written
    preedit(stage, "", "ê")
    QTest.keyClicks(stage.field, "te")
    assert stage.field.typed.text == "La fête"
    at = stage.field.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    corner = stage.field.mapTo(canvas, at.topLeft())  # type: ignore[union-attr]
    x = canvas.writing._seen(stage.field).laid.caret(7)[0][0]
    assert abs(corner.x() - canvas.view.to_pixel(x, 0)[0] / canvas.view.ratio) <= 1.0
    canvas.close_text()
    assert stage.items()[0].texte == "La fête"


def test_ctrl_z_takes_back_typing_inside_and_the_whole_outside(stage: Stage) -> None:
    stage.put(PostIt(uid="n", x=X, y=Y, texte="Avant"))
    stage.canvas.edit_text("n")
    QTest.keyClick(stage.field, Qt.Key.Key_End)
    QTest.keyClicks(stage.field, " et puis")
    QTest.keyClick(stage.field, Qt.Key.Key_Z, CTRL)
    assert stage.field.toPlainText() == "Avant"
    QTest.keyClicks(stage.field, " et encore")
    acts = stage.acts()
    QTest.keyClick(stage.field, Qt.Key.Key_Escape)
    assert stage.acts() == acts + 1
    stage.session.undo()
    assert stage.items()[0].texte == "Avant"


def test_lines_of_the_sheet_are_those_that_the_caret_walks(stage: Stage) -> None:
    stage.put(note(largeur=48.0))
    stage.canvas.edit_text("n")
    field = stage.field
    QTest.keyClick(field, Qt.Key.Key_Home, CTRL)
    laid = stage.canvas.writing._seen(field).laid
    assert len(laid.lines) > 2
    QTest.keyClick(field, Qt.Key.Key_End)
    first = field.textCursor().position()
    assert WORDS[:first].split() == laid.lines[0].text.split()
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Home, SHIFT)
    said = field.textCursor().selectedText()
    assert said.split()[0] == laid.lines[1].text.split()[0].replace("’", "'")
    QTest.keyClick(field, Qt.Key.Key_Up, SHIFT)
    assert field.textCursor().position() == 0


@pytest.mark.parametrize("angle", [0.0, 30.0])
def test_a_click_puts_the_caret_between_the_letters(stage: Stage, angle: float) -> None:
    where = Point(*grounded(stage, (X - 40, Y)))
    stage.put(Texte(uid="t", geometry=where, texte="Monts du Forez", angle=angle))
    stage.canvas.edit_text("t")
    laid = stage.canvas.writing._seen(stage.field).laid
    top, bottom = laid.caret(6)
    at = stage.pixel(((top[0] + bottom[0]) / 2, (top[1] + bottom[1]) / 2))
    QTest.mouseClick(stage.field.viewport(), Qt.MouseButton.LeftButton, NONE, stage.field.mapFromParent(at))
    assert stage.field.textCursor().position() == 6


def test_words_that_the_sheet_would_cut_are_whole_while_they_are_written(stage: Stage) -> None:
    lines = [
        LigneGrille(
            uid=str(rank), grille="amof", case="A", texte=f"Ligne {rank} " + "longue " * 9, rang=str(rank)
        )
        for rank in range(4)
    ]
    stage.put(*lines)
    stage.canvas.edit_text("2")
    laid = stage.canvas.writing._seen(stage.field).laid
    assert "".join(line.text for line in laid.lines).replace(" ", "") == lines[2].texte.replace(" ", "")


def test_an_empty_last_line_has_a_caret_on_its_own_line(stage: Stage) -> None:
    stage.put(PostIt(uid="n", x=X, y=Y, texte="Un"))
    stage.canvas.edit_text("n")
    QTest.keyClick(stage.field, Qt.Key.Key_End)
    QTest.keyClick(stage.field, Qt.Key.Key_Return)
    laid = stage.canvas.writing._seen(stage.field).laid
    assert laid.caret(3)[0][1] > laid.caret(2)[0][1] + 5
    assert laid.caret(3)[0][0] == laid.caret(0)[0][0]


@pytest.mark.parametrize("picto", ["lignes_isotropie", "aire_attraction"])
def test_words_of_a_ring_are_written_on_it(stage: Stage, picto: str) -> None:
    entry = stage.session.drawn[picto]
    key = next(each.key for each in entry.parameters if each.type == "textes")
    told = Frozen({key: ["15 min", "30 min"]})
    if "point" in entry.formes:
        stage.put(mark("m", picto, *grounded(stage, (X, Y)), parametres=told))
    rest = stage.canvas.desk.scene.ink("m")
    met = found(rest.primitives, "30 min") if rest else None
    assert met is not None
    left, top, right, bottom = met[1].box
    stage.session.select(())
    stage.double_click(((left + right) / 2, (top + bottom) / 2))
    assert stage.field.words.text == "30 min"
    stage.type("45 min")
    assert list(stage.mark().parametres[key]) == ["15 min", "45 min"]
