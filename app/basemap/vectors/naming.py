"""Which field of a layer holds the names of its things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.basemap.names import plain

#: What the field of the names is called, the likeliest first.
NAMES = (
    "nom officiel", "nom", "name", "nom com", "nom commune", "libelle", "lib", "libgeo", "libelle com", "nom m",
    "toponyme", "nom geo", "nom rue", "nom epci", "nom pnr", "nom 1", "name 1", "name fr", "label", "titre", "title",
    "intitule", "designation", "appellation", "admin", "state name", "lieu",
)  # fmt: skip


def name_field(columns: Mapping[str, Sequence[str]]) -> str:
    """Return the field whose words are most likely the names of the things, or an empty string."""
    filled: dict[str, float] = {}
    for name, words in columns.items():
        said = [word for word in words if word]
        if said and not all(word.replace(".", "").replace(",", "").isdigit() for word in said):
            filled[name] = len(set(said)) / len(words)
    plains = {name: plain(name.replace("_", " ")) for name in filled}
    for wanted in NAMES:
        for name, bare in plains.items():
            if bare == wanted:
                return name
    for name, bare in plains.items():
        if bare.startswith(("nom", "name", "lib", "nm")):
            return name
    return ""
