"""A pack: a folder or a zip of ``<key>.svg`` and ``<key>.toml``, read with care and never unpacked on the disk.

What could harm (paths that leave the pack, links, sizes that explode) refuses the whole of it in one sentence,
before anything is decompressed; what is only astray is told file by file.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from app.catalogue import svg, words
from app.catalogue.load import FREE
from app.i18n import Souci, count, tr

MOST_FILES = 500
#: A zip is refused above this size before its table is read; what it holds, above the other.
MOST_ZIPPED, MOST_BYTES = 2_000_000, 4_000_000
SIGNS = (".svg", ".toml")
#: What may lie beside the signs and is passed over: notes, licences, and what systems leave behind.
NOTES = ("", ".md", ".txt")
LEFT_BEHIND = ("__MACOSX", "Thumbs.db", "desktop.ini")
#: Folders that say where a sign belongs; « libres » says: nowhere.
FOLDERS = frozenset((*words.PLACES, FREE))
#: pack/<domaine>/<key>.svg is as deep as signs lie.
DEEPEST = 2


@dataclass(frozen=True, slots=True)
class Pack:
    """What a pack holds: bytes by path (« domaine/key.svg »), and (path, sentence) of what was left out."""

    files: dict[str, bytes]
    astray: tuple[tuple[str, str], ...] = ()


def read(path: Path) -> Pack:
    """Return the signs of a folder or a zip. Raises Souci when there is none to read, or it may do harm."""
    if path.is_dir():
        return _folder(path)
    if not path.is_file():
        raise Souci(tr("Il n’y a ni dossier ni zip à « {chemin} ».", chemin=path))
    try:
        if path.stat().st_size > MOST_ZIPPED:
            raise _too_heavy()
        with zipfile.ZipFile(path) as opened:
            return _zip(opened)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        UnicodeDecodeError,
        ValueError,
    ) as fault:
        raise Souci(
            tr("« {fichier} » n’est ni un dossier ni un zip que l’on puisse lire.", fichier=path.name)
        ) from fault
    except OSError as fault:
        raise Souci(tr("« {fichier} » ne peut pas être lu.", fichier=path.name)) from fault


def decoded(content: bytes) -> str:
    """Return the text of a file of a pack. Raises Souci."""
    if len(content) > svg.MOST_BYTES:
        raise Souci(tr("il est trop lourd : 200 ko au plus."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Souci(tr("ce n’est pas un texte en UTF-8.")) from fault


def _folder(root: Path) -> Pack:
    files: dict[str, bytes] = {}
    astray: list[tuple[str, str]] = []
    budget = MOST_BYTES
    try:
        for file in _within(root):
            name = file.relative_to(root).as_posix()
            if file.is_symlink() or not file.is_file():
                astray.append(
                    (name, tr("ce n’est pas un fichier ordinaire (un lien, peut-être) : il n’est pas lu."))
                )
            elif wanted := _wanted(name, astray):
                with file.open("rb") as opened:
                    files[wanted] = opened.read(svg.MOST_BYTES + 1)
                budget -= len(files[wanted])
                if budget < 0:
                    raise _too_heavy()
    except OSError as fault:
        raise Souci(tr("« {fichier} » ne peut pas être lu.", fichier=root.name)) from fault
    return Pack(files, tuple(astray))


def _within(root: Path) -> Iterator[Path]:
    """Yield what lies in a folder and in its own folders, links not followed, never more than may be read."""
    seen = 0
    waiting = [(root, 1)]
    while waiting:
        folder, depth = waiting.pop(0)
        for file in sorted(_some(folder.iterdir(), MOST_FILES - seen)):
            seen += 1
            if file.is_dir() and not file.is_symlink() and depth < DEEPEST:
                if not _silent(file.name):
                    waiting.append((file, depth + 1))
            else:
                yield file


def _some(found: Iterable[Path], most: int) -> list[Path]:
    kept: list[Path] = []
    for each in found:
        if len(kept) >= most:
            raise _too_many()
        kept.append(each)
    return kept


def _zip(opened: zipfile.ZipFile) -> Pack:
    entries = opened.infolist()
    if len(entries) > MOST_FILES:
        raise _too_many()
    for entry in entries:
        _safe(entry)
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise _too_heavy()
    held = [entry for entry in entries if not entry.is_dir()]
    wrapped = _wrapper([entry.filename for entry in held if not _silent(entry.filename.split("/")[0])])
    files: dict[str, bytes] = {}
    astray: list[tuple[str, str]] = []
    for entry in held:
        name = _wanted(entry.filename.removeprefix(wrapped), astray)
        if name and name in files:
            astray.append((name, tr("il est deux fois dans le zip.")))
        elif name:
            with opened.open(entry) as content:
                files[name] = content.read(svg.MOST_BYTES + 1)
    return Pack(files, tuple(astray))


def _safe(entry: zipfile.ZipInfo) -> None:
    """Refuse an entry that could reach out of the pack, that hides what it is, or that only a bomb would use."""
    # The name as it was written: zipfile cuts it at a zero byte.
    said = entry.orig_filename
    path = PurePosixPath(said)
    if "\\" in said or "\0" in said or ":" in said or path.is_absolute() or ".." in path.parts:
        raise Souci(
            tr("Le zip contient un chemin qui sort du paquet (« {nom} ») : rien n’a été lu.", nom=said[:60])
        )
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise Souci(tr("Le zip contient un lien (« {nom} ») : rien n’a été lu.", nom=said[:60]))
    if entry.flag_bits & 0x1:
        raise Souci(tr("Le zip est protégé par un mot de passe : rien n’a été lu."))
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Souci(tr("Le zip est comprimé d’une façon que l’on ne lit pas : rien n’a été lu."))


def _wrapper(names: list[str]) -> str:
    """Return the one folder that a zip often puts around everything, when what it holds is not a domaine's."""
    tops = {name.split("/")[0] for name in names if "/" in name}
    loose = any("/" not in name and PurePosixPath(name).suffix.lower() in SIGNS for name in names)
    if len(tops) != 1 or loose:
        return ""
    (top,) = tops
    return "" if top in FOLDERS else f"{top}/"


def _silent(name: str) -> bool:
    return name.startswith(".") or name in LEFT_BEHIND


def _wanted(name: str, astray: list[tuple[str, str]]) -> str:
    """Return the path of a sign, or nothing; what does not belong there is told in ``astray``."""
    path = PurePosixPath(name)
    if any(_silent(part) for part in path.parts):
        return ""
    suffix = path.suffix.lower()
    if suffix in NOTES:
        return ""
    if suffix not in SIGNS:
        astray.append((name, tr("seuls les .svg et les .toml sont lus.")))
    elif path.suffix != suffix:
        astray.append((name, tr("le suffixe doit être en minuscules : {suffixe}.", suffixe=suffix)))
    elif len(path.parts) > DEEPEST:
        astray.append((name, tr("il est trop profond : un paquet n’a qu’un niveau de dossiers.")))
    else:
        return name
    return ""


def _too_many() -> Souci:
    return Souci(tr("Le paquet a trop de fichiers : {n} au plus. Rien n’a été lu.", n=count(MOST_FILES)))


def _too_heavy() -> Souci:
    return Souci(tr("Le paquet est trop lourd pour des pictos : rien n’a été lu."))
