"""Sizes: no word is cut, no target too small, the sheet has its place, and the view stays where it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.poster.records import PostIt, new_uid
from app.ui.controls import IconButton
from app.ui.marge import writes
from app.ui.marge.card import WhereRoom
from app.ui.start.cards import Card
from app.ui.style import look
from app.ui.tile import Tile
from app.ui.topbar import Identity
from app.ui.window import Window
from app.ui.workspace import Workspace
from tests.journeys.conftest import SIZES, Draw, settled
from tests.journeys.test_window_hand import lay

State = Callable[[Workspace], None]


def empty(workspace: Workspace) -> None:
    """Have nothing in hand."""


def armed(workspace: Workspace) -> None:
    """Have a pictogram in hand."""
    workspace.session.arm(workspace.session.catalogue["metropole_exterieure"])


def several_ways(workspace: Workspace) -> None:
    """Have a pictogram in hand that can be laid in several ways."""
    ways = max(workspace.session.catalogue.values(), key=lambda one: len(one.formes))
    workspace.session.arm(ways)


def mark(workspace: Workspace) -> None:
    """Have a mark selected, everything opened."""
    workspace.marge.settings.keep_open(opened=True)
    workspace.session.select([lay(workspace, temps="present", valence="mixte").uid])


def note(workspace: Workspace) -> None:
    """Have a post-it selected."""
    with workspace.session.document.transaction("Noter un post-it") as act:
        made = act.put(PostIt(uid=new_uid(), texte="Col fermé l’hiver", x=100, y=100))
    workspace.session.select([made.uid])


def panel(name: str) -> State:
    """Have a panel open."""
    return lambda workspace: workspace.marge.open_panel(name)


def legend_row(workspace: Workspace) -> None:
    """Have the panel of the legend open, a row in hand, with words of the group."""
    mark(workspace)
    (made,) = workspace.session.selection
    writes.put(workspace.session.document, [made], "texte", "Un collège et un lycée pour toute la vallée")
    workspace.session.select(())
    workspace.marge.open_panel("legende")
    workspace.marge.legende.lines[0].in_hand(True)


def drawer(name: str) -> State:
    """Have a drawer open, with everything in it."""

    def opened(workspace: Workspace) -> None:
        workspace.open_drawer(name)
        if workspace.drawer.more.isVisible():
            workspace.drawer.more.click()

    return opened


STATES: dict[str, State] = {
    "main vide": empty,
    "picto armé": armed,
    "picto de plusieurs formes": several_ways,
    "réglages": mark,
    "post-it": note,
    "AMOF": panel("amof"),
    "ce poster": panel("poster"),
    "légende": legend_row,
    "lectures": panel("lectures"),
    "réglages de l’interface": panel("reglages"),
    **{name: drawer(name) for name in ("dynamique", "ressources", "enjeux", "chercher")},
}


def cut(owner: QWidget) -> Iterator[str]:
    """Yield the controls in sight whose words do not fit."""
    for widget in owner.findChildren(QWidget):
        if not widget.isVisibleTo(owner):
            continue
        words, room = "", 0.0
        metrics = widget.fontMetrics()
        match widget:
            case Tile():
                box = widget.words_box()
                taken = QFontMetrics(widget.words_font()).boundingRect(
                    box.toRect(), Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter, widget.text()
                )
                if taken.width() > box.width() or taken.height() > box.height() + 2:
                    yield f"tile {widget.text()!r} {QRectF(taken)} in {box}"
                continue
            case IconButton():
                if widget.needed_width() > widget.width():
                    yield f"button {widget.text()!r}: {widget.needed_width()} in {widget.width()}"
                continue
            case Card() | Identity() | WhereRoom():
                continue
            case QPushButton() if widget.text():
                words = widget.text()
                room = (
                    widget.width() - 4 - (widget.iconSize().width() + 4 if not widget.icon().isNull() else 0)
                )
            case QScrollArea() if widget.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
                inside = widget.widget()
                if inside is not None and inside.width() > widget.viewport().width():
                    yield f"{type(inside.parent()).__name__}: {inside.width()} in {widget.viewport().width()}"
                continue
            case QCheckBox() if widget.text():
                words, room = widget.text(), widget.width() - look.metrics.u(28)
            case QComboBox():
                words, room = widget.currentText(), widget.width() - look.metrics.u(34)
            case QLineEdit() if not widget.text():
                words, room = widget.placeholderText(), widget.width() - 8
            case QLabel() if widget.text() and not widget.wordWrap():
                words, room = widget.text(), widget.width()
            case QLabel() if widget.text():
                if widget.heightForWidth(widget.width()) > widget.height() + 1:
                    yield f"label {widget.text()!r}: {widget.heightForWidth(widget.width())} in {widget.height()}"
                continue
        if words and metrics.horizontalAdvance(words) > room + 1:
            yield f"{type(widget).__name__} {words!r}: {metrics.horizontalAdvance(words)} in {room}"


def mute(owner: QWidget, least: int = 24) -> Iterator[str]:
    """Yield the buttons in sight that a screen reader cannot name, or that are too small to be hit."""
    for button in owner.findChildren(QAbstractButton):
        if not button.isVisibleTo(owner) or button.metaObject().className() == "QToolButton":
            continue
        if not (button.accessibleName() or button.text()):
            yield f"{type(button).__name__} without a name"
        if min(button.width(), button.height()) < least:
            yield f"{button.accessibleName() or button.text()!r} is {button.width()} × {button.height()}"


def lasting(owner: QWidget, qtbot: QtBot, least: int = 24) -> list[str]:
    """Return what is cut, mute or too small, and still is once a busy machine had the time to lay it out."""
    faults = [*cut(owner), *mute(owner, least)]
    if faults:
        qtbot.wait(500)
        faults = [*cut(owner), *mute(owner, least)]
    return faults


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_no_word_is_cut_and_every_target_can_be_hit(
    window: Window, draw: Draw, qtbot: QtBot, size: tuple[int, int], language: str
) -> None:
    window.speak(language)
    workspace = draw(size)
    faults = []
    for name, state in STATES.items():
        workspace.marge.close_panel()
        workspace.session.use("choisir")
        workspace.session.select(())
        workspace.open_drawer("organisation")
        state(workspace)
        settled(qtbot)
        faults += [f"{name}: {fault}" for fault in lasting(workspace, qtbot)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_no_word_of_the_start_page_is_cut(
    window: Window, qtbot: QtBot, size: tuple[int, int], language: str
) -> None:
    window.speak(language)
    window.resize(*size)
    assert window.start is not None
    window.start.picker.field.setText("amb")
    qtbot.waitUntil(lambda: window.start is not None and window.start.outline.ground is not None)
    settled(qtbot)
    assert not [*cut(window.start), *mute(window.start)]


def sheet_area(workspace: Workspace) -> float:
    """Return the area of the sheet that is seen, in pixels."""
    view = workspace.canvas.view
    (x, y), (width, height) = view.origin, (side * view.scale for side in view.sheet)
    seen = QRectF(x, y, width, height).intersected(QRectF(workspace.canvas.rect()))
    return seen.width() * seen.height()


def test_the_sheet_has_half_of_a_small_window(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw((1366, 768))
    assert sheet_area(workspace) >= 0.5 * 1366 * 768


def test_the_view_stays_when_the_marge_opens(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw((1366, 768))
    made = lay(workspace)
    settled(qtbot)
    before = (workspace.canvas.view.origin, workspace.canvas.view.scale)
    width = workspace.canvas.width()
    workspace.session.select([made.uid])
    settled(qtbot)
    assert workspace.canvas.width() < width
    assert (workspace.canvas.view.origin, workspace.canvas.view.scale) == before
    workspace.session.select(())
    settled(qtbot)
    assert (workspace.canvas.view.origin, workspace.canvas.view.scale) == before


@pytest.mark.parametrize(
    ("size", "below"), [((1366, 768), False), ((1024, 768), True), ((1920, 1080), False)]
)
def test_the_marge_lies_where_the_room_is(draw: Draw, size: tuple[int, int], below: bool) -> None:
    workspace = draw(size)
    assert workspace.marge.below is below
    assert workspace.marge.strip is below


def test_everything_beside_the_sheet_is_one_step_away_on_a_small_screen(draw: Draw, qtbot: QtBot) -> None:
    workspace = draw((1024, 768))
    workspace.session.select([lay(workspace).uid])
    assert workspace.marge.strip
    workspace.marge.settings.more_asked.emit()
    assert not workspace.marge.strip
    workspace.session.select(())
    assert workspace.marge.strip


def test_a_very_small_window_closes_the_drawer(window: Window, draw: Draw, qtbot: QtBot) -> None:
    workspace = draw()
    assert workspace.drawer.isVisible()
    window.resize(960, 580)
    QApplication.processEvents()
    assert not workspace.drawer.isVisible()


def hold_workshop(window: Window, size: tuple[int, int], qtbot: QtBot) -> None:
    """Enter workshop mode on a screen of a size: the platform of the tests has one of its own."""
    window.sizing.hold_workshop(True)
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(*size)
    settled(qtbot)
    assert look.workshop


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.usefixtures("usual_look")
def test_in_workshop_mode_no_word_is_cut_and_a_finger_hits_everything(
    window: Window, draw: Draw, qtbot: QtBot, size: tuple[int, int], language: str
) -> None:
    window.speak(language)
    hold_workshop(window, size, qtbot)
    workspace = draw(size)
    faults = []
    for name, state in STATES.items():
        workspace.marge.close_panel()
        workspace.session.use("choisir")
        workspace.session.select(())
        workspace.open_drawer("organisation")
        state(workspace)
        settled(qtbot)
        faults += [f"{name}: {fault}" for fault in lasting(workspace, qtbot, 44)]
    assert not faults, "\n".join(faults)
    assert window.size().toTuple() == size


@pytest.mark.parametrize(
    ("size", "figure"),
    [((1024, 768), 708 * 501), ((1366, 768), 0.45 * 1366 * 768), ((1920, 1080), 1240 * 877)],
)
@pytest.mark.usefixtures("usual_look")
def test_the_sheet_keeps_its_figure_in_workshop_mode(
    window: Window, draw: Draw, qtbot: QtBot, size: tuple[int, int], figure: float
) -> None:
    hold_workshop(window, size, qtbot)
    workspace = draw(size)
    assert workspace.drawer.isVisible()
    assert sheet_area(workspace) >= figure * 0.995


@pytest.mark.parametrize("percent", [125, 150, 200])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.usefixtures("usual_look")
def test_a_larger_interface_keeps_its_words_whole(
    window: Window, draw: Draw, qtbot: QtBot, size: tuple[int, int], percent: int
) -> None:
    workspace = draw(size)
    window.sizing.take(percent / 100)
    settled(qtbot)
    assert window.workspace is not None
    workspace = window.workspace
    faults = []
    for name in ("main vide", "picto armé", "réglages", "AMOF", "ce poster", "réglages de l’interface"):
        workspace.marge.close_panel()
        workspace.session.use("choisir")
        workspace.session.select(())
        STATES[name](workspace)
        settled(qtbot)
        faults += [f"{name}: {fault}" for fault in lasting(workspace, qtbot)]
        # Nothing stands out of the window.
        for region in (workspace.top, workspace.rail, workspace.marge, workspace.tools):
            if not workspace.rect().contains(region.geometry()):
                faults.append(f"{name}: {type(region).__name__} at {region.geometry()} in {workspace.size()}")
    assert not faults, "\n".join(faults)
    assert window.size().toTuple() == size
