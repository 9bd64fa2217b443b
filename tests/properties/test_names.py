"""Names that place themselves, among any marks with words: never under the words of a mark, never on each other."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from app.catalogue.load import shipped
from app.drawing.ink import Ink
from app.drawing.primitives import Text
from app.drawing.scene import Composer
from app.drawing.texts import tight
from app.poster.boxes import meet
from app.poster.geometry import Areas, Box, Lines, Point
from app.poster.records import Apport, Fond, Mark, Record
from tests.unit.drawing.sheets import MIDDLE, place, records, square

PLACE = some.tuples(some.floats(-19_000, 19_000), some.floats(-19_000, 19_000)).map(
    lambda away: (MIDDLE[0] + away[0], MIDDLE[1] + away[1])
)
POINTS = PLACE.map(lambda at: Point(*at))
LINES = some.lists(PLACE, min_size=2, max_size=4, unique=True).map(lambda run: Lines((tuple(run),)))
AREAS = PLACE.map(lambda at: square(at[0], at[1], 6_000.0))
UID = some.uuids().map(lambda uid: uid.hex)
WORDS = some.sampled_from(("Le col", "Clermont-Ferrand", "Des intercommunalités qui se serrent", "Job"))
NAMES = some.sampled_from(("Job", "Ambert", "Saint-Germain-l’Herm", "Église-Neuve", "Marsac-en-Livradois"))


def marks(pictos: tuple[str, ...], ground: some.SearchStrategy[Point | Lines | Areas]) -> Any:
    return some.builds(
        Mark,
        uid=UID,
        picto=some.sampled_from(pictos),
        geometry=ground,
        etiquette=WORDS,
        sous_etiquette=some.sampled_from(("", "1 h 15")),
        taille_mm=some.none() | some.floats(5.0, 30.0),
        valence=some.sampled_from(("", "plus", "moins")),
    )


MARKS = some.one_of(
    marks(("ecole", "chef_lieu", "point_de_passage"), POINTS),
    marks(("voie", "flux_directionnel", "fleche"), LINES),
    marks(("zone", "espace_naturel_protege"), AREAS),
)
PLACES = some.lists(
    some.tuples(some.floats(20, 260), some.floats(45, 270), some.integers(1, 3), NAMES),
    min_size=3,
    max_size=25,
)
BROUGHT = some.lists(some.tuples(LINES | AREAS | POINTS, NAMES), max_size=6)


def words(ink: Ink) -> list[Box]:
    return [tight(each) for each in ink.primitives if isinstance(each, Text)]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(laid=some.lists(MARKS, max_size=8, unique_by=lambda mark: mark.uid), places=PLACES, brought=BROUGHT)
def test_no_name_lies_on_words(laid: list[Mark], places: list[Any], brought: list[Any]) -> None:
    ground: list[Record] = [place(str(at), name, x, y, rank) for at, (x, y, rank, name) in enumerate(places)]
    layers = {"aire": "aires", "ligne": "lignes", "point": "points"}
    ground += [Apport(uid=couche, nom=couche, genre=genre, noms=True) for couche, genre in layers.items()]
    for at, (geometry, name) in enumerate(brought):
        couche = (
            "aire" if isinstance(geometry, Areas) else "ligne" if isinstance(geometry, Lines) else "point"
        )
        ground.append(Fond(uid=f"b{at}", couche=couche, geometry=geometry, nom=f"{name} {at}", apport=couche))

    scene = Composer(shipped()).compose(records(*ground, *laid))

    own = {mark.uid for mark in laid}
    named = [(ink.uid, box) for ink in scene.inks if ink.uid.startswith("nom:") for box in words(ink)]
    written = [box for ink in scene.inks if ink.uid in own for box in words(ink)]
    for uid, box in named:
        assert not any(meet(box, other) for other in written), uid
    for (one, box), (other, beside) in combinations(named, 2):
        assert not meet(box, beside), (one, other)
