"""A GeoPackage that cannot be written is named as people named it."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from app.exports import gpkg
from app.exports.registry import Snapshot, export
from app.i18n import Souci
from app.imports.new import blank_poster


def test_the_sentence_names_the_file_that_was_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(gpkg.underlays, "write", full)
    records = {record.uid: record for record in blank_poster(nom="Page")}
    with pytest.raises(Souci, match=r"^notre poster\.gpkg n’a pas pu être écrit"):
        export(Snapshot(records, {}), tmp_path / "notre poster.gpkg", gpkg.GpkgOptions())
    assert not list(tmp_path.iterdir())
