"""Maps and photographs that people bring as pixels: what they are, and the picture that a poster takes of them.

Two tasks of the process apart (``rasters.look``, ``rasters.picture``). A request holds ``path`` and ``page`` (0 is the
first). Files are opened read-only; what comes back is a PNG or a JPEG made here, of the part that is needed.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.apart.child import Tell
from app.basemap import crs_guess
from app.basemap.brought.kinds import SQLITE, beginning, kind_of
from app.basemap.rasters import image_files, pages, tilesets, warping
from app.basemap.rasters.bending import Corners
from app.basemap.rasters.refusals import sentence
from app.basemap.rasters.source import Source
from app.i18n import tr
from app.poster.geometry import Box
from app.poster.pixels import few

if TYPE_CHECKING:
    from PIL.Image import Image

#: Seconds without a word that a picture may need on a slow machine: pass them to ``apart.ask``.
SECONDS = 30.0
#: Longest side of the picture that shows what was found, in pixels.
THUMBNAIL = 640
#: The most that a picture may weigh in a poster.
MOST_BYTES = 16 * 2**20
QUALITY = 88
#: The most that a file of one picture or of pages may weigh.
MOST_READ = 8_000_000_000
#: Endings of a SQLite file whose tiles are those of a GeoPackage.
GPKG = (".gpkg", ".gpkx")
#: Colours up to which a picture is a drawing.
FEW = 256
#: A picture with fewer pixels than this across the map is blurred on the sheet.
COARSE = 400


def look(request: dict[str, Any], tell: Tell) -> tuple[dict[str, Any], list[bytes]]:
    """Return what a file holds, and a small picture of the page that is asked for.

    Values: ``kind`` (image, pdf, mbtiles, gpkg), ``width``, ``height`` in pixels, ``pages`` (``nom``, ``width``,
    ``height``), ``placed`` (whether it says where it lies), ``crs`` (EPSG:… or WKT, "" when it is not known) and
    ``crs_nom``, ``extent`` in units of that CRS, ``guesses`` (``epsg``, ``phrase``) where it is placed without one,
    ``nom``, ``credits``. Raises Souci.
    """
    path, source = opened(request)
    with closing(source):
        return looked(request, path, source, tell)


def looked(
    request: dict[str, Any], path: Path, source: Source, tell: Tell
) -> tuple[dict[str, Any], list[bytes]]:
    """Return what ``look`` answers, of a source that is open."""
    tell(0.2)
    share = min(1.0, THUMBNAIL / max(source.width, source.height))
    small = source.read(
        (0, 0, source.width, source.height),
        max(1, round(source.width * share)),
        max(1, round(source.height * share)),
    )
    tell(0.9)
    held = io.BytesIO()
    small.save(held, "PNG", compress_level=3)
    crs, name = _crs(request, source)
    extent = _extent(source)
    guesses = crs_guess.guess(extent) if extent is not None and not crs else []
    values = {
        "kind": source.kind,
        "width": source.width,
        "height": source.height,
        "pages": [{"nom": each.nom, "width": each.width, "height": each.height} for each in source.pages],
        "placed": source.affine is not None,
        "crs": crs,
        "crs_nom": name,
        "extent": extent,
        "guesses": [{"epsg": each.epsg, "phrase": each.phrase} for each in guesses],
        "nom": path.stem,
        "credits": source.credits,
    }
    return values, [held.getvalue()]


def picture(request: dict[str, Any], tell: Tell) -> tuple[dict[str, Any], list[bytes]]:
    """Return the picture for a poster (PNG or JPEG), and where it lies.

    Asked besides ``path`` and ``page``: ``crs`` of the ground (EPSG code; any other is none), ``box`` of it that
    is needed, ``pixel`` (metres of a pixel at most), ``tolerance`` (metres), ``source_crs`` (what people chose),
    ``free`` (where it lies does not matter: it will be pinned by hand).
    Values: ``width``, ``height``, ``corners`` on the ground (top left, top right, bottom right, bottom left; None where
    nothing says where it lies), ``remarks`` (sentences), ``nom``, ``credits``. Raises Souci.
    """
    path, source = opened(request)
    with closing(source):
        return _taken(request, path, source, tell)


def _taken(
    request: dict[str, Any], path: Path, source: Source, tell: Tell
) -> tuple[dict[str, Any], list[bytes]]:
    tell(0.1)
    ground = int(request.get("crs") or 0)
    if request.get("free") or crs_guess.understood(f"EPSG:{ground}") is None:
        ground = 0  # a sheet of paper: nothing has a place on it
    remarks: list[str] = []
    corners: Corners | None = None
    crs, _ = _crs(request, source)
    if source.affine is not None and ground and not crs:
        raise sentence("crs", path.name)
    if source.affine is not None and ground:
        wanted = warping.Wanted(
            ground, _box(request), float(request.get("pixel") or 0.0), float(request.get("tolerance") or 0.0)
        )
        made, corners = warping.laid(source, crs, wanted, path.name)
        if made.width < COARSE and made.height < COARSE:
            remarks.append(tr("L’image a peu de détail à cette échelle : elle sera floue."))
    else:
        across, down = warping.sized(source.width, source.height)
        made = source.read((0, 0, source.width, source.height), across, down)
        if made.width * made.height * 1.05 < source.width * source.height:
            remarks.append(
                tr(
                    "L’image a été réduite à {largeur} × {hauteur} pixels.",
                    largeur=made.width,
                    hauteur=made.height,
                )
            )
    tell(0.7)
    made, data = encoded(made)
    values = {
        "width": made.width,
        "height": made.height,
        "corners": corners,
        "remarks": remarks,
        "nom": f"{path.stem}, {source.pages[_page(request)].nom}" if len(source.pages) > 1 else path.stem,
        "credits": source.credits,
    }
    return values, [data]


def encoded(made: Image) -> tuple[Image, bytes]:
    """Return a picture and its bytes: PNG for drawings and what is seen through, else JPEG. A heavy one is reduced."""
    drawing = made.mode == "RGBA" or few(made, FEW)
    while True:
        held = io.BytesIO()
        if drawing:
            made.save(held, "PNG", compress_level=4)
        else:
            made.save(held, "JPEG", quality=QUALITY, subsampling=0)
        if held.tell() <= MOST_BYTES:
            return made, held.getvalue()
        share = 0.95 * (MOST_BYTES / held.tell()) ** 0.5
        made = made.resize((max(1, int(made.width * share)), max(1, int(made.height * share))))


def opened(request: dict[str, Any]) -> tuple[Path, Source]:
    """Return the path and the source that are asked for; who asks closes it. Raises Souci."""
    path, page = Path(str(request["path"])), _page(request)
    if beginning(path).startswith(SQLITE):
        # Layers may lie beside the tiles: here nobody asks for them.
        return path, tilesets.opened(path, page, "gpkg" if path.suffix.lower() in GPKG else "mbtiles")
    kind = kind_of(path)
    if path.stat().st_size > MOST_READ:
        raise sentence("large", path.name)
    if kind == "pdf":
        return path, pages.opened(path, page)
    if kind == "image":
        return path, image_files.opened(path, page)
    raise sentence("unknown", path.name)


def _crs(request: dict[str, Any], source: Source) -> tuple[str, str]:
    """Return the CRS that people chose, else that of the file, as pyproj reads it, and its name; "" where unknown."""
    found = crs_guess.understood(str(request.get("source_crs") or "")) or crs_guess.understood(source.crs)
    if found is None:
        return "", ""
    code = found.to_epsg()
    return (f"EPSG:{code}" if code else found.to_wkt()), str(found.name)


def _extent(source: Source) -> Box | None:
    if source.affine is None:
        return None
    ends = [source.ground(column, row) for column in (0, source.width) for row in (0, source.height)]
    xs, ys = zip(*ends, strict=True)
    return (min(xs), min(ys), max(xs), max(ys))


def _box(request: dict[str, Any]) -> Box | None:
    given: Sequence[float] | None = request.get("box")
    if not given:
        return None
    west, south, east, north = (float(side) for side in given)
    return (west, south, east, north)


def _page(request: dict[str, Any]) -> int:
    return int(request.get("page") or 0)
