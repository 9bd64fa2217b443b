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
#: His table: what each structure is as a point, as a line, as an area and as a network. The column is that of his
#: table, not the way a hand lays it: a bridgehead is drawn as a line.
TABLE: dict[str, tuple[str, str, str, str]] = {
    "maillage": ("chef_lieu", "limite_administrative", "etat_region", "centres_limites_polygones"),
    "quadrillage": ("tete_de_reseau", "voies_de_communication", "aire_de_desserte", "reseau"),
    "attraction": ("points_attires", "lignes_isotropie", "aire_attraction", "liaisons_preferentielles"),
    "contact": ("point_de_passage", "rupture_interface", "aires_en_contact", "base_tete_de_pont"),
    "tropisme": ("flux_directionnel", "ligne_de_partage", "surface_de_tendance", "dissymetrie"),
    "dynamique": ("evolution_ponctuelle", "axes_de_propagation", "aires_extension", "tissu_du_changement"),
    "hierarchie": ("semis_urbain", "relations_de_dependance", "sous_ensemble", "reseau_maille"),
}


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
