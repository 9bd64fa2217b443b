"""Which language is spoken: the variable, else the system, else French."""

from __future__ import annotations

import pytest

from app import i18n


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "fr"),
        ({"LANG": "C.UTF-8"}, "fr"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "de_DE.UTF-8"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "CHOROGRAPHE_LANG": "en"}, "en"),
    ],
)
def test_preferred(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], language: str) -> None:
    for name in ("CHOROGRAPHE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.platform", "linux")
    assert i18n.preferred() == language


def test_a_sentence_that_has_no_translation_is_said_in_french() -> None:
    i18n.use("en")
    try:
        assert i18n.tr("Une phrase de {jour}", jour="mardi") == "Une phrase de mardi"
        assert i18n.tr("commencer un poster") == "start a poster"
    finally:
        i18n.use("fr")
