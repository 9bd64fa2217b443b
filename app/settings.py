"""What the program remembers of a person between two days: a small JSON file, lost without harm."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from app import paths

#: Posters kept in the list of the start page.
RECENT = 12


@dataclass(frozen=True)
class Recent:
    """A poster that was open on this machine."""

    path: str
    nom: str
    #: Local time of the last closing, ISO 8601.
    vu_le: str


@dataclass
class Settings:
    """The settings; each field is a key of the file."""

    langue: str = ""
    #: Interface size: 1.0 is 100 %.
    taille: float = 1.0
    #: Position and size of the window, as Qt writes them (hexadecimal).
    fenetre: str = ""
    dossier: str = ""
    recents: list[Recent] = field(default_factory=list)

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
    try:
        kept = json.loads(_file().read_text("utf-8"))
    except (OSError, ValueError):
        return Settings()
    return _read(kept) if isinstance(kept, dict) else Settings()


def save(settings: Settings) -> bool:
    """Write the settings, whole or not at all; return whether they could be."""
    target = _file()
    beside = target.with_suffix(".new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(asdict(settings), ensure_ascii=False, indent=1), "utf-8")
        beside.replace(target)
    except OSError:
        return False
    return True


def _file() -> Path:
    return paths.personal() / "reglages.json"


def _read(kept: dict[str, Any]) -> Settings:
    settings = Settings()
    for item in fields(Settings):
        value = kept.get(item.name)
        if item.name == "recents":
            rows = value if isinstance(value, list) else []
            settings.recents = [
                Recent(row["path"], row["nom"], row["vu_le"])
                for row in rows
                if isinstance(row, dict)
                and all(isinstance(row.get(key), str) for key in ("path", "nom", "vu_le"))
            ]
        elif item.name == "taille":
            if isinstance(value, int | float) and 0.5 <= value <= 3:
                settings.taille = float(value)
        elif isinstance(value, str):
            setattr(settings, item.name, value)
    return settings
