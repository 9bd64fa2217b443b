"""The largest ground that one sheet may have: metropolitan France."""

from __future__ import annotations

from app.basemap.france import store
from app.basemap.france.search import Candidate, resolve
from app.basemap.france.zones import METROPOLE


def regions() -> list[Candidate]:
    """Return its régions: those overseas have sheets of their own."""
    with store.opened() as db:
        rows = db.execute("SELECT nom FROM unite WHERE genre = 'region' AND crs = ?", (METROPOLE,)).fetchall()
    return [resolve(f"région {row['nom']}") for row in rows]
