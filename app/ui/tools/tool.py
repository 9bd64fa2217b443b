"""Tools are values, and gestures are generators: fed with pointer events, they show, then write once.

A gesture shows what it is about to do through ``Feedback``; it writes to the document in one act when it ends
well. Closing it at any moment therefore leaves no trace.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from app.catalogue.model import Pictogram
from app.drawing.ink import Ink
from app.poster.document import Document, Transaction
from app.poster.geometry import Box, Coord, Run
from app.poster.records import Item
from app.poster.sheet import MapFrame
from app.ui.canvas.events import Hit, PointerEvent
from app.ui.tools.caler.placing import Placing
from app.ui.tools.guides.basemap import BaseMap
from app.ui.tools.guides.guide import Guide, Neighbour

Gesture = Generator[None, PointerEvent, None]


@dataclass(frozen=True, slots=True)
class Framing:
    """The ground moved by (dx, dy) mm under the frame of the map, or drawn ``factor`` times as large."""

    dx: float = 0.0
    dy: float = 0.0
    factor: float = 1.0


@dataclass(slots=True)
class Feedback:
    """What the overlay shows of the gesture under way, in page mm."""

    #: Items taken out of the sheet while in hand, and by how much they are shifted.
    lifted: frozenset[str] = frozenset()
    offset: Coord = (0.0, 0.0)
    #: Whether ``lifted`` are copies: the items themselves stay on the sheet.
    copying: bool = False
    #: Items that the eraser has touched.
    erased: frozenset[str] = frozenset()
    #: Items as they would become; they hide the stored ones of the same ``uid``.
    drafts: tuple[Item, ...] = ()
    #: A contour or a way being drawn.
    line: Run = ()
    #: The frame of what is being changed as a whole.
    frame: Run = ()
    #: Many things in hand, each laid by a matrix of the page (a, b, c, d, e, f); they hide the stored ones.
    posed: Mapping[str, tuple[float, float, float, float, float, float]] = field(default_factory=dict)
    #: The rubber band, and whether it takes what it touches: only what is wholly inside otherwise.
    band: Box | None = None
    crossing: bool = False
    #: Whether the hand pulls at something that does not move.
    fast: bool = False
    #: The place that would take what is in hand.
    target: Box | None = None
    #: The map as it would be framed.
    framing: Framing | None = None
    #: The picture that is being placed, as it would lie.
    placing: Placing | None = None
    #: Items about to be selected.
    marked: frozenset[str] = frozenset()
    #: The thing that keys have come to, where a gesture goes through several.
    aimed: str = ""
    #: Words near the pointer.
    chip: str = ""
    #: Why what is in hand stopped where it is, in lines and in words; the place of the base map that it holds on to.
    guides: tuple[Guide, ...] = ()
    spoken: str = ""
    spot: Coord | None = None
    #: Whether ``lifted`` can be let go elsewhere in the window.
    movable: bool = False

    def clear(self) -> None:
        """Show nothing any more."""
        fresh = Feedback()
        for each in fields(self):
            setattr(self, each.name, getattr(fresh, each.name))

    def unguide(self) -> None:
        """Show no guide any more."""
        self.guides, self.spoken, self.spot = (), "", None

    @property
    def hidden(self) -> frozenset[str]:
        """Items that the sheet must not show now."""
        lifted = frozenset() if self.copying else self.lifted
        return lifted | self.erased | self.posed.keys() | {draft.uid for draft in self.drafts}


@dataclass(slots=True)
class Context:
    """What a gesture may see and ask for."""

    document: Document
    catalogue: Mapping[str, Pictogram]
    frame: MapFrame
    #: Width and height of the sheet, in mm.
    page: Coord
    #: What lies at a place of the page, some items being looked through.
    find: Callable[[Coord, frozenset[str]], Hit | None]
    #: Items wholly inside a box, locked ones left out.
    inside: Callable[[Box], frozenset[str]]
    #: Items that a box touches, locked ones left out.
    touching: Callable[[Box], frozenset[str]]
    #: Items at a place of the page, from the one that a press takes to the lowest.
    stack: Callable[[Coord], list[str]]
    #: Extent on the page of an item's symbol, paper or shape: badges, words and leader left out.
    extent: Callable[[str], Box | None]
    #: The ink of an item or of a derived part, as it is on the sheet now.
    ink: Callable[[str], Ink | None]
    selection: Callable[[], frozenset[str]]
    #: Selects things with the rest of their groups.
    select: Callable[[Iterable[str]], None]
    #: Things with the rest of their groups; the group that was entered is none.
    whole: Callable[[Iterable[str]], frozenset[str]]
    #: The group that was entered, and how to enter that of a thing.
    entered: Callable[[], str]
    enter: Callable[[str], object]
    #: Told the copies that were made, each with what it was copied from.
    copied: Callable[[Mapping[str, str]], None]
    #: Called when a new thing stands: it is selected, and the hand goes back to « Choisir » unless kept.
    placed: Callable[[str], None]
    #: Opens the words of a thing; an open act is finished by the editor.
    edit: Callable[[str, Transaction | None], None]
    #: Size in mm of an item's symbol or letters as drawn, explicit or not.
    size: Callable[[Item], float | None]
    #: The fields that what a free tool lays starts with: its colour, its width, its form.
    starting: Callable[[str], Mapping[str, Any]] = field(default=lambda tool: {})
    #: Lets the map show other ground.
    reframe: Callable[[Framing], object] = lambda framing: None
    #: The picture that is being placed, and how it is laid otherwise, one of its pins in hand.
    placing: Placing | None = None
    place: Callable[[Placing, int | None], object] = lambda placing, rank: None
    pictogram: Pictogram | None = None
    forme: str = ""
    #: What a click takes where an area is laid: ``commune``, ``epci``, or ``coin``: a corner drawn by hand.
    contour: str = "commune"
    #: Says a calm sentence in the marge.
    say: Callable[[str], None] = lambda sentence: None
    #: Distance in mm under which two places are the same for a hand, at the present zoom.
    reach: float = 2.0
    #: What can be aligned with, in sight: the other things of the sheet.
    neighbours: Callable[[], Sequence[Neighbour]] = lambda: ()
    #: Whether guides act on a sign alone too.
    guided: Callable[[], bool] = lambda: False
    basemap: BaseMap = field(default_factory=BaseMap)
    #: Places of the page that hold on to a place of the ground: it is theirs to the last digit.
    exact: dict[Coord, Coord] = field(default_factory=dict)
    feedback: Feedback = field(default_factory=Feedback)
    #: Words that stay near the handle in hand until something else is done: its value, after a click or a key.
    told: str = ""

    def ground(self, page: Coord) -> Coord:
        """Return ground metres for page mm."""
        return self.exact.get(page) or self.frame.to_ground(*page)

    def on_page(self, ground: Coord) -> Coord:
        """Return page mm for ground metres."""
        return self.frame.to_page(*ground)

    def kept(self, page: Coord) -> Coord:
        """Return the nearest place of the sheet."""
        return (min(self.page[0], max(0.0, page[0])), min(self.page[1], max(0.0, page[1])))


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool of the row: its words are functions, so that they follow the language in use."""

    id: str
    label: Callable[[], str]
    #: Name of its icon.
    icon: str
    shortcut: str
    #: ``fleche``, ``croix``, ``crayon``, ``gomme``, ``texte``, ``main`` or ``laser``.
    cursor: str
    hint: Callable[[], str]
    #: None for what never touches the poster: the canvas itself pans and points.
    gesture: Callable[[Context], Gesture] | None


class Hand:
    """Drives one gesture at a time."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._gesture: Gesture | None = None
        #: Whether the gesture is at work this very moment: what changes is its own doing.
        self.working = False

    @property
    def busy(self) -> bool:
        """Whether a gesture is under way."""
        return self._gesture is not None

    def start(self, gesture: Gesture) -> None:
        """Begin a gesture; the one under way is given up."""
        self.cancel()
        self._gesture = gesture
        next(gesture)

    def feed(self, event: PointerEvent) -> bool:
        """Give an event to the gesture; return whether there was one. Errors of the gesture end it cleanly."""
        if self._gesture is None:
            return False
        self.working = True
        self.context.feedback.unguide()
        try:
            self._gesture.send(event)
        except StopIteration:
            self._end()
        except BaseException:
            self._end()
            raise
        finally:
            self.working = False
        return True

    def cancel(self) -> bool:
        """Give up the gesture, leaving no trace; return whether there was one."""
        if self._gesture is None or self.working:
            return False
        self._gesture.close()
        self._end()
        return True

    def _end(self) -> None:
        self._gesture = None
        self.context.feedback.clear()
        self.context.exact.clear()
