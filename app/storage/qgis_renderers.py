"""How QGIS tells the features of a layer apart, and how it writes their labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement

from app.drawing import theme
from app.storage import qml

FONT = "Source Sans 3"
WEIGHTS = {"Regular": 50, "Semibold": 63, "Bold": 75, "Black": 87, "It": 50, "SemiboldIt": 63}


def single(symbol: Element, *, order: Sequence[str] = (), levels: bool = False) -> Element:
    """Return a renderer of one symbol; ``order`` are expressions, what they make smallest lies below.

    With ``levels``, each layer of the symbol is drawn for all features before the next: lines join.
    """
    made = Element(
        "renderer-v2", {"type": "singleSymbol", "symbollevels": str(int(levels)), "forceraster": "0"}
    )
    if levels:
        for rank, layer in enumerate(symbol.findall("layer")):
            layer.set("pass", str(rank))
    SubElement(made, "symbols").append(symbol)
    if order:
        made.set("enableorderby", "1")
        listed = SubElement(made, "orderby")
        for expression in order:
            SubElement(listed, "orderByClause", {"asc": "1", "nullsFirst": "1"}).text = expression
    return made


def merged(symbol: Element) -> Element:
    """Return a renderer that draws all areas as one."""
    made = Element("renderer-v2", {"type": "mergedFeatureRenderer", "symbollevels": "0", "forceraster": "0"})
    made.append(single(symbol))
    return made


def by_value(column: str, symbols: Mapping[str, tuple[str, Element]]) -> Element:
    """Return a renderer of classes: value → (label, symbol)."""
    made = Element("renderer-v2", {"type": "categorizedSymbol", "attr": column, "symbollevels": "0"})
    categories, inner = SubElement(made, "categories"), SubElement(made, "symbols")
    for rank, (value, (label, symbol)) in enumerate(symbols.items()):
        SubElement(
            categories, "category", {"symbol": str(rank), "value": value, "label": label, "render": "true"}
        )
        symbol.set("name", str(rank))
        inner.append(symbol)
    return made


def labels_of(
    expression: str,
    text: theme.Style,
    *,
    placement: Mapping[str, str],
    expressions: Mapping[str, str] | None = None,
    background: Mapping[str, str] | None = None,
    geometry: str = "",
) -> Element:
    """Return labels in a style of the theme."""
    made = Element("labeling", {"type": "simple"})
    settings = SubElement(made, "settings", {"calloutType": "simple"})
    style = SubElement(
        settings,
        "text-style",
        {
            "fieldName": expression, "isExpression": "1", "fontFamily": FONT, "fontSize": f"{text.size:g}",
            "fontSizeUnit": "MM", "fontWeight": str(WEIGHTS[text.face]), "fontItalic": str(int("It" in text.face)),
            "namedStyle": text.face, "textColor": qml.rgba(text.colour), "textOpacity": "1", "multilineHeight": "1",
            "useSubstitutions": "0", "allowHtml": "0", "blendMode": "0",
        },
    )  # fmt: skip
    SubElement(
        style,
        "text-buffer",
        {
            "bufferDraw": str(int(text.halo > 0)), "bufferSize": f"{text.halo:g}", "bufferSizeUnits": "MM",
            "bufferColor": qml.rgba(theme.PAPIER), "bufferOpacity": "1", "bufferJoinStyle": "128",
        },
    )  # fmt: skip
    if background:
        SubElement(style, "background", dict(background))
    SubElement(settings, "text-format", {"multilineAlign": "0", "wrapChar": "", "autoWrapLength": "0"})
    # QGIS before 3.26 reads « placement », later ones too; « placements » is the name in some exports.
    SubElement(settings, "placement", {**placement, "placements": placement["placement"]})
    modified = {
        "geometryGenerator": geometry,
        "geometryGeneratorEnabled": "1",
        "geometryGeneratorType": "PointGeometry",
    }
    if geometry:
        for key, value in modified.items():
            settings[-1].set(key, value)
    SubElement(
        settings,
        "rendering",
        {
            "drawLabels": "1",
            "displayAll": "1",
            "obstacle": "1",
            "scaleVisibility": "0",
            "upsidedownLabels": "0",
        },
    )
    settings.append(qml.read_from(expressions or {}, "dd_properties"))
    return made


OVER_POINT = {"placement": "1", "quadOffset": "4", "dist": "0", "offsetUnits": "MM", "priority": "8"}
AROUND = {
    "placement": "6",
    "dist": "2",
    "distUnits": "MM",
    "priority": "8",
    "predefinedPositionOrder": "BR,R,TR,B,T,L",
}


def nothing() -> Element:
    """Return a renderer that draws nothing: labels are all there is."""
    return Element("renderer-v2", {"type": "nullSymbol", "symbollevels": "0", "forceraster": "0"})
