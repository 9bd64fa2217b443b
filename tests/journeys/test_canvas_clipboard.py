"""Copy, cut and paste on the sheet, and from one poster to another."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from app.catalogue import invent, svg
from app.catalogue.load import shipped
from app.poster.geometry import Lines
from app.poster.records import Mark, Photo, Poster, PostIt, Texte, Trace
from app.storage.file import PosterFile
from app.ui.canvas.canvas import Canvas
from app.ui.clipboard import parcel
from app.ui.session import Session
from tests.journeys.canvas_stage import CTRL, SHIFT, Stage, X, Y
from tests.journeys.clipboard_hand import (
    DRAWING,
    OURS,
    clipboard,
    held,
    hold,
    near,
    new,
    page,
    picture,
    point,
    put,
    said,
)
from tests.unit.ui.posters import ground

__all__ = ["clipboard"]
#: Away from the sheet.
OFF = (-50.0, -50.0)


@pytest.fixture
def other(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[..., Stage]]:
    """Return what opens a second poster, of another ground unless told otherwise."""
    opened: list[Stage] = []

    def begin(**changes: object) -> Stage:
        records = [
            replace(each, uid="autre", **changes) if isinstance(each, Poster) else each  # type: ignore[arg-type]
            for each in ground()
        ]
        path = tmp_path / f"autre{len(opened)}.gpkg"
        session = Session(PosterFile.create(path, records), shipped())
        canvas = Canvas(session)
        qtbot.addWidget(canvas)
        canvas.resize(917, 656)
        with qtbot.waitExposed(canvas):
            canvas.show()
        canvas.setFocus()
        opened.append(Stage(session, canvas, qtbot))
        return opened[-1]

    yield begin
    for each in opened:
        each.canvas.close_text()
        each.canvas.hide()
        each.session.close()


# -- to other programs


def test_a_copy_is_ours_an_image_a_drawing_and_words(stage: Stage) -> None:
    put(
        stage,
        Mark(uid="m", picto="ecole", geometry=point(X, Y), texte="Le collège"),
        PostIt(uid="p", texte="Qui reprend\nla ferme ?", x=X + 20, y=Y - 30, cible="ailleurs"),
    )
    stage.key(Qt.Key.Key_C, CTRL)

    data = held()
    assert parcel.unpacked(bytes(data.data(parcel.MIME).data())).items
    assert data.text() == "Qui reprend la ferme ?\nLe collège"
    image = data.imageData()
    assert isinstance(image, QImage)
    assert image.pixelColor(0, 0) == QColor("#FFFFFF")
    assert not image.hasAlphaChannel()
    assert image.dotsPerMeterX() == pytest.approx(300 / 0.0254, abs=1)
    root = fromstring(bytes(data.data("image/svg+xml").data()))
    box = [float(part) for part in root.get("viewBox", "").split()]
    assert root.get("width") == f"{box[2]:g}mm"
    # The image and the drawing show the same part of the sheet.
    assert image.width() / image.height() == pytest.approx(box[2] / box[3], rel=0.01)
    assert image.width() == pytest.approx(box[2] * 300 / 25.4, abs=1)
    assert stage.acts() == 1


def test_nothing_chosen_leaves_the_clipboard_alone(stage: Stage) -> None:
    hold(text="à garder")
    stage.key(Qt.Key.Key_C, CTRL)
    stage.key(Qt.Key.Key_X, CTRL)
    assert held().text() == "à garder"


def test_the_image_of_the_whole_sheet_when_nothing_is_chosen(stage: Stage) -> None:
    sentences = said(stage)
    stage.key(Qt.Key.Key_C, CTRL | SHIFT)
    image = held().imageData()
    assert image.width() / image.height() == pytest.approx(420 / 297, rel=0.001)
    assert image.width() * image.height() > 4_000_000
    assert len(sentences) == 1

    put(stage, Mark(uid="m", picto="ecole", geometry=point(X, Y)))
    stage.key(Qt.Key.Key_C, CTRL | SHIFT)
    assert held().imageData().width() < 500


# -- in the same poster


def test_pasted_under_the_pointer(stage: Stage) -> None:
    put(stage, Mark(uid="m", picto="ecole", geometry=point(X, Y), taille_mm=17.0))
    stage.key(Qt.Key.Key_C, CTRL)
    stage.move((X + 60, Y + 40), button=Qt.MouseButton.NoButton)
    stage.key(Qt.Key.Key_V, CTRL)

    (copy,) = new(stage, "m")
    assert abs(page(stage, copy)[0] - X - 60) < 0.5
    assert abs(page(stage, copy)[1] - Y - 40) < 0.5
    assert stage.session.selection == {copy.uid}
    assert stage.acts() == 2
    # Again at the same place: beside, never on top.
    stage.key(Qt.Key.Key_V, CTRL)
    (third,) = new(stage, "m", copy.uid)
    assert page(stage, third)[0] == pytest.approx(page(stage, copy)[0] + 8)
    assert page(stage, third)[1] == pytest.approx(page(stage, copy)[1] + 8)
    stage.session.undo()
    stage.session.undo()
    assert [item.uid for item in stage.items()] == ["m"]


def test_a_hand_that_has_not_moved_gets_its_copy_beside_the_model(stage: Stage) -> None:
    put(stage, Mark(uid="m", picto="ecole", geometry=point(X, Y)))
    stage.click((X + 1, Y + 1))
    stage.key(Qt.Key.Key_C, CTRL)
    stage.key(Qt.Key.Key_V, CTRL)
    stage.key(Qt.Key.Key_V, CTRL)
    assert sorted(round(page(stage, item)[0] - X) for item in stage.items()) == [0, 8, 16]


def test_what_is_cut_comes_back_where_it_was(stage: Stage) -> None:
    put(stage, Mark(uid="m", picto="ecole", geometry=point(X, Y), texte="Le collège"))
    put(stage, Mark(uid="fixe", picto="ecole", geometry=point(X + 30, Y), verrouille=True))
    stage.session.select({"m", "fixe"})
    stage.key(Qt.Key.Key_X, CTRL)
    assert [item.uid for item in stage.items()] == ["fixe"]
    stage.key(Qt.Key.Key_V, CTRL)
    (back,) = new(stage, "fixe")
    assert near(page(stage, back), (X, Y))
    assert stage.acts() == 4
    stage.session.undo()
    stage.session.undo()
    assert {item.uid for item in stage.items()} == {"m", "fixe"}


def test_a_leader_to_what_stays_points_at_its_place(stage: Stage) -> None:
    put(stage, Mark(uid="m", picto="ecole", geometry=point(X, Y)))
    put(stage, PostIt(uid="p", texte="Ici", x=X + 20, y=Y - 40, cible="m"))
    stage.key(Qt.Key.Key_C, CTRL)
    stage.key(Qt.Key.Key_V, CTRL)
    (copy,) = new(stage, "m", "p")
    assert isinstance(copy, PostIt)
    assert copy.cible == ""
    assert (copy.cible_x, copy.cible_y) == pytest.approx((0.0, 0.0))


def test_groups_and_links_are_those_of_the_copies(stage: Stage) -> None:
    put(
        stage,
        Mark(uid="m", picto="ecole", geometry=point(X, Y), ensemble="g"),
        PostIt(uid="p", texte="Ici", x=X + 20, y=Y - 40, cible="m", ensemble="g"),
    )
    stage.key(Qt.Key.Key_C, CTRL)
    stage.key(Qt.Key.Key_V, CTRL)
    mark, note = new(stage, "m", "p")
    assert isinstance(note, PostIt)
    assert note.cible == mark.uid
    assert mark.ensemble == note.ensemble
    assert mark.ensemble not in ("", "g")


# -- from one poster to another


def test_another_ground_keeps_the_distances_on_the_page(stage: Stage, other: Callable[..., Stage]) -> None:
    put(
        stage,
        Mark(uid="m", picto="ecole", geometry=point(X, Y), taille_mm=21.0, texte="Le collège"),
        Trace(uid="t", geometry=Lines((((0.0, 0.0), (4000.0, 2000.0)),))),
        Texte(uid="w", geometry=point(X + 10, Y + 10), texte="là"),
        PostIt(uid="p", texte="Ici", x=X + 30, y=Y - 40, cible="m"),
    )
    stage.key(Qt.Key.Key_C, CTRL)
    there = other(crs=2975, metres_par_mm=512.0, centre_x=350_000.0, centre_y=7_660_000.0, rotation=12.0)
    there.move(OFF, button=Qt.MouseButton.NoButton)
    there.key(Qt.Key.Key_V, CTRL)

    made = there.items()
    assert [type(item) for item in made] == [Mark, Trace, Texte, PostIt]
    at = page(there, made[0])
    before = [page(stage, item) for item in stage.items()]
    for item, was in zip(made, before, strict=True):
        assert near(
            (page(there, item)[0] - at[0], page(there, item)[1] - at[1]),
            (was[0] - before[0][0], was[1] - before[0][1]),
        )
    assert isinstance(made[0], Mark)
    assert made[0].taille_mm == 21.0
    assert isinstance(made[3], PostIt)
    assert made[3].cible == made[0].uid
    assert there.acts() == 1


def test_another_poster_of_the_same_ground_has_it_at_the_same_place(
    stage: Stage, other: Callable[..., Stage]
) -> None:
    put(stage, Mark(uid="m", picto="ecole", geometry=point(X + 12, Y - 7)))
    stage.key(Qt.Key.Key_C, CTRL)
    there = other(metres_par_mm=250.0, centre_x=300.0)
    there.canvas._pixel = None
    there.key(Qt.Key.Key_V, CTRL)
    (made,) = there.items()
    assert isinstance(made, Mark)
    assert made.geometry == point(X + 12, Y - 7)
    there.key(Qt.Key.Key_V, CTRL)
    assert len({page(there, item) for item in there.items()}) == 2


def test_a_leader_does_not_point_at_the_ground_of_another_poster(
    stage: Stage, other: Callable[..., Stage]
) -> None:
    put(stage, Mark(uid="m", picto="ecole", geometry=point(X, Y)))
    put(stage, PostIt(uid="p", texte="Ici", x=X + 20, y=Y - 40, cible="m"))
    stage.key(Qt.Key.Key_C, CTRL)
    there = other()
    there.key(Qt.Key.Key_V, CTRL)
    (note,) = there.items()
    assert isinstance(note, PostIt)
    assert (note.cible, note.cible_x, note.cible_y) == ("", None, None)


def test_our_pictograms_travel(stage: Stage, other: Callable[..., Stage]) -> None:
    ours = invent.invented("La Roue", "", svg.parse(OURS), taken=())
    stage.session.add_pictogram(ours)
    put(stage, Mark(uid="m", picto=ours.key, geometry=point(X, Y)))
    stage.key(Qt.Key.Key_C, CTRL)
    there = other()
    # Another drawing has that key there.
    there.session.add_pictogram(invent.invented("La Roue", "", svg.parse(DRAWING), taken=()))
    there.key(Qt.Key.Key_V, CTRL)
    (made,) = there.items()
    assert isinstance(made, Mark)
    assert made.picto != ours.key
    assert there.session.drawn[made.picto].glyph == ours.glyph
    there.key(Qt.Key.Key_V, CTRL)
    assert {item.picto for item in there.items() if isinstance(item, Mark)} == {made.picto}
    there.session.file.flush()


def test_photos_travel_with_their_bytes(stage: Stage, other: Callable[..., Stage], tmp_path: Path) -> None:
    path = tmp_path / "p.png"
    picture().save(str(path))
    media = stage.session.file.pictures.add(path.read_bytes())
    put(stage, Photo(uid="f", geometry=point(X, Y), media=media, taille_mm=40.0, rapport=0.75))
    stage.key(Qt.Key.Key_C, CTRL)
    image = held().imageData()
    assert image.pixelColor(image.width() // 2, image.height() // 2) == QColor("#B01030")
    assert b"data:image/png;base64," in bytes(held().data("image/svg+xml").data())
    there = other()
    there.key(Qt.Key.Key_V, CTRL)
    (made,) = there.items()
    assert isinstance(made, Photo)
    there.session.file.flush()
    assert there.session.file.pictures.get(made.media) == path.read_bytes()


# -- damaged and hostile


def test_what_is_not_sound_changes_nothing(stage: Stage) -> None:
    put(stage, Mark(uid="m", picto="ecole", geometry=point(X, Y)))
    stage.key(Qt.Key.Key_C, CTRL)
    good = bytes(held().data(parcel.MIME).data())
    values = json.loads(good)

    def bad(**changes: object) -> bytes:
        return json.dumps({**values, **changes}).encode()

    def worse(**changes: object) -> bytes:
        return bad(items=[{**values["items"][0], **changes}])

    far = {"lines": [[[1e300, 0], [0, 0]]]}
    for content in (
        b"",
        b"\xff\xfe",
        good[:-20],
        b"[" * 100_000,
        bad(format="autre"),
        bad(version=2),
        bad(version="1"),
        bad(items=[]),
        bad(items=[{"_": "Poster", "uid": "x"}]),
        bad(items=values["items"] * 2),
        bad(items=values["items"] * 3000),
        bad(metres_par_mm=0),
        bad(centre=[float("nan"), 0]),
        bad(centre=[1e300, 0]),
        bad(pictos=["{}"]),
        bad(images=["pas du base64"]),
        bad(images=["AAAA"] * 500),
        worse(geometry=far),
        worse(geometry={"lines": []}),
        worse(geometry={"lines": [[[0, 0]]]}),
        worse(geometry={"areas": [[]]}),
        worse(geometry={"areas": [[[[0, 0], [1, 1]]]]}),
        worse(geometry={"lines": [[[n, n] for n in range(300_000)]]}),
        worse(geometry={"point": ["a", "b"]}),
        worse(taille_mm=-4),
        worse(taille_mm=1e9),
        worse(intensite=9),
        worse(temps="demain"),
        worse(couleur="url(#x)"),
        worse(texte="x" * 30_000),
        worse(uid=""),
        worse(parametres={"x": "y" * 300_000}),
        worse(parametres=[1, 2]),
    ):
        sentences = said(stage)
        before = dict(stage.session.document.records)
        hold(own=content)
        stage.key(Qt.Key.Key_V, CTRL)
        assert len(sentences) == 1, content[:200]
        assert stage.session.document.records == before
    assert stage.acts() == 1
