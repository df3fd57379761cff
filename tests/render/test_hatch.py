"""Hatches stay inside their bar, and each looks unlike the others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from render.canvas.box import Box
from render.canvas.hatch import PATTERNS, hatch
from render.canvas.outline import bounds


@given(
    st.sampled_from(PATTERNS),
    st.floats(0, 500),
    st.floats(0, 500),
    st.floats(0.5, 300),
    st.floats(4, 40),
)
def test_a_hatch_stays_inside_its_box(pattern, x, y, width, height):
    box = Box(x, y, x + width, y + height)
    drawn = hatch(box, pattern)
    assert not drawn or box.holds(bounds(drawn))


@pytest.mark.parametrize("pattern", [p for p in PATTERNS if p != "solid"])
def test_a_bar_as_small_as_a_legend_swatch_shows_its_hatch(pattern):
    assert hatch(Box(0, 0, 14, 8), pattern)


def test_hatches_differ():
    box = Box(0, 0, 50, 10)
    assert len({hatch(box, pattern) for pattern in PATTERNS}) == len(PATTERNS)


def test_a_diagonal_is_cut_off_at_the_edges():
    (_, (start,)), (_, (end,)) = hatch(Box(0, 0, 2, 2), "diagonal")
    assert start == pytest.approx((0, 2))
    assert end == pytest.approx((2, 0))
