"""The same poster twice: on a ground without an outline, and on a blank sheet; and what both look like on the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from app.catalogue.load import shipped
from app.drawing.ink import Ink
from app.drawing.scene import Composer
from app.imports.new import blank_poster
from app.painting import fonts
from app.poster.records import Poster, Record
from app.storage.file import PosterFile
from app.ui.canvas.canvas import Canvas
from app.ui.session import Session
from tests.journeys.canvas_stage import Stage

#: What may part two drawings, in mm.
APART = 0.01
ON_GROUND = Poster(
    uid="sol", crs=2154, centre_x=747_603.4, centre_y=6_494_911.8, metres_par_mm=387.5, territoire_nom=""
)
ON_PAPER = next(record for record in blank_poster() if isinstance(record, Poster))
BOTH = (ON_GROUND, ON_PAPER)


@contextmanager
def staged(poster: Poster, folder: Path, qtbot: QtBot) -> Iterator[Stage]:
    """Open a poster on a canvas of its own, and close both at the end."""
    fonts.load()
    session = Session(PosterFile.create(folder / f"{poster.uid}.gpkg", [poster]), shipped())
    canvas = Canvas(session)
    canvas.resize(917, 656)
    with qtbot.waitExposed(canvas):
        canvas.show()
    # What is compared is what the scene holds: nothing needs to be painted, nor tiles baked while a hand moves.
    canvas.setUpdatesEnabled(False)
    canvas._baking.timeout.disconnect()
    canvas.activateWindow()
    canvas.setFocus()
    try:
        yield Stage(session, canvas, qtbot)
    finally:
        canvas.close_text()
        canvas.hide()
        session.close()
        canvas.deleteLater()


def composed(records: Mapping[str, Record]) -> list[Ink]:
    """Return what a poster looks like, its foot left out: a blank sheet has neither scale nor north."""
    scene = Composer(shipped()).compose(records)
    return [ink for ink in scene.inks if not ink.uid.startswith(("feuille:nord", "feuille:echelle"))]


def flat(value: Any) -> Iterator[Any]:
    """Yield the numbers and words of a drawing, in order."""
    if is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from flat(getattr(value, each.name))
    elif isinstance(value, str) or not isinstance(value, Iterable):
        yield value
    else:
        for each in value:
            yield from flat(each)


def differs(one: Any, other: Any) -> str:
    """Return how two drawings differ, or ""."""
    mine, its = list(flat(one)), list(flat(other))
    if len(mine) != len(its):
        return f"{len(mine)} values and {len(its)}"
    for a, b in zip(mine, its, strict=True):
        if isinstance(a, float) and isinstance(b, float) and abs(a - b) <= APART:
            continue
        if a != b:
            return f"{a!r} and {b!r}"
    return ""
