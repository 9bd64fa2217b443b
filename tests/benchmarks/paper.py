"""Paper to poster and back: synthetic photographs of printed sheets, found again and laid flat.

Leans up to 35°, shadows, blur, noise, JPEG 60, felt pens, hands over a corner, telephones of 12 and 50 million pixels,
sheets printed on A4 and A3. Against decoding the same file and looking once for codes in it, in the same run.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import numpy as np
import zxingcpp
from PIL import Image

from app import paths
from app.basemap.paper import finding, plane
from app.basemap.paper.straighten import opened
from app.catalogue.load import shipped
from app.exports.registry import Snapshot
from app.poster.records import Poster, Record
from app.storage.file import PosterFile
from tests.benchmarks.measure import Figure, capped, compared
from tests.synthetic_camera import Photograph, Shot, drawn, photograph, printed, scribbles, varied

#: Photographs, and the goals: how many may be missed, how far off they may be on an A3, and the time.
COUNT, MISSED, OFF_MM, TIMES = 64, 5.0, 1.0, 15.0
#: Places of the map at which the distance is measured, along each side.
PLACES = 11
#: The longer and the shorter side of 12 and of 50 million pixels.
SMALL, LARGE = (4032, 3024), (8160, 6120)


@dataclass(frozen=True, slots=True)
class Round:
    """What became of one photograph."""

    shot: Shot
    #: None where the sheet was not found.
    off_mm: float | None
    seconds: float
    bare: float


def run() -> Iterator[Figure]:
    """Yield what is missed (%), the median distance on an A3 (mm), and the time of a photograph (s)."""
    rounds = list(played(COUNT))
    found = [each.off_mm for each in rounds if each.off_mm is not None]
    yield capped("paper_missed", "%", 100 * (len(rounds) - len(found)) / len(rounds), MISSED)
    yield capped("paper_off", "mm", median(found), OFF_MM)
    yield capped("paper_off_worst", "mm", max(found), 3 * OFF_MM)
    usual = [each for each in rounds if each.shot.width * each.shot.height < 20_000_000]
    ours, bare = (median(getattr(each, name) for each in usual) for name in ("seconds", "bare"))
    yield compared("paper_time", "s", ours, bare, TIMES)


def played(count: int) -> Iterator[Round]:
    """Play so many photographs, in folders of their own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sheets = {
            (orientation, size): printed(snapshot(orientation), folder, size, 300)
            for orientation in ("paysage", "portrait")
            for size in ("A3", "A4")
        }
        for rank in range(count):
            orientation = "portrait" if rank % 4 == 3 else "paysage"
            sheet, page = sheets[orientation, "A4" if rank % 3 == 1 else "A3"]
            pens = drawn(sheet, page, scribbles(rank, (14.0, 34.0, page[0] - 14.0, page[1] - 34.0), 14))
            yield _round(photograph(pens, page, shot(rank, orientation)), shot(rank, orientation), folder)


def shot(rank: int, orientation: str) -> Shot:
    """Return one of the photographs: every eighth is large, every sixth has a hand on a corner."""
    size = LARGE if rank % 8 == 5 else SMALL
    width, height = size if orientation == "paysage" else size[::-1]
    hidden = (rank // 6 % 4,) if rank % 6 == 2 else ()
    # The farthest leans are tried in every direction.
    tilt = {"tilt": 35.0} if rank % 5 == 4 else {}
    return varied(rank, width=width, height=height, hidden=hidden, exif=(1, 6, 3, 8)[rank % 4], **tilt)


def snapshot(orientation: str) -> Snapshot:
    """Return the sample poster, laid one way or the other, without its title."""
    file = PosterFile.open(paths.resource("samples", "ambert-livradois-forez.gpkg"))
    records: dict[str, Record] = dict(file.document.records)
    file.close()
    poster = next(each for each in records.values() if isinstance(each, Poster))
    records[poster.uid] = replace(poster, orientation=orientation, titre="")  # type: ignore[arg-type]
    return Snapshot(records, shipped())


def off(found: finding.Found, taken: Photograph, share: float = 1.0) -> np.ndarray:
    """Return how far places of the map are from where they should be, in mm of an A3.

    ``share`` is the width of the picture that was looked at by that of the photograph.
    """
    x, y, width, height = found.sheet.frame.rect
    steps = np.linspace(0, 1, PLACES)
    places = np.array([(x + u * width, y + v * height) for u in steps for v in steps])
    seen = share * np.array([taken.seen(*each) for each in places])
    return np.asarray(np.hypot(*(plane.mapped(plane.inverse(found.matrix), seen) - places).T))


def _round(taken: Photograph, shot: Shot, folder: Path) -> Round:
    path = folder / "photo.jpg"
    path.write_bytes(taken.jpeg)
    start = time.perf_counter()
    with Image.open(path) as picture:
        zxingcpp.read_barcodes(np.asarray(picture.convert("L")))
    bare = time.perf_counter() - start
    start = time.perf_counter()
    picture = opened(path)
    found = finding.located(picture)
    if found is not None:
        finding.laid_flat(picture, found, found.sheet.frame.rect)
    seconds = time.perf_counter() - start
    if found is None:
        return Round(shot, None, seconds, bare)
    return Round(shot, float(np.median(off(found, taken, picture.width / taken.size[0]))), seconds, bare)
