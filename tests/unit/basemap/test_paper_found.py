"""Sheets found again in synthetic photographs: a small round of the benchmark, and what must be refused."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication

from app.basemap.paper import finding
from app.basemap.paper.sheet_code import CORNERS, PaperSheet
from app.basemap.rasters import tasks
from app.exports.registry import Snapshot
from app.i18n import Souci
from app.poster.geometry import Coord
from tests.benchmarks.paper import off
from tests.synthetic_camera import Photograph, Shot, Stroke, drawn, photograph, printed, scribbles, varied
from tests.unit.drawing import sheets

SMALL = {"width": 2600, "height": 1950, "noise": 4.0}
Take = Callable[[Shot], Photograph]
#: A square of red felt pen, by its middle and half of its side in mm of the page.
RED = (100.0, 150.0, 6.0)


@pytest.fixture(scope="module")
def sheet(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> tuple[Image.Image, Coord]:
    pixels, page = printed(
        Snapshot(sheets.records(), sheets.CATALOGUE), tmp_path_factory.mktemp("papier"), dpi=170
    )
    x, y, half = RED
    corners = [(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)]
    square = Stroke(corners, "#C8102E", 2.0, closed=True)
    return drawn(pixels, page, [*scribbles(3, (150.0, 40.0, 260.0, 250.0)), square]), page


@pytest.fixture(scope="module")
def take(sheet: tuple[Image.Image, Coord]) -> Take:
    return lambda shot: photograph(*sheet, shot)


@pytest.mark.parametrize(
    "shot",
    [
        varied(1, **SMALL),
        varied(2, **{**SMALL, "tilt": 35.0, "blur": 1.5}),
        varied(3, **{**SMALL, "tilt": 30.0, "shadow": 0.6, "hard_shadow": True}),
        varied(4, **{**SMALL, "hidden": (2,)}),
        varied(6, **{**SMALL, "turn": 178.0, "exif": 6}),
        varied(8, **{**SMALL, "hidden": (0, 1)}),
        varied(9, width=1600, height=1200, noise=3.0, blur=1.0),
    ],
    ids=["usual", "leaning", "shadows", "a hand", "upside down", "two hands", "sent by a messenger"],
)
def test_a_photograph_is_laid_within_a_millimetre(take: Take, shot: Shot) -> None:
    taken = take(shot)
    found = finding.located(upright(taken))
    assert found is not None
    assert found.sheet == PaperSheet.of(sheets.records(), "A3")
    hidden = {CORNERS[rank] for rank in shot.hidden}
    assert set(found.measured) == set(CORNERS) - hidden
    far = off(found, taken)
    assert float(np.median(far)) < 1.0
    assert float(far.max()) < 2.0
    # What is said of the precision is never rosier than it is.
    assert float(far.max()) < 3 * found.doubt + 0.6
    if hidden:
        assert found.doubt > 0.05


def test_the_task_answers_the_map_its_place_and_its_colours(take: Take, tmp_path: Path) -> None:
    path = tmp_path / "IMG_1.jpg"
    path.write_bytes(take(varied(5, **{**SMALL, "tilt": 20.0})).jpeg)
    shares: list[float] = []
    values, (data,) = finding.find({"path": str(path)}, shares.append)
    assert shares == sorted(shares)
    frame = PaperSheet.of(sheets.records(), "A3").frame
    expected = [frame.to_ground(*corner) for corner in finding.corners(frame.rect)]
    assert np.allclose(values["ring"], expected)
    flat = Image.open(io.BytesIO(data))
    assert flat.size == (values["width"], values["height"])
    assert flat.width / flat.height == pytest.approx(frame.rect[2] / frame.rect[3], abs=0.005)
    assert values["residual_mm"] < 0.2
    x, y, half = RED
    at = ((x - frame.rect[0]) / frame.rect[2] * flat.width, (y - frame.rect[1]) / frame.rect[3] * flat.height)
    pixels = np.asarray(flat, int)
    red = (pixels[..., 0] - pixels[..., 1] > 90) & (pixels[..., 0] - pixels[..., 2] > 60)
    near = np.zeros_like(red)
    reach = int(1.6 * half * flat.width / frame.rect[2])
    near[int(at[1]) - reach : int(at[1]) + reach, int(at[0]) - reach : int(at[0]) + reach] = True
    ys, xs = np.nonzero(red & near)
    assert (float(xs.mean()), float(ys.mean())) == pytest.approx(at, abs=0.6 * flat.width / frame.rect[2])
    assert np.percentile(pixels, 75) > 235


def test_the_whole_sheet_can_be_kept(take: Take, tmp_path: Path) -> None:
    path = tmp_path / "IMG_2.jpg"
    path.write_bytes(take(varied(5, **SMALL)).jpeg)
    values, _ = finding.find({"path": str(path), "whole": True, "even": False}, lambda _: None)
    assert values["width"] / values["height"] == pytest.approx(420 / 297, abs=0.005)


def test_a_photograph_without_a_sheet_proposes_the_four_corners(take: Take, tmp_path: Path) -> None:
    chance = np.random.default_rng(1)
    Image.fromarray(chance.integers(0, 255, (600, 800, 3), np.uint8)).save(tmp_path / "rien.png")
    (tmp_path / "trois.jpg").write_bytes(take(varied(4, **{**SMALL, "hidden": (0, 1, 2)})).jpeg)
    for name in ("rien.png", "trois.jpg"):
        with pytest.raises(Souci, match="quatre coins"):
            finding.find({"path": str(tmp_path / name)}, lambda _: None)


def test_what_a_picture_holds_is_told_with_the_sheet_that_it_shows(take: Take, tmp_path: Path) -> None:
    """Both at once, as they are told one by one: the small picture, what is said of it, and the sheet laid flat."""
    sheet, other = tmp_path / "feuille.jpg", tmp_path / "vue.png"
    sheet.write_bytes(take(varied(4, **SMALL)).jpeg)
    Image.new("RGB", (300, 200), "teal").save(other)
    for path in (sheet, other):
        request = {"path": str(path)}
        values, blobs = finding.look(request, lambda _: None)
        alone, (thumbnail,) = tasks.look(request, lambda _: None)
        assert {key: said for key, said in values.items() if key != "sheet"} == alone
        small, same = (np.asarray(Image.open(io.BytesIO(each)), float) for each in (blobs[0], thumbnail))
        assert small.shape == same.shape
        assert abs(small - same).mean() < 2.0
        if path is sheet:
            assert (values["sheet"], blobs[1:]) == finding.find(request, lambda _: None)
        else:
            assert (values["sheet"], blobs[1:]) == (None, [])


def test_a_picture_that_says_where_it_lies_shows_no_sheet(take: Take, tmp_path: Path) -> None:
    (tmp_path / "feuille.jpg").write_bytes(take(varied(4, **SMALL)).jpeg)
    (tmp_path / "feuille.jgw").write_text("10\n0\n0\n-10\n700000\n6600000\n")
    values, blobs = finding.look({"path": str(tmp_path / "feuille.jpg")}, lambda _: None)
    assert values["placed"]
    assert values["sheet"] is None
    assert len(blobs) == 1


def test_two_sheets_on_a_table_are_not_mixed(sheet: tuple[Image.Image, Coord]) -> None:
    pixels, _ = sheet
    both = Image.new("RGB", (2600, 1950), "#654321")
    small = pixels.resize((1180, 834), Image.Resampling.BOX)
    both.paste(small, (60, 100))
    both.paste(small.rotate(4, expand=True, fillcolor="#654321"), (1300, 900))
    found = finding.located(both)
    assert found is not None
    assert len(found.measured) == 4
    assert found.residual < 0.3


def test_a_sheet_lies_in_the_coordinates_that_are_asked() -> None:
    own = PaperSheet.of(sheets.records(), "A3")
    rect = own.frame.rect
    moved = finding.ground(own, rect, 32631)
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = moved
    assert (ax + cx, ay + cy) == pytest.approx((bx + dx, by + dy))
    assert np.hypot(bx - ax, by - ay) == pytest.approx(rect[2] * own.metres_par_mm, rel=2e-3)
    assert finding.ground(own, rect, 2154) == tuple(
        own.frame.to_ground(*each) for each in finding.corners(rect)
    )
    with pytest.raises(Souci, match="système de coordonnées"):
        finding.ground(replace(own, crs=0), rect, 2154)
    with pytest.raises(Souci, match="système de coordonnées"):
        finding.ground(replace(own, metres_par_mm=90_000.0), rect, 32740)


def upright(taken: Photograph) -> Image.Image:
    from PIL import ImageOps

    return ImageOps.exif_transpose(Image.open(io.BytesIO(taken.jpeg))).convert("RGB")
