"""Frames on the real canvas: scale, stretch and turn several things, a stroke, an area; one sign; soft and straight."""

from __future__ import annotations

from math import hypot, sin

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from app.drawing.primitives import Path, Subpath
from app.poster.geometry import Areas, Box, Coord, Lines, Point, bounds, closed
from app.poster.records import Item, Mark, Photo, PostIt, Record, Texte, Trace
from app.poster.sheet import MapFrame
from app.poster.values import Frozen
from app.ui.actions.registry import ON_SHEET, on_sheet
from app.ui.canvas.events import Handle
from app.ui.tools.framing import FEW
from tests.journeys.canvas_stage import ALT, NONE, SHIFT, Stage, X, Y

PENTAGON = ((X - 30, Y - 20), (X + 30, Y - 20), (X + 40, Y), (X, Y + 20), (X - 40, Y))


class Table:
    """Things laid at places of the page, and the frame around them."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.frame = MapFrame.of(stage.session.document.poster)

    def run(self, *at: Coord) -> tuple[Coord, ...]:
        return tuple(self.frame.to_ground(*each) for each in at)

    def lay(self, *items: Item, select: bool = True) -> None:
        with self.stage.session.document.transaction("Poser") as act:
            for item in items:
                act.put(item)
        if select:
            self.stage.session.select({item.uid for item in items})

    def sign(self, uid: str, at: Coord, **fields: float | bool) -> Mark:
        return Mark(uid=uid, picto="ecole", geometry=Point(*self.frame.to_ground(*at)), **fields)  # type: ignore[arg-type]

    def zone(self, *corners: Coord, uid: str = "z", **told: object) -> Mark:
        ring = closed(self.run(*corners))
        return Mark(uid=uid, picto="zone", geometry=Areas(((ring,),)), parametres=Frozen(told))

    def stroke(self, *at: Coord) -> Trace:
        return Trace(uid="t", geometry=Lines((self.run(*at),)))

    def get(self, uid: str) -> Record:
        found = self.stage.session.document.get(uid)
        assert found is not None
        return found

    def mark(self, uid: str) -> Mark:
        found = self.get(uid)
        assert isinstance(found, Mark)
        return found

    def drawn(self, uid: str) -> list[tuple[Subpath, ...]]:
        found = self.stage.canvas.desk.ink(uid)
        assert found is not None
        return [each.subpaths for each in found.primitives if isinstance(each, Path)]

    def at(self, uid: str) -> Coord:
        found = self.get(uid)
        assert isinstance(found, Mark | Texte)
        assert isinstance(found.geometry, Point)
        return self.frame.to_page(found.geometry.x, found.geometry.y)

    def box(self, uid: str) -> Box:
        found = self.get(uid)
        assert isinstance(found, Mark | Trace)
        return bounds(found.geometry.map(self.frame.to_page))

    def handle(self, role: str, *path: int) -> Handle:
        (found,) = (
            each for each in self.stage.canvas.desk.handles() if each.role == role and each.path == path
        )
        return found

    def roles(self, role: str) -> list[Handle]:
        return [each for each in self.stage.canvas.desk.handles() if each.role == role]

    def drag(
        self, handle: Handle, by: Coord, held: Qt.KeyboardModifier = NONE, *, let_go: bool = True
    ) -> None:
        to = (handle.at[0] + by[0], handle.at[1] + by[1])
        self.stage.drag(
            handle.at, ((handle.at[0] + to[0]) / 2, (handle.at[1] + to[1]) / 2), to, held=held, let_go=let_go
        )

    def walk_to(self, role: str, *path: int) -> None:
        for _ in range(40):
            self.stage.key(Qt.Key.Key_M)
            chosen = self.stage.canvas.desk.chosen
            if chosen is not None and chosen.role == role and chosen.path == path:
                return
        raise AssertionError(f"M never came to {role} {path}")

    def act(self, key: str) -> None:
        action = on_sheet()[key]
        assert action.able(self.stage.canvas)
        action.run(self.stage.canvas)


@pytest.fixture
def table(stage: Stage) -> Table:
    return Table(stage)


def size(box: Box) -> Coord:
    return (box[2] - box[0], box[3] - box[1])


# -- an area as a whole


def test_an_area_is_scaled_by_a_corner_and_stretched_by_a_side(table: Table) -> None:
    table.lay(table.zone(*PENTAGON, forme="anguleux"))
    before = table.box("z")
    wide, high = size(before)
    acts = table.stage.acts()
    table.drag(table.handle("cadre", 2), (wide, 0.0))
    after = table.box("z")
    assert size(after) == (pytest.approx(2 * wide, rel=0.02), pytest.approx(high, rel=0.02))
    assert after[:2] == (pytest.approx(before[0], abs=0.5), pytest.approx(before[1], abs=0.5))
    assert table.stage.acts() == acts + 1

    table.drag(table.handle("cadre", 4), (0.0, -high))
    assert size(table.box("z")) == (pytest.approx(2 * wide, rel=0.02), pytest.approx(2 * high, rel=0.02))


def test_shift_keeps_the_proportion_and_alt_the_middle(table: Table) -> None:
    table.lay(table.zone(*PENTAGON, forme="anguleux"))
    before = table.box("z")
    wide, high = size(before)
    table.drag(table.handle("cadre", 2), (wide / 2, 0.0), SHIFT)
    after = size(table.box("z"))
    assert after[0] / wide == pytest.approx(after[1] / high, rel=0.01)
    assert after[0] > 1.2 * wide

    table.stage.session.undo()
    table.drag(table.handle("cadre", 5), (wide / 4, 0.0), ALT)
    after_box = table.box("z")
    assert size(after_box)[0] == pytest.approx(1.5 * wide, rel=0.02)
    assert (after_box[0] + after_box[2]) / 2 == pytest.approx((before[0] + before[2]) / 2, abs=0.5)


def test_vertices_and_the_frame_do_not_hide_each_other(table: Table) -> None:
    table.lay(table.zone(*PENTAGON))
    found = table.stage.canvas.desk.handles()
    assert len(table.roles("sommet")) == 5
    assert len([each for each in table.roles("cadre") if each.path[0] < 4]) == 4
    assert len(table.roles("pivot")) == 1
    scale = table.stage.canvas.view.scale
    for rank, each in enumerate(found):
        for other in found[rank + 1 :]:
            assert hypot(each.at[0] - other.at[0], each.at[1] - other.at[1]) * scale > 11


def test_a_straight_line_of_two_ends_has_no_frame(table: Table) -> None:
    line = Mark(uid="l", picto="fleche", geometry=Lines((table.run((X - 30, Y), (X + 30, Y)),)))
    table.lay(line)
    assert not table.roles("cadre")
    assert len(table.roles("bout")) == 2


# -- a stroke


def test_a_stroke_turns_by_its_stalk_and_sticks_to_15_degrees(table: Table) -> None:
    table.lay(table.stroke((X - 30, Y), (X, Y + 1), (X + 30, Y)))
    acts = table.stage.acts()
    stalk = table.handle("pivot")
    middle = (X, Y)
    away = middle[1] - stalk.at[1]
    table.drag(stalk, (away, away + 0.4))
    wide, high = size(table.box("t"))
    assert (wide, high) == (pytest.approx(1.0, abs=0.3), pytest.approx(60.0, abs=0.3))
    assert table.stage.acts() == acts + 1


def test_escape_leaves_no_trace(table: Table) -> None:
    table.lay(table.stroke((X - 30, Y), (X, Y + 10), (X + 30, Y)), table.sign("p", (X, Y - 30)))
    records, acts = dict(table.stage.session.document.records), table.stage.acts()
    for handle in (table.handle("cadre", 2), table.handle("pivot"), table.handle("cadre", 5)):
        table.drag(handle, (20.0, 20.0), let_go=False)
        assert table.stage.canvas.desk.feedback.frame
        table.stage.key(Qt.Key.Key_Escape)
        table.stage.release((handle.at[0] + 20, handle.at[1] + 20))
        assert dict(table.stage.session.document.records) == records
        assert table.stage.acts() == acts
        assert not table.stage.canvas.desk.feedback.hidden


# -- several things


def test_five_things_are_scaled_as_one_and_the_locked_one_stays(table: Table) -> None:
    table.lay(
        table.zone((X - 60, Y - 40), (X - 30, Y - 40), (X - 30, Y - 20)),
        table.sign("p", (X, Y)),
        table.sign("q", (X + 20, Y + 10), taille_mm=20.0),
        Texte(uid="w", geometry=Point(*table.frame.to_ground(X + 10, Y + 30)), texte="Vallée", taille_mm=6.0),
        PostIt(uid="n", texte="Un mot", x=X - 60, y=Y + 10),
        table.sign("v", (X - 10, Y - 10), verrouille=True),
    )
    places = {uid: table.at(uid) for uid in "pqvw"}
    usual = table.stage.canvas.desk.hand.context.size(table.mark("p"))
    note = table.stage.canvas.desk.extent("n")
    assert note is not None
    assert usual is not None
    acts = table.stage.acts()
    corner, opposite = table.handle("cadre", 2), table.handle("cadre", 0)
    half = ((corner.at[0] - opposite.at[0]) / 2, (corner.at[1] - opposite.at[1]) / 2)
    table.drag(corner, (-half[0], -half[1]))
    assert table.stage.acts() == acts + 1
    grown = (table.mark("p").taille_mm or 0.0) / usual
    assert 0.35 < grown < 0.6
    assert table.mark("q").taille_mm == pytest.approx(20.0 * grown, abs=0.2)
    assert table.at("v") == places["v"]
    assert table.mark("v").taille_mm is None
    apart = hypot(table.at("p")[0] - table.at("q")[0], table.at("p")[1] - table.at("q")[1])
    assert apart == pytest.approx(hypot(20, 10) * grown, abs=0.2)
    after = table.stage.canvas.desk.extent("n")
    assert after is not None
    assert size(after) == size(note)
    assert after[:2] != note[:2]

    table.stage.session.undo()
    assert {uid: table.at(uid) for uid in "pqvw"} == places


def test_a_side_spreads_signs_and_leaves_their_sizes(table: Table) -> None:
    table.lay(table.sign("p", (X - 30, Y)), table.sign("q", (X + 30, Y + 20)))
    table.drag(table.handle("cadre", 5), (40.0, 0.0))
    assert table.at("q")[0] - table.at("p")[0] > 80
    assert table.at("q")[1] - table.at("p")[1] == pytest.approx(20.0, abs=0.2)
    assert table.mark("p").taille_mm is None


def test_many_things_are_shown_by_their_pictures_and_written_once(table: Table) -> None:
    signs = [table.sign(f"s{rank}", (X - 50 + 10 * rank, Y + (rank % 3) * 15)) for rank in range(FEW + 2)]
    table.lay(*signs, table.zone(*PENTAGON))
    acts = table.stage.acts()
    corner = table.handle("cadre", 2)
    table.drag(corner, (15.0, 15.0), let_go=False)
    table.stage.canvas.grab()
    feedback = table.stage.canvas.desk.feedback
    assert set(feedback.posed) == feedback.hidden == {"z", *(sign.uid for sign in signs)}
    assert not feedback.drafts
    # What is shown is what will be written.
    a, b, c, d, e, f = feedback.posed["s3"]
    x, y = table.at("s3")
    shown = (a * x + c * y + e, b * x + d * y + f)
    table.stage.release((corner.at[0] + 15, corner.at[1] + 15))
    assert table.at("s3") == (pytest.approx(shown[0], abs=0.3), pytest.approx(shown[1], abs=0.3))
    assert table.stage.acts() == acts + 1


# -- one sign


def test_a_sign_turns_by_its_stalk(table: Table) -> None:
    table.lay(table.sign("p", (X, Y)))
    stalk = table.handle("rotation")
    away = Y - stalk.at[1]
    table.drag(stalk, (-away, away + 0.3))
    assert table.mark("p").angle == 90.0
    turned = table.handle("rotation")
    assert turned.at[0] < X - 5


def test_the_corners_of_a_tiny_sign_leave_it_in_sight(table: Table) -> None:
    table.lay(table.sign("p", (X, Y), taille_mm=4.0))
    corners = table.roles("taille")
    assert len(corners) == 4
    scale = table.stage.canvas.view.scale
    assert all(max(abs(each.at[0] - X), abs(each.at[1] - Y)) * scale >= 21.9 for each in corners)
    table.stage.drag((X, Y), (X + 10, Y), (X + 20, Y))
    assert table.at("p") == (pytest.approx(X + 20, abs=0.5), pytest.approx(Y, abs=0.5))
    assert table.mark("p").taille_mm == 4.0


def test_a_picture_keeps_its_proportion_and_turns(table: Table) -> None:
    table.lay(
        Photo(uid="f", geometry=Point(*table.frame.to_ground(X, Y)), taille_mm=40.0, rapport=0.5, angle=0.0)
    )
    corner = table.handle("taille", 2)
    assert corner.at == (pytest.approx(X + 20), pytest.approx(Y + 10))
    table.drag(corner, (20.0, 10.0))
    stalk = table.handle("rotation")
    table.drag(stalk, (Y - stalk.at[1], Y - stalk.at[1]))
    picture = table.get("f")
    assert isinstance(picture, Photo)
    assert (picture.taille_mm, picture.rapport, picture.angle) == (pytest.approx(80.0, abs=0.5), 0.5, 270.0)
    corner = table.handle("taille", 2)
    assert corner.at == (pytest.approx(X - 20, abs=0.5), pytest.approx(Y + 40, abs=0.5))


# -- a break


def test_a_break_goes_along_its_line(table: Table) -> None:
    run = table.run((X - 60, Y), (X + 60, Y))
    table.lay(Mark(uid="l", picto="rupture_interface", geometry=Lines((run,)), rupture="reperee"))
    handle = table.handle("rupture")
    assert handle.at == (pytest.approx(X, abs=0.1), pytest.approx(Y, abs=0.1))
    acts = table.stage.acts()
    table.drag(handle, (-30.0, 8.0))
    assert table.mark("l").parametres["rupture_place"] == pytest.approx(0.25, abs=0.01)
    assert table.mark("l").geometry == Lines((run,))
    assert table.stage.acts() == acts + 1
    table.stage.key(Qt.Key.Key_Plus)
    assert table.mark("l").parametres["rupture_place"] == pytest.approx(0.3, abs=0.01)


# -- keys and actions


def test_the_frame_answers_to_keys(table: Table) -> None:
    table.lay(table.stroke((X - 30, Y), (X, Y + 10), (X + 30, Y)), table.sign("p", (X, Y - 30)))
    before = table.box("t")
    table.walk_to("cadre", 5)
    assert "cadre" in table.stage.canvas.accessibleDescription()
    table.stage.key(Qt.Key.Key_Right, SHIFT)
    assert size(table.box("t"))[0] > size(before)[0] + 5
    table.walk_to("pivot")
    table.stage.key(Qt.Key.Key_Left)
    assert table.stage.canvas.accessibleDescription() == "1°"
    table.stage.key(Qt.Key.Key_Minus)
    assert table.stage.canvas.accessibleDescription() == "−5°"
    table.stage.key(Qt.Key.Key_Delete)
    assert not table.stage.items()


def test_after_a_frame_was_dragged_arrows_move_things(table: Table) -> None:
    table.lay(table.stroke((X - 30, Y), (X, Y + 10), (X + 30, Y)))
    table.drag(table.handle("cadre", 2), (10.0, 10.0))
    before = table.box("t")
    table.stage.key(Qt.Key.Key_Right)
    assert table.box("t")[0] == pytest.approx(before[0] + 1.0, abs=0.01)
    assert size(table.box("t")) == pytest.approx(size(before), abs=0.01)


def test_flips_steps_and_turns_are_one_act_each(table: Table) -> None:
    table.lay(table.zone((X - 30, Y), (X + 30, Y - 20), (X + 30, Y)), table.sign("p", (X - 30, Y - 20)))
    before = {uid: table.get(uid) for uid in "zp"}
    for there, back in (("Shift+H", "Shift+H"), ("Shift+V", "Shift+V"), ("R", "Shift+R")):
        acts = table.stage.acts()
        table.act(there)
        assert table.stage.acts() == acts + 1
        assert table.get("z") != before["z"]
        table.act(back)
        assert table.at("p") == (pytest.approx(X - 30, abs=0.3), pytest.approx(Y - 20, abs=0.3))
    table.act("PgUp")
    assert size(table.box("z"))[0] == pytest.approx(66, abs=0.5)
    assert (table.mark("p").taille_mm or 0) > 15
    table.act("PgDown")
    assert size(table.box("z"))[0] == pytest.approx(60, abs=0.5)


def test_an_outline_is_soft_or_straight_and_a_vertex_a_corner(table: Table) -> None:
    table.lay(table.zone(*PENTAGON))
    soft = table.drawn("z")
    table.act("C")
    assert table.mark("z").parametres["forme"] == "anguleux"
    assert table.drawn("z") != soft
    table.act("C")
    assert table.mark("z").parametres["forme"] == "souple"
    assert table.drawn("z") == soft

    vertex = next(each for each in table.roles("sommet") if each.path[2] == 3)
    table.stage.click(vertex.at)
    table.stage.key(Qt.Key.Key_C)
    assert table.mark("z").parametres["coins"] == (3,)
    assert table.stage.canvas.desk.hand.context.told == "coin"
    # Another vertex comes before it, then goes: the corner keeps its place.
    first = next(each for each in table.roles("milieu") if each.path[2] == 1)
    table.drag(first, (0.0, -8.0))
    assert table.mark("z").parametres["coins"] == (4,)
    gone = next(each for each in table.roles("sommet") if each.path[2] == 1)
    table.stage.click(gone.at, ALT)
    assert table.mark("z").parametres["coins"] == (3,)
    table.stage.click(next(each for each in table.roles("sommet") if each.path[2] == 3).at)
    table.stage.key(Qt.Key.Key_C)
    assert "coins" not in table.mark("z").parametres


def test_one_bend_of_a_straight_line_becomes_soft(table: Table) -> None:
    run = table.run((X - 60, Y), (X - 20, Y - 20), (X + 20, Y + 20), (X + 60, Y))
    table.lay(Mark(uid="l", picto="fleche", geometry=Lines((run,)), parametres=Frozen({"trace": "droit"})))
    table.stage.click(next(each for each in table.roles("sommet") if each.path[2] == 1).at)
    table.stage.key(Qt.Key.Key_C)
    told = table.mark("l").parametres
    assert (told["trace"], told["coins"]) == ("souple", (2,))


def test_a_stroke_is_smoothed_then_simplified_and_its_points_are_moved(table: Table) -> None:
    shaky = [(X - 60 + 2 * rank, Y + (0.9 if rank % 2 else -0.9) + 20 * sin(rank / 10)) for rank in range(61)]
    table.lay(table.stroke(*shaky))
    assert not table.roles("sommet")
    for name in ("lisser", "simplifier"):
        acts = table.stage.acts()
        ON_SHEET[name].run(table.stage.canvas)
        assert table.stage.acts() == acts + 1
    stroke = table.get("t")
    assert isinstance(stroke, Trace)
    (run,) = stroke.geometry.parts
    assert run[0] == table.run(shaky[0])[0]
    assert run[-1] == table.run(shaky[-1])[0]
    assert 4 < len(run) < 16
    assert len(table.roles("bout")) == 2
    vertex = table.roles("sommet")[0]
    table.drag(vertex, (0.0, 12.0))
    moved = table.get("t")
    assert isinstance(moved, Trace)
    assert len(moved.geometry.parts[0]) == len(run)
    assert moved.geometry != stroke.geometry


# -- the menu of a place


def test_the_menu_of_a_vertex_speaks_of_it(table: Table) -> None:
    table.lay(table.zone(*PENTAGON))
    canvas = table.stage.canvas
    vertex = next(each for each in table.roles("sommet") if each.path[2] == 2)
    canvas.ask_menu(QPointF(table.stage.pixel(vertex.at)), QPoint())
    assert all(ON_SHEET[name].able(canvas) for name in ("coin", "enlever_point"))
    assert not ON_SHEET["coin"].on or not ON_SHEET["coin"].on(canvas)
    ON_SHEET["enlever_point"].run(canvas)
    assert len(table.roles("sommet")) == 4


def test_the_menu_of_a_frame_is_that_of_what_it_holds(table: Table) -> None:
    table.lay(table.sign("p", (X - 30, Y)), table.sign("q", (X + 30, Y + 20)))
    asked: list[str] = []
    canvas = table.stage.canvas
    canvas.menu_asked.connect(lambda uid, _: asked.append(uid))
    canvas.ask_menu(QPointF(table.stage.pixel(table.handle("cadre", 0).at)), QPoint())
    assert asked[0] in ("p", "q")
    assert table.stage.session.selection == {"p", "q"}
    table.stage.double_click(table.handle("cadre", 0).at)
    assert table.stage.session.selection == {"p", "q"}
