"""The page of the QGIS project: the map frame of the nominal A3, the title, the group and the credits."""

from __future__ import annotations

from dataclasses import replace
from xml.etree.ElementTree import Element, SubElement

from app.drawing import theme
from app.poster.records import Poster
from app.poster.sheet import MapFrame, Rect, page_size
from app.storage import qml
from app.storage.qgis_renderers import FONT, WEIGHTS

#: Kinds of layout items, as QGIS numbers them.
_PAGE, _MAP, _LABEL = "65638", "65639", "65641"
NAME = "Affiche A3"


def layout(poster: Poster, extent: tuple[float, float, float, float], ground: str) -> Element:
    """Return the print layout of a poster.

    ``extent`` is that of its map frame on the ground, ``ground`` the colour under the map.
    """
    made = Element("Layout", {"name": NAME, "units": "mm", "printResolution": "300", "worldFileMap": ""})
    width, height = page_size(poster.orientation)
    pages = SubElement(made, "PageCollection")
    paper = qml.symbol("fill", [qml.fill(theme.PAPIER)], "")
    pages.append(paper)
    page = _item(_PAGE, (0.0, 0.0, width, height), "page")
    page.append(qml.symbol("fill", [qml.fill(theme.PAPIER)], ""))
    pages.append(page)
    SubElement(pages, "GuideCollection", {"visible": "1"})
    _, y, wide, high = MapFrame.of(poster).rect
    made.append(_map(poster, extent, ground))
    # Any bold face of the machine must hold the title on one line.
    fitted = replace(
        theme.STYLES["titre"], size=min(theme.STYLES["titre"].size, 580 / max(1, len(poster.titre)))
    )
    group = " · ".join(filter(None, (poster.territoire_nom, poster.groupe, poster.date_atelier)))
    for name, words, box, style in (
        ("titre", poster.titre, (12.0, y - 30.5, width - 24, 18.0), fitted),
        ("groupe", group, (12.0, y - 10, width - 24, 9.0), theme.STYLES["territoire_detail"]),
        ("mention", poster.mention, (12.0, y + high + 2, wide, 5.0), theme.STYLES["sources"]),
        ("credits", poster.credits, (12.0, y + high + 7, width - 24, 9.0), theme.STYLES["sources"]),
    ):
        if words:
            made.append(_label(name, words, box, style))
    return made


def _item(kind: str, box: Rect, name: str, *, frame: bool = False) -> Element:
    x, y, width, height = box
    place = f"{x:g},{y:g},mm"
    item = Element(
        "LayoutItem",
        {
            "type": kind, "id": name, "uuid": f"{{chorographe-{name}}}", "templateUuid": f"{{chorographe-{name}}}",
            "position": place, "positionOnPage": place, "size": f"{width:g},{height:g},mm", "referencePoint": "0",
            "frame": str(frame).lower(), "outlineWidthM": "0.35,mm", "frameJoinStyle": "miter", "visibility": "1",
            "background": "false", "opacity": "1", "blendMode": "0", "itemRotation": "0", "zValue": "1",
            "positionLock": "false", "excludeFromExports": "0", "groupUuid": "",
        },
    )  # fmt: skip
    SubElement(item, "FrameColor", {**_channels(theme.ENCRE), "alpha": "255"})
    return item


def _channels(colour: str) -> dict[str, str]:
    return {part: str(int(colour[at : at + 2], 16)) for part, at in (("red", 1), ("green", 3), ("blue", 5))}


def _map(poster: Poster, extent: tuple[float, float, float, float], ground: str) -> Element:
    item = _item(_MAP, MapFrame.of(poster).rect, "carte", frame=True)
    item.set("background", "true")
    item.set("followPreset", "false")
    item.set("keepLayerSet", "false")
    # QGIS turns the map clockwise, the poster turns its ground the other way.
    item.set("mapRotation", repr(-poster.rotation))
    SubElement(item, "BackgroundColor", {**_channels(ground), "alpha": "255"})
    names = ("xmin", "ymin", "xmax", "ymax")
    SubElement(item, "Extent", {name: repr(value) for name, value in zip(names, extent, strict=True)})
    return item


def _label(name: str, words: str, box: Rect, style: theme.Style) -> Element:
    item = _item(_LABEL, box, name)
    item.set("labelText", words)
    item.set("htmlState", "0")
    item.set("halign", "1")
    item.set("valign", "32")
    item.set("marginX", "0")
    item.set("marginY", "0")
    # QGIS before 3.24 reads the font and the colour here, later ones below.
    italic = int("It" in style.face)
    points = style.size * 72 / 25.4
    font = f"{FONT},{points:.2f},-1,5,{WEIGHTS[style.face]},{italic},0,0,0,0"
    SubElement(item, "LabelFont", {"description": font, "style": style.face})
    SubElement(item, "FontColor", {**_channels(style.colour), "alpha": "255"})
    SubElement(
        item,
        "text-style",
        {
            "fontFamily": FONT, "fontSize": f"{style.size:g}", "fontSizeUnit": "MM", "namedStyle": style.face,
            "fontWeight": str(WEIGHTS[style.face]), "fontItalic": str(italic),
            "textColor": qml.rgba(style.colour), "textOpacity": "1",
        },
    )  # fmt: skip
    return item
