"""The ground that people draw upon, as it was approved: its outlines, what was brought, the zone of reference."""

from __future__ import annotations

from itertools import pairwise
from math import cos, pi, sin

import pytest
import shapely
from PySide6.QtWidgets import QApplication

from app.drawing import ground, name_positions, names
from app.drawing.primitives import Primitive
from app.imports import contours
from app.poster.geometry import Areas, Coord, Lines, Point, closed
from app.poster.options import CONTOURS, Options
from app.poster.records import Apport, Fond, Poster, Record, Territoire
from app.poster.surfaces import areas_of, surface
from tests.approvals import sheet
from tests.approvals.approval import approve

#: Communes of a made-up territory, left out at two corners; steps of a border.
ROWS, COLUMNS, STEPS = 4, 5, 12
LEFT_OUT = {(0, 0), (3, 4)}


def warped(x: float, y: float) -> Coord:
    """Return where a place of the even grid lies: borders wander, the outline has capes and coves."""
    page = (
        8.0 + 11.0 * x + 1.6 * sin(3.1 * y + x) + 0.5 * sin(11.0 * y),
        6.0 + 9.5 * y + 1.4 * cos(2.3 * x - y) + 0.5 * cos(13.0 * x),
    )
    x, y = sheet.FRAME.to_ground(*page)
    return (round(x, 3), round(y, 3))


def country() -> dict[str, Record]:
    """Return a territory of communes with ragged borders, their limits, and a few places."""
    made: list[Record] = [Poster(uid="p", metres_par_mm=1.0)]
    cells = []
    for row in range(ROWS):
        for column in range(COLUMNS):
            corners = [
                (column, row),
                (column + 1, row),
                (column + 1, row + 1),
                (column, row + 1),
                (column, row),
            ]
            ring = [
                warped(ax + (bx - ax) * step / STEPS, ay + (by - ay) * step / STEPS)
                for (ax, ay), (bx, by) in pairwise(corners)
                for step in range(STEPS)
            ]
            areas = Areas(((closed(tuple(ring)),),))
            own = (row, column) not in LEFT_OUT
            cells += [areas] if own else []
            made.append(
                Fond(
                    uid=f"c{row}{column}",
                    couche="commune",
                    geometry=areas,
                    code=f"63{row}{column}",
                    dedans=own,
                )
            )
            lines = Lines((closed(tuple(ring)),))
            made.append(
                Fond(
                    uid=f"l{row}{column}", couche="limite", geometry=lines, genre="commune" if own else "hors"
                )
            )
    whole = areas_of(shapely.union_all([surface(each) for each in cells]))
    made.append(Territoire(uid="t", nom="Pays", codes=(), genre="epci", millesime="", geometry=whole))
    for uid, name, rank, x, y in (
        ("1", "Ambert", 1, 2.6, 1.7),
        ("2", "Job", 2, 1.5, 2.6),
        ("3", "Arlanc", 3, 3.3, 0.8),
    ):
        made.append(
            Fond(uid=f"p{uid}", couche="lieu", geometry=Point(*warped(x, y)), code=uid, nom=name, rang=rank)
        )
    return {record.uid: record for record in made}


def drawn(records: dict[str, Record]) -> tuple[Primitive, ...]:
    """Return the ground of a poster with its names."""
    poster = next(record for record in records.values() if isinstance(record, Poster))
    fonds = tuple(record for record in records.values() if isinstance(record, Fond))
    lands = [record for record in records.values() if isinstance(record, Territoire)]
    layers = [record for record in records.values() if isinstance(record, Apport)]
    options = Options.of(poster)
    land = ground.draw(lands, fonds, sheet.FRAME, options, layers)
    around = name_positions.Obstacles((), (land.edge,) if land.edge is not None else ())
    named = names.draw(fonds, (), (), around, sheet.FRAME, options, land.inside, {}, land.labels)
    return tuple(
        primitive for ink in (*land.base, *land.outline, *named.inks) for primitive in ink.primitives
    )


@pytest.mark.parametrize("level", CONTOURS)
def test_outline(qapp: QApplication, level: str) -> None:
    records = country()
    for uid, record in contours.drawn(records, level).items():
        assert record is not None
        records[uid] = record
    approve(f"contour-{level}", drawn(records), sheet.WIDTH, sheet.HEIGHT)


def blob(x: float, y: float, radius: float) -> Areas:
    """Return a round of the small sheet that wavers."""
    turns = [2 * pi * at / 24 for at in range(24)]
    radii = [radius * (1 + 0.18 * sin(3 * turn)) for turn in turns]
    return sheet.areas(tuple((x + r * cos(t), y + r * sin(t)) for r, t in zip(radii, turns, strict=True)))


def test_brought(qapp: QApplication) -> None:
    river = tuple((5.0 * at, 30 + 6 * sin(at / 2.2)) for at in range(15))
    layers = [
        Apport(uid="re", nom="Relief", genre="aires", role="relief", noms=True),
        Apport(uid="ri", nom="Eau", role="rivieres", noms=True),
        Apport(uid="ro", nom="Routes", role="routes"),
        Apport(uid="li", nom="Cantons", genre="aires", role="limites"),
        Apport(uid="au", nom="Projet", genre="aires", role="autre", couleur="#B05A8A", opacite=0.8),
        Apport(uid="pt", nom="Sources", genre="points", role="autre", noms=True),
    ]
    fonds = [
        Fond(uid="1", couche="aire", geometry=blob(24, 22, 11), apport="re", nom="Monts"),
        Fond(uid="2", couche="ligne", geometry=sheet.lines(river), apport="ri", nom="La Dore"),
        Fond(
            uid="3", couche="ligne", geometry=sheet.lines(((30, 0), (36, 25), (33, 50))), apport="ro", rang=1
        ),
        Fond(
            uid="4", couche="ligne", geometry=sheet.lines(((0, 18), (35, 20), (70, 10))), apport="ro", rang=2
        ),
        Fond(
            uid="5", couche="ligne", geometry=sheet.lines(((12, 50), (20, 34), (35, 20))), apport="ro", rang=3
        ),
        Fond(uid="6", couche="aire", geometry=blob(48, 36, 9), apport="li"),
        Fond(uid="7", couche="aire", geometry=blob(50, 14, 7), apport="au"),
        Fond(uid="8", couche="point", geometry=sheet.point(14, 38), apport="pt", nom="Source"),
        Fond(uid="9", couche="reference", geometry=blob(36, 26, 26), nom="Parc"),
    ]
    ring = sheet.TERRITORY.map(sheet.FRAME.to_ground)
    land = Territoire(uid="t", nom="", codes=(), genre="epci", millesime="", geometry=ring)
    found = ground.draw([land], fonds, sheet.FRAME, Options(), layers)
    named = names.draw(
        (),
        (),
        (),
        name_positions.Obstacles((), (found.edge,)),
        sheet.FRAME,
        Options(),
        found.inside,
        {},
        found.labels,
    )
    primitives = [p for ink in (*found.base, *found.outline, *named.inks) for p in ink.primitives]
    approve("apports", primitives, sheet.WIDTH, sheet.HEIGHT)
