"""A sheet that was printed empty and drawn upon by hand, back on the ground of a poster, or beginning a new one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app import apart
from app.basemap.france import search
from app.basemap.paper import sheet_code
from app.basemap.paper.sheet_code import CORNERS, PaperSheet
from app.basemap.rasters.tasks import SECONDS
from app.i18n import Souci, count, tr, trn
from app.imports import calques, reference
from app.imports.calques import Brought, Corners
from app.imports.new import new_poster
from app.poster.geometry import Coord
from app.poster.records import Calque, Poster, Record, new_uid
from app.poster.sheet import MapFrame
from app.storage import crs as known_crs

#: A doubt of more millimetres than this on an A3 is said.
DOUBTFUL = 2.0


@dataclass(frozen=True, slots=True)
class Retrouvee:
    """A sheet that was found again in its photograph, laid flat."""

    sheet: PaperSheet
    #: The straightened picture, and where it lies on the ground.
    picture: Brought
    #: How far its corners may be off, in mm of an A3; and how far its codes are from where they should be.
    doubt: float
    residual: float


def find(
    path: Path,
    page: int = 0,
    *,
    crs: int = 0,
    whole: bool = False,
    even: bool = True,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Retrouvee:
    """Find the sheet that a photograph or a scan shows. Blocks. Raises Souci where there is none.

    ``crs`` is that of the poster to lay it on, 0 for that of the sheet. ``whole`` keeps the whole sheet and not its map
    only; ``even`` makes its light even.
    """
    request = {"path": str(path), "page": page, "crs": crs, "whole": whole, "even": even}
    answer = apart.ask("paper.find", request, progress=progress, cancelled=cancelled, seconds=SECONDS)
    return _found(answer.values, answer.blobs[0])


def look(
    path: Path,
    page: int = 0,
    *,
    crs: int = 0,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[dict[str, Any], bytes, Retrouvee | None]:
    """Return what ``calques.look`` does, and the sheet that a picture without a place shows. Blocks. Raises Souci."""
    request = {"path": str(path), "page": page, "crs": crs}
    answer = apart.ask("paper.look", request, progress=progress, cancelled=cancelled, seconds=SECONDS)
    sheet = answer.values["sheet"]
    return answer.values, answer.blobs[0], _found(sheet, answer.blobs[1]) if sheet is not None else None


def _found(values: dict[str, Any], data: bytes) -> Retrouvee:
    sheet, _ = sheet_code.read(str(values["code"]))
    top_left, top_right, bottom_right, bottom_left = ((float(x), float(y)) for x, y in values["ring"])
    picture = Brought(
        data,
        int(values["width"]),
        int(values["height"]),
        (top_left, top_right, bottom_right, bottom_left),
        tr("Feuille photographiée"),
        # The group's own drawing: the foot of the poster names no file for it.
        "",
        remarks=_remarks(str(values["read"]) + str(values["measured"]), float(values["doubt_mm"])),
    )
    return Retrouvee(sheet, picture, float(values["doubt_mm"]), float(values["residual_mm"]))


def at_home(found: Retrouvee) -> Retrouvee:
    """Return a sheet that was found, laid in its own coordinates: for the poster that begins with it."""
    x, y, width, height = found.sheet.frame.rect
    first, second, third, fourth = (
        found.sheet.frame.to_ground(*corner)
        for corner in ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    )
    return replace(found, picture=replace(found.picture, corners=(first, second, third, fourth)))


def straightened(
    path: Path,
    corners: Iterable[Coord],
    page: int = 0,
    *,
    ratio: float = 0.0,
    even: bool = True,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Brought:
    """Return what lies between four corners of a picture, its perspective undone, without a place yet. Blocks.

    ``corners``: top left, then clockwise, as parts of the width and height of the upright picture; ``ratio``: width by
    height of what is there, 0 to judge by its sides. Raises Souci.
    """
    request = {
        "path": str(path),
        "page": page,
        "corners": [list(each) for each in corners],
        "ratio": ratio,
        "even": even,
    }
    answer = apart.ask("paper.by_corners", request, progress=progress, cancelled=cancelled, seconds=SECONDS)
    width, height = int(answer.values["width"]), int(answer.values["height"])
    return Brought(answer.blobs[0], width, height, None, path.stem, path.name)


def calque(
    poster: Poster, records: Iterable[Record], found: Retrouvee, add: Callable[[bytes], str]
) -> tuple[Calque, str]:
    """Return the record of a found sheet on the ground of a poster, and what to say of it.

    ``add`` holds the bytes (``Pictures.add``). The picture is opaque: it is the group's own drawing. Raises Souci for a
    sheet whose ground the map of the poster does not show: begin a poster from it (``records``).
    """
    kept = list(records)
    assert found.picture.corners is not None
    if not _meets(poster, found.picture.corners):
        raise Souci(
            tr(
                "Cette feuille montre un autre endroit que ce poster. Rien n’a changé\u202f; "
                "commencez un nouveau poster avec elle."
            )
        )
    made = replace(calques.calque(poster, kept, found.picture, add), opacite=1.0)
    if not sheet_code.same_territory(found.sheet, kept):
        said = tr("La photo est à sa place, mais sa feuille a été imprimée pour un autre territoire.")
    else:
        said = tr("La photo est à sa place sur la carte.")
    return made, " ".join((said, *found.picture.remarks))


def records(sheet: PaperSheet) -> list[Record]:
    """Return the records of a new poster that shows what a sheet shows.

    Its territory is that of the code where the base map knows its units; else the poster has the same ground, and no
    outline. Raises Souci for coordinates that no poster can use.
    """
    known_crs.definition(sheet.crs)
    units = _units(sheet)
    made: list[Record] = []
    if units:
        made = new_poster(units, orientation=sheet.orientation)
    poster = next((each for each in made if isinstance(each, Poster)), None)
    if poster is None or poster.crs != sheet.crs:
        made, poster = [], Poster(uid=new_uid())
    seen = replace(
        poster,
        orientation=sheet.orientation,
        crs=sheet.crs,
        centre_x=sheet.centre[0],
        centre_y=sheet.centre[1],
        metres_par_mm=sheet.metres_par_mm,
        rotation=sheet.rotation,
    )
    return [seen, *(each for each in made if each.uid != poster.uid)]


def called(sheet: PaperSheet) -> str:
    """Return the name of the territory of a sheet, "" where the base map does not know it."""
    units = _units(sheet)
    return reference.called(units) if units else ""


def _units(sheet: PaperSheet) -> list[search.Candidate]:
    """Return the units of the base map that a sheet names; none where one of them is unknown."""
    try:
        return [search.unit(kind, code) for kind, code in sheet.units]
    except Souci:
        return []


def _remarks(seen: str, doubt: float) -> tuple[str, ...]:
    missing = len(CORNERS) - len(set(seen))
    if not missing or doubt <= DOUBTFUL:
        return ()
    said = trn(
        missing,
        "{n} de ses quatre codes ne se voit pas\u00a0: elle peut être décalée de {mm} mm. Reprenez la photo, "
        "ou ajustez-la.",
        "{n} de ses quatre codes ne se voient pas\u00a0: elle peut être décalée de {mm} mm. Reprenez la photo, "
        "ou ajustez-la.",
        mm=count(round(doubt)),
    )
    return (said,)


def _meets(poster: Poster, corners: Corners) -> bool:
    """Return whether a picture lies, at least in part, on the map of a poster."""
    frame = MapFrame.of(poster)
    xs, ys = zip(*(frame.to_page(*corner) for corner in corners), strict=True)
    left, top, right, bottom = frame.box
    return bool(min(xs) < right and max(xs) > left and min(ys) < bottom and max(ys) > top)
