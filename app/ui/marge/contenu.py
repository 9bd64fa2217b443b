"""« Ce qu’il y a sur la feuille »: the poster as a list, for eyes, keys and screen readers alike."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QWidget

from app.i18n import tr, trn
from app.ui import keys
from app.ui.actions import registry
from app.ui.contents import Contents, Entry
from app.ui.controls import column, label
from app.ui.fields import Field
from app.ui.marge.contenu_rows import Painted, Things
from app.ui.panels import Heading
from app.ui.rows import Index
from app.ui.session import Session
from app.ui.style import look

#: Keys that the list gives to the sheet although they hold no Ctrl.
GIVEN = ("Del", "Backspace")
EDITING = ("Return", "F2")


class ThingsList(QListView):
    """The rows. What its keys ask for is told by signals."""

    #: Enter, F2 or a double click: the words of a row, by its uid.
    edit_asked = Signal(str)
    #: The id of an action of the sheet that its keys ask for.
    asked = Signal(str)
    #: A row that goes away for good when Delete is pressed: a line, a row of the legend.
    removed = Signal(str)
    #: The menu of a row, and where on the screen.
    menu_asked = Signal(str, QPoint)
    #: Fold (True) or unfold the section of a row.
    folded = Signal(str, bool)

    def __init__(self, session: Session, things: Things) -> None:
        super().__init__()
        self.things = things
        self.setObjectName("rows")
        self.setModel(things)
        self.setItemDelegate(Painted(self, session, things))
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        self.clicked.connect(lambda index: self._pressed(things.rows[index.row()]))
        self.doubleClicked.connect(lambda index: self._edit(things.rows[index.row()]))

    @property
    def entry(self) -> Entry | None:
        """The row that keys speak to."""
        at = self.currentIndex().row()
        return self.things.rows[at] if 0 <= at < len(self.things.rows) else None

    def selectionCommand(
        self, index: Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Leave what is chosen as it is while the keys, or a click, are on the head of a section."""
        if index.isValid() and not self.things.rows[index.row()].uid:
            return QItemSelectionModel.SelectionFlag.NoUpdate
        return super().selectionCommand(index, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, fold, edit; keys that mean something to the sheet are told, the rest is the list's."""
        entry, sequence = self.entry, keys.pressed(event)
        if entry is not None and self._own(entry, sequence):
            return
        action = registry.on_sheet().get(sequence)
        if action is not None and (sequence.startswith("Ctrl+") or sequence in GIVEN):
            self.asked.emit(action.id)
            return
        super().keyPressEvent(event)

    def _own(self, entry: Entry, sequence: str) -> bool:
        head = not entry.uid
        if sequence in ("Left", "Right") or (head and sequence in ("Space", "Return")):
            opened = sequence == "Right" or (sequence != "Left" and entry.section in self.things.folded)
            self.folded.emit(entry.section, not opened)
        elif sequence == "Space":
            self.asked.emit("verrouiller")
        elif sequence in EDITING:
            self._edit(entry)
        elif sequence in GIVEN and not self.things.is_item(entry.uid):
            self.removed.emit(entry.uid)
        else:
            return False
        return True

    def _pressed(self, entry: Entry) -> None:
        if not entry.uid:
            self.folded.emit(entry.section, entry.section not in self.things.folded)

    def _edit(self, entry: Entry) -> None:
        if entry.uid:
            self.edit_asked.emit(entry.uid)

    def _menu(self, at: QPoint) -> None:
        """Ask for the menu of the row that was pressed, or of the current one when a key asked."""
        index = self.indexAt(at)
        row = index if index.isValid() else self.currentIndex()
        entry = self.things.rows[row.row()] if row.isValid() else None
        if entry is not None and self.things.is_item(entry.uid):
            place = at if index.isValid() else self.visualRect(row).center()
            self.menu_asked.emit(entry.uid, self.viewport().mapToGlobal(place))


class Contenu(QWidget):
    """The panel. What is chosen in it is chosen on the sheet, and the other way round."""

    closed = Signal()
    #: The thing that was just chosen here alone: the sheet brings it into sight.
    pointed = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        m = look.metrics
        self._session = session
        self._echo = False
        self.contents = Contents(session)
        self.things = Things(self, session, self.contents)
        head = Heading(tr("Ce qu’il y a sur la feuille"))
        head.closed.connect(self.closed)
        self.field = Field()
        self.field.setPlaceholderText(tr("Chercher sur la feuille"))
        self.field.setAccessibleName(tr("Chercher sur la feuille"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(lambda _: self.refresh())
        self.field.installEventFilter(self)
        self.list = ThingsList(session, self.things)
        self.list.setAccessibleName(tr("Ce qu’il y a sur la feuille"))
        self.list.folded.connect(self._fold)
        self.list.selectionModel().selectionChanged.connect(self._chosen_here)
        self.told = label("", "caption", wrap=True)
        above, below, foot = column(self.field), column(self.told), QFrame()
        foot.setObjectName("footer")
        foot.setLayout(below)
        above.setContentsMargins(m.u(14), m.s3, m.u(14), m.s2)
        below.setContentsMargins(m.u(14), m.s2, m.u(14), m.s3)
        whole = column(head, above, self.list, foot, spacing=0)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.refresh)
        session.selection_changed.connect(self._chosen_elsewhere)
        session.committed.connect(lambda _: self._soon())
        session.catalogue_changed.connect(self._soon)

    def fill(self) -> None:
        """Show what is there now."""
        if self._echo:
            self._soon()
        else:
            self.refresh()

    def like(self, other: Contenu) -> None:
        """Ask for the same, and fold the same, as the list of another window of the same poster."""
        self.things.folded = other.things.folded
        self.field.setText(other.field.text())

    def _soon(self) -> None:
        if self.isVisible():
            self._later.start()

    def refresh(self) -> None:
        """Tell the rows anew; what is chosen and where the keys are stay as they were."""
        current = self.list.entry
        entries = self.contents.entries(self.field.text(), self.things.folded)
        if entries == self.things.rows:
            self.things.told_again()
        else:
            parts = [entry.uid for entry in self._selected() if not self.things.is_item(entry.uid)]
            self._echo = True
            self.things.show_rows(entries)
            self._echo = False
            self._mark({*parts, *self._session.selection})
            self._stand_on(current)
        count = sum(entry.count for entry in entries)
        told = trn(count, "{n} élément", "{n} éléments") if count else tr("Rien de ce nom sur la feuille.")
        ways = tr("Entrée\u00a0: écrire. Espace\u00a0: verrouiller. Suppr\u00a0: supprimer.")
        self.told.setText(f"{told}. {ways}" if count else told)

    def _stand_on(self, entry: Entry | None) -> None:
        """Bring the keys back to a row, else to what is chosen, else to the first row."""
        rows = self.things.rows
        wanted = [one for one in (entry,) if one is not None]
        at = next((self.things.at(one.section, one.uid) for one in wanted), -1)
        if at < 0:
            at = next((rank for rank, one in enumerate(rows) if one.uid in self._session.selection), 0)
        self._go(at)

    def _go(self, at: int) -> None:
        index = self.things.index(at)
        if index.isValid():
            self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.list.scrollTo(index)

    def _fold(self, section: str, folded: bool) -> None:
        changed = self.things.folded | {section} if folded else self.things.folded - {section}
        if changed != self.things.folded:
            self.things.folded = changed
            self.refresh()
        self._go(max(0, self.things.at(section, "")))

    # -- one choice for the list and the sheet

    def _selected(self) -> list[Entry]:
        return [self.things.rows[index.row()] for index in self.list.selectionModel().selectedIndexes()]

    def _chosen_here(self) -> None:
        if self._echo:
            return
        uids = {entry.uid for entry in self._selected() if self.things.is_item(entry.uid)}
        self._echo = True
        self._session.select(uids)
        self._echo = False
        if self._session.selection != uids:
            # A group comes whole: its other members are chosen here too.
            self._mark(self._session.selection)
        if len(uids) == 1:
            self.pointed.emit(next(iter(uids)))

    def _chosen_elsewhere(self) -> None:
        if self._echo or not self.isVisible():
            return
        self._mark(self._session.selection)
        chosen = [rank for rank, one in enumerate(self.things.rows) if one.uid in self._session.selection]
        if chosen and self.list.currentIndex().row() not in chosen:
            self._go(chosen[0])

    def _mark(self, uids: Iterable[str]) -> None:
        """Show rows as chosen, without telling anyone."""
        wanted, made = set(uids), QItemSelection()
        for rank, entry in enumerate(self.things.rows):
            if entry.uid and entry.uid in wanted:
                made.select(self.things.index(rank), self.things.index(rank))
        self._echo = True
        self.list.selectionModel().select(made, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._echo = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from the field to the rows with an arrow or Enter; Escape empties it first."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            sequence = keys.pressed(event)
            if sequence in ("Down", "Return"):
                first = next((rank for rank, one in enumerate(self.things.rows) if one.uid), -1)
                if first >= 0:
                    self.list.setFocus(Qt.FocusReason.TabFocusReason)
                    self.list.setCurrentIndex(self.things.index(first))
                return True
            if sequence == "Esc" and self.field.text():
                self.field.clear()
                return True
        return super().eventFilter(watched, event)
