"""Make the example poster, as a group would: a territory, marks, grid lines, a title.

    python packaging/sample.py

Reads ``resources/samples/source`` and writes ``resources/samples/ambert-livradois-forez.gpkg``. What it says of the
territory is invented; its communes are real.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from app import paths
from app.basemap.france.search import resolve
from app.catalogue.load import shipped
from app.drawing.ink import Scene
from app.drawing.scene import Composer
from app.imports.lines import add_csv
from app.imports.marks import add_geojson
from app.imports.new import new_poster
from app.poster.records import Fond
from app.storage.file import PosterFile
from app.ui import thumbnails

TITLE = "Une vallée qui tient, deux versants qui regardent ailleurs"
GROUP = "Groupe 3, « Les Passeurs du col »"
PARTICIPANTS = "Amina, Bruno, Chloé, Djibril, Élise et Françoise"
#: Places that the group named: its word for each, and how large.
NAMES = {
    "Ambert": ("Ambert", 1),
    "Arlanc": ("Arlanc", 2),
    "Marsac-en-Livradois": ("Marsac", 2),
    "Cunlhat": ("Cunlhat", 2),
    "Olliergues": ("Olliergues", 2),
    "Saint-Anthème": ("Saint-Anthème", 2),
    "Vertolaye": ("Vertolaye", 3),
    "Viverols": ("Viverols", 3),
    "Saint-Germain-l’Herm": ("Saint-Germain-l’Herm", 3),
    "Saint-Amant-Roche-Savine": ("Saint-Amant", 3),
    "Fournols": ("Fournols", 3),
}


def make(out: Path) -> None:
    """Write the example poster at ``out``, replacing the one before."""
    source = paths.resource("samples", "source")
    out.unlink(missing_ok=True)
    file = PosterFile.create(out, new_poster([resolve("Ambert Livradois Forez")], titre=TITLE, groupe=GROUP))
    document = file.document
    with document.transaction("Présenter le groupe") as act:
        act.put(
            replace(
                document.poster,
                participants=PARTICIPANTS,
                date_atelier="2026-11-21",
                mention="Poster d’exemple, contenu fictif.",
            )
        )
    with document.transaction("Choisir les noms") as act:
        for place in list(document.all(Fond)):
            if place.couche == "lieu" and place.dedans:
                nom, rang = NAMES.get(place.nom, (place.nom, 4))
                act.put(replace(place, nom=nom, rang=rang))
    add_geojson(document, shipped(), source / "marks.geojson")
    add_csv(document, source / "lines.csv")
    file.flush()
    file.close()
    keep(Composer(shipped()).compose(document.records), out.with_suffix(".png"))


def keep(scene: Scene, picture: Path) -> None:
    """Write the small picture that the start page shows."""
    from app.painting.fonts import ensure_application

    ensure_application()
    thumbnails.write(scene, picture)


if __name__ == "__main__":
    make(paths.resource("samples", "ambert-livradois-forez.gpkg"))
