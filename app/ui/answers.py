"""What the window answers with a sentence: everything is on the disk, the card for the table is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import paths
from app.i18n import Souci, tr

if TYPE_CHECKING:
    from app.ui.workspace import Workspace


def say_saved(workspace: Workspace) -> None:
    """Write what waits, and say that everything is on the disk; there is nothing else to save."""
    file = workspace.session.file
    workspace.session.settle()
    try:
        file.flush()
    except Souci as souci:
        workspace.tell(str(souci))
        return
    if file.read_only:
        workspace.tell(file.notice)
        return
    workspace.marge.notices.say(
        tr("Tout est enregistré, au fur et à mesure, dans {fichier}.", fichier=file.path.name), stay=False
    )


def print_card(workspace: Workspace) -> None:
    """Write the card of keys and gestures in the person's documents, and say where it is."""
    from app.ui import card
    from app.ui.exporting import show_file

    workspace.session.settle()
    try:
        path = card.write(paths.documents())
    except Souci as souci:
        workspace.tell(str(souci))
        return
    workspace.marge.notices.say(
        tr("L’aide-mémoire est prêt à imprimer\u00a0: {fichier}.", fichier=path.name),
        tr("Ouvrir"),
        lambda: show_file(path),
    )
