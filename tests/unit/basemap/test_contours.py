"""Real contours: what lies under a place, with the detail and the borders of the poster."""

from __future__ import annotations

import pytest
import shapely

from app.basemap.france import territory
from app.basemap.france.places import real_contour, unit_at
from app.basemap.france.search import search
from app.poster.document import Document
from app.poster.geometry import Areas, bounds
from app.poster.records import Fond, Poster
from app.poster.sheet import fit
from app.poster.surfaces import surface


@pytest.fixture(scope="module")
def poster() -> Document:
    """The ground of an EPCI of 58 communes, its neighbours around."""
    ground = territory.load(search("Ambert Livradois Forez")[:1])
    (x, y), metres = fit(bounds(ground.outline), "paysage")
    sheet = Poster(uid="poster", crs=ground.crs, centre_x=x, centre_y=y, metres_par_mm=metres)
    return Document.of([sheet, ground.territoire(), *ground.features])


def middle(poster: Document) -> tuple[float, float]:
    return (poster.poster.centre_x, poster.poster.centre_y)


def communes(poster: Document) -> dict[str, Areas]:
    return {
        fond.code: fond.geometry
        for fond in poster.all(Fond)
        if fond.couche == "commune" and isinstance(fond.geometry, Areas)
    }


def test_a_commune_of_the_poster_has_its_own_contour(poster: Document) -> None:
    found = real_contour(poster, *middle(poster), "commune")
    assert found is not None
    assert found[0] == "Ambert"
    assert found[1] in communes(poster).values()


def test_an_epci_that_the_poster_shows_is_the_union_of_its_communes(poster: Document) -> None:
    found = real_contour(poster, *middle(poster), "epci")
    assert found is not None
    assert found[0] == "Ambert Livradois Forez"
    outline = next(each.geometry for each in poster.records.values() if type(each).__name__ == "Territoire")
    assert shapely.symmetric_difference(surface(found[1]), surface(outline)).area == 0


def test_an_epci_shown_in_part_keeps_the_borders_of_the_poster(poster: Document) -> None:
    x, y = middle(poster)
    found = real_contour(poster, x - 40_000, y + 10_000, "epci")
    assert found is not None
    whole = surface(found[1])
    cut = [
        code
        for code, areas in communes(poster).items()
        if 1e-9 < shapely.intersection(own := surface(areas), whole).area / own.area < 1 - 1e-9
    ]
    assert not cut
    assert sum(shapely.covers(whole, surface(each).buffer(-1)) for each in communes(poster).values()) > 3
    # It has the poster's detail, not the cadastre's.
    exact = unit_at(x - 40_000, y + 10_000, "epci", poster.poster.crs)
    assert exact is not None
    assert sum(1 for _ in found[1].coords()) < 0.5 * sum(1 for _ in exact.areas.coords())


def test_a_commune_far_from_the_poster_comes_from_the_base_map(poster: Document) -> None:
    x, y = middle(poster)
    found = real_contour(poster, x - 120_000, y, "commune")
    assert found is not None
    assert surface(found[1]).contains(shapely.Point(x - 120_000, y))


def test_there_is_no_contour_at_sea_abroad_or_on_a_bare_sheet(poster: Document) -> None:
    assert unit_at(0.0, 0.0, "commune", 2154) is None
    assert unit_at(1_500_000.0, 6_500_000.0, "epci", 2154) is None
    assert real_contour(poster, 0.0, 0.0, "commune") is None
    bare = Document.of([Poster(uid="poster", centre_x=700_000.0, centre_y=6_500_000.0)])
    assert real_contour(bare, 700_000.0, 6_500_000.0, "commune") is None


def test_a_poster_of_another_crs_finds_its_commune() -> None:
    found = unit_at(545_000.0, 5_046_000.0, "commune", 32631)
    assert found is not None
    assert surface(found.areas).contains(shapely.Point(545_000.0, 5_046_000.0))


@pytest.mark.parametrize(
    ("x", "y", "crs"), [(740_000.0, 1_700_000.0, 5490), (300_000.0, 7_650_000.0, 2975), (1.0, 1.0, 999_999)]
)
def test_other_seas_and_unknown_systems_find_nothing(x: float, y: float, crs: int) -> None:
    assert unit_at(x, y, "commune", crs) is None


def test_a_large_town_shown_by_arrondissements_is_whole() -> None:
    ground = territory.load(search("Paris")[:1])
    (x, y), metres = fit(bounds(ground.outline), "paysage")
    sheet = Poster(uid="poster", crs=ground.crs, centre_x=x, centre_y=y, metres_par_mm=metres)
    town = Document.of([sheet, ground.territoire(), *ground.features])
    assert sum(fond.code.startswith("751") for fond in town.all(Fond) if fond.couche == "commune") == 20
    found = real_contour(town, x, y, "commune")
    assert found is not None
    assert found[0].startswith("Paris")
