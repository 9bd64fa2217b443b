"""What the overlay shows now: the selection, the gesture under way, the armed pictogram, the first hints."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from app.basemap.places import commune_at
from app.drawing import theme, typography
from app.drawing.brushes.course import curve
from app.drawing.ink import Ink
from app.drawing.primitives import Primitive, Text, TextLine, flattened
from app.i18n import tr
from app.poster.geometry import Areas, Coord, Lines, Point, Run, bounds, holds
from app.poster.records import Fond, Item, Mark, PostIt, Trace
from app.poster.sheet import MapFrame, map_rect
from app.ui.canvas.desk import Desk
from app.ui.canvas.events import Handle, Hit, Role
from app.ui.canvas.overlay import GHOST, Overlay
from app.ui.tools import laying, notes
from app.ui.tools.handles import said

#: Size of the sign that follows the pointer while a line, an area or a network is armed, in px of the interface.
SIGN = 30.0
TITLE_MM = 12.4
#: A group that has laid so many signs needs no hint any more.
SEVERAL = 6
#: Handles that say what they are when the pointer comes over them; ends, bends and corners speak for themselves.
SPEAKING: tuple[Role, ...] = ("lieu", "valeur", "cote", "cycle", "epaisseur", "ajout")


def selection(overlay: Overlay, desk: Desk, hover: Hit | None) -> None:
    """Show what is selected, its handles, and what a click would take."""
    hidden = desk.feedback.hidden
    for item in desk.selected():
        if item.uid not in hidden:
            around(overlay, desk, item)
    quiet = set(desk.feedback.marked)
    if hover and not hover.handle and not hover.part:
        quiet.add(hover.uid)
    for uid in quiet - desk.session.selection - hidden:
        found = desk.item(uid)
        if found:
            around(overlay, desk, found, quiet=True)
    overlay.handles(desk.handles(), desk.chosen)
    if not desk.hand.busy:
        _said(overlay, desk, hover.handle if hover else None)


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
    if box:
        overlay.frame(box, quiet=quiet)


def _runs(item: Item, frame: MapFrame, *, smoothed: bool) -> tuple[Run, ...]:
    if not isinstance(item, Mark | Trace):
        return ()
    page = item.geometry.map(frame.to_page)
    if isinstance(page, Point):
        return ()
    if isinstance(page, Lines):
        return tuple(flattened(curve(run, smoothed)) for run in page.parts)
    return tuple(ring for part in page.parts for ring in part)


def gesture(overlay: Overlay, desk: Desk) -> None:
    """Show the gesture under way: what is in hand at its new place, and what is being drawn."""
    feedback = desk.feedback
    for ink in desk.scene.inks if feedback.lifted else ():
        if ink.uid in feedback.lifted:
            overlay.ink(ink.primitives, feedback.offset, GHOST if feedback.copying else 1.0)
    if feedback.drafts:
        overlay.held(desk.live.inks(feedback.drafts, desk.session.document.records), desk.in_hand)
        frame = MapFrame.of(desk.session.document.poster)
        for draft in feedback.drafts:
            if draft.uid in desk.session.selection and not desk.unlinked(draft):
                overlay.way(_runs(draft, frame, smoothed=desk.smoothed(draft)))
    if feedback.line:
        overlay.way((feedback.line,), dashed=True)
    if feedback.target:
        overlay.target(feedback.target)
    if feedback.band:
        overlay.band(feedback.band)


def chip(overlay: Overlay, desk: Desk, pixel: Coord) -> None:
    """Show the words of the gesture near the pointer, away from what it shapes."""
    feedback = desk.feedback
    if not feedback.chip:
        return
    draft = feedback.drafts[0] if feedback.drafts else None
    shape = None
    if draft is not None and not isinstance(draft, PostIt):
        shape = bounds(draft.geometry.map(MapFrame.of(desk.session.document.poster).to_page))
    overlay.chip(feedback.chip, pixel, shape)


class Ghost:
    """The armed pictogram, or the post-it, under a pointer that has not pressed yet."""

    def __init__(self) -> None:
        self._ink: tuple[tuple[object, ...], Ink, Coord] | None = None
        self._contour: tuple[str, Areas] | None = None

    def show(self, overlay: Overlay, desk: Desk, page: Coord) -> None:
        """Show what a press at ``page`` would lay."""
        session = desk.session
        desk.refresh()
        if session.tool == "postit":
            note = notes.note_at(desk.hand.context, page)
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
    return Text((line,), "Regular", TITLE_MM, theme.mixed(theme.ENCRE_2, 0.45))


def first_hints(overlay: Overlay, desk: Desk) -> None:
    """Show the hints of a first poster, each until it was followed once."""
    records = desk.session.document.records.values()
    x, y, width, height = map_rect(desk.session.document.poster.orientation)
    marks = sum(isinstance(record, Mark) for record in records)
    if not marks:
        overlay.hint(tr("Glissez un picto ici"), (x + width * 0.5, y + height * 0.4))
    if marks < SEVERAL and not any(isinstance(record, PostIt) for record in records):
        overlay.hint(tr("N\u00a0: un post-it"), (x + width * 0.84, y + height * 0.1))
