"""The canvas can be imported before the first paint of the window: it brings nothing heavy with it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_the_canvas_and_the_tools_bring_no_heavy_library(checkout: Path) -> None:
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            (
                "import sys, app.ui.canvas.canvas, app.ui.tools.registry\n"
                "heavy = {'shapely', 'numpy', 'pandas', 'pyproj', 'pyogrio', 'geopandas'}\n"
                "print(sorted(heavy & {name.split('.')[0] for name in sys.modules}))"
            ),
        ],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "[]"
