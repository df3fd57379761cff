"""Turnbull's curve: by hand, as Kaplan–Meier where dates are exact, and by brute force."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.cohort.survival import ObservedTime, TimeInterval, kaplan_meier, turnbull
from timeline.cohort.survival.turnbull import innermost


def span(text):
    """``(3, 7]`` or ``[5, inf)``."""
    left, right = (float(word) for word in text[1:-1].split(","))
    return TimeInterval(
        left,
        None if right == math.inf else right,
        left_open=text[0] == "(",
        right_open=right != math.inf and text[-1] == ")",
    )


def masses(*texts):
    return {str(m.interval): round(m.share, 6) for m in turnbull(map(span, texts)).masses}


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        # Disjoint: each keeps its own.
        (["[1,2]", "[4,6]"], {"[1, 2]": 0.5, "[4, 6]": 0.5}),
        # Overlapping: all can lie in what they share.
        (["[1,4]", "[3,6]"], {"[3, 4]": 1}),
        # Ends that touch share one day if both are closed, none if one is open.
        (["[1,3]", "[3,6]"], {"[3, 3]": 1}),
        (["[1,3]", "(3,6]"], {"[1, 3]": 0.5, "(3, 6]": 0.5}),
        (["[1,3)", "[3,6]"], {"[1, 3)": 0.5, "[3, 6]": 0.5}),
        # Censored on the day of an event is at risk for it, so its mass comes later.
        (["[3,3]", "(3,inf)"], {"[3, 3]": 0.5, "(3, ∞)": 0.5}),
        # Not known whether it happened on day 3: it may well have.
        (["[3,3]", "[3,inf)"], {"[3, 3]": 1}),
        # l = log p + log(1 - p) + log 1: the wide one tells nothing.
        (["[1,2]", "[4,6]", "[0,9]"], {"[1, 2]": 0.5, "[4, 6]": 0.5}),
        # Maximise 2 log p + log q + log(p + q) over p + q + r = 1, r > q by one case more.
        (["[1,1]", "[1,1]", "[2,2]", "[1,2]", "[5,5]"], {"[1, 1]": 8 / 15, "[2, 2]": 4 / 15,
                                                         "[5, 5]": 0.2}),
    ],
)  # fmt: skip
def test_masses_worked_out_by_hand(texts, expected):
    assert masses(*texts) == pytest.approx(expected, abs=1e-5)


def test_a_curve_has_two_sides_where_the_mass_lies_somewhere_within():
    curve = turnbull([ObservedTime("a", 10, 20, True), ObservedTime("b", 40, None, False)])
    assert [curve.survival(day) for day in (9, 10, 15, 20, 40)] == [
        (1, 1), (0.5, 1), (0.5, 1), (0.5, 0.5), (0.5, 0.5),
    ]  # fmt: skip
    assert curve.last == 40
    assert [curve.quantile(share) for share in (0.5, 0.6)] == [(10, 20), (None, None)]
    assert curve.median == curve.quantile(0.5)
    with pytest.raises(ValueError, match="between 0 and 1"):
        curve.quantile(0)


def test_what_is_indeterminate_says_only_that_the_days_before_were_free():
    curve = turnbull([ObservedTime("a", 10, 20, None)])
    assert [str(mass.interval) for mass in curve.masses] == ["[10, ∞)"]


exact = st.lists(st.tuples(st.integers(0, 10), st.booleans()), min_size=1, max_size=25)


@given(exact)
def test_exact_dates_give_the_kaplan_meier_curve(rows):
    times = [ObservedTime(f"c{n}", day, day, event) for n, (day, event) in enumerate(rows)]
    product, found = kaplan_meier(times), turnbull(times)
    for step in product.steps:
        assert found.survival(step.day) == pytest.approx((step.survival,) * 2, abs=1e-6)


@st.composite
def spans(draw):
    left = draw(st.integers(0, 8))
    length = draw(st.one_of(st.none(), st.integers(0, 5)))
    if not length:
        return TimeInterval(left, None if length is None else left, left_open=length is None)
    opened = draw(st.booleans()), draw(st.booleans())
    return TimeInterval(left, left + length, left_open=opened[0], right_open=opened[1])


def likelihood(times, shares, inner):
    total = 0.0
    for time in times:
        inside = sum(
            share
            for share, i in zip(shares, inner, strict=True)
            if time.start <= i.start and i.stop <= time.stop
        )
        total += math.log(max(inside, 1e-300))
    return total


@settings(max_examples=40)
@given(st.lists(spans(), min_size=1, max_size=9))
def test_brute_force_finds_nothing_more_likely(times):
    from scipy.optimize import minimize

    found, inner = turnbull(times), innermost(times)
    assert sum(mass.share for mass in found.masses) == pytest.approx(1)
    assert found.gap < 1e-6
    shares = [
        sum(mass.share for mass in found.masses if mass.interval == interval) for interval in inner
    ]
    assert found.log_likelihood == pytest.approx(likelihood(times, shares, inner), abs=1e-9)

    def loss(values):  # softmax: any values make masses
        powers = [math.exp(value - max(values)) for value in values]
        return -likelihood(times, [power / sum(powers) for power in powers], inner)

    best = minimize(loss, [0.0] * len(inner), method="L-BFGS-B", options={"maxiter": 80})
    assert -best.fun <= found.log_likelihood + 1e-7
    assert -best.fun == pytest.approx(found.log_likelihood, abs=2e-2)


@given(st.lists(spans(), min_size=1, max_size=30), st.randoms())
def test_the_order_of_cases_does_not_matter(times, random):
    turned = random.sample(times, len(times))
    assert turnbull(turned) == turnbull(times)


@given(st.lists(spans(), min_size=1, max_size=30))
def test_the_sides_never_cross_and_never_rise(times):
    curve = turnbull(times)
    before = (1.0, 1.0)
    for half_days in range(32):
        low, high = curve.survival(half_days / 2)
        assert 0 <= low <= high + 1e-12
        assert high <= before[1] + 1e-12
        assert low <= before[0] + 1e-12
        before = low, high


@given(st.lists(spans(), min_size=1, max_size=30))
def test_each_innermost_interval_is_the_last_one_of_some_case(times):
    # Why the masses are unique: seen by their last interval, the cases form a triangle.
    inner = innermost(times)
    lasts = {max(i.start for i in inner if time.start <= i.start and i.stop <= time.stop)
             for time in times}  # fmt: skip
    assert lasts == {interval.start for interval in inner}


def test_an_empty_interval_and_no_case_at_all_are_refused():
    with pytest.raises(ValueError, match=r"no time lies in \(3, 3\]"):
        TimeInterval(3, 3, left_open=True)
    with pytest.raises(ValueError, match=r"no time lies in \[4, 3\]"):
        TimeInterval(4, 3)
    with pytest.raises(ValueError, match="at least one case"):
        turnbull([])
