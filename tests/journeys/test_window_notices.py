"""Sentences of the marge: an answer leaves by itself, what could not be done stays."""

from __future__ import annotations

from app.ui.workspace import Workspace


def test_an_answer_leaves_and_no_act_takes_it_away(sample: Workspace) -> None:
    notices = sample.marge.notices
    sample.session.said.emit("Style copié.")
    assert notices.sentence == "Style copié."
    assert not notices.leaving
    notices._leave.timeout.emit()
    assert notices.sentence == ""
    sample.tell("La clé est pleine.")
    notices._leave.stop()
    assert notices.sentence == "La clé est pleine."


def test_a_long_answer_leaves_time_to_read_it(sample: Workspace) -> None:
    notices = sample.marge.notices
    sample.session.said.emit("Non.")
    short = notices._leave.interval()
    sample.session.said.emit("Non, " * 40)
    assert notices._leave.interval() > 2 * short
    sample.tell("La clé est pleine.")
    assert not notices._leave.isActive()


def test_an_answer_that_is_no_longer_true_goes(sample: Workspace) -> None:
    notices = sample.marge.notices
    sample.session.said.emit("L’image arrive…")
    sample.session.said.emit("")
    assert notices.sentence == ""
    sample.tell("La clé est pleine.")
    sample.session.said.emit("")
    assert notices.sentence == "La clé est pleine."
