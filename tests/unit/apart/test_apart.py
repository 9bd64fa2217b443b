"""The process apart: whatever happens to it, one sentence, in time, and nothing of it stays."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import apart, i18n
from app.i18n import Souci

TASKS = "tests.unit.apart.tasks_apart"


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[apart.Reader]:
    """Give a reader of the tasks of the tests, its temporary folder watched: nothing may stay in it."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[3]))
    with apart.Reader((sys.executable, "-P", "-m", TASKS)) as found:
        yield found
    assert not list(folder.iterdir())


def gone(pid: int) -> bool:
    """Return whether a process of ours was ended and reaped."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_it_answers_values_and_blobs_and_is_kept(reader: apart.Reader) -> None:
    blobs = (b"", bytes(range(256)) * 5_000)
    first = reader.ask("echo", {"path": "/a/é.gpkg", "n": 1.5}, blobs=blobs)
    assert first.blobs == blobs
    assert (first.values["path"], first.values["n"]) == ("/a/é.gpkg", 1.5)
    assert first.values["pid"] != os.getpid()
    assert reader.ask("echo", {}).values["pid"] == first.values["pid"]
    reader.close()
    assert gone(first.values["pid"])


def test_the_program_itself_is_the_process() -> None:
    with pytest.raises(Souci, match="x"):
        apart.ask("os.system", {"path": "/x.gpkg"})


@pytest.mark.parametrize(
    ("task", "words"),
    [
        ("hang", "ne finit pas"),
        ("crash", "ne se lit pas"),
        ("leave", "ne se lit pas"),
        ("garbage", "ne se lit pas"),
        ("flood", "trop lourd"),
        ("fail", "ne se lit pas"),
        ("unknown", "ne se lit pas"),
        pytest.param(
            "swell", "trop lourd", marks=pytest.mark.skipif(sys.platform != "linux", reason="no such limit")
        ),
    ],
)
def test_whatever_happens_is_one_sentence_in_time(reader: apart.Reader, task: str, words: str) -> None:
    pid = reader.ask("echo", {}).values["pid"]
    begun = time.monotonic()
    with pytest.raises(Souci, match=words) as caught:
        reader.ask(task, {"path": "/a/carte.kml"}, seconds=1)
    assert time.monotonic() - begun < 15
    assert "carte.kml" in str(caught.value)
    assert "\n" not in str(caught.value)
    # A process that is well goes on; another one takes the place of one that was lost.
    after = reader.ask("echo", {}).values["pid"]
    assert (after == pid) == (task in ("fail", "unknown"))
    assert after == pid or gone(pid)


def test_a_sentence_arrives_in_the_language_of_who_asks(reader: apart.Reader) -> None:
    i18n.use("en")
    try:
        with pytest.raises(Souci, match=r"^Give the name or the code"):
            reader.ask("say", {})
    finally:
        i18n.use("fr")
    with pytest.raises(Souci, match=r"^Donnez le nom"):
        reader.ask("say", {})


def test_a_long_task_that_gets_further_is_waited_for(reader: apart.Reader) -> None:
    told: list[float] = []
    assert reader.ask("advance", {}, progress=told.append, seconds=0.9).values == {"done": True}
    assert told == sorted(set(told))
    assert len(told) > 3


def test_giving_up_ends_it_at_once(reader: apart.Reader) -> None:
    pid = reader.ask("echo", {}).values["pid"]
    begun = time.monotonic()
    with pytest.raises(apart.Abandon):
        reader.ask("hang", {}, cancelled=lambda: time.monotonic() - begun > 0.3, seconds=60)
    assert time.monotonic() - begun < 5
    assert gone(pid)


def test_temporary_files_of_a_killed_task_are_taken_away(reader: apart.Reader, tmp_path: Path) -> None:
    told = tmp_path / "told"
    with pytest.raises(apart.Abandon):
        reader.ask(
            "litter", {"where": str(told)}, cancelled=lambda: told.is_file() and told.stat().st_size > 0
        )
    name = Path(told.read_text("utf-8"))
    assert name.is_relative_to(tempfile.gettempdir())
    assert not name.exists()


def test_a_process_whose_asker_died_ends_and_cleans_up(tmp_path: Path) -> None:
    """What asks is killed in the middle of a task: the reader sees its pipe close."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    told = tmp_path / "told"
    lines = (
        "import sys, tempfile; tempfile.tempdir = sys.argv[1]\n"
        "from app import apart\n"
        f"reader = apart.Reader((sys.executable, '-P', '-m', {TASKS!r}))\n"
        "reader.ask('litter', {'where': sys.argv[2]}, seconds=60)\n"
    )
    root = str(Path(__file__).parents[3])
    asker = subprocess.Popen(
        [sys.executable, "-c", lines, str(folder), str(told)], env={**os.environ, "PYTHONPATH": root}
    )
    try:
        until(lambda: told.is_file() and told.stat().st_size > 0)
    finally:
        asker.kill()
        asker.wait()
    until(lambda: not list(folder.iterdir()))


def until(true: object) -> None:
    """Wait for something to become true; the suite's own clock ends what never does."""
    assert callable(true)
    while not true():
        time.sleep(0.05)
