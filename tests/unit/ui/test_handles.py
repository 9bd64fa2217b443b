"""Every handle of everything that can be laid: it can be dragged, clicked, stepped and removed, and still be drawn."""

from __future__ import annotations

from dataclasses import replace
from math import hypot

import pytest

from app.catalogue.load import shipped
from app.drawing import marks
from app.drawing.ink import Ink
from app.poster.geometry import Box
from app.poster.records import Item, Mark
from app.poster.values import Frozen
from app.ui.canvas import extents
from app.ui.canvas.events import Handle
from app.ui.tools import handles, laying
from app.ui.tools.handles.crowd import thinned
from app.ui.tools.handles.seen import sheet
from app.ui.tools.handles.values import widest
from tests.unit.ui.posters import Table

#: The middle of the map on the page.
X, Y = 143.0, 157.5
STRUCTURES = [key for key, each in shipped().items() if each.structure or not each.domaine]
LAID = [(key, forme) for key in STRUCTURES for forme in shipped()[key].formes]


@pytest.fixture(scope="module")
def table() -> Table:
    return Table()


def put(table: Table, item: Item) -> None:
    with table.document.transaction("Test") as act:
        act.put(item)


def ink(table: Table, item: Item) -> Ink:
    assert isinstance(item, Mark)
    return marks.draw(item, sheet(table.document, table.catalogue))


def drawn(table: Table, item: Item) -> bool:
    return bool(ink(table, item).primitives)


def symbol_of(table: Table, item: Item) -> Box | None:
    return extents.extent(item, ink(table, item))


def laid(table: Table, picto: str, forme: str = "point") -> Mark:
    """Return a mark as the keyboard lays it, alone on the sheet."""
    for each in table.document.items():
        with table.document.transaction("Test") as act:
            act.drop(each.uid)
    pictogram = table.catalogue[picto]
    table.context.pictogram, table.context.forme = pictogram, forme
    made = laying.laid_at(pictogram, forme, (X, Y), table.context)
    put(table, made)
    return made


@pytest.mark.parametrize(("picto", "forme"), LAID)
def test_each_handle_makes_a_mark_that_is_drawn(table: Table, picto: str, forme: str) -> None:
    made = laid(table, picto, forme)
    found = handles.handles(made, symbol_of(table, made), table.context)
    assert found
    for handle in found:
        to = (handle.at[0] + 6, handle.at[1] + 4)
        changed = handles.dragged(made, handle, to, table.context, steps=False)
        assert drawn(table, changed), handle
        for after in (
            handles.clicked(made, handle, table.context),
            handles.stepped(made, handle, table.context, 1),
            handles.stepped(made, handle, table.context, -1),
            handles.removed(made, handle, table.context),
        ):
            assert drawn(table, after), handle
            handles.said(after, handle, table.context)


@pytest.mark.parametrize(("picto", "forme"), LAID)
def test_a_dragged_handle_follows_the_hand(table: Table, picto: str, forme: str) -> None:
    """What is dragged is found again where it was let go, or as near as its value lets it be."""
    made = laid(table, picto, forme)
    symbol = symbol_of(table, made)
    for handle in handles.handles(made, symbol, table.context):
        if handle.role not in ("bout", "sommet", "lieu"):
            continue
        to = (handle.at[0] + 5, handle.at[1] + 3)
        changed = handles.dragged(made, handle, to, table.context, steps=False)
        again = handles.handles(changed, symbol, table.context, chosen=handle)
        there = next(each for each in again if each.like(handle))
        assert there.at == pytest.approx(to, abs=0.01)


@pytest.mark.parametrize(
    ("picto", "wrong"),
    [
        ("tete_de_reseau", {"directions": "partout"}),
        ("tete_de_reseau", {"directions": []}),
        ("lignes_isotropie", {"rayons": [None, "x"]}),
        ("points_attires", {"satellites": [["a", 2], [1.0]]}),
        ("semis_urbain", {"lieux": [[0.0, 0.0, 99]]}),
        ("evolution_ponctuelle", {"signe": "oui"}),
    ],
)
def test_values_of_other_programs_do_no_harm(table: Table, picto: str, wrong: dict[str, object]) -> None:
    made = laid(table, picto)
    odd = replace(made, parametres=Frozen(wrong))
    put(table, odd)
    for handle in handles.handles(odd, symbol_of(table, odd), table.context):
        handles.said(odd, handle, table.context)
        assert isinstance(handles.clicked(odd, handle, table.context), Mark)
        assert isinstance(handles.stepped(odd, handle, table.context, 1), Mark)
        assert isinstance(handles.removed(odd, handle, table.context), Mark)


def test_a_crowd_keeps_what_says_most_and_the_one_in_hand() -> None:
    place = Handle("m", "lieu", (10.0, 10.0), (0,), "lieux")
    more = Handle("m", "ajout", (11.0, 10.0), (0,), "lieux")
    other = Handle("m", "lieu", (10.5, 10.0), (1,), "lieux")
    far = Handle("m", "milieu", (40.0, 10.0), (0, 0, 1))
    assert thinned((more, place, other, far), 2.0) == (place, far)
    assert thinned((more, place, other, far), 2.0, other) == (other, far)
    assert thinned((more, place, other, far), 0.01) == (more, place, other, far)


@pytest.mark.parametrize(
    ("angles", "gap"), [([], 0.0), ([0.0], 180.0), ([0.0, 90.0, 180.0], 270.0), ([350.0, 10.0, 200.0], 105.0)]
)
def test_the_widest_gap_between_rays(angles: list[float], gap: float) -> None:
    assert widest(angles) == pytest.approx(gap)


def test_locked_things_have_no_handle(table: Table) -> None:
    made = laid(table, "tete_de_reseau")
    assert not handles.handles(replace(made, verrouille=True), None, table.context)


def test_rings_do_not_pass_each_other_by_keys(table: Table) -> None:
    made = laid(table, "lignes_isotropie")
    first = next(
        each
        for each in handles.handles(made, None, table.context)
        if each.role == "valeur" and each.path == (0,)
    )
    for _ in range(20):
        made = handles.stepped(made, first, table.context, 1)  # type: ignore[assignment]
    assert made.parametres["rayons"] == (23, 24, 36)
    assert hypot(first.at[0] - X, first.at[1] - Y) == pytest.approx(12)
