"""One TOML file to one Pictogram; the format is told in docs/pictograms.md. Faults name the field."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from math import isfinite
from typing import Any, TypeVar, get_args

from app.catalogue import words
from app.catalogue.model import (
    BRUSHES,
    FORMES,
    HANDLES,
    HOLDS,
    THIRDS,
    Brush,
    Forme,
    Glyph,
    Parameter,
    ParameterType,
    Pictogram,
    Words,
)
from app.i18n import LANGUAGES, SOURCE, Souci, tr
from app.poster.geometry import Areas, Coord, Geometry, Lines, Point, closed
from app.poster.values import Frozen

_T = TypeVar("_T")
#: Longest words under a tile.
SHORT = 18
#: As authors write what a sign usually says → as records keep it.
VALENCES = {"": "", "+": "plus", "-": "moins", "+/-": "mixte"}
TYPES = get_args(ParameterType)
FIELDS = frozenset(
    (
        *("domaine", "sous_categorie", "structure", "aussi", "mots", "valence", "usuel", "ordre"),
        *("nom", "court", "sens", "quand", "geste", "pinceau", "parametres", "exemple"),
    )
)
PARAMETER_FIELDS = frozenset(
    ("type", "nom", "defaut", "unite", "repere", "poignee", "tiers", "min", "max", "choix")
)


class BadField(Souci):
    """A field that is missing, unknown or not of its form; ``field`` is its dotted path in the table."""

    def __init__(self, sentence: str, field: str) -> None:
        super().__init__(sentence)
        self.field = field


def parse(text: str, key: str, folder: str, glyph: Glyph | None) -> Pictogram:
    """Return the pictogram of a TOML text, found in the folder of a domaine, with its drawing if it has one.

    Raises Souci, in one sentence that names the field.
    """
    return pictogram(table(text), key, folder, glyph)


def table(text: str) -> dict[str, Any]:
    """Return the table of a TOML text. Raises Souci."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise Souci(tr("ce n’est pas du TOML lisible ({detail}).", detail=str(fault))) from fault


def pictogram(table: Mapping[str, Any], key: str, folder: str, glyph: Glyph | None) -> Pictogram:
    """Return the pictogram of a table. Raises BadField at the first field that is not right."""
    _only(table, FIELDS, "")
    domaine = _one_of(table, "domaine", (*words.PLACES, ""), folder)
    name = _words(table, "nom")
    if not name.fr:
        raise _wrong("nom.fr")
    brushes = _brushes(table, glyph)
    example, parameters = _example(table)
    if glyph is None and example is None:
        raise BadField(tr("il faut un dessin à côté (« {cle}.svg ») ou un [exemple].", cle=key), "exemple")
    return Pictogram(
        key=key,
        domaine=domaine,
        sous_categorie=_one_of(table, "sous_categorie", (*words.PLACES.get(domaine, ()), ""), ""),
        name=name,
        short=_short(table, name),
        meaning=_words(table, "sens"),
        when=_words(table, "quand"),
        words=_texts(table, "mots"),
        brushes=brushes,
        structure=_one_of(table, "structure", ("", *words.STRUCTURES), ""),
        also=_also(table),
        valence=VALENCES[_one_of(table, "valence", tuple(VALENCES), "")],
        usual=_typed(table, "usuel", bool, True),
        rank=_typed(table, "ordre", int, 100),
        gesture=_words(table, "geste"),
        parameters=_parameters(table),
        glyph=glyph,
        example=example,
        example_parameters=parameters,
    )


def named(key: str, domaine: str, glyph: Glyph) -> Pictogram:
    """Return the pictogram of a drawing alone: a point called as its file is."""
    name = Words(key.replace("_", " ").replace("-", " ").strip().capitalize())
    return Pictogram(
        *(key, domaine, "", name, Words(_cut(name.fr)), Words(""), Words(""), ()),
        brushes=(("point", Brush("stamp")),),
        glyph=glyph,
    )


def _wrong(field: str) -> BadField:
    return BadField(tr("le champ « {champ} » manque ou n’est pas de la bonne forme.", champ=field), field)


def _unlike(field: str, value: str) -> BadField:
    return BadField(
        tr("le champ « {champ} » ne peut pas être « {valeur} ».", champ=field, valeur=value), field
    )


def _only(table: Mapping[str, Any], known: Iterable[str], where: str) -> None:
    for key in table:
        if key not in known:
            raise BadField(tr("le champ « {champ} » n’existe pas.", champ=where + key), where + key)


def _typed(table: Mapping[str, Any], field: str, kind: type[_T], default: _T, where: str = "") -> _T:
    value = table.get(field, default)
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise _wrong(where + field)
    return value


def _one_of(table: Mapping[str, Any], field: str, known: Iterable[str], default: str, where: str = "") -> str:
    value = _typed(table, field, str, default, where)
    if value not in known:
        raise _unlike(where + field, value)
    return value


def _texts(table: Mapping[str, Any], field: str) -> tuple[str, ...]:
    values = _typed(table, field, list, [])
    if not all(isinstance(value, str) and value for value in values):
        raise _wrong(field)
    return tuple(values)


def _words(table: Mapping[str, Any], field: str, where: str = "") -> Words:
    said = _typed(table, field, dict, {}, where)
    _only(said, LANGUAGES, f"{where}{field}.")
    return Words(**{code: _typed(said, code, str, "", f"{where}{field}.") for code in {SOURCE, *said}})


def _cut(text: str) -> str:
    return text if len(text) <= SHORT else text[: SHORT - 1].rstrip() + "…"


def _short(table: Mapping[str, Any], name: Words) -> Words:
    said = _words(table, "court")
    for language in LANGUAGES:
        if len(said.said(language)) > SHORT:
            field = f"court.{language}"
            raise BadField(tr("le champ « {champ} » a plus de {n} signes.", champ=field, n=SHORT), field)
    return Words(said.fr or _cut(name.fr), said.en or (_cut(name.en) if name.en else ""))


def _also(table: Mapping[str, Any]) -> tuple[str, ...]:
    places = _texts(table, "aussi")
    for place in places:
        domaine, _, sous_categorie = place.partition("/")
        if sous_categorie not in words.PLACES.get(domaine, ()):
            raise _unlike("aussi", place)
    return places


def _brushes(table: Mapping[str, Any], glyph: Glyph | None) -> tuple[tuple[Forme, Brush], ...]:
    told = _typed(table, "pinceau", dict, {})
    _only(told, FORMES, "pinceau.")
    if not told and glyph is None:
        raise _wrong("pinceau")
    brushes: list[tuple[Forme, Brush]] = []
    for forme in FORMES:
        if forme in told:
            settings = _typed(told, forme, dict, {}, "pinceau.")
            name = _one_of(settings, "nom", BRUSHES, "", f"pinceau.{forme}.")
            hold = _one_of(settings, "prise", ("", *HOLDS[forme]), "", f"pinceau.{forme}.")
            rest = {field: value for field, value in settings.items() if field not in ("nom", "prise")}
            brushes.append((forme, Brush(name, _frozen(rest, f"pinceau.{forme}"), hold)))
    order = list(told)
    return tuple(sorted(brushes, key=lambda each: order.index(each[0]))) or (("point", Brush("stamp")),)


def _frozen(values: Mapping[str, Any], field: str) -> Frozen:
    try:
        return Frozen(values)
    except TypeError as fault:
        raise _wrong(field) from fault


def _parameters(table: Mapping[str, Any]) -> tuple[Parameter, ...]:
    told = _typed(table, "parametres", dict, {})
    return tuple(_parameter(key, _typed(told, key, dict, {}, "parametres.")) for key in told)


def _parameter(key: str, told: Mapping[str, Any]) -> Parameter:
    where = f"parametres.{key}."
    _only(told, PARAMETER_FIELDS, where)
    name = _words(told, "nom", where)
    if not name.fr:
        raise _wrong(where + "nom.fr")
    choices = _typed(told, "choix", list, [], where)
    if not all(
        isinstance(each, list) and len(each) in (2, 3) and all(isinstance(part, str) for part in each)
        for each in choices
    ):
        raise _wrong(where + "choix")
    kind: Any = _one_of(told, "type", TYPES, "", where)
    if (kind == "choix") != bool(choices):
        raise _wrong(where + "choix")
    frame: Any = _one_of(told, "repere", ("page", "sol"), "page", where)
    return Parameter(
        key=key,
        type=kind,
        name=name,
        default=_frozen({"defaut": told.get("defaut")}, where + "defaut")["defaut"],
        unit=_typed(told, "unite", str, "", where),
        frame=frame,
        handle=_one_of(told, "poignee", HANDLES, "", where),
        minimum=_number(told, "min", where),
        maximum=_number(told, "max", where),
        choices=tuple((each[0], Words(*each[1:])) for each in choices),
        third=_one_of(told, "tiers", THIRDS, "", where),
    )


def _number(table: Mapping[str, Any], field: str, where: str) -> float | None:
    value = table.get(field)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise _wrong(where + field)
    return float(value)


def _example(table: Mapping[str, Any]) -> tuple[Geometry | None, Frozen]:
    told = _typed(table, "exemple", dict, {})
    _only(told, ("point", "lignes", "aires", "parametres"), "exemple.")
    parameters = _frozen(_typed(told, "parametres", dict, {}, "exemple."), "exemple.parametres")
    drawn = [field for field in ("point", "lignes", "aires") if field in told]
    if not drawn:
        return None, parameters
    if len(drawn) > 1:
        raise _wrong("exemple")
    value, field = told[drawn[0]], f"exemple.{drawn[0]}"
    geometry: Geometry
    if drawn[0] == "point":
        geometry = Point(*_coord(value, field))
    elif drawn[0] == "lignes":
        geometry = Lines(tuple(_run(part, field, 2) for part in _list(value, field)))
    else:
        geometry = Areas(
            tuple(
                tuple(closed(_run(ring, field, 3)) for ring in _list(part, field))
                for part in _list(value, field)
            )
        )
    return geometry, parameters


def _list(value: Any, field: str, least: int = 1) -> list[Any]:
    if not isinstance(value, list) or len(value) < least:
        raise _wrong(field)
    return value


def _run(value: Any, field: str, least: int) -> tuple[Coord, ...]:
    run = tuple(_coord(pair, field) for pair in _list(value, field, least))
    if len(set(run)) < least:
        raise _wrong(field)
    return run


def _coord(value: Any, field: str) -> Coord:
    if (
        not isinstance(value, list)
        or len(value) != 2
        or not all(isinstance(each, int | float) and abs(each) < 1e4 for each in value)
    ):
        raise _wrong(field)
    return float(value[0]), float(value[1])
