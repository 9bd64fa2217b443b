"""Pictures in other CRS lie where they should on the sheet, to a fifth of a millimetre: measured on their pixels."""

from __future__ import annotations

import io
from math import hypot
from pathlib import Path

import numpy as np
import pyproj
import pytest
from PIL import Image

from app.basemap.rasters import tasks
from app.imports import calques
from app.poster.records import Poster
from tests.unit.basemap.raster_files import geotiff

X, Y = 770_000.0, 6_500_000.0
#: Millimetres of the nominal sheet that a place may be off.
OFF = 0.2


def spotted(path: Path, epsg: int, half: float, spread: float) -> list[tuple[float, float]]:
    """Write a GeoTIFF of the ground around (X, Y) with round spots; return where they are in Lambert-93."""
    there = pyproj.Transformer.from_crs(2154, epsg, always_xy=True)
    west, south, east, north = there.transform_bounds(X - half, Y - half, X + half, Y + half)
    side = 1500
    wide, high = (east - west) / side, (north - south) / side
    grey = np.full((side, side), 255, np.uint8)
    rows, columns = np.mgrid[0:side, 0:side] + 0.5
    spots = []
    for dx in (-0.9, -0.3, 0.3, 0.9):
        for dy in (-0.9, -0.3, 0.3, 0.9):
            x, y = X + dx * spread, Y + dy * spread
            u, v = there.transform(x, y)
            column, row = (u - west) / wide, (north - v) / high
            part = (slice(int(row) - 12, int(row) + 13), slice(int(column) - 12, int(column) + 13))
            ink = np.clip(8 - np.hypot(columns[part] - column, rows[part] - row), 0, 1)
            grey[part] = np.minimum(grey[part], (255 * (1 - ink)).astype(np.uint8))
            spots.append((x, y))
    geographic = pyproj.CRS.from_epsg(epsg).is_geographic
    geotiff(path, Image.fromarray(grey), (west, north, wide, high), epsg, geographic=geographic)
    return spots


@pytest.mark.parametrize(
    ("epsg", "metres_par_mm"),
    [(2154, 400.0), (32631, 400.0), (32631, 20.0), (3857, 400.0), (4326, 400.0), (4326, 20.0), (27572, 400.0),
     (3946, 400.0), (3857, 4000.0)],
)  # fmt: skip
@pytest.mark.parametrize("rotation", [0.0, 20.0])
def test_places_of_a_picture_in_another_crs_fall_right(tmp_path, epsg, metres_par_mm, rotation):
    poster = Poster(uid="p", centre_x=X, centre_y=Y, metres_par_mm=metres_par_mm, rotation=rotation)
    spots = spotted(tmp_path / "a.tif", epsg, 200 * metres_par_mm, 100 * metres_par_mm)
    values, blobs = tasks.picture(calques.request(poster, tmp_path / "a.tif"), lambda part: None)
    picture = Image.open(io.BytesIO(blobs[0]))
    ink = 255 - np.asarray(picture.convert("L"), float)
    if picture.mode == "RGBA":
        ink = np.where(np.asarray(picture.getchannel("A")) < 255, 0, ink)
    top_left, top_right, _, bottom_left = (np.array(corner) for corner in values["corners"])
    to_ground = np.stack(
        [(top_right - top_left) / values["width"], (bottom_left - top_left) / values["height"]], axis=1
    )
    rows, columns = np.mgrid[0 : picture.height, 0 : picture.width] + 0.5
    off = []
    for x, y in spots:
        column, row = np.linalg.solve(to_ground, np.array([x, y]) - top_left)
        part = (
            slice(max(0, int(row) - 20), int(row) + 21),
            slice(max(0, int(column) - 20), int(column) + 21),
        )
        seen = np.where(ink[part] > 25, ink[part], 0)
        assert seen.sum() > 0, "the spot is not there"
        found = np.array([(seen * columns[part]).sum(), (seen * rows[part]).sum()]) / seen.sum()
        off.append(hypot(*(to_ground @ (found - (column, row)))) / metres_par_mm)
    assert max(off) <= OFF, f"{max(off):.3f} mm"


def test_a_picture_that_is_straight_enough_keeps_its_own_pixels(tmp_path):
    poster = Poster(uid="p", centre_x=X, centre_y=Y, metres_par_mm=20.0)
    spotted(tmp_path / "a.tif", 32631, 4_000.0, 2_000.0)
    values, _ = tasks.picture(calques.request(poster, tmp_path / "a.tif"), lambda part: None)
    top_left, top_right, bottom_right, bottom_left = values["corners"]
    assert abs(top_right[1] - top_left[1]) > 0.3, "it is turned, not bent"
    assert np.allclose(np.add(top_left, bottom_right), np.add(top_right, bottom_left), atol=1e-6), (
        "it is a parallelogram"
    )


def test_the_world_on_a_sheet_without_a_frame_is_cut_to_where_its_crs_is_made_for(tmp_path):
    picture = Image.new("RGB", (720, 360), "white")
    path = geotiff(tmp_path / "a.tif", picture, (-180.0, 90.0, 0.5, 0.5), 4326, geographic=True)
    values, _ = tasks.picture({"path": str(path), "crs": 2154}, lambda part: None)
    xs, ys = zip(*values["corners"], strict=True)
    assert max(xs) - min(xs) < 3_000_000
    assert max(ys) - min(ys) < 3_000_000
