"""Lines of the grids from a CSV file: columns ``grille``, ``case``, ``texte``."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from app.basemap.faults import Faults
from app.i18n import Souci, tr
from app.poster.document import Document
from app.poster.grids import CASES
from app.poster.pile import between
from app.poster.records import LigneGrille, new_uid

LIMIT_BYTES = 4_000_000
COLUMNS = ("grille", "case", "texte")


def add_csv(document: Document, path: Path) -> int:
    """Add the lines of a CSV file to the grids in one act; return how many.

    UTF-8 or Windows encoding, commas or semicolons. Raises ``Souci``, with the rows at fault, and adds nothing.
    """
    faults = Faults()
    lines: list[LigneGrille] = []
    last: dict[tuple[str, str], str] = {}
    for present in document.all(LigneGrille):
        place = (present.grille, present.case)
        last[place] = max(last.get(place, ""), present.rang)
    for row, values in _rows(path):
        grille, case, texte = (values.get(column, "").strip() for column in COLUMNS)
        cases = CASES.get(grille)
        if cases is None:
            faults.at(row, tr("la grille « {grille} » est inconnue", grille=grille))
        elif case not in cases:
            allowed = ", ".join(cases)
            faults.at(
                row, tr("la case « {case} » n’existe pas (attendu : {allowed})", case=case, allowed=allowed)
            )
        elif not texte:
            faults.at(row, tr("le texte est vide"))
        else:
            last[grille, case] = rang = between(last.get((grille, case), ""))
            lines.append(LigneGrille(uid=new_uid(), grille=grille, case=case, texte=texte, rang=rang))
    faults.refuse(path.name)
    with document.transaction("Ajouter des lignes aux grilles") as act:
        for line in lines:
            act.put(line)
    return len(lines)


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    text = _text(path)
    heading = text.split("\n", 1)[0]
    reader = csv.DictReader(
        io.StringIO(text), delimiter=";" if heading.count(";") > heading.count(",") else ",", strict=True
    )
    try:
        names = [name.strip().lower() for name in reader.fieldnames or ()]
        missing = [column for column in COLUMNS if column not in names]
        if missing:
            raise Souci(
                tr(
                    "Rien n’a été ajouté : {name} n’a pas de colonne {missing}. "
                    "Ajoutez-la en première ligne, puis recommencez.",
                    name=path.name,
                    missing=", ".join(missing),
                )
            )
        reader.fieldnames = names
        return [
            (reader.line_num, {key: value or "" for key, value in row.items() if key in COLUMNS})
            for row in reader
            if any(value for key, value in row.items() if key in COLUMNS)
        ]
    except csv.Error as error:
        raise Souci(
            tr(
                "Rien n’a été ajouté : {name} n’est pas un tableau CSV lisible. Enregistrez-le de nouveau en CSV.",
                name=path.name,
            )
        ) from error


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LIMIT_BYTES:
            raise Souci(tr("Rien n’a été ajouté : {name} est trop gros pour une grille.", name=path.name))
        raw = path.read_bytes()
    except OSError as error:
        raise Souci(
            tr(
                "Rien n’a été ajouté : {name} ne peut pas être lu. Vérifiez qu’il est bien là.",
                name=path.name,
            )
        ) from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")
