"""Primitives moved and resized as a whole: a symbol drawn at the origin takes its place on the sheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from app.drawing.primitives import Image, Path, Primitive, Subpath, TextLine


def placed(
    primitives: Iterable[Primitive],
    dx: float = 0.0,
    dy: float = 0.0,
    factor: float = 1.0,
    thinnest: float = 0.0,
) -> tuple[Primitive, ...]:
    """Return ``primitives`` scaled by ``factor`` about the origin, strokes included, then moved by mm.

    No stroke becomes thinner than ``thinnest`` mm.
    """
    return tuple(_placed(primitive, dx, dy, factor, thinnest) for primitive in primitives)


def _placed(primitive: Primitive, dx: float, dy: float, factor: float, thinnest: float) -> Primitive:
    if isinstance(primitive, Path):
        return replace(
            primitive,
            subpaths=tuple(
                Subpath(
                    tuple((x * factor + dx, y * factor + dy) for x, y in subpath.points),
                    subpath.closed,
                    subpath.cubic,
                )
                for subpath in primitive.subpaths
            ),
            width=max(primitive.width * factor, thinnest if primitive.stroke else 0.0),
            dash=tuple(part * factor for part in primitive.dash),
        )
    if isinstance(primitive, Image):
        x, y, width, height = primitive.rect
        rect = (x * factor + dx, y * factor + dy, width * factor, height * factor)
        if primitive.corners is None:
            return replace(primitive, rect=rect)
        (left, top), (right, right_y), (low_x, low) = primitive.corners
        corners = (
            (left * factor + dx, top * factor + dy),
            (right * factor + dx, right_y * factor + dy),
            (low_x * factor + dx, low * factor + dy),
        )
        return replace(primitive, rect=rect, corners=corners)
    return replace(
        primitive,
        lines=tuple(
            TextLine(item.x * factor + dx, item.y * factor + dy, item.text) for item in primitive.lines
        ),
        size=primitive.size * factor,
        halo_width=primitive.halo_width * factor,
        pivot=(primitive.pivot[0] * factor + dx, primitive.pivot[1] * factor + dy),
    )
