"""Packs from hand to hand: shared by one, checked, brought by another, carried by a poster. By the process itself."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from app.catalogue import invent, personal

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ((10.0, 54.0), (10.0, 30.0), (32.0, 10.0), (54.0, 30.0), (54.0, 54.0), (10.0, 54.0))


def run(*arguments: object, home: Path, language: str = "fr") -> subprocess.CompletedProcess[str]:
    """Run the program as people do, on a machine that keeps its things in ``home``."""
    return subprocess.run(
        [sys.executable, "-m", "app", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "CHOROGRAPHE_LANG": language, "CHOROGRAPHE_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Return the pack of somebody else: two signs."""
    signs = [
        invent.invented(
            "Four à pain", "ressources", invent.from_strokes([HOUSE, ((32.0, 36.0),)], 9), taken=()
        ),
        invent.invented("Le lavoir", "", invent.from_strokes([HOUSE[:3], HOUSE[3:5]], 10), taken=()),
    ]
    return personal.share(signs, tmp_path / "paquet.zip")


def test_a_pack_goes_from_one_machine_to_another(pack: Path, tmp_path: Path) -> None:
    here, there = tmp_path / "ici", tmp_path / "ailleurs"
    brought = run("pictograms", "--bring", pack, home=here)
    assert brought.returncode == 0, brought.stderr
    assert "2 pictos ajoutés." in brought.stdout
    listed = json.loads(run("pictograms", "--json", home=here).stdout)
    assert {"nous_four_a_pain", "nous_le_lavoir"} <= {row["key"] for row in listed}

    shared = run("pictograms", "--share", tmp_path / "un.zip", "nous_le_lavoir", home=here)
    assert shared.returncode == 0, shared.stderr
    assert "1 picto" in shared.stdout
    assert run("pictograms", "--check", tmp_path / "un.zip", home=here).returncode == 0
    assert run("pictograms", "--bring", tmp_path / "un.zip", home=there).returncode == 0

    again = run("pictograms", "--bring", pack, home=there)
    assert again.returncode == 0
    assert "déjà là" in again.stderr
    assert "1 picto ajouté." in again.stdout


def test_what_cannot_be_done_is_one_sentence(pack: Path, tmp_path: Path) -> None:
    home = tmp_path / "maison"
    for words in (
        ("pictograms", "--bring", tmp_path / "absent.zip"),
        ("pictograms", "--bring", ROOT / "pyproject.toml"),
        ("pictograms", "--share", tmp_path / "rien.zip"),
        ("pictograms", "--share", tmp_path / "rien.zip", "ecole"),
    ):
        done = run(*words, home=home)
        assert done.returncode == 1, words
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr
        assert "Traceback" not in done.stderr
    assert not (tmp_path / "rien.zip").exists()
    assert run("pictograms", "--share", tmp_path / "rien.zip", home=home, language="en").stderr.startswith(
        "There is no"
    )


def test_a_poster_takes_a_pack_along(pack: Path, tmp_path: Path) -> None:
    here, there, poster = tmp_path / "ici", tmp_path / "ailleurs", tmp_path / "poster.gpkg"
    assert run("new", poster, "--territory", "Ambert Livradois Forez", home=here).returncode == 0
    assert run("add", poster, home=here).returncode == 2
    added = run("add", poster, "--pictos", pack, home=here)
    assert added.returncode == 0, added.stderr
    with sqlite3.connect(poster) as connection:
        keys = {row[0] for row in connection.execute("SELECT cle FROM media WHERE genre = 'picto'")}
    connection.close()
    assert {"nous_four_a_pain", "nous_le_lavoir"} <= keys
    # Elsewhere, where nobody keeps the pack, its signs are laid, drawn and exported from the poster alone.
    marks = tmp_path / "marques.geojson"
    feature = {
        "type": "Feature",
        "properties": {"picto": "nous_four_a_pain", "texte": "Le four"},
        "geometry": {"type": "Point", "coordinates": [3.74, 45.55]},
    }
    marks.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")
    laid = run("add", poster, marks, home=there)
    assert laid.returncode == 0, laid.stderr
    facts = json.loads(run("info", poster, "--json", home=there).stdout)
    assert facts["pictos"] == {"nous_four_a_pain": 1}
    outs = [tmp_path / "poster.png", tmp_path / "sig.gpkg"]
    written = run("export", poster, *outs, "--dpi", "72", home=there)
    assert written.returncode == 0, written.stderr
    with sqlite3.connect(outs[1]) as connection:
        (style,) = connection.execute(
            "SELECT styleQML FROM layer_styles WHERE f_table_name = 'picto_point'"
        ).fetchone()
    connection.close()
    assert "nous_four_a_pain" in style
