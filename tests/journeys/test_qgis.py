"""The poster in QGIS: the same places, inks and sizes as on our sheet, from the file alone.

Runs where ``python3-qgis`` is installed for ``/usr/bin/python3``; says so where it is not.
"""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage, QPainter

from app.catalogue import invent
from app.drawing import theme
from app.drawing.colour import mixed
from app.drawing.scene import Composer
from app.painting.painter import paint
from app.poster.geometry import Areas, Geometry, Lines, Point
from app.poster.records import Mark, Photo, Poster, PostIt, Texte, Trace
from app.poster.sheet import MapFrame
from app.poster.values import Frozen
from app.storage.file import PosterFile
from app.storage.qgis_project import POSTER, extent_of
from app.storage.qgis_shown import FOND
from app.storage.schema import BY_NAME

PYTHON = "/usr/bin/python3"
PROBE = Path(__file__).with_name("qgis_probe.py")
DPI = 254.0
PX = DPI / 25.4  # pixels for a mm
#: One metre of ground for a mm of paper: probes are written in mm of the map frame, y up.
METRES = 100.0
#: Position in mm, size as a share.
PLACE, SIZE = 0.2, 0.10


def version() -> str:
    code = "from qgis.core import Qgis; print(Qgis.QGIS_VERSION)"
    try:
        asked = subprocess.run([PYTHON, "-c", code], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return asked.stdout.strip() if asked.returncode == 0 else ""


VERSION = version()
pytestmark = [
    pytest.mark.lent,
    pytest.mark.skipif(
        not VERSION, reason="python3-qgis is not installed for /usr/bin/python3: QGIS was not asked"
    ),
]


def at(x: float, y: float) -> tuple[float, float]:
    """Return the ground of a place in mm from the lower left of the map frame."""
    return (7e5 + x * METRES, 6.5e6 + y * METRES)


def ring(*places: tuple[float, float]) -> Areas:
    run = tuple(at(*place) for place in places)
    return Areas((((*run, run[0]),),))


def run(*places: tuple[float, float]) -> Lines:
    return Lines((tuple(at(*place) for place in places),))


def mark(uid: str, picto: str, geometry: Geometry, **fields) -> Mark:
    return Mark(uid=uid, picto=picto, geometry=geometry, **fields)


#: A sign that people made: it is known from the file alone.
INVENTED = invent.invented(
    "Navette du marché",
    "ressources",
    invent.from_strokes([((10, 50), (32, 14), (54, 50), (10, 50)), ((32, 38),)], 6),
    taken=(),
)
#: Each probe has its own 80 × 45 mm of the frame: uid → (table, record, what is compared).
PROBES = {
    "glyph": ("picto_point", mark("glyph", "sante", Point(*at(20, 200)))),
    "sized": ("picto_point", mark("sized", "ecole", Point(*at(100, 200)), taille_mm=24.0)),
    "strong": ("picto_point", mark("strong", "foret", Point(*at(180, 200)), intensite=3)),
    "coloured": ("picto_point", mark("coloured", "gare_halte", Point(*at(20, 155)), couleur="#0B7A75")),
    "seat": ("picto_point", mark("seat", "chef_lieu", Point(*at(100, 155)))),
    "invented": ("picto_point", mark("invented", INVENTED.key, Point(*at(240, 155)))),
    "past": ("picto_point", mark("past", "sante", Point(*at(180, 155)), temps="passe", domaine="ressources")),
    "drawn_in": (
        "picto_point",
        mark(
            "drawn_in", "points_attires", Point(*at(230, 30)),
            parametres=Frozen({"satellites": [[*at(200, 35)], [*at(245, 50)], [*at(235, 8)]]}),
        ),
    ),
    "scatter": (
        "picto_point",
        mark(
            "scatter", "semis_urbain", Point(*at(170, 30)),
            parametres=Frozen({"lieux": [[*at(165, 20), 1], [*at(180, 40), 3]]}),
        ),
    ),
    "ways": (
        "picto_point",
        mark("ways", "tete_de_reseau", Point(*at(60, 200)), parametres=Frozen({"directions": [20, 100, 200, 290]})),
    ),
    "loss": (
        "picto_point",
        mark("loss", "evolution_ponctuelle", Point(*at(140, 200)), parametres=Frozen({"signe": "moins"})),
    ),
    "rings": (
        "picto_point",
        mark("rings", "lignes_isotropie", Point(*at(222, 200)), parametres=Frozen({"rayons": [7, 13]})),
    ),
    "limit": ("picto_ligne", mark("limit", "rupture_interface", run((10, 110), (40, 118), (70, 108)))),
    "road": ("picto_ligne", mark("road", "route_axe", run((90, 105), (110, 120), (130, 105), (150, 118)))),
    "flow": ("picto_ligne", mark("flow", "flux_directionnel", run((175, 105), (200, 116), (230, 112)))),
    "free": ("fleche_libre", mark("free", "fleche", run((15, 60), (60, 72)))),
    "area": ("zone_libre", mark("area", "zone", ring((100, 60), (130, 58), (135, 75), (105, 78)))),
    "wood": ("picto_aire", mark("wood", "espace_enjeu_libre", ring((180, 60), (215, 58), (215, 78), (185, 75)))),
    "net": (
        "reseau_lien",
        mark(
            "net", "reseau", Lines((run((15, 15), (40, 30)).parts[0], run((40, 30), (70, 12)).parts[0])),
            parametres=Frozen({"noeuds": [[*at(15, 15), 2], [*at(40, 30), 2], [*at(70, 12), 2]]}),
        ),
    ),
    "pen": ("trace", Trace(uid="pen", geometry=run((95, 15), (120, 25), (150, 12)), taille_mm=2.0, couleur="#B3122B")),
}  # fmt: skip
#: The inks of the probes, where the colour of their domaine is not what is seen.
INKS = {
    "coloured": "#0B7A75",
    "pen": "#B3122B",
    "past": mixed(theme.domaine("ressources").ink, 0.55),
}
#: Signs that QGIS draws otherwise (see docs/format.md), and how far their box may be: a bent flow is an arc of
#: circle there, and the teeth of a break begin at its start.
OTHERWISE = {"flow": 0.8, "limit": 0.5}


#: A picture of two colours, red over green, laid straight and turned; and one whose bytes are not there.
RED, GREEN, GREY = (200, 30, 40), (20, 120, 60), (213, 216, 218)
LAID = Photo(
    uid="laid", media="", geometry=Point(*at(60, 120)), taille_mm=30.0, rapport=0.5, texte="Vu d’ici"
)
TURNED = replace(LAID, uid="turned", geometry=Point(*at(160, 120)), angle=30.0)
LOST = replace(LAID, uid="lost", geometry=Point(*at(60, 40)), media="0" * 64)


def png() -> bytes:
    image = QImage(400, 200, QImage.Format.Format_RGB32)
    image.fill(QColor(*RED))
    painter = QPainter(image)
    painter.fillRect(0, 100, 400, 100, QColor(*GREEN))
    painter.end()
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(held, "PNG")
    return held.data().data()


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """Return the poster, what QGIS says of it, and the folder of its pictures."""
    folder = tmp_path_factory.mktemp("qgis")
    frame = MapFrame.of(Poster(uid="p"))
    width, height = frame.rect[2:]
    x, y = at(width / 2, height / 2)
    poster = Poster(uid="p", titre="Essai", centre_x=x, centre_y=y, metres_par_mm=METRES)
    file = PosterFile.create(folder / "essai.gpkg", [poster])
    file.add_pictogram(INVENTED)
    with file.document.transaction("Poser") as act:
        for _, record in PROBES.values():
            act.put(record)
        act.put(PostIt(uid="note", texte="Une note", x=30.0, y=60.0, cible="glyph"))
        for photo in (LAID, TURNED, LOST):
            act.put(replace(photo, media=photo.media or file.pictures.add(png())))
        act.put(Texte(uid="words", geometry=Point(*at(5, 5)), texte="Ici"))
    file.close()
    size = (round(width * PX), round(height * PX))
    done = subprocess.run(
        [PYTHON, str(PROBE), str(file.path), str(folder), *map(repr, extent_of(poster)), *map(str, size), str(DPI)],
        capture_output=True, text=True, check=False, timeout=150,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    print(f"QGIS {said['version']}")
    return file, said, folder


def pixels(image: QImage) -> np.ndarray:
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    flat = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), -1)
    # Numbers that can be subtracted, and a page of them is not half a gigabyte.
    return flat[:, : plain.width() * 3].reshape(plain.height(), plain.width(), 3).astype(np.int16)


def ours(file: PosterFile, uid: str) -> np.ndarray:
    """Return the map frame with the ink of one mark alone."""
    scene = Composer(file.pictograms).compose(file.document.records)
    x, y, width, height = MapFrame.of(file.document.poster).rect
    image = QImage(round(width * PX), round(height * PX), QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    ink = scene.ink(uid)
    assert ink is not None
    painter = QPainter(image)
    try:
        painter.translate(-x * PX, -y * PX)
        paint(painter, ink.primitives, PX)
    finally:
        painter.end()
    return pixels(image)


def measured(picture: np.ndarray, uid: str, colour: str) -> tuple[np.ndarray, float, tuple[int, ...]]:
    """Return the box of the ink in mm, its area in mm², and its commonest exact colour, in the probe's window."""
    wanted = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)])
    box = window(PROBES[uid][1], picture.shape[0])
    seen = picture[box[1] : box[3], box[0] : box[2]]
    near = np.abs(seen - wanted).max(axis=2) < 60
    assert near.any(), f"{uid}: no ink of {colour}"
    rows, columns = np.nonzero(near)
    found, counts = np.unique(seen[near], axis=0, return_counts=True)
    edges = np.array([columns.min(), rows.min(), columns.max() + 1, rows.max() + 1]) / PX
    return edges, near.sum() / PX**2, tuple(int(v) for v in found[counts.argmax()])


def window(record, height: int) -> tuple[int, int, int, int]:
    xs, ys = zip(
        *(((x - 7e5) / METRES, (y - 6.5e6) / METRES) for x, y in record.geometry.coords()), strict=True
    )
    reach = 18
    left, right = min(xs) - reach, max(xs) + reach
    top, bottom = height / PX - max(ys) - reach, height / PX - min(ys) + reach
    return max(0, int(left * PX)), max(0, int(top * PX)), int(right * PX), int(bottom * PX)


def test_every_layer_is_styled_and_readable(asked):
    _, said, _ = asked
    for name, layer in said["layers"].items():
        assert layer["valid"], name
        assert layer["faults"] == [], name
        aliases = {column.name: column.alias for column in BY_NAME[name].columns}
        assert {key: value for key, value in layer["aliases"].items() if value} == aliases
    for name in {table for table, _ in PROBES.values()} - {"trace"}:
        assert said["layers"][name]["renderer"] == "categorizedSymbol"
        used = {record.picto for table, record in PROBES.values() if table == name}
        assert used <= set(said["layers"][name]["categories"])


def test_the_project_stacks_the_layers_as_the_sheet(asked):
    _, said, _ = asked
    assert (said["project"], said["title"], said["styled"]) == (True, "Essai", True)
    assert said["crs"] == "EPSG:2154"
    assert said["order"] == [f"chorographe_{name}" for name in reversed((*FOND, *POSTER))]
    assert {name: len(layers) for name, layers in said["groups"].items()} == {
        "Poster": len(POSTER),
        "Fond": len(FOND),
    }


def test_the_page_of_the_project_is_the_sheet(asked):
    file, said, folder = asked
    assert said["page"] == [2100, 1485]
    seen = pixels(QImage(str(folder / "affiche.png")))
    scale = 127 / 25.4
    x, y, width, height = MapFrame.of(file.document.poster).rect
    outside = [int(theme.HORS_TERRITOIRE[i : i + 2], 16) for i in (1, 3, 5)]
    inner = (
        seen[int((y + 1) * scale), int((x + 1) * scale)],
        seen[int((y + height - 1) * scale), int((x + width - 1) * scale)],
    )
    assert np.abs(np.array(inner) - outside).max() <= 2
    # The glyph stands where the sheet puts it: 20 mm from the left of the frame, 200 from its bottom.
    column, row = (x + 20) * scale, (y + height - 200) * scale
    around = seen[
        int(row - 8 * scale) : int(row + 8 * scale), int(column - 8 * scale) : int(column + 8 * scale)
    ]
    ink = [int(theme.domaine("organisation").ink[i : i + 2], 16) for i in (1, 3, 5)]
    assert (np.abs(around - ink).max(axis=2) < 20).mean() > 0.3


def test_a_note_hangs_by_its_corner(asked):
    _, _, folder = asked
    seen = pixels(QImage(str(folder / "affiche.png")))
    yellow = [int(theme.POSTITS["jaune"].fill[i : i + 2], 16) for i in (1, 3, 5)]
    rows, columns = np.nonzero(np.abs(seen - yellow).max(axis=2) < 12)
    corner = np.array([columns.min(), rows.min()]) * 25.4 / 127
    edge = 0.35
    assert np.abs(corner - (30.0 + edge / 2, 60.0 + edge / 2)).max() < PLACE + edge / 2


@pytest.mark.parametrize("uid", PROBES)
def test_same_place_ink_and_size(asked, uid):
    file, _, folder = asked
    table, record = PROBES[uid]
    picto = file.pictograms.get(getattr(record, "picto", ""))
    colour = INKS.get(uid) or theme.domaine(record.domaine or (picto.domaine if picto else "")).ink
    mine, my_area, my_ink = measured(ours(file, uid), uid, colour)
    seen = pixels(QImage(str(folder / f"{table}.png")))
    if table == "reseau_lien":  # nodes are a layer of their own
        seen = np.minimum(seen, pixels(QImage(str(folder / "reseau_noeud.png"))))
    theirs, their_area, their_ink = measured(seen, uid, colour)
    shift = np.abs((mine[:2] + mine[2:]) / 2 - (theirs[:2] + theirs[2:]) / 2).max()
    grown = np.abs((theirs[2:] - theirs[:2]) / (mine[2:] - mine[:2]) - 1).max()
    heavier = abs(their_area / my_area - 1)
    print(f"{uid}: {shift:.2f} mm, size {grown:+.1%}, ink area {heavier:.1%}, {my_ink} {their_ink}")
    assert np.abs(np.subtract(my_ink, their_ink)).max() <= 3, (my_ink, their_ink)
    assert shift <= OTHERWISE.get(uid, PLACE)
    assert max(grown, heavier) <= SIZE


def centred(seen: np.ndarray, photo: Photo, colour: tuple[int, int, int]) -> tuple[np.ndarray, float]:
    """Return the middle of the pixels of a colour around a photo, in mm of the map, y up, and their area in mm²."""
    left, top, right, bottom = window(photo, seen.shape[0])
    near = np.abs(seen[top:bottom, left:right] - np.array(colour)).max(axis=2) < 12
    rows, columns = np.nonzero(near)
    assert near.any(), f"{photo.uid}: nothing of {colour}"
    middle = np.array([left + columns.mean() + 0.5, seen.shape[0] - (top + rows.mean() + 0.5)]) / PX
    return middle, near.sum() / PX**2


def test_a_photo_is_there_at_its_place_and_size(asked):
    _, _, folder = asked
    seen = pixels(QImage(str(folder / "photo_project.png")))
    for photo, up in ((LAID, 90.0), (TURNED, 120.0)):
        middle = np.array([photo.geometry.x - 7e5, photo.geometry.y - 6.5e6]) / METRES
        away = 3.75 * np.array([np.cos(np.radians(up)), np.sin(np.radians(up))])
        for colour, place in ((RED, middle + away), (GREEN, middle - away)):
            found, area = centred(seen, photo, colour)
            assert np.abs(found - place).max() < PLACE, (photo.uid, colour, found)
            assert abs(area / 225 - 1) < 0.05, (photo.uid, colour, area)


def test_a_photo_without_its_bytes_is_a_grey_frame(asked):
    _, _, folder = asked
    for name in ("photo_project", "photo"):
        middle, area = centred(pixels(QImage(str(folder / f"{name}.png"))), LOST, GREY)
        assert np.abs(middle - (60, 40)).max() < PLACE
        assert abs(area / 450 - 1) < 0.05
