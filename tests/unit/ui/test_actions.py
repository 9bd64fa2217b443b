"""What people can do is declared once, whole, and reachable on the keyboards of the hall."""

from collections import Counter

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from app import i18n
from app.painting import fonts
from app.ui import card, card_columns, keycaps, keys, shortcuts
from app.ui.actions import registry, search
from app.ui.actions.action import SECTIONS
from app.ui.actions.gestures import gestures
from app.ui.icons import PATHS

EVERY = registry.everything()
#: Keys of a French AZERTY keyboard that need neither AltGr nor a guess: digits are shifted, brackets need AltGr.
LETTERS = set("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
NAMED = {
    *(f"F{rank}" for rank in range(1, 13)),
    *("Left", "Right", "Up", "Down", "PgUp", "PgDown", "Home", "End", "Ins", "Del", "Backspace"),
    *("Tab", "Return", "Esc", "Space"),
}
#: Signs with a key of their own, alone or with Maj.
SIGNS = {",", ";", ":", "!", "?", ".", "/", "*", "$", "=", "+", "-", "<", ">"}


def reachable(sequence: str) -> bool:
    plain = keys.portable(sequence)
    last = "+" if plain.endswith("+") else plain.rpartition("+")[2]
    held = set(plain[: -len(last)].rstrip("+").split("+")) - {""}
    if last in SIGNS:
        return not held - {"Ctrl"}  # Maj writes the sign itself
    return last in LETTERS | NAMED and not held - {"Ctrl", "Shift", "Alt"}


@pytest.fixture(autouse=True)
def _french():
    i18n.use("fr")
    yield
    i18n.use("fr")


def test_the_layout_knows_what_needs_altgr() -> None:
    assert reachable("Ctrl+Shift+PgUp")
    assert reachable("+")
    assert reachable("?")
    assert reachable("Shift+H")
    assert not any(map(reachable, ("1", "Ctrl+0", "Ctrl+[", "Ctrl+]", "@", "#", "{", "Ctrl+'")))


@pytest.mark.parametrize("action", [each for each in EVERY if each.keys], ids=lambda each: each.id)
def test_the_first_key_is_reachable_on_azerty(action) -> None:  # type: ignore[no-untyped-def]
    assert reachable(action.keys[0]), action.keys


def test_ids_are_unique_across_places() -> None:
    assert len(EVERY) == len(registry.ON_SHEET) + len(registry.IN_WINDOW)
    assert not registry.ON_SHEET.keys() & registry.IN_WINDOW.keys()
    modules = (*registry._SHEET, *registry._WINDOW)
    assert sum(len(module.ACTIONS) for module in modules) == len(EVERY)


def test_no_two_actions_share_a_key() -> None:
    """Not even across places: what the window binds would be taken from the sheet."""
    counted = Counter(keys.portable(key) for each in EVERY for key in each.keys)
    assert all(counted), "a sequence that Qt does not know"
    assert not [key for key, count in counted.items() if count > 1]


def test_mechanics_of_the_canvas_are_free() -> None:
    taken = {keys.portable(key) for each in EVERY for key in each.keys}
    arrows = {f"{held}{way}" for held in ("", "Shift+", "Alt+") for way in ("Left", "Right", "Up", "Down")}
    assert not taken & (arrows | {"Tab", "Shift+Tab", "Esc", "Space"})


@pytest.mark.parametrize("action", EVERY, ids=lambda each: each.id)
def test_every_action_is_whole(action) -> None:  # type: ignore[no-untyped-def]
    assert action.label()
    assert action.section in SECTIONS
    assert not action.icon or action.icon in PATHS
    english = i18n.catalogue("en")
    assert action.label() in english, action.label()
    assert not action.said() or action.said() in english
    assert action in search.found(action.label())
    assert any(line.label == action.label() for line in shortcuts.lines())


def test_labels_tell_actions_apart() -> None:
    for language in ("fr", "en"):
        i18n.use(language)
        counted = Counter(each.label() for each in EVERY)
        assert not [label for label, count in counted.items() if count > 1], language


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("dupl", "dupliquer"),
        ("Suprimer", "supprimer"),
        ("ANNULER", "annuler"),
        ("retablir", "retablir"),
        ("sauver", "enregistre"),
        ("cadenas", "verrouiller"),
        ("plein ecran", "plein_ecran"),
        ("zoom avant", "plus_pres"),
        ("raccourci", "raccourcis"),
    ],
)
def test_search_forgives_accents_and_slips(asked: str, first: str) -> None:
    assert search.found(asked)[0].id == first


def test_search_finds_nothing_in_nonsense_and_everything_in_nothing() -> None:
    assert search.found("xyzzy") == []
    assert search.found("  ") == EVERY


def test_search_speaks_english_too() -> None:
    i18n.use("en")
    assert search.found("undo")[0].id == "annuler"
    assert search.found("full screan")[0].id == "plein_ecran"


def test_letters_that_are_off_are_told_pale() -> None:
    off = {line.label for line in shortcuts.lines(lambda action: action == "postit") if line.off}
    assert {"Choisir", "Tout voir"} - off == {"Tout voir"}  # Début still shows the whole sheet
    assert not off & {"Dupliquer", "Post-it"}
    assert not any(line.off for line in shortcuts.lines())


def test_the_wheel_is_told_as_it_is_set() -> None:
    def told(*, zooms: bool) -> dict[str, tuple[str, ...]]:
        return {each.label(): tuple(each.how()) for each in gestures(wheel_zooms=zooms)}

    assert told(zooms=False)["Déplacer la feuille"] == ("molette",)
    assert told(zooms=True)["Déplacer la feuille"] == ("Ctrl", "molette")
    assert told(zooms=True)["S’approcher, s’éloigner"] == ("molette",)


def test_keys_are_engraved_in_the_language() -> None:
    assert keycaps.caps("Ctrl+Shift+PgUp")[1:] == ["Maj", "Page ↑"]
    assert keycaps.caps("Ctrl++")[-1] == "+"
    assert keycaps.caps("+") == ["+"]
    assert keycaps.caps("Ctrl+-")[-1] == "−"
    i18n.use("en")
    assert keycaps.caps("Shift+Del") == ["Shift", "Del"]


@pytest.mark.parametrize(
    ("key", "held", "sequence"),
    [
        (Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier, "Ctrl+D"),
        (Qt.Key.Key_Plus, Qt.KeyboardModifier.ShiftModifier, "+"),
        (Qt.Key.Key_Question, Qt.KeyboardModifier.ShiftModifier, "?"),
        (Qt.Key.Key_Plus, Qt.KeyboardModifier.KeypadModifier, "+"),
        (Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier, "Return"),
        (Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier, "Shift+F"),
        (Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, "Ctrl+0"),
    ],
)
def test_a_key_press_is_a_sequence(key: Qt.Key, held: Qt.KeyboardModifier, sequence: str) -> None:
    assert keys.pressed(QKeyEvent(QEvent.Type.KeyPress, key, held)) == sequence


def test_signs_are_what_text_needs() -> None:
    assert all(map(keys.is_sign, ("V", "Shift+F", "+", "?", "-")))
    assert not any(map(keys.is_sign, ("Ctrl+D", "F1", "Del", "Alt+PgUp", "Ctrl++")))


def test_the_card_is_one_page_with_every_key(qapp, tmp_path) -> None:  # type: ignore[no-untyped-def]
    fonts.load()
    told = {line.label for _, lines in card_columns.blocks() for line in lines}
    tools = {tool.label() for tool in card.TOOLS.values() if tool.shortcut}
    assert {each.label() for each in EVERY if each.keys} <= told | tools
    for language in ("fr", "en"):
        i18n.use(language)
        columns, line = card_columns.share_out(card_columns.blocks(), 140.0)
        assert len(columns) == card_columns.COLUMNS
        assert line >= card_columns.LEAST
        shown = [each.label for column in columns for _, lines in column for each in lines]
        assert shown == [each.label for _, lines in card_columns.blocks() for each in lines]
        path = card.write(tmp_path / language)
        data = path.read_bytes()
        assert data.startswith(b"%PDF")
        assert data.count(b"/Type /Page\n") == 1
        assert b"SourceSans3" in data, "the font is embedded"


def test_the_card_says_why_it_cannot_be_written(qapp, tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "occupé").write_text("un fichier")
    with pytest.raises(i18n.Souci, match="aide-mémoire n’a pas pu être écrit"):
        card.write(tmp_path / "occupé")
