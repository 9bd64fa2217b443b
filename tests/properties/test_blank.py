"""A blank sheet that takes a territory, then any other frame: what it had comes back to the same place of the page."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as some

from app.catalogue.load import shipped
from app.imports.settled import settled
from app.poster.geometry import Areas, Lines, Point
from app.poster.records import Item, Mark, PostIt, Texte, Trace
from app.poster.sheet import PAPER_METRES, MapFrame, map_rect
from app.poster.values import Frozen, thawed

PAPER = MapFrame(map_rect("paysage"), (0.0, 0.0), PAPER_METRES)
PLACE = some.tuples(some.floats(-0.13, 0.13), some.floats(-0.118, 0.118))
RUN = some.lists(PLACE, min_size=2, max_size=6).map(tuple)
RING = some.lists(PLACE, min_size=3, max_size=6).map(lambda run: (*run, run[0]))
GROUNDS = some.builds(
    MapFrame,
    some.sampled_from(("paysage", "portrait")).map(map_rect),
    some.tuples(some.floats(100_000, 1_200_000), some.floats(500_000, 7_100_000)),
    some.floats(1.5, 5000),
    some.sampled_from((0.0, 12.5, 270.0)),
)
POINTS = PLACE.map(lambda at: Point(*at))
LINES = some.lists(RUN, min_size=1, max_size=3).map(lambda parts: Lines(tuple(parts)))
AREAS = some.lists(RING, min_size=1, max_size=2).map(lambda rings: Areas((tuple(rings),)))
NODES = some.lists(some.tuples(PLACE, some.integers(1, 2)), min_size=1, max_size=4).map(
    lambda nodes: Frozen({"noeuds": [[*at, rank] for at, rank in nodes]})
)
ITEMS: Any = (
    some.builds(Mark, uid=some.just("m"), picto=some.just("reseau_maille"), geometry=LINES, parametres=NODES)
    | some.builds(Mark, uid=some.just("z"), picto=some.just("zone"), geometry=AREAS)
    | some.builds(Trace, uid=some.just("t"), geometry=LINES)
    | some.builds(Texte, uid=some.just("w"), geometry=POINTS, texte=some.just("ici"))
    | some.builds(
        PostIt,
        uid=some.just("n"),
        x=some.floats(0, 400),
        y=some.floats(0, 290),
        cible_x=some.floats(-0.1, 0.1),
        cible_y=some.floats(-0.1, 0.1),
    )
)


def places(item: Item) -> list[tuple[float, float]]:
    """Return every place of the ground that an item has."""
    if isinstance(item, PostIt):
        return [(item.cible_x or 0.0, item.cible_y or 0.0)]
    found = list(item.geometry.coords())
    if isinstance(item, Mark):
        found += [(x, y) for x, y, _ in thawed(item.parametres.get("noeuds", ()))]
    return found


@given(item=ITEMS, ground=GROUNDS)
def test_things_keep_their_place_there_and_back(item: Item, ground: MapFrame) -> None:
    there = settled(item, PAPER, ground, shipped())
    back = settled(there, ground, PAPER, shipped())
    for before, away, after in zip(places(item), places(there), places(back), strict=True):
        a, b, c = PAPER.to_page(*before), ground.to_page(*away), PAPER.to_page(*after)
        assert max(abs(a[0] - b[0]), abs(a[1] - b[1])) < 1e-6
        assert max(abs(a[0] - c[0]), abs(a[1] - c[1])) < 1e-6
    if isinstance(item, PostIt) and isinstance(there, PostIt):
        assert (there.x, there.y) == (item.x, item.y)
