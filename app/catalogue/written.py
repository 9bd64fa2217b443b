"""A Pictogram as the TOML text that ``toml`` reads back: every field that is not what it would be without."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from app.catalogue.load import FREE
from app.catalogue.model import Parameter, Pictogram, Words
from app.catalogue.toml import VALENCES
from app.poster.geometry import Geometry, Lines, Point
from app.poster.values import thawed


def toml(pictogram: Pictogram) -> str:
    """Return the words and brushes of a pictogram; its drawing is written beside, as ``glyph.svg``."""
    return "\n".join((*_top(pictogram), *_tables(pictogram))) + "\n"


def folder(pictogram: Pictogram) -> str:
    """Return the folder of a pack that it belongs in."""
    return pictogram.domaine or FREE


def _top(each: Pictogram) -> Iterator[str]:
    yield _line("domaine", each.domaine)
    valence = next(said for said, kept in VALENCES.items() if kept == each.valence)
    for field, value, usual in (
        ("sous_categorie", each.sous_categorie, ""),
        ("structure", each.structure, ""),
        ("aussi", list(each.also), []),
        ("mots", list(each.words), []),
        ("valence", valence, ""),
        ("usuel", each.usual, True),
        ("essentiel", each.essential, False),
        ("ordre", each.rank, 100),
    ):
        if value != usual:
            yield _line(field, value)


def _tables(each: Pictogram) -> Iterator[str]:
    yield from _words("nom", each.name)
    # A name that is too long for a tile is told with its short one, even where it was cut by itself.
    if each.short != each.name:
        yield from _words("court", each.short)
    for field, said in (("sens", each.meaning), ("quand", each.when), ("geste", each.gesture)):
        if said.fr or said.en:
            yield from _words(field, said)
    for forme, brush in each.brushes:
        yield from _table(f"pinceau.{forme}")
        yield _line("nom", brush.name)
        if brush.hold:
            yield _line("prise", brush.hold)
        yield from (_line(key, value) for key, value in thawed(brush.settings).items() if value is not None)
    for parameter in each.parameters:
        yield from _table(f"parametres.{_key(parameter.key)}")
        yield from _parameter(parameter)
    if each.example is not None or each.example_parameters:
        yield from _table("exemple")
        if each.example is not None:
            yield _line(*_geometry(each.example))
        if each.example_parameters:
            yield _line("parametres", thawed(each.example_parameters))


def _parameter(each: Parameter) -> Iterator[str]:
    yield _line("type", each.type)
    yield _line("nom", _languages(each.name))
    for field, value in (
        ("defaut", thawed(each.default)),
        ("unite", each.unit or None),
        ("repere", each.frame if each.frame != "page" else None),
        ("poignee", each.handle or None),
        ("tiers", each.third or None),
        ("min", each.minimum),
        ("max", each.maximum),
        ("choix", [[key, *_languages(said).values()] for key, said in each.choices] or None),
    ):
        if value is not None:
            yield _line(field, value)


def _geometry(geometry: Geometry) -> tuple[str, Any]:
    if isinstance(geometry, Point):
        return "point", [geometry.x, geometry.y]
    if isinstance(geometry, Lines):
        return "lignes", [[list(place) for place in part] for part in geometry.parts]
    return "aires", [[[list(place) for place in ring] for ring in part] for part in geometry.parts]


def _words(field: str, said: Words) -> Iterator[str]:
    yield from _table(field)
    yield from (_line(code, text) for code, text in _languages(said).items())


def _languages(said: Words) -> dict[str, str]:
    return {"fr": said.fr, "en": said.en} if said.en else {"fr": said.fr}


def _table(name: str) -> Iterator[str]:
    yield ""
    yield f"[{name}]"


def _line(key: str, value: Any) -> str:
    return f"{_key(key)} = {_value(value)}"


def _key(key: str) -> str:
    plain = key.isascii() and key.replace("_", "").replace("-", "").isalnum()
    return key if plain else _text(key)


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        inner = ", ".join(f"{_key(key)} = {_value(each)}" for key, each in value.items() if each is not None)
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(_value(each) for each in value)}]"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value)


def _text(text: str) -> str:
    # The escapes of JSON are those of TOML, but for what lies beyond 16 bits and for DEL.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
