"""Where things are. The only module that knows folders of the program and of the person."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

#: Set it to a folder to keep settings, recent posters and logs there (tests, USB stick, kiosk).
HOME_VARIABLE = "CHOROGRAPHE_HOME"


@cache
def root() -> Path:
    """Return the folder that holds ``assets`` and ``resources``: the checkout, or the installed bundle."""
    here = Path(__file__).resolve().parent
    for folder in (here.parent, here):
        if (folder / "assets").is_dir() and (folder / "resources").is_dir():
            return folder
    raise FileNotFoundError("assets and resources are missing beside the program")


def pictograms() -> Path:
    """Return the folder of the shipped pictograms: ``<domaine>/<key>.svg`` and ``<key>.toml``."""
    return root() / "assets" / "pictograms"


def resource(*parts: str) -> Path:
    """Return a path inside ``resources`` (fonts, basemaps, i18n, icons, samples…)."""
    return root().joinpath("resources", *parts)


def personal() -> Path:
    """Return the person's own folder for settings, logs and recent posters; it may not exist yet."""
    if chosen := os.environ.get(HOME_VARIABLE):
        return Path(chosen)
    from platformdirs import user_data_path

    return user_data_path("chorographe", appauthor=False)


def documents() -> Path:
    """Return the folder where new posters are proposed."""
    if os.environ.get(HOME_VARIABLE):
        return personal() / "posters"
    from platformdirs import user_documents_path

    return user_documents_path() / "Chorographe"
