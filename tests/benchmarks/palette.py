"""The whole palette from its files to its first pixels, against the same files and the same shapes done bare.

Bare: TOML and SVG go through their parsers, each path of a drawing straight into a QPainterPath that is painted; for
a sign that its brush draws, the coordinates that it came to are laid out and painted.
"""

from __future__ import annotations

import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from xml.etree.ElementTree import Element, fromstring

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from app import paths
from app.catalogue.load import read_folder, shipped
from app.drawing import marks, theme
from app.drawing.primitives import Path
from app.painting.fonts import ensure_application
from app.ui import pictos
from tests.benchmarks.measure import Figure, alternated, compared

GOAL = 3.0
SIDE = 48


def run() -> Iterator[Figure]:
    """Yield the time of a first paint in milliseconds: every entry of the catalogue, 48 px wide."""
    ensure_application()
    brushed = [
        [
            path
            for path in marks.icon(entry, pictos.ICON_MM, theme.domaine(entry.domaine))
            if isinstance(path, Path)
        ]
        for entry in shipped().values()
        if entry.glyph is None or entry.example is not None
    ]
    ours, bare = alternated(lambda: timed(shown), lambda: timed(lambda: painted(brushed)))
    yield compared("palette_first_paint", "ms", ours, bare, GOAL)


def shown() -> None:
    """Read the catalogue and paint its icons, as the drawer does when it opens for the first time."""
    pictos._painted.cache_clear()
    for entry in read_folder(paths.pictograms()).values():
        pictos.pixmap(entry, SIDE, 1.0)


def painted(brushed: list[list[Path]]) -> None:
    """Parse every file and paint what is in it, then the signs of brushes, with nothing in between."""
    for file in sorted(paths.pictograms().rglob("*")):
        if file.suffix == ".toml":
            tomllib.loads(file.read_text("utf-8"))
        elif file.suffix == ".svg":
            with painting(64.0) as painter:
                for element in fromstring(file.read_text("utf-8")).iter():
                    outline = read(element)
                    if "stroke-width" in element.attrib:
                        painter.strokePath(
                            outline, QPen(QColor("#22303C"), float(element.attrib["stroke-width"]))
                        )
                    else:
                        painter.fillPath(outline, QColor("#22303C"))
    for paths_of_one in brushed:
        with painting(pictos.ICON_MM) as painter:
            for path in paths_of_one:
                outline = laid(path)
                if path.fill:
                    painter.fillPath(outline, QColor(path.fill[:7]))
                if path.stroke:
                    painter.strokePath(outline, QPen(QColor(path.stroke[:7]), path.width))


def read(element: Element) -> QPainterPath:
    """Return the outline of an SVG element as Qt makes it."""
    from fontTools.pens.qtPen import QtPen
    from fontTools.svgLib.path.parser import parse_path

    outline, of = QPainterPath(), element.attrib
    if "d" in of:
        parse_path(" ".join(of["d"].split()), QtPen({}, outline))
    elif "r" in of:
        outline.addEllipse(QPointF(float(of["cx"]), float(of["cy"])), float(of["r"]), float(of["r"]))
    elif "x" in of:
        rounded = float(of.get("rx", 0))
        outline.addRoundedRect(*(float(of[key]) for key in ("x", "y", "width", "height")), rounded, rounded)
    return outline


@contextmanager
def painting(units: float) -> Iterator[QPainter]:
    """Give a painter on new pixels, ``units`` wide."""
    pixels = QPixmap(SIDE, SIDE)
    pixels.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixels)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(SIDE / units, SIDE / units)
    yield painter
    painter.end()


def laid(path: Path) -> QPainterPath:
    """Return the outline of a path, coordinate by coordinate."""
    made = QPainterPath()
    for each in path.subpaths:
        made.moveTo(*each.points[0])
        rest = each.points[1:]
        if each.cubic:
            for at in range(0, len(rest) - 2, 3):
                made.cubicTo(*rest[at], *rest[at + 1], *rest[at + 2])
        else:
            for point in rest:
                made.lineTo(*point)
        if each.closed:
            made.closeSubpath()
    return made


def timed(act: Callable[[], object]) -> float:
    """Return how long an act takes, in milliseconds."""
    start = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - start)
