"""``export --lecture``: one more picture for the restitution."""

from __future__ import annotations

from pathlib import Path

from app import paths
from tests.journeys.test_command_line import refused, run


def test_a_picture_of_one_reading(tmp_path: Path) -> None:
    poster = paths.resource("samples", "ambert-livradois-forez.gpkg")
    whole, read = tmp_path / "tout.png", tmp_path / "dynamique.png"
    for out, asked in ((whole, ()), (read, ("--lecture", "dynamique"))):
        done = run("export", poster, out, "--dpi", "72", *asked)
        assert done.returncode == 0, done.stderr
    assert read.read_bytes() != whole.read_bytes()
    sentence = refused(run("export", poster, read, "--lecture", "demain"), 2)
    assert "dynamique" in sentence
