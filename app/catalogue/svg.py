"""SVG text to Glyph: a small profile, read with care, and written back as nothing but paths.

What is kept of a drawing is geometry and roles. The ``svg`` of a Glyph is written from them, so whatever else
was in the file does not travel inside posters and styles.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import sqrt
from typing import TYPE_CHECKING, Any

from app.catalogue.model import GRID, Glyph, Role, Shape
from app.catalogue.outlines import number, outline
from app.catalogue.pen import BadPath, Matrix, Subpaths, matrix, subpaths
from app.i18n import Souci, count, tr

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MOST_BYTES, MOST_ELEMENTS, MOST_LEVELS, MOST_COORDS = 200_000, 2_000, 16, 20_000
#: Further than this many grid units from the box, something is wrong with the drawing.
FURTHEST = 6_400.0
SVG = "{http://www.w3.org/2000/svg}"
SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
SILENT = frozenset({"title", "desc", "metadata", "style"})
UNREAD = ("clip-path", "mask", "filter", "marker-start", "marker-mid", "marker-end")
ROLES: dict[str, tuple[Role, bool]] = {
    "ink": ("ink", False),
    "paper": ("paper", False),
    "accent": ("accent", False),
    "ink-stroke": ("ink", True),
    "paper-stroke": ("paper", True),
}
#: From these luminances up (0 black, 1 white) a colour is paper, or the pale ink.
PAPER_FROM, PALE_FROM = 0.92, 0.45
#: The names of clear colours; a colour of any other name is dark enough to be ink.
NAMED: Mapping[str, str] = {
    "white": "#ffffff",
    "snow": "#fffafa",
    "ivory": "#fffff0",
    "beige": "#f5f5dc",
    "whitesmoke": "#f5f5f5",
    "yellow": "#ffff00",
    "gold": "#ffd700",
    "orange": "#ffa500",
    "pink": "#ffc0cb",
    "lime": "#00ff00",
    "aqua": "#00ffff",
    "cyan": "#00ffff",
    "silver": "#c0c0c0",
    "lightgray": "#d3d3d3",
    "lightgrey": "#d3d3d3",
    "lightblue": "#add8e6",
    "skyblue": "#87ceeb",
    "lightgreen": "#90ee90",
    "lightyellow": "#ffffe0",
}
INHERITED = ("class", "fill", "stroke", "stroke-width")
#: What a drawing looks like in any viewer before somebody gives it other inks.
INKS: Mapping[Role, str] = {"ink": "#16202A", "paper": "#FFFFFF", "accent": "#D5D8DA"}


def parse(text: str) -> Glyph:
    """Return the glyph of an SVG text, brought to 64 × 64. Raises Souci, in one sentence, when it cannot."""
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise Souci(tr("Le dessin est trop lourd : 200 ko au plus."))
    root = _tree(text)
    if root.tag not in (SVG + "svg", "svg"):
        raise Souci(tr("Ce n’est pas un dessin SVG."))
    reader = _Reader()
    try:
        reader.read(root, _to_grid(root), {}, 0)
    except BadPath as fault:
        raise Souci(tr("Une forme du dessin n’est pas lisible : {forme}", forme=str(fault)[:60])) from fault
    if not reader.shapes:
        raise Souci(tr("Le dessin est vide."))
    shapes = tuple(reader.shapes)
    if all(shape.role != "ink" for shape in shapes) and not _classed(root):
        # All in clear colours: the darkest of them is what the drawing is made of.
        shapes = tuple(replace(each, role="ink") if each.role == "accent" else each for each in shapes)
    return Glyph(shapes, written(shapes))


def _classed(root: Element) -> bool:
    return any(asked in ROLES for each in root.iter() for asked in each.get("class", "").split())


def unread(text: str) -> tuple[str, ...]:
    """Return a sentence for each thing of an SVG text that is not read, as ``parse`` would say them one by one."""
    sentences: dict[str, None] = {}
    for element in list(_tree(text).iter())[1:]:
        try:
            if _known(element):
                _attributes(element, {})
                _role(element.get("fill", "")), _role(element.get("stroke", ""))
        except Souci as souci:
            sentences[str(souci)] = None
    return tuple(sentences)


def written(shapes: tuple[Shape, ...], inks: Mapping[Role, str] = INKS) -> str:
    """Return shapes as an SVG text of plain paths, in the colours of ``inks``; classes say the roles."""
    lines = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">']
    for shape in shapes:
        data, colour = _data(shape), inks[shape.role]
        if shape.width is None:
            lines.append(f'<path class="{shape.role}" fill="{colour}" fill-rule="evenodd" d="{data}"/>')
        else:
            lines.append(
                f'<path class="{shape.role}-stroke" fill="none" stroke="{colour}" '
                f'stroke-width="{shape.width:g}" stroke-linecap="round" stroke-linejoin="round" d="{data}"/>'
            )
    return "\n".join([*lines, "</svg>"])


def _data(shape: Shape) -> str:
    parts = []
    for run, closed, cubic in shape.runs:
        letters = ["M", *(("C",) if cubic else ("L",))]
        first, *rest = (f"{x:.7g} {y:.7g}" for x, y in run)
        parts.append(
            f"{letters[0]}{first}{letters[1] + ' '.join(rest) if rest else ''}{'z' if closed else ''}"
        )
    return "".join(parts)


def _tree(text: str) -> Element:
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(text, forbid_dtd=True)
    except DefusedXmlException as fault:
        raise Souci(
            tr("Le dessin contient des définitions ou des liens que l’on ne lit pas, par prudence.")
        ) from fault
    except (ParseError, ValueError) as fault:
        raise Souci(tr("Ce n’est pas un dessin SVG.")) from fault
    return root


def _to_grid(root: Element) -> Matrix:
    """Return what brings the drawing's own box to the grid, centred."""
    try:
        box = [float(part) for part in root.get("viewBox", "").replace(",", " ").split()]
        x, y, width, height = box or (
            *(0.0, 0.0),
            *(number(root.attrib, "width", GRID), number(root.attrib, "height", GRID)),
        )
    except ValueError as fault:
        raise Souci(tr("Le dessin n’a pas de dimensions lisibles.")) from fault
    if not (0 < width < 1e6 and 0 < height < 1e6):
        raise Souci(tr("Le dessin n’a pas de dimensions lisibles."))
    scale = GRID / max(width, height)
    return (
        scale,
        0.0,
        0.0,
        scale,
        (GRID - width * scale) / 2 - x * scale,
        (GRID - height * scale) / 2 - y * scale,
    )


@dataclass(frozen=True, slots=True)
class _Look:
    """How one shape is painted: a role for its surface, a role and a width for its line."""

    fill: Role | None
    line: Role | None
    width: float


class _Reader:
    """Walks the tree of a drawing, counting what it meets."""

    def __init__(self) -> None:
        self.shapes: list[Shape] = []
        self.elements = 0
        self.coords = 0

    def read(self, element: Element, at: Matrix, above: dict[str, str], level: int) -> None:
        """Add the shapes of ``element`` and of what it holds; ``above`` is what it inherits."""
        if level > MOST_LEVELS:
            raise Souci(
                tr("Le dessin est trop compliqué : {n} niveaux de groupes au plus.", n=count(MOST_LEVELS))
            )
        attributes = _attributes(element, above)
        for child in element:
            self._child(child, at, attributes, level)

    def _child(self, child: Element, at: Matrix, above: dict[str, str], level: int) -> None:
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            raise Souci(tr("Le dessin est trop compliqué : {n} formes au plus.", n=count(MOST_ELEMENTS)))
        name = _known(child)
        if not name:
            return
        at = matrix(child.get("transform", ""), at)
        if name == "g":
            self.read(child, at, above, level + 1)
            return
        attributes = _attributes(child, above)
        runs = subpaths(outline(name, attributes), at)
        self._count(runs)
        look = _look(attributes, name)
        width = look.width * sqrt(abs(at[0] * at[3] - at[1] * at[2]))
        if look.fill and runs:
            self.shapes.append(Shape(look.fill, runs))
        if look.line and runs and width > 0:
            self.shapes.append(Shape(look.line, runs, round(min(width, GRID), 3)))

    def _count(self, runs: Subpaths) -> None:
        for run, _, _ in runs:
            self.coords += len(run)
            if not all(abs(x) <= FURTHEST and abs(y) <= FURTHEST for x, y in run):
                raise Souci(tr("Le dessin sort de son cadre."))
        if self.coords > MOST_COORDS:
            raise Souci(tr("Le dessin est trop compliqué : {n} points au plus.", n=count(MOST_COORDS)))


def _known(element: Element) -> str:
    """Return the name of an element that is read, or nothing when it may be passed over."""
    # Comments and processing instructions have no text for a tag.
    tag: Any = element.tag
    if not isinstance(tag, str):
        return ""
    space, _, name = tag.rpartition("}")
    if (space and space + "}" != SVG) or name in SILENT:
        return ""
    if name == "defs" and not len(element):
        return ""
    if name not in SHAPES and name != "g":
        raise Souci(tr("Le dessin contient « {element} », que l’on ne lit pas.", element=name[:40]))
    return name


def _attributes(element: Element, above: Mapping[str, str]) -> dict[str, str]:
    own = {key: value for key, value in element.attrib.items() if not key.startswith("{")}
    for declaration in own.pop("style", "").split(";"):
        key, _, value = declaration.partition(":")
        own[key.strip()] = value.strip()
    if any(own.get(key, "none") != "none" for key in UNREAD):
        raise Souci(
            tr("Le dessin contient « {element} », que l’on ne lit pas.", element="mask, clip, filter")
        )
    if any(key.rpartition("}")[2] == "href" for key in element.attrib):
        raise Souci(tr("Le dessin contient des définitions ou des liens que l’on ne lit pas, par prudence."))
    return {key: above[key] for key in INHERITED if key in above} | own


def _look(attributes: Mapping[str, str], name: str) -> _Look:
    width = number(attributes, "stroke-width", 0.0)
    for asked in attributes.get("class", "").split():
        if asked in ROLES:
            role, stroked = ROLES[asked]
            return _Look(None, role, width or 2.0) if stroked else _Look(role, None, 0.0)
    fill = None if name == "line" else _role(attributes.get("fill", "black"))
    return _Look(fill, _role(attributes.get("stroke", "none")), width or 1.0)


def _role(colour: str) -> Role | None:
    said = colour.replace(" ", "").lower()
    if said.startswith("url("):
        raise Souci(tr("Le dessin contient des dégradés ou des motifs : des aplats, s’il vous plaît."))
    if said in ("none", "transparent"):
        return None
    light = _luminance(NAMED.get(said, said))
    return "paper" if light >= PAPER_FROM else "accent" if light >= PALE_FROM else "ink"


def _luminance(said: str) -> float:
    """Return the relative luminance of ``#rgb``, ``#rrggbb`` or ``rgb(r,g,b)``; 0 for what is written otherwise."""
    try:
        if said.startswith("#") and len(said) in (4, 7):
            wide = len(said) // 3
            parts = [int(said[at : at + wide] * (3 - wide), 16) for at in range(1, len(said), wide)]
        elif said.startswith("rgb(") and said.endswith(")"):
            parts = [min(255, max(0, int(part))) for part in said[4:-1].split(",")]
        else:
            return 0.0
        red, green, blue = (float((part / 255) ** 2.2) for part in parts)
    except ValueError:
        return 0.0
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
