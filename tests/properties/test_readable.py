"""« Tout agrandir » leaves nothing that could be larger, and one undo gives back the very records."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from app.catalogue.load import shipped
from app.drawing import readable
from app.drawing.enlarging import ENLARGEABLE, enlarged
from app.drawing.ink import Context
from app.drawing.scene import Composer
from app.poster.document import Document
from app.poster.geometry import Areas, Lines, Point
from app.poster.history import History
from app.poster.records import Mark, PostIt, Texte, Trace
from app.poster.sheet import MapFrame
from tests.unit.drawing.sheets import MIDDLE, records, square

PLACE = some.tuples(some.floats(-9_000, 9_000), some.floats(-9_000, 9_000)).map(
    lambda away: (MIDDLE[0] + away[0], MIDDLE[1] + away[1])
)
SIZE = some.none() | some.floats(1.0, 30.0)
WORDS = some.sampled_from(("", "Le col", "Des intercommunalités qui se serrent", "L’usine,\ndeux fois"))
POINTS = PLACE.map(lambda at: Point(*at))
LINES = some.lists(PLACE, min_size=2, max_size=4, unique=True).map(lambda run: Lines((tuple(run),)))
AREAS = PLACE.map(lambda at: square(at[0], at[1], 6_000.0))
UID = some.uuids().map(lambda uid: uid.hex)


def marks(pictos: tuple[str, ...], ground: some.SearchStrategy[Point | Lines | Areas]) -> Any:
    return some.builds(
        Mark,
        uid=UID,
        picto=some.sampled_from(pictos),
        geometry=ground,
        etiquette=WORDS,
        sous_etiquette=WORDS,
        taille_mm=SIZE,
        intensite=some.sampled_from((None, 1, 2, 3)),
    )


THINGS = some.one_of(
    marks(("ecole", "chef_lieu", "point_de_passage", "inconnu"), POINTS),
    marks(("voie", "flux_directionnel", "fleche"), LINES),
    marks(("zone", "espace_naturel_protege"), AREAS),
    some.builds(Trace, uid=UID, geometry=LINES, taille_mm=some.floats(0.2, 3.0)),
    some.builds(Texte, uid=UID, texte=WORDS, geometry=POINTS, taille_mm=SIZE),
    some.builds(
        PostIt,
        uid=UID,
        texte=WORDS,
        x=some.floats(20, 200),
        y=some.floats(40, 200),
        largeur=some.none() | some.floats(15, 80),
        hauteur=some.none() | some.floats(8, 60),
        taille_mm=SIZE,
    ),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    things=some.lists(THINGS, min_size=1, max_size=5, unique_by=lambda one: one.uid),
    floor=some.floats(2.0, 15.0),
)
def test_nothing_that_could_be_larger_is_left(things: list[Any], floor: float) -> None:
    document = Document.of(records(*things).values())
    history = History(document)
    catalogue = shipped()

    def too_small() -> list[readable.Finding]:
        scene = Composer(catalogue).compose(document.records)
        return readable.check(scene, document.records, catalogue, floor)

    def context() -> Context:
        return Context(MapFrame.of(document.poster), None, catalogue, document.records)

    before = dict(document.records)
    with document.transaction("Agrandir pour le fond de la salle") as act:
        for one in too_small():
            made = enlarged(document.get(one.uid), one.kind, floor, context())
            if made is not None:
                act.put(made)
    left = [one for one in too_small() if one.kind in ENLARGEABLE]
    assert not [one for one in left if enlarged(document.get(one.uid), one.kind, floor, context())]
    if dict(document.records) != before:
        assert history.cursor == 1
        history.undo()
    assert dict(document.records) == before
