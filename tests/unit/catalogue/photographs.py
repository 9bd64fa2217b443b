"""Photographs of sketches, made: what a felt pen leaves on paper, under a lamp, seen aslant, saved as JPEG."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

#: Pixels of a sheet of paper before it is photographed.
SHEET = (1200, 900)
BLACK = 255


def fish(draw: ImageDraw.ImageDraw, pen: Callable[..., None]) -> None:
    """A fish: an outline, a filled eye, fins."""
    pen([(300, 450), (380, 340), (520, 290), (680, 310), (800, 400), (850, 450)])
    pen([(300, 450), (380, 560), (520, 610), (680, 590), (800, 500), (850, 450)])
    pen([(850, 450), (950, 340), (960, 560), (850, 450)])
    pen([(540, 290), (600, 210), (680, 305)])
    draw.ellipse((400, 400, 450, 450), fill=BLACK)
    pen([(520, 400), (550, 450), (520, 510)])


def house(draw: ImageDraw.ImageDraw, pen: Callable[..., None]) -> None:
    """A house with a full roof and an open window."""
    draw.polygon([(350, 430), (600, 210), (850, 430)], fill=BLACK)
    pen([(400, 430), (400, 720), (800, 720), (800, 430)])
    pen([(480, 510), (580, 510), (580, 600), (480, 600), (480, 510)])
    draw.rectangle((660, 540, 730, 720), fill=BLACK)


def turbine(draw: ImageDraw.ImageDraw, pen: Callable[..., None]) -> None:
    """Thin strokes that meet in one place."""
    pen([(600, 380), (590, 760)])
    pen([(600, 380), (620, 170)])
    pen([(600, 380), (420, 480)])
    pen([(600, 380), (790, 470)])
    draw.ellipse((575, 355, 625, 405), fill=BLACK)
    pen([(500, 765), (690, 765)])


def sheet(subject: Callable[..., None], width: int = 26, seed: int = 3) -> Image.Image:
    """Return the ink of a drawing in white on black: what is to be found again."""
    chance = random.Random(seed)
    ink = Image.new("L", SHEET)
    draw = ImageDraw.Draw(ink)

    def pen(points: list[tuple[float, float]]) -> None:
        for (x0, y0), (x1, y1) in pairwise(points):
            steps = max(2, int(np.hypot(x1 - x0, y1 - y0) / 3))
            for t in np.linspace(0, 1, steps):
                x, y = x0 + (x1 - x0) * t + chance.gauss(0, 0.7), y0 + (y1 - y0) * t + chance.gauss(0, 0.7)
                r = width / 2 + chance.gauss(0, 0.4)
                draw.ellipse((x - r, y - r, x + r, y + r), fill=BLACK)

    subject(draw, pen)
    return ink


#: Corners of the sheet in the photograph, from the upper left one clockwise: it was held aslant.
ASLANT = ((70, 30), (1150, 70), (1190, 880), (20, 840))


def aslant(ink: Image.Image) -> Image.Image:
    """Return the ink where the photograph has it."""
    width, height = SHEET
    rows, wanted = [], []
    source = ((0, 0), (width, 0), (width, height), (0, height))
    for (x, y), (u, v) in zip(ASLANT, source, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        wanted += [u, v]
    numbers = np.linalg.solve(np.array(rows, float), np.array(wanted, float))
    return ink.transform(SHEET, Image.Transform.PERSPECTIVE, numbers.tolist(), Image.Resampling.BICUBIC)


def photograph(ink: Image.Image, *, shadow: float = 0.55, grain: float = 7.0, seed: int = 5) -> Image.Image:
    """Return a photograph of the ink on paper: a shade across it, a hand's shadow, grain, a little out of focus."""
    noise = np.random.default_rng(seed)
    cover = np.asarray(ink.filter(ImageFilter.GaussianBlur(1.6)), float) / 255
    height, width = cover.shape
    y, x = np.mgrid[0:height, 0:width]
    light = 1 - shadow * (0.7 * x / width + 0.3 * y / height)
    hand = 1 - 0.25 / (1 + np.exp(-((x - 0.4 * y) - width * 0.55) / 40))
    paper = 235 * light * hand
    seen = paper * (1 - 0.82 * cover) + noise.normal(0, grain, cover.shape)
    tinted = np.stack([seen, seen * 0.97, seen * 0.88], axis=2)
    return Image.fromarray(np.clip(tinted, 0, 255).astype(np.uint8), "RGB")


def saved(image: Image.Image, path: Path, quality: int = 55) -> Path:
    """Write a photograph as a telephone does."""
    image.save(path, "JPEG", quality=quality)
    return path


def likeness(found: NDArray[np.bool_], truth: NDArray[np.bool_]) -> float:
    """Return the intersection of two surfaces over their union."""
    return float((found & truth).sum() / max(1, (found | truth).sum()))


def boxed(ink: Image.Image, side: int = 512) -> NDArray[np.bool_]:
    """Return the ink as the tracing lays it: its longest side is 54/64 of the box, its middle that of the box."""
    box = ink.point(lambda value: 255 if value > 127 else 0).getbbox()
    assert box
    scale = side * 54 / 64 / max(box[2] - box[0], box[3] - box[1])
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    laid = ink.transform(
        (side, side),
        Image.Transform.AFFINE,
        (1 / scale, 0, x - side / 2 / scale, 0, 1 / scale, y - side / 2 / scale),
        Image.Resampling.BICUBIC,
    )
    return np.asarray(laid) > 127
