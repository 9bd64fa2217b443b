"""The AMOF that leaves the sheet because the legend has grown: it is said, and one undo brings it back."""

from __future__ import annotations

from app.poster.geometry import Point
from app.poster.records import Mark
from app.ui.workspace import Workspace


def crowd(workspace: Workspace, count: int) -> None:
    document = workspace.session.document
    poster = document.poster
    with document.transaction("Poser «\u00a0{nom}\u00a0»", nom="École") as act:
        for rank in range(count):
            place = Point(poster.centre_x, poster.centre_y)
            act.put(Mark(uid=f"m{rank}", picto="ecole", geometry=place, texte=f"École {rank}"))


def test_the_amof_that_leaves_the_sheet_is_told(sample: Workspace) -> None:
    scene = sample.session.scene
    assert scene.ink("feuille:amof") is not None
    crowd(sample, 6)
    assert sample.session.scene.ink("feuille:amof") is None
    assert "sa propre feuille" in sample.marge.notices.sentence
    sample.session.undo()
    assert sample.session.scene.ink("feuille:amof") is not None
    assert not sample.marge.notices.sentence


def test_an_amof_that_was_hidden_on_purpose_is_not_told(sample: Workspace) -> None:
    sample.marge.open_panel("poster")
    sample.marge.poster.toggles["amof"].click()
    assert sample.session.scene.ink("feuille:amof") is None
    assert "sa propre feuille" not in sample.marge.notices.sentence
