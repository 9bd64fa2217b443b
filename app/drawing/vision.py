"""A sheet as other eyes and other screens show it: colour-blind eyes, grey paper, a projector in daylight.

Colour-blind eyes: the matrices of Machado, Oliveira and Fernandes, « A physiologically-based model for simulation
of color vision deficiency », IEEE Transactions on Visualization and Computer Graphics 15 (6), 2009,
doi:10.1109/TVCG.2009.113, at severity 1.0, over the light of each channel.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from app.drawing.colour import LUMINANCE, Triple, lights, written

Matrix = tuple[Triple, Triple, Triple]
DEUTERANOPE, PROTANOPE, TRITANOPE, GRIS, DELAVE = "deuteranope", "protanope", "tritanope", "gris", "delave"
BLIND: dict[str, Matrix] = {
    DEUTERANOPE: (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    PROTANOPE: (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    TRITANOPE: (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
MATRICES: dict[str, Matrix] = {**BLIND, GRIS: (LUMINANCE, LUMINANCE, LUMINANCE)}
VISIONS = (*BLIND, GRIS, DELAVE)
#: Light of the room on the screen, as a share of the white of the picture: black is seen at a contrast of 5 to 1.
DAYLIGHT = 0.25
#: Levels of a channel that the table of a vision tells apart: 6 bits, a step that nobody sees.
LEVELS = 64


def seen(colour: str, vision: str) -> str:
    """Return what a colour looks like; "" is the usual eye. An unknown vision raises KeyError."""
    if not vision:
        return colour[:7]
    red, green, blue = lights(colour)
    if vision == DELAVE:
        return written(
            (
                (red + DAYLIGHT) / (1 + DAYLIGHT),
                (green + DAYLIGHT) / (1 + DAYLIGHT),
                (blue + DAYLIGHT) / (1 + DAYLIGHT),
            )
        )
    rows = MATRICES[vision]
    found = [row[0] * red + row[1] * green + row[2] * blue for row in rows]
    return written((found[0], found[1], found[2]))


@lru_cache(maxsize=len(VISIONS))
def table(vision: str) -> Any:
    """Return what every colour looks like: an array of 64³ numbers 0xFFRRGGBB, red first. Brings numpy."""
    import numpy as np

    codes = np.arange(LEVELS) / (LEVELS - 1)
    light = np.where(codes <= 0.04045, codes / 12.92, ((codes + 0.055) / 1.055) ** 2.4)
    cube = np.stack(np.meshgrid(light, light, light, indexing="ij"), axis=-1).reshape(-1, 3)
    if vision == DELAVE:
        cube = (cube + DAYLIGHT) / (1 + DAYLIGHT)
    else:
        cube = cube @ np.array(MATRICES[vision]).T
    cube = np.clip(cube, 0.0, 1.0)
    shown = np.where(cube <= 0.0031308, 12.92 * cube, 1.055 * cube ** (1 / 2.4) - 0.055)
    levels = np.rint(shown * 255).astype(np.uint32)
    return 0xFF000000 | levels[:, 0] << 16 | levels[:, 1] << 8 | levels[:, 2]


def converted(pixels: Any, vision: str) -> Any:
    """Return an array of pixels 0xFFRRGGBB as a vision shows them."""
    rank = (pixels >> 6) & 0x3F000
    rank |= (pixels >> 4) & 0xFC0
    rank |= (pixels >> 2) & 0x3F
    return table(vision)[rank]
