"""Whether a window can open is asked without Qt, which ends the process when a display does not answer."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest

from app import display

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there is always a display there")


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", display.PLATFORM_VARIABLE):
        monkeypatch.delenv(name, raising=False)


def test_nothing_said_means_no_display() -> None:
    assert not display.reachable()


@pytest.mark.parametrize("name", [":97", "unix:97.0", "localhost:97", "n’importe quoi", ":"])
def test_a_display_that_does_not_answer_is_none(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("DISPLAY", name)
    assert not display.reachable()


def test_a_wayland_socket_that_answers_is_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-7")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert not display.reachable()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-7"))
        server.listen()
        assert display.reachable()


def test_a_platform_chosen_on_purpose_is_believed() -> None:
    display.headless()
    assert display.reachable()
