"""Kleene's tables, and that a truth of three values is never taken for a plain bool."""

import itertools

import pytest

from timeline.model.truth import Truth, all_of, any_of

T, F, I = Truth.TRUE, Truth.FALSE, Truth.INDETERMINATE  # noqa: E741 - as the tables are printed


@pytest.mark.parametrize(
    ("one", "other", "both", "either"),
    [(T, T, T, T), (T, F, F, T), (T, I, I, T), (F, F, F, F), (F, I, F, I), (I, I, I, I)],
)
def test_the_tables_of_kleene(one, other, both, either):
    assert all_of((one, other)) is all_of((other, one)) is both
    assert any_of((one, other)) is any_of((other, one)) is either


def test_de_morgan():
    for values in itertools.product(Truth, repeat=3):
        assert any_of(values) is ~all_of(~value for value in values)


def test_over_nothing():
    assert all_of(()) is T
    assert any_of(()) is F


def test_none_is_indeterminate():
    assert [Truth.of(value) for value in (True, False, None)] == [T, F, I]


def test_it_is_never_a_plain_bool():
    with pytest.raises(TypeError, match="three values"):
        bool(T)
