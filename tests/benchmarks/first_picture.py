"""From a click to the first picture of a territory: its outline on the start page, then its sheet at rest."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from statistics import median

from tests.benchmarks.canvas import screen
from tests.benchmarks.measure import RUNS, Figure, capped

#: An EPCI and a région, by the words that name one alone.
UNITS = {"epci": "200070761", "region": "région Bretagne"}
#: Seconds that each may take.
GOAL = 1.0


def run() -> Iterator[Figure]:
    """Yield the figures, in seconds: medians of processes that open the window for the first time."""
    with screen() as environment, tempfile.TemporaryDirectory() as home:
        # People's machines keep compiled modules: without them every start would measure the compiler.
        kept = {key: value for key, value in environment.items() if key != "PYTHONDONTWRITEBYTECODE"}
        for name, words in UNITS.items():
            runs = [_chosen({**kept, "CHOROGRAPHE_HOME": home}, words) for _ in range(RUNS)]
            for moment in ("outline", "first", "sheet"):
                yield capped(f"first_picture_{name}_{moment}", "s", median(run[moment] for run in runs), GOAL)


def _chosen(environment: Mapping[str, str], words: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.first_picture_hand", words],
        env=dict(environment),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"no first picture: {done.stderr}")
    return {name: float(value) for name, value in (line.split() for line in done.stdout.splitlines())}
