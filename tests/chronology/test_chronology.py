"""What a chronology answers: bounds, lengths, order, what is still on."""

import attrs
import pytest

from timeline.chronology import solve
from timeline.errors import CaseTimelineError, UnknownReferenceError
from timeline.model.amounts import Reading
from timeline.model.case import Case
from timeline.model.claims import IntervalClaim
from timeline.model.events import (
    AdverseEvent,
    Diagnosis,
    MolecularTest,
    Procedure,
    Therapy,
    Visit,
)
from timeline.model.moments import assumed


def told(*events, **fields):
    return solve(Case(id="told", events=events, **fields), told=False)


def bounds(chronology, *names):
    return [str(chronology.bounds(name)) for name in names]


def order(chronology):
    return [[str(point) for point in rank] for rank in chronology.order()]


# --- Relative moments ---


def test_a_chain_of_offsets():
    chronology = told(
        Visit("a", at="2020-01-31"),
        Visit("b", at="a + 1 month"),
        Visit("c", at="b + 2 weeks"),
        Visit("d", at="a - 10 days"),
    )

    assert bounds(chronology, "b", "c", "d") == [
        "2020-02-29 to 2020-03-30",
        "2020-03-14 to 2020-04-19",
        "2020-01-21",
    ]
    assert str(chronology.duration("a", "c").format("days")) == "43\u201379 days"
    assert str(chronology.duration("c", "a").format("days")) == "-79\u2013-43 days"


def test_what_follows_bounds_what_went_before():
    chronology = told(
        Visit("a"),
        Visit("b", at="after a"),
        Visit("c", at="2020-05-05, after b"),
        Visit("d", at="after c"),
    )

    assert bounds(chronology, "a", "b", "d") == [
        "by 2020-05-05",
        "by 2020-05-05",
        "not before 2020-05-05",
    ]
    assert str(chronology.duration("a", "d").format("days")) == "at least 0 days"
    assert str(chronology.duration("d", "a").format("days")) == "at most 0 days"


def test_every_precision_in_one_case():
    chronology = told(
        Diagnosis("NSCLC", id="dx", at="2016~"),
        Therapy("a", start="dx + 2 months", end="2018-03-05"),
        Visit("b", at="../2019-09, after end of a"),
        Visit("c", at="day 45"),
        Visit("d", at="2018 or 2020"),
        day_zero="start of a",
    )

    assert bounds(chronology, "dx", "start of a", "b", "c", "d") == [
        "2015 to 2017",
        "2015-03-01 to 2018-03-05",
        "2018-03-05 to 2019-09-30",
        "2015-04-15 to 2018-04-19",
        "2018 to 2020",
    ]
    assert str(chronology.duration("start of a", "c").format("days")) == "45 days"


@pytest.mark.parametrize(
    ("moment", "printed"),
    [
        ("during a", "2020-01-31 to 2020-06-30"),
        ("before a", "by 2020-01-31"),
        ("after end of a", "2020-06-30 to 2021-01-01"),
        ("start of a", "2020-01-31"),
        ("start of a + 1 month", "2020-02-29 to 2020-03-30"),
        ("start of a + >1 month", "2020-03-01 to 2021-01-01"),
        ("start of a + up to 3 weeks", "2020-01-31 to 2020-02-21"),
        ("start of a + 2-3 weeks", "2020-02-14 to 2020-02-27"),
        ("end of a - 1 month", "2020-05"),
        ("start of a + 3 cycles of 21 days", "2020-03-13 to 2021-01-01"),
        ("before 2020-03", "by 2020-03-31"),
        ("2020-03, before 2020-03-10", "2020-03-01 to 2020-03-10"),
        ("cut-off", "2021-01-01"),
        ("2020-04 or start of a", "2020-01-31 to 2020-04-30"),
    ],
)
def test_a_moment_beside_a_course(moment, printed):
    chronology = told(
        Therapy("a", start="2020-01-31", end="2020-06-30"),
        Visit("here", at=moment),
        cut_off="2021-01-01",
    )

    assert chronology.consistent
    assert bounds(chronology, "here") == [printed]


def test_an_amount_of_weeks_can_leave_the_calendar():
    chronology = told(
        Visit("v0", at="2016"),
        *(Visit(f"v{i}", at=f"v{i - 1} - 7800 weeks") for i in range(1, 20)),
    )

    assert bounds(chronology, "v1", "v19") == ["1866-06-30 to 1867-07-06", "unknown"]


def test_months_between_moments_known_to_some_weeks_are_those_of_that_season():
    # From May to July two months are 61 days or more; anywhere they may be 59.
    chronology = told(Visit("a", at="2018-05-01/2018-07-31"), Visit("b", at="a + 2 months"))

    assert str(chronology.duration("a", "b").format("days")) == "61\u201391 days"
    assert str(chronology.duration("b", "a").format("days")) == "-91\u2013-61 days"


def test_months_to_a_moment_known_to_some_days_are_those_of_that_season():
    # Where the first is only known to years, the second tells: a month before mid February is 31.
    chronology = told(
        Visit("a", at="2015/2020"), Visit("b", at="2018-02-10/2018-02-20, a + at least 1 month")
    )

    assert chronology.duration("a", "b").least == 31
    assert chronology.duration("b", "a").most == -31


# --- Day numbers ---


def test_a_case_of_day_numbers_has_no_calendar():
    chronology = told(
        Visit("consent", at="day -7"),
        Therapy("crizotinib", start="day 1", end="day 45-50"),
        Visit("scan", at="start of crizotinib + 4 weeks"),
        Visit("late", at="after end of crizotinib"),
    )

    assert not chronology.calendar
    assert bounds(chronology, "consent", "end of crizotinib", "scan", "late") == [
        "day -7",
        "day 45 to 50",
        "day 29 to 35",
        "not before day 45",
    ]
    assert str(chronology.duration("consent", "end of crizotinib").format("days")) == (
        "52\u201357 days"
    )


def test_day_numbers_count_from_the_declared_day_0():
    chronology = told(
        Visit("enrolment"), Visit("scan", at="enrolment + 3 weeks"), day_zero="enrolment"
    )

    assert bounds(chronology, "enrolment", "scan") == ["day 0", "day 21 to 27"]


def test_without_any_day_the_first_diagnosis_is_day_0():
    chronology = told(
        Visit("admission"),
        Diagnosis("NSCLC", id="dx", at="admission + 3 days"),
        Visit("scan", at="dx + 1 month"),
    )

    assert bounds(chronology, "dx", "admission", "scan") == ["day 0", "day -3", "day 28 to 61"]


def test_one_calendar_date_dates_all_day_numbers():
    chronology = told(Visit("a", at="2020-03-01"), Visit("b", at="day 45"), day_zero="a")

    assert bounds(chronology, "b") == ["2020-04-15"]
    assert chronology.calendar


# --- Ongoing, and the cut-off ---


def test_what_is_ongoing_is_censored_at_the_cut_off():
    chronology = told(
        Therapy("crizotinib", start="2023-11-05", end="ongoing"), cut_off="2025-09-01"
    )

    assert chronology.ongoing("end of crizotinib")
    assert not chronology.ongoing("start of crizotinib")
    assert not chronology.ongoing("cut-off")
    assert bounds(chronology, "end of crizotinib") == ["2025-09-01"]
    lasted = chronology.duration("start of crizotinib", "end of crizotinib")
    assert (lasted.least, lasted.most, lasted.censored) == (666, 666, True)
    assert str(lasted) == "ongoing, at least 21.9 months"
    assert not chronology.duration("start of crizotinib", "cut-off").censored


def test_an_unknown_cut_off_is_no_earlier_than_anything_reported():
    chronology = told(
        Therapy("crizotinib", start="2023-11", end="ongoing"), Visit("scan", at="2025-09-01")
    )

    assert bounds(chronology, "cut-off", "end of crizotinib") == ["not before 2025-09-01"] * 2


def test_nothing_is_reported_after_the_cut_off():
    chronology = told(Visit("late", at="2025-09-01"), cut_off="2025-08")

    assert [str(statement) for statement in chronology.set_aside] == ["late: 2025-09-01"]


# --- Order ---


def test_moments_stand_in_order_and_those_not_known_stand_together():
    chronology = told(
        Visit("late", at="2020-03"),
        Visit("first", at="2019"),
        Visit("either", at="2020-03"),
        Visit("last", at="after late"),
        Visit("same", at="first"),
    )

    assert order(chronology) == [["first", "same"], ["late", "either"], ["last"]]


def test_order_by_relations_alone():
    chronology = told(Visit("c", at="after b"), Visit("b", at="a + 1 week"), Visit("a"))

    assert order(chronology) == [["a"], ["b"], ["c"]]


def test_order_within_one_month_is_exact():
    # Only trying the days tells that b is later: their months are the same.
    chronology = told(
        Visit("a", at="2020-03"), Visit("b", at="2020-03, a + 1 day"), Visit("c", at="2020-03")
    )
    a, b, c = (chronology.case.point(name) for name in "abc")

    assert chronology.order_of(a, b) == "before"
    assert chronology.order_of(b, a) == "after"
    assert chronology.order_of(a, c) == "open"
    assert chronology.order_of(a, a) == "same"
    assert order(chronology) == [["a", "c"], ["b"]]


def test_order_of_some_points():
    chronology = told(Visit("a", at="2021"), Visit("b", at="2020"), Visit("c", at="2019"))
    points = [chronology.case.point(name) for name in "ab"]

    assert chronology.order(points) == ((points[1],), (points[0],))


# --- What words mean, and what is supposed ---


def test_a_course_begins_before_it_ends():
    assert bounds(told(Therapy("a", end="2020-05-05")), "start of a") == ["by 2020-05-05"]
    aside = told(Therapy("a", start="2021", end="2020")).set_aside
    assert [str(statement) for statement in aside] == ["end of a: 2020"]


def test_a_test_examines_what_was_taken_before_and_a_drug_harms_once_given():
    chronology = told(
        Procedure("biopsy", at="2020-05-05"),
        MolecularTest("NGS", of="biopsy"),
        Therapy("a", start="2020-06-06"),
        AdverseEvent("nausea", attributed_to="a"),
    )

    assert bounds(chronology, "NGS", "start of nausea") == [
        "not before 2020-05-05",
        "not before 2020-06-06",
    ]


def test_lines_follow_one_another_unless_that_is_not_assumed():
    lines = [Therapy("a", line=1, start="2020"), Therapy("b", line=2, start="2021-02")]

    assert bounds(told(*lines), "end of a") == ["2020-01 to 2021-02"]
    assert bounds(told(*lines, assume=[]), "end of a") == ["not before 2020-01-01"]


def test_an_assumption_gives_way_to_what_is_reported():
    chronology = told(
        Therapy("a", line=1, start="2020", end="2022"),
        Therapy("b", line=2, start="2021"),
        Visit("guess", at=assumed("2019, after start of a", because="told between")),
    )

    assert [(str(s), s.because) for s in chronology.set_aside] == [
        ("guess: 2019, after start of a", "told between"),
        ("line 1 (a) ends before line 2 (b) starts", "lines-follow-one-another"),
    ]
    assert bounds(chronology, "end of a", "start of b") == ["2022", "2021"]


# --- Claims ---


def test_claims_stay_out_unless_they_are_asked_in():
    case = Case(
        id="told",
        events=[Visit("a", at="2020-01-15"), Visit("b", at="2020-03")],
        claims=[IntervalClaim("a -> b", is_="2 months")],
    )

    assert bounds(solve(case, told=False), "b") == ["2020-03"]
    assert bounds(solve(case, claims=True, told=False), "b") == ["2020-03-15 to 2020-03-31"]
    assert bounds(solve(case, claims=True, reading=Reading.LIBERAL, told=False), "b") == ["2020-03"]


def test_a_claim_with_its_own_reading_keeps_it():
    claim = IntervalClaim("a -> b", is_="3 months", reading=Reading.FLOOR)
    case = Case(
        id="told",
        events=[Visit("a", at="2020-01-15"), Visit("b", at="2020-03")],
        claims=[claim],
    )
    chronology = solve(case, told=False)

    assert not chronology.allows(claim, reading=Reading.LIBERAL)
    assert chronology.allows(attrs.evolve(claim, reading=None), reading=Reading.LIBERAL)
    assert bounds(chronology, "b") == ["2020-03"]  # asking has changed nothing


# --- Misuse ---


def test_a_case_with_a_reference_to_nothing_is_not_solved():
    with pytest.raises(CaseTimelineError, match="told: no event is called 'biopsy'; no event is"):
        told(Visit("a", at="after biopsy"), Visit("b", at="before surgery"))


def test_a_moment_that_is_not_there_has_no_bounds():
    with pytest.raises(UnknownReferenceError, match="did you mean 'admission'"):
        told(Visit("admission")).bounds("admision")


def test_an_empty_case_is_consistent():
    chronology = told()

    assert chronology.consistent
    assert chronology.order() == ()
    assert bounds(chronology, "cut-off") == ["unknown"]
