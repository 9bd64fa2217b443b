"""Finding a territory by its name or its code, as people type it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from app.basemap.france import nearly, store
from app.basemap.france.query import (
    FULL,
    KIND_ORDER,
    MOST_LETTERS,
    PREFIX,
    Kind,
    Query,
    departement_names,
    in_departement,
    matches,
    quality_of,
    same_ground,
)
from app.basemap.france.zones import METROPOLE
from app.basemap.names import plain
from app.i18n import Souci, tr, trn

#: Of units that are one place (Paris, an overseas région) the one that is meant.
_SMALLEST = {"commune": 0, "epci": 1, "departement": 2, "region": 3}
#: With answers that begin as asked, there are no more than this with those spelled nearly so.
NEARLY = 5


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
    #: EPSG code of the zone that it lies in.
    crs: int = METROPOLE

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
        elif re.fullmatch(r"\s*\d[\dAB ]{3,}\s*", text):
            sentence = tr(
                "Aucun territoire n’a le code «\u00a0{code}\u00a0». Donnez un code INSEE ou un SIREN\u202f; les codes "
                "postaux ne sont pas connus\u00a0: tapez plutôt le nom.",
                code=text.strip(),
            )
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

    Every word of ``text`` begins a word of the name. Where no name is the text itself, those that are spelled nearly
    so follow, or come third where the whole name sounds the same. Codes are those of INSEE and the SIREN of EPCI: the
    base map knows no postal code. An empty text finds nothing.
    """
    query = Query.of(text)
    with store.opened() as db:
        found = matches(db, query)
        if not found or quality_of(query, found[0]) > FULL:
            found = _with_close(found, _close(db, query))
        return [_candidate(row) for row in found[:limit]]


def resolve(name_or_code: str) -> Candidate:
    """Return the one unit that ``name_or_code`` means.

    A kind may stand before the name (« département Mayenne », « région Bretagne »), a département after it
    (« Saint-Martin (54) »). Raises Introuvable or Ambigu, whose sentences can be shown.
    """
    query = Query.of(name_or_code)
    asked = name_or_code.strip()[:MOST_LETTERS]
    if not query.words:
        raise Introuvable(asked, ())
    with store.opened() as db:
        found = matches(db, query)
        if not found:
            raise Introuvable(asked, [_candidate(row) for _, row in _close(db, query)[:3]])
        best = [row for row in found if quality_of(query, row) == quality_of(query, found[0])]
        if quality_of(query, found[0]) >= PREFIX:
            best = found
        if len(best) > 1 and not same_ground(best):
            raise Ambigu(asked, [_candidate(row) for row in best[:12]])
        return _candidate(
            min(best, key=lambda row: _SMALLEST[row["genre"]]) if same_ground(best) else best[0]
        )


def unit(kind: str, code: str) -> Candidate:
    """Return the unit of a code; of a région and a département that share one, the one of that kind.

    Raises Introuvable.
    """
    said = {"region": "région", "departement": "département"}.get(kind)
    return resolve(f"{said} {code}" if said else code)


def _candidate(row: sqlite3.Row) -> Candidate:
    count = int(row["nb_communes"])
    communes = trn(count, "{n} commune", "{n} communes")
    kind: Kind = row["genre"]
    if kind == "commune":
        detail = tr("commune · {lieu}", lieu=departement_names().get(row["departement"], row["departement"]))
    elif kind == "epci":
        detail = tr("intercommunalité · {communes}", communes=communes)
    elif kind == "departement":
        detail = tr("département · {communes}", communes=communes)
    else:
        detail = tr("région · {communes}", communes=communes)
    return Candidate(kind, row["code"], row["nom"], detail, count, int(row["population"]), int(row["crs"]))


def _close(db: sqlite3.Connection, query: Query) -> list[tuple[float, sqlite3.Row]]:
    """Return the rows of units whose names are spelled nearly like the query, the nearest first, and how far off."""
    from rapidfuzz.distance import OSA

    found = nearly.near(db, _known_words(), query.words)
    sql = f"SELECT * FROM unite WHERE id IN {store.ids(found)}"  # noqa: S608 (whole numbers only)
    rows = db.execute(sql).fetchall()
    if query.kind:
        rows = [row for row in rows if row["genre"] == query.kind] or rows
    if query.departement:
        rows = [row for row in rows if in_departement(row, query.departement)]

    def rank(row: sqlite3.Row) -> tuple[float, int, int, int]:
        name = plain(row["nom"])
        longer = len(name.split()) > len(query.words)
        # A name of as many words, then one that has more of them: of these the EPCI, as among exact beginnings.
        off = round(found[row["id"]] + nearly.LONGER * longer, 1)
        kind = KIND_ORDER[row["genre"]] if longer else 0
        return (off, min(OSA.distance(query.plain, name), 4), kind, -row["population"])

    ranked = sorted((rank(row), row["id"], row) for row in rows)
    return [(how[0], row) for how, _, row in ranked]


def _with_close(rows: Sequence[sqlite3.Row], close: Sequence[tuple[float, sqlite3.Row]]) -> list[sqlite3.Row]:
    """Return what begins as asked, what sounds the same among the first of it, and a few that are nearly so."""
    if not rows:
        return [row for _, row in close]
    same = [
        row
        for off, row in close
        if off <= nearly.SAME_SOUND and row["id"] not in {each["id"] for each in rows[:2]}
    ]
    found = {row["id"]: row for row in (*rows[:2], *same[:2], *rows[2:])}
    for off, row in close:
        if len(found) < NEARLY and off < nearly.ONE_WRONG:
            found.setdefault(row["id"], row)
    return list(found.values())


@cache
def _known_words() -> tuple[str, ...]:
    with store.opened() as db:
        return tuple(row["mot"] for row in db.execute("SELECT DISTINCT mot FROM mot"))
