"""Whether a window can open here. Asked before Qt starts: Qt ends the process when a display does not answer."""

from __future__ import annotations

import os
import sys
from pathlib import Path

PLATFORM_VARIABLE = "QT_QPA_PLATFORM"
_TIMEOUT_S = 2.0


def reachable() -> bool:
    """Return whether a window can open: a display answers, or a platform was chosen on purpose."""
    if os.environ.get(PLATFORM_VARIABLE):
        return True
    if sys.platform in ("win32", "darwin"):
        return True
    return _wayland() or _x11()


def headless() -> None:
    """Make Qt draw in memory: for every command that opens no window."""
    os.environ[PLATFORM_VARIABLE] = "offscreen"


def _wayland() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY")
    return bool(name) and _answers(str(Path(os.environ.get("XDG_RUNTIME_DIR", "/run"), name or "")))


def _x11() -> bool:
    import socket

    host, colon, rest = os.environ.get("DISPLAY", "").partition(":")
    screen = rest.partition(".")[0]
    if not colon or not screen.isdecimal():
        return False
    number = int(screen)
    if host in ("", "unix"):
        # The abstract socket is where servers without a /tmp of ours listen.
        address = f"/tmp/.X11-unix/X{number}"  # noqa: S108 - where X servers listen, by convention
        return _answers(address) or _answers(f"\0{address}")
    try:
        with socket.create_connection((host, 6000 + number), timeout=_TIMEOUT_S):
            return True
    except OSError:
        return False


def _answers(address: str) -> bool:
    import socket

    try:
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(_TIMEOUT_S)
            probe.connect(address)
            return True
    except OSError:
        return False
