"""Which therapy follows which: every pair of neighbours once, named, doubts marked."""

from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from timeline.cohort.aggregates import LAST, START
from timeline.cohort.comparison import directly_follows, sequence
from timeline.cohort.comparison.compared import analysed
from timeline.document import loads
from timeline.model.case import Case

DRUGS = ["crizotinib", "lorlatinib", "gefitinib", "docetaxel"]


def test_each_count_names_its_cases_and_lines(treated):
    cases = [treated("one", "crizotinib", "lorlatinib"), treated("two", "crizotinib", "lorlatinib")]

    found = {(row.first, row.then): row for row in directly_follows(cases)}

    pair = found["crizotinib", "lorlatinib"]
    assert [str(each) for each in pair.cases] == ["one (line 2)", "two (line 2)"]
    assert found[START, "crizotinib"].count == 2
    assert [str(each) for each in found["lorlatinib", LAST].cases] == [
        "one (line 2)",
        "two (line 2)",
    ]


def test_the_same_drugs_in_other_words_are_one_step(treated):
    cases = [
        treated("one", "cisplatin + pemetrexed", "docetaxel"),
        treated("two", "pemetrexed + cisplatin", "docetaxel"),
    ]

    counts = {(row.first, row.then): row.count for row in directly_follows(cases)}

    assert counts["cisplatin + pemetrexed", "docetaxel"] == 2


def test_by_class_two_inhibitors_are_one_step(treated):
    (row, *_) = directly_follows(
        [treated("one", "gefitinib", "docetaxel"), treated("two", "erlotinib", "docetaxel")],
        "class",
    )

    assert (row.count, row.first) == (2, START)


def test_an_order_that_the_dates_leave_open_is_marked():
    (case,) = loads(
        """
case: open
assume: []
events:
  - {therapy: crizotinib, setting: advanced, start: 2020}
  - {therapy: docetaxel, setting: advanced, start: 2020}
"""
    )

    (row,) = (
        row for row in directly_follows([case]) if START not in row.first and row.then != LAST
    )

    assert row.doubtful == row.cases


def test_a_case_without_lines_adds_nothing(treated):
    assert directly_follows([treated("none")]) == ()


@given(st.lists(st.lists(st.sampled_from(DRUGS), min_size=1, max_size=4), max_size=4))
def test_the_counts_are_those_of_neighbours(orders):
    cases: list[Case] = []
    for number, drugs in enumerate(orders):
        told = [
            f"  - {{therapy: {d}, line: {n}, setting: advanced}}" for n, d in enumerate(drugs, 1)
        ]
        cases += loads("\n".join([f"case: case-{number}", "events:", *told]))
    steps = [[START, *(s.name for s in sequence(one)), LAST] for one in analysed(cases)]
    expected = Counter(pair for names in steps for pair in pairwise(names))

    found = {(row.first, row.then): row.count for row in directly_follows(cases)}

    assert found == expected
