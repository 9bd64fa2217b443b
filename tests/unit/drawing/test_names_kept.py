"""Names are placed anew when something that they avoid or belong to has changed, and only then."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from app.drawing import names
from app.poster.records import Mark, Record
from tests.unit.drawing import sheets


@pytest.fixture
def placed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that grows at each placement of the names."""
    times: list[int] = []
    draw = names.draw

    def counted(*given: Any) -> names.Named:
        times.append(1)
        return draw(*given)

    monkeypatch.setattr(names, "draw", counted)
    return times


def poster() -> dict[str, Record]:
    return sheets.records(sheets.mark("m", "ecole", 150, 150), sheets.place("1", "Ville", 120, 120, 2))


def test_names_stay_while_nothing_moves(placed: list[int]) -> None:
    composer, records = sheets.composer(), poster()
    first = composer.compose(records)
    again = composer.compose(dict(records))
    assert len(placed) == 1
    assert again.ink("nom:1") is first.ink("nom:1")


def test_a_mark_on_a_name_moves_it(placed: list[int]) -> None:
    composer, records = sheets.composer(), poster()
    name = composer.compose(records).ink("nom:1")
    mark = records["m"]
    assert name is not None
    assert isinstance(mark, Mark)
    assert name.extent is not None
    middle = ((name.extent[0] + name.extent[2]) / 2, (name.extent[1] + name.extent[3]) / 2)
    there = sheets.mark("m", "ecole", *middle)
    moved = composer.compose({**records, "m": replace(mark, geometry=there.geometry)}).ink("nom:1")
    assert len(placed) == 2
    assert moved is None or moved.extent != name.extent


def test_a_place_that_changes_and_one_that_goes_are_seen(placed: list[int]) -> None:
    composer, records = sheets.composer(), poster()
    composer.compose(records)
    other = {**records, **{r.uid: r for r in [sheets.place("2", "Bourg", 200, 200, 2)]}}
    assert composer.compose(other).ink("nom:2") is not None
    assert composer.compose(records).ink("nom:2") is None
    assert len(placed) == 3


def test_names_told_from_outside_are_listened_to(placed: list[int]) -> None:
    composer, records = sheets.composer(), poster()
    composer.compose(records)
    composer.placements = {}
    composer.compose(records)
    assert len(placed) == 2
