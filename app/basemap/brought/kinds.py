"""What a file that people bring is, by its first bytes: a map, a picture, tiles, pages, or nothing that is read here.

Cheap and safe enough for the window's own process: some kilobytes are looked at, the directory of a zip, the names of
the tables of a SQLite file. Everything else happens in the process apart.
"""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from typing import Literal

from app.apart.refusals import damaged
from app.basemap.brought.containers import tables_of, zip_entries
from app.basemap.brought.refusals import locked, no_map, project, to_convert, unknown
from app.i18n import Souci, tr

Kind = Literal["vecteur", "image", "tuiles", "pdf"]

#: Bytes of the beginning that tell kinds apart.
HEAD = 8192
#: What a zip may hold that is a map.
MAP_SUFFIXES = frozenset({".shp", ".geojson", ".json", ".topojson", ".gpkg", ".kml", ".gpx", ".fgb", ".csv"})
TEXT_SUFFIXES = frozenset({".csv", ".tsv", ".txt"})
#: The other files of a Shapefile.
BESIDE_SHP = frozenset({".dbf", ".shx", ".prj", ".cpg", ".qpj", ".sbn", ".sbx"})
SQLITE = b"SQLite format 3\0"

_PICTURES = (
    b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+", b"GIF87a", b"GIF89a",
)  # fmt: skip
_ARCHIVES = (
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
)
_OTHER_PICTURES = (
    (b"\0\0\0\x0cjP  ", "JPEG 2000"),
    (b"\xffO\xffQ", "JPEG 2000"),
    (b"\0\0\0\x0cJXL ", "JPEG XL"),
    (b"\xff\x0a", "JPEG XL"),
    (b"msid", "MrSID"),
)
#: Pictures that their first bytes do not tell.
_PICTURE_SUFFIXES = {".ecw": "ECW", ".sid": "MrSID", ".jp2": "JPEG 2000", ".j2k": "JPEG 2000"}
_PHOTOS = frozenset((b"heic", b"heix", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"))
_OFFICE = {"xl": "Excel", "word": "Word", "ppt": "PowerPoint"}


def kind_of(path: Path) -> Kind:
    """Return which reader a file is for. Raises Souci, one sentence that says what it is and what to do instead."""
    head = beginning(path)
    suffix = path.suffix.lower()
    for magic, archive in _ARCHIVES:
        if head.startswith(magic):
            raise Souci(
                tr(
                    "«\u00a0{fichier}\u00a0» est une archive {sorte}, qui ne s’ouvre pas ici\u00a0: extrayez ses "
                    "fichiers, puis apportez la carte qu’elle contient.",
                    fichier=path.name,
                    sorte=archive,
                )
            )
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(path)
    if head.startswith(SQLITE):
        return _database(path)
    if _is_picture(head):
        return "image"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if suffix in BESIDE_SHP:
        raise Souci(
            tr(
                "«\u00a0{fichier}\u00a0» accompagne un Shapefile et ne contient pas le dessin\u00a0: apportez le "
                "fichier .shp du même nom, en gardant les autres à côté.",
                fichier=path.name,
            )
        )
    if head.startswith((b"fgb\x03", b"\0\0\x27\x0a")):
        return "vecteur"
    _refuse_binary(path, head)
    text = _text(head)
    if suffix not in TEXT_SUFFIXES and re.match(r"\s*[{\[]", text):
        return "vecteur"
    if re.match(r"\s*<", text):
        return _xml(path, text)
    if suffix in TEXT_SUFFIXES and "\0" not in text:
        return "vecteur"
    if suffix in MAP_SUFFIXES:
        raise damaged(path.name)
    raise unknown(path.name)


def beginning(path: Path) -> bytes:
    """Return the first bytes of a file. Raises Souci for a folder, an empty file and one that cannot be read."""
    try:
        if path.is_dir():
            raise _folder(path)
        if path.exists() and not path.is_file():
            raise _unreadable(path)  # a device or a pipe would be read for ever
        with path.open("rb") as file:
            head = file.read(HEAD)
    except FileNotFoundError:
        raise Souci(
            tr("«\u00a0{fichier}\u00a0» n’existe pas. Vérifiez son nom et son dossier.", fichier=path.name)
        ) from None
    except (OSError, ValueError) as fault:
        raise _unreadable(path) from fault
    if not head:
        raise Souci(
            tr(
                "«\u00a0{fichier}\u00a0» est vide\u00a0: copiez-le de nouveau, ou demandez-le à qui l’a fait.",
                fichier=path.name,
            )
        )
    return head


def _unreadable(path: Path) -> Souci:
    return Souci(
        tr("«\u00a0{fichier}\u00a0» ne peut pas être lu\u00a0: vérifiez vos droits.", fichier=path.name)
    )


def _is_picture(head: bytes) -> bool:
    # A table may begin with « BM »: of a picture, four bytes are reserved behind its size.
    bitmap = head[:2] == b"BM" and head[6:10] == bytes(4)
    return head.startswith(_PICTURES) or bitmap or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")


def _folder(path: Path) -> Souci:
    if path.suffix.lower() == ".gdb":
        return to_convert(path, tr("une géodatabase Esri"))
    return Souci(
        tr(
            "«\u00a0{fichier}\u00a0» est un dossier\u00a0: apportez un des fichiers qu’il contient.",
            fichier=path.name,
        )
    )


def _refuse_binary(path: Path, head: bytes) -> None:
    suffix = path.suffix.lower()
    if head[4:8] == b"ftyp" and head[8:12] in _PHOTOS:
        raise Souci(
            tr(
                "«\u00a0{fichier}\u00a0» est une photo HEIC ou AVIF, que l’on ne lit pas ici\u00a0: choisissez JPEG "
                "dans les réglages de l’appareil photo, ou faites une capture d’écran de la photo.",
                fichier=path.name,
            )
        )
    told = next((said for magic, said in _OTHER_PICTURES if head.startswith(magic)), "")
    if told or suffix in _PICTURE_SUFFIXES:
        raise Souci(
            tr(
                "«\u00a0{fichier}\u00a0» est une image {sorte}, que l’on ne lit pas ici\u00a0: demandez-la en "
                "GeoTIFF, en PNG ou en JPEG, ou exportez-la ainsi depuis QGIS.",
                fichier=path.name,
                sorte=told or _PICTURE_SUFFIXES[suffix],
            )
        )
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise no_map(path, tr("un ancien document Office"))
    if suffix in (".tab", ".mif", ".mid"):
        raise to_convert(path, tr("un fichier MapInfo"))
    if suffix in (".dxf", ".dwg"):
        raise to_convert(path, tr("un dessin AutoCAD"))
    if head[:6] in (b"AC1015", b"AC1018", b"AC1024", b"AC1027", b"AC1032"):
        raise to_convert(path, tr("un dessin AutoCAD"))
    if suffix == ".pbf" or b"OSMHeader" in head[:64]:
        raise to_convert(path, tr("un extrait d’OpenStreetMap"))


def _text(head: bytes) -> str:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head.decode("utf-16", "replace").lstrip("\ufeff")
    return head.decode("utf-8", "replace").lstrip("\ufeff")


def _xml(path: Path, text: str) -> Kind:
    bare = re.sub(
        r"<!--.*?(?:-->|$)|<\?.*?(?:\?>|$)|<!DOCTYPE[^>\[]*(?:\[[^\]]*\])?\s*>", "", text, flags=re.DOTALL
    )
    root = re.search(r"<\s*(?:[\w.-]+:)?([A-Za-z][\w.-]*)", bare)
    name = root[1].lower() if root else ""
    if name in ("kml", "gpx") or (not name and path.suffix.lower() in (".kml", ".gpx")):
        return "vecteur"
    if name == "svg":
        raise Souci(
            tr(
                "«\u00a0{fichier}\u00a0» est un dessin SVG, pas une carte\u00a0: enregistrez-le en PNG ou en PDF pour "
                "le mettre sous le poster.",
                fichier=path.name,
            )
        )
    if name == "qgis":
        raise project(path)
    if name in ("featurecollection", "gml") or path.suffix.lower() == ".gml":
        raise to_convert(path, tr("un fichier GML"))
    if name == "osm":
        raise to_convert(path, tr("un extrait d’OpenStreetMap"))
    raise unknown(path.name)


def _zip(path: Path) -> Kind:
    entries = zip_entries(path)
    names = [PurePosixPath(entry.filename.replace("\\", "/")) for entry in entries]
    tops = {name.parts[0] for name in names if name.parts}
    suffixes = {name.suffix.lower() for name in names}
    if "[Content_Types].xml" in tops:
        office = next((said for top, said in _OFFICE.items() if top in tops), "Office")
        raise no_map(path, tr("un document {logiciel}", logiciel=office))
    if "mimetype" in tops and "content.xml" in tops:
        raise no_map(path, tr("un document LibreOffice"))
    if suffixes & {".qgs"}:
        raise project(path)
    if not suffixes & MAP_SUFFIXES:
        raise Souci(
            tr(
                "«\u00a0{fichier}\u00a0» ne contient pas de carte que l’on sache lire\u00a0: extrayez ses fichiers, "
                "puis apportez l’image ou le PDF qui vous sert.",
                fichier=path.name,
            )
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise locked(path.name)
    return "vecteur"


def _database(path: Path) -> Kind:
    tables, contents = tables_of(path)
    if {"poster", "choro_meta"} <= tables:
        raise Souci(
            tr(
                "«\u00a0{fichier}\u00a0» est un poster de Chorographe, pas un fond de carte\u00a0: ouvrez-le depuis "
                "l’accueil.",
                fichier=path.name,
            )
        )
    if contents & {"features"}:
        return "vecteur"
    if contents & {"tiles", "2d-gridded-coverage"} or {"tiles", "metadata"} <= tables:
        return "tuiles"
    if "gpkg_contents" in tables:
        raise Souci(
            tr(
                "«\u00a0{fichier}\u00a0» ne contient aucune couche à dessiner\u00a0: vérifiez que c’est le bon "
                "GeoPackage.",
                fichier=path.name,
            )
        )
    raise to_convert(path, tr("une base de données"))
