"""Flags: no label on another, no pole through a label, and nothing where there is no way."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from render.canvas.flags import MOST_ROWS, flags
from render.canvas.labels import Mark, Span
from render.canvas.text import width

CANVAS = Span(0, 400)


def marks_at(xs, labels):
    marks = [
        Mark(span=Span(x - 4, x + 4), label=label, size=8)
        for x, label in zip(xs, labels, strict=True)
    ]
    return marks, list(xs)


def test_flags_are_placed_from_right_to_left_each_as_low_as_it_can_be():
    marks, poles = marks_at([50, 62, 74, 300], ["one flag", "two flags", "three", "far away"])
    hung = flags(marks, poles, CANVAS)
    assert hung is not None
    assert [flag.row for flag in hung] == [2, 1, 0, 0]
    assert all(flag.right for flag in hung)


def test_at_the_right_edge_a_flag_hangs_to_the_left():
    hung = flags(*marks_at([380], ["a long flag"]), CANVAS)
    assert hung is not None
    assert not hung[0].right


@pytest.mark.parametrize(
    ("xs", "labels"),
    [
        ([100, 103], ["CT", "PET"]),  # the markers meet
        ([200], ["word " * 100]),  # no room on either side
        (range(20, 200, 9), ["a label that is long"] * 20),  # more rows than the eye follows
    ],
)
def test_where_there_is_no_way_there_are_no_flags(xs, labels):
    assert flags(*marks_at(xs, labels), CANVAS) is None


@given(
    st.lists(st.integers(5, 395), max_size=14, unique=True),
    st.lists(st.text(alphabet="iMé ", min_size=1, max_size=25), min_size=14, max_size=14),
)
def test_no_flag_lies_on_another_and_no_pole_runs_through_one(xs, labels):
    marks, poles = marks_at(xs, labels[: len(xs)])
    hung = flags(marks, poles, CANVAS)
    if hung is None:
        return
    for flag, mark, x in zip(hung, marks, poles, strict=True):
        assert 0 <= flag.row < MOST_ROWS
        assert CANVAS.holds(flag.label)
        assert abs(flag.label.width - width(mark.label, 8)) < 1e-6
        assert min(abs(flag.label.left - x), abs(flag.label.right - x)) < 3
    for (a, x), (b, _) in itertools.permutations(zip(hung, poles, strict=True), 2):
        if a.row == b.row:
            assert not a.label.overlaps(b.label)
        if b.label.left < x < b.label.right:
            assert a.row < b.row
