"""A map under the poster on the canvas: seen at once, paler, hidden, moved, undone; never in the way of the hand."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PIL import Image as Pillow
from PySide6.QtGui import QColor, QImage

from app.exports.png import PngOptions
from app.exports.registry import export
from app.exports.svg import SvgOptions
from app.imports import calques
from app.imports.calques import Brought
from app.painting import images
from app.poster.geometry import Coord
from app.poster.records import Calque
from app.poster.sheet import MapFrame
from app.ui import arriving, fitting
from app.ui.canvas.canvas import Canvas
from app.ui.session import Session
from tests.journeys.canvas_stage import CTRL, Stage, X, Y
from tests.journeys.test_canvas_photos import alike, seen

RED = "#c81e28"


def laid(stage: Stage, size: tuple[int, int] = (600, 400), **more: object) -> Calque:
    held = io.BytesIO()
    Pillow.new("RGB", size, RED).save(held, "PNG")
    document = stage.session.document
    brought = Brought(held.getvalue(), *size, None, "plan", "plan.png")
    made = calques.calque(
        document.poster, document.records.values(), brought, stage.session.file.pictures.add
    )
    made = replace(made, opacite=1.0, **more)  # type: ignore[arg-type]
    stage.put(made)
    return made


def test_a_picture_is_seen_at_once_and_follows_every_change(stage: Stage) -> None:
    place = (X + 20, Y + 30)
    before = seen(stage, place)
    record = laid(stage)
    assert alike(seen(stage, place), RED)
    stage.put(replace(record, opacite=0.5))
    pale = seen(stage, place)
    assert pale.green() > QColor(RED).green() + 80
    stage.put(replace(record, visible=False))
    assert seen(stage, place) == before
    stage.session.history.undo()
    assert seen(stage, place) == pale
    frame = MapFrame.of(stage.session.document.poster)
    away = tuple(
        frame.to_ground(x + 160, y)
        for x, y in (frame.to_page(*corner) for corner in record.geometry.parts[0][0][:4])
    )
    stage.put(calques.moved(record, away))  # type: ignore[arg-type]
    assert seen(stage, place) == before
    assert alike(seen(stage, (X + 110, Y)), RED)
    stage.session.history.undo()
    stage.session.history.undo()
    assert alike(seen(stage, place), RED)
    stage.session.history.undo()
    assert seen(stage, place) == before


def test_the_hand_passes_through_it(stage: Stage) -> None:
    laid(stage)
    stage.session.use("choisir")
    stage.click((X + 33, Y + 41))
    assert not stage.session.selection
    stage.arm("sante")
    stage.click((X, Y))
    assert stage.mark().picto == "sante"


def test_it_is_cut_at_the_map_and_leaves_with_the_poster(stage: Stage, tmp_path: Path) -> None:
    record = laid(stage)
    frame = MapFrame.of(stage.session.document.poster)
    wide = tuple(
        frame.to_ground(X + (x - X) * 5, Y + (y - Y) * 5)
        for x, y in (frame.to_page(*corner) for corner in record.geometry.parts[0][0][:4])
    )
    stage.put(calques.moved(record, wide))  # type: ignore[arg-type]
    left, top, right, _ = frame.box
    assert not alike(seen(stage, (right + 3, top + 20)), RED)
    (path,) = export(stage.session.snapshot(), tmp_path / "p.png", PngOptions(sheet="A4", dpi=100))
    out = Pillow.open(path).convert("RGB")
    scale = out.width / 420
    for place, inside in (((left + 5, top + 5), True), ((right + 5, top + 5), False)):
        found = out.getpixel((int(place[0] * scale), int(place[1] * scale)))
        assert alike(QColor(*found), RED) is inside  # type: ignore[misc]
    (path,) = export(stage.session.snapshot(), tmp_path / "p.svg", SvgOptions())
    assert path.read_text("utf-8").count("<image ") == 1


@pytest.mark.parametrize("zoom", [0.5, 3.0])
def test_tiles_of_any_zoom_show_it(stage: Stage, zoom: float) -> None:
    laid(stage)
    view = stage.canvas.view
    view.zoom(zoom, *view.to_pixel(X, Y))
    assert alike(seen(stage, (X + 20, Y + 30)), RED)


@pytest.fixture
def held_up(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Hold up the decoding of large pictures until the test lets go."""
    free, made = Event(), images.Making.made

    def waiting(self: images.Making) -> QImage | None:
        assert free.wait(30)
        return made(self)

    monkeypatch.setattr(images.Making, "made", waiting)
    yield free
    free.set()


#: Too large to be decoded at once.
LARGE = (3_000, 2_000)


def test_the_window_does_not_wait_for_a_large_picture(stage: Stage, held_up: Event) -> None:
    place = (X + 20, Y + 30)
    before = shot(stage, place)
    record = laid(stage, LARGE)
    stage.session.select(())
    assert shot(stage, place) == before, "the paper is seen, and the window was not held up"
    assert not stage.canvas.resting
    # Hands go on meanwhile.
    stage.wheel((X, Y), 0, 120, CTRL)
    stage.wheel((X, Y), 0, -120, CTRL)
    assert shot(stage, place) == before
    stage.put(replace(record, opacite=0.9))
    stage.session.undo()
    held_up.set()
    stage.qtbot.waitUntil(lambda: stage.canvas.resting, timeout=30_000)
    # Nothing else asks for a paint.
    assert alike(shot(stage, place), RED)


def test_a_picture_in_hand_is_seen_once_it_is_there(stage: Stage, held_up: Event) -> None:
    record = laid(stage, LARGE)
    fitting.begin(stage.session, record.uid)
    place = (X + 20, Y + 30)
    before = shot(stage, place)
    held_up.set()
    stage.qtbot.waitUntil(lambda: not stage.session.arriving.busy, timeout=30_000)
    assert shot(stage, place) != before


def test_what_came_later_has_the_pixels_of_what_is_decoded_at_once(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.put(replace(laid(stage, LARGE), opacite=0.7))
    stage.session.select(())
    stage.rest()
    stage.canvas.grab()
    stage.qtbot.waitUntil(lambda: stage.canvas.resting, timeout=30_000)
    came = stage.canvas.grab().toImage()
    monkeypatch.setattr(arriving, "AT_ONCE", LARGE[0] * LARGE[1])
    other = Session(stage.session.file, stage.session.catalogue)
    canvas = Canvas(other)
    canvas.resize(stage.canvas.size())
    canvas.fit()
    canvas.grab()
    stage.qtbot.waitUntil(lambda: canvas.resting, timeout=30_000)
    assert not other.arriving.busy
    assert canvas.grab().toImage() == came
    canvas.deleteLater()
    other.hush()


def shot(stage: Stage, page: Coord) -> QColor:
    """Return the colour of the screen at a place of the page, as it is now."""
    image = stage.canvas.grab().toImage()
    at = stage.pixel(page)
    ratio = image.devicePixelRatio()
    return QColor(image.pixel(round(at.x() * ratio), round(at.y() * ratio)))
