"""The list of the poster's content: the sheet in words, one choice for both, everything done from its keys."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app import i18n
from app.poster.geometry import Point
from app.poster.grids import AMOF
from app.poster.records import LigneGrille, Mark, PostIt, Texte, new_uid
from app.ui.contents import Contents, Entry
from app.ui.marge.contenu import Contenu
from app.ui.whereabouts import quarter
from app.ui.workspace import Workspace
from tests.journeys.conftest import focused, press, settled

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture
def listed(sample: Workspace, qtbot: QtBot) -> Contenu:
    sample.canvas.setFocus()
    press(Qt.Key.Key_L, CTRL | SHIFT)
    settled(qtbot)
    panel = sample.marge.contenu
    assert sample.marge.panel == "contenu"
    assert focused() is panel.list
    return panel


def sentences(panel: Contenu) -> list[str]:
    things = panel.things
    return [things.index(rank).data(ACCESSIBLE) for rank in range(len(things.rows))]


def go(panel: Contenu, uid: str) -> None:
    entry = next(one for one in panel.things.rows if one.uid == uid)
    panel.list.setCurrentIndex(panel.things.index(panel.things.at(entry.section, uid)))


def chosen(panel: Contenu) -> set[str]:
    indexes = panel.list.selectionModel().selectedIndexes()
    return {panel.things.rows[index.row()].uid for index in indexes}


def saying(workspace: Workspace, words: str) -> Mark:
    return next(one for one in workspace.session.document.all(Mark) if one.texte == words)


def test_every_thing_of_the_sheet_is_a_row_and_each_is_a_sentence(sample: Workspace, listed: Contenu) -> None:
    document = sample.session.document
    listed_uids = [entry.uid for entry in listed.things.rows if entry.uid]
    assert {item.uid for item in document.items()} <= set(listed_uids)
    assert len(listed_uids) == len(set(listed_uids))
    assert {line.uid for line in document.all(LigneGrille) if line.texte} <= set(listed_uids)
    said = sentences(listed)
    assert said[0] == "Organisation, 6 éléments, déplié"
    assert "Chef-lieu\u00a0: «\u00a0Ambert, tout s’y décide\u00a0», au centre, Ambert" in said
    assert any(one.startswith("Titre\u00a0: «\u00a0Une vallée qui tient") for one in said)
    assert any(one.startswith("Message\u00a0: «") for one in said)
    assert any(one.startswith("Atouts\u00a0: «") for one in said)
    note = next(one for one in said if "Qui reprend l’usine" in one)
    assert note.startswith("Post-it\u00a0: «")
    assert note.endswith("à propos de\u00a0: L’usine vide, au nord-ouest")


def test_items_stand_in_the_order_of_the_sheet(sample: Workspace, listed: Contenu) -> None:
    order = [item.uid for item in sample.session.document.items()]
    for section in ("organisation", "dynamique", "postit"):
        ranks = [order.index(one.uid) for one in listed.things.rows if one.section == section and one.uid]
        assert ranks
        assert ranks == sorted(ranks)


def test_one_choice_for_the_list_and_the_sheet(sample: Workspace, listed: Contenu) -> None:
    session = sample.session
    press(Qt.Key.Key_Down)
    assert chosen(listed) == session.selection
    first = session.selection
    press(Qt.Key.Key_Down)
    assert session.selection == chosen(listed) != first
    press(Qt.Key.Key_Down, SHIFT)
    assert len(session.selection) == 2
    assert session.selection == chosen(listed)
    other = saying(sample, "L’usine vide").uid
    session.select({other})
    assert chosen(listed) == {other}
    assert listed.list.entry == Entry("enjeux", other)
    session.select(())
    assert chosen(listed) == set()
    assert sample.marge.panel == "contenu", "what is chosen does not close the list"


def test_arrows_over_a_head_keep_what_is_chosen(sample: Workspace, listed: Contenu) -> None:
    last = next(
        rank for rank, one in enumerate(listed.things.rows) if one.section == "dynamique" and not one.uid
    )
    listed.list.setCurrentIndex(listed.things.index(last - 1))
    kept = sample.session.selection
    assert kept
    press(Qt.Key.Key_Down)
    assert listed.list.entry == Entry("dynamique", count=listed.things.rows[last].count)
    assert sample.session.selection == kept
    assert chosen(listed) == set(kept)


def test_a_group_is_chosen_whole_from_one_of_its_rows(sample: Workspace, listed: Contenu) -> None:
    two = {saying(sample, "Le tiers-lieu").uid, saying(sample, "Plus de médecin").uid}
    sample.session.select(two)
    press(Qt.Key.Key_G, CTRL)
    assert focused() is listed.list
    sample.session.select(())
    go(listed, next(iter(two)))
    assert sample.session.selection == two == chosen(listed)
    assert sum("dans un groupe" in one for one in sentences(listed)) == 2


def test_heads_fold_by_keys_and_by_a_click(listed: Contenu, qtbot: QtBot) -> None:
    listed.list.setCurrentIndex(listed.things.index(0))
    inside = listed.things.rows[0].count
    before = len(listed.things.rows)
    press(Qt.Key.Key_Left)
    assert len(listed.things.rows) == before - inside
    assert sentences(listed)[0].endswith("replié")
    press(Qt.Key.Key_Right)
    assert len(listed.things.rows) == before
    press(Qt.Key.Key_Space)
    assert len(listed.things.rows) == before - inside
    at = listed.list.visualRect(listed.things.index(0)).center()
    QTest.mouseClick(listed.list.viewport(), Qt.MouseButton.LeftButton, NONE, at)
    assert len(listed.things.rows) == before
    # From a row inside, Left folds what it belongs to and stands on its head.
    listed.list.setCurrentIndex(listed.things.index(2))
    press(Qt.Key.Key_Left)
    assert listed.list.currentIndex().row() == 0


def test_space_locks_delete_deletes_and_undo_brings_back(sample: Workspace, listed: Contenu) -> None:
    document, uid = sample.session.document, saying(sample, "L’usine vide").uid
    go(listed, uid)
    press(Qt.Key.Key_Space)
    mark = document.get(uid)
    assert isinstance(mark, Mark)
    assert mark.verrouille
    assert any(one.endswith("verrouillé") and "L’usine vide" in one for one in sentences(listed))
    press(Qt.Key.Key_Delete)
    assert document.get(uid) is not None, "what is locked is not deleted"
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Delete)
    assert document.get(uid) is None
    listed.refresh()
    assert uid not in [one.uid for one in listed.things.rows]
    assert focused() is listed.list
    press(Qt.Key.Key_Z, CTRL)
    listed.refresh()
    assert uid in [one.uid for one in listed.things.rows]


def test_enter_writes_the_words_and_the_keys_come_back(
    sample: Workspace, listed: Contenu, qtbot: QtBot
) -> None:
    note = next(sample.session.document.all(PostIt))
    go(listed, note.uid)
    press(Qt.Key.Key_Return)
    field = sample.canvas.writing.field
    assert field is not None
    assert focused() is field
    QTest.keyClicks(field, "Pourquoi pas")
    press(Qt.Key.Key_Escape)
    after = sample.session.document.get(note.uid)
    assert isinstance(after, PostIt)
    assert after.texte.endswith("Pourquoi pas")
    assert focused() is listed.list
    settled(qtbot)
    assert listed.list.entry == Entry("postit", note.uid)
    assert any("Pourquoi pas" in one for one in sentences(listed))


def test_the_title_and_a_line_of_the_amof_are_written_too(sample: Workspace, listed: Contenu) -> None:
    go(listed, "feuille:titre")
    assert sample.session.selection == frozenset()
    press(Qt.Key.Key_F2)
    QTest.keyClicks(focused(), "!")
    press(Qt.Key.Key_Escape)
    assert sample.session.document.poster.titre.endswith("!")
    line = next(one for one in sample.session.document.all(LigneGrille) if one.grille == AMOF)
    go(listed, line.uid)
    press(Qt.Key.Key_Return)
    QTest.keyClicks(focused(), "?")
    press(Qt.Key.Key_Escape)
    after = sample.session.document.get(line.uid)
    assert isinstance(after, LigneGrille)
    assert after.texte.endswith("?")
    listed.refresh()
    go(listed, line.uid)
    press(Qt.Key.Key_Delete)
    assert sample.session.document.get(line.uid) is None


def test_a_note_that_waits_is_laid_by_enter(sample: Workspace, listed: Contenu, qtbot: QtBot) -> None:
    document = sample.session.document
    with document.transaction("Écrire un post-it") as act:
        waiting = act.put(PostIt(uid=new_uid(), texte="Et le ski ?"))
    listed.refresh()
    assert any("Et le ski" in one and one.endswith("à placer") for one in sentences(listed))
    go(listed, waiting.uid)
    press(Qt.Key.Key_Return)
    laid = document.get(waiting.uid)
    assert isinstance(laid, PostIt)
    assert laid.x is not None


def test_the_field_finds_and_gives_the_keys_to_the_rows(
    sample: Workspace, listed: Contenu, qtbot: QtBot
) -> None:
    listed.field.setFocus()
    QTest.keyClicks(listed.field, "foret post")
    assert listed.things.rows == []
    assert listed.told.text() == "Rien de ce nom sur la feuille."
    press(Qt.Key.Key_Escape)
    assert listed.field.text() == ""
    QTest.keyClicks(listed.field, "foret")
    found = [one.uid for one in listed.things.rows if one.uid]
    words = [sentence for sentence in sentences(listed) if "orêt" in sentence]
    assert len(words) == len(found) > 1
    press(Qt.Key.Key_Down)
    assert focused() is listed.list
    assert sample.session.selection == {found[0]}


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_menu_key_opens_the_menu_of_the_row(sample: Workspace, listed: Contenu) -> None:
    go(listed, saying(sample, "L’usine vide").uid)
    listed.list.customContextMenuRequested.emit(QPoint(-1, -1))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert "Dupliquer" in [action.text() for action in menu.actions()]
    menu.close()


def test_a_row_shows_its_thing_on_the_sheet(sample: Workspace, listed: Contenu) -> None:
    canvas = sample.canvas
    for _ in range(8):
        canvas.zoom_in()
    uid = saying(sample, "Le collège").uid
    go(listed, uid)
    box = canvas.desk.extent(uid)
    assert box is not None
    left, top, right, bottom = canvas.view.seen
    assert left <= box[0]
    assert box[2] <= right
    assert top <= box[1]
    assert box[3] <= bottom


def test_the_keys_open_and_close_it(sample: Workspace, listed: Contenu) -> None:
    press(Qt.Key.Key_L, CTRL | SHIFT)
    assert sample.marge.panel == ""
    assert focused() is sample.canvas


def test_thousands_of_rows_are_made_without_their_words(sample: Workspace, listed: Contenu) -> None:
    document = sample.session.document
    x, y = document.poster.centre_x, document.poster.centre_y
    with document.transaction("Écrire un texte") as act:
        for rank in range(2000):
            act.put(
                Texte(uid=new_uid(), geometry=Point(x + rank, y), texte=f"lieu {rank}", pile="V", ordre=1)
            )
    asked: list[str] = []
    told = listed.contents.told
    listed.contents.told = lambda uid: (asked.append(uid), told(uid))[1]  # type: ignore[method-assign]
    listed.refresh()
    listed.list.grab()
    assert len(listed.things.rows) > 2000
    assert len(asked) < 60


def test_quarters_follow_the_ground() -> None:
    said = [[quarter((x, y)) for x in (-0.9, 0.0, 0.9)] for y in (0.9, 0.0, -0.9)]
    assert said == [
        ["au nord-ouest", "au nord", "au nord-est"],
        ["à l’ouest", "au centre", "à l’est"],
        ["au sud-ouest", "au sud", "au sud-est"],
    ]


def test_it_speaks_the_language_in_use(sample: Workspace) -> None:
    try:
        i18n.use("en")
        contents = Contents(sample.session)
        entries = contents.entries()
        said = [contents.sentence(entry.uid) for entry in entries if entry.uid]
        assert contents.head(entries[0], opened=True) == "Organisation, 6 items, unfolded"
    finally:
        i18n.use("fr")
    assert any("in the north" in one for one in said)
    assert any(": “" in one for one in said)
