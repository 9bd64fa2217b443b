"""Gestures of several steps: raw events become clicks and drags, each of which makes the thing in hand grow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from app.poster.geometry import Coord
from app.poster.records import Mark
from app.ui.canvas.events import PointerEvent
from app.ui.tools.guides.holding import held
from app.ui.tools.laying import made
from app.ui.tools.shapes import distance, straightened
from app.ui.tools.tool import Context, Gesture

#: How near to something of the gesture a press means it, in reaches of the hand.
NEAR = 2.4
Does = Literal["press", "pull", "drop", "click", "hover", "back", "finish", "double"]


@dataclass(frozen=True, slots=True)
class Step:
    """What a hand did: ``press`` until the pointer leaves its place, then ``pull``; let go it is a ``click`` or a
    ``drop``. Places are in page mm, on the sheet."""

    does: Does
    #: Where the pointer was pressed.
    start: Coord
    at: Coord
    event: PointerEvent


class Clicks:
    """Reads events one by one."""

    def __init__(self, context: Context, *, loose: bool = False) -> None:
        self._context = context
        #: Whether places lie where the hand is, whatever the base map has there.
        self._loose = loose
        self._start: Coord | None = None
        self._pressed: Coord = (0.0, 0.0)
        self._far = False

    def read(self, event: PointerEvent) -> Step:
        """Return the step that an event makes; Shift holds what is pulled to 15°."""
        hand = self._context.kept(event.page)
        if event.kind == "press":
            self._start, self._pressed, self._far = None, hand, False
        self._far = self._far or (
            self._start is not None and distance(self._pressed, hand) > self._context.reach
        )
        at = held(self._context, event, free=self._loose)
        if event.kind == "press":
            self._start = at
        start = self._start if self._start is not None else at
        if event.shift and self._far and event.kind in ("move", "release"):
            at = straightened(start, at)
        if event.kind in ("back", "finish", "double"):
            return Step(event.kind, start, at, event)
        if self._start is None:
            return Step("hover", at, at, event)
        if event.kind == "release":
            self._start = None
            return Step("drop" if self._far else "click", start, at, event)
        return Step("pull" if self._far else "press", start, at, event)


def meant(context: Context, places: Sequence[Coord], at: Coord) -> int | None:
    """Return the rank of the place that a press at ``at`` means, the nearest within reach; None for none."""
    near = [(distance(known, at), index) for index, known in enumerate(places)]
    close = [each for each in near if each[0] <= NEAR * context.reach]
    return min(close)[1] if close else None


class Building(Protocol):
    """What a gesture of several steps has made so far; each step returns the next one and changes nothing."""

    @property
    def turned(self) -> bool:
        """Whether the last click changed what was there: a double click is then another such click, no end."""

    def clicked(self, at: Coord) -> Building:
        """Return what a click makes of it."""

    def pulled(self, start: Coord, at: Coord) -> Building:
        """Return what a drag makes of it."""

    def known(self, at: Coord) -> bool:
        """Return whether something of it lies at a place of the page."""

    def mark(self) -> Mark | None:
        """Return it as a mark, as far as it goes."""

    def whole(self) -> bool:
        """Return whether it can be laid as it is."""

    def words(self, at: Coord) -> str:
        """Return the next step in few words, the pointer being at a place of the page."""


def build(context: Context, begun: Building, *, loose: bool = False) -> Gesture:
    """Let clicks and drags build a thing: Entrée or a double click lays it, Backspace takes back one step.

    Its places hold on to the base map, but those of a ``loose`` one.
    """
    clicks = Clicks(context, loose=loose)
    now, past = begun, list[Building]()
    seen: Building | None = None
    while True:
        step = clicks.read((yield))
        shown = now
        if step.does == "back":
            now = past.pop() if past else now
            if not past:
                return
            shown = now
        elif step.does in ("click", "drop") or (step.does == "double" and now.turned):
            after = now.pulled(step.start, step.at) if step.does == "drop" else now.clicked(step.at)
            if after != now:
                past.append(now)
                now = after
            shown = now
        elif step.does in ("finish", "double"):
            laid = now.mark() if now.whole() else None
            if laid is not None:
                made.lay(context, laid)
                return
        elif step.does == "pull":
            shown = now.pulled(step.start, step.at)
        elif step.does == "press" or not now.known(step.at):
            shown = now.clicked(step.at)
        if shown != seen:
            seen, draft = shown, shown.mark()
            context.feedback.drafts = (draft,) if draft else ()
        context.feedback.chip = now.words(step.at)
