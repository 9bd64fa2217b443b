"""The sample as a PNG, A0 at 300 dpi: time and memory, against the same primitives, bands and encoder done bare."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

from tests.benchmarks.measure import Figure, alternated, capped, compared

GOAL = 1.3
PEAK_MB = 350.0
RUNS = 3
SHEET, DPI, BAND = "A0", 300, 512

COMMON = """
import os, sys, tempfile, time
from pathlib import Path
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from app import paths
from app.catalogue.load import shipped
from app.drawing.scene import Composer
from app.exports.registry import Snapshot
from app.storage.file import PosterFile
file = PosterFile.open(paths.resource("samples", "ambert-livradois-forez.gpkg"))
records = dict(file.document.records)
file.close()
out = Path(tempfile.mkdtemp()) / "a0.png"
from PySide6.QtGui import QGuiApplication, QImage, QPainter
app = QGuiApplication([])
from app.painting.painter import paint
import numpy as np
from isal import isal_zlib
"""
REPORT = """
# The peak of this very program: ru_maxrss would start from that of the process that launched it.
peak = int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) / 1024
out.unlink()
out.parent.rmdir()
print(took, peak)
"""
OURS = (
    COMMON
    + f"""
from app.exports.png import PngOptions
from app.exports.registry import export
snapshot = Snapshot(records, shipped())
start = time.perf_counter()
export(snapshot, out, PngOptions(sheet="{SHEET}", dpi={DPI}))
took = time.perf_counter() - start
"""
    + REPORT
)
# Every primitive is painted on every band that its box meets: what any export has to do, and nothing else.
BARE = (
    COMMON
    + f"""
from app.drawing.primitives import box
from app.poster.sheet import SHEETS
start = time.perf_counter()
scene = Composer(shipped()).compose(records)
scale = SHEETS["{SHEET}"] * {DPI} / 25.4
width, height = round(scene.width * scale), round(scene.height * scale)
placed = [(primitive, box((primitive,))) for primitive in scene.primitives()]
image = QImage(width, {BAND}, QImage.Format.Format_RGB888)
encoder = isal_zlib.compressobj(1)
with out.open("wb") as stream:
    for top in range(0, height, {BAND}):
        rows = min({BAND}, height - top)
        image.fill(0xFFFFFFFF)
        painter = QPainter(image)
        painter.translate(0, -top)
        low, high = top / scale, (top + rows) / scale
        paint(painter, [p for p, b in placed if b and b[3] >= low and b[1] <= high], scale)
        painter.end()
        lines = np.frombuffer(image.constBits(), np.uint8).reshape({BAND}, -1)[:rows, : width * 3]
        stream.write(encoder.compress(np.pad(lines, ((0, 0), (1, 0))).tobytes()))
        stream.write(encoder.flush(isal_zlib.Z_SYNC_FLUSH))
    stream.write(encoder.flush())
took = time.perf_counter() - start
"""
    + REPORT
)


def run() -> Iterator[Figure]:
    """Yield the time in seconds against the bare one, and the peak of memory in MB against its limit."""
    peaks: list[float] = []

    def measured(program: str, peaks: list[float]) -> float:
        done = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, timeout=300, check=True
        )
        took, peak = map(float, done.stdout.split()[-2:])
        peaks.append(peak)
        return took

    ours, bare = alternated(lambda: measured(OURS, peaks), lambda: measured(BARE, []), RUNS)
    yield compared("png_a0_time", "s", ours, bare, GOAL)
    yield capped("png_a0_memory", "MB", max(peaks), PEAK_MB)
