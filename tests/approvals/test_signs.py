"""Every sign of the brushes, as it was approved."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from app.drawing import marks, theme
from app.drawing.badges import draw as draw_badges
from app.drawing.brushes.subject import Hang
from app.drawing.placing import placed
from app.poster.records import Mark, Trace
from app.poster.values import Frozen
from tests.approvals import sheet
from tests.approvals.approval import approve
from tests.approvals.sheet import areas, lines, places, point

MIDDLE = point(35, 25)
BOW = lines(((10, 40), (30, 30), (38, 18), (60, 12)))
FIELD = areas(((14, 12), (40, 9), (54, 20), (50, 38), (28, 42), (13, 30)))
STAR = lines(((30, 25), (55, 12)), ((30, 25), (12, 12)), ((30, 25), (54, 38)), ((30, 25), (22, 42)))
SIGNS: dict[str, dict[str, Any]] = {
    "chef_lieu": {"geometry": MIDDLE},
    "semis_urbain": {
        "geometry": MIDDLE,
        "parametres": {"lieux": places((30, 24, 1), (46, 16, 2), (20, 36, 2), (44, 36, 3))},
    },
    "tete_de_reseau": {"geometry": MIDDLE},
    "points_attires": {
        "geometry": MIDDLE,
        "parametres": {"satellites": places((14, 14), (56, 20), (46, 42), (18, 40))},
    },
    "lignes_isotropie": {
        "geometry": MIDDLE,
        "parametres": {"rayons": [11, 20], "mots": ["15 min", "30 min"]},
    },
    "point_de_passage": {"geometry": MIDDLE},
    "evolution_ponctuelle": {"geometry": MIDDLE, "parametres": {"signe": "moins"}},
    "limite_administrative": {"geometry": BOW},
    "voies_de_communication": {"geometry": BOW},
    "rupture_interface": {"geometry": BOW},
    "flux_directionnel": {
        "geometry": lines(((46, 34), (30, 22), (2, 18))),
        "etiquette": "Lyon",
        "sous_etiquette": "1 h 15",
        "intensite": 3,
    },
    "axes_de_propagation": {
        "geometry": lines(((12, 20), (30, 16), (54, 22)), ((12, 20), (26, 24), (36, 42)))
    },
    "ligne_de_partage": {"geometry": BOW},
    "dissymetrie": {"geometry": lines(((30, 44), (30, 8)))},
    "base_tete_de_pont": {"geometry": lines(((14, 25), (38, 25)))},
    "cours_d_eau": {"geometry": BOW},
    "trame_verte_bleue": {"geometry": BOW},
    "front_urbanisation": {"geometry": BOW},
    "etat_region": {"geometry": FIELD},
    "aire_attraction": {"geometry": point(4, 25), "parametres": {"rayons": [24, 42]}},
    "surface_de_tendance": {"geometry": FIELD, "parametres": {"angle": -90}},
    "aires_extension": {
        "geometry": areas(((28, 20), (40, 18), (44, 28), (32, 33))),
        "parametres": {"marge": 13},
    },
    "aires_en_contact": {"geometry": FIELD},
    "aire_de_desserte": {"geometry": FIELD},
    "sous_ensemble": {"geometry": FIELD},
    "tissu_du_changement": {
        "geometry": areas(
            *(
                tuple((15 + i * 12 + dx, 8 + j * 12 + dy) for dx, dy in ((0, 0), (12, 0), (12, 12), (0, 12)))
                for j in range(3)
                for i in range(3)
            )
        ),
        "parametres": {"signes": list("+-=?+-=+-")},
    },
    "espace_naturel_protege": {"geometry": FIELD},
    "foret": {"geometry": FIELD},
    "deprise": {"geometry": FIELD},
    "zone": {"geometry": FIELD, "etiquette": "Le plateau"},
    "reseau": {"geometry": STAR},
    "reseau_maille": {
        "geometry": STAR,
        "parametres": {"noeuds": places((30, 25, 1), (55, 12, 1), (12, 12, 2), (54, 38, 2), (22, 42, 2))},
    },
    "liaisons_preferentielles": {
        "geometry": STAR,
        "parametres": {"noeuds": places((30, 25, 0), (55, 12, 5), (12, 12, 3), (54, 38, 2), (22, 42, 1))},
    },
    "relations_de_dependance": {
        "geometry": lines(
            ((34, 9), (20, 24)), ((34, 9), (48, 24)), ((20, 24), (14, 38)), ((48, 24), (42, 40))
        )
    },
    "centres_limites_polygones": {"geometry": STAR},
}


def signed(picto: str, **fields: Any) -> Mark:
    """Return a mark with a uid that says what it is."""
    parameters = Frozen(fields.pop("parametres", {}))
    return Mark(uid=picto, picto=picto, parametres=parameters, **fields)


@pytest.mark.parametrize("picto", sorted(SIGNS))
def test_sign(qapp: QApplication, picto: str) -> None:
    ink = marks.draw(signed(picto, **SIGNS[picto]), sheet.context())
    approve(f"signe-{picto}", (*sheet.ground(), *ink.primitives), sheet.WIDTH, sheet.HEIGHT)


def test_every_structure_of_brunet_has_an_approved_sign() -> None:
    structures = {key for key, pictogram in sheet.context().pictograms.items() if pictogram.structure}
    assert structures <= SIGNS.keys()


@pytest.mark.parametrize("qualifier", ["temps=passe", "temps=futur", "certitude=hypothese"])
def test_time_and_certainty(qapp: QApplication, qualifier: str) -> None:
    key, value = qualifier.split("=")
    drawn = [
        marks.draw(signed("foret", geometry=point(18, 16), **{key: value}), sheet.context()),
        marks.draw(signed("chef_lieu", geometry=point(18, 36), **{key: value}), sheet.context()),
        marks.draw(
            signed("rupture_interface", geometry=lines(((32, 44), (36, 28))), **{key: value}), sheet.context()
        ),
        marks.draw(
            signed("zone", geometry=areas(((30, 8), (44, 8), (40, 22), (30, 20))), **{key: value}),
            sheet.context(),
        ),
        marks.draw(
            signed("flux_directionnel", geometry=lines(((44, 40), (54, 30), (58, 12))), **{key: value}),
            sheet.context(),
        ),
    ]
    primitives = (*sheet.ground(), *(primitive for ink in drawn for primitive in ink.primitives))
    approve(f"qualite-{value}", primitives, sheet.WIDTH, sheet.HEIGHT)


def test_badges(qapp: QApplication) -> None:
    told: list[dict[str, Any]] = [
        {"valence": "plus"},
        {"valence": "moins"},
        {"valence": "mixte"},
        {"tendance": "hausse"},
        {"tendance": "stable"},
        {"tendance": "baisse"},
        {"signal_faible": True},
        {"accord": "discute"},
        {"accord": "minoritaire"},
        {"certitude": "hypothese"},
        {"rupture": "reperee"},
        {"rupture": "previsible"},
    ]
    primitives = []
    for rank, fields in enumerate(told):
        mark = signed("ecole", geometry=MIDDLE, **fields)
        x, y = 6.0 + rank % 6 * 11, 9.0 + rank // 6 * 16
        primitives += draw_badges(mark, Hang(x, y)).primitives
    approve("badges", primitives, 70, 34)


def test_freehand(qapp: QApplication) -> None:
    wave = lines(tuple((8 + i * 0.9, 25 + (6 if i % 20 < 10 else -6) * (i % 10) / 10) for i in range(60)))
    ink = marks.draw(Trace(uid="t", geometry=wave, couleur="#B3122B", taille_mm=1.8), sheet.context())
    approve("trace", (*sheet.ground(), *ink.primitives), sheet.WIDTH, sheet.HEIGHT)


def test_icons_of_structures(qapp: QApplication) -> None:
    """Icons as the palette shows them, 44 px at 4 px for a millimetre, and the signs of the legend."""
    primitives = []
    structures = [p for p in sheet.context().pictograms.values() if p.structure or not p.domaine]
    for rank, pictogram in enumerate(structures):
        x, y = 2 + rank % 6 * 25.0, 2 + rank // 6 * 14.0
        tint = theme.domaine(pictogram.domaine)
        primitives += placed(marks.icon(pictogram, 11, tint), x, y)
        symbol = marks.legend_symbol(pictogram, 9.6, 6.6, sheet.context())
        primitives += placed(symbol, x + 13, y + 2)
    approve("icones", primitives, 152, 2 + 14 * (len(structures) + 5) // 6)
