"""What is wrong with a pack is told whole: every problem of every file, with its line, in the reader's words."""

import time
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from app import cli, paths
from app.catalogue import check, legible, toml
from app.catalogue.load import read_folder, shipped
from app.catalogue.pack import Pack
from app.catalogue.svg import parse
from app.drawing import marks, theme
from app.drawing.marks import FORMS, fits

NS = 'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"'
HOUSE = '<path d="M8 58V30L32 6l24 24v28H40V40H24v18z"/>'
TOML = """
mots = ["four", "pain", "cuire"]
[nom]
fr = "Four à pain"
[sens]
fr = "Un four où l’on cuit ensemble."
[quand]
fr = "Pour un four qui sert encore."
"""


def svg(inside: str = HOUSE) -> str:
    return f"<svg {NS}>{inside}</svg>"


def told(**files: str) -> list[str]:
    """Return the problems of files given as « stem__suffix »."""
    held = {name.replace("__", "."): text.encode() for name, text in files.items()}
    problems, _ = check.checked(Pack(held), shipped(), FORMS, fits)
    return [problem.said().replace("\u00a0", " ") for problem in problems]


def test_a_good_sign_has_nothing_wrong() -> None:
    assert told(four__svg=svg(), four__toml=TOML) == []


def test_every_problem_of_a_table_is_told_with_its_line() -> None:
    table = """
couleur = "rouge"
usuel = "oui"
valence = "beaucoup"
mots = ["four"]
[nom]
en = "Oven"
[court]
fr = "Un four à pain qui sert encore à tous"
[pinceau.point]
nom = "gomme"
[pinceau.vague]
nom = "stamp"
[parametres.rayons]
type = "entier"
nom = "Rayons"
"""
    lines = told(four__svg=svg(), four__toml=table)
    for number, word in [
        (2, "couleur"),
        (3, "usuel"),
        (4, "valence"),
        (5, "mots"),
        (6, "nom.fr"),
        (9, "court.fr"),
        (11, "pinceau.point.nom"),
        (12, "pinceau.vague"),
        (16, "parametres.rayons.nom"),
    ]:
        assert any(f"ligne {number} :" in line and word in line for line in lines), (number, word, lines)
    assert any("sens" in line for line in lines)
    assert any("quand" in line for line in lines)


def test_a_table_or_a_drawing_that_cannot_be_read_says_where() -> None:
    (one, *_) = told(four__svg=svg(), four__toml='mots = ["four"]\n[nom\nfr = "Four"')
    assert one.startswith("four.toml, ligne 2 :")
    (two, *_) = told(four__svg=f"<svg {NS}>\n<path d='M0 0'>\n</svg>", four__toml=TOML)
    assert two.startswith("four.svg, ligne 3 :")


def test_everything_a_drawing_holds_that_is_not_read_is_told() -> None:
    lines = told(four__svg=svg(f'{HOUSE}<text/><image/><use href="#a"/>'), four__toml=TOML)
    assert [
        word for word in ("text", "image", "use") if not any(f"« {word} »" in line for line in lines)
    ] == []


def test_words_are_asked_for() -> None:
    (line,) = told(four__svg=svg())
    assert "four.toml" in line


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ('<path d="M0 0H64V64H0z"/>', ("zone vive", "131 %")),
        ('<path d="M20 20H40V40H20z"/>', ("plus petit", "13 %")),
        ('<path fill="#fff" d="M4 4H60V60z"/>', ("pas d’encre",)),
        (
            HOUSE + '<path class="paper-stroke" stroke-width="1.2" d="M12 34H52"/>',
            ("un blanc est trop étroit",),
        ),
        (
            '<path d="M6 20H58V60H6z"/><path class="ink-stroke" stroke-width="1.2" d="M8 6V20M56 6V20"/>',
            ("un trait",),
        ),
        ('<path d="M6 8H31V56H6zM32 8H58V56H32z"/>', ("un blanc est trop étroit",)),
        (f'<path d="M8 58V30L32 6l24 24v28z{"h.1" * 1600}"/>', ("points",)),
    ],
)
def test_what_makes_a_drawing_hard_to_read_is_told(inside: str, words: tuple[str, ...]) -> None:
    lines = [line.replace("\u00a0", " ") for line in legible.faults(parse(svg(inside)))]
    assert [word for word in words if not any(word in line for line in lines)] == [], lines


@pytest.mark.parametrize(
    "inside",
    [
        # Points and corners are thin at their end, and an exact width passes.
        '<path d="M6 58L32 4L58 58z"/><path class="paper" d="M20 58L32 30L44 58z"/>',
        '<path d="M8 14H56V58H8z"/><path class="paper-stroke" stroke-width="1.87" d="M12 20H52M12 44Q30 30 52 44"/>',
        '<path d="M6 20H58V60H6z"/><path class="ink-stroke" stroke-width="1.87" d="M8 6V20M56 6L40 20"/>',
    ],
)
def test_points_and_exact_widths_are_not_faults(inside: str) -> None:
    assert list(legible.faults(parse(svg(inside)))) == []


def test_a_key_is_taken_once() -> None:
    assert "École" in told(ecole__svg=svg(), ecole__toml=TOML)[0]
    files = {"enjeux/four.svg": svg(), "enjeux/four.toml": TOML, "four.svg": svg(), "four.toml": TOML}
    problems, _ = check.checked(Pack({name: text.encode() for name, text in files.items()}), {}, FORMS, fits)
    assert [problem.file for problem in problems] == ["four.svg"]
    assert "enjeux/four.svg" in problems[0].sentence


def test_formes_and_names_of_files_are_checked() -> None:
    lines = told(four__svg=svg(), four__toml=TOML + '[pinceau.point]\nnom = "stamp"\nforme = "jetton"\n')
    assert len(lines) == 1
    assert "jeton" in lines[0]
    assert lines[0].startswith("four.toml, ligne 11 :")
    areas = "[exemple]\naires = [[[[4, 4], [60, 4], [60, 60]]]]\n"
    (line,) = told(four__toml=TOML + '[pinceau.point]\nnom = "stamp"\n' + areas)
    assert line.startswith("four.toml, ligne 11 :")
    assert "minuscules" in told(Four__svg=svg(), Four__toml=TOML)[0]


@pytest.mark.parametrize("brush", FORMS)
@pytest.mark.parametrize(
    "example", ["point = [9, 9]", "lignes = [[[4, 4], [60, 9]]]", "aires = [[[[4, 4], [60, 4], [9, 60]]]]"]
)
@pytest.mark.parametrize(
    "setting", ["", "icone_mm = 0", "pas = -1", "marge = -50", 'taille = "x"', "teinte = 9"]
)
def test_a_pack_that_asks_too_much_of_a_brush_has_an_icon_all_the_same(
    brush: str, example: str, setting: str
) -> None:
    for forme in (None, *FORMS[brush]):
        named = f'forme = "{forme}"' if forme else ""
        text = f'{TOML}[pinceau.aire]\nnom = "{brush}"\n{named}\n{setting}\n[exemple]\n{example}\n'
        assert marks.icon(toml.parse(text, "four", "", parse(svg())), 10.0, theme.domaine("")), forme


def test_a_drawing_made_to_take_long_is_told_at_once() -> None:
    tangle = "".join(f"L{(i * 7919) % 61} {(i * 104_729) % 59}" for i in range(legible.MOST_POINTS - 5))
    strokes = "".join(f"M{(i * 7919) % 61} {(i * 104_729) % 59}l40 {i % 9}" for i in range(700))
    start = time.process_time()
    lines = told(
        a__svg=svg(f'<path d="M4 4{tangle}z"/>'), b__svg=svg(f'<path class="ink-stroke" d="{strokes}"/>')
    )
    assert sum("se croisent" in line for line in lines) == 2
    # Measured whole, they take minutes; this is not a measure of speed.
    assert time.process_time() - start < 5


def test_what_passes_is_read_by_the_program(tmp_path: Path) -> None:
    (tmp_path / "four.svg").write_text(svg(), "utf-8")
    (tmp_path / "four.toml").write_text(TOML, "utf-8")
    assert read_folder(tmp_path).soucis == ()


def test_the_command_says_everything_and_answers_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], qapp: QGuiApplication
) -> None:
    (tmp_path / "mairie.svg").write_text(shipped()["ecole"].glyph.svg, "utf-8")
    (tmp_path / "four.svg").write_text(svg("<text/>"), "utf-8")
    assert cli.main(["pictograms", "--check", str(tmp_path)]) == 1
    said = capsys.readouterr()
    assert "École" in said.out
    assert "100\u00a0%" in said.out
    assert "four.svg" in said.out
    assert said.err.startswith("4")


def test_the_command_answers_0_when_nothing_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], qapp: QGuiApplication
) -> None:
    cross = '<path class="ink-stroke" stroke-width="13" d="M12 12L52 52M52 12L12 52"/>'
    (tmp_path / "four.svg").write_text(svg(cross), "utf-8")
    (tmp_path / "four.toml").write_text(TOML, "utf-8")
    assert cli.main(["pictograms", "--check", str(tmp_path)]) == 0
    assert cli.main(["pictograms", "--check", str(tmp_path / "nothing.zip")]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_the_shipped_signs_hold_to_what_is_asked_of_others(
    capsys: pytest.CaptureFixture[str], qapp: QGuiApplication
) -> None:
    code = cli.main(["pictograms", "--check", str(paths.pictograms())])
    assert (code, capsys.readouterr().out.count("\n")) == (0, 1)
