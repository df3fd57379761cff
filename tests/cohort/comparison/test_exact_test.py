"""Exact tests against tables counted one by one, against scipy, and against published values."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import MonteCarloMethod, fisher_exact

from timeline.cohort.comparison import Method, exact_test
from timeline.cohort.comparison.exact_test import how_many

counts = st.integers(0, 3)


def by_hand(table: list[list[int]]) -> float:
    """The share of all orders of the columns' labels that give a table as rare, or rarer."""
    rows = [i for i, row in enumerate(table) for count in row for _ in range(count)]
    columns = [j for row in table for j, count in enumerate(row) for _ in range(count)]

    def cells(labels) -> tuple[tuple[int, ...], ...]:
        pairs = list(zip(rows, labels, strict=True))
        return tuple(
            tuple(pairs.count((i, j)) for j in range(len(table[0]))) for i in range(len(table))
        )

    seen: dict[tuple[tuple[int, ...], ...], int] = {}
    for labels in permutations(columns):
        seen[cells(labels)] = seen.get(cells(labels), 0) + 1
    here = seen[tuple(map(tuple, table))]
    return sum(n for n in seen.values() if n <= here) / sum(seen.values())


@pytest.mark.parametrize(
    "table",
    [
        [[2, 0, 1], [0, 2, 1]],
        [[3, 0], [0, 2], [1, 1]],
        [[1, 0, 0], [0, 2, 0], [0, 0, 3]],
        [[1, 1, 1], [1, 1, 2]],
    ],
)
def test_p_is_the_share_of_tables_as_rare_as_the_one_seen(table):
    test = exact_test(table)

    assert test.method is Method.FREEMAN_HALTON
    assert test.p == pytest.approx(by_hand(table))


@given(st.lists(st.lists(counts, min_size=2, max_size=2), min_size=2, max_size=2))
def test_two_by_two_is_fishers_test(table):
    test = exact_test(table)

    if test.p is None:
        assert 0 in {*map(sum, table), *map(sum, zip(*table, strict=True))}
    else:
        assert test.p == pytest.approx(float(fisher_exact(table)[1]))


@settings(max_examples=25)
@given(st.lists(st.lists(counts, min_size=3, max_size=3), min_size=3, max_size=3))
def test_rows_columns_and_their_order_do_not_matter(table):
    turned = [list(column) for column in zip(*table, strict=True)]

    p = exact_test(table).p
    assert exact_test(turned).p == (None if p is None else pytest.approx(p))
    assert exact_test(table[::-1]).p == (None if p is None else pytest.approx(p))


def test_the_published_example_of_job_satisfaction():
    # Agresti 2002, table 2.8: income by job satisfaction; R's fisher.test gives p = 0.7827.
    table = [[1, 3, 10, 6], [2, 3, 10, 7], [1, 6, 14, 12], [0, 1, 9, 11]]

    test = exact_test(table)

    assert test.method is Method.PERMUTATION
    assert test.p == pytest.approx(0.7827, abs=0.006)
    assert exact_test(table) == test  # the seed is fixed, and told
    assert (test.seed, test.tables) == (1, 100_000)


def test_drawing_tables_comes_near_to_listing_them():
    table = [[6, 1, 0], [2, 4, 3], [0, 3, 5]]

    listed, drawn = exact_test(table), exact_test(table, most=10)

    assert (listed.method, drawn.method) == (Method.FREEMAN_HALTON, Method.PERMUTATION)
    assert drawn.p == pytest.approx(listed.p, abs=0.005)


def test_counting_tables_agrees_with_listing_them():
    # Margins (2, 2) by (2, 2): the corner can be 0, 1 or 2.
    assert how_many((2, 2), (2, 2), 100) == 3
    assert how_many((1, 1, 1), (1, 1, 1), 100) == 6
    assert how_many((30, 30, 30), (30, 30, 30), 100) > 100


@pytest.mark.parametrize("table", [[[3, 0], [2, 0]], [[1, 2], [0, 0]], [[0, 0], [0, 0]], [], [[4]]])
def test_a_property_that_does_not_vary_has_no_test(table):
    test = exact_test(table)

    assert test.p is None
    assert str(test) == "no test: one of the two properties does not vary"


def test_a_property_of_very_many_values_is_drawn_from():
    test = exact_test([[1, 0, 0]] * 150 + [[0, 1, 0]] * 150 + [[0, 0, 1]], drawn=1_000)

    assert (test.method, test.tables) == (Method.PERMUTATION, 1_000)
    assert test.p == pytest.approx(1.0)  # as every table of these margins is as probable


def test_an_empty_row_takes_no_part():
    assert exact_test([[3, 1], [0, 0], [1, 4]]).p == exact_test([[3, 1], [1, 4]]).p


def test_the_cohort_of_49_by_pattern_of_progression():
    # Mutated and not: 24/33 outside the brain, 5/11 in it (by the sums of the paper), 1/5 both.
    table = [[24, 9], [5, 6], [1, 4]]
    drawn = MonteCarloMethod(n_resamples=100_000, rng=np.random.default_rng(1))  # scipy draws here
    test = exact_test(table)

    assert test.p == pytest.approx(float(fisher_exact(table, method=drawn).pvalue), abs=0.003)
    assert str(test) == "Fisher–Freeman–Halton exact test, p = 0.036"


@pytest.mark.parametrize(
    ("table", "says"), [([[1, -1], [2, 3]], "none below 0"), ([[1, 2], [3]], "one length")]
)
def test_what_is_no_table_of_counts_is_refused(table, says):
    with pytest.raises(ValueError, match=says):
        exact_test(table)
