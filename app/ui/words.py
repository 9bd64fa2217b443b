"""The words of the window for the values of the records: read at each use, so that they follow the language."""

from __future__ import annotations

from collections.abc import Mapping

from app.catalogue.model import Pictogram
from app.i18n import current, tr
from app.poster.records import Item, Mark, Photo, PostIt, Texte, Trace
from app.ui.segments import Choice


def kind(item: Item, drawn: Mapping[str, Pictogram]) -> str:
    """Return what a thing is: the name of its pictogram among those that are ``drawn``, « Post-it », « Texte »…"""
    if isinstance(item, Mark):
        pictogram = drawn.get(item.picto)
        return pictogram.name.said(current()) if pictogram else tr("Picto")
    names = {PostIt: tr("Post-it"), Texte: tr("Texte"), Photo: tr("Image"), Trace: tr("Trait de crayon")}
    return names[type(item)]


def question(key: str) -> str:
    """Return the question that opens a domaine; empty where the method has none."""
    return {
        "organisation": tr("Comment notre territoire est-il découpé, relié, desservi\u202f?"),
        "dynamique": tr("Qu’est-ce qui bouge, vers où\u202f? Qui attire qui\u202f?"),
        "ressources": tr("De quoi disposons-nous\u202f? Qu’est-ce qui est unique ici\u202f?"),
        "enjeux": tr("Où faut-il agir, ou faire attention\u202f?"),
    }.get(key, "")


def temps() -> list[Choice]:
    """Return the times."""
    return [
        Choice("passe", tr("Passé")),
        Choice("present", tr("Présent")),
        Choice("futur", tr("Futur")),
    ]


def valences() -> list[Choice]:
    """Return what a thing is for the group."""
    return [
        Choice("plus", tr("aide"), badge="plus"),
        Choice("moins", tr("gêne"), badge="moins"),
        Choice("mixte", tr("les deux"), badge="mixte"),
    ]


def forces() -> list[Choice]:
    """Return the strengths."""
    return [
        Choice(1, "", icon="force1", said=tr("faible")),
        Choice(2, "", icon="force2", said=tr("moyenne")),
        Choice(3, "", icon="force3", said=tr("forte")),
    ]


def tendances() -> list[Choice]:
    """Return the trends."""
    return [
        Choice("hausse", tr("hausse"), icon="hausse"),
        Choice("stable", tr("stable"), icon="stable"),
        Choice("baisse", tr("baisse"), icon="baisse"),
    ]


def origines() -> list[Choice]:
    """Return where a thing comes from."""
    return [Choice("interne", tr("d’ici")), Choice("externe", tr("d’ailleurs"))]


def certitudes() -> list[Choice]:
    """Return how sure the group is."""
    return [
        Choice("etabli", tr("établi")),
        Choice("ressenti", tr("ressenti")),
        Choice("hypothese", tr("hypothèse")),
    ]


def accords() -> list[Choice]:
    """Return how much the group agrees."""
    return [
        Choice("partage", tr("partagé")),
        Choice("discute", tr("discuté")),
        Choice("minoritaire", tr("minorité")),
    ]


def horizons() -> list[Choice]:
    """Return the horizons."""
    return [
        Choice("aujourdhui", tr("auj."), said=tr("aujourd’hui")),
        Choice("2_5_ans", tr("2-5 ans")),
        Choice("10_ans", tr("10 ans")),
        Choice("2040", tr("2040")),
    ]


def ruptures() -> list[Choice]:
    """Return the ruptures."""
    return [Choice("reperee", tr("repérée")), Choice("previsible", tr("prévisible"))]


def styles() -> list[Choice]:
    """Return the styles of free words."""
    return [
        Choice("libre", tr("Libre")),
        Choice("lieu_majeur", tr("Grand lieu")),
        Choice("bourg", tr("Bourg")),
        Choice("village", tr("Village")),
        Choice("relief", tr("Relief, massif")),
        Choice("vers", tr("Direction («\u00a0vers…\u00a0»)")),
        Choice("destination", tr("Destination")),
    ]


def couleurs_postit() -> list[Choice]:
    """Return the papers of post-its."""
    return [
        Choice("jaune", tr("Jaune")),
        Choice("bleu", tr("Bleu")),
        Choice("vert", tr("Vert")),
        Choice("rose", tr("Rose")),
    ]


def cases() -> dict[str, str]:
    """Return the cases of the AMOF, in the order in which they are laid: A F over O M."""
    return {"A": tr("Atouts"), "F": tr("Faiblesses"), "O": tr("Opportunités"), "M": tr("Menaces")}


def gesture(hold: str) -> str:
    """Return the instruction of a gesture: how a hand lays what is held that way."""
    return {
        "clic": tr("Cliquez sur la carte."),
        "lieux": tr("Cliquez sur chaque lieu ; un clic sur un lieu change son rang. Entrée pour finir."),
        "pole": tr("Cliquez sur le pôle, puis sur chaque lieu qu’il attire. Entrée pour finir."),
        "trait": tr("Glissez du départ à l’arrivée, ou cliquez chaque coude ; double-clic pour finir."),
        "eventail": tr(
            "Glissez de l’origine au bout d’un axe, cliquez au bout des autres. Entrée pour finir."
        ),
        "pont": tr("Cliquez sur la base, puis sur la tête de pont."),
        "contour": tr("Tracez le contour, ou cliquez sur une commune."),
        "deux": tr("Tracez une aire, puis sa voisine, ou la limite à travers. Entrée la coupe en deux."),
        "noyau": tr("Tracez le noyau, puis jusqu’où il va. Entrée lui donne une marge régulière."),
        "entree": tr("Tracez le contour, puis cliquez par où le réseau entre."),
        "direction": tr("Tracez le contour, puis glissez vers où cela augmente."),
        "cellules": tr("Cliquez sur une commune : +, puis −, =, ?, puis rien. Entrée pour finir."),
        "chaine": tr(
            "Cliquez sur les lieux l’un après l’autre, ou glissez de l’un à l’autre. Entrée pour finir."
        ),
        "etoile": tr(
            "Cliquez sur le pôle, puis sur ses partenaires ; un clic sur l’un d’eux change la force du lien. "
            "Entrée pour finir."
        ),
        "arbre": tr(
            "Cliquez sur le plus grand lieu, puis sur ceux qui en dépendent ; un clic sur l’un d’eux le fait "
            "commander. Entrée pour finir."
        ),
        "centres": tr("Cliquez sur trois centres ou plus : les limites suivent. Entrée pour finir."),
        "mailles": tr(
            "Cliquez sur les lieux : les liens se font seuls ; un clic sur un lieu change son rang. "
            "Entrée pour finir."
        ),
    }[hold]


def contours() -> list[Choice]:
    """Return what a click can take where an area is laid."""
    return [
        Choice("commune", tr("Commune")),
        Choice("epci", tr("Interco"), said=tr("Intercommunalité")),
        Choice("coin", tr("Point"), said=tr("Un point du contour")),
    ]


def forme(key: str) -> str:
    """Return the name of a way to lay a pictogram."""
    return {
        "point": tr("Point"),
        "ligne": tr("Ligne"),
        "aire": tr("Aire"),
        "reseau": tr("Réseau"),
    }[key]
