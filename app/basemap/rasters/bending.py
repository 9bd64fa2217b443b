"""Bends a picture by a mesh, so that each of its pixels falls where it lies on the ground."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING, Any

from app.basemap.rasters.source import Source, Window, inverted
from app.poster.geometry import Coord

if TYPE_CHECKING:
    from PIL.Image import Image

#: Side of a mesh in pixels of the result.
SIDE = 48
#: Places that are looked at along each side of a frame.
PLACES = 68
#: The part of a picture that may be cut from each of its sides so that nothing is clear.
EDGE = 0.02

Corners = tuple[Coord, Coord, Coord, Coord]


@dataclass(frozen=True, slots=True)
class Frame:
    """From pixels of the result to the ground: an affine."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def ground(self, column: Any, row: Any) -> tuple[Any, Any]:
        """Return where places of the result lie."""
        return (self.a * column + self.b * row + self.c, self.d * column + self.e * row + self.f)

    def corners(self, across: int, down: int) -> Corners:
        """Return the corners of a result of that size."""
        return (
            self.ground(0, 0),
            self.ground(across, 0),
            self.ground(across, down),
            self.ground(0, down),
        )


class Mesh:
    """Bends a window of a source, already read, to places of the ground."""

    def __init__(self, source: Source, window: Window, back: Any, size: tuple[int, int]) -> None:
        assert source.affine is not None
        way = inverted(source.affine)
        assert way is not None
        self._way, self._window, self._back, self._size = way, window, back, size

    def pixels(self, x: Any, y: Any) -> tuple[Any, Any]:
        """Return where places of the ground are, in pixels of the picture that was read."""
        import numpy as np

        a, b, c, d, e, f = self._way
        left, top, right, bottom = self._window
        xs, ys = (np.asarray(each).reshape(x.shape) for each in self._back.transform(x.ravel(), y.ravel()))
        u = (a * xs + b * ys + c - left) * (self._size[0] / (right - left))
        v = (d * xs + e * ys + f - top) * (self._size[1] / (bottom - top))
        return u, v

    def bent(self, picture: Image, frame: Frame, across: int, down: int, *, clear: bool) -> Image:
        """Return the picture in a frame; ``clear`` where the frame may show more than the picture."""
        import numpy as np
        from PIL import Image

        columns = np.append(np.arange(0, across, SIDE), across)
        rows = np.append(np.arange(0, down, SIDE), down)
        u, v = self.pixels(*frame.ground(*(each.astype(float) for each in np.meshgrid(columns, rows))))
        mesh = []
        for row in range(len(rows) - 1):
            for column in range(len(columns) - 1):
                nodes = ((row, column), (row + 1, column), (row + 1, column + 1), (row, column + 1))
                quad = tuple(float(each[node]) for node in nodes for each in (u, v))
                if all(map(np.isfinite, quad)):
                    place = (
                        int(columns[column]),
                        int(rows[row]),
                        int(columns[column + 1]),
                        int(rows[row + 1]),
                    )
                    mesh.append((place, quad))
        whole = picture.convert("RGBA") if clear else picture
        made = whole.transform((across, down), Image.Transform.MESH, mesh, resample=Image.Resampling.BICUBIC)
        if made.mode == "RGBA" and made.getchannel("A").getextrema() == (255, 255):
            made = made.convert("RGB")
        return made


def inside(frame: Frame, mesh: Mesh, across: int, down: int) -> tuple[Frame, int, int] | None:
    """Return a frame cut so that it shows nothing but the picture, None where too much would be lost.

    What is bent little then needs no clear edges, and stays a JPEG.
    """
    import numpy as np

    cut = 0
    for _ in range(3):
        side = np.linspace(0.0, 1.0, PLACES)
        wide, high = across - 2 * cut, down - 2 * cut
        columns = cut + np.concatenate([side * wide, side * wide, 0 * side, 0 * side + wide])
        rows = cut + np.concatenate([0 * side, 0 * side + high, side * high, side * high])
        u, v = mesh.pixels(*frame.ground(columns, rows))
        over = max(float(each) for each in ((-u).max(), (u - across).max(), (-v).max(), (v - down).max()))
        if over <= 0:
            c, f = frame.ground(cut, cut)
            return replace(frame, c=c, f=f), wide, high
        cut += ceil(over) + 1
        if not cut < EDGE * min(across, down):
            return None
    return None
