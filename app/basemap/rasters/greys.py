"""Pixels of more than eight bits as greys that an eye reads: stretched between their extremes, altitudes shaded."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

#: Pixels that are looked at to find the extremes.
SAMPLE = 400_000
#: Shares of the pixels that are darker and lighter than the extremes.
DARK, LIGHT = 0.02, 0.98
#: Where the light of a relief comes from, as people draw it: north-west, 45° high; and the grey of flat ground.
SUN = (-0.5, 0.5, 0.7071)
FLAT = 0.7071


def levels(
    picture: Image, box: tuple[float, float, float, float], nodata: float | None, cell: float
) -> Callable[[Image], Image]:
    """Return how a strip of numbers becomes grey; numbers without a sign are brightness, others are altitudes.

    ``cell`` is the side of a pixel in metres; 0 where nothing is known of the place: then altitudes are greys like
    others.
    """
    import numpy as np

    left, top, right, bottom = (int(side) for side in box)
    step = max(1, round((((right - left) * (bottom - top)) / SAMPLE) ** 0.5))
    part = picture.crop((left, top, max(left + 1, right), max(top + 1, bottom)))
    sample = np.asarray(part, dtype=np.float64)[::step, ::step]
    known = sample[_known(sample, nodata)]
    low, high = (float(np.quantile(known, share)) for share in (DARK, LIGHT)) if known.size else (0.0, 1.0)
    signed = picture.mode.startswith("F") or (picture.mode == "I" and not _wide(picture))
    if cell > 0 and signed:
        return lambda strip: _grey(strip, nodata, lambda values: _shaded(values, cell))
    span = max(high - low, 1e-9)
    return lambda strip: _grey(strip, nodata, lambda values: (values - low) / span)


def cleared(strip: Image, nodata: int) -> Image:
    """Return a strip of eight bits whose pixels of that one value, in all bands, are seen through."""
    import numpy as np
    from PIL import Image

    values = np.asarray(strip)
    none = values == nodata if values.ndim == 2 else (values == nodata).all(axis=2)
    clear = strip.convert("RGBA")
    clear.putalpha(Image.fromarray(np.where(none, 0, 255).astype(np.uint8)))
    return clear


def _wide(picture: Image) -> bool:
    """Return whether a picture comes from sixteen bits without sign, which Pillow may hold in more."""
    format_ = getattr(picture, "tag_v2", {}).get(339, (1,))
    return bool((format_[0] if isinstance(format_, tuple) else format_) == 1)


def _known(values: NDArray[np.float64], nodata: float | None) -> NDArray[np.bool_]:
    import numpy as np

    # Whatever lies beyond the mountains and the seas is a way to say nothing.
    known: NDArray[np.bool_] = np.isfinite(values) & (np.abs(values) < 1e9)
    if nodata is not None:
        known &= ~np.isclose(values, nodata)
    return known


def _grey(strip: Image, nodata: float | None, tone: Callable[[Any], Any]) -> Image:
    import numpy as np
    from PIL import Image

    values = np.asarray(strip, dtype=np.float64)
    known = _known(values, nodata)
    tones = np.clip(tone(np.where(known, values, 0.0)), 0, 1)
    grey = Image.fromarray((255 * tones + 0.5).astype(np.uint8))
    made = grey.convert("RGB")
    made.putalpha(Image.fromarray(np.where(known, 255, 0).astype(np.uint8)))
    return made


def _shaded(values: NDArray[np.float64], metres: float) -> NDArray[np.float64]:
    """Return the light on a relief; flat ground is pale, slopes turned away from the light are darker."""
    import numpy as np

    if min(values.shape) < 2:
        return np.full(values.shape, 0.9)
    south, east = np.gradient(values, metres)
    facing = (-east * SUN[0] + south * SUN[1] + SUN[2]) / np.sqrt(1 + east**2 + south**2)
    shade: NDArray[np.float64] = 0.9 + (facing - FLAT) * 0.9
    return shade
