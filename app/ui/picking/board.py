"""The map with its tools over it: what a click takes, the lasso, the neighbours, nearer and farther, the zones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QPushButton, QWidget

from app.i18n import tr
from app.ui import icons
from app.ui.controls import row, word_button
from app.ui.picking.plan import PickMap
from app.ui.picking.shown import DEFAULT
from app.ui.picking.sight import FILE
from app.ui.segments import Choice, Segments
from app.ui.style import look

if TYPE_CHECKING:
    from app.basemap.france.ground import Ground
    from app.basemap.france.search import Candidate
    from app.ui.start.picker import Picker

#: What the segments take more than their words need where there is room, and where there is little, in units.
AIR, LITTLE_AIR = 130, 56
#: The part of the width of the map that is still a corner.
CORNER = 0.34


class Board(QWidget):
    """Shows what is chosen on a map and says what is picked on it."""

    toggled = Signal(object)
    gathered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        m = look.metrics
        self._chosen: list[Candidate] = []
        self._by_hand = False
        #: Whether a click can take areas of a file.
        self._files = False
        self._ground: Ground | None = None
        self.map = PickMap()
        self.map.setParent(self)
        self.lasso = word_button(
            "lasso", tr("Entourer"), tip=tr("prendre tout ce qui est entouré (Maj + glisser)")
        )
        self.lasso.setObjectName("tool")
        self.lasso.setCheckable(True)
        self.lasso.toggled.connect(self.map.arm_lasso)
        self.neighbours = word_button("voisins", tr("Ajouter les voisins"))
        self.neighbours.clicked.connect(lambda: self.map.sight.seek_neighbours(self.map.level, self._chosen))
        self.nearer = self._small("plus", tr("Se rapprocher"))
        self.nearer.clicked.connect(lambda: self.map.zoom(1.6))
        self.farther = self._small("moins", tr("S’éloigner"))
        self.farther.clicked.connect(lambda: self.map.zoom(1 / 1.6))
        self.all = self._small("tout", tr("Voir tout le territoire, puis tout le pays"))
        self.all.clicked.connect(self.map.show_all)
        self.zones = QComboBox()
        self.zones.setPlaceholderText(tr("Ailleurs"))
        self.zones.setAccessibleName(tr("Partie de la France"))
        self.zones.activated.connect(lambda at: self.map.show_zone(self.zones.itemData(at)))
        self._tools = QWidget(self)
        self._tools.setLayout(row(self.lasso, self.neighbours, spacing=6))
        for button in (self.nearer, self.farther, self.all):
            button.setParent(self)
        self._levels = QFrame(self)
        self._levels.setLayout(row())
        self.levels = self._segments(file=False)
        self.zones.setParent(self)
        self.zones.hide()
        self.map.toggled.connect(self._toggled)
        self.map.sight.gathered.connect(self._gathered)
        self.map.lassoed.connect(lambda: self.lasso.setChecked(False))
        self.map.sight.zone_shown.connect(lambda zone: self.zones.setCurrentIndex(self.zones.findData(zone)))
        self.map.sight.grown.connect(self._fill_zones)
        self.neighbours.setEnabled(False)
        self.setMinimumSize(m.u(300), m.u(180))

    def _small(self, icon: str, word: str) -> QPushButton:
        button = word_button(icon, "", tip=word)
        button.setAccessibleName(word)
        button.setIconSize(icons.logical(look.metrics.u(18)))
        button.setStyleSheet("padding: 0; min-height: 0;")
        return button

    def _segments(self, *, file: bool) -> Segments:
        """Lay out what a click can take; ``file``: areas of a file too, and at first."""
        choices = [
            Choice("commune", tr("communes")),
            Choice("epci", tr("intercommunalités")),
            Choice("departement", tr("départements")),
            Choice("region", tr("régions")),
        ]
        if file:
            choices.insert(0, Choice(FILE, tr("du fichier")))
        made = Segments(tr("Ce qu’un clic prend"), choices, emptiable=False, even=False)
        made.show_value(FILE if file else self.map.level)
        made.chosen.connect(self.map.take_level)
        box = self._levels.layout()
        assert box is not None
        box.addWidget(made)
        made.show()
        box.activate()
        return made

    def offer(self, units: Sequence[Candidate]) -> None:
        """Show areas of a file to pick among, in the place of those of another one."""
        if bool(units) != self._files:
            self._files = bool(units)
            self.levels.hide()
            self.levels.deleteLater()
            self.levels = self._segments(file=self._files)
            self._place()
        self.levels.show_value(FILE if units else DEFAULT)
        self.map.take_level(FILE if units else DEFAULT)
        self.map.sight.offer(units)

    # -- what is shown

    @property
    def ground(self) -> Ground | None:
        """The ground of what is chosen, once it is read."""
        return self._ground

    def show_ground(self, ground: Ground | None) -> None:
        """Keep the ground of what is chosen: what it says is said beside the map."""
        self._ground = ground

    def show_units(self, chosen: Sequence[Candidate], grey: Sequence[Candidate] = ()) -> None:
        """Show units as chosen and others in grey; they are brought into sight unless they were picked here."""
        self._chosen = list(chosen)
        self.neighbours.setEnabled(bool(chosen))
        self.map.show_units(chosen, grey, seek=not self._by_hand)

    def _toggled(self, one: object) -> None:
        self._by_hand = True
        self.toggled.emit(one)
        self._by_hand = False

    def _gathered(self, units: object) -> None:
        self._by_hand = True
        self.gathered.emit(units)
        self._by_hand = False

    def tie(self, picker: Picker) -> None:
        """Show what ``picker`` has, and let it have what is picked here."""
        self.toggled.connect(lambda one: self._toggle(picker, one))
        self.gathered.connect(picker.take_all)
        picker.offering.connect(lambda: self.offer(picker.offered))
        if picker.offered:
            self.offer(picker.offered)
        picker.changed.connect(lambda: self.show_units(picker.wanted, picker.referred))

    def _toggle(self, picker: Picker, one: Candidate) -> None:
        """Take or give back what was clicked; of a larger unit that has it, the rest stays."""
        from app.basemap.france import picking

        if one.kind != FILE and one not in picker.own:
            for larger in picker.own:
                left = picking.without(self.map.sight.zone, larger, one)
                if left is not None:
                    picker.exchange(larger, left)
                    return
        picker.toggle(one)

    # -- the zones

    def _fill_zones(self) -> None:
        from app.basemap.france import picking

        found = picking.zones()
        if self.zones.count() or len(found) < 2:
            return
        for zone in found:
            self.zones.addItem(zone.nom or tr("Métropole"), zone.code)
        self.zones.setCurrentIndex(self.zones.findData(self.map.sight.zone))
        self.zones.show()
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the tools over the edges of the map."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        gap = look.metrics.u(10)
        self.map.setGeometry(self.rect())
        levels, zones, tools = self._levels.sizeHint(), self.zones.sizeHint(), self._tools.sizeHint()
        room = self.width() - 2 * gap
        most, least = (levels.width() + look.metrics.u(air) for air in (AIR, LITTLE_AIR))
        beside_zones = room - gap - zones.width()
        # The zones go under them rather than take their air.
        wide = min(most, beside_zones if beside_zones >= least else room)
        self._levels.setGeometry(gap, gap, wide, levels.height())
        left = self.width() - gap - zones.width()
        beside = left > self._levels.geometry().right() + gap
        self.zones.setGeometry(
            left, gap if beside else 2 * gap + levels.height(), zones.width(), zones.height()
        )
        self._tools.setGeometry(gap, self.height() - gap - tools.height(), tools.width(), tools.height())
        side, between = look.metrics.button, look.metrics.s1
        for rank, button in enumerate((self.all, self.farther, self.nearer)):
            top = self.height() - gap - (rank + 1) * side - rank * between
            button.setGeometry(self.width() - gap - side, top, side, side)
        over = (self._levels, self._tools, self.zones, self.nearer, self.farther, self.all)
        covered = [QRectF(one.geometry()) for one in over if not one.isHidden()]
        # In a wide map the tools at the foot take a corner only: half of their height is enough.
        foot = tools.height() / 2 if tools.width() < CORNER * self.width() else gap + tools.height()
        self.map.cover((float(self._levels.geometry().bottom()), float(foot)), covered)
