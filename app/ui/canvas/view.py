"""Where the sheet stands in the canvas: an origin and a scale, in device pixels. Knows no widget."""

from __future__ import annotations

from dataclasses import dataclass

from app.poster.boxes import meet, middle
from app.poster.geometry import Box, Coord

#: The bench left around the sheet, in px of the interface.
MARGIN = 15.0
#: Farthest and nearest: half of the whole sheet, and 8 times its paper size on a 96 dpi screen.
LEAST_OF_FIT = 0.5
MOST = 8 * 96 / 25.4
STEP = 1.25


@dataclass(slots=True)
class View:
    """A sheet of ``sheet`` mm seen through ``width`` × ``height`` pixels; ``ratio`` pixels make one px of interface.

    The origin is where the sheet's top-left corner falls; it is kept on whole pixels so that tiles stay crisp.
    """

    sheet: Coord = (420.0, 297.0)
    width: float = 0.0
    height: float = 0.0
    ratio: float = 1.0
    scale: float = 1.0
    origin: Coord = (0.0, 0.0)
    #: The bench left around the sheet, in px of the interface.
    bench: float = MARGIN

    @property
    def margin(self) -> float:
        """The bench around the sheet, in device pixels."""
        return self.bench * self.ratio

    @property
    def fit_scale(self) -> float:
        """Pixels per mm that show the whole sheet."""
        wide = (self.width - 2 * self.margin) / self.sheet[0]
        high = (self.height - 2 * self.margin) / self.sheet[1]
        return max(0.05, min(wide, high))

    @property
    def whole(self) -> bool:
        """Whether the sheet stands as « Tout voir » leaves it."""
        return abs(self.scale - self.fit_scale) < 1e-9

    def fit(self) -> None:
        """Show the whole sheet, at the top-left of the canvas: the free band belongs to what is in hand."""
        self.scale = self.fit_scale
        self._put(self.margin, self.margin)

    def resize(self, width: float, height: float) -> None:
        """Take a new size; the origin stays where it is as long as the clamp lets it."""
        self.width, self.height = width, height
        self._put(*self.origin)

    def zoom(self, factor: float, x: float, y: float) -> None:
        """Multiply the scale; the point of the sheet under pixel (x, y) stays under it, clamp permitting."""
        page = self.to_page(x, y)
        self.scale = min(MOST * self.ratio, max(self.fit_scale * LEAST_OF_FIT, self.scale * factor))
        self._put(x - page[0] * self.scale, y - page[1] * self.scale)

    def pan(self, dx: float, dy: float) -> None:
        """Move the sheet by pixels."""
        self._put(self.origin[0] + dx, self.origin[1] + dy)

    def reveal(self, box: Box) -> None:
        """Pan by the least that brings ``box`` (page mm) into sight, or that fills the view with one too large."""
        left, top, right, bottom = self.to_pixels(box)
        self.pan(_least(left, right, self.width, self.margin), _least(top, bottom, self.height, self.margin))

    def to_pixels(self, box: Box) -> Box:
        """Return a box of the page (mm) in device pixels of the widget."""
        return (*self.to_pixel(*box[:2]), *self.to_pixel(*box[2:]))

    def to_page(self, x: float, y: float) -> Coord:
        """Return page mm for a pixel."""
        return ((x - self.origin[0]) / self.scale, (y - self.origin[1]) / self.scale)

    def to_pixel(self, x: float, y: float) -> Coord:
        """Return the pixel for page mm."""
        return (self.origin[0] + x * self.scale, self.origin[1] + y * self.scale)

    @property
    def seen(self) -> Box:
        """What is in sight, in page mm, cut at the sheet."""
        left, top = self.to_page(0, 0)
        right, bottom = self.to_page(self.width, self.height)
        return (max(0.0, left), max(0.0, top), min(self.sheet[0], right), min(self.sheet[1], bottom))

    def middle(self, within: Box | None = None) -> Coord:
        """Return the middle of what is in sight, of its part ``within`` a box of the page where there is one."""
        seen = self.seen
        if within is None or not meet(seen, within):
            return middle(seen)
        (left, top), (right, bottom) = seen[:2], seen[2:]
        return middle(
            (max(left, within[0]), max(top, within[1]), min(right, within[2]), min(bottom, within[3]))
        )

    def _put(self, x: float, y: float) -> None:
        self.origin = (
            round(_clamped(x, self.sheet[0] * self.scale, self.width, self.margin)),
            round(_clamped(y, self.sheet[1] * self.scale, self.height, self.margin)),
        )


def _clamped(origin: float, length: float, room: float, margin: float) -> float:
    """Keep a side of the sheet in its room: anchored first when it fits, else never leaving a bench too wide."""
    return min(margin, max(origin, room - margin - length))


def _least(low: float, high: float, room: float, margin: float) -> float:
    start, end = margin - low, room - margin - high
    # Both are how far a side is to go; one too large for its room may stay wherever it covers it all.
    return min(max(0.0, min(start, end)), max(start, end))
