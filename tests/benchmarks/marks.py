"""A poster of marks of all kinds turned into primitives, against reading the same files and building the same shapes.

Cold: the catalogue is read from its files and every mark is drawn. Bare: the same TOML and SVG go through their
parsers, then the coordinates that the marks came to are laid out again, one by one, in the same kind of objects:
what any program has to do that knows the answer. Warm: the scene of a poster is composed again after nothing has
changed in its marks. Linear: ten times as many marks, and a tenth, for each mark.
"""

from __future__ import annotations

import gc
import time
import tomllib
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any

from app import paths
from app.catalogue.load import Catalogue, read_folder, shipped
from app.catalogue.model import Parameter
from app.drawing import marks
from app.drawing.ink import Context, Ink
from app.drawing.primitives import Path, Primitive, Subpath, Text, TextLine
from app.drawing.scene import Composer
from app.poster.choices import ACCORDS, CERTITUDES, ORIGINES, RUPTURES, TEMPS, TENDANCES, VALENCES
from app.poster.geometry import Areas, Coord, Geometry, Lines, Point, closed
from app.poster.records import Mark, Poster, Record
from app.poster.sheet import MapFrame
from app.poster.values import Frozen
from tests.benchmarks.measure import RUNS, Figure, alternated, compared

GOAL, WARM_GOAL, LINEAR_GOAL = 3.0, 0.05, 1.3
MARKS, FEW, MANY = 1_000, 100, 10_000
#: Where each forme lies around its place, in metres.
AROUND: dict[str, tuple[tuple[Coord, ...], ...]] = {
    "point": (((0.0, 0.0),),),
    "ligne": (((-1500.0, -600.0), (-300.0, 400.0), (600.0, 300.0), (1500.0, 900.0)),),
    "reseau": (((-1500.0, -900.0), (0.0, 0.0)), ((0.0, 0.0), (1500.0, 700.0)), ((0.0, 0.0), (900.0, -900.0))),
    "aire": (((-1400.0, -1000.0), (1200.0, -1100.0), (1500.0, 800.0), (-900.0, 1100.0)),),
}

#: What groups say of a mark: nothing, each qualifier by itself, and as many as a mark can carry.
QUALIFIED: tuple[dict[str, Any], ...] = (
    {},
    *({"temps": each} for each in TEMPS),
    *({"tendance": each} for each in TENDANCES),
    *({"rupture": each} for each in RUPTURES),
    {"signal_faible": True},
    *({"intensite": each} for each in (1, 2, 3)),
    *({"valence": each} for each in VALENCES),
    *({"origine": each} for each in ORIGINES),
    *({"certitude": each} for each in CERTITUDES),
    *({"accord": each} for each in ACCORDS),
    {"horizon": "2035"},
    {"etiquette": "Clermont-Ferrand", "sous_etiquette": "1 h 15"},
    {
        "temps": "futur",
        "tendance": "hausse",
        "rupture": RUPTURES[0],
        "intensite": 3,
        "valence": VALENCES[0],
        "certitude": "hypothese",
        "horizon": "2050",
        "etiquette": "Ambert",
    },
)


#: A sheet of the size of a département.
HEAD = Poster(uid="poster", centre_x=700_000.0, centre_y=6_500_000.0, metres_par_mm=200.0)


def poster(many: int, catalogue: Catalogue, head: Poster = HEAD) -> dict[str, Record]:
    """Return the records of a poster with ``many`` marks: each entry in each of its formes, in turn.

    One round leaves the parameters as usual, the next sets them all; qualifiers go round at their own pace, so that
    each of them falls on each entry.
    """
    grown = head.metres_par_mm / HEAD.metres_par_mm
    records: dict[str, Record] = {head.uid: head}
    kinds = [(entry, forme) for entry in catalogue.values() for forme in entry.formes]
    for rank in range(many):
        entry, forme = kinds[rank % len(kinds)]
        turn = rank // len(kinds)
        x, y = (
            head.centre_x + ((rank * 7919) % 40_000 - 20_000) * grown,
            head.centre_y + ((rank * 104_729) % 30_000 - 15_000) * grown,
        )
        uid = f"m{rank}"
        records[uid] = Mark(
            uid=uid,
            picto=entry.key,
            geometry=laid(forme, x, y, grown),
            domaine=entry.domaine,
            ordre=rank,
            parametres=Frozen(
                {each.key: told(each, x, y, grown) for each in entry.parameters} if turn % 2 else {}
            ),
            **QUALIFIED[(rank + turn) % len(QUALIFIED)],
        )
    return records


def told(parameter: Parameter, x: float, y: float, grown: float = 1.0) -> object:
    """Return a value of a parameter that is not its usual one, for a mark around a place."""
    least = parameter.minimum if parameter.minimum is not None else 1.0
    most = parameter.maximum if parameter.maximum is not None else least + 3.0
    ground = HEAD.metres_par_mm * grown if parameter.frame == "sol" else 1.0
    if parameter.type == "lieux":
        third = [round((least + most) / 2)] if parameter.third else []
        return [[x + dx * grown, y + dy * grown, *third] for dx, dy in AROUND["aire"][0]]
    if parameter.choices:
        other = next((value for value, _ in reversed(parameter.choices) if value != parameter.default), "")
        return [other] * 2 if parameter.type == "textes" else other
    values: dict[str, object] = {
        "nombre": round((least + most) / 2, 1) * ground,
        "entier": round((least + most) / 2),
        "angle": 35.0,
        "oui_non": not parameter.default,
        "texte": "1 h 15",
        "nombres": [least * ground, most * ground],
        "angles": [20.0, 140.0, 260.0],
        "textes": ["15 min", "30 min"],
    }
    return values[parameter.type]


def laid(forme: str, x: float, y: float, grown: float = 1.0) -> Geometry:
    """Return the geometry of a forme around a place, ``grown`` times as large as on a département."""
    runs = tuple(tuple((x + dx * grown, y + dy * grown) for dx, dy in run) for run in AROUND[forme])
    if forme == "point":
        return Point(*runs[0][0])
    return Areas(tuple((closed(run),) for run in runs)) if forme == "aire" else Lines(runs)


def run() -> Iterator[Figure]:
    """Yield the cold, the warm and the linear figure, in milliseconds."""
    records = poster(MARKS, shipped())
    known = [ink.primitives for ink in drawn(records, shipped())]
    cold, bare = alternated(
        lambda: timed(lambda: drawn(records, read_folder(paths.pictograms()))),
        lambda: timed(lambda: built(known)),
    )
    yield compared("marks_cold", "ms", cold, bare, GOAL)
    yield compared("marks_warm", "ms", warm(records), bare, WARM_GOAL)
    many = poster(MANY, shipped())
    every = [record for record in many.values() if isinstance(record, Mark)][: 10 * FEW]
    # Ten posters of a hundred marks hold the same kinds as the large one.
    few = [
        {record.uid: record for record in (many["poster"], *every[start : start + FEW])}
        for start in range(0, len(every), FEW)
    ]
    of_many, of_few = alternated(
        lambda: uncollected(lambda: drawn(many, shipped())) / MANY,
        lambda: uncollected(lambda: [drawn(one, shipped()) for one in few]) / len(every),
        3,
    )
    yield compared("marks_linear", "ms", of_many, of_few, LINEAR_GOAL)


def drawn(records: dict[str, Record], catalogue: Catalogue) -> list[Ink]:
    """Draw every mark of a poster."""
    head = records["poster"]
    assert isinstance(head, Poster)
    context = Context(MapFrame.of(head), None, catalogue, records)
    return [marks.draw(record, context) for record in records.values() if isinstance(record, Mark)]


def built(known: list[tuple[Primitive, ...]]) -> list[list[Primitive]]:
    """Parse the files, then lay out again the shapes that are known."""
    from xml.etree.ElementTree import fromstring

    from fontTools.pens.recordingPen import RecordingPen
    from fontTools.svgLib.path.parser import parse_path

    for file in sorted(paths.pictograms().rglob("*")):
        if file.suffix == ".toml":
            tomllib.loads(file.read_text("utf-8"))
        elif file.suffix == ".svg":
            for element in fromstring(file.read_text("utf-8")).iter():
                if "d" in element.attrib:
                    parse_path(" ".join(element.attrib["d"].split()), RecordingPen())
    return [[again(primitive) for primitive in primitives] for primitives in known]


def again(primitive: Primitive) -> Primitive:
    """Return the same primitive made anew, a millimetre further."""
    if isinstance(primitive, Path):
        subpaths = tuple(
            Subpath(tuple((x + 1.0, y + 1.0) for x, y in each.points), each.closed, each.cubic)
            for each in primitive.subpaths
        )
        return Path(subpaths, primitive.fill, primitive.stroke, primitive.width, primitive.dash)
    if isinstance(primitive, Text):
        lines = tuple(TextLine(each.x + 1.0, each.y + 1.0, each.text) for each in primitive.lines)
        return Text(
            lines, primitive.face, primitive.size, primitive.colour, primitive.halo, primitive.halo_width
        )
    return primitive


def warm(records: dict[str, Record]) -> float:
    """Return the time of composing the inks of marks that did not change, in milliseconds."""
    composer = Composer(shipped())
    composer.compose(records)
    return median(timed(lambda: composer.compose(records)) for _ in range(RUNS))


def timed(act: Callable[[], object]) -> float:
    """Return how long an act takes, in milliseconds."""
    start = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - start)


def uncollected(act: Callable[[], object]) -> float:
    """Return how long an act takes without the collector of cycles, which the window keeps off too.

    It walks through everything that is alive, again and again: its growth would hide that of the act.
    """
    gc.collect()
    gc.disable()
    try:
        return timed(act)
    finally:
        gc.enable()
