"""The palette: what it tells, what is kept at hand, how much of it is shown, and the way through it by keys."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QEnterEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app import settings
from app.catalogue.load import shipped
from app.poster.choices import DOMAINES
from app.poster.options import Options
from app.poster.records import Mark
from app.storage.file import PosterFile
from app.ui.hand import Hand
from app.ui.planche import PLANCHE
from app.ui.rail import LEAST
from app.ui.shelves import FAVORIS
from app.ui.style import look
from app.ui.tile import InventTile, Tile
from app.ui.told import Told
from app.ui.window import Window
from app.ui.workspace import Workspace
from tests.journeys.conftest import Draw, settled
from tests.journeys.test_window_hand import lay, texts

LEFT = Qt.MouseButton.LeftButton


def point_at(widget: QWidget) -> None:
    """Bring the pointer over a widget."""
    here = QPointF(widget.rect().center())
    QApplication.sendEvent(widget, QEnterEvent(here, here, QPointF(widget.mapToGlobal(here.toPoint()))))


def keys_of(workspace: Workspace) -> list[str]:
    """Return the pictograms in sight."""
    return [tile.pictogram.key for tile in workspace.drawer.tiles]


def titles(workspace: Workspace) -> list[str]:
    """Return the titles of the sections in sight."""
    QApplication.processEvents()
    found = workspace.drawer.list.findChildren(QLabel, "label")
    return [one.text() for one in found if one.isVisibleTo(workspace)]


# -- the strip that tells


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_pictogram_is_told_whole(window: Window, draw: Draw, qtbot: QtBot, language: str) -> None:
    window.speak(language)
    workspace = draw()
    drawer = workspace.drawer
    drawer.search.field.setText("train")
    for key, told in (
        ("enjeux", drawer.list.told),
        ("chercher", drawer.search.told),
        (PLANCHE, drawer.planche.told),
    ):
        workspace.open_drawer(key)
        told.show()
        settled(qtbot)
        whole_in(told, language)


def whole_in(told: Told, language: str) -> None:
    """Hold every entry of the catalogue to the room of a strip: nothing cut, nothing left out."""
    for each in shipped().values():
        told.point(each)
        said = told.words.text()
        for part in (each.meaning.said(language), each.when.said(language)):
            assert part.replace("&", "&amp;") in said, each.key
        width = told.words.width()
        assert told.words.heightForWidth(width) <= told.words.height() + 1, (each.key, width)


def test_the_strip_tells_what_is_pointed_at_then_what_has_the_focus(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    told = workspace.drawer.list.told
    assert not told.isVisible()
    first, second = workspace.drawer.tiles[:2]
    first.setFocus()
    assert told.isVisible()
    assert first.pictogram.meaning.fr in told.words.text()
    height = told.height()
    point_at(second)
    assert second.pictogram.when.fr in told.words.text()
    assert told.height() == height
    workspace.canvas.setFocus()
    assert told.shown is second.pictogram
    second.pointed.emit(None)
    assert not told.isVisible()
    assert workspace.drawer.more.isVisible()


def test_the_bubble_says_only_names_that_the_tile_cuts(draw: Draw) -> None:
    workspace = draw()
    for tile in workspace.drawer.tiles:
        whole = tile.text() == tile.pictogram.name.fr
        assert tile.toolTip() == ("" if whole else tile.pictogram.name.fr)
        assert tile.pictogram.meaning.fr in tile.accessibleDescription()


# -- sections


def test_the_whole_drawer_shows_sections_guests_and_the_table(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    workspace.open_drawer("ressources")
    assert len(workspace.drawer.findChildren(InventTile)) == 1
    usual = keys_of(workspace)
    assert len(usual) == 10
    qtbot.mouseClick(workspace.drawer.more, LEFT)
    assert titles(workspace) == ["Gisements", "Éléments remarquables", "Pépites", "Aussi ici"]
    assert {"ecole", "friche", *usual} <= set(keys_of(workspace))
    assert workspace.drawer.more.text().strip() == "Moins de pictos"
    guest = next(tile for tile in workspace.drawer.tiles if tile.pictogram.key == "ecole")
    qtbot.mouseClick(guest, LEFT)
    assert workspace.session.armed is guest.pictogram
    qtbot.mouseClick(workspace.drawer.more, LEFT)
    assert keys_of(workspace) == usual


def test_inventing_says_for_which_domaine(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    asked: list[tuple[str, str]] = []
    workspace.drawer.invent_asked.disconnect()
    workspace.drawer.invent_asked.connect(lambda *what: asked.append(what))
    workspace.open_drawer("enjeux")
    qtbot.mouseClick(workspace.drawer.findChildren(InventTile)[-1], LEFT)
    assert asked == [("", "enjeux")]


def test_ours_come_into_the_palette_and_have_two_more_rows(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    session = workspace.session
    made = replace(session.catalogue["ecole"], key="nous_four", sous_categorie="", also=())
    session.catalogue = session.catalogue.with_ours([made])
    session.catalogue_changed.emit()
    assert titles(workspace)[-1] == "Les nôtres"
    assert "nous_four" in keys_of(workspace)
    rows = [
        row.text() for row in workspace.drawer.menu(session.catalogue["nous_four"]).actions() if row.text()
    ]
    assert rows == ["Ajouter aux favoris", "Poser au milieu", "Modifier…", "Retirer de nos pictos"]
    rows = [row.text() for row in workspace.drawer.menu(session.catalogue["ecole"]).actions() if row.text()]
    assert rows == ["Ajouter aux favoris", "Poser au milieu"]
    workspace.open_drawer(FAVORIS)
    assert keys_of(workspace) == ["nous_four"]
    session.catalogue = shipped()
    session.catalogue_changed.emit()
    assert keys_of(workspace) == []


# -- what is at hand


def test_the_star_keeps_a_pictogram_at_hand(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    tile = workspace.drawer.tiles[1]
    qtbot.mouseClick(tile, LEFT, pos=tile.star_box().center().toPoint())
    assert workspace.session.armed is None
    qtbot.mouseClick(workspace.rail.buttons[FAVORIS], LEFT)
    assert titles(workspace) == ["Favoris", "Derniers posés", "Les nôtres"]
    assert keys_of(workspace) == [tile.pictogram.key]
    assert settings.load().favoris == [tile.pictogram.key]
    again = workspace.drawer.tiles[0]
    qtbot.mouseClick(again, LEFT, pos=again.star_box().center().toPoint())
    assert keys_of(workspace) == []
    assert "L’étoile d’un picto le garde ici." in texts(workspace.drawer)


def test_the_menu_of_a_tile_by_the_keyboard(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    tile = workspace.drawer.tiles[0]
    tile.setFocus()
    asked: list[QPoint] = []
    tile.menu_asked.disconnect()
    tile.menu_asked.connect(lambda one, at: asked.append(at))
    by_key = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(tile, QContextMenuEvent(by_key, QPoint(), QPoint()))
    assert tile.rect().contains(tile.mapFromGlobal(asked[0]))
    menu = workspace.drawer.menu(tile.pictogram)
    menu.actions()[0].trigger()
    assert workspace.drawer.menu(tile.pictogram).actions()[0].text() == "Retirer des favoris"
    menu.actions()[1].trigger()
    workspace.canvas.close_text()
    assert [mark.picto for mark in workspace.session.document.all(Mark)] == [tile.pictogram.key]


def test_what_is_laid_is_at_hand_however_it_was_laid(window: Window, draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    workspace.open_drawer(FAVORIS)
    workspace.canvas.place_in_view(workspace.session.catalogue["sante"])
    workspace.canvas.close_text()
    lay(workspace, "ecole")
    lay(workspace, "fleche")
    assert keys_of(workspace) == ["ecole", "sante"]
    workspace.session.undo()
    workspace.session.undo()
    workspace.session.redo()
    assert keys_of(workspace) == ["ecole", "sante"]
    window.go_home()
    assert settings.load().derniers == ["ecole", "sante"]


def test_at_hand_is_made_for_one_poster_and_kept_for_the_person(draw: Draw) -> None:
    workspace = draw()
    kept = settings.Settings()
    hand = Hand(workspace.session, kept)
    for each in list(workspace.session.catalogue.values())[:12]:
        lay(workspace, each.key)
    assert len(hand.recents) == 8
    assert kept.derniers == list(hand.recents)


# -- how much is shown


def test_the_poster_says_how_much_of_the_palette_is_shown(window: Window, draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    usual = len(keys_of(workspace))
    choice = workspace.marge.poster.palette_choice
    workspace.marge.open_panel("poster")
    assert choice.value() == "usuelle"
    qtbot.mouseClick(choice.buttons()[0], LEFT)
    assert len(keys_of(workspace)) < usual
    seen = set()
    for domaine in DOMAINES[:4]:
        workspace.open_drawer(domaine)
        seen |= set(keys_of(workspace))
    assert seen == {each.key for each in shipped().values() if each.essential}
    qtbot.mouseClick(choice.buttons()[2], LEFT)
    workspace.open_drawer("organisation")
    assert {"service_public", "sous_ensemble"} <= set(keys_of(workspace))
    assert choice.buttons()[2].accessibleName() == "Palette, Complète\u00a0: tous les pictos, 3 sur 3"
    path = workspace.session.file.path
    window.go_home()
    again = PosterFile.open(path)
    assert Options.of(again.document.poster).palette == "complete"
    again.close()
    window.open(path)
    assert window.workspace is not None
    window.workspace.open_drawer("organisation")
    assert "service_public" in keys_of(window.workspace)


# -- by keys, and in every size


def test_the_palette_by_the_keyboard_alone(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    rail = workspace.rail
    rail.buttons["organisation"].setFocus()
    for _ in range(2):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert QApplication.focusWidget() is rail.buttons["ressources"]
    qtbot.keyClick(rail.buttons["ressources"], Qt.Key.Key_Space)
    assert workspace.drawer.key == "ressources"
    settled(qtbot)
    qtbot.keyClick(rail.buttons["ressources"], Qt.Key.Key_F6)
    first = QApplication.focusWidget()
    assert isinstance(first, Tile)
    assert first.pictogram.key == "foret"
    qtbot.keyClick(first, Qt.Key.Key_Down)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    bench = QApplication.focusWidget()
    assert isinstance(bench, Tile)
    assert bench.pictogram.key == "engagement_benevole"
    qtbot.keyClick(bench, Qt.Key.Key_Down)  # over the title of the next section, in the same column
    castle = QApplication.focusWidget()
    assert isinstance(castle, Tile)
    assert castle.pictogram.key == "patrimoine_bati"
    qtbot.keyClick(castle, Qt.Key.Key_Space)
    assert workspace.session.armed is castle.pictogram
    qtbot.keyClick(castle, Qt.Key.Key_Return)
    workspace.canvas.close_text()
    assert [mark.picto for mark in workspace.session.document.all(Mark)] == ["patrimoine_bati"]


def test_arrows_go_round_the_rail(draw: Draw, qtbot: QtBot) -> None:
    rail = draw().rail
    rail.buttons["chercher"].setFocus()
    qtbot.keyClick(rail.buttons["chercher"], Qt.Key.Key_Up)
    assert QApplication.focusWidget() is rail.invent
    qtbot.keyClick(rail.invent, Qt.Key.Key_Up)
    assert QApplication.focusWidget() is rail.buttons[FAVORIS]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", [(1366, 768), (1024, 768), (1000, 600), (800, 560)])
def test_the_rail_fits_every_height(
    window: Window, draw: Draw, qtbot: QtBot, size: tuple[int, int], language: str
) -> None:
    window.speak(language)
    rail = draw(size).rail
    settled(qtbot)
    buttons = [*rail.buttons.values(), rail.invent]
    bottom = -1
    for button in buttons:
        assert button.geometry().top() > bottom
        bottom = button.geometry().bottom()
        assert button.height() >= look.metrics.u(LEAST)
        assert button.needed_width() <= button.width() - look.metrics.s2, button.text()
    assert bottom < rail.height()
    big = [
        button.height() for button in buttons if button.text() in ("Organisation", "Dynamique", "Dynamics")
    ]
    assert max(big) - min(big) <= 1
