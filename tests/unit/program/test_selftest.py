"""The self-test names what is missing on a machine, and goes on to the end."""

from __future__ import annotations

import sys

import pytest

from app import selftest
from app.apart import asking

QR, SHEET, MAPS = "Codes QR", "Feuille vide", "Cartes apportées"


def fallen(told: str) -> list[str]:
    """Return the names of what does not stand, among the lines of a self-test."""
    lines = told.splitlines()
    assert len(lines) == 8
    return [line.removeprefix("✗ ").split("\u00a0:")[0] for line in lines if line.startswith("✗")]


@pytest.mark.parametrize(("library", "expected"), [("zxingcpp", [QR, SHEET]), ("pypdfium2", [SHEET])])
def test_a_library_that_a_bundle_forgot_is_noticed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], library: str, expected: list[str]
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    assert selftest.run() == 1
    assert fallen(capsys.readouterr().out) == expected


def test_a_process_apart_that_does_not_start_is_noticed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(asking, "own_command", lambda: (sys.executable, "-c", "raise SystemExit(3)"))
    assert selftest.run() == 1
    told = capsys.readouterr().out
    assert fallen(told) == [MAPS, SHEET]
    assert "essai" not in told, "no file is at fault"
