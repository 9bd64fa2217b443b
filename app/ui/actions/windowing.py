"""Actions of the window around the sheet: undo, panels, export, help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.i18n import tr
from app.ui import answers, keys, listing
from app.ui.actions.action import Action
from app.ui.rail import CHERCHER

if TYPE_CHECKING:
    from app.ui.workspace import Workspace


def _undoable(workspace: Workspace) -> bool:
    return workspace.canvas.desk.hand.busy or workspace.session.history.next_undo is not None


def _redoable(workspace: Workspace) -> bool:
    return workspace.session.history.next_redo is not None or keys.field_to_redo() is not None


def _all_names(workspace: Workspace) -> None:
    workspace.session.show_all_names(not workspace.session.all_names)


ACTIONS: tuple[Action[Workspace], ...] = (
    Action(
        "annuler",
        lambda: tr("Annuler"),
        "objets",
        lambda workspace: workspace.undo(),
        keys=("Ctrl+Z",),
        able=_undoable,
        said=lambda: tr("revenir en arrière, défaire"),
        icon="annuler",
    ),
    Action(
        "retablir",
        lambda: tr("Rétablir"),
        "objets",
        lambda workspace: workspace.redo(),
        keys=("Ctrl+Shift+Z", "Ctrl+Y"),
        able=_redoable,
        said=lambda: tr("refaire"),
        icon="retablir",
    ),
    Action(
        "noter",
        lambda: tr("Noter"),
        "poster",
        lambda workspace: workspace.note(),
        keys=("Ctrl+Space",),
        said=lambda: tr("écrire vite, idée, rapporteur, post-it à placer"),
        icon="postit",
    ),
    Action(
        "chercher",
        lambda: tr("Chercher un picto"),
        "outils",
        lambda workspace: workspace.open_drawer(CHERCHER),
        keys=("Ctrl+F",),
        said=lambda: tr("trouver un signe, symbole, dessin, chorème, commune, village"),
        icon="chercher",
    ),
    Action(
        "exporter",
        lambda: tr("Exporter"),
        "poster",
        lambda workspace: workspace.exporting.open(),
        keys=("Ctrl+Shift+E",),
        said=lambda: tr("image, PNG, GeoPackage, QGIS, imprimer, emporter, clé"),
        icon="exporter",
    ),
    Action(
        "feuille_vide",
        lambda: tr("Imprimer la feuille vide…"),
        "poster",
        lambda workspace: workspace.exporting.open("vide"),
        said=lambda: tr("papier, feutre, dessiner à la main, PDF, A3, photographier, QR"),
        icon="exporter",
    ),
    Action(
        "enregistre",
        lambda: tr("Tout est-il enregistré\u202f?"),
        "poster",
        answers.say_saved,
        keys=("Ctrl+S",),
        said=lambda: tr("sauver, sauvegarder, disque"),
        icon="coche",
    ),
    Action(
        "ce_poster",
        lambda: tr("Ce poster"),
        "poster",
        lambda workspace: workspace.beside.toggle("poster"),
        on=lambda workspace: workspace.marge.panel == "poster",
        said=lambda: tr("titre, groupe, territoire, feuille, fond de carte, routes"),
    ),
    Action(
        "fond_de_carte",
        lambda: tr("Fond de carte"),
        "poster",
        lambda workspace: workspace.beside.toggle("fond"),
        on=lambda workspace: workspace.marge.panel == "fond",
        said=lambda: tr("couches, routes, rivières, relief, images, opacité, ordre, sous la carte"),
    ),
    Action(
        "apporter",
        lambda: tr("Apporter un fichier…"),
        "poster",
        lambda workspace: workspace.marge.apporter.ask(),
        keys=("Ctrl+Shift+O",),
        able=lambda workspace: not workspace.session.file.read_only,
        said=lambda: tr("importer, shapefile, GeoJSON, KML, GPX, CSV, PDF, photo, scan, couche, image"),
    ),
    Action(
        "changer_de_territoire",
        lambda: tr("Changer de territoire"),
        "poster",
        lambda workspace: workspace.beside.toggle("territoire"),
        on=lambda workspace: workspace.marge.panel == "territoire",
        said=lambda: tr("commune, intercommunalité, contour, agrandir, voisin"),
    ),
    Action(
        "legende",
        lambda: tr("Légende"),
        "poster",
        lambda workspace: workspace.beside.toggle("legende"),
        on=lambda workspace: workspace.marge.panel == "legende",
    ),
    Action(
        "amof",
        lambda: tr("AMOF"),
        "poster",
        lambda workspace: workspace.beside.toggle("amof"),
        on=lambda workspace: workspace.marge.panel == "amof",
        said=lambda: tr("atouts, menaces, opportunités, faiblesses, SWOT"),
        icon="amof",
    ),
    Action(
        "contenu",
        lambda: tr("Ce qu’il y a sur la feuille"),
        "poster",
        listing.show,
        keys=("Ctrl+Shift+L",),
        on=lambda workspace: workspace.marge.panel == "contenu",
        said=lambda: tr("liste, contenu, lecteur d’écran, trouver un élément, calques"),
    ),
    Action(
        "lectures",
        lambda: tr("Lectures"),
        "vue",
        lambda workspace: workspace.beside.read(),
        on=lambda workspace: workspace.marge.panel == "lectures" or bool(workspace.session.reading),
        said=lambda: tr("filtrer, mettre en avant, une partie"),
        icon="lectures",
    ),
    Action(
        "lisible",
        lambda: tr("Lisible du fond de la salle\u202f?"),
        "vue",
        lambda workspace: workspace.beside.toggle("lisible"),
        on=lambda workspace: workspace.marge.panel == "lisible",
        said=lambda: tr("trop petit, agrandir, contraste, couleurs, daltonien, projecteur, dernier rang"),
        icon="oeil",
    ),
    Action(
        "tous_les_noms",
        lambda: tr("Tous les noms"),
        "vue",
        _all_names,
        on=lambda workspace: workspace.session.all_names,
        said=lambda: tr("communes, villages, toponymes"),
    ),
    Action(
        "ouvrir",
        lambda: tr("Ouvrir un fichier…"),
        "poster",
        lambda workspace: workspace.open_asked.emit(),
        keys=("Ctrl+O",),
        said=lambda: tr("charger, gpkg, autre poster"),
        icon="dossier",
    ),
    Action(
        "accueil",
        lambda: tr("Accueil"),
        "poster",
        lambda workspace: workspace.home_asked.emit(),
        said=lambda: tr("début, départ, nouveau poster, quitter, fermer"),
    ),
    Action(
        "commandes",
        lambda: tr("Toutes les commandes"),
        "aide",
        lambda workspace: workspace.orders.open(),
        keys=("Ctrl+K",),
        said=lambda: tr("palette, chercher une action, faire"),
        icon="chercher",
    ),
    Action(
        "raccourcis",
        lambda: tr("Raccourcis et gestes"),
        "aide",
        lambda workspace: workspace.open_shortcuts(),
        keys=("F1", "?"),
        said=lambda: tr("aide, clavier, touches, comment faire"),
    ),
    Action(
        "aide_memoire",
        lambda: tr("Imprimer l’aide-mémoire"),
        "aide",
        answers.print_card,
        said=lambda: tr("aide, fiche, carte, PDF, A4, papier, table"),
    ),
    Action(
        "plein_ecran",
        lambda: tr("Plein écran"),
        "fenetre",
        lambda workspace: workspace.full_screen(),
        keys=("F11",),
        on=lambda workspace: workspace.window().isFullScreen(),
    ),
    Action(
        "region_suivante",
        lambda: tr("Région suivante de la fenêtre"),
        "fenetre",
        lambda workspace: workspace.walk(1),
        keys=("F6",),
        said=lambda: tr("clavier, focus, panneau"),
    ),
    Action(
        "region_precedente",
        lambda: tr("Région précédente de la fenêtre"),
        "fenetre",
        lambda workspace: workspace.walk(-1),
        keys=("Shift+F6",),
        said=lambda: tr("clavier, focus, panneau"),
    ),
)
