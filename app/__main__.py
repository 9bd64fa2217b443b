"""``python -m app`` is ``chorographe``."""

import sys

from app.basemap.apart.child import WORD as READ_APART
from app.catalogue.darkroom import WORD

if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == WORD:
        # The process that reads the pictures of strangers: nothing of the program is to be in it.
        from app.catalogue.darkroom import main as read_picture

        sys.exit(read_picture(sys.argv[2]))
    if sys.argv[1:] == [READ_APART]:
        # The process that reads the maps of strangers, the same way.
        from app.basemap.apart.child import main as read_apart

        sys.exit(read_apart())
    from app.cli import main

    sys.exit(main())
