"""Attainability against brute force: every count of every group of up to 60 patients."""

from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.analysis.numbers.attainability import (
    USUAL,
    Rounding,
    attainable,
    coarse,
    denominators,
    neighbours,
    numerators,
    rounded,
    roundings,
)

IN_DECIMAL = {
    Rounding.HALF_UP: ROUND_HALF_UP,
    Rounding.HALF_EVEN: ROUND_HALF_EVEN,
    Rounding.TRUNCATED: ROUND_DOWN,
    Rounding.UP: ROUND_CEILING,
}
SIZES = st.integers(1, 60)
PLACES = st.integers(0, 3)
RULES = st.lists(st.sampled_from(Rounding), min_size=1, unique=True).map(tuple)


def by_decimal(k: int, n: int, places: int, rule: Rounding) -> Decimal:
    share = Context(prec=60).divide(Decimal(100 * k), Decimal(n))
    return share.quantize(Decimal(1).scaleb(-places), IN_DECIMAL[rule])


@given(SIZES, st.data(), PLACES, st.sampled_from(Rounding))
def test_rounding_is_that_of_the_decimal_module(n, data, places, rule):
    k = data.draw(st.integers(0, n))

    assert rounded(k, n, places, rule) == by_decimal(k, n, places, rule)


@pytest.mark.parametrize("places", [0, 1, 2])
def test_a_percentage_is_attainable_just_when_some_count_gives_it(places):
    for n in range(1, 61):
        given_by: dict[str, set[int]] = {}
        for k in range(n + 1):
            for rule in USUAL:
                given_by.setdefault(f"{by_decimal(k, n, places, rule)}", set()).add(k)
        for percent, counts in given_by.items():
            assert set(numerators(percent, n)) == counts, (percent, n)
        attained = sum(attainable(f"{step}", n) for step in range(101)) if places == 0 else 0
        assert attained == (len(given_by) if places == 0 else 0)


@given(SIZES, PLACES, st.data(), RULES)
def test_every_rounding_against_brute_force(n, places, data, rules):
    step = data.draw(st.integers(0, 100 * 10**places))
    percent = f"{Decimal(step).scaleb(-places):.{places}f}"

    expected = [
        k
        for k in range(n + 1)
        if any(by_decimal(k, n, places, rule) == Decimal(percent) for rule in rules)
    ]

    assert list(numerators(percent, n, rules)) == expected
    assert attainable(percent, n, rules) == bool(expected)


@given(SIZES, st.data(), PLACES, st.sampled_from(USUAL))
def test_what_was_rounded_is_attainable(n, data, places, rule):
    k = data.draw(st.integers(0, n))
    percent = str(rounded(k, n, places, rule))

    assert k in numerators(percent, n)
    assert rule in roundings(percent, k, n)
    assert n in set(denominators([percent], 1, n))


@given(SIZES, st.integers(0, 1000))
def test_neighbours_enclose_the_percentage(n, tenths):
    percent = f"{tenths / 10:.1f}"
    counts = neighbours(percent, n)

    assert all(0 <= k <= n for k in counts)
    assert 100 * counts[0] <= Decimal(percent) * n
    assert 100 * counts[-1] >= Decimal(percent) * n


def test_large_groups_cost_nothing():
    assert len(numerators("2.1", 999_999_999)) == 1_000_000
    assert list(numerators("2.1", 3774)) == [78, 79, 80, 81]


@pytest.mark.parametrize(
    ("percent", "k", "n", "rules"),
    [
        ("28.5", 14, 49, (Rounding.TRUNCATED,)),
        ("38.7", 19, 49, (Rounding.TRUNCATED,)),
        ("8.3", 4, 49, ()),
        ("2.1", 1, 49, (Rounding.UP,)),
        ("2", 1, 49, (Rounding.HALF_UP, Rounding.HALF_EVEN, Rounding.TRUNCATED)),
        ("22.4", 11, 49, (Rounding.HALF_UP, Rounding.HALF_EVEN, Rounding.TRUNCATED)),
        ("62", 20, 32, (Rounding.HALF_EVEN, Rounding.TRUNCATED)),
    ],
)
def test_which_rounding_gives_a_percentage(percent, k, n, rules):
    assert roundings(percent, k, n) == rules


def test_a_decimal_comma_is_a_decimal_point():
    assert roundings("4,1", 2, 49) == roundings("4.1", 2, 49) != ()


def test_trailing_zeros_matter():
    assert attainable("50", 35, tuple(Rounding)) is False
    assert list(numerators("50.0", 34)) == [17]
    assert numerators("50", 201) == range(100, 102)
    assert not numerators("50.0", 201)


def test_a_round_number_may_stand_for_a_nearby_share():
    assert coarse("50", 17, 35)
    assert not coarse("50.0", 17, 35)
    assert not coarse("52", 17, 35)
