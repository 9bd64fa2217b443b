"""The one write path: transactions, patches, undo and redo."""

from itertools import count

import pytest

from app.poster.document import Commit, Document, OutsideTransaction
from app.poster.geometry import Point
from app.poster.history import History
from app.poster.records import Mark, Poster, PostIt


def mark(uid: str = "m", x: float = 0.0) -> Mark:
    return Mark(uid=uid, picto="ecole", geometry=Point(x, 0.0))


@pytest.fixture
def document() -> Document:
    ticks = count()
    made = Document.of([Poster(uid="p", titre="Un titre")])
    made.clock = lambda: f"2026-01-01T00:00:{next(ticks):06}Z"
    return made


def test_an_act_is_seen_at_each_step_and_kept_once(document: Document) -> None:
    steps, acts = [], []
    document.changed.append(steps.append)
    document.committed.append(acts.append)
    with document.transaction("Déplacer") as act:
        for x in range(5):
            act.put(mark(x=float(x)))
    assert len(steps) == 5
    assert [commit.kind for commit in acts] == ["acte"]
    assert acts[0].patch.changes["m"][0] is None
    assert acts[0].patch.changes["m"][1] == document.get("m")


def test_an_exception_leaves_no_trace(document: Document) -> None:
    before = dict(document.records)
    acts: list[Commit] = []
    document.committed.append(acts.append)

    def failing() -> None:
        with document.transaction("Poser") as act:
            act.put(mark())
            act.drop("p")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        failing()
    assert dict(document.records) == before
    assert not acts
    assert not document.busy


def test_an_act_that_comes_back_to_its_start_is_not_an_act(document: Document) -> None:
    acts: list[Commit] = []
    with document.transaction("Poser") as act:
        placed = act.put(mark())
    document.committed.append(acts.append)
    with document.transaction("Déplacer") as act:
        act.put(mark(x=9.0))
        act.put(placed)
    with document.transaction("Ne rien faire") as act:
        act.put(placed)
    with document.transaction("Poser puis ôter") as act:
        act.put(mark("autre"))
        act.drop("autre")
    assert acts == []


def test_one_act_at_a_time(document: Document) -> None:
    act = document.transaction("Poser")
    with pytest.raises(OutsideTransaction):
        document.transaction("Déplacer")
    with pytest.raises(OutsideTransaction):
        History(document).redo() or document.apply(act.patch, "annuler")
    act.rollback()
    with pytest.raises(OutsideTransaction):
        act.put(mark())


def test_items_receive_their_order_and_their_place_on_the_pile(document: Document) -> None:
    with document.transaction("Poser") as act:
        first, second = act.put(mark("a")), act.put(PostIt(uid="b"))
    assert (first.ordre, second.ordre) == (1, 2)
    assert first.pile < second.pile
    assert [item.uid for item in document.items()] == ["a", "b"]
    with document.transaction("Déplacer") as act:
        assert act.put(mark("a", x=3.0)).ordre == 1 or first.ordre == 1


def test_undo_and_redo_walk_the_acts(document: Document) -> None:
    history = History(document)
    for x in range(3):
        with document.transaction("Déplacer de {x}", x=x) as act:
            act.put(mark(x=float(x)))
    assert history.next_undo is not None
    assert history.next_undo.values["x"] == 2
    history.undo()
    history.undo()
    assert document.get("m").geometry == Point(0.0, 0.0)
    history.redo()
    assert document.get("m").geometry == Point(1.0, 0.0)
    with document.transaction("Ôter") as act:
        act.drop("m")
    assert history.redo() is None, "a new act closes the way forward"
    while history.undo():
        pass
    assert dict(document.records) == {"p": Poster(uid="p", titre="Un titre")}
