"""Keeps the file ready for QGIS: styles, drawings and project are written with the act that first needs them."""

from __future__ import annotations

import hashlib
import json
import logging
import sqlite3
from collections.abc import Mapping
from dataclasses import replace

from app.catalogue.model import Pictogram
from app.poster.records import Mark, Poster
from app.storage import embedded, qgis_rasters, tiles
from app.storage.meta import get_meta, set_meta
from app.storage.package import moment
from app.storage.schema import FEATURE_TABLES, MARK_TABLES
from app.storage.tables import Tables

log = logging.getLogger(__name__)

#: Changes when styles are drawn otherwise: files are brought up to date at the next act.
VERSION = 4
NAME = "Chorographe"


class Styles:
    """Called in the transaction of each act; writes only what the act made necessary.

    What it remembers is what the file holds: ``forget`` after a transaction that failed.
    """

    def __init__(self, pictograms: Mapping[str, Pictogram], file_name: str) -> None:
        self._pictograms = pictograms
        self._file_name = file_name
        self._known: dict[str, list[str]] | None = None
        self._project = ""
        #: What the project was last compared with.
        self._poster: Poster | None = None
        self._told: dict[str, list[str]] | None = None
        self._shown: tuple[tiles.Tiled, ...] = ()
        self._broken = False
        #: The pictures that the file has as tiles.
        self._tiled: tuple[tiles.Tiled, ...] = ()

    def __call__(self, connection: sqlite3.Connection, tables: Tables) -> None:
        """Bring styles, media and project up to date. The caller holds the transaction. Raises sqlite3.Error.

        A style that cannot be made must not keep an act from the disk: it is logged, and the file does without.
        """
        if self._broken:
            return
        try:
            self._update(connection, tables)
        except sqlite3.Error:
            raise
        except Exception:
            log.exception("the styles of QGIS could not be made")
            self._broken = True

    def _update(self, connection: sqlite3.Connection, tables: Tables) -> None:
        first = self._known is None
        if first:
            self._read(connection)
        assert self._known is not None
        used: dict[str, set[str]] = {name: set() for name in MARK_TABLES}
        for uid in tables.places if first else tables.touched:
            record = tables.records.get(uid)
            if isinstance(record, Mark):
                used[tables.places[uid]].add(record.picto)
        known = dict(self._known)
        for table in FEATURE_TABLES:
            keys = used.get(table.name, set()) & self._pictograms.keys()
            if table.name in known and keys <= set(known[table.name]):
                continue
            from app.storage.qgis_layers import style

            known[table.name] = sorted(keys | set(known.get(table.name, ())))
            pictograms = tuple(self._pictograms[key] for key in known[table.name] if key in self._pictograms)
            _put_style(connection, table.name, table.title, style(table, pictograms))
            embedded.put(connection, [self._pictograms[key] for key in keys])
        if known != self._known:
            self._known = known
            set_meta(connection, "styles", json.dumps({"version": VERSION, "tables": known}))
        if first or any(tables.records.get(each.record.uid) is not each.record for each in self._tiled):
            self._tiled = tiles.current(connection, tables.records, tables.poster.crs)
        self._put_project(connection, tables)

    def know(self, pictograms: Mapping[str, Pictogram]) -> None:
        """Draw from ``pictograms`` from the next act on."""
        self._pictograms = pictograms

    def lose(self, connection: sqlite3.Connection, key: str) -> None:
        """Hold a pictogram for unseen: a mark that uses it again brings it back. Raises sqlite3.Error."""
        first = self._known is None
        if first:
            self._read(connection)
        assert self._known is not None
        known = {table: [each for each in keys if each != key] for table, keys in self._known.items()}
        set_meta(connection, "styles", json.dumps({"version": VERSION, "tables": known}))
        # A first act still looks at every mark of the file.
        self._known = None if first else known

    def renamed(self, connection: sqlite3.Connection) -> bool:
        """Return whether the file has another name than the one its project leads to."""
        return get_meta(connection, "fichier") != self._file_name

    def forget(self) -> None:
        """Look at the file again at the next act: the transaction of the last one failed."""
        self._known = None

    def _read(self, connection: sqlite3.Connection) -> None:
        self._known = {}
        self._project = get_meta(connection, "projet")
        try:
            kept = json.loads(get_meta(connection, "styles") or "{}")
            if kept.get("version") == VERSION:
                self._known = {str(name): [str(key) for key in keys] for name, keys in kept["tables"].items()}
        except (ValueError, KeyError, AttributeError, TypeError):
            self._known = {}

    def _put_project(self, connection: sqlite3.Connection, tables: Tables) -> None:
        """Rewrite the project when a style, the poster's own record, or the name of the file has changed."""
        poster = tables.poster
        if poster is self._poster and self._known is self._told and self._tiled is self._shown:
            return
        self._poster, self._told, self._shown = poster, self._known, self._tiled
        shown = [(each.table, qgis_rasters.leaf(each, (), ""), each.record.opacite) for each in self._tiled]
        said = repr((VERSION, self._file_name, replace(poster, modifie_le=""), self._known, *shown))
        key = hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()
        if key == self._project:
            return
        from app.storage.qgis_project import project

        styles = connection.execute(
            "SELECT f_table_name, styleQML FROM layer_styles WHERE styleName = ?", (NAME,)
        )
        content = project(poster, self._file_name, dict(map(tuple, styles)), self._tiled)
        metadata = json.dumps({"last_modified_time": moment(), "last_modified_user": ""})
        connection.execute(
            "INSERT OR REPLACE INTO qgis_projects (name, metadata, content) VALUES (?, ?, ?)",
            (NAME, metadata, content),
        )
        set_meta(connection, "projet", key)
        set_meta(connection, "fichier", self._file_name)
        self._project = key


def _put_style(connection: sqlite3.Connection, table: str, title: str, style: str) -> None:
    """Write our style of a layer; whether it is the default stays as people left it."""
    changed = connection.execute(
        "UPDATE layer_styles SET styleQML = ?, update_time = ? WHERE f_table_name = ? AND styleName = ?",
        (style, moment(), table, NAME),
    ).rowcount
    if not changed:
        connection.execute(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, "
            "styleQML, styleSLD, useAsDefault, description, owner, ui, update_time) "
            "VALUES ('', '', ?, 'geom', ?, ?, '', 1, ?, '', NULL, ?)",
            (table, NAME, style, title, moment()),
        )
