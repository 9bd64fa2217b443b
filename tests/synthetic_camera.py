"""Photographs of a sheet of paper that nobody took: print it, draw upon it, look at it from aside, with bad light.

A ``Shot`` says how; ``photograph`` takes the pixels of the printed sheet (RGB, the whole page) and returns a JPEG and
where each place of the page is seen in it. Everything is drawn from seeds: the same shot is the same picture.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import cos, radians, sin
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw, ImageFilter

from app.exports.papier import PapierOptions
from app.exports.registry import Snapshot, export
from app.poster.geometry import Coord
from app.poster.records import Poster
from app.poster.sheet import page_size

#: Colours of felt pens.
FELT = ("#1A1A1A", "#C8102E", "#00539F", "#008348", "#E87722", "#6A2C91")
#: How far the telephone is: the distance to the sheet, in widths of its picture at that distance.
FOCAL = 0.78


@dataclass(frozen=True, slots=True)
class Shot:
    """One photograph. Angles in degrees; lengths in shares of the picture or of the sheet where not said."""

    seed: int
    width: int = 4032
    height: int = 3024
    #: How far the telephone leans, which way, and how the sheet lies in the picture.
    tilt: float = 0.0
    towards: float = 0.0
    turn: float = 0.0
    #: The longer side of the sheet in the picture, before it leans.
    fill: float = 0.82
    #: How dark the darkest place is (0 none), and the side of a hard shadow across the sheet, if any.
    shadow: float = 0.0
    hard_shadow: bool = False
    #: Standard deviations in pixels of a picture of 12 million: out of focus; of grey levels: noise.
    blur: float = 0.0
    noise: float = 0.0
    quality: int = 60
    #: Distortion of the lens: share of the half diagonal by which its corner moves.
    lens: float = 0.0
    #: Colour of the light on white paper.
    light: tuple[float, float, float] = (0.92, 0.90, 0.84)
    #: Corners of the sheet that a hand or a cup hides: 0 top left, then clockwise.
    hidden: tuple[int, ...] = ()
    #: EXIF orientation written in the file: 1 upright, 6 and 8 on a side, 3 upside down.
    exif: int = 1


@dataclass(frozen=True, slots=True)
class Photograph:
    """A picture, and where the page is in it."""

    jpeg: bytes
    #: From mm of the page to pixels of the picture, upright.
    seen: Callable[[float, float], Coord]
    #: Width and height of the picture, upright.
    size: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stroke:
    """A felt-pen stroke on the sheet, in mm of the page."""

    points: Sequence[Coord]
    colour: str = FELT[0]
    width: float = 1.6
    closed: bool = False


def printed(snapshot: Snapshot, folder: Path, size: str = "A3", dpi: int = 300) -> tuple[Image.Image, Coord]:
    """Print the empty sheet of a poster at ``dpi`` of its paper, through the PDF that leaves.

    Return its pixels, and the width and height of its page in mm of the nominal A3.
    """
    target = folder / f"feuille-{size}.pdf"
    export(snapshot, target, PapierOptions(sheet=size))
    sheet = paper(target, dpi)
    poster = next(each for each in snapshot.records.values() if isinstance(each, Poster))
    return sheet, page_size(poster.orientation)


def paper(pdf: Path, dpi: int = 300) -> Image.Image:
    """Return the pixels of the first page of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[0].render(scale=dpi / 72).to_pil().convert("RGB")
    document.close()
    return page


def drawn(sheet: Image.Image, page: tuple[float, float], strokes: Sequence[Stroke]) -> Image.Image:
    """Return the printed sheet with strokes of felt pens: ink lets what is printed through."""
    ink = Image.new("RGB", sheet.size, "white")
    pen = ImageDraw.Draw(ink)
    scale = sheet.width / page[0]
    for stroke in strokes:
        run = [(x * scale, y * scale) for x, y in stroke.points]
        if stroke.closed:
            pale = tuple(round(255 - (255 - int(stroke.colour[at : at + 2], 16)) * 0.35) for at in (1, 3, 5))
            pen.polygon(run, fill=pale)
            run.append(run[0])
        pen.line(run, fill=stroke.colour, width=max(1, round(stroke.width * scale)), joint="curve")
    both = np.asarray(sheet, "u2") * np.asarray(ink, "u2") // 255
    return Image.fromarray(both.astype("u1"))


def scribbles(seed: int, box: tuple[float, float, float, float], count: int = 9) -> list[Stroke]:
    """Return strokes at random in a box of the page (mm): arrows, loops, areas coloured in."""
    chance = np.random.default_rng(seed)
    left, top, right, bottom = box
    found = []
    for rank in range(count):
        x, y = chance.uniform(left, right), chance.uniform(top, bottom)
        turns = np.cumsum(chance.normal(0, 0.5, 14)) + chance.uniform(0, 6.28)
        steps = chance.uniform(4, 11)
        xs, ys = x + np.cumsum(np.cos(turns)) * steps, y + np.cumsum(np.sin(turns)) * steps
        points = list(zip(np.clip(xs, left, right).tolist(), np.clip(ys, top, bottom).tolist(), strict=True))
        found.append(
            Stroke(points, FELT[rank % len(FELT)], float(chance.uniform(1.0, 3.0)), closed=rank % 4 == 3)
        )
    return found


def photograph(sheet: Image.Image, page: tuple[float, float], shot: Shot) -> Photograph:
    """Return what a telephone makes of a sheet that lies on a table; ``page`` is its size in mm."""
    chance = np.random.default_rng(shot.seed)
    size = (shot.width, shot.height)
    to_picture = _camera(page, shot)
    # Pixels of the sheet that no pixel of the picture is fine enough for are averaged beforehand.
    density = shot.fill * max(size) / max(page)
    source = sheet
    while source.width / page[0] > 2.2 * density:
        source = source.reduce(2)
    scale = source.width / page[0]
    to_source = np.diag([scale, scale, 1.0]) @ np.linalg.inv(to_picture)
    to_source /= to_source[2, 2]
    table = _table(size, chance)
    paper = source.transform(
        size, Image.Transform.PERSPECTIVE, tuple(to_source.ravel()[:8]), Image.Resampling.BICUBIC
    )
    outline = [_through(to_picture, x, y) for x, y in _corners(page)]
    mask = Image.new("L", size, 0)
    ImageDraw.Draw(mask).polygon(outline, fill=255)
    picture = Image.composite(paper, table, mask.filter(ImageFilter.GaussianBlur(0.8)))
    for corner in shot.hidden:
        _hand(picture, to_picture, page, corner, chance)
    if shot.lens:
        picture = _lens(picture, shot.lens)
    if shot.blur:
        picture = picture.filter(ImageFilter.GaussianBlur(shot.blur * max(size) / 4032))
    picture = _lit(picture, shot, chance)
    whole = io.BytesIO()
    turned = {1: 0, 6: 90, 3: 180, 8: 270}[shot.exif]
    stored = picture.rotate(turned, expand=True) if turned else picture
    exif = Image.Exif()
    exif[0x0112] = shot.exif
    stored.save(whole, "JPEG", quality=shot.quality, exif=exif)

    def seen(x: float, y: float) -> Coord:
        return _bent(_through(to_picture, x, y), size, shot.lens)

    return Photograph(whole.getvalue(), seen, size)


def varied(seed: int, **given: object) -> Shot:
    """Return a shot as people take them, at random: any lean up to 35°, any light."""
    chance = np.random.default_rng(1000 + seed)
    warm = chance.uniform(-0.06, 0.06)
    level = chance.uniform(0.72, 0.95)
    made: dict[str, object] = {
        "seed": seed,
        "tilt": float(chance.uniform(0, 35)),
        "towards": float(chance.uniform(0, 360)),
        "turn": float(chance.normal(0, 6)),
        "fill": float(chance.uniform(0.72, 0.9)),
        "shadow": float(chance.uniform(0, 0.6)),
        "hard_shadow": bool(chance.uniform() < 0.3),
        "blur": float(chance.uniform(0.3, 1.8)),
        "noise": float(chance.uniform(2, 9)),
        "lens": float(chance.uniform(-0.004, 0.004)),
        "light": (level + warm, level, level - warm),
    }
    return Shot(**{**made, **given})  # type: ignore[arg-type]


def _camera(page: tuple[float, float], shot: Shot) -> np.ndarray:
    """Return the homography from mm of the page to pixels: a pinhole that leans about the middle of the sheet."""
    width, height = page
    pixels = (
        shot.fill * shot.width / max(page)
        if shot.width >= shot.height
        else shot.fill * shot.height / max(page)
    )
    if (page[0] > page[1]) != (shot.width > shot.height):
        pixels *= 0.74
    focal = FOCAL * max(shot.width, shot.height)
    turn, tilt, way = (radians(each) for each in (shot.turn, shot.tilt, shot.towards))
    about = np.array([[cos(turn), -sin(turn), 0], [sin(turn), cos(turn), 0], [0, 0, 1]])
    axis = np.array([cos(way), sin(way), 0.0])
    cross = np.array([[0, -axis[2], axis[1]], [axis[2], 0, -axis[0]], [-axis[1], axis[0], 0]])
    lean = np.eye(3) + sin(tilt) * cross + (1 - cos(tilt)) * (cross @ cross)
    rotation = lean @ about
    inner = np.array([[focal, 0, shot.width / 2], [0, focal, shot.height / 2], [0, 0, 1]])
    for _ in range(40):  # step back until the whole sheet is in the picture
        distance = focal / pixels
        plane = np.column_stack([rotation[:, 0], rotation[:, 1], [0, 0, distance]])
        centred = np.array([[1, 0, -width / 2], [0, 1, -height / 2], [0, 0, 1]])
        found = inner @ plane @ centred
        xs, ys = zip(*(_through(found, x, y) for x, y in _corners(page)), strict=True)
        # The hand aims at the middle of what it sees.
        right, down = shot.width / 2 - (min(xs) + max(xs)) / 2, shot.height / 2 - (min(ys) + max(ys)) / 2
        shift = np.array([[1, 0, right], [0, 1, down], [0, 0, 1]])
        edge = 0.015
        if max(xs) - min(xs) < shot.width * (1 - 2 * edge) and max(ys) - min(ys) < shot.height * (
            1 - 2 * edge
        ):
            return np.asarray(shift @ found)
        pixels *= 0.96
    return np.asarray(shift @ found)


def _corners(page: tuple[float, float]) -> list[Coord]:
    return [(0.0, 0.0), (page[0], 0.0), (page[0], page[1]), (0.0, page[1])]


def _through(matrix: np.ndarray, x: float, y: float) -> Coord:
    u, v, w = matrix @ np.array([x, y, 1.0])
    return (float(u / w), float(v / w))


def _table(size: tuple[int, int], chance: np.random.Generator) -> Image.Image:
    """Return wood, cloth or a desk with small dark things: nothing like paper."""
    base = chance.choice(np.array([[120, 84, 52], [70, 74, 80], [176, 160, 138], [34, 36, 40]]))
    small = chance.normal(0, 1, (48, 6, 1)) * 14 + base
    grain = Image.fromarray(np.clip(small, 0, 255).astype("u1")).resize(size, Image.Resampling.BICUBIC)
    pen = ImageDraw.Draw(grain)
    for _ in range(14):
        x, y = chance.uniform(0, size[0]), chance.uniform(0, size[1])
        reach = chance.uniform(20, 160) * size[0] / 4032
        shade = tuple(int(each) for each in chance.integers(10, 240, 3))
        pen.rectangle((x, y, x + reach, y + reach * chance.uniform(0.2, 1.5)), fill=shade)
    return grain


def _hand(
    picture: Image.Image,
    matrix: np.ndarray,
    page: tuple[float, float],
    corner: int,
    chance: np.random.Generator,
) -> None:
    """Lay fingers over the code of a corner."""
    x, y = _corners(page)[corner]
    inside_x, inside_y = (1 if x == 0 else -1), (1 if y == 0 else -1)
    pen = ImageDraw.Draw(picture)
    for finger in range(3):
        along = 9 + finger * 11
        ends = [
            (x - inside_x * 30, y + inside_y * along),
            (x + inside_x * (38 - finger * 5), y + inside_y * along),
        ]
        a, b = (_through(matrix, *each) for each in ends)
        wide = abs(_through(matrix, x, y + 15)[1] - _through(matrix, x, y)[1]) or 60.0
        skin = tuple(int(each + chance.normal(0, 5)) for each in (201, 150, 120))
        pen.line([a, b], fill=skin, width=round(wide))
        pen.ellipse((b[0] - wide / 2, b[1] - wide / 2, b[0] + wide / 2, b[1] + wide / 2), fill=skin)


def _bent(at: Coord, size: tuple[int, int], lens: float) -> Coord:
    """Return where a lens shows what a pinhole shows at ``at``."""
    half = np.hypot(*size) / 2
    x, y = (at[0] - size[0] / 2) / half, (at[1] - size[1] / 2) / half
    factor = 1 + lens * (x * x + y * y)
    return (float(size[0] / 2 + x * factor * half), float(size[1] / 2 + y * factor * half))


def _lens(picture: Image.Image, lens: float) -> Image.Image:
    """Bend a picture in a mesh fine enough that no piece is off by a tenth of a pixel."""
    width, height = picture.size
    steps = 24
    mesh = []
    for row in range(steps):
        for column in range(steps):
            box = (
                round(column * width / steps),
                round(row * height / steps),
                round((column + 1) * width / steps),
                round((row + 1) * height / steps),
            )
            # Undo the lens to the second order: it is slight.
            quad: list[float] = []
            for x, y in ((box[0], box[1]), (box[0], box[3]), (box[2], box[3]), (box[2], box[1])):
                once = _bent((x, y), picture.size, -lens)
                moved = _bent(once, picture.size, lens)
                quad += [once[0] + x - moved[0], once[1] + y - moved[1]]
            mesh.append((box, tuple(quad)))
    return picture.transform(picture.size, Image.Transform.MESH, mesh, Image.Resampling.BICUBIC)


def _lit(picture: Image.Image, shot: Shot, chance: np.random.Generator) -> Image.Image:
    """Return the picture in the light of its room, with the noise of its sensor."""
    width, height = picture.size
    ys, xs = np.mgrid[0:48, 0:64].astype("f4")
    way = chance.uniform(0, 6.28)
    slope = (xs / 63 - 0.5) * np.cos(way) + (ys / 47 - 0.5) * np.sin(way)
    light = 1 - shot.shadow * np.clip(0.5 + slope, 0, 1)
    field_of = Image.fromarray(light.astype("f4")).resize((width, height), Image.Resampling.BICUBIC)
    if shot.hard_shadow:
        cast = Image.new("F", (width, height), 1.0)
        a, b = chance.uniform(0.25, 0.75, 2)
        ImageDraw.Draw(cast).polygon(
            [(a * width, 0), (width, 0), (width, height), (b * width, height)], fill=0.62
        )

        soft = np.asarray(cast.resize((width // 16, height // 16)).convert("F"))
        kernel = np.ones(5) / 5
        soft = np.apply_along_axis(lambda row: np.convolve(np.pad(row, 2, "edge"), kernel, "valid"), 1, soft)
        cast = Image.fromarray(soft.astype("f4")).resize((width, height), Image.Resampling.BICUBIC)
    bands = []
    for rank, band in enumerate(picture.split()):
        values = np.asarray(band, "f4")
        values = values * np.asarray(field_of) * shot.light[rank]
        if shot.hard_shadow:
            values *= np.asarray(cast)
        if shot.noise:
            values += chance.standard_normal(values.shape, dtype="f4") * shot.noise
        bands.append(Image.fromarray(np.clip(values, 0, 255).astype("u1")))
    return Image.merge("RGB", bands)
