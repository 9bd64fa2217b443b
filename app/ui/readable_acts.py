"""Acts of « Lisible du fond de la salle ? »: each is one step, undone at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from app import settings
from app.i18n import tr, trn
from app.poster.document import Document, Transaction
from app.poster.options import ACCEPTED, accepted
from app.poster.outline import territory
from app.poster.sheet import MapFrame
from app.poster.values import Frozen
from app.ui.session import Session

if TYPE_CHECKING:
    from app.drawing import contrasts, readable
    from app.drawing.ink import Context


def floor_of(session: Session, kept: settings.Settings) -> float:
    """Return the smallest size of words in the room that people have set, in mm of the sheet."""
    from app.drawing import readable

    return readable.floor(session.document.poster.orientation, kept.distance_m, kept.image_m)


def found(session: Session, kept: settings.Settings) -> list[readable.Finding]:
    """Return what is too small for the room, and was not accepted; the base map and the foot included."""
    from app.drawing import readable

    records = session.document.records
    told = readable.check(session.scene, records, session.drawn, floor_of(session, kept))
    return readable.kept(told, session.document.poster)


def said(session: Session, kept: settings.Settings) -> str:
    """Return « 4 textes trop petits », "" when everything of the group is read from the last row."""
    from app.drawing import readable

    own = [one for one in found(session, kept) if one.kind not in readable.BACKGROUND]
    shapes = sum(one.kind in readable.SHAPES for one in own)
    texts = len(own) - shapes
    parts = []
    if texts:
        parts.append(trn(texts, "{n} texte trop petit", "{n} textes trop petits"))
    if shapes:
        parts.append(trn(shapes, "{n} picto ou trait trop petit", "{n} pictos ou traits trop petits"))
    return tr("{un}, {autre}", un=parts[0], autre=parts[1]) if len(parts) == 2 else "".join(parts)


def context_of(session: Session) -> Context:
    """Return what a mark is drawn with, to try it before it is changed."""
    from app.drawing.ink import Context

    frame = MapFrame.of(session.document.poster)
    document = session.document
    return Context(frame, territory(document.records, document.poster), session.drawn, document.records)


def can_enlarge(session: Session, findings: Iterable[readable.Finding], floor_mm: float) -> bool:
    """Return whether one of them at least can be enlarged."""
    from app.drawing.enlarging import ENLARGEABLE, enlarged

    wanted = [one for one in findings if one.kind in ENLARGEABLE]
    context = context_of(session) if wanted else None
    document = session.document
    return context is not None and any(
        enlarged(document.get(one.uid), one.kind, floor_mm, context) for one in wanted
    )


def enlarge(session: Session, findings: Sequence[readable.Finding], floor_mm: float) -> int:
    """Enlarge what can be, as one act; return how many things were."""
    from app.drawing.enlarging import enlarged

    session.settle()
    document, context = session.document, context_of(session)
    changed: set[str] = set()
    with document.transaction("Agrandir pour le fond de la salle") as act:
        for one in findings:
            made = enlarged(document.get(one.uid), one.kind, floor_mm, context)
            if made is not None:
                act.put(made)
                changed.add(one.uid)
    return len(changed)


def correct(session: Session, findings: Iterable[contrasts.Pale]) -> None:
    """Give things that do not stand out the nearest colour of the theme that does, as one act."""
    from app.drawing.contrasts import corrected

    session.settle()
    with session.document.transaction("Corriger des couleurs trop pâles") as act:
        for one in findings:
            made = corrected(session.document.get(one.uid), one.fix)
            if made is not None:
                act.put(made)


def accept(session: Session, what: Mapping[str, float | str]) -> None:
    """Keep things as they are, by key: with the size or the colour that they have now; one act."""
    session.settle()
    document = session.document
    before = accepted(document.poster)
    # What is gone from the poster is forgotten with it.
    living = {key: value for key, value in before.items() if _lives(document, key)}
    _put(document, document.transaction("Accepter ce qui est difficile à lire"), {**living, **what})


def reconsider(session: Session) -> None:
    """Say again what was accepted; one act."""
    session.settle()
    document = session.document
    _put(document, document.transaction("Revoir ce qui est difficile à lire"), {})


def _lives(document: Document, key: str) -> bool:
    uid, parted, _ = key.partition("/")
    return not parted or not uid or document.get(uid) is not None


def _put(document: Document, act: Transaction, what: Mapping[str, float | str]) -> None:
    poster = document.poster
    with act:
        act.put(replace(poster, options=poster.options.having(**{ACCEPTED: Frozen(what) if what else None})))
