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
from app.storage.qgis_sheet import JOINED, MEDIA
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
    "photo",
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
            SubElement(SubElement(branch, "layer-tree-layer", _leaf(file_name, name)), "customproperties")
    # Photos have their pictures from this layer, which is not shown to people.
    SubElement(SubElement(tree, "layer-tree-layer", _leaf(file_name, "media")), "customproperties")
    # Places lie under the points and over the lines, though people look for them in « Fond ».
    tree.append(_order())
    _canvas(root, poster, srs)
    layers = SubElement(root, "projectlayers")
    for name in (*FOND, *POSTER):
        layers.append(_layer(BY_NAME[name], file_name, poster.crs, styles.get(name, "")))
    layers.append(_media(file_name))
    order = SubElement(root, "layerorder")
    for name in (*FOND, *POSTER):
        SubElement(order, "layer", {"id": _id(name)})
    SubElement(root, "Layouts").append(layout(poster, extent_of(poster)))
    _properties(root)
    return _packed(qml.document(root))


def _leaf(file_name: str, name: str) -> dict[str, str]:
    return {
        "id": _id(name), "name": BY_NAME[name].title, "source": _source(file_name, name), "providerKey": "ogr",
        "checked": "Qt::Checked", "expanded": "0",
    }  # fmt: skip


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
    if table.name == "photo":
        made.append(_joined())
    if style:
        # Written by us, or by QGIS for us: the part after the document type is plain XML.
        root = fromstring(style[style.index("<qgis") :])  # noqa: S314
        made.set("labelsEnabled", root.get("labelsEnabled", "0"))
        made.extend(root)
    return made


def _joined() -> Element:
    """Return the join that gives photos the bytes of their pictures, kept in memory: painting asks no file."""
    made = Element("vectorjoins")
    join = SubElement(
        made,
        "join",
        {
            "joinLayerId": MEDIA, "joinFieldName": "sha256", "targetFieldName": "media", "memoryCache": "1",
            "hasCustomPrefix": "1", "customPrefix": JOINED, "hasSubset": "1", "editable": "0", "upsertOnEdit": "0",
            "cascadedDelete": "0", "dynamicForm": "0",
        },
    )  # fmt: skip
    SubElement(SubElement(join, "joinFieldsSubset"), "field", {"name": "donnees"})
    return made


def _media(file_name: str) -> Element:
    """Return the layer of the pictures, a table that is kept out of people's sight."""
    made = Element("maplayer", {"type": "vector", "geometry": "No geometry", "labelsEnabled": "0"})
    SubElement(made, "id").text = MEDIA
    SubElement(made, "datasource").text = _source(file_name, "media")
    SubElement(made, "layername").text = BY_NAME["media"].title
    SubElement(made, "provider", {"encoding": "UTF-8"}).text = "ogr"
    flags = SubElement(made, "flags")
    for name, value in (("Identifiable", "0"), ("Removable", "1"), ("Searchable", "0"), ("Private", "1")):
        SubElement(flags, name).text = value
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
