"""A small poster held in memory, and a context for gestures without a window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.catalogue.load import shipped
from app.catalogue.model import Pictogram
from app.drawing.ink import Ink
from app.drawing.scene import Composer
from app.poster.document import Document, Transaction
from app.poster.geometry import Areas, Box, Coord, Point
from app.poster.history import History
from app.poster.records import ITEM_TYPES, Fond, Poster, Record, Territoire
from app.poster.sheet import MapFrame, page_size
from app.ui.canvas import extents
from app.ui.canvas.events import Hit, Kind, PointerEvent
from app.ui.canvas.hits import Hits
from app.ui.tools.groups import Groups
from app.ui.tools.registry import TOOLS
from app.ui.tools.tool import Context, Hand

#: 200 m to the mm; the middle of the map is 0, 0.
METRES = 200.0


def square(x: float, y: float, side: float) -> Areas:
    """Return a square of the ground by its lower left corner, in metres."""
    ring = ((x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y))
    return Areas(((ring,),))


def ground() -> list[Record]:
    """Return a poster of four square communes around 0, 0, with a name in each."""
    side = 16_000.0
    corners = {"Ambert": (-side, 0.0), "Arlanc": (-side, -side), "Cunlhat": (0.0, 0.0), "Job": (0.0, -side)}
    records: list[Record] = [
        Poster(uid="poster", territoire_nom="Quatre communes", metres_par_mm=METRES, nb_communes=4),
        Territoire(
            uid="territoire",
            nom="Quatre communes",
            codes=("1",),
            genre="epci",
            millesime="2026",
            geometry=square(-side, -side, 2 * side),
        ),
    ]
    for rank, (nom, (x, y)) in enumerate(corners.items(), 1):
        code = f"6300{rank}"
        records.append(
            Fond(uid=f"c{rank}", couche="commune", geometry=square(x, y, side), code=code, nom=nom)
        )
        records.append(
            Fond(
                uid=f"l{rank}",
                couche="lieu",
                geometry=Point(x + side / 2, y + side / 2),
                code=code,
                nom=nom,
                rang=1 if rank == 1 else 2,
                population=1000 * rank,
            )
        )
    return records


@dataclass
class Table:
    """A document, and a hand over it that knows no window."""

    document: Document = field(default_factory=lambda: Document.of(ground()))
    catalogue: Mapping[str, Pictogram] = field(default_factory=shipped)
    selection: frozenset[str] = frozenset()
    laid: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    copied: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.history = History(self.document)
        self.groups = Groups(self.document)
        self.document.changed.append(self.groups.changed)
        self._composer = Composer(self.catalogue)
        self._hits = Hits()
        self.context = Context(
            document=self.document,
            catalogue=self.catalogue,
            frame=MapFrame.of(self.document.poster),
            page=page_size("paysage"),
            find=lambda page, skip: self.find(page, skip),
            inside=lambda box: self._fresh().inside(box),
            touching=lambda box: self._fresh().touching(box),
            stack=lambda page: self._fresh().stack(page, self.context.reach),
            extent=self.extent,
            ink=self.ink,
            selection=lambda: self.selection,
            select=self._select,
            whole=lambda uids: self.groups.whole(uids),
            entered=lambda: "",
            enter=self._enter,
            copied=self.copied.update,
            placed=self.laid.append,
            edit=self._edit,
            size=lambda item: extents.size(item, self.catalogue),
        )
        self.hand = Hand(self.context)

    def use(self, tool: str, picto: str = "", forme: str = "") -> None:
        """Take a tool, or a pictogram, in hand and begin its gesture."""
        key = picto or (tool if tool in ("fleche", "zone") else "")
        self.context.pictogram = self.catalogue[key] if key else None
        self.context.forme = forme or (self.catalogue[key].formes[0] if key else "")
        self.hand.start(TOOLS[tool].gesture(self.context))

    def feed(self, kind: Kind, page: Coord, *held: str, hit: Hit | None = None) -> None:
        """Give the gesture one event; a press finds what lies there."""
        found = hit or (self.find(page) if kind == "press" else None)
        event = PointerEvent(kind, page, self.context.ground(page), frozenset(held), found)
        self.hand.feed(event)

    def drag(self, *way: Coord, held: tuple[str, ...] = (), hit: Hit | None = None) -> None:
        """Press at the first place, move through the others, let go at the last."""
        self.feed("press", way[0], *held, hit=hit)
        for page in way[1:]:
            self.feed("move", page, *held)
        self.feed("release", way[-1], *held)

    def click(self, page: Coord, *held: str) -> None:
        """Press and let go."""
        self.drag(page, held=held)

    def find(self, page: Coord, skip: frozenset[str] = frozenset()) -> Hit | None:
        """Return what lies at a place of the page."""
        return self._fresh().find(page, self.context.reach, skip)

    def ink(self, uid: str) -> Ink | None:
        """Return the ink of an item or of a part of the sheet."""
        return self._composer.compose(self.document.records).ink(uid)

    def extent(self, uid: str) -> Box | None:
        """Return the extent of an item on the page."""
        item = self.document.get(uid)
        return extents.extent(item, self.ink(uid)) if isinstance(item, ITEM_TYPES) else None

    def _fresh(self) -> Hits:
        self._hits.update(self._composer.compose(self.document.records), self.document.records)
        return self._hits

    def _select(self, uids: object) -> None:
        self.selection = frozenset(uids)  # type: ignore[call-overload]

    def _enter(self, uid: str) -> None:
        self.selection = frozenset({uid})

    def _edit(self, uid: str, act: Transaction | None) -> None:
        self.opened.append(uid)
        if act is not None:
            act.commit()
