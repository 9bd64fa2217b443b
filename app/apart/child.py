"""The process that reads the files of strangers: one task after another, by pipes, and it may be killed at any time.

Nothing of the window is in it. ``app.apart`` starts it, asks, and says what its death means.

A frame is a kind (one byte), a length (four bytes, big-endian) and that many bytes. Asked: ``q`` a JSON object with
the task, then ``b`` for each blob, then ``e``. Answered: ``p`` how far it is (0-1), any number of times; then ``v``
the values (JSON) and ``b`` for each blob, or ``s`` a sentence for people, ``m`` out of memory, ``x`` any other fault,
whose traceback is on the standard error; then ``e``.
"""

from __future__ import annotations

import importlib
import json
import os
import shutil
import struct
import sys
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO

#: What the argument of the program must be for it to be this process: an installed program is called by its own name.
WORD = "--read-apart"
#: The variable that names the folder for temporary files; who asks made it and takes it away.
FOLDER_VARIABLE = "CHOROGRAPHE_APART"
#: Most bytes of memory that a task may take, where the system can hold it to that.
MEMORY = 2_500_000_000
#: Largest file that a task may write, in bytes.
FILE = 2_000_000_000
#: Seconds between two words about how far the task is.
BREATH = 0.05
HEADER = struct.Struct(">cI")

#: What a task is: from a request to JSON values and blobs; ``tell`` says how far it is, from 0 to 1.
Tell = Callable[[float], None]
Task = Callable[[dict[str, Any], Tell], tuple[dict[str, Any], list[bytes]]]
#: Where each task is: module and function. Nothing else can be asked for.
TASKS: dict[str, tuple[str, str]] = {
    "signs.picture": ("app.catalogue.darkroom", "sign"),
    "prints.develop": ("app.catalogue.prints", "developed"),
    "paper.find": ("app.basemap.paper.finding", "find"),
    "paper.look": ("app.basemap.paper.finding", "look"),
    "paper.by_corners": ("app.basemap.paper.straighten", "by_corners"),
    "vectors.look": ("app.basemap.vectors.tasks", "look"),
    "vectors.read": ("app.basemap.vectors.tasks", "read"),
    "rasters.look": ("app.basemap.rasters.tasks", "look"),
    "rasters.picture": ("app.basemap.rasters.tasks", "picture"),
    "rasters.place": ("app.basemap.rasters.small_pictures", "place"),
}


def main(tasks: Mapping[str, tuple[str, str]] = TASKS) -> int:
    """Serve until the pipe closes."""
    # Libraries that print must not spoil the answer: only we know the pipe.
    asked = os.fdopen(os.dup(0), "rb")
    said = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    _limit()
    _keep_temporary()
    _without_pandas()
    requests = _Requests(asked)
    while (request := requests.next()) is not None:
        _serve(request, tasks, said)
    return 0


def _serve(request: dict[str, Any], tasks: Mapping[str, tuple[str, str]], said: BinaryIO) -> None:
    from app import i18n

    i18n.use(str(request.pop("langue", "")))
    last = [0.0]

    def tell(part: float) -> None:
        now = time.monotonic()
        if now - last[0] >= BREATH:
            last[0] = now
            _send(said, b"p", repr(float(part)).encode())

    try:
        module, name = tasks[str(request.pop("task", ""))]
        task: Task = getattr(importlib.import_module(module), name)
        _send(said, b"p", b"0")
        values, blobs = task(request, tell)
        text = json.dumps(values, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")
    except i18n.Souci as souci:
        _send(said, b"s", str(souci).encode("utf-8", "replace"))
    except MemoryError:
        _send(said, b"m", b"")
    except Exception:  # noqa: BLE001 - a stranger's file may raise anything; who asks has one sentence for it
        traceback.print_exc()
        _send(said, b"x", b"")
    else:
        _send(said, b"v", text)
        for blob in blobs:
            _send(said, b"b", blob)
    _send(said, b"e", b"")


def _send(said: BinaryIO, kind: bytes, body: bytes) -> None:
    try:
        said.write(HEADER.pack(kind, len(body)) + body)
        said.flush()
    except OSError:
        os._exit(0)  # nobody listens any more


class _Requests:
    """What is asked, read beside the work: a pipe that closes during a task ends the process at once."""

    def __init__(self, asked: BinaryIO) -> None:
        self._asked = asked
        self._ready = threading.Semaphore(0)
        self._waiting: list[dict[str, Any] | None] = []
        self._idle = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()

    def next(self) -> dict[str, Any] | None:
        """Return the next request, None when there will be no other."""
        self._idle.set()
        self._ready.acquire()
        self._idle.clear()
        return self._waiting.pop(0)

    def _listen(self) -> None:
        while (request := self._request()) is not None:
            self._waiting.append(request)
            self._ready.release()
        if not self._idle.is_set():
            _leave()
        self._waiting.append(None)
        self._ready.release()

    def _request(self) -> dict[str, Any] | None:
        request: dict[str, Any] = {}
        blobs: list[bytes] = []
        while len(header := self._asked.read(HEADER.size)) == HEADER.size:
            kind, size = HEADER.unpack(header)
            body = self._asked.read(size)
            if len(body) < size:
                return None
            if kind == b"q":
                request = json.loads(body)
            elif kind == b"b":
                blobs.append(body)
            else:
                return {**request, "blobs": blobs} if blobs else request
        return None


def _leave() -> None:
    """End at once: who asked is gone, and with it whoever would take our temporary files away."""
    if folder := os.environ.get(FOLDER_VARIABLE):
        shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


def _without_pandas() -> None:
    """Let pyogrio do without what takes longer to import than most files take to read."""
    sys.modules.update(dict.fromkeys(("geopandas", "pandas", "pyarrow")))  # type: ignore[arg-type]  # None: not here


def _keep_temporary() -> None:
    """Write temporary files in the folder of who asks: killed or not, nothing of them stays."""
    if folder := os.environ.get(FOLDER_VARIABLE):
        import tempfile

        tempfile.tempdir = folder


def _limit() -> None:
    """Bound memory and files where the system can, and leave no core behind.

    Windows has no such limits and macOS refuses the first: there, what bounds memory is that sizes are counted in the
    files before anything is decoded, and the clock of who asks.
    """
    if sys.platform == "win32":
        return
    import resource

    for what, limit in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, FILE),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        least = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        try:
            resource.setrlimit(what, (least, hard))
        except (ValueError, OSError):
            continue
