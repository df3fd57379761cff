"""Everything at once, over generated cases of all kinds: the counts add up and names are kept."""

from collections import Counter

import pytest

from timeline.cohort import Cohort
from timeline.cohort.comparison import KEYS, analysed, compare, comparison_text
from timeline.cohort.comparison.grouping import key_of
from timeline.document.rows import from_row


@pytest.fixture(scope="module")
def cases(generated, seed):
    return analysed(from_row(row) for row in generated.rows(60, seed=seed))


@pytest.mark.parametrize("by", KEYS)
def test_every_line_of_every_case_is_there(cases, by):
    found = compare(cases, by=by)

    lines = {(one.case.id, line.number) for one in cases for line in one.lines}
    assert {(row.of.case, row.of.line) for row in found.durations.rows} == lines
    counted = sum(len(e.times) + len(e.left_out) for e in found.durations.estimates)
    empty = [g for g in found.durations.groups if found.durations.estimate_of(g) is None]
    assert counted + sum(len(found.durations.of(g)) for g in empty) == len(found.durations.rows)


def test_each_step_is_followed_by_one(cases):
    found = compare(cases)

    followed = Counter(where for row in found.follows for where in row.cases)
    with_lines = [one for one in cases if len(one.lines)]
    assert followed.total() == sum(len(one.lines) + 1 for one in with_lines)


def test_each_transition_is_counted_under_each_drug_of_its_line(cases):
    found = compare(cases, by="drug")

    changes = {(one.case.id, t.line) for one in cases for t in one.transitions}
    assert {(where.case, where.line) for row in found.transitions for where in row.lines} == changes


def test_no_tumour_stands_in_two_cells_of_a_pair(cases):
    for pair in compare(cases).co_occurrence:
        names = (*pair.both, *pair.first_only, *pair.second_only, *pair.neither)
        assert len(names) == len(set(names))
        assert not {case for case, _ in pair.not_known} & set(names)


def test_a_cohort_is_compared_as_its_cases_are(cases):
    cohort = Cohort(one.case for one in cases[:5])

    assert comparison_text(compare(cohort, aligned=True)) == comparison_text(
        compare(cases[:5], aligned=True)
    )


def test_the_same_cases_give_the_same_text(cases):
    once, again = (
        comparison_text(compare(cases, aligned=True, near=cases[0].case.id)) for _ in "ab"
    )

    assert once == again


def test_a_function_is_a_key_of_its_own():
    def arm(*_: object) -> tuple[str, ...]:
        return ("a",)

    assert key_of(arm) == ("arm", arm)
    assert key_of(lambda *_: ("a",))[0] == "group"
