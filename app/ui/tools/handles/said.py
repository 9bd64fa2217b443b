"""What a handle is called and what it says now: near the pointer, and for those who do not see it."""

from __future__ import annotations

from app.catalogue.model import Parameter
from app.drawing import postits
from app.i18n import current, tr
from app.poster.geometry import Lines, length
from app.poster.records import Item, Mark, Photo, PostIt, Texte
from app.ui.canvas.events import Handle
from app.ui.tools.handles import breaking, places, runs, values
from app.ui.tools.handles.seen import Seen
from app.ui.tools.spoken import ground_length, number
from app.ui.tools.tool import Context


def said(item: Item | None, handle: Handle, context: Context) -> str:
    """Return the words of a handle with its value: « rang 2 sur 3 », « 24 mm », « Gagne »; empty for a bare vertex."""
    if handle.role == "pivot":
        return tr("Tourner")
    if handle.role == "cadre":
        return tr("Coin du cadre") if handle.path[0] < 4 else tr("Côté du cadre")
    if item is None:
        return ""
    if handle.role == "taille" and isinstance(item, PostIt):
        around = postits.paper(item)
        return tr("{n} × {autre}\u00a0mm", n=number(around.width), autre=number(around.height))
    if handle.role == "taille":
        return tr("{n}\u00a0mm", n=number(context.size(item) or 0.0))
    if isinstance(item, PostIt):
        side = (item.hauteur if handle.path else item.largeur) or 0.0
        return tr("{n}\u00a0mm", n=number(side)) if handle.role == "largeur" else ""
    if handle.role == "rotation" and isinstance(item, Mark | Texte | Photo):
        return tr("{n}°", n=number(item.angle or 0.0))
    return _of_mark(Seen(item, context), handle) if isinstance(item, Mark) else ""


def _of_mark(seen: Seen, handle: Handle) -> str:
    match handle.role:
        case "lieu":
            return _place(seen, seen.parameter(handle.key), handle.path[0])
        case "valeur":
            return _value(seen, seen.parameter(handle.key), handle)
        case "cote" | "cycle":
            return _choice(seen, seen.parameter(handle.key), handle)
        case "ajout" if not handle.key:
            return tr("Ajouter une flèche")
        case "ajout":
            return tr("Ajouter\u00a0: {nom}", nom=seen.parameter(handle.key).name.said(current()))
        case "rupture":
            return tr("rupture à {n}\u202f% de la ligne", n=round(breaking.share(seen.mark)))
        case "epaisseur":
            return tr("Largeur\u00a0: {n}\u00a0mm", n=number(runs.width(seen)))
        case "bout" | "sommet" | "milieu" if isinstance(seen.mark.geometry, Lines):
            return ground_length(sum(length(run) for run in seen.mark.geometry.parts))
    return ""


def _place(seen: Seen, parameter: Parameter, rank: int) -> str:
    total = len(seen.places(parameter))
    if rank >= total:
        return ""
    if not places.has_third(seen, parameter, rank):
        return tr("lieu {n} sur {total}", n=rank + 1, total=total) if total > 1 else ""
    low, high = places.bounds_of(parameter)
    value = places.third(seen, parameter, rank)
    if low == 0 and high == 1:
        return tr("centre principal") if value else tr("centre ordinaire")
    if parameter.third == "poids":
        return tr("poids {n} sur {total}", n=value, total=high)
    return tr("rang {n} sur {total}", n=value, total=high)


def _value(seen: Seen, parameter: Parameter, handle: Handle) -> str:
    found = seen.listed(parameter)
    if handle.path and handle.path[0] >= len(found):
        return ""
    value = float((found[handle.path[0]] if handle.path else seen.value(parameter)) or 0.0)
    if parameter.handle == "angle":
        measure = tr("{n}°", n=number(value))
    elif parameter.frame == "sol":
        measure = ground_length(value)
    else:
        measure = tr("{n}\u00a0mm", n=number(value))
    word = _word(seen, parameter, handle)
    return f"{word}\n{measure}" if word else measure


def _word(seen: Seen, parameter: Parameter, handle: Handle) -> str:
    """Return the group's word for a ring, or an empty text."""
    words = next((each for each in seen.parameters if each.type == "textes" and not each.choices), None)
    if words is None or parameter.type != "nombres":
        return ""
    told = seen.listed(words)
    return str(told[handle.path[0]]) if handle.path[0] < len(told) else ""


def _choice(seen: Seen, parameter: Parameter, handle: Handle) -> str:
    value = (
        values.signs_of(seen, parameter)[handle.path[0]] if handle.path else str(seen.value(parameter) or "")
    )
    return dict(parameter.choices)[value].said(current()) if value in dict(parameter.choices) else value
