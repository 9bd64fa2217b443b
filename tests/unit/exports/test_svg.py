"""The SVG that leaves: a true size in mm, letters without fonts, the look of the PNG in programs that are not ours."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import numpy as np
import pytest
from defusedxml.ElementTree import fromstring
from PIL import Image as Picture
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from app.drawing.ink import Band, Ink, Scene
from app.drawing.primitives import Image, Primitive, Text, TextLine, circle, line, rectangle, smooth
from app.drawing.primitives import Path as Drawn
from app.exports import png, registry, svg
from app.exports.png import PngOptions
from app.exports.registry import Illisible, Snapshot
from app.exports.svg import SvgOptions
from tests.unit.drawing import sheets

SVG = "{http://www.w3.org/2000/svg}"
#: One of each: what a poster is made of, opaque.
CONTENT: tuple[Primitive, ...] = (
    Drawn((rectangle(12, 12, 60, 40),), fill="#F2C9C9", stroke="#16202A", width=1.1),
    Drawn((rectangle(20, 20, 40, 24), rectangle(30, 26, 20, 12)), fill="#1F7A5C"),
    Drawn((circle(110, 32, 18), circle(110, 32, 9)), fill="#B01030", rule="evenodd"),
    Drawn((line((15, 70), (70, 62), (120, 80)),), stroke="#7A3E98", width=3.0, dash=(8.0, 6.0)),
    Drawn((line((15, 84), (120, 84)),), stroke="#16202A", width=2.0, dash=(8.0, 4.0), cap="flat"),
    Drawn((smooth(((20, 92), (50, 104), (80, 90), (118, 104))),), stroke="#B01030", width=2.2),
    Text((TextLine(16, 124, "L’été à Œuilly"),), "Bold", 9.0, "#16202A", halo="#FFE27A", halo_width=1.0),
    Text(
        (TextLine(90, 124, "Penché"),), "It", 8.0, "#1F7A5C", tracking=0.06, angle=20.0, pivot=(90.0, 124.0)
    ),
)


def tree(text: str) -> Element:
    found = fromstring(text, forbid_dtd=True)
    assert found is not None
    return found


def test_a_drawing_has_its_true_size_and_nothing_but_shapes() -> None:
    text = svg.drawn(CONTENT, (10.0, 5.0, 130.0, 135.0), title="Un <titre> & “mots”", paper="#FFFFFF")
    root = tree(text)
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("120mm", "130mm", "10 5 120 130")
    assert root.findtext(f"{SVG}title") == "Un <titre> & “mots”"
    names = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert names == {"svg", "title", "rect", "path", "g"}
    assert not any(name in text for name in ("<style", "<script", "<text", "font", "<use", "href=", "clip"))


def test_words_are_said_and_drawn() -> None:
    root = tree(svg.drawn(CONTENT, (0.0, 0.0, 130.0, 140.0)))
    groups = list(root.iter(f"{SVG}g"))
    assert [group.get("aria-label") for group in groups] == ["L’été à Œuilly", "Penché"]
    assert [group.findtext(f"{SVG}title") for group in groups] == ["L’été à Œuilly", "Penché"]
    assert [len(group.findall(f"{SVG}path")) for group in groups] == [2, 1]


@pytest.mark.parametrize(
    "words", ["a\x00b\x0b\ud800", "</g><script>alert(1)</script>", '" onload="x', "]]>&#x0;"]
)
def test_words_cannot_break_out(words: str) -> None:
    root = tree(
        svg.drawn((Text((TextLine(1, 9, words),), "Regular", 6.0, "#000000"),), (0, 0, 9, 9), title=words)
    )
    assert not list(root.iter(f"{SVG}script"))
    assert all("onload" not in element.attrib for element in root.iter())


def test_transparency_is_said_as_programs_of_offices_read_it() -> None:
    path = Drawn((rectangle(0, 0, 9, 9),), fill="#11223380", stroke="#44556640", width=1.0)
    (found,) = tree(svg.drawn((path,), (0, 0, 9, 9))).iter(f"{SVG}path")
    assert (found.get("fill"), found.get("stroke")) == ("#112233", "#445566")
    assert float(found.get("fill-opacity", "")) == pytest.approx(0.5, abs=0.01)
    assert float(found.get("stroke-opacity", "")) == pytest.approx(0.25, abs=0.01)


def test_pictures_travel_inside(tmp_path: Path) -> None:
    Picture.new("RGB", (4, 2), "#B01030").save(tmp_path / "p.png")
    content = (tmp_path / "p.png").read_bytes()
    known = {"a": content, "b": b"<svg/>"}
    images = (
        Image("a", (2.0, 3.0, 40.0, 20.0), angle=30.0, alpha=0.5),
        Image("b", (0, 0, 1, 1)),
        Image("c", (0, 0, 1, 1)),
    )
    (found,) = tree(svg.drawn(images, (0, 0, 50, 50), images=known.get)).iter(f"{SVG}image")
    assert found.get("transform") == "rotate(-30 22 13)"
    assert found.get("opacity") == "0.5"
    assert found.get("{http://www.w3.org/1999/xlink}href", "").startswith("data:image/png;base64,")


def difference(one: Picture.Image, other: Picture.Image) -> float:
    """Return the share of the range by which pixels differ on average (root of the mean square)."""
    a, b = (np.asarray(image.convert("RGB"), float) / 255 for image in (one, other))
    return float(np.sqrt(((a - b) ** 2).mean()))


@pytest.fixture
def ours(tmp_path: Path, qapp: Any) -> Picture.Image:
    path = tmp_path / "ours.png"
    png.write(
        Scene(130, 140, (Ink.of("x", Band.FOND, CONTENT),)),
        path,
        PngOptions("A3", 120),
        "",
        lambda share: None,
    )
    with Picture.open(path) as image:
        return image.convert("RGB")


def test_another_reader_draws_the_same(ours: Picture.Image, tmp_path: Path) -> None:
    text = svg.drawn(CONTENT, (0.0, 0.0, 130.0, 140.0), paper="#FFFFFF")
    reader = QSvgRenderer(QByteArray(text.encode()))
    assert reader.isValid()
    image = QImage(*ours.size, QImage.Format.Format_RGB32)
    image.fill(QColor("#00FF00"))
    painter = QPainter(image)
    reader.render(painter)
    painter.end()
    image.save(str(tmp_path / "theirs.png"))
    with Picture.open(tmp_path / "theirs.png") as theirs:
        assert difference(ours, theirs) < 0.04


@pytest.mark.skipif(shutil.which("convert") is None, reason="ImageMagick is not on this machine")
def test_imagemagick_draws_the_same(ours: Picture.Image, tmp_path: Path) -> None:
    (tmp_path / "x.svg").write_text(svg.drawn(CONTENT, (0.0, 0.0, 130.0, 140.0), paper="#FFFFFF"), "utf-8")
    size = f"{ours.size[0]}x{ours.size[1]}!"
    command = ["convert", "-density", "120", "x.svg", "-resize", size, "-depth", "8", "theirs.png"]
    done = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, timeout=60)
    if done.returncode != 0:
        pytest.skip("this ImageMagick may not read SVG")
    with Picture.open(tmp_path / "theirs.png") as theirs:
        assert difference(ours, theirs) < 0.16 < difference(ours, Picture.new("RGB", ours.size, "#FFFFFF"))


def test_a_poster_is_written_and_read_back(tmp_path: Path) -> None:
    snapshot = Snapshot(
        sheets.records(sheets.mark("m", "ecole", 150, 150), sheets.postit("p", 20, 50), titre="Où ça ?"),
        sheets.CATALOGUE,
    )
    path = tmp_path / "poster.svg"
    assert registry.export(snapshot, path, SvgOptions("A2")) == (path,)
    root = tree(path.read_text("utf-8"))
    assert root.get("viewBox") == "0 0 420 297"
    assert float(root.get("width", "").removesuffix("mm")) == pytest.approx(594, abs=0.1)
    assert root.findtext(f"{SVG}title") == "Où ça ?"
    assert "Où ça" in {group.get("aria-label", "")[:5] for group in root.iter(f"{SVG}g")}


@pytest.mark.parametrize(
    "content", ["", "<svg", '<svg xmlns="http://www.w3.org/2000/svg" width="3"/>', "<a/>"]
)
def test_what_does_not_read_back_is_seen(tmp_path: Path, content: str) -> None:
    path = tmp_path / "x.svg"
    path.write_text(content)
    with pytest.raises(Illisible):
        svg.check(path, SvgOptions())


def test_a_slanted_picture_is_an_image_with_a_matrix() -> None:
    corners = ((10.0, 20.0), (40.0, 23.0), (8.0, 60.0))
    data = b"\x89PNG\r\n\x1a\n" + bytes(20)
    text = svg.drawn(
        [Image("k", (8.0, 20.0, 32.0, 43.0), alpha=0.6, corners=corners)],
        (0, 0, 100, 100),
        images=lambda _: data,
    )
    found = re.search(
        r'<image x="0" y="0" width="(\S+)" height="(\S+)".*? transform="matrix\((.+?)\)" opacity="0.6"', text
    )
    assert found is not None
    width, height = float(found[1]), float(found[2])
    a, b, c, d, e, f = map(float, found[3].split())
    for (u, v), corner in zip(((0, 0), (width, 0), (0, height)), corners, strict=True):
        assert (a * u + c * v + e, b * u + d * v + f) == pytest.approx(corner, abs=2e-3)
