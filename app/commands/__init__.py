"""What the command line does without a display. Each function receives its options and returns an exit code."""

from __future__ import annotations

from argparse import Namespace

from app.commands.maps import basemaps
from app.commands.posters import add, export, info, new, sample
from app.commands.signs import pictograms

__all__ = ["add", "basemaps", "export", "info", "new", "pictograms", "sample", "selftest"]


def selftest(_options: Namespace) -> int:
    """``chorographe selftest``: try each room on this machine and say which ones stand."""
    from app.selftest import run

    return run()
