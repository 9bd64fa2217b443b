"""Every size of the window in one place, in pixels: units of the design × the interface size."""

from __future__ import annotations

from functools import cache

#: A poster of the start page, in units.
CARD_W = 192


#: The least side of what a finger hits in workshop mode, in pixels whatever the size of the interface.
FINGER = 44
#: A window of this size has room for the whole layout at WIDE times its size: workshop mode enlarges everything.
#: A smaller one has the ``Dense`` layout instead: larger targets and letters, the same sheet.
ROOMY = (1900, 1060)
WIDE = 1.4


class Metrics:
    """Sizes at interface size 100 %; ``scaled`` gives those of another."""

    scale: float = 1.0
    #: How much larger than at 100 % is what is painted over the sheet: handles, chips, frames.
    hand: float = 1.0
    # Type.
    caption: int = 12
    small: int = 13
    body: int = 14
    strong: int = 15
    large: int = 16
    question: int = 18
    heading: int = 23
    display: int = 26
    # Spacing and shape.
    s1: int = 4
    s2: int = 8
    s3: int = 12
    s4: int = 16
    s5: int = 24
    radius: int = 6
    icon: int = 24
    # Regions.
    top_bar: int = 52
    rail: int = 88
    rail_button: int = 82
    drawer: int = 180
    search: int = 272
    planche: int = 420
    tile_w: int = 82
    tile_h: int = 88
    tile_icon: int = 44
    #: Between two tiles, and before the first one of a line.
    gutter: int = 2
    inset: int = 4
    tools: int = 60
    tool_w: int = 60
    tool_h: int = 52
    foot_w: int = 62
    marge: int = 268
    tray: int = 184
    amof: int = 436
    poster: int = 316
    strip: int = 125
    # Controls.
    field: int = 44
    target: int = 24
    check: int = 28
    button: int = 36
    cross: int = 36
    #: A scroll bar, across.
    bar: int = 8
    tool_least: int = 40
    bench: int = 16
    #: The bench around the whole sheet.
    edge: int = 15

    def scaled(self, scale: float) -> Metrics:
        """Return every size × ``scale``, rounded to whole pixels."""
        made = Metrics()
        for name, size in self.sizes().items():
            setattr(made, name, round(size * scale))
        made.scale, made.hand = scale, self.hand * scale
        return made

    def for_fingers(self) -> Metrics:
        """Return the same with no target smaller than a finger."""
        for name in ("target", "check", "button", "cross", "tool_least"):
            setattr(self, name, max(FINGER, getattr(self, name)))
        return self

    def sizes(self) -> dict[str, int]:
        """Return every size by its name."""
        return {name: getattr(self, name) for name, size in vars(Metrics).items() if isinstance(size, int)}

    def u(self, units: float) -> int:
        """Return ``units`` of the design in pixels."""
        return round(units * self.scale)


class Dense(Metrics):
    """Workshop mode on a small window: larger targets and letters, the same sheet."""

    hand = 1.15
    caption = 15
    small = 15
    body = 16
    strong = 17
    large = 17
    question = 20
    top_bar = 60
    rail = 96
    rail_button = 90
    drawer = 200
    tile_w = 94
    gutter = 0
    inset = 0
    tile_h = 98
    tile_icon = 48
    tools = 72
    tool_w = 72
    tool_h = 64
    foot_w = 73
    marge = 300
    amof = 490
    strip = 104
    search = 272
    field = 48
    edge = 10
    bar = 10


@cache
def metrics(scale: float = 1.0, *, workshop: bool = False, roomy: bool = False) -> Metrics:
    """Return the sizes for an interface size (1.0 is 100 %), in workshop mode for a window that is ``roomy`` or not."""
    if not workshop:
        return Metrics().scaled(scale)
    return (Metrics().scaled(scale * WIDE) if roomy else Dense().scaled(scale)).for_fingers()
