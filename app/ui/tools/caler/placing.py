"""A picture being placed, as a value: how it lies, its pins, how strong it is. Nothing of it is in the poster yet."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from app.drawing import calques
from app.poster.fitting import Corners, Fitted, Pin, fit, pins_of
from app.poster.geometry import Coord
from app.poster.records import Calque

#: The part of its diagonal by which pins of the file may move a picture: others speak of another ground.
AGREED = 0.01


@dataclass(frozen=True, slots=True)
class Placing:
    """``start`` is how the picture lay before its pins, ``media`` what it shows, ``opacity`` 0-1."""

    start: Corners
    pins: tuple[Pin, ...] = ()
    media: str = ""
    opacity: float = 1.0
    fitted: Fitted = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "fitted", fit(self.pins, self.start))

    @classmethod
    def of(cls, record: Calque) -> Placing | None:
        """Return a picture of the poster as it lies; None where its corners make no sense."""
        corners = calques.ring(record)
        if corners is None or not _broad(corners):
            return None
        plain = cls(corners, (), record.media, record.opacite)
        pinned = replace(plain, pins=pins_of(record.parametres.get("reperes")))
        most = AGREED * _apart(corners[0], corners[2])
        agreed = all(_apart(one, other) <= most for one, other in zip(pinned.corners, corners, strict=True))
        return pinned if agreed else plain

    @property
    def corners(self) -> Corners:
        """Where the picture lies now, on the ground."""
        return self.fitted.corners

    def pinned(self, pins: tuple[Pin, ...]) -> Placing:
        """Return the picture with other pins; without any it stays where it lies."""
        return replace(self, start=self.start if self.pins and pins else self.corners, pins=pins)

    def with_pin(self, pin: Pin) -> Placing:
        """Return the picture with one more pin."""
        return self.pinned((*self.pins, pin))

    def moved_pin(self, rank: int, ground: Coord) -> Placing:
        """Return the picture with a pin elsewhere on the ground."""
        return self.pinned(
            tuple(
                pin._replace(x=ground[0], y=ground[1]) if at == rank else pin
                for at, pin in enumerate(self.pins)
            )
        )

    def without_pin(self, rank: int) -> Placing:
        """Return the picture without a pin."""
        return self.pinned((*self.pins[:rank], *self.pins[rank + 1 :]))

    def laid(self, corners: Corners) -> Placing:
        """Return the picture, which has no pin, elsewhere."""
        return replace(self, start=corners)


def _broad(corners: Corners) -> bool:
    """Return whether a picture covers something."""
    (x, y), right, _, below = corners
    across, down = (right[0] - x, right[1] - y), (below[0] - x, below[1] - y)
    return across[0] * down[1] != across[1] * down[0]


def _apart(one: Coord, other: Coord) -> float:
    return float(((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5)
