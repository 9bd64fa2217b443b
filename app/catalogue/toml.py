"""One TOML file to one Pictogram; the format is told in docs/pictograms.md. Faults name the field."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any, get_args

from app.catalogue import fields, words
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
from app.i18n import LANGUAGES, Souci, tr
from app.poster.geometry import Areas, Geometry, Lines, Point, closed
from app.poster.values import Frozen

#: Longest words under a tile.
SHORT = 18
#: As authors write what a sign usually says → as records keep it.
VALENCES = {"": "", "+": "plus", "-": "moins", "+/-": "mixte"}
TYPES = get_args(ParameterType)
FIELDS = frozenset(
    (
        *(
            "domaine",
            "sous_categorie",
            "structure",
            "aussi",
            "mots",
            "valence",
            "usuel",
            "essentiel",
            "ordre",
        ),
        *("nom", "court", "sens", "quand", "geste", "pinceau", "parametres", "exemple"),
    )
)
PARAMETER_FIELDS = frozenset(
    ("type", "nom", "defaut", "unite", "repere", "poignee", "tiers", "min", "max", "choix")
)


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
    """Return the pictogram of a table. Raises ``fields.BadField`` at the first field that is not right."""
    fields.only(table, FIELDS, "")
    domaine = fields.one_of(table, "domaine", (*words.PLACES, ""), folder)
    name = fields.said(table, "nom")
    if not name.fr:
        raise fields.wrong("nom.fr")
    brushes = _brushes(table, glyph)
    example, parameters = _example(table)
    if glyph is None and example is None:
        raise fields.BadField(
            tr("il faut un dessin à côté (« {cle}.svg ») ou un [exemple].", cle=key), "exemple"
        )
    return Pictogram(
        key=key,
        domaine=domaine,
        sous_categorie=fields.one_of(table, "sous_categorie", (*words.PLACES.get(domaine, ()), ""), ""),
        name=name,
        short=_short(table, name),
        meaning=fields.said(table, "sens"),
        when=fields.said(table, "quand"),
        words=fields.texts(table, "mots"),
        brushes=brushes,
        structure=fields.one_of(table, "structure", ("", *words.STRUCTURES), ""),
        also=_also(table),
        valence=VALENCES[fields.one_of(table, "valence", tuple(VALENCES), "")],
        usual=fields.typed(table, "usuel", bool, True),
        essential=fields.typed(table, "essentiel", bool, False),
        rank=fields.typed(table, "ordre", int, 100),
        gesture=fields.said(table, "geste"),
        parameters=_parameters(table),
        glyph=glyph,
        example=example,
        example_parameters=parameters,
    )


def named(key: str, domaine: str, glyph: Glyph) -> Pictogram:
    """Return the pictogram of a drawing alone: a point called as its file is."""
    name = Words(key.replace("_", " ").replace("-", " ").strip().capitalize())
    return Pictogram(
        *(key, domaine, "", name, Words(cut(name.fr)), Words(""), Words(""), ()),
        brushes=(("point", Brush("stamp")),),
        glyph=glyph,
    )


def cut(text: str) -> str:
    """Return the words of a tile: the first signs of a text, « … » when there are more."""
    return text if len(text) <= SHORT else text[: SHORT - 1].rstrip() + "…"


def _short(table: Mapping[str, Any], name: Words) -> Words:
    said = fields.said(table, "court")
    for language in LANGUAGES:
        if len(said.said(language)) > SHORT:
            field = f"court.{language}"
            raise fields.BadField(
                tr("le champ « {champ} » a plus de {n} signes.", champ=field, n=SHORT), field
            )
    return Words(said.fr or cut(name.fr), said.en or (cut(name.en) if name.en else ""))


def _also(table: Mapping[str, Any]) -> tuple[str, ...]:
    places = fields.texts(table, "aussi")
    for place in places:
        domaine, _, sous_categorie = place.partition("/")
        if sous_categorie not in words.PLACES.get(domaine, ()):
            raise fields.unlike("aussi", place)
    return places


def _brushes(table: Mapping[str, Any], glyph: Glyph | None) -> tuple[tuple[Forme, Brush], ...]:
    told = fields.typed(table, "pinceau", dict, {})
    fields.only(told, FORMES, "pinceau.")
    if not told and glyph is None:
        raise fields.wrong("pinceau")
    brushes: list[tuple[Forme, Brush]] = []
    for forme in FORMES:
        if forme in told:
            settings = fields.typed(told, forme, dict, {}, "pinceau.")
            name = fields.one_of(settings, "nom", BRUSHES, "", f"pinceau.{forme}.")
            hold = fields.one_of(settings, "prise", ("", *HOLDS[forme]), "", f"pinceau.{forme}.")
            rest = {field: value for field, value in settings.items() if field not in ("nom", "prise")}
            brushes.append((forme, Brush(name, fields.frozen(rest, f"pinceau.{forme}"), hold)))
    order = list(told)
    return tuple(sorted(brushes, key=lambda each: order.index(each[0]))) or (("point", Brush("stamp")),)


def _parameters(table: Mapping[str, Any]) -> tuple[Parameter, ...]:
    told = fields.typed(table, "parametres", dict, {})
    return tuple(_parameter(key, fields.typed(told, key, dict, {}, "parametres.")) for key in told)


def _parameter(key: str, told: Mapping[str, Any]) -> Parameter:
    where = f"parametres.{key}."
    fields.only(told, PARAMETER_FIELDS, where)
    name = fields.said(told, "nom", where)
    if not name.fr:
        raise fields.wrong(where + "nom.fr")
    choices = fields.typed(told, "choix", list, [], where)
    if not all(
        isinstance(each, list) and len(each) in (2, 3) and all(isinstance(part, str) for part in each)
        for each in choices
    ):
        raise fields.wrong(where + "choix")
    kind: Any = fields.one_of(told, "type", TYPES, "", where)
    if (kind == "choix" and not choices) or (choices and kind not in ("choix", "textes")):
        raise fields.wrong(where + "choix")
    frame: Any = fields.one_of(told, "repere", ("page", "sol"), "page", where)
    return Parameter(
        key=key,
        type=kind,
        name=name,
        default=fields.frozen({"defaut": told.get("defaut")}, where + "defaut")["defaut"],
        unit=fields.typed(told, "unite", str, "", where),
        frame=frame,
        handle=fields.one_of(told, "poignee", HANDLES, "", where),
        minimum=fields.number(told, "min", where),
        maximum=fields.number(told, "max", where),
        choices=tuple((each[0], Words(*each[1:])) for each in choices),
        third=fields.one_of(told, "tiers", THIRDS, "", where),
    )


def _example(table: Mapping[str, Any]) -> tuple[Geometry | None, Frozen]:
    told = fields.typed(table, "exemple", dict, {})
    fields.only(told, ("point", "lignes", "aires", "parametres"), "exemple.")
    parameters = fields.frozen(fields.typed(told, "parametres", dict, {}, "exemple."), "exemple.parametres")
    drawn = [field for field in ("point", "lignes", "aires") if field in told]
    if not drawn:
        return None, parameters
    if len(drawn) > 1:
        raise fields.wrong("exemple")
    value, field = told[drawn[0]], f"exemple.{drawn[0]}"
    geometry: Geometry
    if drawn[0] == "point":
        geometry = Point(*fields.coord(value, field))
    elif drawn[0] == "lignes":
        geometry = Lines(tuple(fields.run(part, field, 2) for part in fields.listed(value, field)))
    else:
        geometry = Areas(
            tuple(
                tuple(closed(fields.run(ring, field, 3)) for ring in fields.listed(part, field))
                for part in fields.listed(value, field)
            )
        )
    return geometry, parameters
