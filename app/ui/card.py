"""The card for the table: one A4 page with the first gestures, the tools and the keys, made from the actions."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)

from app.drawing import theme
from app.i18n import Souci, tr
from app.ui import icons
from app.ui.actions.action import Section
from app.ui.actions.gestures import gestures
from app.ui.card_columns import AFTER, COLUMNS, HEADING, Line, blocks, share_out
from app.ui.controls import ui_font
from app.ui.style import CLAIR
from app.ui.tools.registry import TOOLS

log = logging.getLogger(__name__)

#: The page in mm, its margins, and the units in one mm: fonts have whole sizes.
WIDTH, HEIGHT, MARGIN, UNIT = 210.0, 297.0, 11.0, 100
#: Dots per inch of the PDF: its lines are as fine as that.
DPI = 600
#: The order of the first gestures: take, change, draw, look.
FIRST: tuple[Section, ...] = ("choisir", "objets", "outils", "vue")
#: The room between two columns, in mm.
GUTTER = 8.0
BLACK, GREY, RULE, BLUE, TINT = CLAIR.text, CLAIR.second, CLAIR.line, CLAIR.action, CLAIR.chosen


def write(folder: Path) -> Path:
    """Write the card as a PDF in ``folder`` and return its path. Raises Souci when it cannot be."""
    path = folder / f"{tr('Chorographe, aide-mémoire')}.pdf"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        pdf(path)
    except OSError as error:
        log.warning("no card: %s", error)
        raise Souci(
            tr(
                "L’aide-mémoire n’a pas pu être écrit dans {dossier}. "
                "S’il est ouvert dans un autre programme, fermez-le, puis recommencez.",
                dossier=folder,
            )
        ) from error
    return path


def pdf(path: Path) -> None:
    """Write the card as a PDF of one A4 page. Raises OSError when it cannot be."""
    writer = QPdfWriter(str(path))
    writer.setResolution(DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setTitle(tr("Chorographe, aide-mémoire"))
    writer.setCreator("Chorographe")
    painter = QPainter()
    if not painter.begin(writer):
        raise OSError(f"{path} cannot be written")
    try:
        painter.scale(DPI / 25.4 / UNIT, DPI / 25.4 / UNIT)
        Card(painter).paint()
    finally:
        painter.end()


def picture(dpi: int) -> QImage:
    """Return the card as it is printed, at ``dpi``."""
    image = QImage(
        round(WIDTH / 25.4 * dpi), round(HEIGHT / 25.4 * dpi), QImage.Format.Format_ARGB32_Premultiplied
    )
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    try:
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.scale(dpi / 25.4 / UNIT, dpi / 25.4 / UNIT)
        Card(painter).paint()
    finally:
        painter.end()
    return image


class Card:
    """Paints the page on a painter whose unit is 1/100 mm; every size here is in mm."""

    def __init__(self, painter: QPainter) -> None:
        self._painter = painter

    def paint(self) -> None:
        """Paint the whole page."""
        y = self._head()
        y = self._steps(y + 3)
        y = self._tools(y + 5)
        y = self._hand(y + 4)
        self._keys(y + 5, HEIGHT - MARGIN - 10)
        self._foot(HEIGHT - MARGIN - 6)

    # -- the parts of the page

    def _head(self) -> float:
        self._text(MARGIN, MARGIN, 120, 12, "Chorographe", 10.2, QFont.Weight.Bold)
        said = tr("Le poster du territoire, à plusieurs mains\u00a0: l’aide-mémoire de la table")
        self._text(MARGIN, MARGIN + 11.5, 140, 6, said, 4.3, colour=GREY)
        x = WIDTH - MARGIN - 9
        for key in reversed(("organisation", "dynamique", "ressources", "enjeux")):
            self._icon(key, x, MARGIN + 2.5, 9, theme.domaine(key).ink)
            x -= 13
        return MARGIN + 19

    def _steps(self, y: float) -> float:
        """Paint the three gestures with which everything begins."""
        steps = (
            (
                tr("Prenez un picto"),
                tr("Cliquez dessus, à gauche. Ou cherchez-le par un mot\u00a0: Ctrl + F."),
            ),
            (
                tr("Posez-le sur la carte"),
                tr(
                    "Un lieu\u00a0: cliquez. Un flux\u00a0: glissez. Une aire\u00a0: cliquez une commune, ou tracez."
                ),
            ),
            (
                tr("Dites ce qu’il veut dire"),
                tr("Écrivez tout de suite, puis choisissez à droite\u00a0: temps, force…"),
            ),
        )
        gap, high = 4.0, 27.5
        width = (WIDTH - 2 * MARGIN - 2 * gap) / 3
        for rank, (title, said) in enumerate(steps):
            x = MARGIN + rank * (width + gap)
            self._box(x, y, width, high, TINT)
            self._disc(x + 7.6, y + 7.6, 3.9, str(rank + 1))
            self._text(x + 13.4, y + 3.4, width - 16.5, 8.4, title, 4.4, QFont.Weight.Bold)
            self._words(x + 4, y + 12.6, width - 7, 14, said, 3.4)
        return y + high

    def _tools(self, y: float) -> float:
        """Paint the tools as the keys that take them."""
        tools = [each for each in TOOLS.values() if each.shortcut]
        width = (WIDTH - 2 * MARGIN) / len(tools)
        side = 14.0
        for rank, tool in enumerate(tools):
            middle = MARGIN + (rank + 0.5) * width
            self._cap(middle - side / 2, y, side, side, "")
            self._text(middle - side / 2 + 1.6, y + 0.8, 6, 6, tool.shortcut, 4.4, QFont.Weight.Bold)
            self._icon(tool.icon, middle - 1.4, y + 5.2, 6.8, BLUE)
            self._text(
                middle - width / 2,
                y + side + 0.8,
                width,
                5,
                tool.label(),
                3.7,
                QFont.Weight.DemiBold,
                centre=True,
            )
        return y + side + 6

    def _hand(self, y: float) -> float:
        """Paint the gestures that everybody at the table should know."""
        first = sorted(
            (each for each in gestures() if each.first), key=lambda each: FIRST.index(each.section)
        )
        rows = (len(first) + 1) // 2
        high = rows * 5.9 + 5
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._box(MARGIN, y, WIDTH - 2 * MARGIN, high, "#F3F5F6")
        width = (WIDTH - 2 * MARGIN - 10 - GUTTER) / 2
        for rank, each in enumerate(first):
            x = MARGIN + 5 + (rank // rows) * (width + GUTTER)
            self._line(
                x, y + 2.5 + (rank % rows) * 5.9, width, 5.9, Line(each.label(), tuple(each.how())), 3.8
            )
        return y + high

    def _keys(self, top: float, bottom: float) -> None:
        """Paint every key by section, in three columns; lines are as high as the page allows."""
        columns, line = share_out(blocks(), bottom - top)
        width = (WIDTH - 2 * MARGIN - (COLUMNS - 1) * GUTTER) / COLUMNS
        size = min(3.5, line * 0.62)
        for rank, column in enumerate(columns):
            x, y = MARGIN + rank * (width + GUTTER), top
            for title, lines in column:
                self._text(x, y - 0.6, width, 6, title, 4.1, QFont.Weight.Bold, colour=BLUE)
                self._rule(x, y + 5.6, width)
                y += HEADING
                for each in lines:
                    self._line(x, y, width, line, each, size)
                    y += line
                y += AFTER

    def _foot(self, y: float) -> None:
        self._rule(MARGIN, y - 3, WIDTH - 2 * MARGIN)
        safe = tr("Rien ne se perd\u00a0: tout est enregistré à mesure, et Ctrl + Z revient en arrière.")
        self._text(MARGIN, y, 112, 7, safe, 3.7, QFont.Weight.Bold)
        more = tr("F1\u00a0: tous les raccourcis · Ctrl + K\u00a0: tout chercher")
        self._text(WIDTH - MARGIN - 66, y, 66, 7, more, 3.4, colour=GREY, right=True)

    # -- what they are made of

    def _line(self, x: float, y: float, width: float, high: float, line: Line, size: float) -> None:
        cap, small = min(high * 0.74, 4.8), size * 0.86
        right = x + width
        for word in reversed(line.keys):
            wide = max(self._wide(word, small, QFont.Weight.DemiBold) + 2.2, cap)
            self._cap(right - wide, y + (high - cap) / 2, wide, cap, word, small)
            right -= wide + 0.8
        self._text(x, y, max(1.0, right - x - 1), high, line.label, size)

    def _cap(self, x: float, y: float, width: float, high: float, word: str, size: float = 0.0) -> None:
        """Paint a key, with its lower edge."""
        painter = self._painter
        painter.setPen(QPen(QColor("#9AA4AB"), 0.2 * UNIT))
        painter.setBrush(QColor("#DDE2E5"))
        painter.drawRoundedRect(self._rect(x, y, width, high + 0.35), 0.9 * UNIT, 0.9 * UNIT)
        painter.setBrush(QColor("#FFFFFF"))
        painter.drawRoundedRect(self._rect(x, y, width, high - 0.35), 0.9 * UNIT, 0.9 * UNIT)
        if word:
            self._text(x, y - 0.2, width, high, word, size, QFont.Weight.DemiBold, centre=True)

    def _box(self, x: float, y: float, width: float, high: float, colour: str) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(colour))
        self._painter.drawRoundedRect(self._rect(x, y, width, high), 2 * UNIT, 2 * UNIT)

    def _disc(self, x: float, y: float, radius: float, word: str) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(BLUE))
        box = (x - radius, y - radius, 2 * radius, 2 * radius)
        self._painter.drawEllipse(self._rect(*box))
        self._text(*box, word, 5.0, QFont.Weight.Bold, colour="#FFFFFF", centre=True)

    def _icon(self, name: str, x: float, y: float, side: float, colour: str) -> None:
        icons.paint(self._painter, name, self._rect(x, y, side, side), colour)

    def _rule(self, x: float, y: float, width: float) -> None:
        self._painter.fillRect(self._rect(x, y, width, 0.25), QColor(RULE))

    def _text(
        self,
        x: float,
        y: float,
        width: float,
        high: float,
        words: str,
        size: float,
        weight: QFont.Weight = QFont.Weight.Normal,
        *,
        colour: str = BLACK,
        centre: bool = False,
        right: bool = False,
    ) -> None:
        """Write one line in the middle of a box; a word that is too long for it is set smaller, never cut."""
        wide = self._wide(words, size, weight)
        self._painter.setFont(_font(size * min(1.0, width / wide) if wide else size, weight))
        self._painter.setPen(QColor(colour))
        across = Qt.AlignmentFlag.AlignLeft
        if centre or right:
            across = Qt.AlignmentFlag.AlignHCenter if centre else Qt.AlignmentFlag.AlignRight
        box = self._rect(x, y, width, high).adjusted(-1, 0, 1, 0)
        self._painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | across | Qt.TextFlag.TextDontClip, words)

    def _words(self, x: float, y: float, width: float, high: float, words: str, size: float) -> None:
        self._painter.setFont(_font(size, QFont.Weight.Normal))
        self._painter.setPen(QColor(BLACK))
        self._painter.drawText(self._rect(x, y, width, high), Qt.TextFlag.TextWordWrap, words)

    @staticmethod
    def _wide(words: str, size: float, weight: QFont.Weight) -> float:
        return QFontMetricsF(_font(size, weight)).horizontalAdvance(words) / UNIT

    @staticmethod
    def _rect(x: float, y: float, width: float, high: float) -> QRectF:
        return QRectF(x * UNIT, y * UNIT, width * UNIT, high * UNIT)


def _font(size: float, weight: QFont.Weight) -> QFont:
    """Return the font whose size is ``size`` mm."""
    font = ui_font(round(size * UNIT), weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
