"""The contact sheet of the pictograms: each at the sizes where it is read, and in the lights that spoil it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QColor, QImage, QPainter

from app.catalogue.model import Pictogram
from app.catalogue.words import domaine as domaine_name
from app.drawing import theme
from app.drawing.marks import icon
from app.drawing.primitives import Text, TextLine
from app.drawing.typography import elided
from app.painting.fonts import ensure_application
from app.painting.painter import paint

#: Sizes in px: print (17 mm at 150 dpi), the projector's palette at 1920 × 1080, the legend, the smallest palette.
PRINT, PROJECTOR, LEGEND, PALETTE = 100, 56, 32, 24
#: A room that is not dark adds this share of the light of the white to everything.
VEIL = 0.22
#: The pictogram is composed at this size in mm, as the palette does.
ICON_MM = 14.0
MARGIN, GAP, NAME, HEAD, KEY = 24, 14, 26, 54, 34


def lights(image: QImage) -> dict[str, QImage]:
    """Return an image as it is, on a washed-out projector and printed in grey."""
    return {
        "": image,
        "veil": _each(image, _veiled),
        "grey": image.convertToFormat(QImage.Format.Format_Grayscale8),
    }


def _each(image: QImage, table: list[int]) -> QImage:
    made = image.convertToFormat(QImage.Format.Format_RGB888)
    data = bytes(made.constBits()).translate(bytes(table))
    return QImage(data, made.width(), made.height(), made.bytesPerLine(), QImage.Format.Format_RGB888).copy()


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _encoded(light: float) -> float:
    return 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055


#: sRGB value → what is seen of it under the veil.
_veiled = [round(255 * _encoded((_linear(value / 255) + VEIL) / (1 + VEIL))) for value in range(256)]


def drawn(pictogram: Pictogram, side: int, ground: str) -> QImage:
    """Return a pictogram in the ink of its domaine, ``side`` px wide."""
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(QColor(ground))
    painter = QPainter(image)
    try:
        paint(painter, icon(pictogram, ICON_MM, theme.domaine(pictogram.domaine)), side / ICON_MM)
    finally:
        painter.end()
    return image


def sheet(pictograms: Sequence[Pictogram], columns: int = 4) -> QImage:
    """Return the contact sheet of ``pictograms``, by domaine."""
    ensure_application()
    places = [PRINT, PROJECTOR, LEGEND, PALETTE] + [LEGEND, PALETTE] * 3
    wide = sum(places) + GAP * (len(places) - 1)
    cell_w, cell_h = wide + 2 * GAP + 10, PRINT + NAME + 10
    groups: dict[str, list[Pictogram]] = {}
    for each in pictograms:
        groups.setdefault(each.domaine, []).append(each)
    rows = sum(-(-len(group) // columns) for group in groups.values())
    height = rows * cell_h + len(groups) * HEAD + 2 * MARGIN + KEY
    image = QImage(columns * cell_w + 2 * MARGIN, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    try:
        y = MARGIN + _key(painter)
        for domaine, group in groups.items():
            _words(
                painter, domaine_name(domaine) if domaine else "Libres", MARGIN, y + 34, 26, wide, bold=True
            )
            y += HEAD
            for rank, each in enumerate(group):
                x = MARGIN + rank % columns * cell_w
                top = y + rank // columns * cell_h
                _entry(painter, each, x, top)
                _words(painter, each.name.fr, x, top + PRINT + 18, 15, wide)
            y += -(-len(group) // columns) * cell_h
    finally:
        painter.end()
    return image


def _key(painter: QPainter) -> int:
    """Write what the columns show, above the first entry; return the height it takes."""
    told = (
        "De gauche à droite : affiche A3, projecteur, légende, palette ; sur le gris du dehors ; "
        "dans une salle claire ; en gris."
    )
    _words(painter, told, MARGIN, MARGIN + 16, 17, 2000)
    return KEY


def _entry(painter: QPainter, each: Pictogram, x: int, top: int) -> None:
    """Paint the four sizes on paper, then the two small ones on the outside of the map, veiled and in grey."""
    for side in (PRINT, PROJECTOR, LEGEND, PALETTE):
        painter.drawImage(x, top + (PRINT - side) // 2, drawn(each, side, "#FFFFFF"))
        x += side + GAP
    for light, ground in (("", theme.HORS_TERRITOIRE), ("veil", "#FFFFFF"), ("grey", "#FFFFFF")):
        for side in (LEGEND, PALETTE):
            seen = lights(drawn(each, side, ground))[light]
            painter.drawImage(x, top + (PRINT - side) // 2, seen)
            x += side + GAP


def _words(painter: QPainter, text: str, x: int, y: int, size: int, wide: int, *, bold: bool = False) -> None:
    face = "Bold" if bold else "Semibold"
    line = TextLine(x, y, elided(text, face, size, wide))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint(painter, (Text((line,), face, size, theme.ENCRE),), 1.0)
