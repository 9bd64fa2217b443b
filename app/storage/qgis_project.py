"""A QGIS project inside the poster: the layers in our order, styled, framed as the sheet frames them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement, fromstring

from app.poster.options import Options
from app.poster.records import Poster
from app.poster.sheet import MapFrame, on_paper
from app.storage import crs, qgis_ground, qgis_rasters, qml
from app.storage.qgis_layout import layout
from app.storage.qgis_sheet import JOINED, MEDIA
from app.storage.qgis_shown import SIGHTS, Shown
from app.storage.schema import BY_NAME
from app.storage.tiles import Tiled

#: Tables that layers join.
_TABLES = ("media", "apport")
#: Layers of the ground that name what they are things of.
_BROUGHT = ("fond_aire", "fond_ligne", "fond_point")
#: From the bottom to the top, over the ground: the bands of the drawing.
POSTER = (
    "picto_aire",
    "zone_libre",
    "trait",
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


def project(
    poster: Poster, file_name: str, styles: Mapping[str, str], underlays: Sequence[Tiled] = ()
) -> str:
    """Return the ``content`` of a row of ``qgis_projects``: the hexadecimal text of a zip that holds the project.

    ``styles`` is the QML of each table, ``underlays`` the pictures that the file has as tiles, from the bottom to the
    top; layers name the file, so a renamed file needs its project anew.
    """
    title = poster.titre or poster.nom or poster.territoire_nom or "Chorographe"
    root = Element("qgis", {"projectname": title, "version": "3.22.0"})
    SubElement(root, "homePath", {"path": ""})
    SubElement(root, "title").text = title
    srs = _srs(poster.crs)
    SubElement(root, "projectCrs").append(srs)
    shown = Shown(Options.of(poster), on_paper(poster))
    tree = SubElement(root, "layer-tree-group")
    SubElement(tree, "customproperties")
    for group, names in (("Poster", POSTER), ("Fond", shown.fond)):
        branch = SubElement(
            tree, "layer-tree-group", {"name": group, "checked": "Qt::Checked", "expanded": "1"}
        )
        SubElement(branch, "customproperties")
        for name in reversed(names):
            leaf = _leaf(file_name, name, shown)
            SubElement(SubElement(branch, "layer-tree-layer", leaf), "customproperties")
    for tiled in reversed(underlays):
        told = qgis_rasters.leaf(tiled, underlays, file_name)
        SubElement(SubElement(branch, "layer-tree-layer", told), "customproperties")
    # Photos have their pictures from the one, brought things their look from the other: neither is shown to people.
    for name in _TABLES:
        SubElement(SubElement(tree, "layer-tree-layer", _leaf(file_name, name, shown)), "customproperties")
    # Places lie under the points and over the lines, though people look for them in « Fond ».
    stack = _stack(shown.fond, underlays)
    tree.append(_order(stack))
    _canvas(root, poster, srs)
    layers = SubElement(root, "projectlayers")
    for name in (*shown.fond, *POSTER):
        layers.append(_layer(name, file_name, poster.crs, styles.get(name, ""), shown))
    for tiled in underlays:
        layers.append(qgis_rasters.layer(tiled, underlays, file_name, _srs(poster.crs)))
    for name in _TABLES:
        layers.append(_table(file_name, name))
    order = SubElement(root, "layerorder")
    for each in stack:
        SubElement(order, "layer", {"id": each})
    SubElement(root, "Layouts").append(layout(poster, extent_of(poster), shown.ground))
    _properties(root, shown.ground)
    return _packed(qml.document(root))


def _leaf(file_name: str, name: str, shown: Shown) -> dict[str, str]:
    return {
        "id": _id(name), "name": shown.title(name), "source": _source(file_name, name, shown), "providerKey": "ogr",
        "checked": "Qt::Checked" if shown.seen(name) else "Qt::Unchecked", "expanded": "0",
    }  # fmt: skip


def _order(stack: Sequence[str]) -> Element:
    order = Element("custom-order", {"enabled": "1"})
    for each in reversed(stack):
        SubElement(order, "item").text = each
    return order


def _stack(fond: Sequence[str], underlays: Sequence[Tiled]) -> tuple[str, ...]:
    """Return the ids of the layers from the bottom to the top: pictures lie right over the territory."""
    after = fond.index("fond_contour") + 1
    ids = tuple(map(_id, (*fond, *POSTER)))
    return (*ids[:after], *map(qgis_rasters.identity, underlays), *ids[after:])


def _id(table: str) -> str:
    """Return the id of a layer; QGIS replaces short ones by its own."""
    return f"chorographe_{table}"


def _source(file_name: str, name: str, shown: Shown) -> str:
    subset = shown.subset(name)
    return f"./{file_name}|layername={shown.table(name)}" + (f"|subset={subset}" if subset else "")


def _srs(epsg: int) -> Element:
    name, wkt = crs.definition(epsg)
    made = Element("spatialrefsys", {"nativeFormat": "Wkt"})
    for tag, text in (
        ("wkt", wkt),
        ("srid", str(epsg)),
        ("authid", crs.authority(epsg)[1]),
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


def _layer(name: str, file_name: str, epsg: int, style: str, shown: Shown) -> Element:
    table = BY_NAME[shown.table(name)]
    made = Element(
        "maplayer",
        {
            "type": "vector", "geometry": _GEOMETRIES[table.geometry], "autoRefreshEnabled": "0",
            "refreshOnNotifyEnabled": "0", "hasScaleBasedVisibilityFlag": "0", "labelsEnabled": "0",
        },
    )  # fmt: skip
    SubElement(made, "id").text = _id(name)
    SubElement(made, "datasource").text = _source(file_name, name, shown)
    SubElement(made, "layername").text = shown.title(name)
    SubElement(made, "srs").append(_srs(epsg))
    SubElement(made, "provider", {"encoding": "UTF-8"}).text = "ogr"
    if name == "photo":
        made.append(_joined())
    if name in _BROUGHT:
        made.append(qgis_ground.join())
    root: Element | None = None
    if name in SIGHTS:
        root = shown.sight(name)
    elif style:
        # Written by us, or by QGIS for us: the part after the document type is plain XML.
        root = fromstring(style[style.index("<qgis") :])  # noqa: S314
        shown.style(name, root)
    if root is not None:
        made.set("labelsEnabled", root.get("labelsEnabled", "0"))
        made.extend(root)
    return made


def _joined() -> Element:
    """Return the join that gives photos the bytes of their pictures."""
    return qml.join(MEDIA, "sha256", "media", JOINED, ("donnees",))


def _table(file_name: str, name: str) -> Element:
    """Return the layer of a table that is kept out of people's sight."""
    made = Element("maplayer", {"type": "vector", "geometry": "No geometry", "labelsEnabled": "0"})
    SubElement(made, "id").text = _id(name)
    SubElement(made, "datasource").text = f"./{file_name}|layername={name}"
    SubElement(made, "layername").text = BY_NAME[name].title
    SubElement(made, "provider", {"encoding": "UTF-8"}).text = "ogr"
    flags = SubElement(made, "flags")
    for name, value in (("Identifiable", "0"), ("Removable", "1"), ("Searchable", "0"), ("Private", "1")):
        SubElement(flags, name).text = value
    return made


def _properties(root: Element, ground: str) -> None:
    properties = SubElement(root, "properties")
    gui = SubElement(properties, "Gui")
    colour = ground.lstrip("#")
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
