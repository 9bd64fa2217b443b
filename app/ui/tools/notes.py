"""Post-its and free words: laid by a click, and their text opens at once."""

from __future__ import annotations

from dataclasses import replace

from app.drawing import postits
from app.poster.document import Document
from app.poster.geometry import Coord, Point
from app.poster.records import Item, Mark, Photo, PostIt, Texte, Trace, new_uid
from app.ui.canvas.events import PointerEvent
from app.ui.tools.guides.aligned import Aligned
from app.ui.tools.shapes import distance
from app.ui.tools.tool import Context, Gesture

#: The pointer lands this far inside the corner of a new post-it, in mm.
INSET = 4.0
#: A post-it clicked on a mark stands this far from it.
BESIDE = 14.0


class Paper:
    """The guides of a new post-it: it holds on to its neighbours before it is there."""

    def __init__(self) -> None:
        self._known: tuple[object, ...] = ()
        self._guides: Aligned | None = None

    def laid(self, context: Context, note: PostIt) -> PostIt:
        """Return a post-it where guides let it stand, and show them."""
        if note.x is None or note.y is None:
            return note
        size, around = _size(note), context.neighbours()
        if self._guides is None or self._known[0] is not around or self._known[1:] != (size, context.reach):
            self._known = (around, size, context.reach)
            width, height = context.page
            room = (postits.APART, postits.APART, width - postits.APART, height - postits.APART)
            self._guides = Aligned(context, (0.0, 0.0, *size), "papier", frozenset(), room)
        x, y = self._guides.moved(note.x, note.y)
        return replace(note, x=x, y=y)


def postit(context: Context) -> Gesture:
    """Lay a post-it: a click puts it there, a drag leads it from what it speaks of to where it stands."""
    press = yield
    target = _target(context, press)
    event = press
    far = False
    paper = Paper()
    while event.kind != "release":
        far = far or distance(press.page, event.page) > 2 * context.reach
        _show(context, press, event, paper, target, far=far)
        event = yield
    _write(context, _guided(context, press, event, paper, target, far=far))


def note_at(context: Context, page: Coord) -> PostIt:
    """Return an empty post-it whose paper lies at a place of the page, inside the sheet."""
    note = PostIt(uid=new_uid(), x=page[0] - INSET, y=page[1] - INSET)
    return _kept(context, note)


def write_note(context: Context, note: PostIt) -> None:
    """Add a post-it and open its words; nothing is kept when none is written."""
    _write(context, note)


def waiting(document: Document) -> list[PostIt]:
    """Return the post-its that have no place yet, in order of writing."""
    return sorted((note for note in document.all(PostIt) if note.x is None), key=lambda note: note.ordre)


def _target(context: Context, press: PointerEvent) -> Item | None:
    hit = context.find(press.page, frozenset())
    item = context.document.get(hit.uid) if hit and not hit.part else None
    if isinstance(item, Mark | Trace | Texte | Photo):
        return item
    return None


def _note(context: Context, press: PointerEvent, page: Coord, target: Item | None, *, far: bool) -> PostIt:
    if not far and target is None:
        return note_at(context, page)
    if far:
        # The paper grows away from what it speaks of.
        note = PostIt(uid=new_uid(), x=page[0], y=page[1])
        width, height = _size(note)
        x = page[0] - (width if page[0] < press.page[0] else 0.0)
        y = page[1] - (height if page[1] < press.page[1] else 0.0)
    else:
        note = PostIt(uid=new_uid())
        x, y = press.page[0] + BESIDE, press.page[1] - BESIDE - _size(note)[1]
        if x + _size(note)[0] > context.page[0]:
            x = press.page[0] - BESIDE - _size(note)[0]
        y = y if y > 0 else press.page[1] + BESIDE
    note = replace(note, x=x, y=y)
    if target is not None:
        note = replace(note, cible=target.uid)
    else:
        ground = context.ground(press.page)
        note = replace(note, cible_x=ground[0], cible_y=ground[1])
    return _kept(context, note)


def _guided(
    context: Context,
    press: PointerEvent,
    event: PointerEvent,
    paper: Paper,
    target: Item | None,
    *,
    far: bool,
) -> PostIt:
    note = _note(context, press, event.page, target, far=far)
    return note if event.ctrl else paper.laid(context, note)


def _show(
    context: Context,
    press: PointerEvent,
    event: PointerEvent,
    paper: Paper,
    target: Item | None,
    *,
    far: bool,
) -> None:
    note = _guided(context, press, event, paper, target, far=far)
    context.feedback.drafts = (note,)
    context.feedback.marked = frozenset({target.uid}) if target is not None else frozenset()


def _write(context: Context, note: PostIt) -> None:
    act = context.document.transaction("Écrire un post-it")
    act.put(note)
    context.placed(note.uid)
    context.edit(note.uid, act)


def _size(note: PostIt) -> Coord:
    paper = postits.paper(note)
    return (paper.width, paper.height)


def _kept(context: Context, note: PostIt) -> PostIt:
    return postits.on_sheet(note, context.page)


def texte(context: Context) -> Gesture:
    """Lay free words: a click says where they begin."""
    event = yield
    while event.kind != "release":
        event = yield
    write_words(context, event.page)


def write_words(context: Context, page: Coord) -> None:
    """Add free words at a place of the page and open them; nothing is kept when none is written."""
    fields = {"style": "libre", **context.starting("texte")}
    made = Texte(uid=new_uid(), geometry=Point(*context.ground(context.kept(page))), **fields)
    act = context.document.transaction("Écrire un texte")
    act.put(made)
    context.placed(made.uid)
    context.edit(made.uid, act)
