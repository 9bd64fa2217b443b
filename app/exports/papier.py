"""The empty sheet as a PDF: printed on any paper from A4 to A0, drawn upon by hand, photographed.

Lines, letters and codes are outlines, at their true size. What was written is opened again and its codes are read as
a photograph would be, before the file takes its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.drawing import papier
from app.drawing.ink import Scene
from app.exports.registry import Exporter, Illisible, Progress, Snapshot
from app.i18n import Souci, tr
from app.poster.records import Poster
from app.poster.sheet import SHEETS

#: Dots per inch that coordinates are rounded to.
DPI = 1200
_MM = 25.4
#: Pixels across the longer side when the file is read back; a point of a PDF in mm.
_ACROSS, _POINT = 2000, 25.4 / 72
#: The sheets as paper is cut (ISO 216), in mm, upright.
_CUT = {"A4": (210, 297), "A3": (297, 420), "A2": (420, 594), "A1": (594, 841), "A0": (841, 1189)}
#: How far the size of the page may be off, in mm.
_OFF = 0.3


@dataclass(frozen=True, slots=True)
class PapierOptions:
    """Size of the sheet of paper, A4 to A0."""

    sheet: str = "A3"

    def __post_init__(self) -> None:
        if self.sheet not in SHEETS:
            raise ValueError(f"no sheet {self.sheet!r}")


def scene(snapshot: Snapshot, options: PapierOptions | None = None) -> Scene:
    """Return the empty sheet of a poster."""
    size = (options or PapierOptions()).sheet
    return papier.draw(snapshot.records, snapshot.catalogue, size, snapshot.placements)


def run(snapshot: Snapshot, path: Path, options: PapierOptions, progress: Progress) -> None:
    """Write the empty sheet as a PDF of one page. Raises OSError where it cannot be written."""
    from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF
    from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

    from app.painting.fonts import ensure_application
    from app.painting.images import EXPORT, Images
    from app.painting.painter import paint

    ensure_application()
    drawn = scene(snapshot, options)
    progress(0.4)
    factor = SHEETS[options.sheet]
    poster = next(record for record in snapshot.records.values() if isinstance(record, Poster))
    made = QBuffer()
    made.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(made)
    writer.setResolution(DPI)
    # The page lies as the sheet does: a size of its own, never turned.
    width, height = _cut(options.sheet, drawn.width > drawn.height)
    size = QPageSize(
        QSizeF(width, height),
        QPageSize.Unit.Millimeter,
        options.sheet,
        QPageSize.SizeMatchPolicy.ExactMatch,
    )
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    writer.setTitle(tr("Feuille à dessiner, {territoire}", territoire=poster.territoire_nom or poster.titre))
    writer.setCreator("Chorographe")
    painter = QPainter()
    if not painter.begin(writer):
        raise OSError(f"{path} cannot be begun")
    try:
        # Paper is cut to whole mm: the sheet is in its middle.
        dots = DPI / _MM / 2
        painter.translate((width - drawn.width * factor) * dots, (height - drawn.height * factor) * dots)
        paint(painter, drawn.primitives(), factor * DPI / _MM, Images(snapshot.pictures, EXPORT))
    finally:
        painter.end()
    made.close()
    progress(0.8)
    with path.open("xb") as out:
        out.write(bytes(made.data().data()))
    progress(1.0)


def check(path: Path, options: PapierOptions) -> None:
    """Read the file back: one page of the size asked, whose four codes are read. Raises Illisible."""
    import pypdfium2

    from app.basemap.paper import sheet_code

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise Illisible(str(error)) from error
    try:
        if len(document) != 1:
            raise Illisible(f"{len(document)} pages")
        page = document[0]
        width, height = page.get_size()
        scale = _ACROSS / max(width, height)
        grey = page.render(scale=scale, grayscale=True).to_pil()
        page.close()
    finally:
        document.close()
    wide, high = width * _POINT, height * _POINT
    wanted = _cut(options.sheet, wide > high)
    if abs(wide - wanted[0]) > _OFF or abs(high - wanted[1]) > _OFF:
        raise Illisible(f"{wide:.1f} × {high:.1f} mm")
    found = set()
    for text in sheet_code.texts(grey):
        try:
            sheet, corner = sheet_code.read(text)
        except Souci as souci:
            raise Illisible(str(souci)) from souci
        if sheet.size == options.sheet:
            found.add(corner)
    if found != set(sheet_code.CORNERS):
        raise Illisible(f"only the codes {sorted(found)} are read")


def _cut(sheet: str, lying: bool) -> tuple[int, int]:
    """Return the width and the height of a sheet of paper in mm."""
    short, long = _CUT[sheet]
    return (long, short) if lying else (short, long)


def exporter() -> Exporter:
    """Return the format as the registry proposes it, in the language in use."""
    return Exporter(
        key="vide",
        label=tr("Feuille vide à dessiner (PDF)"),
        purpose=tr(
            "Pour dessiner au feutre sur papier, puis photographier\u00a0: la photo reprend sa place."
        ),
        suffixes=(".pdf",),
        options=PapierOptions,
        run=run,
        check=check,
        usual=False,
        added=tr("feuille-vide"),
        scene=scene,
    )
