"""A picture of one reading: for the restitution, the rest being pale."""

import pytest
from PIL import Image

from app.exports import png
from app.exports.png import PngOptions
from app.exports.registry import Snapshot
from tests.unit.drawing import sheets


def dark(path, x: float, y: float) -> bool:
    """Return whether there is dark ink around a place of the page (mm)."""
    with Image.open(path) as picture:
        scale = picture.width / 420
        box = tuple(round(side * scale) for side in (x - 4, y - 4, x + 4, y + 4))
        return picture.convert("L").crop(box).getextrema()[0] < 110


def test_only_the_reading_stands_out(tmp_path, qapp) -> None:
    records = sheets.records(sheets.mark("a", "ecole", 100, 120), sheets.mark("b", "friche", 150, 120))
    snapshot = Snapshot(records, sheets.CATALOGUE)
    for reading, (one, other) in {
        "": (True, True),
        "organisation": (True, False),
        "enjeux": (False, True),
    }.items():
        path = tmp_path / f"{reading or 'tout'}.png"
        png.run(snapshot, path, PngOptions(dpi=72, lecture=reading), lambda _: None)
        assert (dark(path, 100, 120), dark(path, 150, 120)) == (one, other), reading


def test_a_reading_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="reading"):
        PngOptions(lecture="demain")
