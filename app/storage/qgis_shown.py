"""What the toggles of a poster show and hide in its QGIS project, and the outline in the layers that it is drawn by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from app.drawing import apports, theme
from app.poster.options import BLANCHE, REEL, SIMPLIFIE, Options
from app.storage import qgis_ground, qgis_sheet, qml
from app.storage.qgis_renderers import merged, single
from app.storage.schema import BY_NAME

#: The layers of a project that show a table once more: their names. Pictures and limits lie between the paper of the
#: territory and its band, areas between the band and the line.
SIGHTS = {
    "cellules": "Territoire : limites de communes",
    "lisere": "Territoire : liseré",
    "trait": "Territoire : trait",
}
#: The layers of the ground, from the bottom to the top, as they lie on the sheet.
FOND = (
    "territoire",
    "fond_contour",
    "fond_aire",
    "fond_commune",
    "fond_limite",
    "cellules",
    "lisere",
    "fond_reference",
    "fond_ligne",
    "fond_point",
)
#: What fades with the base map.
_FADING = ("fond_limite", "cellules", "fond_reference", "fond_aire", "fond_ligne", "fond_point")
_BROUGHT = {
    "fond_aire": qgis_ground.brought_areas,
    "fond_ligne": qgis_ground.brought_lines,
    "fond_point": qgis_ground.brought_points,
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What a project shows of the ground of a poster."""

    options: Options
    #: Whether the ground is paper: a sheet without a territory.
    blank: bool = False

    @property
    def outline(self) -> str:
        """The table whose areas are drawn as the territory."""
        return "territoire" if self.options.contour in (REEL, BLANCHE) else "fond_contour"

    @property
    def ground(self) -> str:
        """The colour under the map."""
        return theme.PAPIER if self.blank or self.options.contour == BLANCHE else theme.HORS_TERRITOIRE

    @property
    def fond(self) -> tuple[str, ...]:
        """The layers of the ground from the bottom to the top."""
        if self.options.contour != SIMPLIFIE:
            return FOND
        # The limits outside are cut by the paper of an outline that is not the real one.
        others = tuple(name for name in FOND if name not in ("territoire", "fond_limite"))
        return ("territoire", "fond_limite", *others)

    def table(self, name: str) -> str:
        """Return the table that a layer shows."""
        if name == "cellules":
            return "fond_contour"
        return self.outline if name in SIGHTS else name

    def title(self, name: str) -> str:
        """Return the name of a layer, as people read it."""
        return SIGHTS.get(name) or BY_NAME[name].title

    def subset(self, name: str) -> str:
        """Return the condition that picks what a layer shows of its table; empty for all of it."""
        if name == "fond_limite" and self.options.contour == SIMPLIFIE:
            return '"dedans" = 0'
        if name == "cellules":
            return "\"code\" <> ''"
        return ""

    def seen(self, name: str) -> bool:
        """Return whether a layer is drawn."""
        options = self.options
        land = options.contour != BLANCHE
        faded = name in _FADING and options.estompe >= 1
        told = {
            "territoire": land and self.outline == "territoire",
            "fond_contour": self.outline == "fond_contour",
            # Their limits are drawn, once; communes are there for those who work with them.
            "fond_commune": False,
            "fond_limite": options.contour in (REEL, SIMPLIFIE),
            "cellules": options.contour == SIMPLIFIE and options.communes,
            "lisere": land and options.trait,
            "trait": land and options.trait,
            "fond_reference": options.reference,
            "fond_lieu": land and (options.bourgs or options.villages),
        }
        return told.get(name, True) and not faded

    def style(self, name: str, style: Element) -> None:
        """Change the style of a layer as the toggles ask."""
        options = self.options
        hidden = {
            "fond_limite": {
                "hors": options.voisins,
                "commune": options.communes,
                "departement": options.departements,
                "cote": options.departements,
            },
            "fond_lieu": {"1": options.bourgs, "2": options.bourgs, "3": options.villages},
        }.get(name, {})
        _render(style, hidden)
        if name in ("territoire", "fond_contour"):
            _replace(style, merged(qml.symbol("fill", [qml.fill(theme.PAPIER)])), None)
        roles = tuple(role for role in apports.ORDER if not getattr(options, role))
        if name in _BROUGHT and roles:
            _replace(style, *_BROUGHT[name](roles))
        if name in _FADING and options.estompe > 0:
            _fade(style, 1 - options.estompe)

    def sight(self, name: str) -> Element:
        """Return the style of a layer that shows the outline once more."""
        root = Element("qgis", {"labelsEnabled": "0"})
        band, line = qgis_sheet.outline()
        if name == "cellules":
            root.append(single(qml.symbol("fill", [qml.stroke(theme.LIMITE_COMMUNE, 0.3)])))
        else:
            root.append(merged(qml.symbol("fill", [band if name == "lisere" else line])))
        if name in _FADING and self.options.estompe > 0:
            _fade(root, 1 - self.options.estompe)
        return root


def _render(style: Element, shown: Mapping[str, bool]) -> None:
    for category in style.iter("category"):
        if not shown.get(category.get("value", ""), True):
            category.set("render", "false")


def _replace(style: Element, renderer: Element, labels: Element | None) -> None:
    for tag, made in (("renderer-v2", renderer), ("labeling", labels)):
        found = style.find(tag)
        if made is None:
            continue
        if found is not None:
            style.remove(found)
        style.append(made)


def _fade(style: Element, share: float) -> None:
    found = style.find("layerOpacity")
    if found is None:
        found = Element("layerOpacity")
        style.append(found)
    found.text = f"{share:g}"
