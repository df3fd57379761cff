"""How bounds read: honest about what is open, short where a whole unit is meant."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from timeline.model.bounds import Bounds, DurationBounds
from timeline.model.moments import On, parse_moment
from timeline.model.when import parse_date


def bounds(first, last):
    ends = [end and date.fromisoformat(end).toordinal() for end in (first, last)]
    return Bounds(ends[0], ends[1])


@pytest.mark.parametrize(
    ("first", "last", "printed"),
    [
        ("2023-02-14", "2023-02-14", "2023-02-14"),
        ("2016-09-01", "2016-09-30", "2016-09"),
        ("2020-02-01", "2020-02-29", "2020-02"),
        ("2021-02-01", "2021-02-28", "2021-02"),
        ("2020-02-01", "2020-02-28", "2020-02-01 to 2020-02-28"),
        ("2017-12-01", "2018-03-31", "2017-12 to 2018-03"),
        ("2016-01-01", "2016-12-31", "2016"),
        ("2016-01-01", "2018-12-31", "2016 to 2018"),
        ("2016-01-01", "2016-11-30", "2016-01 to 2016-11"),
        ("2019-09-01", "2020-01-14", "2019-09-01 to 2020-01-14"),
        ("2020-09-30", None, "not before 2020-09-30"),
        (None, "2020-09-30", "by 2020-09-30"),
        (None, None, "unknown"),
    ],
)
def test_a_moment_prints_as_coarsely_as_it_is_known(first, last, printed):
    assert str(bounds(first, last)) == printed


@pytest.mark.parametrize(
    ("first", "last", "printed"),
    [
        (45, 45, "day 45"),
        (0, 0, "day 0"),
        (45, 50, "day 45 to 50"),
        (-7, 3, "day -7 to 3"),
        (45, None, "not before day 45"),
        (None, -7, "by day -7"),
        (None, None, "unknown"),
    ],
)
def test_without_a_calendar_days_are_numbers(first, last, printed):
    assert str(Bounds(first, last, calendar=False)) == printed


@given(
    st.dates(date(1950, 1, 1), date(2050, 12, 31)).map(date.isoformat), st.sampled_from([4, 7, 10])
)
def test_what_a_date_prints_as_is_the_date(text, length):
    read = parse_date(text[:length])

    assert str(Bounds(read.earliest, read.latest)) == text[:length]


limits = st.none() | st.dates(date(1950, 1, 1), date(2050, 12, 31)).map(date.toordinal)


@given(limits, limits)
def test_what_bounds_print_can_be_written_as_a_moment(first, last):
    first, last = sorted((first, last)) if first and last else (first, last)
    assume(first or last)
    ((term,),) = parse_moment(str(Bounds(first, last))).alternatives

    assert isinstance(term, On)
    assert (term.date.earliest, term.date.latest) == (first, last)


def test_only_one_possible_day_is_exact():
    assert Bounds(45, 45).exact
    assert not Bounds(45, 46).exact
    assert not Bounds(None, None).exact
    assert DurationBounds(21, 21).exact
    assert not DurationBounds(21, 23).exact
    assert not DurationBounds(None, None).exact


# --- Lengths ---


@pytest.mark.parametrize(
    ("least", "most", "censored", "printed"),
    [
        (636, 665, False, "20.9\u201321.8 months"),
        (636, 665, True, "ongoing, at least 20.9 months"),
        (636, None, True, "ongoing, at least 20.9 months"),
        (0, None, True, "ongoing"),
        (None, None, True, "ongoing"),
        (-40, None, True, "ongoing"),
        (85, 85, False, "2.8 months"),
        (305, 306, False, "10.0\u201310.1 months"),
        (305, 305, False, "10.0 months"),
        (636, None, False, "at least 20.9 months"),
        (None, 91, False, "at most 3.0 months"),
        (None, None, False, "unknown"),
        (-1, 31, False, "0.0\u20131.0 months"),  # and never -0.0
        (-31, 0, False, "-1.0\u20130.0 months"),
    ],
)
def test_a_length_prints_its_bounds_in_months(least, most, censored, printed):
    assert str(DurationBounds(least, most, censored)) == printed


@pytest.mark.parametrize(
    ("unit", "digits", "printed"),
    [
        ("days", None, "636\u2013665 days"),
        ("weeks", None, "90.9\u201395.0 weeks"),
        ("months", 0, "21\u201322 months"),
        ("months", 2, "20.90\u201321.85 months"),
        ("years", None, "1.7\u20131.8 years"),
    ],
)
def test_a_length_prints_in_other_units(unit, digits, printed):
    assert DurationBounds(636, 665).format(unit, digits) == printed


def test_a_length_in_a_unit_is_a_pair_of_numbers():
    assert DurationBounds(21, 42).in_unit("weeks") == (3, 6)
    assert DurationBounds(None, 365).in_unit("days") == (None, 365)
    assert DurationBounds(487, None).in_unit() == (16, None)


lengths = st.integers(1, 2_000)
