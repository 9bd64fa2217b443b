"""What the program remembers between two days, and that losing it does no harm."""

from __future__ import annotations

import gc
import json
import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app import paths, settings
from app.exports.gpkg import GpkgOptions
from app.ui.window import Window, free_path
from tests.journeys.conftest import Draw


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", '{"taille": "grand", "recents": [1, {"path": 3}], "langue": 5}']
)
def test_damaged_settings_give_the_defaults(damage: str) -> None:
    file = paths.personal() / "reglages.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(damage)
    assert vars(settings.load()) == vars(settings.Settings())


def test_settings_come_back(tmp_path: Path) -> None:
    kept = settings.Settings()
    kept.langue, kept.taille = "en", 1.4
    poster = tmp_path / "a.gpkg"
    poster.touch()
    kept.remember(poster, "A")
    kept.remember(tmp_path / "b.gpkg", "B")
    kept.remember(poster, "A, groupe 2")
    assert settings.save(kept)
    again = settings.load()
    assert vars(again) == vars(kept)
    assert [one.nom for one in again.recents] == ["A, groupe 2", "B"]
    again.forget_lost()
    assert [one.nom for one in again.recents] == ["A, groupe 2"]


def test_settings_that_cannot_be_written_are_no_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    barrier = tmp_path / "fichier"
    barrier.write_text("")
    monkeypatch.setenv(paths.HOME_VARIABLE, str(barrier))
    assert not settings.save(settings.Settings())


def test_an_open_poster_is_remembered_at_once_and_the_window_too(
    window: Window, draw: Draw, qtbot: QtBot
) -> None:
    path = draw().session.file.path
    assert [Path(one.path) for one in settings.load().recents] == [path]
    window.close()
    kept = json.loads((paths.personal() / "reglages.json").read_text("utf-8"))
    assert bytes.fromhex(kept["fenetre"])


def test_a_new_poster_never_takes_the_name_of_another(tmp_path: Path) -> None:
    first = free_path(tmp_path, "Saint-Étienne / Forez: « essai »")
    first.touch()
    second = free_path(tmp_path, "Saint-Étienne / Forez: « essai »")
    assert first.name == "Saint-Étienne - Forez- - essai -.gpkg"
    assert second.name == "Saint-Étienne - Forez- - essai - 2.gpkg"


def test_cycles_are_collected_on_the_thread_of_the_window_only(
    window: Window, draw: Draw, qtbot: QtBot
) -> None:
    draw()
    assert not gc.isenabled()
    threads: set[str] = set()
    gc.callbacks.append(watch := lambda phase, info: threads.add(threading.current_thread().name))
    try:
        with qtbot.waitSignal(window.workspace.exporting.written, timeout=60_000):  # type: ignore[union-attr]
            window.workspace.exporting.write([(paths.personal() / "a.gpkg", GpkgOptions())])  # type: ignore[union-attr]
        left = [[rank] for rank in range(2 * gc.get_threshold()[0])]
        qtbot.waitUntil(lambda: bool(threads), timeout=10_000)
        del left
    finally:
        gc.callbacks.remove(watch)
    assert threads == {threading.main_thread().name}
    window.close()
    assert gc.isenabled()
