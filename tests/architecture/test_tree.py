"""The tree stands alone: its scripts are plain sh, and no file names a machine, a mirror or a person's folder."""

from __future__ import annotations

import re
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

SCRIPTS = ("run", "check", "packaging/bootstrap.sh", "packaging/lock.sh", "packaging/try-bare.sh")
COMMANDS = ("run", "check", ".ci/run", "packaging/lock.sh", "packaging/try-bare.sh")
TEXT = {
    ".py",
    ".sh",
    ".md",
    ".toml",
    ".json",
    ".lock",
    ".svg",
    ".qss",
    ".txt",
    ".cfg",
    ".yml",
    ".yaml",
    ".csv",
    "",
}
#: Folders of one machine, and hosts that serve packages; built here so that this file does not name them.
TRACES = re.compile(
    "|".join(
        [
            r"/(?:" + "work/(?:main|shared)|root/|home/[a-z]+/|Users/[A-Za-z]+/|farm/" + ")",
            r"(?:files\." + r"pythonhosted|" + r"pypi\." + r"org|registry\." + r"npmjs|artifact" + r"ory\.)",
            r"\.\./" + r"shared",
            r"(?<![\w.])" + r"/tmp" + r"/[a-z]",
        ]
    )
)
#: Where such a path is the subject: sockets of X11, the machine that is tried.
SUBJECT = ("/tmp/.X11-unix",)


def files(checkout: Path) -> list[Path]:
    """Return the files of the project: git's list where there is one, else what lies in the folder."""
    if shutil.which("git") and (checkout / ".git").exists():
        words = [
            "git",
            "-c",
            f"safe.directory={checkout}",
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ]
        done = subprocess.run(words, cwd=checkout, capture_output=True, check=True)
        listed = (checkout / name for name in done.stdout.decode().split("\0") if name)
    else:
        listed = (
            file
            for file in checkout.rglob("*")
            if not any(
                part.startswith(".") and part != ".ci" for part in file.relative_to(checkout).parts[:-1]
            )
            and "__pycache__" not in file.parts
        )
    return sorted(file for file in listed if file.is_file())


@pytest.mark.parametrize("script", SCRIPTS)
def test_scripts_are_plain_sh(checkout: Path, script: str) -> None:
    done = subprocess.run(["sh", "-n", script], cwd=checkout, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    text = (checkout / script).read_text("utf-8")
    assert not re.search(r"\[\[ |^\s*(local|function|source|declare|pushd)\b|<<<|\$'", text, re.M)


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_can_be_run(checkout: Path, command: str) -> None:
    assert (checkout / command).stat().st_mode & stat.S_IXUSR


def test_no_file_names_a_machine_or_a_registry(checkout: Path) -> None:
    found = []
    for file in files(checkout):
        if file.suffix in TEXT and file.name != "LICENSE":
            for number, line in enumerate(file.read_text("utf-8", errors="replace").splitlines(), 1):
                for trace in TRACES.finditer(line):
                    if not line.startswith(SUBJECT, trace.start()):
                        found.append(f"{file.relative_to(checkout)}:{number}: {trace.group()}")
    assert not found


def test_no_file_is_larger_than_a_forge_accepts(checkout: Path) -> None:
    large = {str(file): size for file in files(checkout) if (size := file.stat().st_size) > 50_000_000}
    assert not large
