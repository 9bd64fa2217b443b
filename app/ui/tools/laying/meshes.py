"""Laying networks whose links make themselves: centres with their limits, a mesh of two ranks."""

from __future__ import annotations

import itertools
from dataclasses import replace

from app.i18n import tr
from app.poster.geometry import Coord
from app.ui.tools.laying import links
from app.ui.tools.laying.clicks import build
from app.ui.tools.laying.network import Net
from app.ui.tools.tool import Context, Gesture

#: How many places of a ranked mesh are great ones at first.
GREAT = 3


def centres(context: Context) -> Gesture:
    """Lay centres; the limits between them follow. A click on a centre gives it the next rank."""
    yield from build(context, Centres(context))


def mailles(context: Context) -> Gesture:
    """Lay places of two ranks; links make themselves. A click on a place changes its rank."""
    yield from build(context, Meshes(context))


class Centres(Net):
    """Places without drawn links: the line through them only says in which order they came."""

    least = 3

    def beginning(self) -> str:
        """Return what is missing."""
        return tr("Encore un centre\u00a0: il en faut au moins trois")

    def next_step(self, *, known: bool) -> str:
        """Return what a click does now."""
        return tr("Un clic ici change son rang") if known else tr("Un clic sur un centre change son rang")

    def _added(self, at: Coord) -> Net:
        return self._linked(super()._added(at))

    def _taken(self, there: int) -> Net:
        return self._turned(there)

    def _linked(self, after: Net) -> Net:
        return replace(after, links=tuple(itertools.pairwise(range(len(after.places)))))


class Meshes(Centres):
    """Places of two ranks, linked by themselves."""

    least = 2

    def first_third(self) -> int:
        """The first places are great ones, those that follow are not."""
        least, most = self.values() or (1, 2)
        return least if len(self.places) < GREAT else most

    def beginning(self) -> str:
        """Return what is missing."""
        return tr("Cliquez sur le lieu suivant")

    def next_step(self, *, known: bool) -> str:
        """Return what a click does now."""
        return tr("Un clic ici change son rang") if known else tr("Un clic sur un lieu change son rang")

    def _linked(self, after: Net) -> Net:
        least = (self.values() or (1, 2))[0]
        great = [rank for rank, third in enumerate(after.thirds) if third == least]
        return replace(after, links=links.ranked(after.places, great))
