"""One sentence for each kind of file that cannot be read: what it is, what is safe, what to do instead."""

from __future__ import annotations

from pathlib import Path

from app.i18n import Souci, tr


def unknown(name: str) -> Souci:
    """Return the sentence for a kind of file that nothing here reads."""
    return Souci(
        tr(
            "«\u00a0{fichier}\u00a0» n’est pas une carte que l’on sache lire\u00a0: apportez un GeoPackage, un "
            "Shapefile, un GeoJSON, un KML, un GPX, un CSV, une image ou un PDF.",
            fichier=name,
        )
    )


def locked(name: str) -> Souci:
    """Return the sentence for what a password protects."""
    return Souci(
        tr(
            "«\u00a0{fichier}\u00a0» est protégé par un mot de passe\u00a0: ouvrez-le d’abord ailleurs, et "
            "apportez ce qu’il contient.",
            fichier=name,
        )
    )


def to_convert(path: Path, what: str) -> Souci:
    """Return the sentence for layers in a form that QGIS reads and we do not."""
    return Souci(
        tr(
            "«\u00a0{fichier}\u00a0» est {quoi}, qui ne se lit pas ici\u00a0: depuis QGIS, enregistrez la couche "
            "utile en GeoPackage, puis apportez-la.",
            fichier=path.name,
            quoi=what,
        )
    )


def no_map(path: Path, what: str) -> Souci:
    """Return the sentence for a document of an office, which may hold a table of places."""
    return Souci(
        tr(
            "«\u00a0{fichier}\u00a0» est {quoi}, pas une carte\u00a0: s’il contient un tableau avec des coordonnées, "
            "enregistrez-le en CSV.",
            fichier=path.name,
            quoi=what,
        )
    )


def project(path: Path) -> Souci:
    """Return the sentence for a project of QGIS."""
    return Souci(
        tr(
            "«\u00a0{fichier}\u00a0» est un projet QGIS\u00a0: il montre des couches sans les contenir. Apportez les "
            "fichiers de ces couches, ou une image de la carte.",
            fichier=path.name,
        )
    )
