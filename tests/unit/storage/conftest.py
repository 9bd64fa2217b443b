"""A small poster with one of everything, and the catalogue it needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.catalogue.model import Brush, Pictogram, Words
from app.poster.geometry import Areas, Lines, Point
from app.poster.records import (
    Apport,
    Calque,
    Fond,
    LigneGrille,
    LigneLegende,
    Mark,
    Nom,
    Photo,
    Poster,
    PostIt,
    Reaction,
    Record,
    Territoire,
    Texte,
    Trace,
)
from app.poster.values import Frozen
from app.storage.file import PosterFile

X, Y = 750_000.0, 6_500_000.0


def square(west: float, south: float, size: float) -> Areas:
    east, north = west + size, south + size
    return Areas(((((west, south), (east, south), (east, north), (west, north), (west, south)),),))


def picto(key: str, *formes: str, domaine: str = "organisation", structure: str = "") -> Pictogram:
    brush = {"point": "stamp", "ligne": "along", "aire": "fill", "reseau": "network"}
    words = Words(key.capitalize(), key)
    return Pictogram(
        key, domaine, "Essais", words, words, words, words, (),
        tuple((forme, Brush(brush[forme])) for forme in formes), structure=structure,
    )  # fmt: skip


CATALOGUE = {
    one.key: one
    for one in (
        picto("hopital", "point"),
        picto("route", "ligne"),
        picto("bois", "aire", domaine="ressources"),
        picto("reseau", "reseau", structure="Maillage"),
        picto("fleche", "ligne", domaine=""),
        picto("zone", "aire", domaine=""),
    )
}


def whole() -> list[Record]:
    """Return a poster that uses every table."""
    return [
        Poster(
            uid="poster", titre="Ambert tient par ses bourgs", territoire_nom="Livradois", groupe="Groupe 3",
            atelier="Ambert", date_atelier="2026-03-12", participants="Zoé, Aliénor", centre_x=X, centre_y=Y,
            metres_par_mm=100.0, rotation=12.5, options=Frozen({"bourgs": True, "estompe": 0.5}),
        ),
        Territoire(
            uid="terre", nom="Livradois", codes=("200070761", "63003"), genre="epci", millesime="2026",
            geometry=square(X - 5000, Y - 5000, 10000),
        ),
        Fond(uid="c1", couche="commune", geometry=square(X - 5000, Y - 5000, 5000), code="63003", nom="Ambert"),
        Fond(uid="c2", couche="commune", geometry=square(X, Y, 5000), code="63010", nom="Arlanc"),
        Fond(uid="b1", couche="limite", geometry=Lines((((X, Y - 5000), (X, Y)),)), genre="departement", dedans=False),
        Fond(uid="l1", couche="lieu", geometry=Point(X - 2500, Y - 2500), code="63003", nom="Ambert", rang=1),
        Fond(uid="o1", couche="contour", geometry=square(X - 5000, Y - 5000, 10000), genre="schematique"),
        Fond(uid="z1", couche="reference", geometry=square(X - 9000, Y - 9000, 20000), nom="Livradois-Forez"),
        Fond(uid="a1", couche="aire", geometry=square(X, Y, 2000), nom="Bois", apport="app1"),
        Fond(uid="a2", couche="ligne", geometry=Lines((((X, Y), (X + 900, Y)),)), nom="D906", apport="app2"),
        Fond(uid="a3", couche="point", geometry=Point(X, Y), nom="Source", apport="app3"),
        Apport(uid="app1", nom="Forêts", genre="aires", role="relief", rang="1", noms=True),
        Apport(uid="app2", nom="Routes", role="routes", couleur="#884400", visible=False, opacite=0.5, rang="2"),
        Apport(uid="app3", nom="Eau", genre="points", source="eau.kml", credits="Le groupe", rang="3"),
        Calque(
            uid="q1", nom="Carte d’état-major", geometry=square(X, Y, 3000), media="00" * 32, opacite=0.6,
            parametres=Frozen({"reperes": [[0.5, 0.5, X, Y]]}), source="carte.jpg", rang="1",
        ),
        Mark(
            uid="m1", picto="hopital", geometry=Point(X - 1000, Y - 1000), domaine="organisation",
            texte="On s’y soigne", etiquette="l'hôpital", temps="futur", intensite=3, taille_mm=17.0,
            angle=30.0, signal_faible=True,
            parametres=Frozen({"a": [1, 2.5, {"b": None}]}), ordre=1, pile="1",
        ),
        Mark(uid="m2", picto="route", geometry=Lines((((X, Y), (X + 10, Y + 10)), ((X, Y), (X, Y + 3)))), ordre=2),
        Mark(uid="m3", picto="bois", geometry=square(X + 100, Y + 100, 500), couleur="#123456", ordre=3),
        Mark(
            uid="m4", picto="reseau", geometry=Lines((((X, Y), (X + 900, Y)),)), ordre=4,
            parametres=Frozen({"noeuds": [[X, Y, 1], [X + 900, Y, 2]]}),
        ),
        Mark(uid="m5", picto="fleche", geometry=Lines((((X, Y), (X + 50, Y), (X + 99, Y + 7)),)), ordre=5),
        Mark(uid="m6", picto="zone", geometry=square(X - 900, Y - 900, 80), ordre=6, verrouille=True, barre=True),
        Trace(uid="t1", geometry=Lines((((X, Y), (X + 1.5, Y + 2.25)),)), ordre=7),
        Texte(uid="w1", geometry=Point(X, Y), texte="Monts\ndu Forez", style="relief", ordre=8),
        Photo(
            uid="f1", geometry=Point(X + 500, Y), media="ab" * 32, taille_mm=42.5, rapport=0.75, angle=15.0,
            texte="Vu du col", ordre=11,
        ),
        PostIt(uid="n1", texte="Qui paie ?", x=30.0, y=60.0, cible="m1", voix="Zoé", ordre=9),
        PostIt(uid="n2", texte="à placer", couleur="", cible_x=X, cible_y=Y, ordre=10),
        LigneGrille(uid="g1", grille="amof", case="A", texte="Des bourgs", liens=("m1", "n1")),
        Nom(uid="k1", code="63003", dx=2.0, dy=-1.5),
        LigneLegende(uid="e1", picto="hopital", texte="On s’y soigne", masque=True),
        Reaction(uid="r1", texte="D'accord", voix="Aliénor"),
    ]  # fmt: skip


@pytest.fixture
def poster(tmp_path: Path):
    """Give an open poster with one of everything; its file is let go at the end."""
    file = PosterFile.create(tmp_path / "poster.gpkg", whole(), catalogue=CATALOGUE)
    yield file
    file.abandon()


def reopened(file: PosterFile) -> PosterFile:
    """Close a poster and open it again."""
    file.close()
    return PosterFile.open(file.path, catalogue=CATALOGUE)
