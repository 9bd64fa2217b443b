"""What the overlay shows now: the selection, the gesture under way, the armed pictogram, the first hints."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.basemap.france.places import commune_at
from app.drawing import photos, theme, typography
from app.drawing.brushes.course import cornered, curve
from app.drawing.colour import mixed
from app.drawing.ink import Ink
from app.drawing.primitives import Primitive, Text, TextLine, flattened
from app.i18n import tr
from app.poster.boxes import around as around_all
from app.poster.boxes import meet
from app.poster.geometry import Areas, Box, Coord, Lines, Point, Run, bounds, holds
from app.poster.records import Calque, Fond, Item, Mark, Photo, PostIt, Trace
from app.poster.sheet import MapFrame, map_rect
from app.ui.canvas import stalks
from app.ui.canvas.desk import Desk
from app.ui.canvas.events import Handle, Hit, Role
from app.ui.canvas.overlay import GHOST, Overlay
from app.ui.tools import laying, notes
from app.ui.tools.groups import units
from app.ui.tools.handles import said
from app.ui.tools.handles.symbols import cleared

#: Size of the sign that follows the pointer while a line, an area or a network is armed, in px of the interface.
SIGN = 30.0
TITLE_MM = 12.4
#: How far the frame of the group that was entered stands from its members, in px of the interface.
ENTERED = 9.0
#: Half the width and height that a first hint takes, in px of the interface.
HINT = (80.0, 20.0)
#: A group that has laid so many signs needs no hint any more.
SEVERAL = 6
#: Handles that say what they are when the pointer comes over them; ends, bends and corners speak for themselves.
SPEAKING: tuple[Role, ...] = ("lieu", "valeur", "cote", "cycle", "epaisseur", "ajout", "rupture")


def selection(overlay: Overlay, desk: Desk, hover: Hit | None) -> None:
    """Show what is selected, its handles, and what a click would take."""
    hidden = desk.feedback.hidden
    session = desk.session
    _units(overlay, desk, (item for item in desk.selected() if item.uid not in hidden))
    quiet = desk.feedback.marked
    if hover and not hover.handle and not hover.part:
        quiet |= session.groups.whole({hover.uid}, session.entered)
    found = (desk.item(uid) for uid in quiet - session.selection - hidden)
    _units(overlay, desk, (item for item in found if item), quiet=True)
    if session.entered:
        box = _box(desk, session.groups.members(session.entered))
        if box:
            overlay.frame(box, quiet=True, dashed=True, pad=ENTERED)
    stalks.show(overlay, desk)
    overlay.handles(desk.handles(), desk.chosen)
    if not desk.hand.busy:
        _said(overlay, desk, hover.handle if hover else None)


def _units(overlay: Overlay, desk: Desk, items: Iterable[Item], *, quiet: bool = False) -> None:
    """Show the outline of each thing, and one frame around each group."""
    found = units(items, desk.session.entered)
    for unit in found:
        if len(unit) == 1:
            around(overlay, desk, unit[0], quiet=quiet)
        elif quiet or len(found) > 1 or not desk.handles():
            # The frame of the one group that is chosen is that of its handles.
            box = _box(desk, (item.uid for item in unit))
            if box:
                overlay.frame(box, quiet=quiet)


def _box(desk: Desk, uids: Iterable[str]) -> Box | None:
    boxes = [box for uid in uids if (box := desk.extent(uid))]
    return around_all(boxes) if boxes else None


def _said(overlay: Overlay, desk: Desk, hover: Handle | None) -> None:
    """Say what the handle in hand was set to, else what the one under the pointer is."""
    told = desk.hand.context.told
    handle = desk.again(desk.chosen) if told and desk.chosen else None
    if handle is None and hover is not None and hover.role in SPEAKING:
        item, handle = desk.item(hover.uid), desk.again(hover)
        told = said(item, handle, desk.hand.context) if item and handle else ""
    if handle is not None and told:
        others = [each.at for each in desk.handles()]
        overlay.chip(told, desk.view.to_pixel(*handle.at), desk.extent(handle.uid), others)


def around(overlay: Overlay, desk: Desk, item: Item, *, quiet: bool = False) -> None:
    """Show the outline of an item: its line, its contour, or a frame around its symbol."""
    runs = _runs(item, MapFrame.of(desk.session.document.poster), smoothed=desk.smoothed(item))
    if runs and not desk.unlinked(item):
        overlay.way(runs, quiet=quiet)
        return
    box = desk.extent(item.uid)
    if box and not quiet and isinstance(item, Mark) and len(desk.session.selection) == 1:
        box = cleared(box, desk.reach())  # corners stand clear of a small sign
    if box:
        overlay.frame(box, quiet=quiet)


def _runs(item: Item, frame: MapFrame, *, smoothed: bool) -> tuple[Run, ...]:
    if isinstance(item, Photo) and item.angle:
        found = photos.corners(item, frame)
        return ((*found, found[0]),)
    if not isinstance(item, Mark | Trace):
        return ()
    page = item.geometry.map(frame.to_page)
    if isinstance(page, Point):
        return ()
    runs = page.parts if isinstance(page, Lines) else tuple(ring for part in page.parts for ring in part)
    told = item.parametres
    return tuple(flattened(curve(run, smoothed, corners)) for run, corners in cornered(runs, told))


def gesture(overlay: Overlay, desk: Desk) -> None:
    """Show the gesture under way: what is in hand at its new place, and what is being drawn."""
    feedback = desk.feedback
    if feedback.lifted:
        lifted = [ink for ink in desk.scene.inks if ink.uid in feedback.lifted]
        overlay.lifted(lifted, desk.lifted, feedback.offset, GHOST if feedback.copying else 1.0)
    if feedback.posed:
        overlay.posed(
            [ink for ink in desk.scene.inks if ink.uid in feedback.posed], desk.posed, feedback.posed
        )
    if feedback.drafts:
        overlay.held(desk.live.inks(feedback.drafts, desk.session.document.records), desk.in_hand)
        frame = MapFrame.of(desk.session.document.poster)
        for draft in feedback.drafts:
            if draft.uid in desk.session.selection and not desk.unlinked(draft):
                overlay.way(_runs(draft, frame, smoothed=desk.smoothed(draft)))
    if feedback.frame:
        overlay.thin((feedback.frame,))
    if feedback.line:
        overlay.way((feedback.line,), dashed=True)
    if feedback.target:
        overlay.target(feedback.target)
    if feedback.band:
        overlay.band(feedback.band, crossing=feedback.crossing)
    overlay.guides(feedback.guides, feedback.spot)


def chip(overlay: Overlay, desk: Desk, pixel: Coord) -> None:
    """Show the words of the gesture near the pointer, and why it stopped there, away from what it shapes."""
    feedback = desk.feedback
    words = "\n".join(each for each in (feedback.chip, feedback.spoken) if each)
    if not words:
        return
    draft = feedback.drafts[0] if feedback.drafts else None
    shape = None
    if draft is not None and not isinstance(draft, PostIt):
        shape = bounds(draft.geometry.map(MapFrame.of(desk.session.document.poster).to_page))
    overlay.chip(words, pixel, shape)


class Ghost:
    """The armed pictogram, or the post-it, under a pointer that has not pressed yet."""

    def __init__(self) -> None:
        self._ink: tuple[tuple[object, ...], Ink, Coord] | None = None
        self._contour: tuple[str, Areas] | None = None
        self._paper = notes.Paper()

    def show(self, overlay: Overlay, desk: Desk, page: Coord) -> None:
        """Show what a press at ``page`` would lay."""
        session = desk.session
        desk.refresh()
        if session.tool == "postit":
            context = desk.hand.context
            note = notes.note_at(context, page)
            if not QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier:
                note = self._paper.laid(context, note)
                overlay.guides(context.feedback.guides, None)
                context.feedback.unguide()
            overlay.ink(desk.live.ink(note, session.document.records).primitives, opacity=GHOST)
            return
        pictogram = session.armed
        if pictogram is None:
            return
        if session.forme == "point" and (snapped := self._snapped(desk, page)):
            overlay.ink(snapped.primitives, opacity=GHOST)
        elif session.forme == "point":
            ink, at = self._drawn(desk)
            overlay.ink(ink.primitives, (page[0] - at[0], page[1] - at[1]), GHOST)
        else:
            if session.forme == "aire" and (areas := self._taken(desk, page)):
                rings = areas.map(desk.hand.context.frame.to_page).parts
                overlay.way([ring for polygon in rings for ring in polygon], quiet=True)
            if session.tool == "picto":
                overlay.ink(_sign(desk), _beside(desk, page), GHOST)

    def _taken(self, desk: Desk, page: Coord) -> Areas | None:
        """Return the real contour that a click would take, on the communes of the poster; it is looked for once."""
        context = desk.hand.context
        ground = context.ground(page)
        kind = context.contour
        if self._contour and self._contour[0] == kind and holds(self._contour[1], *ground):
            return self._contour[1]
        self._contour = None
        if commune_at(context.document.all(Fond), *ground) and (found := laying.taken_at(context, ground)):
            self._contour = (kind, found.areas) if found.areas else None
        return self._contour[1] if self._contour else None

    def _snapped(self, desk: Desk, page: Coord) -> Ink | None:
        """Return a passage as it would stand on the line under the pointer; None where it holds on to none."""
        mark, line = laying.placed(desk.hand.context, page)
        return desk.live.ink(replace(mark, valence=""), desk.session.document.records) if line else None

    def _drawn(self, desk: Desk) -> tuple[Ink, Coord]:
        session = desk.session
        assert session.armed is not None
        poster = session.document.poster
        key = (session.armed, poster)
        if self._ink is None or self._ink[0] != key:
            middle = MapFrame.of(poster).middle
            ground = MapFrame.of(poster).to_ground(*middle)
            mark = replace(laying.mark(desk.hand.context, Point(*ground)), valence="")
            self._ink = (key, desk.live.ink(mark, session.document.records), middle)
        return self._ink[1], self._ink[2]


def _sign(desk: Desk) -> tuple[Primitive, ...]:
    from app.drawing import marks

    assert desk.session.armed is not None
    size = SIGN * desk.unit / desk.view.scale
    return marks.icon(desk.session.armed, size, theme.domaine(desk.session.armed.domaine))


def _beside(desk: Desk, page: Coord) -> Coord:
    away = 12.0 * desk.unit / desk.view.scale
    return (page[0] + away, page[1] + away)


def title_hint(overlay: Overlay, desk: Desk) -> None:
    """Show where the title goes while there is none."""
    if desk.session.document.poster.titre.strip():
        return
    overlay.ink((_title(tr("Titre\u00a0: une phrase, vos mots")),))


@lru_cache(maxsize=1)
def _title(words: str) -> Text:
    line = TextLine(12.0, 12.0 + typography.CAP_HEIGHT * theme.STYLES["titre"].size, words)
    return Text((line,), "Regular", TITLE_MM, mixed(theme.ENCRE_2, 0.45))


def first_hints(overlay: Overlay, desk: Desk) -> None:
    """Show the hints of a first poster, each until it was followed once."""
    records = desk.session.document.records.drawn.values()
    x, y, width, height = map_rect(desk.session.document.poster.orientation)
    # As many as matter, and no more: this is asked at each frame.
    marks = len(list(islice((record for record in records if isinstance(record, Mark)), SEVERAL)))
    # A picture under the map is there to be traced: nothing covers it.
    if not marks and not any(isinstance(record, Calque) for record in records):
        _hint(overlay, desk, tr("Glissez un picto ici"), (x + width * 0.5, y + height * 0.4))
    if marks < SEVERAL and not any(isinstance(record, PostIt) for record in records):
        _hint(overlay, desk, tr("N\u00a0: un post-it"), (x + width * 0.84, y + height * 0.1))


def _hint(overlay: Overlay, desk: Desk, words: str, page: Coord) -> None:
    """Show a hint, unless what people have laid lies there."""
    px = desk.unit / desk.view.scale
    there = (page[0] - HINT[0] * px, page[1] - HINT[1] * px, page[0] + HINT[0] * px, page[1] + HINT[1] * px)
    near = (ink.uid for ink in desk.scene.inks if ink.extent and meet(ink.extent, there))
    if not any(desk.item(uid) for uid in near):
        overlay.hint(words, page)
