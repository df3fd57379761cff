"""Bars: what is certain is solid, what is not fades, what goes on has an arrow."""

import pytest

from render.canvas.bars import ARROW_LENGTH, bar, bar_label, possible_bar, slim
from render.canvas.box import Box
from render.canvas.labels import Mark, Span, place
from render.canvas.palette import BLACK, LEAST_CONTRAST, WHITE, contrast
from render.canvas.scene import Fade, Group, Rect, Text
from render.canvas.style import DEFAULT_THEME, class_style

CORE = Box(100, 10, 200, 20)
SOLID, HATCHED = class_style("EGFR-TKI"), class_style("ROS1-TKI")


def around(items):
    return Group(items, role="event").box


def test_uncertain_ends_fade_outwards():
    items = bar(CORE, SOLID, DEFAULT_THEME, fade_left=20, fade_right=30)
    fades = {item.fill: item.box for item in items if isinstance(item, Rect)}
    assert fades == {
        Fade(SOLID.fill, left=0, right=1): slim(Box(80, 10, 100, 20)),
        Fade(SOLID.fill, left=1, right=0): slim(Box(200, 10, 230, 20)),
    }


def test_an_arrow_says_that_a_therapy_goes_on():
    assert around(bar(CORE, SOLID, DEFAULT_THEME, ongoing=True)).right == pytest.approx(
        200 + ARROW_LENGTH, abs=1
    )
    with pytest.raises(ValueError, match="no end that could fade"):
        bar(CORE, SOLID, DEFAULT_THEME, ongoing=True, fade_right=5)


def test_a_bar_without_a_certain_day_is_still_drawn():
    items = bar(Box(100, 10, 100, 20), HATCHED, DEFAULT_THEME, fade_left=10, fade_right=10)
    assert around(items).width == pytest.approx(20, abs=1)


def test_several_classes_each_have_a_stripe():
    items = bar(CORE, SOLID, DEFAULT_THEME, others=(HATCHED,), fade_left=10)
    stripes = [item for item in items if isinstance(item, Rect)]
    faint = slim(CORE)
    assert [stripe.box for stripe in stripes] == [
        Box(100, 15, 200, 20),
        Box(90, faint.top, 100, 15),
        Box(90, 15, 100, faint.bottom),
    ]


def test_days_that_are_only_possible_are_paler():
    items = possible_bar(CORE, SOLID, DEFAULT_THEME, fade_right=5)
    plain, fade = (item for item in items if isinstance(item, Rect))
    assert (plain.fill, plain.box) == (SOLID.possible.fill, slim(CORE))
    assert fade.fill == Fade(SOLID.possible.fill, left=1, right=0)
    assert contrast(SOLID.possible.text, SOLID.possible.fill) >= LEAST_CONTRAST


@pytest.mark.parametrize(
    ("style", "left", "plates", "color"),
    [(SOLID, 100, 0, WHITE), (HATCHED, 100, 1, BLACK), (SOLID, 195, 0, BLACK)],
)
def test_a_label_can_be_read_on_its_bar(style, left, plates, color):
    core = Box(left, 10, 200, 20)
    span = Span(core.left, core.right)
    (spot,) = place([Mark(span=span, core=span, label="crizotinib", size=8)], Span(0, 300))
    *plate, label = bar_label(spot, core, style, DEFAULT_THEME)
    assert len(plate) == plates
    assert isinstance(label, Text)
    assert label.fill == color
    assert core.top < label.box.centre[1] < core.bottom
