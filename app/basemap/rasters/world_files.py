"""What lies beside a picture and says where it is: world files, ``.prj``, ``.aux.xml``. Read, never written."""

from __future__ import annotations

import math
from pathlib import Path

from app.basemap.rasters.source import Affine

#: Most bytes of a file beside.
MOST_BYTES = 200_000


def placed(path: Path) -> tuple[Affine | None, str]:
    """Return where the pixels lie and in which CRS (words for pyproj, or "" where nothing says it)."""
    aux_place, aux_crs = _aux(path)
    crs = _text(_beside(path, (".prj",))) or _text(_beside(path, (".qpj",))) or aux_crs
    return _world(path) or aux_place, crs.strip()


def _world(path: Path) -> Affine | None:
    suffix = path.suffix.lower().lstrip(".")
    names = [f".{suffix}w", ".wld"]
    if len(suffix) >= 3:
        names.insert(0, f".{suffix[0]}{suffix[-1]}w")
    found = _beside(path, tuple(names))
    numbers: list[float] = []
    for word in _text(found).split():
        try:
            # Written by programs that speak French, too.
            numbers.append(float(word.replace(",", ".")))
        except ValueError:
            return None
    if len(numbers) < 6 or not all(map(math.isfinite, numbers[:6])):
        return None
    a, d, b, e, c, f = numbers[:6]
    # It tells where the middle of the first pixel is.
    return (a, b, c - (a + b) / 2, d, e, f - (d + e) / 2)


def _aux(path: Path) -> tuple[Affine | None, str]:
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    text = _text(_named(path.with_name(path.name + ".aux.xml")))
    if not text:
        return None, ""
    try:
        root = fromstring(text, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        return None, ""
    place: Affine | None = None
    try:
        numbers = [float(each) for each in (root.findtext("GeoTransform") or "").split(",")]
    except ValueError:
        numbers = []
    if len(numbers) == 6 and all(map(math.isfinite, numbers)):
        c, a, b, f, d, e = numbers
        place = (a, b, c, d, e, f)
    return place, root.findtext("SRS") or ""


def _beside(path: Path, suffixes: tuple[str, ...]) -> Path | None:
    """Return the first file of the same name with one of these endings, in small letters or capitals."""
    for suffix in suffixes:
        for each in (suffix, suffix.upper()):
            if found := _named(path.with_suffix(each)):
                return found
    return None


def _named(path: Path) -> Path | None:
    return path if path.is_file() else None


def _text(path: Path | None) -> str:
    if path is None:
        return ""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES).decode("utf-8", "replace").lstrip("\ufeff")
    except OSError:
        return ""
