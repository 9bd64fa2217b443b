"""The key of the badges is a table, the words of a ring stand clear, and what is past keeps words that are read."""

from __future__ import annotations

from dataclasses import replace

from app.drawing import marks, theme
from app.drawing.colour import mixed
from app.drawing.ink import Context
from app.drawing.panel import _columns
from app.drawing.primitives import Text, box
from app.poster.records import Mark
from app.poster.sheet import MapFrame
from app.poster.values import Frozen
from tests.approvals import sheet


def test_columns_hold_their_widest_entry_and_stay_in_the_panel() -> None:
    wide = [14.0, 16.0, 19.0, 22.0, 16.0, 23.0, 19.0, 28.0, 27.0, 31.0, 24.0, 18.0, 26.0]
    starts = _columns(wide, 127.0)
    widest = [max(wide[column :: len(starts)]) for column in range(len(starts))]
    assert len(starts) >= 3
    assert starts[-1] + widest[-1] <= 127.0
    for left, width, right in zip(starts, widest, starts[1:], strict=False):
        assert right - left - width >= 3.0


def test_a_short_key_is_one_row() -> None:
    assert _columns([14.0, 16.0, 19.0], 127.0) == [0.0, 21.0, 44.0]
    assert _columns([], 127.0) == []


def test_words_of_a_ring_stand_clear_of_the_frame_and_of_the_outline() -> None:
    frame = MapFrame((0.0, 0.0, 120.0, 100.0), (0.0, 0.0), 1.0)
    context: Context = replace(sheet.context(), frame=frame, territory=None)
    rings = Frozen({"rayons": [70, 100], "mots": ["30 min", "45 min"]})
    far = sheet.point(0, 0)
    pole = replace(far, x=frame.to_ground(-20.0, 50.0)[0], y=frame.to_ground(-20.0, 50.0)[1])
    ink = marks.draw(Mark(uid="a", picto="aire_attraction", geometry=pole, parametres=rings), context)
    found = [box((item,)) for item in ink.primitives if isinstance(item, Text)]
    assert len(found) == 2
    for extent in found:
        assert extent is not None
        assert min(extent[0], extent[1], 120.0 - extent[2], 100.0 - extent[3]) > 5.0


def test_words_of_what_is_past_are_darker_than_its_ink() -> None:
    mark = Mark(uid="a", picto="ecole", geometry=sheet.point(35, 25), etiquette="L’école", temps="passe")
    ink = marks.draw(mark, sheet.context())
    (words,) = [item for item in ink.primitives if isinstance(item, Text)]
    slate = theme.DOMAINES["organisation"].ink
    assert words.colour not in {slate, mixed(slate, 0.55)}
    assert int(words.colour[1:3], 16) < int(mixed(slate, 0.55)[1:3], 16)
