"""The fences bite: a forbidden import is planted in a copy of the program, and the tool that guards it must see it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

LINT_IMPORTS = (
    "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
)


@pytest.fixture
def copy(checkout: Path, tmp_path: Path) -> Path:
    """Return a copy of the program and of the rules."""
    shutil.copytree(checkout / "app", tmp_path / "app", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(checkout / "pyproject.toml", tmp_path)
    return tmp_path


def run(copy: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(copy), "NO_COLOR": "1", "COLUMNS": "200"}
    return subprocess.run(
        [sys.executable, *words], cwd=copy, env=environment, capture_output=True, text=True, timeout=120
    )


def plant(copy: Path, module: str, line: str) -> None:
    """Write a line at the end of a module, where a lazy import would stand, in a function."""
    with (copy / module).open("a", encoding="utf-8") as file:
        file.write(f"\n\ndef planted() -> None:\n    {line}\n")


def test_the_program_respects_its_contracts(copy: Path) -> None:
    done = run(copy, "-c", LINT_IMPORTS, "--no-cache")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("app/poster/document.py", "import app.storage", "The rooms see downwards only"),
        ("app/drawing/__init__.py", "from app import painting", "The rooms see downwards only"),
        ("app/painting/__init__.py", "import app.storage", "The rooms see downwards only"),
        ("app/catalogue/__init__.py", "import app.basemap", "The rooms see downwards only"),
        ("app/apart/__init__.py", "import app.catalogue", "The rooms see downwards only"),
        ("app/exports/__init__.py", "import app.ui", "The rooms see downwards only"),
        ("app/i18n.py", "import app.poster.records", "The rooms see downwards only"),
        ("app/drawing/__init__.py", "import PySide6.QtGui", "No Qt below the drawing, nor in the file"),
        ("app/storage/__init__.py", "from PySide6 import QtCore", "No Qt below the drawing, nor in the file"),
        ("app/exports/__init__.py", "import geopandas", "basemap is the only door to the geo stack"),
        ("app/cli.py", "from pyproj import CRS", "basemap is the only door to the geo stack"),
    ],
)
def test_a_forbidden_import_is_seen(copy: Path, module: str, line: str, contract: str) -> None:
    plant(copy, module, line)
    done = run(copy, "-c", LINT_IMPORTS, "--no-cache")
    assert done.returncode == 1, done.stdout + done.stderr
    assert f"{contract} BROKEN" in done.stdout


def test_a_module_without_a_room_is_seen(copy: Path) -> None:
    (copy / "app" / "utils.py").write_text('"""Bits and pieces."""\n', "utf-8")
    done = run(copy, "-c", LINT_IMPORTS, "--no-cache")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "utils" in done.stdout


@pytest.mark.parametrize(
    "line",
    ["from PySide6 import QtWidgets", "from PySide6.QtWidgets import QLabel", "import PySide6.QtWidgets"],
)
def test_widgets_outside_the_window_are_seen(copy: Path, line: str) -> None:
    for room, code in (("painting", 1), ("ui", 0)):
        plant(copy, f"app/{room}/__init__.py", line)
        done = run(copy, "-m", "ruff", "check", "--no-cache", "--select", "TID251", f"app/{room}")
        assert done.returncode == code, done.stdout + done.stderr
