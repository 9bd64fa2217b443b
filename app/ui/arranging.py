"""What people do to all that is chosen, from a key, a menu or the marge: each one act."""

from __future__ import annotations

from app.i18n import tr
from app.poster.geometry import Box
from app.poster.records import ITEM_TYPES, Item
from app.poster.sheet import MapFrame
from app.ui.canvas import extents
from app.ui.marge import writes
from app.ui.session import Session
from app.ui.tools import acts, aligning, copies, groups


def chosen(session: Session) -> list[Item]:
    """Return what is chosen, from the bottom of the pile, locked things included."""
    return writes.selected(session.document, session.selection)


def loose(session: Session) -> list[Item]:
    """Return what is chosen and can be changed, from the bottom of the pile."""
    return acts.items(session.document, session.selection)


def units(session: Session) -> int:
    """Return how many things are chosen, a group being one."""
    return len(groups.units(chosen(session), session.entered))


def groupable(session: Session) -> bool:
    """Return whether several things that are not one group yet are chosen."""
    return len(groups.units(loose(session))) > 1


def grouped(session: Session) -> bool:
    """Return whether a member of a group is chosen."""
    return any(item.ensemble for item in chosen(session))


def group(session: Session) -> None:
    """Make one group of what is chosen."""
    session.settle()
    made = groups.group(session.document, loose(session))
    if made:
        session.select(session.groups.members(made))


def ungroup(session: Session) -> None:
    """Dissolve the groups of what is chosen; their members stay chosen."""
    session.settle()
    session.select(groups.ungroup(session.document, chosen(session)) | session.selection)


def align(session: Session, line: aligning.Line) -> None:
    """Put what is chosen in line; say so where it was already."""
    session.settle()
    if not aligning.align(session.document, _blocks(session), line, session.drawn):
        session.said.emit(tr("C’est déjà aligné."))


def share_out(session: Session, way: aligning.Sharing) -> None:
    """Leave the same gap between what is chosen; say so where it was already."""
    session.settle()
    if not aligning.share_out(session.document, _blocks(session), way, session.drawn):
        session.said.emit(tr("Les écarts sont déjà égaux."))


def duplicate(session: Session) -> None:
    """Copy what is chosen and choose the copies; again, they lie as far as the last ones were taken."""
    session.settle()
    document = session.document
    frame = MapFrame.of(document.poster)
    dx, dy = copies.offset(document, session.selection, session.copied, frame)
    made = acts.duplicate(document, session.selection, session.drawn, dx, dy)
    if made:
        session.copied = made
        session.select(made)


def delete(session: Session) -> None:
    """Delete what is chosen."""
    session.settle()
    acts.delete(session.document, session.selection)


def strike(session: Session) -> None:
    """Strike out what is chosen, or take the stroke back where all of it is struck out."""
    session.settle()
    struck = all(item.barre for item in loose(session))
    writes.put(session.document, session.selection, "barre", not struck)


def _blocks(session: Session) -> list[aligning.Block]:
    inks = {ink.uid: ink for ink in session.scene.inks if ink.uid in session.selection}

    def extent(uid: str) -> Box | None:
        item = session.document.get(uid)
        return extents.extent(item, inks.get(uid)) if isinstance(item, ITEM_TYPES) else None

    return aligning.blocks(chosen(session), extent, session.entered)
