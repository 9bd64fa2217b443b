"""The panel: one row for each sign in use, in the group's words; the AMOF; what gives way when it overflows."""

import itertools

import pytest

from app.drawing import amof, legend, panel, typography
from app.drawing.legend_rows import Row
from app.drawing.primitives import Path, Text
from app.poster.geometry import Lines, Point
from app.poster.records import LigneLegende, Mark, Trace
from tests.unit.drawing import sheets


def rows(scene) -> list[str]:
    """Return the words of the legend in order."""
    return [words(ink)[0] for ink in scene.inks if ink.uid.startswith("legende:")]


def words(ink) -> list[str]:
    return [line.text for item in ink.primitives if isinstance(item, Text) for line in item.lines]


def bands(scene) -> list[str]:
    return [words(ink)[0] for ink in scene.inks if ink.uid.startswith("feuille:bande:")]


def compose(*more, **changes):
    return sheets.composer().compose(sheets.records(*more, **changes))


def test_one_row_for_each_sign_and_words_in_order_of_appearance() -> None:
    scene = compose(
        sheets.mark("a", "ecole", 100, 100, texte="Le collège", ordre=3),
        sheets.mark("b", "ecole", 120, 100, texte="Le collège", ordre=1),
        sheets.mark("c", "ecole", 140, 100, texte="Le lycée", ordre=2),
        sheets.mark("d", "ecole", 160, 100, ordre=4),
    )

    assert rows(scene) == ["Le collège", "Le lycée", "École"]
    assert scene.ink("legende:b")
    assert scene.ink("legende:d")


def test_bands_are_the_domaines_in_use_in_their_order() -> None:
    scene = compose(
        sheets.mark("a", "friche", 100, 100),
        sheets.mark("b", "depart", 120, 100),
        sheets.mark("c", "elus", 140, 100),
    )

    assert bands(scene) == ["Dynamique", "Enjeux", "Acteurs"]
    left, right = scene.ink("feuille:bande:dynamique").extent, scene.ink("feuille:bande:enjeux").extent
    assert left[:2] == pytest.approx((281.0, 39.5))
    assert right[0] == pytest.approx(281 + 60.5 + 6)
    assert right[3] - right[1] == pytest.approx(6.4)


def test_a_mark_can_be_of_another_domaine_than_its_pictogram() -> None:
    assert bands(compose(sheets.mark("a", "ecole", 100, 100, domaine="enjeux"))) == ["Enjeux"]


def test_free_marks_and_freehand_need_words() -> None:
    line = Lines((((0.0, 0.0), (1.0, 1.0)),))
    silent = [Mark(uid="f", picto="fleche", geometry=line), Trace(uid="t", geometry=line)]
    spoken = [
        Mark(uid="f2", picto="fleche", geometry=line, texte="On part"),
        Trace(uid="t2", geometry=line, texte="La rivière"),
    ]

    assert rows(compose(*silent)) == []
    assert rows(compose(*spoken)) == ["On part", "La rivière"]


def test_rows_and_symbols_have_their_places() -> None:
    scene = compose(*(sheets.mark(f"m{n}", "ecole", 100, 100, texte=f"Sens {n}", ordre=n) for n in range(3)))
    inks = [ink for ink in scene.inks if ink.uid.startswith("legende:")]
    tops = [ink.extent[1] for ink in inks]

    assert [b - a for a, b in itertools.pairwise(tops)] == pytest.approx([7.65, 7.65])
    text = next(item for item in inks[0].primitives if isinstance(item, Text))
    assert text.lines[0].x == pytest.approx(281 + 14)
    shapes = [item for item in inks[0].primitives if isinstance(item, Path)]
    xs = [x for item in shapes for subpath in item.subpaths for x, _ in subpath.points]
    assert (min(xs) + max(xs)) / 2 == pytest.approx(281 + 6, abs=0.2)


def test_moving_a_mark_leaves_its_row_alone() -> None:
    from dataclasses import replace

    composer = sheets.composer()
    records = sheets.records(sheets.mark("m", "ecole", 100, 100))
    before = composer.compose(records).ink("legende:m")
    after = composer.compose({**records, "m": replace(records["m"], geometry=Point(*sheets.MIDDLE))})

    assert after.ink("legende:m") is before


def test_long_words_go_on_under_themselves_in_a_taller_row() -> None:
    long = "Numérique\u00a0: fibre, réseau, zone blanche"
    scene = compose(
        sheets.mark("m", "ecole", 100, 100, texte=long, ordre=1),
        sheets.mark("n", "ecole", 120, 100, texte="Le collège", ordre=2),
    )
    tall, low = scene.ink("legende:m"), scene.ink("legende:n")

    assert " ".join(words(tall)) == long
    assert len(words(tall)) == 2
    assert tall.extent[3] - tall.extent[1] == pytest.approx(7.65 + 4.7 * 1.06)
    assert low.extent[1] == pytest.approx(tall.extent[3])
    assert low.extent[3] - low.extent[1] == pytest.approx(7.65)
    text = next(item for item in tall.primitives if isinstance(item, Text))
    assert text.size == pytest.approx(4.7)
    assert typography.width(text.lines[0].text, text.face, text.size) <= 60.5 - 14


def test_only_words_without_end_are_cut() -> None:
    scene = compose(sheets.mark("m", "ecole", 100, 100, texte="Encore une idée " * 20))

    assert len(words(scene.ink("legende:m"))) == legend.LINES
    assert words(scene.ink("legende:m"))[-1].endswith("…")


def test_the_group_renames_orders_and_hides_rows() -> None:
    marks = [sheets.mark(f"m{n}", "ecole", 100, 100, texte=f"Sens {n}", ordre=n) for n in range(4)]
    scene = compose(
        *marks,
        LigneLegende(uid="l1", picto="ecole", texte="Sens 1", libelle="Le sens premier"),
        LigneLegende(uid="l2", picto="ecole", texte="Sens 2", masque=True),
        LigneLegende(uid="l3", picto="ecole", texte="Sens 3", rang="1"),
    )

    assert rows(scene) == ["Sens 3", "Sens 0", "Le sens premier"]


def test_the_key_shows_the_badges_in_use_and_only_them() -> None:
    assert compose(sheets.mark("m", "ecole", 100, 100)).ink("feuille:cle") is None
    scene = compose(
        sheets.mark("m", "ecole", 100, 100, valence="moins", tendance="hausse"),
        sheets.mark("n", "ecole", 140, 100, valence="moins", certitude="hypothese"),
    )

    assert words(scene.ink("feuille:cle")) == ["gêne", "en hausse", "?", "hypothèse"]


def test_messages_are_numbered_in_their_order() -> None:
    scene = compose(*(sheets.line("messages", "message", f"Phrase {n}.", str(n)) for n in (2, 1, 3)))

    assert words(scene.ink("feuille:messages")) == ["Nos trois messages"]
    assert [words(scene.ink(f"messages-message-{n}")) for n in (1, 2, 3)] == [
        ["1", "Phrase 1."],
        ["2", "Phrase 2."],
        ["3", "Phrase 3."],
    ]


def test_without_messages_the_legend_starts_at_the_top_of_the_map() -> None:
    mark = sheets.mark("m", "ecole", 100, 100)
    alone = compose(mark).ink("feuille:bande:organisation").extent
    under = (
        compose(mark, sheets.line("messages", "message", "Une phrase."))
        .ink("feuille:bande:organisation")
        .extent
    )

    assert alone[1] == pytest.approx(39.5)
    assert under[1] > alone[1] + 15
    assert compose(mark).ink("feuille:messages").primitives == ()


def test_the_amof_stands_on_the_foot_of_the_map_a_and_f_over_o_and_m() -> None:
    scene = compose(*(sheets.line("amof", case, f"Ligne {case}") for case in "AMOF"))
    boxes = {case: scene.ink(f"feuille:amof:{case}").extent for case in "AMOF"}

    assert boxes["A"][1] == boxes["F"][1] < boxes["O"][1] == boxes["M"][1]
    assert boxes["A"][0] == boxes["O"][0] < boxes["F"][0] == boxes["M"][0]
    assert boxes["O"][3] == pytest.approx(275.5)
    assert all(box[3] - box[1] == pytest.approx(24.0) for box in boxes.values())
    assert words(scene.ink("amof-M-1")) == ["Ligne M"]
    assert "du dehors" in words(scene.ink("feuille:amof:O"))
    assert "d’ici" in words(scene.ink("feuille:amof:A"))


def test_the_colour_and_the_sign_of_a_case_tell_what_helps() -> None:
    scene = compose()
    fills = {
        case: [item.fill for item in scene.ink(f"feuille:amof:{case}").primitives if isinstance(item, Path)][
            1
        ]
        for case in "AMOF"
    }

    assert fills == {"A": "#1F6FB2", "O": "#1F6FB2", "F": "#CC6606", "M": "#CC6606"}


def test_an_empty_amof_is_drawn_unless_the_group_does_without() -> None:
    assert compose().ink("feuille:amof:A") is not None
    assert compose(options=sheets.options(amof=False)).ink("feuille:amof:A") is None


def test_four_lines_make_a_cell_higher_and_a_fifth_is_told() -> None:
    four = [sheets.line("amof", "A", f"Ligne {n}", str(n)) for n in range(4)]
    five = [*four, sheets.line("amof", "A", "De trop", "9")]

    assert amof.height(amof.cells(sheets.records(*four)), 127) > amof.height(
        amof.cells(sheets.records()), 127
    )
    scene = compose(*five)
    said = [words(ink)[0] for ink in scene.inks if ink.uid.startswith("amof-A")]
    assert said == ["Ligne 0", "Ligne 1", "Ligne 2", "… et 2 autres"]


def many(count: int) -> list[Mark]:
    keys = ("ecole", "depart", "foret", "friche")
    return [
        sheets.mark(f"m{n}", keys[n % 4], 100, 100, texte=f"Sens {n}", ordre=n, valence="plus")
        for n in range(count)
    ]


@pytest.mark.parametrize("orientation", ["paysage", "portrait"])
@pytest.mark.parametrize("count", [4, 16, 24, 32, 60, 100])
def test_no_sign_in_use_loses_its_row(orientation, count) -> None:
    messages = [sheets.line("messages", "message", "Une phrase assez longue. " * 3, str(n)) for n in range(3)]
    records = sheets.records(*many(count), *messages, orientation=orientation)
    composer = sheets.composer()
    scenes = [composer.compose(records, feuille=number) for number in composer.feuilles(records)]

    found = [ink.uid for scene in scenes for ink in scene.inks if ink.uid.startswith("legende:")]
    assert len(found) == len(set(found)) == count
    for scene in scenes:
        extents = [ink.extent for ink in scene.inks if ink.uid.startswith("legende:")]
        assert all(extent[3] <= scene.height - 8 for extent in extents)
    assert sum(scene.ink("feuille:amof:A") is not None for scene in scenes) == 1


@pytest.mark.parametrize("orientation", ["paysage", "portrait"])
@pytest.mark.parametrize("count", [8, 20, 40])
def test_parts_of_the_panel_do_not_lie_on_each_other(orientation, count) -> None:
    messages = [sheets.line("messages", "message", "Une phrase assez longue. " * 3, str(n)) for n in range(3)]
    scene = compose(*many(count), *messages, orientation=orientation)
    groups = {
        "messages": [
            ink.extent for ink in scene.inks if ink.uid.startswith(("messages-", "feuille:messages"))
        ],
        "legende": [ink.extent for ink in scene.inks if ink.uid.startswith("legende:")],
        "amof": [ink.extent for ink in scene.inks if ink.uid.startswith("feuille:amof")],
        "cle": [ink.extent for ink in scene.inks if ink.uid == "feuille:cle"],
        "pied": [ink.extent for ink in scene.inks if ink.uid in ("feuille:credits", "feuille:echelle")],
    }
    for name, extents in groups.items():
        for other, others in groups.items():
            if name < other:
                for one in extents:
                    for two in others:
                        apart = (
                            one[2] <= two[0]
                            or two[2] <= one[0]
                            or one[3] <= two[1] + 0.3
                            or two[3] <= one[1] + 0.3
                        )
                        assert apart, (name, other, one, two)


def test_the_amof_gives_way_before_the_legend_is_cut() -> None:
    composer = sheets.composer()
    records = sheets.records(*many(44))

    assert composer.feuilles(sheets.records(*many(20))) == (1,)
    assert composer.feuilles(records) == (1, 2)
    assert len(rows(composer.compose(records))) == 44
    second = composer.compose(records, feuille=2)
    assert second.ink("feuille:amof:A").extent[3] - second.ink("feuille:amof:A").extent[1] > 60


def test_flow_keeps_domaines_side_by_side_while_they_fit() -> None:
    row = Row("p", "t", "enjeux", "w", sheets.mark("m", "ecole", 1, 1), ("m",))
    found = [
        legend.DomaineBand(key, (row,) * count, 60.5)
        for key, count in (("a", 9), ("b", 1), ("c", 1), ("d", 9))
    ]

    aligned = legend.flow(found, 2, 200.0)
    assert aligned.in_rows
    assert [[band.domaine for band in column] for column in aligned.columns] == [
        ["a", "c"],
        ["b", "d"],
    ]
    packed = legend.flow(found, 2, 105.0)
    assert packed.whole
    assert not packed.in_rows
    cut = legend.flow(found, 2, 40.0)
    assert cut.suite
    assert not cut.whole
    kept = [row for column in (*cut.columns, cut.suite) for band in column for row in band.rows]
    assert len(kept) == 20


def test_every_badge_has_its_word_in_the_key() -> None:
    from app.drawing import badges, notch

    for key, value, said, sample in panel._samples():
        shown = ("origine",) if notch.shown(sample) else badges.shown(sample)
        assert shown == (key,), (key, value)
        assert said


def longest() -> list[Mark]:
    """Return forty marks with the longest names of the catalogue and every badge."""
    from app.catalogue.load import shipped

    names = sorted((entry.name.fr for entry in shipped().values()), key=len, reverse=True)[:40]
    said = [{key: value if value != "true" else True} for key, value, _, _ in panel._samples()]
    keys = ("ecole", "depart", "foret", "friche")
    return [
        sheets.mark(f"m{n}", keys[n % 4], 100, 100, texte=name, ordre=n, **said[n % len(said)])
        for n, name in enumerate(names)
    ]


@pytest.mark.parametrize("orientation", ["paysage", "portrait"])
def test_the_longest_words_and_every_badge_stay_in_the_panel(orientation) -> None:
    records = sheets.records(*longest(), orientation=orientation)
    composer = sheets.composer()
    scenes = [composer.compose(records, feuille=number) for number in composer.feuilles(records)]

    found = [ink for scene in scenes for ink in scene.inks if ink.uid.startswith("legende:")]
    assert len({ink.uid for ink in found}) == 40
    assert not [said for ink in found for said in words(ink) if said.endswith("…")]
    for scene in scenes:
        shown = [
            ink for ink in scene.inks if ink.uid.startswith(("legende:", "feuille:bande:", "feuille:cle"))
        ]
        for ink in shown:
            assert ink.extent[2] <= scene.width - 11, ink.uid
            assert ink.extent[3] <= scene.height - 5.5, ink.uid
        key = next((ink for ink in shown if ink.uid == "feuille:cle"), None)
        rows_of = [ink.extent[3] for ink in shown if ink.uid.startswith("legende:")]
        assert key is None or key.extent[1] >= max(rows_of) - 0.3
