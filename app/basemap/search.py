"""Finding a territory by its name or its code, as people type it."""

from __future__ import annotations

import difflib
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from app.basemap import store
from app.basemap.names import ARTICLES, plain, tokens
from app.i18n import Souci, tr, trn

Kind = Literal["commune", "epci", "departement", "region"]

#: Ways to say which kind of unit is meant, in front of its name.
KIND_WORDS: dict[str, Kind] = {
    "commune": "commune",
    "departement": "departement",
    "region": "region",
    "epci": "epci",
    "intercommunalite": "epci",
    "cc": "epci",
    "ca": "epci",
    "cu": "epci",
    "communaute": "epci",
}
#: What follows a kind before the name itself.
_OF = frozenset({"de", "d", "du", "des"})
_EPCI_WORDS = _OF | {"communes", "agglomeration", "urbaine", "la", "l"}
#: Order in which people want units whose names answer equally well.
_KIND_ORDER = {"epci": 0, "departement": 1, "region": 1, "commune": 2}
_SAINTS = ("st", "ste", "sts", "stes")
#: No name is longer.
MOST_LETTERS = 120
#: Rows that are ranked by name; what comes after them is never shown.
_ENOUGH = 400


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit of the base map that can become a territory."""

    kind: Kind
    #: INSEE code (commune, département, région) or SIREN (EPCI); a région and a département may share one.
    code: str
    nom: str
    #: « intercommunalité · 58 communes », « commune · Puy-de-Dôme ».
    detail: str
    nb_communes: int
    population: int

    @property
    def cle(self) -> str:
        """What can be typed to mean this unit and no other."""
        return f"région {self.nom}" if self.kind == "region" else self.code


class Introuvable(Souci):
    """No unit has this name; ``suggestions`` have a close one."""

    def __init__(self, text: str, suggestions: Sequence[Candidate]) -> None:
        self.suggestions = tuple(suggestions)
        if not plain(text):
            sentence = tr("Donnez le nom ou le code d’un territoire.")
        elif suggestions:
            close = ", ".join(f"{found.nom} ({found.detail})" for found in suggestions)
            sentence = tr(
                "Aucun territoire «\u00a0{nom}\u00a0». Peut-être\u00a0: {proches}\u202f?",
                nom=text,
                proches=close,
            )
        else:
            sentence = tr(
                "Aucun territoire «\u00a0{nom}\u00a0». Essayez une commune, ou une page blanche.", nom=text
            )
        super().__init__(sentence)


class Ambigu(Souci):
    """Several units answer to this name; each of ``candidates`` has a ``cle`` that means it alone."""

    def __init__(self, text: str, candidates: Sequence[Candidate]) -> None:
        self.candidates = tuple(candidates)
        listed = ", ".join(f"{found.cle} ({found.nom}, {found.detail})" for found in candidates)
        super().__init__(
            tr(
                "Plusieurs territoires répondent à «\u00a0{nom}\u00a0»\u202f; "
                "donnez le code de celui que vous voulez\u00a0: {liste}.",
                nom=text,
                liste=listed,
            )
        )


def search(text: str, limit: int = 8) -> list[Candidate]:
    """Return the units that ``text`` may mean, best first: exact names, codes, then by kind and population.

    Every word of ``text`` must begin a word of the name. An empty text finds nothing.
    """
    query = _Query.of(text)
    with store.opened() as db:
        found = _matches(db, query)
        return [_candidate(db, row) for row in found[:limit]]


def resolve(name_or_code: str) -> Candidate:
    """Return the one unit that ``name_or_code`` means.

    A kind may stand before the name (« département Mayenne », « région Bretagne »), a département after it
    (« Saint-Martin (54) »). Raises Introuvable or Ambigu, whose sentences can be shown.
    """
    query = _Query.of(name_or_code)
    asked = name_or_code.strip()[:MOST_LETTERS]
    if not query.words:
        raise Introuvable(asked, ())
    with store.opened() as db:
        found = _matches(db, query)
        if not found:
            raise Introuvable(asked, _close(db, query))
        best = [row for row in found if _quality(query, row) == _quality(query, found[0])]
        if _quality(query, found[0]) >= _PREFIX:
            best = found
        if len(best) > 1 and not _same_ground(best):
            raise Ambigu(asked, [_candidate(db, row) for row in best[:12]])
        return _candidate(db, best[-1] if _same_ground(best) else best[0])


_CODE, _EXACT, _FULL, _PREFIX, _LOOSE = range(5)


@dataclass(frozen=True, slots=True)
class _Query:
    words: tuple[str, ...]
    plain: str
    whole: str
    kind: Kind | None
    departement: tuple[str, ...]

    @property
    def beginnings(self) -> tuple[str, ...]:
        """The plain lines with which a name may begin: « sai » is also « st »."""
        *before, last = self.words
        return (self.plain, " ".join([*before, "st"])) if _begins_saint(last) else (self.plain,)

    @classmethod
    def of(cls, text: str) -> _Query:
        text = text[:MOST_LETTERS]
        departement: tuple[str, ...] = ()
        if inside := re.match(r"\s*(.+?)\s*\(([^()]+)\)\s*$", text):
            text, departement = inside[1], tuple(tokens(inside[2]))
        whole = words = tokens(text)
        kind = KIND_WORDS.get(words[0]) if len(words) > 1 else None
        if kind:
            words = words[1:]
            opening = _EPCI_WORDS if kind == "epci" else _OF
            while len(words) > 1 and words[0] in opening:
                words = words[1:]
        return cls(tuple(words), " ".join(words), " ".join(whole), kind, departement)


def _matches(db: sqlite3.Connection, query: _Query) -> list[sqlite3.Row]:
    """Return the rows of units that answer, best first."""
    if not query.words:
        return []
    rows = _by_code(db, query) or _by_words(db, query, query.kind)
    if not rows and query.kind:
        # « Communauté » or « Cu » was the beginning of the name itself.
        loose = _Query(tuple(query.whole.split()), query.whole, query.whole, None, query.departement)
        rows = _by_words(db, loose, None)
    if query.departement:
        rows = [row for row in rows if _in_departement(row, query.departement)]
    return sorted(rows, key=_rank(query))


def _by_code(db: sqlite3.Connection, query: _Query) -> list[sqlite3.Row]:
    if len(query.words) != 1 or not re.fullmatch(r"\d[0-9ab]\d*|\d{2}|\d", query.words[0]):
        return []
    code = query.words[0].upper().zfill(2)
    rows = db.execute("SELECT * FROM unite WHERE code = ?", (code,)).fetchall()
    if query.kind:
        return [row for row in rows if row["genre"] == query.kind]
    # A département and a région may share a number; everybody means the département.
    return [row for row in rows if row["genre"] != "region"] or rows


def _by_words(db: sqlite3.Connection, query: _Query, kind: Kind | None) -> list[sqlite3.Row]:
    *complete, last = query.words
    needed = [word for word in complete if word not in ARTICLES]
    if last not in ARTICLES or not needed:
        needed.append(last)
    clauses = []
    values: list[str] = []
    for word in dict.fromkeys(needed):
        saints = _SAINTS if _begins_saint(word) else ()
        alternatives = " OR ".join(["(mot >= ? AND mot < ?)", *["mot = ?"] * len(saints)])
        clauses.append(f"SELECT unite FROM mot WHERE {alternatives}")  # noqa: S608 (placeholders only)
        values += [word, word + "{", *saints]
    chosen = " INTERSECT ".join(clauses)
    condition = "" if kind is None else " AND genre = ?"
    values += [] if kind is None else [kind]
    # One or two letters match thousands: keep the short names, among which the exact ones are, and the large.
    order = (
        f"(length(nom) <= {len(query.plain) + 4}) DESC, genre = 'commune', population DESC LIMIT {_ENOUGH}"
    )
    sql = f"SELECT * FROM unite WHERE id IN ({chosen}){condition} ORDER BY {order}"  # noqa: S608 (placeholders only)
    return db.execute(sql, values).fetchall()


def _begins_saint(word: str) -> bool:
    """Return whether ``word`` may be the beginning of « saint », which the index holds as « st »."""
    return len(word) > 1 and "sainte".startswith(word)


def _in_departement(row: sqlite3.Row, wanted: tuple[str, ...]) -> bool:
    code = str(row["departement"])
    return " ".join(wanted) in (code.lower(), plain(_departement_names().get(code, "")))


@cache
def _departement_names() -> dict[str, str]:
    with store.opened() as db:
        return dict(map(tuple, db.execute("SELECT code, nom FROM unite WHERE genre = 'departement'")))


def _without_article(name: str) -> str:
    words = name.split()
    while len(words) > 1 and words[0] in ARTICLES:
        words = words[1:]
    return " ".join(words)


def _quality(query: _Query, row: sqlite3.Row) -> int:
    name = plain(row["nom"])
    if row["code"].lower() in (query.plain, query.plain.zfill(2)):
        return _CODE
    if query.plain == name or query.whole == name:
        return _EXACT
    if row["nom_complet"] and query.whole == plain(row["nom_complet"]):
        return _EXACT
    bare = _without_article(name)
    if query.plain == bare:
        return _FULL
    return _PREFIX if name.startswith(query.beginnings) or bare.startswith(query.beginnings) else _LOOSE


def _rank(query: _Query) -> Callable[[sqlite3.Row], tuple[int, int, int, int]]:
    def rank(row: sqlite3.Row) -> tuple[int, int, int, int]:
        quality = _quality(query, row)
        exact = quality <= _FULL
        kind = _KIND_ORDER[row["genre"]]
        # Among exact names the most populous comes first; among beginnings the EPCI.
        return (quality, 0 if exact else kind, -row["population"], kind)

    return rank


def _same_ground(rows: Sequence[sqlite3.Row]) -> bool:
    """Return whether all rows are one place: Paris is a commune and a département."""
    return len({(plain(row["nom"]), row["population"], row["nb_communes"]) for row in rows}) == 1


def _candidate(db: sqlite3.Connection, row: sqlite3.Row) -> Candidate:
    count = int(row["nb_communes"])
    communes = trn(count, "{n} commune", "{n} communes")
    kind: Kind = row["genre"]
    if kind == "commune":
        detail = tr("commune · {lieu}", lieu=_departement_names().get(row["departement"], row["departement"]))
    elif kind == "epci":
        detail = tr("intercommunalité · {communes}", communes=communes)
    elif kind == "departement":
        detail = tr("département · {communes}", communes=communes)
    else:
        detail = tr("région · {communes}", communes=communes)
    return Candidate(kind, row["code"], row["nom"], detail, count, int(row["population"]))


def _close(db: sqlite3.Connection, query: _Query) -> list[Candidate]:
    """Return units whose names are spelled nearly like the query."""
    votes: Counter[int] = Counter()
    for word in query.words:
        if len(word) > 2 and word not in ARTICLES and (near := _close_words(db, word)):
            sql = f"SELECT DISTINCT unite FROM mot WHERE mot IN ({','.join('?' * len(near))})"  # noqa: S608
            votes.update(row["unite"] for row in db.execute(sql, near))
    most = max(votes.values(), default=0)
    listed = [unit for unit, count in votes.items() if count == most][:_ENOUGH]
    sql = f"SELECT * FROM unite WHERE id IN ({','.join('?' * len(listed))})"  # noqa: S608 (placeholders only)
    rows = db.execute(sql, listed).fetchall()
    if query.kind:
        rows = [row for row in rows if row["genre"] == query.kind]

    def likeness(row: sqlite3.Row) -> tuple[float, int]:
        same = difflib.SequenceMatcher(None, query.plain, plain(row["nom"])).ratio()
        return (-round(same, 1), -row["population"])

    return [_candidate(db, row) for row in sorted(rows, key=likeness)[:3]]


def _close_words(db: sqlite3.Connection, word: str) -> list[str]:
    rows = db.execute(
        "SELECT DISTINCT mot FROM mot WHERE length(mot) BETWEEN ? AND ? AND (substr(mot, 1, 1) = ? OR"
        " substr(mot, 2, 2) = ?)",
        (len(word) - 2, len(word) + 2, word[0], word[1:3]),
    )
    return difflib.get_close_matches(word, [row["mot"] for row in rows], n=12, cutoff=0.75)
