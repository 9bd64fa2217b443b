"""Adding a pictogram is dropping files; what cannot be read is told and left out."""

from pathlib import Path

import pytest

from app import i18n
from app.catalogue.load import read_folder
from app.catalogue.model import Words
from app.i18n import Souci
from app.poster.geometry import Areas, Lines, Point

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><path d="M4 58V30L32 4l28 26v28z"/></svg>'
NAME = '[nom]\nfr = "Four à pain"\n'


def drop(folder: Path, name: str, text: str) -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def test_a_drawing_alone_is_a_pictogram(tmp_path: Path) -> None:
    drop(tmp_path, "ressources/four_a_pain.svg", SVG)
    catalogue = read_folder(tmp_path)
    four = catalogue["four_a_pain"]
    assert (four.domaine, four.name.fr, four.formes) == ("ressources", "Four a pain", ("point",))
    assert four.glyph is not None
    assert catalogue.of("ressources") == [("", [four])]
    assert catalogue.search("four")[0].pictogram is four
    assert not catalogue.soucis


def test_a_drawing_laid_in_the_folder_itself_is_free(tmp_path: Path) -> None:
    drop(tmp_path, "four.svg", SVG)
    drop(tmp_path, "libres/puits.svg", SVG)
    assert {key: each.domaine for key, each in read_folder(tmp_path).items()} == {"four": "", "puits": ""}


def test_words_and_drawing_together(tmp_path: Path) -> None:
    drop(tmp_path, "ressources/four.svg", SVG)
    drop(
        tmp_path,
        "ressources/four.toml",
        'sous_categorie = "pepite"\nmots = ["pain", "fête du four"]\nvalence = "+"\nordre = 3\nusuel = false\n'
        'aussi = ["organisation/maillage"]\n' + NAME + 'en = "Bread oven"\n'
        '[sens]\nfr = "On y cuit."\n'
        '[pinceau.aire]\nnom = "fill"\nforme = "repetition"\nmotif_mm = 7\n[pinceau.point]\nnom = "stamp"\n'
        '[parametres.age]\ntype = "choix"\nnom = { fr = "Âge", en = "Age" }\ndefaut = "v"\n'
        'choix = [["v", "Vieux", "Old"], ["n", "Neuf"]]\n'
        '[parametres.rayon]\ntype = "nombre"\nnom = { fr = "Rayon" }\nrepere = "sol"\npoignee = "rayon"\n'
        "defaut = 500\nmin = 10\nmax = 9000.5\n",
    )
    catalogue = read_folder(tmp_path)
    assert not catalogue.soucis
    four = catalogue["four"]
    assert (four.sous_categorie, four.valence, four.rank, four.usual) == ("pepite", "plus", 3, False)
    assert four.also == ("organisation/maillage",)
    assert four.name.said("en") == "Bread oven"
    assert four.short.fr == "Four à pain"
    assert four.formes == ("aire", "point"), "the first forme of the file is the usual one"
    assert dict(four.brush("aire").settings) == {"forme": "repetition", "motif_mm": 7}
    age, rayon = four.parameters
    assert age.choices == (("v", Words("Vieux", "Old")), ("n", Words("Neuf")))
    assert (rayon.frame, rayon.handle, rayon.minimum, rayon.maximum, rayon.default) == (
        *("sol", "rayon", 10.0, 9000.5, 500),
    )


@pytest.mark.parametrize(
    ("example", "geometry"),
    [
        ("point = [32, 30.5]", Point(32.0, 30.5)),
        ("lignes = [[[4, 4], [60, 60]]]", Lines((((4.0, 4.0), (60.0, 60.0)),))),
        (
            "aires = [[[[4, 4], [60, 4], [60, 60]]]]",
            Areas(((((4.0, 4.0), (60.0, 4.0), (60.0, 60.0), (4.0, 4.0)),),)),
        ),
    ],
)
def test_words_alone_with_a_brush_and_an_example(tmp_path: Path, example: str, geometry: object) -> None:
    drop(tmp_path, "a.toml", NAME + '[pinceau.ligne]\nnom = "along"\n[exemple]\n' + example)
    catalogue = read_folder(tmp_path)
    assert not catalogue.soucis
    assert catalogue["a"].example == geometry


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("nom = [", "TOML"),
        ("", "nom.fr"),
        ('[nom]\nen = "Oven"', "nom.fr"),
        ("nom = 5", "nom"),
        (NAME + 'de = "Ofen"', "nom.de"),
        (NAME + '[court]\nfr = "Un nom bien trop long pour elle"', "court.fr"),
        ('mot = ["pain"]\n' + NAME, "mot"),
        ('mots = "pain"\n' + NAME, "mots"),
        ("ordre = true\n" + NAME, "ordre"),
        ('usuel = "oui"\n' + NAME, "usuel"),
        ('domaine = "cuisine"\n' + NAME, "domaine"),
        ('sous_categorie = "pepites"\n' + NAME, "sous_categorie"),
        ('aussi = ["ressources/maillage"]\n' + NAME, "aussi"),
        ('valence = "bien"\n' + NAME, "valence"),
        (NAME + '[pinceau.cercle]\nnom = "stamp"', "pinceau.cercle"),
        (NAME + '[pinceau.point]\nnom = "plume"', "pinceau.point.nom"),
        (NAME + "[pinceau.point]\nnom = 'stamp'\njour = 2020-01-01", "pinceau.point"),
        (NAME + '[parametres.a]\ntype = "nombre"', "parametres.a.nom.fr"),
        (NAME + '[parametres.a]\ntype = "longueur"\nnom = { fr = "A" }', "parametres.a.type"),
        (NAME + '[parametres.a]\ntype = "choix"\nnom = { fr = "A" }', "parametres.a.choix"),
        (NAME + '[parametres.a]\ntype = "nombre"\nnom = { fr = "A" }\nmin = inf', "parametres.a.min"),
        (NAME + "[exemple]\npoint = [1]", "exemple.point"),
        (NAME + "[exemple]\nlignes = [[[1, 2]]]", "exemple.lignes"),
        (NAME + "[exemple]\npoint = [1, 2]\nlignes = [[[1, 2], [3, 4]]]", "exemple"),
    ],
)
def test_a_slip_is_told_with_its_file_and_its_field(tmp_path: Path, text: str, field: str) -> None:
    drop(tmp_path, "ressources/four.svg", SVG)
    drop(tmp_path, "ressources/four.toml", text)
    drop(tmp_path, "ressources/puits.svg", SVG)
    catalogue = read_folder(tmp_path)
    assert list(catalogue) == ["puits"], "the others are kept"
    (souci,) = catalogue.soucis
    assert "ressources/four" in souci
    assert field in souci
    assert "\n" not in souci


def test_other_faults_of_a_folder(tmp_path: Path) -> None:
    drop(tmp_path, "cuisine/four.svg", SVG)
    drop(tmp_path, "enjeux/Four.svg", SVG)
    drop(tmp_path, "enjeux/vide.svg", "<svg/>")
    drop(tmp_path, "enjeux/seul.toml", NAME + '[pinceau.point]\nnom = "stamp"')
    drop(tmp_path, "enjeux/deux.svg", SVG)
    drop(tmp_path, "ressources/deux.svg", SVG)
    (tmp_path / "enjeux" / "latin.toml").write_bytes(b'[nom]\nfr = "\xe9"')
    (tmp_path / "enjeux" / "dossier.svg").mkdir()
    drop(tmp_path, "enjeux/lisez-moi.txt", "rien")
    catalogue = read_folder(tmp_path)
    assert list(catalogue) == ["deux"]
    assert len(catalogue.soucis) == 7
    with pytest.raises(Souci, match="n’existe pas"):
        read_folder(tmp_path / "ailleurs")


def test_faults_are_told_in_english_too(tmp_path: Path) -> None:
    drop(tmp_path, "enjeux/vide.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    i18n.use("en")
    try:
        assert read_folder(tmp_path).soucis == ("enjeux/vide: The drawing is empty.",)
    finally:
        i18n.use("fr")
