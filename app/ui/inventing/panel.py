"""The panel « Inventer le nôtre »: three ways to a drawing, its name, its domaine, and « Ajouter à nos pictos »."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame

from app import settings
from app.catalogue import invent
from app.catalogue.model import Glyph, Pictogram
from app.i18n import Souci, current, tr
from app.poster.choices import DOMAINES
from app.ui.controls import column, row, scrolling, word_button
from app.ui.inventing import ours
from app.ui.inventing.assemble import AssemblePage
from app.ui.inventing.composing import Composition
from app.ui.inventing.draw import DrawPage
from app.ui.inventing.form import Form
from app.ui.inventing.hints import Reader
from app.ui.inventing.message import Message
from app.ui.inventing.packs import PacksMenu
from app.ui.inventing.photo import PhotoPage
from app.ui.inventing.picture import dropped
from app.ui.inventing.preview import Preview
from app.ui.inventing.strokes import Stroke, whole
from app.ui.inventing.ways import ASSEMBLER, DESSINER, PHOTO, Ways
from app.ui.panels import Heading
from app.ui.session import Session
from app.ui.style import look

#: In units of the window.
WIDTH = 300
#: The preview follows the hand after this long, more calmly under a stroke; the hint comes after this rest (ms).
SOON_MS, CALM_MS, REST_MS = 40, 250, 350


class Inventing(QFrame):
    """Keeps its draft until the poster is closed, whether it is shown or not."""

    closed = Signal()
    #: A pictogram has joined ours, and is armed.
    added = Signal(object)
    #: A calm sentence for the marge.
    said = Signal(str)

    def __init__(self, session: Session, kept: settings.Settings) -> None:
        super().__init__()
        self._session, self._kept = session, kept
        self._editing: Pictogram | None = None
        self._place = ""
        self._souci = ""
        #: What the pictograms of this session were made of, to be gone on with.
        self._made: dict[str, tuple[Stroke, ...] | Composition] = {}
        self.setObjectName("drawer")
        self.setAcceptDrops(True)
        self.setAccessibleName(tr("Inventer le nôtre"))
        self.setFixedWidth(look.metrics.u(WIDTH))
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self._show_preview)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._show_message)
        self._reader = Reader(self)
        self._build()
        self.form.show_domaine(DOMAINES[0])

    def _build(self) -> None:
        m = look.metrics
        self.heading = Heading(tr("Inventer le nôtre"))
        self.heading.setFixedHeight(m.u(42))
        self.heading.setStyleSheet("QFrame#header { border: none; }")
        self.heading.closed.connect(self.closed)
        self.ways = Ways(lambda: self._session.catalogue)
        self.mode, self.draw = self.ways.mode, self.ways.draw
        self.assemble, self.photo = self.ways.assemble, self.ways.photo
        self.ways.turned.connect(self._turned)
        self.ways.drawn.connect(self._drawn)
        self.photo.sheet.told.connect(self._show_message)
        self.preview = Preview()
        self.message = Message()
        self._reader.told.connect(self.message.say)
        self.form = Form(self._kept)
        self.name, self.domaine, self.keep = self.form.name, self.form.domaine, self.form.keep
        self.name.textEdited.connect(self._named)
        self.name.returnPressed.connect(self.add)
        self.form.domaine_changed.connect(self._show_domaine)
        box = column(self.ways, column(self.preview, self.message, spacing=2), self.form, spacing=6)
        box.setStretch(0, 1)
        box.setContentsMargins(m.u(15), m.u(1), m.u(14), m.u(2))
        self.view = scrolling(box)
        self.go = word_button("", tr("Ajouter à nos pictos"), "primary")
        self.go.setStyleSheet(f"QPushButton#primary {{ padding: 0 {m.s1}px; }}")
        self.go.clicked.connect(self.add)
        self.packs = PacksMenu(self._session)
        self.packs.said.connect(self.said)
        line = row(self.go, self.packs, spacing=8)
        line.setStretch(0, 1)
        line.setContentsMargins(m.u(15), m.s2, m.u(14), m.u(6))
        foot = QFrame()
        foot.setObjectName("footer")
        foot.setLayout(line)
        whole = column(self.heading, self.view, foot, spacing=0)
        whole.setStretch(1, 1)
        whole.setContentsMargins(0, 0, 1, 0)  # the line that parts it from the sheet
        self.setLayout(whole)

    # -- what it holds

    @property
    def page(self) -> DrawPage | AssemblePage | PhotoPage:
        """The way that is shown."""
        return self.ways.page

    @property
    def chosen_domaine(self) -> str:
        """The key of the domaine."""
        return self.form.key

    def glyph(self) -> Glyph | None:
        """Return the drawing as it stands."""
        return self.ways.glyph()

    def like(self, other: Inventing) -> None:
        """Go on with the draft of another panel of the same poster."""
        self._made, self._editing = dict(other._made), other._editing
        self.form.show_domaine(other.chosen_domaine)
        self._place = other._place
        self.name.setText(other.name.text())
        self.ways.like(other.ways)
        self._shown()

    def open(self, name: str = "", domaine: str = "") -> None:
        """Show the draft; a name or a domaine that is asked for takes the place of its own."""
        if self._editing is not None:
            self._fresh()
        if name:
            self.name.setText(name[: invent.LONGEST])
        if domaine in DOMAINES:
            self.form.show_domaine(domaine)
            self._place = ""
        self._shown()
        self.ways.take_focus()

    def edit(self, pictogram: Pictogram) -> None:
        """Show a pictogram of ours to be changed: its strokes or parts where they are known, else its drawing."""
        self._fresh()
        self._editing = pictogram
        made = self._made.get(pictogram.key)
        if isinstance(made, tuple):
            self.ways.turn(DESSINER)
            self.draw.sheet.restore(made)
        elif pictogram.glyph is not None:
            self.ways.turn(ASSEMBLER)
            if made is None:
                self.assemble.start_from(pictogram.glyph)
            else:
                self.assemble.sheet.restore(made)
            self.assemble.begin()
        self.name.setText(pictogram.name.said(current()))
        self.form.show_domaine(pictogram.domaine)
        self._place = pictogram.sous_categorie
        self._shown()
        self.page.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def _shown(self) -> None:
        changing = self._editing is not None
        self.heading.title.setText(tr("Modifier le nôtre") if changing else tr("Inventer le nôtre"))
        self.go.setText(tr("Garder le changement") if changing else tr("Ajouter à nos pictos"))
        self.go.setAccessibleName(self.go.text())
        self.show()
        self._show_preview()
        self._show_message()

    def _fresh(self) -> None:
        """Begin another draft."""
        self._editing, self._place, self._souci = None, "", ""
        self.name.clear()
        self.ways.forget()

    # -- what is set

    def _turned(self) -> None:
        self._souci = ""
        self._reader.hush()
        self.message.say("")
        self._drawn()

    def _show_domaine(self, key: str) -> None:
        self._place = ""
        self.ways.show_domaine(key)
        self._soon.start()

    def _named(self) -> None:
        self._souci = ""
        self._rest.start()

    def _drawn(self) -> None:
        self._souci = ""
        if not self._soon.isActive():
            # Under a stroke the sheet comes first: the preview follows at its leisure.
            self._soon.start(CALM_MS if QApplication.mouseButtons() != Qt.MouseButton.NoButton else SOON_MS)
        self._rest.start()

    # -- what is shown of it

    def _show_preview(self) -> None:
        glyph = self.glyph()
        try:
            # As it will be: brought to the size of the family.
            made = None if glyph is None else self._pictogram("…", glyph).glyph
        except Souci:
            made = None
        self.preview.show_glyph(made, self.chosen_domaine)

    def _show_message(self) -> None:
        sheet = self.photo.sheet
        souci = self._souci or (sheet.souci if self.page is self.photo else "")
        glyph = self.glyph()
        if souci or glyph is None:
            self._reader.hush()
            self.message.say(souci)
        else:
            self._reader.look(lambda: self._pictogram("…", glyph).glyph)

    def _refuse(self, souci: str) -> None:
        self._souci = souci
        self._show_message()
        self.view.ensureWidgetVisible(self.message)

    # -- « Ajouter »

    def _pictogram(self, name: str, glyph: Glyph) -> Pictogram:
        taken = {*self._session.catalogue, *self._session.file.pictograms}
        place = self._place
        return invent.invented(name, self.chosen_domaine, glyph, taken=taken, sous_categorie=place)

    def add(self) -> None:
        """Let the drawing join ours, and take it in hand; or say what is missing."""
        glyph = self.glyph()
        try:
            if glyph is None:
                raise invent.empty()
            if self.page is self.draw:
                glyph = whole(glyph)
            made = self._pictogram(self.name.text(), glyph)
        except Souci as souci:
            self._refuse(str(souci))
            if glyph is not None:
                self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        before = self._editing
        if before is None:
            self._session.add_pictogram(made)
        else:
            ours.changed(self._session, before, made)
        try:
            ours.keep(before, made, wanted=self.keep.isChecked())
        except Souci as souci:
            self.said.emit(str(souci))
        if self.page is self.draw:
            self._made[made.key] = self.draw.sheet.strokes
        elif self.page is self.assemble:
            self._made[made.key] = self.assemble.sheet.state
        self._fresh()
        joined = self._session.catalogue[made.key]
        self._session.arm(joined)
        self.added.emit(joined)

    # -- files and keys

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file wherever it is let go."""
        if dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read it in « Photo »."""
        path = dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.ways.turn(PHOTO)
            self.photo.sheet.open(path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes; the draft stays."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
