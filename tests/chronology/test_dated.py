"""A case of dates and order is solved in one go, and to the same bounds as by propagation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.chronology import Chronology, solve
from timeline.chronology.dated import solve_dated
from timeline.chronology.statements import statements
from timeline.model.case import Case
from timeline.model.events import Assessment, Death, Event, MolecularTest, Procedure, Therapy
from timeline.model.moments import Basis, assumed

DATES = st.sampled_from(["2020", "2020-03", "2020-03~", "2020-06-15", "../2020-05", "2021-01/.."])
RELATIONS = st.sampled_from(["after e0", "before e1", "e2", "2020-04, after e0", "during course"])
MOMENTS = st.none() | DATES | RELATIONS | DATES.map(lambda text: assumed(text, "supposed"))


@st.composite
def cases(draw):
    events: list[Event] = [Procedure("biopsy", id="e0", at=draw(st.none() | DATES))]
    events += [Assessment("CT", id="e1", at=draw(MOMENTS.filter(lambda m: m != "before e1")))]
    events += [MolecularTest("NGS", id="e2", of="e0", at=draw(st.none() | DATES))]
    events += [
        Therapy(
            "crizotinib",
            id=name,
            line=line,
            start=draw(st.none() | DATES),
            end=draw(st.none() | DATES | st.just("ongoing")),
        )
        for line, name in enumerate(("course", "next"), start=1)
    ]
    events += [Death("not stated", at=draw(DATES))] if draw(st.booleans()) else []
    return Case(id="told", events=events, cut_off=draw(st.none() | DATES))


def general(case, *, without_assumptions=False):
    kept = [s for s in statements(case) if s.basis is not Basis.ASSUMED or not without_assumptions]
    return Chronology(case, kept)


@given(cases())
def test_the_bounds_and_the_lengths_are_those_of_propagation(case):
    quick, slow = solve(case, told=False), general(case)

    assert quick.consistent == slow.consistent
    assert [quick.bounds(p) for p in case.points()] == [slow.bounds(p) for p in case.points()]
    for first in case.points():
        for last in case.points():
            assert quick.duration(first, last) == slow.duration(first, last)
            assert quick.order_of(first, last) == slow.order_of(first, last)


@given(cases())
def test_what_rests_on_an_assumption_is_the_same(case):
    quick, strict = solve(case, told=False), general(case, without_assumptions=True)

    for point in case.points():
        assert quick.rests_on_assumption(point) == (quick.bounds(point) != strict.bounds(point))


@given(cases())
def test_a_contradiction_is_left_to_propagation(case):
    assert solve_dated(case) is None or general(case).consistent


@pytest.mark.parametrize(
    "moment", ["e0 + 3 weeks", "day 4", "2020-01 or 2020-03"], ids=["offset", "day", "or"]
)
def test_what_is_counted_or_open_is_left_to_propagation(moment):
    case = Case(
        id="told", events=[Procedure("biopsy", id="e0", at="2020"), Assessment("CT", at=moment)]
    )

    assert solve_dated(case) is None


def test_a_case_without_a_date_is_left_to_propagation():
    assert solve_dated(Case(id="told", events=[Procedure("biopsy")])) is None


@pytest.mark.parametrize(
    ("events", "says_more"),
    [
        # The second line may have begun before the first: only the assumption says it did not.
        ([Therapy("a", id="a", line=1, start="2020"), Therapy("b", id="b", line=2)], True),
        # The dates say so already.
        (
            [
                Therapy("a", id="a", line=1, start="2020", end="2020-06"),
                Therapy("b", id="b", line=2, start="2021"),
            ],
            False,
        ),
        ([Procedure("biopsy", id="a", at="2020"), Assessment("CT", id="b", at="2021")], False),
        ([Therapy("a", id="a", start=assumed("2020", "as told"))], True),
    ],
)
def test_whether_assumptions_say_more_than_the_report(events, says_more):
    chronology = solve(Case(id="told", events=events), told=False)

    assert (chronology.without_assumptions is not None) is says_more
    assert solve(Case(id="told", events=events[1:]), told=False).without_assumptions is None
