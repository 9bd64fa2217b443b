"""A picture that people bring to lay it on a poster: read apart, and made fit to be kept."""

from __future__ import annotations

from dataclasses import dataclass, field

from app import apart
from app.catalogue import picture
from app.i18n import tr

#: What begins a file that is no picture of pixels, or one that cannot be read here; the rest is tried.
_NOT_READ = ("heic", "avif", "pdf", "svg")


@dataclass(frozen=True, slots=True)
class Brought:
    """A PNG or a JPEG made here, and its size in pixels."""

    data: bytes = field(repr=False)
    width: int
    height: int

    @property
    def rapport(self) -> float:
        """Height divided by width."""
        return self.height / self.width


def bring(data: bytes, name: str = "") -> Brought:
    """Return a PNG, JPEG, WebP, GIF, BMP or TIFF as a poster keeps it, read in a process of its own.

    May take seconds: call it from a worker thread. ``name`` is that of its file. Raises Souci, in one sentence, soon
    after ``picture.PATIENCE`` at the latest.
    """
    name = name or tr("L’image")
    picture.refuse(data[:32], len(data), name, _NOT_READ)
    answer = apart.ask("prints.develop", {"path": name}, blobs=[data], seconds=picture.PATIENCE)
    return Brought(answer.blobs[0], answer.values["width"], answer.values["height"])
