"""The words of the method: its domaines, their sub-categories in its order, and Brunet's structures."""

from __future__ import annotations

from app.i18n import tr

#: Sub-categories of each domaine, in the order of the method.
PLACES: dict[str, tuple[str, ...]] = {
    "organisation": ("maillage", "quadrillage"),
    "dynamique": ("flux_reseau", "polarisation"),
    "ressources": ("gisement", "element_remarquable", "pepite"),
    "enjeux": ("point_enjeu", "espace_enjeu"),
    "acteurs": ("acteur",),
}
#: Brunet's seven structures, in the order of his table.
STRUCTURES = ("maillage", "quadrillage", "attraction", "contact", "tropisme", "dynamique", "hierarchie")


def domaine(key: str) -> str:
    """Return the name of a domaine as people read it; its key when it is not one of the method."""
    return {
        "organisation": tr("Organisation"),
        "dynamique": tr("Dynamique"),
        "ressources": tr("Ressources"),
        "enjeux": tr("Enjeux"),
        "acteurs": tr("Acteurs"),
        "": tr("Libre"),
    }.get(key, key)


def sous_categorie(key: str) -> str:
    """Return the name of a sub-category, in the plural of a section title."""
    return {
        "maillage": tr("Maillage"),
        "quadrillage": tr("Quadrillage"),
        "flux_reseau": tr("Flux, réseaux"),
        "polarisation": tr("Polarisation"),
        "gisement": tr("Gisements"),
        "element_remarquable": tr("Éléments remarquables"),
        "pepite": tr("Pépites"),
        "point_enjeu": tr("Points à enjeux"),
        "espace_enjeu": tr("Espaces à enjeux"),
        "acteur": tr("Acteurs"),
        "": tr("Les nôtres"),
    }.get(key, key)


def structure(key: str) -> str:
    """Return the name of one of Brunet's structures."""
    return {
        "maillage": tr("Maillage"),
        "quadrillage": tr("Quadrillage"),
        "attraction": tr("Attraction"),
        "contact": tr("Contact"),
        "tropisme": tr("Tropisme"),
        "dynamique": tr("Dynamique territoriale"),
        "hierarchie": tr("Hiérarchie"),
    }.get(key, key)
