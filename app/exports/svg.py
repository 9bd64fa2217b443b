"""The sheet, or a part of it, as an SVG that stands alone: sizes in mm, letters as outlines, nothing but shapes.

Every program lays it at its true size and draws it alike: no fonts, no styles, no scripts, no links, no clips. The
words themselves stay with their outlines, for those who listen to a page and for those who search it.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import hypot
from pathlib import Path as File

from app.drawing import letters
from app.drawing.primitives import Image, Path, Primitive, Subpath, Text
from app.drawing.readings import READINGS, faded
from app.drawing.scene import Composer
from app.exports import feuilles
from app.exports.registry import Exporter, Illisible, Progress, Snapshot
from app.i18n import tr
from app.poster.geometry import Box, Coord
from app.poster.records import Poster
from app.poster.sheet import SHEETS
from app.storage.pictures import Source

NAMESPACE = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_TYPES = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"RIFF", "image/webp"))
#: What XML cannot hold, whatever is done to it.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class SvgOptions:
    """Size of the sheet (A4 to A0), which sheet of the poster, and the reading that stands out."""

    sheet: str = "A3"
    feuille: int = 1
    #: One of ``readings.READINGS``; "" for the whole poster.
    lecture: str = ""

    def __post_init__(self) -> None:
        if self.lecture and self.lecture not in READINGS:
            raise ValueError(f"no reading {self.lecture!r}")
        if self.sheet not in SHEETS:
            raise ValueError(f"no sheet {self.sheet!r}")


def drawn(
    primitives: Iterable[Primitive],
    box: Box,
    *,
    title: str = "",
    scale: float = 1.0,
    paper: str = "",
    images: Source = lambda _: None,
) -> str:
    """Return primitives as an SVG text that shows ``box`` (mm of the page), at ``scale`` times its size.

    ``paper`` is the colour behind everything, none by default. Pictures that are not there are left out.
    """
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        (
            f'<svg xmlns="{NAMESPACE}" xmlns:xlink="{_XLINK}" version="1.1" '
            f'width="{_number(width * scale)}mm" height="{_number(height * scale)}mm" '
            f'viewBox="{_number(left)} {_number(top)} {_number(width)} {_number(height)}" role="img">'
        ),
    ]
    if title:
        lines.append(f"<title>{_said(title)}</title>")
    if paper:
        lines.append(
            f'<rect x="{_number(left)}" y="{_number(top)}" width="{_number(width)}" '
            f'height="{_number(height)}"{_ink("fill", paper)}/>'
        )
    for primitive in primitives:
        if isinstance(primitive, Path):
            lines += _path(primitive)
        elif isinstance(primitive, Text):
            lines += _text(primitive)
        else:
            lines += _image(primitive, images)
    return "\n".join([*lines, "</svg>", ""])


def _path(path: Path) -> Iterator[str]:
    if not path.fill and not (path.stroke and path.width > 0):
        return
    told = _ink("fill", path.fill)
    if path.fill and path.rule == "evenodd":
        told += ' fill-rule="evenodd"'
    told += _ink("stroke", path.stroke if path.width > 0 else "")
    if path.stroke and path.width > 0:
        told += f' stroke-width="{_number(path.width)}"'
        if path.cap == "round":
            told += ' stroke-linecap="round"'
        if path.join == "round":
            told += ' stroke-linejoin="round"'
        if path.dash:
            # Round caps lengthen a dash by one width: take it off, as the painter does.
            grown = path.width if path.cap == "round" else 0.0
            lengths = (
                max(0.001, part - grown) if rank % 2 == 0 else part + grown
                for rank, part in enumerate(path.dash)
            )
            told += f' stroke-dasharray="{" ".join(map(_number, lengths))}"'
    data = "".join(map(_run, path.subpaths))
    if data:
        yield f'<path d="{data}"{told}/>'


def _run(subpath: Subpath) -> str:
    points = subpath.points
    if not points:
        return ""
    data = "M" + _place(points[0])
    if len(points) > 1:
        usable = points[1 : 1 + (len(points) - 1) // 3 * 3] if subpath.cubic else points[1:]
        data += ("C" if subpath.cubic else "L") + " ".join(map(_place, usable))
    return data + ("Z" if subpath.closed else "")


def _text(text: Text) -> Iterator[str]:
    data = "".join(letter + " ".join(map(_place, places)) for letter, places in letters.outline(text))
    if not data:
        return
    words = _said(" ".join(line.text for line in text.lines))
    yield f'<g role="img" aria-label="{words}"><title>{words}</title>'
    if text.halo and text.halo_width > 0:
        yield (
            f'<path d="{data}"{_ink("fill", "")}{_ink("stroke", text.halo)} '
            f'stroke-width="{_number(2 * text.halo_width)}" stroke-linecap="round" stroke-linejoin="round"/>'
        )
    yield f'<path d="{data}"{_ink("fill", text.colour)}{_ink("stroke", "")}/></g>'


def _image(image: Image, images: Source) -> Iterator[str]:
    content = images(image.sha256)
    kind = next((kind for start, kind in _TYPES if content and content.startswith(start)), "")
    if not content or not kind:
        return
    x, y, width, height = image.rect
    told = ""
    if image.corners is not None:
        (left, top), (right, right_y), (low_x, low) = image.corners
        x, y, width, height = 0.0, 0.0, hypot(right - left, right_y - top), hypot(low_x - left, low - top)
        turned = (
            (right - left) / width,
            (right_y - top) / width,
            (low_x - left) / height,
            (low - top) / height,
        )
        told = f' transform="matrix({" ".join(f"{each:.7g}" for each in turned)} {_place((left, top))})"'
    elif image.angle:
        told = f' transform="rotate({_number(-image.angle)} {_place((x + width / 2, y + height / 2))})"'
    if image.alpha < 1.0:
        told += f' opacity="{_number(image.alpha)}"'
    yield (
        f'<image x="{_number(x)}" y="{_number(y)}" width="{_number(width)}" height="{_number(height)}" '
        f'preserveAspectRatio="none"{told} '
        f'xlink:href="data:{kind};base64,{base64.b64encode(content).decode()}"/>'
    )


def _ink(what: str, colour: str) -> str:
    """Return a colour as attributes, « none » said in full; programs of offices do not read ``#RRGGBBAA``."""
    if not colour:
        return f' {what}="none"'
    opacity = f' {what}-opacity="{_number(int(colour[7:], 16) / 255)}"' if len(colour) == 9 else ""
    return f' {what}="{colour[:7]}"{opacity}'


def _number(value: float) -> str:
    """Return a length to the thousandth: a micron of the page."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _place(at: Coord) -> str:
    return f"{_number(at[0])} {_number(at[1])}"


def _said(words: str) -> str:
    plain = _CONTROL.sub("\ufffd", words)
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def run(snapshot: Snapshot, path: File, options: SvgOptions, progress: Progress) -> None:
    """Write a sheet of the poster into ``path``. Raises OSError where it cannot be written."""
    scene = Composer(snapshot.catalogue, snapshot.placements).compose(
        snapshot.records, feuille=options.feuille
    )
    scene = faded(scene, options.lecture, snapshot.records, snapshot.catalogue)
    poster = next(record for record in snapshot.records.values() if isinstance(record, Poster))
    progress(0.3)
    text = drawn(
        scene.primitives(),
        (0.0, 0.0, scene.width, scene.height),
        title=poster.titre or poster.territoire_nom,
        scale=SHEETS[options.sheet],
        paper="#FFFFFF",
        images=snapshot.pictures,
    )
    with path.open("x", encoding="utf-8", newline="\n") as out:
        out.write(text)
    progress(1.0)


def check(path: File, options: SvgOptions) -> None:
    """Read the file back: well-formed, and of a size in mm. Raises Illisible."""
    from xml.etree.ElementTree import ParseError

    from defusedxml.ElementTree import parse

    try:
        root = parse(path, forbid_dtd=True).getroot()
    except (ParseError, ValueError) as error:
        raise Illisible(str(error)) from error
    if root is None or root.tag != f"{{{NAMESPACE}}}svg" or not root.get("width", "").endswith("mm"):
        raise Illisible("not a drawing of a size in mm")


def exporter() -> Exporter:
    """Return the format as the registry proposes it, in the language in use."""
    return Exporter(
        key="svg",
        label=tr("Dessin SVG"),
        purpose=tr("Pour retoucher le poster dans un logiciel de dessin, ou l’agrandir sans limite."),
        suffixes=(".svg",),
        options=SvgOptions,
        run=run,
        check=check,
        parts=feuilles.parts,
        usual=False,
    )
