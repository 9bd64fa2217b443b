"""The territory on the page: made once for a frame, and anew for another."""

from __future__ import annotations

from dataclasses import replace

from app.poster.outline import territory
from app.poster.records import Poster, Territoire
from tests.unit.ui.posters import ground


def test_the_territory_is_laid_on_the_page_once_for_a_frame() -> None:
    records = {record.uid: record for record in ground()}
    poster = next(record for record in records.values() if isinstance(record, Poster))
    found = territory(records, poster)
    assert found is not None
    assert territory(records, replace(poster, titre="Autre")) is found
    nearer = territory(records, replace(poster, metres_par_mm=poster.metres_par_mm / 2))
    assert nearer != found
    land = next(record for record in records.values() if isinstance(record, Territoire))
    assert (
        territory(
            {**records, land.uid: replace(land, geometry=land.geometry.map(lambda x, y: (x + 9, y)))}, poster
        )
        != found
    )
    assert territory(records, poster) == found
