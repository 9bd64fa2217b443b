"""What people type to mean a unit, and the rows of the base map that answer to it, best first."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from app.basemap.france import store
from app.basemap.names import ARTICLES, plain, tokens

#: « apport » is an area of a file that is brought: see ``unites``.
Kind = Literal["commune", "epci", "departement", "region", "apport"]

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
    "agglo": "epci",
    "agglomeration": "epci",
}
#: What follows a kind before the name itself.
_OF = frozenset({"de", "d", "du", "des"})
_EPCI_WORDS = _OF | {"communes", "agglomeration", "urbaine", "la", "l"}
#: Order in which people want units whose names answer equally well.
KIND_ORDER = {"epci": 0, "departement": 1, "region": 1, "commune": 2}
_SAINTS = ("st", "ste", "sts", "stes")
#: No name is longer.
MOST_LETTERS = 120
#: Rows that are ranked by name; what comes after them is never shown.
_ENOUGH = 400
#: How well a name answers, best first.
CODE, EXACT, FULL, PREFIX, LOOSE = range(5)


@dataclass(frozen=True, slots=True)
class Query:
    """What is typed, told apart: the kind that it says, the words of the name, the département after it."""

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
    def of(cls, text: str) -> Query:
        """Return what ``text`` asks for."""
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


def matches(db: sqlite3.Connection, query: Query) -> list[sqlite3.Row]:
    """Return the rows of units that answer, best first."""
    if not query.words:
        return []
    rows = _by_code(db, query) or _by_words(db, query, query.kind)
    if not rows and query.kind:
        # « Communauté » or « Cu » was the beginning of the name itself.
        loose = Query(tuple(query.whole.split()), query.whole, query.whole, None, query.departement)
        rows = _by_words(db, loose, None)
    if query.departement:
        rows = [row for row in rows if in_departement(row, query.departement)]
    return sorted(rows, key=_rank(query))


def _by_code(db: sqlite3.Connection, query: Query) -> list[sqlite3.Row]:
    if len(query.words) != 1 or not re.fullmatch(r"\d[0-9ab]\d*|\d{2}|\d", query.words[0]):
        return []
    code = query.words[0].upper().zfill(2)
    rows = db.execute("SELECT * FROM unite WHERE code = ?", (code,)).fetchall()
    if query.kind:
        return [row for row in rows if row["genre"] == query.kind]
    # A département and a région may share a number; everybody means the département.
    return [row for row in rows if row["genre"] != "region"] or rows


def _by_words(db: sqlite3.Connection, query: Query, kind: Kind | None) -> list[sqlite3.Row]:
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


def in_departement(row: sqlite3.Row, wanted: tuple[str, ...]) -> bool:
    """Return whether a unit lies in the département whose name or code is ``wanted``."""
    code = str(row["departement"])
    name = plain(departement_names().get(code, ""))
    return " ".join(wanted) in (code.lower(), name, _without_article(name))


@cache
def departement_names() -> dict[str, str]:
    """Return the names of départements by code."""
    with store.opened() as db:
        return dict(map(tuple, db.execute("SELECT code, nom FROM unite WHERE genre = 'departement'")))


def _without_article(name: str) -> str:
    words = name.split()
    while len(words) > 1 and words[0] in ARTICLES:
        words = words[1:]
    return " ".join(words)


def quality_of(query: Query, row: sqlite3.Row) -> int:
    """Return how well a unit answers, from CODE to LOOSE."""
    name = plain(row["nom"])
    if row["code"].lower() in (query.plain, query.plain.zfill(2)):
        return CODE
    if query.plain == name or query.whole == name:
        return EXACT
    if row["nom_complet"] and query.whole == plain(row["nom_complet"]):
        return EXACT
    bare = _without_article(name)
    if query.plain == bare:
        return FULL
    return PREFIX if name.startswith(query.beginnings) or bare.startswith(query.beginnings) else LOOSE


def _rank(query: Query) -> Callable[[sqlite3.Row], tuple[int, ...]]:
    def rank(row: sqlite3.Row) -> tuple[int, ...]:
        quality = quality_of(query, row)
        exact = quality <= FULL
        kind = KIND_ORDER[row["genre"]]
        # Among exact names the most populous comes first; among beginnings the EPCI.
        return (quality, 0 if exact else kind, -row["population"], kind, row["genre"] == "region")

    return rank


def same_ground(rows: Sequence[sqlite3.Row]) -> bool:
    """Return whether all rows are one place: Paris is a commune and a département."""
    return len({(plain(row["nom"]), row["population"], row["nb_communes"]) for row in rows}) == 1
