"""How much two signs look alike: their icons in black on white, at the sizes at which people tell them apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage, QPainter

from app.catalogue.model import Brush, Pictogram
from app.drawing.marks import icon
from app.drawing.theme import Tint
from app.painting.painter import paint

#: Sides of an icon in pixels: a dense palette, a palette, a palette shown on a wall.
SIDES = (24, 32, 48)
#: Correlation of the pixels above which two signs are taken for one another.
ALIKE = 0.75
#: Black ink and the grey of a tint: what is left of two signs of one domaine when colour does not tell them apart.
_BLACK, _MM = Tint("#000000", "#D5D8DA"), 10.0
#: What a drawing alone is painted with, and the formes that lend one plate or one arrow to all that they carry.
_STAMP = Brush("stamp")
_SHARED = frozenset(("jeton", "fleche"))


def pixels(pictogram: Pictogram, side: int) -> NDArray[np.float64]:
    """Return the ink (0-1) of an icon of ``side`` pixels, in rows; tints are pale.

    What a family of signs shares is left out, since it cannot tell them apart: where a drawing lies on the round
    plate of the actors or rides the arrow of the flows, the drawing alone is painted.
    """
    image = QImage(side, side, QImage.Format.Format_Grayscale8)
    image.fill(QColor("white"))
    painter = QPainter(image)
    paint(painter, icon(_bare(pictogram), _MM, _BLACK), side / _MM)
    painter.end()
    flat = np.frombuffer(image.constBits(), np.uint8).reshape(side, image.bytesPerLine())[:, :side]
    return 1 - flat.astype(np.float64) / 255


def alike(
    signs: Mapping[str, Pictogram], others: Mapping[str, Pictogram] | None = None
) -> Iterator[tuple[str, str, float, int]]:
    """Yield (one, other, correlation, side) for each pair that is too alike, once, at the side where it is most.

    Pairs are taken among ``signs``, and between them and ``others``.
    """
    there = {name: sign for name, sign in (others or {}).items() if name not in signs}
    names = [*signs, *there]
    most: dict[tuple[str, str], tuple[float, int]] = {}
    for side in SIDES:
        rows = np.array([pixels(sign, side).ravel() for sign in (*signs.values(), *there.values())])
        rows -= rows.mean(axis=1, keepdims=True)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        rows /= np.where(lengths > 0, lengths, 1.0)
        found = rows[: len(signs)] @ rows.T
        for a, b in zip(*np.nonzero(found > ALIKE), strict=True):
            if a < b:
                pair = (names[a], names[b])
                most[pair] = max(most.get(pair, (0.0, 0)), (float(found[a, b]), side))
    for (one, other), (correlation, side) in most.items():
        yield one, other, correlation, side


def _bare(pictogram: Pictogram) -> Pictogram:
    shared = pictogram.brushes[0][1].settings.get("forme") in _SHARED
    if pictogram.glyph is None or not shared:
        return pictogram
    return replace(pictogram, brushes=(("point", _STAMP),), example=None)
