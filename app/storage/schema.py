"""The tables of a poster: every table, every column, and which field of which record each one holds.

The one place that says how records become rows. ``docs/format.md`` tells the same to people, and a test holds
the two together. Table and column names are French: they are what people of French GIS read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any, Literal

from app.poster import records as r
from app.storage.columns import (
    BROUGHT_COLUMNS,
    GROUND_COLUMNS,
    MARK_COLUMNS,
    PHOTO_COLUMNS,
    POSTIT_COLUMNS,
    SQL_TYPES,
    TEXTE_COLUMNS,
    TRACE_COLUMNS,
    UID,
    WHEN,
    WHERE,
    Column,
    derived,
    held,
)
from app.storage.words import COUCHE_RANG, GENRE_APPORT, GENRE_LIMITE, ORIENTATION, ROLE_APPORT

#: Version of this schema, kept in ``choro_meta``: ``user_version`` belongs to GeoPackage.
VERSION = 4
APPLICATION_ID = 0x47504B47
USER_VERSION = 10300

GeometryType = Literal["", "POINT", "MULTILINESTRING", "MULTIPOLYGON"]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its geometry (empty for attributes), the record it holds, its name for people, its columns."""

    name: str
    title: str
    columns: tuple[Column, ...]
    geometry: GeometryType = ""
    record: type[r.Record] | None = None
    #: Private tables are not listed in ``gpkg_contents``: GIS software does not show them.
    private: bool = False
    #: The first version of the schema that has it: older files receive it when they are opened to be written.
    since: int = 1

    @property
    def stored(self) -> tuple[Column, ...]:
        """The columns that hold a field of the record."""
        return tuple(column for column in self.columns if column.field)

    def column(self, name: str) -> Column | None:
        """Return the column of a name, or None."""
        return next((column for column in self.columns if column.name == name), None)


_MARKS: tuple[tuple[str, str, GeometryType], ...] = (
    ("picto_aire", "Pictos : aires", "MULTIPOLYGON"),
    ("zone_libre", "Zones libres", "MULTIPOLYGON"),
    ("reseau_lien", "Réseaux : liens", "MULTILINESTRING"),
    ("picto_ligne", "Pictos : lignes", "MULTILINESTRING"),
    ("fleche_libre", "Flèches libres", "MULTILINESTRING"),
    ("picto_point", "Pictos : points", "POINT"),
)
#: The tables that hold marks; the pictogram and the geometry say which one.
MARK_TABLES = tuple(name for name, _, _ in _MARKS)

TABLES: tuple[Table, ...] = (
    Table(
        "poster",
        "Poster",
        (
            UID,
            held("titre", "Titre"),
            held("nom", "Nom du poster"),
            held("territoire_nom", "Territoire"),
            held("nb_communes", "Nombre de communes", "entier"),
            held("population", "Population", "entier"),
            held("groupe", "Groupe"),
            held("participants", "Participants"),
            held("atelier", "Atelier"),
            held("date_atelier", "Date de l'atelier"),
            held("mention", "Mention"),
            held("orientation", "Orientation", values=ORIENTATION),
            held("crs", "Système de coordonnées (EPSG)", "entier"),
            held("centre_x", "Centre (x)", "reel"),
            held("centre_y", "Centre (y)", "reel"),
            held("metres_par_mm", "Mètres par mm de papier A3", "reel"),
            held("rotation", "Rotation (degrés)", "reel"),
            held("credits", "Crédits"),
            held("options", "Options", "json", inner=True),
            *WHEN,
        ),
        record=r.Poster,
    ),
    Table(
        "territoire",
        "Territoire",
        (
            UID,
            held("nom", "Nom"),
            held("codes", "Codes INSEE ou SIREN", "liste"),
            held("genre", "Genre"),
            held("millesime", "Millésime"),
        ),
        "MULTIPOLYGON",
        r.Territoire,
    ),
    Table(
        "fond_commune",
        "Fond : communes",
        (
            UID,
            held("code", "Code INSEE"),
            held("nom", "Nom"),
            held("population", "Population", "entier"),
            held("rang", "Rang", "entier"),
            held("genre", "Genre"),
            held("dedans", "Dans le territoire", "oui_non"),
        ),
        "MULTIPOLYGON",
        r.Fond,
    ),
    Table(
        "fond_limite",
        "Fond : limites",
        (
            UID,
            held("code", "Code"),
            held("nom", "Nom"),
            held("population", "Population", "entier"),
            held("rang", "Rang", "entier"),
            held("genre", "Genre", values=GENRE_LIMITE),
            held("dedans", "Dans le territoire", "oui_non"),
        ),
        "MULTILINESTRING",
        r.Fond,
    ),
    Table(
        "fond_lieu",
        "Fond : lieux",
        (
            UID,
            held("code", "Code INSEE"),
            held("nom", "Nom"),
            held("population", "Population", "entier"),
            held("rang", "Rang", "entier", COUCHE_RANG),
            held("genre", "Genre"),
            held("dedans", "Dans le territoire", "oui_non"),
        ),
        "POINT",
        r.Fond,
    ),
    Table("fond_contour", "Fond : contour dessiné", GROUND_COLUMNS, "MULTIPOLYGON", r.Fond, since=4),
    Table("fond_reference", "Fond : zone de référence", GROUND_COLUMNS, "MULTIPOLYGON", r.Fond, since=4),
    Table("fond_aire", "Fond apporté : aires", BROUGHT_COLUMNS, "MULTIPOLYGON", r.Fond, since=4),
    Table("fond_ligne", "Fond apporté : lignes", BROUGHT_COLUMNS, "MULTILINESTRING", r.Fond, since=4),
    Table("fond_point", "Fond apporté : points", BROUGHT_COLUMNS, "POINT", r.Fond, since=4),
    Table(
        "apport",
        "Couches apportées",
        (
            UID,
            held("nom", "Nom"),
            held("genre", "Genre", values=GENRE_APPORT),
            held("role", "Rôle", values=ROLE_APPORT),
            held("couleur", "Couleur"),
            held("visible", "Visible", "oui_non"),
            held("opacite", "Opacité (0 à 1)", "reel"),
            held("noms", "Noms écrits", "oui_non"),
            held("source", "Source"),
            held("credits", "Crédits"),
            held("rang", "Rang", inner=True),
        ),
        record=r.Apport,
        since=4,
    ),
    Table(
        "calque",
        "Images de fond",
        (
            UID,
            held("nom", "Nom"),
            held("media", "Empreinte de l'image", inner=True),
            held("visible", "Visible", "oui_non"),
            held("opacite", "Opacité (0 à 1)", "reel"),
            held("parametres", "Paramètres", "json", inner=True),
            held("source", "Source"),
            held("credits", "Crédits"),
            held("rang", "Rang", inner=True),
        ),
        "MULTIPOLYGON",
        r.Calque,
        since=4,
    ),
    *(Table(name, title, MARK_COLUMNS, geometry, r.Mark) for name, title, geometry in _MARKS),
    Table(
        "reseau_noeud",
        "Réseaux : nœuds",
        (
            derived("uid", "Identifiant du réseau", inner=True),
            derived("picto", "Picto (clé)"),
            derived("rang", "Rang", "entier"),
            derived("domaine", "Domaine"),
            derived("couleur", "Couleur"),
            derived("texte", "Texte du groupe"),
            *WHERE,
        ),
        "POINT",
    ),
    Table("trace", "Traits à main levée", TRACE_COLUMNS, "MULTILINESTRING", r.Trace),
    Table("texte", "Textes", TEXTE_COLUMNS, "POINT", r.Texte),
    Table("photo", "Photos et images", PHOTO_COLUMNS, "POINT", r.Photo, since=3),
    Table("postit", "Post-its", POSTIT_COLUMNS, "POINT", r.PostIt),
    Table(
        "grille",
        "Grilles",
        (
            UID,
            held("grille", "Grille"),
            held("case", "Case"),
            held("texte", "Texte"),
            held("rang", "Rang", inner=True),
            *WHEN,
        ),
        record=r.LigneGrille,
    ),
    Table(
        "grille_lien",
        "Grilles : liens",
        (
            derived("ligne_uid", "Ligne de grille", inner=True),
            derived("picto_uid", "Picto ou post-it", inner=True),
            derived("rang", "Rang", "entier", inner=True),
        ),
    ),
    Table(
        "nom",
        "Noms de lieux déplacés ou masqués",
        (
            UID,
            held("code", "Code INSEE"),
            held("dx_mm", "Écart à droite (mm)", "reel", field="dx"),
            held("dy_mm", "Écart vers le bas (mm)", "reel", field="dy"),
            held("masque", "Masqué", "oui_non"),
        ),
        record=r.Nom,
    ),
    Table(
        "legende",
        "Légende : lignes modifiées",
        (
            UID,
            held("picto", "Picto (clé)"),
            held("texte", "Texte du groupe"),
            held("libelle", "Libellé"),
            held("rang", "Rang", inner=True),
            held("masque", "Masqué", "oui_non"),
        ),
        record=r.LigneLegende,
    ),
    Table(
        "reaction",
        "Réactions",
        (
            UID,
            held("texte", "Texte"),
            held("genre", "Genre"),
            held("cible", "Vise", inner=True),
            held("voix", "Voix"),
            *WHEN,
        ),
        record=r.Reaction,
    ),
    Table(
        "media",
        "Dessins et images",
        (
            derived("sha256", "Empreinte", inner=True),
            derived("genre", "Genre"),
            derived("cle", "Clé"),
            derived("type", "Type"),
            derived("donnees", "Données", "octets", inner=True),
        ),
    ),
    Table(
        "choro_history",
        "Historique",
        (
            derived("id", "Numéro", "entier"),
            derived("label", "Acte"),
            derived("label_values", "Valeurs", "json"),
            derived("patch", "Changement", "octets"),
            derived("le", "Date"),
        ),
        private=True,
    ),
    Table(
        "choro_meta",
        "Réglages du fichier",
        (derived("cle", "Clé"), derived("valeur", "Valeur")),
        private=True,
    ),
)
BY_NAME: Mapping[str, Table] = {table.name: table for table in TABLES}
#: Tables whose rows are records, in the order in which they are read: the sheet and its ground first.
RECORD_TABLES = tuple(table for table in TABLES if table.record)
FEATURE_TABLES = tuple(table for table in TABLES if table.geometry)


def defaults(record: type[r.Record]) -> dict[str, Any]:
    """Return the default of each field that has one: what stands in where a row says nothing."""
    return {field.name: field.default for field in fields(record) if field.default is not MISSING}


def create_sql(table: Table) -> str:
    """Return the ``CREATE TABLE`` of a table. No NOT NULL on items: QGIS inserts NULL."""
    if table.name == "choro_meta":
        return "CREATE TABLE choro_meta (cle TEXT PRIMARY KEY, valeur TEXT)"
    lines = []
    if table.column("id") is None:
        lines.append("fid INTEGER PRIMARY KEY")
    if table.geometry:
        lines.append(f"geom {table.geometry}")
    for column in table.columns:
        key = " PRIMARY KEY" if column.name == "id" else " UNIQUE" if column.name == "sha256" else ""
        lines.append(f'"{column.name}" {SQL_TYPES[column.kind]}{key}')
    return f'CREATE TABLE "{table.name}" ({", ".join(lines)})'


def index_sql(table: Table) -> str:
    """Return the ``CREATE INDEX`` on the identity of the rows, empty where there is none."""
    name = next((c.name for c in table.columns if c.name in ("uid", "ligne_uid")), "")
    return f'CREATE INDEX "choro_{table.name}_{name}" ON "{table.name}" ("{name}")' if name else ""
