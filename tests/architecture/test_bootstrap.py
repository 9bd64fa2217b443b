"""What the two commands say on a machine that lacks something, when they may not install it.

The machine is played: a PATH that holds a few plain tools and stand-ins, no network. ``packaging/try-bare.sh`` tries
the real thing.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

TOOLS = ("cat", "cksum", "dirname", "env", "grep", "readlink", "rm", "sh", "tail", "uname")
NOT_ROOT = "#!/bin/sh\necho 1000\n"
QT = "libgl1 libegl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon0"


class Machine:
    """A checkout in a folder with spaces and accents, on a machine that has only a few tools."""

    def __init__(self, checkout: Path, folder: Path) -> None:
        self.tools = folder / "outils"
        self.place = folder / "un atelier d’été"
        self.tools.mkdir()
        for tool in TOOLS:
            found = shutil.which(tool)
            assert found, tool
            (self.tools / tool).symlink_to(found)
        self.stand_in("id", NOT_ROOT)
        for name in ("run", "check", "packaging/bootstrap.sh", "requirements.lock", "requirements-dev.lock"):
            (self.place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(checkout / name, self.place / name)

    def stand_in(self, name: str, script: str) -> None:
        """Put a script in the place of a tool."""
        self.write(self.tools / name, script)

    def environment(self, python: str, *kinds: str) -> None:
        """Put an environment that is up to date in the checkout; its Python is a script of sh."""
        made = self.place / ".venv" / "bin" / "python"
        made.parent.mkdir(parents=True)
        self.write(made, python)
        locks = {"run": "requirements.lock", "dev": "requirements-dev.lock"}
        seals = []
        for kind in kinds:
            with (self.place / locks[kind]).open("rb") as lock:
                sum_ = subprocess.run(["cksum"], stdin=lock, capture_output=True, text=True, check=True)
            seals.append(f"{kind} {sum_.stdout.strip()} {made.resolve()}\n")
        (self.place / ".venv" / ".chorographe").write_text("".join(seals), "utf-8")

    @staticmethod
    def write(path: Path, script: str) -> None:
        path.unlink(missing_ok=True)
        path.write_text(script, "utf-8")
        path.chmod(0o755)

    def call(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the checkout from another folder."""
        return subprocess.run(
            [str(self.place / words[0]), *words[1:]],
            cwd=self.tools,
            env={"PATH": str(self.tools), **environment},
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )


@pytest.fixture
def machine(checkout: Path, tmp_path: Path) -> Machine:
    return Machine(checkout, tmp_path)


@pytest.mark.parametrize("words", [("run",), ("run", "--help"), ("check",), ("check", "lint")])
def test_without_python_one_sentence_names_the_packages(machine: Machine, words: tuple[str, ...]) -> None:
    done = machine.call(*words)
    assert done.returncode == 3
    assert f"apt-get install python3 python3-venv {QT} »" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not done.stdout
    assert not (machine.place / ".venv").exists()


def test_a_python_that_is_too_old_is_none(machine: Machine) -> None:
    machine.stand_in("python3", "#!/bin/sh\nexit 1\n")
    done = machine.call("run")
    assert done.returncode == 3
    assert "python3-venv" in done.stderr


def test_the_sentence_is_said_in_english_too(machine: Machine) -> None:
    done = machine.call("run", LANG="en_GB.UTF-8")
    assert done.returncode == 3
    assert done.stderr.startswith("chorographe: the system lacks some parts")
    assert machine.call("run", LANG="en_GB.UTF-8", CHOROGRAPHE_LANG="fr").stderr.startswith("chorographe : ")


def test_libraries_of_qt_that_are_missing_are_named(machine: Machine) -> None:
    machine.environment("#!/bin/sh\necho 'libGL.so.1: cannot open' >&2\nexit 1\n", "run")
    done = machine.call("run", "info", DISPLAY=":0")
    assert done.returncode == 3
    assert f"apt-get install {QT} »" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_window_asks_for_the_libraries_of_the_display(machine: Machine) -> None:
    machine.environment('#!/bin/sh\n[ "$2" = window ] && exit 1\nexit 0\n', "run")
    assert machine.call("run", "info", DISPLAY=":0").returncode == 0
    for words in (("run",), ("run", "poster.gpkg")):
        done = machine.call(*words, DISPLAY=":0")
        assert done.returncode == 3
        assert "libxcb-cursor0" in done.stderr


def test_what_is_ready_is_run_at_once_with_the_words_as_they_are(machine: Machine) -> None:
    script = '#!/bin/sh\ncase $1 in *qt_libraries.py) exit 0 ;; esac\nprintf "[%s]" "$PYTHONPATH" "$PYTHONUTF8" "$@"\n'
    machine.environment(script, "run")
    done = machine.call(
        "run", "new", "mon poster.gpkg", "--title", "l’été * $HOME", HOME="", PYTHONPATH="elsewhere"
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"[{machine.place}][1][-m][app][new][mon poster.gpkg][--title][l’été * $HOME]"
    assert not done.stderr


def test_the_exit_code_is_that_of_the_program(machine: Machine) -> None:
    machine.environment("#!/bin/sh\ncase $1 in *qt_libraries.py) exit 0 ;; esac\nexit 2\n", "run")
    assert machine.call("run", "new").returncode == 2


def test_an_unknown_word_is_not_guessed(machine: Machine) -> None:
    done = machine.call("check", "lnt")
    assert done.returncode == 2
    assert "lnt" in done.stderr


def test_checks_stop_at_what_fails(machine: Machine) -> None:
    script = '#!/bin/sh\ncase $* in *qt_libraries.py*) exit 0 ;; *mypy*) exit 1 ;; esac\necho "$@"\n'
    machine.environment(script, "run", "dev")
    done = machine.call("check")
    assert done.returncode == 1
    assert done.stdout.splitlines() == ["-m ruff check .", "-m ruff format --check ."]
