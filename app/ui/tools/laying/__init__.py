"""Laying a pictogram with the gesture that suits it. The sheet shows it before it is there."""

from __future__ import annotations

from collections.abc import Callable

from app.ui.tools.laying import areas, cells, meshes, network, places, point, ways
from app.ui.tools.laying.made import lay, mark
from app.ui.tools.laying.outline import taken_at
from app.ui.tools.laying.point import placed
from app.ui.tools.laying.whole import laid_at
from app.ui.tools.tool import Context, Gesture

__all__ = ["HOLDING", "gesture", "laid_at", "lay", "mark", "placed", "taken_at"]

#: The gesture of each hold.
HOLDING: dict[str, Callable[[Context], Gesture]] = {
    "clic": point.clic,
    "lieux": places.lieux,
    "pole": places.pole,
    "trait": ways.trait,
    "eventail": ways.eventail,
    "pont": ways.pont,
    "contour": areas.contour,
    "deux": areas.deux,
    "noyau": areas.noyau,
    "entree": areas.entree,
    "direction": areas.direction,
    "cellules": cells.cellules,
    "chaine": network.chaine,
    "etoile": network.etoile,
    "arbre": network.arbre,
    "centres": meshes.centres,
    "mailles": meshes.mailles,
}


def gesture(context: Context) -> Gesture:
    """Lay the armed pictogram the way that its forme is held."""
    if context.pictogram is None:
        yield
        return
    yield from HOLDING[context.pictogram.hold(context.forme)](context)  # type: ignore[arg-type]  # one of FORMES
