"""A QGIS project inside the poster: the layers in our order, styled, framed as the sheet frames them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, fromstring

from app.drawing import theme
from app.poster.records import Poster
from app.poster.sheet import MapFrame
from app.storage import crs, qml
from app.storage.qgis_layout import layout
from app.storage.schema import BY_NAME, Table

#: From the bottom to the top: the bands of the drawing.
FOND = ("territoire", "fond_commune", "fond_limite")
POSTER = (
    "picto_aire",
    "zone_libre",
    "reseau_lien",
    "reseau_noeud",
    "picto_ligne",
    "fleche_libre",
    "fond_lieu",
    "picto_point",
    "texte",
    "trace",
    "postit",
)
_GEOMETRIES = {"POINT": "Point", "MULTILINESTRING": "Line", "MULTIPOLYGON": "Polygon"}


def project(poster: Poster, file_name: str, styles: Mapping[str, str]) -> str:
    """Return the ``content`` of a row of ``qgis_projects``: the hexadecimal text of a zip that holds the project.

    ``styles`` is the QML of each table; layers name the file, so a renamed file needs its project anew.
    """
    title = poster.titre or poster.nom or poster.territoire_nom or "Chorographe"
    root = Element("qgis", {"projectname": title, "version": "3.22.0"})
    SubElement(root, "homePath", {"path": ""})
    SubElement(root, "title").text = title
    srs = _srs(poster.crs)
    SubElement(root, "projectCrs").append(srs)
    tree = SubElement(root, "layer-tree-group")
    SubElement(tree, "customproperties")
    for group, names in (("Poster", POSTER), ("Fond", FOND)):
        branch = SubElement(
            tree, "layer-tree-group", {"name": group, "checked": "Qt::Checked", "expanded": "1"}
        )
        SubElement(branch, "customproperties")
        for name in reversed(names):
            leaf = {
                "id": _id(name), "name": BY_NAME[name].title, "source": _source(file_name, name), "providerKey": "ogr",
                "checked": "Qt::Checked", "expanded": "0",
            }  # fmt: skip
            SubElement(SubElement(branch, "layer-tree-layer", leaf), "customproperties")
    # Places lie under the points and over the lines, though people look for them in « Fond ».
    tree.append(_order())
    _canvas(root, poster, srs)
    layers = SubElement(root, "projectlayers")
    for name in (*FOND, *POSTER):
        layers.append(_layer(BY_NAME[name], file_name, poster.crs, styles.get(name, "")))
    order = SubElement(root, "layerorder")
    for name in (*FOND, *POSTER):
        SubElement(order, "layer", {"id": _id(name)})
    SubElement(root, "Layouts").append(layout(poster, extent_of(poster)))
    _properties(root)
    return _packed(qml.document(root))


def _order() -> Element:
    order = Element("custom-order", {"enabled": "1"})
    for name in reversed((*FOND, *POSTER)):
        SubElement(order, "item").text = _id(name)
    return order


def _id(table: str) -> str:
    """Return the id of a layer; QGIS replaces short ones by its own."""
    return f"chorographe_{table}"


def _source(file_name: str, table: str) -> str:
    return f"./{file_name}|layername={table}"


def _srs(epsg: int) -> Element:
    name, wkt = crs.definition(epsg)
    made = Element("spatialrefsys", {"nativeFormat": "Wkt"})
    for tag, text in (
        ("wkt", wkt),
        ("srid", str(epsg)),
        ("authid", f"EPSG:{epsg}"),
        ("description", name),
        ("geographicflag", "false"),
    ):
        SubElement(made, tag).text = text
    return made


def extent_of(poster: Poster) -> tuple[float, float, float, float]:
    """Return (min x, min y, max x, max y) of the map's frame on the ground, before its rotation."""
    frame = MapFrame.of(poster)
    _, _, width, height = frame.rect
    x, y = frame.centre
    across, up = width / 2 * frame.metres_par_mm, height / 2 * frame.metres_par_mm
    return (x - across, y - up, x + across, y + up)


def _extent(poster: Poster) -> Element:
    made = Element("extent")
    for tag, value in zip(("xmin", "ymin", "xmax", "ymax"), extent_of(poster), strict=True):
        SubElement(made, tag).text = repr(value)
    return made


def _canvas(root: Element, poster: Poster, srs: Element) -> None:
    canvas = SubElement(root, "mapcanvas", {"name": "theMapCanvas", "annotationsVisible": "1"})
    SubElement(canvas, "units").text = "meters"
    canvas.append(_extent(poster))
    # QGIS turns the map clockwise for a positive rotation, we turn the ground the other way.
    SubElement(canvas, "rotation").text = repr(-poster.rotation)
    SubElement(canvas, "destinationsrs").append(srs)


def _layer(table: Table, file_name: str, epsg: int, style: str) -> Element:
    made = Element(
        "maplayer",
        {
            "type": "vector", "geometry": _GEOMETRIES[table.geometry], "autoRefreshEnabled": "0",
            "refreshOnNotifyEnabled": "0", "hasScaleBasedVisibilityFlag": "0", "labelsEnabled": "0",
        },
    )  # fmt: skip
    SubElement(made, "id").text = _id(table.name)
    SubElement(made, "datasource").text = _source(file_name, table.name)
    SubElement(made, "layername").text = table.title
    SubElement(made, "srs").append(_srs(epsg))
    SubElement(made, "provider", {"encoding": "UTF-8"}).text = "ogr"
    if style:
        # Written by us, or by QGIS for us: the part after the document type is plain XML.
        root = fromstring(style[style.index("<qgis") :])  # noqa: S314
        made.set("labelsEnabled", root.get("labelsEnabled", "0"))
        made.extend(root)
    return made


def _properties(root: Element) -> None:
    properties = SubElement(root, "properties")
    gui = SubElement(properties, "Gui")
    colour = theme.HORS_TERRITOIRE.lstrip("#")
    for part, at in (("Red", 0), ("Green", 2), ("Blue", 4)):
        SubElement(gui, f"CanvasColor{part}Part", {"type": "int"}).text = str(int(colour[at : at + 2], 16))
    # Without it QGIS leaves the CRS of the project aside.
    enabled = SubElement(SubElement(properties, "SpatialRefSys"), "ProjectionsEnabled", {"type": "int"})
    enabled.text = "1"
    SubElement(SubElement(properties, "Paths"), "Absolute", {"type": "bool"}).text = "false"


def _packed(text: str) -> str:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Chorographe.qgs", text)
    return held.getvalue().hex()
