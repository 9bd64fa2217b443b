"""What is written of a pictogram reads back the same: as the TOML of a pack, as the JSON of a poster."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as some

from app.catalogue import svg, toml, words, written
from app.catalogue.load import shipped
from app.catalogue.model import (
    BRUSHES,
    FORMES,
    HANDLES,
    HOLDS,
    THIRDS,
    Brush,
    Glyph,
    Parameter,
    Pictogram,
    Shape,
    Words,
)
from app.poster.geometry import Areas, Lines, Point
from app.poster.values import Frozen
from app.storage import embedded

TEXT = some.text(some.characters(exclude_categories=("Cs",)), max_size=30)
SAID = TEXT.filter(bool)
KEY = some.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True)
NUMBER = some.integers(-(10**9), 10**9) | some.floats(-1e6, 1e6, allow_nan=False)
PLAIN: Any = TEXT | NUMBER | some.booleans()
SETTING = some.recursive(
    PLAIN, lambda inner: some.lists(inner, max_size=3) | some.dictionaries(TEXT, inner), max_leaves=6
)
GRID = some.integers(-6400_000, 6400_000).map(lambda value: value / 1000)
PLACE = some.tuples(GRID, GRID)
VALENCES = some.sampled_from(tuple(toml.VALENCES.values()))


@some.composite
def said(draw: Any, least: int = 0) -> Words:
    """Return words in one or two languages."""
    return Words(draw(SAID if least else TEXT), draw(TEXT))


@some.composite
def short(draw: Any, name: Words) -> Words:
    """Return words that fit a tile, English where the name has it."""
    fit = SAID.map(lambda text: text[: toml.SHORT])
    return Words(draw(fit), draw(fit) if name.en or draw(some.booleans()) else "")


@some.composite
def glyphs(draw: Any) -> Glyph:
    """Return drawings as the reader makes them."""
    shapes = []
    for _ in range(draw(some.integers(1, 3))):
        runs = []
        for _ in range(draw(some.integers(1, 2))):
            cubic = draw(some.booleans())
            count = 3 * draw(some.integers(1, 3)) + 1 if cubic else draw(some.integers(2, 6))
            run = tuple(draw(some.lists(PLACE, min_size=count, max_size=count, unique=True)))
            runs.append((run, draw(some.booleans()), cubic))
        stroked = draw(some.booleans())
        role = draw(some.sampled_from(("ink", "paper") if stroked else ("ink", "paper", "accent")))
        shapes.append(Shape(role, tuple(runs), draw(some.integers(1, 9)) / 4 if stroked else None))
    return svg.parse(svg.written(tuple(shapes)))


@some.composite
def brushes(draw: Any) -> tuple[Any, ...]:
    """Return a brush for some formes."""
    formes = draw(some.lists(some.sampled_from(FORMES), min_size=1, unique=True))
    keys = KEY.filter(lambda key: key not in ("nom", "prise"))
    return tuple(
        (
            forme,
            Brush(
                draw(some.sampled_from(BRUSHES)),
                Frozen(draw(some.dictionaries(keys, SETTING, max_size=3))),
                draw(some.sampled_from(("", *HOLDS[forme]))),
            ),
        )
        for forme in formes
    )


@some.composite
def parameters(draw: Any) -> Parameter:
    """Return parameters of every type."""
    kind = draw(some.sampled_from(toml.TYPES))
    least = {"choix": 1, "textes": 0}.get(kind)
    choices = [] if least is None else draw(some.lists(some.tuples(TEXT, said()), min_size=least, max_size=3))
    default = draw(some.none() | SETTING)
    bound = some.none() | some.floats(-1e6, 1e6)
    return Parameter(
        key=draw(KEY),
        type=kind,
        name=draw(said(1)),
        default=Frozen({"_": default})["_"],
        unit=draw(TEXT),
        frame=draw(some.sampled_from(("page", "sol"))),
        handle=draw(some.sampled_from(HANDLES)),
        minimum=draw(bound),
        maximum=draw(bound),
        choices=tuple(choices),
        third=draw(some.sampled_from(THIRDS)),
    )


NEAR = some.floats(-9_000, 9_000)
COORD = some.tuples(NEAR, NEAR)
LINES = some.lists(some.lists(COORD, min_size=2, max_size=4, unique=True).map(tuple), min_size=1, max_size=2)
RINGS = some.lists(
    some.lists(COORD, min_size=3, max_size=5, unique=True).map(lambda run: (*run, run[0])),
    min_size=1,
    max_size=2,
)
EXAMPLES = some.one_of(
    COORD.map(lambda place: Point(*place)),
    LINES.map(lambda parts: Lines(tuple(parts))),
    some.lists(RINGS.map(tuple), min_size=1, max_size=2).map(lambda parts: Areas(tuple(parts))),
)


@some.composite
def pictograms(draw: Any) -> Pictogram:
    """Return what the catalogue may hold."""
    domaine = draw(some.sampled_from((*words.PLACES, "")))
    places = words.PLACES.get(domaine, ())
    everywhere = [f"{place}/{each}" for place, all_ in words.PLACES.items() for each in all_]
    glyph, example = draw(some.none() | glyphs()), draw(some.none() | EXAMPLES)
    if glyph is None and example is None:
        glyph = draw(glyphs())
    name = draw(said(1))
    return Pictogram(
        key=draw(KEY),
        domaine=domaine,
        sous_categorie=draw(some.sampled_from(("", *places))),
        name=name,
        short=draw(short(name)),
        meaning=draw(said()),
        when=draw(said()),
        words=tuple(draw(some.lists(SAID, max_size=4))),
        brushes=draw(brushes()),
        structure=draw(some.sampled_from(("", *words.STRUCTURES))),
        also=tuple(draw(some.lists(some.sampled_from(everywhere), max_size=2))),
        valence=draw(VALENCES),
        usual=draw(some.booleans()),
        rank=draw(some.integers(-5, 500)),
        gesture=draw(said()),
        parameters=tuple(draw(some.lists(parameters(), max_size=2, unique_by=lambda each: each.key))),
        glyph=glyph,
        example=example,
        example_parameters=Frozen(draw(some.dictionaries(KEY, SETTING, max_size=2))),
        essential=draw(some.booleans()),
        ours=draw(some.booleans()),
    )


@given(pictograms())
def test_the_toml_of_a_pack_reads_back(sign: Pictogram) -> None:
    read = toml.parse(written.toml(sign), sign.key, "", sign.glyph)
    assert replace(read, ours=sign.ours) == sign
    if sign.glyph:
        assert svg.parse(sign.glyph.svg) == sign.glyph


@given(pictograms())
def test_the_json_of_a_poster_reads_back(sign: Pictogram) -> None:
    assert embedded.unpacked(embedded.packed(sign)) == sign


def test_what_ships_reads_back() -> None:
    for sign in shipped().values():
        assert toml.parse(written.toml(sign), sign.key, "", sign.glyph) == sign
        assert embedded.unpacked(embedded.packed(sign)) == sign
