"""Layers of a QGIS project that show the tiles of pictures under the poster."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

from app.storage.tiles import Tiled


def layer(tiled: Tiled, of: Sequence[Tiled], file_name: str, srs: Element) -> Element:
    """Return the layer of a table of tiles, as strong as its picture; ``of`` are all those of the file."""
    made = Element(
        "maplayer", {"type": "raster", "autoRefreshEnabled": "0", "hasScaleBasedVisibilityFlag": "0"}
    )
    SubElement(made, "id").text = identity(tiled)
    SubElement(made, "datasource").text = source(tiled, of, file_name)
    SubElement(made, "layername").text = title(tiled)
    SubElement(made, "srs").append(srs)
    SubElement(made, "provider").text = "gdal"
    pipe = SubElement(made, "pipe")
    resampling = {"enabled": "true", "zoomedInResamplingMethod": "bilinear", "maxOversampling": "2"}
    SubElement(
        SubElement(pipe, "provider"), "resampling", {**resampling, "zoomedOutResamplingMethod": "bilinear"}
    )
    SubElement(
        pipe,
        "rasterrenderer",
        {
            "type": "multibandcolor", "opacity": repr(min(1.0, max(0.0, tiled.record.opacite))), "alphaBand": "4",
            "redBand": "1", "greenBand": "2", "blueBand": "3", "nodataColor": "",
        },
    )  # fmt: skip
    return made


def leaf(tiled: Tiled, of: Sequence[Tiled], file_name: str) -> dict[str, str]:
    """Return what the tree of layers says of it."""
    return {
        "id": identity(tiled), "name": title(tiled), "source": source(tiled, of, file_name), "providerKey": "gdal",
        "checked": "Qt::Checked" if tiled.record.visible else "Qt::Unchecked", "expanded": "0",
    }  # fmt: skip


def identity(tiled: Tiled) -> str:
    """Return the id of a layer."""
    return f"chorographe_{tiled.table}"


def title(tiled: Tiled) -> str:
    """Return the name of a layer, as people read it."""
    return tiled.record.nom or tiled.record.source or "Image de fond"


def source(tiled: Tiled, of: Sequence[Tiled], file_name: str) -> str:
    """Return what QGIS opens. A file with one table of tiles is a raster by itself; of several, one is asked for."""
    return f"./{file_name}" if len(of) == 1 else f"./{file_name}|option:TABLE={tiled.table}"
