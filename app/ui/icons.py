"""The icons of the window: paths on a grid of 24, stroked 2 units wide with round ends, in any colour.

The words are those of SVG paths with absolute coordinates (M L H V C Q Z), and ``O cx cy r`` for a circle.
A path that begins with ``*`` is filled, not stroked.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

GRID = 24.0
PATHS: dict[str, tuple[str, ...]] = {
    "menu": ("M4 7H20 M4 12H20 M4 17H20",),
    "chercher": ("O10.5 10.5 6.5", "M15.5 15.5L21 21"),
    "organisation": ("M8.5 3.5L18 4.5L21.5 12L16 20.5L6 19.5L2.5 11Z", "*O12 12 3.4"),
    "dynamique": ("*M3 18.5C8 18.5 12 15.5 14.6 11.9L12 9.6L22 6L19.6 16.2L17.2 14.1C14 18.2 9 21 3 20.6Z",),
    "ressources": ("M6.5 4.5H17.5L22 10L12 21L2 10Z M2 10H22 M9 10L12 21L15 10 M9 10L12 4.5L15 10",),
    "enjeux": ("O12 12 9.5", "M12 6.5V13", "*O12 17 1.5"),
    "acteurs": (
        "O9 8 3.5",
        "M2.5 19.5C3 15.5 5.5 13.8 9 13.8C12.5 13.8 15 15.5 15.5 19.5",
        "O17 9 2.6",
        "M17.5 14.2C20 14.5 21.5 16 22 19",
    ),
    "favoris": ("M12 3.4L14.7 9.2L21 10L16.4 14.4L17.6 20.7L12 17.6L6.4 20.7L7.6 14.4L3 10L9.3 9.2Z",),
    "inventer": (
        "M2.5 17.5C4.5 9 7.5 5.5 8.5 8.5C9.5 11.5 7 17 9.5 17C12 17 12 9.5 14.5 9.5C17 9.5 15 16.5 21.5 14",
    ),
    "tableau": ("M3.5 4H20.5V20H3.5Z M3.5 9.5H20.5 M3.5 14.7H20.5 M9.2 4V20 M14.8 4V20",),
    "etoile": ("M12 3.4L14.7 9.2L21 10L16.4 14.4L17.6 20.7L12 17.6L6.4 20.7L7.6 14.4L3 10L9.3 9.2Z",),
    "etoile_pleine": ("*M12 2L15 8.4L22.2 9.3L17 14.2L18.3 21.4L12 17.9L5.7 21.4L7 14.2L1.8 9.3L9 8.4Z",),
    "annuler": ("M8.5 4.5L4 9L8.5 13.5", "M4.5 9H14.5C18 9 20.5 11.2 20.5 14.5C20.5 17.8 18 20 14.5 20H9"),
    "retablir": ("M15.5 4.5L20 9L15.5 13.5", "M19.5 9H9.5C6 9 3.5 11.2 3.5 14.5C3.5 17.8 6 20 9.5 20H15"),
    "choisir": ("M5.5 3.5L19.5 10.5L13.2 12.8L10.5 19.5Z",),
    "postit": ("M4.5 4.5H19.5V13.5L13.5 19.5H4.5Z", "M19.5 13.5H13.5V19.5"),
    "texte": ("M5 7.5V4.5H19V7.5 M12 4.5V19.5 M9 19.5H15",),
    "crayon": ("M4 20L5 15.5L16.5 4L20 7.5L8.5 19Z", "M14 6.5L17.5 10"),
    "fleche": ("M4.5 19.5L19 5", "M10.5 4.5H19.5V13.5"),
    "zone": ("M5 8.5L11 4L19 6.5L20.5 14.5L14.5 20L6 18L3.5 13Z",),
    "gomme": ("M8.5 19.5L3.8 14.8L14 4.5L20 10.5L11 19.5Z", "M8.8 9.8L14.8 15.8", "M8.5 19.5H20"),
    "moins": ("M4.5 12H19.5",),
    "plus": ("M4.5 12H19.5 M12 4.5V19.5",),
    "tout": ("M4 9V4H9 M15 4H20V9 M20 15V20H15 M9 20H4V15",),
    "amof": ("M4 4H10.5V10.5H4Z M13.5 4H20V10.5H13.5Z M4 13.5H10.5V20H4Z M13.5 13.5H20V20H13.5Z",),
    "emprise": ("M3.5 8V3.5H8 M16 3.5H20.5V8 M20.5 16V20.5H16 M8 20.5H3.5V16", "M12 7.5V16.5 M7.5 12H16.5"),
    "lectures": ("*O7.5 12 4.5", "O16.5 12 4.5"),
    "oeil": (
        "M2.5 12C5.5 7 8.5 5.2 12 5.2C15.5 5.2 18.5 7 21.5 12C18.5 17 15.5 18.8 12 18.8C8.5 18.8 5.5 17 2.5 12Z",
        "*O12 12 3",
    ),
    "exporter": ("M12 15V3.5 M7.5 8L12 3.5L16.5 8", "M4 12.5V20.5H20V12.5"),
    "lasso": (
        "M20.7 10.0L21.0 11.3L21.0 12.7L20.7 14.0",
        "M19.2 16.5L18.2 17.5L17.0 18.3L15.6 19.0",
        "M12.3 19.6L10.8 19.5L9.2 19.2L7.8 18.7",
        "M5.2 17.0L4.3 15.9L3.6 14.7L3.2 13.4",
        "M3.2 10.6L3.6 9.3L4.3 8.1L5.2 7.0",
        "M7.8 5.3L9.2 4.8L10.8 4.5L12.3 4.4",
        "M15.6 5.0L17.0 5.7L18.2 6.5L19.2 7.5",
        "*O12 12 2.2",
    ),
    "voisins": ("*M9 9H15V15H9Z", "M9 9V3.5H15V9 M15 9H20.5V15H15 M15 15V20.5H9V15 M9 15H3.5V9H9"),
    "fermer": ("M6 6L18 18 M18 6L6 18",),
    "droite": ("M9 5L16 12L9 19",),
    "gauche": ("M15 5L8 12L15 19",),
    "bas": ("M5 9L12 16L19 9",),
    "haut": ("M5 15L12 8L19 15",),
    "coche": ("M4.5 12.5L10 18L20 6.5",),
    "dupliquer": ("M8.5 8.5H20V20H8.5Z", "M15.5 8.5V4H4V15.5H8.5"),
    "barrer": (
        "M17 7C16.5 5 14.5 4 12 4C9 4 7 5.5 7 8C7 9.5 8 10.6 9.5 11.3",
        "M3 12.3H21",
        "M14.8 13C16.5 13.8 17.3 14.8 17.3 16.3C17.3 18.7 15.2 20 12 20C9.2 20 7.2 18.8 6.6 16.5",
    ),
    "supprimer": ("M4 6.5H20 M9 6.5V4H15V6.5 M6 6.5L7 20.5H17L18 6.5 M10 10.5V16.5 M14 10.5V16.5",),
    "page": ("M5 3H14L19 8V21H5Z", "M14 3V8H19"),
    "dossier": ("M3 19.5V5H9.5L12 8H21V19.5Z",),
    "suite": ("*O5 12 2", "*O12 12 2", "*O19 12 2"),
    "grouper": (
        "M3.5 7V3.5H7 M17 3.5H20.5V7 M20.5 17V20.5H17 M7 20.5H3.5V17",
        "*M7 7H13.5V13.5H7Z",
        "M16.5 11V16.5H11",
    ),
    "degrouper": ("*M3.5 3.5H11V11H3.5Z", "M13 13H20.5V20.5H13Z", "M16 8L20.5 3.5 M3.5 20.5L8 16"),
    "aligner_gauche": ("M3.5 3V21", "*M7 5H20.5V10.5H7Z", "*M7 13.5H15V19H7Z"),
    "aligner_centre": ("M12 3V21", "*M5 5H19V10.5H5Z", "*M8 13.5H16V19H8Z"),
    "aligner_droite": ("M20.5 3V21", "*M3.5 5H17V10.5H3.5Z", "*M9 13.5H17V19H9Z"),
    "aligner_haut": ("M3 3.5H21", "*M5 7H10.5V20.5H5Z", "*M13.5 7H19V15H13.5Z"),
    "aligner_milieu": ("M3 12H21", "*M5 5H10.5V19H5Z", "*M13.5 8H19V16H13.5Z"),
    "aligner_bas": ("M3 20.5H21", "*M5 3.5H10.5V17H5Z", "*M13.5 9H19V17H13.5Z"),
    "repartir_largeur": ("M3 3.5V20.5 M21 3.5V20.5", "*M9 6H15V18H9Z"),
    "repartir_hauteur": ("M3.5 3H20.5 M3.5 21H20.5", "*M6 9H18V15H6Z"),
    "cadenas": ("M5.5 11H18.5V20.5H5.5Z", "M8 11V7.5C8 5 9.7 3.5 12 3.5C14.3 3.5 16 5 16 7.5V11"),
    "relier": (
        "M6.5 7L17 5.5 M6.5 8.5L9.5 17 M17.5 7.5L11 17.5",
        "*O5.5 7 2.3",
        "*O18.5 5.5 2.3",
        "*O10 18.5 2.3",
    ),
    "limites": ("M4 4H20V20H4Z", "M12 4L10.5 11L4 14", "M10.5 11L20 15"),
    "semis": ("*O7.5 8.5 4", "*O17 6.5 2.4", "*O15 17 2.4", "*O5.5 18 1.4", "*O20 13 1.4", "*O11 20 1.2"),
    "lieux": (
        "M12 20.5C8 15.5 6 12.5 6 9.5C6 6 8.7 3.5 12 3.5C15.3 3.5 18 6 18 9.5C18 12.5 16 15.5 12 20.5Z",
        "*O12 9.5 2",
    ),
    "inverser": ("M7.5 4V17.5 M3.5 13.5L7.5 17.5L11.5 13.5", "M16.5 20V6.5 M12.5 10.5L16.5 6.5L20.5 10.5"),
    "contour": ("M5 8L9.5 4L14 5.5L19 4.5L20.5 11L18 14.5L19 19L12 20.5L6.5 18.5L7 13.5L3.5 11.5Z",),
    "attention": ("M12 3.5L22 20.5H2Z", "M12 10V15", "*O12 17.8 1.2"),
    "force1": ("*M1 11H23V13H1Z",),
    "force2": ("*M1 9.5H23V14.5H1Z",),
    "force3": ("*M1 7.5H23V16.5H1Z",),
    "hausse": ("M5 19L18 6", "M9.5 5.5H18.5V14.5"),
    "stable": ("M3.5 12H20", "M14 6L20.5 12L14 18"),
    "miroir": ("M12 3.5V6 M12 9V11.5 M12 14.5V17 M12 19.5V21", "M8.5 6V18H2.5Z", "*M15.5 6V18H21.5Z"),
    "remplir": ("M6 4.5H18L21.5 12L16 20H7L2.5 12Z", "*M3.5 12H20.5L15.5 19H7.5Z"),
    "tourner": (
        "M19.5 12C19.5 16.5 16 20 11.8 20C7.5 20 4 16.5 4 12.2C4 8 7.5 4.5 11.8 4.5H17",
        "M14 1L17.5 4.5L14 8",
    ),
    "devant": ("*M3.5 3.5H15V15H3.5Z", "M18.5 9V20.5H9"),
    "evider": (
        "*M3 3H21V21H3Z M12 7.5C9.5 7.5 7.5 9.5 7.5 12C7.5 18 16.5 18 16.5 12C16.5 9.5 14.5 7.5 12 7.5Z",
    ),
    "image": ("M3.5 5H20.5V19H3.5Z", "M4.5 18L10 12L13.5 15.5L16 13L20 17", "O15.5 9 1.2"),
    "redresser": ("M6.5 4.5L17.5 6.5L20.5 19.5L3.5 17Z", "M12 8.5V15.5 M8.5 12H15.5"),
    "repere": (
        "M12 21.5C8 16.2 5.5 12.8 5.5 9.4C5.5 5.8 8.4 2.9 12 2.9C15.6 2.9 18.5 5.8 18.5 9.4C18.5 12.8 16 16.2 12 21.5Z",
        "O12 9.4 2.2",
    ),
    "cadrer": ("M7 2V17H22 M2 7H17V22",),
    "sans_fond": ("M5 5L19 19", "O12 12 9.5"),
    "rond": ("*O12 12 9.5",),
    "carre": ("*M4 4H20V20H4Z",),
    "main": (
        "M8 12.5V6.5C8 4.7 10.6 4.7 10.6 6.5V11 M10.6 5.5C10.6 3.4 13.4 3.4 13.4 5.5V11",
        "M13.4 6.5C13.4 4.7 16 4.7 16 6.5V12 M16 8.8C16 7.2 18.6 7.2 18.6 8.8V14.5C18.6 18.5 16.2 21 12.8 21",
        "M12.8 21C9.8 21 8.4 19.4 7 17L4.2 12.6C3.4 11.2 5.4 10 6.4 11.2L8 13.4",
    ),
    "laser": ("*O6.5 17.5 3.2", "M10.5 13.5C13 12.5 12 9.5 14.5 8.5C17 7.5 17.5 6 20.5 3.5"),
    "baisse": ("M5 5L18 18", "M18.5 9.5V18.5H9.5"),
}
_WORD = re.compile(r"([MLHVCQZO])|(-?\d+(?:\.\d+)?)")


@lru_cache(maxsize=256)
def _parsed(name: str) -> tuple[tuple[QPainterPath, bool], ...]:
    return tuple((_path(text.lstrip("*")), text.startswith("*")) for text in PATHS[name])


def _path(text: str) -> QPainterPath:
    path, command = QPainterPath(), ""
    numbers: list[float] = []
    counts = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Q": 4, "O": 3, "Z": 0}
    for letter, number in _WORD.findall(text):
        if letter:
            command, numbers = letter, []
            if letter == "Z":
                path.closeSubpath()
            continue
        numbers.append(float(number))
        if len(numbers) == counts[command]:
            at = path.currentPosition()
            match command:
                case "M":
                    path.moveTo(*numbers)
                case "L":
                    path.lineTo(*numbers)
                case "H":
                    path.lineTo(numbers[0], at.y())
                case "V":
                    path.lineTo(at.x(), numbers[0])
                case "C":
                    path.cubicTo(*numbers)
                case "Q":
                    path.quadTo(*numbers)
                case "O":
                    x, y, radius = numbers
                    path.addEllipse(QRectF(x - radius, y - radius, 2 * radius, 2 * radius))
            numbers = []
    return path


def paint(painter: QPainter, name: str, rect: QRectF, colour: str) -> None:
    """Paint the icon ``name`` into ``rect``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / GRID, rect.height() / GRID)
    pen = QPen(QColor(colour), 2.0)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    for path, filled in _parsed(name):
        if filled:
            painter.fillPath(path, QColor(colour))
        else:
            painter.strokePath(path, pen)
    painter.restore()


def painted(width: float, height: float, ratio: float, paint: Callable[[QPainter], None]) -> QPixmap:
    """Return what ``paint`` paints on nothing, in logical pixels, for a screen of ``ratio`` device pixels each."""
    made = QPixmap(round(width * ratio), round(height * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    try:
        paint(painter)
    finally:
        painter.end()
    return made


@lru_cache(maxsize=512)
def pixmap(name: str, size: int, colour: str, ratio: float = 1.0) -> QPixmap:
    """Return the icon as ``size`` logical pixels for a screen of ``ratio`` device pixels each."""
    room = QRectF(0, 0, size, size)
    return painted(size, size, ratio, lambda painter: paint(painter, name, room, colour))


def icon(name: str, size: int, colour: str, disabled: str, ratio: float = 2.0) -> QIcon:
    """Return a Qt icon with its pale state, sharp up to twice the logical size."""
    made = QIcon(pixmap(name, size, colour, ratio))
    made.addPixmap(pixmap(name, size, disabled, ratio), QIcon.Mode.Disabled)
    return made


def logical(size: int) -> QSize:
    """Return a square size."""
    return QSize(size, size)
