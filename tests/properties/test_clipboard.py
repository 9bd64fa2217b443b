"""What is copied and pasted is the same but for who it is, where it lies and when it came; what is bent is refused."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some

from app.catalogue.load import shipped
from app.i18n import Souci
from app.poster import choices
from app.poster.geometry import Areas, Lines, Point
from app.poster.records import Item, Mark, Photo, PostIt, Texte, Trace
from app.poster.sheet import MapFrame, map_rect
from app.poster.values import Frozen
from app.ui.clipboard import parcel, style
from app.ui.clipboard.landing import Spot, _placed
from app.ui.clipboard.parcel import Parcel

WORDS = some.text(some.characters(exclude_categories=("Cs",)), max_size=40)
FRAME = MapFrame(map_rect("paysage"), (650_000.0, 6_500_000.0), 400.0)
EAST, NORTH = some.floats(600_000, 700_000), some.floats(6_460_000, 6_540_000)
PLACE = some.tuples(EAST, NORTH)
RUN = some.lists(PLACE, min_size=2, max_size=5).map(tuple)
RING = some.lists(PLACE, min_size=3, max_size=5).map(lambda run: (*run, run[0]))
POINTS = PLACE.map(lambda at: Point(*at))
LINES = some.lists(RUN, min_size=1, max_size=3).map(lambda parts: Lines(tuple(parts)))
AREAS = some.lists(some.lists(RING, min_size=1, max_size=2).map(tuple), min_size=1, max_size=2).map(
    lambda parts: Areas(tuple(parts))
)
SIZE = some.none() | some.floats(0.5, 200)
COLOUR = some.sampled_from(("", "#102030", "#ABCDEF"))
UID = some.uuids().map(lambda uid: uid.hex)


def chosen(*values: str) -> Any:
    return some.sampled_from(("", *values))


COMMON: dict[str, Any] = {
    "uid": UID,
    "texte": WORDS,
    "commentaire": WORDS,
    "domaine": chosen(*choices.DOMAINES),
    "barre": some.booleans(),
    "verrouille": some.booleans(),
}
#: Keys that no pictogram declares: anything may be kept in them.
SETTINGS = some.dictionaries(
    some.sampled_from(("inconnu", "autre")), WORDS | some.integers(-9, 9), max_size=2
).map(Frozen)
MARKS = some.builds(
    Mark,
    picto=some.sampled_from(("ecole", "fleche", "zone", "un_autre")),
    geometry=POINTS | LINES | AREAS,
    etiquette=WORDS,
    sous_etiquette=WORDS,
    theme=WORDS,
    temps=chosen(*choices.TEMPS),
    tendance=chosen(*choices.TENDANCES),
    rupture=chosen(*choices.RUPTURES),
    signal_faible=some.booleans(),
    intensite=some.sampled_from((None, 1, 2, 3)),
    valence=chosen(*choices.VALENCES),
    origine=chosen(*choices.ORIGINES),
    certitude=chosen(*choices.CERTITUDES),
    accord=chosen(*choices.ACCORDS),
    horizon=chosen(*choices.HORIZONS),
    taille_mm=SIZE,
    angle=some.none() | some.floats(0, 359),
    couleur=COLOUR,
    parametres=SETTINGS,
    **COMMON,
)
TRACES = some.builds(Trace, geometry=LINES, couleur=COLOUR, taille_mm=some.floats(0.3, 9), **COMMON)
TEXTS = some.builds(Texte, geometry=POINTS, couleur=COLOUR, taille_mm=SIZE, style=WORDS, **COMMON)
PHOTOS = some.builds(
    Photo, geometry=POINTS, media=some.just("0" * 64), taille_mm=some.floats(5, 200), **COMMON
)
NOTES = some.builds(
    PostIt,
    x=some.floats(0, 300),
    y=some.floats(0, 200),
    largeur=some.none() | some.floats(30, 60),
    couleur=some.sampled_from(choices.POSTIT_COULEURS),
    voix=WORDS,
    **COMMON,
)
ITEMS = some.lists(
    MARKS | TRACES | TEXTS | PHOTOS | NOTES, min_size=1, max_size=6, unique_by=lambda item: item.uid
)
#: Who it is, where it lies, when it came, and that it could not be moved there.
ITS_OWN = {"uid", "geometry", "x", "y", "ordre", "pile", "ensemble", "cree_le", "modifie_le", "verrouille"}


def copied(items: list[Item]) -> Parcel:
    return Parcel(tuple(items), "ici", 2154, FRAME)


@given(ITEMS)
def test_a_parcel_reads_back_the_same(items: list[Item]) -> None:
    assert parcel.unpacked(parcel.packed(copied(items))) == copied(items)


@given(ITEMS, some.sampled_from(("ici", "ailleurs")), some.integers(0, 3))
@settings(max_examples=60)
def test_a_copy_keeps_every_field_but_its_own(items: list[Item], poster: str, beside: int) -> None:
    there = (
        replace(FRAME, centre=(4e6, 3e6), metres_par_mm=731.0, rotation=20.0)
        if poster == "ailleurs"
        else FRAME
    )
    spot = Spot(None, (0.0, 0.0, 420.0, 297.0), beside)
    made = _placed(items, copied(items), spot, "ici", there, shipped())
    assert len(made) == len(items)
    for before, after in zip(items, made, strict=True):
        assert type(after) is type(before)
        assert after.uid != before.uid
        for each in fields(before):
            if each.name not in ITS_OWN:
                assert getattr(after, each.name) == getattr(before, each.name), each.name


@given(ITEMS, some.data())
@settings(max_examples=60)
def test_what_is_bent_is_read_or_refused_in_one_sentence(items: list[Item], data: Any) -> None:
    values = json.loads(parcel.packed(copied(items)))
    odd = some.sampled_from((None, -1, 1e308, "", "x", [], {}, [[]], True, {"point": [0]}, "\ud800"))
    inside = data.draw(some.booleans())
    where = values["items"][0] if inside else values
    where[data.draw(some.sampled_from(sorted(where)))] = data.draw(odd)
    try:
        read = parcel.unpacked(json.dumps(values).encode())
    except Souci:
        return
    # What is read can be laid.
    assert _placed(read.items, read, Spot(None, (0.0, 0.0, 420.0, 297.0)), "ici", FRAME, shipped())


@given(ITEMS, ITEMS)
def test_a_style_says_nothing_else(models: list[Item], items: list[Item]) -> None:
    look = style.of(models[0], shipped())
    changeable = {"couleur", "taille_mm", "intensite", "style", "parametres"}
    for item in items:
        after = style.styled(item, look, shipped())
        assert type(after) is type(item)
        differing = {
            each.name for each in fields(item) if getattr(after, each.name) != getattr(item, each.name)
        }
        assert differing <= changeable
        # Once is enough.
        assert style.styled(after, look, shipped()) == after
