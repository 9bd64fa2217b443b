"""What files hold, row by row, with where each row would lie on the poster. Read beside the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from app import apart
from app.apart import Abandon
from app.basemap.brought.kinds import kind_of
from app.basemap.rasters import small_pictures
from app.basemap.rasters.small_pictures import Small
from app.basemap.rasters.tasks import SECONDS
from app.i18n import Souci, tr, trn
from app.imports import apports, papier
from app.imports.roles import guess_role
from app.poster import boxes
from app.poster.geometry import Coord
from app.poster.records import Poster
from app.poster.sheet import MapFrame, on_paper

Share = Callable[[float], None]
Stopped = Callable[[], bool]
Quad = tuple[Coord, Coord, Coord, Coord]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row would lie if its numbers were in one CRS."""

    #: EPSG code to be told; 0 where the file says its own.
    epsg: int = 0
    #: What the coordinates may be, in words.
    phrase: str = ""
    small: Small | None = None
    #: The corners of a picture.
    quad: Quad | None = None
    #: Whether some of it is on the map of the poster.
    on_map: bool = False

    @property
    def coords(self) -> list[Coord]:
        """Every vertex that is known, in metres of the ground."""
        if self.quad is not None:
            return list(self.quad)
        return self.small.coords if self.small is not None else []


@dataclass(slots=True)
class Row:
    """A layer, or a picture; what people choose about it is written here."""

    path: Path
    #: The layer, or the page.
    ident: int
    nom: str
    detail: str = ""
    #: Why it cannot be brought; empty where it can.
    fault: str = ""
    wanted: bool = True
    #: What it may be; the chosen one. None where nothing says it.
    places: tuple[Place, ...] = ()
    chosen: int = 0
    #: Whether it waits for a territory: a blank sheet has no ground for it.
    waits: bool = False
    #: Whether the file does not say its coordinates: people are asked.
    asked: bool = False
    # Layers.
    role: str = "autre"
    champs: tuple[str, ...] = ()
    champ: str = ""
    #: Whether people chose the field themselves.
    champ_chosen: bool = False
    areas: bool = False
    # Pictures.
    picture: bytes = b""
    pages: tuple[str, ...] = ()
    #: The sheet that was found again in the photograph.
    sheet: papier.Retrouvee | None = None

    @property
    def is_picture(self) -> bool:
        """Whether it lies under everything, as pixels."""
        return bool(self.picture)

    @property
    def place(self) -> Place | None:
        """Where it would lie."""
        return self.places[self.chosen] if self.chosen < len(self.places) else None

    @property
    def where(self) -> str:
        """Where it would lie, in words."""
        if self.fault:
            return ""
        if self.sheet is not None:
            on_map = self.place is not None and self.place.on_map
            return tr("feuille imprimée, reconnue") if on_map else tr("feuille imprimée d’un autre endroit")
        if self.waits:
            return tr("attend un territoire")
        if self.place is None:
            return tr("sans place connue") if self.is_picture else ""
        return tr("sur votre carte") if self.place.on_map else tr("ailleurs que votre carte")


@dataclass(frozen=True, slots=True)
class Found:
    """Everything that was found, and what could not be read."""

    rows: tuple[Row, ...]
    soucis: tuple[str, ...] = field(default=())


def read(poster: Poster, paths: Sequence[Path], share: Share, stopped: Stopped) -> Found:
    """Return what files hold. Blocks. Raises Souci where nothing can be brought, Abandon where people gave up."""
    rows: list[Row] = []
    soucis: list[str] = []
    for rank, path in enumerate(paths):

        def told(part: float, rank: int = rank) -> None:
            share((rank + part) / len(paths))

        try:
            if kind_of(path) == "vecteur":
                rows += _layers(poster, path, told, stopped)
            else:
                rows.append(look_at_page(poster, path, 0, told, stopped))
        except Abandon:
            raise
        except Souci as souci:
            soucis.append(str(souci))
    if not any(not row.fault for row in rows):
        raise Souci((soucis or [row.fault for row in rows])[0])
    return Found(tuple(rows), tuple(soucis))


@dataclass(slots=True)
class _Guess:
    """Where a row may be: what its numbers are, and the WKB or the extent that they are told by."""

    row: Row
    source: int | str
    #: What is asked of people; 0 and no words where the file says it.
    epsg: int = 0
    phrase: str = ""
    wkb: bytes | None = None
    extent: Sequence[float] | None = None


def _layers(poster: Poster, path: Path, share: Share, stopped: Stopped) -> list[Row]:
    answer = apports.look(path, progress=share, cancelled=stopped)
    layers = answer.values["layers"]
    rows: list[Row] = []
    guesses: list[_Guess] = []
    for layer in layers:
        row = Row(path, int(layer["id"]), apports.called(str(layer["nom"]) if len(layers) > 1 else "", path))
        rows.append(row)
        if "erreur" in layer:
            row.fault = _sentence(str(layer["erreur"]))
        else:
            guesses += _layer(row, layer, answer.blobs[int(layer["apercu"])])
    _place(poster, path, guesses, stopped)
    for row in rows:
        row.wanted = not row.fault and (row.place is None or row.place.on_map or not row.place.coords)
        row.waits = on_paper(poster)
    return rows


def _layer(row: Row, layer: Mapping[str, Any], wkb: bytes) -> list[_Guess]:
    """Write into a row what is told of its layer; return where it may be."""
    row.areas = bool(layer["genres"].get("aires"))
    row.detail = _counted(int(layer["nombre"]), layer["genres"])
    row.champs = tuple(map(str, layer["champs"]))
    row.champ = str(layer["champ_nom"] or "")
    only_places = not any(some for genre, some in layer["genres"].items() if genre != "points")
    row.role = guess_role((row.nom, row.path.stem), layer["champs"], only_places=only_places)
    if layer["crs"] is None:
        row.asked = bool(layer["candidats"])
        if not row.asked:
            row.fault = _nowhere(row.nom)
        return [_Guess(row, each["epsg"], each["epsg"], each["phrase"], wkb) for each in layer["candidats"]]
    if layer["epsg"]:
        return [_Guess(row, int(layer["epsg"]), wkb=wkb)]
    # Coordinates without a code: their extent is known in degrees, and that is enough to see where they are.
    return [_Guess(row, 4326, extent=layer["etendue"])] if layer["etendue"] else []


def _place(poster: Poster, path: Path, guesses: Sequence[_Guess], stopped: Stopped) -> None:
    """Write into rows where they may be on a poster; what puts one on its map comes first."""
    if not guesses:
        return
    things: list[dict[str, Any]] = []
    blobs: list[bytes] = []
    for guess in guesses:
        thing: dict[str, Any] = {"source": guess.source, "extent": guess.extent}
        if guess.wkb is not None:
            thing["blob"] = len(blobs)
            blobs.append(guess.wkb)
        things.append(thing)
    request = {"path": str(path), "target": poster.crs, "things": things}
    answer = apart.ask("rasters.place", request, blobs=blobs, cancelled=stopped, seconds=SECONDS)
    for guess, told in zip(guesses, answer.values["things"], strict=True):
        picture, quad = None, None
        if told["blob"] is not None:
            picture = small_pictures.small(answer.blobs[int(told["blob"])])
        if told["corners"] is not None:
            first, second, third, fourth = ((float(x), float(y)) for x, y in told["corners"])
            quad = (first, second, third, fourth)
        place = Place(guess.epsg, guess.phrase, picture, quad)
        guess.row.places += (replace(place, on_map=_on_map(poster, place.coords)),)
    for row in {id(guess.row): guess.row for guess in guesses}.values():
        row.places = tuple(sorted(row.places, key=lambda place: not place.on_map))


def _on_map(poster: Poster, coords: Sequence[Coord]) -> bool:
    if not coords:
        return False
    frame = MapFrame.of(poster)
    xs, ys = zip(*(frame.to_page(*xy) for xy in coords), strict=True)
    # A single place has no surface.
    return boxes.meet((min(xs) - 1e-6, min(ys) - 1e-6, max(xs) + 1e-6, max(ys) + 1e-6), frame.box)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _nowhere(nom: str) -> str:
    return tr(
        "La couche «\u00a0{nom}\u00a0» ne dit pas où elle se trouve, et ses nombres ne ressemblent à rien de connu"
        "\u00a0: enregistrez-la depuis QGIS avec son système de coordonnées.",
        nom=nom,
    )


def _counted(number: int, genres: Mapping[str, int]) -> str:
    kinds = [genre for genre, some in genres.items() if some]
    if kinds == ["lignes"]:
        return trn(number, "{n} tracé", "{n} tracés")
    if kinds == ["aires"]:
        return trn(number, "{n} contour", "{n} contours")
    if kinds == ["points"]:
        return trn(number, "{n} lieu", "{n} lieux")
    return trn(number, "{n} objet", "{n} objets")


def look_at_page(poster: Poster, path: Path, page: int, share: Share, stopped: Stopped) -> Row:
    """Return a page of a picture, of a PDF or of tiles as a row. Blocks. Raises Souci.

    A picture that does not say where it lies is looked at for the codes of an empty sheet of ours.
    """
    values, thumbnail, sheet = papier.look(path, page, crs=poster.crs, progress=share, cancelled=stopped)
    pages = values["pages"]
    row = Row(path, page, apports.called("", path), picture=thumbnail)
    row.pages = tuple(str(each["nom"]) for each in pages) if len(pages) > 1 else ()
    row.detail = tr("{l} × {h} pixels", l=values["width"], h=values["height"])
    if values["kind"] == "pdf":
        row.detail = trn(len(pages), "{n} page", "{n} pages")
    elif values["kind"] in ("mbtiles", "gpkg"):
        row.detail = tr("tuiles")
    extent = values["extent"]
    placed = bool(values["placed"] and extent)
    if placed and not on_paper(poster):
        if values["crs"]:
            guesses = [_Guess(row, str(values["crs"]), extent=extent)]
        else:
            guesses = [
                _Guess(row, int(each["epsg"]), int(each["epsg"]), str(each["phrase"]), extent=extent)
                for each in values["guesses"]
            ]
            row.asked = bool(guesses)
            row.fault = "" if guesses else _nowhere(row.nom)
        _place(poster, path, guesses, stopped)
    if sheet is not None:
        _lay_sheet(poster, row, sheet)
    row.wanted = not row.fault and (row.place is None or row.place.on_map)
    share(1.0)
    return row


def sheet_row(poster: Poster, path: Path, sheet: papier.Retrouvee) -> Row:
    """Return the row of a photograph whose sheet was found already."""
    row = Row(path, 0, apports.called("", path), picture=sheet.picture.data)
    row.detail = tr("{l} × {h} pixels", l=sheet.picture.width, h=sheet.picture.height)
    _lay_sheet(poster, row, sheet)
    row.wanted = row.place is not None and row.place.on_map
    return row


def _lay_sheet(poster: Poster, row: Row, sheet: papier.Retrouvee) -> None:
    row.sheet, quad = sheet, sheet.picture.corners
    assert quad is not None
    row.places = (Place(0, "", None, quad, _on_map(poster, quad)),)
