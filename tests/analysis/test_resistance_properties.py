"""Properties of transitions on generated cases: what must not change an answer, and does not."""

from typing import Any

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.analysis.resistance import Change, transitions
from timeline.model.case import Case
from timeline.model.events import MolecularTest, Therapy

STARTS = ("2020-02-01", "2020-08-01", "2021-03-01")
DRUGS = ("gefitinib", "osimertinib", "docetaxel")
RESULTS = st.sampled_from(["found", "not_found", "equivocal", "nothing"])
DAYS = st.tuples(st.sampled_from([2019, 2020, 2021]), st.integers(1, 12), st.integers(1, 28))


@attrs.frozen
class Sampled:
    """A test to be put into a case."""

    day: tuple[int, int, int]
    result: str
    deep: bool

    def event(self, number, precision="day"):
        year, month, day = self.day
        at = f"{year}-{month:02d}" + (f"-{day:02d}" if precision == "day" else "")
        if precision == "year":
            at = str(year)
        results: dict[str, Any] = {} if self.result == "nothing" else {self.result: ["EGFR T790M"]}
        depth = "500 x" if self.deep else None
        test = MolecularTest("NGS", id=f"test-{number}", at=at, depth=depth)
        return attrs.evolve(test, **results)


SAMPLES = st.lists(st.builds(Sampled, DAYS, RESULTS, st.booleans()), max_size=4)


def case_of(tests):
    lines = [
        Therapy(drug, id=drug, line=number + 1, start=start, end=f"{start[:-2]}20")
        for number, (drug, start) in enumerate(zip(DRUGS, STARTS, strict=True))
    ]
    return Case(id="example", events=(*lines, *tests), assume=("lines-follow-one-another",))


def answers(case):
    return {
        (row.line, row.what, row.change, row.acquired and row.acquired.grade, row.window)
        for row in transitions(case)
    }


@settings(max_examples=60, deadline=None)
@given(SAMPLES, st.randoms())
def test_the_order_in_which_dated_events_are_told_changes_nothing(samples, random):
    case = case_of([one.event(n) for n, one in enumerate(samples)])
    events = list(case.events)
    random.shuffle(events)

    assert answers(attrs.evolve(case, events=events)) == answers(case)


@settings(max_examples=60, deadline=None)
@given(SAMPLES, DAYS)
def test_a_covered_sensitive_negative_test_more_never_worsens_a_grade(samples, day):
    tests = [one.event(n) for n, one in enumerate(samples)]
    more = Sampled(day, "not_found", deep=True).event("more")

    def grades(case):
        return {
            (row.line, row.acquired.found): row.acquired.grade.rank
            for row in transitions(case)
            if row.acquired is not None
        }

    before, after = grades(case_of(tests)), grades(case_of([*tests, more]))
    assert all(after[key] <= rank for key, rank in before.items() if key in after)


@settings(max_examples=80, deadline=None)
@given(SAMPLES, st.data())
def test_a_date_made_more_precise_does_not_overturn_what_was_sure(samples, data):
    coarse = [
        data.draw(st.sampled_from(["day", "month", "year"]), label=f"precision of {n}")
        for n, _ in enumerate(samples)
    ]
    vague = transitions(case_of([one.event(n, coarse[n]) for n, one in enumerate(samples)]))
    exact = transitions(case_of([one.event(n) for n, one in enumerate(samples)]))

    unsure = (Change.CANNOT_BE_SAID, Change.NEWLY_FOUND)
    sure = {(row.line, row.change) for row in vague if row.change not in unsure}
    assert sure <= {(row.line, row.change) for row in exact}


@settings(max_examples=40, deadline=None)
@given(SAMPLES)
def test_every_row_names_its_events_and_says_why_it_cannot_tell(samples):
    case = case_of([one.event(n) for n, one in enumerate(samples)])
    for row in transitions(case):
        assert all(case.event(name) for name in row.events)
        assert row.reasons or row.change is not Change.CANNOT_BE_SAID
        assert row.line not in row.intervening + row.possibly_intervening
