"""The look of the window: tokens of colour, and one style sheet filled from them and from the metrics."""

from __future__ import annotations

from string import Template

from PySide6.QtGui import QColor, QPalette

from app import paths
from app.ui.metrics import ROOMY, Metrics, metrics


class Tokens:
    """Colours by use. The sheet keeps its own in every theme."""

    text: str = "#16202A"
    second: str = "#4A5560"
    panel: str = "#FFFFFF"
    hover: str = "#EEF1F2"
    workbench: str = "#D9DEE1"
    page: str = "#F3F5F6"
    outside: str = "#E9ECEC"
    line: str = "#C6CCCF"
    border: str = "#8A959C"
    action: str = "#0A57B5"
    action_hover: str = "#084A9B"
    on_action: str = "#FFFFFF"
    chosen: str = "#E3EEFB"
    chosen_line: str = "#0A57B5"
    chosen_text: str = "#0A3F87"
    selection: str = "#0A6CE0"
    disabled: str = "#8A959C"
    saved: str = "#1E6B3A"
    note: str = "#FFF6DC"
    note_line: str = "#B36B00"
    danger: str = "#B3122B"

    def colours(self) -> dict[str, str]:
        """Return every colour by its use."""
        return {name: getattr(self, name) for name, code in vars(Tokens).items() if str(code).startswith("#")}


class Projected(Tokens):
    """What a projector washes out is as dark as the rest."""

    second = Tokens.text
    disabled = "#6B757D"


CLAIR, ATELIER = Tokens(), Projected()


class Look:
    """What painted widgets look at."""

    def __init__(self, metrics: Metrics, tokens: Tokens) -> None:
        self.metrics, self.tokens = metrics, tokens

    @property
    def workshop(self) -> bool:
        """Whether it is that of workshop mode."""
        return self.tokens is ATELIER

    def is_for(self, size: float, *, workshop: bool, room: tuple[int, int]) -> bool:
        """Return whether it is that of an interface size (1.0 is 100 %) in a room of px."""
        return (self.metrics, self.tokens) == _worn(size, workshop, room)

    def wear(self, size: float, *, workshop: bool, room: tuple[int, int]) -> None:
        """Become the look of an interface size in a room of px; what is painted already does not follow."""
        self.metrics, self.tokens = _worn(size, workshop, room)


def _worn(size: float, workshop: bool, room: tuple[int, int]) -> tuple[Metrics, Tokens]:
    roomy = room[0] >= ROOMY[0] and room[1] >= ROOMY[1]
    return metrics(size, workshop=workshop, roomy=workshop and roomy), ATELIER if workshop else CLAIR


#: The look in use: widgets read it while they are made, and are made again for another.
look = Look(metrics(1.0), CLAIR)


def style_sheet() -> str:
    """Return the style sheet of the look in use."""
    m = look.metrics
    template = Template(paths.resource("style", "window.qss").read_text("utf-8"))
    return template.substitute(
        m.sizes(),
        **look.tokens.colours(),
        check=paths.resource("icons", "coche.png").as_posix(),
        down=paths.resource("icons", "bas.png").as_posix(),
        pad=m.u(10),
        pad_focus=m.u(10) - 2,
        pad_button=m.s3 - 1,
        pad_area=m.s1 - 2,
        pad_area_x=m.s2 - 2,
        field_inner=m.field - 2,
        field_inner_2=m.u(46),
        button_inner=m.button - 2,
        search_type=m.u(21),
        search_h=m.u(48),
        search_left=m.u(40),
        search_left_focus=m.u(40) - 2,
        name_h=m.u(26),
        line_h=m.u(32),
        heading_2=m.u(19),
        target_check=m.check,
        menu_row=max(m.s2, (m.target - m.u(20)) // 2),
        box=m.u(20),
        knob=m.u(18),
        knob_half=m.u(9),
        knob_radius=m.u(10),
    )


def palette() -> QPalette:
    """Return the palette for what the style sheet does not reach."""
    tokens, made = look.tokens, QPalette()
    role = QPalette.ColorRole
    for where, code in (
        (role.Window, tokens.panel),
        (role.Base, tokens.panel),
        (role.Text, tokens.text),
        (role.WindowText, tokens.text),
        (role.ButtonText, tokens.text),
        (role.Highlight, tokens.selection),
        (role.HighlightedText, "#FFFFFF"),
        (role.PlaceholderText, "#6B757D"),
        (role.ToolTipBase, tokens.text),
        (role.ToolTipText, "#FFFFFF"),
    ):
        made.setColor(where, QColor(code))
    return made
