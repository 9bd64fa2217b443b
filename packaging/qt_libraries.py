"""Say whether the system libraries that Qt needs are there: ``qt_libraries.py [window]``.

Without a word: what drawing needs, without a display. With ``window``: also what a window needs on the display
that answers, if one does. The dynamic linker is the judge: the very files that Qt will load are loaded here.

Exit code 0; 1 when the system lacks the library that is named on stderr; 4 when everything is there but no display
answers; 5 when it is the environment that lacks something.
"""

from __future__ import annotations

import ctypes
import os
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app import display

MISSING, NO_DISPLAY, BROKEN = 1, 4, 5
#: What the dynamic linker says of a library of the system; those of Qt itself come with the environment.
_SYSTEM_LIBRARY = re.compile(r"^lib(?!Qt6|pyside6|shiboken6)\S+: cannot open shared object file")


def main(window: bool) -> int:
    """Load what Qt would load; return the exit code."""
    try:
        import PySide6
        from PySide6 import QtGui, QtSvg, QtWidgets  # noqa: F401

        plugins = Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforms"
        ctypes.CDLL(str(plugins / "libqoffscreen.so"))
        if not window:
            return 0
        if os.environ.get(display.PLATFORM_VARIABLE) or not display.reachable():
            return NO_DISPLAY
        # Where both are offered Qt falls back from Wayland to X11.
        ctypes.CDLL(str(plugins / ("libqxcb.so" if os.environ.get("DISPLAY") else "libqwayland.so")))
    except (ImportError, OSError) as missing:
        print(missing, file=sys.stderr)
        return MISSING if _SYSTEM_LIBRARY.match(str(missing)) else BROKEN
    return 0


if __name__ == "__main__":
    sys.exit(main("window" in sys.argv[1:]))
