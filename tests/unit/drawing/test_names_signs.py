"""Names beside signs that stand on their place, and inside great rings."""

from app.catalogue.load import shipped
from app.drawing import name_positions
from app.drawing.scene import Composer
from app.poster.values import Frozen
from tests.unit.drawing import sheets
from tests.unit.drawing.test_names import named, text


def test_a_sign_laid_on_a_town_pushes_its_name_aside_instead_of_taking_it_away() -> None:
    town, sign = sheets.place("1", "Ambert", 150, 150, 1, 6500), sheets.mark("m", "gare", 150, 150)
    scene = sheets.composer().compose(sheets.records(town, sign))

    assert "1" in named(scene)
    line = text(scene, "1").lines[0]
    extent = scene.ink("m").extent
    assert line.x > extent[2] or line.x < extent[0] or not extent[1] < line.y < extent[3]


def test_names_stay_inside_the_great_rings_of_a_pole() -> None:
    places = [
        sheets.place("2", "Marat", 150, 110, 2, 900),
        sheets.place("3", "Brousse", 120, 175, 3, 300),
    ]
    rings = sheets.mark("m", "lignes_isotropie", 150, 150, parametres=Frozen({"rayons": (12.0, 24.0, 70.0)}))
    scene = sheets.composer().compose(sheets.records(*places, rings))

    assert named(scene) == {"2", "3"}


def test_a_town_under_a_small_ring_of_lines_keeps_off_its_disc() -> None:
    town = sheets.place("2", "Job", 150, 150, 2, 900)
    scene = sheets.composer().compose(sheets.records(town, sheets.mark("m", "lignes_isotropie", 150, 150)))

    assert name_positions.PUSHES > 0
    assert "2" in named(scene)


def test_a_name_that_stood_there_makes_room_for_a_centre_larger_than_its_dot() -> None:
    composer = Composer(shipped())
    town, centre = sheets.place("1", "Ambert", 150, 150, 1, 6500), sheets.mark("m", "chef_lieu", 150, 150)
    before = text(composer.compose(sheets.records(town)), "1").lines[0].x
    scene = composer.compose(sheets.records(town, centre))

    assert before < scene.ink("m").extent[2]
    assert text(scene, "1").lines[0].x > scene.ink("m").extent[2]
