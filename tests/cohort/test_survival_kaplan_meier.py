"""Kaplan–Meier and log-rank, against textbook numbers, fractions by hand, and scipy."""

import math
from fractions import Fraction

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.cohort.survival import (
    AtHalf,
    Band,
    ObservedTime,
    Reading,
    TimeInterval,
    estimate,
    estimates,
    kaplan_meier,
    log_rank,
    observed_times,
    turnbull,
)
from timeline.errors import NotationError
from timeline.model.truth import Truth

# Weeks of remission in acute leukaemia (Freireich 1963); "+" is censored.
TREATED = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
PLACEBO = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23"


def times(text, group=""):
    return [
        ObservedTime(f"{group}{n}", int(word.rstrip("+")), int(word.rstrip("+")), "+" not in word,
                     group=group)
        for n, word in enumerate(text.split())
    ]  # fmt: skip


def test_the_leukaemia_curve_is_that_of_the_textbooks():
    curve = kaplan_meier(times(TREATED))
    falls = {step.day: round(step.survival, 4) for step in curve.steps if step.events}
    assert falls == {
        6: 0.8571, 7: 0.8067, 10: 0.7529, 13: 0.6902, 16: 0.6275, 22: 0.5378, 23: 0.4482,
    }  # fmt: skip
    at_risk = [step.at_risk for step in curve.steps if step.events]
    assert at_risk == [21, 17, 15, 12, 11, 7, 6]
    assert (curve.cases, curve.events, curve.last) == (21, 9, 35)


@pytest.mark.parametrize(
    ("text", "band", "median"),
    [
        (TREATED, Band.LOG_LOG, (23, 13, None)),
        (PLACEBO, Band.LOG_LOG, (8, 4, 11)),
        ("5 10+", Band.LOG_LOG, (5, 5, None)),
        ("5", Band.LOG_LOG, (5, None, None)),  # the band has no value: no interval is made up
        ("5+ 6+", Band.LOG_LOG, (None, None, None)),
        ("1 2 3 4", Band.LOG_LOG, (2, 1, None)),  # exactly half are left on day 2
    ],
)
def test_the_median_has_the_interval_of_brookmeyer_and_crowley(text, band, median):
    found = kaplan_meier(times(text), band=band).median
    assert (found.day, found.low, found.high) == median


def test_a_median_reads_in_months():
    assert str(kaplan_meier(times("61 61 61+")).median) == "2.0 months (2.0–not reached)"
    assert str(kaplan_meier(times("61 300+ 300+")).median) == "not reached (from 2.0 months)"
    assert str(kaplan_meier(times("5+ 6+")).median) == "not reached"
    assert str(kaplan_meier(times("61")).median) == "2.0 months"


def test_both_bands_are_those_of_greenwood():
    plain, log_log = (kaplan_meier(times(TREATED), band=band).steps[0] for band in
                      (Band.PLAIN, Band.LOG_LOG))  # fmt: skip
    survival = 18 / 21
    error = survival * math.sqrt(3 / (21 * 18))
    assert plain.low == pytest.approx(survival - 1.959964 * error, abs=1e-6)
    assert plain.high == 1.0  # cut off: the formula gives more
    width = 1.959964 * error / (survival * abs(math.log(survival)))
    assert log_log.low == pytest.approx(survival ** math.exp(width), abs=1e-6)
    assert log_log.high == pytest.approx(survival ** math.exp(-width), abs=1e-6)


observations = st.lists(
    st.tuples(st.integers(0, 12), st.booleans(), st.sampled_from("abc")), min_size=1, max_size=25
)


def observed(rows):
    return [ObservedTime(f"c{n}", d, d, event, group=g) for n, (d, event, g) in enumerate(rows)]


@given(observations)
def test_any_curve_is_the_product_by_hand_and_names_every_case(rows):
    curve = kaplan_meier(observed(rows))
    share = Fraction(1)
    for step in curve.steps:
        at_risk = sum(day >= step.day for day, _, _ in rows)
        events = sum(day == step.day and event for day, event, _ in rows)
        share *= Fraction(at_risk - events, at_risk)
        assert step.at_risk == at_risk == curve.at_risk(step.day)
        assert step.survival == pytest.approx(float(share))
        if step.low is not None and step.high is not None:
            assert 0 <= step.low <= step.survival + 1e-9
            assert step.survival - 1e-9 <= step.high <= 1
    named = [case for step in curve.steps for case in (*step.events, *step.censored)]
    assert sorted(named) == sorted(f"c{n}" for n in range(len(rows)))


def test_at_risk_counts_the_cases_of_the_day_and_nobody_later():
    curve = kaplan_meier(times("3 5+ 8"))
    assert [curve.at_risk(day) for day in (0, 3, 3.5, 5, 6, 8, 9)] == [3, 3, 2, 2, 1, 1, 0]
    assert [curve.survival(day) for day in (0, 8, 900)] == [1, 0, 0]
    assert kaplan_meier(times("3 5+")).survival(6) is None


def test_the_log_rank_of_the_leukaemia_trial():
    found = log_rank(times(TREATED, "treated") + times(PLACEBO, "placebo"))
    assert found.statistic == pytest.approx(16.793, abs=1e-3)
    assert found.observed == (9, 21)
    assert found.expected == pytest.approx((19.25, 10.75), abs=0.005)
    assert (found.freedom, str(found)) == (1, "log-rank p < 0.001")


@given(observations, observations)
def test_two_groups_are_compared_as_scipy_does(one, other):
    from scipy.stats import CensoredData, logrank

    rows = [(d, e, "x") for d, e, _ in one] + [(d, e, "y") for d, e, _ in other]
    found = log_rank(observed(rows))
    if found.p is None:
        # Every event came when one group alone was at risk, or took everybody.
        assert found.statistic is None
        assert found.expected == pytest.approx(found.observed)
        return
    data = [
        CensoredData.right_censored([d for d, _, _ in group], [not e for _, e, _ in group])
        for group in (one, other)
    ]
    oracle = logrank(data[0], data[1])
    assert found.p == pytest.approx(oracle.pvalue, abs=1e-9)
    assert found.statistic == pytest.approx(oracle.statistic**2)


@given(observations)
def test_groups_may_come_in_any_order(rows):
    if len({group for _, _, group in rows}) < 2:
        rows = [*rows, (3, True, "d"), (4, True, "e")]
    one, other = log_rank(observed(rows)), log_rank(observed(rows[::-1]))
    assert one.freedom == other.freedom
    assert one.statistic == (other.statistic and pytest.approx(other.statistic, abs=1e-8))
    assert sum(one.expected) == pytest.approx(sum(one.observed))


def test_a_rounding_error_is_no_degree_of_freedom():
    rows = [(0, False, "x"), *[(0, False, "y")] * 17, (0, True, "y")]
    found = log_rank(observed(rows))

    assert found.freedom == 1
    assert found.p == pytest.approx(math.erfc(math.sqrt(1 / 18 / 2)))  # chi-squared of 1 degree


@given(observations)
def test_there_are_fewer_degrees_of_freedom_than_groups(rows):
    rows = [*rows, (3, True, "d"), (4, True, "e")]
    assert 0 <= log_rank(observed(rows)).freedom < len({group for _, _, group in rows})


def test_groups_that_were_never_at_risk_together_are_not_compared():
    rows = [(1, True, "a"), (1, True, "b"), (5, True, "c"), (9, True, "c"), (9, False, "d")]
    # On day 1 five are at risk; all that is later is of c and d alone.
    assert log_rank(observed(rows)).freedom == 3
    assert log_rank(observed(rows[2:])).freedom == 1


def test_three_groups_by_hand():
    # Day 1: one of 3 has it; day 2: one of 2; day 3: the last. Expected of a: 1/3; b: 1/3 + 1/2.
    found = log_rank([ObservedTime(g, d, d, True, group=g) for g, d in (("a", 1), ("b", 2),
                      ("c", 3))])  # fmt: skip
    assert found.expected == pytest.approx((1 / 3, 5 / 6, 11 / 6))
    assert found.freedom == 2
    assert found.statistic is not None
    assert found.p == pytest.approx(math.exp(-found.statistic / 2))  # chi-squared of 2 degrees


def test_a_comparison_needs_two_groups():
    with pytest.raises(ValueError, match="two groups or more, not 1"):
        log_rank(times("1 2"))
    with pytest.raises(ValueError, match="at least one case"):
        kaplan_meier([])
    with pytest.raises(ValueError, match="between 0 and 1, not 95"):
        kaplan_meier(times("1"), confidence=95)
    with pytest.raises(ValueError, match="between 0 and 1, not 1"):
        kaplan_meier(times("1")).quantile(1)


@pytest.mark.parametrize(
    ("event", "least", "most", "earliest", "middle", "latest"),
    [
        (True, 10, 20, (10, True), (15, True), (20, True)),
        (False, 10, 20, (10, False), (15, False), (20, False)),
        (None, 10, 20, (10, True), (15, False), (20, False)),
        (True, 10, None, (10, True), (10, False), (math.inf, False)),
        (False, 10, None, (10, False), (10, False), (10, False)),
        (None, 10, None, (10, True), (10, False), (10, False)),
    ],
)
def test_each_reading_takes_what_the_report_allows(event, least, most, earliest, middle, latest):
    time = ObservedTime("a", least, most, event)
    assert [time.at(reading) for reading in Reading] == [earliest, middle, latest]


def test_cnsr_is_read_as_adam_writes_it():
    events = [ObservedTime.from_cnsr("a", 1, 1, cnsr).event for cnsr in (0, 1, 2, None)]
    assert events == [Truth.TRUE, Truth.FALSE, Truth.FALSE, Truth.INDETERMINATE]
    with pytest.raises(NotationError, match=r"'-1': expected CNSR 0 \(event\) or above"):
        ObservedTime.from_cnsr("a", 1, 1, -1)


@pytest.mark.parametrize(
    ("least", "most", "because"),
    [(-3, 4, "a: -3'?: expected 0 days or more"), (9, 4, "9 to 4'?: expected the fewest days")],
)
def test_impossible_bounds_are_refused(least, most, because):
    with pytest.raises(NotationError, match=because):
        ObservedTime("a", least, most, True)


@pytest.mark.parametrize(
    ("rows", "matter"),
    [
        ([(10, 10, True), (20, None, False)], False),
        ([(10, 11, True), (20, None, False)], True),
        ([(10, 10, True), (20, 20, None)], True),
        # Follow-up that ended before anything happened, on whichever day, changes nothing.
        ([(1, 2, False), (10, 10, True)], False),
        ([(10, None, True), (20, 20, True)], True),
    ],
)
def test_partial_dates_matter_when_the_curve_depends_on_them(rows, matter):
    found = estimate([ObservedTime(str(n), *row) for n, row in enumerate(rows)], endpoint="PFS")
    assert found.partial_dates_matter is matter


def test_the_ends_of_the_dates_are_no_bounds_of_the_curve():
    rest = [ObservedTime("b", 15, 15, False), ObservedTime("c", 30, 30, False)]
    found = estimate([ObservedTime("a", 10, 20, True), *rest], endpoint="PFS")
    assert found.earliest.survival(25) == pytest.approx(2 / 3)
    assert found.latest.survival(25) == pytest.approx(1 / 2)


def test_medians_span_the_readings_and_groups_keep_their_order():
    rows = [ObservedTime("a", 10, 20, True, group="z"), ObservedTime("b", 5, None, True, group="y")]
    one, other = estimates(rows, endpoint="OS")
    assert (one.group, one.medians) == ("z", (10, 20))
    assert (other.group, other.medians) == ("y", (5, None))
    assert other.latest.at_risk(5000) == 1


@pytest.mark.parametrize(
    ("text", "first", "middle"),
    [
        ("1 2 3 4", 2, 2.5),  # exactly half are left from day 2 to day 3
        ("1 2 3 3 4", 3, 3),  # never exactly half
        ("2 4 9+", 4, 4),
        ("1 2 5+ 6 7", 6, 6),
        ("3 8+", 3, 3),  # half to the end: nothing follows to be half-way to
        ("1 1 2+ 5 6", 5, 5),
        ("1 5+ 3 8", 3, 5.5),
    ],
)
def test_the_median_may_be_half_way_as_sas_and_r_have_it(text, first, middle):
    assert kaplan_meier(times(text)).median.day == first
    assert kaplan_meier(times(text), at_half=AtHalf.MIDPOINT).median.day == middle
    (found,) = estimates(times(text), endpoint="OS", at_half=AtHalf.MIDPOINT)
    assert found.medians == (middle, middle)


@pytest.mark.parametrize(
    ("least", "most", "event", "told"),
    [
        (math.nan, 10, True, "a: nan.*a number of days"),
        (10, math.nan, True, "a: nan.*a number of days"),
        (math.inf, None, False, "a number of days"),
        (None, 10, True, "a: None.*a number of days"),
        (10, 10, math.nan, "neither an event nor none"),
        (10, 10, 2, "neither an event nor none"),
    ],
)
def test_a_time_or_an_event_that_is_no_number_is_refused(least, most, event, told):
    with pytest.raises(NotationError, match=told):
        ObservedTime("a", least, most, event)


def test_a_censoring_that_is_no_number_is_refused():
    with pytest.raises(NotationError, match="expected CNSR 0"):
        ObservedTime.from_cnsr("a", 10, 10, math.nan)


def test_numbers_of_numpy_are_read():
    time = ObservedTime("a", np.int64(10), np.float64(12), np.True_)

    assert (time.least, time.most, time.event) == (10, 12, Truth.TRUE)
    assert {type(time.least), type(time.most)} == {int}


ADTTE = [
    {"USUBJID": "1", "AVAL": 5.0, "CNSR": 0, "TRT01P": "A"},
    {"USUBJID": "2", "AVAL": 9.0, "CNSR": 1, "TRT01P": "A"},
    {"USUBJID": "3", "AVAL": 7.0, "CNSR": 0, "TRT01P": "B"},
]
AS_ADTTE = {"case": "USUBJID", "least": "AVAL", "most": "AVAL", "cnsr": "CNSR", "group": "TRT01P"}


@pytest.mark.parametrize("frame", [list, pd.DataFrame, pl.DataFrame, pl.LazyFrame])
def test_a_data_set_of_times_goes_in(frame):
    found = observed_times(frame(ADTTE), **AS_ADTTE)

    assert found == (
        ObservedTime("1", 5, 5, True, group="A"),
        ObservedTime("2", 9, 9, False, group="A"),
        ObservedTime("3", 7, 7, True, group="B"),
    )


@pytest.mark.parametrize(
    ("changed", "names", "told"),
    [
        ({"AVAL": math.nan}, {}, "'1: None': row 1 of the times: .*a number of days"),
        ({"CNSR": None}, {}, "'1: None': row 1 of the times: expected CNSR 0"),
        ({}, {"least": "AVALL"}, "did you mean 'AVAL'"),
    ],
)
def test_a_data_set_with_holes_is_refused(changed, names, told):
    with pytest.raises(NotationError, match=told):
        observed_times(pd.DataFrame([{**ADTTE[0], **changed}]), **{**AS_ADTTE, **names})


@pytest.mark.parametrize("frame", [pd.DataFrame, pl.DataFrame])
def test_every_method_takes_a_data_frame(frame):
    rows = [
        {"case": "1", "days_min": 5, "days_max": 9, "cnsr": 0, "status": "event", "group": "A"},
        {"case": "2", "days_min": 9, "days_max": None, "cnsr": 1, "status": "censored",
         "group": "A"},
        {"case": "3", "days_min": 2, "days_max": 7, "cnsr": None, "status": "indeterminate",
         "group": "B"},
    ]  # fmt: skip
    times = [
        ObservedTime("1", 5, 9, True, group="A"),
        ObservedTime("2", 9, None, False, group="A"),
        ObservedTime("3", 2, 7, None, group="B"),
    ]

    assert kaplan_meier(frame(rows)) == kaplan_meier(times)
    assert estimates(frame(rows), endpoint="OS") == estimates(times, endpoint="OS")
    assert log_rank(frame(rows)) == log_rank(times)
    assert turnbull(frame(rows)) == turnbull(times)


def test_an_interval_has_numbers_for_ends():
    with pytest.raises(ValueError, match="no time lies in"):
        TimeInterval(math.nan, 5)
