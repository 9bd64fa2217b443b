"""What the last row cannot read, to the mm, on a poster made by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from app.catalogue.load import shipped
from app.drawing import readable
from app.drawing.enlarging import ENLARGEABLE, enlarged
from app.drawing.ink import Context, Scene
from app.drawing.readable import Finding
from app.drawing.scene import Composer
from app.poster.geometry import Lines, Point
from app.poster.options import ACCEPTED
from app.poster.records import Item, Mark, Photo, Poster, Record, Texte, Trace
from app.poster.sheet import MapFrame
from app.poster.values import Frozen
from tests.unit.drawing.sheets import MIDDLE, line, mark, place, postit, records

#: The room of eight heights: 12 m from a picture of 1.5 m.
ROOM = readable.floor("paysage", 12.0, 1.5)


def composed(every: Mapping[str, Record]) -> Scene:
    return Composer(shipped()).compose(every)


def found(*more: Record, floor: float = ROOM) -> dict[str, Finding]:
    """Return what is told of a poster, by uid and kind."""
    every = records(*more)
    return {f"{one.uid}/{one.kind}": one for one in readable.check(composed(every), every, shipped(), floor)}


def words(uid: str, **changes: object) -> Texte:
    made = Texte(uid=uid, texte="Le plateau", geometry=Point(*MIDDLE), style="vers", pile="5")
    return replace(made, **changes)  # type: ignore[arg-type]  # fields of the record, named by the test


def stroke(uid: str, width: float) -> Trace:
    run = (MIDDLE, (MIDDLE[0] + 5_000.0, MIDDLE[1] + 3_000.0))
    return Trace(uid=uid, geometry=Lines((run,)), taille_mm=width, pile="5")


def way(uid: str, picto: str, **changes: object) -> Mark:
    run = (MIDDLE, (MIDDLE[0] + 8_000.0, MIDDLE[1] + 3_000.0))
    made = Mark(uid=uid, picto=picto, geometry=Lines((run,)), pile="5")
    return replace(made, **changes)  # type: ignore[arg-type]  # fields of the record, named by the test


def context(every: Mapping[str, Record]) -> Context:
    frame = MapFrame.of(next(each for each in every.values() if isinstance(each, Poster)))
    return Context(frame, None, shipped(), every)


def test_the_rule_of_eight_heights() -> None:
    assert pytest.approx(5.94) == ROOM
    assert readable.floor("portrait", 12.0, 1.5) == pytest.approx(8.4)
    assert readable.floor("paysage", 6.0, 1.5) == pytest.approx(2.97)
    assert [readable.rounded(size) for size in (5.94, 6.0, 6.01)] == [6.0, 6.0, 6.1]


def test_words_are_told_with_their_size_and_the_one_asked() -> None:
    told = found(words("v"), words("grand", taille_mm=5.95))
    assert set(told) == {"v/textes"} | {key for key in told if key.startswith("feuille:")}
    assert (told["v/textes"].size, told["v/textes"].asked) == (5.0, ROOM)


def test_the_words_of_a_mark_are_those_of_its_smallest_line() -> None:
    one = mark("m", "ecole", 140, 150, etiquette="Le collège", sous_etiquette="douze élèves")
    assert found(one)["m/etiquettes"].size == 5.0
    assert "m/etiquettes" not in found(replace(one, sous_etiquette=""))


def test_a_post_it_that_shrank_its_letters_is_told() -> None:
    told = found(postit("p", 60, 60, largeur=38.0, hauteur=14.0, texte="Des mots qui doivent se serrer"))
    assert told["p/postits"].size < ROOM
    assert "p/postits" not in found(postit("p", 60, 60))


def test_signs_need_twice_what_words_need() -> None:
    assert "m/signes" not in found(mark("m", "ecole", 140, 150))
    told = found(mark("m", "ecole", 140, 150, taille_mm=11.0))["m/signes"]
    assert (told.size, told.asked) == (11.0, pytest.approx(2 * ROOM))
    assert "m/signes" not in found(mark("m", "ecole", 140, 150, taille_mm=11.9))


def test_lines_need_a_tenth() -> None:
    told = found(stroke("fin", 0.5), stroke("franc", 0.6), way("route", "voie", taille_mm=0.4))
    assert told["fin/traits"].size == 0.5
    assert told["fin/traits"].asked == pytest.approx(0.594)
    assert "franc/traits" not in told
    assert told["route/traits"].size == pytest.approx(0.4, abs=0.25)


def test_the_body_of_a_flow_is_no_thin_line() -> None:
    assert not any(key.startswith("f/") for key in found(way("f", "flux_directionnel")))


def test_the_parts_of_the_sheet_are_told_apart() -> None:
    told = found(
        mark("m", "ecole", 140, 150, texte="Le collège"),
        line("amof", "A", "Le bassin de vie"),
        line("messages", "message", "Une phrase"),
        place("63003", "Job", 150, 150, 3),
    )
    kinds = {one.kind for one in told.values()}
    assert {"legende", "amof", "fond", "pied"} <= kinds
    assert not {"messages", "titre"} & kinds
    assert told["legende:m/legende"].size == 4.7
    assert told["amof-A-1/amof"].size == 4.5
    assert told["nom:63003/fond"].size == 5.0
    far = found(line("messages", "message", "Une phrase"), floor=9.0)
    assert far["messages-message-1/messages"].size == 7.0
    assert far["feuille:territoire/titre"].size == 6.4


def test_captions_and_what_was_given_up() -> None:
    photo = Photo(uid="i", geometry=Point(*MIDDLE), media="0" * 64, texte="La halle", pile="5")
    assert found(photo)["i/photos"].size == 4.7
    assert "v/textes" not in found(words("v", barre=True))


def test_what_is_accepted_is_not_said_again_until_it_changes() -> None:
    every = records(words("v"))
    (one,) = [each for each in readable.check(composed(every), every, shipped(), ROOM) if each.uid == "v"]
    sheet = every["poster"]
    assert isinstance(sheet, Poster)
    kept = replace(sheet, options=Frozen({ACCEPTED: {one.key: one.size}}))
    assert readable.kept([one], sheet) == [one]
    assert readable.kept([one], kept) == []
    smaller = replace(one, size=4.0)
    assert readable.kept([smaller], kept) == [smaller]
    bent = replace(sheet, options=Frozen({ACCEPTED: "oui"}))
    assert readable.kept([one], bent) == [one]


def test_parts_are_framed_as_a_whole() -> None:
    every = records(
        mark("m", "ecole", 140, 150, texte="Le collège"),
        mark("n", "sante", 90, 150, texte="Soins"),
        words("v"),
    )
    scene = composed(every)
    told = [one for one in readable.check(scene, every, shipped(), ROOM) if one.kind in ("legende", "textes")]
    assert len(told) == 3
    assert len(readable.frames(told, scene)) == 2


TOO_SMALL: list[Item] = [
    words("v"),
    words("tourne", angle=30.0, taille_mm=1.0),
    mark("m", "ecole", 140, 150, taille_mm=6.0, etiquette="Collège", sous_etiquette="12 élèves"),
    mark("siege", "chef_lieu", 100, 120, taille_mm=5.0),
    mark("ronds", "aureoles", 180, 180, etiquette="Loin", sous_etiquette="au bord"),
    stroke("fin", 0.3),
    way("route", "voie", taille_mm=0.3),
    way("flux", "flux_directionnel", etiquette="Clermont", sous_etiquette="1 h 15"),
    postit("p", 60, 60, largeur=25.0, hauteur=12.0, texte="Des intercommunalités qui se serrent"),
    postit("q", 60, 100, taille_mm=3.0),
]


@pytest.mark.parametrize("floor", [6.5, 9.9])
@pytest.mark.parametrize("item", TOO_SMALL, ids=lambda item: item.uid)
def test_what_is_enlarged_is_large_enough(item: Item, floor: float) -> None:
    every = records(item)
    told = [one for one in readable.check(composed(every), every, shipped(), floor) if one.uid == item.uid]
    assert told
    for one in told:
        assert one.kind in ENLARGEABLE
        made = enlarged(every[item.uid], one.kind, floor, context(every))
        assert made is not None, one.kind
        every[item.uid] = made
    assert not [
        one for one in readable.check(composed(every), every, shipped(), floor) if one.uid == item.uid
    ]


def test_what_sets_itself_or_is_locked_is_left_as_it_is() -> None:
    every = records(words("v", verrouille=True))
    assert enlarged(every["v"], "textes", ROOM, context(every)) is None
    assert enlarged(None, "legende", ROOM, context(every)) is None
    assert enlarged(every["poster"], "titre", ROOM, context(every)) is None


def test_a_post_it_keeps_the_sides_that_are_wide_enough() -> None:
    every = records(postit("p", 60, 60, largeur=60.0, hauteur=40.0, taille_mm=3.0))
    made = enlarged(every["p"], "postits", ROOM, context(every))
    assert made == replace(every["p"], taille_mm=6.0)  # type: ignore[arg-type]  # it is a post-it
