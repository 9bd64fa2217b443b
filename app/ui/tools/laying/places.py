"""Places laid one by one around the first: a scatter of settlements, a pole and what it draws."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.i18n import tr
from app.poster.geometry import Coord, Point, Run
from app.poster.records import Mark
from app.poster.values import Frozen
from app.ui.tools.laying import made
from app.ui.tools.laying.clicks import build, meant
from app.ui.tools.tool import Context, Gesture


def lieux(context: Context) -> Gesture:
    """Lay a place at each click; a click on one that is there gives it the next rank."""
    yield from build(context, Scatter(context))


def pole(context: Context) -> Gesture:
    """Lay a pole, then a satellite at each click; Entrée at once leaves the satellites to the brush."""
    yield from build(context, Scatter(context, alone=True))


@dataclass(frozen=True)
class Scatter:
    """Places of the page with their ranks, the first being the mark's own."""

    context: Context
    places: Run = ()
    ranks: tuple[int, ...] = ()
    turned: bool = False
    #: Whether the first place is a pole, apart from the places that are listed.
    alone: bool = False

    def clicked(self, at: Coord) -> Scatter:
        """Add a place, or give the next rank to the one that is there."""
        there = meant(self.context, self.places, at)
        values = self._values()
        if there is None:
            rank = (values[0] if not self.places else min(values[1], values[0] + 1)) if values else 0
            return replace(self, places=(*self.places, at), ranks=(*self.ranks, rank), turned=False)
        if values is None:
            return self
        ranks = tuple(
            made.following(rank, values) if index == there else rank for index, rank in enumerate(self.ranks)
        )
        return replace(self, ranks=ranks, turned=True)

    def pulled(self, start: Coord, at: Coord) -> Scatter:
        """Move the place that was pressed, or lay a new one where the hand lets go."""
        there = meant(self.context, self.places, start)
        if there is None:
            return self.clicked(at)
        moved = tuple(at if index == there else known for index, known in enumerate(self.places))
        return replace(self, places=moved, turned=False)

    def known(self, at: Coord) -> bool:
        """Return whether a place lies there."""
        return meant(self.context, self.places, at) is not None

    def mark(self) -> Mark | None:
        """Return the mark; one place alone leaves the others to the brush."""
        if not self.places:
            return None
        pictogram = made.armed(self.context)
        laid = made.mark(self.context, Point(*self.context.ground(self.places[0])))
        declared = made.places(pictogram)
        shown = list(zip(self.places, self.ranks, strict=True))[1 if self.alone else 0 :]
        usual = not self.alone and len(shown) == 1 and self.ranks[0] in (self._values() or (0,))[:1]
        if declared is None or not shown or usual:
            return laid
        ranked = self._values() is not None
        listed = [[*self.context.ground(at), *((rank,) if ranked else ())] for at, rank in shown]
        return replace(laid, parametres=Frozen({declared.key: listed}))

    def whole(self) -> bool:
        """Return whether there is a first place."""
        return bool(self.places)

    def words(self, at: Coord) -> str:
        """Return what a click there does, and how it ends."""
        if self.known(at) and self._values() and len(self.places) > 1:
            return tr("Un clic ici change son rang\nEntrée pour finir")
        if self.alone:
            if len(self.places) < 2:
                return tr("Cliquez sur un lieu attiré\nEntrée les dispose autour")
            return tr("Un autre lieu attiré\nEntrée pour finir")
        if len(self.places) < 2:
            return tr("Cliquez sur les autres lieux\nEntrée les dispose autour")
        return tr("Un clic sur un lieu change son rang\nEntrée pour finir")

    def _values(self) -> tuple[int, int] | None:
        return made.thirds(made.places(made.armed(self.context)))
