"""What comes from other programs, pasted or let go on the sheet; the style of a thing, given to others."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from app import paths
from app.poster.geometry import Lines
from app.poster.records import Mark, Photo, PostIt, Trace
from app.ui.clipboard import arriving
from tests.journeys.canvas_stage import ALT, CTRL, Stage, X, Y
from tests.journeys.clipboard_hand import DRAWING, clip, clipboard, hold, page, picture, point, put, said

__all__ = ["clipboard"]


# -- from other programs


def test_a_list_becomes_one_post_it_a_line(stage: Stage) -> None:
    hold(text="- La gare fermée\n\n• Le pôle santé\r\n3. L’usine\n   \n* Le col")
    stage.move((X, Y), button=Qt.MouseButton.NoButton)
    stage.key(Qt.Key.Key_V, CTRL)
    notes = [item for item in stage.items() if isinstance(item, PostIt)]
    assert [note.texte for note in notes] == ["La gare fermée", "Le pôle santé", "L’usine", "Le col"]
    boxes = [stage.canvas.desk.extent(note.uid) for note in notes]
    for rank, one in enumerate(boxes):
        assert one is not None
        assert one[0] >= 12
        assert one[2] <= 274
        for two in boxes[rank + 1 :]:
            assert two is not None
            assert one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]
    assert stage.acts() == 1
    assert stage.session.selection == {note.uid for note in notes}


def test_a_long_list_waits_and_says_what_is_left(stage: Stage) -> None:
    sentences = said(stage)
    hold(text="\n".join(f"Idée numéro {rank}" for rank in range(83)))
    stage.key(Qt.Key.Key_V, CTRL)
    notes = [item for item in stage.items() if isinstance(item, PostIt)]
    waiting = [note for note in notes if note.x is None]
    assert len(notes) == 60
    assert waiting
    assert "23 lignes" in sentences[0]
    assert f"{len(waiting)} post-its attendent" in sentences[0]


def test_cells_of_a_spreadsheet(stage: Stage) -> None:
    hold(text='Atouts\tFreins\nla fourme\t"le col,\nl’hiver"\n', html="<table></table>", image=picture())
    stage.key(Qt.Key.Key_V, CTRL)
    assert [item.texte for item in stage.items()] == ["Atouts", "Freins", "la fourme", "le col, l’hiver"]


def test_a_page_without_plain_words(stage: Stage) -> None:
    hold(html="<ul><li>Un</li><li>Deux <b>fois</b></li></ul><img src='file:///etc/passwd'>")
    stage.key(Qt.Key.Key_V, CTRL)
    assert [item.texte for item in stage.items()] == ["Un", "Deux fois"]


def test_words_that_are_being_written_take_the_paste(stage: Stage) -> None:
    put(stage, PostIt(uid="p", texte="Le ", x=100, y=100))
    stage.canvas.edit_text("p")
    hold(text="car\nscolaire")
    field = stage.field
    field.paste()
    assert "car" in field.toPlainText()
    assert len(stage.items()) == 1


@pytest.mark.parametrize("kind", ["image", "png", "browser"])
def test_an_image_is_an_image(stage: Stage, kind: str, tmp_path: Path) -> None:
    path = tmp_path / "x.png"
    picture(120, 60).save(str(path))
    if kind == "image":
        hold(image=picture(120, 60))
    elif kind == "png":
        hold(png=path.read_bytes())
    else:
        hold(
            image=picture(120, 60),
            text="https://exemple.fr/x.png",
            html="<img src='https://exemple.fr/x.png'>",
        )
    stage.move((X, Y), button=Qt.MouseButton.NoButton)
    stage.key(Qt.Key.Key_V, CTRL)
    stage.qtbot.waitUntil(lambda: bool(stage.items()), timeout=20_000)
    (photo,) = stage.items()
    assert isinstance(photo, Photo)
    assert photo.rapport == pytest.approx(0.5)
    assert abs(page(stage, photo)[0] - X) < 1
    assert stage.acts() == 1


def test_a_drawing_becomes_one_of_our_signs(stage: Stage) -> None:
    sentences = said(stage)
    hold(text=DRAWING)
    stage.key(Qt.Key.Key_V, CTRL)
    mark = stage.mark()
    assert stage.session.catalogue[mark.picto].ours
    assert len(sentences) == 1


@pytest.mark.parametrize(
    "text",
    [
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
        '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>',
        "<svg",
    ],
)
def test_a_drawing_that_cannot_be_a_sign_is_told_calmly(stage: Stage, text: str) -> None:
    sentences = said(stage)
    hold(svg=text.encode())
    stage.key(Qt.Key.Key_V, CTRL)
    assert not stage.items()
    assert "Inventer" in sentences[0]


def test_an_empty_clipboard_is_told(stage: Stage) -> None:
    sentences = said(stage)
    stage.key(Qt.Key.Key_V, CTRL)
    assert len(sentences) == 1
    assert stage.acts() == 0


# -- let go


def drop(stage: Stage, data: QMimeData, at: tuple[float, float]) -> bool:
    where = stage.pixel(at)
    kept = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(where), *kept)
    QApplication.sendEvent(stage.canvas, enter)
    if enter.isAccepted():
        QApplication.sendEvent(stage.canvas, QDropEvent(QPointF(where), *kept))
    return enter.isAccepted()


def test_words_let_go_lie_there(stage: Stage) -> None:
    assert drop(stage, clip(text="Un seul"), (X, Y))
    (note,) = stage.items()
    assert abs(page(stage, note)[0] - X) < 1
    assert abs(page(stage, note)[1] - Y) < 1


def test_files_let_go(stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "idées.txt").write_text("Un\nDeux", "utf-8")
    picture().save(str(tmp_path / "photo.png"))
    urls = [QUrl.fromLocalFile(str(tmp_path / name)) for name in ("idées.txt", "photo.png")]
    assert drop(stage, clip(urls=urls), (X, Y))
    stage.qtbot.waitUntil(lambda: len(stage.items()) == 3, timeout=20_000)
    assert sorted(type(item).__name__ for item in stage.items()) == ["Photo", "PostIt", "PostIt"]


def test_a_poster_let_go_is_for_the_window(stage: Stage, tmp_path: Path) -> None:
    path = tmp_path / "autre.gpkg"
    shutil.copyfile(paths.resource("samples", "ambert-livradois-forez.gpkg"), path)
    urls = [QUrl.fromLocalFile(str(path))]
    assert not arriving.takes(clip(urls=urls))
    assert not drop(stage, clip(urls=urls), (X, Y))


def test_maps_let_go_are_for_the_ground(stage: Stage, tmp_path: Path) -> None:
    brought: list[tuple[Path, ...]] = []
    stage.session.files_brought.connect(brought.append)
    files = [tmp_path / name for name in ("routes.dbf", "routes.shp", "photo.png")]
    for path in files:
        path.write_bytes(b"x")
    assert drop(stage, clip(urls=[QUrl.fromLocalFile(str(path)) for path in files]), (X, Y))
    assert brought == [(tmp_path / "routes.shp", tmp_path / "photo.png")]
    assert not stage.items()


# -- the same style


def test_the_same_style_for_several(stage: Stage) -> None:
    put(
        stage,
        Mark(uid="a", picto="ecole", geometry=point(X, Y), couleur="#102030", taille_mm=22.0, temps="futur"),
        Mark(uid="b", picto="ecole", geometry=point(X + 30, Y), texte="B", valence="plus"),
        Mark(uid="c", picto="ecole", geometry=point(X + 60, Y), verrouille=True),
        Trace(uid="t", geometry=Lines((((0.0, 0.0), (4000.0, 2000.0)),))),
        PostIt(uid="p", texte="Ici", x=20, y=60),
    )
    sentences = said(stage)
    stage.session.select({"a"})
    stage.key(Qt.Key.Key_C, CTRL | ALT)
    stage.session.select({"b", "c", "t", "p"})
    stage.key(Qt.Key.Key_V, CTRL | ALT)
    kept = {item.uid: item for item in stage.items()}
    b = kept["b"]
    assert isinstance(b, Mark)
    assert (b.couleur, b.taille_mm, b.temps, b.valence, b.texte) == ("#102030", 22.0, "", "plus", "B")
    assert (kept["t"].couleur, kept["t"].taille_mm) == ("#102030", 1.1)  # type: ignore[union-attr]
    assert kept["c"].couleur == ""  # type: ignore[union-attr]
    assert kept["p"].couleur == "jaune"  # type: ignore[union-attr]
    assert "2 éléments" in sentences[-1]
    assert stage.acts() == 2
