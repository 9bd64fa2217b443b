"""Names of places: rank decides, nothing is covered, a place keeps its position, people have the last word."""

import pytest

from app.drawing import name_positions, names, theme
from app.drawing.overlaps import overlaps, pieces
from app.drawing.primitives import Text
from app.drawing.texts import tight
from app.poster.boxes import meet
from app.poster.records import Nom
from tests.unit.drawing import sheets


def named(scene):
    return {ink.uid.removeprefix("nom:") for ink in scene.inks if ink.uid.startswith("nom:")}


def text(scene, code) -> Text:
    return scene.ink(f"nom:{code}").primitives[0]


def test_ranks_have_their_sizes_and_their_dots() -> None:
    records = sheets.records(
        sheets.place("1", "Centre", 140, 150, 1),
        sheets.place("2", "Bourg", 110, 120, 2),
        sheets.place("3", "Village", 170, 200, 3),
        sheets.place("4", "Ailleurs", 110, 200, 4),
    )
    scene = sheets.composer().compose(records)

    assert {code: text(scene, code).size for code in named(scene)} == {"1": 10.0, "2": 6.0, "3": 5.0}
    widths = {code: scene.ink(f"lieu:{code}").extent for code in "123"}
    assert widths["2"][2] - widths["2"][0] == pytest.approx(2 * (2.1 + 0.6))
    assert scene.ink("lieu:4") is None


def test_the_usual_position_is_on_the_right_at_the_height_of_the_dot() -> None:
    scene = sheets.composer().compose(sheets.records(sheets.place("2", "Bourg", 110, 120, 2)))
    line = text(scene, "2").lines[0]

    assert line.x == pytest.approx(110 + 2.1 + name_positions.AWAY)
    assert line.y - 0.66 * 6 / 2 == pytest.approx(120)


def test_a_name_turns_away_from_what_it_would_cover() -> None:
    records = sheets.records(sheets.place("2", "Bourg", 130, 120, 2), sheets.mark("m", "ecole", 145, 120))
    scene = sheets.composer().compose(records)

    assert text(scene, "2").lines[0].x < 130
    assert overlaps(scene) == []


def test_lower_ranks_vanish_with_their_dot_rather_than_overlap() -> None:
    crowd = [
        sheets.place(f"b{n}", f"Grand-Bourg-{n}", 120 + 3 * n, 120 + 3 * n, 2, 1000 - n) for n in range(8)
    ]
    small = [sheets.place(f"v{n}", f"Village-{n}", 122 + 3 * n, 118 + 3 * n, 3) for n in range(8)]
    scene = sheets.composer().compose(sheets.records(*crowd, *small))

    shown = named(scene)
    assert "b0" in shown
    assert len(shown) < 16
    assert {ink.uid.removeprefix("lieu:") for ink in scene.inks if ink.uid.startswith("lieu:")} == shown
    boxes = [piece for piece in pieces(scene.inks) if piece.kind == "nom"]
    assert not [(a.uid, b.uid) for a, b in _pairs(boxes) if meet(a.box, b.box)]


def _pairs(items):
    return [(a, b) for at, a in enumerate(items) for b in items[at + 1 :]]


def test_a_placed_name_keeps_its_position_while_it_is_free() -> None:
    composer = sheets.composer()
    town, school = sheets.place("2", "Bourg", 130, 120, 2), sheets.mark("m", "ecole", 145, 120)
    pushed = composer.compose(sheets.records(town, school)).ink("nom:2")
    kept = composer.compose(sheets.records(town)).ink("nom:2")
    fresh = sheets.composer().compose(sheets.records(town)).ink("nom:2")

    assert kept is pushed
    assert fresh.extent != kept.extent


def test_the_same_records_give_the_same_names_and_placements_can_be_handed_on() -> None:
    records = sheets.records(
        *(
            sheets.place(str(n), f"Commune-{n}", 90 + 13 * (n % 8), 90 + 17 * (n // 8), 2 + n % 2)
            for n in range(40)
        )
    )
    composer = sheets.composer()
    first, again = composer.compose(records), sheets.composer().compose(records)
    other = sheets.Composer(sheets.CATALOGUE, composer.placements).compose(records)

    for scene in (again, other):
        assert [ink.extent for ink in scene.inks] == [ink.extent for ink in first.inks]


def test_a_person_moves_a_name_wherever_they_like_and_hides_another() -> None:
    records = sheets.records(
        sheets.place("2", "Bourg", 130, 120, 2),
        sheets.place("3", "Autre", 130, 160, 2),
        sheets.mark("m", "ecole", 150, 120),
        Nom(uid="n2", code="2", dx=20.0, dy=0.0),
        Nom(uid="n3", code="3", masque=True),
    )
    scene = sheets.composer().compose(records)

    assert text(scene, "2").lines[0].x == pytest.approx(150)
    assert named(scene) == {"2"}
    assert scene.ink("lieu:3") is None


def test_a_place_that_the_group_has_written_is_not_written_twice() -> None:
    records = sheets.records(
        sheets.place("1", "Centre", 140, 150, 1), sheets.mark("m", "ecole", 141, 150, etiquette="Centre")
    )

    assert named(sheets.composer().compose(records)) == set()


def test_names_stay_inside_the_map() -> None:
    records = sheets.records(
        sheets.place("1", "Tout-au-bord-à-droite", 272, 150, 2), sheets.place("2", "Dehors", 300, 150, 2)
    )
    scene = sheets.composer().compose(records)

    assert named(scene) == {"1"}
    assert scene.ink("nom:1").extent[2] < 274


@pytest.mark.parametrize(("dx", "halo"), [(4.0, "#E9ECEC"), (-30.0, "#FFFFFF")])
def test_a_name_is_ringed_with_the_ground_that_it_lies_on_and_not_with_that_of_its_place(dx, halo) -> None:
    # The territory ends at 243 mm: the port is in it, its name in the sea or inland.
    moved = Nom(uid="n", code="1", dx=dx, dy=0.0)
    scene = sheets.composer().compose(sheets.records(sheets.place("1", "Le Port", 242, 150, 2), moved))

    assert text(scene, "1").halo == halo


def test_a_name_keeps_some_air_from_another_rather_than_read_as_its_second_line() -> None:
    records = sheets.records(
        sheets.place("1", "Gouzon", 200, 150, 2), sheets.place("2", "Évaux-les-Bains", 239, 154, 3)
    )
    scene = sheets.composer().compose(records)
    one, other = (tight(text(scene, code)) for code in "12")

    assert other[0] < one[2]  # one above the other
    assert other[1] - one[3] > names.AIR + 2 * name_positions.CLEAR


def test_a_name_stands_off_a_line_and_not_against_it() -> None:
    # Right of its dot the name would touch the outline at 243 mm without crossing it.
    wide = name_positions.Place("1", (0, 0), 2, 2.1, True, "Bourg", theme.STYLES["bourg"]).wide
    x = 243 - 2.1 - name_positions.AWAY - wide - name_positions.CLEAR - 0.3
    scene = sheets.composer().compose(sheets.records(sheets.place("1", "Bourg", x, 150, 2)))

    assert tight(text(scene, "1"))[2] < 243 - 2


@pytest.mark.parametrize(("values", "left"), [({"villages": False}, {"2"}), ({"bourgs": False}, {"3"})])
def test_toggles_choose_the_ranks(values, left) -> None:
    records = sheets.records(
        sheets.place("2", "Bourg", 110, 120, 2),
        sheets.place("3", "Village", 170, 200, 3),
        options=sheets.options(**values),
    )

    assert named(sheets.composer().compose(records)) == left


def test_a_village_does_not_cross_the_outline() -> None:
    edge = 143 - 100 + 0.0
    records = sheets.records(sheets.place("3", "Un-village-au-nom-bien-long", edge + 4, 150, 3))
    scene = sheets.composer().compose(records)

    assert scene.ink("nom:3").extent[0] > edge


@pytest.mark.parametrize("name", ["Job", "Saint-Georges-de-Mons", "Église", "Viverols"])
@pytest.mark.parametrize("rank", [1, 2, 3])
def test_no_position_puts_the_ring_of_the_letters_on_the_dot(name, rank) -> None:
    style = theme.STYLES[name_positions.STYLES[rank]]
    place = name_positions.Place("1", (140.0, 150.0), rank, name_positions.DOT_R[rank], True, name, style)
    for offset, _ in name_positions.positions(place):
        low_x, low_y, high_x, high_y = name_positions.extent_of(place, offset)
        aside = max(low_x - 140, 140 - high_x)
        apart = max(low_y - 150, 150 - high_y)
        assert max(aside, apart) + name_positions.CLEAR >= name_positions.DOT_R[rank] + 0.1, offset
