"""Areas of a file that is brought, as units of a territory: PNR, PETR, GAL, cantons, districts of another country."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app import apart
from app.basemap.france.runs import areas
from app.basemap.france.search import Candidate
from app.basemap.vectors.tasks import patience
from app.i18n import Souci, tr
from app.poster.geometry import Areas

#: Metres of detail with which units are kept: finer than any sheet of a whole one.
DETAIL_M = 15.0


@dataclass(frozen=True, slots=True)
class Family:
    """The areas of one layer."""

    source: str
    crs: int
    noms: tuple[str, ...]
    contours: tuple[Areas, ...]


@dataclass(frozen=True, slots=True)
class Unite(Candidate):
    """An area of a file, among those of its layer; ``kind`` is « apport »."""

    rank: int = 0
    family: Family = field(default=Family("", 0, (), ()), repr=False, compare=False)

    @property
    def contour(self) -> Areas:
        """Its outline, in the coordinates of its family."""
        return self.family.contours[self.rank]


def units(
    path: Path,
    layer: int,
    crs: int | None = None,
    champ: str | None = None,
    *,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[Unite]:
    """Return the areas of a layer of a file (its ``id`` of ``vectors.look``) as units, those of one name together.

    ``crs`` and ``champ``: as in ``vectors.read``. Blocks. Raises Souci where the layer has no area.
    """
    import numpy as np
    import shapely

    answer = apart.ask(
        "vectors.read",
        {
            "path": str(path),
            "layers": [{"id": layer, "crs": crs, "champ": champ}],
            "metres_par_mm": DETAIL_M,
        },
        progress=progress,
        cancelled=cancelled,
        seconds=patience(path),
    )
    named: dict[str, list[Any]] = {}
    at = 0
    for each in answer.values["layers"]:
        own = answer.blobs[at : at + len(each["noms"])]
        at += len(own)
        if each["genre"] != "aires":
            continue
        for number, (name, wkb) in enumerate(zip(each["noms"], own, strict=True), 1):
            nom = str(name) or (path.stem if len(own) == 1 else tr("contour {n}", n=number))
            named.setdefault(nom, []).append(shapely.from_wkb(wkb))
    if not named:
        raise Souci(
            tr(
                "«\u00a0{fichier}\u00a0» n’a pas de contours\u00a0: un territoire se choisit parmi des surfaces.",
                fichier=path.name,
            )
        )
    shapes = np.array([one[0] if len(one) == 1 else shapely.union_all(one) for one in named.values()], object)
    family = Family(path.name, int(answer.values["crs"]), tuple(named), tuple(areas(shapes)))
    detail = tr("contour de {fichier}", fichier=path.name)
    return [
        Unite("apport", f"{path.name}#{rank}", nom, detail, 0, 0, family.crs, rank, family)
        for rank, nom in enumerate(family.noms)
    ]
