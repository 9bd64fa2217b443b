"""The layers of the sheet that are no marks: ground, places, nodes, strokes, texts and post-its.

Each function returns the renderer and the labels of one layer.
"""

from __future__ import annotations

from dataclasses import replace
from xml.etree.ElementTree import Element

from app.drawing import name_positions, theme
from app.drawing import photos as photo
from app.drawing.ground import LIMITS, LISERE_MM, MESH_MM, MESH_PALE
from app.drawing.postits import CEILING, PAD
from app.storage import qgis_expressions as e
from app.storage import qml
from app.storage.qgis_renderers import AROUND, OVER_POINT, by_value, labels_of, nothing, single

#: Id, in the project, of the layer that holds the bytes of the pictures, and what begins its columns among others.
MEDIA, JOINED = "chorographe_media", "image_"
_BOLD = ("Semibold", "Bold", "Black", "SemiboldIt")


def territory() -> tuple[Element, Element | None]:
    """White ground, a pale band inside the outline, the outline."""
    return single(qml.symbol("fill", [qml.fill(theme.PAPIER), *outline()])), None


def outline() -> tuple[qml.Layer, qml.Layer]:
    """Return the pale band inside an outline, and its line."""
    kind, values, expressions, inner = qml.stroke(theme.LISERE, LISERE_MM)
    band: qml.Layer = (kind, {**values, "offset": LISERE_MM / 2, "offset_unit": "MM"}, expressions, inner)
    return band, qml.stroke(theme.domaine("organisation").ink, theme.S3)


def underlays() -> tuple[Element, Element | None]:
    """What a picture under the poster covers."""
    return single(qml.symbol("fill", [qml.stroke(theme.LIMITE_HORS, 0.25)])), None


def communes() -> tuple[Element, Element | None]:
    """Thin outlines, paler outside the territory."""
    inner = qml.symbol("fill", [qml.stroke(theme.LIMITE_COMMUNE, 0.3)])
    outer = qml.symbol("fill", [qml.stroke(theme.LIMITE_HORS, 0.25)])
    return by_value(
        "dedans", {"1": ("Communes du territoire", inner), "0": ("Communes voisines", outer)}
    ), None


def borders() -> tuple[Element, Element | None]:
    """Limits, told apart by what they part."""
    inner, outer = LIMITS["interne"], LIMITS["departement"]
    dashes = ";".join(f"{length:g}" for length in outer[2])
    told = {
        "commune": {"outlineColor": _mesh()},
        "departement": {
            "outlineWidth": f'if("dedans", {inner[1]:g}, {outer[1]:g})',
            "customDash": f"if(\"dedans\", NULL, '{dashes}')",
        },
    }
    labels = {
        "commune": "Limites de communes",
        "hors": "Limites hors du territoire",
        "departement": "Limites de départements",
        "cote": "Côte",
    }
    symbols = {}
    for key, label in labels.items():
        colour, width, _ = LIMITS[key]
        symbols[key] = (label, qml.symbol("line", [qml.stroke(colour, width, expressions=told.get(key))]))
    return by_value("genre", symbols), None


def _mesh() -> str:
    """Return the colour of the limits of communes: pale where they are many in little room."""
    fine, wide = MESH_MM
    box = "(bounds_width($geometry) ^ 2 + bounds_height($geometry) ^ 2)"
    side = f"{box} / (length($geometry) * coalesce(@map_scale, 100000) / 1000)"
    pale = f"{MESH_PALE:g} * max(0, min(1, ({wide:g} - {side}) / {wide - fine:g}))"
    return f"color_mix_rgb({e.quoted(LIMITS['commune'][0])}, {e.quoted(theme.PAPIER)}, {pale})"


def places() -> tuple[Element, Element | None]:
    """Discs by rank; names where there is room, those of villages last."""
    ink = theme.domaine("organisation").ink
    symbols = {}
    for rank, label in ((1, "Centre"), (2, "Bourgs"), (3, "Villages")):
        # Half of its ring lies inside a disc.
        size = 2 * name_positions.DOT_R[rank] + name_positions.DOT_HALO
        disc = qml.disc(ink, size, edge=theme.PAPIER, width=name_positions.DOT_HALO, expressions={})
        symbols[str(rank)] = (label, qml.symbol("marker", [disc]))
    expressions = {
        "Size": e.case("rang", {1: "10", 2: "6"}, "5"),
        "Bold": e.case("rang", {1: "1", 2: "1"}, "0"),
        "Priority": e.case("rang", {1: "10", 2: "8"}, "2"),
    }
    # What is bold must not be so by its style: QGIS makes letters bolder, never lighter.
    style = replace(theme.STYLES["bourg"], face="Regular")
    labels = labels_of('"nom"', style, placement={**AROUND, "dist": "3"}, expressions=expressions)
    labels[0].find("rendering").set("displayAll", "0")  # type: ignore[union-attr]  # labels have it
    return by_value("rang", symbols), labels


def nodes() -> tuple[Element, Element | None]:
    """Nodes of networks, by rank."""
    size = e.case("rang", {1: "7", 3: "2.3"}, "4.2")
    disc = qml.disc(
        theme.ENCRE,
        4.2,
        edge=theme.PAPIER,
        width=0.6,
        expressions={"fillColor": e.plain_ink(), "size": f"{size} + 0.6"},
    )
    return single(qml.symbol("marker", [disc])), None


def traces() -> tuple[Element, Element | None]:
    """Freehand strokes, ringed with paper."""
    wide = 'coalesce("taille_mm", 1.1)'
    dash = e.case("temps", {"futur": "'4;3'"}, "NULL")
    layers = [
        qml.stroke(theme.PAPIER, 2.3, expressions={"outlineWidth": f"{wide} + 1.2"}),
        qml.stroke(
            theme.ENCRE,
            1.1,
            expressions={"outlineColor": e.plain_ink(), "outlineWidth": wide, "customDash": dash},
        ),
    ]
    return single(qml.symbol("line", layers)), None


def texts() -> tuple[Element, Element | None]:
    """Free words in the styles of the theme, without a sign."""
    styles = theme.STYLES.items()
    size = e.case("style", {key: f"{style.size:g}" for key, style in styles}, "6")
    usual = e.case("style", {key: e.quoted(style.colour) for key, style in styles}, e.quoted(theme.ENCRE))
    domaines: dict[str | int, str] = {key: e.quoted(one.ink) for key, one in theme.DOMAINES.items() if key}
    shown = {
        "Size": f'coalesce("taille_mm", {size})',
        "Color": f'coalesce("couleur", {e.case("domaine", domaines, usual)})',
        "Bold": e.case("style", {key: str(int(style.face in _BOLD)) for key, style in styles}, "1"),
        "Italic": e.case("style", {key: str(int("It" in style.face)) for key, style in styles}, "0"),
        "LabelRotation": f'-coalesce("angle", 0) - {e.UPRIGHT}',
        # The point is the middle left of the words.
        "PositionX": "$x",
        "PositionY": "$y",
        "Hali": "'Left'",
        "Vali": "'Half'",
        "AlwaysShow": "1",
    }
    labels = labels_of('"texte"', theme.STYLES["libre"], placement=OVER_POINT, expressions=shown)
    return nothing(), labels


#: The bytes of the picture of a photo: the project joins them. Functions that look into another layer make QGIS wait
#: for its window from the thread that paints, and for ever where the window waits for the painting.
_PICTURE = f"attribute($currentfeature, '{JOINED}donnees')"


def photos() -> tuple[Element, Element | None]:
    """Pictures in their paper border, grey where their bytes are not at hand; the caption under them."""
    wide = f'coalesce("taille_mm", {photo.USUAL:g})'
    high = f'{wide} * coalesce("rapport", 1)'
    turned = f'-coalesce("angle", 0) - {e.UPRIGHT}'
    paper = {
        "width": f"{wide} + {2 * photo.BORDER:g}",
        "height": f"{high} + {2 * photo.BORDER:g}",
        "angle": turned,
    }
    grey = {"width": wide, "height": high, "angle": turned, "enabled": f"{_PICTURE} IS NULL"}
    shown = {"width": wide, "height": high, "angle": turned, "name": f"'base64:' || to_base64({_PICTURE})"}
    image: qml.Layer = (
        "RasterMarker",
        {"imageFile": "", "size": photo.USUAL, "size_unit": "MM", "alpha": 1, "fixedAspectRatio": 0},
        shown,
        None,
    )
    symbol = qml.symbol(
        "marker",
        [
            qml.rectangle(theme.PAPIER, photo.EDGE_COLOUR, photo.EDGE, paper),
            qml.rectangle(theme.DOMAINES[""].accent, photo.EDGE_COLOUR, photo.EDGE, grey),
            image,
        ],
    )
    lean = 'radians(coalesce("angle", 0))'
    half = f"(abs(cos({lean})) * {high} + abs(sin({lean})) * {wide}) / 2"
    under = {"OffsetXY": f"'0,' || tostring({half} + {photo.BORDER + photo.ABOVE:g})", "AlwaysShow": "1"}
    below = {**OVER_POINT, "quadOffset": "7"}
    return single(symbol), labels_of(
        '"texte"', replace(photo.STYLE, halo=1.0), placement=below, expressions=under
    )


def postits() -> tuple[Element, Element | None]:
    """A leader to the tip, and the words on their paper, hung by their top-left corner."""
    leader = qml.symbol("line", [qml.stroke(theme.PAPIER, 1.9), qml.stroke(theme.ENCRE, 0.7)])
    tip = qml.symbol("marker", [qml.disc(theme.ENCRE, 2.6, expressions={})])
    end = 'make_point("pointe_x", "pointe_y")'
    symbol = qml.symbol(
        "marker",
        [qml.geometry("Line", f"make_line($geometry, {end})", leader), qml.geometry("Marker", end, tip)],
    )
    papers: dict[str | int, str] = {key: e.quoted(paper.fill) for key, paper in theme.POSTITS.items()}
    edges: dict[str | int, str] = {key: e.quoted(paper.edge) for key, paper in theme.POSTITS.items()}
    yellow = theme.POSTITS["jaune"]
    background = {
        "shapeDraw": "1", "shapeType": "0", "shapeSizeType": "0", "shapeSizeX": f"{PAD:g}", "shapeSizeY": f"{PAD:g}",
        "shapeSizeUnit": "MM", "shapeFillColor": qml.rgba(yellow.fill), "shapeBorderColor": qml.rgba(yellow.edge),
        "shapeBorderWidth": "0.35", "shapeBorderWidthUnit": "MM", "shapeOpacity": "1",
    }  # fmt: skip
    size = f'coalesce("lettres_mm", {CEILING:g})'
    # The words lie inside the paper, whatever the scale and the rotation of the map.
    pad, lean = f"{PAD / 1000:g} * coalesce(@map_scale, 0)", f"radians({e.UPRIGHT})"
    expressions = {
        "Size": size,
        "ShapeFillColor": e.case("couleur", papers, e.quoted(yellow.fill)),
        "ShapeStrokeColor": e.case("couleur", edges, e.quoted(yellow.edge)),
        "PositionX": f"$x + {pad} * (cos({lean}) + sin({lean}))",
        "PositionY": f"$y + {pad} * (sin({lean}) - cos({lean}))",
        "Hali": "'Left'",
        "Vali": "'Top'",
        "AlwaysShow": "1",
    }
    labels = labels_of(
        # A French sign never begins a line: its space does not break.
        # A letter is half of its size wide, more or less.
        "wordwrap(regexp_replace(\"texte\", ' ([?!:;»])', '\u00a0\\\\1'), "
        f'coalesce(floor(2 * "largeur_mm" / {size} - 2), 17))',
        theme.Style("Semibold", CEILING),
        placement=OVER_POINT,
        expressions=expressions,
        background=background,
    )
    return single(symbol), labels
