"""The empty sheet as a PDF: true sizes from A4 to A0, outlines only, its codes read back before it is said done."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw

from app import paths
from app.basemap.paper import sheet_code
from app.basemap.paper.sheet_code import CORNERS
from app.cli import main
from app.exports import papier, registry
from app.exports.papier import PapierOptions
from app.exports.png import PngOptions
from app.exports.registry import Illisible, Snapshot
from app.i18n import Souci
from tests.unit.drawing import sheets

SIZES = {"A4": (297, 210), "A3": (420, 297), "A2": (594, 420), "A1": (841, 594), "A0": (1189, 841)}


#: Painting needs the one application of the tests.
pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def snapshot() -> Snapshot:
    return Snapshot(sheets.records(), sheets.CATALOGUE)


@pytest.mark.parametrize("sheet", SIZES)
def test_a_sheet_has_the_size_of_its_paper_and_four_codes(
    snapshot: Snapshot, sheet: str, tmp_path: Path
) -> None:
    (path,) = registry.export(snapshot, tmp_path / "feuille.pdf", PapierOptions(sheet=sheet))
    document = pypdfium2.PdfDocument(path)
    page = document[0]
    width, height = (side * 25.4 / 72 for side in page.get_size())
    assert (width, height) == pytest.approx(SIZES[sheet], abs=0.2)
    assert {each.type for each in page.get_objects()} == {raw.FPDF_PAGEOBJ_PATH}
    grey = page.render(scale=1600 / page.get_size()[0], grayscale=True).to_pil()
    read = [sheet_code.read(text) for text in sheet_code.texts(grey)]
    assert {corner for _, corner in read} == set(CORNERS)
    assert {found.size for found, _ in read} == {sheet}
    page.close()
    document.close()
    assert path.stat().st_size < 1_500_000


def test_what_is_not_the_sheet_does_not_pass(snapshot: Snapshot, tmp_path: Path) -> None:
    path = tmp_path / "feuille.pdf"
    papier.run(snapshot, path, PapierOptions("A4"), lambda _: None)
    papier.check(path, PapierOptions("A4"))
    with pytest.raises(Illisible):
        papier.check(path, PapierOptions("A3"))
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 3])
    with pytest.raises(Illisible):
        papier.check(path, PapierOptions("A4"))


def test_formats_of_one_suffix_are_told_apart_by_their_options(tmp_path: Path) -> None:
    assert registry.exporter_for(tmp_path / "a.pdf").key == "vide"
    assert registry.exporter_for(tmp_path / "a.pdf", PapierOptions()).key == "vide"
    assert registry.exporter_for(tmp_path / "a.png", PngOptions()).key == "png"


def test_a_sheet_that_is_not_a_size_is_an_error() -> None:
    with pytest.raises(ValueError):
        PapierOptions(sheet="A7")


def test_a_folder_that_is_not_there_is_said(snapshot: Snapshot, tmp_path: Path) -> None:
    with pytest.raises(Souci, match="n’existe pas"):
        registry.export(snapshot, tmp_path / "absent" / "feuille.pdf", PapierOptions())


def test_the_command_line_prints_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sample = str(paths.resource("samples", "ambert-livradois-forez.gpkg"))
    assert main(["export", sample, str(tmp_path / "feuille.pdf"), "--vide", "--sheet", "A2"]) == 0
    assert "écrit et vérifié" in capsys.readouterr().out
    papier.check(tmp_path / "feuille.pdf", PapierOptions("A2"))
    assert main(["export", sample, str(tmp_path / "feuille.png"), "--vide"]) == 1
    assert "La feuille vide s’écrit en PDF" in capsys.readouterr().err
    assert not (tmp_path / "feuille.png").exists()
