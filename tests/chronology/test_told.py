"""The order in which a report tells the course: supposed link by link, the first to give way."""

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cases as shipped
from timeline.chronology import solve
from timeline.chronology.told import dated_points
from timeline.model.case import Assumption, Case, end_of, start_of
from timeline.model.events import (
    AdverseEvent,
    Assessment,
    Condition,
    Diagnosis,
    Laboratory,
    MolecularTest,
    Procedure,
    Progression,
    SupportiveCare,
    Symptom,
    Therapy,
    Visit,
)
from timeline.model.truth import Truth


def told(*events, **fields):
    return solve(Case(id="told", events=events, **fields))


def gave_way(chronology):
    return [(str(link.earlier), str(link.later)) for link in chronology.told.gave_way]


def test_each_begins_no_sooner_than_the_one_told_before_it():
    chronology = told(Diagnosis("nsclc", id="dx"), Therapy("gefitinib"), Procedure("biopsy"))

    assert chronology.order_of("dx", "start of gefitinib") == "before"
    assert chronology.order_of("start of gefitinib", "biopsy") == "before"
    assert chronology.order_of("end of gefitinib", "biopsy") == "open"
    assert chronology.duration("dx", "biopsy").least == 0
    assert chronology.rests_on_assumption("dx", "biopsy")


def test_a_treatment_has_ended_before_another_told_later_begins():
    chronology = told(Therapy("gefitinib"), Visit("v"), Therapy("alectinib"))

    assert chronology.order_of("end of gefitinib", "start of alectinib") == "before"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Therapy("a", end="ongoing"), Therapy("b")),
        (Therapy("a"), Therapy("b", phase="concurrent")),
        (Therapy("a"), Therapy("b", start="during a")),
        (Therapy("a", line=1), Therapy("b", line=1)),
        (Therapy("a"), Therapy("b", start="before end of a")),
    ],
)
def test_treatments_that_are_told_as_given_together_are(first, second):
    chronology = told(first, second)

    assert chronology.order_of("end of a", "start of b") != "before"
    assert chronology.order_of("start of a", "start of b") == "before"


@pytest.mark.parametrize(
    "beside",
    [
        Symptom("cough", id="b"),
        Condition("diabetes", id="b"),
        SupportiveCare("denosumab", id="b"),
        AdverseEvent("rash", id="b"),
        Laboratory("CEA", id="b"),
    ],
)
def test_what_stands_beside_the_course_is_not_in_the_chain(beside):
    chronology = told(Visit("a"), beside, Visit("c"))

    assert chronology.order_of(start_of(chronology.case.event("b")), "c") == "open"
    assert chronology.order_of("a", "c") == "before"


def test_a_flash_back_gives_way_alone_and_does_not_carry_the_chain_with_it():
    chronology = told(
        Visit("a", at="2020-01"), Visit("b", at="2020-06"), Visit("back", at="2019"), Visit("c")
    )

    assert gave_way(chronology) == [("b", "back")]
    assert chronology.order_of("b", "c") == "before"
    assert str(chronology.bounds("c")) == "not before 2020-06-01"


def test_words_make_a_flash_back_too():
    chronology = told(
        Visit("a"), Therapy("x"), Procedure("biopsy", at="before start of x"), Visit("c")
    )

    assert gave_way(chronology) == [("start of x", "biopsy")]
    assert chronology.order_of("biopsy", "start of x") == "before"
    assert chronology.order_of("start of x", "c") == "before"
    assert chronology.order_of("a", "biopsy") == "open"


def test_a_reported_order_among_those_told_is_never_turned():
    chronology = told(Visit("a"), Visit("b"), Visit("c", at="before a"), Visit("d"))

    assert chronology.order_of("c", "a") == "before"
    assert chronology.order_of("b", "d") == "before"
    assert gave_way(chronology) == [("b", "c")]


def test_what_has_no_date_lies_between_what_has():
    chronology = told(
        Visit("a", at="2020-03"), Therapy("x"), Visit("b", at="2020-09"), cut_off="2022"
    )

    assert str(chronology.bounds("start of x")) == "2020-03 to 2020-09"
    assert str(chronology.untold.bounds("start of x")) == "by 2022-12-31"
    assert str(chronology.bounds("a")) == "2020-03"


def test_dates_of_one_month_stay_and_their_order_is_decided():
    chronology = told(Visit("a", at="2020-03"), Visit("b", at="2020-03"))

    assert chronology.order_of("a", "b") == "before"
    assert chronology.duration("a", "b").least == -30
    assert not chronology.rests_on_assumption("a", "b")


def test_what_stopped_for_progression_went_on_to_the_progression_told_after_it():
    chronology = told(Therapy("a", stop="progression"), Progression("liver", id="pd"), Therapy("b"))

    assert chronology.order_of("start of a", "pd") == "before"
    assert chronology.before("end of a", "pd") is Truth.FALSE
    assert chronology.order_of("pd", "start of b") == "before"


def test_it_is_switched_off_for_a_case_and_for_a_call():
    case = Case(id="told", events=[Visit("a"), Visit("b")])
    off = attrs.evolve(case, assume=[Assumption.LINES_FOLLOW])

    assert solve(case).order_of("a", "b") == "before"
    assert solve(case, told=False).order_of("a", "b") == "open"
    assert solve(off).order_of("a", "b") == "open"


# --- What holds of every case ---

DATES = ["2020", "2020-03", "2020-03-15", "2020-04", "../2020-06", "2021-01", "2021"]
WORDS = ["after e0", "before e1", "e0", "during e2", "e1 + 2 months", "then e0", "since e1"]


@st.composite
def narrated(draw):
    kinds = [Visit, Progression, Assessment, MolecularTest, Procedure, Diagnosis]
    events = []
    for number in range(draw(st.integers(2, 7))):
        name = f"e{number}"
        moment = draw(st.none() | st.sampled_from(DATES))
        if number == 2 or (number > 2 and draw(st.integers(0, 3)) == 0):
            end = draw(st.none() | st.sampled_from([*DATES, "ongoing"]))
            lasted = draw(st.none() | st.sampled_from(["3 months", "2 years"]))
            events.append(Therapy("x", id=name, start=moment, end=end, lasted=lasted))
        else:
            if number > 2:
                moment = draw(st.none() | st.sampled_from(DATES + WORDS))
            events.append(draw(st.sampled_from(kinds))("lung", id=name, at=moment))
    return Case(
        id="n", events=events, cut_off=draw(st.none() | st.just("2022")), assume=tuple(Assumption)
    )


def solved(case):
    whole = solve(case)
    return whole, whole.untold, list(case.points())


@settings(max_examples=150)
@given(narrated())
def test_the_order_told_never_moves_what_is_dated_and_only_narrows_the_rest(case):
    whole, without, points = solved(case)
    dated = dated_points(case)

    for first in points:
        low, high = whole.span(first)
        wide = without.span(first)
        assert wide[0] <= low <= high <= wide[1]
        if first in dated:
            assert (low, high) == wide
        for last in points:
            least, most = whole.apart(first, last)
            wider = without.apart(first, last)
            assert wider[0] <= least <= most <= wider[1]
            if {first, last} <= dated:
                assert (least, most) == wider


@settings(max_examples=150)
@given(narrated())
def test_decided_order_runs_one_way_and_is_closed(case):
    whole, without, points = solved(case)
    before = {(a, b): whole.before(a, b) for a in points for b in points}

    for a in points:
        assert before[a, a] is Truth.FALSE
        for b in points:
            if before[a, b] is Truth.TRUE:
                assert before[b, a] is Truth.FALSE
                assert whole.apart(a, b)[1] >= 0
            if without.before(a, b) is not Truth.INDETERMINATE:
                assert before[a, b] is without.before(a, b)  # a statement always wins
    for event in case:
        if event.lasting:
            assert before[end_of(event), start_of(event)] is Truth.FALSE


@settings(max_examples=60)
@given(narrated())
def test_what_is_marked_is_exactly_what_changes_without_what_is_supposed(case):
    whole, _, points = solved(case)
    alone = solve(attrs.evolve(case, assume=()))

    for first in points:
        assert whole.rests_on_assumption(first) == (whole.bounds(first) != alone.bounds(first))
        for last in points:
            changed = whole.duration(first, last) != alone.duration(first, last)
            assert whole.rests_on_assumption(first, last) == changed


@pytest.mark.parametrize("name", ["ezr-ros1", "tbc1d32-ros1"])
def test_the_bounds_of_what_the_two_seed_cases_date_stay_to_the_day(name):
    case = shipped.load(name)
    whole, without, dated = solve(case), solve(case, told=False), dated_points(case)

    assert len(dated) >= 10
    for first in dated & set(case.points()):
        assert whole.bounds(first) == without.bounds(first)
        for last in dated & set(case.points()):
            assert whole.duration(first, last) == without.duration(first, last)
