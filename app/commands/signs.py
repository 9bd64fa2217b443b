"""``chorographe pictograms``: the vocabulary, what is wrong with a pack, packs that come and go."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from app.i18n import Souci, current, tr, trn

if TYPE_CHECKING:
    from app.catalogue.personal import Brought


def pictograms(options: Namespace) -> int:
    """``chorographe pictograms``: the whole vocabulary, what is wrong with a pack, packs that come and go."""
    from app.catalogue import personal
    from app.catalogue.load import available

    if options.check:
        return _checked(options.check)
    if options.bring:
        return brought(personal.bring(options.bring))
    if options.share:
        return _shared(Path(options.share[0]), options.share[1:])
    rows = [
        {
            "key": entry.key,
            "domaine": entry.domaine,
            "sous_categorie": entry.sous_categorie,
            "structure": entry.structure,
            "geometrie": list(entry.formes),
            "pinceau": {forme: brush.name for forme, brush in entry.brushes},
            "fr": entry.name.fr,
            "en": entry.name.en,
            "mots": list(entry.words),
        }
        for entry in available().values()
    ]
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return 0
    for row in rows:
        formes = ", ".join(row["geometrie"])
        print(
            f"{row['key']}\t{row['domaine']}/{row['sous_categorie']}\t{formes}\t{row[current()] or row['fr']}"
        )
    return 0


def brought(gift: Brought) -> int:
    """Say what a pack gave; return 1 when it was nothing."""
    for sentence in gift.left:
        print(sentence, file=sys.stderr)
    for each in gift.added:
        print(f"{each.key}\t{each.name.said(current())}")
    print(trn(len(gift.added), "{n} picto ajouté.", "{n} pictos ajoutés."))
    return 0 if gift.added or gift.there else 1


def _shared(target: Path, keys: list[str]) -> int:
    """Write signs of the person's pack, all or those of ``keys``, as a pack."""
    from app.catalogue import personal

    kept = personal.kept()
    for sentence in kept.soucis:
        print(sentence, file=sys.stderr)
    for key in keys:
        if key not in kept:
            raise Souci(tr("« {cle} » n’est pas un de vos pictos : rien n’a été écrit.", cle=key))
    signs = [kept[key] for key in dict.fromkeys(keys)] or list(kept.values())
    written = personal.share(signs, target)
    said = trn(len(signs), "{n} picto", "{n} pictos")
    print(tr("{file} : écrit et relu, {said}.", file=written, said=said))
    return 0


def _checked(path: Path) -> int:
    """Say every problem of a pack, file by file; return 1 when there is one."""
    from app import paths
    from app.catalogue.check import Problem, checked
    from app.catalogue.load import shipped
    from app.catalogue.pack import read
    from app.drawing.marks import FORMS, fits
    from app.painting.likeness import alike

    ours = path.is_dir() and path.resolve() == paths.pictograms().resolve()
    taken = {} if ours else shipped()
    problems, signs = checked(read(path), taken, FORMS, fits)
    for one, other, correlation, side in alike(signs, taken):
        known = taken.get(other) or signs[other]
        sentence = tr(
            "il ressemble trop à « {nom} » : {part} % à {side} pixels.",
            nom=known.name.fr,
            part=round(100 * correlation),
            side=side,
        )
        problems.append(Problem(one, sentence))
    for problem in sorted(problems, key=lambda each: (each.file, each.line or 0)):
        print(problem.said())
    if problems:
        print(trn(len(problems), "{n} chose à reprendre.", "{n} choses à reprendre."), file=sys.stderr)
        return 1
    print(trn(len(signs), "{n} picto, rien à reprendre.", "{n} pictos, rien à reprendre."))
    return 0
