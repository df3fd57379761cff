"""Calendar arithmetic against the standard library, dates against their table and edtf."""

import calendar
import time
import warnings
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from timeline.errors import NotationError
from timeline.model.when import (
    LAST_YEAR,
    PartialDate,
    Precision,
    add_months,
    day_of,
    decimal_months,
    iso,
    month_length_bounds,
    parse_date,
    whole_months,
)

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # edtf speaks to an older pyparsing
    import edtf


def day(text):
    return date.fromisoformat(text).toordinal()


days = st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(date.toordinal)
# Month ends and leap days, where months go wrong, far more often than by chance.
edges = st.builds(
    lambda year, month, back: date(
        year, month, max(1, calendar.monthrange(year, month)[1] - back)
    ).toordinal(),
    st.integers(1995, 2030),
    st.integers(1, 12),
    st.integers(0, 3),
)
any_day = edges | days


@cache
def stdlib_add_months(start, months):
    """``start`` so many months on, day clamped, without pendulum."""
    there = date.fromordinal(start)
    turns, month = divmod(there.month - 1 + months, 12)
    year = there.year + turns
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(there.day, last)).toordinal()


# --- Months ---


@given(any_day, st.integers(-600, 600))
def test_months_are_added_as_a_calendar_does(start, months):
    assert add_months(start, months) == stdlib_add_months(start, months)


@given(any_day, any_day, st.integers(-40, 40))
def test_adding_months_keeps_the_order_of_days(first, last, months):
    first, last = sorted((first, last))

    assert add_months(first, months) <= add_months(last, months)


@pytest.mark.parametrize("months", [20_000 * 12, -20_000 * 12])
def test_months_beyond_the_calendar_are_refused(months):
    with pytest.raises(OverflowError, match="outside the calendar"):
        add_months(day("2023-11-01"), months)


def months_counted_one_by_one(start, end):
    count = 0
    while stdlib_add_months(start, count + 1) <= end:
        count += 1
    while stdlib_add_months(start, count) > end:
        count -= 1
    return count


@given(any_day, st.integers(-2_000, 2_000))
@example(day("2021-04-02"), day("2023-11-01") - day("2021-04-02"))
def test_whole_months_are_those_counted_one_by_one(start, apart):
    assert whole_months(start, start + apart) == months_counted_one_by_one(start, start + apart)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2021-04-02", "2023-11-01", 30),  # pendulum 3.3 counts 31
        ("2021-04-01", "2023-11-01", 31),
        ("2020-01-31", "2020-02-28", 0),
        ("2020-01-31", "2020-02-29", 1),
        ("2021-01-31", "2021-02-28", 1),
        ("2021-02-28", "2021-03-31", 1),
        ("2020-02-29", "2021-02-28", 12),
        ("2020-02-29", "2024-02-28", 47),
        ("2020-02-29", "2024-02-29", 48),
        ("2020-03-01", "2020-02-29", -1),
        ("2020-03-31", "2020-02-29", -1),
        ("2020-05-05", "2020-05-05", 0),
    ],
)
def test_whole_months_at_month_ends(start, end, months):
    assert whole_months(day(start), day(end)) == months


def test_every_pair_of_days_of_three_years_is_counted_right():
    first, last = day("2019-12-15"), day("2022-12-15")
    for start in range(first, last, 7):
        count, following = 0, stdlib_add_months(start, 1)
        for end in range(start, last):
            if end >= following:
                count, following = count + 1, stdlib_add_months(start, count + 2)
            assert whole_months(start, end) == count, (iso(start), iso(end))


@given(any_day, st.lists(st.integers(-800, 800), min_size=2, max_size=2))
def test_whole_months_grow_with_the_end_and_shrink_with_the_start(here, others):
    low, high = sorted(here + apart for apart in others)

    assert whole_months(here, low) <= whole_months(here, high)
    assert whole_months(low, here) >= whole_months(high, here)


def test_a_decimal_month_is_a_twelfth_of_the_mean_year():
    assert decimal_months(365.25) == 12
    assert round(decimal_months(636), 1) == 20.9


# --- How long N months can be ---


FOUR_CENTURIES = range(day("2000-01-01"), day("2400-01-01"))  # then the calendar repeats


@pytest.mark.parametrize("months", [1, 2, 3, 6, 11, 21, -1, -2, -12])
def test_a_month_count_is_as_short_and_as_long_as_from_any_day(months):
    add = stdlib_add_months.__wrapped__
    lengths = {add(start, months) - start for start in FOUR_CENTURIES}

    assert month_length_bounds(months) == (min(lengths), max(lengths))


def test_no_months_take_no_days():
    assert month_length_bounds(0) == (0, 0)


def test_month_counts_beyond_the_400_year_cycle():
    fewest, most = month_length_bounds(5)

    assert month_length_bounds(4800) == (146_097, 146_097)
    assert month_length_bounds(4805) == (146_097 + fewest, 146_097 + most)


# --- Dates as written ---


@pytest.mark.parametrize(
    ("written", "earliest", "latest", "precision"),
    [
        ("2023-02-14", "2023-02-14", "2023-02-14", Precision.DAY),
        ("2016-09", "2016-09-01", "2016-09-30", Precision.MONTH),
        ("2020-02", "2020-02-01", "2020-02-29", Precision.MONTH),
        ("2021-12", "2021-12-01", "2021-12-31", Precision.MONTH),
        ("2016", "2016-01-01", "2016-12-31", Precision.YEAR),
        ("2016-09~", "2016-08-01", "2016-10-31", Precision.MONTH),
        ("2016-09?", "2016-08-01", "2016-10-31", Precision.MONTH),
        ("2016-09%", "2016-08-01", "2016-10-31", Precision.MONTH),
        ("2016-12~", "2016-11-01", "2017-01-31", Precision.MONTH),
        ("2017-01~", "2016-12-01", "2017-02-28", Precision.MONTH),
        ("2016~", "2015-01-01", "2017-12-31", Precision.YEAR),
        ("2020-03-01~", "2020-02-29", "2020-03-02", Precision.DAY),
        ("2019-09/2020-01", "2019-09-01", "2020-01-31", Precision.RANGE),
        ("2019-09-10/2019-09-10", "2019-09-10", "2019-09-10", Precision.RANGE),
        ("2019-09~/2020", "2019-08-01", "2020-12-31", Precision.RANGE),
        (" 2019-09 / 2020-01 ", "2019-09-01", "2020-01-31", Precision.RANGE),
        ("2019-09 to 2020-01", "2019-09-01", "2020-01-31", Precision.RANGE),
        ("2019-09\u20132020-01", "2019-09-01", "2020-01-31", Precision.RANGE),
    ],
)
def test_a_written_date_is_an_interval_of_days(written, earliest, latest, precision):
    read = parse_date(written)

    assert (read.earliest, read.latest, read.precision) == (day(earliest), day(latest), precision)


def test_a_range_may_be_open_on_one_side():
    assert parse_date("../2019-09") == PartialDate(None, day("2019-09-30"), Precision.RANGE)
    assert parse_date("2019-09/..") == PartialDate(day("2019-09-01"), None, Precision.RANGE)


@pytest.mark.parametrize(
    ("written", "approximate", "uncertain"),
    [("2016", False, False), ("2016~", True, False), ("2016?", False, True), ("2016%", True, True)],
)
def test_qualifiers_are_kept(written, approximate, uncertain):
    read = parse_date(written)

    assert (read.approximate, read.uncertain) == (approximate, uncertain)


@st.composite
def single_dates(draw):
    there = date.fromordinal(draw(any_day))
    length = draw(st.sampled_from([4, 7, 10]))
    return there.isoformat()[:length] + draw(st.sampled_from(["", "", "~", "?", "%"]))


def is_ordered(ends):
    first, last = (parse_date(end) for end in ends)
    return (first.earliest or 0) <= (last.latest or 0)


ranges = (
    st.tuples(single_dates(), single_dates()).filter(is_ordered)
    | st.tuples(st.just(".."), single_dates())
    | st.tuples(single_dates(), st.just(".."))
).map("/".join)


@given(single_dates() | ranges)
def test_a_date_is_read_again_from_what_it_prints(written):
    read = parse_date(written)

    assert parse_date(str(read)) == read
    if read.precision is not Precision.RANGE:
        assert str(read) == written


def edtf_days(text):
    parsed = edtf.parse_edtf(text)
    lower, upper = parsed.lower_strict(), parsed.upper_strict()
    return tuple(None if isinstance(end, float) else day_of(*end[:3]) for end in (lower, upper))


plain_dates = single_dates().filter(lambda text: text[-1].isdigit())
plain_ranges = ranges.filter(lambda text: not set("~?%") & set(text))


@settings(max_examples=60)
@given(plain_dates | plain_ranges)
@example("2016-02-29")
@example("../2019-09")
@example("2019-09/..")
@example("2019-09/2020-01")
def test_edtf_reads_the_same_days(written):
    read = parse_date(written)

    assert (read.earliest, read.latest) == edtf_days(written)


@settings(max_examples=40)
@given(single_dates().filter(lambda text: not text[-1].isdigit()))
def test_what_edtf_keeps_strict_is_widened_by_one_unit_here(written):
    # By design: EDTF's strict bounds leave "~" and "?" out, and how far its fuzzy ones reach is a
    # setting. Here one unit of the stated precision is added on either side.
    strict_first, strict_last = edtf_days(written)
    read = parse_date(written)
    assert read.earliest is not None
    assert read.latest is not None

    match len(written) - 1:
        case 10:
            assert (read.earliest, read.latest) == (strict_first - 1, strict_last + 1)
        case 7:
            assert stdlib_add_months(read.earliest, 1) == strict_first
            assert read.latest + 1 == stdlib_add_months(strict_last + 1, 1)
        case 4:
            assert stdlib_add_months(read.earliest, 12) == strict_first
            assert read.latest + 1 == stdlib_add_months(strict_last + 1, 12)


# --- What is no date ---


@pytest.mark.parametrize(
    ("written", "column", "message"),
    [
        ("9 March 2023", 0, "is not a date; write 2023-03-09"),
        ("March 2023", 0, "write 2023-03"),
        ("Sept. 2016", 0, "write 2016-09"),
        ("2023/3/9", 0, "one '/'"),
        ("2023.3.9", 0, "write 2023-03-09"),
        ("2023-3-9", 0, "write 2023-03-09"),
        ("2016-9", 0, "write 2016-09"),
        ("last spring", 0, "write 2023-02-14, 2016-09"),
        ("", 0, "is not a date"),
        ("2016-13", 5, "there is no month 13"),
        ("2021-02-29", 8, "2021-02 has no day 29"),
        ("  2021-02-29", 10, "2021-02 has no day 29"),
        ("1523-02-01", 0, "the year is not between 1800 and 2199"),
        ("2019-09/2020-13", 13, "there is no month 13"),
        ("2019-13 / 2020", 5, "there is no month 13"),
        ("2019-09 to 2020-13", 16, "there is no month 13"),
        ("2019 to 2020/2021", 12, "one '/'"),
        ("2019-09/later", 8, "is not a date"),
        ("2020-01/2019-09", 0, r"ends \(2019-09-30\) before it begins \(2020-01-01\)"),
        ("2019/2020/2021", 9, "one '/'"),
        ("../..", 0, "at least one date"),
    ],
)
def test_what_is_no_date_says_what_was_probably_meant(written, column, message):
    with pytest.raises(NotationError, match=message) as caught:
        parse_date(written)

    assert caught.value.text == written
    if column:
        assert caught.value.column == column


def test_the_last_year_may_be_approximate():
    assert str(parse_date(f"{LAST_YEAR}-12~")) == f"{LAST_YEAR}-12~"


def read_or_refused(text):
    try:
        return parse_date(text)
    except NotationError as error:
        return error


@settings(max_examples=300)
@given(st.text(max_size=30) | st.text(alphabet="0123456789-/.~?% ", max_size=24))
def test_any_text_is_a_date_or_a_notation_error(text):
    begun = time.process_time()
    result = read_or_refused(text)
    took = time.process_time() - begun

    assert took < 1
    if isinstance(result, NotationError):
        assert 0 <= result.column <= len(text)
    else:
        assert parse_date(str(result)) == result


def test_a_century_of_days_comes_back_from_its_iso_text():
    for ordinal in range(day("1950-01-01"), day("2050-01-01"), 17):
        there = date(1950, 1, 1) + timedelta(days=ordinal - day("1950-01-01"))
        assert iso(ordinal) == there.isoformat()
        assert parse_date(iso(ordinal)).earliest == ordinal
