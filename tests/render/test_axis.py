"""The axis: one scale, labels that keep apart, and breaks over empty years only."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from render.canvas.labels import Span
from render.canvas.text import width
from render.figures.common.axis import make_axis, tick_rows

ROOM = Span(50, 450)


def day(text):
    return date.fromisoformat(text).toordinal()


def axis(*dates, busy=(), room=ROOM):
    return make_axis(map(day, dates), busy, room, calendar=True)


def labels(made):
    return [[tick.label for tick in row if tick.label] for row in tick_rows(made, 8)]


def test_an_interval_is_named_in_its_middle():
    made = axis("2018-01-01", "2022-12-31")
    assert labels(made) == [["2018", "2019", "2020", "2021", "2022"]]
    named = next(tick for tick in tick_rows(made, 8)[0] if tick.label == "2020")
    assert named.x == pytest.approx(made.x(day("2020-07-01")), abs=0.5)
    assert named.line == pytest.approx(made.x(day("2020-01-01")))


def test_short_cases_have_months_above_years():
    assert labels(axis("2023-01-15", "2024-08-20")) == [
        ["Jan–Mar", "Apr–Jun", "Jul–Sep", "Oct–Dec", "Jan–Mar", "Apr–Jun", "Jul–Sep"],
        ["2023", "2024"],
    ]
    assert labels(axis("2023-11-15", "2024-01-20")) == [["Nov", "Dec", "Jan"], ["2023", "2024"]]


def test_long_cases_name_every_fifth_or_tenth_year():
    assert labels(axis("1950-06-01", "1990-02-01", room=Span(0, 150)))[0] == [
        "1960",
        "1970",
        "1980",
        "1990",
    ]


@pytest.mark.parametrize(
    ("last", "shown"),
    [(60, "0 7 14 21 28 35 42 49 56"), (700, "0 3 6 9 12 15 18 21"), (9000, "0 5 10 15 20")],
)
def test_days_without_a_calendar_are_counted_from_day_0(last, shown):
    made = make_axis((0, last), (), Span(0, 200), calendar=False)
    assert labels(made) == [shown.split()]


def test_days_before_day_0_are_negative():
    made = make_axis((-400, 400), (), ROOM, calendar=False)
    assert "−12" in labels(made)[0]


def test_empty_years_are_cut_out_and_the_scale_is_kept():
    made = axis("1990-01-15", "2020-01-01", "2021-01-01")
    assert len(made.breaks) == 1
    first, second = made.stretches
    assert (first.right - first.left) / (first.last - first.first) == pytest.approx(
        (second.right - second.left) / (second.last - second.first)
    )
    assert labels(made)[-1][0] == "1990"


def test_no_time_on_treatment_is_cut_out():
    busy = [(day("1990-01-01"), day("2020-01-01"))]
    assert axis("1990-01-01", "2020-01-01", "2021-01-01", busy=busy).breaks == ()


def test_an_axis_needs_a_day():
    with pytest.raises(ValueError, match="at least one day"):
        make_axis((), (), ROOM, calendar=True)


@given(st.lists(st.integers(657_438, 803_000), min_size=1, max_size=8), st.booleans())
def test_days_keep_their_order_and_labels_their_distance(days, calendar):
    made = make_axis(days, (), ROOM, calendar=calendar)
    places = [made.x(day) for day in sorted(days)]
    assert places == sorted(places)
    assert all(ROOM.left <= x <= ROOM.right for x in places)
    for row in tick_rows(made, 8):
        reached = -1.0
        for tick in row:
            if tick.label:
                assert tick.x - width(tick.label, 8) / 2 > reached
                reached = tick.x + width(tick.label, 8) / 2
