"""Tasks that a stranger's file could make of a reader: asked for by test_apart, in a process apart."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from app.apart.child import Tell, main
from app.i18n import Souci, tr

Found = tuple[dict[str, Any], list[bytes]]


def echo(request: dict[str, Any], tell: Tell) -> Found:
    """Answer what was asked, and who answers."""
    print("words that a library prints")
    blobs = request.pop("blobs", [])
    return {**request, "pid": os.getpid()}, blobs


def hang(request: dict[str, Any], tell: Tell) -> Found:
    """Never end, saying the same part again and again."""
    while True:
        time.sleep(0.02)
        tell(0.5)


def advance(request: dict[str, Any], tell: Tell) -> Found:
    """Take longer than the patience, but get further all the time."""
    for step in range(12):
        time.sleep(0.1)
        tell(step / 12)
    return {"done": True}, []


def crash(request: dict[str, Any], tell: Tell) -> Found:
    """Die as a library does on a bad pointer."""
    os.kill(os.getpid(), signal.SIGSEGV)
    raise AssertionError


def leave(request: dict[str, Any], tell: Tell) -> Found:
    """End without a word."""
    os._exit(7)


def swell(request: dict[str, Any], tell: Tell) -> Found:
    """Take all the memory there is."""
    kept = []
    while True:
        kept.append(bytearray(200_000_000))


def garbage(request: dict[str, Any], tell: Tell) -> Found:
    """Write what is no frame where frames go."""
    for number in range(3, 12):
        try:
            os.write(number, b"Segmentation fault, or any other words\n" * 10)
        except OSError:
            continue
    time.sleep(30)
    raise AssertionError


def flood(request: dict[str, Any], tell: Tell) -> Found:
    """Answer more than anybody can hold."""
    return {}, [bytes(1)] * 300_000


def litter(request: dict[str, Any], tell: Tell) -> Found:
    """Leave a temporary file behind, and hang."""
    file, name = tempfile.mkstemp()
    os.write(file, name.encode())
    Path(request["where"]).write_text(name, "utf-8")
    time.sleep(60)
    raise AssertionError


def fail(request: dict[str, Any], tell: Tell) -> Found:
    """Raise what no one foresaw."""
    raise IndexError("list index out of range")


def say(request: dict[str, Any], tell: Tell) -> Found:
    """Say one sentence to people."""
    raise Souci(tr("Donnez le nom ou le code d’un territoire."))


if __name__ == "__main__":
    names = (
        "echo",
        "hang",
        "advance",
        "crash",
        "leave",
        "swell",
        "garbage",
        "flood",
        "litter",
        "fail",
        "say",
    )
    sys.exit(main({name: ("tests.unit.apart.tasks_apart", name) for name in names}))
