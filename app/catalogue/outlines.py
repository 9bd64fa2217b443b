"""The basic shapes of SVG as path data, their curves as cubics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.catalogue.pen import BadPath

#: Distance of the controls of a quarter of an ellipse, as a share of its radius (error < 0.03 %).
KAPPA = 0.5522847498


def number(attributes: Mapping[str, Any], key: str, default: float = 0.0) -> float:
    """Return a length of an element in its own units; percentages count as absent. Raises BadPath."""
    said = str(attributes.get(key, "")).strip().removesuffix("px").removesuffix("mm")
    if not said or said.endswith("%"):
        return default
    try:
        return float(said)
    except ValueError as fault:
        raise BadPath(f"{key}={said}") from fault


def outline(name: str, a: Mapping[str, str]) -> str:
    """Return the path data of a basic shape."""
    if name == "path":
        return a.get("d", "")
    if name in ("polyline", "polygon"):
        return (
            f"M{a.get('points', '')}{'z' if name == 'polygon' else ''}" if a.get("points", "").strip() else ""
        )
    n = {key: number(a, key) for key in _MEASURES[name]}
    if name == "line":
        return f"M{n['x1']} {n['y1']}L{n['x2']} {n['y2']}"
    if name == "rect":
        return _rectangle(n, "rx" in a, "ry" in a)
    rx, ry = (n["r"], n["r"]) if name == "circle" else (n["rx"], n["ry"])
    if rx <= 0 or ry <= 0:
        return ""
    x, y, dx, dy = n["cx"], n["cy"], rx * KAPPA, ry * KAPPA
    return (
        f"M{x - rx} {y}C{x - rx} {y - dy} {x - dx} {y - ry} {x} {y - ry}"
        f"C{x + dx} {y - ry} {x + rx} {y - dy} {x + rx} {y}C{x + rx} {y + dy} {x + dx} {y + ry} {x} {y + ry}"
        f"C{x - dx} {y + ry} {x - rx} {y + dy} {x - rx} {y}z"
    )


_MEASURES = {
    "line": ("x1", "y1", "x2", "y2"),
    "rect": ("x", "y", "width", "height", "rx", "ry"),
    "circle": ("cx", "cy", "r"),
    "ellipse": ("cx", "cy", "rx", "ry"),
}


def _rectangle(n: Mapping[str, float], has_rx: bool, has_ry: bool) -> str:
    x, y, width, height = n["x"], n["y"], n["width"], n["height"]
    if width <= 0 or height <= 0:
        return ""
    rx = max(0.0, min(n["rx"] if has_rx else n["ry"], width / 2))
    ry = max(0.0, min(n["ry"] if has_ry else n["rx"], height / 2))
    if not rx or not ry:
        return f"M{x} {y}h{width}v{height}h{-width}z"
    across, down = width - 2 * rx, height - 2 * ry

    def turn(dx: float, dy: float) -> str:
        # A corner leaves along the side it comes from: across where dx and dy have one sign, else down.
        if (dx > 0) == (dy > 0):
            return f"c{dx * KAPPA} 0 {dx} {dy * (1 - KAPPA)} {dx} {dy}"
        return f"c0 {dy * KAPPA} {dx * (1 - KAPPA)} {dy} {dx} {dy}"

    steps: Iterator[str] = iter(
        (
            f"M{x + rx} {y}h{across}",
            turn(rx, ry) + f"v{down}",
            turn(-rx, ry) + f"h{-across}",
            turn(-rx, -ry) + f"v{-down}",
            turn(rx, -ry) + "z",
        )
    )
    return "".join(steps)
