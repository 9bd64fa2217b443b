"""Legibility, measured: signs are told apart at palette sizes, and nothing is thinner than the sheet can show."""

from collections.abc import Iterable

import pytest
from PySide6.QtGui import QGuiApplication

from app.catalogue import legible, silhouette
from app.catalogue.load import shipped
from app.catalogue.model import Pictogram, Shape
from app.drawing import marks
from app.drawing.ink import Context
from app.drawing.primitives import Path, Primitive
from app.painting import likeness
from app.poster.geometry import Areas, Lines, Point
from app.poster.records import Mark
from app.poster.sheet import MapFrame

ENTRIES = dict(shipped())
SHEET = Context(MapFrame((0.0, 0.0, 70.0, 50.0), (0.0, 0.0), 1.0), None, ENTRIES, {})
#: One geometry for each forme, in metres: one for a millimetre of the sheet.
GEOMETRIES = {
    "point": Point(0.0, 0.0),
    "ligne": Lines((((-28.0, -12.0), (-6.0, 8.0), (26.0, 12.0)),)),
    "reseau": Lines((((-24.0, -14.0), (0.0, 4.0)), ((0.0, 4.0), (26.0, 12.0)), ((0.0, 4.0), (20.0, -16.0)))),
    "aire": Areas(((((-24.0, -16.0), (22.0, -18.0), (26.0, 14.0), (-18.0, 18.0), (-24.0, -16.0)),),)),
}
#: Ink is what is darker than this, of 255: tints and rings of paper are not.
DARK = 150.0


def ids(each: Pictogram) -> str:
    return each.key


def smallest(pictogram: Pictogram, forme: str) -> tuple[Primitive, ...]:
    """Return the least of a pictogram on the sheet: the weakest force, and 12 mm where it is a point."""
    size = legible.SMALLEST_MM if forme == "point" and pictogram.glyph else None
    mark = Mark(uid="a", picto=pictogram.key, geometry=GEOMETRIES[forme], intensite=1, taille_mm=size)
    return marks.draw(mark, SHEET).primitives


def is_ink(colour: str) -> bool:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return 0.3 * red + 0.59 * green + 0.11 * blue < DARK


def shapes(primitives: Iterable[Primitive]) -> list[Shape]:
    """Return painted paths as shapes of ink or paper, in mm."""
    made: list[Shape] = []
    for path in primitives:
        assert isinstance(path, Path)
        runs = tuple((each.points, each.closed, each.cubic) for each in path.subpaths)
        if path.fill:
            made.append(Shape("ink" if is_ink(path.fill) else "paper", runs))
        if path.stroke and path.width:
            made.append(Shape("ink" if is_ink(path.stroke) else "paper", runs, path.width))
    return made


def test_no_two_entries_look_alike(qapp: QGuiApplication) -> None:
    """Icons as painted, at 24, 32 and 48 px. What a family shares is left out (see ``likeness.pixels``): where a
    drawing lies on the plate of the actors or rides the arrow of the flows, drawings alone are compared."""
    assert likeness.SIDES == (24, 32, 48)
    assert list(likeness.alike(ENTRIES)) == []


def test_what_is_left_out_is_the_plate_and_the_arrow(qapp: QGuiApplication) -> None:
    families = {"acteur_medias", "acteur_citoyens", "flux_marchandises", "flux_touristique"}
    for key in families:
        bare = likeness.pixels(ENTRIES[key], 48)
        assert bare.mean() < 0.6, "no plate behind it"
    # The comparison can fail: a sign is alike itself under another name.
    twin = {"twin": ENTRIES["ecole"]}
    ((one, other, correlation, _),) = likeness.alike(twin, ENTRIES)
    assert (one, other) == ("twin", "ecole")
    assert correlation == pytest.approx(1.0)


@pytest.mark.parametrize("each", [each for each in ENTRIES.values() if each.glyph], ids=ids)
def test_drawings_are_legible_at_the_smallest_size_of_the_map(each: Pictogram) -> None:
    assert each.glyph
    assert list(legible.faults(each.glyph)) == []


POINTS = [each for each in ENTRIES.values() if each.glyph and "point" in each.formes]


@pytest.mark.parametrize("each", POINTS, ids=ids)
def test_symbols_are_legible_at_12_mm_plate_and_ring_included(each: Pictogram) -> None:
    ink = silhouette.inked(shapes(smallest(each, "point")))
    assert not silhouette.hairs(ink, legible.THINNEST_MM)
    assert not silhouette.slits(ink, legible.THINNEST_MM)


@pytest.mark.parametrize(
    ("each", "forme"),
    [(each, forme) for each in ENTRIES.values() for forme in each.formes],
    ids=lambda each: each if isinstance(each, str) else each.key,
)
def test_no_stroke_is_thinner_than_the_sheet_shows(each: Pictogram, forme: str) -> None:
    """Lines, areas and networks: each stroke, teeth, hatches and dots included, at the weakest force.

    Knock-outs are not measured there: where a texture meets an outline, any gap is an accident of the ground.
    """
    strokes = [
        path.width
        for path in smallest(each, forme)
        if isinstance(path, Path) and path.stroke and path.width and is_ink(path.stroke)
    ]
    drawn = any(isinstance(path, Path) and path.fill for path in smallest(each, forme))
    assert strokes or drawn
    riders = each.glyph is not None and forme != "point"
    # A drawing that rides on a line or is sown over an area is a texture there: its own strokes are finer.
    if not riders:
        assert min(strokes, default=1.0) >= legible.THINNEST_MM - 1e-6
