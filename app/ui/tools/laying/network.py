"""Laying networks place by place: a chain of links, a star, a tree."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.i18n import tr
from app.poster.geometry import Coord, Lines, Run
from app.poster.records import Mark
from app.poster.values import Frozen
from app.ui.tools.laying import made
from app.ui.tools.laying.clicks import build, meant
from app.ui.tools.tool import Context, Gesture

#: Where the places of a network are kept when its pictogram does not say.
KEY = "noeuds"
#: Weight of a link that nobody set.
WEIGHT = 3


def chaine(context: Context) -> Gesture:
    """Link each place to the one before; a drag from a place begins a link there."""
    yield from build(context, Chain(context))


def etoile(context: Context) -> Gesture:
    """Link the pole to each partner; a click on a partner gives its link the next weight."""
    yield from build(context, Star(context))


def arbre(context: Context) -> Gesture:
    """Link the superior place to its dependents; a click on a place makes it the superior one."""
    yield from build(context, Tree(context))


@dataclass(frozen=True)
class Net:
    """Places of the page, their third numbers, the links between them, and the place from which one goes on."""

    context: Context
    places: Run = ()
    thirds: tuple[int, ...] = ()
    links: tuple[tuple[int, int], ...] = ()
    current: int = 0
    turned: bool = False

    #: How many places make a whole.
    least = 2

    def clicked(self, at: Coord) -> Net:
        """Add a place, or take the one that is there."""
        there = self.near(at)
        return self._added(at) if there is None else self._taken(there)

    def pulled(self, start: Coord, at: Coord) -> Net:
        """Move the place that was pressed, or lay one where the hand lets go."""
        there = self.near(start)
        if there is None:
            return self.clicked(at)
        moved = tuple(at if index == there else known for index, known in enumerate(self.places))
        return self._linked(replace(self, places=moved, turned=False))

    def known(self, at: Coord) -> bool:
        """Return whether a place lies there."""
        return self.near(at) is not None

    def near(self, at: Coord) -> int | None:
        """Return the rank of the place that a hand means there, or None."""
        return meant(self.context, self.places, at)

    def mark(self) -> Mark | None:
        """Return the network: its links as lines, its places in the parameters; a lone place has a link to itself."""
        if not self.places:
            return None
        grounds = made.grounds(self.context, self.places)
        runs = tuple((grounds[a], grounds[b]) for a, b in self.links or ((0, 0),))
        ranked = self.values() is not None
        listed = [
            [x, y, *((third,) if ranked else ())] for (x, y), third in zip(grounds, self.thirds, strict=True)
        ]
        pictogram = made.armed(self.context)
        declared = made.places(pictogram)
        return made.mark(self.context, Lines(runs), Frozen({declared.key if declared else KEY: listed}))

    def whole(self) -> bool:
        """Return whether there are enough places, and a link."""
        return len(self.places) >= self.least and bool(self.links)

    def words(self, at: Coord) -> str:
        """Return what comes next."""
        if not self.whole():
            return self.beginning()
        return tr("{suite}\nEntrée pour finir", suite=self.next_step(known=self.known(at)))

    def beginning(self) -> str:
        """Return what is missing."""
        return tr("Cliquez sur le lieu suivant")

    def next_step(self, *, known: bool) -> str:
        """Return what a click does now, on a place that is ``known`` or elsewhere."""
        return tr("On repart de ce lieu") if known else tr("Glissez d’un lieu à un autre pour les relier")

    def values(self) -> tuple[int, int] | None:
        """Return the range of the third numbers."""
        return made.thirds(made.places(made.armed(self.context)))

    def first_third(self) -> int:
        """Return the third number of a new place."""
        values = self.values()
        return values[0] if values else 0

    def _added(self, at: Coord) -> Net:
        rank = len(self.places)
        links_ = (*self.links, (self.current, rank)) if self.places else ()
        return replace(
            self,
            places=(*self.places, at),
            thirds=(*self.thirds, self.first_third()),
            links=links_,
            current=rank,
            turned=False,
        )

    def _alone(self, at: Coord) -> Net:
        """Add a place without a link."""
        after = self._added(at)
        return replace(after, links=self.links)

    def _taken(self, there: int) -> Net:
        return replace(self, current=there, turned=False)

    def _turned(self, there: int) -> Net:
        values = self.values()
        if values is None:
            return self
        thirds = tuple(
            made.following(third, values) if rank == there else third
            for rank, third in enumerate(self.thirds)
        )
        return self._linked(replace(self, thirds=thirds, turned=True))

    def _linked(self, after: Net) -> Net:
        """Return a network whose links follow its places; most keep those that were drawn."""
        return after

    def _joined(self, a: int, b: int) -> Net:
        """Return the network with a link between two places, unless it is there in either direction."""
        there = a == b or (a, b) in self.links or (b, a) in self.links
        return replace(self, links=self.links if there else (*self.links, (a, b)), current=b, turned=False)


class Chain(Net):
    """Each place is linked to the one from which the hand comes."""

    def pulled(self, start: Coord, at: Coord) -> Net:
        """Draw a link from the place that was pressed to where the hand lets go."""
        return _pulled(self, start, at)

    def _taken(self, there: int) -> Net:
        # Where the chain comes back to a place, the loop is closed; a click on another one goes on from there.
        if there == 0 and self.current == len(self.places) - 1 and len(self.places) > 2:
            return self._joined(self.current, 0)
        return super()._taken(there)


class Tree(Net):
    """Each new place depends on the current superior one."""

    def pulled(self, start: Coord, at: Coord) -> Net:
        """Draw a dependence from the place that was pressed to where the hand lets go."""
        after = _pulled(self, start, at)
        origin = after.near(start)
        return replace(after, current=self.current if origin is None else origin)

    def _added(self, at: Coord) -> Net:
        return replace(super()._added(at), current=self.current)

    def beginning(self) -> str:
        """Return what is missing."""
        return tr("Cliquez sur les lieux qui en dépendent")

    def next_step(self, *, known: bool) -> str:
        """Return what a click does now."""
        return tr("Ce lieu commande la suite") if known else tr("Un clic sur un lieu le fait commander")


class Star(Net):
    """Every place is linked to the first; each link has a weight, told by the place at its end."""

    def first_third(self) -> int:
        """The pole has no weight; a partner begins in the middle."""
        return WEIGHT if self.places and self.values() else 0

    def beginning(self) -> str:
        """Return what is missing."""
        return tr("Cliquez sur un partenaire")

    def next_step(self, *, known: bool) -> str:
        """Return what a click does now."""
        return (
            tr("Un clic ici change la force du lien")
            if known
            else tr("Un clic sur un partenaire change son lien")
        )

    def pulled(self, start: Coord, at: Coord) -> Net:
        """Draw a link from the pole, or move a partner."""
        begun = self if self.places else self._alone(start)
        return (
            begun.clicked(at) if begun.near(start) == 0 and not begun.known(at) else super().pulled(start, at)
        )

    def _added(self, at: Coord) -> Net:
        return replace(super()._added(at), current=0)

    def _taken(self, there: int) -> Net:
        return self._turned(there) if there else self


def _pulled(net: Net, start: Coord, at: Coord) -> Net:
    """Return a network with a link pulled from one place to another, each laid where there was none."""
    begun = net if net.near(start) is not None else net._alone(start)
    origin = begun.near(start)
    assert origin is not None
    there = begun.near(at)
    if there is None:
        return replace(begun, current=origin)._added(at)
    return begun._joined(origin, there)
