"""The domaine of what is laid outside the pictograms: any of the four, or none."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.poster.geometry import Areas, Lines, Point, closed
from app.poster.records import Item, Mark, Texte, Trace
from app.poster.sheet import MapFrame
from app.ui.marge.more import More
from app.ui.segments import Segments
from app.ui.workspace import Workspace
from tests.journeys.conftest import Draw, settled


def rows(workspace: Workspace, qtbot: QtBot, *items: Item) -> dict[str, Segments]:
    """Lay the items, select them and return the choices of « Plus de réglages » by name."""
    session = workspace.session
    with session.document.transaction("Poser") as act:
        for item in items:
            act.put(item)
    session.select([item.uid for item in items])
    more = More(session, list(items))
    qtbot.addWidget(more)
    settled(qtbot)
    return {one.buttons()[0].accessibleName().split(",")[0]: one for one in more.findChildren(Segments)}


def free(workspace: Workspace, kind: str) -> Item:
    frame = MapFrame.of(workspace.session.document.poster)
    a, b, c = (frame.to_ground(*at) for at in ((120.0, 120.0), (160.0, 120.0), (150.0, 150.0)))
    match kind:
        case "fleche":
            return Mark(uid="f", picto="fleche", geometry=Lines(((a, b),)))
        case "zone":
            return Mark(uid="z", picto="zone", geometry=Areas(((closed((a, b, c)),),)), couleur="#AA0000")
        case "crayon":
            return Trace(uid="t", geometry=Lines(((a, b, c),)))
        case _:
            return Texte(uid="x", texte="Le col", geometry=Point(*a))


@pytest.mark.parametrize("kind", ["fleche", "zone", "crayon", "texte"])
def test_a_free_mark_joins_any_domaine_and_leaves_it(draw: Draw, qtbot: QtBot, kind: str) -> None:
    workspace = draw()
    item = free(workspace, kind)
    found = rows(workspace, qtbot, item)
    assert "Couleur" not in found
    buttons = found["Domaine"].buttons()
    document = workspace.session.document

    for rank, domaine in enumerate(("organisation", "dynamique", "ressources", "enjeux", "")):
        buttons[rank].click()
        kept = document.get(item.uid)
        assert isinstance(kept, Mark | Trace | Texte)
        assert (kept.domaine, kept.couleur) == (domaine, "")
        assert [one.isChecked() for one in buttons] == [at == rank for at in range(5)]


def test_a_pictogram_keeps_its_domaine_and_takes_a_colour(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    frame = MapFrame.of(workspace.session.document.poster)
    school = Mark(uid="e", picto="ecole", geometry=Point(*frame.to_ground(120.0, 120.0)))

    assert "Domaine" not in rows(workspace, qtbot, school)
    assert "Couleur" in rows(workspace, qtbot, school, free(workspace, "fleche"))
