"""The only QPainter code for content: primitives, in the order given, on a painter scaled to mm."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import starmap
from math import hypot
from weakref import WeakKeyDictionary

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
    QRawFont,
    QTransform,
)

from app.drawing import typography
from app.drawing.primitives import Image, Path, Primitive, Subpath, Text

#: Letters are taken from the font at this size, without hinting, and scaled: they are the same everywhere.
REFERENCE_PX = 1000.0
#: Subpaths of a fill that are painted together.
FILLED = 24
#: Primitives whose paths are kept at most: Qt takes some kilobytes for each that it has painted.
MOST_KEPT = 1000
#: Gives the pixels of a picture by the sha256 of its bytes and how many of them are seen across; None without it.
ImageSource = Callable[[str, float], QImage | None]


def no_image(_key: str, _across: float) -> None:
    """Stand in where there is no picture to be seen."""


#: What is seen in place of a picture that is not there.
_MISSING, _CROSS = QColor("#D5D8DA"), QColor("#FFFFFF")

#: Of words, one path a letter.
_paths: WeakKeyDictionary[Path | Text, tuple[QPainterPath, ...]] = WeakKeyDictionary()


def paint(
    painter: QPainter, primitives: Iterable[Primitive], scale: float, images: ImageSource = no_image
) -> None:
    """Paint ``primitives`` with ``scale`` pixels for a millimetre; (0, 0) of the page at the painter's origin."""
    painter.save()
    painter.scale(scale, scale)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for primitive in primitives:
        if isinstance(primitive, Path):
            _paint_path(painter, primitive)
        elif isinstance(primitive, Text):
            _paint_text(painter, primitive)
        else:
            _paint_image(painter, primitive, images)
    painter.restore()


def colour(code: str) -> QColor:
    """Return the Qt colour of ``#RRGGBB`` or ``#RRGGBBAA``."""
    found = QColor(code[:7])
    if len(code) == 9:
        found.setAlpha(int(code[7:], 16))
    return found


def outline(path: Path) -> QPainterPath:
    """Return what a path is for Qt, in page mm: made once, kept while it is used."""
    return _outlines(path)[0]


def _outlines(primitive: Path | Text) -> tuple[QPainterPath, ...]:
    made = _paths.get(primitive)
    if made is None:
        if isinstance(primitive, Path):
            made = (_of_path(primitive, primitive.subpaths),)
        else:
            made = tuple(_of_text(primitive))
        if len(_paths) >= MOST_KEPT:
            _paths.pop(next(iter(_paths)), None)
        _paths[primitive] = made
    return made


def _paint_path(painter: QPainter, path: Path) -> None:
    # Ink over ink of the same colour is the same ink, as long as nothing shows through.
    many = len(path.subpaths) > 1 and painter.opacity() == 1.0
    if path.fill:
        brush = QBrush(colour(path.fill))
        if many and path.rule == "nonzero" and len(path.fill) == 7 and len(path.subpaths) > FILLED:
            for at in range(0, len(path.subpaths), FILLED):
                painter.fillPath(_of_path(path, path.subpaths[at : at + FILLED]), brush)
        else:
            painter.fillPath(outline(path), brush)
    if path.stroke and path.width > 0:
        pen = _pen(path.stroke, path.width, path.dash, path.cap, path.join)
        if many and len(path.stroke) == 7:
            _stroke_apart(painter, path, pen)
        else:
            painter.strokePath(outline(path), pen)


def _stroke_apart(painter: QPainter, path: Path, pen: QPen) -> None:
    """Stroke one subpath after the other.

    The time that Qt takes for a path grows faster than its subpaths: a thousand dots are painted twenty times
    quicker one by one. They are made anew each time: it is less than what painting them takes, and Qt holds some
    kilobytes for each path that it has painted. A line of a few places needs no path at all.
    """
    painter.setPen(pen)
    for run in path.subpaths:
        if run.cubic or run.closed:
            painter.strokePath(_of_path(path, (run,)), pen)
        else:
            painter.drawPolyline(list(starmap(QPointF, run.points)))


@lru_cache(maxsize=512)
def _pen(stroke: str, width: float, dash: tuple[float, ...], cap: str, join: str) -> QPen:
    pen = QPen(colour(stroke), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap if cap == "round" else Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin if join == "round" else Qt.PenJoinStyle.MiterJoin)
    if dash:
        # Qt counts dashes in widths of the pen. Round caps lengthen a dash by one width: take it off.
        grown = width if cap == "round" else 0.0
        lengths = [max(0.001, part - grown) if i % 2 == 0 else part + grown for i, part in enumerate(dash)]
        pen.setDashPattern([part / width for part in lengths])
    return pen


def _of_path(path: Path, subpaths: Iterable[Subpath]) -> QPainterPath:
    shape = QPainterPath()
    shape.setFillRule(Qt.FillRule.OddEvenFill if path.rule == "evenodd" else Qt.FillRule.WindingFill)
    for subpath in subpaths:
        _add(shape, subpath)
    return shape


def _add(shape: QPainterPath, subpath: Subpath) -> None:
    points = subpath.points
    if not subpath.cubic:
        shape.addPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
    else:
        shape.moveTo(*points[0])
        for index in range(1, len(points) - 2, 3):
            (ax, ay), (bx, by), (cx, cy) = points[index : index + 3]
            shape.cubicTo(ax, ay, bx, by, cx, cy)
    if subpath.closed:
        shape.closeSubpath()


def _paint_text(painter: QPainter, text: Text) -> None:
    ring = 2 * text.halo_width if text.halo else 0.0
    letters = _outlines(text)
    if painter.opacity() < 1.0 or len(text.colour) != 7 or (ring and len(text.halo) != 7):
        letters = (_joined(letters),)  # where rings or letters touch, they must not show through each other
    elif painter.hasClipping():
        # A ring takes Qt many times what its letter does, even where nothing of it is seen.
        seen = painter.clipBoundingRect().adjusted(-ring, -ring, ring, ring)
        letters = tuple(each for each in letters if seen.intersects(each.controlPointRect()))
    if ring > 0:
        pen = _pen(text.halo, ring, (), "round", "round")
        for letter in letters:
            painter.strokePath(letter, pen)
    brush = QBrush(colour(text.colour))
    for letter in letters:
        painter.fillPath(letter, brush)


def _joined(letters: Iterable[QPainterPath]) -> QPainterPath:
    shape = QPainterPath()
    shape.setFillRule(Qt.FillRule.WindingFill)
    for letter in letters:
        shape.addPath(letter)
    return shape


def _of_text(text: Text) -> Iterator[QPainterPath]:
    turn = QTransform()
    if text.angle:
        turn.translate(*text.pivot)
        turn.rotate(-text.angle)
        turn.translate(-text.pivot[0], -text.pivot[1])
    for line in text.lines:
        glyphs, _ = typography.shaped(line.text, text.face)
        for rank, (glyph, x, y) in enumerate(glyphs):
            at = QTransform.fromTranslate(
                line.x + (x + rank * text.tracking) * text.size, line.y - y * text.size
            )
            at.scale(text.size / REFERENCE_PX, text.size / REFERENCE_PX)
            letter = (at * turn).map(_glyph(text.face, glyph))
            if not letter.isEmpty():
                letter.setFillRule(Qt.FillRule.WindingFill)
                yield letter


@lru_cache(maxsize=4096)
def _glyph(face: str, glyph: int) -> QPainterPath:
    return _raw(face).pathForGlyph(glyph)


@lru_cache(maxsize=len(typography.FACES))
def _raw(face: str) -> QRawFont:
    font = QRawFont(
        str(typography.font_path(face)), REFERENCE_PX, QRawFont().hintingPreference().PreferNoHinting
    )
    if not font.isValid():
        raise FileNotFoundError(f"the font {face} cannot be read")
    return font


def _laid(image: Image) -> tuple[QTransform, float, float]:
    """Return where the middle of a picture lies and how it is turned and slanted, and its width and height in mm."""
    if image.corners is None:
        x, y, width, height = image.rect
        laid = QTransform.fromTranslate(x + width / 2, y + height / 2)
        return laid.rotate(-image.angle), width, height
    (x, y), (right, right_y), (low_x, low) = image.corners
    width, height = hypot(right - x, right_y - y), hypot(low_x - x, low - y)
    middle = ((right + low_x) / 2, (right_y + low) / 2)
    across, down = ((right - x) / width, (right_y - y) / width), ((low_x - x) / height, (low - y) / height)
    return QTransform(*across, *down, *middle), width, height


def _paint_image(painter: QPainter, image: Image, images: ImageSource) -> None:
    laid, width, height = _laid(image)
    seen = painter.deviceTransform()
    pixels = images(image.sha256, width * hypot(seen.m11(), seen.m12()))
    place = QRectF(-width / 2, -height / 2, width, height)
    painter.save()
    painter.setOpacity(painter.opacity() * image.alpha)
    painter.setTransform(laid, True)
    if pixels is not None:
        painter.drawImage(place, pixels)
    else:
        painter.fillRect(place, _MISSING)
        painter.setPen(QPen(_CROSS, min(width, height) / 30))
        painter.drawLines(
            [QLineF(place.topLeft(), place.bottomRight()), QLineF(place.topRight(), place.bottomLeft())]
        )
    painter.restore()
