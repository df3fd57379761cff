"""Minimal conflicts: all of them, each member needed; and what would resolve them."""

from itertools import combinations

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cases
from timeline.chronology import Chronology, claim_statements, statements
from timeline.chronology.conflicts import minimal_conflicts
from timeline.chronology.repairs import claim_of, days_short, repairs
from timeline.chronology.statements import claim_constraints
from timeline.model.amounts import Reading
from timeline.model.case import Case
from timeline.model.claims import IntervalClaim
from timeline.model.events import Assessment, Death, Therapy, Visit
from timeline.model.moments import Basis


def stated(case, reading=Reading.FLOOR):
    return [*statements(case), *claim_statements(case, reading)]


def fit_together(case, some):
    """The oracle: the network itself, on these statements, the definitions, and the lone date."""
    given = [s for s in statements(case) if s.basis is Basis.DEFINITION or s.text == LONE]
    return Chronology(case, [*given, *some]).consistent


def texts(conflicts):
    return [[str(statement) for statement in conflict.statements] for conflict in conflicts.found]


# --- The report this was built for ---

EZR = [
    "ngs-2021: 2021-04",
    "start of befotertinib: after ngs-2021",
    "stable-disease: during befotertinib",
    "start of anlotinib: 2023-08",
    "line 2 (befotertinib) ends before line 3 (anlotinib) starts",
    "start of befotertinib -> stable-disease is 31 months",
]


@pytest.mark.parametrize("reading", Reading)
def test_the_conflict_of_the_ezr_report(reading):
    found = minimal_conflicts(stated(cases.load("ezr-ros1"), reading))

    assert found.complete
    assert EZR in texts(found)


@pytest.mark.parametrize(
    ("reading", "short"), [(Reading.FLOOR, 62), (Reading.ROUND, 47), (Reading.LIBERAL, 32)]
)
def test_how_many_days_31_months_are_short(reading, short):
    case = cases.load("ezr-ros1")
    everything = stated(case)
    (*dates, claimed) = (s for text in EZR for s in everything if str(s) == text)
    definitions = [s for s in everything if s.basis is Basis.DEFINITION]
    rest = Chronology(case, [*definitions, *dates])

    claim = claim_of(case, claimed)
    assert claim is not None
    assert days_short(rest, claim_constraints(case, claim, reading)) == short


def test_what_would_resolve_it():
    case = cases.load("ezr-ros1")
    everything = stated(case)
    conflict = next(c for c in minimal_conflicts(everything).found if len(c.statements) == len(EZR))

    assert [repair.text for repair in repairs(case, conflict, everything)] == [
        "ngs-2021 was by 2021-01-31, not 2021-04",
        "start of befotertinib was by 2021-01-31, not after ngs-2021",
        "stable-disease was 2023-11-01 to 2026-04-29, not during befotertinib",
        "start of anlotinib was not before 2023-11-01, not 2023-08",
        "befotertinib and anlotinib overlapped by 62 days or more",
        "the number was at most 27–28 months, not 31 months",
    ]


def test_a_consistent_report_has_no_conflict():
    assert minimal_conflicts(stated(cases.load("tbc1d32-ros1"))).found == ()


# --- Small cases ---


def test_a_number_that_is_too_small():
    case = Case(
        id="small",
        events=[Therapy("crizotinib", start="2020-01"), Assessment("CT", at="2020-12")],
        claims=[IntervalClaim("start of crizotinib -> ct", is_="3 months")],
    )
    everything = stated(case)
    (conflict,) = minimal_conflicts(everything).found

    *_, repair = repairs(case, conflict, everything)

    assert repair.text == "the number was at least 10–11 months, not 3 months"


def test_treatment_after_death_contradicts_by_what_the_words_mean():
    case = Case(
        id="after-death",
        events=[Death("progression", at="2020-01"), Therapy("crizotinib", start="2020-03-01")],
    )

    (conflict,) = minimal_conflicts(stated(case)).found

    assert [str(s) for s in conflict.statements] == [
        "death-progression: 2020-01",
        "start of crizotinib: 2020-03-01",
    ]
    assert not conflict.assumed


def test_two_conflicts_that_share_nothing_are_both_found():
    case = Case(
        id="two",
        events=[
            Visit("a", at="2020-01"),
            Visit("b", at="2019, after a"),
            Visit("c", at="2022-01"),
            Visit("d", at="after c"),
            Visit("e", at="2021"),
            Visit("f", at="e, after d"),
        ],
    )

    assert texts(minimal_conflicts(stated(case))) == [
        ["a: 2020-01", "b: 2019, after a"],
        ["c: 2022-01", "d: after c", "e: 2021", "f: e, after d"],
    ]


def test_a_conflict_of_moments_without_any_date():
    case = Case(
        id="circle",
        events=[
            Visit("a", at="b + 1 day"),
            Visit("b", at="c + 1 day"),
            Visit("c", at="a + 1 week"),
        ],
    )

    (conflict,) = minimal_conflicts(stated(case), calendar=False).found

    assert len(conflict.statements) == 3
    assert [r.text for r in repairs(case, conflict, stated(case))]


def test_both_readings_of_or_have_to_fail():
    events = [
        Visit("a", at="2020"),
        Visit("b", at="a - 2 years or a + 2 years"),
        Visit("c", at="2021-06, after b"),
    ]
    assert minimal_conflicts(stated(Case(id="or", events=events))).found == ()

    events.append(Visit("d", at="2019-06, before b"))
    (conflict,) = minimal_conflicts(stated(Case(id="or", events=events))).found
    assert len(conflict.statements) == 4


def test_the_search_says_when_it_stops_early():
    # Eleven pairs that each contradict each other: eleven conflicts, but 2**11 ways to break all.
    events = []
    for number in range(11):
        events += [
            Visit("x", id=f"a{number}", at=f"20{number + 10}"),
            Visit("x", id=f"b{number}", at=f"20{number + 10}-05, before a{number}"),
            Visit("x", id=f"c{number}", at=f"2009, after b{number}"),
        ]

    found = minimal_conflicts(stated(Case(id="many", events=events)), trials=30)

    assert not found.complete
    assert len(found.found) >= 11


# --- Properties ---

NAMES = "abcde"
# Nobody refers to it: with it, months are the calendar's in every part of a case.
LONE = "z: 2000-01-01"
PLACES = st.sampled_from(NAMES)
DATES = st.sampled_from(["2020-01", "2020-02", "2020-03-15", "2020-02-10/2020-04-02", "2019"])
TIES = st.one_of(
    st.builds("after {}".format, PLACES),
    st.builds("before {}".format, PLACES),
    st.builds("{} + {} days".format, PLACES, st.integers(0, 40)),
    st.builds("{} + {} months".format, PLACES, st.integers(0, 3)),
    st.builds("{}".format, PLACES),
)
MOMENTS = st.one_of(
    st.none(),
    DATES,
    TIES,
    st.builds("{}, {}".format, DATES, TIES),
    st.builds("{} or {}".format, TIES, TIES),
)


@st.composite
def confused_cases(draw):
    events = [Visit("x", id=name, at=draw(MOMENTS)) for name in NAMES]
    events.append(Visit("x", id="z", at="2000-01-01"))
    claims = draw(
        st.lists(
            st.builds(
                IntervalClaim,
                st.builds("{} -> {}".format, PLACES, PLACES),
                is_=st.builds("{} months".format, st.integers(0, 4)),
            ),
            max_size=2,
        )
    )
    return Case(id="confused", events=events, claims=claims)


@settings(max_examples=150)
@given(confused_cases())
def test_every_conflict_is_found_and_each_member_is_needed(case):
    everything = stated(case)
    disputed = [s for s in everything if s.basis is not Basis.DEFINITION and s.text != LONE]

    found = minimal_conflicts(everything)

    assert found.complete
    contradictory = [
        set(some)
        for size in range(1, len(disputed) + 1)
        for some in combinations(range(len(disputed)), size)
        if not fit_together(case, [disputed[n] for n in some])
    ]
    minimal = [some for some in contradictory if not any(other < some for other in contradictory)]
    place = {id(statement): number for number, statement in enumerate(disputed)}
    assert sorted(sorted(some) for some in minimal) == sorted(
        sorted(place[id(s)] for s in conflict.statements) for conflict in found.found
    )


@settings(max_examples=100)
@given(confused_cases())
def test_every_conflict_can_be_repaired_at_every_member(case):
    everything = stated(case)

    for conflict in minimal_conflicts(everything).found:
        found = repairs(case, conflict, everything)

        assert [repair.statement for repair in found] == list(conflict.statements)
        assert all(repair.text and (repair.days is None or repair.days >= 0) for repair in found)


@settings(max_examples=60)
@given(confused_cases(), st.randoms())
def test_conflicts_do_not_depend_on_the_order_of_statements(case, random):
    everything = stated(case)
    shuffled = random.sample(everything, len(everything))

    def members(conflicts):
        return {frozenset(map(str, conflict.statements)) for conflict in conflicts.found}

    assert members(minimal_conflicts(everything)) == members(minimal_conflicts(shuffled))


def test_a_claim_read_its_own_way_keeps_to_it():
    case = Case(
        id="own",
        events=[Therapy("crizotinib", start="2020-01-01"), Assessment("CT", at="2020-02-25")],
        claims=[IntervalClaim("start of crizotinib -> ct", is_="2 months")],
    )
    assert minimal_conflicts(stated(case, Reading.LIBERAL)).found == ()

    claims = [IntervalClaim("start of crizotinib -> ct", is_="2 months", reading="floor")]
    assert minimal_conflicts(stated(attrs.evolve(case, claims=claims), Reading.LIBERAL)).found
