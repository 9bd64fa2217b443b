"""One program at a time writes a poster: a lock that disappears with its owner, and leaves nothing beside it.

It lies in the temporary folder and is named by the file's real path: a lock on the poster itself would fall
with the first other reader that closes it, and a file beside it would litter people's USB sticks.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path


class Lock:
    """The right to write one file, on this computer. ``release`` it, or end the process."""

    def __init__(self, place: Path, handle: int) -> None:
        self._place = place
        self._handle = handle

    @classmethod
    def take(cls, path: Path) -> Lock | None:
        """Return the lock of ``path``, or None when another window or process holds it."""
        name = hashlib.sha256(os.fsencode(os.path.normcase(path.resolve()))).hexdigest()[:24]
        # Where the temporary folder is everybody's, a file of somebody else could not be opened.
        owner = os.getuid() if hasattr(os, "getuid") else 0
        place = Path(tempfile.gettempdir()) / f"chorographe-{owner}-{name}.verrou"
        while True:
            try:
                handle = os.open(place, os.O_RDWR | os.O_CREAT, 0o666)
            except OSError:
                return None
            if not _locked(handle):
                os.close(handle)
                return None
            # Whoever held it may have removed the file between the two: a lock on it would be nobody's.
            if _same(place, handle):
                return cls(place, handle)
            os.close(handle)

    def release(self) -> None:
        """Let others write."""
        with suppress(OSError):  # Windows does not remove a file that is open: it stays, empty
            self._place.unlink()
        os.close(self._handle)


def _same(place: Path, handle: int) -> bool:
    """Return whether the file of ``handle`` is still the one at ``place``."""
    try:
        return os.path.samestat(place.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def _locked(handle: int) -> bool:
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
