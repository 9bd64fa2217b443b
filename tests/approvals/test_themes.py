"""The fill of each theme laid as an area, the line of each laid as a line, and variants of the structures."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from app.drawing import marks
from app.poster.records import Mark
from app.poster.values import Frozen
from tests.approvals import sheet
from tests.approvals.approval import approve
from tests.approvals.sheet import areas, lines, places, point

ENTRIES = sheet.context().pictograms
#: As a commune is: uneven, with a hollow.
COMMUNE = areas(
    (
        *((14, 10), (26, 7), (34, 10), (46, 8), (54, 14), (52, 23), (56, 31), (47, 41)),
        *((36, 38), (28, 43), (17, 39), (13, 28), (16, 20)),
    )
)
BEND = lines(((8, 38), (20, 30), (30, 33), (42, 20), (60, 14)))
THEMES = {
    forme: sorted(
        key
        for key, entry in ENTRIES.items()
        if not entry.structure and forme in entry.formes and key != "fleche"
    )
    for forme in ("aire", "ligne")
}
CORE = ((28, 19), (37, 18), (41, 26), (36, 32), (28, 29))
EDGE = ((16, 9), (48, 8), (54, 26), (44, 40), (20, 40), (12, 24))
LEFT = ((12, 12), (30, 9), (34, 22), (29, 32), (32, 42), (14, 38))
RIGHT = ((30, 9), (54, 14), (50, 37), (32, 42), (29, 32), (34, 22))
TREE = lines(((34, 9), (20, 24)), ((34, 9), (48, 24)), ((20, 24), (14, 38)), ((48, 24), (42, 40)))
VARIANTS: dict[str, tuple[str, Any, dict[str, Any]]] = {
    "extension-contour": ("aires_extension", areas(CORE, EDGE), {}),
    "extension-retrait": ("aires_extension", areas(CORE, EDGE), {"sens": "retrait"}),
    "contact-deux": ("aires_en_contact", areas(LEFT, RIGHT), {}),
    "contact-angle": ("aires_en_contact", COMMUNE, {"angle": 30}),
    "cellules-libres": ("centres_limites_polygones", areas(LEFT, RIGHT), {"noeuds": places((22, 20, 1))}),
    "chef-lieu-contour": ("chef_lieu", COMMUNE, {"siege": places((28, 22))}),
    "desserte-entree": ("aire_de_desserte", COMMUNE, {"entree": places((47, 41))}),
    "tendance-fleche": ("surface_de_tendance", COMMUNE, {"angle": 25, "fleche": True}),
    "aureoles-mots": (
        "aire_attraction",
        point(33, 26),
        {"rayons": [9, 15, 21], "mots": ["15 min", "30 min", "45 min"], "disque": True},
    ),
    "aureoles-contour": ("aire_attraction", COMMUNE, {"rayons": [12, 24, 40], "pole": places((26, 24))}),
    "dependance-haut": ("relations_de_dependance", TREE, {"vers_le_haut": True}),
    "sous-ensemble-hachures": ("sous_ensemble", COMMUNE, {"niveau": 2, "texture": "hachures"}),
    "zone-anguleuse": ("zone", COMMUNE, {"forme": "anguleux", "trait": "fin", "texture": "vagues"}),
    "zone-quadrillee": ("zone", COMMUNE, {"trait": "sans", "texture": "quadrille"}),
}


def shown(name: str, key: str, geometry: Any, parameters: dict[str, Any]) -> None:
    mark = Mark(uid=key, picto=key, geometry=geometry, parametres=Frozen(parameters))
    ink = marks.draw(mark, sheet.context())
    approve(name, (*sheet.ground(), *ink.primitives), sheet.WIDTH, sheet.HEIGHT)


@pytest.mark.parametrize("key", THEMES["aire"])
def test_areas_of_themes(qapp: QApplication, key: str) -> None:
    shown(f"aire-{key}", key, COMMUNE, {})


@pytest.mark.parametrize("key", THEMES["ligne"])
def test_lines_of_themes(qapp: QApplication, key: str) -> None:
    shown(f"ligne-{key}", key, BEND, {})


@pytest.mark.parametrize("name", sorted(VARIANTS))
def test_variants(qapp: QApplication, name: str) -> None:
    shown(f"variante-{name}", *VARIANTS[name])
