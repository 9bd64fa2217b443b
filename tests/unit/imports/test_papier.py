"""A found sheet on the ground of a poster, and a poster that begins from one."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.basemap.france.search import resolve
from app.basemap.paper.sheet_code import PaperSheet
from app.exports.registry import Snapshot
from app.i18n import Souci
from app.imports import papier
from app.imports.calques import Brought
from app.imports.new import new_poster
from app.poster.geometry import bounds
from app.poster.records import Calque, Poster, Record, Territoire
from app.poster.sheet import MapFrame
from tests.synthetic_camera import photograph, printed, varied
from tests.unit.drawing import sheets


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def found(poster: Poster, records: list[Record], doubt: float = 0.0) -> papier.Retrouvee:
    sheet = PaperSheet.of({each.uid: each for each in [poster, *records]}, "A3")
    x, y, width, height = sheet.frame.rect
    corners = tuple(
        sheet.frame.to_ground(*at)
        for at in ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    )
    picture = Brought(b"jpeg", 262, 236, corners, "Feuille photographiée", "IMG.jpg")  # type: ignore[arg-type]
    return papier.Retrouvee(sheet, picture, doubt, 0.01)


def test_a_photograph_comes_back_through_the_process_apart(qapp: QApplication, tmp_path: Path) -> None:
    records = sheets.records()
    sheet, page = printed(Snapshot(records, sheets.CATALOGUE), tmp_path, "A4", 200)
    path = tmp_path / "IMG.jpg"
    path.write_bytes(photograph(sheet, page, varied(2, width=2400, height=1800, noise=3.0, hidden=(1,))).jpeg)
    back = papier.find(path)
    poster = next(each for each in records.values() if isinstance(each, Poster))
    calque, said = papier.calque(poster, records.values(), back, digest)
    assert back.picture.data.startswith(b"\xff\xd8\xff")
    assert calque.media == digest(back.picture.data)
    assert said == "La photo est à sa place sur la carte."
    assert calque.opacite == 1.0
    frame = MapFrame.of(poster)
    left, bottom = frame.to_page(*bounds(calque.geometry)[:2])
    right, top = frame.to_page(*bounds(calque.geometry)[2:])
    # The photograph covers the very map of the poster.
    assert (left, top, right, bottom) == pytest.approx(frame.box, abs=0.02)


def test_a_later_sheet_lies_above_and_another_territory_is_said() -> None:
    records = list(sheets.records().values())
    poster = next(each for each in records if isinstance(each, Poster))
    first, _ = papier.calque(poster, records, found(poster, records), digest)
    second, _ = papier.calque(poster, [*records, first], found(poster, records), digest)
    assert isinstance(second, Calque)
    assert second.rang > first.rang
    others = [each for each in records if not isinstance(each, Territoire)]
    _, said = papier.calque(poster, others, found(poster, records), digest)
    assert "un autre territoire" in said


def test_a_sheet_of_elsewhere_is_refused() -> None:
    records = list(sheets.records().values())
    poster = next(each for each in records if isinstance(each, Poster))
    away = replace(poster, centre_x=poster.centre_x + 400_000)
    with pytest.raises(Souci, match="un autre endroit"):
        papier.calque(away, records, found(poster, records), digest)


def test_a_doubt_is_said_when_a_code_was_not_seen() -> None:
    assert papier._remarks("ABCD", 9.0) == ()
    assert papier._remarks("AB", 0.3) == ()
    (said,) = papier._remarks("AB", 4.2)
    assert said.startswith("2 de ses quatre codes ne se voient pas")
    assert "4 mm" in said


def test_a_poster_begins_from_a_sheet() -> None:
    begun = new_poster([resolve("200070761")], orientation="portrait")
    poster = next(each for each in begun if isinstance(each, Poster))
    sheet = PaperSheet.of({each.uid: each for each in [replace(poster, rotation=12.0), *begun[1:]]}, "A2")
    made = papier.records(sheet)
    other = next(each for each in made if isinstance(each, Poster))
    assert other.territoire_nom == poster.territoire_nom
    assert (other.orientation, other.rotation, other.crs) == ("portrait", 12.0, poster.crs)
    assert (other.centre_x, other.centre_y) == sheet.centre
    (ground,) = (each for each in made if isinstance(each, Territoire))
    assert ground.codes == ("200070761",)
    assert len(made) == len(begun)


def test_a_sheet_of_an_unknown_territory_begins_a_poster_of_the_same_ground() -> None:
    poster = next(each for each in sheets.records().values() if isinstance(each, Poster))
    for territory in ("X0123ABCD", "E999999999", ""):
        sheet = replace(PaperSheet.of({"p": poster}, "A3"), territory=territory)
        (made,) = papier.records(sheet)
        assert isinstance(made, Poster)
        assert (made.centre_x, made.centre_y, made.metres_par_mm) == (*sheet.centre, sheet.metres_par_mm)


def test_coordinates_that_no_poster_can_use_are_said() -> None:
    poster = next(each for each in sheets.records().values() if isinstance(each, Poster))
    with pytest.raises(Souci, match="EPSG:9999"):
        papier.records(replace(PaperSheet.of({"p": poster}, "A3"), crs=9999))


def test_four_corners_straighten_any_picture(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (800, 600), "white").save(tmp_path / "carte.png")
    made = papier.straightened(
        tmp_path / "carte.png", [(0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9)], ratio=4 / 3
    )
    assert made.corners is None
    assert made.width / made.height == pytest.approx(4 / 3, abs=0.01)
    with pytest.raises(Souci, match="quatre coins"):
        papier.straightened(tmp_path / "carte.png", [(0.1, 0.1)] * 4)
