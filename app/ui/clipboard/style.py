"""The same style: how a thing looks, given to others.

Style is what could change without the thing saying anything else: colour, size, force (the weight of a sign or an
arrow), the style of free words, and the settings of the pictogram that are chosen from a few (texture, line, heads,
roundness). Words, place, angle, domaine, and all that the group means by its qualifiers (time, trend, aid or obstacle,
certainty…) stay as they are; so do the paper that a hand gave a post-it, lengths, places and lists: they are shapes.

A size means the same only between things that are measured alike: signs of one forme, strokes, words, post-its,
photos. A setting goes where the other pictogram has one of the same name and the value among its choices.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from app.catalogue.model import Forme, Parameter, Pictogram, forme_of
from app.poster.document import Document
from app.poster.records import Item, Mark, Texte, Trace

#: Fields of style by kind of thing.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "Mark": ("couleur", "taille_mm", "intensite"),
    "Trace": ("couleur", "taille_mm"),
    "Texte": ("couleur", "taille_mm", "style"),
    "PostIt": ("couleur", "taille_mm"),
    "Photo": ("taille_mm",),
}
#: Types of settings that are looks and not shapes.
_CHOSEN = ("choix", "oui_non")
#: Settings chosen from a few that say something else: a side, a direction, the sign of a balance.
_MEANT = ("cote", "sens", "signe", "variante", "forme", "pole")


@dataclass(frozen=True, slots=True)
class Style:
    """The looks of one thing."""

    kind: str
    forme: Forme | None
    values: Mapping[str, Any]
    settings: Mapping[str, Any] = field(default_factory=dict)


def of(item: Item, catalogue: Mapping[str, Pictogram]) -> Style:
    """Return the style of a thing."""
    kind = type(item).__name__
    values = {name: getattr(item, name) for name in FIELDS[kind]}
    if not isinstance(item, Mark):
        return Style(kind, None, values)
    pictogram = catalogue.get(item.picto)
    settings = {
        each.key: item.parametres.get(each.key, each.default)
        for each in (pictogram.parameters if pictogram else ())
        if _look(each)
    }
    return Style(kind, forme_of(item.geometry, pictogram), values, settings)


def styled(item: Item, style: Style, catalogue: Mapping[str, Pictogram]) -> Item:
    """Return a thing with a style, as far as it can have it."""
    kind = type(item).__name__
    alike = kind == style.kind
    changes: dict[str, Any] = {}
    if not isinstance(item, Mark):
        if alike:
            changes = dict(style.values)
        elif isinstance(item, Trace | Texte) and style.kind in ("Mark", "Trace", "Texte"):
            changes = {"couleur": style.values["couleur"]}
        return replace(item, **changes)
    pictogram = catalogue.get(item.picto)
    if style.kind in ("Mark", "Trace", "Texte"):
        changes["couleur"] = style.values["couleur"]
    if alike:
        changes["intensite"] = style.values["intensite"]
        if forme_of(item.geometry, pictogram) == style.forme:
            changes["taille_mm"] = style.values["taille_mm"]
    known = {each.key: each for each in (pictogram.parameters if pictogram else ()) if _look(each)}
    settings = {
        key: value for key, value in style.settings.items() if key in known and _fits(known[key], value)
    }
    # A setting at its usual value is not written: the mark goes on following its pictogram.
    told = {key: None if value == known[key].default else value for key, value in settings.items()}
    return replace(item, parametres=item.parametres.having(**told), **changes)


def apply(document: Document, items: Iterable[Item], style: Style, catalogue: Mapping[str, Pictogram]) -> int:
    """Give a style to things as one act, locked ones left alone; return how many have changed."""
    pairs = [(item, styled(item, style, catalogue)) for item in items if not item.verrouille]
    changed = [after for before, after in pairs if after != before]
    if changed:
        with document.transaction("Coller le style") as act:
            for item in changed:
                act.put(item)
    return len(changed)


def _look(parameter: Parameter) -> bool:
    return parameter.type in _CHOSEN and parameter.key not in _MEANT and not parameter.handle


def _fits(parameter: Parameter, value: Any) -> bool:
    if parameter.type == "oui_non":
        return isinstance(value, bool)
    return value in [key for key, _ in parameter.choices]
