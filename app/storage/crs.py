"""Definitions of the ground CRS, as a GeoPackage wants them, without any library.

The legal CRS of the French territories are shipped in ``resources/crs``; the UTM zones of WGS 84 follow one
pattern. A blank sheet has its own: paper, in metres.
"""

from __future__ import annotations

import json
from functools import cache

from app import paths
from app.i18n import Souci, tr
from app.poster.sheet import PAPER_CRS

_UTM = (
    'PROJCS["WGS 84 / UTM zone {zone}{side}",GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,'
    '298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,'
    'AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],'
    'AUTHORITY["EPSG","4326"]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],'
    'PARAMETER["central_meridian",{meridian}],PARAMETER["scale_factor",0.9996],'
    'PARAMETER["false_easting",500000],PARAMETER["false_northing",{northing}],UNIT["metre",1,'
    'AUTHORITY["EPSG","9001"]],AXIS["Easting",EAST],AXIS["Northing",NORTH],AUTHORITY["EPSG","{code}"]]'
)
#: Metres, since GIS read the millimetres of an engineering CRS as metres.
_PAPER = (
    "Feuille de papier (mètres)",
    (
        'LOCAL_CS["Feuille de papier (mètres)",LOCAL_DATUM["Milieu de la carte",0],UNIT["metre",1],'
        'AXIS["Easting",EAST],AXIS["Northing",NORTH]]'
    ),
)


@cache
def _shipped() -> dict[str, dict[str, str]]:
    known: dict[str, dict[str, str]] = json.loads(paths.resource("crs", "crs.json").read_text("utf-8"))
    return known


def definition(code: int) -> tuple[str, str]:
    """Return the name and the WKT of an EPSG code, or of the paper. Raises Souci for one that no poster can use."""
    if code == PAPER_CRS:
        return _PAPER
    if known := _shipped().get(str(code)):
        return known["nom"], known["wkt"]
    south, zone = divmod(code - 32600, 100)
    if south in (0, 1) and 1 <= zone <= 60:
        side = "S" if south else "N"
        wkt = _UTM.format(
            zone=zone, side=side, meridian=zone * 6 - 183, northing=10000000 if south else 0, code=code
        )
        return f"WGS 84 / UTM zone {zone}{side}", wkt
    raise Souci(tr("Le système de coordonnées EPSG:{code} n’est pas encore connu des posters.", code=code))


def authority(code: int) -> tuple[str, str]:
    """Return who defines a CRS, as a GeoPackage says it, and its name in QGIS (« EPSG:2154 »; paper has none)."""
    return ("NONE", "") if code == PAPER_CRS else ("EPSG", f"EPSG:{code}")
