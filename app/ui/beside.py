"""What is open beside the sheet: a drawer, or « Inventer » in its place, and a panel; one gives way to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.catalogue.model import Pictogram
from app.i18n import tr
from app.poster.choices import DOMAINES
from app.poster.geometry import Coord
from app.ui.inventing.panel import Inventing
from app.ui.planche import PLANCHE
from app.ui.rail import INVENTER
from app.ui.regions import WHOLE

if TYPE_CHECKING:
    from app.ui.workspace import Workspace


class Beside(QObject):
    """Opens and closes what stands beside the sheet of a workspace, and asks the question that goes with it."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._space = workspace
        #: Made when it is first asked for; it keeps its draft until the poster is closed.
        self.inventing: Inventing | None = None
        #: The drawer that it hides.
        self._behind = ""
        #: The drawer that a panel has sent away, and the scale and origin of the sheet beside it.
        self._aside: tuple[str, float, Coord] | None = None
        rail, drawer, top = workspace.rail, workspace.drawer, workspace.top
        rail.opened.connect(self.open_drawer)
        rail.invent_asked.connect(self._toggle_inventing)
        drawer.opening.connect(self.open_drawer)
        drawer.invent_asked.connect(self.open_inventing)
        drawer.edit_asked.connect(lambda one: self.open_inventing(pictogram=one))
        top.poster_asked.connect(lambda: self.toggle("poster"))
        top.amof_asked.connect(lambda _: self.toggle("amof"))
        top.readings_asked.connect(self.read)
        workspace.marge.panel_changed.connect(self._panel_changed)
        workspace.session.reading_changed.connect(self._show_panel)

    # -- the drawer

    def open_drawer(self, key: str) -> None:
        """Open a domaine or the search; "" closes the drawer, and only then is the sheet fitted again."""
        space = self._space
        was = space.drawer.isVisibleTo(space) or self.invents
        if self.inventing is not None:
            self.inventing.hide()
        if key and space.marge.panel in WHOLE:
            self._aside = self._aside and (key, *self._aside[1:])
            space.marge.close_panel()
            if space.drawer.key == key:
                return
        space.drawer.open(key)
        space.rail.show_open(key)
        space.regions.arrange()
        self._ask(key)
        if was and not key:
            space.regions.fit_later()

    def _ask(self, key: str) -> None:
        space = self._space
        if space.marge.panel == "amof":
            space.top.ask(tr("Post-its et AMOF"), tr("Qu’est-ce qui aide\u202f? Qu’est-ce qui freine\u202f?"))
        else:
            # The table of structures is read within the question of the moment.
            space.top.ask_domaine(space.drawer.before if key == PLANCHE else key)

    # -- « Inventer le nôtre »

    @property
    def invents(self) -> bool:
        """Whether « Inventer le nôtre » stands in the place of the drawer now."""
        return self.inventing is not None and self.inventing.isVisibleTo(self._space)

    def open_inventing(self, name: str = "", domaine: str = "", pictogram: Pictogram | None = None) -> None:
        """Show « Inventer le nôtre » in the place of the drawer, or ``pictogram``, one of ours, to be changed."""
        space = self._space
        if space.marge.panel in WHOLE:
            space.marge.close_panel()
        if not self.invents:
            self._behind = space.drawer.key
        inventing = self._inventor()
        self._give_place()
        if pictogram is not None:
            inventing.edit(pictogram)
        else:
            behind = self._behind if self._behind in DOMAINES else ""
            inventing.open(name, domaine or behind)
        space.regions.arrange()

    def like(self, other: Beside) -> None:
        """Go on with the draft and the drawer of another workspace of the same poster."""
        if other.inventing is not None:
            inventing = self._inventor()
            inventing.like(other.inventing)
            inventing.setVisible(other.invents)
        if other.invents:
            self._give_place()
            self._space.regions.arrange()
        elif not self._space.regions.small:
            self.open_drawer(other._space.drawer.key)

    def _inventor(self) -> Inventing:
        space = self._space
        if self.inventing is None:
            self.inventing = Inventing(space.session, space.kept)
            self.inventing.closed.connect(self._close_inventing)
            self.inventing.added.connect(self._invented)
            self.inventing.said.connect(space.tell)
            space.regions.stand_beside(self.inventing)
            self.inventing.hide()
        return self.inventing

    def _give_place(self) -> None:
        self._space.drawer.open("")
        self._space.rail.show_open(INVENTER)

    def _toggle_inventing(self) -> None:
        if self.invents:
            self._close_inventing()
        else:
            self.open_inventing("", self._space.drawer.domaine)

    def _close_inventing(self) -> None:
        self.open_drawer(self._behind)
        self._space.canvas.setFocus()

    def _invented(self, pictogram: Pictogram) -> None:
        """Show the new one in its drawer; it is in hand, the next click lays it."""
        self.open_drawer(pictogram.domaine)
        self._space.canvas.setFocus()

    # -- panels of the marge

    def toggle(self, panel: str) -> None:
        """Open a panel of the marge, or close it when it is open."""
        marge = self._space.marge
        marge.open_panel("" if marge.panel == panel else panel)

    def read(self) -> None:
        """Open the readings, or close them."""
        self.toggle("lectures")
        self._show_panel()

    def _show_panel(self) -> None:
        """Show which panel is open; a reading stays said while its panel has given way."""
        panel, top = self._space.marge.panel, self._space.top
        top.amof.setChecked(panel == "amof")
        top.readings.setChecked(panel == "lectures" or bool(self._space.session.reading))

    def _panel_changed(self, panel: str) -> None:
        space, aside = self._space, self._aside
        view, key = space.canvas.view, space.drawer.key
        self._show_panel()
        if panel in WHOLE and (key or self.invents):
            self._aside = (key, view.scale, view.origin) if key else None
            self.open_drawer("")
        elif aside is not None and panel not in WHOLE:
            # The drawer comes back, and the sheet as it was, unless people have looked nearer since.
            self._aside, untouched = None, view.whole
            small = space.regions.small
            self.open_drawer("" if small else aside[0])
            if untouched and not small:
                space.regions.fit_now(aside[1:])
        else:
            self._ask(key)
