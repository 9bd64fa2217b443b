"""What is wrong in a file that people bring: each fault names its row, and one fault refuses the whole file."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.i18n import Souci, tr, trn

#: More than this and the sentence says how many others there are.
FAULTS_SAID = 3


@dataclass(slots=True)
class Faults:
    """What is wrong in a file, row by row."""

    found: list[str] = field(default_factory=list)

    def at(self, row: int, sentence: str) -> None:
        """Note that ``sentence`` is wrong at ``row``, counted from 1 as people count."""
        self.found.append(tr("ligne {row} : {fault}", row=row, fault=sentence))

    def refuse(self, name: str) -> None:
        """Raise ``Souci`` when something was noted; the poster must not have been touched yet."""
        if not self.found:
            return
        said = " ; ".join(self.found[:FAULTS_SAID])
        rest = len(self.found) - FAULTS_SAID
        if rest > 0:
            said += " ; " + trn(rest, "et {n} autre", "et {n} autres")
        raise Souci(
            tr(
                "Rien n’a été ajouté, {name} contient des erreurs : {said}. Corrigez le fichier, puis recommencez.",
                name=name,
                said=said,
            )
        )
