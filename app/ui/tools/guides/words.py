"""What guides say: with what a thing is aligned, and on what of the base map a place holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.catalogue.model import Pictogram
from app.i18n import current, tr
from app.poster.records import Item, Photo, PostIt, Texte, Trace
from app.ui.tools.spoken import number

#: Longer words of a group give way to the name of the pictogram; longer names are cut.
LONGEST = 26
VOWELS = "aâàäeéèêëiîïoôöuùûühyœæ"


def name_of(item: Item, catalogue: Mapping[str, Pictogram]) -> str:
    """Return the name of a thing in the middle of a sentence: « le post-it », « Chef-lieu »."""
    if isinstance(item, PostIt):
        return tr("le post-it")
    if isinstance(item, Texte):
        return tr("le texte")
    if isinstance(item, Photo):
        return tr("l’image")
    if isinstance(item, Trace):
        return tr("le trait")
    own = next((" ".join(each.split()) for each in (item.etiquette, item.texte) if each.strip()), "")
    if own and len(own) <= LONGEST:
        return own
    pictogram = catalogue.get(item.picto)
    # What follows tells pictograms from each other; here the drawing does.
    name = pictogram.name.said(current()).split(" (")[0].split(",")[0] if pictogram else own
    return name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "…"


def aligned_with(names: Iterable[str]) -> tuple[str, ...]:
    """Return « aligné sur le post-it », « aligné sur le post-it et Chef-lieu »; nothing without names."""
    found = list(dict.fromkeys(names))
    if len(found) > 1:
        return (tr("aligné sur {nom} et {autre}", nom=found[0], autre=found[1]),)
    return tuple(tr("aligné sur {nom}", nom=name) for name in found)


def equal(wide: float) -> str:
    """Return « écarts égaux : 12 mm »."""
    return tr("écarts égaux\u00a0: {n}\u00a0mm", n=number(wide))


def as_large(axis: int) -> str:
    """Return « même largeur », or « même hauteur »."""
    return tr("même hauteur") if axis else tr("même largeur")


def at_place(name: str) -> str:
    """Return « au bourg d’Ambert », « au bourg du Monestier », « au bourg des Pradeaux »."""
    if name.startswith("Le "):
        return tr("au bourg du {nom}", nom=name[3:])
    if name.startswith("Les "):
        return tr("au bourg des {nom}", nom=name[4:])
    if name[:1].lower() in VOWELS:
        return tr("au bourg d’{nom}", nom=name)
    return tr("au bourg de {nom}", nom=name)


def on_border(names: tuple[str, ...]) -> str:
    """Return « sur la limite Ambert / Job », or « sur la limite » where nothing has a name."""
    if not names:
        return tr("sur la limite")
    return tr("sur la limite {noms}", noms=" / ".join(names))


def at_corner() -> str:
    """Return « au coin de la limite »."""
    return tr("au coin de la limite")
