"""Signs of points in QGIS: our own drawing as an SVG marker, and its badges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any
from xml.etree.ElementTree import Element

from app.catalogue.model import Brush, Pictogram
from app.drawing import badges, theme
from app.drawing.badges import OFFSET
from app.drawing.brushes.subject import Hang
from app.drawing.primitives import Path, Primitive, box
from app.poster.geometry import Point
from app.poster.records import Mark
from app.poster.sheet import MapFrame
from app.poster.values import EMPTY, Frozen
from app.storage import qgis_expressions as e
from app.storage import qml
from app.storage.qgis_svg import ACCENT, INK, marker

#: Signs that turn with ``angle``: the angle they are drawn at.
_TURNING = {"": 0.0, "glyphe": 0.0, "jeton": 0.0, "siege": 0.0, "rayons": 0.0, "passage": 90.0}
#: Signs whose parts may be set one by one, and what says that nobody did.
_WHOLE = {
    "satellites": e.without("satellites"),
    "semis": e.without("lieux"),
    "rayons": e.unlisted("directions"),
    "orbites": e.unlisted("rayons"),
    "evolution": f"NOT ({e.chosen('signe', 'moins')} OR {e.chosen('signe', 'egal')})",
}
#: Badges shown in QGIS: column, value, and the corner of the sign (right, down).
_BADGES = (
    *(("valence", value, 1, 1) for value in ("plus", "moins", "mixte")),
    *(("tendance", value, 1, -1) for value in ("hausse", "stable", "baisse")),
)


def symbol(picto: Pictogram, name: str) -> Element:
    """Return the symbol of a pictogram on a point: its sign and its badges."""
    return qml.symbol("marker", [_sign(picto), *_placed(picto), *_badges(picto)], name)


def sized(picto: Pictogram, size: float) -> Element:
    """Return the sign of a pictogram at one size in mm, for an area that it fills or names."""
    kind, values, expressions, inner = _sign(picto)
    scale = float(values["size"]) / _nominal(picto)
    fixed = {key: value for key, value in expressions.items() if key != "size"}
    return qml.symbol("marker", [(kind, {**values, "size": size * scale}, fixed, inner)])


def _nominal(picto: Pictogram) -> float:
    """Return the size in mm of a pictogram of middle force on a point."""
    brush = dict(picto.brushes).get("point")
    taille = brush.settings.get("taille") if brush else None
    return float(taille) if isinstance(taille, int | float) else theme.PICTO_MM[2]


def _size(picto: Pictogram) -> str:
    usual = _nominal(picto)
    return e.by_force(usual * 14 / 17, usual, usual * 20 / 17)


@lru_cache(maxsize=512)
def _sign(picto: Pictogram, parametres: Frozen = EMPTY) -> qml.Layer:
    drawn = _drawn(picto, parametres=parametres)
    half = max((abs(value) for value in box(drawn) or ()), default=1.0)
    tint = theme.domaine(picto.domaine)
    brush = dict(picto.brushes).get("point")
    form = str(brush.settings.get("forme", "")) if brush else ""
    expressions = {
        "size": f"{_size(picto)} * {2 * half / _nominal(picto):.5f}",
        "fillColor": e.ink(e.quoted(tint.ink)),
        "outlineColor": e.accent(e.quoted(tint.accent)),
    }
    if form in _TURNING:
        expressions["angle"] = f'{_TURNING[form]:g} - coalesce("angle", {_TURNING[form]:g}) - {e.UPRIGHT}'
    if form in _WHOLE:
        expressions["enabled"] = _WHOLE[form]
    inks = {tint.ink.upper(): INK, tint.accent.upper(): ACCENT}
    values = _svg(marker(drawn, half, inks), 2 * half, tint.ink, tint.accent)
    return ("SvgMarker", values, expressions, None)


def _placed(picto: Pictogram) -> Iterable[qml.Layer]:
    """Yield what stands on the places that the group set one by one."""
    brush = dict(picto.brushes).get("point")
    form = str(brush.settings.get("forme", "")) if brush else ""
    tint = theme.domaine(picto.domaine).ink
    ink = {"fillColor": e.ink(e.quoted(tint))}
    here = "make_point(@x, @y)"
    if form == "semis":
        from app.drawing.brushes.spread import RANK_R

        for rank, radius in RANK_R.items():
            kept = f"coalesce(array_get(@element, 2), 3) = {rank}"
            disc = qml.disc(tint, 2 * radius + 0.6, edge=theme.PAPIER, width=0.6, expressions=ink)
            yield qml.geometry("Marker", e.places("lieux", here, kept), qml.symbol("marker", [disc]))
    elif form == "satellites":
        neck = e.by_force(1.6, 2.1, 2.8)
        stop = f"{brush.settings.get('arret', 10.6) if brush else 10.6:g} * coalesce(@map_scale, 0) / 1000"
        way = f"make_line({here}, $geometry)"
        line = f"with_variable('way', {way}, line_substring(@way, 0, max(length(@way) - {stop}, length(@way) * 0.2)))"
        arrow = qml.symbol("line", qml.arrow(tint, 2.1, 1.0, 2.7, 2.2, neck, ink["fillColor"]))
        yield qml.geometry("Line", e.places("satellites", line), arrow)
        disc = qml.disc(tint, 3.4, expressions=ink)
        yield qml.geometry("Marker", e.places("satellites", here), qml.symbol("marker", [disc]))
    elif form == "rayons":
        yield from _ways(picto, tint, ink)
    elif form == "orbites":
        yield from _rings(tint, ink)
    elif form == "evolution":
        for sign in ("moins", "egal"):
            kind, values, expressions, inner = _sign(picto, Frozen({"signe": sign}))
            yield (kind, values, {**expressions, "enabled": e.chosen("signe", sign)}, inner)


#: Metres of ground for a mm of the page.
_MM = "coalesce(@map_scale, 0) / 1000"


def _ways(picto: Pictogram, tint: str, ink: dict[str, str]) -> Iterable[qml.Layer]:
    """Yield the ways of a crossroads whose directions were set, and its disc."""
    from app.drawing.brushes.spread import RAY, RAY_DISC, RAY_WIDTH

    size, usual = _size(picto), _nominal(picto)
    end = f"project($geometry, {size} * {RAY:g} * {_MM}, radians(90 - @element - {e.UPRIGHT}))"
    run = e.listed("directions", f"make_line($geometry, {end})")
    wide = f"{size} * {RAY_WIDTH:g}"
    colour = {"outlineColor": ink["fillColor"]}
    ring = qml.stroke(theme.PAPIER, usual * RAY_WIDTH + 1.8, expressions={"outlineWidth": f"{wide} + 1.8"})
    way = qml.stroke(tint, usual * RAY_WIDTH, expressions={**colour, "outlineWidth": wide})
    yield qml.geometry("Line", run, qml.symbol("line", [ring, way]))
    here = f"if({e.unlisted('directions')}, NULL, $geometry)"
    grown = {**ink, "size": f"{size} * {2 * RAY_DISC:g}"}
    disc = qml.disc(tint, usual * 2 * RAY_DISC, expressions=grown)
    yield qml.geometry("Marker", here, qml.symbol("marker", [disc]))


def _rings(tint: str, ink: dict[str, str]) -> Iterable[qml.Layer]:
    """Yield the rings whose radii were set, the outermost dashed, and the disc in their middle."""
    outer = "array_max(map_get(from_json(\"parametres\"), 'rayons'))"
    colour = {"outlineColor": ink["fillColor"]}
    # QGIS adds the round ends of a stroke to its dashes.
    dashed = (theme.DASH_FUTUR[0] - theme.S3, theme.DASH_FUTUR[1] + theme.S3)
    for kept, dash in ((f"@element < {outer}", ()), (f"@element = {outer}", dashed)):
        run = e.listed("rayons", f"boundary(buffer($geometry, @element * {_MM}, 24))", kept)
        stroke = qml.stroke(tint, theme.S3, dash=dash, expressions=colour)
        ring = [] if dash else [qml.stroke(theme.PAPIER, theme.S3 + 1.8)]
        yield qml.geometry("Line", run, qml.symbol("line", [*ring, stroke]))
    here = f"if({e.unlisted('rayons')}, NULL, $geometry)"
    disc = qml.disc(tint, 5.64, edge=theme.PAPIER, width=0.6, expressions=ink)
    yield qml.geometry("Marker", here, qml.symbol("marker", [disc]))


def _badges(picto: Pictogram) -> Iterable[qml.Layer]:
    """Yield the badges of help and trend; each is shown where its column says so."""
    for column, value, right, down in _BADGES:
        name, side = _badge(column, value)
        expressions = {
            "enabled": f'coalesce("{column}" = {e.quoted(value)}, false)',
            "offset": f"tostring({right * OFFSET[0]:g} * {_size(picto)}) || ',' || "
            f"tostring({down * OFFSET[1]:g} * {_size(picto)})",
        }
        values = _svg(name, side, theme.ENCRE, theme.PAPIER)
        yield ("SvgMarker", {**values, "offset_unit": "MM"}, expressions, None)


@cache
def _badge(column: str, value: str) -> tuple[str, float]:
    """Return a badge as the name of an SVG marker, and its side in mm."""
    hang = Hang(0.0, 0.0, 1.0, 1.0)
    qualified: dict[str, Any] = {column: value}
    made = badges.draw(Mark(uid="x", picto="", geometry=Point(0.0, 0.0), **qualified), hang)
    drawn = [item for item in made.primitives if isinstance(item, Path)]
    west, north, east, south = box(drawn) or (-1.0, -1.0, 1.0, 1.0)
    half = max(east - west, south - north) / 2
    return marker(_moved(drawn, -(west + east) / 2, -(north + south) / 2), half, {}), 2 * half


def _svg(name: str, size: float, ink: str, accent: str) -> dict[str, str | float]:
    return {
        "name": name, "size": size, "size_unit": "MM", "color": qml.rgba(ink), "outline_color": qml.rgba(accent),
        "outline_width": 0.2, "scale_method": "diameter", "fixedAspectRatio": 0,
    }  # fmt: skip


def _drawn(picto: Pictogram, **fields: Any) -> list[Path]:
    """Return what our own brushes draw of the pictogram at (0, 0), one metre being one mm."""
    from app.drawing import marks
    from app.drawing.ink import Context

    frame = MapFrame((-500.0, -500.0, 1000.0, 1000.0), (0.0, 0.0), 1.0)
    points = tuple(pair for pair in picto.brushes if pair[0] == "point") or (("point", Brush("stamp")),)
    known: Mapping[str, Pictogram] = {picto.key: replace(picto, brushes=points)}
    mark = Mark(uid="x", picto=picto.key, geometry=Point(0.0, 0.0), **fields)
    ink = marks.draw(mark, Context(frame, None, known, {}))
    return [item for item in ink.primitives if isinstance(item, Path)]


def _moved(paths: Iterable[Path], dx: float, dy: float) -> list[Primitive]:
    return [
        replace(
            path,
            subpaths=tuple(
                replace(one, points=tuple((x + dx, y + dy) for x, y in one.points)) for one in path.subpaths
            ),
        )
        for path in paths
    ]
