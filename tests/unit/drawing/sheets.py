"""Posters made by hand for the tests of the sheet: a square territory of 40 km, a few places, no catalogue."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.catalogue.model import Brush, Pictogram, Words
from app.drawing.scene import Composer
from app.poster.geometry import Areas, Lines, Point
from app.poster.records import Fond, LigneGrille, Mark, Poster, PostIt, Record, Territoire
from app.poster.sheet import MapFrame
from app.poster.values import Frozen

WEST, SOUTH, SIDE = 680_000.0, 6_480_000.0, 40_000.0
MIDDLE = (WEST + SIDE / 2, SOUTH + SIDE / 2)


def square(x: float, y: float, side: float) -> Areas:
    """Return a square by its south-west corner."""
    ring = ((x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y))
    return Areas(((ring,),))


def picto(key: str, domaine: str, name: str = "") -> Pictogram:
    """Return a pictogram without a drawing, laid on a point."""
    words = Words(name or key)
    return Pictogram(key, domaine, "", words, words, words, words, (), (("point", Brush("stamp")),))


CATALOGUE = {
    item.key: item
    for item in (
        picto("ecole", "organisation", "École"),
        picto("depart", "dynamique", "Départs"),
        picto("foret", "ressources", "Forêt"),
        picto("friche", "enjeux", "Friche"),
        picto("elus", "acteurs", "Élus"),
        picto("fleche", "", "Flèche"),
    )
}


def poster(**changes: Any) -> Poster:
    """Return the poster record of the square territory, its middle in the middle of the map."""
    made = Poster(
        uid="poster",
        titre="Un titre avec un verbe",
        territoire_nom="Pays carré",
        nb_communes=4,
        population=27_687,
        groupe="Groupe 3",
        participants="Amina et Bruno",
        date_atelier="2026-11-21",
        mention="Contenu fictif.",
        centre_x=MIDDLE[0],
        centre_y=MIDDLE[1],
        metres_par_mm=200.0,
        credits="Limites : essai, 2024.",
    )
    return replace(made, **changes)


def place(code: str, name: str, x: float, y: float, rang: int, population: int = 100) -> Fond:
    """Return a place of the base map at (x, y) mm of the landscape page."""
    ground = MapFrame.of(poster()).to_ground(x, y)
    return Fond(
        uid=f"lieu-{code}", couche="lieu", geometry=Point(*ground), code=code, nom=name, rang=rang,
        population=population,
    )  # fmt: skip


def mark(uid: str, key: str, x: float, y: float, **changes: Any) -> Mark:
    """Return a mark on a point at (x, y) mm of the landscape page."""
    ground = MapFrame.of(poster()).to_ground(x, y)
    return replace(Mark(uid=uid, picto=key, geometry=Point(*ground), ordre=1, pile="5"), **changes)


def postit(uid: str, x: float, y: float, **changes: Any) -> PostIt:
    """Return a post-it whose corner is at (x, y) mm."""
    return replace(PostIt(uid=uid, texte="Qui reprend l'usine ?", x=x, y=y, pile="6"), **changes)


def line(grille: str, case: str, text: str, rang: str = "1") -> LigneGrille:
    """Return a line of a grid."""
    return LigneGrille(uid=f"{grille}-{case}-{rang}", grille=grille, case=case, texte=text, rang=rang)


def records(*more: Record, **changes: Any) -> dict[str, Record]:
    """Return the records of the square territory with ``more``; ``changes`` are those of the poster."""
    border = Lines((((MIDDLE[0], SOUTH), (MIDDLE[0], SOUTH + SIDE)),))
    outside = Lines((((WEST - 90_000, SOUTH - 5_000), (WEST + 90_000, SOUTH - 5_000)),))
    base: list[Record] = [
        poster(**changes),
        Territoire(
            uid="territoire",
            nom="Pays carré",
            codes=("200",),
            genre="epci",
            millesime="2024",
            geometry=square(WEST, SOUTH, SIDE),
        ),
        Fond(uid="limite", couche="limite", geometry=border, genre="commune"),
        Fond(uid="dehors", couche="limite", geometry=outside, genre="hors", dedans=False),
    ]
    return {record.uid: record for record in (*base, *more)}


def options(**values: Any) -> Frozen:
    """Return the toggles of a poster."""
    return Frozen(values)


def composer() -> Composer:
    """Return a composer that knows the small catalogue."""
    return Composer(CATALOGUE)
