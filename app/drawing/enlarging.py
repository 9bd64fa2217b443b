"""Things made large enough for the room: the record that a finding asks for, tried on the sheet before it is given."""

from __future__ import annotations

from dataclasses import replace

from app.drawing import marks, postits, readable, theme, typography
from app.drawing.ink import Context, Ink
from app.drawing.labels import LEAST
from app.drawing.readable import Kind
from app.poster.records import Mark, PostIt, Record, Texte, Trace

#: What people can be offered to enlarge; the rest of the sheet sets itself.
ENLARGEABLE: tuple[Kind, ...] = ("postits", "etiquettes", "textes", "signes", "traits")


def enlarged(record: Record | None, kind: Kind, floor_mm: float, context: Context) -> Record | None:
    """Return a record whose ``kind`` is large enough where words must have ``floor_mm``, None where it cannot be.

    Nothing that is locked is changed, and nothing that would stay too small.
    """
    if kind not in ENLARGEABLE or not isinstance(record, Mark | Trace | Texte | PostIt) or record.verrouille:
        return None
    size = readable.rounded(readable.asked(kind, floor_mm))
    if isinstance(record, PostIt):
        return _note(record, size)
    if isinstance(record, Texte | Trace):
        return replace(record, taille_mm=size)
    if kind == "etiquettes":
        return _tried(
            replace(record, parametres=record.parametres.having(**{LEAST: size})), kind, floor_mm, context
        )
    made = replace(record, taille_mm=size)
    found = _measured(made, kind, context)
    if found is not None and 0 < found < readable.asked(kind, floor_mm) - readable.SLACK:
        # The size of a mark is not always that of its sign: what is lacking is asked for besides.
        made = replace(made, taille_mm=readable.rounded(size * size / found))
    return _tried(made, kind, floor_mm, context)


def _tried(mark: Mark, kind: Kind, floor_mm: float, context: Context) -> Mark | None:
    found = _measured(mark, kind, context)
    enough = readable.asked(kind, floor_mm) - readable.SLACK
    # What is no longer drawn as a sign or a line is not too small, but it is something else.
    return mark if found is not None and found >= enough else None


def _measured(mark: Mark, kind: Kind, context: Context) -> float | None:
    ink: Ink = marks.draw(mark, context)
    sizes = [each.size for each in readable.measures(mark, ink, context.pictograms) if each.kind == kind]
    return min(sizes, default=None)


def _note(note: PostIt, size: float) -> PostIt:
    """Return a post-it whose letters have ``size`` mm at least: sides that a hand gave grow as far as they must."""
    most = max(size, note.taille_mm or postits.CEILING)
    pad = postits.PAD * most / postits.CEILING
    style = theme.STYLES["postit"]
    words = typography.french(note.texte.strip())
    largeur, hauteur = note.largeur, note.hauteur
    if largeur is not None:
        longest = max(typography.width(word, style.face, most) for word in words.split() or [""])
        largeur = max(largeur, _up(longest + 2 * pad))
        if hauteur is not None:
            lines = typography.broken(words, style.face, most, largeur - 2 * pad)
            hauteur = max(hauteur, _up(2 * pad + len(lines) * most * style.leading))
    taille = note.taille_mm if most == (note.taille_mm or postits.CEILING) else most
    return replace(note, largeur=largeur, hauteur=hauteur, taille_mm=taille)


def _up(length: float) -> float:
    """Return a length in mm, to the hundredth above."""
    return round(length + 0.005, 2)
