"""Where a thing lies, in words that do without the sheet: its quarter, and the commune of the base map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.i18n import tr
from app.poster.geometry import Areas, Coord, bounds, holds
from app.poster.records import Fond, Item, Poster, PostIt
from app.poster.sheet import MapFrame, page_size
from app.storage.derived import anchor

if TYPE_CHECKING:
    from app.ui.session import Session

#: Within this share of the half width and half height of the sheet, a thing is in its middle.
MIDDLE = 1 / 3


class Whereabouts:
    """Says where the things of one poster lie; what it has looked for is kept as long as it holds."""

    def __init__(self, session: Session) -> None:
        self._session = session
        #: The communes of the base map, and their boxes as one array, found once for each base map.
        self._fonds: tuple[Fond, ...] = ()
        self._areas: list[tuple[Areas, str]] = []
        self._boxes: Any = None
        self._known: dict[str, tuple[Item, Poster, tuple[Fond, ...], tuple[str, str]]] = {}

    def of(self, item: Item) -> tuple[str, str]:
        """Return the quarter and the commune, "" where there is none: a post-it lies on no ground, or waits."""
        document = self._session.document
        now = (item, document.poster, document.records.fonds)
        known = self._known.get(item.uid)
        if known is None or any(was is not one for was, one in zip(known, now, strict=False)):
            known = self._known[item.uid] = (*now, self._said(item))
        return known[3]

    def _said(self, item: Item) -> tuple[str, str]:
        poster = self._session.document.poster
        frame = MapFrame.of(poster)
        if isinstance(item, PostIt):
            if item.x is None or item.y is None:
                return tr("à placer"), ""
            width, height = page_size(poster.orientation)
            return quarter((item.x / width * 2 - 1, 1 - item.y / height * 2)), ""
        x, y = anchor(item.geometry)
        left, top, right, bottom = frame.box
        # By the ground, not by the page: north stays north on a map that was turned.
        half = (frame.metres_par_mm * (right - left) / 2, frame.metres_par_mm * (bottom - top) / 2)
        where = quarter(((x - poster.centre_x) / half[0], (y - poster.centre_y) / half[1]))
        return where, self.commune(x, y)

    def commune(self, x: float, y: float) -> str:
        """Return the name of the commune at a ground point, "" where there is none."""
        import numpy as np

        fonds = self._session.document.records.fonds
        if self._boxes is None or self._fonds is not fonds:
            self._fonds = fonds
            found = [
                (each.geometry, each.nom)
                for each in fonds
                if each.couche == "commune" and isinstance(each.geometry, Areas)
            ]
            self._areas = found
            self._boxes = np.array([bounds(areas) for areas, _ in found]).reshape(-1, 4)
        west, south, east, north = self._boxes.T
        near = np.flatnonzero((west <= x) & (x <= east) & (south <= y) & (y <= north))
        return next((self._areas[at][1] for at in near if holds(self._areas[at][0], x, y)), "")


def quarter(at: Coord) -> str:
    """Return the quarter of a place told from the middle, 1 being the right and the upper edge."""
    column, row = (0 if abs(part) <= MIDDLE else 1 if part > 0 else -1 for part in at)
    return {
        (0, 0): tr("au centre"),
        (0, 1): tr("au nord"),
        (1, 1): tr("au nord-est"),
        (1, 0): tr("à l’est"),
        (1, -1): tr("au sud-est"),
        (0, -1): tr("au sud"),
        (-1, -1): tr("au sud-ouest"),
        (-1, 0): tr("à l’ouest"),
        (-1, 1): tr("au nord-ouest"),
    }[(column, row)]
