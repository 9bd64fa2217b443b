"""Colours that do not stand out, and those that are taken for each other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.catalogue.load import shipped
from app.drawing import colour, contrasts, theme
from app.drawing.scene import Composer
from app.poster.geometry import Lines, Point
from app.poster.options import ACCEPTED
from app.poster.records import Poster, Record, Texte, Trace
from app.poster.values import Frozen
from tests.unit.drawing.sheets import MIDDLE, SOUTH, WEST, mark, postit, records


def pale(*more: Record, words: float = contrasts.WORDS) -> dict[str, contrasts.Pale]:
    every = records(*more)
    scene = Composer(shipped()).compose(every)
    return {one.key: one for one in contrasts.pale(scene, every, words=words)}


def stroke(uid: str, couleur: str, texte: str = "", *, away: float = 0.0) -> Trace:
    run = ((MIDDLE[0] - away, MIDDLE[1]), (MIDDLE[0] - away + 5_000.0, MIDDLE[1] + 3_000.0))
    return Trace(uid=uid, geometry=Lines((run,)), couleur=couleur, texte=texte, taille_mm=2.0, pile="5")


def test_yellow_on_white_does_not_stand_out() -> None:
    told = pale(stroke("jaune", "#FFE000"), stroke("noir", "#202020"))
    assert set(told) == {"jaune/forme"}
    one = told["jaune/forme"]
    assert one.ratio == pytest.approx(colour.contrast("#FFE000", "#FFFFFF"))
    assert (one.asked, one.colour) == (3.0, "#FFE000")
    assert one.fix in contrasts.INKS


def test_the_grey_around_the_territory_counts() -> None:
    # 3.3 to 1 on the white of the territory, 2.8 on the grey around it.
    tone = "#909090"
    assert colour.contrast(tone, theme.PAPIER) > 3 > colour.contrast(tone, theme.HORS_TERRITOIRE)
    assert not pale(stroke("dedans", tone))
    assert set(pale(stroke("dehors", tone, away=22_000.0))) == {"dehors/forme"}


def test_words_need_more_than_shapes_and_a_projector_more_still() -> None:
    words = Texte(uid="t", texte="Le plateau", geometry=Point(*MIDDLE), couleur="#808080", pile="5")
    told = pale(words)["t/mots"]
    assert told.ratio == pytest.approx(3.95, abs=0.01)
    darker = replace(words, couleur="#666666")
    assert not pale(darker)
    assert pale(darker, words=contrasts.PROJECTED)["t/mots"].ratio == pytest.approx(5.74, abs=0.01)


def test_the_theme_and_its_papers_pass() -> None:
    every = [mark(domaine, "ecole", 140, 150, domaine=domaine) for domaine in theme.DOMAINES if domaine]
    notes = [postit(f"p{couleur}", 60, 60, couleur=couleur) for couleur in theme.POSTITS]
    assert not pale(*every, *notes)


def test_what_is_past_is_pale_by_its_time_and_what_was_given_up_is_left_out() -> None:
    told = pale(mark("avant", "ecole", 140, 150, temps="passe", couleur="#909090"))
    assert told["avant/forme"].past
    assert told["avant/forme"].fix == ""
    assert not pale(replace(stroke("non", "#FFE000"), barre=True))


def test_the_corrected_colour_stands_out_and_is_the_nearest() -> None:
    line = stroke("v", "#A0E0A0")
    one = pale(line)["v/forme"]
    made = contrasts.corrected(line, one.fix)
    assert made is not None
    assert not pale(made)
    assert one.fix == min(contrasts.INKS, key=lambda ink: colour.apart(ink, "#A0E0A0"))
    assert contrasts.corrected(replace(line, verrouille=True), one.fix) is None
    assert contrasts.corrected(line, "") is None


def test_what_is_accepted_is_silent_until_its_colour_changes() -> None:
    one = pale(stroke("v", "#FFE000"))["v/forme"]
    sheet = records()["poster"]
    assert isinstance(sheet, Poster)
    kept = replace(sheet, options=Frozen({ACCEPTED: {one.key: one.colour}}))
    assert contrasts.kept([one], kept) == []
    assert contrasts.kept([replace(one, colour="#FFFF00")], kept) != []


def alike(*more: Record) -> list[contrasts.Alike]:
    return contrasts.alike(records(*more), shipped())


def test_a_red_and_a_green_that_mean_two_things_are_one_for_some_eyes() -> None:
    red, green = stroke("r", "#B05050", "Ce qui part"), stroke("g", "#70703C", "Ce qui reste")
    assert colour.apart("#B05050", "#70703C") > contrasts.ALIKE
    (pair,) = alike(red, green)
    assert pair.vision in ("deuteranope", "protanope")
    assert pair.apart < contrasts.ALIKE
    assert pair.uids == ("r", "g")
    assert {words for words, _ in pair.meanings} == {"Ce qui part", "Ce qui reste"}


def test_what_differs_by_its_shape_or_means_the_same_is_no_pair() -> None:
    assert not alike(stroke("r", "#B05050", "Ce qui part"), stroke("g", "#70703C", "Ce qui part"))
    assert not alike(stroke("r", "#B05050", "Ce qui part"), stroke("g", "#102080", "Ce qui reste"))
    one = mark("m", "ecole", 140, 150, couleur="#B05050", texte="Ouverte")
    other = mark("n", "sante", 150, 150, couleur="#70703C", texte="Fermée")
    assert not alike(one, other)
    assert alike(one, replace(other, picto="ecole"))


def test_the_ground_of_a_line_that_crosses_the_limit_is_both() -> None:
    run = ((WEST - 8_000.0, SOUTH + 20_000.0), (WEST + 8_000.0, SOUTH + 20_000.0))
    line = Trace(uid="x", geometry=Lines((run,)), couleur="#909090", taille_mm=2.0, pile="5")
    assert pale(line)["x/forme"].ratio == pytest.approx(colour.contrast("#909090", theme.HORS_TERRITOIRE))
