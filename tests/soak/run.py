"""One damaged file after another, each read as the program reads it."""

from __future__ import annotations

import os
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from random import Random

from app import apart
from app.basemap.brought.kinds import kind_of
from app.basemap.rasters.tasks import SECONDS
from app.basemap.vectors.tasks import patience
from app.i18n import Souci
from app.imports import calques
from app.poster.records import Poster
from app.storage.file import PosterFile
from tests.soak.mutations import MUTATIONS

ROOT = Path(__file__).resolve().parents[2]
#: Where files of people lie; a test that wants them is skipped without.
CORPUS = Path(os.environ.get("CHOROGRAPHE_CORPUS", ROOT.parent / "shared" / "corpus"))
#: The posters that the program brings.
POSTERS = {path.name: path for path in sorted((ROOT / "resources" / "samples").glob("*.gpkg"))}
#: Larger files take the same ways, only longer.
LARGEST = 2_000_000
#: Seconds in which people are told.
SECONDS_TOLD = 5.0
#: Seconds in which a file as small as these opens on the slowest machine.
SECONDS_OPENED = 20.0
#: What is damaged beside a Shapefile is read with it.
BESIDE = (".shx", ".dbf", ".prj", ".cpg")
HERE = Poster(uid="here", centre_x=700_000.0, centre_y=6_500_000.0, metres_par_mm=500.0)
BOX = [600_000.0, 6_400_000.0, 800_000.0, 6_600_000.0]


@dataclass(slots=True)
class Outcome:
    """What happened to the files."""

    counts: Counter[str] = field(default_factory=Counter)
    #: What must not happen, each with what is needed to see it again.
    faults: list[str] = field(default_factory=list)
    #: Refused or opened later than people should wait.
    slow: list[str] = field(default_factory=list)
    longest: float = 0.0
    #: When the last question was asked: people wait for each answer by itself.
    asked: float = 0.0


def files() -> list[Path]:
    """Return the files that are damaged: those of people, and the sample poster several times."""
    found = [
        path
        for path in sorted(CORPUS.rglob("*"))
        if path.is_file()
        and 0 < path.stat().st_size <= LARGEST
        and path.suffix not in (".md", ".csv.gz")
        and path.name not in ("INDEX.csv", "README.md")
    ]
    return [*found, *POSTERS.values()]


def soak(number: int, seed: int, folder: Path) -> Outcome:
    """Damage and read ``number`` files. ``folder`` is for the damaged ones, each in a folder of its own."""
    sources: dict[str, list[Path]] = {}
    for path in files():
        sources.setdefault(path.suffix.lower(), []).append(path)
    heads = [own[0].read_bytes()[:8192] for own in sources.values()]
    outcome = Outcome()
    with apart.Reader() as reader:
        for turn in range(number):
            _one(turn, seed, sources, heads, folder / str(turn), reader, outcome)
    return outcome


def _one(
    turn: int,
    seed: int,
    sources: dict[str, list[Path]],
    heads: list[bytes],
    folder: Path,
    reader: apart.Reader,
    outcome: Outcome,
) -> None:
    random = Random(f"{seed}:{turn}")
    # Each kind of file as often as the others, however many there are of it.
    source = random.choice(sources[random.choice(sorted(sources))])
    mutation = random.choice(MUTATIONS)
    folder.mkdir(parents=True)
    try:
        path = folder / source.name
        for beside in _with_its_own(source):
            shutil.copyfile(beside, folder / beside.name)
        path.write_bytes(mutation(source.read_bytes(), random, heads))
        before = _bytes(folder)
        said = f"{turn} of seed {seed}: {source.name} {mutation.__name__}"
        outcome.asked = time.monotonic()
        shown = (
            path.with_suffix(".shp") if path.suffix in BESIDE and path.with_suffix(".shp").exists() else path
        )
        word = _read(shown, reader, said, outcome)
        took = time.monotonic() - outcome.asked
        outcome.counts[word] += 1
        outcome.longest = max(outcome.longest, took)
        if took > (SECONDS_OPENED if word in ("opened", "poster") else SECONDS_TOLD):
            outcome.slow.append(f"{said}: {took:.1f} s, {word}")
        if path.name not in POSTERS:
            changed = {name for name, data in _bytes(folder).items() if before.get(name) != data}
            if changed:
                outcome.faults.append(f"{said}: touched {sorted(changed)}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _with_its_own(source: Path) -> Iterator[Path]:
    """Yield the other files of a Shapefile or of a picture with a world file."""
    for each in source.parent.iterdir():
        if each.stem == source.stem and each != source and each.is_file():
            yield each


def _bytes(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir()}


def _read(path: Path, reader: apart.Reader, said: str, outcome: Outcome) -> str:
    """Read a file as the program does; return what came of it."""
    if path.name in POSTERS:
        return _poster(path, said, outcome)
    noise, started = StringIO(), reader.alive
    try:
        with redirect_stdout(noise), redirect_stderr(noise):
            kind = kind_of(path)
            if kind == "vecteur":
                reader.ask("vectors.look", {"path": str(path)}, seconds=patience(path))
                outcome.asked = time.monotonic()
                request = {"path": str(path), "crs": HERE.crs, "box": BOX, "metres_par_mm": 500.0}
                reader.ask("vectors.read", {"path": str(path)}, seconds=patience(path))
                outcome.asked = time.monotonic()
                reader.ask("vectors.read", request, seconds=patience(path))
            else:
                reader.ask("rasters.look", {"path": str(path), "page": 0}, seconds=SECONDS)
                outcome.asked = time.monotonic()
                reader.ask("rasters.picture", calques.request(HERE, path), seconds=SECONDS)
    except Souci as souci:
        sentence = str(souci)
        if not sentence or "\n" in sentence or len(sentence) > 600:
            outcome.faults.append(f"{said}: no sentence: {sentence!r}")
        return "sentence, its reader lost" if started and not reader.alive else "sentence"
    except Exception as fault:  # noqa: BLE001 - what the soak looks for
        outcome.faults.append(f"{said}: {fault!r}")
        return "fault"
    return "opened"


def _poster(path: Path, said: str, outcome: Outcome) -> str:
    try:
        PosterFile.open(path).close()
    except Souci as souci:
        if "\n" in str(souci):
            outcome.faults.append(f"{said}: no sentence: {souci}")
        return "poster refused"
    except Exception as fault:  # noqa: BLE001 - what the soak looks for
        outcome.faults.append(f"{said}: {fault!r}")
        return "fault"
    return "poster"
