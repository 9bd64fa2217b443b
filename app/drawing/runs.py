"""Many runs in little room: the borders of a base map are a hundred thousand, most of them of three places."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, overload

from app.drawing.primitives import Subpath

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
