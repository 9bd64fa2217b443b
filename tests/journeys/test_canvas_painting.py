"""What the canvas paints again is what a whole repaint shows, to the pixel, whatever the scaling of the screen."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

#: Random acts on a canvas; after each of them, what is seen against tiles baked from nothing.
PROGRAM = """
import random, sys, tempfile
from pathlib import Path
from PySide6.QtWidgets import QApplication
application = QApplication([])
from app.catalogue.load import shipped
from app.painting import fonts
from app.storage.file import PosterFile
from app.ui.canvas.canvas import Canvas
from app.ui.session import Session
from tests.journeys.test_canvas_tiles import differing, edit, repainted, shown
from tests.unit.ui.posters import ground

class Stage:
    def __init__(self, session, canvas):
        self.session, self.canvas = session, canvas
    def items(self):
        return self.session.document.items()
    def rest(self):
        while not self.canvas.resting:
            QApplication.processEvents()

fonts.load()
folder = tempfile.mkdtemp()
session = Session(PosterFile.create(Path(folder) / "poster.gpkg", ground()), shipped())
canvas = Canvas(session)
canvas.resize(640, 460)
canvas.show()
stage, chance = Stage(session, canvas), random.Random(20)
assert canvas.devicePixelRatioF() == float(sys.argv[1]), canvas.devicePixelRatioF()
wrong = []
for rank in range(16):
    edit(stage, chance, rank)
    canvas.repaint()
    if rank % 4 == 1:
        canvas.zoom_in() if rank % 8 == 1 else canvas.zoom_out()
    if rank % 4 == 3:
        seen = shown(stage)
        wrong.append(differing(seen, repainted(stage), 0))
print(wrong)
"""


@pytest.mark.parametrize("ratio", ["1.0", "1.5"])
def test_after_random_acts_the_canvas_equals_a_fresh_paint_to_the_pixel(ratio: str) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": ratio}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, ratio],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[0, 0, 0, 0]"
