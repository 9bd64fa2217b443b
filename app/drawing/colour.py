"""Colours mixed and compared: how they stand out on each other, and how far apart people see them.

All are ``#RRGGBB``, or ``#RRGGBBAA`` where it is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

Triple = tuple[float, float, float]
WHITE = "#FFFFFF"
#: What red, green and blue give of the light that people see.
LUMINANCE: Triple = (0.2126, 0.7152, 0.0722)
#: The white that Lab is told from: D65, as sRGB has it.
_WHITE = (0.95047, 1.0, 1.08883)


def linear(share: float) -> float:
    """Return the light of a channel, 0-1, from its code as sRGB writes it, 0-1 (IEC 61966-2-1)."""
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def coded(light: float) -> float:
    """Return the sRGB code of a light, both 0-1; what no screen can show is cut."""
    kept = min(1.0, max(0.0, light))
    return 12.92 * kept if kept <= 0.0031308 else 1.055 * kept ** (1 / 2.4) - 0.055


@lru_cache(maxsize=512)
def lights(colour: str) -> Triple:
    """Return the light of red, green and blue of a colour, 0-1; its alpha is left out."""
    red, green, blue = (linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return (red, green, blue)


def written(light: Triple) -> str:
    """Return the colour of three lights."""
    return "#" + "".join(f"{round(coded(each) * 255):02X}" for each in light)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, 0-1."""
    return sum(share * light for share, light in zip(LUMINANCE, lights(colour), strict=True))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2.2 counts it: 1 for the same one, 21 for black on white."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mixed(colour: str, share: float, other: str = WHITE) -> str:
    """Return ``colour`` with ``share`` (0-1) of ``other`` mixed in, opaque: « passé » is 0.55 of paper."""
    return "#" + "".join(
        f"{round(int(colour[i : i + 2], 16) * (1 - share) + int(other[i : i + 2], 16) * share):02X}"
        for i in (1, 3, 5)
    )


def alpha(colour: str, opacity: float) -> str:
    """Return ``colour`` (#RRGGBB) with an opacity of 0-1."""
    return f"{colour[:7]}{round(opacity * 255):02X}"


def over(colour: str, ground: str) -> str:
    """Return what ``#RRGGBBAA`` looks like on a ground; an opaque colour is itself."""
    return mixed(colour, 1 - int(colour[7:9], 16) / 255, ground) if len(colour) == 9 else colour


@lru_cache(maxsize=512)
def lab(colour: str) -> Triple:
    """Return a colour in CIE L*a*b* under D65."""
    red, green, blue = lights(colour)
    xyz = (
        0.4124564 * red + 0.3575761 * green + 0.1804375 * blue,
        0.2126729 * red + 0.7151522 * green + 0.0721750 * blue,
        0.0193339 * red + 0.1191920 * green + 0.9503041 * blue,
    )
    x, y, z = (_cube(part / white) for part, white in zip(xyz, _WHITE, strict=True))
    return (116 * y - 16, 500 * (x - y), 200 * (y - z))


def _cube(share: float) -> float:
    return float(share ** (1 / 3)) if share > 216 / 24389 else (24389 / 27 * share + 16) / 116


def apart(one: str, other: str) -> float:
    """Return how far apart two colours are seen, by CIEDE2000: 1 is hardly seen, 10 is told at a glance."""
    return ciede2000(lab(one), lab(other))


def ciede2000(one: Triple, other: Triple) -> float:
    """Return the CIEDE2000 difference of two L*a*b* colours.

    Source: Sharma, Wu and Dalal, « The CIEDE2000 color-difference formula » (2005), whose table the tests hold.
    """
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = (hypot(a1, b1) + hypot(a2, b2)) / 2
    grown = 1 + 0.5 * (1 - sqrt(mean**7 / (mean**7 + 25**7)))
    a1, a2 = a1 * grown, a2 * grown
    c1, c2 = hypot(a1, b1), hypot(a2, b2)
    h1, h2 = (degrees(atan2(b, a)) % 360 if a or b else 0.0 for a, b in ((a1, b1), (a2, b2)))
    turn = h2 - h1
    if not c1 or not c2:
        turn = 0.0
    elif abs(turn) > 180:
        turn -= 360 if turn > 0 else -360
    lightness, chroma = l2 - l1, c2 - c1
    hue = 2 * sqrt(c1 * c2) * sin(radians(turn / 2))
    l_mean, c_mean = (l1 + l2) / 2, (c1 + c2) / 2
    if not c1 or not c2:
        h_mean = h1 + h2
    elif abs(h1 - h2) <= 180:
        h_mean = (h1 + h2) / 2
    else:
        h_mean = (h1 + h2 + (360 if h1 + h2 < 360 else -360)) / 2
    t = (
        1
        - 0.17 * cos(radians(h_mean - 30))
        + 0.24 * cos(radians(2 * h_mean))
        + 0.32 * cos(radians(3 * h_mean + 6))
        - 0.20 * cos(radians(4 * h_mean - 63))
    )
    bend = 30 * exp(-(((h_mean - 275) / 25) ** 2))
    rotation = -2 * sqrt(c_mean**7 / (c_mean**7 + 25**7)) * sin(radians(2 * bend))
    s_l = 1 + 0.015 * (l_mean - 50) ** 2 / sqrt(20 + (l_mean - 50) ** 2)
    s_c, s_h = 1 + 0.045 * c_mean, 1 + 0.015 * c_mean * t
    return sqrt(
        (lightness / s_l) ** 2
        + (chroma / s_c) ** 2
        + (hue / s_h) ** 2
        + rotation * (chroma / s_c) * (hue / s_h)
    )


def nearest(colour: str, among: Iterable[str], passes: Callable[[str], bool]) -> str:
    """Return the colour of ``among`` that people see nearest to ``colour`` and that ``passes``; "" where none does."""
    return min((one for one in among if passes(one)), key=lambda one: apart(one, colour), default="")
