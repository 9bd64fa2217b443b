"""Where the focus is: seen on every kind of control, and led by Tab as the window is read."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.poster.records import Mark, PostIt
from app.ui.inventing.ways import ASSEMBLER, DESSINER, PHOTO
from app.ui.marge.contenu import ThingsList
from app.ui.marge.marge import PANELS
from app.ui.planche import PLANCHE
from app.ui.rail import CHERCHER
from app.ui.shelves import FAVORIS
from app.ui.start.cards import Card
from app.ui.window import Window
from app.ui.workspace import Workspace
from tests.journeys.conftest import Draw, focused, press, settled
from tests.journeys.test_window_accessible import controls, more, name

# -- where the focus is


def shot(one: QWidget) -> QImage:
    return one.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def ring(without: QImage, with_it: QImage) -> int:
    """Return the area of what the focus changes by a contrast of 3:1 or more, in device pixels."""
    return sum(
        contrast(without.pixelColor(x, y), with_it.pixelColor(x, y)) >= 3
        for y in range(without.height())
        for x in range(without.width())
        if without.pixel(x, y) != with_it.pixel(x, y)
    )


def quiet(one: QWidget, holder: QWidget) -> QImage:
    holder.setFocus()
    QApplication.processEvents()
    return shot(one)


def dim(one: QWidget, without: QImage, with_it: QImage) -> bool:
    """Return whether the focus hardly shows: less than a line of 2 px, or too pale, around a control or its row."""
    size = one.visualRect(one.currentIndex()).size() if isinstance(one, ThingsList) else one.size()
    around = size.width() + size.height()
    return ring(without, with_it) < 3.2 * around  # 4 would be 2 px all around, had it square corners


def scrolled(one: QWidget) -> None:
    """Bring a control into sight: what scrolls must not hide the ring."""
    parent = one.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(one)
        parent = parent.parentWidget()
    QApplication.processEvents()


def unseen(rest: QWidget, top: QWidget, met: set[tuple[object, ...]]) -> list[str]:
    """Return the controls of ``top`` on which the focus is hardly seen; each kind of them is looked at once.

    ``rest`` has the focus when they are looked at without it.
    """
    wrong = []
    for one in controls(top):
        if not one.isEnabled() or not one.focusPolicy() & Qt.FocusPolicy.TabFocus or one is rest:
            continue
        on = one.isChecked() if isinstance(one, QAbstractButton) else None
        kind = (type(one), one.objectName(), one.property("segment"), on, one.styleSheet())
        if kind in met:
            continue
        met.add(kind)
        scrolled(one)
        without = quiet(one, rest)
        one.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        if not one.hasFocus():
            wrong.append(f"{kind}: {name(one)!r} does not take the focus")
        elif dim(one, without, shot(one)):
            wrong.append(f"{kind}: {name(one)!r}, {ring(without, shot(one))} px of {one.size().toTuple()}")
    return wrong


def test_the_focus_is_seen_on_every_kind_of_control(bench: Workspace, qtbot: QtBot) -> None:
    met: set[tuple[object, ...]] = set()
    sheet = bench.canvas
    wrong = unseen(sheet, bench, met)
    bench.drawer.hide()
    for panel in PANELS:
        bench.marge.open_panel(panel)
        settled(qtbot)
        wrong += unseen(sheet, bench.marge, met)
    bench.marge.close_panel()
    for mark_of in {each.picto: each for each in bench.session.document.all(Mark)}.values():
        bench.canvas.setFocus()
        more(bench, mark_of)
        settled(qtbot)
        wrong += unseen(sheet, bench.marge, met)
    bench.session.select(each.uid for each in bench.session.document.all(PostIt))
    wrong += unseen(sheet, bench.marge, met)
    for tool in ("texte", "crayon", "fleche", "zone"):
        bench.session.use(tool)
        settled(qtbot)
        wrong += unseen(sheet, bench.marge, met)
    for way in (DESSINER, ASSEMBLER, PHOTO):
        bench.beside.open_inventing("le ski")
        assert bench.beside.inventing is not None
        bench.beside.inventing.ways.turn(way)
        settled(qtbot)
        wrong += unseen(sheet, bench.beside.inventing, met)
    bench.drawer.show()
    for key in (CHERCHER, PLANCHE, FAVORIS):
        bench.open_drawer(key)
        settled(qtbot)
        wrong += unseen(sheet, bench.drawer, met)
    assert len(met) > 40
    assert not wrong, "\n".join(wrong)


def test_the_focus_is_seen_on_the_start_page(window: Window, draw: Draw, qtbot: QtBot) -> None:
    draw()
    window.go_home()  # there is a poster to take up again
    page = window.start
    assert page is not None
    qtbot.waitUntil(lambda: len(page.findChildren(Card)) == 2)
    window.tell("Ce fichier n’est pas un poster.")
    met: set[tuple[object, ...]] = set()
    wrong = unseen(page, page, met)
    page.picker.field.setText("Ambert")
    settled(qtbot)
    assert page.picker.answers is not None
    page.picker.take(page.picker.answers._rows.rows[0].value)  # a chip, a name and « Dessiner » are there now
    settled(qtbot)
    wrong += unseen(page, page, met)
    kinds = (Card, QLineEdit, QComboBox, QPushButton)
    assert all(any(isinstance(one, kind) for one in controls(page)) for kind in kinds)
    assert len(met) >= 7
    assert not wrong, "\n".join(wrong)


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_the_focus_is_seen_in_the_export_dialog(bench: Workspace, qtbot: QtBot) -> None:
    bench.exporting.open()
    dialog = bench.exporting.dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.isActiveWindow)
    met: set[tuple[object, ...]] = set()
    wrong = unseen(dialog, dialog, met)
    dialog.boxes[0][1].click()  # the other state of a box
    wrong += unseen(dialog, dialog, met)
    dialog.reject()
    assert len(met) >= 7
    assert not wrong, "\n".join(wrong)


def test_the_focus_is_seen_and_kept_on_the_sheet_of_shortcuts(bench: Workspace, qtbot: QtBot) -> None:
    press(Qt.Key.Key_F1)
    sheet = bench.shortcuts
    assert sheet is not None
    wrong = unseen(sheet, sheet, set())
    assert not wrong, "\n".join(wrong)
    inside = [one for one in controls(sheet) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(inside) >= 3
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        sheet.field.setFocus()
        met = set()
        for _ in range(2 * len(inside)):
            press(key)
            met.add(focused())
        assert met == set(inside), "the sheet hides what has the focus"


def test_the_line_of_ctrl_k_and_its_answers_show_where_the_keys_are(bench: Workspace, qtbot: QtBot) -> None:
    press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    orders = bench.orders
    assert focused() is orders.field
    settled(qtbot)
    # It leaves with the focus: its frame is the ring, which tells it from what it holds.
    line, sides = shot(orders), orders.rect()
    middle = sides.center()
    for edge, inward in (
        (QPoint(sides.left(), middle.y()), QPoint(1, 0)),
        (QPoint(sides.right(), middle.y()), QPoint(-1, 0)),
        (QPoint(middle.x(), sides.top()), QPoint(0, 1)),
        (QPoint(middle.x(), sides.bottom()), QPoint(0, -1)),
    ):
        inside = line.pixelColor(edge + 3 * inward)
        assert all(contrast(line.pixelColor(edge + step * inward), inside) >= 3 for step in (0, 1)), edge
    listed = orders.list
    first = listed.visualRect(orders.rows.index(0))
    chosen = shot(listed).copy(first)
    press(Qt.Key.Key_Down)
    assert ring(shot(listed).copy(first), chosen) >= 4 * (first.height() - 2)  # a bar of 4 px at its side


# -- the way of Tab


def by_tab(start: QWidget, region: QWidget) -> list[QWidget]:
    """Return the controls of a region in the order in which Tab comes to them."""
    found = [start]
    one = start.nextInFocusChain()
    while one is not start:
        tabbed = one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible() and one.isEnabled()
        if tabbed and region.isAncestorOf(one) and one.focusProxy() is None:
            found.append(one)
        one = one.nextInFocusChain()
    return found


def backwards(region: QWidget) -> list[str]:
    """Return the steps of Tab that go against the reading: up, or to the left on the same line."""
    inside = [
        one for one in controls(region) if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isEnabled()
    ]
    if not inside:
        return []
    corners = {one: one.mapTo(region, QPoint(0, 0)) for one in inside}
    middles = {one: corners[one].y() + one.height() // 2 for one in inside}
    first = min(inside, key=lambda one: (middles[one] // 12, corners[one].x()))
    order = [one for one in by_tab(first, region) if one in corners]
    wrong = []
    for before, after in itertools.pairwise(order):
        up = corners[after].y() + after.height() / 2 < corners[before].y()
        same = abs(corners[after].y() - corners[before].y()) < before.height() / 2
        if up or (same and corners[after].x() < corners[before].x()):
            wrong.append(f"{name(before)!r} then {name(after)!r}")
    return wrong


def test_tab_follows_the_reading_in_every_region(bench: Workspace, qtbot: QtBot) -> None:
    wrong: dict[str, list[str]] = {}
    for key, region in (
        ("haut", bench.top),
        ("rail", bench.rail),
        ("tiroir", bench.drawer),
        ("outils", bench.tools),
    ):
        wrong[key] = backwards(region)
    for panel in PANELS:
        bench.marge.open_panel(panel)
        settled(qtbot)
        if panel != "amof":  # its cells are read one by one: A, then F beside it
            wrong[panel] = backwards(bench.marge)
    bench.marge.close_panel()
    for kind in (Mark, PostIt):
        bench.session.select([next(each.uid for each in bench.session.document.all(kind))])
        settled(qtbot)
        wrong[kind.__name__] = backwards(bench.marge)
    for way in (DESSINER, ASSEMBLER, PHOTO):
        bench.beside.open_inventing("le ski")
        assert bench.beside.inventing is not None
        bench.beside.inventing.ways.turn(way)
        settled(qtbot)
        wrong[way] = backwards(bench.beside.inventing)
    told = [f"{key}: {each}" for key, found in wrong.items() for each in found]
    assert not told, "\n".join(told)
