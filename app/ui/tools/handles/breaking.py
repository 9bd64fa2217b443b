"""The handle of a break: it goes along the line that breaks."""

from __future__ import annotations

from collections.abc import Iterator

from app.poster.geometry import Coord
from app.poster.records import Mark
from app.ui.canvas.events import Handle
from app.ui.tools.handles.seen import Seen

#: One step of + or −, as a share of the length.
STEP = 0.05


def of_break(seen: Seen) -> Iterator[Handle]:
    """Yield the place where a line breaks, on the line as it is drawn in the frame of the map."""
    from app.drawing import breaks
    from app.drawing.brushes.ways import courses, longest

    if (
        not seen.mark.rupture
        or seen.subject is None
        or not breaks.can_break(seen.mark, seen.context.catalogue)
    ):
        return
    course = longest(courses(seen.subject))
    if course is not None and course.length:
        yield Handle(seen.mark.uid, "rupture", course.at(breaks.share(seen.mark) * course.length))


def dragged(seen: Seen, at: Coord) -> Mark:
    """Return a line that breaks at the place of its course nearest to ``at``."""
    from app.drawing import breaks

    share = breaks.share_at(seen.mark, at, seen.sheet)
    return seen.mark if share is None else breaks.put(seen.mark, share)


def stepped(seen: Seen, by: int) -> Mark:
    """Return a line that breaks one step farther, or nearer to its start."""
    from app.drawing import breaks

    return breaks.put(seen.mark, round(min(1.0, max(0.0, breaks.share(seen.mark) + by * STEP)), 3))


def share(mark: Mark) -> float:
    """Return where a line breaks, as a percentage of its length."""
    from app.drawing import breaks

    return 100 * breaks.share(mark)
