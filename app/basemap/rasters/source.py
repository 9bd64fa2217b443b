"""What every source of pixels is to those who lay it: a size, a place on the Earth, and any window of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

#: x = a·column + b·row + c, y = d·column + e·row + f, from the corners of pixels: (a, b, c, d, e, f).
Affine = tuple[float, float, float, float, float, float]
#: Left, top, right, bottom in pixels of the whole source.
Window = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Page:
    """One of the pictures of a file: a page, a layer of tiles."""

    nom: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Source:
    """One picture of a file, opened and not yet decoded."""

    kind: str
    width: int
    height: int
    #: Return a window, ``across`` × ``down`` pixels, as RGB, or RGBA where something is seen through.
    read: Callable[[Window, int, int], Image]
    pages: tuple[Page, ...]
    #: Where it lies, in units of its CRS; None without georeference.
    affine: Affine | None = None
    #: ``EPSG:2154`` or WKT; "" where it is not known.
    crs: str = ""
    #: Who made it, as the file says.
    credits: str = ""
    #: Let go of the file.
    close: Callable[[], None] = lambda: None

    def ground(self, column: float, row: float) -> tuple[float, float]:
        """Return where a corner of a pixel lies, in units of the CRS. Asks for a georeference."""
        assert self.affine is not None
        a, b, c, d, e, f = self.affine
        return (a * column + b * row + c, d * column + e * row + f)


def inverted(affine: Affine) -> Affine | None:
    """Return the way back, None where there is none."""
    a, b, c, d, e, f = affine
    found = a * e - b * d
    if not abs(found) > 1e-30:
        return None
    return (e / found, -b / found, (b * f - c * e) / found, -d / found, a / found, (c * d - a * f) / found)
