"""The first hints stand where nobody has laid anything yet."""

from __future__ import annotations

from app.poster.geometry import Coord
from app.poster.records import PostIt
from app.poster.sheet import map_rect
from app.ui.canvas import showing
from tests.journeys.canvas_stage import Stage


class Said:
    """An overlay that only notes the hints."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def hint(self, words: str, page: Coord) -> None:
        self.words.append(words)


def hints(stage: Stage) -> list[str]:
    said = Said()
    showing.first_hints(said, stage.canvas.desk)  # type: ignore[arg-type]  # it only hints
    return said.words


def test_a_hint_does_not_cover_what_was_laid_there(stage: Stage) -> None:
    assert hints(stage) == ["Glissez un picto ici", "N\u00a0: un post-it"]
    x, y, width, height = map_rect(stage.session.document.poster.orientation)
    with stage.session.document.transaction("Noter") as act:
        act.put(PostIt(uid="a", texte="là", x=x + 8.0, y=y + 8.0))
    assert hints(stage) == ["Glissez un picto ici"]  # it lies elsewhere
    with stage.session.document.transaction("Noter") as act:
        act.put(PostIt(uid="b", texte="ici", x=x + width * 0.5 - 10.0, y=y + height * 0.4 - 5.0))
    assert hints(stage) == []
