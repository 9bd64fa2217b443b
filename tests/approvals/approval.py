"""Pictures that people looked at and approved: what is drawn today is held to them, with a tolerance.

``CHOROGRAPHE_APPROVE=1`` writes what is drawn now as approved: look at each picture before it is kept. What
differs is left in ``tests/approvals/received`` beside its approved twin.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtGui import QColor, QImage, QPainter

from app.drawing.primitives import Primitive
from app.painting.painter import paint

HERE = Path(__file__).parent
APPROVED, RECEIVED = HERE / "approved", HERE / "received"
#: Pixels for a millimetre; colours kept in a picture.
SCALE, COLOURS = 6.0, 48
#: Mean difference (0-255), share of pixels that differ clearly, and what « clearly » is: smoothing of edges
#: is not the same in every version of Qt, the place of a stroke is.
MEAN, SHARE, CLEARLY = 1.2, 0.006, 64


def rendered(
    primitives: Iterable[Primitive], width: float, height: float, scale: float = SCALE
) -> Image.Image:
    """Return primitives painted on white, (0, 0) mm at the top left; needs a QGuiApplication for text."""
    picture = QImage(round(width * scale), round(height * scale), QImage.Format.Format_RGB888)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    try:
        paint(painter, primitives, scale)
    finally:
        painter.end()
    return Image.frombuffer(
        "RGB",
        (picture.width(), picture.height()),
        bytes(picture.constBits()),
        "raw",
        "RGB",
        picture.bytesPerLine(),
        1,
    ).copy()


def difference(one: Image.Image, two: Image.Image) -> tuple[float, float]:
    """Return the mean difference (0-255) and the share of pixels that differ clearly; sizes must be equal."""
    apart = np.abs(np.asarray(one, dtype=np.int16) - np.asarray(two, dtype=np.int16))
    return float(apart.mean()), float((apart.max(axis=2) > CLEARLY).mean())


def approve(name: str, primitives: Iterable[Primitive], width: float, height: float) -> None:
    """Hold a drawing to its approved picture; fails when there is none, or when it differs."""
    picture = rendered(primitives, width, height)
    kept = APPROVED / f"{name}.png"
    if os.environ.get("CHOROGRAPHE_APPROVE"):
        APPROVED.mkdir(exist_ok=True)
        picture.quantize(COLOURS, dither=Image.Dither.NONE).save(kept, optimize=True)
        return
    if not kept.exists():
        raise AssertionError(
            f"{_received(name, picture)} was never approved (CHOROGRAPHE_APPROVE=1 approves it)"
        )
    with Image.open(kept) as opened:
        approved = opened.convert("RGB")
    if approved.size != picture.size:
        raise AssertionError(f"{_received(name, picture)}: {picture.size} px, approved {approved.size}")
    mean, share = difference(picture, approved)
    if mean > MEAN or share > SHARE:
        raise AssertionError(
            f"{_received(name, picture)} differs from {kept.name}: mean {mean:.2f} (≤ {MEAN}), "
            f"{share:.2%} of the pixels (≤ {SHARE:.2%})"
        )


def _received(name: str, picture: Image.Image) -> Path:
    RECEIVED.mkdir(exist_ok=True)
    path = RECEIVED / f"{name}.png"
    picture.save(path)
    return path
