"""Many runs in little room: the borders of a base map are a hundred thousand, most of them of three places."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, overload

from app.drawing.primitives import Subpath
from app.poster.geometry import Box

_CLOSED, _CUBIC = 1, 2
#: Runs made together.
_MANY = 1000


class Runs(Sequence[Subpath]):
    """Subpaths kept as mere numbers, and made anew each time one is asked for.

    As tuples of pairs of floats they would take six times the room.
    """

    __slots__ = ("_ends", "_kinds", "_numbers")

    def __init__(self, runs: Iterable[Subpath]) -> None:
        #: x and y of every place of every run, and where in them each run ends.
        self._numbers = array("d")
        self._ends = array("I")
        self._kinds = bytearray()
        for run in runs:
            for place in run.points:
                self._numbers.extend(place)
            self._ends.append(len(self._numbers))
            self._kinds.append(_CLOSED * run.closed | _CUBIC * run.cubic)

    @classmethod
    def of(cls, xy: Any, ends: Any, closed: Any) -> Runs:
        """Return the runs of an array of places (n, 2); each ends before its rank in ``ends`` and may be closed.

        A closed one repeats its first place at its end in the array, and not in the runs.
        """
        import numpy as np

        kept = np.ones(len(xy), bool)
        kept[ends[closed] - 1] = False
        made = cls(())
        made._numbers.frombytes(np.ascontiguousarray(xy[kept], "f8").tobytes())
        made._ends.frombytes((2 * (ends - np.cumsum(closed))).astype(made._ends.typecode).tobytes())
        made._kinds.extend(np.where(closed, _CLOSED, 0).astype("u1").tobytes())
        return made

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Runs):
            return NotImplemented
        return (self._ends, self._numbers, self._kinds) == (other._ends, other._numbers, other._kinds)

    def __hash__(self) -> int:
        return hash((self._numbers.tobytes(), bytes(self._kinds)))

    def __len__(self) -> int:
        return len(self._ends)

    def __iter__(self) -> Iterator[Subpath]:
        """Yield every run; some thousand are made at a time, quicker than one by one."""
        start = 0
        for first in range(0, len(self._ends), _MANY):
            ends = self._ends[first : first + _MANY]
            numbers = iter(self._numbers[start : ends[-1]].tolist())
            places = list(zip(numbers, numbers, strict=True))
            before = 0
            for end, kind in zip(ends, self._kinds[first : first + _MANY], strict=True):
                after = (end - start) // 2
                yield Subpath(tuple(places[before:after]), bool(kind & _CLOSED), bool(kind & _CUBIC))
                before = after
            start = ends[-1]

    @property
    def places(self) -> int:
        """How many places they have together."""
        return len(self._numbers) // 2

    @property
    def extent(self) -> Box | None:
        """The box around all places; None without any."""
        import numpy as np

        if not self._numbers:
            return None
        xy = np.array(self._numbers).reshape(-1, 2)
        (left, top), (right, bottom) = xy.min(axis=0).tolist(), xy.max(axis=0).tolist()
        return (left, top, right, bottom)

    @property
    def longest(self) -> int:
        """Places of the run that has most."""
        import numpy as np

        return int(np.diff(np.array(self._ends), prepend=0).max(initial=0)) // 2

    def parted(self, side: float, most: int, places: int) -> Iterator[tuple[Runs, Box]]:
        """Yield all runs a few at a time, those that begin near each other together, with their extents in mm.

        Near is in the same square of ``side`` mm. A part has ``most`` runs at most, and ``places`` where one alone has
        not more of them.
        """
        import numpy as np

        xy = np.array(self._numbers).reshape(-1, 2)
        ends = np.array(self._ends) // 2
        counts = np.diff(ends, prepend=0)
        firsts = ends - counts
        column, row = np.floor(xy[firsts] / side).astype("i8").T
        order = np.lexsort((row, column))
        counts = counts[order]
        ends = np.cumsum(counts)
        # The places in their new order: those of one run follow each other as they did.
        xy = xy[np.arange(len(xy)) + np.repeat(firsts[order] - ends + counts, counts)]
        kinds = np.frombuffer(self._kinds, "u1")[order].tobytes()
        squares = np.flatnonzero(np.diff(column[order]) | np.diff(row[order])) + 1
        cuts = [0]
        square = set(squares.tolist())
        begun = 0
        for rank, end in enumerate(ends.tolist()):
            if rank in square or rank - cuts[-1] >= most or end - begun > places:
                if rank > cuts[-1]:
                    cuts.append(rank)
                begun = end - int(counts[rank])
        starts = (ends - counts)[cuts]
        boxes = np.hstack([np.minimum.reduceat(xy, starts), np.maximum.reduceat(xy, starts)]).tolist()
        for box, first, last in zip(boxes, cuts, [*cuts[1:], len(ends)], strict=True):
            low = int(ends[first] - counts[first])
            part = Runs(())
            part._numbers.frombytes(xy[low : ends[last - 1]].tobytes())
            part._ends.frombytes((2 * (ends[first:last] - low)).astype(part._ends.typecode).tobytes())
            part._kinds.extend(kinds[first:last])
            yield part, tuple(box)

    @overload
    def __getitem__(self, index: int) -> Subpath: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Subpath, ...]: ...

    def __getitem__(self, index: int | slice) -> Subpath | tuple[Subpath, ...]:
        if isinstance(index, slice):
            return tuple(self[rank] for rank in range(*index.indices(len(self))))
        rank = range(len(self))[index]
        numbers = self._numbers[self._ends[rank - 1] if rank else 0 : self._ends[rank]]
        kind = self._kinds[rank]
        points = tuple(zip(numbers[::2], numbers[1::2], strict=True))
        return Subpath(points, bool(kind & _CLOSED), bool(kind & _CUBIC))


def runs_of(shape: Any) -> Runs:
    """Return the lines of a shapely geometry; rings are closed."""
    import numpy as np
    import shapely

    parts = shapely.get_parts(shape)
    lines = parts[(shapely.get_type_id(parts) == 1) & ~shapely.is_empty(parts)]
    xy, ranks = shapely.get_coordinates(lines, return_index=True)
    return Runs.of(xy, np.cumsum(np.bincount(ranks, minlength=len(lines))), shapely.is_ring(lines))
