"""The example poster is whole: what it holds, and nothing on it covers anything else."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from app import paths
from app.catalogue.load import shipped
from app.drawing.overlaps import overlaps
from app.drawing.scene import Composer
from app.poster.document import Document
from app.poster.records import LigneGrille, Mark, PostIt
from app.storage.file import PosterFile

SAMPLE = paths.resource("samples", "ambert-livradois-forez.gpkg")


def opened(path: Path) -> Document:
    file = PosterFile.open(path)
    file.close()
    return file.document


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Document:
    copy = tmp_path_factory.mktemp("sample") / "sample.gpkg"
    copy.write_bytes(SAMPLE.read_bytes())
    return opened(copy)


def test_it_is_a_complete_poster(sample: Document) -> None:
    marks = list(sample.all(Mark))
    assert len(marks) >= 18
    assert {mark.domaine for mark in marks} >= {"organisation", "dynamique", "ressources", "enjeux"}
    notes = [note for note in sample.all(PostIt) if note.x is not None]
    assert len(notes) >= 5
    assert all(note.cible or note.cible_x is not None for note in notes)
    lines = list(sample.all(LigneGrille))
    assert sum(line.grille == "messages" for line in lines) == 3
    assert {line.case for line in lines if line.grille == "amof"} == set("AMOF")
    assert sample.poster.titre
    assert "fictif" in sample.poster.mention


def test_its_marks_are_all_of_the_catalogue(sample: Document) -> None:
    assert {mark.picto for mark in sample.all(Mark)} <= set(shipped())


@pytest.mark.parametrize("feuille", [1, 2])
def test_nothing_covers_anything(sample: Document, feuille: int) -> None:
    assert overlaps(Composer(shipped()).compose(sample.records, feuille=feuille)) == []


def test_every_named_place_has_its_name(sample: Document) -> None:
    scene = Composer(shipped()).compose(sample.records)
    said = {
        line.text
        for ink in scene.inks
        for item in ink.primitives
        if ink.uid.startswith("nom:") and hasattr(item, "lines")
        for line in item.lines
    }
    assert said >= {"Ambert", "Arlanc", "Marsac", "Cunlhat", "Olliergues", "Saint-Anthème", "Viverols"}


def test_credits_name_source_and_year(sample: Document) -> None:
    said = sample.poster.credits
    assert "IGN" in said
    assert "INSEE" in said
    assert "2023" in said
    assert "Licence Ouverte" in said


def test_it_is_what_its_sources_make(tmp_path: Path, sample: Document, qapp: object) -> None:
    spec = importlib.util.spec_from_file_location("sample", paths.root() / "packaging" / "sample.py")
    assert spec is not None
    assert spec.loader is not None
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    maker.make(tmp_path / "again.gpkg")
    again = opened(tmp_path / "again.gpkg")

    def drawn(document: Document) -> set[tuple[str, object, str]]:
        return {(mark.picto, mark.geometry, mark.texte) for mark in document.all(Mark)}

    assert drawn(again) == drawn(sample)
