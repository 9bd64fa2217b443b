"""The zones of the shipped base map: each has its legal CRS, and no poster has the ground of two."""

from __future__ import annotations

from app.i18n import tr

#: EPSG codes, metropolitan France first.
METROPOLE = 2154
ZONES = (METROPOLE, 5490, 2972, 2975, 4471)


def crs_name(crs: int) -> str:
    """Return what people call an EPSG code: « Lambert-93 », « UTM 40S La Réunion », else « EPSG:3857 »."""
    known = {
        2154: "Lambert-93",
        5490: tr("UTM 20N Antilles"),
        2972: tr("UTM 22N Guyane"),
        2975: tr("UTM 40S La Réunion"),
        4471: tr("UTM 38S Mayotte"),
        4467: tr("UTM 21N Saint-Pierre-et-Miquelon"),
    }
    if crs in known:
        return known[crs]
    south, zone = divmod(crs - 32600, 100)
    if south in (0, 1) and 1 <= zone <= 60:
        return f"UTM {zone}{'S' if south else 'N'}"
    return f"EPSG:{crs}"
