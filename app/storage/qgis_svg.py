"""Our ink as SVG for the markers of QGIS: the very primitives, with colours that QGIS can change."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping

from app.drawing.primitives import Path, Primitive, Subpath

#: Paper is white whatever the colour of a mark; the ink and its accent follow the columns.
INK, ACCENT = "param(fill)", "param(outline)"


def marker(primitives: Iterable[Primitive], half: float, inks: Mapping[str, str]) -> str:
    """Return the base64 text of a square SVG of 2 × ``half`` mm centred on (0, 0).

    ``inks`` says which colours of the primitives become which parameters of QGIS.
    """
    paths = "".join(_path(item, inks) for item in primitives if isinstance(item, Path))
    text = (
        '<svg xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="{-half:g} {-half:g} {2 * half:g} {2 * half:g}" width="{2 * half:g}mm" height="{2 * half:g}mm">'
        f"{paths}</svg>"
    )
    return "base64:" + base64.b64encode(text.encode()).decode("ascii")


def _path(path: Path, inks: Mapping[str, str]) -> str:
    outline = " ".join(_run(subpath) for subpath in path.subpaths)
    values = {"d": outline, "fill-rule": path.rule}
    values.update(_paint("fill", path.fill, inks))
    if path.stroke and path.width:
        values.update(_paint("stroke", path.stroke, inks))
        values["stroke-width"] = f"{path.width:g}"
        values["stroke-linejoin"] = path.join
        values["stroke-linecap"] = "butt" if path.cap == "flat" else "round"
        if path.dash:
            values["stroke-dasharray"] = " ".join(f"{length:g}" for length in path.dash)
    return "<path " + " ".join(f'{key}="{value}"' for key, value in values.items()) + "/>"


def _paint(what: str, colour: str, inks: Mapping[str, str]) -> dict[str, str]:
    if not colour:
        return {what: "none"}
    solid = colour[:7].upper()
    found = {what: f"{inks[solid]} {solid}" if solid in inks else solid}
    if len(colour) == 9:
        found[f"{what}-opacity"] = f"{int(colour[7:], 16) / 255:.3f}"
    return found


def _run(subpath: Subpath) -> str:
    points = [f"{x:.3f} {y:.3f}" for x, y in subpath.points]
    if subpath.cubic:
        curves = [" ".join(points[i : i + 3]) for i in range(1, len(points), 3)]
        text = f"M{points[0]} " + " ".join(f"C{curve}" for curve in curves)
    else:
        text = "M" + " L".join(points)
    return text + ("Z" if subpath.closed else "")
