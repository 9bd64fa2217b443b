"""A program that is killed: every act it acknowledged is there, and so is the way back."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap

import pytest

from app.storage.codec import replayed
from app.storage.file import PosterFile
from tests.unit.storage.conftest import CATALOGUE

WORKER = textwrap.dedent(
    """
    import sys
    from dataclasses import replace
    from app.poster.geometry import Point
    from app.poster.records import Mark
    from app.storage.file import PosterFile
    file = PosterFile.open(sys.argv[1], catalogue={})
    number = 0
    while True:
        number += 1
        with file.document.transaction("Poser {n}", n=number) as act:
            act.put(Mark(uid=f"kill{number}", picto="hopital", geometry=Point(number, number), texte="mot " * 50))
        if number % 7 == 0:
            file.history.undo()
            file.history.redo()
        file.flush()
        print(number, flush=True)
    """
)


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX")
@pytest.mark.parametrize("acts", [1, 3, 8, 21, 34, 55])
def test_killed_after(poster, acts):
    poster.close()
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(poster.path)], stdout=subprocess.PIPE, text=True, bufsize=1
    )
    assert worker.stdout
    for line in worker.stdout:
        if int(line) >= acts:
            os.kill(worker.pid, signal.SIGKILL)
            break
    acknowledged = int(line)
    for line in worker.stdout:
        acknowledged = int(line)
    worker.stdout.close()
    worker.wait()

    again = PosterFile.open(poster.path, catalogue=CATALOGUE)
    assert (again.notice, again.read_only) == ("", False)
    assert {f"kill{number}" for number in range(1, acknowledged + 1)} <= again.document.records.keys()
    assert len(again.history.acts) >= acknowledged
    state = replayed(again.start, again.history.acts[: again.history.cursor])
    assert state == dict(again.document.records)
    for _ in range(len(again.history.acts)):
        again.history.undo()
    assert dict(again.document.records) == dict(again.start)
    again.close()
