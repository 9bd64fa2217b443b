"""The poster for a GIS: a clean copy of its file, with metadata, and nothing that names a person."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

from app.exports import underlays
from app.exports.registry import Exporter, Illisible, Progress, Snapshot, final_name
from app.i18n import tr
from app.poster.records import Poster, PostIt, Reaction, Record
from app.storage import load, package, pictures
from app.storage import open as opening
from app.storage.create import build
from app.storage.qgis_styles import Styles
from app.storage.schema import FEATURE_TABLES
from app.storage.tables import Tables

LINEAGE = "À dire d’acteurs, positions schématiques, ne vaut pas donnée de référence."
LICENCE = "Contenu : celui du groupe. Fond de carte : Licence Ouverte 2.0 (Etalab)."
_GMD = "http://www.isotc211.org/2005/gmd"
_GCO = "http://www.isotc211.org/2005/gco"
_METADATA_SQL = (
    """CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,
  definition TEXT NOT NULL, scope TEXT NOT NULL,
  CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))""",
    """CREATE TABLE gpkg_metadata (id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL,
  md_scope TEXT NOT NULL DEFAULT 'dataset', md_standard_uri TEXT NOT NULL,
  mime_type TEXT NOT NULL DEFAULT 'text/xml', metadata TEXT NOT NULL DEFAULT '')""",
    """CREATE TABLE gpkg_metadata_reference (reference_scope TEXT NOT NULL, table_name TEXT, column_name TEXT,
  row_id_value INTEGER, timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  md_file_id INTEGER NOT NULL, md_parent_id INTEGER,
  CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id),
  CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id))""",
)


@dataclass(frozen=True, slots=True)
class GpkgOptions:
    """Nothing to choose: the copy is always whole and always clean."""


def exporter() -> Exporter:
    """Return the exporter of GeoPackages."""
    return Exporter(
        "gpkg",
        tr("GeoPackage"),
        tr("Pour le SIG\u00a0: QGIS ouvre le poster avec ses styles, sans les prénoms ni l’historique."),
        (".gpkg",),
        GpkgOptions,
        run,
        check,
    )


def cleaned(records: Mapping[str, Record]) -> dict[str, Record]:
    """Return the records without what names a person: participants and voices."""
    clean: dict[str, Record] = {}
    for uid, record in records.items():
        if isinstance(record, Poster):
            clean[uid] = replace(record, participants="")
        elif isinstance(record, PostIt | Reaction):
            clean[uid] = replace(record, voix="")
        else:
            clean[uid] = record
    return clean


def run(snapshot: Snapshot, path: Path, options: GpkgOptions, progress: Progress) -> None:
    """Write the clean copy at ``path``, which does not exist yet. Raises Souci where it cannot be written."""
    progress(0.0)
    styles = Styles(snapshot.catalogue, final_name(path))

    def finish(connection: sqlite3.Connection, tables: Tables) -> None:
        progress(0.5)
        pictures.copy(connection, pictures.used(snapshot.records.values()), snapshot.pictures)
        underlays.write(connection, tables.poster, tables.records, snapshot.pictures)
        styles(connection, tables)
        _describe(connection, tables.poster)

    build(path, cleaned(snapshot.records), snapshot.catalogue, None, finish, named=final_name(path))
    progress(1.0)


def check(path: Path, options: GpkgOptions) -> None:
    """Read the copy as a stranger's file would be: sound, whole, and clean. Raises Illisible."""
    try:
        with opening.reading(path) as connection:
            seen = opening.look(connection, path.name)
            found = load.load(connection, seen.tables)
            counts = {
                table.name: connection.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0]  # noqa: S608
                for table in FEATURE_TABLES
            }
            acts = connection.execute("SELECT count(*) FROM choro_history").fetchone()[0]
            named = connection.execute(
                "SELECT (SELECT count(voix) FROM postit) + (SELECT count(voix) FROM reaction) "
                "+ (SELECT count(participants) FROM poster)"
            ).fetchone()[0]
    except sqlite3.Error as error:
        raise Illisible(str(error)) from error
    if seen.damaged or opening.header(path):
        raise Illisible("the structure is not sound")
    if found.aside or found.named or found.poster is None:
        raise Illisible(f"{found.aside} rows do not read back")
    if acts or named:
        raise Illisible("the copy is not clean")
    for name, count in counts.items():
        if name != "reseau_noeud" and count != sum(place == name for place in found.places.values()):
            raise Illisible(f"{name} does not read back")


def _describe(connection: sqlite3.Connection, poster: Poster) -> None:
    """Write the metadata of the whole file."""
    for statement in _METADATA_SQL:
        connection.execute(statement)
    rule = "http://www.geopackage.org/spec131/#extension_metadata"
    connection.executemany(
        "INSERT INTO gpkg_extensions VALUES (?, NULL, 'gpkg_metadata', ?, 'read-write')",
        [("gpkg_metadata", rule), ("gpkg_metadata_reference", rule)],
    )
    now = package.moment()
    connection.execute(
        "INSERT INTO gpkg_metadata (id, md_scope, md_standard_uri, mime_type, metadata) "
        "VALUES (1, 'dataset', ?, 'text/xml', ?)",
        (_GMD, metadata(poster, now[:10])),
    )
    connection.execute(
        "INSERT INTO gpkg_metadata_reference (reference_scope, timestamp, md_file_id) VALUES ('geopackage', ?, 1)",
        (now,),
    )


def metadata(poster: Poster, day: str) -> str:
    """Return the ISO 19139 record of a poster: title, abstract, date, contact, licence, lineage."""
    place = poster.territoire_nom or poster.nom
    what = f"Poster du territoire « {place} »" if place else "Poster"
    abstract = (
        f"{what} dessiné par {poster.groupe or 'un groupe'} : chorèmes, pictogrammes, "
        f"post-its et matrice AMOF. {poster.mention}"
    )
    root = Element("gmd:MD_Metadata", {"xmlns:gmd": _GMD, "xmlns:gco": _GCO})
    _text(root, "gmd:language", "fre")
    party = SubElement(SubElement(root, "gmd:contact"), "gmd:CI_ResponsibleParty")
    _text(party, "gmd:organisationName", " — ".join(filter(None, (poster.groupe, poster.atelier, place))))
    _code(party, "gmd:role", "CI_RoleCode", "author")
    _text(root, "gmd:dateStamp", day, "gco:Date")
    said = SubElement(SubElement(root, "gmd:identificationInfo"), "gmd:MD_DataIdentification")
    citation = SubElement(SubElement(said, "gmd:citation"), "gmd:CI_Citation")
    _text(citation, "gmd:title", poster.titre or place or "Poster")
    date = SubElement(SubElement(citation, "gmd:date"), "gmd:CI_Date")
    _text(date, "gmd:date", poster.date_atelier or day, "gco:Date")
    _code(date, "gmd:dateType", "CI_DateTypeCode", "creation")
    _text(said, "gmd:abstract", abstract.strip())
    _text(said, "gmd:credit", poster.credits)
    limits = SubElement(SubElement(said, "gmd:resourceConstraints"), "gmd:MD_LegalConstraints")
    _text(limits, "gmd:useLimitation", LICENCE)
    _text(said, "gmd:language", "fre")
    quality = SubElement(SubElement(root, "gmd:dataQualityInfo"), "gmd:DQ_DataQuality")
    lineage = SubElement(SubElement(quality, "gmd:lineage"), "gmd:LI_Lineage")
    _text(lineage, "gmd:statement", LINEAGE)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode")


def _text(parent: Element, tag: str, text: str, kind: str = "gco:CharacterString") -> None:
    SubElement(SubElement(parent, tag), kind).text = "".join(
        sign for sign in text if sign >= " " or sign == "\n"
    )


def _code(parent: Element, tag: str, name: str, value: str) -> None:
    listed = f"http://www.isotc211.org/2005/resources/codeList.xml#{name}"
    SubElement(
        SubElement(parent, tag), f"gmd:{name}", {"codeList": listed, "codeListValue": value}
    ).text = value
