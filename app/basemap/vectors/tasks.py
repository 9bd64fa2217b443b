"""What a map that people bring holds, and its things made fit for a poster. Tasks of the process apart.

``look`` tells every layer with a small picture of it; ``read`` gives the things of some layers in the poster's
coordinates. One layer that cannot be read does not hide the others.
"""

from __future__ import annotations

import logging
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.apart.child import Tell
from app.apart.refusals import damaged
from app.basemap import crs_guess
from app.basemap.vectors.naming import name_field
from app.basemap.vectors.picked import Picked, usual_scale
from app.basemap.vectors.rows import Info, info, off_the_globe, rows
from app.basemap.vectors.shapes import Counts, sorted_out, whole
from app.basemap.vectors.sources import Source, opened
from app.i18n import Souci, tr
from app.poster.geometry import Box

#: Rows of a layer that are looked at, and vertices of its small picture.
SAMPLE, PREVIEW_VERTICES = 3_000, 6_000
#: Seconds of patience for a file, and for each of its megabytes.
PATIENCE, PATIENCE_MB = 4.0, 0.4
_log = logging.getLogger(__name__)


def patience(path: Path) -> float:
    """Return how many seconds a file may stay silent: a heavy one is long to read without being at fault."""
    try:
        return PATIENCE + PATIENCE_MB * path.stat().st_size / 1e6
    except OSError:
        return PATIENCE


def look(request: dict[str, Any], tell: Tell) -> tuple[dict[str, Any], list[bytes]]:
    """Return the layers of the file ``path``, each with its small picture as a blob (WKB, see ``apercu``).

    Each layer has ``id``, ``nom`` and either ``erreur`` or: ``nombre``, ``genres`` (how many of each among the first
    rows), ``epsg`` and ``crs`` (name; None where the file does not say, then ``candidats``), ``etendue`` in longitude
    and latitude, ``boite`` in its own coordinates, ``champs`` of words, ``champ_nom``, ``sans_forme``.
    """
    path = Path(request["path"])
    sources = opened(path)
    layers: list[dict[str, Any]] = []
    blobs: list[bytes] = []
    for at, source in enumerate(sources):
        layer: dict[str, Any] = {"id": at, "nom": source.nom, "fichier": source.path.name}
        try:
            told, preview = _looked(source)
            layer.update(told)
            layer["apercu"] = len(blobs)
            blobs.append(preview)
        except Souci as souci:
            layer["erreur"] = str(souci)
        except MemoryError:
            raise
        except Exception as fault:  # noqa: BLE001 - one layer of a stranger; it must not hide the others
            _log.warning("layer %s of %s: %r", source.nom, path.name, fault)
            layer["erreur"] = tr("la couche «\u00a0{nom}\u00a0» ne se lit pas", nom=source.nom)
        layers.append(layer)
        tell((at + 1) / len(sources))
    good = [layer for layer in layers if "erreur" not in layer]
    full = [layer for layer in good if layer["nombre"] and layer["genres"]]
    if not full:
        ruined = not good or any(set(layer["laisses"]) & {"illisible", "impossible"} for layer in good)
        raise _all_bad(path, layers) if ruined else _nothing(path)
    kept = [layer for layer in layers if "erreur" in layer or layer in full]
    return {"layers": kept}, blobs


def _all_bad(path: Path, layers: list[dict[str, Any]]) -> Souci:
    said = next(
        (str(one["erreur"]) for one in layers if str(one.get("erreur", "")).startswith("«\u00a0")), ""
    )
    return Souci(said) if said else damaged(path.name)


def _nothing(path: Path) -> Souci:
    return Souci(
        tr(
            "«\u00a0{fichier}\u00a0» ne contient rien à dessiner\u00a0: ses couches sont vides. Vérifiez que c’est le "
            "bon fichier.",
            fichier=path.name,
        )
    )


def _looked(source: Source) -> tuple[dict[str, Any], bytes]:
    import shapely

    told = info(source)
    sample = rows(source, told, told.champs, most=SAMPLE)
    counts = Counts()
    good = whole(sample.shapes, sample.given, counts)
    shapes = sample.shapes[good]
    things = sorted_out(shapes, [""] * len(shapes))
    box = told.boite
    if len(shapes) and (box is None or told.nombre <= SAMPLE):
        west, south, east, north = map(float, shapely.total_bounds(shapes))
        box = (west, south, east, north)
    if box is not None and off_the_globe(told.crs, box):
        told.crs = None
    degrees = _in_degrees(told, box)
    return {
        "nombre": told.nombre,
        "genres": {genre: len(found.shapes) for genre, found in things.items()},
        "epsg": _epsg(told.crs),
        "crs": str(told.crs.name) if told.crs is not None else None,
        "candidats": [asdict(each) for each in crs_guess.guess(box)] if told.crs is None and box else [],
        "etendue": degrees,
        "boite": box,
        "champs": told.champs,
        "champ_nom": name_field(sample.columns),
        "laisses": counts.found,
    }, _preview(shapes, box)


def _epsg(crs: Any) -> int | None:
    if crs is None:
        return None
    code = crs.to_epsg(min_confidence=25)
    return int(code) if code else None


def _in_degrees(told: Info, box: Box | None) -> list[float] | None:
    import pyproj

    if told.crs is None or box is None:
        return None
    transformer = pyproj.Transformer.from_crs(told.crs, "EPSG:4326", always_xy=True)
    try:
        found = [float(value) for value in transformer.transform_bounds(*box)]
    except pyproj.exceptions.ProjError:
        return None
    return found if all(abs(value) <= 361 for value in found) else None


def _preview(shapes: Any, box: Box | None) -> bytes:
    """Return a few vertices of the shapes, in their own coordinates: enough to recognise a map by."""
    import numpy as np
    import shapely

    if not len(shapes) or box is None:
        return bytes(shapely.to_wkb(shapely.GeometryCollection()))
    side = max(box[2] - box[0], box[3] - box[1])
    small = shapely.simplify(shapes, side / 250, preserve_topology=False)
    small = small[~shapely.is_empty(small)]
    total = np.cumsum(shapely.get_num_coordinates(small))
    small = small[total <= PREVIEW_VERTICES]
    return bytes(shapely.to_wkb(shapely.force_2d(shapely.geometrycollections(small))))


def read(request: dict[str, Any], tell: Tell) -> tuple[dict[str, Any], list[bytes]]:
    """Return the things of some layers of the file ``path``, as WKB, in the coordinates of a poster.

    ``layers``: a list of ``id``, perhaps with ``crs`` (EPSG code, for a layer that does not say) and ``champ`` (the
    field of the names; None guesses); None takes all. ``crs``: EPSG code of the poster, None chooses the one of the
    place. ``box``: the ground to keep, in that CRS, None keeps all. ``metres_par_mm``: the scale, None the one at
    which all fits a sheet. ``detail``: finer (< 1) or coarser than usual.

    Values: ``crs``, ``metres_par_mm``, ``illisibles`` (names of layers that could not be read) and ``layers``: one
    for each layer and kind with ``id``, ``nom``, ``genre``, ``noms`` in the order of the blobs, ``champs``,
    ``laisses`` (what was left out or repaired), ``devine`` (EPSG code that was guessed).
    """
    path = Path(request["path"])
    sources = opened(path)
    wanted = request.get("layers")
    asked = [{"id": at} for at in range(len(sources))] if wanted is None else wanted
    picked = [Picked.of(sources, each) for each in asked]
    target, box, metres = request.get("crs"), request.get("box"), request.get("metres_par_mm")
    loaded: list[Picked] = []
    faults: list[Exception] = []
    for at, each in enumerate(picked):
        try:
            each.load(
                int(target) if target else None,
                box,
                _part_of(tell, at, len(picked)),
            )
            target = target or each.poster_crs()
            loaded.append(each)
        except MemoryError:
            raise
        except Exception as fault:  # noqa: BLE001 - one layer of a stranger; it must not hide the others
            _log.warning("layer %s of %s: %r", each.source.nom, path.name, fault)
            faults.append(fault)
    if not loaded:
        raise next((fault for fault in faults if isinstance(fault, Souci)), None) or damaged(path.name)
    if not any(each.things for each in loaded):
        ruined = any(set(each.counts.found) & {"illisible", "impossible"} for each in loaded)
        raise damaged(path.name) if ruined else _nothing(path)
    if target is None:
        raise Souci(
            tr(
                "«\u00a0{fichier}\u00a0» place ses objets hors du monde\u00a0: son système de coordonnées n’est sans "
                "doute pas le bon.",
                fichier=path.name,
            )
        )
    for at, each in enumerate(loaded):
        each.bring(int(target), box)
        tell(0.6 + 0.2 * (at + 1) / len(loaded))
    metres = float(metres) if metres else usual_scale(loaded)
    layers: list[dict[str, Any]] = []
    blobs: list[bytes] = []
    for at, each in enumerate(loaded):
        for layer, shapes in each.said(metres, float(request.get("detail", 1.0))):
            layers.append(layer)
            blobs += shapes
        tell(0.8 + 0.2 * (at + 1) / len(loaded))
    illisibles = [each.source.nom for each in picked if each not in loaded]
    return {"crs": int(target), "metres_par_mm": metres, "layers": layers, "illisibles": illisibles}, blobs


def _part_of(tell: Tell, at: int, count: int) -> Tell:
    """Return what tells how far one layer of several is read: reading is the first part of the work."""

    def told(part: float) -> None:
        tell((at + part) * 0.6 / count)

    return told
