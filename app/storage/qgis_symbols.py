"""What each pictogram looks like in QGIS: the nearest symbol of each brush.

Points are our own drawing as SVG. Lines, areas and networks are QGIS's strokes, hatches and arrows with our
widths and colours; ``docs/format.md`` lists the signs that are simplified.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from app.catalogue.model import Brush, Pictogram
from app.drawing import theme
from app.storage import qgis_expressions as e
from app.storage import qgis_stamps, qml

#: Which tables hold which formes.
FORMES = {
    "picto_point": "point",
    "picto_ligne": "ligne",
    "fleche_libre": "ligne",
    "reseau_lien": "reseau",
    "picto_aire": "aire",
    "zone_libre": "aire",
}
#: Widths in mm of the nominal sheet, by the form of a line; others are a plain stroke.
_WIDTHS = {"voie": 2.6, "peigne": 2.3, "trait": theme.S4, "riviere": 1.6, "corridor": 2.6, "partage": 1.4}
_HEADS = {"flux": (0.45, 2.7, 2.3), "propagation": (1.35, 2.7, 2.3), "constante": (1.0, 2.7, 2.2)}


def ink_of(domaine: str) -> str:
    """Return the expression of the ink of a pictogram's marks."""
    return e.ink(e.quoted(theme.domaine(domaine).ink))


def accent_of(domaine: str) -> str:
    """Return the expression of the tint of a pictogram's marks."""
    return e.accent(e.quoted(theme.domaine(domaine).accent))


def by_force(usual: float) -> str:
    """Return the expression of the width of a stroke in mm."""
    return e.by_force(usual * 0.7, usual, usual * 1.4)


def symbol(table: str, picto: Pictogram, name: str) -> Element:
    """Return the symbol of a pictogram in a table of marks."""
    forme = FORMES[table]
    brush = dict(picto.brushes).get(forme) if forme in picto.formes else None
    if forme == "point":
        return qgis_stamps.symbol(picto, name)
    if forme == "aire":
        return _area(picto, brush or Brush("fill"), name)
    if forme == "reseau":
        return qml.symbol("line", _halo_and(picto.domaine, theme.S4), name)
    return _line(picto, brush or Brush("along"), name)


def _line(picto: Pictogram, brush: Brush, name: str) -> Element:
    """Return the symbol of a line: what is drawn, along the curve through its vertices."""
    form = str(brush.settings.get("forme", "trait"))
    drawn = {"fleche": _arrow, "voie": _way, "peigne": _comb}.get(form, _stroke)
    # A limit, and the way over a bridge, keep their corners.
    usual = next((each.default for each in picto.parameters if each.key == "lisse"), form != "tete_de_pont")
    run = e.curve(smooth=usual is not False)
    return qml.symbol("line", [qml.geometry("Line", run, qml.symbol("line", drawn(picto, brush)))], name)


def _way(picto: Pictogram, brush: Brush) -> list[qml.Layer]:
    """A cased way: ink under paper, with a line along its middle where it has one."""
    from app.drawing.brushes.along import AXLE, AXLE_CORE, AXLE_DASH, ROUTE, ROUTE_CORE

    width = float(brush.settings.get("largeur") or _WIDTHS["voie"])
    wide, paint = by_force(width), theme.domaine(picto.domaine).ink
    ink = {"outlineColor": ink_of(picto.domaine)}
    share = AXLE_CORE if brush.settings.get("axe") else ROUTE_CORE / ROUTE
    core = {"outlineWidth": f"{wide} * {share:g}"}
    cased = {**ink, "customDash": e.DASH, "outlineWidth": wide}
    made = [
        qml.stroke(theme.PAPIER, width + 1.8, cap="flat", expressions={"outlineWidth": f"{wide} + 1.8"}),
        qml.stroke(paint, width, cap="flat", expressions=cased),
        qml.stroke(theme.PAPIER, width * share, cap="flat", expressions=core),
    ]
    if brush.settings.get("axe"):
        thin = {**ink, "outlineWidth": f"{wide} * {AXLE:g}"}
        made.append(qml.stroke(paint, width * AXLE, cap="flat", dash=AXLE_DASH, expressions=thin))
    return made


def _comb(picto: Pictogram, brush: Brush) -> list[qml.Layer]:
    """A line with teeth on one side."""
    ink = {"outlineColor": ink_of(picto.domaine)}
    teeth = qml.symbol("line", [qml.stroke(theme.domaine(picto.domaine).ink, theme.S3, expressions=ink)])
    side = 'CASE WHEN "parametres" LIKE \'%"cote":"gauche"%\' THEN -2.1 ELSE 2.1 END'
    comb: qml.Layer = (
        "HashLine",
        {
            "interval": 3.6, "interval_unit": "MM", "hash_length": 4.2, "hash_length_unit": "MM", "hash_angle": 0,
            "offset": 2.1, "offset_unit": "MM", "placement": "interval",
            "offset_along_line": 1.8, "offset_along_line_unit": "MM", "placements": "Interval", "rotate": "1",
        },
        {"offset": side},
        teeth,
    )  # fmt: skip
    return [*_halo_and(picto.domaine, _WIDTHS["peigne"]), comb]


def _stroke(picto: Pictogram, brush: Brush) -> list[qml.Layer]:
    """A plain line, also for the forms that QGIS cannot draw."""
    width = float(brush.settings.get("largeur") or _WIDTHS.get(str(brush.settings.get("forme")), theme.S4))
    dash = theme.DASH_ADMINISTRATIF if brush.settings.get("tiret") == "administratif" else ()
    band = brush.settings.get("ruban")
    made = _halo_and(picto.domaine, width, dash)
    if isinstance(band, int | float) and band > 1:
        wide = f"{by_force(width)} * {band:g}"
        pale = {"outlineColor": accent_of(picto.domaine), "outlineWidth": wide}
        ring = qml.stroke(theme.PAPIER, width * band + 1.8, expressions={"outlineWidth": f"{wide} + 1.8"})
        ground = qml.stroke(theme.domaine(picto.domaine).accent, width * band, expressions=pale)
        made = [ring, ground, made[-1]]
    return made


def _halo_and(domaine: str, width: float, dash: tuple[float, ...] = ()) -> list[qml.Layer]:
    """Return a stroke ringed with paper."""
    wide = by_force(width)
    expressions = {"outlineColor": ink_of(domaine), "outlineWidth": wide}
    if not dash:
        expressions["customDash"] = e.DASH
    return [
        qml.stroke(theme.PAPIER, width + 1.8, expressions={"outlineWidth": f"{wide} + 1.8"}),
        qml.stroke(theme.domaine(domaine).ink, width, dash=dash, expressions=expressions),
    ]


def _arrow(picto: Pictogram, brush: Brush) -> list[qml.Layer]:
    """A filled arrow whose body swells to the neck: QGIS bends it through the middle of the curve."""
    settings = brush.settings
    tail, head_width, head_length = _HEADS.get(str(settings.get("profil", "flux")), (1.0, 3.0, 2.8))
    usual = float(settings.get("largeur") or theme.FLUX_MM[2])
    low, high = (0.75, 1.35) if settings.get("largeur") else (3.0 / 4.6, 6.2 / 4.6)
    neck = e.by_force(usual * low, usual, usual * high)
    return qml.arrow(
        theme.domaine(picto.domaine).ink, usual, tail, head_width, head_length, neck, ink_of(picto.domaine)
    )


def _area(picto: Pictogram, brush: Brush, name: str) -> Element:
    """Return the symbol of an area: tint, texture, outline, and the sign at its heart."""
    form = str(brush.settings.get("forme", "aire"))
    if form == "extension":
        return _extension(picto, name)
    tint, texture, edge, opens = _GROUNDS.get(form, (0.45, "", theme.S2, False))
    tint = float(brush.settings.get("teinte", tint))
    edge = float(brush.settings.get("contour", edge))
    texture = str(brush.settings.get("texture", texture))
    layers: list[qml.Layer] = []
    if tint > 0:
        layers.append(_tint(picto, tint))
    layers += _textured(picto, texture)
    if edge > 0:
        layers.append(_outline(picto, edge, theme.DASH_FUTUR if opens else ()))
    if brush.settings.get("glyphe") and picto.glyph is not None:
        place = e.top() if brush.settings.get("glyphe_place") == "haut" else "point_on_surface($geometry)"
        size = float(brush.settings.get("glyphe_mm", 14.0))
        layers.append(qml.geometry("Marker", place, qgis_stamps.sized(picto, size)))
    if any(parameter.key == "forme" for parameter in picto.parameters):
        layers = [qml.geometry("Fill", e.ring(), qml.symbol("fill", layers))]
    return qml.symbol("fill", layers, name)


def _tint(picto: Pictogram, share: float) -> qml.Layer:
    faded = f"set_color_part({accent_of(picto.domaine)}, 'alpha', {round(255 * share)})"
    return qml.fill(theme.domaine(picto.domaine).accent, opacity=share, expressions={"fillColor": faded})


def _outline(picto: Pictogram, width: float, dash: tuple[float, ...] = ()) -> qml.Layer:
    expressions = {"outlineColor": ink_of(picto.domaine), "outlineWidth": by_force(width)}
    if not dash:
        expressions["customDash"] = e.DASH
    return qml.stroke(theme.domaine(picto.domaine).ink, width, dash=dash, expressions=expressions)


def _textured(picto: Pictogram, texture: str) -> list[qml.Layer]:
    colour = theme.domaine(picto.domaine).ink
    ink = {"outlineColor": ink_of(picto.domaine)}
    if texture == "hachures":
        return [qml.hatch(colour, 0.5, 2.2, HATCH, ink)]
    if texture == "lignes":
        # Lines lie across the way in which it grows.
        towards = 'coalesce(map_get(from_json("parametres"), \'angle\'), "angle", -90)'
        return [qml.hatch(colour, 0.35, 3.2, 0.0, ink, angled=f"{towards} + 90")]
    if texture in ("points", "points_laches", "ondes", "craquelures"):
        step, radius = (2.7, 0.4) if texture == "points" else (4.0, 0.36)
        dot = qml.disc(colour, 2 * radius, expressions={"fillColor": ink["outlineColor"]})
        return [qml.dots(qml.symbol("marker", [dot]), step)]
    if texture in _RULED:
        return [qml.hatch(colour, 0.5, step, angle, ink) for step, angle in _RULED[texture]]
    if texture in _SOWN and picto.glyph is not None:
        return [qml.dots(qgis_stamps.sized(picto, 7.0), 1.45 * 7.0)]
    return []


def _extension(picto: Pictogram, name: str) -> Element:
    """Return a hatched core on the pale ground of its edge to come; the smaller polygon is the core."""
    ordered = "area(geometry_n($geometry, 1)) {} area(geometry_n($geometry, num_geometries($geometry)))"
    first, last = "geometry_n($geometry, 1)", "geometry_n($geometry, num_geometries($geometry))"
    core = f"if({ordered.format('<=')}, {first}, {last})"
    edge = f"if({ordered.format('>')}, {first}, {last})"
    ground = qml.symbol("fill", [_tint(picto, 0.45), _outline(picto, 0.9, theme.DASH_FUTUR)])
    heart = [qml.fill(theme.PAPIER), *_textured(picto, "hachures"), _outline(picto, theme.S3)]
    return qml.symbol(
        "fill",
        [qml.geometry("Fill", edge, ground), qml.geometry("Fill", core, qml.symbol("fill", heart))],
        name,
    )


#: Hatches fall to the right on the page.
HATCH = 135.0
#: What QGIS rules where the poster draws furrows and waves: step and angle of its lines.
_RULED: Mapping[str, tuple[tuple[float, float], ...]] = {
    "quadrille": ((3.3, 45.0), (3.3, 135.0)),
    "sillons": ((2.6, 18.0),),
    "deprise": ((2.6, 18.0),),
    "vagues": ((4.2, 0.0),),
}
#: Textures of small drawings, where QGIS repeats the sign itself.
_SOWN = ("motif", "arbres", "touffes", "buissons", "rangs")
#: Tint, texture, outline and whether it is dashed, by the form of an area.
_GROUNDS: Mapping[str, tuple[float, str, float, bool]] = {
    "aire": (0.45, "", theme.S2, False),
    "hachure": (0.25, "hachures", theme.S3, False),
    "pointille": (0.38, "points", theme.S2, False),
    "repetition": (0.35, "motif", 0.0, False),
    "protege": (1.0, "", theme.S2, False),
    "double": (0.25, "", theme.S4, False),
    "enjeu": (0.3, "", theme.S4, False),
    "siege": (0.3, "", theme.S4, False),
    "cellules": (0.0, "", theme.S3, False),
    "contact": (0.38, "points", theme.S2, False),
    "desserte": (0.28, "", theme.S3, True),
    "emboitement": (0.0, "", theme.S4, False),
    "mosaique": (0.45, "", theme.S2, False),
    "tendance": (0.0, "lignes", 0.0, False),
    "aureoles": (0.38, "points", theme.S2, True),
}
