"""A new poster: the records of a sheet opened on a territory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from app.basemap.search import Candidate
from app.poster.geometry import bounds
from app.poster.records import Poster, Record, new_uid
from app.poster.sheet import fit


def new_poster(
    candidates: Sequence[Candidate],
    *,
    nom: str = "",
    titre: str = "",
    groupe: str = "",
    orientation: Literal["paysage", "portrait"] = "paysage",
) -> list[Record]:
    """Return the records of an empty poster of one or several units of the base map.

    ``nom`` renames the territory (« GAL Livradois »). Raises ``Souci`` when the base map cannot be read.
    """
    from app.basemap import territory

    ground = territory.load(candidates)
    centre, metres_par_mm = fit(bounds(ground.outline), orientation)
    return [
        Poster(
            uid=new_uid(),
            titre=titre,
            territoire_nom=nom or ground.nom,
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
        replace(ground.territoire(), nom=nom or ground.nom),
        *ground.features,
    ]
