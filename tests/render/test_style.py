"""Looks: readable, the same everywhere, and told apart without colour."""

import itertools

import pytest

from render.canvas import palette
from render.canvas.style import class_style
from render.figures.common.markers import MARKERS

KNOWN = (
    "EGFR-TKI",
    "ALK-TKI",
    "ROS1-TKI",
    "VEGFR-TKI",
    "BCR::ABL1-TKI",
    "chemotherapy",
    "immunotherapy",
    "radiotherapy",
    "bone-modifying agent",
    "endocrine",
    "CDK4/6 inhibitor",
    "PI3K inhibitor",
    "antibody-drug conjugate",
    "supportive",
    "other",
)


@pytest.mark.parametrize("drug_class", [*KNOWN, "unknown", "PARP inhibitor", "FLT3-TKI", ""])
def test_text_on_a_bar_can_be_read(drug_class):
    style = class_style(drug_class)
    assert palette.contrast(style.text, style.fill) >= palette.LEAST_CONTRAST


def test_white_text_stands_on_blue_and_black_only():
    colors = [v for k, v in vars(palette).items() if k.isupper() and isinstance(v, str)]
    white = {color for color in colors if palette.text_on(color) == palette.WHITE}
    assert white == {palette.BLUE, palette.BLACK}


def test_known_classes_are_told_apart_without_colour():
    for one, other in itertools.combinations(map(class_style, KNOWN), 2):
        assert (one.hatch, one.ink) != (other.hatch, other.ink) or palette.contrast(
            one.fill, other.fill
        ) > 3


def test_spelling_does_not_change_a_style():
    assert class_style("bone-modifying agent") == class_style("Bone modifying_agent")
    assert class_style("EGFR TKI") == class_style("EGFR-TKI")


def test_an_unknown_class_keeps_its_style():
    # Written down, as it must not change from one run or release to the next.
    assert class_style("PARP inhibitor") == class_style("parp-inhibitor")
    assert class_style("PARP inhibitor").fill == palette.BLUE


def test_markers_are_told_apart_without_colour():
    looks = [(look.shape, look.fill) for look in MARKERS.values()]
    assert len(set(looks)) == len(looks)
    for (shape, fill), (other_shape, other_fill) in itertools.combinations(looks, 2):
        assert shape != other_shape or palette.contrast(fill, other_fill) > 1.25
