"""The whole sheet: exact places, order of the planes, what is cut at the frame, and what is kept between scenes."""

from dataclasses import replace

import pytest

from app.drawing.ink import Band
from app.drawing.primitives import Path, Text, box
from app.poster.geometry import Lines, Point
from app.poster.records import Mark, PostIt, Texte
from app.poster.sheet import MapFrame, map_rect
from tests.unit.drawing import sheets


def words(inks):
    return [
        line.text for ink in inks for item in ink.primitives if isinstance(item, Text) for line in item.lines
    ]


@pytest.mark.parametrize(("orientation", "size"), [("paysage", (420.0, 297.0)), ("portrait", (297.0, 420.0))])
def test_a_sheet_has_its_size_and_its_frame_to_the_tenth_of_a_mm(orientation, size) -> None:
    scene = sheets.composer().compose(sheets.records(orientation=orientation))

    assert (scene.width, scene.height) == size
    frame = scene.ink("feuille:cadre").primitives[0]
    x, y, width, height = map_rect(orientation)
    assert frame.subpaths[0].points == ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    assert frame.width == 0.35


def test_everything_of_the_sheet_lies_on_the_sheet() -> None:
    marks = [
        sheets.mark(f"m{n}", key, 120, 100 + 20 * n, valence="plus", texte=f"Un signe {n}")
        for n, key in enumerate(sheets.CATALOGUE)
    ]
    lines = [sheets.line("amof", case, "Une ligne") for case in "AMOF"]
    messages = [
        sheets.line("messages", "message", "Une phrase qui dit quelque chose.", str(n)) for n in range(3)
    ]
    for orientation in ("paysage", "portrait"):
        records = sheets.records(*marks, *lines, *messages, orientation=orientation)
        scene = sheets.composer().compose(records)
        for ink in scene.inks:
            if ink.band == Band.FEUILLE and ink.extent:
                assert min(ink.extent[0], ink.extent[1] + 3) >= 11, ink.uid
                assert ink.extent[2] <= scene.width - 11, ink.uid
                assert ink.extent[3] <= scene.height - 6, ink.uid


def test_bands_follow_each_other_from_the_ground_to_the_sheet() -> None:
    records = sheets.records(
        sheets.mark("m", "ecole", 150, 150),
        sheets.postit("p", 20, 50),
        sheets.place("1", "Ville", 120, 120, 2),
    )
    bands = [ink.band for ink in sheets.composer().compose(records).inks]

    assert bands == sorted(bands)


def test_marks_of_a_band_follow_their_pile() -> None:
    high, low = (
        sheets.mark("haut", "ecole", 150, 150, pile="9"),
        sheets.mark("bas", "foret", 150, 150, pile="1"),
    )
    uids = [ink.uid for ink in sheets.composer().compose(sheets.records(high, low)).inks]

    assert uids.index("bas") < uids.index("haut")


def test_the_ground_is_cut_at_the_frame() -> None:
    scene = sheets.composer().compose(
        sheets.records(metres_par_mm=60.0)
    )  # the territory is larger than the map
    x, y, width, height = map_rect("paysage")

    for uid in ("fond:territoire", "fond:commune", "fond:hors", "fond:lisere", "fond:contour"):
        ink = scene.ink(uid)
        if ink is None or ink.extent is None:
            continue
        reach = 1.2
        assert ink.extent[0] >= x - reach
        assert ink.extent[1] >= y - reach
        assert ink.extent[2] <= x + width + reach
        assert ink.extent[3] <= y + height + reach


def test_the_outline_is_closed_and_wide_and_the_lisere_lies_inside_it() -> None:
    scene = sheets.composer().compose(sheets.records())
    contour = scene.ink("fond:contour").primitives[0]
    frame = MapFrame.of(sheets.poster())
    low, high = (
        frame.to_page(sheets.WEST, sheets.SOUTH),
        frame.to_page(sheets.WEST + sheets.SIDE, sheets.SOUTH + sheets.SIDE),
    )

    assert contour.width == 1.1
    assert contour.subpaths[0].closed
    lisere = box(scene.ink("fond:lisere").primitives)
    assert lisere == pytest.approx((low[0], high[1], high[0], low[1]))
    inner = list(scene.ink("fond:lisere").primitives[0].subpaths)[1]
    xs = [point[0] for point in inner.points]
    assert min(xs) - low[0] == pytest.approx(2.2)


def test_a_page_without_a_territory_is_white_and_has_no_ground() -> None:
    records = {uid: item for uid, item in sheets.records().items() if uid == "poster"}
    scene = sheets.composer().compose(records)

    assert scene.ink("fond:cadre").primitives[0].fill == "#FFFFFF"
    assert scene.ink("fond:contour") is None


@pytest.mark.parametrize(
    ("values", "gone"),
    [
        ({"communes": False}, {"fond:commune"}),
        ({"voisins": False}, {"fond:hors"}),
        ({"estompe": 1.0}, {"fond:commune", "fond:hors"}),
    ],
)
def test_toggles_take_the_thin_limits_away(values, gone) -> None:
    shown = {
        ink.uid for ink in sheets.composer().compose(sheets.records(options=sheets.options(**values))).inks
    }

    assert not gone & shown
    assert "fond:contour" in shown


def test_an_empty_title_leaves_a_place_to_write_it() -> None:
    ink = sheets.composer().compose(sheets.records(titre="")).ink("feuille:titre")

    assert ink.primitives == ()
    assert ink.extent[2] - ink.extent[0] > 390


def test_a_poster_without_people_or_numbers_says_nothing_of_them() -> None:
    records = sheets.records(
        participants="", date_atelier="", population=0, nb_communes=0, groupe="", mention=""
    )
    scene = sheets.composer().compose(records)

    assert words([scene.ink("feuille:credits")]) == ["Limites\u00a0: essai,\u00a02024."]
    assert words([scene.ink("feuille:territoire")]) == ["Pays carré"]
    assert scene.ink("feuille:groupe").extent


def test_the_foot_says_who_when_and_from_what() -> None:
    said = words([sheets.composer().compose(sheets.records()).ink("feuille:credits")])

    assert said[0] == "Dessiné par Amina et Bruno, atelier du 21\u00a0novembre 2026."
    assert "Contenu fictif." in said[1]
    assert "essai,\u00a02024" in " ".join(said)


@pytest.mark.parametrize(
    ("metres", "labels"),
    [
        (222.0, ["0", "5", "10\u00a0km"]),
        (1000.0, ["0", "20", "40\u00a0km"]),
        (12.0, ["0", "200", "400\u00a0m"]),
    ],
)
def test_the_scale_bar_has_a_round_length_that_is_true(metres, labels) -> None:
    ink = sheets.composer().compose(sheets.records(metres_par_mm=metres)).ink("feuille:echelle")
    bars = [item for item in ink.primitives if isinstance(item, Path)]

    assert words([ink]) == labels
    xs = [x for item in bars for x, _ in item.subpaths[0].points]
    unit = 1000 if labels[-1].endswith("km") else 1
    told = float(labels[-1].split("\u00a0")[0]) * unit
    assert max(xs) - min(xs) == pytest.approx(told / metres)
    assert 20 <= max(xs) - min(xs) <= 55


def test_the_north_arrow_turns_with_the_map() -> None:
    straight = (
        sheets.composer().compose(sheets.records()).ink("feuille:nord").primitives[0].subpaths[0].points
    )
    turned = sheets.composer().compose(sheets.records(rotation=90.0)).ink("feuille:nord").primitives[0]

    assert straight[0][1] < straight[2][1]
    point, tail = turned.subpaths[0].points[0], turned.subpaths[0].points[2]
    assert point[0] < tail[0]
    assert point[1] == pytest.approx(tail[1])


def test_one_change_draws_one_mark_again() -> None:
    composer = sheets.composer()
    records = sheets.records(
        *(sheets.mark(f"m{n}", "ecole", 80 + 15 * n, 150, texte="L’école") for n in range(6)),
        sheets.postit("p", 20, 50, cible="m1"),
        sheets.place("1", "Ville", 120, 120, 2),
    )
    before = {ink.uid: ink for ink in composer.compose(records).inks}
    moved = replace(records["m4"], geometry=Point(sheets.WEST + 5000, sheets.SOUTH + 5000))
    after = {ink.uid: ink for ink in composer.compose({**records, "m4": moved}).inks}

    assert {uid for uid in after if after[uid] is not before[uid]} == {"m4"}


def test_a_post_it_follows_the_mark_it_speaks_of() -> None:
    composer = sheets.composer()
    records = sheets.records(sheets.mark("m", "ecole", 150, 150), sheets.postit("p", 20, 50, cible="m"))
    before = composer.compose(records).ink("p")
    moved = {**records, "m": replace(records["m"], geometry=Point(sheets.WEST, sheets.SOUTH))}

    assert composer.compose(moved).ink("p").extent != before.extent


def test_what_is_gone_from_the_records_is_gone_from_the_scene() -> None:
    composer = sheets.composer()
    records = sheets.records(sheets.mark("m", "ecole", 150, 150))
    composer.compose(records)
    scene = composer.compose(sheets.records())

    assert scene.ink("m") is None
    assert not [ink for ink in scene.inks if ink.uid.startswith("legende:")]


def test_what_lies_outside_the_map_is_still_seen() -> None:
    frame = MapFrame.of(sheets.poster())
    far = Texte(uid="loin", geometry=Point(*frame.to_ground(330, 250)), texte="Ailleurs", pile="1")
    near = Texte(uid="pres", geometry=Point(*frame.to_ground(150, 150)), texte="Ici", pile="1")
    uids = [ink.uid for ink in sheets.composer().compose(sheets.records(far, near)).inks]

    assert uids.index("pres") < uids.index("fond:marge") < uids.index("loin")


def test_items_of_another_sheet_are_not_on_this_one() -> None:
    records = sheets.records(
        sheets.mark("m", "ecole", 150, 150, feuille=2), sheets.postit("p", 20, 50, feuille=2), titre="Un"
    )
    composer = sheets.composer()

    assert composer.feuilles(records) == (1, 2)
    assert composer.compose(records).ink("m") is None
    assert composer.compose(records, feuille=2).ink("p") is not None


def test_pale_names_are_for_the_screen_only_and_none_vanishes() -> None:
    crowd = [sheets.place(f"{n}", f"Hameau {n}", 100 + n % 3, 100 + n % 2, 4) for n in range(2, 8)]
    records = sheets.records(sheets.place("1", "Ville", 120, 120, 2), *crowd)
    composer = sheets.composer()

    assert composer.compose(records).ink("fond:noms") is None
    pale = composer.compose(records, all_names=True).ink("fond:noms")
    assert sorted(words([pale])) == [f"Hameau {n}" for n in range(2, 8)]
    assert len({box((item,)) for item in pale.primitives}) == 6
    assert composer.compose(records, all_names=True).ink("fond:noms") is pale


def test_pale_names_are_the_smaller_the_more_communes_there_are() -> None:
    def size(side: int) -> float:
        step = 150 / (side - 1)
        every = range(side * side)
        places = [
            sheets.place(str(n), f"C{n}", 60 + step * (n % side), 60 + step * (n // side), 4) for n in every
        ]
        scene = sheets.composer().compose(sheets.records(*places), all_names=True)
        return scene.ink("fond:noms").primitives[0].size

    assert size(3) == pytest.approx(3.2)
    assert size(25) < 1.5


def test_records_without_a_poster_are_a_mistake() -> None:
    with pytest.raises(LookupError):
        sheets.composer().compose({})


def test_a_free_text_takes_the_colour_of_the_ground_around_its_letters() -> None:
    frame = MapFrame.of(sheets.poster())
    inside = Texte(uid="dedans", geometry=Point(*frame.to_ground(143, 157)), texte="Plateau", style="relief")
    outside = Texte(uid="dehors", geometry=Point(*frame.to_ground(14, 60)), texte="vers Thiers", style="vers")
    scene = sheets.composer().compose(sheets.records(inside, outside))

    assert scene.ink("dedans").primitives[0].halo == "#FFFFFF"
    assert scene.ink("dehors").primitives[0].halo == "#E9ECEC"
    assert scene.ink("dehors").primitives[0].size == 5.0


def test_a_crossed_out_text_stays_readable_under_its_stroke() -> None:
    frame = MapFrame.of(sheets.poster())
    record = Texte(uid="t", geometry=Point(*frame.to_ground(143, 157)), texte="Une idée", barre=True)
    parts = sheets.composer().compose(sheets.records(record)).ink("t").primitives

    assert [type(part) for part in parts] == [Text, Path]


def test_a_record_named_in_parameters_redraws_the_mark_that_names_it() -> None:
    from app.poster.values import Frozen

    composer = sheets.composer()
    target = sheets.mark("cible", "foret", 100, 100)
    naming = Mark(
        uid="nomme",
        picto="inconnu",
        geometry=Lines(((sheets.MIDDLE, (sheets.WEST, sheets.SOUTH)),)),
        parametres=Frozen({"vers": "cible"}),
    )
    records = sheets.records(target, naming)
    before = composer.compose(records).ink("nomme")
    moved = composer.compose({**records, "cible": replace(target, texte="Autre")}).ink("nomme")

    assert before is not moved


def test_a_waiting_post_it_is_not_drawn() -> None:
    ink = sheets.composer().compose(sheets.records(PostIt(uid="p", texte="À placer"))).ink("p")

    assert ink is not None
    assert ink.primitives == ()
