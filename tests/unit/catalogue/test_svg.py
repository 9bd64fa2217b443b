"""Drawings: the profile that is read, and what is refused before it can do harm."""

import time
from pathlib import Path

import pytest

from app.catalogue.model import GRID, Shape
from app.catalogue.svg import parse, written
from app.i18n import Souci
from app.poster.geometry import Run

NS = 'xmlns="http://www.w3.org/2000/svg"'


def svg(inside: str, head: str = 'viewBox="0 0 64 64"') -> str:
    return f"<svg {NS} {head}>{inside}</svg>"


def only(inside: str, head: str = 'viewBox="0 0 64 64"') -> Shape:
    (shape,) = parse(svg(inside, head)).shapes
    return shape


def extent(run: Run) -> tuple[float, float, float, float]:
    xs, ys = zip(*run, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


@pytest.mark.parametrize(
    ("inside", "role", "width"),
    [
        ('<path class="ink" d="M4 4H60V60z"/>', "ink", None),
        ('<path class="paper" d="M4 4H60V60z"/>', "paper", None),
        ('<path class="accent" d="M4 4H60V60z"/>', "accent", None),
        ('<path class="ink-stroke" stroke-width="3" d="M4 4H60"/>', "ink", 3.0),
        ('<path class="paper-stroke" d="M4 4H60"/>', "paper", 2.0),
        ('<g class="paper"><path d="M4 4H60V60z"/></g>', "paper", None),
        ('<path fill="#FFFFFF" d="M4 4H60V60z"/>', "paper", None),
        ('<path fill="rgb(255, 255, 255)" d="M4 4H60V60z"/>', "paper", None),
        ('<path fill="#c22" d="M4 4H60V60z"/>', "ink", None),
        ('<path fill="currentColor" d="M4 4H60V60z"/>', "ink", None),
        ('<path style="fill:none;stroke:#123;stroke-width:4px" d="M4 4H60"/>', "ink", 4.0),
        ('<line x1="4" y1="4" x2="60" y2="4" stroke="black"/>', "ink", 1.0),
        ("<style>.ink{fill:red}</style><path d='M4 4H60V60z'/>", "ink", None),
    ],
)
def test_roles(inside: str, role: str, width: float | None) -> None:
    shape = only(inside)
    assert (shape.role, shape.width) == (role, width)


def test_a_shape_with_a_surface_and_a_line_is_two_shapes() -> None:
    shapes = parse(svg('<rect x="8" y="8" width="9" height="9" fill="white" stroke="black"/>')).shapes
    assert [(each.role, each.width) for each in shapes] == [("paper", None), ("ink", 1.0)]


@pytest.mark.parametrize(
    ("inside", "box", "closed"),
    [
        ('<rect x="8" y="10" width="20" height="30"/>', (8, 10, 28, 40), True),
        ('<rect x="8" y="10" width="20" height="30" rx="5"/>', (8, 10, 28, 40), True),
        ('<circle cx="32" cy="30" r="12"/>', (20, 18, 44, 42), True),
        ('<ellipse cx="32" cy="30" rx="12" ry="6"/>', (20, 24, 44, 36), True),
        ('<polygon points="4,4 60,4 32,60"/>', (4, 4, 60, 60), True),
        ('<polyline points="4,4 60,4 32,60"/>', (4, 4, 60, 60), False),
        ('<line x1="4" y1="5" x2="60" y2="7" class="ink-stroke"/>', (4, 5, 60, 7), False),
        ('<path d="m4 4 h56 v56 Q32 60 4 60 z"/>', (4, 4, 60, 60), True),
    ],
)
def test_basic_shapes(inside: str, box: tuple[float, ...], closed: bool) -> None:
    ((run, is_closed, _),) = only(inside).runs
    assert extent(run) == pytest.approx(box, abs=0.01)
    assert is_closed is closed


def test_arcs_become_cubics_on_the_circle() -> None:
    ((run, _, cubic),) = only('<path d="M20 32 A12 12 0 0 1 44 32\nA12 12 0 0 1 20 32 z"/>').runs
    assert cubic
    for x, y in run[::3]:
        assert ((x - 32) ** 2 + (y - 32) ** 2) ** 0.5 == pytest.approx(12, abs=0.01)


def test_transforms_nest_and_scale_strokes() -> None:
    shape = only(
        '<g transform="translate(10 20) scale(2)">'
        '<path class="ink-stroke" stroke-width="3" transform="rotate(90)" d="M0 0H5"/></g>'
    )
    ((run, _, _),) = shape.runs
    assert run == ((10.0, 20.0), (10.0, 30.0))
    assert shape.width == 6.0


@pytest.mark.parametrize(
    ("head", "box"),
    [
        ('viewBox="0 0 32 32"', (0, 0, GRID, GRID)),
        ('viewBox="-16,-16,32,32"', (32, 32, 96, 96)),
        ('width="128px" height="64"', (0, 16, 16, 32)),
        ('viewBox="0 0 64 32"', (0, 16, 32, 48)),
    ],
)
def test_any_view_box_comes_to_the_grid(head: str, box: tuple[float, ...]) -> None:
    ((run, _, _),) = only('<rect width="32" height="32"/>', head).runs
    assert extent(run) == pytest.approx(box, abs=0.01)


def test_what_travels_is_rewritten_and_reads_the_same() -> None:
    text = svg(
        '<metadata><x onload="alert(1)"/></metadata><title>Un toit</title>'
        '<path onclick="alert(1)" class="ink" d="M4 30 L32 4 Q60 4 60 30 z M10 10 h5"/>'
        '<circle class="paper-stroke" stroke-width="2.5" cx="32" cy="32" r="7"/>'
    )
    glyph = parse(text)
    assert "alert" not in glyph.svg
    assert "metadata" not in glyph.svg
    assert parse(glyph.svg).shapes == glyph.shapes
    assert 'fill="#B3122B"' in written(
        glyph.shapes, {"ink": "#B3122B", "paper": "#FFFFFF", "accent": "#000000"}
    )


BOMB = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
HOSTILE = {
    "not xml": "un toit et quatre murs",
    "nothing": "",
    "zero byte": "\0",
    "html": "<html><body/></html>",
    "entities": BOMB + svg("<desc>&b;</desc>"),
    "external document type": '<!DOCTYPE svg SYSTEM "file:///etc/passwd">' + svg('<path d="M0 0H9"/>'),
    "use": svg('<defs><g id="a"/></defs><use href="#a"/>'),
    "definitions": svg('<defs><path id="a" d="M0 0H9"/></defs>'),
    "image": svg('<image href="http://example.org/a.png" width="9" height="9"/>'),
    "script": svg("<script>alert(1)</script>"),
    "foreign": svg("<foreignObject/>"),
    "nested": svg(svg('<path d="M0 0H9V9z"/>')),
    "text": svg("<text>Mairie</text>"),
    "link": svg('<a href="http://example.org"><path d="M0 0H9V9z"/></a>'),
    "linked path": svg('<path xmlns:x="http://www.w3.org/1999/xlink" x:href="#a" d="M0 0H9V9z"/>'),
    "animation": svg('<path d="M0 0H9V9z"><animate/></path><animate attributeName="d"/>'),
    "gradient": svg('<path fill="url(#g)" d="M0 0H9V9z"/>'),
    "mask": svg('<path mask="url(#g)" d="M0 0H9V9z"/>'),
    "heavy": svg(f"<desc>{'x' * 200_001}</desc>"),
    "many": svg("<g/>" * 2_001),
    "deep": svg("<g>" * 20_000 + "</g>" * 20_000),
    "unfinished": svg("<g>" * 40_000),
    "many points": svg(f'<path d="M0 0{"l1 0 -1 0" * 19_000}"/>'),
    "many arcs": svg(f'<path d="M0 0{"a1 1 0 01.5.5" * 13_000}"/>'),
    "commas": svg(f'<path d="M0 0a{"," * 190_000}"/>'),
    "digits": svg(f'<path d="M{"1" * 190_000} 0H4"/>'),
    "turns": svg(f'<g transform="{"rotate(3)" * 20_000}"/>'),
    "spaces": svg(f'<g transform="{" " * 190_000}x"/>'),
    "endless": svg('<path d="M0 0L1e400 5z"/>'),
    "far": svg('<path d="M0 0L1e9 5z"/>'),
    "nonsense path": svg('<path d="M0 0 L5"/>'),
    "nonsense number": svg('<circle cx="a" cy="0" r="5"/>'),
    "nonsense transform": svg('<path transform="rotate()" d="M0 0H9V9z"/>'),
    "nonsense box": svg('<path d="M0 0H9V9z"/>', 'viewBox="0 0 wide high"'),
    "flat box": svg('<path d="M0 0H9V9z"/>', 'viewBox="0 0 0 64"'),
    "empty": svg(""),
    "a point": svg('<path d="M5 5"/>'),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_not_a_drawing_is_refused_with_one_sentence(name: str) -> None:
    start = time.process_time()
    with pytest.raises(Souci) as refused:
        parse(HOSTILE[name])
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 150
    # A bomb takes minutes; this is not a measure of speed.
    assert time.process_time() - start < 5


def test_a_drawing_of_a_drawing_program_is_read(tmp_path: Path) -> None:
    text = (
        '<?xml version="1.0" encoding="UTF-8"?><!-- made by hand -->'
        f'<svg {NS} xmlns:i="http://www.inkscape.org/namespaces/inkscape" width="64mm" height="64mm" '
        'viewBox="0 0 64 64"><defs/><i:namedview pagecolor="#fff"/>'
        '<g i:label="Calque 1" style="display:inline"><path style="fill:#1a1a1a;stroke:none" d="m 4,58 h 56 v -30 z"/>'
        "</g></svg>"
    )
    (shape,) = parse(text).shapes
    assert shape.role == "ink"


@pytest.mark.parametrize("pale", ["#ffcc00", "#fc0", "rgb(255,204,0)", "Gold", "#a5d8ff"])
def test_what_is_drawn_dark_on_a_clear_colour_is_still_seen(pale: str) -> None:
    glyph = parse(
        svg(f'<rect width="64" height="64" fill="{pale}"/><circle cx="32" cy="32" r="9" fill="#c22"/>')
    )
    assert [shape.role for shape in glyph.shapes] == ["accent", "ink"]


def test_a_drawing_all_in_clear_colours_is_drawn_in_ink() -> None:
    glyph = parse(
        svg('<rect width="64" height="64" fill="white"/><circle cx="32" cy="32" r="9" fill="gold"/>')
    )
    assert [shape.role for shape in glyph.shapes] == ["paper", "ink"]
