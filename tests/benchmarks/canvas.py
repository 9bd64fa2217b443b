"""The canvas under a hand that hurries: France with all its communes, 1,100 marks, 60 post-its.

Bare (B): a window of the same size blits one pixmap as large as itself. Every frame, ours and the bare one, counts
from its event until the server of the screen has the pixels: the flush of the backing store included. Hands move
at sixty frames a second, and the sheet is refined between two frames as in the program.

Each size of window has a process of its own, on the screen there is, else on one that Xvfb makes (``xcb``), else
on none: ``offscreen``, where nothing is flushed and B is a mere copy in memory.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.measure import Figure, capped, compared

#: The window of an old laptop, and that of a projector.
SIZES = ((1366, 768), (1920, 1080))
#: What a frame may take, in B: half of the frames, nineteen in twenty, or the worst.
GOALS = {
    "pan_p50": 2.0,
    "pan_p95": 4.0,
    "zoom_p50": 5.0,
    "zoom_p95": 8.0,
    "drag_p95": 5.0,
    "hover_p95": 5.0,
    "hit_p95": 1.0,
    "key_p95": 20.0,
    "act_p95": 25.0,
    "slice_worst": 25.0,
}
#: What marks may cost a pan, MB in memory with all of it, and how much these grow over five hundred pans and zooms.
LADEN, MOST_MB, GROWTH = 1.5, 350.0, 1.02


def run() -> Iterator[Figure]:
    """Yield the figures of both windows on the best screen there is: milliseconds against B, and memory."""
    with screen() as environment:
        yield from _figures(environment)


def run_offscreen() -> Iterator[Figure]:
    """Yield the same figures where nothing is flushed."""
    yield from _figures({**os.environ, "QT_QPA_PLATFORM": "offscreen"})


def _figures(environment: Mapping[str, str]) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "france.gpkg"
        # Built apart: what the making of it leaves in memory is none of the canvas's.
        _child(environment, "tests.benchmarks.canvas_france", str(file))
        for width, height in SIZES:
            # The hand empties the sheet in the end, and the file keeps it so: each window has one of its own.
            own = Path(shutil.copy(file, Path(folder) / f"{width}x{height}.gpkg"))
            told = _child(environment, "tests.benchmarks.canvas_hand", str(own), str(width), str(height))
            own.unlink()
            found = {name: float(value) for name, value in (line.split() for line in told.splitlines())}
            where = f"[{environment['QT_QPA_PLATFORM']} {width}×{height}]"
            yield from _compared(found, where)


def _compared(found: Mapping[str, float], where: str) -> Iterator[Figure]:
    for name, goal in GOALS.items():
        yield compared(f"canvas_{name}{where}", "ms", found[name], found["b"], goal)
    yield compared(f"canvas_laden_pan{where}", "ms", found["pan_p50"], found["bare_pan_p50"], LADEN)
    yield compared(f"canvas_blanks{where}", "squares", found["blanks"], 1.0, 0.0)
    yield capped(f"canvas_memory{where}", "MB", found["mb"], MOST_MB)
    yield compared(f"canvas_growth{where}", "MB", found["mb_after"], found["mb"], GROWTH)


def _child(environment: Mapping[str, str], module: str, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", module, *words],
        env=dict(environment),
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{module}: {done.stderr}")
    return done.stdout


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """Give the environment of a screen: that of the machine, one of Xvfb, or none."""
    native = {"win32": "windows", "darwin": "cocoa"}.get(sys.platform, "xcb")
    here = {**os.environ, "QT_QPA_PLATFORM": native}
    if native != "xcb" or os.environ.get("DISPLAY"):
        yield here
        return
    server = shutil.which("Xvfb")
    if server is None:
        yield {**here, "QT_QPA_PLATFORM": "offscreen"}
        return
    read, write = os.pipe()
    # The server says which display it took.
    with subprocess.Popen(
        [server, "-displayfd", str(write), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    ) as running:
        os.close(write)
        try:
            with os.fdopen(read) as told:
                number = told.readline().strip()
            if not number:
                raise RuntimeError("Xvfb has no display to give")
            yield {**here, "DISPLAY": f":{number}"}
        finally:
            running.terminate()
