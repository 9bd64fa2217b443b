"""Marks, free arrows and zones, texts, strokes and post-its from a GeoJSON file, in one act.

Properties are named as the columns of a poster: ``picto`` (a key of the catalogue, ``fleche``, ``zone``,
``texte``, ``trace`` or ``postit``), ``texte``, ``etiquette``, ``temps``, ``valence``, ``taille_mm``, ``couleur``,
``angle``, ``parametres``… A post-it's point is what it speaks of, unless ``cible`` names a feature's ``uid``;
``x`` and ``y`` are its corner on the page in mm, else it waits « à placer ».
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.basemap import geojson
from app.basemap.faults import Faults
from app.basemap.geojson import RawFeature
from app.catalogue.model import Forme, Pictogram
from app.i18n import Souci, tr
from app.imports.rows import chosen, number
from app.poster import choices
from app.poster.document import Document
from app.poster.geometry import Areas, Geometry, Lines, Move, Point
from app.poster.records import Item, Mark, PostIt, Texte, Trace, new_uid
from app.poster.sheet import on_paper
from app.poster.values import EMPTY, Frozen, thawed

#: The longest words that a sheet can bear; longer ones are a mistake of the file.
WORDS_LIMIT = 2_000
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def add_geojson(document: Document, catalogue: Mapping[str, Pictogram], path: Path) -> int:
    """Add every feature of a GeoJSON file to the poster in one act; return how many.

    Raises ``Souci``, with the rows at fault, and adds nothing when one of them cannot be read.
    """
    if on_paper(document.poster):
        raise Souci(
            tr(
                "Ce poster est une page blanche\u00a0: les lieux de {fichier} n’y ont pas de place. Rien n’a été ajouté"
                "\u202f; choisissez d’abord un territoire.",
                fichier=path.name,
            )
        )
    source = geojson.read_marks(path, document.poster.crs)
    faults = Faults()
    items: list[Item] = []
    taken = set(document.records)
    for feature in source.features:
        try:
            item = _item(feature, catalogue, source.project)
            if item.uid in taken:
                raise ValueError(tr("l’uid « {uid} » est déjà pris", uid=item.uid))
            taken.add(item.uid)
            items.append(item)
        except ValueError as error:
            faults.at(feature.row, str(error))
    for row, item in enumerate(items, 1):
        if isinstance(item, PostIt) and item.cible and item.cible not in taken:
            faults.at(row, tr("la cible « {uid} » n’existe pas", uid=item.cible))
    faults.refuse(path.name)
    with document.transaction("Ajouter les éléments de {fichier}", fichier=path.name) as act:
        for item in items:
            act.put(item)
    return len(items)


def _item(feature: RawFeature, catalogue: Mapping[str, Pictogram], project: Move) -> Item:
    values = {key: value for key, value in feature.properties.items() if value is not None}
    picto = str(values.get("picto", "")).strip()
    if picto == "postit":
        return _postit(values, feature.geometry)
    if picto == "texte":
        if not isinstance(feature.geometry, Point):
            raise ValueError(tr("un texte se pose sur un point"))
        return Texte(geometry=feature.geometry, style=str(values.get("style", "libre")), **_common(values))
    if picto == "trace":
        if not isinstance(feature.geometry, Lines):
            raise ValueError(tr("un trait de crayon est une ligne"))
        common = _common(values)
        common["taille_mm"] = common.get("taille_mm") or 1.1
        common.pop("angle", None)
        return Trace(
            geometry=feature.geometry, temps=chosen(values.get("temps"), "temps", choices.TEMPS), **common
        )
    if picto not in catalogue:
        raise ValueError(
            tr("le picto « {picto} » est inconnu", picto=picto) if picto else tr("la colonne picto est vide")
        )
    return _mark(values, feature.geometry, catalogue[picto], project)


def _mark(values: Mapping[str, Any], geometry: Geometry, pictogram: Pictogram, project: Move) -> Mark:
    formes = pictogram.formes
    if not any(fits(forme, geometry) for forme in formes):
        raise ValueError(
            tr("« {picto} » se dessine en {formes}", picto=pictogram.name.fr, formes=", ".join(formes))
        )
    common = _common(values)
    common["domaine"] = common.get("domaine") or pictogram.domaine
    qualifiers: dict[str, Any] = {
        name: chosen(values[name], name, choices.CHOICES[name])
        for name in choices.CHOICES
        if name in values and name != "domaine"
    }
    words: dict[str, Any] = {name: _words(values, name) for name in ("etiquette", "sous_etiquette", "theme")}
    intensite = values.get("intensite")
    if intensite is not None and intensite not in (1, 2, 3):
        raise ValueError(tr("intensite « {value} » est inconnu (attendu : 1, 2, 3)", value=intensite))
    return Mark(
        picto=pictogram.key,
        geometry=geometry,
        intensite=intensite,
        signal_faible=bool(values.get("signal_faible", False)),
        parametres=_parameters(values.get("parametres"), pictogram, project),
        **common,
        **qualifiers,
        **words,
    )


def fits(forme: Forme, geometry: Geometry) -> bool:
    """Return whether a geometry can be drawn as ``forme``; a network is stored as lines."""
    return isinstance(geometry, {"point": Point, "ligne": Lines, "aire": Areas, "reseau": Lines}[forme])


def _postit(values: Mapping[str, Any], geometry: Geometry) -> PostIt:
    if not isinstance(geometry, Point):
        raise ValueError(tr("un post-it se pose sur un point"))
    common = _common(values)
    for absent in ("taille_mm", "angle"):
        common.pop(absent, None)
    common["couleur"] = chosen(values.get("couleur"), "couleur", choices.POSTIT_COULEURS) or "jaune"
    place: dict[str, Any] = {
        name: number(values[name], name) for name in ("x", "y", "largeur") if name in values
    }
    if ("x" in place) != ("y" in place):
        raise ValueError(tr("un post-it placé a un x et un y, en mm"))
    cible = str(values.get("cible", ""))
    if cible:
        return PostIt(cible=cible, **place, **common)
    return PostIt(cible_x=geometry.x, cible_y=geometry.y, **place, **common)


def _common(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what every item has: identity, words, domaine, size, angle and colour."""
    colour = str(values.get("couleur", "")).strip()
    if colour and values.get("picto") != "postit" and not _COLOUR.fullmatch(colour):
        raise ValueError(tr("couleur « {value} » n’est pas de la forme #RRGGBB", value=colour))
    common: dict[str, Any] = {
        "uid": str(values.get("uid", "")) or new_uid(),
        "texte": _words(values, "texte"),
        "commentaire": _words(values, "commentaire"),
        "domaine": chosen(values.get("domaine"), "domaine", choices.DOMAINES),
        "couleur": colour,
    }
    for name in ("taille_mm", "angle"):
        if name in values:
            common[name] = number(values[name], name)
    if common.get("taille_mm") is not None and not 0 < common["taille_mm"] <= 400:
        raise ValueError(tr("taille_mm « {value} » sort de la feuille", value=values["taille_mm"]))
    return common


def _words(values: Mapping[str, Any], name: str) -> str:
    text = str(values.get(name, "")).strip()
    if len(text) > WORDS_LIMIT:
        raise ValueError(tr("{name} est trop long pour un poster", name=name))
    return text


def _parameters(value: Any, pictogram: Pictogram, project: Move) -> Frozen:
    """Return the parameters of a mark; places on the ground are brought into the poster's CRS."""
    if value in (None, ""):
        return EMPTY
    try:
        given = Frozen.parse(value) if isinstance(value, str) else Frozen(value)
    except (ValueError, TypeError) as error:
        raise ValueError(tr("parametres n’est pas un objet JSON")) from error
    changed = dict(given)
    for parameter in pictogram.parameters:
        if parameter.type == "lieux" and parameter.frame == "sol" and parameter.key in given:
            try:
                changed[parameter.key] = [
                    [*project(float(place[0]), float(place[1])), *place[2:]]
                    for place in thawed(given[parameter.key])
                ]
            except (TypeError, ValueError, IndexError) as error:
                raise ValueError(
                    tr("parametres.{key} attend une liste de lieux", key=parameter.key)
                ) from error
    return Frozen(changed)
