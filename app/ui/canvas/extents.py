"""Extents of items on the page as hands see them: the symbol, the paper, the words; no badge, no leader."""

from __future__ import annotations

from collections.abc import Mapping

from app.catalogue.model import Pictogram
from app.drawing import overlaps, postits, theme
from app.drawing.brushes.subject import Look, Subject
from app.drawing.ink import Ink
from app.poster.geometry import Box, Point
from app.poster.records import Item, Photo, PostIt, Texte, Trace
from app.poster.values import EMPTY


def extent(item: Item, ink: Ink | None) -> Box | None:
    """Return the extent of an item in page mm, given its ink; None where nothing is drawn."""
    if isinstance(item, PostIt):
        return postits.box(item)
    if ink is None:
        return None
    if isinstance(item, Texte | Photo):
        return ink.labels[0] if ink.labels else ink.extent
    if isinstance(item.geometry, Point):
        return overlaps.symbol(ink)
    return ink.extent


def size(item: Item, catalogue: Mapping[str, Pictogram]) -> float | None:
    """Return the size in mm at which an item's symbol or letters are drawn; None where it has none."""
    if isinstance(item, PostIt):
        return None
    if isinstance(item, Trace | Photo):
        return item.taille_mm
    if isinstance(item, Texte):
        style = theme.STYLES.get(item.style, theme.STYLES["libre"])
        return item.taille_mm or style.size
    pictogram = catalogue.get(item.picto)
    settings = pictogram.brush("point").settings if pictogram else EMPTY
    look = Look("", "", force=item.intensite or 2)
    return Subject(item.geometry, look, settings, taille=item.taille_mm).size()
