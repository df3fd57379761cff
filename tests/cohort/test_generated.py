"""Generated cohorts are the same from the same seed, and as troubled as real ones."""

from timeline.chronology import solve
from timeline.document.rows import from_row


def test_a_stretch_of_a_cohort_can_be_made_by_itself(generated):
    whole = list(generated.rows(30, seed=7))

    assert list(generated.rows(10, seed=7, first=10)) == whole[10:20]
    assert list(generated.rows(30, seed=8)) != whole


def test_every_case_can_be_read_and_has_its_events(generated, seed):
    cases = [from_row(row) for row in generated.rows(200, events=20, seed=seed)]

    assert {len(case.events) for case in cases} == {20}
    assert len({case.id for case in cases}) == 200


def test_a_few_contradict_themselves(generated):
    troubled = [not solve(from_row(row)).consistent for row in generated.rows(1_000)]

    assert 5 <= sum(troubled) <= 60


def test_dates_are_partial_and_some_are_missing(generated):
    written = [
        moment for row in generated.rows(100) for event in row.events for moment in event[1:4]
    ]
    lengths = {len(text) for text in written if text is not None}

    assert {4, 7, 10} <= lengths
    assert None in written
