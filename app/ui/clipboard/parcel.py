"""Things of a poster as they travel through the clipboard: records, and what they cannot do without.

What comes in may have been written by any program: it is read as a stranger's file is, and either every part of it
is sound or nothing of it is taken. Knows no widget.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from math import isfinite
from typing import Any

from app.catalogue.model import Pictogram
from app.i18n import Souci, tr
from app.poster import choices
from app.poster.geometry import Areas, Geometry, Lines, Point
from app.poster.records import ITEM_TYPES, Item, PostIt
from app.poster.sheet import MapFrame, map_rect
from app.poster.values import Frozen
from app.storage import codec, embedded

#: Our own type on the clipboard, and the version of what it holds.
MIME, VERSION = "application/x-chorographe", 1
MOST_BYTES, MOST_ITEMS, MOST_PLACES = 96_000_000, 2_000, 200_000
#: Longest words and longest parameters of one thing, in signs.
MOST_WORDS, MOST_SETTINGS = 20_000, 200_000
#: Pictograms and pictures that travel along, and what one picture may weigh.
MOST_SIGNS, MOST_PICTURES, MOST_PICTURE = 300, 100, 40_000_000
#: Further than this from the origin no ground lies (metres), and no paper (mm).
FAR_GROUND, FAR_PAPER, WIDEST = 1e8, 1e4, 2_000.0
_COLOUR = re.compile(r"(#[0-9A-Fa-f]{6})?")


@dataclass(frozen=True, slots=True)
class Parcel:
    """Things of one poster, from the bottom of the pile to the top, and where they lay."""

    items: tuple[Item, ...]
    #: The uid of the poster they come from, its reference system, and its window on the ground.
    poster: str
    crs: int
    frame: MapFrame
    #: Post-its that spoke of things left behind: the place they point to means something in their own poster only.
    tied: frozenset[str] = frozenset()
    #: Pictograms that are not shipped, by key; pictures by the sha256 of their bytes.
    signs: Mapping[str, Pictogram] = field(default_factory=dict)
    media: Mapping[str, bytes] = field(default_factory=dict)


def packed(parcel: Parcel) -> bytes:
    """Return a parcel as UTF-8 JSON."""
    frame = parcel.frame
    values = {
        "format": "chorographe",
        "version": VERSION,
        "poster": parcel.poster,
        "crs": parcel.crs,
        "orientation": "paysage" if frame.rect == map_rect("paysage") else "portrait",
        "centre": frame.centre,
        "metres_par_mm": frame.metres_par_mm,
        "rotation": frame.rotation,
        "items": [codec.record_json(item) for item in parcel.items],
        "attaches": sorted(parcel.tied),
        "pictos": [embedded.packed(each).decode() for each in parcel.signs.values()],
        "images": [base64.b64encode(content).decode() for content in parcel.media.values()],
    }
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "replace")


def unpacked(data: bytes) -> Parcel:
    """Return the parcel of ``packed``. Raises Souci, in one sentence, for anything that is not sound in whole."""
    if len(data) > MOST_BYTES:
        raise Souci(tr("Il y a trop de choses à coller d’un coup. Rien n’a changé."))
    try:
        values = json.loads(data, parse_constant=_no_constant)
        if values["format"] != "chorographe":
            raise ValueError("of another program")
        if _whole(values["version"]) > VERSION:
            raise Souci(
                tr(
                    "Ce qui a été copié vient d’une version plus récente de Chorographe. Rien n’a changé\u202f; "
                    "copiez plutôt l’image."
                )
            )
        return _read(values)
    except Souci:
        raise
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as fault:
        raise Souci(
            tr("Ce qui a été copié est abîmé\u00a0: rien n’a été collé. Copiez-le de nouveau.")
        ) from fault


def _read(values: Mapping[str, Any]) -> Parcel:
    orientation = values["orientation"]
    if orientation not in ("paysage", "portrait"):
        raise ValueError("no such sheet")
    frame = MapFrame(
        map_rect(orientation),
        (_near(values["centre"][0], FAR_GROUND), _near(values["centre"][1], FAR_GROUND)),
        _near(values["metres_par_mm"], 1e6),
        _near(values["rotation"], 360.0),
    )
    if frame.metres_par_mm <= 0:
        raise ValueError("no scale")
    listed = _list(values["items"], MOST_ITEMS)
    items = tuple(item for item in map(codec.record_of, listed) if isinstance(item, ITEM_TYPES))
    if not items or len(items) != len(listed) or len({item.uid for item in items}) != len(items):
        raise ValueError("not things of a sheet")
    left = MOST_PLACES
    for item in items:
        left -= _sound(item)
        if left < 0:
            raise ValueError("too many places")
    signs = (embedded.unpacked(_sign(text)) for text in _list(values["pictos"], MOST_SIGNS))
    media = (_picture(text) for text in _list(values["images"], MOST_PICTURES))
    return Parcel(
        items,
        str(values["poster"])[:64],
        _whole(values["crs"]),
        frame,
        frozenset(map(str, _list(values["attaches"], MOST_ITEMS))),
        {each.key: each for each in signs},
        dict(media),
    )


def _sound(item: Item) -> int:
    """Return how many places a thing has. Raises ValueError where it is not one that a sheet can hold."""
    for each in fields(item):
        value = getattr(item, each.name)
        if isinstance(value, str):
            _words(each.name, value, postit=isinstance(item, PostIt))
        elif isinstance(value, bool) or value is None:
            continue
        elif isinstance(value, int | float):
            _near(value, FAR_GROUND if each.name.startswith("cible") else FAR_PAPER)
        elif isinstance(value, Frozen) and len(value.text()) > MOST_SETTINGS:
            raise ValueError("parameters that are too long")
    size = getattr(item, "taille_mm", None)
    if size is not None and not 0 < size <= WIDEST:
        raise ValueError("a size that no sheet has")
    if getattr(item, "intensite", None) not in (None, 1, 2, 3):
        raise ValueError("no such force")
    if isinstance(item, PostIt):
        if (item.x is None) != (item.y is None) or (item.cible_x is None) != (item.cible_y is None):
            raise ValueError("half a place")
        return 1
    return _places(item.geometry)


def _words(name: str, value: str, *, postit: bool) -> None:
    if len(value) > (64 if name in ("uid", "cible", "ensemble", "media") else MOST_WORDS):
        raise ValueError(f"{name} is too long")
    if name == "uid" and not value:
        raise ValueError("a thing without identity")
    known = choices.POSTIT_COULEURS if postit and name == "couleur" else choices.CHOICES.get(name)
    if value and known is not None and value not in known:
        raise ValueError(f"no {name} {value[:20]!r}")
    if name == "couleur" and not postit and not _COLOUR.fullmatch(value):
        raise ValueError("no colour")


def _places(geometry: Geometry) -> int:
    runs: Iterable[tuple[Any, ...]]
    if isinstance(geometry, Point):
        runs, least = ((),), 0
    elif isinstance(geometry, Lines):
        runs, least = geometry.parts, 2
    else:
        assert isinstance(geometry, Areas)
        runs, least = [ring for part in geometry.parts for ring in (part or ((),))], 3
    lengths = [len(run) for run in runs]
    if not lengths or min(lengths) < least:
        raise ValueError("a shape without places")
    for x, y in geometry.coords():
        _near(x, FAR_GROUND), _near(y, FAR_GROUND)
    return max(1, sum(lengths))


def _sign(text: Any) -> bytes:
    data = str(text).encode("utf-8", "replace")
    if len(data) > embedded.MOST_BYTES:
        raise ValueError("a pictogram that is too heavy")
    return data


def _picture(text: Any) -> tuple[str, bytes]:
    try:
        content = base64.b64decode(str(text), validate=True)
    except binascii.Error as fault:
        raise ValueError("not a picture") from fault
    if not content or len(content) > MOST_PICTURE:
        raise ValueError("a picture that is too heavy")
    return hashlib.sha256(content).hexdigest(), content


def _list(value: Any, most: int) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise ValueError("not a list, or too long a one")
    return value


def _near(value: Any, far: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("not a number")
    if not (isfinite(value) and abs(value) <= far):
        raise ValueError("a number out of the world")
    return float(value)


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("not a whole number")
    return value


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a number")
