"""What the program remembers of a person between two days: a small JSON file, lost without harm.

Read before the first paint of the window: no dataclass here, their machinery costs some milliseconds.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from app import paths

#: Posters kept in the list of the start page.
RECENT = 12
#: Pictograms kept as laid last.
LAID = 8
#: Actions of the searched list kept as done last.
DONE = 5


class Recent(NamedTuple):
    """A poster that was open on this machine."""

    path: str
    nom: str
    #: Local time of the last closing, ISO 8601.
    vu_le: str


class Settings:
    """The settings; each attribute is a key of the file."""

    def __init__(self) -> None:
        self.langue = ""
        #: Interface size: 1.0 is 100 %.
        self.taille = 1.0
        #: Workshop mode: larger targets and letters, for a projector and several people.
        self.atelier = False
        #: Whether the wheel alone zooms, as in QGIS; else it pans and Ctrl+wheel zooms.
        self.molette_zoome = False
        #: Whether single letters take tools while the sheet has the keys (WCAG 2.1.4 lets people turn them off).
        self.lettres = True
        #: Whether fingers only pan and zoom: a pen is there.
        self.stylet_seul = False
        #: Whether guides act on a pictogram alone too: elsewhere « à peu près ici » is what the group means.
        self.reperes_points = False
        #: The room: metres from the screen to the last row, and height of the image.
        self.distance_m = 6.0
        self.image_m = 1.5
        #: Position and size of the window, as Qt writes them (hexadecimal).
        self.fenetre = ""
        self.dossier = ""
        #: Whether pictograms that are invented are kept for other posters too.
        self.garder = False
        self.recents: list[Recent] = []
        #: Pictograms by key: the favourites, and those laid last, the newest first.
        self.favoris: list[str] = []
        self.derniers: list[str] = []
        #: Actions by id, as they were asked for by the searched list, the newest first.
        self.ordres: list[str] = []

    def laid(self, key: str) -> None:
        """Put a pictogram at the head of those laid last."""
        self.derniers = [key, *(one for one in self.derniers if one != key)][:LAID]

    def done(self, name: str) -> None:
        """Put an action at the head of those done last."""
        self.ordres = [name, *(one for one in self.ordres if one != name)][:DONE]

    def remember(self, path: Path, nom: str) -> None:
        """Put a poster at the head of the recent ones."""
        from datetime import datetime

        kept = [one for one in self.recents if Path(one.path) != path]
        self.recents = [Recent(str(path), nom, datetime.now().astimezone().isoformat("T", "minutes")), *kept]
        del self.recents[RECENT:]

    def forget_lost(self) -> None:
        """Leave out the posters whose file is no longer there."""
        self.recents = [one for one in self.recents if Path(one.path).is_file()]


def load() -> Settings:
    """Return the settings of this person; a missing or damaged file gives the defaults."""
    if not _file().is_file():
        return Settings()
    import json

    try:
        kept = json.loads(_file().read_text("utf-8"))
    except (OSError, ValueError):
        return Settings()
    return _read(kept) if isinstance(kept, dict) else Settings()


def save(settings: Settings) -> bool:
    """Write the settings, whole or not at all; return whether they could be."""
    import json

    target = _file()
    beside = target.with_suffix(".new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(_written(settings), ensure_ascii=False, indent=1), "utf-8")
        beside.replace(target)
    except OSError:
        return False
    return True


def _file() -> Path:
    return paths.personal() / "reglages.json"


def _written(settings: Settings) -> dict[str, Any]:
    return {**vars(settings), "recents": [one._asdict() for one in settings.recents]}


def _read(kept: dict[str, Any]) -> Settings:
    settings = Settings()
    rows = kept.get("recents")
    settings.recents = [
        Recent(row["path"], row["nom"], row["vu_le"])
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, dict) and all(isinstance(row.get(key), str) for key in Recent._fields)
    ]
    size = kept.get("taille")
    if isinstance(size, int | float) and 0.5 <= size <= 3:
        settings.taille = float(size)
    for key in ("garder", "atelier", "molette_zoome", "stylet_seul", "reperes_points"):
        setattr(settings, key, kept.get(key) is True)
    settings.lettres = kept.get("lettres") is not False
    for key, least, most in (("distance_m", 1.0, 40.0), ("image_m", 0.2, 10.0)):
        length = kept.get(key)
        if isinstance(length, int | float) and least <= length <= most:
            setattr(settings, key, float(length))
    for key in ("favoris", "derniers", "ordres"):
        keys = kept.get(key)
        if isinstance(keys, list):
            setattr(settings, key, list(dict.fromkeys(one for one in keys if isinstance(one, str))))
    del settings.derniers[LAID:], settings.ordres[DONE:]
    for key in ("langue", "fenetre", "dossier"):
        if isinstance(kept.get(key), str):
            setattr(settings, key, kept[key])
    return settings
