"""Rows of a file read into records: each fault names its row, and one fault refuses the whole file."""

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
        raise Souci(tr("Rien n’a été ajouté, {name} contient des erreurs : {said}.", name=name, said=said))


def number(text: object, what: str) -> float:
    """Return a finite number written as a number or as French text (« 12,5 »). Raises ValueError, said."""
    try:
        value = float(str(text).strip().replace(",", "."))
    except ValueError:
        value = float("nan")
    if not abs(value) < float("inf"):
        raise ValueError(tr("{what} « {text} » n’est pas un nombre", what=what, text=text))
    return value


def chosen(value: object, what: str, allowed: tuple[str, ...]) -> str:
    """Return ``value`` when it is one of ``allowed``, or empty. Raises ValueError, said."""
    text = str(value).strip() if value is not None else ""
    if text and text not in allowed:
        raise ValueError(
            tr(
                "{what} « {text} » est inconnu (attendu : {allowed})",
                what=what,
                text=text,
                allowed=", ".join(allowed),
            )
        )
    return text
