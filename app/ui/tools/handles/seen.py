"""A mark as its handles see it: how it was laid, what it says or implies, where it lies on the page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from app.catalogue.model import Forme, Parameter, Pictogram, forme_of
from app.drawing.brushes.course import Course, cornered, curve
from app.drawing.brushes.told import usable
from app.drawing.ink import Context as Sheet
from app.drawing.primitives import flattened
from app.poster.document import Document
from app.poster.geometry import Coord, Lines, Point, bounds
from app.poster.outline import territory
from app.poster.records import Mark
from app.poster.sheet import MapFrame
from app.poster.values import thawed
from app.ui.tools.tool import Context

if TYPE_CHECKING:
    from app.drawing.brushes.subject import Subject


class Seen:
    """One mark, measured once."""

    def __init__(self, mark: Mark, context: Context) -> None:
        self.mark = mark
        self.context = context
        self.pictogram = context.catalogue.get(mark.picto)
        self.parameters: tuple[Parameter, ...] = self.pictogram.parameters if self.pictogram else ()

    def parameter(self, key: str) -> Parameter:
        """Return the parameter of a handle. Raises StopIteration where the pictogram has none of that name."""
        return next(each for each in self.parameters if each.key == key)

    @cached_property
    def forme(self) -> Forme:
        """How it was laid."""
        return forme_of(self.mark.geometry, self.pictogram)

    @cached_property
    def hold(self) -> str:
        """The gesture that laid it."""
        return self.pictogram.hold(self.forme) if self.pictogram else ""

    @cached_property
    def middle(self) -> Coord:
        """What it turns and grows about: its place, or the middle of its extent on the page."""
        low_x, low_y, high_x, high_y = bounds(self.mark.geometry.map(self.context.frame.to_page))
        return ((low_x + high_x) / 2, (low_y + high_y) / 2)

    @cached_property
    def parts(self) -> int:
        """How many polygons or lines it has."""
        return 1 if isinstance(self.mark.geometry, Point) else len(self.mark.geometry.parts)

    @cached_property
    def subject(self) -> Subject | None:
        """What its brush is given; None where the catalogue does not know it."""
        from app.drawing import marks

        if self.pictogram is None:
            return None
        brush = marks.brush_of(self.pictogram, self.mark.geometry)
        return marks.subject_of(self.mark, self.pictogram, brush, self.sheet)

    @cached_property
    def drawn(self) -> str:
        """The form that its brush draws."""
        return str(self.subject.settings.get("forme", "")) if self.subject else ""

    @cached_property
    def implied(self) -> dict[str, Any]:
        """The values that nobody set, as they would be stored."""
        from app.drawing.implied import implied

        return implied(self.mark, self.sheet)

    def value(self, parameter: Parameter) -> Any:
        """Return the value of a parameter, in plain lists: stored, else implied, else usual."""
        found = usable(parameter, self.mark.parametres.get(parameter.key))
        if found is None or found == "":
            found = self.implied.get(parameter.key)
        return thawed(parameter.default if found is None else found)

    def places(self, parameter: Parameter) -> list[list[float]]:
        """Return the places of a parameter on the ground: x, y, then rank or weight where one was given."""
        found = self.value(parameter)
        return (
            [list(place) for place in found if isinstance(place, list) and len(place) >= 2] if found else []
        )

    def listed(self, parameter: Parameter) -> list[Any]:
        """Return the values of a list; one alone is a list of one."""
        found = self.value(parameter)
        return found if isinstance(found, list) else [] if found is None else [found]

    @cached_property
    def course(self) -> Course | None:
        """Its longest line on the page, as it is drawn; None for points and areas."""
        if not isinstance(self.mark.geometry, Lines):
            return None
        smoothed = self.subject.flag("lisse", self.drawn != "tete_de_pont") if self.subject else True
        runs = [
            flattened(curve(tuple(self.context.on_page(at) for at in run), smoothed, corners))
            for run, corners in cornered(self.mark.geometry.parts, self.mark.parametres)
        ]
        return max((Course(run) for run in runs if len(run) > 1), key=lambda each: each.length, default=None)

    @cached_property
    def sheet(self) -> Sheet:
        """What brushes look at beside the mark."""
        return sheet(self.context.document, self.context.catalogue)


def sheet(document: Document, catalogue: Mapping[str, Pictogram]) -> Sheet:
    """Return what brushes look at beside a mark, for a document as it is now."""
    frame = MapFrame.of(document.poster)
    return Sheet(frame, territory(document.records, document.poster), catalogue, document.records)
