"""Other eyes: the published matrices, one colour at a time and by table."""

import numpy as np
import pytest

from app.drawing import vision


@pytest.mark.parametrize(
    ("eye", "red", "green", "blue"),
    [
        # The columns of the matrices of Machado, Oliveira and Fernandes at severity 1.0, written in sRGB.
        ("deuteranope", "#A39000", "#EFD63A", "#003DFB"),
        ("protanope", "#6D5F00", "#FFE500", "#0059FF"),
        ("tritanope", "#FF000F", "#00F7D9", "#006B96"),
        ("gris", "#7F7F7F", "#DCDCDC", "#4C4C4C"),
    ],
)
def test_the_primaries_become_what_the_matrices_say(eye: str, red: str, green: str, blue: str) -> None:
    assert [vision.seen(one, eye) for one in ("#FF0000", "#00FF00", "#0000FF")] == [red, green, blue]


@pytest.mark.parametrize("eye", vision.VISIONS)
def test_white_stays_white_and_greys_stay_grey(eye: str) -> None:
    assert vision.seen("#FFFFFF", eye) == "#FFFFFF"
    grey = vision.seen("#808080", eye)
    assert grey[1:3] == grey[3:5] == grey[5:7]


def test_a_projector_in_daylight_leaves_a_contrast_of_five() -> None:
    from app.drawing.colour import contrast

    # 5 to 1 in light; WCAG adds the glare of its own.
    assert vision.seen("#000000", "delave") == "#7C7C7C"
    assert contrast(vision.seen("#000000", "delave"), "#FFFFFF") == pytest.approx(4.2, abs=0.05)


def test_the_usual_eye_changes_nothing() -> None:
    assert vision.seen("#12345678", "") == "#123456"
    with pytest.raises(KeyError):
        vision.seen("#123456", "chat")


@pytest.mark.parametrize("eye", vision.VISIONS)
def test_the_table_says_what_the_formula_says(eye: str) -> None:
    steps = [0, 85, 170, 255]  # colours that the table has exactly
    colours = [(r, g, b) for r in steps for g in steps for b in steps]
    pixels = np.array([0xFF000000 | r << 16 | g << 8 | b for r, g, b in colours], np.uint32)
    shown = [f"#{int(each) & 0xFFFFFF:06X}" for each in vision.converted(pixels, eye)]
    assert shown == [vision.seen(f"#{r:02X}{g:02X}{b:02X}", eye) for r, g, b in colours]
