"""« Un fichier de territoires… »: the areas of a file, listed among the answers of the search and seen on the map."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QComboBox, QWidget

from app.i18n import Souci, tr, trn
from app.ui.asking import ask_file
from app.ui.picking.reading import FileUnits, of_file
from app.ui.start.picker import Picker
from app.ui.work import Work

#: Files that may hold the outlines of units.
ENDS = ("gpkg", "geojson", "json", "topojson", "shp", "zip", "kml", "kmz", "fgb")


class Brought(QObject):
    """Asks for files, reads them beside the window, and offers their units.

    Where a file does not say its coordinates the likeliest are followed, and that is said; ``doubt`` chooses others.
    """

    def __init__(
        self, parent: QWidget, picker: Picker, tell: Callable[[str], None], doubt: QComboBox
    ) -> None:
        super().__init__(parent)
        self._window, self._picker, self._tell, self._doubt = parent, picker, tell, doubt
        self._path: Path | None = None
        self._work: Work | None = None
        doubt.activated.connect(self._change)

    def ask(self, folder: str) -> None:
        """Ask for a file whose areas can be units of the territory."""
        kinds = tr("Contours ({fins})", fins=" ".join(f"*.{end}" for end in ENDS))
        ask_file(self._window, tr("Un fichier de territoires"), kinds, self.offer, folder)

    def offer(self, path: Path, crs: int | None = None) -> None:
        """Read the units of a file, and list them; ``crs`` where the file does not say."""
        self._path = path
        self._tell(tr("Lecture de {fichier}…", fichier=path.name))
        work = self._work = Work(lambda: of_file(path, crs), self)
        work.done.connect(self._read)
        work.failed.connect(self._failed)
        work.start()

    def _change(self, at: int) -> None:
        if self._path is not None:
            self.offer(self._path, self._doubt.itemData(at))

    def _read(self, found: object) -> None:
        if self.sender() is not self._work or not isinstance(found, FileUnits):
            return
        name, units = found.path.name, found.units
        self._tell("")
        if found.guesses:
            self._tell(
                tr(
                    "«\u00a0{fichier}\u00a0» ne dit pas ses coordonnées. Regardez sur la carte s’il tombe au bon "
                    "endroit.",
                    fichier=name,
                )
            )
            self._doubt.clear()
            for guess in found.guesses:
                self._doubt.addItem(guess.phrase, guess.epsg)
            self._doubt.setCurrentIndex(self._doubt.findData(found.crs))
            self._doubt.show()
        self._picker.forget(units)
        title = trn(len(units), "{n} territoire de {f}", "{n} territoires de {f}", f=name)
        self._picker.offer(units, title)

    def _failed(self, error: object) -> None:
        if self.sender() is not self._work:
            return
        if not isinstance(error, Souci):
            self._tell("")
            raise error if isinstance(error, BaseException) else RuntimeError(error)
        self._tell(str(error))
