"""What can be read in the source: short modules with a room, no geo stack at the door, words that explain."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HARD_LIMIT = 500
NO_ROOM = {"utils", "util", "common", "helpers", "helper", "manager", "managers", "misc", "tools_common"}
GEO = {"geopandas", "pandas", "pyproj", "pyogrio"}
#: What describes a poster is there before the first paint of the window: the heavy libraries are not.
LIGHT = ("records", "geometry", "document", "history", "sheet", "values", "pile")
HEAVY = GEO | {"numpy", "shapely"}


def modules(checkout: Path, *folders: str) -> list[Path]:
    return [file for folder in folders for file in sorted((checkout / folder).rglob("*.py"))]


def imports_at_load(tree: ast.Module) -> Iterator[str]:
    """Yield the top-level packages that are imported when the module is, those of TYPE_CHECKING left out."""
    waiting: list[ast.stmt] = list(tree.body)
    while waiting:
        node = waiting.pop()
        match node:
            case ast.Import():
                yield from (name.name.split(".")[0] for name in node.names)
            case ast.ImportFrom():
                yield (node.module or "").split(".")[0]
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                waiting += node.orelse
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                pass
            case _:
                waiting += [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.stmt)]


def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"), str(file))


def test_modules_are_short(checkout: Path) -> None:
    long = {
        str(file.relative_to(checkout)): lines
        for file in modules(checkout, "app", "packaging", "tests")
        if (lines := len(file.read_text("utf-8").splitlines())) > HARD_LIMIT
    }
    assert not long


def test_every_module_has_a_room(checkout: Path) -> None:
    astray = [file for file in modules(checkout, "app") if NO_ROOM & {file.stem, *file.parent.parts[-2:]}]
    assert not astray


def test_the_geo_stack_is_never_imported_with_a_module(checkout: Path) -> None:
    early = [file for file in modules(checkout, "app") if GEO & set(imports_at_load(parsed(file)))]
    assert not early


def test_what_describes_a_poster_is_light(checkout: Path) -> None:
    for name in LIGHT:
        file = checkout / "app" / "poster" / f"{name}.py"
        assert not HEAVY & set(imports_at_load(parsed(file))), file


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("import pandas.core", {"pandas"}),
        ("try:\n    from pyproj import CRS\nexcept ImportError:\n    pass", {"pyproj"}),
        ("class A:\n    import shapely", {"shapely"}),
        ("def a():\n    import shapely", set()),
        ("if TYPE_CHECKING:\n    import shapely", set()),
    ],
)
def test_the_reading_of_imports_sees(source: str, seen: set[str]) -> None:
    assert set(imports_at_load(ast.parse(source))) == seen


def test_public_functions_and_classes_say_what_they_do(checkout: Path) -> None:
    mute = []
    for file in modules(checkout, "app"):
        for node in parsed(file).body:
            if (
                isinstance(node, ast.FunctionDef | ast.ClassDef)
                and not node.name.startswith("_")
                and not ast.get_docstring(node)
            ):
                mute.append(f"{file.relative_to(checkout)}:{node.lineno} {node.name}")
    assert not mute
