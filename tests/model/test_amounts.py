"""What "21 months" in prose means: science.md's three readings, against calendars counted here."""

import calendar
import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from timeline.errors import NotationError
from timeline.model.amounts import Amount, Qualifier, Reading, Shift, Unit, Window, parse_amount

FLOOR, ROUND, LIBERAL = Reading.FLOOR, Reading.ROUND, Reading.LIBERAL


def day(text):
    return date.fromisoformat(text).toordinal()


def window_days(text, start, reading=FLOOR):
    """The first and the last day that ``text`` after ``start`` can mean."""
    window = parse_amount(text).window(reading)
    least, most = window.least, window.most
    return (least and least.of(start), most and most.of(start))


def window_dates(text, start, reading=FLOOR):
    ends = window_days(text, day(start), reading)
    return tuple(end and date.fromordinal(end).isoformat() for end in ends)


def days_on(text, reading=FLOOR):
    """The window of an amount that is plain days, as day counts."""
    window = parse_amount(text).window(reading)
    assert not (window.least and window.least.months)
    assert not (window.most and window.most.months)
    return (window.least and window.least.days, window.most and window.most.days)


def months_on(start, count):
    """``start`` so many months on, without pendulum."""
    there = date.fromordinal(start)
    turns, month = divmod(there.month - 1 + count, 12)
    last = calendar.monthrange(there.year + turns, month + 1)[1]
    return date(there.year + turns, month + 1, min(there.day, last)).toordinal()


# --- The readings ---


@pytest.mark.parametrize(
    ("text", "reading", "first", "last"),
    [
        # 31 months of befotertinib from the first day it can have begun.
        ("31 months", FLOOR, "2023-11-01", "2023-11-30"),
        ("31 months", ROUND, "2023-10-17", "2023-11-15"),
        ("31 months", LIBERAL, "2023-10-02", "2023-11-30"),
        ("1 year", FLOOR, "2022-04-01", "2023-03-31"),
        ("1 year", LIBERAL, "2021-04-02", "2023-03-31"),
        ("0 months", FLOOR, "2021-04-01", "2021-04-30"),
        ("0 months", LIBERAL, "2021-03-02", "2021-04-30"),
        (">19 months", FLOOR, "2022-11-02", None),
        ("over 19 months", FLOOR, "2022-11-02", None),
        (">=19 months", FLOOR, "2022-11-01", None),
        ("<3 months", FLOOR, "2021-04-01", "2021-06-30"),
        ("<=3 months", FLOOR, "2021-04-01", "2021-07-01"),
        ("within 3 months", FLOOR, "2021-04-01", "2021-07-01"),
        ("~3 months", FLOOR, "2021-06-01", "2021-08-31"),
        ("about 2-3 months", FLOOR, "2021-05-01", "2021-08-31"),
        ("2-3 months", FLOOR, "2021-06-01", "2021-07-31"),
        ("2-3 months", LIBERAL, "2021-05-02", "2021-07-31"),
        ("nearly 3 months", FLOOR, "2021-06-01", "2021-07-01"),
        ("20th month", FLOOR, "2022-11-01", "2022-12-01"),
    ],
)
def test_months_from_the_first_of_april_2021(text, reading, first, last):
    assert window_dates(text, "2021-04-01", reading) == (first, last)


@pytest.mark.parametrize(
    ("start", "text", "first", "last"),
    [
        ("2020-01-31", "1 month", "2020-02-29", "2020-03-30"),
        ("2021-01-31", "1 month", "2021-02-28", "2021-03-30"),
        ("2020-02-29", "1 year", "2021-02-28", "2022-02-27"),
        ("2020-08-31", "6 months", "2021-02-28", "2021-03-30"),
    ],
)
def test_months_from_a_month_end(start, text, first, last):
    assert window_dates(text, start) == (first, last)


@pytest.mark.parametrize(
    ("text", "reading", "least", "most"),
    [
        ("3 weeks", FLOOR, 21, 27),
        ("3 weeks", ROUND, 18, 24),
        ("3 weeks", LIBERAL, 15, 27),
        ("~3 weeks", FLOOR, 14, 34),
        ("2-3 weeks", FLOOR, 14, 27),
        ("2-3 weeks", ROUND, 11, 24),
        (">3 weeks", FLOOR, 22, None),
        ("<3 weeks", FLOOR, 0, 20),
        ("nearly 3 weeks", FLOOR, 14, 21),
        ("10 days", FLOOR, 10, 10),
        ("10 days", ROUND, 10, 10),
        ("10 days", LIBERAL, 10, 10),
        ("~10 days", FLOOR, 9, 11),
        ("10-14 days", FLOOR, 10, 14),
        ("3rd day", FLOOR, 2, 3),
        ("0 days", FLOOR, 0, 0),
        ("3 months", ROUND, 77, 106),
        ("0 months", ROUND, 0, 15),
        ("1 year", ROUND, 183, 547),
    ],
)
def test_amounts_that_are_plain_days(text, reading, least, most):
    assert days_on(text, reading) == (least, most)


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("72.7 months", 2212, 2214),  # 72.65 to 72.75 months of 30.4375 days
        ("72.71 months", 2213, 2213),
        ("21.0 months", 638, 640),  # to the tenth as printed, not 21 completed months
        ("2.5-3 months", 75, 92),
        ("~2.5 months", 46, 106),
        ("nearly 2.5 years", 548, 913),
        (">2.5 weeks", 18, None),
        (">=2.5 weeks", 18, None),
        (">2.0 weeks", 15, None),
        (">=2.0 weeks", 14, None),
        ("<2.0 weeks", 0, 13),
        ("<=2.0 weeks", 0, 14),
        ("<2.5 weeks", 0, 17),
        # No whole day prints as 1.5 weeks or 72.70 months: it means the days round it, not none.
        ("1.5 weeks", 10, 11),
        ("2.5 days", 2, 3),
        ("72.70 months", 2212, 2213),
    ],
)
def test_a_fractional_amount_means_the_days_that_print_as_it(text, least, most):
    assert {days_on(text, reading) for reading in Reading} == {(least, most)}


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("4 cycles", 0),
        ("4 cycles of 21 days", 63),
        ("4 cycles of 3 weeks", 63),
        ("1 cycle of 21 days", 0),
        ("2nd cycle of 21 days", 21),
        (">4 cycles of 21 days", 63),
        ("<4 cycles of 21 days", 0),
    ],
)
def test_cycles_bound_only_from_below(text, least):
    assert days_on(text) == (least, None)


# --- The readings, by their definitions ---

starts = st.dates(date(1990, 1, 1), date(2040, 12, 31)).map(date.toordinal) | st.sampled_from(
    [day(text) for text in ("2020-01-31", "2020-02-29", "2021-02-28", "2023-12-31", "2020-08-30")]
)
counts = st.integers(0, 60)
units = st.sampled_from(["days", "weeks", "months", "years"])


def units_on(start, count, unit):
    """``start`` so many units on, by the standard library."""
    if unit in ("months", "years"):
        return months_on(start, count * (12 if unit == "years" else 1))
    return start + count * (7 if unit == "weeks" else 1)


@given(starts, counts, units)
def test_floor_holds_exactly_the_days_with_that_many_completed_units(start, count, unit):
    first, last = window_days(f"{count} {unit}", start)

    def completed(end):
        n = 0
        while units_on(start, n + 1, unit) <= end:
            n += 1
        return n

    assert (completed(first), completed(last)) == (count, count)
    assert first == start or completed(first - 1) == count - 1
    assert completed(last + 1) == count + 1


@given(starts, counts, units)
def test_liberal_is_between_one_unit_less_and_one_more(start, count, unit):
    first, last = window_days(f"{count} {unit}", start, LIBERAL)

    assert first - 1 == units_on(start, count - 1, unit)
    assert last + 1 == units_on(start, count + 1, unit)


@given(starts, counts)
def test_round_is_within_half_a_month_of_30_4375_days(start, count):
    first, last = window_days(f"{count} months", start, ROUND)
    off_by = {end: abs(end - start - count * 30.4375) for end in range(first - 1, last + 2)}

    assert all(off_by[end] <= 30.4375 / 2 for end in range(first, last + 1))
    assert off_by[last + 1] > 30.4375 / 2
    assert first == start or off_by[first - 1] > 30.4375 / 2


@given(starts, counts, counts, units)
def test_liberal_holds_whatever_floor_or_round_holds(start, count, more, unit):
    text = f"{count}-{count + more} {unit}" if more else f"{count} {unit}"
    loosest = window_days(text, start, LIBERAL)

    for reading in (FLOOR, ROUND):
        first, last = window_days(text, start, reading)
        assert loosest[0] <= first <= last <= loosest[1]


@given(starts, counts, units)
def test_exceeding_n_begins_the_day_after_n(start, count, unit):
    first, last = window_days(f">{count} {unit}", start)

    assert (first - 1, last) == (units_on(start, count, unit), None)


@given(starts, counts, units)
def test_about_n_is_floor_with_a_unit_more_on_either_side(start, count, unit):
    first, last = window_days(f"~{count} {unit}", start)

    assert first == units_on(start, count - 1, unit)
    assert last + 1 == units_on(start, count + 2, unit)


@given(starts, starts, st.integers(-30, 30), st.integers(-40, 40))
def test_a_shift_keeps_the_order_of_days(first, last, months, days):
    assume(first <= last)

    assert Shift(months, days).of(first) <= Shift(months, days).of(last)


# --- Reading and printing ---


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("21 months", "21 months"),
        ("1 month", "1 month"),
        ("21 mo", "21 months"),
        ("21-month", "21 months"),
        ("3 wks", "3 weeks"),
        ("2 yrs", "2 years"),
        ("1 d", "1 day"),
        ("about 3 weeks", "~3 weeks"),
        ("approximately 3 weeks", "~3 weeks"),
        ("≈3 weeks", "~3 weeks"),
        ("exceeding 19 months", ">19 months"),
        ("more than 19 months", ">19 months"),
        ("At least 19 months", ">=19 months"),
        ("≥ 19 months", ">=19 months"),
        ("less than 3 months", "<3 months"),
        ("up to 3 months", "<=3 months"),
        ("almost 3 months", "nearly 3 months"),
        ("20th month", "20th month"),
        ("1st month", "1st month"),
        ("22nd month", "22nd month"),
        ("13th month", "13th month"),
        ("2\u20133 weeks", "2-3 weeks"),
        ("72.70 months", "72.70 months"),
        ("2 cycles of 3 weeks", "2 cycles of 21 days"),
        ("  4   cycles ", "4 cycles"),
    ],
)
def test_the_words_of_reports_print_as_signs(text, printed):
    amount = parse_amount(text)

    assert str(amount) == printed
    assert parse_amount(printed) == amount


def test_what_is_read_is_what_is_written():
    assert parse_amount("about 2-3 weeks") == Amount(
        Decimal(2), Unit.WEEKS, Qualifier.ABOUT, upper=Decimal(3)
    )
    assert parse_amount("2 cycles of 3 weeks") == Amount(Decimal(2), Unit.CYCLES, cycle_days=21)


numbers = (
    st.integers(1, 90).map(Decimal)
    | st.decimals(min_value=0, max_value=90, places=1)
    | st.decimals(min_value=0, max_value=90, places=2)
)


@st.composite
def amounts(draw):
    value, unit = draw(numbers), draw(st.sampled_from(Unit))
    qualifier = draw(st.sampled_from(Qualifier))
    if qualifier is Qualifier.ORDINAL:
        value = Decimal(draw(st.integers(1, 90)))
    upper = None
    if qualifier in (Qualifier.EXACT, Qualifier.ABOUT):
        upper = draw(st.none() | st.just(value + 2))
    cycle = draw(st.none() | st.integers(1, 60)) if unit is Unit.CYCLES else None
    return Amount(value, unit, qualifier, upper, cycle)


@given(amounts())
def test_an_amount_is_read_again_from_what_it_prints(amount):
    again = parse_amount(str(amount))

    assert again == amount
    assert str(again) == str(amount)


@given(amounts(), starts, st.sampled_from(Reading))
def test_every_amount_but_under_nothing_allows_some_day(amount, start, reading):
    assume(not (amount.qualifier is Qualifier.UNDER and amount.value == 0))
    window = amount.window(reading)

    assert window.least is not None
    assert window.most is None or window.least.of(start) <= window.most.of(start)


@pytest.mark.parametrize(
    ("text", "message", "column"),
    [
        ("soon", "is not an amount of time; write '21 months'", 0),
        ("months", "is not an amount", 0),
        ("21", "is not an amount", 0),
        ("-3 weeks", "is not an amount", 0),
        ("3 monhts", "'monhts' is not a unit of time; did you mean 'months'", 2),
        ("3 fortnights", "'fortnights' is not a unit of time", 2),
        ("3-2 weeks", "from the smaller to the larger", 2),
        (">2-3 weeks", "unqualified or '~'", 3),
        ("about 3rd month", "an ordinal is a whole number", 6),
        ("0th month", "an ordinal is a whole number", 0),
        ("2.0th month", "an ordinal is a whole number", 0),
        ("3 months of 21 days", "only cycles have a length", 12),
        ("3 cycles of 0 days", "a cycle lasts a day or more", 12),
        ("500 years", "longer than a life", 0),
        ("999999 weeks", "longer than a life", 0),
    ],
)
def test_what_is_no_amount_says_why_and_where(text, message, column):
    with pytest.raises(NotationError, match=message) as caught:
        parse_amount(text)

    assert caught.value.text == text
    assert caught.value.column == column


words = "about > ~ 3 2.5 - th rd months cycles of".split()


def read_or_refused(text):
    try:
        return parse_amount(text)
    except NotationError as error:
        return error


@given(st.text(max_size=40) | st.lists(st.sampled_from([*words, " "]), max_size=8).map("".join))
def test_any_text_is_an_amount_or_a_notation_error(text):
    begun = time.process_time()
    result = read_or_refused(text)
    took = time.process_time() - begun

    assert took < 1
    if isinstance(result, NotationError):
        assert 0 <= result.column <= len(text)
    else:
        assert isinstance(result.window(), Window)


@given(starts, st.integers(-24, 1_800), st.integers(-30, 30))
def test_a_shift_without_a_day_takes_what_it_can_take_anywhere(day, months, days):
    shift = Shift(months, days)
    least, most = (shift.length(None, longest=longest) for longest in (False, True))
    assert least <= shift.length(day, longest=False) == shift.of(day) - day <= most


def test_a_shift_out_of_the_calendar_still_has_a_length():
    last = date.max.toordinal()
    assert Shift(1, 2).length(last, longest=False) == 28 + 2
    assert Shift(1, 2).length(last, longest=True) == 31 + 2
