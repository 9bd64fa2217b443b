"""Laying cells by clicks: communes one by one, or squares of a grid where there is no ground."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import floor

from app.i18n import tr
from app.poster.geometry import Areas, Coord
from app.poster.records import Fond, Mark, Territoire
from app.poster.values import Frozen
from app.ui.tools.laying import made
from app.ui.tools.laying.clicks import build
from app.ui.tools.laying.outline import taken_at
from app.ui.tools.tool import Context, Gesture

#: Side of the cells of a bare sheet, in mm.
CELL_MM = 16.0
#: What the cells of a pictogram without choices of its own can say.
SIGNS = ("+", "-", "=", "?")
#: Its usual parameter.
KEY = "signes"


def cellules(context: Context) -> Gesture:
    """Take cells by clicks; a click on one that is there gives it the next sign, and lets it go after the last."""
    yield from build(context, Fabric(context), loose=True)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its ground, and its name where it has one."""

    areas: Areas
    name: str = ""


@dataclass(frozen=True)
class Fabric:
    """Cells with their signs, in the order in which they were taken."""

    context: Context
    cells: tuple[tuple[Cell, str], ...] = ()
    turned: bool = False

    def clicked(self, at: Coord) -> Fabric:
        """Take the cell that lies there, or give it its next sign; after the last one it is let go."""
        cell = cell_at(self.context, at)
        if cell is None:
            return self
        values = signs(self.context)
        known = dict(self.cells)
        if cell not in known:
            return replace(self, cells=(*self.cells, (cell, values[0])), turned=False)
        rank = values.index(known[cell]) + 1
        if rank < len(values):
            known[cell] = values[rank]
        else:
            del known[cell]
        return replace(self, cells=tuple(known.items()), turned=True)

    def pulled(self, start: Coord, at: Coord) -> Fabric:
        """A hand that slips while it clicks still means the cell that it pressed."""
        return self.clicked(start)

    def known(self, at: Coord) -> bool:
        """Return whether the cell that lies there was taken."""
        return cell_at(self.context, at) in dict(self.cells)

    def mark(self) -> Mark | None:
        """Return the cells as one mark: a sign for each of its polygons."""
        if not self.cells:
            return None
        parts = [(part, sign) for cell, sign in self.cells for part in cell.areas.parts]
        made.armed(self.context)
        told = Frozen({KEY: [sign for _, sign in parts]})
        return made.mark(self.context, Areas(tuple(part for part, _ in parts)), told)

    def whole(self) -> bool:
        """Return whether there is a cell."""
        return bool(self.cells)

    def words(self, at: Coord) -> str:
        """Return the name of the cell under the pointer, and what clicks do."""
        cell = cell_at(self.context, at)
        name = cell.name if cell else tr("Cliquez sur une commune") if _grounded(self.context) else ""
        ends = tr("Entrée pour finir")
        if cell in dict(self.cells):
            ends = tr("Un clic change son signe · Entrée pour finir")
        return "\n".join(each for each in (name, ends) if each)


def signs(context: Context) -> tuple[str, ...]:
    """Return the signs of the pictogram in hand, in the order of clicks."""
    declared = next((each for each in made.armed(context).parameters if each.key == KEY), None)
    return tuple(value for value, _ in declared.choices) if declared and declared.choices else SIGNS


def cell_at(context: Context, page: Coord) -> Cell | None:
    """Return the cell at a place of the page: a real contour, or a square where the sheet has no ground."""
    ground = context.ground(page)
    if _grounded(context):
        taken = taken_at(context, ground, always=True)
        return Cell(taken.areas, taken.name) if taken and taken.areas else None
    return square_at(context, page)


def square_at(context: Context, page: Coord) -> Cell | None:
    """Return the square of the grid at a place of the page; None out of the map."""
    left, top, right, bottom = context.frame.box
    if not (left <= page[0] < right and top <= page[1] < bottom):
        return None
    # The grid stands in the middle of the map; what is cut at its edges is left out.
    columns, rows = floor((right - left) / CELL_MM), floor((bottom - top) / CELL_MM)
    x0, y0 = (left + right - columns * CELL_MM) / 2, (top + bottom - rows * CELL_MM) / 2
    column, row = floor((page[0] - x0) / CELL_MM), floor((page[1] - y0) / CELL_MM)
    if not (0 <= column < columns and 0 <= row < rows):
        return None
    x, y = x0 + column * CELL_MM, y0 + row * CELL_MM
    ring = ((x, y), (x + CELL_MM, y), (x + CELL_MM, y + CELL_MM), (x, y + CELL_MM), (x, y))
    return Cell(Areas(((made.grounds(context, ring),),)))


def around(context: Context, page: Coord, most: int = 9) -> Iterator[Cell]:
    """Yield the cell at a place of the page, then those that touch it, at most ``most`` in all."""
    first = cell_at(context, page)
    if first is None:
        return
    yield first
    if not _grounded(context):
        steps = (-CELL_MM, 0.0, CELL_MM)
        beside = [(page[0] + dx, page[1] + dy) for dy in steps for dx in steps if dx or dy]
        yield from [cell for at in beside if (cell := square_at(context, at))][: most - 1]
        return
    from app.ui.tools.laying.shaped import touching

    known = [fond for fond in context.document.all(Fond) if fond.couche == "commune"]
    cells = {Cell(fond.geometry, fond.nom): fond.dedans for fond in known if isinstance(fond.geometry, Areas)}
    # Those of the territory stay among themselves.
    near = [cell for cell, own in cells.items() if cell != first and (own or not cells.get(first))]
    beside_it = touching(first.areas, [cell.areas for cell in near])
    yield from [cell for cell in near if cell.areas in beside_it][: most - 1]


def _grounded(context: Context) -> bool:
    return next(context.document.all(Territoire), None) is not None
