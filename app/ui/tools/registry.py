"""The tools by id, in the order of the row. ``main`` and ``laser`` only look and point, ``picto`` lays what is armed:
they have no button."""

from __future__ import annotations

from app.i18n import tr
from app.ui.tools import cadrer, choisir, crayon, laying, notes
from app.ui.tools.caler import gesture as caler
from app.ui.tools.tool import Tool

_ALL = (
    Tool(
        "choisir",
        lambda: tr("Choisir"),
        "choisir",
        "V",
        "fleche",
        lambda: tr("Cliquez sur une chose pour la choisir, glissez pour la déplacer."),
        choisir.gesture,
    ),
    Tool(
        "postit",
        lambda: tr("Post-it"),
        "postit",
        "N",
        "croix",
        lambda: tr("Cliquez, puis écrivez. Glissez depuis un picto pour y attacher le post-it."),
        notes.postit,
    ),
    Tool(
        "texte",
        lambda: tr("Texte"),
        "texte",
        "T",
        "texte",
        lambda: tr("Cliquez là où commence le texte."),
        notes.texte,
    ),
    Tool(
        "crayon",
        lambda: tr("Crayon"),
        "crayon",
        "P",
        "crayon",
        lambda: tr("Dessinez à main levée."),
        crayon.trace,
    ),
    Tool(
        "fleche",
        lambda: tr("Flèche"),
        "fleche",
        "A",
        "croix",
        lambda: tr("Glissez du départ à l’arrivée."),
        laying.gesture,
    ),
    Tool(
        "zone",
        lambda: tr("Zone"),
        "zone",
        "Z",
        "croix",
        lambda: tr("Tracez le contour, ou cliquez sur une commune."),
        laying.gesture,
    ),
    Tool(
        "gomme",
        lambda: tr("Gomme"),
        "gomme",
        "E",
        "gomme",
        lambda: tr("Cliquez ou glissez sur ce qui doit disparaître."),
        crayon.gomme,
    ),
    Tool(
        "cadrer",
        lambda: tr("Cadrer la carte"),
        "emprise",
        "",
        "cadrer",
        lambda: tr("Glissez le terrain sous le cadre, ou un coin du cadre pour changer d’échelle."),
        cadrer.gesture,
    ),
    Tool(
        "caler",
        lambda: tr("Caler l’image"),
        "repere",
        "",
        "caler",
        lambda: tr("Cliquez sur un lieu de l’image, puis glissez le repère là où ce lieu est sur la carte."),
        caler.gesture,
    ),
    Tool(
        "main",
        lambda: tr("Main"),
        "main",
        "H",
        "main",
        lambda: tr("Glissez pour déplacer la vue."),
        None,
    ),
    Tool(
        "laser",
        lambda: tr("Pointeur laser"),
        "laser",
        "K",
        "laser",
        lambda: tr("Glissez pour montrer\u00a0: le trait s’efface et n’écrit rien."),
        None,
    ),
    Tool(
        "picto",
        lambda: tr("Picto"),
        "picto",
        "",
        "croix",
        lambda: tr("Cliquez sur la carte."),
        laying.gesture,
    ),
)
TOOLS: dict[str, Tool] = {tool.id: tool for tool in _ALL}
#: Tools without a button in the row.
APART = ("cadrer", "caler", "main", "laser", "picto")
