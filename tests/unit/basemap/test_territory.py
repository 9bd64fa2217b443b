"""The ground of a poster: its outline, its mesh, its borders, its places."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
import pytest
import shapely

from app.basemap.france import store
from app.basemap.france.ground import Ground
from app.basemap.france.packed import pack, unpack
from app.basemap.france.places import commune_at, ranks
from app.basemap.france.search import resolve
from app.basemap.france.territory import load
from app.poster import sheet
from app.poster.geometry import Areas, Lines, Point, bounds
from app.poster.records import Fond
from app.poster.sheet import MapFrame

METROPOLE = (
    "Île-de-France",
    "Centre-Val de Loire",
    "Bourgogne-Franche-Comté",
    "Normandie",
    "Hauts-de-France",
    "Grand Est",
    "Pays de la Loire",
    "Bretagne",
    "Nouvelle-Aquitaine",
    "Occitanie",
    "Auvergne-Rhône-Alpes",
    "Provence-Alpes-Côte d’Azur",
    "Corse",
)
TERRITORIES = {
    "epci": ("200070761",),
    "commune": ("63003",),
    "enclave": ("84138",),
    "departement": ("53",),
    "sea": ("29",),
    "two holes": ("64",),
    "most communes": ("02",),
    "dense": ("77",),
    "corse": ("région Corse",),
    "island": ("29155",),
    "paris": ("75056",),
    "marseille": ("13055",),
    "region": ("région Bretagne",),
    "largest": ("région Nouvelle-Aquitaine",),
    "france": tuple(f"région {name}" for name in METROPOLE),
    "guadeloupe": ("971",),
    "réunion": ("974",),
    "guyane": ("région Guyane",),
    "antilles": ("971", "972"),
    "several": ("200070761", "200070712", "63003"),
    "far apart": ("63003", "région Corse"),
}


@cache
def ground(key: str) -> Ground:
    return load([resolve(code) for code in TERRITORIES[key]])


@pytest.fixture(params=list(TERRITORIES))
def any_ground(request: pytest.FixtureRequest) -> Ground:
    return ground(request.param)


def shape(geometry: Areas | Lines) -> shapely.Geometry:
    if isinstance(geometry, Lines):
        return shapely.MultiLineString([list(part) for part in geometry.parts])
    return shapely.MultiPolygon([(part[0], part[1:]) for part in geometry.parts])


def of(ground: Ground, couche: str, **wanted: object) -> list[Fond]:
    return [
        fond
        for fond in ground.features
        if fond.couche == couche and all(getattr(fond, name) == value for name, value in wanted.items())
    ]


def metres(ground: Ground) -> float:
    return sheet.fit(bounds(ground.outline), "paysage")[1]


def test_the_base_map_holds_all_of_france() -> None:
    with store.opened() as db:
        counts = dict(map(tuple, db.execute("SELECT genre, count(*) FROM unite GROUP BY genre")))
        assert counts == {"commune": 34_875, "epci": 1_255, "departement": 101, "region": 18}
        metropole = db.execute("SELECT genre, count(*) FROM unite WHERE crs = 2154 GROUP BY genre")
        assert dict(map(tuple, metropole)) == {
            "commune": 34_746,
            "epci": 1_232,
            "departement": 96,
            "region": 13,
        }
        assert db.execute("SELECT count(*) FROM arrondissement").fetchone()[0] == 45
        people = db.execute("SELECT sum(population) FROM unite WHERE genre = 'commune'").fetchone()[0]
        assert people == db.execute("SELECT sum(population) FROM unite WHERE genre = 'region'").fetchone()[0]
        assert 68_000_000 < people < 68_500_000


def test_every_mairie_lies_in_or_beside_its_commune() -> None:
    with store.opened() as db:
        for piece in db.execute("SELECT * FROM piece WHERE id % 9 = 0").fetchall():
            rows = db.execute("SELECT x, y FROM unite WHERE piece = ? ORDER BY id", (piece["id"],)).fetchall()
            shapes = np.asarray(unpack(piece["communes"]))
            assert len(rows) == len(shapes)
            assert shapely.is_valid(shapes).all()
            places = shapely.points([tuple(row) for row in rows])
            assert shapely.distance(places, shapes).max() <= 301


def test_shapes_survive_packing() -> None:
    hole = shapely.Polygon([(0, 0), (90, 0), (90, 90), (0, 90)], [[(10, 10), (20, 10), (20, 20)]])
    two = shapely.MultiPolygon(
        [shapely.box(-5, -7, 1_242_442, 7_110_479), shapely.box(2_000_000, 0, 2_000_003, 1)]
    )
    back = unpack(pack([hole, two, hole]))
    assert [one.geom_type for one in back] == ["Polygon", "MultiPolygon", "Polygon"]
    assert all(one.equals(other) for one, other in zip(back, [hole, two, hole], strict=True))


def test_ambert_livradois_forez_is_what_the_census_says() -> None:
    found = ground("epci")
    assert (found.nom, found.codes, found.genre) == ("Ambert Livradois Forez", ("200070761",), "epci")
    assert (found.nb_communes, found.population, found.crs, found.millesime) == (58, 27_687, 2154, "2026")
    assert len(of(found, "commune", dedans=True)) == 58
    assert 1_200e6 < shape(found.outline).area < 1_260e6
    (centre,) = of(found, "lieu", rang=1)
    assert centre.nom == "Ambert"


def test_credits_name_every_source_and_the_year_of_populations() -> None:
    (said,) = ground("epci").credits
    for word in ("IGN", "ADMIN EXPRESS", "INSEE", "2023", "DGCL", "Etalab", "DILA", "Licence Ouverte 2.0"):
        assert word in said


def test_the_territory_record_carries_codes_and_year() -> None:
    record = ground("several").territoire()
    assert record.codes == ("200070761", "200070712", "63003")
    assert (record.genre, record.millesime) == ("ensemble", "2026")
    assert record.geometry == ground("several").outline
    assert record.nom == "Ambert Livradois Forez, Thiers Dore et Montagne et Ambert"


def test_units_that_overlap_are_counted_once() -> None:
    assert ground("several").nb_communes == 58 + 30
    twice = load([resolve("200070761"), resolve("200070761")])
    assert (twice.codes, twice.nom) == (("200070761",), "Ambert Livradois Forez")


def test_the_outline_is_valid_and_near_the_real_one(any_ground: Ground) -> None:
    outline = shape(any_ground.outline)
    assert outline.is_valid
    assert outline.area > 0
    with store.opened() as db:
        codes = [fond.code for fond in of(any_ground, "commune", dedans=True)]
        exact = [
            unpack(row["communes"])[row["at"]]
            for row in db.execute(
                "SELECT communes, (SELECT count(*) FROM unite AS other WHERE other.piece = unite.piece AND"
                " other.id < unite.id) AS at FROM unite JOIN piece ON piece.id = unite.piece"
                f" WHERE code IN ({','.join('?' * len(codes))})",
                codes,
            )
        ]
    if len(exact) == any_ground.nb_communes:
        real = shapely.union_all(exact)
        assert outline.symmetric_difference(real).area / real.area < 0.06


def test_the_outline_is_the_union_of_the_communes_inside(any_ground: Ground) -> None:
    inside = of(any_ground, "commune", dedans=True)
    if inside:
        whole = shapely.union_all([shape(fond.geometry) for fond in inside])
        assert shape(any_ground.outline).symmetric_difference(whole).area < 40 * metres(any_ground) ** 2


def test_communes_neither_overlap_nor_leave_slivers(any_ground: Ground) -> None:
    shapes = np.array([shape(fond.geometry) for fond in of(any_ground, "commune")])
    if len(shapes) == 0:
        return
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    whole = shapely.coverage_union_all(shapes)
    holes = [shapely.Polygon(ring) for part in shapely.get_parts(whole) for ring in part.interiors]
    # What may be missing between communes are enclaves too small for the paper, and real lakes of the sea.
    assert (
        sum(hole.area for hole in holes if not hole.buffer(-metres(any_ground) / 4).is_empty)
        < 0.002 * whole.area
    )


def test_borders_are_drawn_once_and_lie_on_the_mesh(any_ground: Ground) -> None:
    borders = of(any_ground, "limite")
    assert len({(fond.genre, fond.dedans) for fond in borders}) == len(borders)
    segments = set()
    count = 0
    for fond in borders:
        assert isinstance(fond.geometry, Lines)
        for part in fond.geometry.parts:
            assert len(part) >= 2
            for one, other in pairwise(part):
                segments.add(frozenset((one, other)))
                count += 1
    assert len(segments) == count


def test_borders_inside_stay_inside_and_the_edge_is_left_to_the_outline(any_ground: Ground) -> None:
    outline = shape(any_ground.outline)
    step = metres(any_ground)
    for fond in of(any_ground, "limite"):
        lines = shape(fond.geometry)
        assert lines.intersection(outline.boundary.buffer(0.01)).length < 6 * step
        wrong = lines.difference(outline.buffer(step / 10)) if fond.dedans else lines.intersection(outline)
        assert wrong.length < 6 * step, fond.genre


def test_departements_differ_across_a_departement_border() -> None:
    found = ground("epci")
    (border,) = of(found, "limite", genre="departement", dedans=False)
    for part in border.geometry.parts[:20]:
        (ax, ay), (bx, by) = part[0], part[1]
        dx, dy = (by - ay), (ax - bx)
        size = 40 / (dx * dx + dy * dy) ** 0.5
        sides = [
            commune_at(found.features, (ax + bx) / 2 + sign * dx * size, (ay + by) / 2 + sign * dy * size)
            for sign in (1, -1)
        ]
        assert {side.code[:2] for side in sides if side} <= {"63", "42", "43"}
        assert len({side.code[:2] for side in sides if side}) == 2


def test_inland_france_has_no_coast() -> None:
    assert not of(ground("epci"), "limite", genre="cote")
    assert not of(ground("paris"), "limite", genre="cote")
    assert of(ground("region"), "limite", genre="cote")


def test_the_map_frame_is_covered_in_both_orientations() -> None:
    found = ground("epci")
    land = shapely.union_all([shape(fond.geometry) for fond in of(found, "commune")])
    for orientation in ("paysage", "portrait"):
        centre, step = sheet.fit(bounds(found.outline), orientation)
        frame = MapFrame(sheet.map_rect(orientation), centre, step)
        x, y, width, height = frame.rect
        corners = [frame.to_ground(x + i * width, y + j * height) for i in (0, 1) for j in (0, 1)]
        assert land.contains(shapely.MultiPoint(corners).convex_hull)


def test_places_lie_inside_the_outline(any_ground: Ground) -> None:
    outline = shape(any_ground.outline).buffer(1.0)
    for fond in of(any_ground, "lieu"):
        assert isinstance(fond.geometry, Point)
        assert outline.contains(shapely.Point(fond.geometry.x, fond.geometry.y)), fond.nom


def test_each_rank_has_a_few_places(any_ground: Ground) -> None:
    assert len(of(any_ground, "lieu", rang=1)) == 1
    assert len(of(any_ground, "lieu", rang=2)) <= 6
    assert len(of(any_ground, "lieu", rang=3)) <= 7
    if any_ground.nb_communes > 40:
        assert of(any_ground, "lieu", rang=2)
        assert len(of(any_ground, "lieu", rang=3)) >= 3
    centre = of(any_ground, "lieu", rang=1)[0]
    assert centre.population == max(fond.population for fond in of(any_ground, "lieu"))


def test_bourgs_stand_apart_on_paper(any_ground: Ground) -> None:
    named = [fond.geometry for fond in of(any_ground, "lieu") if fond.rang <= 2]
    step = metres(any_ground)
    for at, one in enumerate(named):
        for other in named[at + 1 :]:
            assert np.hypot(one.x - other.x, one.y - other.y) > 18 * step


def test_ranks_of_no_place_and_of_one() -> None:
    assert ranks([], 100.0) == {}
    assert ranks([("63003", 6500, 0.0, 0.0)], 100.0) == {"63003": 1}


def test_a_region_does_not_copy_its_communes() -> None:
    for key in ("region", "largest", "france"):
        assert not of(ground(key), "commune")
        assert of(ground(key), "limite", genre="commune", dedans=True)
        assert of(ground(key), "limite", genre="departement", dedans=True)


def test_what_a_poster_copies_stays_small(any_ground: Ground) -> None:
    numbers = sum(1 for fond in any_ground.features for _ in fond.geometry.coords())
    assert 16 * numbers + 150 * len(any_ground.features) < 1_500_000


def test_paris_and_marseille_show_their_arrondissements() -> None:
    paris = ground("paris")
    assert (paris.nb_communes, paris.codes) == (1, ("75056",))
    assert {fond.code for fond in of(paris, "commune", dedans=True)} == {f"751{n:02}" for n in range(1, 21)}
    assert len(of(ground("marseille"), "commune", dedans=True)) == 16


def test_an_island_has_nothing_but_sea_around() -> None:
    found = ground("island")
    assert found.nb_communes == 1
    assert len(found.outline.parts) >= 1
    assert not of(found, "limite", genre="hors")


def test_the_commune_under_a_point_is_found_in_the_records_alone() -> None:
    found = ground("epci")
    for fond in of(found, "commune"):
        inside = shapely.point_on_surface(shape(fond.geometry))
        hit = commune_at(found.features, inside.x, inside.y)
        assert hit is not None
        assert hit.code == fond.code
    assert commune_at(found.features, 0.0, 0.0) is None
    assert commune_at([], 0.0, 0.0) is None


def test_a_territory_needs_a_unit() -> None:
    with pytest.raises(ValueError, match="at least one"):
        load([])
