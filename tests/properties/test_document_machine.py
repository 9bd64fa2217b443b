"""A group at work, in any order: memory = file = the beginning and the acts done again.

After each step the file is read with a connection of its own, as another program would, and compared with the
document and with its replayed history.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, rule

from app.poster.geometry import Areas, Geometry, Lines, Point, translated
from app.poster.records import LigneGrille, Mark, Poster, PostIt, Territoire, Texte, new_uid
from app.poster.values import Frozen
from app.storage import open as opening
from app.storage.codec import replayed
from app.storage.file import PosterFile
from app.storage.load import foreign, load, load_past

pytestmark = pytest.mark.lent

settings.register_profile(
    "machine",
    max_examples=40,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
    derandomize=True,
    database=None,
)

metres = st.floats(-1e7, 1e7, allow_nan=False)
coords = st.tuples(metres, metres)
points = st.builds(Point, metres, metres)
lines = st.lists(st.lists(coords, min_size=2, max_size=4).map(tuple), min_size=1, max_size=2).map(
    lambda runs: Lines(tuple(runs))
)
rings = st.lists(coords, min_size=3, max_size=5).map(lambda run: (*run, run[0]))
areas = st.lists(rings, min_size=1, max_size=2).map(lambda parts: Areas(tuple((ring,) for ring in parts)))
geometries: st.SearchStrategy[Geometry] = st.one_of(points, lines, areas)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
pictos = st.sampled_from(["hopital", "reseau", "fleche", "zone", "inconnu"])
numbers = st.integers(-5, 5) | st.floats(-1e6, 1e6, allow_nan=False)
values = st.dictionaries(
    st.sampled_from(["noeuds", "rayon", "mot"]),
    numbers | words | st.lists(st.tuples(metres, metres, st.integers(1, 3)), max_size=3),
    max_size=3,
).map(Frozen)

START = (
    Poster(uid="poster", titre="Essai", groupe="Groupe 1"),
    Territoire(
        uid="terre",
        nom="Ici",
        codes=("63003",),
        genre="commune",
        millesime="2026",
        geometry=Areas(((((0.0, 0.0), (1e6, 0.0), (1e6, 1e6), (0.0, 0.0)),),)),
    ),
)


class Workshop(RuleBasedStateMachine):
    """What a group can do to its poster."""

    marks = Bundle("marks")
    notes = Bundle("notes")

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="chorographe-machine-"))
        self.file = PosterFile.create(self.folder / "poster.gpkg", START, catalogue={})

    def teardown(self) -> None:
        if hasattr(self, "file"):
            self.file.close()
            assert [entry.name for entry in self.folder.iterdir()] == ["poster.gpkg"]
            shutil.rmtree(self.folder)

    @property
    def document(self):
        return self.file.document

    @rule(target=marks, picto=pictos, geometry=geometries, parametres=values)
    def place(self, picto, geometry, parametres):
        with self.document.transaction("Poser") as act:
            return act.put(Mark(uid=new_uid(), picto=picto, geometry=geometry, parametres=parametres)).uid

    @rule(uid=marks, dx=metres, dy=metres)
    def move(self, uid, dx, dy):
        if mark := self.document.get(uid):
            with self.document.transaction("Déplacer") as act:
                for share in (0.25, 0.5, 1):
                    act.put(replace(mark, geometry=translated(mark.geometry, dx * share, dy * share)))

    @rule(uid=marks, geometry=geometries)
    def reshape(self, uid, geometry):
        if mark := self.document.get(uid):
            with self.document.transaction("Remodeler") as act:
                act.put(replace(mark, geometry=geometry))

    @rule(uid=marks, texte=words, intensite=st.none() | st.integers(1, 3), angle=st.none() | metres)
    def edit(self, uid, texte, intensite, angle):
        if mark := self.document.get(uid):
            with self.document.transaction("Modifier") as act:
                act.put(replace(mark, texte=texte, intensite=intensite, angle=angle))

    @rule(target=notes, texte=words)
    def note(self, texte):
        with self.document.transaction("Noter") as act:
            return act.put(PostIt(uid=new_uid(), texte=texte)).uid

    @rule(uid=notes, target_uid=marks, x=st.floats(0, 420), y=st.floats(0, 297))
    def pin(self, uid, target_uid, x, y):
        if note := self.document.get(uid):
            with self.document.transaction("Épingler") as act:
                act.put(replace(note, x=x, y=y, cible=target_uid))

    @rule(texte=words, geometry=points)
    def write(self, texte, geometry):
        with self.document.transaction("Écrire") as act:
            act.put(Texte(uid=new_uid(), geometry=geometry, texte=texte))

    @rule(texte=words, case=st.sampled_from("AMOF"), liens=st.lists(marks, max_size=3, unique=True))
    def grid_line(self, texte, case, liens):
        with self.document.transaction("Ajouter une ligne") as act:
            act.put(LigneGrille(uid=new_uid(), grille="amof", case=case, texte=texte, liens=tuple(liens)))

    @rule(titre=words, groupe=words, scale=st.floats(1, 1000))
    def name_it(self, titre, groupe, scale):
        with self.document.transaction("Nommer") as act:
            act.put(replace(self.document.poster, titre=titre, groupe=groupe, metres_par_mm=scale))

    @rule(uid=st.one_of(consumes(marks), consumes(notes)))
    def delete(self, uid):
        if self.document.get(uid):
            with self.document.transaction("Supprimer") as act:
                act.drop(uid)

    @rule(uid=marks, geometry=geometries)
    def cancel(self, uid, geometry):
        before = dict(self.document.records)
        act = self.document.transaction("Déplacer")
        if mark := self.document.get(uid):
            act.put(replace(mark, geometry=geometry))
        act.put(PostIt(uid=new_uid(), texte="non"))
        act.rollback()
        assert dict(self.document.records) == before

    @rule(times=st.integers(1, 4))
    def undo(self, times):
        for _ in range(times):
            self.file.history.undo()

    @rule(times=st.integers(1, 4))
    def redo(self, times):
        for _ in range(times):
            self.file.history.redo()

    @rule()
    def reopen(self):
        before = dict(self.document.records), self.file.history.acts, self.file.history.cursor
        self.file.close()
        self.file = PosterFile.open(self.file.path, catalogue={})
        assert (self.file.notice, self.file.read_only) == ("", False)
        assert before == (dict(self.document.records), self.file.history.acts, self.file.history.cursor)

    @invariant()
    def memory_is_file_is_history(self):
        if not hasattr(self, "file"):
            return
        self.file.flush()
        memory = dict(self.document.records)
        with opening.reading(self.file.path) as connection:
            seen = opening.look(connection, self.file.path.name)
            assert not seen.damaged
            found = load(connection, seen.tables)
            past = load_past(connection, found.records)
        assert found.records == memory
        assert (found.aside, found.named) == (0, [])
        assert past.acts == self.file.history.acts
        assert past.cursor == self.file.history.cursor
        assert replayed(past.start, past.acts[: past.cursor]) == memory
        assert not foreign(past, memory)


Workshop.TestCase.settings = settings.get_profile("machine")
TestWorkshop = Workshop.TestCase
