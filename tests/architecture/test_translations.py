"""Every sentence of the program is a literal of the translation system, and English is complete."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import i18n, paths

ROOT = Path(__file__).resolve().parents[2]
#: Functions whose first literals are sentences, and how many of their arguments are.
SPEAKERS = {"tr": (0,), "trn": (1, 2), "transaction": (0,)}
FIELDS = re.compile(r"{(\w+)}")


def sentences(source: str) -> Iterator[tuple[int, str | None]]:
    """Yield (line, sentence) for each call of the translation system; None where it is not a literal."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for rank in SPEAKERS.get(name, ()):
            if rank >= len(node.args):
                continue
            for leaf in leaves(node.args[rank]):
                literal = isinstance(leaf, ast.Constant) and isinstance(leaf.value, str)
                yield node.lineno, leaf.value if literal else None


def leaves(node: ast.expr) -> list[ast.expr]:
    """Return both sides of « a if test else b », else the node itself."""
    return [*leaves(node.body), *leaves(node.orelse)] if isinstance(node, ast.IfExp) else [node]


def all_sentences() -> list[tuple[Path, int, str | None]]:
    return [
        (file, line, sentence)
        for file in sorted((ROOT / "app").rglob("*.py"))
        for line, sentence in sentences(file.read_text("utf-8"))
    ]


#: Where a sentence comes by name on purpose: the system itself, and labels kept in a document.
BY_NAME = {"app/i18n.py"}
#: What French typography refuses: marks without their space, and the apostrophe of typewriters.
FRENCH = re.compile(
    r"(?<![\u00a0\d]):(?=\s|$)|«(?!\u00a0)|(?<!\u00a0)»|(?<!\u202f)[;?!](?=\s|$|\u00a0»)|'|\.\.\."
)
ENGLISH = re.compile(r"[«»']|[\u00a0\u202f ][:;!?](?![,\w])|\.\.\.")


def test_every_sentence_is_a_literal() -> None:
    by_name = {
        f"{where}:{line}"
        for file, line, sentence in all_sentences()
        if sentence is None and (where := file.relative_to(ROOT).as_posix()) not in BY_NAME
    }
    assert not by_name, "\n".join(sorted(by_name))


def test_sentences_keep_the_typography_of_their_language() -> None:
    wrong = [
        words
        for file in sorted(paths.resource("i18n", "en").glob("*.json"))
        for french, english in json.loads(file.read_text("utf-8")).items()
        for words, refused in ((french, FRENCH), (english, ENGLISH))
        if refused.search(words)
    ]
    assert not wrong, "\n".join(wrong)


def test_english_has_every_sentence() -> None:
    english = i18n.catalogue("en")
    missing = {
        f"{file.relative_to(ROOT)}:{line}: {sentence}"
        for file, line, sentence in all_sentences()
        if sentence is not None and sentence not in english
    }
    assert not missing, "\n".join(sorted(missing))


def test_english_has_no_sentence_that_is_no_longer_said() -> None:
    said = {sentence for _, _, sentence in all_sentences()}
    stale = set(i18n.catalogue("en")) - said
    assert not stale, "\n".join(sorted(stale))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_translations_keep_the_same_fields(language: str) -> None:
    for file in sorted(paths.resource("i18n", language).glob("*.json")):
        for key, translation in json.loads(file.read_text("utf-8")).items():
            assert sorted(FIELDS.findall(key)) == sorted(FIELDS.findall(translation)), (file.name, key)


def test_no_sentence_is_translated_twice() -> None:
    seen: dict[str, str] = {}
    for file in sorted(paths.resource("i18n", "en").glob("*.json")):
        for key in json.loads(file.read_text("utf-8")):
            assert key not in seen, f"{key!r} is in {seen[key]} and {file.name}"
            seen[key] = file.name


def test_plurals_and_numbers_follow_the_language() -> None:
    try:
        assert i18n.trn(0, "{n} commune", "{n} communes") == "0 commune"
        assert i18n.trn(27687, "{n} habitant", "{n} habitants") == "27\u202f687 habitants"
        i18n.use("en")
        assert i18n.count(27687) == "27,687"
        i18n.use("xx")
        assert i18n.current() == "fr"
    finally:
        i18n.use("fr")
