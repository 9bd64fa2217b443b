"""How files come to « Apporter un fichier » in the window of a poster, and what is asked there of the rest of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.i18n import tr
from app.ui import doing, fitting
from app.ui.marge.notice import LONG
from app.ui.tools.pictures import bring_picture

if TYPE_CHECKING:
    from app.basemap.france.search import Candidate
    from app.imports.papier import Retrouvee
    from app.ui.workspace import Workspace


def bind(workspace: Workspace) -> None:
    """Wire the panels « Apporter un fichier » and « Fond de carte » to their workspace."""
    session, marge = workspace.session, workspace.marge
    bringing, layers = marge.apporter, marge.fond
    session.files_brought.connect(partial(take, workspace))
    session.photo_laid.connect(partial(_offer, workspace))
    bringing.sheets.found.connect(partial(_place, workspace))
    bringing.placed.connect(partial(_offer_fading, workspace))
    bringing.poster_asked.connect(workspace.poster_asked)
    bringing.shown_asked.connect(lambda: marge.open_panel("apporter"))
    bringing.photo_asked.connect(
        lambda path: bring_picture(workspace.canvas, path, workspace.canvas.view.middle(), path.name)
    )
    bringing.waiting.connect(
        lambda sentence: marge.notices.say(sentence, tr("Choisir"), lambda: marge.open_panel("apporter"))
    )
    bringing.territory_asked.connect(partial(_offer_units, workspace))
    bringing.brought.connect(layers.show_layer)
    bringing.loose.connect(partial(_offer_place, workspace))
    layers.place_asked.connect(lambda uid: fitting.begin(session, uid))
    # Another panel in its place lets the reading go on; no panel at all gives it up.
    marge.panel_changed.connect(lambda panel: None if panel else _leave(workspace))
    layers.bring_asked.connect(lambda: doing.act(workspace, "apporter"))
    layers.print_asked.connect(lambda: doing.act(workspace, "feuille_vide"))


def take(workspace: Workspace, paths: Sequence[Path], replaces: str = "") -> None:
    """Read files for the ground of the poster that is open."""
    workspace.settle()
    workspace.marge.apporter.take(paths, replaces)


def _leave(workspace: Workspace) -> None:
    workspace.marge.apporter.stop()


def _offer_units(workspace: Workspace, units: Sequence[Candidate], title: str) -> None:
    """Let « Changer de territoire » begin with the areas of a file."""
    workspace.marge.open_panel("territoire")
    picker = workspace.marge.territoire.picker
    if len(units) == 1:
        picker.take(units[0])
    else:
        picker.offer(units, title)


def _offer_place(workspace: Workspace, sentence: str, uid: str) -> None:
    """Say that a picture lies in the middle, and offer to place it."""

    def place() -> None:
        fitting.begin(workspace.session, uid)

    workspace.marge.notices.say(sentence, tr("Caler sur la carte…"), place)


def _offer_fading(workspace: Workspace, sentence: str) -> None:
    """Say that a photographed sheet is under the map, and offer what makes it pale once it is traced."""
    workspace.marge.notices.say(
        sentence,
        tr("La pâlir, la masquer…"),
        lambda: workspace.marge.open_panel("fond"),
        # A doubt that is told with it stays until it was read.
        stay=len(sentence) > LONG,
    )


def _place(workspace: Workspace, path: Path, uid: str, sheet: Retrouvee) -> None:
    """Put the photograph of an empty sheet, which was laid as a print, where its codes say."""
    if workspace.session.document.get(uid) is not None:
        workspace.marge.notices.clear()
        workspace.settle()
        workspace.marge.apporter.take_sheet(path, sheet, uid)


def _offer(workspace: Workspace, uid: str, path: Path) -> None:
    """Say what became of a picture, and offer the other way; that of an empty sheet of ours takes it by itself."""
    workspace.marge.apporter.sheets.look(path, uid, workspace.session.document.poster.crs)
    workspace.marge.notices.say(
        tr("Posée comme photo."),
        tr("Mettre sous la carte"),
        lambda: take(workspace, (path,), uid),
        stay=False,
    )
