"""The settings of what is selected: only the fields it has, each change one act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLayout, QWidget

from app.i18n import tr, trn
from app.poster.document import Commit, Patch
from app.poster.records import ITEM_TYPES, Item, Mark, Photo, PostIt, Record, Texte, Trace
from app.ui import arranging, pictos, words
from app.ui.controls import IconButton, column, emptied, label, row, scrolling, titled, word_button
from app.ui.marge import writes
from app.ui.marge.foot import Foot
from app.ui.marge.more import More
from app.ui.marge.said import words_of
from app.ui.marge.several import Several
from app.ui.marge.structure import Structure
from app.ui.marge.typing import AreaField, LineField
from app.ui.panels import Fold, Heading
from app.ui.segments import Choice, Segments
from app.ui.session import Session
from app.ui.style import look
from app.ui.tools import groups


@dataclass(frozen=True, slots=True)
class Field:
    """A field shown as segments."""

    key: str
    name: Callable[[], str]
    choices: Callable[[], list[Choice]]


FIRST = (
    Field("temps", lambda: tr("Temps"), words.temps),
    Field("valence", lambda: tr("Pour nous, ça"), words.valences),
    Field("intensite", lambda: tr("Force"), words.forces),
    Field("tendance", lambda: tr("Tendance"), words.tendances),
)


class Settings(QWidget):
    """Shows the selection as a column beside the sheet, or as a strip under it."""

    closed = Signal()
    #: Strip only: show everything, as a column.
    more_asked = Signal()
    #: A post-it about the selected thing.
    note_asked = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._open = False
        self._strip = False
        self._refreshers: list[Callable[[], None]] = []
        self.lines: list[LineField | AreaField] = []
        self._more: More | None = None
        self._structure: Structure | None = None
        self._box = column(spacing=0)
        self.setLayout(self._box)
        session.patched.connect(self._patched)
        session.committed.connect(self._committed)

    @property
    def items(self) -> list[Item]:
        """What is selected."""
        return writes.selected(self._session.document, self._session.selection)

    def fill(self, *, strip: bool) -> None:
        """Show what is selected now."""
        self._strip = strip
        for part in (self._more, self._structure):
            self.lines += part.lines if part else ()
        for line in self.lines:
            line.pen.close()
        self.lines, self._refreshers, self._more, self._structure = [], [], None, None
        emptied(self._box)
        items = self.items
        if not items:
            return
        if all(item.verrouille for item in items):
            self._locked(items, strip=strip)
        elif strip:
            self._fill_strip(items)
        else:
            self._fill_column(items)

    def wait_for_words(self, passed: Callable[[QKeyEvent], None]) -> None:
        """Take the words that may come for what is shown; ``passed`` is told the keys that write none."""
        field = next((line for line in self.lines if isinstance(line, LineField)), None)
        if field is not None and field.isVisible():
            field.passed.connect(passed)
            field.wait()

    # -- the two shapes

    def _fill_column(self, items: list[Item]) -> None:
        m = look.metrics
        head = Heading(self._title(items), before=self._picture(items))
        head.closed.connect(self.closed)
        body = column(spacing=12)
        if len(items) > 1:
            body.addWidget(Several(self._session))
        for layout in self._words(items):
            body.addLayout(layout)
        for field in _first():
            if writes.common(items, field.key) and not (field.key == "temps" and isinstance(items[0], Trace)):
                body.addLayout(self._segments(items, field))
        if all(isinstance(item, PostIt) for item in items):
            body.addLayout(self._segments(items, PAPER))
        self._structure = Structure(self._session, items)
        if not self._structure.empty:
            body.addWidget(self._structure)
        self._more = More(self._session, items, parameters=self._structure.parameters is None)
        if self._more.count:
            fold = Fold(tr("Plus de réglages"), self._more, opened=self._open, told=self.keep_open)
            body.addWidget(fold)
        body.addStretch(1)
        body.setContentsMargins(m.u(14), m.s3, m.u(14), m.s2)
        scroll = scrolling(body)
        self._box.addWidget(head)
        self._box.addWidget(scroll, 1)
        foot = Foot(self._session, items)
        foot.note_asked.connect(lambda: self.note_asked.emit(items[0].uid))
        self._box.addWidget(foot)

    def _fill_strip(self, items: list[Item]) -> None:
        m = look.metrics
        box = row(spacing=10)
        box.setContentsMargins(m.u(12), m.s2, m.s2, m.s2)
        if len(items) > 1:
            name = label(self._title(items), "title", wrap=True)
            name.setFixedWidth(m.u(104))
            box.addWidget(name)
            box.addWidget(Several(self._session, strip=True))
        else:
            for layout in self._words(items, brief=True):
                box.addLayout(layout, 5)
        for field in FIRST[: 1 if len(items) > 1 else 2]:
            if writes.common(items, field.key):
                box.addLayout(self._segments(items, field, brief=field.key == "valence"), 5)
        if all(isinstance(item, PostIt) for item in items):
            box.addLayout(self._segments(items, PAPER), 5)
        if len(items) > 1:
            box.addStretch(1)
        size = QSize(m.u(74), m.tool_h)
        more = IconButton("suite", tr("Plus"), QSize(m.u(52), m.tool_h), tip=tr("Plus de réglages"))
        more.clicked.connect(self.more_asked)
        gone = IconButton("supprimer", tr("Supprimer"), size)
        gone.clicked.connect(lambda: arranging.delete(self._session))
        box.addWidget(more)
        box.addWidget(gone)
        self._box.addStretch(1)
        self._box.addLayout(box)
        self._box.addStretch(1)

    def _locked(self, items: list[Item], *, strip: bool) -> None:
        m = look.metrics
        free = word_button("cadenas", tr("Déverrouiller"))
        free.clicked.connect(lambda: self._put("verrouille", False))
        if strip:
            name = row(*filter(None, [self._picture(items)]), label(self._title(items), "title"), free, 1)
            name.setContentsMargins(m.u(14), m.s2, m.s2, m.s2)
            self._box.addLayout(name)
            return
        head = Heading(self._title(items), before=self._picture(items))
        head.closed.connect(self.closed)
        box = column(free)
        box.setContentsMargins(m.u(14), m.s4, m.u(14), m.s4)
        self._box.addWidget(head)
        self._box.addLayout(box)
        self._box.addStretch(1)

    @property
    def opened(self) -> bool:
        """Whether « Plus de réglages » is open."""
        return self._open

    def keep_open(self, opened: bool) -> None:
        """Have « Plus de réglages » open, or not, from now on."""
        self._open = opened

    # -- parts

    def _title(self, items: list[Item]) -> str:
        if len(items) > 1 and len(groups.units(items)) == 1:
            return trn(len(items), "Groupe de {n} élément", "Groupe de {n} éléments")
        if len(items) > 1:
            marks = all(isinstance(item, Mark) for item in items)
            return (
                trn(len(items), "{n} picto", "{n} pictos")
                if marks
                else trn(len(items), "{n} élément", "{n} éléments")
            )
        return words.kind(items[0], self._session.drawn)

    def _picture(self, items: list[Item]) -> QWidget | None:
        item = items[0]
        pictogram = self._session.drawn.get(item.picto) if isinstance(item, Mark) else None
        if len(items) > 1 or pictogram is None:
            return None
        picture = QLabel()
        picture.setPixmap(
            pictos.pixmap(
                pictogram, look.metrics.u(34), self.devicePixelRatioF(), item.domaine or pictogram.domaine
            )
        )
        return picture

    def _words(self, items: list[Item], *, brief: bool = False) -> list[QLayout]:
        made: list[QLayout] = []
        inherited = ""
        if len(items) == 1 and isinstance(items[0], Mark):
            inherited = words.kind(items[0], self._session.drawn)
        long = all(isinstance(item, PostIt | Texte) for item in items) and not brief
        pictures = all(isinstance(item, Photo) for item in items)
        made.append(
            self._line("texte", tr("Légende de l’image") if pictures else tr("Texte"), inherited, long=long)
        )
        if (
            not brief
            and writes.common(items, "etiquette")
            and any(getattr(one, "etiquette", "") for one in items)
        ):
            made.append(self._line("etiquette", tr("Nom sur la carte"), ""))
        return made

    def _line(self, key: str, name: str, hint: str, *, long: bool = False) -> QLayout:
        line: LineField | AreaField
        if long:
            line = AreaField(self._session, words_of(self._session, key), name, hint)
            line.setFixedHeight(look.metrics.u(92))
        else:
            line = LineField(self._session, words_of(self._session, key), name, hint)
        self.lines.append(line)
        self._refreshers.append(line.refresh)
        return titled(name, line)

    def _segments(self, items: list[Item], field: Field, *, brief: bool = False) -> QLayout:
        choices = field.choices()
        if brief:
            choices = [Choice(one.value, "", one.icon, one.said or one.word, one.badge) for one in choices]
        segments = Segments(field.name(), choices, emptiable=field is not PAPER)
        title = label(field.name(), "label")

        def show() -> None:
            value, mixed = writes.value(self.items, field.key) if self.items else (None, False)
            segments.show_value(None if mixed else value)
            title.setText(f"{field.name()} —" if mixed else field.name())

        segments.chosen.connect(lambda value: self._put(field.key, value))
        self._refreshers.append(show)
        show()
        return column(title, segments, spacing=4)

    # -- acts

    def _put(self, key: str, value: Any) -> None:
        self._session.settle()
        writes.put(self._session.document, self._session.selection, key, value)

    def _committed(self, commit: Commit) -> None:
        """Show other rows where what is chosen was locked, struck out or grouped, or is so no more."""
        changed = [change for uid, change in commit.patch.changes.items() if uid in self._session.selection]
        if self.isVisible() and any(_rows(before) != _rows(after) for before, after in changed):
            self.fill(strip=self._strip)

    def _patched(self, patch: Patch) -> None:
        if self._session.selection & patch.changes.keys() and self.items:
            for refresh in self._refreshers:
                refresh()
            for part in (self._structure, self._more):
                if part is not None:
                    part.refresh()


def _first() -> tuple[Field, ...]:
    """Return the fields of the first level: in workshop mode Force gives its room, behind « Plus »."""
    return tuple(field for field in FIRST if not (look.workshop and field.key == "intensite"))


def _rows(record: Record | None) -> tuple[bool, bool, str] | None:
    """Return what decides which rows a thing has."""
    return (record.verrouille, record.barre, record.ensemble) if isinstance(record, ITEM_TYPES) else None


PAPER = Field("couleur", lambda: tr("Papier"), words.couleurs_postit)
