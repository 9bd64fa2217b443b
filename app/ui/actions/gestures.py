"""What hands and keys do that is no action of a menu: gestures of the mouse, steps, walking; told with the actions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.i18n import tr
from app.ui.actions.action import Section


@dataclass(frozen=True, slots=True)
class Gesture:
    """One gesture: what it does, and how it is made, as a row of keys and movements."""

    section: Section
    label: Callable[[], str]
    how: Callable[[], Sequence[str]]
    #: Whether it is one of the few that everybody at the table should know.
    first: bool = False


def gestures(*, wheel_zooms: bool = False) -> tuple[Gesture, ...]:
    """Return every gesture, in the order of the sheet; the wheel does what the person has set."""
    wheel = Gesture("vue", lambda: tr("Déplacer la feuille"), lambda: (tr("molette"),), first=True)
    near = Gesture(
        "vue", lambda: tr("S’approcher, s’éloigner"), lambda: (tr("Ctrl"), tr("molette")), first=True
    )
    if wheel_zooms:
        wheel = Gesture("vue", wheel.label, near.how, first=True)
        near = Gesture("vue", near.label, lambda: (tr("molette"),), first=True)
    return (*_HAND, wheel, near, *_VIEW)


_HAND = (
    Gesture("outils", lambda: tr("Garder un outil"), lambda: (tr("double clic sur l’outil"),)),
    Gesture("outils", lambda: tr("Poser au milieu de la vue"), lambda: (tr("Entrée"),)),
    Gesture("outils", lambda: tr("Finir un tracé"), lambda: (tr("double clic"),), first=True),
    Gesture("outils", lambda: tr("Enlever le dernier point"), lambda: (tr("Suppr"),)),
    Gesture("outils", lambda: tr("Renoncer, un pas à la fois"), lambda: (tr("Échap"),), first=True),
    Gesture("choisir", lambda: tr("Choisir une chose"), lambda: (tr("clic"),), first=True),
    Gesture("choisir", lambda: tr("En choisir plusieurs"), lambda: (tr("Maj"), tr("clic")), first=True),
    Gesture("choisir", lambda: tr("Tout ce qu’un cadre tient"), lambda: (tr("glisser dans le vide"),)),
    Gesture("choisir", lambda: tr("Chose suivante"), lambda: ("Tab",)),
    Gesture("choisir", lambda: tr("Chose précédente"), lambda: (tr("Maj"), "Tab")),
    Gesture("objets", lambda: tr("Déplacer"), lambda: (tr("glisser"),), first=True),
    Gesture("objets", lambda: tr("Déplacer sans repères"), lambda: (tr("Ctrl"), tr("glisser"))),
    Gesture("objets", lambda: tr("Écrire dedans"), lambda: (tr("double clic"),), first=True),
    Gesture("objets", lambda: tr("En tirer une copie"), lambda: (tr("Alt"), tr("glisser")), first=True),
    Gesture("objets", lambda: tr("Le menu d’une chose"), lambda: (tr("clic droit"),), first=True),
    Gesture("objets", lambda: tr("Déplacer de 1 mm"), lambda: ("← ↑ → ↓",)),
    Gesture("objets", lambda: tr("Déplacer de 10 mm"), lambda: (tr("Maj"), "← ↑ → ↓")),
    Gesture("objets", lambda: tr("Déplacer de 0,1 mm"), lambda: (tr("Alt"), "← ↑ → ↓")),
)
_VIEW = (
    Gesture("vue", lambda: tr("Prendre la feuille à la main"), lambda: (tr("Espace"), tr("glisser"))),
    Gesture("fenetre", lambda: tr("Barre de menus"), lambda: (tr("Alt"),)),
)
