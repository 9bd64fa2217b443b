"""The words of the command line, read by argparse. Imported only where there are words to read."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from app import __version__
from app.i18n import borrowed, tr
from app.poster.sheet import SHEETS

#: The request is not understood.
MISUSED = 2


class Parser(argparse.ArgumentParser):
    """A parser that speaks the language of the program and says one sentence when it is not understood."""

    def error(self, message: str) -> None:  # type: ignore[override]  # typeshed: NoReturn
        """Say what is wrong and how to learn more; exit 2."""
        print(
            tr("{message} — « {prog} --help » dit comment faire.", message=message, prog=self.prog),
            file=sys.stderr,
        )
        raise SystemExit(MISUSED)


def window_parser() -> argparse.ArgumentParser:
    """Return the parser of ``chorographe [FILE.gpkg]``."""
    _speak()
    one = Parser(prog="chorographe", add_help=False)
    one.add_argument("file", nargs="?", type=Path, metavar=tr("FICHIER.gpkg"))
    return one


def parser() -> argparse.ArgumentParser:
    """Return the parser of every command that needs no display."""
    from app.drawing.readings import READINGS

    _speak()
    whole = Parser(
        prog="chorographe",
        usage=tr("chorographe [FICHIER.gpkg]\n       chorographe COMMANDE …"),
        description=tr("Dessiner à plusieurs le poster de son territoire. Sans commande, ouvre la fenêtre."),
        epilog=tr(
            "Codes de sortie : 0 fait ; 1 impossible, une phrase dit pourquoi ; 2 demande non comprise, "
            "territoire inconnu ou ambigu ; 3 bibliothèques du système absentes."
        ),
    )
    whole.add_argument(
        "--version",
        action="version",
        version=f"chorographe {__version__}",
        help=borrowed("show program's version number and exit"),
    )
    commands = whole.add_subparsers(
        dest="command",
        prog="chorographe",
        metavar=tr("COMMANDE"),
        title=borrowed("commands"),
        parser_class=Parser,
        required=True,
    )

    new = commands.add_parser("new", help=tr("commencer un poster"))
    new.add_argument("out", type=Path, metavar=tr("SORTIE.gpkg"))
    new.add_argument(
        "--territory",
        action="append",
        default=[],
        metavar=tr("NOM"),
        help=tr(
            "nom ou code d’une commune, d’une intercommunalité, d’un département, d’une région ; répétable"
        ),
    )
    new.add_argument(
        "--basemap",
        action="append",
        type=Path,
        default=[],
        metavar=tr("FICHIER"),
        help=tr(
            "une carte à mettre sous le poster (GeoPackage, Shapefile, GeoJSON, KML, GPX, CSV, image…)\u202f; "
            "sans «\u00a0--territory\u00a0», ses contours font le territoire\u202f; répétable"
        ),
    )
    new.add_argument(
        "--layer",
        action="append",
        default=[],
        metavar=tr("COUCHE"),
        help=tr("ne prendre des cartes que cette couche\u202f; répétable"),
    )
    new.add_argument(
        "--crs",
        type=_epsg,
        metavar="EPSG",
        help=tr(
            "système de coordonnées des cartes qui ne disent pas le leur\u00a0: «\u00a02154\u00a0» pour Lambert-93"
        ),
    )
    new.add_argument(
        "--reference",
        action="append",
        default=[],
        metavar=tr("NOM"),
        help=tr("zone de référence\u00a0: un territoire dont le contour sera gris\u202f; répétable"),
    )
    new.add_argument("--blank", action="store_true", help=tr("une page blanche, sans territoire"))
    new.add_argument("--name", default="", metavar=tr("NOM"), help=tr("nom du territoire sur le poster"))
    new.add_argument("--title", default="", metavar=tr("TEXTE"), help=tr("titre : une phrase"))
    new.add_argument("--group", default="", metavar=tr("TEXTE"), help=tr("nom du groupe"))
    new.add_argument("--portrait", action="store_true", help=tr("feuille en hauteur"))

    add = commands.add_parser(
        "add", help=tr("ajouter des éléments (GeoJSON), des lignes de grille (CSV), des pictos (paquet)")
    )
    add.add_argument("file", type=Path, metavar=tr("FICHIER.gpkg"))
    add.add_argument("source", type=Path, nargs="?", metavar=tr("SOURCE.geojson|.csv"))
    add.add_argument(
        "--pictos",
        type=Path,
        metavar=tr("DOSSIER|ZIP"),
        help=tr("un paquet de pictos, qui voyagera dans le poster"),
    )

    export = commands.add_parser(
        "export",
        help=tr("écrire le poster en PNG, SVG ou GeoPackage, ou la feuille vide en PDF, selon le suffixe"),
    )
    export.add_argument("file", type=Path, metavar=tr("FICHIER.gpkg"))
    export.add_argument("out", type=Path, nargs="+", metavar=tr("SORTIE"))
    export.add_argument("--sheet", choices=tuple(SHEETS), default="A3", help=tr("taille de la feuille (A3)"))
    export.add_argument("--dpi", type=_dpi, default=150, metavar="72…300", help=tr("points par pouce (150)"))
    export.add_argument(
        "--lecture",
        choices=READINGS,
        default="",
        metavar="|".join(READINGS),
        help=tr("ne faire ressortir qu’une lecture : un domaine, passe, present, futur, ruptures, amof"),
    )

    export.add_argument(
        "--vide", action="store_true", help=tr("la feuille vide à dessiner, en PDF, et non le poster")
    )

    info = commands.add_parser("info", help=tr("dire ce que contient un poster"))
    info.add_argument("file", type=Path, metavar=tr("FICHIER.gpkg"))
    info.add_argument("--json", action="store_true", help=tr("pour un programme"))

    basemaps = commands.add_parser("basemaps", help=tr("dire ce que contient le fond de carte, ou une carte"))
    basemaps.add_argument("file", type=Path, nargs="?", metavar=tr("FICHIER"))
    basemaps.add_argument("--json", action="store_true", help=tr("pour un programme"))

    pictograms = commands.add_parser(
        "pictograms", help=tr("lister les pictos\u202f; vérifier, apporter ou donner un paquet")
    )
    pictograms.add_argument("--json", action="store_true", help=tr("pour un programme"))
    pictograms.add_argument(
        "--check",
        type=Path,
        metavar=tr("DOSSIER|ZIP"),
        help=tr("dire à son auteur ce qui ne va pas dans un paquet de pictos"),
    )
    pictograms.add_argument(
        "--bring",
        type=Path,
        metavar=tr("DOSSIER|ZIP"),
        help=tr("ajouter un paquet de pictos aux vôtres, sur cette machine"),
    )
    pictograms.add_argument(
        "--share",
        nargs="+",
        metavar=(tr("FICHIER.zip|DOSSIER"), tr("CLÉ")),
        help=tr("écrire vos pictos, tous ou ceux de ces clés, en un paquet à donner"),
    )

    sample = commands.add_parser("sample", help=tr("écrire le poster d’exemple, PNG et GeoPackage"))
    sample.add_argument("folder", type=Path, nargs="?", default=Path(), metavar=tr("DOSSIER"))

    commands.add_parser("selftest", help=tr("vérifier que tout fonctionne sur cette machine"))
    return whole


def _dpi(text: str) -> int:
    if not text.isdecimal() or not 72 <= int(text) <= 300:
        raise argparse.ArgumentTypeError(tr("« {text} » n’est pas un nombre de 72 à 300", text=text))
    return int(text)


def _epsg(text: str) -> int:
    from app.basemap import crs_guess

    code = text.upper().removeprefix("EPSG:")
    if not code.isdecimal() or crs_guess.understood(f"EPSG:{code}") is None:
        raise argparse.ArgumentTypeError(tr("«\u00a0{text}\u00a0» n’est pas un code EPSG connu", text=text))
    return int(code)


def _speak() -> None:
    """Give argparse's own words to the translation system: they are its keys, in English."""
    setattr(argparse, "_", borrowed)  # noqa: B010 - argparse has no other door for its words
