"""``python -m app`` is ``chorographe``."""

import sys

from app.apart.child import WORD

if __name__ == "__main__":
    if sys.argv[1:] == [WORD]:
        # The process that reads the files of strangers: nothing of the program is to be in it.
        from app.apart.child import main as read_apart

        sys.exit(read_apart())
    from app.cli import main

    sys.exit(main())
