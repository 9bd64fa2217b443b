"""A map under the poster on the canvas: seen at once, paler, hidden, moved, undone; never in the way of the hand."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image as Pillow
from PySide6.QtGui import QColor

from app.exports.png import PngOptions
from app.exports.registry import export
from app.exports.svg import SvgOptions
from app.imports import calques
from app.imports.calques import Brought
from app.poster.records import Calque
from app.poster.sheet import MapFrame
from tests.journeys.canvas_stage import Stage, X, Y
from tests.journeys.test_canvas_photos import alike, seen

RED = "#c81e28"


def laid(stage: Stage, **more: object) -> Calque:
    held = io.BytesIO()
    Pillow.new("RGB", (600, 400), RED).save(held, "PNG")
    document = stage.session.document
    brought = Brought(held.getvalue(), 600, 400, None, "plan", "plan.png")
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
