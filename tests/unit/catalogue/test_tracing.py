"""A photograph of a sketch becomes the sketch; a picture that is none, or wants to do harm, becomes one sentence."""

import random
import struct
import subprocess
import sys
import time
import zlib
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray
from PIL import Image

from app.catalogue import darkroom, legible, picture, silhouette, svg, tracing
from app.catalogue.model import Glyph
from app.catalogue.tracing import Tracing
from app.i18n import Souci
from tests.unit.catalogue import photographs

AS_IT_IS = Tracing(least=0)


def surface(glyph: Glyph, side: int = 512) -> NDArray[np.bool_]:
    """Return the ink of a glyph in pixels."""
    y, x = (np.mgrid[0:side, 0:side] + 0.5) * 64 / side
    ink = silhouette.inked(glyph.shapes)
    found: NDArray[np.bool_] = shapely.contains_xy(ink, x.ravel(), y.ravel()).reshape(side, side)
    return found


@pytest.mark.parametrize("subject", [photographs.fish, photographs.house, photographs.turbine])
def test_a_photograph_gives_back_the_sketch(subject: Any, tmp_path: Path) -> None:
    ink = photographs.aslant(photographs.sheet(subject))
    file = photographs.saved(photographs.photograph(ink), tmp_path / "photo.jpg")
    glyph = tracing.traced(file, AS_IT_IS)
    assert photographs.likeness(surface(glyph), photographs.boxed(ink)) > 0.9
    # Few smooth curves, not a staircase of pixels; one filled shape that reads back the same.
    assert sum(len(run) for shape in glyph.shapes for run, _, _ in shape.runs) < 300
    assert svg.parse(glyph.svg) == glyph


def test_shadows_hide_nothing_and_add_nothing(tmp_path: Path) -> None:
    ink = photographs.aslant(photographs.sheet(photographs.fish, width=22))
    for shadow in (0.0, 0.4, 0.7):
        file = photographs.saved(
            photographs.photograph(ink, shadow=shadow, grain=10), tmp_path / f"{shadow}.jpg", quality=35
        )
        glyph = tracing.traced(file, AS_IT_IS)
        assert photographs.likeness(surface(glyph), photographs.boxed(ink)) > 0.85


def test_a_fine_pen_becomes_a_felt_pen(tmp_path: Path) -> None:
    ink = photographs.sheet(photographs.turbine, width=9)
    file = photographs.saved(photographs.photograph(ink), tmp_path / "stylo.jpg")
    thin, thick = tracing.traced(file, AS_IT_IS), tracing.traced(file)
    ink_of = {glyph: silhouette.inked(glyph.shapes) for glyph in (thin, thick)}
    assert ink_of[thick].area > 2 * ink_of[thin].area
    assert not any("trop fin" in sentence for sentence in legible.faults(thick))
    west, north, east, south = ink_of[thick].bounds
    assert max(east - west, south - north) == pytest.approx(tracing.SIDE, abs=0.6)


def test_specks_are_left_out_unless_they_are_wanted(tmp_path: Path) -> None:
    ink = photographs.sheet(photographs.house)
    chance = random.Random(1)
    for _ in range(40):
        x, y = chance.randrange(360, 840), chance.randrange(240, 700)
        ink.paste(255, (x, y, x + 5, y + 5))
    file = tmp_path / "taches.png"
    ink.point(lambda value: 255 - value).save(file)
    clean, dirty = (
        tracing.traced(file, AS_IT_IS),
        tracing.traced(file, Tracing(keep_small=True, least=0)),
    )
    assert len(clean.shapes[0].runs) < 8 < 20 < len(dirty.shapes[0].runs)


def test_the_edge_of_a_sheet_on_a_table_is_not_the_drawing(tmp_path: Path) -> None:
    ink = photographs.sheet(photographs.fish)
    seen = photographs.photograph(ink, shadow=0.3)
    table = Image.new("RGB", seen.size, (62, 44, 30))
    table.paste(seen.crop((60, 50, 1160, 870)), (60, 50))
    file = photographs.saved(table, tmp_path / "table.jpg")
    assert photographs.likeness(surface(tracing.traced(file, AS_IT_IS)), photographs.boxed(ink)) > 0.85


def test_chalk_on_a_blackboard_is_ink_too(tmp_path: Path) -> None:
    ink = photographs.sheet(photographs.fish)
    file = tmp_path / "tableau.png"
    ink.point(lambda value: 30 + value * 0.8).save(file)
    assert photographs.likeness(surface(tracing.traced(file, AS_IT_IS)), photographs.boxed(ink)) > 0.9


def test_squared_paper_does_not_show(tmp_path: Path) -> None:
    ink = photographs.sheet(photographs.fish)
    seen = np.asarray(photographs.photograph(ink, shadow=0.3), float)
    seen[::40] *= (0.75, 0.8, 0.95)
    seen[:, ::40] *= (0.75, 0.8, 0.95)
    file = photographs.saved(Image.fromarray(seen.astype(np.uint8)), tmp_path / "carreaux.jpg", 80)
    assert photographs.likeness(surface(tracing.traced(file, AS_IT_IS)), photographs.boxed(ink)) > 0.85


@pytest.mark.parametrize(
    "felt", [(240, 200, 20), (250, 120, 30), (200, 30, 40), (60, 160, 80), (90, 170, 230)]
)
def test_felt_pens_of_all_colours_are_ink(felt: tuple[int, int, int], tmp_path: Path) -> None:
    ink = photographs.sheet(photographs.fish)
    cover = np.asarray(ink, float)[:, :, None] / 255
    seen = np.asarray(photographs.photograph(Image.new("L", ink.size), shadow=0.4, grain=5), float)
    coloured = seen * (1 - cover + cover * np.array(felt) / 255)
    file = photographs.saved(Image.fromarray(coloured.astype(np.uint8)), tmp_path / "feutre.jpg", 80)
    assert photographs.likeness(surface(tracing.traced(file, AS_IT_IS)), photographs.boxed(ink)) > 0.85


def test_the_crop_looks_at_one_of_two_drawings(tmp_path: Path) -> None:
    both = Image.new("L", (2400, 900))
    both.paste(photographs.sheet(photographs.fish), (0, 0))
    both.paste(photographs.sheet(photographs.house), (1200, 0))
    file = tmp_path / "deux.png"
    both.point(lambda value: 255 - value).save(file)
    house = tracing.traced(file, Tracing(crop=(0.5, 0, 1, 1), least=0))
    truth = photographs.boxed(photographs.sheet(photographs.house))
    assert photographs.likeness(surface(house), truth) > 0.9
    with pytest.raises(Souci, match="cadre"):
        tracing.traced(file, Tracing(crop=(0.5, 0.5, 0.5, 0.5)))


def test_the_threshold_is_the_persons_when_they_say_so(tmp_path: Path) -> None:
    grey = Image.new("L", (400, 300), 255)
    grey.paste(150, (50, 50, 150, 250))
    grey.paste(20, (200, 50, 300, 250))
    file = tmp_path / "deux-gris.png"
    grey.save(file)
    assert len(tracing.traced(file, Tracing(threshold=0.3, least=0)).shapes[0].runs) == 1
    assert len(tracing.traced(file, Tracing(threshold=0.8, least=0)).shapes[0].runs) == 2
    seen = tracing.preview(file, Tracing(threshold=0.8))
    assert (seen.width, seen.height, seen.threshold) == (400, 300, 0.8)
    assert len(seen.grey) == len(seen.ink) == 400 * 300
    assert seen.ink.count(0) == pytest.approx(2 * 100 * 200, rel=0.02)


# What a file may be, and still be read.


def drawn(mode: str = "L") -> Image.Image:
    """Return an L in ink: its foot says what is up."""
    image = Image.new("L", (300, 400), 255)
    image.paste(0, (60, 40, 120, 360))
    image.paste(0, (60, 300, 240, 360))
    return image.convert(mode)


def upright(glyph: Glyph) -> bool:
    """Return whether the foot of the L is below, and to the right."""
    seen = surface(glyph, 64)
    return bool(seen[52, 40] and not seen[12, 40] and seen[12, 22])


def test_every_way_of_storing_the_same_picture_is_read(tmp_path: Path) -> None:
    sixteen = Image.fromarray(np.asarray(drawn(), np.uint16) * np.uint16(257))
    clear = drawn("RGBA")
    clear.putalpha(drawn().point(lambda value: 255 - value))
    paletted = drawn("P")
    frames = [drawn(), Image.new("L", (300, 400), 255)]
    cases: dict[str, tuple[Image.Image, dict[str, Any]]] = {
        "cmyk.jpg": (drawn("CMYK"), {}),
        "seize.png": (sixteen, {}),
        "clair.png": (clear, {}),
        "palette.png": (paletted, {}),
        "bits.png": (drawn("1"), {}),
        "gris-alpha.png": (drawn("LA"), {}),
        "anime.png": (frames[0], {"save_all": True, "append_images": frames[1:]}),
        "image.webp": (drawn("RGB"), {}),
        "progressive.jpg": (drawn("RGB"), {"progressive": True}),
    }
    for name, (image, options) in cases.items():
        image.save(tmp_path / name, **options)
        assert upright(tracing.traced(tmp_path / name, AS_IT_IS)), name
    drawn().save(tmp_path / "menteur.jpg", "PNG")
    assert upright(tracing.traced(tmp_path / "menteur.jpg", AS_IT_IS))


@pytest.mark.parametrize(("orientation", "turn"), [(1, 0), (3, 180), (6, 90), (8, 270)])
def test_a_telephone_held_sideways_is_obeyed(orientation: int, turn: int, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    drawn().rotate(turn, expand=True).save(tmp_path / "tourne.jpg", exif=exif)
    assert upright(tracing.traced(tmp_path / "tourne.jpg", AS_IT_IS))


def test_a_photograph_of_fifty_megapixels_is_read_small(tmp_path: Path) -> None:
    large = photographs.photograph(photographs.sheet(photographs.fish)).resize((8160, 6120))
    file = photographs.saved(large, tmp_path / "grande.jpg", 80)
    started = time.perf_counter()
    seen = picture.opened(file)
    assert time.perf_counter() - started < picture.PATIENCE
    assert max(seen.width, seen.height) == darkroom.SIDE
    truth = photographs.boxed(photographs.sheet(photographs.fish))
    assert photographs.likeness(surface(tracing.traced(file, AS_IT_IS)), truth) > 0.85


# What a file may be, and is not read.


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb(side: int, *, told: bool = True) -> bytes:
    """Return a PNG of a few kilobytes that says it is ``side`` pixels wide and high."""
    row = zlib.compressobj(9)
    line = bytes(1 + min(side, 60_000))
    data = b"".join(row.compress(line) for _ in range(200)) + row.flush()
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    text = chunk(b"zTXt", b"k\0\0" + zlib.compress(b"a" * 40_000_000, 9)) if not told else b""
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + text + chunk(b"IDAT", data) + chunk(b"IEND", b"")


@cache
def bad_files() -> dict[str, bytes]:
    good = Path(__file__).with_name("photographs.py").read_bytes()
    jpeg, png = encoded("JPEG"), encoded("PNG")
    broken = bytearray(png)
    broken[len(png) // 2] ^= 0xFF
    return {
        "vide.png": b"",
        "texte.png": good,
        "zeros.jpg": bytes(100_000),
        "coupee.jpg": jpeg[: len(jpeg) // 2],
        "coupee.png": png[: len(png) // 2],
        "abimee.png": bytes(broken),
        "bombe.png": bomb(60_000),
        "bombe-large.png": bomb(2_000_000_000),
        "bombe-moyenne.png": bomb(7_000),
        "bombe-texte.png": bomb(500, told=False),
        "photo.heic": b"\0\0\0\x18ftypheic" + bytes(100),
        "image.avif": b"\0\0\0\x18ftypavif" + bytes(100),
        "plan.pdf": b"%PDF-1.7\n" + bytes(100),
        "vieille.gif": b"GIF89a" + bytes(100),
        "dessin.png": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        "seul.png": encoded("PNG", (1, 1)),
        "blanche.png": encoded("PNG", (300, 300), blank=True),
    }


def encoded(kind: str, size: tuple[int, int] | None = None, *, blank: bool = False) -> bytes:
    from io import BytesIO

    noise = np.random.default_rng(1).integers(0, 255, (400, 300), np.uint8)
    image = Image.new("L", size or (1, 1), 255) if blank or size else Image.fromarray(noise)
    held = BytesIO()
    image.save(held, kind)
    return held.getvalue()


@pytest.mark.parametrize("name", list(bad_files()))
def test_what_cannot_be_read_is_one_sentence_soon(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(bad_files()[name])
    started = time.perf_counter()
    with pytest.raises(Souci) as said:
        tracing.traced(file)
    assert time.perf_counter() - started < picture.PATIENCE + 1
    sentence = str(said.value)
    assert "\n" not in sentence
    assert "Error" not in sentence
    assert len(sentence) < 220


def test_what_is_brought_by_mistake_is_named(tmp_path: Path) -> None:
    for name, word in {
        "photo.heic": "HEIC",
        "plan.pdf": "PDF",
        "vide.png": "vide",
        "dessin.png": "SVG",
    }.items():
        (tmp_path / name).write_bytes(bad_files()[name])
        with pytest.raises(Souci, match=word):
            tracing.traced(tmp_path / name)
    with pytest.raises(Souci, match="ne peut pas être lu"):
        tracing.traced(tmp_path / "absente.png")
    with pytest.raises(Souci):
        tracing.traced(tmp_path)


def test_noise_is_said_to_be_too_much(tmp_path: Path) -> None:
    noise = np.random.default_rng(2).integers(0, 255, (1000, 1000), np.uint8)
    Image.fromarray(noise).save(tmp_path / "bruit.png")
    with pytest.raises(Souci, match="trop de détails"):
        tracing.traced(tmp_path / "bruit.png", Tracing(crop=(0, 0, 1, 1), keep_small=True))


def test_a_process_that_hangs_is_killed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(picture, "PATIENCE", 0.01)
    # Some tenths of a second to decode.
    noise = np.random.default_rng(3).integers(0, 255, (4000, 4000), np.uint8)
    Image.fromarray(noise).save(tmp_path / "lente.png", compress_level=1)
    with pytest.raises(Souci, match="ne finit pas"):
        picture.opened(tmp_path / "lente.png")


def test_the_process_that_reads_pictures_has_nothing_of_the_program(checkout: Path) -> None:
    code = (
        "import sys\n"
        "from app.apart import child\n"
        "from app.catalogue import darkroom\n"
        "try:\n"
        "    darkroom.sign({'path': sys.argv[1]}, print)\n"
        "except Exception as said:\n"
        "    print(said)\n"
        "print(*sorted({n.split('.')[0] for n in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "nothing"], cwd=checkout, capture_output=True, text=True, timeout=30
    )
    assert "nothing" in done.stdout.splitlines()[0]
    assert "abîmée" in done.stdout.splitlines()[0]
    assert not {"numpy", "shapely", "PySide6", "sqlite3"} & set(done.stdout.split())


# Drawings.


def test_a_drawing_is_brought_to_the_size_of_the_family(tmp_path: Path) -> None:
    file = tmp_path / "petit.svg"
    file.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><path d="M2 2h10v20h-10z"/></svg>',
        "utf-8",
    )
    west, north, east, south = silhouette.inked(tracing.drawing_of(file).shapes).bounds
    assert (west + east) / 2 == pytest.approx(32)
    assert south - north == pytest.approx(tracing.SIDE)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"<svg",
        b'<!DOCTYPE a [<!ENTITY b "c">]><svg/>',
        b"<svg><script/></svg>",
        b"x" * 300_000,
    ],
)
def test_a_hostile_drawing_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_bytes(content)
    with pytest.raises(Souci):
        tracing.drawing_of(tmp_path / "a.svg")
