"""The outline of a territory, drawn less true: simplified, schematic, a plain shape, or not at all.

The real one stays in the poster; what is drawn in its place are ``Fond`` records of the layer ``contour``. Marks stay
where they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from app.poster.geometry import Areas
from app.poster.options import CONTOURS, SCHEMATIQUE, SIMPLE, SIMPLIFIE, Options
from app.poster.records import Fond, Poster, Record, Territoire, new_uid

Records = Mapping[str, Record]
#: What becomes of each record of a poster: its new value, or None where it goes.
Changes = dict[str, Record | None]
#: A simplified outline displaces no ground larger than a square of this side on paper, in mm.
SIMPLIFIED_MM = 8.0
#: Vertices of a schematic outline.
VERTICES = 16
#: With more communes than this, a simplified outline leaves them: where each of them ends, it could not be simpler.
MOST_COMMUNES = 120
#: Communes make a territory where their ground differs from its own by no more than this part of it.
ALIKE = 0.02


def drawn(records: Records, level: str) -> Changes:
    """Return the changes that draw the outline at a level, one of CONTOURS; none where it already is."""
    if level not in CONTOURS:
        raise ValueError(f"no such outline: {level}")
    poster = next(record for record in records.values() if isinstance(record, Poster))
    if Options.of(poster).contour == level:
        return {}
    found: Changes = {poster.uid: replace(poster, options=poster.options.having(contour=level))}
    found.update(_replaced(records, level, poster.metres_par_mm))
    return found


def renewed(records: Records, found: Changes) -> Changes:
    """Return the changes of a poster with those that its drawn outline needs after them."""
    after: dict[str, Record] = {**records}
    for uid, record in found.items():
        if record is None:
            after.pop(uid, None)
        else:
            after[uid] = record
    poster = next(record for record in after.values() if isinstance(record, Poster))
    return {**found, **_replaced(after, Options.of(poster).contour, poster.metres_par_mm)}


def _replaced(records: Records, level: str, metres_par_mm: float) -> Changes:
    found: Changes = {
        record.uid: None
        for record in records.values()
        if isinstance(record, Fond) and record.couche == "contour"
    }
    made = outline(records.values(), level, metres_par_mm)
    found.update({fond.uid: fond for fond in made})
    return found


def outline(records: Iterable[Record], level: str, metres_par_mm: float) -> list[Fond]:
    """Return what is drawn in the place of the real outline at a level; nothing where that is it, or nothing is.

    A simplified outline comes with its communes, where they are known and not too many: they share its detail.
    """
    lands: list[Territoire] = []
    communes: list[Fond] = []
    for record in records:
        if isinstance(record, Territoire):
            lands.append(record)
        elif isinstance(record, Fond) and record.couche == "commune" and record.dedans:
            communes.append(record)
    if not lands or level not in (SIMPLIFIE, SCHEMATIQUE, SIMPLE):
        return []
    from app.basemap.shapes.plain_shape import plain
    from app.basemap.shapes.schematic import schematic

    if level == SIMPLIFIE:
        most = SIMPLIFIED_MM * metres_par_mm
        if len(communes) <= MOST_COMMUNES and _make_up(communes, lands):
            return _of_communes(communes, lands, most)
        made = schematic([land.geometry for land in lands], metres=most)
        return [_contour(shape, level, land.nom) for shape, land in zip(made, lands, strict=True)]
    if level == SCHEMATIQUE:
        made = schematic([land.geometry for land in lands], vertices=VERTICES)
        return [_contour(shape, level, land.nom) for shape, land in zip(made, lands, strict=True)]
    whole = Areas(tuple(part for land in lands for part in land.geometry.parts))
    return [_contour(plain(whole), level, ", ".join(land.nom for land in lands))]


def _of_communes(communes: Iterable[Fond], lands: Iterable[Territoire], metres: float) -> list[Fond]:
    """Return simplified communes, each known by its code, and above all the outline that they make together."""
    import numpy as np
    import shapely

    from app.basemap.shapes.schematic import schematic
    from app.poster.surfaces import areas_of, filled, surface

    cells = [(each.geometry, each) for each in communes if isinstance(each.geometry, Areas)]
    made = schematic([areas for areas, _ in cells], metres=metres)
    whole = shapely.coverage_union_all(np.array([surface(shape) for shape in made]))
    # Enclaves too small for the paper were left out of the communes, not of the territory.
    outer = _contour(areas_of(filled(whole, metres**2)), SIMPLIFIE, ", ".join(land.nom for land in lands))
    return [
        outer,
        *(
            _contour(shape, SIMPLIFIE, commune.nom, commune.code)
            for shape, (_, commune) in zip(made, cells, strict=True)
        ),
    ]


def _make_up(communes: Iterable[Fond], lands: Iterable[Territoire]) -> bool:
    """Return whether communes together are the territory."""
    from app.poster.surfaces import surface

    theirs = sum(surface(each.geometry).area for each in communes if isinstance(each.geometry, Areas))
    whole = sum(surface(land.geometry).area for land in lands)
    return bool(abs(theirs - whole) <= ALIKE * whole)


def _contour(shape: Areas, level: str, nom: str, code: str = "") -> Fond:
    return Fond(uid=new_uid(), couche="contour", geometry=shape, genre=level, nom=nom, code=code)
