"""Run by the Python of the system, which has QGIS: opens each layer of a poster with its own style and paints it.

    python3 qgis_probe.py POSTER.gpkg FOLDER WEST SOUTH EAST NORTH WIDTH HEIGHT DPI

Writes ``<layer>.png`` for each layer and prints a JSON object: the version, and for each layer its renderer,
its aliases and the expressions that QGIS cannot read.
"""

import json
import os
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from qgis.core import (  # type: ignore[import-not-found]
    Qgis,
    QgsApplication,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsLayoutExporter,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize  # type: ignore[import-not-found]
from qgis.PyQt.QtGui import QColor  # type: ignore[import-not-found]
from qgis.PyQt.QtXml import QDomDocument  # type: ignore[import-not-found]

LAYERS = (
    *("territoire", "fond_commune", "fond_limite", "fond_lieu", "picto_aire", "zone_libre", "reseau_lien"),
    *("reseau_noeud", "picto_ligne", "fleche_libre", "picto_point", "photo", "texte", "trace", "postit"),
)


def expressions(layer):
    """Return every expression of a layer's style."""
    document = QDomDocument()
    layer.exportNamedStyle(document)
    found = []
    options = document.elementsByTagName("Option")
    for index in range(options.count()):
        element = options.at(index).toElement()
        if element.attribute("name") == "expression":
            found.append(element.attribute("value"))
    layers = document.elementsByTagName("prop")
    for index in range(layers.count()):
        element = layers.at(index).toElement()
        if element.attribute("k") == "geometryModifier":
            found.append(element.attribute("v"))
    return found


def painted(layer, box, size, dpi):
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    settings.setExtent(QgsRectangle(*box))
    settings.setOutputSize(QSize(*size))
    settings.setOutputDpi(dpi)
    settings.setBackgroundColor(QColor("white"))
    settings.setFlag(QgsMapSettings.DrawLabeling, False)
    # As the canvas of QGIS does: expressions know the scale.
    context = QgsExpressionContext()
    context.appendScopes(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.appendScope(QgsExpressionContextUtils.mapSettingsScope(settings))
    settings.setExpressionContext(context)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    return job.renderedImage()


def main():
    path, folder = sys.argv[1:3]
    west, south, east, north, width, height, dpi = map(float, sys.argv[3:])
    application = QgsApplication([], False)
    application.initQgis()
    said = {"version": Qgis.QGIS_VERSION, "layers": {}}
    for name in LAYERS:
        layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
        faults = [text for text in expressions(layer) if QgsExpression(text).hasParserError()]
        painted(layer, (west, south, east, north), (int(width), int(height)), dpi).save(
            f"{folder}/{name}.png"
        )
        renderer = layer.renderer()
        said["layers"][name] = {
            "valid": layer.isValid(),
            "features": layer.featureCount(),
            "renderer": renderer.type() if renderer else "",
            "categories": [str(one.value()) for one in renderer.categories()]
            if hasattr(renderer, "categories")
            else [],
            "aliases": {field.name(): field.alias() for field in layer.fields()},
            "faults": faults,
        }
    project = QgsProject.instance()
    said["project"] = project.read(f"geopackage:{path}?projectName=Chorographe")
    said["title"] = project.title()
    # The pictures of photos come from another layer of the project.
    box, size = (west, south, east, north), (int(width), int(height))
    painted(project.mapLayer("chorographe_photo"), box, size, dpi).save(f"{folder}/photo_project.png")
    said["crs"] = project.crs().authid()
    root = project.layerTreeRoot()
    said["groups"] = {
        group.name(): [leaf.layer().id() for leaf in group.findLayers()] for group in root.findGroups()
    }
    said["order"] = [layer.id() for layer in root.layerOrder()]
    said["styled"] = all(layer.isValid() for layer in project.mapLayers().values())
    page = project.layoutManager().layoutByName("Affiche A3")
    image = QgsLayoutExporter(page).renderPageToImage(0, QSize(), 127)
    image.save(f"{folder}/affiche.png")
    said["page"] = [image.width(), image.height()]
    print(json.dumps(said))
    del layer, project, root, page
    application.exitQgis()


main()
