"""Every size of the window in one place, in pixels: units of the design × the interface size."""

from __future__ import annotations

from functools import cache

#: A poster of the start page, in units.
CARD_W = 192


class Metrics:
    """Sizes at interface size 100 %; ``scaled`` gives those of another."""

    scale: float = 1.0
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
    tools: int = 60
    tool_w: int = 60
    tool_h: int = 52
    marge: int = 268
    tray: int = 184
    amof: int = 436
    poster: int = 316
    strip: int = 125
    # Controls.
    field: int = 44
    target: int = 24
    bench: int = 16

    def scaled(self, scale: float) -> Metrics:
        """Return every size × ``scale``, rounded to whole pixels."""
        made = Metrics()
        for name, size in self.sizes().items():
            setattr(made, name, round(size * scale))
        made.scale = scale
        return made

    def sizes(self) -> dict[str, int]:
        """Return every size by its name."""
        return {name: getattr(self, name) for name, size in vars(Metrics).items() if isinstance(size, int)}

    def u(self, units: float) -> int:
        """Return ``units`` of the design in pixels."""
        return round(units * self.scale)


@cache
def metrics(scale: float = 1.0) -> Metrics:
    """Return the sizes for an interface size (1.0 is 100 %)."""
    return Metrics().scaled(scale)
