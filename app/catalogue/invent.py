"""« Inventer le nôtre »: a sign that people draw, compose or bring, in the manner of the family.

Everything is in the 64 × 64 grid, y down. What is made is filled shapes: any program fills them alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, isfinite, radians, sin
from typing import TYPE_CHECKING, Literal

from app.catalogue import svg, toml, words
from app.catalogue.model import GRID, Brush, Forme, Glyph, Pictogram, Role, Shape, Words
from app.i18n import Souci, count, tr
from app.poster.geometry import Coord, Run
from app.poster.values import Frozen

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

#: The live area of the family, its middle, and the side that a sign fills.
LOW, HIGH = 4.0, 60.0
MIDDLE, SIDE = 32.0, 54.0
#: White between two parts, one in front of the other; narrower ones close at the size of a palette.
RING, OVER = 2.6, 0.4
#: What is left beside that white is a crumb when it is thinner than this.
CRUMB = 2.4
#: The pen of a hand: its usual width, and the thinnest that is still read on the sheet.
PEN, THINNEST_PEN = 5.0, 2.0
#: How far a curve may run from the hand, the reach of its corners and its tremor; the same for computed outlines.
HAND, OUTLINE = (0.5, 3.0, 1.3), (0.06, 0.9, 0.05)
#: Longest name, and longest key made of it.
LONGEST, LONGEST_KEY = 60, 40
#: What the keys of people's own signs begin with: no shipped key does.
PREFIX = "nous_"
Plate = Literal["aucune", "rond", "carre"]
PLATES: tuple[Plate, ...] = ("aucune", "rond", "carre")
#: How much of a plate its sign takes: a disc has less room than a square.
_ON_PLATE: dict[Plate, float] = {"aucune": SIDE, "rond": 36.0, "carre": 40.0}
_PLATE_R, _PLATE_CORNER = 28.0, 7.0
_TURNED: dict[Role, Role] = {"ink": "paper", "paper": "ink", "accent": "accent"}


@dataclass(frozen=True, slots=True)
class Part:
    """One glyph laid in the box: its middle, its side, degrees clockwise; ``paper`` cuts it out of what is behind."""

    glyph: Glyph
    x: float = MIDDLE
    y: float = MIDDLE
    side: float = SIDE
    turn: float = 0.0
    flipped: bool = False
    role: Literal["ink", "paper"] = "ink"


def from_strokes(strokes: Sequence[Run], width: float = PEN) -> Glyph:
    """Return what a hand drew as one filled shape: smooth, without tremor, ``width`` wide; where it was drawn.

    A run of one place is a dot. Raises Souci when nothing was drawn.
    """
    import numpy as np
    import shapely

    from app.catalogue import curves, silhouette

    width = max(width, THINNEST_PEN)
    lines: list[BaseGeometry] = []
    for stroke in strokes:
        points = np.asarray([place for place in stroke if isfinite(sum(place))], dtype=float)
        if not len(points):
            continue
        points = np.clip(points, -GRID, 2 * GRID)
        if float(np.ptp(points, axis=0).max()) < 0.05:
            lines.append(shapely.Point(points[0]))
            continue
        run = curves.fitted(points, False, *HAND)
        lines.append(shapely.LineString(silhouette.straight(run, cubic=True, closed=False)))
    if not lines:
        raise empty()
    return outlined(shapely.union_all([line.buffer(width / 2, quad_segs=16) for line in lines]))


def outlined(surface: BaseGeometry, role: Role = "ink") -> Glyph:
    """Return a surface of the grid as a glyph of one shape of cubics. Raises Souci when it is empty."""
    shape = _shape(surface, role)
    if shape is None:
        raise empty()
    return _glyph((shape,))


def fitted(glyph: Glyph, side: float = SIDE) -> Glyph:
    """Return a glyph brought to the middle of the box, as large as the family's. Raises Souci when it is empty."""
    west, north, east, south = _bounds(glyph)
    scale = side / max(east - west, south - north, 1e-6)
    x, y = (west + east) / 2, (north + south) / 2
    return _glyph(_moved(glyph.shapes, scale, MIDDLE - scale * x, MIDDLE - scale * y))


def assembled(parts: Sequence[Part]) -> Glyph:
    """Return existing glyphs as one, from back to front; white runs around a part where it meets ink behind it.

    Raises Souci when there is no part, or nothing is left of them.
    """
    from app.catalogue import silhouette

    shapes: tuple[Shape, ...] = ()
    behind = silhouette.inked(())
    for part in parts:
        laid = _laid(part)
        if shapes and part.role == "ink":
            # A little over the edge of what is behind: two edges on one line would leave a hair of ink.
            edge = behind.buffer(OVER)
            around = silhouette.covered(laid).buffer(RING, quad_segs=12).intersection(edge)
            around = around.union(_crumbs(behind.difference(around), around))
            ring = _shape(around, "paper")
            laid = (ring, *laid) if ring else laid
        shapes += laid
        behind = silhouette.inked(laid, behind)
    if behind.is_empty:
        raise empty()
    return _glyph(shapes)


def plate(glyph: Glyph, kind: Plate) -> Glyph:
    """Return a glyph in white on a full plate, round or square; as it is for « aucune »."""
    if kind == "aucune":
        return glyph
    import shapely

    middle = shapely.Point(MIDDLE, MIDDLE)
    ground = (
        middle.buffer(_PLATE_R, quad_segs=32)
        if kind == "rond"
        else shapely.box(LOW, LOW, HIGH, HIGH).buffer(-_PLATE_CORNER).buffer(_PLATE_CORNER, quad_segs=16)
    )
    back = _shape(ground, "ink")
    assert back is not None
    return _glyph((back, *_swapped(fitted(glyph, _ON_PLATE[kind]).shapes)))


def invented(
    name: str,
    domaine: str,
    glyph: Glyph,
    *,
    taken: Container[str],
    sous_categorie: str = "",
    formes: Iterable[Forme] = ("point", "ligne", "aire"),
) -> Pictogram:
    """Return a new entry of the catalogue: a sign of ``glyph``, an arrow that carries it, an area with it at heart.

    ``taken`` are the keys that are there already. The drawing is brought to the size of the family when it is
    smaller or larger. Raises Souci: no name, a name too long, nothing drawn.
    """
    said = " ".join(name.split())
    if not said:
        raise Souci(tr("Donnez-lui un nom : c’est lui que dira la légende."))
    if len(said) > LONGEST:
        raise Souci(tr("Ce nom est trop long : {n} signes au plus.", n=count(LONGEST)))
    if domaine not in (*words.PLACES, ""):
        raise ValueError(f"no domaine {domaine!r}")
    west, north, east, south = _bounds(glyph)
    if (
        min(west, north) < LOW - 2
        or max(east, south) > HIGH + 2
        or max(east - west, south - north) < SIDE - 6
    ):
        glyph = fitted(glyph)
    wanted = tuple(formes) or ("point",)
    return Pictogram(
        key=key_of(said, taken),
        domaine=domaine,
        sous_categorie=sous_categorie if sous_categorie in words.PLACES.get(domaine, ()) else "",
        name=Words(said),
        short=Words(toml.cut(said)),
        meaning=Words("Un picto dessiné par le groupe.", "A pictogram drawn by the group."),
        when=Words(f"Pour montrer «\u00a0{said}\u00a0».", f"To show “{said}”."),
        words=tuple(dict.fromkeys((said, *re.findall(r"\w{3,}", said), "le nôtre", "ours"))),
        brushes=tuple((forme, _BRUSHES[forme]) for forme in ("point", "ligne", "aire") if forme in wanted),
        glyph=glyph,
        ours=True,
    )


def key_of(name: str, taken: Container[str], prefix: str = PREFIX) -> str:
    """Return a key that is free: the name in small letters without accents, numbered when it is taken."""
    letters = unicodedata.normalize("NFKD", name.casefold().replace("œ", "oe").replace("æ", "ae"))
    plain = "_".join(re.findall(r"[a-z0-9]+", "".join(c for c in letters if not unicodedata.combining(c))))
    return free(prefix + (plain[:LONGEST_KEY].strip("_") or "signe"), taken)


def free(key: str, taken: Container[str]) -> str:
    """Return a key that is not taken: itself, else numbered."""
    base, number = key, 2
    while key in taken:
        key, number = f"{base}_{number}", number + 1
    return key


def empty() -> Souci:
    """Return the sentence for a drawing without ink."""
    return Souci(tr("Il n’y a rien de dessiné : dessinez, assemblez ou choisissez une image d’abord."))


_BRUSHES: dict[Forme, Brush] = {
    "point": Brush("stamp"),
    "ligne": Brush("along", Frozen({"forme": "fleche", "profil": "flux", "glyphe": True})),
    "aire": Brush("fill", Frozen({"forme": "aire", "glyphe": True})),
}


def _glyph(shapes: tuple[Shape, ...]) -> Glyph:
    """Return shapes as a glyph that reads back the same: its coordinates are those of its text."""
    return svg.parse(svg.written(shapes))


def _bounds(glyph: Glyph) -> tuple[float, float, float, float]:
    from app.catalogue import silhouette

    surface = silhouette.covered(shape for shape in glyph.shapes if shape.role != "paper")
    if surface.is_empty:
        raise empty()
    west, north, east, south = surface.bounds
    return west, north, east, south


@lru_cache(maxsize=64)
def _shape(surface: BaseGeometry, role: Role) -> Shape | None:
    """Return a surface as one shape, its outlines as few cubics; None where nothing of it would be seen."""
    import shapely

    from app.catalogue import curves

    runs: list[tuple[Run, bool, bool]] = []
    for part in shapely.get_parts(surface):
        if shapely.get_type_id(part) != shapely.GeometryType.POLYGON or part.area < 0.05:
            continue
        for ring in (part.exterior, *part.interiors):
            if shapely.Polygon(ring).area >= 0.05:
                run = curves.fitted(shapely.get_coordinates(ring), True, *OUTLINE)
                runs.append((run, True, True))
    return Shape(role, tuple(runs)) if runs else None


def _crumbs(left: BaseGeometry, around: BaseGeometry) -> BaseGeometry:
    """Return what a ring leaves of the ink behind it that is too thin to be read: it goes with the ring."""
    import shapely

    near = around.buffer(OVER / 4)
    thin = [
        each.buffer(OVER)
        for each in shapely.get_parts(left)
        if each.buffer(-CRUMB / 2).is_empty and each.intersects(near)
    ]
    return shapely.union_all(thin)


def _laid(part: Part) -> tuple[Shape, ...]:
    scale = part.side / GRID
    shapes = _swapped(part.glyph.shapes) if part.role == "paper" else part.glyph.shapes
    c, s = scale * cos(radians(part.turn)), scale * sin(radians(part.turn))
    mirror = -1.0 if part.flipped else 1.0

    def move(x: float, y: float) -> Coord:
        dx, dy = mirror * (x - MIDDLE), y - MIDDLE
        return (round(part.x + c * dx - s * dy, 3), round(part.y + s * dx + c * dy, 3))

    return tuple(
        Shape(
            shape.role,
            tuple((tuple(move(x, y) for x, y in run), closed, cubic) for run, closed, cubic in shape.runs),
            None if shape.width is None else round(shape.width * scale, 3),
        )
        for shape in shapes
    )


def _swapped(shapes: Iterable[Shape]) -> tuple[Shape, ...]:
    return tuple(Shape(_TURNED[shape.role], shape.runs, shape.width) for shape in shapes)


def _moved(shapes: Iterable[Shape], scale: float, dx: float, dy: float) -> tuple[Shape, ...]:
    return tuple(
        Shape(
            shape.role,
            tuple(
                (tuple((round(scale * x + dx, 3), round(scale * y + dy, 3)) for x, y in run), closed, cubic)
                for run, closed, cubic in shape.runs
            ),
            None if shape.width is None else round(shape.width * scale, 3),
        )
        for shape in shapes
    )
