"""Where a GeoTIFF says that it lies: its tags, read from what Pillow has of them.

Source: OGC 19-008r4, GeoTIFF 1.1.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from app.basemap.rasters.source import Affine

SCALE, TIES, MATRIX, KEYS, DOUBLES, WORDS, NODATA = 33550, 33922, 34264, 34735, 34736, 34737, 42113
#: Keys: kind of CRS, whether a value stands for a point, and the codes and names of CRS.
_MODEL, _RASTER, _CITATION, _GEOGRAPHIC, _PROJECTED, _NAMED = 1024, 1025, 1026, 2048, 3072, 3073
_POINT, _OWN = 2, 32767


def placed(tags: Mapping[int, Any]) -> tuple[Affine | None, str]:
    """Return where the pixels lie and in which CRS (``EPSG:…``, WKT, or "" where it is not said)."""
    keys = _keys(tags)
    affine = _affine(tags)
    if affine is None or not all(map(math.isfinite, affine)):
        return None, ""
    if keys.get(_RASTER) == _POINT:
        # The tie is the middle of a pixel: half a pixel from its corner.
        a, b, c, d, e, f = affine
        affine = (a, b, c - (a + b) / 2, d, e, f - (d + e) / 2)
    return affine, _crs(keys)


def nodata(tags: Mapping[int, Any]) -> float | None:
    """Return the value that stands for nothing, None where there is none."""
    try:
        value = float(str(tags.get(NODATA, "")).strip("\0 "))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _affine(tags: Mapping[int, Any]) -> Affine | None:
    matrix = _numbers(tags.get(MATRIX))
    if len(matrix) >= 8:
        return (matrix[0], matrix[1], matrix[3], matrix[4], matrix[5], matrix[7])
    ties, scale = _numbers(tags.get(TIES)), _numbers(tags.get(SCALE))
    if len(ties) >= 6 and len(scale) >= 2 and scale[0] and scale[1]:
        column, row, _, x, y, _ = ties[:6]
        return (scale[0], 0.0, x - column * scale[0], 0.0, -scale[1], y + row * scale[1])
    if len(ties) >= 18:
        return _fitted(
            [(ties[at], ties[at + 1], ties[at + 3], ties[at + 4]) for at in range(0, len(ties) - 5, 6)]
        )
    return None


def _fitted(ties: Sequence[tuple[float, float, float, float]]) -> Affine | None:
    """Return what lies nearest to ties (column, row, x, y), None where they lie on a line."""
    import numpy as np

    places = np.array([(column, row, 1.0) for column, row, _, _ in ties])
    if np.linalg.matrix_rank(places) < 3:
        return None
    across = np.linalg.lstsq(places, np.array([x for _, _, x, _ in ties]), rcond=None)[0]
    down = np.linalg.lstsq(places, np.array([y for _, _, _, y in ties]), rcond=None)[0]
    a, b, c = (float(value) for value in across)
    d, e, f = (float(value) for value in down)
    return (a, b, c, d, e, f)


def _keys(tags: Mapping[int, Any]) -> dict[int, int | str]:
    """Return the keys that are a code or words; numbers of projections that have no code are left."""
    found: dict[int, int | str] = {}
    listed, words = tags.get(KEYS) or (), str(tags.get(WORDS) or "")
    if not isinstance(listed, tuple):
        return found
    for at in range(4, len(listed) - 3, 4):
        key, place, count, value = listed[at : at + 4]
        if place == 0:
            found[key] = value
        elif place == WORDS:
            found[key] = words[value : value + count].strip("|\0 ")
    return found


def _crs(keys: Mapping[int, int | str]) -> str:
    for key in (_PROJECTED, _GEOGRAPHIC) if keys.get(_MODEL) != 2 else (_GEOGRAPHIC,):
        code = keys.get(key)
        if isinstance(code, int) and 1024 <= code < _OWN:
            return f"EPSG:{code}"
        if key == _PROJECTED and code == _OWN:
            break  # the geographic one alone would put it somewhere else
    for key in (_NAMED, _CITATION):
        said = str(keys.get(key, ""))
        for mark in ("ESRI PE String = ", "ESRI PE String ="):
            if mark in said:
                return said.split(mark, 1)[1].split("|", maxsplit=1)[0]
        if said:
            return said
    return ""


def _numbers(value: Any) -> tuple[float, ...]:
    if not isinstance(value, tuple):
        return ()
    try:
        return tuple(float(each) for each in value)
    except (TypeError, ValueError):
        return ()
