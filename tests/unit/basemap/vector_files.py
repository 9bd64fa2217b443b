"""Small maps as people have them, made by the tests."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from pathlib import Path

import geopandas
import shapely

#: Ambert, in longitude and latitude.
LON, LAT = 3.74, 45.55


def square(x: float, y: float, side: float) -> shapely.Polygon:
    return shapely.box(x, y, x + side, y + side)


def districts(
    number: int = 3, *, lon: float = LON, lat: float = LAT, side: float = 0.1
) -> geopandas.GeoDataFrame:
    """Return squares side by side that share their borders, named « District 1 »…"""
    return geopandas.GeoDataFrame(
        {
            "code": [str(100 + at) for at in range(number * number)],
            "nom": [f"District {at + 1}" for at in range(number * number)],
        },
        geometry=[
            square(lon + side * (at % number), lat + side * (at // number), side)
            for at in range(number * number)
        ],
        crs=4326,
    )


def geojson(path: Path, *features: tuple[dict | None, dict]) -> Path:
    """Write a GeoJSON of (geometry, properties)."""
    rows = [{"type": "Feature", "geometry": shape, "properties": values} for shape, values in features]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": rows}), "utf-8")
    return path


def zipped(path: Path, folder: Path, *names: str) -> Path:
    """Write a zip of files of a folder."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.write(folder / name, f"données/{name}")
    return path


def tiles_only(path: Path) -> Path:
    """Write a GeoPackage that has pictures only."""
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT, identifier TEXT)")
    db.execute("INSERT INTO gpkg_contents VALUES ('fond', 'tiles', 'Fond')")
    db.commit()
    db.close()
    return path


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of all files of a folder."""
    return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}
