"""The ground on the page: limits that are told apart at each scale, inlets and islands that are no blots."""

from __future__ import annotations

from dataclasses import replace

import pytest
import shapely

from app.drawing import ground, theme
from app.drawing.primitives import Path
from app.drawing.textures import shape
from app.poster.geometry import Areas, Lines, Run
from app.poster.options import Options
from app.poster.records import Fond, Territoire
from app.poster.sheet import MapFrame
from tests.unit.drawing import sheets

FRAME = MapFrame.of(sheets.poster())
LIMIT = Fond(uid="l", couche="limite", geometry=Lines(()), genre="commune")


def land(
    *boxes: tuple[float, float, float, float], less: tuple[float, float, float, float] | None = None
) -> Areas:
    """Return the areas of boxes of the page, in mm, without the box ``less``."""
    whole = shapely.union_all([shapely.box(*each) for each in boxes])
    if less:
        whole = shapely.difference(whole, shapely.box(*less))
    return Areas(
        tuple(
            tuple(
                tuple(FRAME.to_ground(*place) for place in ring.coords)
                for ring in (part.exterior, *part.interiors)
            )
            for part in shapely.get_parts(whole)
        )
    )


def limits(genre: str, *runs: tuple[tuple[float, float], ...], dedans: bool = True) -> Fond:
    """Return limits through places of the page, in mm."""
    geometry = Lines(tuple(tuple(FRAME.to_ground(*place) for place in run) for run in runs))
    return replace(LIMIT, uid=f"{genre}{dedans}", genre=genre, geometry=geometry, dedans=dedans)


def drawn(areas: Areas, *fonds: Fond) -> dict[str, Path]:
    territory = Territoire(uid="t", nom="Pays", codes=(), genre="epci", millesime="2024", geometry=areas)
    made = ground.draw([territory], fonds, FRAME, Options())
    return {
        ink.uid: ink.primitives[0]
        for ink in (*made.base, *made.outline)
        if ink.primitives and isinstance(ink.primitives[0], Path)
    }


def surface(path: Path):
    return shape(Areas(tuple((run.points + run.points[:1],) for run in path.subpaths)))


def grid(step: float) -> Fond:
    """Return the limits of square cells of ``step`` mm in a square of 100 mm."""
    many = round(100 / step)
    across = [((80.0, 80 + rank * step), (180.0, 80 + rank * step)) for rank in range(1, many)]
    return limits("commune", *across, *(tuple((y, x) for x, y in run) for run in across))


def test_departements_inside_are_plain_and_wider_than_communes_and_dashed_outside() -> None:
    inks = drawn(
        land((80, 80, 180, 180)),
        grid(25.0),
        limits("departement", ((80, 100), (180, 100))),
        limits("departement", ((20, 60), (250, 60)), dedans=False),
    )

    assert not inks["fond:interne"].dash
    assert inks["fond:interne"].width >= 2 * inks["fond:commune"].width
    assert inks["fond:departement"].dash == theme.DASH_DEPARTEMENT


def test_communes_fade_where_they_are_many_and_a_lone_border_does_not() -> None:
    square = land((80, 80, 180, 180))
    wide, fine = drawn(square, grid(25.0)), drawn(square, grid(4.0))
    lone = drawn(square, limits("commune", ((130, 80), (130, 180))))

    assert wide["fond:commune"].stroke == lone["fond:commune"].stroke == theme.LIMITE_COMMUNE
    red = int(theme.LIMITE_COMMUNE[1:3], 16)
    assert int(fine["fond:commune"].stroke[1:3], 16) > red + 20


@pytest.mark.parametrize(("inlet", "closed"), [(1.2, True), (6.0, False)])
def test_an_inlet_too_narrow_for_two_outlines_is_closed(inlet: float, closed: bool) -> None:
    areas = land((80, 80, 180, 180), less=(120, 79, 120 + inlet, 110))
    white = surface(drawn(areas)["fond:territoire"])

    assert shapely.contains_xy(white, 120 + inlet / 2, 95) == closed
    assert shapely.symmetric_difference(shapely.box(80, 80, 180, 180), white).area < (2 if closed else 200)


def test_the_band_leaves_an_island_white_that_it_would_fill() -> None:
    band = surface(drawn(land((80, 80, 180, 180), (200, 100, 205, 105)))["fond:lisere"])

    assert shapely.contains_xy(band, 81, 130)
    assert not shapely.intersects(band, shapely.box(199, 99, 206, 106))


def test_a_bay_whose_mouth_alone_is_narrow_does_not_become_a_lake() -> None:
    bay = shapely.union_all([shapely.box(120, 90, 140, 110), shapely.box(129, 79, 130, 91)])
    rings = shapely.difference(shapely.box(80, 80, 180, 180), bay).exterior.coords
    areas = Areas(((tuple(FRAME.to_ground(*place) for place in rings),),))

    assert not shapely.contains_xy(surface(drawn(areas)["fond:territoire"]), 129.5, 85)


def test_a_territory_of_nothing_but_an_islet_has_its_outline_and_no_band() -> None:
    inks = drawn(land((100, 100, 103, 103)))

    assert "fond:lisere" not in inks or not inks["fond:lisere"].subpaths
    assert inks["fond:contour"].subpaths


@pytest.mark.parametrize("parts", [(), ((((0.0, 0.0), (900.0, 0.0), (400.0, 0.0), (0.0, 0.0)),),)])
def test_a_territory_without_ground_does_not_hold_up_the_sheet(parts: tuple[tuple[Run, ...], ...]) -> None:
    """Another program may leave such a one in the file."""
    inks = drawn(Areas(parts))
    assert not inks["fond:territoire"].subpaths
    assert not inks["fond:contour"].subpaths
