"""What is on the sheet, told in words: every thing in its place of a list, and one sentence for each."""

from __future__ import annotations

from dataclasses import dataclass

from app.basemap.names import tokens
from app.catalogue import words as method
from app.drawing import panel
from app.drawing.legend_rows import Row, rows
from app.i18n import tr, trn
from app.poster.choices import DOMAINES
from app.poster.grids import AMOF, CASES, MESSAGES
from app.poster.records import ITEM_TYPES, Item, LigneGrille, Mark, Photo, PostIt, Record, Texte
from app.ui import words
from app.ui.segments import Choice
from app.ui.session import Session
from app.ui.whereabouts import Whereabouts

#: Parts of the head of the sheet, by the names of their inks.
TITLE, TERRITORY, GROUP = "feuille:titre", "feuille:territoire", "feuille:groupe"
HEAD = (TITLE, TERRITORY, GROUP)
#: Sections of the list, in the order in which a poster is told.
SECTIONS = (*DOMAINES, "", "postit", "texte", "photo", "feuille", "message", "legende", "amof")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: the head of a section (its ``uid`` is empty), a thing, or a part of the sheet."""

    section: str
    uid: str = ""
    #: Of a head: how many rows it has.
    count: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """A thing in words: what it says or is called, and what else there is to know."""

    name: str
    #: What it is, and what else it says.
    kind: str = ""
    details: tuple[str, ...] = ()
    #: Its quarter of the sheet and its commune.
    quarter: str = ""
    commune: str = ""
    locked: bool = False
    struck: bool = False
    grouped: bool = False

    @property
    def detail(self) -> str:
        """Everything but the name, on one line: a commune says where well enough."""
        kind = "" if self.kind == self.name else self.kind
        return " · ".join(part for part in (kind, *self.details, self.commune or self.quarter) if part)


class Contents:
    """The content of one poster. Cheap to ask again after each change."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.where = Whereabouts(session)
        self._rows: dict[str, Row] = {}

    def entries(self, asked: str = "", folded: frozenset[str] = frozenset()) -> list[Entry]:
        """Return the rows that answer to the words ``asked``; what is folded shows its head alone, unless asked."""
        session = self._session
        listed = rows(session.document.records.drawn, session.drawn)
        self._rows = {row.uid: row for row in listed if not row.hidden}
        found: dict[str, list[str]] = {section: [] for section in SECTIONS}
        for item in session.document.items():
            found[self.section(item)].append(item.uid)
        found["feuille"] = list(HEAD)
        found["message"] = [line.uid for line in panel.messages(session.document.records.drawn)]
        found["legende"] = list(self._rows)
        found["amof"] = self._amof()
        wanted = tokens(asked)
        made: list[Entry] = []
        for section, uids in found.items():
            kept = [uid for uid in uids if self._answers(uid, wanted)] if wanted else uids
            if kept:
                made.append(Entry(section, count=len(kept)))
                if wanted or section not in folded:
                    made += [Entry(section, uid) for uid in kept]
        return made

    def _amof(self) -> list[str]:
        lines = [each for each in self._session.document.all(LigneGrille) if each.grille == AMOF]
        order = CASES[AMOF]
        lines = [each for each in lines if each.case in order]
        return [each.uid for each in sorted(lines, key=lambda each: (order.index(each.case), each.rang))]

    def _answers(self, uid: str, wanted: list[str]) -> bool:
        said = tokens(self.sentence(uid))
        return all(any(word.startswith(each) for word in said) for each in wanted)

    def section(self, item: Item) -> str:
        """Return the section of a thing: its domaine for what the catalogue draws, else its kind."""
        if isinstance(item, PostIt):
            return "postit"
        if isinstance(item, Texte):
            return "texte"
        if isinstance(item, Photo):
            return "photo"
        entry = self._session.drawn.get(item.picto) if isinstance(item, Mark) else None
        found = item.domaine or (entry.domaine if entry else "")
        return found if found in DOMAINES else ""

    def row(self, uid: str) -> Row | None:
        """Return the row of the legend of a name, as it was when the entries were asked for."""
        return self._rows.get(uid)

    # -- words

    def told(self, uid: str) -> Told:
        """Return a thing or a part of the sheet in words."""
        document = self._session.document
        record = document.get(uid)
        if isinstance(record, ITEM_TYPES):
            return self._item(record)
        if isinstance(record, LigneGrille):
            kind = tr("Message") if record.grille == MESSAGES else words.cases().get(record.case, "")
            return Told(_line(record.texte) or tr("Sans mots"), kind)
        if uid in HEAD:
            poster = document.poster
            name, text = {
                TITLE: (tr("Titre"), poster.titre),
                TERRITORY: (tr("Territoire"), poster.territoire_nom),
                GROUP: (tr("Groupe"), poster.groupe),
            }[uid]
            return Told(_line(text) or tr("Sans mots"), name)
        row = self._rows.get(uid)
        if row is None:
            return Told("")
        count = len(row.uids)
        times = trn(count, "{n} fois sur la carte", "{n} fois sur la carte")
        return Told(row.words, tr("Légende"), (times,))

    def sentence(self, uid: str) -> str:
        """Return a thing in one sentence, for those who hear the list."""
        told = self.told(uid)
        states = (
            (told.struck, tr("barré")),
            (told.locked, tr("verrouillé")),
            (told.grouped, tr("dans un groupe")),
        )
        said = told.name
        if told.kind and told.kind != told.name:
            said = tr("{quoi}\u00a0: «\u00a0{mots}\u00a0»", quoi=told.kind, mots=told.name)
        parts = (said, *told.details, told.quarter, told.commune, *(word for on, word in states if on))
        return ", ".join(part for part in parts if part)

    def head(self, entry: Entry, *, opened: bool) -> str:
        """Return the head of a section in one sentence."""
        return trn(
            entry.count,
            "{nom}, {n} élément, {etat}",
            "{nom}, {n} éléments, {etat}",
            nom=self.title(entry.section),
            etat=tr("déplié") if opened else tr("replié"),
        )

    @staticmethod
    def title(section: str) -> str:
        """Return the title of a section."""
        if section in DOMAINES or not section:
            return method.domaine(section)
        return {
            "postit": tr("Post-its"),
            "texte": tr("Textes"),
            "photo": tr("Images"),
            "feuille": tr("Titre et groupe"),
            "message": tr("Messages"),
            "legende": tr("Légende"),
            "amof": tr("AMOF"),
        }[section]

    def _item(self, item: Item) -> Told:
        name, kind = self._named(item)
        details = [word.lower() for word in _qualifiers(item)]
        if isinstance(item, PostIt) and item.cible and (about := self._session.document.get(item.cible)):
            details.append(tr("à propos de\u00a0: {quoi}", quoi=self._spoken(about)))
        quarter, commune = self.where.of(item)
        states = (item.verrouille, item.barre, bool(item.ensemble))
        return Told(name, kind, tuple(details), quarter, commune, *states)

    def _named(self, item: Item) -> tuple[str, str]:
        """Return what a thing says, or is called, and what it is."""
        kind = words.kind(item, self._session.drawn)
        label = _line(item.etiquette) if isinstance(item, Mark) else ""
        return _line(item.texte) or label or kind, kind

    def _spoken(self, record: Record) -> str:
        return self._named(record)[0] if isinstance(record, ITEM_TYPES) else ""


def _qualifiers(item: Item) -> list[str]:
    """Return the words of what a thing says of itself: when, whether it helps, how strong, where it goes."""
    asked: tuple[tuple[str, list[Choice]], ...] = (
        ("temps", words.temps()),
        ("valence", words.valences()),
        ("intensite", words.forces()),
        ("tendance", words.tendances()),
    )
    found = []
    for field, choices in asked:
        value = getattr(item, field, None)
        choice = next((each for each in choices if value and each.value == value), None)
        if choice is not None:
            said = choice.said or choice.word
            found.append(tr("force {mot}", mot=said) if field == "intensite" else said)
    return found


def _line(text: str) -> str:
    return " ".join(text.split())
