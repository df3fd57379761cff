"""Cases told apart by number: the same partition as their ids, in whatever order rows stand."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from timeline.cohort import Cohort
from timeline.cohort.aggregates import (
    co_occurrence,
    directly_follows,
    endpoint_counts,
    line_durations,
    transition_counts,
)
from timeline.cohort.numbering import case_numbers
from timeline.document.rows import from_row


@given(st.lists(st.sampled_from("abcdé"), max_size=30))
def test_numbers_are_equal_where_ids_are(ids):
    numbers = case_numbers(pl.Series("case", ids, dtype=pl.String)).to_list()

    assert len(numbers) == len(ids)
    assert len({*zip(ids, numbers, strict=True)}) == len(set(ids)) == len(set(numbers))


def test_cases_that_stand_together_are_numbered_in_order_and_marked_so():
    numbers = case_numbers(pl.Series("case", ["b", "b", "a", "c", "c"]))

    assert numbers.to_list() == [0, 0, 1, 2, 2]
    assert numbers.flags["SORTED_ASC"]
    assert not case_numbers(pl.Series("case", ["b", "a", "b"])).flags["SORTED_ASC"]


@pytest.fixture(scope="module")
def many(generated, seed):
    return Cohort(map(from_row, generated.rows(60, seed=seed)))


@pytest.mark.parametrize(
    ("table", "aggregate"),
    [
        ("lines", line_durations),
        ("lines", directly_follows),
        ("transitions", transition_counts),
        ("endpoints", endpoint_counts),
        ("findings", co_occurrence),
    ],
)
def test_an_aggregate_does_not_depend_on_the_order_of_rows(many, table, aggregate):
    in_order = many.table(table)
    mixed = in_order.sample(fraction=1.0, shuffle=True, seed=7)

    assert not mixed["case"].equals(in_order["case"])
    assert_frame_equal(aggregate(mixed), aggregate(in_order), check_row_order=False)


def test_counts_by_line_do_not_depend_on_the_order_of_rows(many):
    by = ("endpoint", "drugs")
    in_order = endpoint_counts(many.endpoints, by, lines=many.lines)
    mixed = endpoint_counts(
        many.endpoints.sample(fraction=1.0, shuffle=True, seed=7),
        by,
        lines=many.lines.sample(fraction=1.0, shuffle=True, seed=8),
    )

    assert in_order.height > 20
    assert_frame_equal(mixed, in_order, check_row_order=False)
