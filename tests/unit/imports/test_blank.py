"""A blank sheet: what it is made of, what it shows whole, what lies under it; printed, photographed, exported."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from app.basemap.france import contours
from app.basemap.france.search import resolve
from app.basemap.paper import sheet_code
from app.basemap.paper.sheet_code import PaperSheet
from app.catalogue.load import shipped
from app.drawing import papier as printed
from app.exports.registry import Snapshot, export
from app.i18n import Souci
from app.imports import calques, framing, papier, reference
from app.imports.calques import Brought
from app.imports.new import blank_poster
from app.poster.document import Document
from app.poster.geometry import Lines, Point
from app.poster.records import Calque, Mark, Poster, PostIt, Record
from app.poster.sheet import PAPER_CRS, MapFrame
from app.poster.values import Frozen
from app.storage.file import PosterFile
from tests.unit.storage.test_standard import SYSTEM_PYTHON, VALIDATOR, has_validator


def sheet(**fields: object) -> Poster:
    (made,) = blank_poster()
    assert isinstance(made, Poster)
    return replace(made, **fields)  # type: ignore[arg-type]  # fields of a poster


def keyed(*records: Record) -> dict[str, Record]:
    return {record.uid: record for record in records}


def test_a_mm_of_its_ground_is_a_mm_of_its_paper() -> None:
    frame = MapFrame.of(sheet())
    (x, y), (right, up) = frame.to_page(0.0, 0.0), frame.to_page(0.010, 0.005)
    assert (x, y) == frame.middle
    assert (right - x, y - up) == pytest.approx((10.0, 5.0))
    assert frame.scale == 1.0


def test_the_whole_of_it_is_the_sheet_or_all_that_lies_on_it() -> None:
    poster = sheet()
    assert framing.whole(keyed(poster)) == ((0.0, 0.0), 0.001)
    far = Mark(uid="m", picto="ecole", geometry=Point(0.262, 0.0))
    centre, metres = framing.whole(keyed(poster, far)) or ((1.0, 1.0), 0.0)
    assert centre == (0.0, 0.0)
    assert metres == pytest.approx(0.002)


@pytest.mark.parametrize("metres", [0.001, 0.000125, 0.0043])
def test_its_printed_codes_say_it_to_a_hundredth_of_a_mm(metres: float) -> None:
    poster = sheet(metres_par_mm=metres, centre_x=0.012345, centre_y=-0.0543)
    told = PaperSheet.of(keyed(poster), "A3")
    found, _ = sheet_code.read(told.text("B"))
    assert found == told
    was, now = MapFrame.of(poster), replace(MapFrame.of(poster), centre=found.centre)
    a, b = was.to_page(0.1, 0.1), now.to_page(0.1, 0.1)
    assert max(abs(a[0] - b[0]), abs(a[1] - b[1])) < 0.01
    (made,) = papier.records(found)
    assert isinstance(made, Poster)
    assert made.crs == PAPER_CRS
    scene = printed.draw(keyed(poster), shipped(), "A3")
    assert scene.ink("feuille:nord") is None
    assert scene.ink("feuille:echelle") is None


def test_no_commune_lies_on_it() -> None:
    document = Document.of([sheet()])
    assert contours.generalised(document, 0.01, 0.02, "commune") is None


def test_a_zone_of_reference_asks_for_a_territory() -> None:
    with pytest.raises(Souci, match="page blanche"):
        reference.reference([resolve("63003")], PAPER_CRS, 0.001)


def test_pictures_notes_and_pins_keep_their_place_under_a_territory() -> None:
    poster = sheet()
    frame = MapFrame.of(poster)
    corners = calques.middle(poster, 400, 300)
    picture = Calque(
        uid="q",
        geometry=calques.ring(corners),
        media="00" * 32,
        parametres=Frozen({"reperes": [[0.5, 0.5, 0.01, 0.02]]}),
    )
    note = PostIt(uid="n", texte="ici", x=30.0, y=60.0, cible_x=0.05, cible_y=0.04)
    road = Mark(uid="r", picto="voie", geometry=Lines((((0.0, 0.0), (0.1, 0.05)),)), taille_mm=2.0)
    records = keyed(poster, picture, note, road)
    changes = framing.moved_to(records, [resolve("200070761")], catalogue=shipped())
    after = changes[poster.uid]
    assert isinstance(after, Poster)
    assert after.crs == 2154
    now = MapFrame.of(after)
    laid, said, drawn = changes["q"], changes["n"], changes["r"]
    assert isinstance(laid, Calque)
    assert isinstance(said, PostIt)
    assert isinstance(drawn, Mark)
    for was, there in zip(picture.geometry.coords(), laid.geometry.coords(), strict=True):
        assert now.to_page(*there) == pytest.approx(frame.to_page(*was), abs=1e-6)
    ((u, v, x, y),) = laid.parametres["reperes"]
    assert (u, v) == (0.5, 0.5)
    assert now.to_page(x, y) == pytest.approx(frame.to_page(0.01, 0.02), abs=1e-6)
    assert (said.x, said.y) == (30.0, 60.0)
    assert said.cible_x is not None
    assert said.cible_y is not None
    assert now.to_page(said.cible_x, said.cible_y) == pytest.approx(frame.to_page(0.05, 0.04), abs=1e-6)
    assert drawn.taille_mm == 2.0


def test_a_picture_under_it_leaves_as_tiles_of_its_paper(tmp_path: Path) -> None:
    held = io.BytesIO()
    Image.new("RGB", (400, 300), "#C81E28").save(held, "PNG")
    poster = sheet()
    file = PosterFile.create(tmp_path / "p.gpkg", [poster])
    try:
        with file.document.transaction("Apporter") as act:
            brought = Brought(held.getvalue(), 400, 300, None, "Photo", "photo.png")
            act.put(calques.calque(poster, [], brought, file.pictures.add))
        export(
            Snapshot(dict(file.document.records), shipped(), pictures=file.pictures.get), tmp_path / "c.gpkg"
        )
    finally:
        file.close()
    import pyogrio

    assert "calque" in {name for name, _ in pyogrio.list_layers(tmp_path / "c.gpkg")}
    if has_validator():
        said = subprocess.run(
            [SYSTEM_PYTHON, "-m", VALIDATOR, "-k", str(tmp_path / "c.gpkg")],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (said.returncode, said.stdout.strip()) == (0, "")
        told = subprocess.run(
            [SYSTEM_PYTHON, "-c", TILES, str(tmp_path / "c.gpkg")], capture_output=True, text=True, check=True
        ).stdout.split()
        west, pixel, across = float(told[0]), float(told[1]), int(told[2])
        corners = calques.middle(poster, 400, 300)
        assert west == pytest.approx(corners[0][0], abs=2 * pixel)
        assert west + pixel * across == pytest.approx(corners[1][0], abs=2 * pixel)


TILES = """
import sys
from osgeo import gdal
gdal.UseExceptions()
made = gdal.Open(f"GPKG:{sys.argv[1]}:calque_image_1")
place = made.GetGeoTransform()
print(place[0], place[1], made.RasterXSize)
"""
