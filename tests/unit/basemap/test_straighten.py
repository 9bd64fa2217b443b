"""Perspective undone and light made even, on pictures made here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from app.basemap.paper import plane, straighten
from app.i18n import Souci

CORNERS = [(120.0, 80.0), (700.0, 140.0), (640.0, 520.0), (60.0, 470.0)]


def board(size: tuple[int, int] = (400, 300)) -> Image.Image:
    """Return white paper with a red disc and a blue square, each at a known place."""
    made = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(made)
    pen.ellipse((80, 60, 120, 100), fill="#C8102E")
    pen.rectangle((280, 200, 320, 240), fill="#00539F")
    return made


def seen(picture: Image.Image, size: tuple[int, int] = (800, 600)) -> Image.Image:
    """Return the board as it is seen between CORNERS, on a dark table."""
    wide, high = picture.size
    back = plane.solved(CORNERS, [(0, 0), (wide, 0), (wide, high), (0, high)])
    paper = picture.transform(
        size, Image.Transform.PERSPECTIVE, tuple(back.ravel()[:8]), Image.Resampling.BICUBIC
    )
    mask = Image.new("L", size, 0)
    ImageDraw.Draw(mask).polygon(CORNERS, fill=255)
    return Image.composite(paper, Image.new("RGB", size, "#332211"), mask)


def middle(picture: Image.Image, colour: tuple[int, int, int]) -> tuple[float, float]:
    """Return the middle of what has nearly that colour, as parts of the picture."""
    far = np.abs(np.asarray(picture, int) - np.array(colour)).sum(2)
    ys, xs = np.nonzero(far < 90)
    return (float(xs.mean() / picture.width), float(ys.mean() / picture.height))


def test_a_homography_comes_back_from_the_places_it_moved() -> None:
    truth = np.array([[1.1, 0.2, 30], [-0.1, 0.9, 12], [2e-4, -1e-4, 1]])
    places = [(0.0, 0.0), (400.0, 0.0), (400.0, 300.0), (0.0, 300.0), (130.0, 77.0)]
    assert np.allclose(plane.solved(places, plane.mapped(truth, places)), truth, atol=1e-8)
    assert np.allclose(plane.mapped(plane.inverse(truth), plane.mapped(truth, places)), places)
    with pytest.raises(ValueError):
        plane.solved([(0, 0), (1, 1), (2, 2), (3, 3)], places[:4])
    with pytest.raises(ValueError):
        plane.solved(places[:3], places[:3])


@pytest.mark.parametrize(("tilt", "towards"), [(0, 0), (20, 0), (30, 45), (35, 90)])
def test_the_proportion_of_a_sheet_that_leans_is_told_by_its_corners(tilt: float, towards: float) -> None:
    # A telephone that looks at the middle of an A3, from a distance of a metre.
    lean, way, focal = np.radians(tilt), np.radians(towards), 3000.0
    axis = np.array([np.cos(way), np.sin(way), 0.0])
    cross = np.array([[0, -axis[2], axis[1]], [axis[2], 0, -axis[0]], [-axis[1], axis[0], 0]])
    turned = np.eye(3) + np.sin(lean) * cross + (1 - np.cos(lean)) * (cross @ cross)
    corners = []
    for x, y in ((-0.21, -0.1485), (0.21, -0.1485), (0.21, 0.1485), (-0.21, 0.1485)):
        place = turned @ np.array([x, y, 0.0]) + np.array([0, 0, 1.0])
        corners.append((2000 + focal * place[0] / place[2], 1500 + focal * place[1] / place[2]))
    assert straighten.true_ratio(corners, (4000, 3000)) == pytest.approx(420 / 297, rel=0.005)


def test_four_corners_undo_the_perspective() -> None:
    flat = straighten.straighten_by_corners(seen(board()), CORNERS, 4 / 3)
    assert flat.width / flat.height == pytest.approx(4 / 3, abs=0.01)
    assert middle(flat, (200, 16, 46)) == pytest.approx((100 / 400, 80 / 300), abs=0.004)
    assert middle(flat, (0, 83, 159)) == pytest.approx((300 / 400, 220 / 300), abs=0.004)


def test_without_a_ratio_the_sides_say_it() -> None:
    flat = straighten.straighten_by_corners(seen(board()), CORNERS)
    assert flat.width / flat.height == pytest.approx(1.48, abs=0.05)


@pytest.mark.parametrize(
    "corners",
    [
        [CORNERS[0], CORNERS[2], CORNERS[1], CORNERS[3]],
        CORNERS[::-1],
        [CORNERS[0]] * 4,
        [(0, 0), (10, 0), (20, 0), (30, 0)],
        CORNERS[:3],
        [(float("nan"), 0.0), *CORNERS[1:]],
        [(float("inf"), 0.0), *CORNERS[1:]],
    ],
)
def test_corners_that_are_no_sheet_are_said(corners: Any) -> None:
    with pytest.raises(Souci, match="Ces quatre coins"):
        straighten.straighten_by_corners(seen(board()), corners, 1.4)


def test_the_light_is_made_even_and_inks_stay() -> None:
    paper = np.asarray(board((800, 600)), float)
    slope = np.linspace(0.35, 0.9, 800)[None, :, None] * np.array([1.0, 0.95, 0.85])
    dark = paper * slope
    dark[:, 500:] *= 0.7  # a hard shadow
    even = np.asarray(straighten.evened(Image.fromarray(dark.astype(np.uint8))), float)
    spots = [
        even[y - 8 : y + 8, x - 8 : x + 8].mean((0, 1)) for x in (30, 200, 400, 600, 770) for y in (30, 500)
    ]
    assert np.min(spots) > 232
    assert np.ptp(np.array(spots), axis=0).max() < 18
    red, blue = even[80, 100], even[220, 300]
    assert red[0] > red[1] + 90
    assert red[0] > red[2] + 90
    assert blue[2] > blue[0] + 90


def test_an_area_coloured_in_by_hand_is_not_bleached() -> None:
    made = board((800, 600))
    ImageDraw.Draw(made).rectangle((150, 150, 620, 480), fill="#F4B9C2")
    even = np.asarray(straighten.evened(made), float)
    assert np.abs(even[300, 400] - np.array([244, 185, 194])).max() < 14


def test_a_photograph_is_turned_as_it_was_taken_and_large_ones_are_halved(tmp_path: Path) -> None:
    wide = board((1200, 800))
    exif = Image.Exif()
    exif[0x0112] = 6
    wide.rotate(90, expand=True).save(tmp_path / "turned.jpg", exif=exif)
    picture = straighten.opened(tmp_path / "turned.jpg")
    assert picture.size == (1200, 800)
    assert middle(picture, (200, 16, 46)) == pytest.approx((100 / 1200, 80 / 800), abs=0.01)
    Image.new("RGB", (8160, 6120), "white").save(tmp_path / "large.jpg", quality=40)
    assert straighten.opened(tmp_path / "large.jpg").size == (4080, 3060)


def test_what_is_no_picture_is_said(tmp_path: Path) -> None:
    for name, data in (
        ("a.jpg", b"\xff\xd8\xff\xe0 cut"),
        ("b.heic", b"\0\0\0\x18ftypheic"),
        ("c.jpg", b"bonjour"),
    ):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(Souci, match=name):
            straighten.opened(tmp_path / name)


def test_the_task_answers_a_picture_that_can_travel(tmp_path: Path) -> None:
    seen(board()).save(tmp_path / "photo.png")
    shares = [[x / 800, y / 600] for x, y in CORNERS]
    values, (data,) = straighten.by_corners(
        {"path": str(tmp_path / "photo.png"), "corners": shares, "ratio": 1.4, "even": True}, lambda _: None
    )
    assert data.startswith(b"\xff\xd8\xff")
    assert values["width"] / values["height"] == pytest.approx(1.4, abs=0.01)
    assert len(data) <= straighten.MOST_BYTES
