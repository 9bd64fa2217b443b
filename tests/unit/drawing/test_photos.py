"""Photos on the sheet: a print at its place, over signs and under words, that nothing a file says can break."""

from __future__ import annotations

from dataclasses import replace
from math import inf, nan

import pytest

from app.drawing import photos, readings
from app.drawing.ink import Band
from app.drawing.primitives import Image, Path, Text
from app.drawing.scene import Composer
from app.poster.geometry import Lines, Point
from app.poster.records import Mark, Photo, Poster, PostIt, Record, Texte, Trace
from app.poster.sheet import MapFrame

POSTER = Poster(uid="p", metres_par_mm=100.0)
FRAME = MapFrame.of(POSTER)
PHOTO = Photo(uid="f", geometry=Point(0.0, 0.0), media="ab" * 32, taille_mm=60.0, rapport=0.5)
MIDDLE = FRAME.to_page(0.0, 0.0)


def composed(*records: Record):
    return Composer({}).compose({each.uid: each for each in (POSTER, *records)})


def image(photo: Photo) -> Image:
    (found,) = (each for each in photos.draw(photo, FRAME).primitives if isinstance(each, Image))
    return found


def test_the_picture_has_its_middle_on_its_place_and_its_size_in_mm() -> None:
    found = image(PHOTO)
    x, y, width, height = found.rect
    assert (width, height) == (60.0, 30.0)
    assert (x + width / 2, y + height / 2) == pytest.approx(MIDDLE)
    assert (found.sha256, found.angle, found.alpha) == (PHOTO.media, 0.0, 1.0)


def test_the_paper_grows_for_the_caption_and_turns_with_the_picture() -> None:
    bare, said = photos.box(PHOTO, FRAME), photos.box(replace(PHOTO, texte="Vu du col"), FRAME)
    assert said[:3] == bare[:3]
    assert said[3] > bare[3] + 4.0
    words = [
        each
        for each in photos.draw(replace(PHOTO, texte="Vu du col"), FRAME).primitives
        if isinstance(each, Text)
    ]
    assert [line.text for line in words[0].lines] == ["Vu du col"]
    upright = photos.box(replace(PHOTO, angle=90.0), FRAME)
    assert upright[2] - upright[0] == pytest.approx(bare[3] - bare[1])
    assert upright[3] - upright[1] == pytest.approx(bare[2] - bare[0])


def test_a_long_caption_is_broken_inside_the_width_of_the_picture() -> None:
    ink = photos.draw(replace(PHOTO, texte="mot " * 40, taille_mm=30.0), FRAME)
    assert ink.extent is not None
    assert ink.extent[2] - ink.extent[0] < 30.0 + 2 * photos.BORDER + 2.0


def test_what_was_given_up_is_pale_and_struck() -> None:
    struck = photos.draw(replace(PHOTO, barre=True), FRAME).primitives
    assert image(replace(PHOTO, barre=True)).alpha < 1.0
    assert (
        len([each for each in struck if isinstance(each, Path)])
        == len([each for each in photos.draw(PHOTO, FRAME).primitives if isinstance(each, Path)]) + 2
    )


@pytest.mark.parametrize("size", [nan, inf, -5.0, 0.0, 1e300])
@pytest.mark.parametrize("share", [nan, inf, -1.0, 0.0, 1e300])
def test_no_size_of_a_file_draws_outside_the_world(size: float, share: float) -> None:
    ink = photos.draw(replace(PHOTO, taille_mm=size, rapport=share, texte="Ici"), FRAME)
    assert ink.extent is not None
    assert all(abs(edge) < 30_000 for edge in ink.extent)


def test_words_strokes_and_notes_lie_over_photos_and_photos_over_signs() -> None:
    stroke = Trace(uid="t", geometry=Lines((((0.0, 0.0), (500.0, 0.0)),)))
    words = Texte(uid="w", geometry=Point(0.0, 0.0), texte="Ici")
    sign = Mark(uid="m", picto="x", geometry=Point(0.0, 0.0), pile="z")
    note = PostIt(uid="n", texte="Qui ?", x=100.0, y=100.0, cible="f")
    order = [ink.uid for ink in composed(words, stroke, note, sign, PHOTO).inks]
    assert order.index("m") < order.index("f") < order.index("w") < order.index("t") < order.index("n")


def test_a_print_is_not_cut_by_the_edge_of_the_map() -> None:
    left, top, _, height = FRAME.rect
    crossing = replace(PHOTO, geometry=Point(*FRAME.to_ground(left, top + height / 2)))
    scene = composed(crossing)
    order = [ink.uid for ink in scene.inks]
    assert order.index("fond:marge") < order.index("f")
    inside = [ink.uid for ink in composed(PHOTO).inks]
    assert inside.index("f") < inside.index("fond:marge")


def test_a_leader_stops_at_the_edge_of_the_print() -> None:
    from app.drawing.postits import target

    note = PostIt(uid="n", texte="Qui ?", x=MIDDLE[0] + 80.0, y=MIDDLE[1] - 5.0, cible="f")
    end = target(note, PHOTO, None, FRAME)
    assert end is not None
    assert end[0] == pytest.approx(photos.box(PHOTO, FRAME)[2], abs=3.0)


def test_names_of_places_move_aside() -> None:
    from app.drawing import overlaps

    pieces = overlaps.pieces([photos.draw(PHOTO, FRAME)])
    assert [(piece.kind, piece.box) for piece in pieces] == [("photo", photos.box(PHOTO, FRAME))]


def test_a_reading_dims_it_unless_it_is_of_it() -> None:
    told = replace(PHOTO, uid="told", domaine="enjeux")
    records = {each.uid: each for each in (POSTER, PHOTO, told)}
    assert readings.unlit("enjeux", records, {}) & {"f", "told"} == {"f"}
    scene = readings.faded(Composer({}).compose(records), "enjeux", records, {})
    pale, lit = (
        (next(each for each in scene.ink(uid).primitives if isinstance(each, Image))) for uid in ("f", "told")
    )
    assert pale.alpha < 0.2
    assert lit.alpha == 1.0


def test_the_band_lies_between_signs_and_words() -> None:
    assert Band.POINTS < Band.PHOTOS < Band.TEXTES
