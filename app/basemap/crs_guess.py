"""Which coordinates a map is in: what its words mean, or where its numbers would put it; and those of a poster."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import Any

from app.i18n import tr
from app.poster.geometry import Box

WGS84 = 4326

#: French territories: longitudes and latitudes, and the legal coordinates there. The first that holds a place counts.
_TERRITORIES: tuple[tuple[Box, int], ...] = (
    ((-5.8, 41.2, 10.0, 51.3), 2154),
    ((-63.3, 14.2, -60.7, 18.3), 5490),
    ((-54.7, 2.0, -51.4, 6.0), 2972),
    ((54.9, -21.6, 56.0, -20.7), 2975),
    ((44.8, -13.2, 45.5, -12.4), 4471),
    ((-56.7, 46.6, -55.9, 47.3), 4467),
)
#: Where each system puts France, in its own metres. Narrow ones first: in doubt, the likeliest is named first.
_METRES: tuple[tuple[int, Box], ...] = (
    (2154, (-30_000, 5_980_000, 1_330_000, 7_190_000)),
    (27572, (-80_000, 1_550_000, 1_290_000, 2_770_000)),
    (3857, (-650_000, 5_030_000, 1_120_000, 6_680_000)),
)
#: Overseas, where no other of ours falls.
_OVERSEAS: tuple[tuple[int, Box], ...] = (
    (2975, (310_000, 7_630_000, 382_000, 7_700_000)),
    (4471, (497_000, 8_545_000, 535_000, 8_607_000)),
    (2972, (110_000, 220_000, 460_000, 665_000)),
    (5490, (480_000, 1_580_000, 740_000, 2_010_000)),
)
#: Degrees, and what UTM gives places of western Europe.
_WORLD_DEGREES: Box = (-180.001, -90.001, 180.001, 90.001)
_UTM_EUROPE: Box = (-200_000, 4_500_000, 1_200_000, 5_750_000)


@dataclass(frozen=True, slots=True)
class Guess:
    """Coordinates that a map may be in."""

    epsg: int
    #: « Lambert-93 : la carte tombe en France métropolitaine. »
    phrase: str


def understood(text: object) -> Any:
    """Return the ``pyproj.CRS`` of words (``EPSG:2154``, WKT, a name): the one on the ground where heights go with it.

    None for no words, for what has no place on the Earth, and for what cannot be understood.
    """
    import pyproj

    if not text or (isinstance(text, str) and "Undefined" in text):
        return None
    try:
        crs = pyproj.CRS.from_user_input(text)
    except pyproj.exceptions.CRSError:
        return None
    if crs.is_compound:
        crs = crs.sub_crs_list[0]
    return crs if crs.is_geographic or crs.is_projected else None


def guess(box: Box) -> list[Guess]:
    """Return what the numbers of ``box`` (min x, min y, max x, max y) may be, the likeliest first; maybe nothing."""
    if not all(map(isfinite, box)) or box[0] > box[2] or box[1] > box[3]:
        return []
    found: list[Guess] = []
    if _within(box, _WORLD_DEGREES):
        return [Guess(WGS84, _degrees(box))]
    for epsg, where in (*_METRES[:1], *_conic(box), *_METRES[1:2], *_OVERSEAS, *_METRES[2:]):
        if _within(box, where) and epsg not in [each.epsg for each in found]:
            found.append(Guess(epsg, _said(epsg)))
    if _within(box, _UTM_EUROPE):
        found += [Guess(epsg, _said(epsg)) for epsg in (32631, 32630, 32632)]
    reach = 20_050_000
    if max(map(abs, box)) <= reach and 3857 not in [each.epsg for each in found]:
        found.append(Guess(3857, tr("Mercator des cartes du web\u00a0: la carte tombe hors de France.")))
    return found


def poster_crs(longitude: float, latitude: float) -> int:
    """Return the EPSG code in which a poster of a place is drawn: the legal one in France, else the UTM zone."""
    for (west, south, east, north), epsg in _TERRITORIES:
        if west <= longitude <= east and south <= latitude <= north:
            return epsg
    zone = min(60, max(1, int((longitude + 180) // 6) + 1))
    return (32700 if latitude < 0 else 32600) + zone


def _within(box: Box, where: Box) -> bool:
    return where[0] <= box[0] and where[1] <= box[1] and box[2] <= where[2] and box[3] <= where[3]


def _conic(box: Box) -> list[tuple[int, Box]]:
    """Return the nine conics of France (CC42 to CC50) that hold a box: each has its own million of northings."""
    found: list[tuple[int, Box]] = []
    for latitude in range(42, 51):
        north = (latitude - 41) * 1_000_000 + 200_000
        found.append((3900 + latitude, (900_000, north - 160_000, 2_350_000, north + 160_000)))
    return found


def _degrees(box: Box) -> str:
    for (west, south, east, north), epsg in _TERRITORIES:
        if _within(box, (west, south, east, north)):
            if epsg == 2154:
                return tr("longitude et latitude\u00a0: la carte tombe en France métropolitaine.")
            return tr("longitude et latitude\u00a0: la carte tombe en France d’outre-mer.")
    return tr("longitude et latitude\u00a0: la carte tombe hors de France.")


def _said(epsg: int) -> str:
    if 3942 <= epsg <= 3950:
        return tr("conique conforme CC{zone}, par communes ou départements.", zone=epsg - 3900)
    if 32600 < epsg <= 32660:
        return tr("UTM zone {zone} nord\u00a0: la carte tombe en Europe de l’Ouest.", zone=epsg - 32600)
    return {
        2154: tr("Lambert-93\u00a0: la carte tombe en France métropolitaine."),
        27572: tr("Lambert II étendu, l’ancien système\u00a0: la carte tombe en France métropolitaine."),
        3857: tr("Mercator des cartes du web\u00a0: la carte tombe en France métropolitaine."),
        2975: tr("UTM 40 sud\u00a0: la carte tombe à La Réunion."),
        4471: tr("UTM 38 sud\u00a0: la carte tombe à Mayotte."),
        2972: tr("UTM 22 nord\u00a0: la carte tombe en Guyane."),
        5490: tr("UTM 20 nord\u00a0: la carte tombe aux Antilles."),
    }[epsg]
