"""Post-its in hand: their side, bottom and corner, and a leader that is led to a thing or taken away."""

from __future__ import annotations

import pytest

from app.drawing import postits
from app.poster.geometry import Lines, Point
from app.poster.records import Item, Mark, PostIt, Texte, Trace
from app.ui.canvas.events import Handle
from app.ui.tools import acts
from tests.journeys.canvas_stage import Stage, X, Y

TEXT = "Qui reprend l'usine de la gorge et avec qui"


def note(stage: Stage) -> PostIt:
    found = stage.session.document.get("n")
    assert isinstance(found, PostIt)
    return found


def handle(stage: Stage, role: str, path: tuple[int, ...] = ()) -> Handle:
    stage.session.select({"n"})
    return next(each for each in stage.canvas.desk.handles() if (each.role, each.path) == (role, path))


def ground(stage: Stage, x: float, y: float) -> tuple[float, float]:
    return stage.canvas.desk.hand.context.ground((x, y))


def test_the_corner_scales_paper_and_letters_together(stage: Stage) -> None:
    stage.put(PostIt(uid="n", x=X, y=Y, texte=TEXT))
    before = postits.paper(note(stage))
    at = handle(stage, "taille", (2,)).at
    stage.drag(at, (at[0] + before.width / 2, at[1] + before.height / 2))
    after = postits.paper(note(stage))
    assert after.lines == before.lines
    assert after.width / before.width == pytest.approx(1.5, abs=0.05)
    assert after.size / before.size == pytest.approx(after.width / before.width, abs=0.01)
    assert after.height / before.height == pytest.approx(after.width / before.width, abs=0.01)


def test_the_side_lets_words_flow_and_the_bottom_keeps_the_width(stage: Stage) -> None:
    stage.put(PostIt(uid="n", x=X, y=Y, texte=TEXT))
    at = handle(stage, "largeur").at
    stage.drag(at, (at[0] + 25, at[1]))
    wide = postits.paper(note(stage))
    assert note(stage).hauteur is None
    assert wide.size == postits.CEILING
    at = handle(stage, "largeur", (1,)).at
    stage.drag(at, (at[0], at[1] + 20))
    tall = postits.paper(note(stage))
    assert tall.width == wide.width
    assert tall.height == pytest.approx(wide.height + 20, abs=1.0)


def test_words_written_in_a_paper_that_has_a_shape_keep_it(stage: Stage) -> None:
    stage.put(PostIt(uid="n", x=X, y=Y, texte="Oui", largeur=45.0, hauteur=28.0))
    stage.canvas.edit_text("n")
    stage.type(TEXT + " encore une fois")
    paper = postits.paper(note(stage))
    assert (paper.width, paper.height) == (45.0, 28.0)
    assert postits.FLOOR <= paper.size < postits.CEILING


@pytest.mark.parametrize("kind", ["picto", "texte", "trait", "postit"])
def test_a_leader_is_led_to_a_thing_and_taken_away(stage: Stage, kind: str) -> None:
    things: dict[str, Item] = {}
    stage.put(PostIt(uid="n", x=X, y=Y - 50, texte=TEXT))
    where = Point(*ground(stage, X - 40, Y))
    run = (ground(stage, X - 50, Y), ground(stage, X - 40, Y), ground(stage, X - 30, Y))
    things["picto"] = Mark(uid="t", picto="ecole", geometry=where)
    things["texte"] = Texte(uid="t", geometry=Point(*ground(stage, X - 48, Y)), texte="Monts du Forez")
    things["trait"] = Trace(uid="t", geometry=Lines((run,)))
    things["postit"] = PostIt(uid="t", x=X - 55, y=Y - 10, texte="Autre")
    stage.put(things[kind])
    stage.drag(handle(stage, "cible").at, (X - 40, Y))
    assert note(stage).cible == "t"
    ink = stage.canvas.desk.ink("n")
    assert ink is not None
    before = ink.extent
    acts.nudge(stage.session.document, ["t"], stage.session.drawn, -10, 5)
    ink = stage.canvas.desk.ink("n")
    assert ink is not None
    assert ink.extent != before  # it follows
    end = handle(stage, "cible").at
    stage.drag(end, (X + 8, Y - 45))
    assert (note(stage).cible, note(stage).cible_x) == ("", None)


def test_a_pair_that_is_copied_keeps_its_own_link_and_what_goes_leaves_its_place(stage: Stage) -> None:
    stage.put(Mark(uid="m", picto="ecole", geometry=Point(*ground(stage, X - 40, Y))))
    stage.put(PostIt(uid="n", x=X, y=Y - 50, texte=TEXT, cible="m"))
    made = acts.duplicate(stage.session.document, ["m", "n"], stage.session.drawn)
    copy = next(item for item in stage.items() if isinstance(item, PostIt) and item.uid != "n")
    assert copy.cible in made
    assert copy.cible != "m"
    acts.delete(stage.session.document, ["m"])
    assert note(stage).cible == ""
    assert (note(stage).cible_x, note(stage).cible_y) == ground(stage, X - 40, Y)
