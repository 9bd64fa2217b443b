"""The card of « Crayon » and « Texte »: what the hand does with it, and what it starts with."""

from __future__ import annotations

from app.ui.controls import column, label
from app.ui.marge.in_hand import InHand
from app.ui.marge.starting import Starting
from app.ui.tools.registry import TOOLS

#: Tools that have this card; those that lay a free mark of the catalogue have that of pictograms.
CARDS = ("crayon", "texte")


class ToolCard(InHand):
    """Shows the tool in hand."""

    def fill(self, *, strip: bool) -> None:
        """Show the tool that is in hand now."""
        self.clear()
        if self._session.tool not in CARDS:
            return
        tool = TOOLS[self._session.tool]
        starting = Starting(self._session, tool.id, strip=strip)
        if strip:
            name, hint = label(tool.label(), "title"), label(tool.hint(), "second", wrap=True)
            self.show_strip((column(1, name, hint, 1, spacing=2), 5), (starting, 6))
        else:
            self.show_column(tool.label(), label(tool.hint(), "large", wrap=True), starting)
