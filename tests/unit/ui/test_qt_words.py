"""Qt's own words, in the menus of fields and the choice of a file, are those of the program."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from app import i18n
from app.ui.app import speak, speak_qt


@pytest.fixture(autouse=True)
def spoken(qapp: object) -> Iterator[None]:
    before = i18n.current()
    yield
    speak(before)
    speak_qt()


@pytest.mark.parametrize(("language", "word"), [("fr", "Annuler"), ("en", "Cancel")])
def test_a_dialog_of_qt_speaks_the_language_of_the_program(qtbot: QtBot, language: str, word: str) -> None:
    speak(language)
    speak_qt()
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)

    assert box.buttons()[0].text().replace("&", "") == word
