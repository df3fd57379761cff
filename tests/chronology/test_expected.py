"""What the two cases encoded from full texts must come to, to the day, from their documents."""

from datetime import date

import attrs
import pytest

import cases
from timeline.chronology import solve
from timeline.model.amounts import Reading, parse_amount
from timeline.model.claims import IntervalClaim


@pytest.fixture(scope="module")
def ezr():
    return cases.load("ezr-ros1")


@pytest.fixture(scope="module")
def tbc():
    return cases.load("tbc1d32-ros1")


def changed(case, name, **moments):
    """The case with other moments for one of its events."""
    return attrs.evolve(
        case,
        events=[
            attrs.evolve(event, **moments) if event.id == name else event for event in case.events
        ],
    )


def days(bounds):
    return (bounds.least, bounds.most)


def known(day):
    """The day of a bound that is not open."""
    assert day is not None
    return day


def soonest(text, start, reading=Reading.FLOOR):
    """The first day that ``text`` after ``start`` can be."""
    return known(parse_amount(text).window(reading).least).of(start)


# --- EZR-ROS1 ---


@pytest.mark.parametrize(
    ("first", "last", "least", "most", "months"),
    [
        ("surgery", "bone-metastasis", 305, 364, "10.0\u201312.0 months"),
        ("start of icotinib", "bone-scan-2019", 609, 668, "20.0\u201321.9 months"),
        ("start of icotinib", "ct-2019", 670, 729, "22.0\u201324.0 months"),
        ("start of icotinib", "ct-2020", 1004, 1034, "33.0\u201334.0 months"),
        ("start of icotinib", "ngs-2021", 1187, 1246, "39.0\u201340.9 months"),
        ("start of anlotinib", "ct-2023", 31, 91, "1.0\u20133.0 months"),
        ("start of anlotinib", "start of crizotinib", 62, 121, "2.0\u20134.0 months"),
        ("start of crizotinib", "partial-response", 636, 665, "20.9\u201321.8 months"),
        ("start of crizotinib", "bone-scan-2025", 641, 670, "21.1\u201322.0 months"),
    ],
)
def test_intervals_of_the_ezr_case(ezr, first, last, least, most, months):
    duration = solve(ezr).duration(first, last)

    assert days(duration) == (least, most)
    assert str(duration) == months


def test_befotertinib_if_started_in_april_2021(ezr):
    supposed = changed(ezr, "befotertinib", start="2021-04")
    duration = solve(supposed).duration("start of befotertinib", "start of anlotinib")

    assert days(duration) == (823, 882)
    assert str(duration) == "27.0\u201329.0 months"


def test_befotertinib_began_after_the_ngs_and_ended_before_anlotinib(ezr):
    # The report gives no dates: April 2021 at the earliest, by the end of August 2023.
    duration = solve(ezr, told=False).duration("start of befotertinib", "end of befotertinib")

    assert days(duration) == (0, (date(2023, 8, 31) - date(2021, 4, 1)).days)


def test_crizotinib_is_ongoing_at_the_last_scan(ezr):
    chronology = solve(ezr)

    assert chronology.ongoing("end of crizotinib")
    assert str(chronology.duration("start of crizotinib", "end of crizotinib")) == (
        "ongoing, at least 21.1 months"
    )
    assert not chronology.duration("start of crizotinib", "partial-response").censored
    assert str(chronology.bounds("cut-off")) == "not before 2025-09-01"


def test_symptoms_began_a_month_before_admission(ezr):
    assert str(solve(ezr).bounds("start of presenting-symptoms")) == "2016-07-02 to 2016-08-31"


def test_beyond_progression_icotinib_went_on_for_549_to_607_days(ezr):
    # To the NGS of April 2021; the stop itself is only known to be after the CT of 2020-09-30.
    chronology = solve(ezr, told=False)

    assert days(chronology.duration("bone-scan-2019", "ngs-2021")) == (549, 607)
    assert str(chronology.bounds("end of icotinib")) == "2020-09-30 to 2023-08-31"


def test_the_ezr_dates_fit_together(ezr):
    chronology = solve(ezr)

    assert chronology.consistent
    assert chronology.set_aside == ()


def interval_claims(case):
    return {str(c.interval): c for c in case.claims if isinstance(c, IntervalClaim)}


BEFOTERTINIB = "start of befotertinib -> stable-disease"


def test_only_befotertinib_cannot_have_lasted_as_stated(ezr):
    claims = interval_claims(ezr)
    alone = {
        text: solve(attrs.evolve(ezr, claims=[claim]), claims=True).consistent
        for text, claim in claims.items()
    }

    assert {text: (str(claim.is_), alone[text]) for text, claim in claims.items()} == {
        "start of icotinib -> ct-2019": ("23 months", True),
        "start of icotinib -> ct-2020": ("33 months", True),
        BEFOTERTINIB: ("31 months", False),
        "start of anlotinib -> ct-2023": ("2 months", True),
        "start of crizotinib -> partial-response": ("21 months", True),
    }


@pytest.mark.parametrize("reading", Reading)
def test_31_months_of_befotertinib_are_impossible_under_every_reading(ezr, reading):
    claim = interval_claims(ezr)[BEFOTERTINIB]

    assert not solve(ezr, claims=True, reading=reading).consistent
    assert not solve(ezr).allows(claim, reading=reading)
    assert all(
        solve(ezr).allows(other, reading=reading)
        for text, other in interval_claims(ezr).items()
        if text != BEFOTERTINIB
    )


@pytest.mark.parametrize(
    ("reading", "needed", "late"),
    [
        (Reading.FLOOR, "2023-11-01", 62),
        (Reading.ROUND, "2023-10-17", 47),
        (Reading.LIBERAL, "2023-10-02", 32),
    ],
)
def test_how_late_31_months_would_be(ezr, reading, needed, late):
    chronology = solve(ezr, told=False)
    earliest = known(chronology.bounds("start of befotertinib").earliest)
    anlotinib = known(chronology.bounds("start of anlotinib").latest)
    reached = soonest("31 months", earliest, reading)

    assert date.fromordinal(reached).isoformat() == needed
    assert reached - anlotinib == late


def test_what_would_repair_befotertinib(ezr):
    claim = interval_claims(ezr)[BEFOTERTINIB]

    def possible(case, months=31):
        stated = attrs.evolve(claim, is_=f"{months} months")
        return solve(attrs.evolve(case, claims=[stated]), claims=True).consistent

    # Another number: begun with the NGS in April 2021, up to 28 whole months fit.
    assert [months for months in range(20, 40) if possible(ezr, months)] == list(range(20, 29))
    at_once = changed(ezr, "stable-disease", at="end of befotertinib, start of anlotinib")
    in_april = changed(at_once, "befotertinib", start="2021-04")
    assert [months for months in range(20, 40) if possible(in_april, months)] == [27, 28]
    # Or it began by 2021-01-31, before the NGS.
    assert possible(changed(ezr, "befotertinib", start="2021-01-31"))
    assert not possible(changed(ezr, "befotertinib", start="2021-02-01"))
    # Or it overlapped anlotinib by 62 days or more; that lines follow each other is assumed.
    alone = attrs.evolve(ezr, assume=[])
    assert possible(changed(alone, "befotertinib", start="2021-04-01", end="2023-11-01"))
    assert not possible(changed(alone, "befotertinib", start="2021-04-01", end="2023-10-31"))


# --- TBC1D32-ROS1 ---


@pytest.mark.parametrize(
    ("first", "last", "least", "most"),
    [
        ("start of crizotinib", "ct-progression", 21, 23),
        ("start of crizotinib", "start of chemoimmunotherapy", 23, 23),
        ("start of chemoimmunotherapy", "start of maintenance", 85, 85),
        ("start of chemoimmunotherapy", "last-evaluation", 511, 541),
    ],
)
def test_intervals_of_the_tbc1d32_case(tbc, first, last, least, most):
    assert days(solve(tbc).duration(first, last)) == (least, most)


def test_the_last_evaluation_in_months(tbc):
    duration = solve(tbc).duration("start of chemoimmunotherapy", "last-evaluation")

    assert str(duration) == "16.8\u201317.8 months"


def test_19_months_are_unsupported_by_the_last_assessment_not_impossible(tbc):
    chronology = solve(tbc)
    start = known(chronology.bounds("start of chemoimmunotherapy").earliest)
    last = known(chronology.bounds("last-evaluation").latest)
    to_the_evaluation = attrs.evolve(
        tbc.claims[1], interval="start of chemoimmunotherapy -> last-evaluation"
    )

    assert soonest(">19 months", start) - last == 40
    assert not solve(attrs.evolve(tbc, claims=[to_the_evaluation]), claims=True).consistent
    assert solve(tbc, claims=True).consistent  # measured to the cut-off, as the claims are


def test_a_declared_cut_off_makes_19_months_impossible(tbc):
    closed = attrs.evolve(tbc, cut_off="2024-10-09")

    assert solve(closed).consistent
    assert not solve(closed, claims=True).consistent
    assert solve(attrs.evolve(tbc, cut_off="2024-10-10"), claims=True).consistent


def test_what_the_report_leaves_open_stays_open(tbc):
    chronology = solve(tbc, told=False)

    assert str(chronology.bounds("node-biopsy")) == "by 2023-02-14"
    assert str(chronology.duration("start of maintenance", "end of maintenance")).startswith(
        "ongoing, at least"
    )
    assert str(chronology.bounds("diagnosis")) == "by 2023-02-14"
