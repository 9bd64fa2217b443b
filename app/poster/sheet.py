"""The sheet in millimetres, and the one affine between ground and page.

Stored millimetres are those of the nominal A3; an export scales the whole sheet. The page's origin is its
top-left corner and y goes down; the ground is in metres and y goes up.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

from app.poster.geometry import Box, Coord
from app.poster.records import Poster

Rect = tuple[float, float, float, float]
"""x, y, width, height in mm."""

#: ISO 216 sheets: scale of each against the nominal A3.
SHEETS = {"A4": 0.5**0.5, "A3": 1.0, "A2": 2**0.5, "A1": 2.0, "A0": 2 * 2**0.5}
#: Outside kept on each side of the territory, in mm: room for destinations and post-its.
OUTSIDE_MM = 31.0
#: The ground of a blank sheet: the paper itself, in metres of the nominal A3, (0, 0) in the middle of the map. Our own
#: srs_id: EPSG has no code so high.
PAPER_CRS = 100001
#: Of which a map shows a mm in each mm, unless its group moves it nearer or farther.
PAPER_METRES = 0.001


def page_size(orientation: str) -> tuple[float, float]:
    """Return the width and height of the nominal sheet, in mm."""
    return (420.0, 297.0) if orientation == "paysage" else (297.0, 420.0)


def map_rect(orientation: str) -> Rect:
    """Return the frame of the map on the page, in mm."""
    return (12.0, 39.5, 262.0, 236.0) if orientation == "paysage" else (12.0, 53.0, 273.0, 213.0)


def on_paper(poster: Poster) -> bool:
    """Return whether a poster is a blank sheet: its ground is the paper, which has neither scale nor north."""
    return poster.crs == PAPER_CRS


@dataclass(frozen=True, slots=True)
class MapFrame:
    """The window of the page on the ground: rotates, scales and moves; nobody else converts."""

    rect: Rect
    centre: Coord
    metres_par_mm: float
    rotation: float = 0.0

    @classmethod
    def of(cls, poster: Poster) -> MapFrame:
        """Return the frame of a poster, for its own orientation."""
        return cls(
            map_rect(poster.orientation),
            (poster.centre_x, poster.centre_y),
            poster.metres_par_mm,
            poster.rotation,
        )

    @property
    def middle(self) -> Coord:
        """The centre of the frame on the page, in mm."""
        x, y, width, height = self.rect
        return (x + width / 2, y + height / 2)

    @property
    def box(self) -> Box:
        """The frame on the page as (min x, min y, max x, max y), in mm."""
        x, y, width, height = self.rect
        return (x, y, x + width, y + height)

    @property
    def scale(self) -> float:
        """The denominator of the scale on the nominal sheet: 222 000 for 1:222 000."""
        return self.metres_par_mm * 1000

    def to_page(self, x: float, y: float) -> Coord:
        """Return page mm for ground metres."""
        middle_x, middle_y = self.middle
        east, north = (x - self.centre[0]) / self.metres_par_mm, (y - self.centre[1]) / self.metres_par_mm
        if not self.rotation:
            return (middle_x + east, middle_y - north)
        turn = radians(self.rotation)
        return (
            middle_x + east * cos(turn) - north * sin(turn),
            middle_y - (east * sin(turn) + north * cos(turn)),
        )

    def to_ground(self, x: float, y: float) -> Coord:
        """Return ground metres for page mm: the exact inverse of ``to_page``."""
        middle_x, middle_y = self.middle
        right, up = (x - middle_x) * self.metres_par_mm, (middle_y - y) * self.metres_par_mm
        if not self.rotation:
            return (self.centre[0] + right, self.centre[1] + up)
        turn = radians(-self.rotation)
        return (
            self.centre[0] + right * cos(turn) - up * sin(turn),
            self.centre[1] + right * sin(turn) + up * cos(turn),
        )


def fit(ground: Box, orientation: str) -> tuple[Coord, float]:
    """Return the centre (ground metres) and the metres per mm that show ``ground`` with its outside.

    A territory of a single point still receives a scale: 10 m per mm at least.
    """
    min_x, min_y, max_x, max_y = ground
    _, _, width, height = map_rect(orientation)
    wanted = max(
        (max_x - min_x) / (width - 2 * OUTSIDE_MM),
        # Less outside above and below: post-its are wide and low.
        (max_y - min_y) / (height - OUTSIDE_MM),
        10.0,
    )
    return ((min_x + max_x) / 2, (min_y + max_y) / 2), wanted
