"""A poster that opens: whole in its window from the first moment, whatever the window."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import Draw


@pytest.mark.parametrize("size", [(1366, 768), (1024, 768), (1001, 667), (900, 600), (1920, 1080)])
def test_the_whole_sheet_is_seen_at_once(draw: Draw, size: tuple[int, int]) -> None:
    canvas = draw(size).canvas
    view = canvas.view
    assert view.whole
    assert view.origin[0] + view.sheet[0] * view.scale <= canvas.width() * view.ratio + 0.5
    assert view.origin[1] + view.sheet[1] * view.scale <= canvas.height() * view.ratio + 0.5
