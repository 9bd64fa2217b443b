"""What an author got wrong is told in words that say what to write instead."""

from __future__ import annotations

import pytest

from app.catalogue import check, legible, parameters
from app.catalogue.load import shipped
from app.catalogue.pack import Pack
from app.catalogue.svg import parse
from app.drawing.marks import FORMS, fits
from tests.unit.catalogue.test_check import TOML, svg

SVG = svg()


def told(more: str) -> list[str]:
    """Return the problems of a sign whose table ends with ``more``."""
    held = {"four.svg": SVG.encode(), "four.toml": (TOML + more).encode()}
    problems, _ = check.checked(Pack(held), {}, FORMS, fits)
    return [problem.said().replace("\u00a0", " ").replace("\u202f", " ") for problem in problems]


def test_a_sign_without_faults_is_silent() -> None:
    assert told("") == []


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('[pinceau.point]\nnom = "stamp"\nprise = "contour"', "« contour », mais : clic, lieux, pole."),
        ('[pinceau.aire]\nnom = "fill"\nprises = "deux"', "vouliez-vous écrire « prise » ?"),
        ('[pinceau.point]\nnom = "stanp"', "mais : stamp, along, fill, network, ink."),
        (
            '[parametres.a]\ntype = "nombre"\nnom = { fr = "A" }\nrepaire = "sol"',
            "vouliez-vous écrire « repere » ?",
        ),
        ('[parametres.a]\ntype = "liste"\nnom = { fr = "A" }', "nombres, angles, textes, lieux."),
        (
            '[parametres.a]\ntype = "nombre"\nnom = { fr = "A" }\npoignee = "rond"',
            "mais : rayon, angle, lieu, cote, cycle.",
        ),
        (
            '[parametres.a]\ntype = "nombres"\nnom = { fr = "A" }\ntiers = "rang"',
            "il ne va qu’avec le type « lieux »",
        ),
        (
            '[parametres.a]\ntype = "lieux"\nnom = { fr = "A" }\ntiers = "rang"',
            "demande aussi « min » et « max »",
        ),
        (
            '[parametres.a]\ntype = "nombres"\nnom = { fr = "A" }\ndefaut = 3',
            "il y faut une liste de nombres.",
        ),
        ('[parametres.a]\ntype = "lieux"\nnom = { fr = "A" }\ndefaut = [1, 2]', "une liste de lieux [x, y]"),
        ('[parametres.a]\ntype = "textes"\nnom = { fr = "A" }\ndefaut = [1]', "une liste de textes."),
        ('[parametres.a]\ntype = "oui_non"\nnom = { fr = "A" }\ndefaut = "oui"', "true ou false."),
        (
            '[parametres.a]\ntype = "choix"\nnom = { fr = "A" }\nchoix = [["x", "X"]]\ndefaut = "y"',
            "l’une des valeurs",
        ),
        ('[parametres.a]\ntype = "entier"\nnom = { fr = "A" }\nmin = 3\nmax = 1', "plus grand que « max »"),
    ],
)
def test_each_slip_says_what_to_write(table: str, said: str) -> None:
    sentences = told(table)
    assert len(sentences) == 1, sentences
    assert said in sentences[0]
    assert "four.toml, ligne " in sentences[0]


def test_too_pale_and_too_full_are_two_things() -> None:
    thin = parse(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><path d="M6 6h52v3h-52z"/></svg>'
    )
    full = parse(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><path d="M4 4h56v56h-56z"/></svg>'
    )
    assert any("trop pâle" in sentence for sentence in legible.faults(thin))
    assert any("trop plein" in sentence for sentence in legible.faults(full))


def test_what_ships_holds_together() -> None:
    found = {sign.key: list(parameters.misfits(sign.parameters)) for sign in shipped().values()}
    assert not {key: faults for key, faults in found.items() if faults}
