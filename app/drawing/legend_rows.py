"""Which signs have a row in the legend, with which words, in which order, and which mark stands for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.catalogue.model import Pictogram
from app.drawing import typography
from app.i18n import current
from app.poster.choices import DOMAINES, LIBRES
from app.poster.geometry import Areas
from app.poster.records import LigneLegende, Mark, Record, Trace

#: The words of a freehand trace stand for its sign: it has no entry in the catalogue.
TRACE = "trace"
#: Parameters that say what a thing is, and not where or how large.
CHOSEN = ("choix", "oui_non")
#: What a row says only when all its marks say it.
SHARED = ("temps", "certitude", "intensite")


@dataclass(frozen=True, slots=True)
class Row:
    """A sign in use: the words that know it, those that people read, and the marks that it stands for."""

    picto: str
    texte: str
    domaine: str
    words: str
    #: What the symbol is drawn from.
    subject: Mark | Trace
    #: The marks, in order of appearance.
    uids: tuple[str, ...]
    hidden: bool = False

    @property
    def uid(self) -> str:
        """The name of the row's ink: that of its first mark, so that a row being renamed stays itself."""
        return f"legende:{self.uids[0]}"


def rows(records: Mapping[str, Record], catalogue: Mapping[str, Pictogram], feuille: int = 1) -> list[Row]:
    """Return every row of a sheet, hidden ones included, in the order in which they are read.

    One row for each sign, words and domaine: by domaine, then by rank where the group gave one, then in order of
    appearance. Free marks and freehand have a row when they were given words. What the group said of a row that
    no mark uses is left asleep: it is there again with the mark that an undo brings back.
    """
    told = {(item.picto, item.texte): item for item in records.values() if isinstance(item, LigneLegende)}
    groups: dict[tuple[str, str, str], list[Mark | Trace]] = {}
    for item in _in_order(records.values(), feuille):
        picto = item.picto if isinstance(item, Mark) else TRACE
        entry = catalogue.get(picto)
        if not item.texte and (entry is None or picto in LIBRES):
            continue
        domaine = item.domaine or (entry.domaine if entry else "")
        groups.setdefault((picto, item.texte, domaine), []).append(item)
    found = []
    for (picto, texte, domaine), group in groups.items():
        entry, known = catalogue.get(picto), told.get((picto, texte))
        inherited = entry.name.said(current()) if entry else ""
        said = (known.libelle if known else "") or texte or inherited
        words = typography.french(" ".join(said.split()))
        subject, uids = _subject(group, entry), tuple(item.uid for item in group)
        hidden = known is not None and known.masque
        found.append(Row(picto, texte, domaine, words, subject, uids, hidden))
    domaines = [*DOMAINES, *dict.fromkeys(row.domaine for row in found if row.domaine not in DOMAINES)]

    def rank(row: Row) -> tuple[int, bool, str]:
        known = told.get((row.picto, row.texte))
        return (domaines.index(row.domaine), not (known and known.rang), known.rang if known else "")

    return sorted(found, key=rank)


def chosen(mark: Mark, entry: Pictogram | None) -> Mapping[str, object]:
    """Return what a mark chose that its legend must show: a railway is not a road, a loss is not a gain."""
    if entry is None or not mark.parametres:
        return {}
    # The way an area goes is its meaning: « older towards the south ».
    types = (*CHOSEN, "angle") if isinstance(mark.geometry, Areas) else CHOSEN
    kinds = {parameter.key for parameter in entry.parameters if parameter.type in types}
    return {key: value for key, value in mark.parametres.items() if key in kinds}


def _in_order(records: Iterable[Record], feuille: int) -> Sequence[Mark | Trace]:
    items = [item for item in records if isinstance(item, Mark | Trace) and item.feuille == feuille]
    return sorted(items, key=lambda item: (item.ordre, item.uid))


def _subject(group: Sequence[Mark | Trace], entry: Pictogram | None) -> Mark | Trace:
    """Return what stands for a row: its commonest drawing, less the qualifiers that not all its marks have."""
    if len(group) == 1:
        return group[0]
    looks = [_look(item, entry) for item in group]
    counted = Counter(looks)
    commonest = max(counted.values())
    usual = next(item for item, look in zip(group, looks, strict=True) if counted[look] == commonest)
    apart = [
        name
        for name in SHARED
        if hasattr(usual, name) and any(getattr(item, name) != getattr(usual, name) for item in group)
    ]
    bare = {name: None if name == "intensite" else "" for name in apart if getattr(usual, name)}
    return replace(usual, **bare) if bare else usual  # type: ignore[arg-type]  # fields of both kinds of records


def _look(item: Mark | Trace, entry: Pictogram | None) -> tuple[object, ...]:
    """Return what makes the drawing of a mark, its qualifiers left out."""
    if isinstance(item, Trace):
        return (item.couleur, item.taille_mm)
    return (type(item.geometry), item.couleur, *chosen(item, entry).items())
