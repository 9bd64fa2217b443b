"""The ground in QGIS: what a group brought, the outline it chose and what it hides look as on the sheet.

Runs where ``python3-qgis`` is installed for ``/usr/bin/python3``; says so where it is not.
"""

from __future__ import annotations

import io
import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import cos, radians, sin
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtGui import QImage

from app.basemap.france import search
from app.drawing import theme
from app.exports.png import PngOptions
from app.exports.registry import Snapshot, export
from app.imports.calques import ring
from app.imports.contours import drawn
from app.imports.new import blank_poster, new_poster
from app.poster.choices import ROLES
from app.poster.geometry import Areas, Coord, Lines, Point
from app.poster.options import CONTOURS
from app.poster.records import Apport, Calque, Fond, Mark, Poster, Record
from app.poster.sheet import MapFrame
from app.poster.values import Frozen
from app.storage.file import PosterFile
from tests.journeys.test_qgis import PYTHON, VERSION, pixels

PROBE = Path(__file__).with_name("qgis_pages.py")
DPI = 254
#: Pixels for a mm.
PX = DPI / 25.4
#: Position in mm; part of the map whose colour differs by more than FAR of 255.
PLACE, PART, FAR = 0.2, 0.006, 45
#: Names are placed, and their letters drawn, by QGIS: posters that are compared whole have none.
UNNAMED = {"bourgs": False, "villages": False}
QUARTERS = ((200, 30, 40), (30, 150, 70), (250, 220, 40), (30, 70, 180))

pytestmark = [
    pytest.mark.lent,
    pytest.mark.skipif(
        not VERSION, reason="python3-qgis is not installed for /usr/bin/python3: QGIS was not asked"
    ),
]


@dataclass(frozen=True)
class Case:
    """A poster: its territory (none is a blank sheet), and how it is looked at."""

    unit: str = "Ambert Livradois Forez"
    options: tuple[tuple[str, object], ...] = ()
    contour: str = "reel"
    rotation: float = 0.0
    orientation: str = "paysage"
    pictures: int = 0


HIDING = ("trait", "voisins", "communes", "departements", "rivieres", "routes", "reference")
CASES = {
    **{contour: Case(contour=contour, pictures=3) for contour in CONTOURS},
    "cache": Case(options=tuple((key, False) for key in HIDING)),
    "pale": Case(options=(("estompe", 0.6),), pictures=1),
    "parti": Case(options=(("estompe", 1.0),)),
    "tourne": Case(contour="simplifie", rotation=20.0, orientation="portrait", pictures=2),
    "papier": Case(unit="", pictures=2),
    "guadeloupe": Case(unit="département 971", pictures=1),
    "reunion": Case(unit="département 974"),
    "mayotte": Case(unit="département 976"),
    "guyane": Case(unit="département 973"),
}
CRS = {
    "papier": "",
    "guadeloupe": "EPSG:5490",
    "reunion": "EPSG:2975",
    "mayotte": "EPSG:4471",
    "guyane": "EPSG:2972",
}


@dataclass(frozen=True)
class Asked:
    """A poster as the sheet draws it, as QGIS does, and what QGIS says of it.

    Pictures are read when they are looked at: those of all the cases together would not fit in a small machine.
    """

    poster: Poster
    path: Path
    said: dict[str, object]

    @property
    def ours(self) -> np.ndarray:
        return seen(self.path.with_suffix(".png"), self.poster)

    @property
    def theirs(self) -> np.ndarray:
        return seen(Path(f"{self.path}.page.png"), self.poster)

    def layer(self, name: str) -> dict[str, object]:
        return self.said["layers"][f"chorographe_{name}"]  # type: ignore[index]


def brought(frame: MapFrame) -> Iterator[Record]:
    """Yield a layer of each kind and each role, in columns; one is hidden, one named, some have a colour."""
    left, top = frame.rect[:2]
    for rank, role in enumerate(ROLES):
        for genre in ("aires", "lignes", "points"):
            yield Apport(
                uid=f"{role}-{genre}",
                nom=role,
                genre=genre,  # type: ignore[arg-type]
                role=role,
                couleur=("", "#B3122B", "", "", "#7A3FA0")[rank],
                opacite=(1.0, 0.6, 0.8, 1.0, 0.5)[rank],
                visible=(role, genre) != ("autre", "points"),
                rang=f"{rank}{genre}",
            )
        x, y = left + 20 + 48 * rank, top + 26
        sides = ((x, y), (x + 35, y), (x + 35, y + 22), (x, y + 22), (x, y))
        yield Fond(
            uid=f"{role}-a",
            couche="aire",
            geometry=Areas(((tuple(frame.to_ground(*side) for side in sides),),)),
            apport=f"{role}-aires",
        )
        for line in range(4):
            down = y + 32 + 8 * line
            places = ((x, down), (x + 20, down + 5), (x + 40, down - 2))
            yield Fond(
                uid=f"{role}-l{line}",
                couche="ligne",
                geometry=Lines((tuple(frame.to_ground(*place) for place in places),)),
                rang=line,
                apport=f"{role}-lignes",
            )
            at = frame.to_ground(x + 5 + 9 * line, y + 72)
            yield Fond(uid=f"{role}-p{line}", couche="point", geometry=Point(*at), apport=f"{role}-points")


def laid(rank: int) -> tuple[Coord, float, float]:
    """Return the middle of a picture from the corner of the map, its turn in degrees, and its opacity."""
    return (60 + 65 * rank, 148), (0.0, 25.0, -10.0)[rank], (0.6, 1.0, 0.4)[rank]


def corners(frame: MapFrame, rank: int) -> list[Coord]:
    (x, y), turn, _ = laid(rank)
    x, y, lean = x + frame.rect[0], y + frame.rect[1], radians(turn)
    places = ((-25, -17), (25, -17), (25, 17), (-25, 17))
    return [
        frame.to_ground(x + u * cos(lean) - v * sin(lean), y + u * sin(lean) + v * cos(lean))
        for u, v in places
    ]


def picture() -> bytes:
    image = Image.new("RGB", (600, 408))
    for rank, colour in enumerate(QUARTERS):
        image.paste(
            colour, (300 * (rank % 2), 204 * (rank // 2), 300 * (rank % 2 + 1), 204 * (rank // 2 + 1))
        )
    held = io.BytesIO()
    image.save(held, "PNG")
    return held.getvalue()


def made(case: Case, path: Path) -> Poster:
    """Write the clean copy of a poster, and its PNG beside it."""
    if case.unit:
        near = [search.resolve("Puy-de-Dôme")] if case.unit == Case.unit else []
        records = new_poster([search.resolve(case.unit)], orientation=case.orientation, reference=near)  # type: ignore[arg-type]
    else:
        records = blank_poster(orientation=case.orientation)  # type: ignore[arg-type]
    poster = replace(records[0], options=Frozen({**UNNAMED, **dict(case.options)}), rotation=case.rotation)  # type: ignore[type-var]
    assert isinstance(poster, Poster)
    # The name of a zone of reference is words: QGIS places it elsewhere.
    others = [
        replace(each, nom="") if getattr(each, "couche", "") == "reference" else each for each in records[1:]
    ]  # type: ignore[type-var]
    frame = MapFrame.of(poster)
    file = PosterFile.create(path.with_suffix(".travail.gpkg"), [poster, *others])
    with file.document.transaction("Poser") as act:
        for uid, record in drawn(file.document.records, case.contour).items():
            act.put(record) if record is not None else act.drop(uid)
        for record in brought(frame):
            act.put(record)
        media = file.pictures.add(picture())
        for rank in range(case.pictures):
            top_left, top_right, low_right, low_left = corners(frame, rank)
            shape = ring((top_left, top_right, low_right, low_left))
            act.put(
                Calque(uid=f"c{rank}", geometry=shape, media=media, opacite=laid(rank)[2], rang=str(rank))
            )
        act.put(
            Calque(uid="hidden", geometry=ring(((0, 1), (1, 1), (1, 0), (0, 0))), media=media, visible=False)
        )
        at = frame.to_ground(frame.rect[0] + 30, frame.rect[1] + 195)
        act.put(Mark(uid="glyph", picto="sante", geometry=Point(*at)))
    snapshot = Snapshot(dict(file.document.records), file.pictograms, pictures=file.pictures.get)
    export(snapshot, path)
    export(snapshot, path.with_suffix(".png"), PngOptions(dpi=DPI))
    poster = file.document.poster
    file.close()
    return poster


def seen(path: Path, poster: Poster) -> np.ndarray:
    """Return the pixels of the map in the picture of a sheet, at DPI."""
    box = [round(at * PX) for at in MapFrame.of(poster).rect]
    return pixels(QImage(str(path)).copy(*box))


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Asked]:
    folder = tmp_path_factory.mktemp("qgis")
    posters = {name: made(case, folder / f"{name}.gpkg") for name, case in CASES.items()}
    paths = {name: folder / f"{name}.gpkg" for name in posters}
    done = subprocess.run(
        [PYTHON, str(PROBE), str(DPI), *map(str, paths.values())],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    return {name: Asked(poster, paths[name], said[str(paths[name])]) for name, poster in posters.items()}


@pytest.mark.parametrize("name", CASES)
def test_the_map_looks_as_on_the_sheet(asked: dict[str, Asked], name: str) -> None:
    one = asked[name]
    inside = (slice(6, -6), slice(6, -6))  # the frame is drawn over its edge
    apart = np.abs(one.ours[inside] - one.theirs[inside]).max(axis=2) > FAR
    print(f"{name}: {apart.mean():.2%} of the map differs")
    assert apart.mean() < PART


@pytest.mark.parametrize("name", CASES)
def test_the_project_opens_where_the_poster_lies(asked: dict[str, Asked], name: str) -> None:
    said = asked[name].said
    assert said["read"]
    assert said["known"]
    assert said["crs"] == CRS.get(name, "EPSG:2154")
    layers = said["layers"]
    assert [uid for uid, layer in layers.items() if not layer["valid"]] == []  # type: ignore[attr-defined]
    assert [layer["faults"] for layer in layers.values() if layer["faults"]] == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.pictures])
def test_each_picture_is_read_from_its_own_tiles(asked: dict[str, Asked], name: str) -> None:
    case, one = CASES[name], asked[name]
    shown = [uid for uid in one.said["layers"] if "calque_image" in uid]  # type: ignore[attr-defined]
    assert sorted(shown) == [f"chorographe_calque_image_{rank + 1}" for rank in range(case.pictures)]
    for rank in range(case.pictures):
        layer = one.layer(f"calque_image_{rank + 1}")
        assert layer["opacity"] == laid(rank)[2]
        assert min(layer["size"]) >= 400  # type: ignore[call-overload]
    if case.pictures > 1:
        sources = {str(one.layer(f"calque_image_{rank + 1}")["source"]) for rank in range(case.pictures)}
        assert len(sources) == case.pictures


@pytest.mark.parametrize("name", ["reel", "tourne", "papier", "guadeloupe"])
def test_pictures_lie_at_their_place(asked: dict[str, Asked], name: str) -> None:
    images = (asked[name].ours, asked[name].theirs)
    for rank in range(CASES[name].pictures):
        (x, y), _, _ = laid(rank)
        window = tuple(slice(round((at - 31) * PX), round((at + 31) * PX)) for at in (y, x))
        for colour in QUARTERS:
            pale = np.array(colour) * laid(rank)[2] + 255 * (1 - laid(rank)[2])
            places = []
            for image in images:
                rows, columns = np.nonzero(np.abs(image[window] - pale).max(axis=2) < 20)
                if len(rows) > 5000:
                    places.append(np.array([columns.mean(), rows.mean()]) / PX)
            if len(places) == 2:
                assert np.abs(places[0] - places[1]).max() <= PLACE, (rank, colour, places)


@pytest.mark.parametrize("name", ["reel", "tourne", "papier"])
def test_a_sign_stands_upright_at_its_place(asked: dict[str, Asked], name: str) -> None:
    ink = theme.domaine("organisation").ink
    wanted = np.array([int(ink[at : at + 2], 16) for at in (1, 3, 5)])
    boxes = []
    for image in (asked[name].ours, asked[name].theirs):
        rows, columns = np.nonzero(
            np.abs(image[round(183 * PX) : round(207 * PX), round(18 * PX) : round(42 * PX)] - wanted).max(
                axis=2
            )
            < 60
        )
        boxes.append(np.array([columns.min(), rows.min(), columns.max() + 1, rows.max() + 1]) / PX)
    assert np.abs(boxes[0] - boxes[1]).max() <= 1.5 * PLACE


def test_what_the_group_hides_is_hidden(asked: dict[str, Asked]) -> None:
    hidden = {
        name: {layer for layer in ("trait", "lisere", "fond_reference") if not one.layer(layer)["shown"]}
        for name, one in asked.items()
    }
    assert hidden["reel"] == set()
    assert hidden["cache"] == {"trait", "lisere", "fond_reference"}
    assert hidden["parti"] == {"fond_reference"}
    assert hidden["blanche"] == {"trait", "lisere"}
    outlines = ("territoire", "fond_contour")
    for name, expected in (("reel", "territoire"), ("simplifie", "fond_contour"), ("simple", "fond_contour")):
        assert [table for table in outlines if asked[name].layer(table)["shown"]] == [expected]
