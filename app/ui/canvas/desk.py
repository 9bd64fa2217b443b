"""What is on the desk: the poster as hands meet it. Answers what lies where, and drives the gesture under way.

Knows no widget: the canvas gives it places of the page, and paints what it tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from app.drawing.ink import Ink, Scene
from app.i18n import tr
from app.poster.boxes import covers
from app.poster.document import Patch, Transaction
from app.poster.geometry import Box, Coord, Lines
from app.poster.records import ITEM_TYPES, Item, Mark, PostIt
from app.poster.sheet import MapFrame, page_size
from app.settings import Settings
from app.ui.canvas import extents
from app.ui.canvas.events import FRAMED, Device, Handle, Hit, Kind, PointerEvent
from app.ui.canvas.in_hand import InHand
from app.ui.canvas.live import Live
from app.ui.canvas.neighbours import Neighbours
from app.ui.canvas.posed import Posed
from app.ui.canvas.view import View
from app.ui.tools.caler import gesture as caler
from app.ui.tools.caler.placing import Placing
from app.ui.tools.guides.guide import Neighbour
from app.ui.tools.handles import handles, of_several
from app.ui.tools.laying.snapping import smooth
from app.ui.tools.registry import TOOLS
from app.ui.tools.shapes import distance
from app.ui.tools.tool import Context, Feedback, Framing, Hand

if TYPE_CHECKING:
    from app.ui.canvas.hits import Hits
    from app.ui.session import Session

#: How far from a thing, and from a handle, a press still means it, in px of the interface; a finger is wider, and
#: in workshop mode every hand is as sure as a finger of its handles.
REACH = {"mouse": 5.0, "pen": 7.0, "touch": 14.0}
GRIP = {"mouse": 12.0, "pen": 14.0, "touch": 22.0}
#: Tools that stay in hand by nature.
STAYING = ("crayon", "gomme")
#: Tools whose handles are taken by a press.
HANDLED = ("choisir", "caler")
#: Tools whose things lie on the ground.
GROUNDED = ("picto", "fleche", "zone", "crayon")


class Desk:
    """The hand over one poster."""

    def __init__(self, session: Session, view: View, kept: Settings | None = None) -> None:
        self.session = session
        self.kept = kept or Settings()
        self.view = view
        #: One px of the interface in device pixels.
        self.unit = 1.0
        #: Whether every handle is as wide as for a finger: workshop mode.
        self.wide = False
        self.live = Live(session.drawn)
        self.in_hand = InHand()
        self.posed, self.lifted = Posed(), Posed()
        self._neighbours = Neighbours()
        self.hand = Hand(self._context())
        #: The handle that keys move and delete.
        self.chosen: Handle | None = None
        #: Things laid by the last event, and words to be opened: acted upon once the gesture has ended.
        self._laid: list[str] = []
        self._opened: tuple[str, Transaction | None] | None = None
        self._hits: Hits | None = None
        self._handles: tuple[tuple[object, ...], tuple[Handle, ...]] = ((), ())
        session.catalogue_changed.connect(self._know)

    @property
    def feedback(self) -> Feedback:
        """What the gesture under way shows."""
        return self.hand.context.feedback

    @property
    def scene(self) -> Scene:
        """The sheet as it is now."""
        return self.session.scene

    # -- gestures

    def event(
        self,
        kind: Kind,
        page: Coord,
        modifiers: frozenset[str] = frozenset(),
        device: Device = "mouse",
        pressure: float = 0.5,
    ) -> PointerEvent:
        """Return a pointer event at a place of the page, with what a press would take there."""
        hit = self.find(page, device) if kind == "press" else None
        ground = MapFrame.of(self.session.document.poster).to_ground(*page)
        return PointerEvent(kind, page, ground, modifiers, hit, device, pressure)

    def press(self, event: PointerEvent, tool: str = "") -> None:
        """Begin the gesture of ``tool`` (the one in hand when empty), or give the press to the one under way."""
        if not self.hand.busy:
            gesture = TOOLS[tool or self.session.tool].gesture
            if gesture is None:
                return
            self.refresh(event.device)
            if not tool and not self.lays_at(event.page):
                return
            handle = event.hit.handle if event.hit else None
            # After a frame was dragged, arrows move what is selected: its handles are taken by M alone.
            self.choose(handle if handle and handle.role not in FRAMED else None)
            self.hand.start(gesture(self.hand.context))
        self.hand.feed(event)

    def lays_at(self, page: Coord) -> bool:
        """Return whether what is in hand can be laid there, and say it where it cannot.

        Beside the map lie the title, the legend and the AMOF: the ground ends at the frame.
        """
        if self.session.tool not in GROUNDED:
            return True
        if covers(MapFrame.of(self.session.document.poster).box, page):
            return True
        self.session.said.emit(tr("C’est sur la carte que cela se pose."))
        return False

    def refresh(self, device: Device = "mouse") -> None:
        """Tell gestures how the sheet stands, what is armed and how far a hand reaches now."""
        context, poster = self.hand.context, self.session.document.poster
        context.frame = MapFrame.of(poster)
        context.page = page_size(poster.orientation)
        context.pictogram, context.forme = self.session.armed, self.session.forme or ""
        context.contour = self.session.contour
        context.placing = self.session.fitting.placing if self.session.fitting else None
        context.reach = self.reach(device)

    def _know(self) -> None:
        self.live = Live(self.session.drawn)
        self.hand.context.catalogue = self.session.drawn

    def reach(self, device: Device = "mouse") -> float:
        """Return how far a press reaches, in mm."""
        return REACH[device] * self.unit / self.view.scale

    def conclude(self) -> None:
        """Let the gesture under way lay what it has made; what is in hand by now stays there."""
        if self.hand.busy and not self.hand.working:
            self.hand.feed(self.event("finish", (0.0, 0.0)))
            self._laid.clear()

    def settle(self) -> tuple[str, Transaction | None] | None:
        """Do what the gesture asked for at its end: select what was laid, put the tool back; return what to open."""
        laid, self._laid = self._laid, []
        opened, self._opened = self._opened, None
        if laid:
            self.session.select(laid)
            if not self.session.keep and self.session.tool not in STAYING:
                self.session.use("choisir")
                if opened is None and len(laid) == 1 and isinstance(self.item(laid[0]), Mark):
                    self.session.laid.emit(laid[0])
        return opened

    def forget_pictures(self) -> None:
        """Have what is in hand painted anew: a picture looks otherwise now."""
        for painted in (self.in_hand, self.posed, self.lifted):
            painted.forget()

    def concerns(self, patch: Patch) -> bool:
        """Return whether a change touches what is in hand."""
        in_hand = self.feedback.hidden | self.session.selection
        return any(uid in in_hand for uid in patch.changes)

    # -- what lies where

    def find(self, page: Coord, device: Device = "mouse", skip: frozenset[str] = frozenset()) -> Hit | None:
        """Return the handle, the item or the part of the sheet at a place of the page."""
        if self.session.tool in HANDLED and not skip:
            grip = GRIP["touch" if self.wide else device] * self.unit / self.view.scale
            # A bend before the midpoint beside it: only where neither is nearer does order matter.
            near = [(distance(each.at, page), each) for each in self.handles()]
            caught = min((one for one in near if one[0] <= grip), key=lambda one: one[0], default=None)
            if caught:
                return Hit(caught[1].uid, caught[1])
        if self.session.tool == "caler":
            return None  # what lies on the map is not meant
        return self.hits().find(page, self.reach(device), skip)

    def hits(self) -> Hits:
        """Return the geometric index of the sheet as it is now."""
        if self._hits is None:
            from app.ui.canvas.hits import Hits

            self._hits = Hits()
        self._hits.update(self.scene, self.session.document.records, self.session.unlit)
        return self._hits

    def neighbours(self) -> tuple[Neighbour, ...]:
        """Return the things in sight that what is moved can be aligned with."""
        session = self.session
        records = session.document.records.drawn
        return self._neighbours.within(self.view.seen, self.scene, records, session.drawn, session.unlit)

    def ink(self, uid: str) -> Ink | None:
        """Return the ink of an item or a part of the sheet."""
        return self.scene.ink(uid)

    def item(self, uid: str) -> Item | None:
        """Return an item of the sheet."""
        record = self.session.document.get(uid)
        return record if isinstance(record, ITEM_TYPES) else None

    def selected(self) -> list[Item]:
        """Return the selected items."""
        return [item for uid in self.session.selection if (item := self.item(uid))]

    def extent(self, uid: str) -> Box | None:
        """Return the extent of an item's symbol, paper or shape, in mm."""
        item = self.item(uid)
        return extents.extent(item, self.ink(uid)) if item else None

    def paper(self, item: Item) -> Box | None:
        """Return the paper of a post-it, which says where it ends; None for other items."""
        return extents.extent(item, None) if isinstance(item, PostIt) else None

    def smoothed(self, item: Item) -> bool:
        """Return whether the lines of an item are drawn as curves through their vertices."""
        return smooth(item, self.session.drawn)

    def unlinked(self, item: Item) -> bool:
        """Return whether the lines of an item only say in which order its places came."""
        pictogram = self.session.drawn.get(item.picto) if isinstance(item, Mark) else None
        return (
            pictogram is not None
            and isinstance(item, Mark)
            and (isinstance(item.geometry, Lines) and pictogram.hold("reseau") == "centres")
        )

    def handles(self) -> tuple[Handle, ...]:
        """Return the handles of what is selected: those of the one thing, or of the frame around several."""
        if self.hand.busy:
            return ()
        if self.session.fitting is not None:
            self.refresh()
            return caler.handles(self.session.fitting.uid, self.session.fitting.placing, self.hand.context)
        if not self.session.selection:
            return ()
        if len(self.session.selection) > 1:
            return self._around_several()
        item = self.item(next(iter(self.session.selection)))
        if item is None:
            return ()
        self.refresh()
        chosen = self.chosen if self.chosen and self.chosen.uid == item.uid else None
        key = (item, self.ink(item.uid), self.hand.context.reach, chosen)
        if self._handles[0] != key:
            self._handles = (key, handles(item, self.extent(item.uid), self.hand.context, chosen))
        return self._handles[1]

    def _around_several(self) -> tuple[Handle, ...]:
        items = tuple(self.selected())
        self.refresh()
        key = (items, tuple(self.ink(item.uid) for item in items), self.hand.context.reach)
        if self._handles[0] != key:
            self._handles = (key, of_several(items, self.hand.context))
        return self._handles[1]

    def asked(self, hit: Hit | None) -> str:
        """Return what a menu asked for over ``hit`` is about; the handle there is taken in hand."""
        handle = hit.handle if hit else None
        if handle is not None and handle.role in FRAMED:
            return next(iter(self.session.selection), "")
        if handle is not None:
            self.choose(handle)
        return hit.uid if hit else ""

    def choose(self, handle: Handle | None, told: str = "") -> None:
        """Take a handle in hand, for keys; ``told`` is said beside it."""
        self.chosen, self.hand.context.told = handle, told

    def again(self, handle: Handle) -> Handle | None:
        """Return a handle as it stands now."""
        return next((each for each in self.handles() if each.like(handle)), None)

    def _context(self) -> Context:
        session = self.session
        poster = session.document.poster
        return Context(
            document=session.document,
            catalogue=session.drawn,
            frame=MapFrame.of(poster),
            page=page_size(poster.orientation),
            find=lambda page, skip: self.hits().find(page, self.hand.context.reach, skip),
            inside=lambda box: self.hits().inside(box),
            touching=lambda box: self.hits().touching(box),
            stack=lambda page: self.hits().stack(page, self.hand.context.reach),
            extent=self.extent,
            ink=self.ink,
            selection=lambda: session.selection,
            select=self._select,
            whole=lambda uids: session.groups.whole(uids, session.entered),
            entered=lambda: session.entered,
            enter=session.enter,
            copied=self._copied,
            placed=lambda uid: self._laid.append(uid),  # noqa: PLW0108 - the list is another one after each event
            edit=self._edit,
            size=lambda item: extents.size(item, session.drawn),
            say=session.said.emit,
            starting=lambda tool: session.starting.get(tool, {}),
            neighbours=self.neighbours,
            guided=lambda: self.kept.reperes_points,
            reframe=self._reframe,
            place=self._place,
        )

    def _place(self, placing: Placing, rank: int | None) -> None:
        fitting = self.session.fitting
        if fitting is None:
            return
        fitting.put(placing)
        if rank is not None:
            context = self.hand.context
            self.choose(Handle(fitting.uid, "repere", context.on_page(placing.pins[rank].ground), (rank,)))

    def _reframe(self, framing: Framing) -> None:
        from app.ui import sheet_acts  # it brings the base map

        if framing.factor != 1.0:
            sheet_acts.enlarge(self.session, framing.factor)
        else:
            sheet_acts.shift(self.session, framing.dx, framing.dy)

    def _select(self, uids: Iterable[str]) -> None:
        self.session.select(uids)

    def _copied(self, made: Mapping[str, str]) -> None:
        self.session.copied = made

    def _edit(self, uid: str, act: Transaction | None) -> None:
        self._opened = (uid, act)
