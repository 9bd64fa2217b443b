"""The start page: three letters, a territory, a poster; posters taken up again; the language."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import i18n, settings
from app.drawing import theme
from app.poster.records import PostIt
from app.storage.file import PosterFile
from app.ui.start.cards import Card
from app.ui.window import Window
from tests.journeys.conftest import Draw, posters, settled


def test_three_letters_and_enter_draw_a_poster(window: Window, qtbot: QtBot) -> None:
    page = window.start
    assert page is not None
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.picker.field)
    assert not page.draw.isEnabled()
    qtbot.keyClicks(page.picker.field, "am")
    assert not page.picker.wanted
    qtbot.keyClicks(page.picker.field, "b")
    assert page.picker.wanted[0].nom == "Ambert Livradois Forez"
    qtbot.waitUntil(lambda: page.outline.ground is not None)
    qtbot.keyClick(page.picker.field, Qt.Key.Key_Return)
    assert [one.nom for one in page.picker.chips] == ["Ambert Livradois Forez"]
    qtbot.keyClick(page.picker.field, Qt.Key.Key_Return)
    workspace = window.workspace
    assert workspace is not None
    assert workspace.session.document.poster.territoire_nom == "Ambert Livradois Forez"
    assert len(posters()) == 1
    settled(qtbot)
    assert QApplication.focusWidget() is workspace.canvas


def test_several_territories_make_one_with_a_name_of_its_own(window: Window, qtbot: QtBot) -> None:
    page = window.start
    assert page is not None
    for letters in ("ambert livra", "thiers dore"):
        qtbot.keyClicks(page.picker.field, letters)
        qtbot.keyClick(page.picker.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.name.text() == "Ambert Livradois Forez et Thiers Dore et Montagne")
    assert "88 communes" in page.figures.text()
    page.name.selectAll()
    qtbot.keyClicks(page.name, "GAL Livradois")
    page.sheet.setCurrentIndex(1)
    qtbot.mouseClick(page.draw, Qt.MouseButton.LeftButton)
    assert window.workspace is not None
    poster = window.workspace.session.document.poster
    assert (poster.territoire_nom, poster.orientation, poster.nb_communes) == (
        "GAL Livradois",
        "portrait",
        88,
    )


def test_arrows_choose_and_backspace_gives_back(window: Window, qtbot: QtBot) -> None:
    page = window.start
    assert page is not None
    qtbot.keyClicks(page.picker.field, "amb")
    first = page.picker.wanted
    qtbot.keyClick(page.picker.field, Qt.Key.Key_Down)
    assert page.picker.wanted != first
    qtbot.keyClick(page.picker.field, Qt.Key.Key_Return)
    assert page.picker.chips
    qtbot.keyClick(page.picker.field, Qt.Key.Key_Backspace)
    assert not page.picker.chips


def test_an_unknown_territory_is_said(window: Window, qtbot: QtBot) -> None:
    page = window.start
    assert page is not None
    qtbot.keyClicks(page.picker.field, "xyzzy")
    assert "Aucun territoire «\u00a0xyzzy\u00a0»" in page.picker.none.text()
    assert not page.draw.isEnabled()


def offered(window: Window, qtbot: QtBot) -> list[Card]:
    """Return the cards of the start page: they come once the question is on the screen."""
    page = window.start
    assert page is not None
    qtbot.waitUntil(lambda: bool(page.findChildren(Card)))
    return page.findChildren(Card)


def test_a_first_start_has_nothing_to_take_up_again(window: Window, qtbot: QtBot) -> None:
    assert [card.text() for card in offered(window, qtbot)] == ["Un exemple à démonter"]


def test_a_poster_is_taken_up_again(window: Window, draw: Draw, qtbot: QtBot) -> None:
    path = draw().session.file.path
    window.go_home()
    assert window.workspace is None
    card = next(one for one in offered(window, qtbot) if one.text() == "Ambert Livradois Forez")
    assert "aujourd’hui" in card.accessibleName()
    qtbot.waitUntil(lambda: theme.HORS_TERRITOIRE.lower() in colours(card))
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert window.workspace is not None
    assert window.workspace.session.file.path == path


def colours(card: Card) -> set[str]:
    """Return the colours of a row of pixels through the middle of the picture."""
    image = card.grab().toImage()
    return {image.pixelColor(x, image.height() // 3).name() for x in range(image.width())}


def test_the_example_opens_as_a_copy(window: Window, qtbot: QtBot) -> None:
    (example,) = offered(window, qtbot)
    qtbot.mouseClick(example, Qt.MouseButton.LeftButton)
    assert window.workspace is not None
    assert window.workspace.session.file.path == posters()[0]
    assert not window.workspace.session.file.read_only


def test_the_language_changes_at_once_and_is_remembered(window: Window, qtbot: QtBot) -> None:
    assert window.start is not None
    qtbot.mouseClick(window.start.language_button, Qt.MouseButton.LeftButton)
    assert i18n.current() == "en"
    assert window.start.draw.text() == "Draw"
    assert settings.load().langue == "en"
    qtbot.mouseClick(window.start.language_button, Qt.MouseButton.LeftButton)
    assert window.start.draw.text() == "Dessiner"


def test_a_file_that_is_no_poster_is_said_on_the_start_page(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    false = tmp_path / "faux.gpkg"
    false.write_text("bonjour")
    window.open(false)
    assert window.workspace is None
    assert window.start is not None
    assert window.start.sentence
    assert "faux.gpkg" in window.start.sentence


def test_documents_that_cannot_be_written_are_said(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from app.basemap.france.search import search

    barrier = tmp_path / "fichier"
    barrier.write_text("")
    monkeypatch.setattr("app.paths.documents", lambda: barrier / "posters")
    window.begin(search("Ambert")[:1], "", "paysage")
    assert window.workspace is None
    assert window.start is not None
    assert "ne peut pas être écrit" in window.start.sentence


def test_a_poster_given_on_the_command_line_opens(window: Window, draw: Draw, qtbot: QtBot) -> None:
    path = draw().session.file.path
    window.go_home()
    window.open_at_start(path)
    qtbot.waitUntil(lambda: window.workspace is not None)
    window.go_home()
    with_marks = PosterFile.open(path)
    with_marks.close()


def test_a_protected_poster_goes_on_as_a_copy(window: Window, draw: Draw, qtbot: QtBot) -> None:
    path = draw().session.file.path
    window.go_home()
    other = PosterFile.open(path)
    try:
        window.open(path)
        workspace = window.workspace
        assert workspace is not None
        assert workspace.session.file.read_only
        assert workspace.marge.notices.sentence == other_window(workspace.session.file)
        with workspace.session.document.transaction("Noter un post-it") as act:
            act.put(PostIt(uid="note", texte="à garder"))
        window.save_copy()
        assert window.workspace is not None
        file = window.workspace.session.file
        assert not file.read_only
        assert file.path != path
        assert [note.texte for note in file.document.all(PostIt)] == ["à garder"]
    finally:
        other.close()


def other_window(file: PosterFile) -> str:
    """Return the sentence of a poster that is open elsewhere."""
    assert "ouvert" in file.notice
    return file.notice


def test_a_disk_that_does_not_take_the_last_acts_is_said_before_leaving(
    window: Window, draw: Draw, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.i18n import Souci

    workspace = draw()

    def full() -> None:
        raise Souci("Pas encore écrit\u00a0: le disque est plein.")

    monkeypatch.setattr(workspace.session.file, "flush", full)
    assert not window.leave()
    assert window.workspace is workspace
    assert "Fermer encore une fois" in workspace.marge.notices.sentence
    assert window.leave()
    assert window.workspace is None
