"""Response rates: exact intervals, who is counted, and every case by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.cohort.survival import (
    BestResponse,
    Denominator,
    disease_control_rate,
    exact_interval,
    response_rate,
)


def responses(text):
    """``a=CR b=?``: the best response of each case; ``?`` is not stated."""
    pairs = (word.split("=") for word in text.split())
    return [BestResponse(case, None if category == "?" else category) for case, category in pairs]


SERIES = responses("a=CR b=PR c=SD d=NON-CR/NON-PD e=PD f=NE g=? h=odd")


def test_rates_count_as_recist_does_and_name_their_cases():
    orr, dcr = response_rate(SERIES), disease_control_rate(SERIES)
    assert orr.reached == ("a", "b")
    assert orr.missed == ("c", "d", "e")
    assert dcr.reached == ("a", "b", "c", "d")
    assert orr.not_evaluable == dcr.not_evaluable == ("f", "g", "h")
    assert (orr.counted, orr.share) == (8, 0.25)


def test_who_is_not_evaluable_is_left_out_only_by_name():
    orr = response_rate(SERIES, denominator=Denominator.EVALUABLE)
    assert (orr.counted, orr.share) == (5, 0.4)
    assert orr.not_evaluable == ("f", "g", "h")
    assert str(orr) == "ORR 2/5, 40 % (95 % CI 5–85 %; evaluable cases)"


def test_nobody_to_count_is_no_rate():
    orr = response_rate(responses("a=NE"), denominator=Denominator.EVALUABLE)
    assert (orr.share, orr.low, orr.high) == (None, None, None)
    assert str(orr) == "ORR 0/0 (evaluable cases)"


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [
        # With none or all, the interval is 1 - (alpha/2)^(1/n) in closed form.
        (0, 1, 0, 0.975),
        (1, 1, 0.025, 1),
        (0, 10, 0, 1 - 0.025**0.1),
        (10, 10, 0.025**0.1, 1),
        (2, 5, 0.0527, 0.8534),
        (81, 263, 0.2527, 0.3676),  # Newcombe 1998, table I, method 5
    ],
)
def test_the_interval_is_that_of_clopper_and_pearson(count, of, low, high):
    assert exact_interval(count, of) == pytest.approx((low, high), abs=6e-5)


@given(st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_solves_the_binomial_tails(counts):
    from scipy.stats import binom

    count, of = counts
    low, high = exact_interval(count, of)
    if count:
        assert binom.sf(count - 1, of, low) == pytest.approx(0.025, abs=1e-7)
    if count < of:
        assert binom.cdf(count, of, high) == pytest.approx(0.025, abs=1e-7)


def test_impossible_counts_are_refused():
    with pytest.raises(ValueError, match="k"):
        exact_interval(3, 2)
