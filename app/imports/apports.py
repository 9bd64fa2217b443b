"""Layers that the group brings: from a file of anybody to the records of a poster, and one line of what was left out.

``look`` says what a file holds, ``brought`` reads what the map needs; both in a process apart. The file is never needed
again: what is used travels in the poster.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from app import apart
from app.basemap.brought.kinds import kind_of
from app.basemap.france.runs import areas
from app.basemap.vectors.tasks import patience
from app.i18n import Souci, tr, trn
from app.imports.roles import guess_role
from app.poster.geometry import Areas, Box, Geometry, Lines, Point
from app.poster.pile import between
from app.poster.records import Apport, Fond, Poster, Record, new_uid
from app.poster.sheet import map_rect, on_paper

#: What is kept around the map, as a part of it: a map that is moved or turned still has its roads.
AROUND = 0.5
#: With more names than this the sheet would be words only.
MOST_NAMED = 40
_GENRES: dict[str, tuple[Literal["aires", "lignes", "points"], Literal["aire", "ligne", "point"]]] = {
    "aires": ("aires", "aire"),
    "lignes": ("lignes", "ligne"),
    "points": ("points", "point"),
}
#: Names that readers give to a layer that has none.
_NAMELESS = frozenset({"ogrgeojson", "topojson", "couche", "layer", "doc", "export", "sql statement"})


@dataclass(frozen=True, slots=True)
class Choice:
    """A layer that people want, by its ``id`` of ``look``."""

    id: int
    #: EPSG code, where the layer does not say its own.
    crs: int | None = None
    #: The field of the names; None guesses, "" is none.
    champ: str | None = None
    #: What the poster calls it, and what it shows (one of ROLES); empty is found in the file.
    nom: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Brought:
    """What comes into a poster."""

    #: ``Apport`` records, each followed by its ``Fond``.
    records: tuple[Record, ...]
    #: One line of what was left out, repaired or guessed; empty where there is nothing to say.
    dit: str

    @property
    def apports(self) -> tuple[Apport, ...]:
        """The layers."""
        return tuple(record for record in self.records if isinstance(record, Apport))


def look(
    path: Path,
    *,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> apart.Answer:
    """Return what a file holds (see ``basemap.vectors.tasks.look``). Blocks. Raises Souci."""
    if kind_of(path) != "vecteur":
        raise Souci(
            tr("«\u00a0{fichier}\u00a0» est une image\u00a0: elle se met sous le poster.", fichier=path.name)
        )
    return apart.ask(
        "vectors.look", {"path": str(path)}, progress=progress, cancelled=cancelled, seconds=patience(path)
    )


def brought(
    poster: Poster,
    path: Path,
    choices: Sequence[Choice] | None = None,
    records: Iterable[Record] = (),
    *,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Brought:
    """Return the records of layers of a file (all of them by default) for a poster that has ``records``. Blocks.

    Raises Souci where nothing of the file is on the map, or it cannot be read.
    """
    if on_paper(poster):
        raise Souci(
            tr(
                "Ce poster est une page blanche\u00a0: «\u00a0{fichier}\u00a0» n’y a pas de place. Rien n’a "
                "changé\u202f; choisissez d’abord un territoire, ou faites-le de ses contours.",
                fichier=path.name,
            )
        )
    answer = apart.ask(
        "vectors.read",
        {
            "path": str(path),
            "layers": None if choices is None else [_asked(choice) for choice in choices],
            "crs": poster.crs,
            "box": list(needed(poster)),
            "metres_par_mm": poster.metres_par_mm,
        },
        progress=progress,
        cancelled=cancelled,
        seconds=patience(path),
    )
    last = max((each.rang for each in records if isinstance(each, Apport)), default="")
    return made(answer, path, choices or (), last)


def _asked(choice: Choice) -> dict[str, Any]:
    return {"id": choice.id, "crs": choice.crs, "champ": choice.champ}


def needed(poster: Poster) -> Box:
    """Return the ground, in the poster's CRS, of which a layer is kept: the map in either orientation, and around."""
    reach = max(
        (width**2 + height**2) ** 0.5 if poster.rotation else max(width, height)
        for _, _, width, height in map(map_rect, ("paysage", "portrait"))
    )
    reach *= poster.metres_par_mm * (1 + AROUND) / 2
    x, y = poster.centre_x, poster.centre_y
    return (x - reach, y - reach, x + reach, y + reach)


def made(answer: apart.Answer, path: Path, choices: Sequence[Choice], last: str = "") -> Brought:
    """Return the records of what ``vectors.read`` answered; ``last`` is the rank of the layer below."""
    chosen = {choice.id: choice for choice in choices}
    found: list[Record] = []
    at = 0
    for layer in answer.values["layers"]:
        names = [str(name) for name in layer["noms"]]
        shapes = answer.blobs[at : at + len(names)]
        at += len(names)
        if not names:
            continue
        genre, couche = _GENRES[layer["genre"]]
        choice = chosen.get(int(layer["id"]), Choice(int(layer["id"])))
        nom = choice.nom or called(str(layer["nom"]), path)
        last = between(last)
        apport = Apport(
            uid=new_uid(),
            nom=nom,
            genre=genre,
            role=choice.role or guess_role((nom, path.stem), layer["champs"], only_places=genre == "points"),
            noms=genre != "lignes" and any(names) and len(names) <= MOST_NAMED,
            source=path.name if str(layer["nom"]) in ("", path.stem) else f"{path.name} ({layer['nom']})",
            credits=path.name,
            rang=last,
        )
        found.append(apport)
        for shape, name in zip(shapes, names, strict=True):
            found.append(
                Fond(uid=new_uid(), couche=couche, geometry=geometry(shape), nom=name, apport=apport.uid)
            )
    if not found:
        raise Souci(
            tr(
                "Rien de «\u00a0{fichier}\u00a0» ne tombe sur la carte de ce poster\u00a0: {raison}.",
                fichier=path.name,
                raison=_why_nothing(answer.values["layers"]),
            )
        )
    return Brought(tuple(found), said(answer.values))


def geometry(wkb: bytes) -> Geometry:
    """Return the geometry of a poster for the WKB that the process apart answered."""
    import shapely

    shape = shapely.from_wkb(wkb)
    if shape.geom_type == "Point":
        return Point(float(shape.x), float(shape.y))
    if shape.geom_type in ("Polygon", "MultiPolygon"):
        whole: Areas = areas([shape])[0]
        return whole
    return Lines(
        tuple(
            tuple((float(x), float(y)) for x, y in part.coords) for part in shapely.get_parts(shape).tolist()
        )
    )


def called(layer: str, path: Path) -> str:
    """Return what a poster calls a layer: its name without underscores, or the file's where it has none.

    Those of a GPX are always the same three English words: they are said after the name of the file.
    """
    if path.suffix.lower() == ".gpx":
        told = {"waypoints": tr("lieux"), "tracks": tr("tracés"), "routes": tr("itinéraires")}
        if layer in told:
            return f"{called('', path)}, {told[layer]}"
    bare = layer if layer and layer.lower() not in _NAMELESS else path.stem
    return " ".join(bare.replace("_", " ").split()) or path.name


def _why_nothing(layers: Sequence[Mapping[str, Any]]) -> str:
    if any("petit" in layer["laisses"] for layer in layers):
        return tr("ses objets y seraient trop petits pour être vus")
    if any(layer["devine"] for layer in layers):
        return tr("il ne dit pas son système de coordonnées, choisissez-le")
    return tr("ses objets sont ailleurs")


def said(values: Mapping[str, Any]) -> str:
    """Return one line of what was left out or repaired: « 3 objets sans forme laissés de côté, 1 contour réparé. »."""
    total: dict[str, int] = {}
    for layer in values["layers"]:
        for why, number in layer["laisses"].items():
            total[why] = total.get(why, 0) + int(number)
    parts = [sentence(total[why]) for why, sentence in _SAID.items() if total.get(why)]
    parts += [tr("couche «\u00a0{nom}\u00a0» illisible", nom=nom) for nom in values.get("illisibles", ())]
    if guessed := sorted({int(layer["devine"]) for layer in values["layers"] if layer["devine"]}):
        codes = ", ".join(f"EPSG:{code}" for code in guessed)
        parts.append(tr("système de coordonnées supposé\u00a0: {codes}", codes=codes))
    line = ", ".join(parts)
    return line[:1].upper() + line[1:] + "." if line else ""


_SAID: dict[str, Callable[[int], str]] = {
    "sans_forme": lambda n: trn(
        n, "{n} objet sans forme laissé de côté", "{n} objets sans forme laissés de côté"
    ),
    "illisible": lambda n: trn(
        n, "{n} forme illisible laissée de côté", "{n} formes illisibles laissées de côté"
    ),
    "impossible": lambda n: trn(
        n, "{n} forme impossible laissée de côté", "{n} formes impossibles laissées de côté"
    ),
    "repare": lambda n: trn(n, "{n} contour réparé", "{n} contours réparés"),
    "hors": lambda n: trn(n, "{n} objet hors de la carte", "{n} objets hors de la carte"),
    "petit": lambda n: trn(n, "{n} objet trop petit pour l’échelle", "{n} objets trop petits pour l’échelle"),
    "de_trop": lambda n: trn(
        n,
        "{n} objet de trop laissé de côté, le plus petit",
        "{n} objets de trop laissés de côté, les plus petits",
    ),
    "courbes": lambda n: trn(n, "{n} courbe tracée en segments", "{n} courbes tracées en segments"),
    "hauteurs": lambda n: tr("altitudes laissées de côté"),
}
