"""A new poster: the records of a sheet opened on a territory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from app.basemap.france.search import Candidate
from app.imports.reference import NAMED, called
from app.imports.reference import reference as outlined
from app.poster.geometry import bounds
from app.poster.records import Poster, Record, new_uid
from app.poster.sheet import PAPER_CRS, PAPER_METRES, fit


def blank_poster(
    *,
    nom: str = "",
    titre: str = "",
    groupe: str = "",
    orientation: Literal["paysage", "portrait"] = "paysage",
) -> list[Record]:
    """Return the records of a poster without a territory: a blank sheet, whose ground is its own paper."""
    return [
        Poster(
            uid=new_uid(),
            titre=titre,
            territoire_nom=nom,
            groupe=groupe,
            orientation=orientation,
            crs=PAPER_CRS,
            metres_par_mm=PAPER_METRES,
        )
    ]


def new_poster(
    candidates: Sequence[Candidate],
    *,
    nom: str = "",
    titre: str = "",
    groupe: str = "",
    orientation: Literal["paysage", "portrait"] = "paysage",
    reference: Sequence[Candidate] = (),
) -> list[Record]:
    """Return the records of an empty poster of one or several units of the base map.

    ``nom`` renames the territory (« GAL Livradois »); ``reference`` are the units outlined in grey around or beside
    it. Raises ``Souci`` when the base map cannot be read.
    """
    from app.basemap.france import territory

    ground = territory.load(candidates)
    nom = nom or (called(candidates) if len(candidates) > NAMED else ground.nom)
    centre, metres_par_mm = fit(bounds(ground.outline), orientation)
    return [
        Poster(
            uid=new_uid(),
            titre=titre,
            territoire_nom=nom,
            nb_communes=ground.nb_communes,
            population=ground.population,
            groupe=groupe,
            orientation=orientation,
            crs=ground.crs,
            centre_x=centre[0],
            centre_y=centre[1],
            metres_par_mm=metres_par_mm,
            credits=" ".join(ground.credits),
        ),
        replace(ground.territoire(), nom=nom),
        *ground.features,
        *outlined(reference, ground.crs, metres_par_mm),
    ]
