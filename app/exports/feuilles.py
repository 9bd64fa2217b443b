"""The sheets of a poster, for formats that write one file a sheet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from app.drawing.scene import Composer
from app.exports.registry import Snapshot

if TYPE_CHECKING:
    from app.exports.png import PngOptions
    from app.exports.svg import SvgOptions

    Options = TypeVar("Options", PngOptions, SvgOptions)


def parts(snapshot: Snapshot, options: Options) -> list[tuple[str, Options]]:
    """Return one file a sheet: what is added to its name from the second on, and its options."""
    feuilles = Composer(snapshot.catalogue, snapshot.placements).feuilles(snapshot.records)
    return [("" if n == 1 else f"-{n}", replace(options, feuille=n)) for n in feuilles]
