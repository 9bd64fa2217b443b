"""What the command line does with maps: lists the shipped one and those of people, begins posters from them."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.basemap.names import plain
from app.i18n import Souci, count, tr, trn
from app.poster.records import Poster, Record

if TYPE_CHECKING:
    from app.imports.apports import Choice
    from app.imports.calques import Brought as Picture


class NoSuchLayer(Souci):
    """A layer is asked for that no file has: the request is at fault."""


@dataclass(slots=True)
class Maps:
    """The files that a new poster takes in."""

    #: Each file of shapes, with the layers that are wanted of it as ``look`` tells them.
    vectors: list[tuple[Path, list[dict[str, Any]]]] = field(default_factory=list)
    pictures: list[Path] = field(default_factory=list)
    #: EPSG code for those that do not say their coordinate system.
    crs: int | None = None


def given(files: Sequence[Path], layers: Sequence[str], crs: int | None = None) -> Maps:
    """Return what the files hold, of which only ``layers`` are wanted, or all. Raises Souci, NoSuchLayer.

    ``crs`` is the EPSG code of those that do not say their coordinate system; without it, it is guessed.
    """
    from app.basemap.brought.kinds import kind_of
    from app.imports import apports

    found = Maps(crs=crs)
    known: list[str] = []
    wanted = {plain(layer): layer for layer in layers}
    for path in files:
        if kind_of(path) != "vecteur":
            found.pictures.append(path)
            continue
        told = [each for each in apports.look(path).values["layers"] if "erreur" not in each]
        known += [str(each["nom"]) for each in told]
        if wanted:
            told = [each for each in told if plain(each["nom"]) in wanted]
        if told:
            found.vectors.append((path, told))
    missing = [said for name, said in wanted.items() if name not in map(plain, known)]
    if missing:
        raise NoSuchLayer(
            tr(
                "Aucune couche «\u00a0{nom}\u00a0» dans ces fichiers\u202f; il y a\u00a0: {noms}.",
                nom=missing[0],
                noms=", ".join(known) or tr("aucune couche"),
            )
        )
    return found


def begun(
    files: Maps,
    candidates: Sequence[Any],
    *,
    reference: Sequence[Any] = (),
    blank: bool = False,
    **words: Any,
) -> list[Record]:
    """Return the records of a new poster whose territory is ``candidates``, else the first areas of the files.

    ``reference`` are the units outlined in grey. ``blank``: it has no territory. Raises Souci, for shapes on a blank
    sheet too: they have no place there.
    """
    from app.basemap.vectors import unites
    from app.imports import apports
    from app.imports.apports import Choice
    from app.imports.new import blank_poster, new_poster

    used: tuple[Path, int] | None = None
    if not (candidates or blank):
        path, layer = _areas(files)
        epsg = layer["epsg"] if layer["crs"] else files.crs
        candidates = unites.units(path, int(layer["id"]), epsg)
        used = (path, int(layer["id"]))
        words["nom"] = words["nom"] or (
            candidates[0].nom if len(candidates) == 1 else apports.called(str(layer["nom"]), path)
        )
    records = blank_poster(**words) if blank else new_poster(candidates, reference=reference, **words)
    poster = next(record for record in records if isinstance(record, Poster))
    for path, layers in files.vectors:
        choices = [
            Choice(int(each["id"]), None if each["crs"] else files.crs)
            for each in layers
            if (path, int(each["id"])) != used
        ]
        if choices:
            records += brought(poster, path, choices, records)
    return records


def brought(
    poster: Poster, path: Path, choices: Sequence[Choice], records: Sequence[Record]
) -> Sequence[Record]:
    """Return the records of layers of a file, and say in one line what was left out."""
    from app.imports import apports

    found = apports.brought(poster, path, choices, records)
    layers = ", ".join(apport.nom for apport in found.apports)
    print(tr("{fichier}\u00a0: {couches}. {dit}", fichier=path.name, couches=layers, dit=found.dit).rstrip())
    return found.records


def _areas(files: Maps) -> tuple[Path, dict[str, Any]]:
    for path, layers in files.vectors:
        for layer in layers:
            if layer["genres"].get("aires"):
                return path, layer
    raise Souci(
        tr(
            "Ces fichiers n’ont pas de contours dont faire un territoire\u00a0: donnez-le avec «\u00a0--territory "
            "NOM\u00a0»."
        )
    )


def pictures(files: Maps, poster: Poster) -> list[Picture]:
    """Return the pictures that go under a poster, read, and say what was done to them. Raises Souci."""
    from app.imports import calques

    found = []
    for path in files.pictures:
        told = calques.look(path)[0] if files.crs else {}
        own = "" if told.get("crs") or not files.crs else f"EPSG:{files.crs}"
        picture = calques.bring(poster, path, source_crs=own)
        remarks = " ".join(picture.remarks)
        print(
            tr(
                "{fichier}\u00a0: {couches}. {dit}", fichier=path.name, couches=picture.nom, dit=remarks
            ).rstrip()
        )
        found.append(picture)
    return found


def basemaps(options: Namespace) -> int:
    """``chorographe basemaps``: what the shipped base map has, or the layers of a file."""
    facts = _layers(options.file) if options.file else shipped()
    if options.json:
        print(json.dumps(facts, ensure_ascii=False, indent=1))
    elif options.file:
        for layer in facts:
            print(_line(layer))
    else:
        for name, value in facts[0].items():
            if isinstance(value, dict):
                value = ", ".join(f"{key} {count(number)}" for key, number in value.items())
            print(f"{name}\t{value}")
    return 0


def shipped() -> list[dict[str, Any]]:
    """Return the facts of the shipped base maps."""
    from app.basemap.france import store
    from app.basemap.france.zones import crs_name

    with store.opened() as db:
        numbers = dict(
            map(tuple, db.execute("SELECT genre, count(*) FROM unite GROUP BY genre ORDER BY count(*)"))
        )
        zones = {
            crs_name(int(crs)): int(communes)
            for crs, communes in db.execute(
                "SELECT crs, sum(nb_communes) FROM piece GROUP BY crs ORDER BY crs"
            )
        }
    return [
        {
            "fond": "france",
            "annee": store.meta("millesime"),
            "unites": numbers,
            "communes_par_zone": zones,
            "credits": store.meta("credits"),
        }
    ]


def _layers(path: Path) -> list[dict[str, Any]]:
    from app.basemap.brought.kinds import kind_of
    from app.imports import apports, calques

    if kind_of(path) == "vecteur":
        return [
            {key: value for key, value in layer.items() if key != "apercu"}
            for layer in apports.look(path).values["layers"]
        ]
    return [calques.look(path)[0]]


def _line(layer: dict[str, Any]) -> str:
    """Return a layer as one line: its name, what it holds, its coordinates."""
    if "erreur" in layer:
        return f"{layer['nom']}\t{layer['erreur']}"
    if "genres" not in layer:
        return "\t".join(
            f"{key} {value}" for key, value in layer.items() if isinstance(value, str | int | float)
        )
    genres = ", ".join(f"{genre}" for genre in layer["genres"])
    guesses = [f"EPSG:{each['epsg']}" for each in layer["candidats"]]
    where = layer["crs"] or (
        tr("système non dit, peut-être {codes}", codes=", ".join(guesses))
        if guesses
        else tr("système non dit")
    )
    said = trn(layer["nombre"], "{n} objet", "{n} objets")
    return "\t".join(filter(None, (layer["nom"], f"{said} ({genres})", where, layer["champ_nom"])))
