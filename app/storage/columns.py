"""The columns of the items of a poster: kind, French alias, list of values, and the record field each holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from app.storage.words import (
    ACCORD,
    CERTITUDE,
    COULEUR_POSTIT,
    DOMAINE,
    HORIZON,
    INTENSITE,
    ORIGINE,
    RUPTURE,
    TEMPS,
    TENDANCE,
    VALENCE,
    Values,
)

Kind = Literal["texte", "entier", "reel", "oui_non", "json", "liste", "octets"]
SQL_TYPES: Mapping[Kind, str] = {
    "texte": "TEXT",
    "entier": "INTEGER",
    "reel": "REAL",
    "oui_non": "BOOLEAN",
    "json": "TEXT",
    "liste": "TEXT",
    "octets": "BLOB",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its kind, its alias in QGIS, its closed list of values, and the record field that it holds.

    A column without ``field`` is derived: written for those who read the file, never read back. An ``inner``
    one belongs to the program and is hidden in the forms of QGIS.
    """

    name: str
    kind: Kind
    alias: str
    field: str = ""
    values: Values = ()
    inner: bool = False
    #: The first version of the schema that has it: older files receive it when they are opened to be written.
    since: int = 1


def held(
    name: str,
    alias: str,
    kind: Kind = "texte",
    values: Values = (),
    *,
    field: str | None = None,
    inner: bool = False,
    since: int = 1,
) -> Column:
    """Return a column that holds the field of its own name, unless told otherwise."""
    return Column(name, kind, alias, name if field is None else field, values, inner, since)


def derived(name: str, alias: str, kind: Kind = "texte", *, inner: bool = False, since: int = 1) -> Column:
    """Return a column that is written for readers and never read back."""
    return Column(name, kind, alias, "", (), inner, since)


UID = held("uid", "Identifiant", inner=True)
FEUILLE = held("feuille", "Feuille", "entier")
DOMAINE_C = held("domaine", "Domaine", values=DOMAINE)
TEXTE_C = held("texte", "Texte du groupe")
COMMENTAIRE = held("commentaire", "Commentaire")
TEMPS_C = held("temps", "Temps", values=TEMPS)
#: Where the item lies and whose poster it is, on every item: rows of several posters can be put together.
WHERE = (
    derived("insee_com", "Code INSEE de la commune"),
    derived("nom_com", "Commune"),
    derived("poster_uid", "Identifiant du poster", inner=True),
    derived("atelier", "Atelier"),
    derived("groupe", "Groupe"),
    derived("date_atelier", "Date de l'atelier"),
    derived("territoire_nom", "Territoire"),
)
WHEN = (held("cree_le", "Créé le"), held("modifie_le", "Modifié le"))
PLACE = (
    held("ordre", "Ordre d'apparition", "entier"),
    held("pile", "Empilement", inner=True),
)
STATE = (
    held("verrouille", "Verrouillé", "oui_non", inner=True),
    held("barre", "Barré", "oui_non"),
    held("ensemble", "Ensemble", inner=True),
)

MARK_COLUMNS = (
    UID,
    FEUILLE,
    held("picto", "Picto (clé)"),
    derived("picto_nom", "Picto"),
    TEXTE_C,
    held("etiquette", "Étiquette sur la carte"),
    held("sous_etiquette", "Sous-étiquette"),
    COMMENTAIRE,
    DOMAINE_C,
    derived("sous_categorie", "Sous-catégorie"),
    derived("structure", "Structure (Brunet)"),
    held("theme", "Thème"),
    TEMPS_C,
    held("tendance", "Tendance", values=TENDANCE),
    held("rupture", "Rupture", values=RUPTURE),
    held("signal_faible", "Signal faible", "oui_non"),
    held("intensite", "Force", "entier", INTENSITE),
    held("valence", "Aide ou gêne", values=VALENCE),
    held("origine", "Origine", values=ORIGINE),
    held("certitude", "Certitude", values=CERTITUDE),
    held("accord", "Accord du groupe", values=ACCORD),
    held("horizon", "Horizon", values=HORIZON),
    held("taille_mm", "Taille (mm sur A3)", "reel"),
    held("angle", "Angle (degrés)", "reel"),
    held("couleur", "Couleur"),
    held("parametres", "Paramètres", "json", inner=True),
    *PLACE,
    *WHERE,
    *STATE,
    *WHEN,
)
TRACE_COLUMNS = (
    UID,
    FEUILLE,
    TEXTE_C,
    COMMENTAIRE,
    DOMAINE_C,
    TEMPS_C,
    held("taille_mm", "Épaisseur (mm sur A3)", "reel"),
    held("couleur", "Couleur"),
    held("parametres", "Paramètres", "json", inner=True, since=2),
    *PLACE,
    *WHERE,
    *STATE,
    *WHEN,
)
TEXTE_COLUMNS = (
    UID,
    FEUILLE,
    held("texte", "Texte"),
    held("style", "Style"),
    COMMENTAIRE,
    DOMAINE_C,
    held("taille_mm", "Taille (mm sur A3)", "reel"),
    held("angle", "Angle (degrés)", "reel"),
    held("couleur", "Couleur"),
    *PLACE,
    *WHERE,
    *STATE,
    *WHEN,
)
GROUND_COLUMNS = (
    UID,
    held("code", "Code"),
    held("nom", "Nom"),
    held("population", "Population", "entier"),
    held("rang", "Rang", "entier"),
    held("genre", "Genre"),
    held("dedans", "Dans le territoire", "oui_non"),
)
BROUGHT_COLUMNS = (*GROUND_COLUMNS, held("apport", "Couche apportée", inner=True))
PHOTO_COLUMNS = (
    UID,
    FEUILLE,
    held("media", "Empreinte de l'image", inner=True),
    held("texte", "Légende"),
    COMMENTAIRE,
    DOMAINE_C,
    held("taille_mm", "Largeur (mm sur A3)", "reel"),
    held("rapport", "Hauteur pour une largeur de 1", "reel"),
    held("angle", "Angle (degrés)", "reel"),
    *PLACE,
    *WHERE,
    *STATE,
    *WHEN,
)
POSTIT_COLUMNS = (
    UID,
    FEUILLE,
    held("texte", "Texte"),
    COMMENTAIRE,
    DOMAINE_C,
    held("x_mm", "Gauche (mm sur A3)", "reel", field="x"),
    held("y_mm", "Haut (mm sur A3)", "reel", field="y"),
    held("largeur_mm", "Largeur (mm sur A3)", "reel", field="largeur"),
    held("hauteur_mm", "Hauteur (mm sur A3)", "reel", field="hauteur", since=3),
    held("taille_mm", "Taille des lettres au plus (mm sur A3)", "reel", since=3),
    derived("lettres_mm", "Taille des lettres (mm sur A3)", "reel", inner=True, since=3),
    held("couleur", "Couleur", values=COULEUR_POSTIT),
    held("cible", "Vise le picto", inner=True),
    held("cible_x", "Vise le lieu (x)", "reel"),
    held("cible_y", "Vise le lieu (y)", "reel"),
    derived("pointe_x", "Pointe du trait (x)", "reel", inner=True),
    derived("pointe_y", "Pointe du trait (y)", "reel", inner=True),
    held("voix", "Voix"),
    *PLACE,
    *WHERE,
    *STATE,
    *WHEN,
)
