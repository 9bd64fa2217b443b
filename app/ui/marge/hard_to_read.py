"""What « Lisible du fond de la salle ? » tells, line by line: sizes for the room, then colours. No widget."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from app import settings
from app.catalogue.words import domaine as domaine_name
from app.i18n import tr, trn
from app.poster.choices import DOMAINES
from app.poster.options import accepted
from app.ui import readable_acts
from app.ui.canvas.eye import said
from app.ui.session import Session
from app.ui.tools.spoken import number

if TYPE_CHECKING:
    from app.drawing.contrasts import Alike, Pale
    from app.drawing.readable import Finding, Kind
    from app.poster.geometry import Box


@dataclass(frozen=True)
class Told:
    """One line: its words, what it speaks of, and what can be done with it."""

    key: str
    name: str
    detail: str
    #: Why it cannot be mended, or what people can do themselves.
    why: str
    uids: tuple[str, ...]
    boxes: tuple[Box, ...]
    #: What accepting keeps, by key: sizes in mm, or colours.
    accepting: Mapping[str, float | str]
    #: The word of its button and what that does; "" where nothing can be done by itself.
    mend: str = ""
    mending: Callable[[], object] | None = None
    #: Of the base map and the foot: it may stay as it is.
    quiet: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """What people read of it: as long as that stays, the line stays."""
        return (self.key, self.name, self.detail, self.mend, self.why)


def sizes(session: Session, kept: settings.Settings) -> list[Told]:
    """Return what is too small for the room, kind by kind."""
    from app.drawing import readable

    floor = readable_acts.floor_of(session, kept)
    found = readable_acts.found(session, kept)
    told = []
    for kind in dict.fromkeys(one.kind for one in found):
        group = [one for one in found if one.kind == kind]
        able = readable_acts.can_enlarge(session, group, floor)
        told.append(
            Told(
                key=kind,
                name=_name(kind),
                detail=tr(
                    "{combien} · {mm} → {voulu} mm",
                    combien=_counted(kind, len(group)),
                    mm=number(min(one.size for one in group)),
                    voulu=number(readable.rounded(group[0].asked)),
                ),
                why="" if able else _why(kind),
                uids=tuple(dict.fromkeys(one.uid for one in group)),
                boxes=tuple(readable.frames(group, session.scene)),
                accepting=_sizes(group),
                mend=tr("Agrandir") if able else "",
                mending=partial(readable_acts.enlarge, session, group, floor) if able else None,
                quiet=kind in readable.BACKGROUND,
            )
        )
    return told


def colours(session: Session) -> tuple[list[Told], int]:
    """Return what does not stand out or is taken for something else, and how many words a projector would wash out."""
    from app.drawing import contrasts

    records, poster = session.document.records, session.document.poster
    every = contrasts.kept(contrasts.pale(session.scene, records, words=contrasts.PROJECTED), poster)
    pale = [one for one in every if one.part == "forme" or one.ratio < contrasts.WORDS]
    told: list[Told] = []
    for part, name, asked in (
        ("mots", tr("Mots trop pâles"), contrasts.WORDS),
        ("forme", tr("Signes trop pâles"), contrasts.SHAPE),
    ):
        for fixed in (True, False):
            group = [one for one in pale if one.part == part and bool(one.fix) == fixed]
            if group:
                told.append(_faded(session, f"{part}:{fixed}", name, asked, group))
    known = accepted(session.document.poster)
    pairs = contrasts.alike(records, session.drawn)
    told += [_taken(session, pair) for pair in pairs if pair_key(pair) not in known]
    return told, len(every) - len(pale)


def pair_key(pair: Alike) -> str:
    """Return what the group accepts two inks by."""
    return f"/paire/{'/'.join(sorted(pair.colours))}"


def _faded(session: Session, key: str, name: str, asked: float, group: Sequence[Pale]) -> Told:
    fixed = bool(group[0].fix)
    return Told(
        key=key,
        name=name,
        detail=trn(
            len(group),
            "{n} élément · contraste {k} → {voulu}",
            "{n} éléments · contraste {k} → {voulu}",
            k=number(min(one.ratio for one in group)),
            voulu=number(asked),
        ),
        why="" if fixed else _why_pale(group),
        uids=tuple(one.uid for one in group),
        boxes=tuple(one.box for one in group),
        accepting={one.key: one.colour for one in group},
        mend=tr("Corriger") if fixed else "",
        mending=partial(readable_acts.correct, session, group) if fixed else None,
    )


def _why_pale(group: Sequence[Pale]) -> str:
    if any(one.past for one in group):
        return tr("C’est leur temps qui les pâlit, pas une couleur choisie.")
    return tr("C’est l’encre de leur domaine, qui est pâle sur le gris autour du territoire.")


def _taken(session: Session, pair: Alike) -> Told:
    inks = (session.scene.ink(uid) for uid in pair.uids)
    return Told(
        key=pair_key(pair),
        name=tr("Deux couleurs se ressemblent"),
        detail=tr("«\u00a0{un}\u00a0» et «\u00a0{autre}\u00a0»", un=_meant(pair, 0), autre=_meant(pair, 1)),
        why=tr(
            "{oeil}, le même signe n’a qu’une couleur. Changez une couleur, ou un signe.",
            oeil=said(pair.vision) or tr("Vu par tout le monde"),
        ),
        uids=pair.uids,
        boxes=tuple(ink.extent for ink in inks if ink is not None and ink.extent is not None),
        accepting={pair_key(pair): pair.vision},
    )


def _meant(pair: Alike, rank: int) -> str:
    words, domaine = pair.meanings[rank]
    return words or (domaine_name(domaine) if domaine in DOMAINES else tr("sans mots"))


def _sizes(group: Iterable[Finding]) -> dict[str, float | str]:
    found: dict[str, Any] = {}
    for one in group:
        found[one.key] = round(min(one.size, found.get(one.key, one.size)), 3)
    return found


def _name(kind: Kind) -> str:
    names: dict[Kind, Callable[[], str]] = {
        "postits": lambda: tr("Post-its"),
        "etiquettes": lambda: tr("Mots des pictos"),
        "textes": lambda: tr("Textes"),
        "signes": lambda: tr("Pictos"),
        "traits": lambda: tr("Traits"),
        "photos": lambda: tr("Mots des images"),
        "titre": lambda: tr("Titre et groupe"),
        "messages": lambda: tr("Messages"),
        "legende": lambda: tr("Légende"),
        "amof": lambda: tr("AMOF"),
        "cle": lambda: tr("Clé des pastilles"),
        "fond": lambda: tr("Noms du fond"),
        "pied": lambda: tr("Échelle et sources"),
    }
    return names[kind]()


def _counted(kind: Kind, n: int) -> str:
    said: dict[Kind, Callable[[], str]] = {
        "postits": lambda: trn(n, "{n} post-it", "{n} post-its"),
        "signes": lambda: trn(n, "{n} picto", "{n} pictos"),
        "traits": lambda: trn(n, "{n} trait", "{n} traits"),
        "legende": lambda: trn(n, "{n} ligne", "{n} lignes"),
        "amof": lambda: trn(n, "{n} ligne", "{n} lignes"),
        "fond": lambda: trn(n, "{n} nom", "{n} noms"),
    }
    return said[kind]() if kind in said else trn(n, "{n} texte", "{n} textes")


def _why(kind: Kind) -> str:
    whys: dict[Kind, Callable[[], str]] = {
        "photos": lambda: tr("Les mots d’une image n’ont qu’une taille. Un texte posé à côté se lira mieux."),
        "titre": lambda: tr("Le titre prend la largeur de la feuille\u00a0: plus court, il est plus grand."),
        "messages": lambda: tr("Leur taille est celle de la feuille. Dites-les à voix haute."),
        "legende": lambda: tr("La légende se règle seule, pour que tous les signes y tiennent. Dites-la."),
        "amof": lambda: tr("La matrice se règle seule, pour que ses lignes y tiennent. Dites-la."),
        "cle": lambda: tr("Elle se règle seule et se lit de près."),
        "fond": lambda: tr("Ce ne sont pas vos mots\u00a0: ils peuvent rester petits."),
        "pied": lambda: tr("Cela se lit de près\u00a0: il peut rester petit."),
    }
    usual = tr("Verrouillé, ou à la mesure de ce qu’il montre.")
    return whys[kind]() if kind in whys else usual


def row_metres(metres: float) -> str:
    """Return a length of the room: « 12 m »."""
    return tr("{n}\u00a0m", n=number(metres))


def overlapping(session: Session) -> str:
    """Return how many things lie on each other now, "" for none."""
    from app.drawing.overlaps import overlaps

    pairs = len(overlaps(session.scene))
    return (
        trn(
            pairs,
            "{n} recouvrement sur la feuille maintenant.",
            "{n} recouvrements sur la feuille maintenant.",
        )
        if pairs
        else ""
    )
