"""How a poster leaves: one exporter for each format, and the one way to run them.

An export works on a snapshot, writes beside its target, reads back what it wrote and only then takes the
target's place: whatever happens on the way, the file that was there before is still there.
"""

from __future__ import annotations

import errno
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from app.catalogue.model import Pictogram
from app.drawing.ink import Scene
from app.i18n import Souci, tr
from app.poster.geometry import Coord
from app.poster.records import Poster, Record
from app.storage.pictures import Source

#: Stands between the name of a target and what makes the draft beside it unique.
_ASIDE = "~"
#: Told how much is done (0-1); an export is given up when it answers False.
Progress = Callable[[float], bool | None]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The poster as it was when the export was asked for."""

    records: Mapping[str, Record]
    catalogue: Mapping[str, Pictogram]
    #: Where names of places stand on screen, from ``Composer.placements``: what leaves is what was seen.
    placements: Mapping[str, Coord] = field(default_factory=dict)
    #: Gives the bytes of the pictures that lie on the poster.
    pictures: Source = lambda _: None


class Annule(Souci):
    """The person gave up the export."""


class Illisible(Exception):
    """What was written does not read back; the text is for the log."""


@dataclass(frozen=True, slots=True)
class Exporter:
    """One format. ``options`` is a dataclass whose fields the dialog and the command line show."""

    key: str
    #: What people read, already translated.
    label: str
    purpose: str
    suffixes: tuple[str, ...]
    options: type[Any]
    #: Writes the file at a path that does not exist yet.
    run: Callable[[Snapshot, Path, Any, Progress], None]
    #: Reads the file back; raises ``Illisible`` when it is not what was meant.
    check: Callable[[Path, Any], None]
    #: The files of an export as (what is added to the name, its options); one by default.
    parts: Callable[[Snapshot, Any], Sequence[tuple[str, Any]]] = lambda snapshot, options: (("", options),)
    #: Whether it is proposed ticked: what nearly every group takes home.
    usual: bool = True
    #: What its name is given beside that of the poster, where another format has the same suffix.
    added: str = ""
    #: What it shows, where that is not the sheet of the poster.
    scene: Callable[[Snapshot], Scene] | None = None


def exporters() -> tuple[Exporter, ...]:
    """Return every format, in the order they are proposed."""
    from app.exports import gpkg, papier, png, svg

    return (png.exporter(), svg.exporter(), gpkg.exporter(), papier.exporter())


def exporter_for(path: Path, options: Any = None) -> Exporter:
    """Return the exporter of a file name; two of one suffix are told apart by their ``options``.

    Raises Souci for a suffix that no format has.
    """
    found = [item for item in exporters() if path.suffix.lower() in item.suffixes]
    if found:
        return next((item for item in found if isinstance(options, item.options)), found[0])
    known = ", ".join(suffix for item in exporters() for suffix in item.suffixes)
    raise Souci(
        tr(
            "«\u00a0{nom}\u00a0» n’a pas une fin de nom connue\u202f; les formats possibles sont\u00a0: {formats}.",
            nom=path.name,
            formats=known,
        )
    )


def export(
    snapshot: Snapshot, path: Path, options: Any = None, progress: Progress | None = None
) -> tuple[Path, ...]:
    """Write ``snapshot`` in the format of the suffix of ``path`` and return the files that were written.

    A poster whose panel overflows gives one picture a sheet: ``poster.png`` and ``poster-2.png``. Raises
    ``Souci`` when a file cannot be written or does not read back, ``Annule`` when ``progress`` answered
    False; then nothing was replaced.
    """
    chosen = exporter_for(path, options)
    asked = chosen.options() if options is None else options
    parts = chosen.parts(snapshot, asked)
    written: list[tuple[Path, Path]] = []
    try:
        for rank, (added, own) in enumerate(parts):
            target = path.with_name(f"{path.stem}{added}{path.suffix}")
            beside = target.with_name(f".{target.stem}{_ASIDE}{uuid4().hex[:8]}.tmp{target.suffix}")
            written.append((beside, target))
            chosen.run(snapshot, beside, own, _share(progress, rank, len(parts)))
            chosen.check(beside, own)
        for beside, target in written:
            beside.replace(target)
    except OSError as error:
        raise Souci(_sentence(path, error)) from error
    except Illisible as error:
        raise Souci(
            tr(
                "«\u00a0{nom}\u00a0» ne se relit pas une fois écrit\u202f; rien n’a été remplacé. "
                "Essayez sur un autre disque.",
                nom=path.name,
            )
        ) from error
    finally:
        for beside, _ in written:
            with suppress(OSError):  # it took its place, or never came to be
                beside.unlink()
    return tuple(target for _, target in written)


def default_stem(poster: Poster, today: str = "") -> str:
    """Return the name proposed for files of a poster: ``territoire_groupe_date``, less what is not given."""
    parts = (poster.territoire_nom or poster.titre, poster.groupe, poster.date_atelier or today)
    named = [_plain(part) for part in parts]
    return "_".join(filter(None, [named[0] or "poster", *named[1:]]))


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")


def final_name(beside: Path) -> str:
    """Return the name that a file written beside its target will have: for formats that name themselves."""
    stem, mark, _ = beside.name.rpartition(_ASIDE)
    return stem.removeprefix(".") + beside.suffix if mark else beside.name


def _share(progress: Progress | None, rank: int, count: int) -> Progress:
    def told(share: float) -> None:
        if progress is not None and progress((rank + share) / count) is False:
            raise Annule(tr("L’export est abandonné\u202f; rien n’a été remplacé."))

    return told


def _sentence(path: Path, error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return tr(
            "Il n’y a plus de place pour «\u00a0{nom}\u00a0»\u202f; votre poster est intact. "
            "Choisissez un autre disque ou une feuille plus petite.",
            nom=path.name,
        )
    if error.errno == errno.ENOENT or isinstance(error, NotADirectoryError):
        return tr(
            "Le dossier de «\u00a0{nom}\u00a0» n’existe pas\u202f; votre poster est intact. "
            "Choisissez un autre dossier.",
            nom=path.name,
        )
    return tr(
        "«\u00a0{nom}\u00a0» n’a pas pu être écrit à cet endroit\u202f; votre poster est intact. "
        "Choisissez un autre dossier.",
        nom=path.name,
    )
