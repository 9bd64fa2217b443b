"""The catalogue: what the folders hold, in the order of the palette, and what finds it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from app import paths
from app.catalogue import search, svg, toml, words
from app.catalogue.model import Pictogram
from app.catalogue.search import Found
from app.i18n import Souci, current, tr

#: The folder of free marks, which belong to no domaine.
FREE = "libres"
#: What a file of a sign is called, and the sign in posters.
KEY = re.compile(r"[a-z][a-z0-9_]*")


class Catalogue(Mapping[str, Pictogram]):
    """Pictograms by key, in the order of the palette: domaines, sub-categories, usual ones first, rank.

    ``soucis`` are the sentences about files that could not be read; everything else is there.
    """

    def __init__(self, pictograms: Iterable[Pictogram], soucis: Iterable[str] = ()) -> None:
        self._by_key = {each.key: each for each in sorted(pictograms, key=_order)}
        self.soucis = tuple(soucis)

    def __getitem__(self, key: str) -> Pictogram:
        return self._by_key[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_key)

    def __len__(self) -> int:
        return len(self._by_key)

    def of(self, domaine: str) -> list[tuple[str, list[Pictogram]]]:
        """Return the pictograms of a domaine by sub-category, in the order of the method.

        Those that people drew themselves have no sub-category and come last.
        """
        sections: dict[str, list[Pictogram]] = {key: [] for key in words.PLACES.get(domaine, ())}
        for each in self.values():
            if each.domaine == domaine:
                sections.setdefault(each.sous_categorie, []).append(each)
        return [(key, section) for key, section in sections.items() if section]

    def ours(self) -> list[Pictogram]:
        """Return the signs that people made, in the order of the palette."""
        return [each for each in self.values() if each.ours]

    def with_ours(self, pictograms: Iterable[Pictogram]) -> Catalogue:
        """Return the catalogue with signs of people besides; one of a key that is there takes its place."""
        joined = {**self, **{each.key: replace(each, ours=True) for each in pictograms}}
        return Catalogue(joined.values(), self.soucis)

    def without(self, keys: Container[str]) -> Catalogue:
        """Return the catalogue less the signs of some keys."""
        return Catalogue((each for key, each in self.items() if key not in keys), self.soucis)

    def search(self, text: str, language: str = "") -> list[Found]:
        """Return what everyday words find, best first, each with the words that matched."""
        return search.found(self.values(), text, language or current())


@cache
def shipped() -> Catalogue:
    """Return the catalogue that comes with the program; read once."""
    return read_folder(paths.pictograms())


def read_folder(folder: Path) -> Catalogue:
    """Return the pictograms of a folder and of its folders by domaine: ``<key>.toml``, ``<key>.svg`` or both.

    A file that cannot be read is left out and told in ``soucis``. Raises Souci when the folder is not there.
    """
    if not folder.is_dir():
        raise Souci(tr("Le dossier « {dossier} » n’existe pas.", dossier=folder))
    read: dict[str, Pictogram] = {}
    soucis: list[str] = []
    for here in (folder, *sorted(each for each in folder.iterdir() if each.is_dir())):
        domaine = "" if here in (folder, folder / FREE) else here.name
        stems = {file.stem for file in here.iterdir() if file.suffix in (".toml", ".svg")}
        for stem in sorted(stems):
            try:
                found = _read(here, stem, domaine)
                if found.key in read:
                    raise Souci(tr("« {cle} » existe déjà dans un autre dossier.", cle=stem))
                read[found.key] = found
            except Souci as souci:
                soucis.append(tr("{fichier} : {raison}", fichier=f"{here.name}/{stem}", raison=souci))
    return Catalogue(read.values(), soucis)


def available(*, embedded: Mapping[str, Pictogram] | None = None) -> Catalogue:
    """Return every sign that can be laid: the shipped ones, the person's own, and those that a poster carries.

    A poster's sign of a shipped key is the shipped one. Where the person keeps another sign under the key of one
    that the poster carries, that of the poster has the key and the other stands beside, numbered.
    """
    from app.catalogue import invent, personal

    known = shipped()
    own = {key: each for key, each in (embedded or {}).items() if key not in known}
    pack = personal.kept()
    for key, each in pack.items():
        if key in known or (key in own and same(own[key], each)):
            continue
        beside = invent.free(key, own)
        own[beside] = replace(each, key=beside)
    return Catalogue((*known.values(), *own.values()), (*known.soucis, *pack.soucis))


def same(one: Pictogram, other: Pictogram) -> bool:
    """Return whether two signs are one and the same, whatever their keys and wherever they come from."""
    return replace(one, key="", ours=False) == replace(other, key="", ours=False)


def _read(folder: Path, stem: str, domaine: str) -> Pictogram:
    return sign(stem, domaine, _text(folder / f"{stem}.svg"), _text(folder / f"{stem}.toml"))


def sign(stem: str, domaine: str, drawing: str | None, told: str | None) -> Pictogram:
    """Return the sign of two texts, its SVG and its TOML, found in the folder of a domaine. Raises Souci."""
    if not KEY.fullmatch(stem):
        raise Souci(
            tr("le nom du fichier doit être fait de lettres minuscules sans accent, de chiffres et de _.")
        )
    glyph = svg.parse(drawing) if drawing is not None else None
    if told is not None:
        return toml.parse(told, stem, domaine, glyph)
    if glyph is None:
        raise Souci(tr("le fichier n’est plus là."))
    if domaine not in (*words.PLACES, ""):
        raise Souci(
            tr("le champ « {champ} » ne peut pas être « {valeur} ».", champ="domaine", valeur=domaine)
        )
    return toml.named(stem, domaine, glyph)


def _text(file: Path) -> str | None:
    """Return the text of a file, or None when it is not there; never more than a drawing may weigh."""
    try:
        with file.open("rb") as opened:
            content = opened.read(svg.MOST_BYTES + 1)
        return content.decode("utf-8-sig")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as fault:
        raise Souci(tr("le fichier « {fichier} » ne peut pas être lu.", fichier=file.name)) from fault


def _order(each: Pictogram) -> tuple[int, int, bool, int, str]:
    domaines = list(words.PLACES)
    places = words.PLACES.get(each.domaine, ())
    return (
        domaines.index(each.domaine) if each.domaine in domaines else len(domaines),
        places.index(each.sous_categorie) if each.sous_categorie in places else len(places),
        not each.usual,
        each.rank,
        each.key,
    )
