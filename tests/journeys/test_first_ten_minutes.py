"""The first ten minutes of a group, at 1024 × 768 in workshop mode: from the start page to the files that leave.

Every gesture is a real event on the real window, and is counted against the design; ``-s`` prints the table.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.basemap.names import plain
from app.drawing.textures import shape
from app.poster import grids
from app.poster.geometry import Areas, Coord, Lines, Point, holds
from app.poster.records import Fond, LigneGrille, Mark, PostIt
from app.poster.sheet import MapFrame
from app.ui import app as application
from app.ui.marge.amof import Cell
from app.ui.style import look
from app.ui.tile import Tile
from app.ui.window import Window
from app.ui.workspace import Workspace
from tests.journeys.conftest import settled
from tests.journeys.person import Person
from tests.journeys.test_window_layout import cut

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
#: A pixel of the sheet is about 0.6 mm.
PIXEL = 0.7
#: UI.md §6, for each step.
DESIGNED = {
    "le territoire": 2,
    "sa commune, par « Chercher »": 2,
    "sa commune, par Ctrl+K": 2,
    "six pictos dans quatre domaines": 15,
    "une flèche": 2,
    "une zone sur une commune": 2,
    "un post-it": 2,
    "deux autres post-its": 4,
    "le post-it du rapporteur": 2,
    "le poser plus tard": 1,
    "ouvrir l’AMOF": 1,
    "deux lignes d’AMOF": 2,
    "un post-it dans l’AMOF": 1,
    "exporter deux fichiers": 2,
}
PICTOS = (
    ("organisation", "ecole", "L'école d'été", (95.0, 105.0)),
    ("organisation", "sante", "Plus de médecin", (165.0, 130.0)),
    ("dynamique", "arrivee_population", "Ils arrivent à l'automne", (120.0, 190.0)),
    ("ressources", "foret", "La forêt, où l'on va", (190.0, 175.0)),
    ("ressources", "savoir_faire", "Coutellerie", (75.0, 150.0)),
    ("enjeux", "friche", "L'usine fermée", (150.0, 215.0)),
)


@pytest.fixture
def room(window: Window, qtbot: QtBot) -> Iterator[Window]:
    """The window of an old projector, in workshop mode."""
    window.sizing.hold_workshop(True)
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(1024, 768)
    settled(qtbot)
    running = QApplication.instance()
    assert isinstance(running, QApplication)
    application.dress(running, 1.0, workshop=True, room=(1024, 768))
    window.show_start()
    settled(qtbot)
    assert look.workshop
    yield window
    application.dress(running, 1.0)


class Group(Person):
    """Four people around one laptop."""

    def __init__(self, window: Window, qtbot: QtBot) -> None:
        super().__init__(window, qtbot)
        self.window, self.qtbot = window, qtbot

    @property
    def workspace(self) -> Workspace:
        assert self.window.workspace is not None
        return self.window.workspace

    def draws(self, asked: str) -> None:
        """Take a territory on the start page, with Enter twice."""
        assert self.window.start is not None
        field = self.window.start.picker.field
        self.qtbot.waitUntil(lambda: QApplication.focusWidget() is field)
        self.type(asked)
        self.key(Qt.Key.Key_Return)
        self.key(Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: self.window.workspace is not None and self.workspace.canvas.resting)
        assert QApplication.focusWidget() is self.workspace.canvas

    def pixel(self, page: Coord) -> QPoint:
        view = self.workspace.canvas.view
        x, y = view.to_pixel(*page)
        return QPoint(round(x / view.ratio), round(y / view.ratio))

    def click_sheet(self, page: Coord) -> None:
        self.click(self.workspace.canvas, self.pixel(page), what="feuille")

    def tile(self, key: str) -> Tile:
        tiles = self.workspace.drawer.findChildren(Tile)
        return next(one for one in tiles if one.pictogram.key == key and one.isVisible())

    def tool(self, name: str) -> QWidget:
        return self.workspace.tools.tools[name]

    def marks(self) -> dict[str, Mark]:
        return {mark.texte: mark for mark in self.workspace.session.document.all(Mark)}

    def notes(self) -> dict[str, PostIt]:
        return {note.texte: note for note in self.workspace.session.document.all(PostIt)}

    def whole(self, state: str) -> None:
        """Say what is cut, or wider than the window, as it stands now."""
        tools = self.workspace.tools
        bar = tools._scroll.horizontalScrollBar()
        faults = list(cut(self.workspace))
        if bar.maximum() > 0:
            faults.append("the row of tools scrolls")
        assert not faults, f"{state}: {faults}"
        assert self.window.size().toTuple() == (1024, 768), state


def commune(workspace: Workspace, name: str) -> Fond:
    fonds = workspace.session.document.records.fonds
    return next(one for one in fonds if one.couche == "commune" and plain(one.nom) == plain(name))


def page_of(workspace: Workspace, fond: Fond) -> Coord:
    assert isinstance(fond.geometry, Areas)
    spot = shape(fond.geometry).representative_point()
    return MapFrame.of(workspace.session.document.poster).to_page(spot.x, spot.y)


def near(workspace: Workspace, mark: Mark, place: Coord) -> bool:
    assert isinstance(mark.geometry, Point)
    x, y = MapFrame.of(workspace.session.document.poster).to_page(mark.geometry.x, mark.geometry.y)
    return hypot(x - place[0], y - place[1]) < PIXEL


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_the_first_ten_minutes(room: Window, qtbot: QtBot, tmp_path: Path) -> None:
    group = Group(room, qtbot)
    with group.step("le territoire"):
        group.draws("amb")
    workspace = group.workspace
    document, canvas = workspace.session.document, workspace.canvas
    assert document.poster.territoire_nom == "Ambert Livradois Forez"
    group.whole("la feuille")
    finds_its_commune(group)
    lays_six_pictograms(group)
    lays_an_arrow_and_an_area(group)
    writes_four_notes(group)
    fills_the_amof(group)

    with group.step("exporter deux fichiers"):
        group.key(Qt.Key.Key_E, CTRL | SHIFT)
        dialog = workspace.exporting.dialog
        assert dialog is not None
        dialog.choose_folder(tmp_path)
        assert not list(cut(dialog))
        assert dialog.size().boundedTo(room.size()) == dialog.size()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.go)
        with qtbot.waitSignal(workspace.exporting.written, timeout=60_000):
            group.key(Qt.Key.Key_Return)
    reads_back(tmp_path)
    assert canvas.first_hints

    print(f"\n{group.table()}")
    assert {name: len(done) for name, done in group.steps.items()} == DESIGNED


def finds_its_commune(group: Group) -> None:
    workspace = group.workspace
    acts = workspace.session.history.cursor
    records = workspace.session.document.items()
    with group.step("sa commune, par « Chercher »"):
        group.key(Qt.Key.Key_F, CTRL)
        group.type("st anth")
        group.whole("la commune cherchée")
        assert workspace.drawer.search.rows.rows[0].name == "Saint-Anthème"
        assert workspace.drawer.search.rows.rows[0].detail == "sur la carte"
        group.key(Qt.Key.Key_Return)
    assert workspace.canvas.spot.name == "Saint-Anthème"
    assert QApplication.focusWidget() is workspace.canvas
    with group.step("sa commune, par Ctrl+K"):
        group.key(Qt.Key.Key_K, CTRL)
        group.type("échandelys")
        group.key(Qt.Key.Key_Return)
    assert workspace.canvas.spot.name == "Échandelys"
    # Nothing was written: it is only shown.
    assert workspace.session.history.cursor == acts
    assert workspace.session.document.items() == records


def lays_six_pictograms(group: Group) -> None:
    workspace = group.workspace
    opened = ""
    with group.step("six pictos dans quatre domaines"):
        for rank, (domaine, key, words, place) in enumerate(PICTOS):
            if domaine != opened:
                opened = domaine
                group.click(workspace.rail.buttons[domaine])
            if rank == len(PICTOS) - 1:
                group.drag(group.tile(key), workspace.canvas, to=group.pixel(place), what="du tiroir")
            else:
                group.click(group.tile(key))
                group.whole(f"{key} en main")
                group.click_sheet(place)
            # The words are asked for at once: nobody clicks in their field.
            group.type(words)
            group.whole(f"{key} posé")
            assert near(workspace, group.marks()[words], place)
            assert group.marks()[words].domaine == domaine
        group.key(Qt.Key.Key_Return, ends=True)
    assert QApplication.focusWidget() is workspace.canvas
    assert not workspace.canvas.spot.name


def lays_an_arrow_and_an_area(group: Group) -> None:
    workspace = group.workspace
    start, end = (45.0, 210.0), (110.0, 160.0)
    with group.step("une flèche"):
        group.click(group.tool("fleche"))
        group.whole("la flèche en main")
        canvas = workspace.canvas
        group.drag(canvas, canvas, at=group.pixel(start), to=group.pixel(end), what="sur la feuille")
        group.type("On part travailler à Clermont")
        group.key(Qt.Key.Key_Return, ends=True)
    arrow = group.marks()["On part travailler à Clermont"]
    assert isinstance(arrow.geometry, Lines)
    frame = MapFrame.of(workspace.session.document.poster)
    way = arrow.geometry.map(frame.to_page)
    assert isinstance(way, Lines)
    for found, wanted in ((way.parts[0][0], start), (way.parts[0][-1], end)):
        assert hypot(found[0] - wanted[0], found[1] - wanted[1]) < PIXEL
    place = commune(workspace, "Valcivières")
    with group.step("une zone sur une commune"):
        group.click(group.tool("zone"))
        group.whole("la zone en main")
        group.click_sheet(page_of(workspace, place))
        group.type("Forêt qui se ferme")
        group.whole("la zone posée")
        group.key(Qt.Key.Key_Return, ends=True)
    area = group.marks()["Forêt qui se ferme"].geometry
    assert isinstance(area, Areas)
    assert isinstance(place.geometry, Areas)
    spot = shape(place.geometry).representative_point()
    assert holds(area, spot.x, spot.y)
    assert shape(area).area == pytest.approx(shape(place.geometry).area, rel=0.25)


def writes_four_notes(group: Group) -> None:
    workspace = group.workspace
    with group.step("un post-it"):
        group.key(Qt.Key.Key_N)
        group.click_sheet((40.0, 60.0))
        group.type("Le train, c'était mieux")
        group.key(Qt.Key.Key_Escape, ends=True)
    with group.step("deux autres post-its"):
        for words, place in (("Où sont les jeunes ?", (200.0, 60.0)), ("Le collège ferme", (40.0, 130.0))):
            group.click(group.tool("postit"))
            group.click_sheet(place)
            group.type(words)
            group.key(Qt.Key.Key_Escape, ends=True)
    with group.step("le post-it du rapporteur"):
        group.key(Qt.Key.Key_Space, CTRL)
        group.type("À Saint-Anthème, l'hôpital")
        group.key(Qt.Key.Key_Return)
        # He goes on, or gives the keys back; the last one chosen is let go.
        group.key(Qt.Key.Key_Escape, ends=True)
        group.key(Qt.Key.Key_Escape, ends=True)
    (waiting,) = workspace.marge.tray.notes
    group.whole("le post-it qui attend")
    with group.step("le poser plus tard"):
        group.drag(waiting, workspace.canvas, to=group.pixel((215.0, 200.0)), what="de « À placer »")
    notes = group.notes()
    assert list(notes) == [
        "Le train, c'était mieux",
        "Où sont les jeunes ?",
        "Le collège ferme",
        "À Saint-Anthème, l'hôpital",
    ]
    placed = notes["À Saint-Anthème, l'hôpital"]
    assert placed.x is not None
    assert placed.y is not None
    # It was held by a place near its corner.
    assert 0 < 215.0 - placed.x < 15
    assert 0 < 200.0 - placed.y < 15


def fills_the_amof(group: Group) -> None:
    workspace = group.workspace
    panel = workspace.marge.amof
    seen = (workspace.drawer.key, workspace.canvas.view.scale, workspace.canvas.view.origin)
    with group.step("ouvrir l’AMOF"):
        group.click(workspace.top.amof)
    group.whole("l’AMOF")
    with group.step("deux lignes d’AMOF"):
        for case, words in (("A", "L'école reste ouverte"), ("M", "La forêt se ferme")):
            group.click(panel.cells[case].writing)
            group.type(words)
            group.key(Qt.Key.Key_Return, ends=True)
    note = group.notes()["Le train, c'était mieux"]
    assert note.x is not None
    assert note.y is not None
    with group.step("un post-it dans l’AMOF"):
        cell: Cell = panel.cells["F"]
        group.drag(
            workspace.canvas,
            cell,
            at=group.pixel((note.x + 4, note.y + 4)),
            to=cell.rect().center(),
            what="de la feuille",
        )
    group.whole("l’AMOF écrit")
    lines = {line.case: line.texte for line in workspace.session.document.all(LigneGrille)}
    assert lines == {
        "A": "L'école reste ouverte",
        "M": "La forêt se ferme",
        "F": "Le train, c'était mieux",
    }
    assert {line.grille for line in workspace.session.document.all(LigneGrille)} == {grids.AMOF}
    # The note stays on the map, and once the panel is closed everything is where it was.
    assert (group.notes()[note.texte].x, group.notes()[note.texte].y) == (note.x, note.y)
    workspace.marge.close_panel()
    group.rest()
    assert (workspace.drawer.key, workspace.canvas.view.scale, workspace.canvas.view.origin) == seen


def reads_back(folder: Path) -> None:
    import geopandas
    import pyogrio

    (picture,) = folder.glob("*.png")
    (package,) = folder.glob("*.gpkg")
    image = QImage(str(picture))
    assert (image.width(), image.height()) == (2480, 1754)
    layers = [name for name, _ in pyogrio.list_layers(package)]
    told = [
        str(words)
        for layer in layers
        for frame in [geopandas.read_file(package, layer=layer)]
        for column in frame.columns.intersection(["texte"])
        for words in frame[column]
    ]
    assert {words for _, _, words, _ in PICTOS} <= set(told)
    assert {"On part travailler à Clermont", "Forêt qui se ferme", "Où sont les jeunes ?"} <= set(told)


def test_a_territory_with_a_ligature_and_an_apostrophe(room: Window, qtbot: QtBot) -> None:
    group = Group(room, qtbot)
    with group.step("le territoire"):
        group.draws("coeur d'ost")
    assert group.workspace.session.document.poster.territoire_nom == "Cœur d’Ostrevent"
    with group.step("sa commune"):
        group.key(Qt.Key.Key_K, CTRL)
        group.type("ecail")
        group.key(Qt.Key.Key_Return)
    assert group.workspace.canvas.spot.name == "Écaillon"
    group.whole("la commune montrée")


def test_a_place_that_was_shown_gives_way_to_what_the_group_draws(room: Window, qtbot: QtBot) -> None:
    group = Group(room, qtbot)
    with group.step("le territoire"):
        group.draws("amb")
    workspace = group.workspace
    with group.step("sa commune"):
        group.key(Qt.Key.Key_F, CTRL)
        group.type("arlanc")
        group.key(Qt.Key.Key_Return)
    assert workspace.canvas.spot.name == "Arlanc"
    with workspace.session.document.transaction("Noter un post-it") as act:
        act.put(PostIt(uid="a" * 32, texte="Arlanc", x=50, y=50))
    assert not workspace.canvas.spot.name


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_after_an_export_acts_say_nothing_unforeseen(room: Window, qtbot: QtBot) -> None:
    group = Group(room, qtbot)
    with group.step("le territoire"):
        group.draws("amb")
    workspace = group.workspace
    workspace.exporting.open()
    assert workspace.exporting.dialog is not None
    workspace.exporting.dialog.reject()
    settled(qtbot)
    QApplication.sendPostedEvents(None, 52)  # what was let go is gone
    with workspace.session.document.transaction("Noter un post-it") as act:
        act.put(PostIt(uid="a" * 32, texte="Encore", x=50, y=50))
    settled(qtbot)
    assert not workspace.marge.notices.sentence


def test_help_and_zoom_keep_their_signs_while_there_is_nothing_to_write_on(
    room: Window, qtbot: QtBot
) -> None:
    group = Group(room, qtbot)
    with group.step("le territoire"):
        group.draws("amb")
    workspace, canvas = group.workspace, group.workspace.canvas
    scale = canvas.view.scale
    with group.step("les signes"):
        group.key(Qt.Key.Key_Plus, SHIFT)
        assert canvas.view.scale > scale
        group.key(Qt.Key.Key_Minus)
        assert canvas.view.scale == pytest.approx(scale)
        group.key(Qt.Key.Key_Question, SHIFT)
        assert workspace.shortcuts is not None
        assert workspace.shortcuts.isVisible()
        group.key(Qt.Key.Key_Escape)
        group.click(group.tile("ecole"))
        group.click_sheet((95.0, 105.0))
        group.key(Qt.Key.Key_Return, ends=True)
        group.type("?")
    assert not workspace.shortcuts.isVisible()
    assert canvas.writing.field is not None
    assert canvas.writing.field.toPlainText() == "?"
    canvas.close_text()


def test_a_sentence_leaves_the_fields_of_the_strip_their_room(room: Window, qtbot: QtBot) -> None:
    group = Group(room, qtbot)
    with group.step("le territoire"):
        group.draws("amb")
    workspace = group.workspace
    with group.step("une école, avec la recherche ouverte"):
        group.key(Qt.Key.Key_F, CTRL)
        group.type("école")
        group.whole("la recherche")
        group.key(Qt.Key.Key_Return)
        group.whole("l’école en main")
        group.click_sheet((95.0, 105.0))
    group.whole("l’école posée")
    marge = workspace.marge
    low, view = marge.height(), workspace.canvas.view.origin
    marge.notices.say("2 fichiers écrits et vérifiés", "Ouvrir le dossier", lambda: None)
    group.rest()
    group.whole("la phrase")
    field = marge.settings.lines[0]
    assert field.width() > look.metrics.u(120)
    assert low < marge.height() < 2 * low
    assert workspace.canvas.view.origin == view
    marge.notices.clear()
    group.rest()
    assert marge.height() == low
