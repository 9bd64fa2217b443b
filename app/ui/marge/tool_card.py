"""The card of « Crayon », « Texte », « Cadrer » and « Caler »: what the hand does with it, and what it starts with."""

from __future__ import annotations

from app.i18n import tr
from app.poster.sheet import on_paper
from app.ui import sheet_acts
from app.ui.controls import column, label, row, word_button
from app.ui.marge.fitting_card import FittingCard
from app.ui.marge.in_hand import InHand
from app.ui.marge.starting import Starting
from app.ui.tools.registry import TOOLS
from app.ui.tools.tool import Tool

#: Tools that have this card; those that lay a free mark of the catalogue have that of pictograms.
CARDS = ("crayon", "texte", "cadrer", "caler")
#: One press draws the map this many times nearer.
NEARER = 1.25


class ToolCard(InHand):
    """Shows the tool in hand."""

    def fill(self, *, strip: bool) -> None:
        """Show the tool that is in hand now."""
        self.clear()
        if self._session.tool not in CARDS:
            return
        tool = TOOLS[self._session.tool]
        if tool.id == "cadrer":
            self._framing(tool, strip=strip)
            return
        if tool.id == "caler":
            self._fitting(tool, strip=strip)
            return
        starting = Starting(self._session, tool.id, strip=strip)
        if strip:
            name, hint = label(tool.label(), "title"), label(tool.hint(), "second", wrap=True)
            self.show_strip((column(1, name, hint, 1, spacing=2), 5), (starting, 6))
        else:
            self.show_column(tool.label(), label(tool.hint(), "large", wrap=True), starting)

    def _fitting(self, tool: Tool, *, strip: bool) -> None:
        if self._session.fitting is None:
            return
        card = FittingCard(self._session, self._session.fitting, strip=strip)
        if strip:
            self.show_strip((card, 1))
        else:
            self.show_column(tool.label(), card)

    def _framing(self, tool: Tool, *, strip: bool) -> None:
        blank = on_paper(self._session.document.poster)
        how = tr("Glissez le dessin sous le cadre, ou un coin du cadre pour l’écarter ou le resserrer.")
        hint = label(how if blank else tool.hint(), "second" if strip else "large", wrap=True)
        buttons = []
        for icon, word, do in (
            ("plus", tr("Plus près"), lambda: sheet_acts.enlarge(self._session, NEARER)),
            ("moins", tr("Plus loin"), lambda: sheet_acts.enlarge(self._session, 1 / NEARER)),
            (
                "tout",
                tr("Toute la feuille") if blank else tr("Tout le territoire"),
                lambda: sheet_acts.whole(self._session),
            ),
        ):
            button = word_button(icon, word)
            button.clicked.connect(lambda _=False, do=do: do())
            buttons.append(button)
        if strip:
            self.show_strip(
                (column(1, label(tool.label(), "title"), hint, 1, spacing=2), 5), (row(*buttons), 6)
            )
        else:
            said = tr("Ce qui est posé reste à sa place sur le terrain.")
            if blank:
                said = tr("Ce qui est posé se déplace ensemble et garde sa taille.")
            kept = label(said, "second", wrap=True)
            self.show_column(tool.label(), hint, kept, *(row(button, 1) for button in buttons))
