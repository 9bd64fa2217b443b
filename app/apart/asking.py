"""Asks a process apart to read the file of a stranger: it may hang, crash or swell, and only it is lost.

``ask("vectors.look", {"path": …})`` is all that others need. A ``Reader`` keeps its process for the next question,
where there are many. What bounds a task: its silence, its whole time, its memory (see ``child``), and the size of
what it answers. Whatever happens, the process is ended and reaped and its temporary files are taken away.
"""

from __future__ import annotations

import json
import logging
import queue
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from app import i18n
from app.apart.process import Process, own_command
from app.apart.refusals import damaged
from app.i18n import Souci, tr

#: Seconds that a task may take without getting further, and seconds in all.
PATIENCE, LONGEST = 4.0, 600.0
#: Seconds for the process to start, on the slowest machine.
START = 20.0
#: Most blobs of an answer.
MOST_BLOBS = 200_000
#: Seconds between two looks at whether the person gave up.
GLANCE = 0.05

_log = logging.getLogger(__name__)


class Abandon(Souci):
    """The person gave up: there is nothing to say that they do not know."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a task found."""

    values: dict[str, Any]
    blobs: tuple[bytes, ...] = ()


def ask(
    task: str,
    request: Mapping[str, Any],
    *,
    blobs: Sequence[bytes] = (),
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    seconds: float = PATIENCE,
) -> Answer:
    """Return what the task answers. Blocks: call it from a worker thread where a window waits.

    ``request`` holds values of JSON; its ``path``, where it has one, is the file that sentences name. ``blobs`` arrive
    as ``request["blobs"]``. ``progress`` is told how far it is (0-1); ``cancelled`` is asked all the time, and what
    it ends raises ``Abandon``. ``seconds`` bound the time without progress. Raises ``Souci``, one sentence, for
    whatever the file does to its reader.
    """
    with Reader() as reader:
        return reader.ask(task, request, blobs=blobs, progress=progress, cancelled=cancelled, seconds=seconds)


class Reader:
    """A process apart, started at the first question and again after it was lost."""

    def __init__(self, command: Sequence[str] = ()) -> None:
        """``command`` starts another process than the program's own: for tests."""
        self._command = tuple(command) or own_command()
        self._process: Process | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def alive(self) -> bool:
        """Whether a process waits for the next question: the last one did not lose it."""
        return self._process is not None

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.end()
            self._process = None

    def ask(
        self,
        task: str,
        request: Mapping[str, Any],
        *,
        blobs: Sequence[bytes] = (),
        progress: Callable[[float], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        seconds: float = PATIENCE,
    ) -> Answer:
        """Return what the task answers; see the function ``ask``."""
        name = Path(str(request.get("path", ""))).name
        if self._process is None:
            self._process = Process(self._command)
        process = self._process
        kept = False
        try:
            process.send({**request, "task": task, "langue": i18n.current()}, blobs)
            answer = _Listening(process, name, seconds, progress, cancelled).answer()
            kept = True
            return answer
        except _Said as said:
            kept = True
            raise said.souci from None
        finally:
            if not kept:
                self.close()
            process.complain(name)


class _Said(Exception):
    """A sentence that the task itself said: its process is well."""

    def __init__(self, souci: Souci) -> None:
        self.souci = souci


@dataclass(slots=True)
class _Listening:
    """One question, from its first frame to its last."""

    process: Process
    name: str
    seconds: float
    progress: Callable[[float], None] | None
    cancelled: Callable[[], bool] | None

    def answer(self) -> Answer:
        begun = time.monotonic()
        deadline, farthest = begun + START, -1.0
        values: dict[str, Any] | None = None
        failed: Souci | None = None
        blobs: list[bytes] = []
        while True:
            if self.cancelled is not None and self.cancelled():
                raise Abandon(tr("Lecture abandonnée\u00a0: rien n’a changé."))
            now = time.monotonic()
            if now > deadline or now > begun + LONGEST:
                raise self._too_long()
            try:
                frame = self.process.frames.get(timeout=GLANCE)
            except queue.Empty:
                continue
            if frame is None:
                _log.warning("%s: the process apart ended with %s", self.name, self.process.code())
                raise damaged(self.name)
            kind, body = frame
            if len(blobs) > MOST_BLOBS:
                raise self._too_large()
            if kind == b"p":
                part = _part(body)
                if part is None:
                    raise damaged(self.name)
                if part > farthest:
                    farthest, deadline = part, time.monotonic() + self.seconds
                    if self.progress is not None:
                        self.progress(part)
            elif kind == b"v":
                values, deadline = self._values(body), time.monotonic() + self.seconds
            elif kind == b"b" and values is not None:
                blobs.append(body)
                deadline = time.monotonic() + self.seconds
            elif kind == b"s":
                failed = Souci(body[:2000].decode("utf-8", "replace"))
            elif kind == b"m":
                raise self._too_large()
            elif kind == b"x":
                failed = damaged(self.name)
            elif kind == b"e" and failed is not None:
                raise _Said(failed)
            elif kind == b"e" and values is not None:
                return Answer(values, tuple(blobs))
            else:
                raise damaged(self.name)

    def _values(self, body: bytes) -> dict[str, Any]:
        try:
            values = json.loads(body)
        except (ValueError, RecursionError):
            values = None
        if not isinstance(values, dict):
            raise damaged(self.name)
        return values

    def _too_long(self) -> Souci:
        return Souci(
            tr(
                "«\u00a0{fichier}\u00a0» ne finit pas de se lire\u00a0: il est abîmé ou trop lourd. Rien n’a "
                "changé\u202f; allégez-le, ou copiez-le de nouveau.",
                fichier=self.name,
            )
        )

    def _too_large(self) -> Souci:
        return Souci(
            tr(
                "«\u00a0{fichier}\u00a0» est trop lourd pour être lu ici. Rien n’a changé\u202f; "
                "gardez-en la partie utile, puis recommencez.",
                fichier=self.name,
            )
        )


def _part(body: bytes) -> float | None:
    try:
        part = float(body[:40])
    except ValueError:
        return None
    return part if 0 <= part <= 1 else None
