"""The PNG that leaves: what it holds, that strips do not show, and what happens when it cannot be written."""

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from app.drawing.ink import Band, Ink, Scene
from app.drawing.primitives import Path as Drawn
from app.drawing.primitives import Subpath, Text, TextLine, dots, rectangle
from app.exports import png, registry
from app.exports.png import PngOptions
from app.exports.registry import Annule, Exporter, Illisible, Snapshot
from app.i18n import Souci
from tests.unit.drawing import sheets


@pytest.fixture(autouse=True)
def _formats(monkeypatch, qapp):
    monkeypatch.setattr(registry, "exporters", lambda: (png.exporter(),))


def snapshot(*more, **changes) -> Snapshot:
    return Snapshot(sheets.records(*more, **changes), sheets.CATALOGUE)


def written(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def scene(*primitives) -> Scene:
    return Scene(420, 297, (Ink.of("x", Band.FOND, primitives),))


def painted(made: Scene, path: Path, strip: int | None, monkeypatch, **options) -> Image.Image:
    if strip:
        monkeypatch.setattr(png, "STRIP", strip)
    png.write(made, path, PngOptions(**options), "Titre", lambda share: None)
    png.check(path, PngOptions(**options))
    with Image.open(path) as image:
        image.load()
        return image.copy()


@pytest.mark.parametrize(
    ("sheet", "dpi", "size"),
    [("A4", 72, (842, 595)), ("A3", 72, (1191, 842)), ("A2", 36, (842, 595)), ("A0", 30, (1403, 992))],
)
def test_a_picture_has_the_size_of_its_sheet_and_says_its_resolution(tmp_path, sheet, dpi, size) -> None:
    path = tmp_path / "poster.png"

    assert registry.export(snapshot(titre="Où ça ? L’œuvre"), path, PngOptions(sheet, dpi)) == (path,)
    with Image.open(path) as image:
        image.load()
        assert image.mode == "RGB"
        assert image.size == pytest.approx(size, abs=1)
        assert image.info["dpi"] == pytest.approx((dpi, dpi), abs=0.02)
        assert image.info["Title"] == "Où ça ? L’œuvre"
        assert "srgb" in image.info
    assert written(tmp_path) == ["poster.png"]


def test_a_larger_sheet_is_the_same_sheet_enlarged(tmp_path) -> None:
    small, large = tmp_path / "a3.png", tmp_path / "a1.png"
    content = snapshot(sheets.mark("m", "ecole", 150, 150), sheets.postit("p", 20, 50))
    registry.export(content, small, PngOptions("A3", 60))
    registry.export(content, large, PngOptions("A1", 30))

    assert small.read_bytes()[100:] == large.read_bytes()[100:] or _alike(small, large) < 0.5


def _alike(one: Path, other: Path) -> float:
    from PIL import ImageChops, ImageStat

    with Image.open(one) as a, Image.open(other) as b:
        return max(ImageStat.Stat(ImageChops.difference(a, b)).mean)


@pytest.mark.parametrize("strip", [37, 128, 512])
def test_strips_do_not_show(tmp_path, monkeypatch, strip) -> None:
    made = sheets.composer().compose(
        sheets.records(
            sheets.mark("m", "ecole", 150, 150, valence="plus"), sheets.postit("p", 20, 50), titre="Un titre"
        )
    )
    whole = painted(made, tmp_path / "un.png", 5000, monkeypatch, sheet="A4", dpi=72)
    cut = painted(made, tmp_path / "deux.png", strip, monkeypatch, sheet="A4", dpi=72)

    assert whole.tobytes() == cut.tobytes()


def test_long_paths_are_painted_by_the_parts_that_touch_a_strip(tmp_path, monkeypatch) -> None:
    many = dots([(10.0 + 8 * (n % 50), 10.0 + 6 * (n // 50)) for n in range(2000)], 1.5, "#B3122B")
    rings = Drawn(tuple(rectangle(20 + 5 * n, 20 + 3 * n, 200, 100) for n in range(20)), fill="#1E7A60")
    made = scene(rings, many, Text((TextLine(50, 150, "Ambert"),), "Black", 30.0, "#16202A"))
    whole = painted(made, tmp_path / "un.png", 5000, monkeypatch, sheet="A4", dpi=60)
    cut = painted(made, tmp_path / "deux.png", 29, monkeypatch, sheet="A4", dpi=60)

    assert whole.tobytes() == cut.tobytes()
    assert whole.getpixel((0, 0)) == (255, 255, 255)
    assert len(whole.getcolors(100_000)) > 3


def test_colours_leave_as_they_are(tmp_path, monkeypatch) -> None:
    made = scene(
        Drawn((rectangle(0, 0, 210, 297),), fill="#B3122B"),
        Drawn((rectangle(210, 0, 210, 297),), fill="#1F6FB2"),
    )
    image = painted(made, tmp_path / "c.png", None, monkeypatch, sheet="A4", dpi=30)

    assert image.getpixel((5, 5)) == (0xB3, 0x12, 0x2B)
    assert image.getpixel((image.width - 5, image.height - 5)) == (0x1F, 0x6F, 0xB2)


def test_a_strip_asks_only_for_what_touches_it() -> None:
    low, high = (
        Drawn((rectangle(0, 0, 10, 10),), fill="#000000"),
        Drawn((rectangle(0, 200, 10, 10),), fill="#000000"),
    )
    line = Drawn(tuple(Subpath(((0.0, y), (9.0, y))) for y in range(0, 200, 10)), stroke="#000000", width=1.0)
    waiting = png._Waiting((low, high, line))

    first = list(waiting.between(0, 20))
    assert low in first
    assert high not in first
    assert len(next(item for item in first if item is not low).subpaths) == 3
    assert list(waiting.between(250, 260)) == []


def test_progress_is_told_and_can_give_up(tmp_path) -> None:
    path = tmp_path / "poster.png"
    path.write_bytes(b"avant")
    told: list[float] = []

    def go_on(share: float) -> bool:
        told.append(share)
        return share < 0.4

    with pytest.raises(Annule, match="abandonné"):
        registry.export(snapshot(), path, PngOptions("A2", 150), go_on)
    assert told == sorted(told)
    assert path.read_bytes() == b"avant"
    assert written(tmp_path) == ["poster.png"]


def test_a_finished_export_was_told_whole(tmp_path) -> None:
    told: list[float] = []
    registry.export(snapshot(), tmp_path / "p.png", PngOptions("A4", 72), lambda share: told.append(share))

    assert told[0] == 0.0
    assert told[-1] == 1.0


def test_a_poster_that_overflows_leaves_as_two_pictures(tmp_path) -> None:
    marks = [sheets.mark(f"m{n}", "ecole", 100, 100, texte=f"Sens {n}", ordre=n) for n in range(40)]
    found = registry.export(snapshot(*marks), tmp_path / "poster.png", PngOptions("A4", 72))

    assert [path.name for path in found] == ["poster.png", "poster-2.png"]
    assert written(tmp_path) == ["poster-2.png", "poster.png"]


def test_an_unknown_suffix_names_the_known_ones(tmp_path) -> None:
    with pytest.raises(Souci, match=r"\.png"):
        registry.export(snapshot(), tmp_path / "poster.tiff")


def test_a_folder_that_does_not_exist_is_a_calm_sentence(tmp_path) -> None:
    with pytest.raises(Souci, match="n’existe pas"):
        registry.export(snapshot(), tmp_path / "nulle-part" / "poster.png", PngOptions("A4", 72))
    assert written(tmp_path) == []


def test_a_file_in_place_of_a_folder_is_a_calm_sentence(tmp_path) -> None:
    (tmp_path / "fichier").write_text("x")
    with pytest.raises(Souci):
        registry.export(snapshot(), tmp_path / "fichier" / "poster.png", PngOptions("A4", 72))


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="root writes everywhere")
def test_a_folder_that_cannot_be_written_is_a_calm_sentence(tmp_path) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        with pytest.raises(Souci, match="votre poster est intact"):
            registry.export(snapshot(), tmp_path / "poster.png", PngOptions("A4", 72))
    finally:
        tmp_path.chmod(stat.S_IRWXU)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "plus de place"),
        (errno.EFBIG, "plus de place"),
        (errno.EACCES, "n’a pas pu être écrit"),
    ],
)
def test_an_error_of_the_disk_leaves_the_target_untouched(tmp_path, monkeypatch, number, words) -> None:
    path = tmp_path / "poster.png"
    path.write_bytes(b"avant")
    wrote = png._chunk

    def full(out, kind, body):
        wrote(out, kind, body)
        if kind == b"IDAT":
            raise OSError(number, os.strerror(number))

    monkeypatch.setattr(png, "_chunk", full)
    with pytest.raises(Souci, match=words):
        registry.export(snapshot(), path, PngOptions("A3", 100))
    assert path.read_bytes() == b"avant"
    assert written(tmp_path) == ["poster.png"]


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of file size there")
def test_a_limit_of_file_size_is_a_full_disk(tmp_path) -> None:
    program = f"""
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from pathlib import Path
from app.exports import png, registry
from app.i18n import Souci
from tests.unit.drawing import sheets
registry.exporters = lambda: (png.exporter(),)
resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))
try:
    registry.export(registry.Snapshot(sheets.records(), sheets.CATALOGUE), Path({str(tmp_path)!r}) / "p.png")
except Souci as said:
    print(said)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120)

    assert "plus de place" in done.stdout, done.stderr
    assert written(tmp_path) == []


@pytest.mark.parametrize("damage", ["cut", "flip", "short", "text"])
def test_what_does_not_read_back_replaces_nothing(tmp_path, monkeypatch, damage) -> None:
    path = tmp_path / "poster.png"
    path.write_bytes(b"avant")
    run = png.run

    def damaged(content, beside, options, progress):
        run(content, beside, options, progress)
        data = bytearray(beside.read_bytes())
        if damage == "cut":
            data = data[: len(data) // 2]
        elif damage == "flip":
            data[len(data) // 2] ^= 0x10
        elif damage == "short":
            data = data[:-12]
        else:
            data = bytearray(b"ceci n'est pas une image")
        beside.write_bytes(data)

    made = png.exporter()
    broken = Exporter(made.key, made.label, made.purpose, made.suffixes, made.options, damaged, made.check)
    monkeypatch.setattr(registry, "exporters", lambda: (broken,))
    with pytest.raises(Souci, match="ne se relit pas"):
        registry.export(snapshot(), path, PngOptions("A3", 100))
    assert path.read_bytes() == b"avant"
    assert written(tmp_path) == ["poster.png"]


def test_the_check_reads_the_rows_of_the_last_strip(tmp_path, monkeypatch) -> None:
    made = scene(Drawn((rectangle(0, 0, 420, 297),), fill="#B3122B"))
    path = tmp_path / "p.png"
    monkeypatch.setattr(png, "STRIP", 100)
    png.write(made, path, PngOptions("A4", 72), "", lambda share: None)
    png.check(path, PngOptions("A4", 72))

    monkeypatch.setattr(png, "STRIP", 90)
    with pytest.raises(Illisible):
        png.check(path, PngOptions("A4", 72))


@pytest.mark.parametrize("values", [{"sheet": "A7"}, {"dpi": 5}, {"dpi": 100_000}])
def test_options_out_of_measure_are_refused(values) -> None:
    with pytest.raises(ValueError, match=r"sheet|dpi"):
        PngOptions(**values)


def test_names_leave_where_the_screen_showed_them(tmp_path) -> None:
    from app.drawing.scene import Composer

    town = sheets.place("2", "Bourg", 130, 120, 2)
    screen = Composer(sheets.CATALOGUE)
    screen.compose(sheets.records(town, sheets.mark("m", "ecole", 145, 120)))
    shown = screen.compose(sheets.records(town))
    png_path = tmp_path / "p.png"
    registry.export(
        Snapshot(sheets.records(town), sheets.CATALOGUE, screen.placements), png_path, PngOptions("A4", 72)
    )
    png.write(
        shown, tmp_path / "ecran.png", PngOptions("A4", 72), "Un titre avec un verbe", lambda share: None
    )

    assert png_path.read_bytes() == (tmp_path / "ecran.png").read_bytes()


@pytest.mark.lent
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc to tell the peak")
def test_a0_at_300_dpi_stays_small_in_memory(tmp_path) -> None:
    program = f"""
from pathlib import Path
from app.exports import png, registry
from tests.unit.drawing import sheets
registry.exporters = lambda: (png.exporter(),)
marks = [sheets.mark(f"m{{n}}", "ecole", 60 + 10 * n, 150) for n in range(20)]
registry.export(registry.Snapshot(sheets.records(*marks), sheets.CATALOGUE), Path({str(tmp_path)!r}) / "p.png",
                png.PngOptions("A0", 300))
# The peak of this very program: ru_maxrss starts from that of the process that launched it.
status = Path("/proc/self/status").read_text()
print(int(status.split("VmHWM:")[1].split()[0]) / 1024)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=170)

    assert float(done.stdout) < 350, done.stderr
