"""What is counted over frames and what is counted over cases is the same, name by name."""

from collections import Counter

import pytest

import cases
from timeline.cohort import Cohort, aggregates, comparison
from timeline.cohort.comparison import found_in
from timeline.cohort.comparison.findings import tumours_of
from timeline.cohort.tables.cells import label
from timeline.document.rows import from_row
from timeline.model.matching import matches
from timeline.model.truth import Truth


@pytest.fixture(scope="module", params=["shipped", "generated"])
def cohort(request, generated, seed):
    if request.param == "shipped":
        return Cohort(map(cases.load, cases.names()))
    return Cohort(map(from_row, generated.rows(80, seed=seed)))


@pytest.mark.parametrize(
    ("column", "level"), [("drugs_key", "line"), ("classes_key", "class"), ("drugs", "drug")]
)
def test_what_follows_what_is_counted_alike(cohort, column, level):
    frame = aggregates.directly_follows(cohort.lines, column)
    values = comparison.directly_follows(cohort, level)

    assert len(values) > 20
    assert {
        (row["before"], row["after"]): (row["times"], row["cases"], row["doubtful"])
        for row in frame.to_dicts()
    } == {
        (row.first, row.then): (
            row.count,
            len({where.case for where in row.cases}),
            len(row.doubtful),
        )
        for row in values
    }


@pytest.mark.parametrize("column", ["drugs", "drug_classes"])
def test_changes_are_counted_alike(cohort, column):
    frame = aggregates.transition_counts(
        cohort.transitions.join(
            cohort.lines.select("case", "line", "drug_classes"), ["case", "line"]
        ),
        (column, "kind", "short", "change"),
    )
    values = comparison.transition_counts(
        cohort, by=lambda _, line: getattr(line, column) or ("not named",)
    )

    assert len(values) > 20
    assert {
        (row[column] or "not named", row["kind"], row["short"], row["change"]): (
            row["transitions"], row["cases"], row["attributable"],
        )
        for row in frame.to_dicts()
    } == {
        (row.group, row.kind.value, row.what, row.change.value): (
            row.count, len(row.cases), len(row.attributable),
        )
        for row in values
    }  # fmt: skip


def test_findings_together_are_counted_alike(cohort):
    """Of a finding that another covers (a class, its members) only cases count more."""
    found = {one for case in cohort for one in found_in(case)}
    covering = {
        label(one)
        for one in found
        if any(one != other and matches(one, other) is not Truth.FALSE for other in found)
    }
    frame = {
        frozenset((row["one"], row["other"])): (row["tumours"], row["cases"])
        for row in aggregates.co_occurrence(cohort.findings, "short").to_dicts()
        if row["one"] != row["other"]
    }
    named = {str(tumour): tumour.case for case in cohort for tumour in tumours_of(case)}
    alike = 0
    for pair in comparison.co_occurrence(cohort):
        tumours, where = frame.get(frozenset((pair.first, pair.second)), (0, 0))
        mine = len(pair.both), len({named[name] for name in pair.both})
        if covering & {pair.first, pair.second}:
            assert mine >= (tumours, where), pair
        else:
            assert mine == (tumours, where), pair
            alike += tumours > 0
    assert alike  # in some pair the two doors did count


def test_a_finding_by_itself_counts_the_tumours_that_have_it(cohort):
    counted = Counter(
        name
        for case in cohort
        for tumour in tumours_of(case)
        for name in {label(one) for one in found_in(tumour)}
    )
    frame = aggregates.co_occurrence(cohort.findings, "short").to_dicts()

    assert {row["one"]: row["tumours"] for row in frame if row["one"] == row["other"]} == counted
