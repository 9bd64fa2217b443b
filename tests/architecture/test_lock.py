"""The two locks are those of ``pyproject.toml``: nothing missing, nothing unhashed, no address in them."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCKS = ("requirements.lock", "requirements-dev.lock")
PYTHONS = ("3.11", "3.12", "3.13")
PLATFORMS = ("linux", "darwin", "win32")


def entries(text: str) -> list[str]:
    """Return the entries of a lock: each is a requirement followed by its hashes, on one line."""
    joined = text.replace("\\\n", " ")
    return [
        line.strip() for line in joined.splitlines() if line.strip() and not line.lstrip().startswith("#")
    ]


def pinned(checkout: Path, lock: str) -> list[Requirement]:
    """Return the requirements of a lock, without their hashes."""
    text = (checkout / lock).read_text("utf-8")
    return [Requirement(entry.split("--hash=")[0].strip()) for entry in entries(text)]


def wanted(checkout: Path, lock: str) -> list[Requirement]:
    """Return what ``pyproject.toml`` asks for in a lock."""
    project = tomllib.loads((checkout / "pyproject.toml").read_text("utf-8"))["project"]
    asked = list(project["dependencies"])
    if lock == "requirements-dev.lock":
        asked += project["optional-dependencies"]["dev"]
    return [Requirement(line) for line in asked]


def where(python: str, platform: str) -> dict[str, str]:
    """Return the environment in which markers are judged."""
    return {
        "python_version": python,
        "python_full_version": f"{python}.2",
        "sys_platform": platform,
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
        "extra": "",
    }


def applies(requirement: Requirement, environment: dict[str, str]) -> bool:
    return requirement.marker is None or requirement.marker.evaluate(environment)


@pytest.mark.parametrize("lock", LOCKS)
@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_dependency_is_locked_once_at_a_version_that_is_allowed(
    checkout: Path, lock: str, python: str, platform: str
) -> None:
    environment = where(python, platform)
    locked: dict[str, str] = {}
    for requirement in pinned(checkout, lock):
        if applies(requirement, environment):
            name = canonicalize_name(requirement.name)
            assert name not in locked, f"{name} is locked twice for Python {python}"
            (specifier,) = requirement.specifier
            assert specifier.operator == "=="
            locked[name] = specifier.version
    for requirement in wanted(checkout, lock):
        if applies(requirement, environment):
            name = canonicalize_name(requirement.name)
            assert name in locked, f"{name} is not in {lock}: ./check lock"
            assert requirement.specifier.contains(locked[name]), f"{name} {locked[name]}: ./check lock"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_entry_is_hashed_and_none_has_an_address(checkout: Path, lock: str) -> None:
    text = (checkout / lock).read_text("utf-8")
    assert not re.search(r"https?:|file:|://|--(extra-)?index|--find-links|@ ", text)
    for entry in entries(text):
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), f"{entry[:60]} has no hash"


def test_a_development_environment_runs_the_same_versions(checkout: Path) -> None:
    running, developing = (set(map(str, pinned(checkout, lock))) for lock in LOCKS)
    assert running <= developing


def test_the_environment_in_use_is_the_locked_one(checkout: Path) -> None:
    """The tests prove what people run, not what happens to be installed."""
    for requirement in pinned(checkout, "requirements-dev.lock"):
        if requirement.marker is None or requirement.marker.evaluate():
            installed = metadata.version(requirement.name)
            assert requirement.specifier.contains(installed), f"{requirement.name} {installed}: run ./check"
