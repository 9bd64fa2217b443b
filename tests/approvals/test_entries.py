"""Every entry of the catalogue as the palette, the legend and the smallest mark show it, as it was approved."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from app.catalogue import legible
from app.drawing import marks, theme
from app.drawing.placing import placed
from app.drawing.primitives import Path, Primitive, rectangle
from app.poster.records import Mark
from app.poster.sheet import MapFrame
from tests.approvals import sheet
from tests.approvals.approval import APPROVED, approve

ENTRIES = sheet.context().pictograms
#: Side of the icon; width of the legend's sign; the pale ground on which a small mark lies. Millimetres.
ICON, SIGN, GROUND = 15.0, 9.6, 17.0
WIDTH, HEIGHT = ICON + SIGN + GROUND + 8.0, 17.0


def moved(primitives: tuple[Primitive, ...], x: float, y: float) -> tuple[Primitive, ...]:
    return placed(primitives, x, y)


def smallest(key: str) -> tuple[Primitive, ...]:
    """Return a point of an entry at 12 mm on the pale ground; nothing when it is not laid as a point."""
    entry = ENTRIES[key]
    if entry.glyph is None or "point" not in entry.formes:
        return ()
    middle = MapFrame((0.0, 0.0, GROUND, GROUND), (0.0, 0.0), 1.0).to_ground(GROUND / 2, GROUND / 2)
    mark = Mark(uid=key, picto=key, geometry=sheet.Point(*middle), taille_mm=legible.SMALLEST_MM)
    around = sheet.Context(MapFrame((0.0, 0.0, GROUND, GROUND), (0.0, 0.0), 1.0), None, ENTRIES, {})
    ground = Path((rectangle(0, 0, GROUND, GROUND),), fill=theme.HORS_TERRITOIRE)
    return (ground, *marks.draw(mark, around).primitives)


@pytest.mark.parametrize("key", sorted(ENTRIES))
def test_entry(qapp: QApplication, key: str) -> None:
    entry = ENTRIES[key]
    shown = (
        *moved(marks.icon(entry, ICON, theme.domaine(entry.domaine)), 1.0, 1.0),
        *moved(marks.legend_symbol(entry, SIGN, 6.6, sheet.context()), ICON + 4.0, 5.0),
        *moved(smallest(key), ICON + SIGN + 7.0, 0.0),
    )
    approve(f"entree-{key}", shown, WIDTH, HEIGHT)


def test_no_picture_is_kept_of_what_is_gone() -> None:
    kept = {file.stem.removeprefix("entree-") for file in APPROVED.glob("entree-*.png")}
    assert kept <= set(ENTRIES)
