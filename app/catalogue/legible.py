"""What makes a drawing hard to read at the smallest size of the sheet, or a stranger in the family."""

from __future__ import annotations

from collections.abc import Iterator

from app.catalogue import silhouette
from app.catalogue.model import GRID, Glyph
from app.i18n import count, current, tr

#: Smallest size on the map and thinnest thing that is still read there, mm; the same in units of the grid.
SMALLEST_MM, THINNEST_MM = 12.0, 0.35
THINNEST = THINNEST_MM / SMALLEST_MM * GRID
#: The live area, with what a round edge may go over it; the square whose share of ink is told; the least width.
LIVE, LIVE_SIDE, LEAST_SIDE = (2.0, 62.0), 56.0, 48.0
SHARE = (0.2, 0.8)
#: Points of a drawing, and crossings of its outlines, beyond which it is no sign any more, and long to measure.
MOST_POINTS, MOST_CROSSINGS = 1_500, 500


def faults(glyph: Glyph) -> Iterator[str]:
    """Yield what makes a drawing hard to read, or a stranger in the family; measured in units of the grid."""
    points = sum(len(run) for shape in glyph.shapes for run, _, _ in shape.runs)
    if points > MOST_POINTS:
        yield tr(
            "le dessin a {n} points : {most} au plus, pour rester un picto.",
            n=count(points),
            most=count(MOST_POINTS),
        )
        return
    if silhouette.crossings(glyph.shapes) > MOST_CROSSINGS:
        yield tr("les contours du dessin se croisent trop : réunissez ses formes.")
        return
    ink = silhouette.inked(glyph.shapes)
    if ink.is_empty:
        yield tr("le dessin n’a pas d’encre : rien que du papier ou de la teinte.")
        return
    west, north, east, south = ink.bounds
    if min(west, north) < LIVE[0] or max(east, south) > LIVE[1]:
        yield tr("le dessin sort de la zone vive, qui va de 4 à 60.")
    if max(east - west, south - north) < LEAST_SIDE:
        yield tr("le dessin est plus petit que les autres : {n} unités au moins.", n=count(round(LEAST_SIDE)))
    share = ink.area / LIVE_SIDE**2
    part = count(round(100 * share))
    if share < SHARE[0]:
        yield tr(
            "le dessin est trop pâle : l’encre n’en couvre que {part} %, et de loin il disparaît. Grossissez les "
            "traits ou remplissez les formes, jusqu’à la moitié environ.",
            part=part,
        )
    elif share > SHARE[1]:
        yield tr(
            "le dessin est trop plein : l’encre en couvre {part} %, et de loin c’est une tache. Ouvrez-y des blancs, "
            "jusqu’à la moitié environ.",
            part=part,
        )
    for place in silhouette.hairs(ink, THINNEST):
        yield tr(
            "un trait est trop fin près de {lieu} : {n} unités au moins, 0,35 mm sur la feuille.",
            lieu=_place(place),
            n=_decimal(THINNEST),
        )
    for place in silhouette.slits(ink, THINNEST):
        yield tr(
            "un blanc est trop étroit près de {lieu} : {n} unités au moins, 0,35 mm sur la feuille.",
            lieu=_place(place),
            n=_decimal(THINNEST),
        )


def _place(place: tuple[float, float]) -> str:
    return f"({place[0]:.0f} ; {place[1]:.0f})"


def _decimal(number: float) -> str:
    text = f"{number:.1f}"
    return text.replace(".", ",") if current() == "fr" else text
