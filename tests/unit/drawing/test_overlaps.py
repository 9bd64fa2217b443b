"""What lies on what: names, signs, badges, labels and post-its, pair by pair."""

import pytest

from app.drawing.ink import Band, Ink, Scene
from app.drawing.overlaps import overlaps, pieces, symbol
from app.drawing.primitives import Path, Text, TextLine, circle, polygon, rectangle
from app.poster.boxes import shared
from tests.unit.drawing import sheets


def sign(uid: str, x: float, y: float, size: float = 10.0) -> Ink:
    return Ink.of(uid, Band.POINTS, (Path((rectangle(x, y, size, size),), fill="#000000"),))


def scene(*inks: Ink) -> Scene:
    return Scene(420, 297, inks)


def test_two_signs_share_the_area_they_share() -> None:
    assert overlaps(scene(sign("a", 0, 0), sign("b", 8, 9))) == [("a", "b", pytest.approx(2.0))]


@pytest.mark.parametrize(("x", "y"), [(10, 0), (0, 10), (30, 30), (9.999, 0)])
def test_touching_is_not_covering(x, y) -> None:
    assert overlaps(scene(sign("a", 0, 0), sign("b", x, y))) == []


def test_a_sign_is_measured_without_its_badges_and_words() -> None:
    badge = Path((circle(10, 10, 2.5),), fill="#1F6FB2")
    name = Text((TextLine(12, 6, "Nom"),), "Bold", 6.0, "#000000")
    body = Path((rectangle(0, 0, 10, 10),), fill="#000000")
    ink = Ink.of("a", Band.POINTS, (body, badge, name), ((7.5, 7.5, 12.5, 12.5),), ((12, 1, 25, 8),))

    assert symbol(ink) == (0, 0, 10, 10)
    assert [piece.kind for piece in pieces((ink,))] == ["signe", "badge", "etiquette"]


def test_badges_that_touch_another_sign_are_found() -> None:
    badge = Path((circle(10, 10, 2.5),), fill="#1F6FB2")
    body = Path((rectangle(0, 0, 10, 10),), fill="#000000")
    ink = Ink.of("a", Band.POINTS, (body, badge), ((7.5, 7.5, 12.5, 12.5),))

    assert overlaps(scene(ink, sign("b", 11, 11))) == [("a", "b", pytest.approx(1.5 * 1.5))]


def test_lines_and_areas_may_be_crossed() -> None:
    area = Ink.of("aire", Band.AIRES, (Path((rectangle(0, 0, 50, 50),), fill="#CCCCCC"),))

    assert overlaps(scene(area, sign("a", 5, 5))) == []


def test_names_are_measured_by_their_letters_not_by_their_halo() -> None:
    def name(uid: str, x: float) -> Ink:
        text = Text((TextLine(x, 50, "nom"),), "Bold", 6.0, "#000000", "#FFFFFF", 1.0)
        return Ink.of(uid, Band.NOMS, (text,))

    wide = name("nom:1", 0).extent[2] - 1.0
    assert overlaps(scene(name("nom:1", 0), name("nom:2", wide + 0.1))) == []
    assert overlaps(scene(name("nom:1", 0), name("nom:2", wide - 2.0)))


def test_post_its_are_measured_by_their_paper() -> None:
    records = sheets.records(
        sheets.postit("p", 20, 50), sheets.postit("q", 40, 60), sheets.postit("r", 20, 200)
    )
    found = overlaps(sheets.composer().compose(records))

    assert [pair[:2] for pair in found] == [("p", "q")]


def test_a_name_and_its_own_dot_are_one_place() -> None:
    dot = Ink.of("lieu:1", Band.LIEUX, (Path((circle(0, 0, 3),), fill="#000000"),))
    name = Ink.of("nom:1", Band.NOMS, (Text((TextLine(0, 0, "nom"),), "Bold", 6.0, "#000000"),))
    other = Ink.of("nom:2", Band.NOMS, name.primitives)

    assert overlaps(scene(dot, name)) == []
    assert overlaps(scene(dot, other))


def test_shared_area() -> None:
    assert shared((0, 0, 4, 4), (2, 1, 6, 3)) == 4.0
    assert shared((0, 0, 1, 1), (2, 2, 3, 3)) == 0.0


def test_an_arrow_across_leaves_the_corners_of_its_box_free() -> None:
    shaft = Path((polygon(((0, 0), (2, 0), (20, 18), (20, 20), (18, 20), (0, 2))),), fill="#B3122B")
    arrow = Ink.of("a", Band.POINTS, (shaft,))

    assert overlaps(scene(arrow, sign("b", 13, 0, 6))) == []
    assert overlaps(scene(arrow, sign("b", 8, 8, 4))) == [("a", "b", pytest.approx(12.0))]
