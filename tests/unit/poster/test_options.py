"""Toggles of a poster: defaults, what is stored, and what is not understood."""

import pytest

from app.poster.options import Options
from app.poster.records import Poster
from app.poster.values import Frozen


def of(**values) -> Options:
    return Options.of(Poster(uid="p", options=Frozen(values)))


def test_nothing_stored_is_the_usual_sheet() -> None:
    assert of() == Options()
    assert of().amof
    assert of().estompe == 0.0


def test_what_is_stored_is_followed() -> None:
    assert of(amof=False, communes=False, estompe=0.5) == Options(amof=False, communes=False, estompe=0.5)


@pytest.mark.parametrize(("given", "kept"), [(3, 1.0), (-1, 0.0), (1, 1.0), (0.25, 0.25)])
def test_fading_stays_between_its_ends(given, kept) -> None:
    assert of(estompe=given).estompe == kept


@pytest.mark.parametrize("values", [{"amof": "non"}, {"estompe": True}, {"estompe": "fort"}, {"inconnu": 1}])
def test_what_is_not_understood_keeps_its_default(values) -> None:
    assert of(**values) == Options()
