"""The grammar of moments: each row of its table, what it refuses and where it points."""

import time
from datetime import date, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from timeline.errors import NotationError
from timeline.model.amounts import parse_amount
from timeline.model.moments import (
    MAX_ALTERNATIVES,
    MAX_LENGTH,
    Anchor,
    Basis,
    DayNumber,
    Edge,
    Moment,
    NotAfter,
    NotBefore,
    Offset,
    On,
    Ongoing,
    SameDay,
    as_moment,
    assumed,
    parse_moment,
)
from timeline.model.when import PartialDate, Precision, parse_date

START, END = Edge.START, Edge.END
crizotinib, biopsy = Anchor("crizotinib", START), Anchor("biopsy")


def day(text):
    return date.fromisoformat(text).toordinal()


def terms(text):
    (only,) = parse_moment(text).alternatives
    return only


# --- The table ---


@pytest.mark.parametrize(
    "text", ["2023-02-14", "2016-09", "2016", "2016-09~", "2016-09?", "2019-09/2020-01", "../2019"]
)
def test_a_date_is_on_some_day_of_it(text):
    assert terms(text) == (On(parse_date(text)),)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("start of crizotinib", SameDay(crizotinib)),
        ("end of crizotinib", SameDay(Anchor("crizotinib", END))),
        ("Start of crizotinib", SameDay(crizotinib)),
        ("biopsy", SameDay(biopsy)),
        ("5-fu-course", SameDay(Anchor("5-fu-course"))),
        ("start of crizotinib + 3 weeks", Offset(crizotinib, parse_amount("3 weeks"))),
        ("dx - 2 months", Offset(Anchor("dx"), parse_amount("2 months"), negative=True)),
        ("dx \u2212 2 months", Offset(Anchor("dx"), parse_amount("2 months"), negative=True)),
        ("biopsy + over 2 months", Offset(biopsy, parse_amount(">2 months"))),
        ("biopsy + 2-3 weeks", Offset(biopsy, parse_amount("2-3 weeks"))),
        ("ngs-2021 + 2 days", Offset(Anchor("ngs-2021"), parse_amount("2 days"))),
        ("after biopsy", NotBefore(biopsy, strictly=True)),
        ("then biopsy", NotBefore(biopsy, strictly=True, days=1)),
        ("since biopsy", NotBefore(biopsy)),
        ("not before biopsy", NotBefore(biopsy)),
        ("after end of crizotinib", NotBefore(Anchor("crizotinib", END), strictly=True)),
        # "Before icotinib" can only mean its start; a point event has no other moment anyway.
        ("before crizotinib", NotAfter(crizotinib, strictly=True)),
        ("before end of crizotinib", NotAfter(Anchor("crizotinib", END), strictly=True)),
        ("by biopsy", NotAfter(Anchor("biopsy", START))),
        ("until biopsy", NotAfter(Anchor("biopsy", START))),
        ("not after biopsy", NotAfter(Anchor("biopsy", START))),
        ("after 2020-09", On(PartialDate(day("2020-09-01"), None, Precision.RANGE))),
        ("before 2020-09", On(PartialDate(None, day("2020-09-30"), Precision.RANGE))),
        ("day 45", DayNumber(45, 45)),
        ("Day 45", DayNumber(45, 45)),
        ("day -7", DayNumber(-7, -7)),
        ("day \u22127", DayNumber(-7, -7)),
        ("day 45-50", DayNumber(45, 50)),
        ("day 45\u201350", DayNumber(45, 50)),
        ("day -7 to 3", DayNumber(-7, 3)),
        ("day -7 to -3", DayNumber(-7, -3)),
        ("ongoing", Ongoing()),
        ("Ongoing", Ongoing()),
    ],
)
def test_one_term(text, term):
    assert terms(text) == (term,)


def test_during_is_between_start_and_end():
    assert terms("during icotinib") == (
        NotBefore(Anchor("icotinib", START), strictly=True),
        NotAfter(Anchor("icotinib", END)),
    )


def test_terms_after_a_comma_hold_as_well():
    assert terms("2023-10, after biopsy, before crizotinib") == (
        On(parse_date("2023-10")),
        NotBefore(biopsy, strictly=True),
        NotAfter(crizotinib, strictly=True),
    )


def test_readings_after_or_are_alternatives():
    moment = parse_moment("2016-09, after biopsy or day 3 or biopsy + 1 month")

    assert moment.alternatives == (
        (On(parse_date("2016-09")), NotBefore(biopsy, strictly=True)),
        (DayNumber(3, 3),),
        (Offset(biopsy, parse_amount("1 month")),),
    )


# --- What a moment tells of itself ---


def test_the_text_is_kept_and_read_again_equal():
    moment = parse_moment("  start of crizotinib + 3 weeks ")

    assert str(moment) == "start of crizotinib + 3 weeks"
    assert parse_moment(str(moment)) == moment
    assert moment.basis is Basis.REPORTED


def test_anchors_are_all_named_moments():
    moment = parse_moment("after biopsy, before crizotinib or 2016 or dx + 1 month")

    assert moment.anchors == (biopsy, crizotinib, Anchor("dx"))


@pytest.mark.parametrize(
    ("text", "date_text"),
    [("2016-09, after biopsy", "2016-09"), ("2016 or 2017", None), ("after biopsy", None)],
)
def test_the_date_is_that_of_an_only_reading(text, date_text):
    assert parse_moment(text).date == (date_text and parse_date(date_text))


def test_only_ongoing_is_ongoing():
    assert parse_moment("ongoing").ongoing
    assert not parse_moment("2016").ongoing


def test_an_assumed_moment_says_why():
    moment = assumed("before crizotinib", because="told before")

    assert (moment.basis, moment.because) == (Basis.ASSUMED, "told before")
    assert moment.alternatives == parse_moment("before crizotinib").alternatives


@pytest.mark.parametrize(
    ("anchor", "printed"),
    [
        (crizotinib, "start of crizotinib"),
        (biopsy, "biopsy"),
        (Anchor("biopsy", Edge.AT), "biopsy"),
    ],
)
def test_an_anchor_prints_as_it_is_written(anchor, printed):
    assert str(anchor) == printed


def test_events_take_texts_dates_and_moments():
    moment = parse_moment("2023-02-14")

    assert as_moment("2023-02-14") == moment
    assert as_moment(moment) is moment
    assert as_moment(date(2023, 2, 14)) == moment
    assert as_moment(datetime(2023, 2, 14, 12, 30)) == moment  # noqa: DTZ001 (a wall clock's)
    assert as_moment(None) is None


def test_a_number_is_no_moment():
    with pytest.raises(NotationError, match="is a int, not a moment"):
        as_moment(2016)


# --- What is refused, and where it points ---


@pytest.mark.parametrize(
    ("text", "at", "message"),
    [
        ("", "", "is empty; leave the key out"),
        ("   ", "   ", "is empty"),
        ("2016-13", "13", "there is no month 13"),
        ("   2016-13", "13", "there is no month 13"),
        ("2023-02-30", "30", "2023-02 has no day 30"),
        ("9 March 2023", "9 March", "write 2023-03-09"),
        ("10 weeks after biopsy", "10", "is not a date"),
        ("2016, 2016-13", "13", "there is no month 13"),
        ("2016 or 2017 or 2016-13", "13", "there is no month 13"),
        ("2016-09/2016-13", "13", "there is no month 13"),
        ("after 2016-13", "13", "there is no month 13"),
        ("2016,  before  2016-13", "13", "there is no month 13"),
        ("after biopsy + 3 weeks", "biopsy", "without an amount"),
        ("2016, before start of x + 3 weeks", "start", "without an amount"),
        ("after the last biopsy", "the last", "is not a moment"),
        ("some time later", "some", "is not a moment; write a date"),
        ("start of crizotinib + 3 parsecs", "3 parsecs", "'parsecs' is not a unit of time"),
        ("2016, dx + soon", "soon", "'soon' is not an amount of time"),
        ("day 50-45", "day", "the day numbers run backwards"),
        ("2016-09,", "", "is not a moment"),
        ("ongoing, 2016", "ongoing", "'ongoing' stands alone"),
        ("ongoing or 2016", "ongoing", "'ongoing' stands alone"),
        ("2011 or 2012 or 2013 or 2014 or 2015", "2011", f"more than {MAX_ALTERNATIVES}"),
        ("_id", "_id", "is not a moment"),
    ],
)
def test_what_is_no_moment_points_at_the_bad_part(text, at, message):
    with pytest.raises(NotationError, match=message) as caught:
        parse_moment(text)

    assert caught.value.text == text
    assert text[caught.value.column :].startswith(at)


def test_a_novel_is_no_moment():
    # Documents are untrusted: a megabyte of blanks must not cost minutes.
    begun = time.process_time()
    with pytest.raises(NotationError, match=f"is longer than {MAX_LENGTH} characters") as caught:
        parse_moment("after" + " " * 1_000_000 + "x\ny")

    assert len(str(caught.value)) < 200
    assert time.process_time() - begun < 1


# --- Anything else ---

pieces = (
    "after before during until not start end of or , + - day ongoing crizotinib ngs-2021 dx 2016 "
    "2016-09 2016-13 ../2019 2019/.. 45 -3 3 weeks months ~2 days 20th month"
).split(" ")


def read_or_refused(text):
    try:
        return parse_moment(text)
    except NotationError as error:
        return error


@settings(max_examples=400)
@given(st.text(max_size=60) | st.lists(st.sampled_from(pieces), max_size=9).map(" ".join))
@example("{\N{CJK COMPATIBILITY IDEOGRAPH-FA2A}")  # NFC makes another letter of it
def test_any_text_is_a_moment_or_a_notation_error(text):
    begun = time.process_time()
    result = read_or_refused(text)
    took = time.process_time() - begun

    assert took < 1
    if isinstance(result, NotationError):
        assert result.text == text
        assert 0 <= result.column <= len(text)
    else:
        assert isinstance(result, Moment)
        assert parse_moment(str(result)) == result


@pytest.mark.parametrize("unit", [" ", "a", "1", ",", " or ", "- ", "+ 3 ", "a.", "after "])
def test_the_longest_moments_are_read_or_refused_quickly(unit):
    text = ("after x" + unit * MAX_LENGTH)[: MAX_LENGTH - 2] + "\n!"

    begun = time.process_time()
    result = read_or_refused(text)

    assert time.process_time() - begun < 1
    assert isinstance(result, NotationError)
