"""The whole way without a display: new, add, export, info; and what happens with bad input."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import logging
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from app import cli, i18n

ROOT = Path(__file__).resolve().parents[2]
AMBERT = "Ambert Livradois Forez"
SCHOOL = {"picto": "ecole", "texte": "Le collège"}


def process(
    *arguments: object, limit: int | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the program as people do; ``limit`` is the largest file that it may write, in bytes."""

    def small_disk() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        [sys.executable, "-m", "app", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "CHOROGRAPHE_LANG": "fr", **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        preexec_fn=small_disk,
    )


def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Say to the program what a process is told, here: what is proven is its answer, not that Python starts."""
    words = [str(argument) for argument in arguments]
    out, err = io.StringIO(), io.StringIO()
    log = logging.getLogger()
    before, level, raises = list(log.handlers), log.level, logging.raiseExceptions
    with (
        pytest.MonkeyPatch.context() as patch,
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        for name, value in {"CHOROGRAPHE_LANG": "fr", **environment}.items():
            patch.setenv(name, value)
        try:
            code = cli.main(words)
        except SystemExit as left:  # argparse's way
            code = left.code if isinstance(left.code, int) else int(left.code is not None)
        finally:
            i18n.use(i18n.SOURCE)
            for handler in set(log.handlers) - set(before):
                log.removeHandler(handler)
                handler.close()
            log.setLevel(level)
            logging.raiseExceptions = raises
    return subprocess.CompletedProcess(words, code, out.getvalue(), err.getvalue())


def refused(done: subprocess.CompletedProcess[str], code: int | None = None) -> str:
    """Check that a run was refused in one sentence without a traceback; return the sentence."""
    assert done.returncode != 0
    if code is not None:
        assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    return lines[0]


def geojson(
    path: Path, *features: tuple[dict[str, object], dict[str, object]], epsg: int | None = None
) -> Path:
    """Write a GeoJSON of (geometry, properties); without an EPSG code it is WGS 84, as RFC 7946 says."""
    collection: dict[str, object] = {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "geometry": g, "properties": p} for g, p in features],
    }
    if epsg:
        collection["crs"] = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{epsg}"}}
    path.write_text(json.dumps(collection), "utf-8")
    return path


def point(x: float, y: float) -> dict[str, object]:
    return {"type": "Point", "coordinates": [x, y]}


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new poster of a real territory; tests copy it."""
    path = tmp_path_factory.mktemp("posters") / "l’été à Ambert.gpkg"
    done = process("new", path, "--territory", AMBERT, "--title", "Une vallée", "--group", "Groupe 3")
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture
def poster(empty: Path, tmp_path: Path) -> Path:
    path = tmp_path / empty.name
    path.write_bytes(empty.read_bytes())
    return path


def facts(path: Path) -> dict[str, object]:
    done = run("info", path, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_new_poster_knows_its_territory(empty: Path) -> None:
    done = process("info", empty, "--json")
    assert done.returncode == 0, done.stderr
    known = json.loads(done.stdout)
    assert known == facts(empty)
    assert known["territoire"] == AMBERT
    assert known["communes"] == 58
    assert known["crs"] == "EPSG:2154"
    assert 200_000 < known["echelle"] < 250_000
    assert (known["titre"], known["groupe"]) == ("Une vallée", "Groupe 3")


def test_several_territories_make_one(tmp_path: Path) -> None:
    out = tmp_path / "gal.gpkg"
    done = run(
        "new", out, "--territory", AMBERT, "--territory", "63430", "--name", "GAL Livradois", "--portrait"
    )
    assert done.returncode == 0, done.stderr
    known = facts(out)
    assert known["territoire"] == "GAL Livradois"
    assert known["communes"] == 59
    assert known["orientation"] == "portrait"


def test_marks_arrive_in_any_declared_crs_and_lines_from_a_csv(poster: Path, tmp_path: Path) -> None:
    wgs = geojson(tmp_path / "wgs.geojson", (point(3.7416, 45.5494), SCHOOL))
    lambert = geojson(
        tmp_path / "l93.geojson",
        (point(757_900, 6_494_700), SCHOOL | {"valence": "plus", "temps": "futur", "taille_mm": 20}),
        (
            {"type": "LineString", "coordinates": [[757_000, 6_490_000], [740_000, 6_500_000]]},
            {"picto": "fleche"},
        ),
        (point(757_900, 6_494_700), {"picto": "postit", "texte": "Et l’été ?", "x": 20, "y": 50}),
        (point(757_900, 6_494_700), {"picto": "texte", "texte": "vers Thiers", "style": "vers"}),
        epsg=2154,
    )
    lines = tmp_path / "lignes.csv"
    lines.write_bytes(
        "grille;case;texte\namof;A;La fourme d’Ambert\nmessages;message;On tient\n".encode("cp1252")
    )
    for source, ran in ((wgs, process), (lambert, run), (lines, run)):
        done = ran("add", poster, source)
        assert done.returncode == 0, done.stderr
    known = facts(poster)
    assert known["pictos"] == {"ecole": 2, "fleche": 1}
    assert (known["postits"], known["textes"]) == (1, 1)
    assert known["grilles"] == {"amof": 1, "messages": 1}


def test_the_poster_leaves_as_an_image_and_a_geopackage(poster: Path, tmp_path: Path) -> None:
    run("add", poster, geojson(tmp_path / "m.geojson", (point(3.7416, 45.5494), SCHOOL)))
    before = digest(poster)
    done = process(
        "export", poster, tmp_path / "mur.png", tmp_path / "sig.gpkg", "--sheet", "A4", "--dpi", 100
    )
    assert done.returncode == 0, done.stderr
    with Image.open(tmp_path / "mur.png") as picture:
        assert picture.size == (1169, 827)
        assert picture.info["dpi"] == pytest.approx((100, 100), abs=0.1)
        assert len(picture.convert("RGB").getcolors(1_000_000) or []) > 50
    assert facts(tmp_path / "sig.gpkg")["pictos"] == {"ecole": 1}
    assert digest(poster) == before, "an export does not touch the poster"


def test_the_sample_and_the_self_test(tmp_path: Path) -> None:
    done = process("sample", tmp_path / "ici")
    assert done.returncode == 0, done.stderr
    assert "poster-exemple.png" in done.stdout
    assert {file.name for file in (tmp_path / "ici").iterdir()} == {
        "poster-exemple.png",
        "poster-exemple.gpkg",
    }
    done = process("selftest")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("✓") == 8


def test_without_a_display_the_sample_is_built(tmp_path: Path) -> None:
    environment = {
        key: value
        for key, value in os.environ.items()
        if key not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    done = subprocess.run(
        [sys.executable, "-m", "app"],
        cwd=tmp_path,
        env={**environment, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "poster-exemple.png").is_file()
    assert str(tmp_path / "poster-exemple.gpkg") in done.stdout


def test_pictograms_are_listed_for_people_and_programs() -> None:
    entries = json.loads(run("pictograms", "--json").stdout)
    keys = {entry["key"] for entry in entries}
    assert {"chef_lieu", "ecole", "foret", "fleche", "zone"} <= keys
    assert all(entry["fr"] and entry["en"] and entry["geometrie"] and entry["pinceau"] for entry in entries)
    assert len(process("pictograms").stdout.splitlines()) == len(entries)


def test_help_speaks_both_languages_and_needs_no_display() -> None:
    french = run("--help").stdout
    assert all(words in french for words in ("commencer un poster", "dire la version", "commandes\u00a0:"))
    assert "start a poster" in process("--help", CHOROGRAPHE_LANG="en").stdout


# What goes wrong


def test_an_unknown_territory(tmp_path: Path) -> None:
    sentence = refused(run("new", tmp_path / "x.gpkg", "--territory", "Xyzzy-sur-Rien"), 2)
    assert "Xyzzy-sur-Rien" in sentence
    assert not list(tmp_path.iterdir())


def test_an_ambiguous_territory_gives_its_candidates(tmp_path: Path) -> None:
    done = run("new", tmp_path / "x.gpkg", "--territory", "Saint-Sauveur")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr.count("Saint-Sauveur") >= 3
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("properties", "said"),
    [
        ({"picto": "licorne"}, "licorne"),
        ({"picto": "ecole", "temps": "jadis"}, "jadis"),
        ({"picto": "ecole", "taille_mm": "grand"}, "grand"),
        ({"picto": "ecole", "couleur": "rouge"}, "rouge"),
        ({"picto": "postit", "texte": "a", "cible": "personne"}, "personne"),
        ({}, "picto"),
    ],
)
def test_one_bad_row_refuses_the_file_and_is_named(
    poster: Path, tmp_path: Path, properties: dict[str, object], said: str
) -> None:
    before = facts(poster)
    source = geojson(tmp_path / "m.geojson", (point(3.74, 45.54), SCHOOL), (point(3.74, 45.54), properties))
    sentence = refused(run("add", poster, source), 1)
    assert said in sentence
    assert "ligne 2" in sentence
    assert facts(poster) == before


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\xff\xfe\x00", b"[" * 100_000, b'{"type": "FeatureCollection", "features": [{"type": 3}]}'],
)
def test_an_unreadable_geojson(poster: Path, tmp_path: Path, content: bytes) -> None:
    before = digest(poster)
    source = tmp_path / "m.geojson"
    source.write_bytes(content)
    refused(run("add", poster, source), 1)
    assert digest(poster) == before


@pytest.mark.parametrize(
    "content", ["grille,case,texte\nswot,A,x\n", "grille,case,texte\namof,Z,x\n", "a,b\n1,2\n"]
)
def test_a_bad_table_of_lines(poster: Path, tmp_path: Path, content: str) -> None:
    before = digest(poster)
    source = tmp_path / "l.csv"
    source.write_text(content, "utf-8")
    refused(run("add", poster, source), 1)
    assert digest(poster) == before


@pytest.mark.parametrize("command", ["info", "export", "add"])
def test_a_text_named_as_a_poster(tmp_path: Path, command: str) -> None:
    path = tmp_path / "faux.gpkg"
    path.write_text("Ceci n’est pas un poster.", "utf-8")
    source = geojson(tmp_path / "m.geojson", (point(3.74, 45.54), SCHOOL))
    last = {"info": [], "export": [tmp_path / "x.png"], "add": [source]}[command]
    refused(process(command, path, *last), 1)
    assert path.read_text("utf-8") == "Ceci n’est pas un poster."
    assert not (tmp_path / "x.png").exists()


def test_a_folder_that_cannot_be_written(poster: Path, tmp_path: Path) -> None:
    nowhere = tmp_path / "fichier"
    nowhere.write_text("un fichier, pas un dossier", "utf-8")
    refused(run("new", nowhere / "x.gpkg", "--territory", AMBERT), 1)
    refused(run("export", poster, nowhere / "x.png"), 1)
    refused(run("export", poster, tmp_path / "absent" / "x.gpkg"), 1)
    refused(run("sample", nowhere / "ici"), 1)


def test_a_full_disk(poster: Path, tmp_path: Path) -> None:
    before = facts(poster)
    rows = [(point(3.74 + i / 1e5, 45.54), SCHOOL | {"commentaire": "x" * 1900}) for i in range(600)]
    limit = poster.stat().st_size + 20_000
    refused(process("add", poster, geojson(tmp_path / "m.geojson", *rows), limit=limit), 1)
    assert facts(poster) == before
    out = tmp_path / "plein.png"
    out.write_bytes("l’ancien".encode())
    refused(process("export", poster, out, limit=30_000), 1)
    assert out.read_bytes() == "l’ancien".encode()
    assert {file.name for file in tmp_path.iterdir()} == {poster.name, "m.geojson", "plein.png"}
    refused(process("new", tmp_path / "neuf.gpkg", "--territory", AMBERT, limit=30_000), 1)
    assert not (tmp_path / "neuf.gpkg").exists()


def test_a_format_that_is_not_known(poster: Path, tmp_path: Path) -> None:
    refused(run("export", poster, tmp_path / "poster.docx"), 1)
    refused(process("export", poster, tmp_path / "x.png", "--dpi", "601"), 2)
    refused(process("peindre"), None)
