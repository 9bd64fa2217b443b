"""Several chosen things in the marge: buttons that align, share out, group; one row for what is locked."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from app.poster.geometry import Point
from app.poster.records import Mark
from app.ui.controls import IconButton
from app.ui.workspace import Workspace
from tests.journeys.conftest import Draw, named

ALL = ("Aligner à gauche", "Centrer en largeur", "Aligner à droite", "Aligner en haut", "Centrer en hauteur")


def three(workspace: Workspace) -> list[str]:
    poster = workspace.session.document.poster
    with workspace.session.document.transaction("Poser") as act:
        made = [
            act.put(
                Mark(
                    uid=f"m{rank}",
                    picto="ecole",
                    geometry=Point(poster.centre_x + 9000 * rank, poster.centre_y + 4000 * rank * rank),
                )
            ).uid
            for rank in range(3)
        ]
    workspace.session.select(made)
    return made


def press(workspace: Workspace, kind: type, name: str) -> None:
    named(workspace.marge.settings, kind, name).click()  # type: ignore[attr-defined]


def titles(workspace: Workspace) -> list[str]:
    return [each.text() for each in workspace.marge.settings.findChildren(QLabel)]


@pytest.mark.parametrize("size", [(1366, 768), (1024, 768)])
def test_buttons_align_and_share_out(draw: Draw, size: tuple[int, int]) -> None:
    workspace = draw(size)
    uids = three(workspace)
    for name in ALL:
        named(workspace.marge.settings, IconButton, name)
    desk = workspace.canvas.desk
    press(workspace, IconButton, "Répartir en hauteur")
    tops = sorted(desk.extent(uid)[1] for uid in uids)  # type: ignore[index]
    assert tops[1] - tops[0] == pytest.approx(tops[2] - tops[1], abs=0.05)
    press(workspace, IconButton, "Aligner à gauche")
    lefts = [desk.extent(uid)[0] for uid in uids]  # type: ignore[index]
    assert lefts == pytest.approx([lefts[0]] * 3, abs=0.05)


def test_a_group_is_made_named_and_dissolved(draw: Draw) -> None:
    workspace = draw()
    three(workspace)
    assert "3 pictos" in titles(workspace)
    press(workspace, QPushButton, "Grouper")
    assert "Groupe de 3 éléments" in titles(workspace)
    workspace.session.undo()
    assert "3 pictos" in titles(workspace)
    workspace.session.redo()
    press(workspace, QPushButton, "Dégrouper")
    assert len(workspace.session.selection) == 3
    assert "3 pictos" in titles(workspace)


@pytest.mark.parametrize("size", [(1366, 768), (1024, 768)])
def test_what_is_locked_has_one_row(draw: Draw, size: tuple[int, int]) -> None:
    workspace = draw(size)
    uid = three(workspace)[0]
    workspace.session.select([uid])
    workspace.marge.settings._put("verrouille", True)
    settings = workspace.marge.settings
    free = named(settings, QPushButton, "Déverrouiller")
    assert isinstance(free, QPushButton)
    assert settings.rect().contains(free.geometry())
    assert not settings.findChildren(IconButton)
    free.click()
    assert not workspace.session.document.get(uid).verrouille  # type: ignore[union-attr]
    assert settings.findChildren(IconButton)
