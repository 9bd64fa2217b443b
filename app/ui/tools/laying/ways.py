"""Laying lines: a stroke, a fan of ways from one origin, a bridgehead."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.i18n import tr
from app.poster.geometry import Coord, Lines, Run, length
from app.poster.records import Mark
from app.ui.tools.guides.holding import held
from app.ui.tools.laying import made
from app.ui.tools.laying.clicks import Clicks, build, meant
from app.ui.tools.shapes import distance, straightened
from app.ui.tools.spoken import ground_length
from app.ui.tools.tool import Context, Gesture


def trait(context: Context) -> Gesture:
    """Drag from start to end, or click each bend; Shift holds to 15°, Backspace takes back a bend."""
    pictogram = made.armed(context)
    points: list[Coord] = []
    event = yield
    pressed = event.page
    points.append(held(context, event))
    dragging = True
    while True:
        event = yield
        at = held(context, event)
        if event.shift:
            at = straightened(points[-1], at)
        far = distance(points[-1], at) > context.reach
        if event.kind == "release":
            if dragging and far and distance(pressed, event.page) > context.reach:
                run = made.bent(pictogram, (points[0], at))
                made.lay(context, made.mark(context, made.lines(context, run)))
                return
            dragging = False
        elif event.kind == "press" and far:
            points.append(at)
        elif event.kind in ("finish", "double") and len(points) > 1:
            made.lay(context, made.mark(context, made.lines(context, tuple(points))))
            return
        elif event.kind == "back":
            points.pop()
            if not points:
                return
        shown = (*points, at) if far and event.kind != "back" else tuple(points)
        if dragging and len(shown) == 2:
            shown = made.bent(pictogram, shown)
        draft = made.mark(context, made.lines(context, shown)) if len(shown) > 1 else None
        context.feedback.drafts = (draft,) if draft else ()
        said = [ground_length(_length(draft))] if draft else []
        if not dragging:
            more = tr("Un clic\u00a0: un coude · Entrée pour finir")
            said.append(more if len(points) > 1 else tr("Cliquez plus loin"))
        context.feedback.chip = "\n".join(said)


def _length(drawn: Mark) -> float:
    return sum(length(run) for run in drawn.geometry.parts) if isinstance(drawn.geometry, Lines) else 0.0


def pont(context: Context) -> Gesture:
    """Click the base, then the bridgehead, or drag from one to the other."""
    made.armed(context)
    clicks = Clicks(context)
    base: Coord | None = None
    while True:
        step = clicks.read((yield))
        if step.does == "back":
            return
        start = base or step.start
        far = distance(start, step.at) > context.reach
        if step.does in ("click", "drop"):
            if far:
                made.lay(context, made.mark(context, made.lines(context, (start, step.at))))
                return
            base = start
        draft = made.mark(context, made.lines(context, (start, step.at))) if far else None
        context.feedback.drafts = (draft,) if draft else ()
        context.feedback.chip = tr("Cliquez sur la tête de pont") if base else ""


def eventail(context: Context) -> Gesture:
    """Drag or click from the origin to the end of a first way, then to the end of each other one."""
    yield from build(context, Fan(context))


@dataclass(frozen=True)
class Fan:
    """Ways of the page that leave one origin."""

    context: Context
    origin: Coord | None = None
    ways: tuple[Run, ...] = ()
    turned: bool = False

    def clicked(self, at: Coord) -> Fan:
        """Set the origin, then end one more way."""
        if self.origin is None:
            return replace(self, origin=at)
        return self if self.known(at) else self._with((self.origin, at))

    def pulled(self, start: Coord, at: Coord) -> Fan:
        """End one more way; one that is not pulled from the origin passes by where it was pressed."""
        if self.origin is None:
            return replace(self, origin=start)._with((start, at))
        if self._near(start):
            return self._with((self.origin, at))
        return self._with((self.origin, start, at))

    def known(self, at: Coord) -> bool:
        """Return whether the origin or an end lies there."""
        return self._near(at) or meant(self.context, [way[-1] for way in self.ways], at) is not None

    def mark(self) -> Mark | None:
        """Return the ways as lines, none before the first."""
        if not self.ways:
            return None
        return made.mark(self.context, made.lines(self.context, *self.ways))

    def whole(self) -> bool:
        """Return whether there is a way."""
        return bool(self.ways)

    def words(self, at: Coord) -> str:
        """Return that another way can leave, and how it ends."""
        if not self.ways:
            return tr("Cliquez au bout du premier axe")
        return tr("Cliquez au bout d’un autre axe\nEntrée pour finir")

    def _near(self, at: Coord) -> bool:
        return self.origin is not None and meant(self.context, [self.origin], at) is not None

    def _with(self, way: Run) -> Fan:
        run = made.bent(made.armed(self.context), way) if len(way) == 2 else way
        return replace(self, ways=(*self.ways, run))
