"""Readings: what each one tells of a poster, and that the rest is pale, still there, and under it."""

import pytest

from app.drawing import readings
from app.drawing.primitives import Path, Text
from app.poster.geometry import Lines
from app.poster.records import LigneGrille, Texte, Trace
from tests.unit.drawing import sheets

POSTER = sheets.records(
    sheets.mark("past", "ecole", 60, 100, temps="passe", texte="L’ancienne école"),
    sheets.mark("now", "depart", 90, 100, rupture="previsible"),
    sheets.mark("later", "foret", 120, 100, temps="futur", signal_faible=True),
    sheets.mark("moved", "ecole", 150, 100, domaine="enjeux"),
    sheets.postit("about", 20, 50, cible="later"),
    sheets.postit("alone", 20, 80),
    sheets.postit("waiting", None, None),
    Trace(
        uid="drawn",
        geometry=Lines((((680_000.0, 6_490_000.0), (690_000.0, 6_490_000.0)),)),
        domaine="dynamique",
    ),
    Texte(uid="ridge", geometry=sheets.mark("x", "ecole", 200, 100).geometry, texte="Monts"),
    LigneGrille(uid="line", grille="amof", case="A", texte="La forêt", liens=("later",)),
    LigneGrille(uid="silent", grille="amof", case="F", texte="Trop loin"),
)


def told(reading: str) -> set[str]:
    return set(readings.told(reading, POSTER, sheets.CATALOGUE))


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        ("organisation", {"past", "ridge"}),
        ("dynamique", {"now", "drawn", "ridge"}),
        ("ressources", {"later", "about", "ridge"}),
        ("enjeux", {"moved", "ridge"}),
        ("passe", {"past", "ridge"}),
        ("ruptures", {"now", "later", "about", "ridge"}),
        ("amof", {"later", "about", "ridge"}),
    ],
)
def test_what_a_reading_tells(reading: str, expected: set[str]) -> None:
    assert told(reading) == expected


def test_times_add_up_to_everything() -> None:
    past, present, future = told("passe"), told("present"), told("futur")

    assert past < present < future == told("")
    assert future - present == {"later", "about"}


def test_things_are_counted_without_names_and_waiting_notes() -> None:
    assert readings.counted("", POSTER, sheets.CATALOGUE) == (7, 7)
    assert readings.counted("ruptures", POSTER, sheets.CATALOGUE) == (3, 7)


def colours(ink) -> set[str]:
    found: set[str] = set()
    for item in ink.primitives:
        if isinstance(item, Path):
            found |= {item.fill, item.stroke}
        elif isinstance(item, Text):
            found.add(item.colour)
    return found - {"", "#FFFFFF", "#E9ECEC"}


def dark(ink) -> bool:
    return any(min(int(colour[at : at + 2], 16) for at in (1, 3, 5)) < 0x60 for colour in colours(ink))


def test_the_rest_is_pale_and_under_what_is_told() -> None:
    scene = sheets.composer().compose(POSTER)
    shown = readings.faded(scene, "ressources", POSTER, sheets.CATALOGUE)

    assert {ink.uid for ink in shown.inks} == {ink.uid for ink in scene.inks}
    for uid in (
        "later",
        "about",
        "legende:later",
        "feuille:bande:ressources",
        "line",
        "feuille:titre",
        "ridge",
    ):
        assert shown.ink(uid) is scene.ink(uid), uid
    for uid in ("moved", "now", "drawn", "legende:moved", "feuille:bande:organisation", "silent"):
        assert dark(scene.ink(uid)), uid
        assert not dark(shown.ink(uid)), uid
    places = {ink.uid: rank for rank, ink in enumerate(shown.inks)}
    assert places["later"] > max(places[uid] for uid in ("past", "now", "moved"))


def test_the_amof_stands_out_where_it_is_told() -> None:
    scene = sheets.composer().compose(POSTER)

    for reading, told_there in (("amof", True), ("ressources", True), ("dynamique", False)):
        shown = readings.faded(scene, reading, POSTER, sheets.CATALOGUE)
        assert dark(shown.ink("feuille:amof")) is told_there, reading
    shown = readings.faded(scene, "amof", POSTER, sheets.CATALOGUE)
    assert shown.ink("silent") is scene.ink("silent")


def test_everything_is_the_sheet_itself_and_pale_inks_are_kept() -> None:
    scene = sheets.composer().compose(POSTER)
    assert readings.faded(scene, "", POSTER, sheets.CATALOGUE) is scene
    pale = readings.unlit("passe", POSTER, sheets.CATALOGUE)
    kept: dict = {}
    once = readings.dimmed(scene, pale, POSTER, kept)
    again = readings.dimmed(scene, pale, POSTER, kept)

    assert all(one is other for one, other in zip(once.inks, again.inks, strict=True))
