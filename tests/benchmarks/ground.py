"""The ground of a territory, from the click: against ``pyogrio.read_dataframe`` of the communes of France.

The layer that is read holds the communes of the shipped base map with the shapes they have there, written once to a
temporary GeoPackage. Ours goes from the units chosen to the records of the poster and, « on screen », to its sheet
composed and all its tiles baked in the window of an old laptop; the program runs, its libraries are imported.
"""

from __future__ import annotations

import gc
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from app.basemap.france import store
from app.basemap.france.search import Candidate, resolve
from app.catalogue.load import shipped
from app.drawing.scene import Composer
from app.imports.new import new_poster
from app.painting.fonts import ensure_application
from app.poster.document import Document
from app.poster.sheet import page_size
from app.ui.canvas.tiles import Tiles
from app.ui.canvas.view import View
from tests.benchmarks import france
from tests.benchmarks.measure import Figure, alternated, compared

WINDOW = (1366, 768)
EPCI = "200070761"
#: Parts of the time of the reading that the ground of one EPCI, and all of France on screen, may take.
GOALS = {"epci": 0.1, "epci_on_screen": 1.0, "france": 0.5, "france_on_screen": 1.0}


def run() -> Iterator[Figure]:
    """Yield the figures, in seconds."""
    ensure_application()
    units = {"epci": [resolve(EPCI)], "france": france.regions()}
    with tempfile.TemporaryDirectory() as folder:
        layer = Path(folder) / "communes.gpkg"
        _write(layer)
        bare = partial(_timed, partial(_read, layer))
        for name, goal in GOALS.items():
            chosen = units[name.split("_")[0]]
            act = partial(_on_screen if name.endswith("screen") else new_poster, chosen)
            act()
            bare()
            ours, theirs = alternated(partial(_timed, act), bare, runs=9)
            yield compared(f"ground_{name}", "s", ours, theirs, goal)


def _timed(act: Callable[[], object]) -> float:
    # The program collects cycles itself, when nothing waits for it; neither of the two pays for them here.
    gc.collect()
    gc.disable()
    try:
        start = time.perf_counter()
        act()
        return time.perf_counter() - start
    finally:
        gc.enable()


def _on_screen(chosen: Sequence[Candidate]) -> None:
    document = Document.of(new_poster(chosen))
    scene = Composer(shipped()).compose(document.records)
    view = View(page_size(document.poster.orientation))
    view.resize(*WINDOW)
    view.fit()
    tiles = Tiles()
    tiles.show(scene)
    tiles.bake(view.scale, view.seen, lambda: True)


def _read(layer: Path) -> None:
    import pyogrio

    pyogrio.read_dataframe(layer)


def _write(layer: Path) -> None:
    """Write every commune of metropolitan France, with its exact shape."""
    import geopandas
    import numpy as np

    from app.basemap.france.packed import unpack

    with store.opened() as db:
        blobs = [
            row["communes"] for row in db.execute("SELECT communes FROM piece WHERE crs = 2154 ORDER BY id")
        ]
        sql = "SELECT code, nom, population, departement FROM unite WHERE piece IS NOT NULL AND crs = 2154 ORDER BY id"
        rows = [dict(row) for row in db.execute(sql)]
    frame = geopandas.GeoDataFrame(rows, geometry=np.asarray(unpack(*blobs)), crs=2154)
    frame.to_file(layer, layer="communes", driver="GPKG")
