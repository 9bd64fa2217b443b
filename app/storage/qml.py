"""The grammar of QGIS styles: symbols, layers of symbols and what is read from columns, as XML elements.

Every property is written twice, in the old way (``prop``) and the new (``Option``): QGIS 3.22 and 3.40 read
the same file. Lengths are millimetres; colours are ``#RRGGBB`` or ``#RRGGBBAA``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element, SubElement, tostring

#: Paper around an arrow.
HALO_MM = 1.0
#: A symbol layer: class, fixed properties, properties read from expressions, and a symbol inside it.
Layer = tuple[str, Mapping[str, str | float], Mapping[str, str], "Element | None"]


def rgba(colour: str) -> str:
    """Return a colour as QGIS writes it: ``r,g,b,a``."""
    digits = colour.lstrip("#")
    alpha = int(digits[6:8], 16) if len(digits) == 8 else 255
    return ",".join(str(int(digits[i : i + 2], 16)) for i in (0, 2, 4)) + f",{alpha}"


def symbol(kind: str, layers: Iterable[Layer], name: str = "0", opacity: float = 1.0) -> Element:
    """Return a symbol (``marker``, ``line`` or ``fill``) of layers from back to front."""
    made = Element("symbol", {"name": name, "type": kind, "alpha": f"{opacity:g}"})
    made.set("clip_to_extent", "1")
    made.set("force_rhr", "0")
    for rank, (kind_of_layer, values, expressions, inner) in enumerate(layers):
        layer = SubElement(
            made, "layer", {"class": kind_of_layer, "enabled": "1", "locked": "0", "pass": "0"}
        )
        texts = {key: value if isinstance(value, str) else f"{value:g}" for key, value in values.items()}
        options(layer, texts)
        for key, text in texts.items():
            SubElement(layer, "prop", {"k": key, "v": text})
        layer.append(read_from(expressions))
        if inner is not None:
            inner.set("name", f"@{name}@{rank}")
            layer.append(inner)
    return made


def options(parent: Element, values: Mapping[str, str]) -> Element:
    """Add a map of texts in the new way, and return it."""
    found = SubElement(parent, "Option", {"type": "Map"})
    for key, value in values.items():
        SubElement(found, "Option", {"name": key, "value": value, "type": "QString"})
    return found


def read_from(expressions: Mapping[str, str], tag: str = "data_defined_properties") -> Element:
    """Return the properties that are computed for each feature."""
    made = Element(tag)
    top = SubElement(made, "Option", {"type": "Map"})
    SubElement(top, "Option", {"name": "name", "value": "", "type": "QString"})
    inner = SubElement(top, "Option", {"name": "properties"})
    if expressions:
        inner.set("type", "Map")
    for key, expression in expressions.items():
        one = SubElement(inner, "Option", {"name": key, "type": "Map"})
        SubElement(one, "Option", {"name": "active", "value": "true", "type": "bool"})
        SubElement(one, "Option", {"name": "expression", "value": expression, "type": "QString"})
        SubElement(one, "Option", {"name": "type", "value": "3", "type": "int"})
    SubElement(top, "Option", {"name": "type", "value": "collection", "type": "QString"})
    return made


def join(layer: str, key: str, target: str, prefix: str, columns: Iterable[str]) -> Element:
    """Return the join that gives a layer ``columns`` of the row of another whose ``key`` is its ``target``.

    The other layer is kept in memory: painting asks no file.
    """
    made = Element("vectorjoins")
    joined = SubElement(
        made,
        "join",
        {
            "joinLayerId": layer, "joinFieldName": key, "targetFieldName": target, "memoryCache": "1",
            "hasCustomPrefix": "1", "customPrefix": prefix, "hasSubset": "1", "editable": "0", "upsertOnEdit": "0",
            "cascadedDelete": "0", "dynamicForm": "0",
        },
    )  # fmt: skip
    subset = SubElement(joined, "joinFieldsSubset")
    for column in columns:
        SubElement(subset, "field", {"name": column})
    return made


def document(root: Element, kind: str = "qgis") -> str:
    """Return the text of a QGIS document."""
    head = f"<!DOCTYPE {kind} PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
    return head + tostring(root, encoding="unicode")


def stroke(
    colour: str,
    width: float,
    *,
    dash: Iterable[float] = (),
    cap: str = "round",
    expressions: Mapping[str, str] | None = None,
) -> Layer:
    """Return a plain line."""
    told = dict(expressions or {})
    if "customDash" in told:
        # QGIS keeps the dashes of one feature for the next that has none: say that those are solid.
        told["outlineStyle"] = f"if(({told['customDash']}) IS NULL, 'solid', NULL)"
    lengths = ";".join(f"{length:g}" for length in dash)
    values: dict[str, str | float] = {
        "line_color": rgba(colour),
        "line_width": width,
        "line_width_unit": "MM",
        "line_style": "solid",
        "capstyle": cap,
        "joinstyle": "round",
        "use_custom_dash": "1" if lengths else "0",
        "customdash": lengths or "5;2",
        "customdash_unit": "MM",
    }
    return ("SimpleLine", values, told, None)


def fill(colour: str, *, expressions: Mapping[str, str] | None = None, opacity: float = 1.0) -> Layer:
    """Return a flat fill without an outline."""
    shade = colour if opacity >= 1 else f"{colour[:7]}{round(255 * opacity):02X}"
    return (
        "SimpleFill",
        {"color": rgba(shade), "style": "solid", "outline_style": "no"},
        expressions or {},
        None,
    )


def rectangle(colour: str, edge: str, width: float, expressions: Mapping[str, str]) -> Layer:
    """Return an upright rectangle about a point; ``expressions`` compute its ``width`` and ``height`` in mm."""
    values: dict[str, str | float] = {
        "symbol_name": "rectangle",
        "symbol_width": 1,
        "symbol_width_unit": "MM",
        "symbol_height": 1,
        "symbol_height_unit": "MM",
        "color": rgba(colour),
        "outline_color": rgba(edge),
        "outline_width": width,
        "outline_width_unit": "MM",
        "outline_style": "solid",
    }
    return ("EllipseMarker", values, expressions, None)


def hatch(
    colour: str, width: float, step: float, angle: float, expressions: Mapping[str, str], *, angled: str = ""
) -> Layer:
    """Return parallel lines; ``angle`` is counter-clockwise from the page's right, ``angled`` computes it."""
    values: dict[str, str | float] = {
        "angle": angle,
        "distance": step,
        "distance_unit": "MM",
        "line_width": width,
        "line_width_unit": "MM",
        "color": rgba(colour),
    }
    inner = symbol("line", [stroke(colour, width, expressions=expressions)])
    return ("LinePatternFill", values, {"lineAngle": angled} if angled else {}, inner)


def dots(inner: Element, step: float) -> Layer:
    """Return a marker repeated in staggered rows; the rows are as far apart as the markers stand in one."""
    values: dict[str, str | float] = {
        "distance_x": step,
        "distance_x_unit": "MM",
        "distance_y": step * 0.866,
        "distance_y_unit": "MM",
        "displacement_x": step / 2,
        "displacement_x_unit": "MM",
    }
    return ("PointPatternFill", values, {}, inner)


def disc(
    colour: str, size: float, *, edge: str = "", width: float = 0.0, expressions: Mapping[str, str]
) -> Layer:
    """Return a round marker."""
    values: dict[str, str | float] = {
        "name": "circle",
        "color": rgba(colour),
        "outline_color": rgba(edge or colour),
        "outline_style": "solid" if edge else "no",
        "outline_width": width,
        "outline_width_unit": "MM",
        "size": size,
        "size_unit": "MM",
        "scale_method": "diameter",
    }
    return ("SimpleMarker", values, expressions, None)


def geometry(kind: str, expression: str, inner: Element) -> Layer:
    """Return what is drawn on a geometry computed from the feature: ``Line``, ``Marker`` or ``Fill``."""
    values = {"SymbolType": kind, "geometryModifier": expression, "units": "MapUnit"}
    return ("GeometryGenerator", values, {}, inner)


def arrow(
    colour: str, usual: float, tail: float, head_width: float, head_length: float, neck: str, ink: str
) -> list[Layer]:
    """Return a filled arrow ringed with paper, bent through the middle of its line.

    ``usual`` is its neck in mm; ``tail``, ``head_width`` and ``head_length`` are shares of the neck; ``neck`` and
    ``ink`` are expressions.
    """
    shares = {
        "arrow_width": ("arrowWidth", 1.0),
        "arrow_start_width": ("arrowStartWidth", tail),
        "head_length": ("arrowHeadLength", head_length),
        # QGIS measures the head from its axis.
        "head_thickness": ("arrowHeadThickness", head_width / 2),
    }
    values: dict[str, str | float] = {
        "arrow_type": "0",
        "head_type": "0",
        "is_curved": "1",
        "is_repeated": "0",
    }
    for key, (_, share) in shares.items():
        values |= {key: usual * share, f"{key}_unit": "MM"}
    expressions = {key: f"{neck} * {share:g}" for key, share in shares.values()}
    rim: dict[str, str | float] = {
        "color": rgba("#FFFFFF"), "style": "solid", "outline_color": rgba("#FFFFFF"), "outline_style": "solid",
        "outline_width": 2 * HALO_MM, "outline_width_unit": "MM", "joinstyle": "round",
    }  # fmt: skip
    halo = symbol("fill", [("SimpleFill", rim, {}, None)])
    body = symbol("fill", [fill(colour, expressions={"fillColor": ink})])
    return [("ArrowLine", values, expressions, halo), ("ArrowLine", values, expressions, body)]
