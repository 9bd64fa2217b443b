"""« Exporter »: the formats by purpose, the sheet and the finesse of the picture, the folder."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QFrame, QLabel, QSizePolicy, QWidget

from app import settings
from app.drawing.ink import Scene
from app.exports.registry import Exporter, default_stem, exporters
from app.i18n import count, tr, trn
from app.poster.sheet import SHEETS, page_size
from app.ui.asking import ask_folder
from app.ui.controls import (
    close_button,
    column,
    label,
    row,
    rule,
    titled,
    whole_or_scrolled,
    word_button,
)
from app.ui.marge.verdict import QuietVerdict
from app.ui.segments import Choice, Segments
from app.ui.session import Session
from app.ui.style import look

INCH_MM = 25.4


class ExportDialog(QDialog):
    """Opened, never executed: ``accepted`` then ``targets``."""

    #: People want to see what the last row cannot read: the dialog has closed.
    readable_asked = Signal()

    def __init__(self, session: Session, kept: settings.Settings, parent: QWidget, only: str = "") -> None:
        """``only`` is the key of the one format that is ticked at first; by default, the usual ones are."""
        super().__init__(parent)
        self._only = only
        self._pictures: dict[str, QPixmap] = {}
        self._session, self._kept, self._window = session, kept, parent
        self._folder = Path(kept.dossier) if kept.dossier else session.file.path.parent
        self.setWindowTitle(tr("Exporter"))
        self.setModal(True)
        self.sheet = Segments(tr("Feuille"), [Choice(name, name) for name in SHEETS], emptiable=False)
        self.dpi = Segments(
            tr("Finesse de l’image"),
            [Choice(150, tr("Écran")), Choice(300, tr("Impression"))],
            emptiable=False,
        )
        self.sheet.show_value("A3")
        self.dpi.show_value(150)
        self.sheet.chosen.connect(self._show)
        self.dpi.chosen.connect(self._show)
        self.boxes: list[tuple[Exporter, QCheckBox]] = []
        whole = row(self._left(), self._right(), spacing=0)
        whole.setStretch(1, 1)
        inside = QWidget()
        inside.setLayout(whole)
        fitted = column(whole_or_scrolled(inside))
        self.setLayout(fitted)
        m = look.metrics
        needed = inside.sizeHint().expandedTo(QSize(m.u(960), m.u(540)))
        self.resize(needed.boundedTo(parent.size() - QSize(40, 40)))
        self._show()
        self.go.setFocus()

    def _left(self) -> QFrame:
        m = look.metrics
        side = QFrame()
        side.setObjectName("workbench")
        side.setStyleSheet(f"QFrame#workbench {{ background: {look.tokens.workbench}; }}")
        # A narrow window keeps its room for what is ticked.
        width = m.u(324) if self._window.width() >= m.u(1100) else m.u(250)
        self._width = width
        self._shown = QLabel()
        self._shown.setAccessibleName(tr("Le poster tel qu’il sera"))
        self.size_words = label("", "title")
        self._pixels = label("", "second")
        self._points = label("", "second")
        for words in (self.size_words, self._pixels):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        # Kept in its place while no picture is ticked: nothing moves under the hand.
        self.fineness = QWidget()
        self.fineness.setLayout(titled(tr("Finesse de l’image"), column(self.dpi, self._points, spacing=4)))
        kept = self.fineness.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.fineness.setSizePolicy(kept)
        box = column(
            self._shown,
            column(self.size_words, self._pixels, spacing=0),
            titled(tr("Feuille"), self.sheet),
            self.fineness,
            1,
            spacing=16,
        )
        box.setContentsMargins(m.s5, m.s5, m.s5, m.s4)
        side.setLayout(box)
        side.setFixedWidth(width + 2 * m.s5)
        return side

    def _right(self) -> QWidget:
        m = look.metrics
        cross = close_button(tr("Fermer"))
        cross.clicked.connect(self.reject)
        head = row(label(tr("Exporter"), "heading"), 1, cross)
        rows = QFrame()
        rows.setObjectName("card")
        listed = column(spacing=0)
        for rank, exporter in enumerate(exporters()):
            if rank:
                listed.addWidget(rule())
            listed.addWidget(self._row(exporter))
        rows.setLayout(listed)
        self._where = _Folder()
        change = word_button("dossier", tr("Changer…"))
        change.clicked.connect(self._choose)
        into = row(label(tr("Dans"), "second"), self._where, change, spacing=12)
        into.setStretch(1, 1)
        self.go = word_button("", "", "primary")
        self.go.clicked.connect(self.accept)
        self.go.setDefault(True)
        told = label(tr("Vous pouvez continuer à dessiner pendant ce temps."), "second", wrap=True)
        foot = row(told, self.go, spacing=16)
        foot.setStretch(0, 1)
        self.readable = QuietVerdict(self._session, self._kept)
        self.readable.asked.connect(self._see)
        body = column(head, rows, into, self.readable, 1, rule(), foot, spacing=16)
        body.setContentsMargins(m.s5, m.s5, m.s5, m.s4)
        right = QWidget()
        right.setObjectName("panel")
        right.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        right.setLayout(body)
        return right

    def _row(self, exporter: Exporter) -> QWidget:
        m = look.metrics
        box = QCheckBox()
        box.setChecked(exporter.key == self._only if self._only else exporter.usual)
        box.setAccessibleName(f"{exporter.label}, {exporter.purpose}")
        box.toggled.connect(lambda _: self._show())
        box.setFixedWidth(m.u(32))
        self.boxes.append((exporter, box))
        name, purpose = _Buddy(exporter.label, "title", box), _Buddy(exporter.purpose, "second", box)
        purpose.setWordWrap(True)
        line = row(box, column(name, purpose, spacing=0), spacing=10)
        line.setStretch(1, 1)
        line.setContentsMargins(m.s3, m.s3, m.s3, m.s3)
        whole = QWidget()
        whole.setLayout(line)
        return whole

    def _show_picture(self) -> None:
        """Show the poster, or what is ticked alone where that is another sheet."""
        ticked = [exporter for exporter, box in self.boxes if box.isChecked()]
        other = ticked[0] if len(ticked) == 1 and ticked[0].scene is not None else None
        key = other.key if other else ""
        if key not in self._pictures:
            scene = other.scene(self._session.snapshot()) if other and other.scene else self._session.scene
            self._pictures[key] = self._picture(scene)
        self._shown.setPixmap(self._pictures[key])

    def _picture(self, scene: Scene) -> QPixmap:
        from app.painting.painter import paint

        width, ratio = self._width, self.devicePixelRatioF()
        high = self._session.document.poster.orientation == "portrait"
        scale = width * (0.72 if high else 1.0) / scene.width
        made = QPixmap(round(width * ratio), round(scene.height * scale * ratio))
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        try:
            page = QRectF((width - scene.width * scale) / 2, 0, scene.width * scale, scene.height * scale)
            painter.translate(page.x(), 0)
            painter.fillRect(QRectF(0, 0, page.width(), page.height()), QColor("#FFFFFF"))
            paint(painter, scene.primitives(), scale, self._session.images)
        finally:
            painter.end()
        return made

    def _show(self, _: object = None) -> None:
        self._show_picture()
        sheet, dpi = str(self.sheet.value()), int(str(self.dpi.value()))
        orientation = self._session.document.poster.orientation
        width, height = (side * SHEETS[sheet] for side in page_size(orientation))
        words = tr("paysage") if orientation == "paysage" else tr("portrait")
        self.size_words.setText(
            tr(
                "{feuille} {sens} · {l} × {h} cm",
                feuille=sheet,
                sens=words,
                l=_centimetres(width),
                h=_centimetres(height),
            )
        )
        wide, high = (count(round(side * dpi / INCH_MM)) for side in (width, height))
        # Drawings have no pixels: nothing is said of them where no picture is ticked.
        fine = any(
            box.isChecked() and "dpi" in {item.name for item in fields(exporter.options)}
            for exporter, box in self.boxes
        )
        self.fineness.setVisible(fine)
        self._pixels.setText(tr("{l} × {h} pixels", l=wide, h=high) if fine else "")
        self._points.setText(tr("{n} points par pouce", n=dpi) if fine else "")
        chosen = sum(box.isChecked() for _, box in self.boxes)
        self.go.setEnabled(chosen > 0)
        self.go.setText(trn(max(1, chosen), "Écrire {n} fichier", "Écrire {n} fichiers"))
        shown = (
            self._folder.name
            if len(self._folder.parts) < 3
            else f"{self._folder.parent.name} › {self._folder.name}"
        )
        self._where.show_words(shown)
        self._where.setToolTip(str(self._folder))

    def _choose(self) -> None:
        ask_folder(self, tr("Où écrire les fichiers"), self.choose_folder, str(self._folder))

    def _see(self) -> None:
        self.reject()
        self.readable_asked.emit()

    def choose_folder(self, folder: Path) -> None:
        """Write into this folder."""
        self._folder = folder
        self._show()

    def targets(self) -> list[tuple[Path, Any]]:
        """Return (path, options) of what is ticked. The open poster itself is never a target."""
        poster = self._session.document.poster
        name = default_stem(poster, datetime.now().astimezone().date().isoformat())
        made = []
        for exporter, box in self.boxes:
            if not box.isChecked():
                continue
            asked = {"sheet": str(self.sheet.value()), "dpi": int(str(self.dpi.value()))}
            known = {item.name for item in fields(exporter.options)}
            options = exporter.options(**{key: value for key, value in asked.items() if key in known})
            stem = f"{name}_{exporter.added}" if exporter.added else name
            path = self._folder / f"{stem}{exporter.suffixes[0]}"
            if path.resolve() == self._session.file.path.resolve():
                path = path.with_stem(tr("{nom} (copie)", nom=path.stem))
            made.append((path, options))
        return made


class _Folder(QLabel):
    """The name of a folder, shortened in its middle where it is longer than its room."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("strong")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._words = ""

    def show_words(self, words: str) -> None:
        """Show a name."""
        self._words = words
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten again."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideMiddle, self.width()))


class _Buddy(QLabel):
    """Words that tick their box when they are clicked."""

    def __init__(self, text: str, name: str, box: QCheckBox) -> None:
        super().__init__(text)
        self.setObjectName(name)
        self._box = box

    def mouseReleaseEvent(self, event: object) -> None:
        self._box.click()


def _centimetres(mm: float) -> str:
    return f"{mm / 10:.0f}"
