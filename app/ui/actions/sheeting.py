"""Actions on the sheet itself: what its map shows, and which way it lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.i18n import tr
from app.ui import fitting, sheet_acts
from app.ui.actions.action import Action

if TYPE_CHECKING:
    from app.ui.canvas.canvas import Canvas


def _turn(canvas: Canvas) -> None:
    landscape = canvas.session.document.poster.orientation == "paysage"
    sheet_acts.turn(canvas.session, "portrait" if landscape else "paysage")


def _place(canvas: Canvas) -> None:
    uid = fitting.uppermost(canvas.session)
    if uid:
        fitting.begin(canvas.session, uid)


ACTIONS: tuple[Action[Canvas], ...] = (
    Action(
        "cadrer",
        lambda: tr("Cadrer la carte"),
        "poster",
        lambda canvas: canvas.session.use("cadrer"),
        on=lambda canvas: canvas.session.tool == "cadrer",
        said=lambda: tr("déverrouiller le fond, échelle, déplacer la carte, zoom du terrain"),
        icon="emprise",
    ),
    Action(
        "caler",
        lambda: tr("Caler une image sur la carte…"),
        "poster",
        _place,
        able=lambda canvas: bool(fitting.uppermost(canvas.session)),
        on=lambda canvas: canvas.session.tool == "caler",
        said=lambda: tr("géoréférencer, scan, photo, carte ancienne, repères, plan, redresser"),
        icon="repere",
    ),
    Action(
        "tout_le_territoire",
        lambda: tr("Cadrer toute la carte"),
        "poster",
        lambda canvas: sheet_acts.whole(canvas.session),
        said=lambda: tr("échelle, recentrer, tout le territoire, toute la page"),
    ),
    Action(
        "tourner_la_feuille",
        lambda: tr("Tourner la feuille"),
        "poster",
        _turn,
        said=lambda: tr("portrait, paysage, orientation, format"),
    ),
)
