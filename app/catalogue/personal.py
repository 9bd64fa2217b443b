"""The person's own pack: the signs kept from one poster to the next, shared, and brought from others."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from uuid import uuid4

from app import paths
from app.catalogue import invent, pack, written
from app.catalogue.load import FREE, KEY, Catalogue, read_folder, same, shipped, sign
from app.catalogue.model import Pictogram
from app.i18n import Souci, tr


@dataclass(frozen=True, slots=True)
class Brought:
    """What a pack gave: the signs that are new, and a sentence for each that was left, renamed or there already."""

    added: list[Pictogram] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    #: Those that were there before, by the key they have there.
    there: list[Pictogram] = field(default_factory=list)


def folder() -> Path:
    """Return the folder of the person's own signs; it may not exist yet."""
    return paths.personal() / "pictos"


def kept() -> Catalogue:
    """Return the person's own signs; what cannot be read is told in ``soucis``."""
    if not folder().is_dir():
        return Catalogue(())
    try:
        found = read_folder(folder())
    except OSError:
        return Catalogue((), (tr("Le dossier de vos pictos ne peut pas être lu."),))
    return Catalogue((replace(each, ours=True) for each in found.values()), found.soucis)


def keep(pictogram: Pictogram) -> None:
    """Keep a sign for other posters, in place of the one of the same key. Raises Souci when it cannot be written."""
    if not KEY.fullmatch(pictogram.key):
        raise ValueError(f"{pictogram.key!r} names no file")
    home = folder()
    try:
        home.mkdir(parents=True, exist_ok=True)
        _put(home, pictogram)
    except OSError as fault:
        raise Souci(
            tr("« {nom} » n’a pas pu être gardé : le disque refuse.", nom=pictogram.name.fr)
        ) from fault


def forget(key: str) -> None:
    """Take a sign out of the person's pack; posters that carry it keep it. Raises Souci when it cannot be."""
    if not KEY.fullmatch(key):
        return
    try:
        for suffix in pack.SIGNS:
            (folder() / f"{key}{suffix}").unlink(missing_ok=True)
    except OSError as fault:
        raise Souci(tr("« {nom} » n’a pas pu être retiré : le disque refuse.", nom=key)) from fault


def share(pictograms: Iterable[Pictogram], target: Path) -> Path:
    """Write signs as a pack, a zip or a folder by the suffix of ``target``, read back before it takes its place.

    A zip that is there already is replaced; a folder is not, unless it is empty. Returns the path. Raises Souci.
    """
    signs = list(pictograms)
    if not signs:
        raise Souci(tr("Il n’y a aucun picto à partager : inventez-en un d’abord."))
    zipped = target.suffix.lower() == ".zip"
    if not zipped and target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise Souci(tr("« {nom} » existe déjà : choisissez un autre nom.", nom=target.name))
    draft = target.with_name(f".{target.name}.{uuid4().hex[:8]}.tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if zipped:
            with zipfile.ZipFile(draft, "x", zipfile.ZIP_DEFLATED) as archive:
                for name, text in _files(signs):
                    archive.writestr(name, text)
        else:
            for name, text in _files(signs):
                (draft / name).parent.mkdir(parents=True, exist_ok=True)
                (draft / name).write_text(text, "utf-8", newline="\n")
        _verified(draft, signs)
        if target.is_dir() and not zipped:
            target.rmdir()
        draft.replace(target)
    except OSError as fault:
        raise Souci(
            tr(
                "« {nom} » n’a pas pu être écrit : choisissez un autre dossier. Rien n’a été changé.",
                nom=target.name,
            )
        ) from fault
    finally:
        if draft.is_dir():
            shutil.rmtree(draft, ignore_errors=True)
        else:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
    return target


def bring(
    source: Path,
    known: Mapping[str, Pictogram] | None = None,
    into: Callable[[Pictogram], None] | None = None,
) -> Brought:
    """Add the signs of a folder or a zip to the person's pack, or give them to ``into`` one by one.

    ``known`` are the signs that are there already, the shipped and the kept ones by default: one that has the key
    of another joins them under a new key. Raises Souci where the whole pack is refused, or the disk refuses; signs
    that were added before stay.
    """
    found, left = told(source)
    standing = {**shipped(), **kept()} if known is None else dict(known)
    brought = Brought(left=left)
    for each in found:
        twin = next((other for other in standing.values() if same(other, each)), None)
        if twin is not None:
            brought.left.append(tr("« {nom} » est déjà là.", nom=each.name.fr))
            brought.there.append(twin)
            continue
        joined = each
        if each.key in standing:
            prefix = "" if each.key.startswith(invent.PREFIX) else invent.PREFIX
            joined = replace(each, key=invent.free(prefix + each.key, standing))
            brought.left.append(
                tr(
                    "« {nom} » a la clé de « {autre} » : il est gardé à côté, sous « {cle} ».",
                    nom=each.name.fr,
                    autre=standing[each.key].name.fr,
                    cle=joined.key,
                )
            )
        (into or keep)(joined)
        standing[joined.key] = joined
        brought.added.append(joined)
    return brought


def told(source: Path) -> tuple[list[Pictogram], list[str]]:
    """Return the signs of a pack that can be read, and a sentence for each file that cannot. Raises Souci."""
    read = pack.read(source)
    sentences = [tr("{fichier} : {raison}", fichier=name, raison=reason) for name, reason in read.astray]
    signs: dict[str, Pictogram] = {}
    for stem in dict.fromkeys(PurePosixPath(name).with_suffix("").as_posix() for name in sorted(read.files)):
        try:
            each = _sign(stem, read.files)
        except Souci as souci:
            sentences.append(tr("{fichier} : {raison}", fichier=stem, raison=souci))
            continue
        if each.key in signs:
            sentences.append(
                tr(
                    "{fichier} : {raison}",
                    fichier=stem,
                    raison=tr("« {cle} » existe déjà dans un autre dossier.", cle=each.key),
                )
            )
        else:
            signs[each.key] = each
    if not signs and not sentences:
        raise Souci(tr("« {fichier} » ne contient aucun picto : ni .svg, ni .toml.", fichier=source.name))
    return list(signs.values()), sentences


def _sign(stem: str, files: Mapping[str, bytes]) -> Pictogram:
    """Return one sign of a pack, marked as made by people. Raises Souci."""
    path = PurePosixPath(stem)
    domaine = path.parent.name if len(path.parts) > 1 else ""
    held = (files.get(f"{stem}{suffix}") for suffix in pack.SIGNS)
    drawing, words = (None if content is None else pack.decoded(content) for content in held)
    return replace(sign(path.name, "" if domaine == FREE else domaine, drawing, words), ours=True)


def _files(signs: Iterable[Pictogram]) -> list[tuple[str, str]]:
    """Return the files of a pack: paths and texts."""
    files = []
    for each in signs:
        place = f"{written.folder(each)}/{each.key}"
        files.append((f"{place}.toml", written.toml(each)))
        if each.glyph is not None:
            files.append((f"{place}.svg", each.glyph.svg))
    return files


def _verified(draft: Path, signs: list[Pictogram]) -> None:
    """Read a pack back as a stranger's. Raises OSError when it is not what was to be written."""
    found, left = told(draft)
    wanted = sorted((replace(each, ours=True) for each in signs), key=lambda each: each.key)
    if left or sorted(found, key=lambda each: each.key) != wanted:
        raise OSError(f"the pack does not read back: {left}")


def _put(home: Path, each: Pictogram) -> None:
    """Write a sign so that a reader finds the old one or the new one: the words come last, they name it."""
    texts = [(".toml", written.toml(each))]
    if each.glyph is not None:
        texts.insert(0, (".svg", each.glyph.svg))
    drafts: list[tuple[Path, Path]] = []
    try:
        for suffix, text in texts:
            draft = home / f".{each.key}.{uuid4().hex[:8]}.tmp"
            drafts.append((draft, home / f"{each.key}{suffix}"))
            with draft.open("w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
        for draft, place in drafts:
            draft.replace(place)
        if each.glyph is None:
            (home / f"{each.key}.svg").unlink(missing_ok=True)
    finally:
        for draft, _ in drafts:
            draft.unlink(missing_ok=True)
