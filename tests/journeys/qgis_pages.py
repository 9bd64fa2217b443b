"""Run by the Python of the system, which has QGIS: prints the page of the project of each poster.

    python3 qgis_pages.py DPI POSTER.gpkg…

Writes ``<poster>.page.png`` beside each and prints a JSON object: for each poster its CRS, its layers (valid, shown,
what they read), and the expressions of its styles that QGIS cannot read.
"""

import json
import os
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from qgis.core import (  # type: ignore[import-not-found]
    QgsApplication,
    QgsExpression,
    QgsLayoutExporter,
    QgsMapLayerType,
    QgsProject,
)
from qgis.PyQt.QtCore import QSize  # type: ignore[import-not-found]
from qgis.PyQt.QtXml import QDomDocument  # type: ignore[import-not-found]


def faults(layer):
    """Return the expressions of a layer's style that do not read."""
    document = QDomDocument()
    layer.exportNamedStyle(document)
    found = []
    for tag, key, value in (("Option", "name", "value"), ("prop", "k", "v")):
        listed = document.elementsByTagName(tag)
        for index in range(listed.count()):
            element = listed.at(index).toElement()
            if element.attribute(key) in ("expression", "geometryModifier"):
                found.append(element.attribute(value))
    return [text for text in found if QgsExpression(text).hasParserError()]


def told(project, layer):
    raster = layer.type() == QgsMapLayerType.RasterLayer
    leaf = project.layerTreeRoot().findLayer(layer.id())
    return {
        "valid": layer.isValid(),
        "shown": bool(leaf) and leaf.isVisible(),
        "source": layer.source(),
        "size": [layer.width(), layer.height()] if raster else [],
        "opacity": layer.renderer().opacity() if raster else layer.opacity(),
        "faults": [] if raster else faults(layer),
    }


def main():
    dpi, paths = float(sys.argv[1]), sys.argv[2:]
    application = QgsApplication([], False)
    application.initQgis()
    said = {}
    project = QgsProject.instance()
    for path in paths:
        project.clear()
        read = project.read(f"geopackage:{path}?projectName=Chorographe")
        said[path] = {
            "read": read,
            "crs": project.crs().authid(),
            "known": project.crs().isValid(),
            "layers": {layer.id(): told(project, layer) for layer in project.mapLayers().values()},
        }
        page = project.layoutManager().layoutByName("Affiche A3")
        QgsLayoutExporter(page).renderPageToImage(0, QSize(), dpi).save(f"{path}.page.png")
        del page
    print(json.dumps(said))
    project.clear()
    del project
    application.exitQgis()


main()
