"""The handles of a selected item: where they stand on the page, and what the item becomes by each of them."""

from app.ui.tools.handles.changes import added, clicked, dragged, removable, removed, stepped
from app.ui.tools.handles.said import said
from app.ui.tools.handles.shown import handles, of_several

__all__ = ["added", "clicked", "dragged", "handles", "of_several", "removable", "removed", "said", "stepped"]
