"""What a layer shows, by the words of its file, its name and its fields."""

from __future__ import annotations

from collections.abc import Iterable

from app.basemap.names import tokens

#: Plain words for each role; those of more than three letters are beginnings of words.
_ROLES: dict[str, tuple[str, ...]] = {
    "routes": (
        "route", "road", "voie", "voirie", "rue", "chemin", "autorout", "highway", "street", "motorway", "ferre",
        "rail", "gare", "troncon", "itineraire", "sentier", "piste", "cycl", "rando", "transport",
    ),
    "rivieres": (
        "riviere", "river", "cours", "eau", "eaux", "hydro", "fleuve", "ruisseau", "canal", "canaux", "lac", "lake",
        "etang", "water", "stream",
    ),
    "relief": (
        "relief", "courbe", "altitude", "niveau", "topo", "crete", "sommet", "elevation", "ombrage", "pente", "massif",
    ),
    "limites": (
        "limite", "commune", "epci", "departement", "region", "canton", "perimetre", "parc", "pnr", "petr", "gal",
        "scot", "boundar", "admin", "arrondissement", "quartier", "iris", "zonage", "territoire", "intercommunal",
        "district", "province", "county", "state", "contour",
    ),
}  # fmt: skip
#: Fields that only one kind of layer has.
_FIELDS = {
    "highway": "routes",
    "waterway": "rivieres",
    "admin level": "limites",
    "insee": "limites",
    "insee com": "limites",
    "code insee": "limites",
    "siren epci": "limites",
    "altitude": "relief",
    "ele": "relief",
}


def guess_role(names: Iterable[str], fields: Iterable[str] = (), *, only_places: bool = False) -> str:
    """Return what a layer shows by the words of its names, else by its fields; « autre » where nothing says it.

    Mere places (``only_places``) lie along a road or a river, and are none.
    """
    role = _guessed(names, fields)
    return "autre" if only_places and role != "relief" else role


def _guessed(names: Iterable[str], fields: Iterable[str]) -> str:
    for name in names:
        words = _words(name)
        for role, beginnings in _ROLES.items():
            if any(word in beginnings or word.startswith(_long(beginnings)) for word in words):
                return role
    return next((_FIELDS[bare] for field in fields if (bare := " ".join(_words(field))) in _FIELDS), "autre")


def _long(beginnings: Iterable[str]) -> tuple[str, ...]:
    return tuple(beginning for beginning in beginnings if len(beginning) > 3)


def _words(text: str) -> list[str]:
    return [word for word in tokens(text.replace("_", " ")) if not word.isdigit()]
