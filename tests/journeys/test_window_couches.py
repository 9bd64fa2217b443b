"""« Fond de carte »: what was brought is seen or not, named, pale, in order, or gone; each is one undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QScrollArea, QStyle, QStyleOptionSlider
from pytestqt.qtbot import QtBot

from app import i18n
from app.imports.calques import ring
from app.poster.geometry import Lines
from app.poster.records import Apport, Calque, Fond, Poster
from app.ui.marge import layer_acts
from app.ui.marge.couches import Couches
from app.ui.marge.layer_card import LayerCard
from app.ui.metrics import FINGER
from app.ui.window import Window
from app.ui.workspace import Workspace
from tests.journeys.brought_files import csv_lambert, geojson, picture, press, read, runs, squares
from tests.journeys.conftest import SIZES, Draw, settled
from tests.journeys.test_window_accessible import controls, faults

LEFT = Qt.MouseButton.LeftButton


def ground(poster: Poster) -> list[Apport | Calque | Fond]:
    """Return two layers of rivers, one of roads and two pictures."""
    made: list[Apport | Calque | Fond] = []
    for rank, (uid, role) in enumerate((("a", "rivieres"), ("b", "rivieres"), ("c", "routes"))):
        made.append(Apport(uid=uid, nom=f"Couche {uid}", role=role, rang=str(rank + 1), source=f"{uid}.gpkg"))
        for number, run in enumerate(runs(poster)):
            nom = f"La Dore {number}" if uid == "a" else ""
            made.append(
                Fond(uid=f"{uid}{number}", couche="ligne", geometry=Lines((tuple(run),)), nom=nom, apport=uid)
            )
    x, y = poster.centre_x, poster.centre_y
    corners = ((x, y + 9e3), (x + 9e3, y + 9e3), (x + 9e3, y), (x, y))
    made += [Calque(uid=uid, geometry=ring(corners), nom=f"Image {uid}", rang=uid) for uid in ("1", "2")]
    return made


@pytest.fixture
def brought(draw: Draw, qtbot: QtBot) -> Workspace:
    """Return a poster with layers and pictures, its panel « Fond de carte » open."""
    workspace = draw(SIZES[1])
    document = workspace.session.document
    with document.transaction("Apporter un fichier") as act:
        for record in ground(document.poster):
            act.put(record)
    press(workspace.top.identity)
    settled(qtbot)
    panel = workspace.marge.poster
    panel.layers.click()
    settled(qtbot)
    assert workspace.marge.panel == "fond"
    return workspace


def card(workspace: Workspace, uid: str) -> LayerCard:
    return next(each for each in workspace.marge.fond.cards if each.uid == uid)


def order(workspace: Workspace) -> str:
    return "".join(each.uid for each in layer_acts.listed(workspace.session.document))


def record(workspace: Workspace, uid: str) -> Apport | Calque:
    found = workspace.session.document.get(uid)
    assert isinstance(found, Apport | Calque)
    return found


def acts(workspace: Workspace, do: Callable[[], object]) -> int:
    """Return how many acts something was."""
    before = workspace.session.history.cursor
    do()
    for _ in range(3):
        QApplication.processEvents()
    assert not workspace.session.document.busy
    return workspace.session.history.cursor - before


def test_the_list_is_in_the_order_of_the_map(brought: Workspace) -> None:
    assert [each.uid for each in brought.marge.fond.cards] == ["c", "b", "a", "2", "1"]
    assert order(brought) == "cba21"


def test_the_eye_shows_and_hides(brought: Workspace) -> None:
    eye = card(brought, "a").eye
    assert eye.accessibleName() == "Masquer Couche a"
    assert brought.session.scene.ink("apport:a") is not None
    assert acts(brought, lambda: QTest.mouseClick(eye, LEFT)) == 1
    assert not record(brought, "a").visible
    assert brought.session.scene.ink("apport:a") is None
    assert eye.accessibleName() == "Montrer Couche a"
    brought.session.undo()
    assert eye.isChecked()
    assert acts(brought, lambda: QTest.keyClick(eye, Qt.Key.Key_Space)) == 1
    assert not record(brought, "a").visible


def test_a_drag_of_the_slider_is_one_act(brought: Workspace, qtbot: QtBot) -> None:
    slider = card(brought, "c").strength
    option = QStyleOptionSlider()
    slider.initStyleOption(option)
    knob = slider.style().subControlRect(
        QStyle.ComplexControl.CC_Slider, option, QStyle.SubControl.SC_SliderHandle, slider
    )

    def drag() -> None:
        QTest.mousePress(slider, LEFT, pos=knob.center())
        for step in range(1, 6):
            QTest.mouseMove(
                slider, QPoint(knob.center().x() - step * slider.width() // 10, knob.center().y())
            )
            qtbot.wait(5)
        QTest.mouseRelease(
            slider, LEFT, pos=QPoint(knob.center().x() - slider.width() // 2, knob.center().y())
        )

    assert acts(brought, drag) == 1
    assert 0.2 < record(brought, "c").opacite < 0.8
    brought.session.undo()
    assert slider.value() == 100
    assert acts(brought, lambda: QTest.keyClick(slider, Qt.Key.Key_Left)) == 1
    assert record(brought, "c").opacite == pytest.approx(0.95)


def test_layers_change_places_among_their_like(brought: Workspace) -> None:
    assert not card(brought, "c").down.isEnabled(), "a river never covers a road"
    assert not card(brought, "b").up.isEnabled()
    button = card(brought, "a").up
    button.setFocus()
    assert acts(brought, lambda: QTest.keyClick(button, Qt.Key.Key_Space)) == 1
    assert order(brought) == "cab21"
    focus = QApplication.focusWidget()
    assert focus is not None
    # The top of its like: its own button means nothing any more, the keys stay on its card.
    assert card(brought, "a").isAncestorOf(focus)
    assert acts(brought, lambda: press(card(brought, "1").up)) == 1
    assert order(brought) == "cab12"
    brought.session.undo()
    brought.session.undo()
    assert order(brought) == "cba21"
    assert [each.uid for each in brought.marge.fond.cards] == list("cba21")


def test_what_a_layer_shows_and_its_names(brought: Workspace) -> None:
    one = card(brought, "a")
    assert one.role is not None
    assert one.names is not None
    assert one.names.isEnabled()
    other = card(brought, "b")
    assert other.names is not None
    assert not other.names.isEnabled(), "its things have no names"
    assert acts(brought, one.names.click) == 1
    assert isinstance(found := record(brought, "a"), Apport)
    assert found.noms

    def choose() -> None:
        assert one.role is not None
        one.role.setFocus()
        QTest.keyClick(one.role, Qt.Key.Key_Home)

    assert acts(brought, choose) == 1
    assert isinstance(found := record(brought, "a"), Apport)
    assert found.role == "routes"


def test_a_layer_is_renamed_where_it_is_named(brought: Workspace) -> None:
    field = card(brought, "a").name

    def write() -> None:
        field.selectAll()
        QTest.keyClicks(field, "La Dore")
        QTest.keyClick(field, Qt.Key.Key_Return)

    assert acts(brought, write) == 1
    assert record(brought, "a").nom == "La Dore"


def test_a_layer_goes_with_its_things_and_comes_back(brought: Workspace) -> None:
    document = brought.session.document
    gone = card(brought, "b").gone
    gone.setFocus()
    assert acts(brought, lambda: QTest.keyClick(gone, Qt.Key.Key_Space)) == 1
    assert document.get("b") is None
    assert not [each for each in document.all(Fond) if each.apport == "b"]
    focus = QApplication.focusWidget()
    assert focus is not None
    assert brought.marge.fond.isAncestorOf(focus), "the keys stay in the panel"
    brought.session.undo()
    assert len([each for each in document.all(Fond) if each.apport == "b"]) == 4
    QApplication.processEvents()
    assert acts(brought, lambda: press(card(brought, "2").gone)) == 1
    assert order(brought) == "cba1"


def test_the_panel_follows_what_happens_elsewhere(brought: Workspace, qtbot: QtBot) -> None:
    with brought.session.document.transaction("Renommer une couche du fond") as act:
        act.put(replace(record(brought, "a"), nom="Ailleurs"))
    assert card(brought, "a").name.text() == "Ailleurs"
    brought.marge.close_panel()
    with brought.session.document.transaction("Supprimer une couche du fond") as act:
        act.drop("1")
    brought.marge.open_panel("fond")
    settled(qtbot)
    assert [each.uid for each in brought.marge.fond.cards] == list("cba2")


def test_an_empty_ground_says_what_it_is_for(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    workspace.session.panel_requested.emit("fond")
    settled(qtbot)
    panel: Couches = workspace.marge.fond
    assert not panel.cards
    assert "voyage avec le poster" in panel._told.text()
    assert panel.bring.isVisible()


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_the_empty_sheet_is_printed_from_here(brought: Workspace, qtbot: QtBot) -> None:
    brought.marge.fond.print.click()
    settled(qtbot)
    assert brought.exporting.dialog is not None
    brought.exporting.dialog.reject()


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("workshop", [False, True])
def test_both_panels_are_named_and_fit_a_small_screen(
    window: Window,
    brought: Workspace,
    qtbot: QtBot,
    tmp_path: Path,
    usual_look: None,
    language: str,
    workshop: bool,
) -> None:
    i18n.use(language)
    window.sizing.hold_workshop(workshop)
    window.showNormal()
    window.resize(*SIZES[1])
    window.sizing._again(lambda: None)
    settled(qtbot)
    workspace = window.workspace
    assert workspace is not None
    poster = workspace.session.document.poster
    paths = [
        geojson(
            tmp_path / "une_couche_au_nom_vraiment_tres_long_pour_un_panneau.geojson",
            squares(poster),
            "Polygon",
        ),
        csv_lambert(tmp_path / "lieux.csv", poster),
        picture(tmp_path / "plan.png"),
    ]
    for panel in ("fond", "apporter"):
        if panel == "apporter":
            workspace.marge.apporter.take(paths)
            read(workspace, qtbot)
        else:
            workspace.marge.open_panel(panel)
        settled(qtbot)
        shown = workspace.marge.fond if panel == "fond" else workspace.marge.apporter
        assert shown.isVisible()
        # On Linux the name of a choice is what is chosen; its own is its description.
        assert not [each for each in faults(shown) if not each.startswith("QComboBox")]
        assert all(each.accessibleDescription() for each in shown.findChildren(QComboBox))
        (area,) = shown.findChildren(QScrollArea)
        assert area.widget().minimumSizeHint().width() <= area.viewport().width()
        if workshop:
            low = {
                (type(each).__name__, each.accessibleName()): (each.width(), each.height())
                for each in controls(shown)
                if min(each.width(), each.height()) < FINGER
            }
            assert not low
    if workshop:
        window.sizing.hold_workshop(False)


def test_what_the_ground_shows_is_in_sight_when_it_is_asked_for(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    workspace.session.panel_requested.emit("fond")
    settled(qtbot)
    qtbot.mouseClick(workspace.marge.fond.more, Qt.MouseButton.LeftButton)
    panel = workspace.marge.poster
    outline = panel.fond.outline.slider
    qtbot.waitUntil(lambda: outline.hasFocus())
    assert workspace.marge.panel == "poster"
    assert not panel.title.visibleRegion().boundingRect().height()
    assert outline.visibleRegion().boundingRect().size() == outline.size()
