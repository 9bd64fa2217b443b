"""A picture that people bring, as the grey of its ink on white paper: read apart, upright, without its shadows."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app import apart
from app.i18n import Souci, tr

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.floating[Any]]

#: Seconds that a picture may take to be decoded, and the most that its file may weigh.
PATIENCE, MOST_BYTES = 5.0, 80_000_000
#: Pixels of a cell in which the brightness of the paper is looked for; what is darker than this share of its
#: surroundings is ink, not paper.
CELL, INKED = 24, 0.66
#: The first bytes of what is often brought and cannot be read: HEIC, AVIF, PDF, GIF, TIFF, BMP, SVG.
_KNOWN = (
    (4, (b"ftyphe", b"ftypmif1", b"ftypmsf1"), "heic"),
    (4, (b"ftypavif", b"ftypavis"), "avif"),
    (0, (b"%PDF",), "pdf"),
    (0, (b"GIF8", b"II*\0", b"MM\0*", b"BM"), "other"),
    (0, (b"<svg", b"<?xml", b"\xef\xbb\xbf<"), "svg"),
)
_REFUSED = ("heic", "avif", "pdf", "other", "svg")


@dataclass(frozen=True, slots=True)
class Picture:
    """The paper of a picture brought to 1 and its ink towards 0, by rows from the top."""

    grey: Grey = field(repr=False)

    @property
    def width(self) -> int:
        """Pixels across."""
        return int(self.grey.shape[1])

    @property
    def height(self) -> int:
        """Pixels down."""
        return int(self.grey.shape[0])


def opened(path: Path) -> Picture:
    """Return a PNG, JPEG or WebP picture, read in a process of its own; the last ones are remembered.

    May take a second: call it from a worker thread. Raises Souci, in one sentence, soon after PATIENCE at the latest.
    """
    try:
        told = path.stat()
        if not path.is_file():
            raise Souci(tr("« {fichier} » n’est pas une image que l’on puisse lire.", fichier=path.name))
        with path.open("rb") as file:
            head = file.read(32)
    except OSError as fault:
        raise Souci(tr("« {fichier} » ne peut pas être lu.", fichier=path.name)) from fault
    refuse(head, told.st_size, path.name)
    return _read(path.absolute(), told.st_mtime_ns, told.st_size)


def refuse(head: bytes, size: int, name: str, words: tuple[str, ...] = _REFUSED) -> None:
    """Say at once what need not be tried: an empty or a huge file, and the kinds of ``words``. Raises Souci."""
    if not head:
        raise Souci(tr("« {fichier} » est vide : reprenez la photo ou le fichier.", fichier=name))
    if size > MOST_BYTES:
        raise sentence("large", name)
    for at, starts, word in _KNOWN:
        if word in words and head[at:].startswith(starts):
            raise sentence(word, name)


@lru_cache(maxsize=3)
def _read(path: Path, _changed: int, _size: int) -> Picture:
    import numpy as np

    answer = apart.ask("signs.picture", {"path": str(path)}, seconds=PATIENCE)
    across, down, (pixels,) = answer.values["width"], answer.values["height"], answer.blobs
    grey = np.frombuffer(pixels, np.uint8).reshape(down, across)
    return Picture(levelled(grey.astype(np.float32) / 255))


def sentence(word: str, name: str) -> Souci:
    """Return the one sentence for a word of who decodes, or of what is refused at once."""
    said = {
        "heic": tr(
            "« {fichier} » est une photo HEIC, que l’on ne lit pas ici : choisissez JPEG dans les réglages de "
            "l’appareil photo, ou faites une capture d’écran de la photo.",
            fichier=name,
        ),
        "avif": tr(
            "« {fichier} » est une image AVIF, que l’on ne lit pas ici : enregistrez-la en PNG ou en JPEG.",
            fichier=name,
        ),
        "pdf": tr(
            "« {fichier} » est un PDF, pas une image : faites-en une capture d’écran, en PNG.", fichier=name
        ),
        "svg": tr("« {fichier} » est un dessin SVG, pas une photo : apportez-le comme dessin.", fichier=name),
        "large": tr("« {fichier} » est trop grande pour être lue : réduisez l’image d’abord.", fichier=name),
        "small": tr("« {fichier} » est trop petite pour qu’on y lise un dessin.", fichier=name),
        "no_print": tr(
            "«\u00a0{fichier}\u00a0» n’est pas une image que l’on lit\u00a0: il faut un PNG, un JPEG, "
            "un WebP, un GIF, un BMP ou un TIFF.",
            fichier=name,
        ),
        "damaged": tr(
            "« {fichier} » est abîmée ou n’est pas arrivée entière : copiez-la de nouveau.", fichier=name
        ),
    }
    other = tr(
        "« {fichier} » n’est pas une image que l’on lit : il faut un PNG, un JPEG ou un WebP.", fichier=name
    )
    return Souci(said.get(word, other))


def levelled(grey: Grey) -> Grey:
    """Return a picture with its shadows removed: the brightness of the paper, found cell by cell, is 1 everywhere.

    A picture whose edges are dark (a blackboard) is turned over first.
    """
    import numpy as np

    edges = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    if float(np.median(edges)) < 0.35 and float(np.median(grey)) < 0.4:
        grey = 1 - grey
    paper = _paper(grey)
    found: Grey = np.clip(grey / np.maximum(paper, 0.08), 0, 1).astype(np.float32)
    return found


def _paper(grey: Grey) -> Grey:
    """Return the brightness of the paper everywhere: that of the brightest pixels near by, ink bridged over."""
    import numpy as np

    height, width = grey.shape
    down, across = max(1, -(-height // CELL)), max(1, -(-width // CELL))
    padded = np.pad(grey, ((0, down * CELL - height), (0, across * CELL - width)), mode="edge")
    cells = padded.reshape(down, CELL, across, CELL).swapaxes(1, 2).reshape(down, across, -1)
    level = np.quantile(cells, 0.85, axis=2)
    around = level
    for _ in range(2):
        around = _spread(around, max(2, max(down, across) // 10), np.maximum)
    known = level >= INKED * around
    # Cells of ink take the mean of their neighbours again and again, until paper has reached them from all sides.
    value, weight = np.where(known, level, 0.0), known.astype(float)
    for _ in range(max(down, across)):
        if weight.min() > 0:
            break
        value, weight = _mean(value), _mean(weight)
    filled = np.where(known, level, value / np.maximum(weight, 1e-9))
    for _ in range(3):
        filled = np.where(known, 0.5 * filled + 0.5 * _mean(filled), _mean(filled))
    return _stretched(filled, height, width)


def _spread(cells: Grey, reach: int, take: np.ufunc) -> Grey:
    import numpy as np

    for axis in (0, 1):
        pad = [(reach, reach) if each == axis else (0, 0) for each in (0, 1)]
        padded = np.pad(cells, pad, mode="edge")
        windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1, axis=axis)
        cells = take.reduce(windows, axis=-1)
    return cells


def _mean(cells: Grey) -> Grey:
    import numpy as np

    padded = np.pad(cells, 1, mode="edge")
    mean: Grey = np.lib.stride_tricks.sliding_window_view(padded, (3, 3)).mean(axis=(2, 3))
    return mean


def _stretched(cells: Grey, height: int, width: int) -> Grey:
    """Return one value for each pixel, between those of the middles of the cells."""
    import numpy as np

    down, across = cells.shape
    rows = np.clip((np.arange(height) + 0.5) / CELL - 0.5, 0, down - 1)
    columns = np.clip((np.arange(width) + 0.5) / CELL - 0.5, 0, across - 1)
    top, left = np.floor(rows).astype(int), np.floor(columns).astype(int)
    low, right = np.minimum(top + 1, down - 1), np.minimum(left + 1, across - 1)
    v, h = (rows - top)[:, None], (columns - left)[None, :]
    upper = cells[top][:, left] * (1 - h) + cells[top][:, right] * h
    lower = cells[low][:, left] * (1 - h) + cells[low][:, right] * h
    stretched: Grey = upper * (1 - v) + lower * v
    return stretched
