"""The structures of points and lines, and the free arrow, with what people set on them."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from app.drawing import marks
from app.poster.geometry import Geometry
from app.poster.records import Mark
from app.poster.values import Frozen
from tests.approvals import sheet
from tests.approvals.approval import approve
from tests.approvals.sheet import lines, places, point

MIDDLE = point(35, 25)
WAVE = lines(((8, 42), (18, 14), (34, 40), (46, 12), (63, 30)))
HAIRPIN = lines(((10, 12), (58, 12), (14, 24), (62, 40)))
AXIS = lines(((8, 22), (36, 27), (64, 16)))
BRIDGE = lines(((12, 32), (34, 25)))
VARIANTS: dict[str, tuple[str, Geometry, dict[str, Any], dict[str, Any]]] = {
    "carrefour-directions": ("tete_de_reseau", MIDDLE, {"directions": [10, 60, 90, 180, 250]}, {"taille_mm": 30}),
    "orbites-au-bord": (
        "lignes_isotropie",
        point(35, 6),
        {"rayons": [8, 18, 34], "mots": ["15 min", "30 min", "1 h"]},
        {},
    ),
    "passage-oblique": ("point_de_passage", MIDDLE, {"angle": 30}, {"taille_mm": 30}),
    "evolution-egal": ("evolution_ponctuelle", MIDDLE, {"signe": "egal"}, {"taille_mm": 30}),
    "satellites-pole": ("points_attires", MIDDLE, {"pole": True, "rayon": 19, "nombre": 6}, {}),
    "limite-souple": ("limite_administrative", WAVE, {"lisse": True}, {}),
    "voie-rail": ("voies_de_communication", WAVE, {"variante": "rail", "extremites": True}, {}),
    "voie-chemin": ("voies_de_communication", WAVE, {"variante": "chemin"}, {}),
    "rupture-virages": ("rupture_interface", WAVE, {"cote": "gauche", "lisse": False}, {}),
    "partage-futur": ("ligne_de_partage", AXIS, {}, {"temps": "futur"}),
    "dissymetrie-bouts": ("dissymetrie", AXIS, {"bouts": places((16, 42), (34, 44), (46, 38), (30, 10), (60, 36))}, {}),
    "dissymetrie-gauche": ("dissymetrie", AXIS, {"cote": "gauche", "branches": 6, "longue": 12}, {}),
    "tete-de-pont-large": ("base_tete_de_pont", BRIDGE, {"eventail": 70, "portee": 24}, {}),
    "tete-de-pont-futur": ("base_tete_de_pont", BRIDGE, {"eventail": 15, "portee": 30}, {"temps": "futur"}),
    "propagation-disque": (
        "axes_de_propagation",
        lines(((12, 25), (34, 10), (62, 8)), ((12, 25), (60, 27)), ((12, 25), (24, 36), (44, 44))),
        {"disque": True},
        {},
    ),
    "fleche-souple": ("fleche", WAVE, {}, {"taille_mm": 5}),
    "fleche-droite": ("fleche", WAVE, {"trace": "droit"}, {"taille_mm": 5}),
    "fleche-coudee": ("fleche", WAVE, {"trace": "coude"}, {"taille_mm": 3.5}),
    "fleche-epingle": ("fleche", HAIRPIN, {"remplissage": "contour"}, {"taille_mm": 6}),
    "fleche-deux": ("fleche", AXIS, {"pointes": "deux", "remplissage": "pale"}, {"taille_mm": 6}),
    "fleche-sans-pointe": ("fleche", WAVE, {"pointes": "aucune"}, {"taille_mm": 6}),
    "fleche-futur": ("fleche", AXIS, {"remplissage": "pale"}, {"taille_mm": 8, "temps": "futur"}),
}  # fmt: skip


@pytest.mark.parametrize("name", VARIANTS)
def test_variant(qapp: QApplication, name: str) -> None:
    picto, geometry, parametres, fields = VARIANTS[name]
    mark = Mark(uid=name, picto=picto, geometry=geometry, parametres=Frozen(parametres), **fields)
    ink = marks.draw(mark, sheet.context())
    approve(f"trait-{name}", (*sheet.ground(), *ink.primitives), sheet.WIDTH, sheet.HEIGHT)
