"""Favourites and what was laid last are kept with the settings, and lost without harm."""

from __future__ import annotations

import json

from app import paths, settings


def test_they_are_there_the_next_day() -> None:
    kept = settings.Settings()
    kept.favoris = ["ecole", "foret"]
    kept.laid("sante")
    assert settings.save(kept)
    again = settings.load()
    assert again.favoris == ["ecole", "foret"]
    assert again.derniers == ["sante"]


def test_the_last_ones_are_eight_and_the_newest_comes_first() -> None:
    kept = settings.Settings()
    for rank in range(10):
        kept.laid(f"picto_{rank}")
    kept.laid("picto_5")
    assert kept.derniers == [f"picto_{rank}" for rank in (5, 9, 8, 7, 6, 4, 3, 2)]


def test_what_is_damaged_is_left_out() -> None:
    file = paths.personal() / "reglages.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    told = {"favoris": ["ecole", 3, None, "ecole", "foret"], "derniers": {"a": 1}, "langue": "en"}
    file.write_text(json.dumps(told), "utf-8")
    again = settings.load()
    assert again.favoris == ["ecole", "foret"]
    assert again.derniers == []
    assert again.langue == "en"
