"""Contrast and difference of colours, held to published values."""

import pytest

from app.drawing import colour, theme

#: Pairs of Lab colours and their difference: from the table of Sharma, Wu and Dalal (2005).
SHARMA = [
    ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
    ((50.0, -1.3802, -84.2814), (50.0, 0.0, -82.7485), 1.0000),
    ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
    ((50.0, 2.49, -0.001), (50.0, -2.49, 0.0009), 7.1792),
    ((50.0, 2.49, -0.001), (50.0, -2.49, 0.0011), 7.2195),
    ((50.0, -0.001, 2.49), (50.0, 0.0009, -2.49), 4.8045),
    ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
    ((50.0, 2.5, 0.0), (50.0, 3.2592, 0.3350), 1.0000),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((22.7233, 20.0904, -46.694), (23.0331, 14.973, -42.5619), 2.0373),
    ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
]


@pytest.mark.parametrize(("one", "other", "apart"), SHARMA)
def test_the_difference_is_that_of_the_published_table(
    one: colour.Triple, other: colour.Triple, apart: float
) -> None:
    assert colour.ciede2000(one, other) == pytest.approx(apart, abs=5e-5)
    assert colour.ciede2000(other, one) == pytest.approx(apart, abs=5e-5)


def test_contrast_is_that_of_wcag() -> None:
    assert colour.contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert colour.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)
    assert colour.contrast("#FFFFFF", "#767676") == pytest.approx(4.54, abs=0.005)
    assert colour.contrast("#FF0000", "#FF0000") == 1.0


def test_what_is_not_opaque_is_seen_over_its_ground() -> None:
    assert colour.over("#00000080", "#FFFFFF") == "#7F7F7F"
    assert colour.over("#123456", "#FFFFFF") == "#123456"


def test_the_inks_of_the_theme_stand_out_on_the_map() -> None:
    for tint in theme.DOMAINES.values():
        assert colour.contrast(tint.ink, theme.PAPIER) >= 4.5
        assert colour.contrast(tint.ink, theme.HORS_TERRITOIRE) >= 4.4
    for paper in theme.POSTITS.values():
        assert colour.contrast(theme.ENCRE, paper.fill) >= 7.0


def test_the_nearest_colour_that_passes_is_taken() -> None:
    among = ("#B3122B", "#1E7A60", "#FFFF00")
    assert colour.nearest("#80C000", among, lambda one: one != "#FFFF00") == "#1E7A60"
    assert colour.nearest("#80C000", among, lambda one: False) == ""
