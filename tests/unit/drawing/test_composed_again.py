"""A sheet composed after acts, from what was kept, is the sheet composed from nothing."""

from __future__ import annotations

import random
from dataclasses import fields, replace

import pytest

from app.catalogue.load import shipped
from app.drawing.ink import Ink
from app.drawing.scene import Composer
from app.poster.document import Document
from app.poster.geometry import Point
from app.poster.records import LigneLegende, Mark, PostIt
from app.poster.sheet import MapFrame
from tests.unit.drawing import sheets

PICTOS = ("ecole", "chef_lieu", "gare", "foret", "marche")


def act(document: Document, chance: random.Random, rank: int) -> None:
    """Do one random act."""
    frame = MapFrame.of(document.poster)
    there = frame.to_ground(chance.uniform(40, 250), chance.uniform(60, 250))
    marks = list(document.all(Mark))
    kind = chance.choice(("add", "add", "move", "move", "tell", "drop", "note", "title", "row"))
    with document.transaction("Essai") as one:
        if kind == "add" or not marks:
            picto = chance.choice([key for key in PICTOS if key in shipped()])
            one.put(Mark(uid=f"m{rank}", picto=picto, geometry=Point(*there), valence="plus"))
        elif kind == "move":
            one.put(replace(chance.choice(marks), geometry=Point(*there)))
        elif kind == "tell":
            said = chance.choice(({"etiquette": "Ville"}, {"tendance": "hausse"}, {"texte": "Autre"}))
            one.put(replace(chance.choice(marks), **said))
        elif kind == "drop":
            one.drop(chance.choice(marks).uid)
        elif kind == "note":
            one.put(PostIt(uid=f"n{rank}", texte="Col", x=60.0, y=90.0, cible=chance.choice(marks).uid))
        elif kind == "title":
            one.put(replace(document.poster, titre=f"Essai {rank}"))
        else:
            mark = chance.choice(marks)
            one.put(LigneLegende(uid=f"l{rank}", picto=mark.picto, texte=mark.texte, libelle=f"Mot {rank}"))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_kept_makes_the_same_sheet(seed: int) -> None:
    chance = random.Random(seed)
    towns = [
        sheets.place(str(rank), f"Ville {rank}", 60 + 45 * rank, 80 + 40 * rank, 1 + rank % 3)
        for rank in range(4)
    ]
    document = Document.of(sheets.records(*towns).values())
    composer = Composer(shipped())
    composer.compose(document.records)
    for rank in range(25):
        act(document, chance, rank)
        before = dict(composer.placements)
        again = composer.compose(document.records).inks
        anew = Composer(shipped(), before).compose(dict(document.records)).inks
        assert [ink.uid for ink in again] == [ink.uid for ink in anew]
        for one, other in zip(again, anew, strict=True):
            assert drawn(one) == drawn(other), one.uid


def drawn(ink: Ink) -> tuple[object, ...]:
    """Return what an ink paints, as values."""
    values = [
        (type(each).__name__, *(getattr(each, field.name) for field in fields(each)))
        for each in ink.primitives
    ]
    return (ink.band, ink.extent, values)
