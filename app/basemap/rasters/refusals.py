"""The one sentence for what is at fault in a file of pixels, or cannot be read of it."""

from __future__ import annotations

from app.apart.refusals import damaged
from app.i18n import Souci, tr


def sentence(word: str, name: str) -> Souci:
    """Return the one sentence for what was found of a file."""
    said = {
        "large": tr(
            "« {fichier} » est trop grand pour être lu ici : découpez-en la partie utile, ou réduisez-le.",
            fichier=name,
        ),
        "damaged": str(damaged(name)),
        "password": tr(
            "« {fichier} » est protégé par un mot de passe : enregistrez-en une copie sans mot de passe, "
            "ou faites une capture d’écran de la page.",
            fichier=name,
        ),
        "vector_tiles": tr(
            "« {fichier} » contient des tuiles vectorielles, que l’on ne lit pas ici : demandez un MBTiles "
            "d’images (PNG ou JPEG).",
            fichier=name,
        ),
        "no_tiles": tr(
            "« {fichier} » ne contient pas d’images : ni tuiles MBTiles, ni tuiles GeoPackage.",
            fichier=name,
        ),
        "elevation": tr(
            "« {fichier} » contient des altitudes en tuiles, que l’on ne lit pas ici : faites-en un relief "
            "ombré dans QGIS, et exportez-le en GeoTIFF.",
            fichier=name,
        ),
        "no_page": tr("« {fichier} » n’a pas cette page : choisissez-en une autre.", fichier=name),
        "bands": tr(
            "« {fichier} » est un TIFF que l’on ne lit pas ici, ou abîmé : depuis QGIS, exportez-le en GeoTIFF, "
            "« image rendue ».",
            fichier=name,
        ),
        "elsewhere": tr(
            "« {fichier} » ne montre rien de cette carte : il est placé ailleurs.",
            fichier=name,
        ),
        "crs": tr(
            "Le système de coordonnées de « {fichier} » n’est pas connu : choisissez-le, ou calez l’image à "
            "la main.",
            fichier=name,
        ),
    }
    other = tr(
        "« {fichier} » n’est pas une image que l’on lit ici : il faut un GeoTIFF, un PNG, un JPEG, un PDF, "
        "un MBTiles ou un GeoPackage de tuiles.",
        fichier=name,
    )
    return Souci(said.get(word, other))
