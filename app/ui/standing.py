"""What stands in the window is laid again as it stood: after another interface size, nobody has lost their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from app.ui.workspace import Workspace


def stand(fresh: Workspace, before: Workspace, focus: QWidget | None) -> None:
    """Open in ``fresh`` what was open in ``before``, see the sheet from the same place, give the focus back."""
    top, old = fresh.top.identity, before.top.identity
    top.show_state(old.state, old.toolTip(), failed=old.failed)
    fresh.drawer.like(before.drawer)
    fresh.beside.like(before.beside)
    fresh.marge.like(before.marge)
    fresh.quick.field.setText(before.quick.field.text())
    if before.quick.isVisibleTo(before):
        fresh.note()
    canvas, seen = fresh.canvas, before.canvas
    canvas.first_hints, canvas.pen.seen = seen.first_hints, seen.pen.seen
    canvas.desk.chosen = seen.desk.chosen
    if seen.view.whole:
        fresh.regions.fit_now()
    else:
        fresh.regions.fit_now((seen.view.scale, seen.view.origin))
    (_again(fresh, focus) or canvas).setFocus(Qt.FocusReason.OtherFocusReason)


def _again(fresh: Workspace, focus: QWidget | None) -> QWidget | None:
    """Return the control that is to ``fresh`` what ``focus`` was."""
    if focus is None or not focus.accessibleName() or fresh.isAncestorOf(focus):
        return None
    for one in fresh.findChildren(type(focus)):
        if one.isVisibleTo(fresh) and one.accessibleName() == focus.accessibleName():
            return one
    return None
