"""Choosing, moving, reshaping and rubbing out, driven by events; giving up leaves no trace."""

from __future__ import annotations

from math import hypot

import pytest

from app.poster.document import Document
from app.poster.geometry import Lines, Point
from app.poster.records import LigneGrille, Mark, Nom, PostIt, Texte, Trace
from app.ui.canvas.events import Hit
from app.ui.tools import acts, laying
from app.ui.tools.handles import handles
from tests.unit.ui.posters import Table, ground

#: The middle of the map on the page.
X, Y = 143.0, 157.5


@pytest.fixture
def table() -> Table:
    return Table()


def items(table: Table) -> list[Mark | Trace | Texte | PostIt]:
    return table.document.items()


def laid(table: Table, picto: str, *places: tuple[float, float], forme: str = "") -> Mark:
    table.use("picto", picto, forme)
    table.drag(*places)
    table.feed("finish", places[-1])  # what comes after a contour, after a first place
    made = table.document.get(table.laid[-1])
    assert isinstance(made, Mark)
    return made


# -- choosing


def test_click_shift_click_and_bare_paper(table: Table) -> None:
    one, two = laid(table, "ecole", (X, Y)), laid(table, "ecole", (X + 40, Y))
    table.use("choisir")
    table.click((X, Y))
    assert table.selection == {one.uid}
    table.use("choisir")
    table.click((X + 40, Y), "shift")
    assert table.selection == {one.uid, two.uid}
    table.use("choisir")
    table.click((X, Y), "shift")
    assert table.selection == {two.uid}
    table.use("choisir")
    table.click((40, 200))
    assert not table.selection


def test_the_rubber_band_takes_what_is_inside_and_nothing_locked(table: Table) -> None:
    one, two = laid(table, "ecole", (X, Y)), laid(table, "ecole", (X + 40, Y))
    laid(table, "ecole", (X + 100, Y))
    with table.document.transaction("Test") as act:
        act.put(lock(two))
    table.use("choisir")
    table.drag((X - 30, Y - 30), (X, Y), (X + 60, Y + 30))
    assert table.selection == {one.uid}


def lock(mark: Mark) -> Mark:
    from dataclasses import replace

    return replace(mark, verrouille=True)


def test_a_locked_thing_does_not_move(table: Table) -> None:
    mark = laid(table, "ecole", (X, Y))
    with table.document.transaction("Test") as act:
        locked = act.put(lock(mark))
    table.use("choisir")
    table.drag((X, Y), (X + 20, Y), (X + 40, Y))
    assert table.document.get(mark.uid) == locked


def test_moving_writes_once_and_shows_before(table: Table) -> None:
    mark = laid(table, "ecole", (X, Y))
    acts_before = len(table.history.acts)
    table.use("choisir")
    table.feed("press", (X, Y))
    table.feed("move", (X + 10, Y))
    table.feed("move", (X + 30, Y + 10))
    assert table.context.feedback.lifted == {mark.uid}
    assert table.context.feedback.offset == (30, 10)
    assert table.document.get(mark.uid) == mark
    table.feed("release", (X + 30, Y + 10))
    assert len(table.history.acts) == acts_before + 1
    moved = table.document.get(mark.uid)
    assert isinstance(moved, Mark)
    assert table.context.on_page(next(iter(moved.geometry.coords()))) == pytest.approx((X + 30, Y + 10))


def test_a_network_moves_with_its_poles(table: Table) -> None:
    table.use("picto", "reseau")
    for place in ((X, Y), (X + 30, Y)):
        table.click(place)
    table.feed("finish", (X, Y))
    made = items(table)[0]
    assert isinstance(made, Mark)
    acts.nudge(table.document, {made.uid}, table.catalogue, 10.0, 0.0)
    moved = table.document.get(made.uid)
    assert isinstance(moved, Mark)
    assert [place[0] for place in moved.parametres["noeuds"]] == pytest.approx([2000.0, 8000.0])
    assert next(iter(moved.geometry.coords()))[0] == pytest.approx(2000.0)


@pytest.mark.parametrize("moment", range(4))
def test_giving_up_leaves_no_trace(table: Table, moment: int) -> None:
    mark = laid(table, "ecole", (X, Y))
    before, acts_before = dict(table.document.records), len(table.history.acts)
    for tool, picto in (
        ("choisir", ""),
        ("picto", "ecole"),
        ("zone", ""),
        ("crayon", ""),
        ("postit", ""),
        ("gomme", ""),
    ):
        table.use(tool, picto)
        for kind, place in (("press", (X, Y)), ("move", (X + 9, Y)), ("move", (X + 30, Y)))[:moment]:
            table.feed(kind, place)  # type: ignore[arg-type]
        table.hand.cancel()
        assert dict(table.document.records) == before, tool
        assert not table.context.feedback.hidden, tool
    assert len(table.history.acts) == acts_before
    assert not table.document.busy
    assert mark.uid in table.document.records


def test_alt_drag_copies(table: Table) -> None:
    mark = laid(table, "ecole", (X, Y))
    table.use("choisir")
    table.drag((X, Y), (X + 20, Y), (X + 40, Y), held=("alt",))
    assert len(items(table)) == 2
    assert table.document.get(mark.uid) == mark
    assert table.selection == {items(table)[1].uid}


def test_a_vertex_is_moved_added_and_removed(table: Table) -> None:
    mark = laid(table, "limite_administrative", (X, Y), (X + 20, Y), (X + 40, Y))
    table.selection = frozenset({mark.uid})

    def handle(role: str) -> Hit:
        now = table.document.get(mark.uid)
        assert isinstance(now, Mark)
        found = handles(now, table.extent(mark.uid), table.context)
        return Hit(mark.uid, next(each for each in found if each.role == role))

    table.use("choisir")
    table.drag((X + 20, Y), (X + 20, Y + 10), (X + 20, Y + 20), hit=handle("milieu"))
    assert len(list(now_of(table, mark).geometry.coords())) == 3
    table.use("choisir")
    table.drag((X + 20, Y + 20), (X + 25, Y + 30), (X + 25, Y + 40), hit=handle("sommet"))
    page = [table.context.on_page(at) for at in now_of(table, mark).geometry.coords()]
    assert page[1] == pytest.approx((X + 25, Y + 40))
    table.use("choisir")
    table.drag((X + 25, Y + 40), held=("alt",), hit=handle("sommet"))
    assert len(list(now_of(table, mark).geometry.coords())) == 2


def now_of(table: Table, mark: Mark) -> Mark:
    found = table.document.get(mark.uid)
    assert isinstance(found, Mark)
    return found


def test_a_corner_resizes_and_keeps_the_centre(table: Table) -> None:
    mark = laid(table, "ecole", (X, Y))
    size = table.context.size(mark)
    corner = next(
        each for each in handles(mark, table.extent(mark.uid), table.context) if each.role == "taille"
    )
    far = (X + 2 * (corner.at[0] - X), Y + 2 * (corner.at[1] - Y))
    table.use("choisir")
    table.drag(corner.at, (X, Y), far, hit=Hit(mark.uid, corner))
    assert size is not None
    assert now_of(table, mark).taille_mm == pytest.approx(2 * size, rel=0.05)
    assert now_of(table, mark).geometry == mark.geometry


def test_a_pole_drags_its_links(table: Table) -> None:
    table.use("picto", "reseau")
    for place in ((X, Y), (X + 30, Y)):
        table.click(place)
    table.feed("finish", (X, Y))
    mark = items(table)[0]
    assert isinstance(mark, Mark)
    pole = handles(mark, table.extent(mark.uid), table.context)[1]
    assert pole.role == "lieu"
    table.use("choisir")
    table.drag(pole.at, (X + 30, Y + 10), (X + 30, Y + 30), hit=Hit(mark.uid, pole))
    moved = now_of(table, mark)
    assert moved.parametres["noeuds"][1][:2] == pytest.approx((6000.0, -6000.0))
    assert isinstance(moved.geometry, Lines)
    assert moved.geometry.parts[0][1] == pytest.approx((6000.0, -6000.0))


def test_a_post_it_let_go_on_the_amof_writes_a_line_and_goes_back(table: Table) -> None:
    note = PostIt(uid="n", texte="Deux médecins partent", x=100.0, y=100.0)
    with table.document.transaction("Test") as act:
        note = act.put(note)
    case = table.ink("feuille:amof:F")
    assert case is not None
    assert case.extent is not None
    inside = ((case.extent[0] + case.extent[2]) / 2, (case.extent[1] + case.extent[3]) / 2)
    table.use("choisir")
    table.drag((110, 105), (150, 150), inside)
    lines = list(table.document.all(LigneGrille))
    assert [(line.grille, line.case, line.texte, line.liens) for line in lines] == [
        ("amof", "F", "Deux médecins partent", ("n",))
    ]
    assert table.document.get("n") == note


def test_a_place_name_is_dragged_and_keeps_its_place(table: Table) -> None:
    ink = table.ink("nom:63001")
    assert ink is not None
    assert ink.extent is not None
    left, top, right, bottom = ink.extent
    at = ((left + right) / 2, (top + bottom) / 2)
    table.use("choisir")
    table.drag(at, (at[0] + 4, at[1] - 6), (at[0] + 8, at[1] - 12))
    assert [name.code for name in table.document.all(Nom)] == ["63001"]
    after = table.ink("nom:63001")
    assert after is not None
    assert after.extent == pytest.approx((left + 8, top - 12, right + 8, bottom - 12), abs=0.02)


def test_a_post_it_is_pinned_by_its_leader(table: Table) -> None:
    mark = laid(table, "ecole", (X, Y))
    note = PostIt(uid="n", x=60.0, y=60.0, cible_x=0.0, cible_y=5000.0)
    with table.document.transaction("Test") as act:
        note = act.put(note)
    end = next(each for each in handles(note, table.extent("n"), table.context) if each.role == "cible")
    table.use("choisir")
    table.drag(end.at, (X, Y - 10), (X, Y), hit=Hit("n", end))
    pinned = table.document.get("n")
    assert isinstance(pinned, PostIt)
    assert (pinned.cible, pinned.cible_x) == (mark.uid, None)


def test_words_are_turned_by_15_degrees_with_shift_and_stick_near_them(table: Table) -> None:
    words = Texte(uid="t", geometry=Point(0.0, 0.0), texte="Monts du Forez", style="libre")
    with table.document.transaction("Test") as act:
        words = act.put(words)
    turn = next(each for each in handles(words, table.extent("t"), table.context) if each.role == "rotation")
    for away, held, angle in (((40, -23), (), 30.0), ((40, -30), ("shift",), 30.0), ((40, -16), (), 21.8)):
        table.use("choisir")
        table.drag(turn.at, (X + 20, Y - 20), (X + away[0], Y + away[1]), held=held, hit=Hit("t", turn))
        turned = table.document.get("t")
        assert isinstance(turned, Texte)
        assert turned.angle == pytest.approx(angle, abs=0.6)


def test_the_direction_of_a_trend_is_a_handle(table: Table) -> None:
    mark = laid(table, "surface_de_tendance", (X - 20, Y - 20))
    arm = next(each for each in handles(mark, None, table.context) if each.key == "angle")
    x, y = X - 40, Y - 40  # the middle of the commune
    assert hypot(arm.at[0] - x, arm.at[1] - y) == pytest.approx(8 * table.context.reach)
    table.use("choisir")
    table.drag(arm.at, (x, y - 10), (x, y - 30), hit=Hit(mark.uid, arm))
    assert now_of(table, mark).parametres["angle"] == 90.0


def test_a_nudged_post_it_stays_on_the_sheet(table: Table) -> None:
    with table.document.transaction("Test") as act:
        act.put(PostIt(uid="n", texte="Col", x=370.0, y=270.0))
    acts.nudge(table.document, {"n"}, table.catalogue, 200.0, 200.0)
    _, _, right, bottom = table.extent("n")  # type: ignore[misc]
    assert right < 420
    assert bottom < 297


# -- rubbing out and deleting


def test_the_eraser_takes_what_it_touches_in_one_act(table: Table) -> None:
    laid(table, "ecole", (X, Y))
    laid(table, "ecole", (X + 40, Y))
    kept = laid(table, "ecole", (X, Y + 60))
    count = len(table.history.acts)
    table.use("gomme")
    table.drag((X - 20, Y), (X + 60, Y))
    assert [item.uid for item in items(table)] == [kept.uid]
    assert len(table.history.acts) == count + 1
    table.history.undo()
    assert len(items(table)) == 3


def test_what_speaks_of_a_deleted_mark_is_mended() -> None:
    document = Document.of(
        [
            *ground(),
            Mark(uid="m", picto="ecole", geometry=Point(1000.0, 2000.0)),
            PostIt(uid="n", x=10.0, y=60.0, cible="m"),
            LigneGrille(uid="l", grille="amof", case="A", texte="L’école", liens=("m",)),
        ]
    )
    assert acts.delete(document, {"m"}) == 1
    note, line = document.get("n"), document.get("l")
    assert isinstance(note, PostIt)
    assert isinstance(line, LigneGrille)
    assert (note.cible, note.cible_x, note.cible_y) == ("", pytest.approx(1000.0), pytest.approx(2000.0))
    assert line.liens == ()


def test_a_copy_is_a_new_thing_on_top(table: Table) -> None:
    mark = laid(table, "ecole", (X, Y))
    (uid,) = acts.duplicate(table.document, {mark.uid}, table.catalogue)
    copy = table.document.get(uid)
    assert isinstance(copy, Mark)
    assert copy.pile > mark.pile
    assert copy.ordre == mark.ordre + 1
    first, second = next(iter(mark.geometry.coords())), next(iter(copy.geometry.coords()))
    assert hypot(second[0] - first[0], second[1] - first[1]) > 0


@pytest.mark.parametrize(
    "picto", ["ecole", "points_attires", "flux_domicile_travail", "zone", "reseau", "semis_urbain"]
)
def test_the_keyboard_lays_any_forme_whole(table: Table, picto: str) -> None:
    pictogram = table.catalogue[picto]
    for forme in pictogram.formes:
        table.context.pictogram, table.context.forme = pictogram, forme
        made = laying.laid_at(pictogram, forme, (X + 20, Y + 20), table.context)
        laying.lay(table.context, made)
        assert table.ink(made.uid).primitives  # type: ignore[union-attr]
