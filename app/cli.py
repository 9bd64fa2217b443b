"""The command line: opens the window, or works without a display.

Exit codes: 0 done; 1 it could not be done, one sentence on stderr says why; 2 the request is not understood,
or a territory is unknown or ambiguous; 3 system libraries are missing (said by ``./run``).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from app import display, i18n, journal
from app.i18n import Souci, tr

if TYPE_CHECKING:
    from pathlib import Path

DONE, FAILED = 0, 1
COMMANDS = ("new", "add", "export", "info", "basemaps", "pictograms", "sample", "selftest")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with ``arguments`` (those of the process by default); return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    i18n.use(i18n.preferred())
    journal.keep()
    try:
        return _run(given)
    except Souci as souci:
        print(souci, file=sys.stderr)
        return FAILED
    except BrokenPipeError:
        # The reader of our output left (« | head »): nothing more to say, and nothing to flush into.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return FAILED


def _run(given: list[str]) -> int:
    if not given and not display.reachable():
        print(tr("Aucun écran n’est joignable : le poster d’exemple est dessiné sans fenêtre."))
        return _run(["sample"])
    if given and (given[0] in COMMANDS or given[0] in ("-h", "--help", "--version")):
        from app.arguments import parser

        options = parser().parse_args(given)
        display.headless()
        from app import commands

        code: int = getattr(commands, options.command)(options)
        return code
    return _window(_asked(given) if given else None)


def _asked(given: list[str]) -> Path | None:
    """Return the poster that the window is asked to open. What is not understood ends the program."""
    from app.arguments import parser, window_parser

    file: Path | None = window_parser().parse_args(given).file
    if file and file.suffix.lower() != ".gpkg" and not file.exists():
        parser().error(tr("« {word} » n’est ni une commande ni un poster", word=file))
    return file


def _window(file: Path | None) -> int:
    if not display.reachable():
        raise Souci(
            tr(
                "Aucun écran n’est joignable : la fenêtre ne peut pas s’ouvrir. "
                "« chorographe --help » dit ce qui se fait sans écran."
            )
        )
    import gc

    gc.disable()  # nothing of a start is garbage; then the window collects, on its own thread: ``ui.garbage``
    from app.ui.main import run

    return run(file)
