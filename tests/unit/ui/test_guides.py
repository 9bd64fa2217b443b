"""Guides without a window: where what is moved stops, why, and what of the base map an end holds on to."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.poster.document import Document
from app.poster.geometry import Areas, Box, Coord, Lines, Point, closed
from app.poster.records import Fond, Mark, PostIt, Trace
from app.ui.canvas.events import Handle, PointerEvent
from app.ui.tools.guides import gaps, words
from app.ui.tools.guides.aligned import CATCH, Aligned, Guides
from app.ui.tools.guides.guide import Kind, Neighbour
from app.ui.tools.guides.handled import Framed, Handled
from app.ui.tools.guides.holding import held, held_at, holds_on
from tests.unit.ui.posters import METRES, Table, ground

#: A paper at (100, 100), 40 × 20 mm, and one far to its right, lower.
HERE: Box = (100.0, 100.0, 140.0, 120.0)
THERE: Box = (200.0, 60.0, 240.0, 95.0)


def neighbour(box: Box, kind: Kind = "papier", name: str = "le post-it") -> Neighbour:
    return Neighbour(f"{box}{kind}", box, kind, lambda: name)


def guided(*around: Neighbour, box: Box = HERE, kind: Kind = "papier") -> tuple[Table, Aligned]:
    table = Table()
    table.context.neighbours = lambda: around
    return table, Aligned(table.context, box, kind, frozenset())


def event(at: Coord, *held_keys: str) -> PointerEvent:
    return PointerEvent("move", at, (0.0, 0.0), frozenset(held_keys))


def test_an_edge_goes_to_the_same_place_as_that_of_a_neighbour_and_says_so() -> None:
    table, guides = guided(neighbour(THERE))
    assert guides.moved(3.0, -38.5) == (3.0, -40.0)
    (guide,) = table.context.feedback.guides
    assert guide.pieces == (((103.0, 60.0), (240.0, 60.0)),)
    assert guide.ticks == ((103.0, 60.0), (143.0, 60.0), (200.0, 60.0), (240.0, 60.0))
    assert table.context.feedback.spoken == "aligné sur le post-it"


def test_beyond_the_threshold_nothing_holds() -> None:
    table, guides = guided(neighbour(THERE))
    far = -40.0 - CATCH * table.context.reach - 0.1
    assert guides.moved(3.0, far) == (3.0, far)
    assert not table.context.feedback.guides
    assert not table.context.feedback.spoken


def test_middles_are_aligned_with_middles_and_no_line_crosses_words() -> None:
    table, guides = guided(neighbour((90.0, 10.0, 170.0, 40.0)))
    assert guides.moved(9.5, 20.0) == (10.0, 20.0)
    (guide,) = table.context.feedback.guides
    assert guide.pieces == (((130.0, 40.0), (130.0, 120.0)),)
    assert guide.ticks == ((130.0, 25.0), (130.0, 130.0))


def test_an_edge_is_not_aligned_with_a_middle() -> None:
    _, guides = guided(neighbour((70.0, 10.0, 130.0 + 1e-6, 40.0)), box=(100.5, 100.0, 170.0, 120.0))
    assert guides.moved(0.0, 20.0) == (0.0, 20.0)


def test_the_map_has_edges_and_a_middle_and_the_sheet_a_middle() -> None:
    table, guides = guided()
    assert guides.moved(-87.0, 0.0) == (-88.0, 0.0)
    assert table.context.feedback.spoken == "bord de la carte"
    assert guides.moved(22.0, 0.0) == (23.0, 0.0)
    assert table.context.feedback.spoken == "milieu de la carte"
    assert guides.moved(89.0, 0.0) == (90.0, 0.0)
    assert table.context.feedback.spoken == "milieu de la feuille"


def test_an_axis_that_is_held_stays() -> None:
    table, guides = guided(neighbour(THERE))
    assert guides.moved(0.0, -38.5, free=(True, False)) == (0.0, -38.5)
    assert not table.context.feedback.guides


def test_signs_count_by_their_middle_and_from_near_for_a_paper() -> None:
    near = neighbour((116.0, 130.0, 126.0, 140.0), "signe", "Chef-lieu")
    table, guides = guided(near)
    assert guides.moved(0.5, 1.0)[0] == 1.0
    assert table.context.feedback.spoken == "aligné sur Chef-lieu"
    assert guides.moved(16.5, 1.0)[0] == 16.5  # edge against edge means nothing there
    _, guides = guided(neighbour((116.0, 230.0, 126.0, 240.0), "signe"))
    assert guides.moved(0.5, 1.0)[0] == 0.5


def test_signs_are_aligned_with_signs_edges_too() -> None:
    _, guides = guided(neighbour((200.0, 20.0, 210.0, 30.0), "signe"), box=(100, 100, 110, 112), kind="signe")
    assert guides.moved(0.0, -79.0) == (0.0, -80.0)


def test_a_paper_wins_over_a_sign_beside() -> None:
    sign, paper = neighbour((116.0, 130.0, 126.0, 140.0), "signe"), neighbour((102.4, 10.0, 162.0, 30.0))
    _, guides = guided(sign, paper)
    assert guides.moved(1.5, 1.0)[0] == pytest.approx(2.4)


row = st.lists(
    st.tuples(st.floats(0, 380), st.floats(0, 260), st.floats(5, 60), st.floats(5, 40)), max_size=12
)


@settings(max_examples=150)
@given(row, st.floats(-100, 200), st.floats(-90, 150))
def test_what_holds_is_within_reach_and_shares_a_place_with_something(
    sizes: list[tuple[float, float, float, float]], dx: float, dy: float
) -> None:
    around = [neighbour((x, y, x + w, y + h)) for x, y, w, h in sizes]
    table, guides = guided(*around)
    there = guides.moved(dx, dy)
    for axis, (move, hand) in enumerate(zip(there, (dx, dy), strict=True)):
        assert abs(move - hand) <= CATCH * table.context.reach + 1e-9
        if move == hand:
            continue
        low, high = HERE[axis] + move, HERE[axis + 2] + move
        frame = table.context.frame.box
        boxes = [each.box for each in around]
        edges = [end for box in (*boxes, frame) for end in (box[axis], box[axis + 2])]
        middles = [(box[axis] + box[axis + 2]) / 2 for box in (*boxes, frame, (0, 0, *table.context.page))]
        shared = any(abs(end - at) < 1e-6 for end in edges for at in (low, high))
        centred = any(abs(middle - (low + high) / 2) < 1e-6 for middle in middles)
        here = (HERE[0] + there[0], HERE[1] + there[1], HERE[2] + there[0], HERE[3] + there[1])
        assert shared or centred or gaps.shown(here, boxes, axis)[0]
        assert table.context.feedback.spoken


# -- equal gaps

ROW: list[Box] = [(0.0, 0.0, 20.0, 10.0), (30.0, 0.0, 50.0, 12.0), (90.0, 2.0, 100.0, 12.0)]


@pytest.mark.parametrize(
    ("left", "move", "why"),
    [
        (61.5, -1.5, "as far as the two before are from each other"),
        (64.0, 1.0, "in the middle of the white"),
        (68.5, 1.5, "as far from the one after"),
    ],
)
def test_gaps_become_equal(left: float, move: float, why: str) -> None:
    assert gaps.best((left, 1.0, left + 10.0, 11.0), ROW, 0, 2.0) == pytest.approx(move), why


def test_equal_gaps_are_measured_one_beside_it_first() -> None:
    shown, wide = gaps.shown((60.0, 1.0, 70.0, 11.0), ROW, 0)
    assert wide == 10.0
    assert all(guide.measured for guide in shown)
    assert [guide.pieces[0][0][0] for guide in shown] == [50.0, 20.0]
    assert words.equal(wide) == "écarts égaux\u00a0: 10\u00a0mm"


def test_a_column_is_spaced_as_a_row() -> None:
    column: list[Box] = [(0.0, 0.0, 20.0, 10.0), (0.0, 15.0, 20.0, 25.0)]
    assert gaps.best((2.0, 31.0, 22.0, 41.0), column, 1, 2.0) == pytest.approx(-1.0)
    assert gaps.best((30.0, 31.0, 50.0, 41.0), column, 1, 2.0) is None  # beside the column


# -- resizing

NOTE = PostIt(uid="n", texte="Avis", x=100.0, y=100.0, largeur=40.0, hauteur=20.0)


def resizing(path: tuple[int, ...], *around: Neighbour) -> tuple[Table, Handled]:
    table = Table(document=Document.of([*ground(), NOTE]))
    table.context.neighbours = lambda: around
    return table, Handled(table.context, NOTE, Handle("n", "largeur", (140.0, 110.0), path))


def test_a_side_goes_to_that_of_a_neighbour() -> None:
    table, side = resizing((), neighbour((150.0, 10.0, 190.0, 30.0)))
    assert side.at(event((148.7, 110.0)), (148.7, 110.0)) == (150.0, 110.0)
    assert "aligné sur le post-it" in table.context.feedback.spoken
    assert side.at(event((148.7, 110.0), "ctrl"), (148.7, 110.0)) == (148.7, 110.0)


def test_a_side_makes_a_note_as_wide_as_another() -> None:
    table, side = resizing((), neighbour((10.0, 200.0, 65.0, 230.0)))
    assert side.at(event((154.0, 110.0)), (154.0, 110.0)) == (155.0, 110.0)
    assert table.context.feedback.spoken == "même largeur"
    assert [guide.measured for guide in table.context.feedback.guides] == [True, True]


def test_a_frame_keeps_its_diagonal_when_it_holds() -> None:
    _, guides = guided(neighbour((10.0, 128.0, 60.0, 140.0)))
    x, y = guides.stretched((100.0, 100.0), (140.0, 120.0), (155.0, 127.0), keeps=True)
    assert y == pytest.approx(128.0)
    assert (x - 100.0) == pytest.approx(2 * (y - 100.0))


# -- the base map: communes of 80 mm around the middle of the map, a bourg in the middle of each


def at_ground(table: Table, x: float, y: float, dx: float = 0.0, dy: float = 0.0) -> Coord:
    page = table.context.on_page((x, y))
    return (page[0] + dx, page[1] + dy)


def caught(table: Table, page: Coord) -> tuple[Coord, str]:
    table.context.feedback.unguide()
    there = held_at(table.context, page)
    return table.context.ground(there), table.context.feedback.spoken


def test_an_end_holds_on_to_a_border_exactly() -> None:
    table = Table()
    where, said = caught(table, at_ground(table, 0.0, -5000.0, 1.5))
    assert where[0] == 0.0
    assert where[1] == pytest.approx(-5000.0)
    assert said == "sur la limite Arlanc / Job"


def test_an_end_holds_on_to_the_place_where_borders_meet_before_a_border() -> None:
    table = Table()
    assert caught(table, at_ground(table, 0.0, 0.0, 1.0, 1.2)) == ((0.0, 0.0), "au coin de la limite")
    assert caught(table, at_ground(table, 0.0, 16000.0, 1.0, 0.5))[1] == "au coin de la limite"
    # Where a border only turns, nothing meets.
    assert caught(table, at_ground(table, -16000.0, 16000.0, 1.0, 0.5))[1] == "sur la limite Ambert"


def test_an_end_holds_on_to_a_bourg_first() -> None:
    table = Table()
    assert caught(table, at_ground(table, -8000.0, 8000.0, 1.0, -1.0)) == (
        (-8000.0, 8000.0),
        "au bourg d’Ambert",
    )


def test_far_from_everything_it_lies_where_the_hand_is() -> None:
    table = Table()
    page = at_ground(table, -4000.0, 4000.0)
    assert held_at(table.context, page) == page
    assert table.context.feedback.spot is None


@pytest.mark.parametrize("key", ["ctrl", "shift"])
def test_keys_leave_the_hand_free(key: str) -> None:
    table = Table()
    page = at_ground(table, 0.0, -5000.0, 1.5)
    assert held(table.context, event(page, key)) == page
    assert held(table.context, event(page)) != page


def test_borders_of_communes_too_small_for_a_hand_do_not_catch() -> None:
    table = Table(document=Document.of([each for each in ground() if not each.uid.startswith("l")]))
    table.context.reach = 60.0
    page = at_ground(table, 0.0, -5000.0, 1.5)
    assert held_at(table.context, page) == page


@settings(max_examples=60)
@given(st.floats(-15_900, 15_900), st.floats(-15_900, 15_900))
def test_what_holds_on_to_the_base_map_is_near_and_on_it(x: float, y: float) -> None:
    table = Table()
    (east, north), said = caught(table, at_ground(table, x, y))
    reach = CATCH * table.context.reach * METRES
    assert ((east - x) ** 2 + (north - y) ** 2) ** 0.5 <= reach + 1e-6
    if "limite" in said:
        assert {abs(east), abs(north)} & {0.0, 16_000.0}
    elif said:
        assert (abs(east), abs(north)) == (8000.0, 8000.0)


def test_the_cut_of_the_base_map_at_its_window_is_no_border() -> None:
    records = [each for each in ground() if each.uid not in ("c2", "c3", "c4")]
    (outside,) = (each for each in records if each.uid == "c1")
    records = [replace(each, dedans=False) if each is outside else each for each in records]  # type: ignore[type-var]
    table = Table(document=Document.of(records))
    page = at_ground(table, -5000.0, 0.0, 0.0, 1.0)
    assert held_at(table.context, page) == page


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Ambert", "au bourg d’Ambert"),
        ("Échandelys", "au bourg d’Échandelys"),
        ("Job", "au bourg de Job"),
        ("Le Monestier", "au bourg du Monestier"),
        ("Les Pradeaux", "au bourg des Pradeaux"),
        ("La Forie", "au bourg de La Forie"),
    ],
)
def test_bourgs_are_said_as_people_say_them(name: str, said: str) -> None:
    assert words.at_place(name) == said


# -- what guides act on


def sign(uid: str = "s") -> Mark:
    return Mark(uid=uid, picto="chef_lieu", geometry=Point(1000.0, 1000.0))


def test_ends_of_marks_hold_on_and_strokes_do_not() -> None:
    line = Lines((((0.0, 0.0), (1000.0, 0.0)),))
    end = Handle("l", "bout", (0.0, 0.0), (0, 0, 0))
    assert holds_on(Mark(uid="l", picto="fleche", geometry=line), end)
    assert not holds_on(Trace(uid="l", geometry=line), end)
    assert not holds_on(sign(), Handle("s", "taille", (0.0, 0.0), (0,)))


def test_one_sign_goes_free_unless_people_want_guides_and_several_do_not() -> None:
    table = Table(document=Document.of([*ground(), sign(), replace_at(sign("t"), 3000.0)]))
    hand = event((0.0, 0.0))
    alone = Guides(table.context, [sign()])
    page = at_ground(table, 1000.0, 1000.0)
    to_bourg = (
        at_ground(table, 8000.0, 8000.0)[0] - page[0] + 1.0,
        at_ground(table, 8000.0, 8000.0)[1] - page[1],
    )
    assert alone.moved(hand, *to_bourg, copying=False) == to_bourg
    table.context.guided = lambda: True
    dx, dy = Guides(table.context, [sign()]).moved(hand, *to_bourg, copying=False)
    assert (dx, dy) == pytest.approx((35.0, -35.0))
    table.context.guided = lambda: False
    both = Guides(table.context, [sign(), replace_at(sign("t"), 3000.0)])
    box = table.extent("s"), table.extent("t")
    assert all(box)
    left = min(each[0] for each in box if each)
    assert both.moved(hand, 13.0 - left, 3.3, copying=False)[0] == pytest.approx(12.0 - left)
    assert both.moved(event((0.0, 0.0), "ctrl"), 13.0 - left, 3.3, copying=False)[0] == 13.0 - left


def replace_at(mark: Mark, x: float) -> Mark:
    return Mark(uid=mark.uid, picto=mark.picto, geometry=Point(x, 1000.0))


def test_a_ring_of_communes_is_cut_into_pieces_that_still_meet() -> None:
    border = tuple((float(x), 0.0) for x in range(-8000, 8001, 200))
    long = closed((*border, (8000.0, 9000.0), (-8000.0, 9000.0)))
    under = closed((*border, (8000.0, -9000.0), (-8000.0, -9000.0)))
    records = [each for each in ground() if not isinstance(each, Fond)]
    records += [
        Fond(uid="a", couche="commune", geometry=Areas(((long,),)), nom="Haut"),
        Fond(uid="b", couche="commune", geometry=Areas(((under,),)), nom="Bas"),
    ]
    table = Table(document=Document.of([replace(each) for each in records]))
    for x in (-6950.0, -3170.0, 10.0, 4810.0):
        assert caught(table, at_ground(table, x, 0.0, 0.0, 1.0))[1] == "sur la limite Bas / Haut"
    assert caught(table, at_ground(table, 8000.0, 0.0, 0.0, 1.0))[1] == "au coin de la limite"


# -- frames


def framed(rank: int, *around: Neighbour) -> tuple[Table, Framed, Handle]:
    """Return a stroke of 40 × 20 mm taken by its frame."""
    table = Table()
    frame = table.context.frame
    stroke = Trace(uid="t", geometry=Lines((tuple(frame.to_ground(*at) for at in ((100, 100), (140, 120))),)))
    table.context.neighbours = lambda: around
    handle = Handle("t", "cadre", (145.0, 110.0), (rank,))
    return table, Framed(table.context, [stroke], HERE, handle), handle


def test_the_side_of_a_frame_goes_to_the_edge_of_a_neighbour() -> None:
    table, frame, handle = framed(5, neighbour((160.0, 10.0, 190.0, 30.0)))
    there = frame.at(event((163.5, 114.0)), (163.5, 114.0), handle.at, keeps=False)
    assert there == pytest.approx((165.0, 114.0))  # the handle stands 5 mm outside
    assert table.context.feedback.spoken == "aligné sur le post-it"
    assert frame.at(event((163.5, 114.0), "ctrl"), (163.5, 114.0), handle.at, keeps=False) == (163.5, 114.0)


def test_the_corner_of_a_frame_aligns_both_ways_unless_it_keeps_its_proportion() -> None:
    around = neighbour((160.0, 10.0, 190.0, 30.0)), neighbour((10.0, 131.0, 40.0, 150.0))
    _, frame, handle = framed(2, *around)
    there = frame.at(event((164.0, 119.8)), (164.0, 119.8), handle.at, keeps=False)
    assert there == pytest.approx((165.0, 121.0))
    one = frame.at(event((164.0, 119.8)), (164.0, 119.8), handle.at, keeps=True)
    assert one != pytest.approx(there)


def test_a_stalk_turns_freely() -> None:
    table = Table()
    table.context.neighbours = lambda: (neighbour(THERE),)
    turning = Framed(table.context, [NOTE, sign()], HERE, Handle("", "pivot", (120.0, 90.0)))
    assert turning.at(event((150.0, 95.0)), (150.0, 95.0), (120.0, 90.0), keeps=True) == (150.0, 95.0)
