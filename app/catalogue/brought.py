"""A picture that people bring to lay it on a poster: read apart, and made fit to be kept."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.catalogue import darkroom, picture
from app.i18n import Souci, tr

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

    May take seconds: call it from a worker thread. ``name`` is that of its file. Raises Souci, in one sentence, within
    ``picture.PATIENCE``.
    """
    name = name or tr("L’image")
    picture.refuse(data[:32], len(data), name, _NOT_READ)
    line, _, kept = picture.called(darkroom.GIVEN, name, data).partition(b"\n")
    match line.split():
        case [b"kept", across, down] if kept:
            return Brought(kept, int(across), int(down))
        case [b"no", b"unknown"]:
            raise Souci(
                tr(
                    "«\u00a0{fichier}\u00a0» n’est pas une image que l’on lit\u00a0: il faut un PNG, un JPEG, "
                    "un WebP, un GIF, un BMP ou un TIFF.",
                    fichier=name,
                )
            )
        case [b"no", word]:
            raise picture.sentence(word.decode(), name)
    raise picture.sentence("damaged", name)
