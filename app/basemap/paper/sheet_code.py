"""What the codes of an empty sheet say, and where they stand: enough to lay a photograph of it back on the ground.

Each corner of the sheet has the same code, but for the letter of its corner. It is plain text, so that any reader of
QR codes shows it: ``CG1/P3/A/2154/752340/6494120/233.5/0/E200069177`` is a sheet of the first layout, landscape, A3,
its top left corner; the EPSG code, the middle of the map in metres, its metres per mm and its rotation; and the units
of its territory. Checksums and repair are those of the QR code.

Millimetres are those of the nominal A3, whatever the size that was printed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from app.i18n import Souci, tr
from app.poster.geometry import Areas, Coord
from app.poster.records import Poster, Record, Territoire
from app.poster.sheet import MapFrame, Rect, map_rect, page_size

if TYPE_CHECKING:
    from PIL.Image import Image

Orientation = Literal["paysage", "portrait"]
Corner = Literal["A", "B", "C", "D"]
#: Top left, top right, bottom right, bottom left of the sheet.
CORNERS: tuple[Corner, ...] = get_args(Corner)
#: Says whose code it is, and which layout the sheet has.
MARK, LAYOUT = "CG", 1
#: Side of a code in mm; its modules across (a QR of version 3), and the blank that it keeps around, in modules.
SIDE, MODULES, QUIET = 19.0, 29, 4
#: From the edges of the sheet to the codes, in mm: on A4, printers leave out 6 mm.
MARGIN_X, MARGIN_Y = 12.0, 8.6
#: Top of the map on the sheet, in mm: under the codes and their blank.
MAP_TOP = 30.5
#: Signs that a code of that version holds, by its level of repair: the best one that fits is taken.
_ROOM = (("Q", 47), ("M", 61), ("L", 77))
_KINDS = {"C": "commune", "E": "epci", "D": "departement", "R": "region"}
_LETTERS = {kind: letter for letter, kind in _KINDS.items()}
_UNITS = re.compile(
    r"(?:C[0-9AB]{5}|E[0-9]{9}|D[0-9AB]{2,3}|R[0-9]{2})(?:\+(?:C[0-9AB]{5}|E[0-9]{9}|D[0-9AB]{2,3}|R[0-9]{2}))*"
)
_DIGEST = re.compile(r"X[0-9A-F]{8}")
_NUMBER = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,6})?")
#: Bounds of what a sheet can say: ground metres, metres per mm.
_FARTHEST, _SCALES = 3e7, (1e-4, 1e6)


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """An empty sheet as its codes tell it."""

    orientation: Orientation
    #: The size that was printed, one of SHEETS.
    size: str
    crs: int
    centre: Coord
    metres_par_mm: float
    rotation: float
    #: « E200069177+C63003 », « X » and a digest where the units are too many or unknown elsewhere, or "".
    territory: str

    @classmethod
    def of(cls, records: Mapping[str, Record], size: str) -> PaperSheet:
        """Return the sheet that a poster prints. ``records`` hold one ``Poster``, else LookupError."""
        poster = next((each for each in records.values() if isinstance(each, Poster)), None)
        if poster is None:
            raise LookupError("the records hold no Poster")
        metres = _rounded(poster.metres_par_mm, 6)
        # A hundredth of a mm of the sheet: as fine as the hand that lays it, and short.
        digits = 0 if metres >= 50 else 1 if metres >= 5 else 4 if metres >= 0.05 else 6
        return cls(
            poster.orientation,
            size,
            poster.crs,
            (round(poster.centre_x, digits), round(poster.centre_y, digits)),
            metres,
            round(poster.rotation, 2),
            territory_of(records.values()),
        )

    @property
    def frame(self) -> MapFrame:
        """The window of the sheet on the ground."""
        return MapFrame(paper_rect(self.orientation), self.centre, self.metres_par_mm, self.rotation)

    @property
    def units(self) -> tuple[tuple[str, str], ...]:
        """The kind and the code of each unit of the territory; none where the code does not say them."""
        if not self.territory or self.territory.startswith("X"):
            return ()
        return tuple((_KINDS[each[0]], each[1:]) for each in self.territory.split("+"))

    def text(self, corner: Corner) -> str:
        """Return what the code of a corner says."""
        way = "P" if self.orientation == "paysage" else "H"
        x, y = self.centre
        said = (
            f"{MARK}{LAYOUT}/{way}{self.size[1:]}/{corner}/{self.crs}/{_short(x)}/{_short(y)}/"
            f"{_short(self.metres_par_mm)}/{_short(self.rotation)}/"
        )
        whole = said + self.territory
        return whole if len(whole) <= _ROOM[-1][1] else said + _digest(self.territory)


def read(text: str) -> tuple[PaperSheet, Corner]:
    """Return the sheet and the corner that a code tells. Raises Souci for what is not one of ours."""
    parts = text.split("/") if len(text) <= 200 else []
    head = re.fullmatch(rf"{MARK}([0-9]{{1,3}})", parts[0]) if parts else None
    if head is None:
        raise Souci(tr("Ce code n’est pas celui d’une feuille de Chorographe."))
    if int(head[1]) > LAYOUT:
        raise Souci(
            tr(
                "Cette feuille a été imprimée par une version plus récente de Chorographe. "
                "Mettez le logiciel à jour, ou placez la photo par ses quatre coins."
            )
        )
    if len(parts) != 9 or int(head[1]) != LAYOUT:
        raise _damaged()
    _, sheet, corner, crs, x, y, metres, rotation, territory = parts
    known = re.fullmatch(r"([PH])([0-4])", sheet)
    numbers = [float(each) for each in (x, y, metres, rotation) if _NUMBER.fullmatch(each)]
    if known is None or corner not in CORNERS or not re.fullmatch(r"-?[0-9]{1,6}", crs) or len(numbers) != 4:
        raise _damaged()
    if territory and not _UNITS.fullmatch(territory) and not _DIGEST.fullmatch(territory):
        raise _damaged()
    sane = max(map(abs, numbers[:2])) <= _FARTHEST and _SCALES[0] <= numbers[2] <= _SCALES[1]
    if not sane or abs(numbers[3]) > 360:
        raise _damaged()
    found = PaperSheet(
        "paysage" if known[1] == "P" else "portrait",
        f"A{known[2]}",
        int(crs),
        (numbers[0], numbers[1]),
        numbers[2],
        numbers[3],
        territory,
    )
    return found, next(each for each in CORNERS if each == corner)


def territory_of(records: Iterable[Record]) -> str:
    """Return the territory as a code says it: its units where they have public codes, else a digest; or ""."""
    grounds = [each for each in records if isinstance(each, Territoire)]
    found = [_unit(each.genre, code) for each in grounds for code in each.codes]
    if grounds and (not found or not all(found)):
        return _digest(
            "+".join(f"{each.nom}|{'+'.join(each.codes)}|{_outlined(each.geometry)}" for each in grounds)
        )
    return "+".join(found)


def same_territory(sheet: PaperSheet, records: Iterable[Record]) -> bool:
    """Return whether a sheet was printed for the territory that ``records`` hold."""
    own = territory_of(records)
    return sheet.territory in (own, _digest(own))


def paper_rect(orientation: str) -> Rect:
    """Return the frame of the map on the empty sheet, in mm: as large as that of a poster."""
    x, _, width, height = map_rect(orientation)
    return (x, MAP_TOP, width, height)


def code_at(orientation: str, corner: Corner) -> Coord:
    """Return the top left of the code of a corner, in mm."""
    width, height = page_size(orientation)
    right, bottom = width - MARGIN_X - SIDE, height - MARGIN_Y - SIDE
    return (right if corner in "BC" else MARGIN_X, bottom if corner in "CD" else MARGIN_Y)


def modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """Return the rows of a code, dark modules True. Raises ValueError for a text that has no room in it."""
    import numpy as np
    import zxingcpp

    level = next((level for level, most in _ROOM if len(text) <= most), None)
    if level is None:
        raise ValueError(f"{len(text)} signs")
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, version=3, ecLevel=level)
    pixels = np.array(zxingcpp.write_barcode_to_image(made, scale=1, add_quiet_zones=False))
    return tuple(tuple(bool(value < 128) for value in row) for row in pixels)


def texts(grey: Image) -> list[str]:
    """Return what the codes of a picture say, ours or not."""
    import numpy as np
    import zxingcpp

    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    return [each.text for each in zxingcpp.read_barcodes(np.asarray(grey), formats=formats)]


def _unit(genre: str, code: str) -> str:
    """Return a unit of the base map as a code says it, "" for one that only the poster knows."""
    kind = genre
    if genre == "ensemble":
        kind = {9: "epci", 5: "commune", 2: "departement", 3: "departement"}.get(len(code), "")
    said = _LETTERS.get(kind, "") + code.upper()
    return said if _UNITS.fullmatch(said) else ""


def _outlined(geometry: Areas) -> str:
    return ",".join(f"{x:.0f} {y:.0f}" for x, y in geometry.coords())


def _digest(said: str) -> str:
    return "X" + hashlib.sha256(said.encode()).hexdigest()[:8].upper() if said else ""


def _rounded(value: float, digits: int) -> float:
    return float(f"{value:.{digits}g}")


def _short(value: float) -> str:
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _damaged() -> Souci:
    return Souci(
        tr(
            "Le code de cette feuille est abîmé ou n’est pas de Chorographe. Placez la photo par ses quatre coins."
        )
    )
