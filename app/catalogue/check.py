"""What is wrong with a pack, told to its author: every problem of every file, in plain words.

The reading is that of ``toml`` and ``svg``: a pack without problems is read whole. After a fault the table is
mended and read again, so that the next fault is told too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import PurePosixPath
from tomllib import TOMLDecodeError
from typing import Any
from xml.etree.ElementTree import ParseError

from app.catalogue import fields, legible, parameters, svg, toml, words
from app.catalogue.fields import BadField
from app.catalogue.load import FREE, KEY
from app.catalogue.model import Brush, Glyph, Pictogram
from app.catalogue.pack import Pack, decoded
from app.catalogue.toml import SHORT
from app.i18n import Souci, count, tr
from app.poster.geometry import Geometry

LEAST_WORDS = 3
#: Faults of one table after which reading it again tells nothing new.
MOST_FAULTS = 40
#: What stands in for a drawing or a field that is missing, to read on.
_BLANK = Glyph(())
_STAND_IN: dict[str, Any] = {
    "nom": {"fr": "?"},
    "pinceau": {"point": {"nom": "stamp"}},
    "exemple": {"point": [32, 32]},
}


#: What a brush is told in the words of the format; the rest is its own.
_TOLD = ("nom", "prise", "forme")
#: The formes of each brush, and whether a brush can draw a geometry: what the drawing knows.
Formes = Mapping[str, Collection[str]]
Fits = Callable[[Brush, Geometry], bool]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: the file, the line when it is known, and a sentence."""

    file: str
    sentence: str
    line: int | None = None

    def said(self) -> str:
        """Return the problem as one line."""
        if self.line is None:
            return tr("{fichier} : {raison}", fichier=self.file, raison=self.sentence)
        return tr(
            "{fichier}, ligne {ligne} : {raison}",
            fichier=self.file,
            ligne=count(self.line),
            raison=self.sentence,
        )


def checked(
    pack: Pack, taken: Mapping[str, Pictogram], formes: Formes, fits: Fits
) -> tuple[list[Problem], dict[str, Pictogram]]:
    """Return the problems of a pack, file by file, and what could be read of it by the name of its file.

    ``taken`` are the signs that are there already, ``formes`` the formes of each brush, and ``fits`` says
    whether a brush can draw a geometry.
    """
    found = [Problem(name, sentence) for name, sentence in pack.astray]
    read: dict[str, Pictogram] = {}
    stems = {PurePosixPath(name).with_suffix("").as_posix(): None for name in sorted(pack.files)}
    keys: dict[str, str] = {}
    for stem in stems:
        sign = _Sign(pack, stem, formes, fits)
        found += sign.problems()
        known = taken.get(sign.key)
        if known is not None:
            found.append(
                Problem(
                    sign.main,
                    tr("la clé « {cle} » est déjà prise par « {nom} ».", cle=sign.key, nom=known.name.fr),
                )
            )
        elif sign.key in keys:
            found.append(
                Problem(
                    sign.main,
                    tr("la clé « {cle} » est déjà celle de {fichier}.", cle=sign.key, fichier=keys[sign.key]),
                )
            )
        else:
            keys[sign.key] = sign.main
            if sign.pictogram is not None:
                read[sign.main] = sign.pictogram
    if not stems:
        found.append(Problem(".", tr("il n’y a aucun picto : ni .svg, ni .toml.")))
    return found, read


class _Sign:
    """One sign of a pack: its drawing, its words, or both."""

    def __init__(self, pack: Pack, stem: str, formes: Formes, fits: Fits) -> None:
        self.formes, self.fits = formes, fits
        self.key = PurePosixPath(stem).name
        folder = PurePosixPath(stem).parent.name
        self.folder = "" if folder == FREE else folder
        self.drawn, self.told = f"{stem}.svg", f"{stem}.toml"
        self.drawing, self.table = pack.files.get(self.drawn), pack.files.get(self.told)
        self.main = self.drawn if self.drawing is not None else self.told
        self.glyph: Glyph | None = None
        self.pictogram: Pictogram | None = None

    def problems(self) -> list[Problem]:
        """Return what is wrong with it; ``glyph`` and ``pictogram`` are set where they could be read."""
        found: list[Problem] = []
        if not KEY.fullmatch(self.key):
            found.append(
                Problem(
                    self.main,
                    tr(
                        "le nom du fichier doit être fait de lettres minuscules sans accent, de chiffres et de _."
                    ),
                )
            )
        if self.drawing is not None:
            found += self._drawing(self.drawing)
        if self.table is not None:
            found += self._table(self.table)
        else:
            found.append(
                Problem(self.drawn, tr("il manque les mots, à écrire dans « {cle}.toml ».", cle=self.key))
            )
            if self.folder not in (*words.PLACES, ""):
                found.append(Problem(self.drawn, _not_a_domaine(self.folder)))
            elif self.glyph is not None:
                self.pictogram = toml.named(self.key, self.folder, self.glyph)
        return found

    def _drawing(self, content: bytes) -> Iterator[Problem]:
        try:
            text = decoded(content)
            unread = svg.unread(text)
            yield from (Problem(self.drawn, sentence) for sentence in unread)
            if not unread:
                self.glyph = svg.parse(text)
        except Souci as souci:
            cause = souci.__cause__
            line = cause.position[0] if isinstance(cause, ParseError) else None
            yield Problem(self.drawn, str(souci), line)
        if self.glyph is not None:
            yield from (Problem(self.drawn, sentence) for sentence in legible.faults(self.glyph))

    def _table(self, content: bytes) -> Iterator[Problem]:
        try:
            text = decoded(content)
            table = toml.table(text)
        except Souci as souci:
            line = re.search(r"at line (\d+)", str(souci.__cause__))
            if line and isinstance(souci.__cause__, TOMLDecodeError):
                yield Problem(self.told, tr("ce n’est pas du TOML lisible à partir d’ici."), int(line[1]))
            else:
                yield Problem(self.told, str(souci))
            return
        glyph = self.glyph or (_BLANK if self.drawing is not None else None)
        found, read = _faults(table, self.key, self.folder, glyph)
        for field, sentence in found.items():
            yield Problem(self.told, sentence, _line(text, field))
        if read is None:
            return
        for field, sentence in _words(table, read):
            yield Problem(self.told, sentence, _line(text, field))
        misfits = list(self._misfits(read))
        for field, sentence in misfits:
            yield Problem(self.told, sentence, _line(text, field))
        if not found and not misfits and read.glyph is not _BLANK:
            self.pictogram = read

    def _misfits(self, read: Pictogram) -> Iterator[tuple[str, str]]:
        """Yield what brushes are asked that they cannot do, and parameters that say two things at once."""
        yield from parameters.misfits(read.parameters)
        for forme, brush in read.brushes:
            for setting in brush.settings:
                meant = fields.close(setting, _TOLD) if setting not in _TOLD else ""
                if meant:
                    yield (
                        f"pinceau.{forme}.{setting}",
                        tr(
                            "le champ « {champ} » n’existe pas : vouliez-vous écrire « {autre} » ?",
                            champ=f"pinceau.{forme}.{setting}",
                            autre=meant,
                        ),
                    )
            known, named = self.formes.get(brush.name, ()), brush.settings.get("forme")
            if named is not None and named not in known:
                yield (
                    f"pinceau.{forme}.forme",
                    tr(
                        "le pinceau « {pinceau} » ne connaît pas la forme « {forme} », mais : {formes}.",
                        pinceau=brush.name,
                        forme=named,
                        formes=", ".join(sorted(known)),
                    ),
                )
            elif forme == read.formes[0] and read.example is not None and not self.fits(brush, read.example):
                yield (
                    "exemple",
                    tr("le premier pinceau ne peut pas dessiner l’[exemple] : il faut une autre géométrie."),
                )


def _not_a_domaine(folder: str) -> str:
    return tr("le dossier « {dossier} » n’est pas un domaine.", dossier=folder)


def _faults(
    table: dict[str, Any], key: str, folder: str, glyph: Glyph | None
) -> tuple[dict[str, str], Pictogram | None]:
    """Return a sentence for each field at fault in a table, and what is read once they are mended."""
    mended, found = deepcopy(table), dict[str, str]()
    if "domaine" not in table and folder not in (*words.PLACES, ""):
        found["domaine"], folder = _not_a_domaine(folder), ""
    for _ in range(MOST_FAULTS):
        try:
            return found, toml.pictogram(mended, key, folder, glyph)
        except BadField as fault:
            _mend(mended, fault.field, again=fault.field in found)
            found.setdefault(fault.field, str(fault))
    return found, None


def _mend(table: dict[str, Any], field: str, *, again: bool) -> None:
    """Take a field out of a table; when that was not enough, put something in the place of what must be there."""
    first, *rest = field.split(".")
    if again:
        if first in ("pinceau", "parametres") and rest and isinstance(table.get(first), dict):
            table[first].pop(rest[0], None)
        else:
            table.pop(first, None)
        if first in _STAND_IN and not table.get(first):
            table[first] = _STAND_IN[first]
        return
    here: Any = table
    for part in (first, *rest)[:-1]:
        here = here.get(part) if isinstance(here, dict) else None
    if isinstance(here, dict):
        here.pop((first, *rest)[-1], None)


def _words(table: Mapping[str, Any], read: Pictogram) -> Iterator[tuple[str, str]]:
    """Yield what an author left unsaid: a sign without words is not found, nor understood."""
    if "court" not in table and len(read.name.fr) > SHORT:
        yield "nom", tr("le nom a plus de {n} signes : il faut un nom court, « court ».", n=count(SHORT))
    if not read.meaning.fr:
        yield "sens", tr("il manque ce que le picto veut dire, « sens ».")
    if not read.when.fr:
        yield "quand", tr("il manque quand s’en servir, « quand ».")
    if len(read.words) < LEAST_WORDS:
        yield (
            "mots",
            tr(
                "il faut au moins {n} mots de tous les jours pour le trouver, « mots ».", n=count(LEAST_WORDS)
            ),
        )


def _line(text: str, field: str) -> int | None:
    """Return the line of a TOML text where a field is written, else that of the table it would be in."""
    path, best, deepest = field.split("."), None, 0
    table: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*\[+\s*([^\]]*?)\s*\]", line)
        entry = re.match(r"\s*([\w.\"'-]+)\s*=", line)
        if header:
            table = _parts(header[1])
            here = table
        elif entry:
            here = table + _parts(entry[1])
        else:
            continue
        if here == path[: len(here)] and len(here) > deepest:
            best, deepest = number, len(here)
    return best


def _parts(dotted: str) -> list[str]:
    return [part.strip().strip("\"'") for part in dotted.split(".")]
