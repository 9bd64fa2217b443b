"""Where the regions of the window lie: on one grid, the marge right of the sheet or under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QGridLayout, QWidget

from app.poster.geometry import Coord
from app.poster.sheet import page_size
from app.ui.controls import row
from app.ui.style import look

if TYPE_CHECKING:
    from app.ui.workspace import Workspace

#: Panels beside which the whole sheet is looked at: the drawer gives its place.
WHOLE = ("amof", "legende", "lectures", "lisible")
#: Under this size of window, in units, the drawer closes by itself.
SMALL = (1000, 600)
#: As wide or as high as Qt allows: no limit.
FREE = 16777215


class Regions:
    """Lays the regions of a workspace, and fits the sheet to what they leave."""

    def __init__(self, workspace: Workspace) -> None:
        m = look.metrics
        self._space = workspace
        #: What stands between the rail and the sheet, one at a time.
        self._beside: list[QWidget] = []
        self._grid = QGridLayout(workspace)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._grid.addWidget(workspace.top, 0, 0, 1, 4)
        self._grid.addWidget(workspace.rail, 1, 0, 4, 1)
        self.stand_beside(workspace.drawer)
        self._grid.addWidget(workspace.canvas, 1, 2)
        #: The line « Noter », with the bench around it.
        self.noting = QWidget()
        line = row(workspace.quick)
        line.setContentsMargins(m.bench, m.s1, m.bench, m.s2)
        self.noting.setLayout(line)
        self.noting.hide()
        self._grid.addWidget(self.noting, 3, 2, 1, 2)
        self._grid.addWidget(workspace.tools, 4, 2, 1, 2)
        self._grid.setColumnStretch(2, 1)
        self._grid.setRowStretch(1, 1)
        self._fit_later = QTimer(workspace, singleShot=True, interval=0)
        self._fit_later.timeout.connect(self._fit)

    def stand_beside(self, widget: QWidget) -> None:
        """Let a widget stand between the rail and the sheet, when it is shown."""
        self._beside.append(widget)
        self._grid.addWidget(widget, 1, 1, 4, 1)

    @property
    def in_order(self) -> tuple[QWidget, ...]:
        """The regions as the keys walk through them."""
        space = self._space
        return (space.top, space.rail, *self._beside, space.canvas, space.marge, space.tools)

    @property
    def small(self) -> bool:
        """Whether the window is so small, for the size of the interface, that the drawer closes by itself."""
        scale, space = look.metrics.scale, self._space
        return space.width() < SMALL[0] * scale or space.height() < SMALL[1] * scale

    def arrange(self) -> None:
        """Lay the marge right of the sheet or under it: right where the free room is wider than the sheet."""
        space, marge, m = self._space, self._space.marge, look.metrics
        sheet_w, sheet_h = page_size(space.session.document.poster.orientation)
        beside = max((one.width() for one in self._beside if one.isVisibleTo(space)), default=0)
        space.rail.fit_to(space.height() - m.top_bar)
        width = space.width() - space.rail.width() - beside
        space.tools.fit_to(width)
        height = space.height() - m.top_bar - space.tools.height()
        below = width * sheet_h < height * sheet_w
        if below != marge.below:
            marge.below = below
            marge.show_page()  # it asks to be laid again
            return
        self._grid.removeWidget(marge)
        if marge.strip:
            self._grid.addWidget(marge, 2, 2, 1, 2)
            marge.setFixedHeight(marge.height_below())
            marge.setMinimumWidth(0)
            marge.setMaximumWidth(FREE)
        else:
            free = width - round((height - 2 * m.bench) * sheet_w / sheet_h) - 2 * m.bench
            self._grid.addWidget(marge, 1, 3)
            marge.setFixedWidth(min(width, marge.width_beside(free)))
            marge.setMinimumHeight(0)
            marge.setMaximumHeight(FREE)
        marge.show()

    def fit_later(self) -> None:
        """Fit the sheet with the next turn of the loop."""
        self._fit_later.start()

    def fit_now(self, seen: tuple[float, Coord] | None = None) -> None:
        """Show the whole sheet at once, or see it at a scale and an origin in device pixels."""
        self._fit()
        self._fit_later.stop()
        if seen is not None:
            self._space.canvas.look_at(*seen)

    def _fit(self) -> None:
        """Fit the sheet to what the marge leaves, once everything stands in its place."""
        marge = self._space.marge
        self._grid.activate()
        # What a panel hides for a moment is not lost: the sheet is as large as without it.
        aside = marge.panel and not marge.strip and marge.panel not in WHOLE
        self._space.canvas.fit(hidden=marge.width() if aside else 0)
