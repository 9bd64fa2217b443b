"""The zone de référence: a grey outline around or beside the territory, of one or several units together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.basemap.france import search, territory
from app.basemap.france.search import Candidate
from app.basemap.names import listed
from app.i18n import Souci, tr
from app.poster.records import Fond, Poster, Record, new_uid
from app.poster.sheet import PAPER_CRS

#: With more units than this, they are named after the largest.
NAMED = 3
#: Between the codes of the units of one zone.
AND = "+"


def reference(candidates: Sequence[Candidate], crs: int, metres_par_mm: float) -> list[Fond]:
    """Return the outline of units together, generalised to the scale of a map; nothing for no unit.

    Raises Souci where they lie in other coordinates than the poster's, ``crs``.
    """
    if not candidates:
        return []
    if crs == PAPER_CRS:
        raise Souci(
            tr(
                "Ce poster est une page blanche\u00a0: choisissez d’abord son territoire, puis sa zone de référence. "
                "Rien n’a changé."
            )
        )
    ground = territory.load(candidates, detail=metres_par_mm)
    if ground.crs != crs:
        raise Souci(
            tr(
                "La zone de référence est dans un autre système de coordonnées que le territoire. Rien n’a "
                "changé\u202f; choisissez-en une qui le touche."
            )
        )
    return [
        Fond(
            uid=new_uid(),
            couche="reference",
            geometry=ground.outline,
            code=AND.join(ground.codes),
            nom=called(candidates),
            population=ground.population,
            genre=ground.genre,
            dedans=False,
        )
    ]


def changed(records: Mapping[str, Record], candidates: Sequence[Candidate]) -> dict[str, Record | None]:
    """Return the changes that give a poster another zone de référence; without units it has none any more."""
    poster = next(record for record in records.values() if isinstance(record, Poster))
    found: dict[str, Record | None] = {one.uid: None for one in _outlines(records)}
    found.update((one.uid, one) for one in reference(candidates, poster.crs, poster.metres_par_mm))
    return found


def referred(records: Mapping[str, Record]) -> list[Candidate]:
    """Return the units of the zone de référence of a poster, those that the base map knows."""
    found = []
    for one in _outlines(records):
        for code in filter(None, one.code.split(AND)):
            try:
                found.append(unit(code, one.genre))
            except Souci:
                continue
    return found


def unit(code: str, genre: str) -> Candidate:
    """Return the unit of a code that a poster keeps. Raises Souci where the base map has none."""
    # An ensemble of a région and a département that share a code takes the département.
    return search.unit("departement" if genre == "ensemble" and len(code) < 4 else genre, code)


def called(candidates: Sequence[Candidate]) -> str:
    """Return a name for units: all of a few, else the most populous and how many others."""
    names = [one.nom for one in candidates]
    if len(names) > NAMED:
        first = max(candidates, key=lambda one: one.population)
        return tr("{premier} et {n} autres", premier=first.nom, n=len(names) - 1)
    return listed(names)


def _outlines(records: Mapping[str, Record]) -> list[Fond]:
    return [one for one in records.values() if isinstance(one, Fond) and one.couche == "reference"]
