"""Ink on pixels: fills, strokes and dashes where they are asked, letters of the shipped fonts, nothing else."""

import itertools

import pytest
from PySide6.QtGui import QFontDatabase, QImage, QPainter

from app.drawing import typography
from app.drawing.primitives import Image, Path, Subpath, Text, TextLine, circle, line, rectangle
from app.painting import fonts, painter

SCALE = 10


@pytest.fixture(autouse=True)
def _application(qapp):
    return qapp


def painted(*primitives, width: float = 20, height: float = 20, images=painter.no_image) -> QImage:
    image = QImage(int(width * SCALE), int(height * SCALE), QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    device = QPainter(image)
    try:
        painter.paint(device, primitives, SCALE, images)
    finally:
        device.end()
    return image


def at(image: QImage, x: float, y: float) -> str:
    return image.pixelColor(int(x * SCALE), int(y * SCALE)).name().upper()


def inked(image: QImage) -> int:
    return sum(
        image.pixelColor(x, y).name() != "#ffffff"
        for x in range(image.width())
        for y in range(image.height())
    )


def test_a_fill_and_its_stroke_have_their_colours_and_width() -> None:
    image = painted(
        Path((rectangle(5, 5, 10, 10),), fill="#B3122B", stroke="#16202A", width=2.0, join="miter")
    )

    assert at(image, 10, 10) == "#B3122B"
    assert at(image, 5.5, 10) == "#16202A"
    assert at(image, 4.2, 10) == "#16202A"
    assert at(image, 3.7, 10) == "#FFFFFF"
    assert at(image, 4.2, 4.2) == "#16202A"  # a mitred corner is full


def test_the_rule_decides_of_holes() -> None:
    outer, inner = rectangle(2, 2, 16, 16), rectangle(6, 6, 8, 8)

    assert at(painted(Path((outer, inner), fill="#000000")), 10, 10) == "#FFFFFF"
    assert at(painted(Path((outer, inner), fill="#000000", rule="nonzero")), 10, 10) == "#000000"


def test_alpha_mixes_with_what_is_below() -> None:
    image = painted(Path((rectangle(0, 0, 20, 20),), fill="#00000080"))

    assert 120 <= image.pixelColor(50, 50).red() <= 135


@pytest.mark.parametrize("width", [0.5, 1.0, 2.0])
def test_dashes_are_told_in_mm_whatever_the_width(width) -> None:
    stroke = Path((line((0, 10), (20, 10)),), stroke="#000000", width=width, dash=(4.0, 3.0), cap="flat")
    image = painted(stroke)
    row = [at(image, x / 10 + 0.05, 10) == "#000000" for x in range(200)]
    starts = [x for x in range(1, 200) if row[x] and not row[x - 1]]

    assert row[:39] == [True] * 39
    assert [b - a for a, b in itertools.pairwise(starts)] == [70] * (len(starts) - 1)


def test_round_caps_do_not_lengthen_dashes() -> None:
    stroke = Path((line((2, 10), (20, 10)),), stroke="#000000", width=1.0, dash=(4.0, 3.0))
    image = painted(stroke)
    row = [at(image, x / 10 + 0.05, 10) == "#000000" for x in range(200)]
    gap = [x for x in range(30, 110) if not row[x]]

    assert 25 <= len([x for x in gap if x < 90]) <= 36


def test_dots_without_length_are_printed() -> None:
    dot = Path((Subpath(((10.0, 10.0), (10.001, 10.0))),), stroke="#000000", width=4.0)

    assert at(painted(dot), 11.5, 10) == "#000000"


def test_curves_are_round() -> None:
    image = painted(Path((circle(10, 10, 8),), fill="#000000"))

    assert at(image, 10 + 7.9 * 0.707, 10 + 7.9 * 0.707) == "#000000"
    assert at(image, 10 + 8.2 * 0.707, 10 + 8.2 * 0.707) == "#FFFFFF"


@pytest.mark.parametrize("face", typography.FACES)
def test_letters_have_the_width_that_was_measured(face) -> None:
    words = "Où H"
    image = painted(Text((TextLine(2, 15, words),), face, 10.0, "#000000"), width=60)
    wide = typography.width(words, face, 10.0)
    xs = [
        x for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y).red() < 128
    ]

    assert min(xs) / SCALE >= 2
    assert max(xs) / SCALE == pytest.approx(2 + wide, abs=1.2)


def test_capitals_have_the_height_that_layouts_count_on() -> None:
    image = painted(Text((TextLine(2, 15, "H"),), "Black", 10.0, "#000000"))
    ys = [
        y for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y).red() < 128
    ]

    assert (max(ys) - min(ys) + 1) / SCALE == pytest.approx(10 * typography.CAP_HEIGHT, abs=0.15)
    assert (max(ys) + 1) / SCALE == pytest.approx(15, abs=0.1)


def test_a_halo_rings_the_letters_by_its_width() -> None:
    plain = painted(Text((TextLine(5, 15, "I"),), "Bold", 10.0, "#000000"))
    ringed = painted(Text((TextLine(5, 15, "I"),), "Bold", 10.0, "#000000", "#B3122B", 1.0))
    reach = [x for x in range(200) if ringed.pixelColor(x, 120).name() == "#b3122b"]
    ink = [x for x in range(200) if plain.pixelColor(x, 120).red() < 128]

    assert (min(ink) - min(reach)) / SCALE == pytest.approx(1.0, abs=0.15)
    assert (max(reach) - max(ink)) / SCALE == pytest.approx(1.0, abs=0.15)


def test_text_turns_counter_clockwise_about_its_pivot() -> None:
    flat = painted(Text((TextLine(8, 18, "HHH"),), "Black", 5.0, "#000000"))
    up = painted(Text((TextLine(8, 18, "HHH"),), "Black", 5.0, "#000000", angle=90.0, pivot=(8.0, 18.0)))
    dark = [(x, y) for x in range(200) for y in range(200) if up.pixelColor(x, y).red() < 128]

    assert max(x for x, _ in dark) / SCALE <= 8.1  # the tops of the letters look left
    assert max(y for _, y in dark) / SCALE <= 18.0
    assert inked(up) == pytest.approx(inked(flat), rel=0.05)


def test_tracking_spreads_letters_without_moving_the_first() -> None:
    def span(tracking: float) -> tuple[int, int]:
        image = painted(Text((TextLine(2, 15, "III"),), "Black", 8.0, "#000000", tracking=tracking))
        xs = [x for x in range(200) for y in (120,) if image.pixelColor(x, y).red() < 128]
        return min(xs), max(xs)

    tight, loose = span(0.0), span(0.25)
    assert loose[0] == tight[0]
    assert (loose[1] - tight[1]) / SCALE == pytest.approx(2 * 0.25 * 8.0, abs=0.2)


def test_pictures_are_found_by_their_name_else_a_grey_frame_stands_for_them() -> None:
    red = QImage(4, 4, QImage.Format.Format_RGB32)
    red.fill(0xFFFF0000)
    primitive = Image("abc", (5.0, 5.0, 10.0, 10.0))

    assert at(painted(primitive, images={"abc": red}.get), 10, 10) == "#FF0000"
    assert at(painted(primitive), 7, 10) == "#D5D8DA"
    assert at(painted(primitive), 2, 2) == "#FFFFFF"


def test_a_path_is_made_once_for_a_primitive() -> None:
    path = Path((rectangle(0, 0, 1, 1),), fill="#000000")

    assert painter.outline(path) is painter.outline(path)


@pytest.mark.parametrize("angle", [0.0, 30.0])
def test_words_in_a_clip_are_those_of_the_whole_picture(angle: float) -> None:
    """Letters that lie elsewhere are left out; none that shows, nor its ring."""
    line = TextLine(2.0, 9.0, "Haut-Livradois, éviter")
    words = Text((line,), "Bold", 3.2, "#22303C", "#E7C9A0", 0.8, angle=angle, pivot=(2.0, 9.0))
    whole, parts = painted(words, width=40), QImage(40 * SCALE, 20 * SCALE, QImage.Format.Format_RGB32)
    parts.fill(0xFFFFFFFF)
    device = QPainter(parts)
    try:
        for left in range(0, parts.width(), 7):
            device.setClipRect(left, 0, 7, parts.height())
            painter.paint(device, (words,), SCALE)
    finally:
        device.end()
    assert inked(whole) > 500
    assert parts == whole


def test_rings_that_show_through_do_not_show_each_other() -> None:
    line = TextLine(2.0, 9.0, "mmm")
    found = painted(Text((line,), "Bold", 4.0, "#000000", "#FF000080", 1.0))
    reds = {found.pixelColor(x, y).name() for x in range(found.width()) for y in range(found.height())}
    # Once: half red on white. Twice would be redder than that.
    assert not {name for name in reds if name.startswith("#ff") and int(name[3:5], 16) < 0x7C}


def test_shipped_fonts_load_for_widgets() -> None:
    assert fonts.load() == fonts.FAMILY
    assert {"Source Sans 3", "Source Sans 3 Semibold"} & set(QFontDatabase.families())


def test_an_application_that_runs_is_kept(qapp) -> None:
    from PySide6.QtGui import QGuiApplication

    fonts.ensure_application()

    assert QGuiApplication.instance() is qapp
