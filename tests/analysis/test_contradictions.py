"""Contradictions as findings: severity, days, evidence and remedies, on written and real cases."""

import attrs
import pytest

import cases
from timeline.analysis import check
from timeline.findings import Severity
from timeline.model.case import Case
from timeline.model.claims import IntervalClaim, LineClaim, ResponseClaim
from timeline.model.events import Assessment, Diagnosis, Therapy
from timeline.model.report import Patient


def found(case, code):
    return [finding for finding in check(case) if finding.code == code]


# --- The two reports encoded from full texts ---


def test_the_ezr_report_claims_more_befotertinib_than_its_dates_allow():
    (finding,) = found(cases.load("ezr-ros1"), "stated-interval")

    assert finding.severity is Severity.ERROR
    assert finding.short == (("floor", 62), ("round", 47), ("liberal", 32))
    assert (
        "reaches 2023-11-01, and stable-disease was on 2023-08-31 at the latest" in finding.message
    )
    assert [statement.basis for statement in finding.evidence].count("assumed") == 1
    assert all(statement.cite or statement.because for statement in finding.evidence)
    remedies = [remedy.text for remedy in finding.remedies]
    assert "the number was at most 27–28 months, not 31 months" in remedies
    assert "befotertinib and anlotinib overlapped by 62 days or more" in remedies
    assert "start of befotertinib was by 2021-01-31, not after ngs-2021" in remedies
    assert set(finding.events) >= {"befotertinib", "stable-disease", "anlotinib", "ngs-2021"}


def test_what_the_ezr_report_states_rightly_is_no_finding():
    messages = " ".join(finding.message for finding in check(cases.load("ezr-ros1")))

    for right in ("23 months", "33 months", "2 months,", "21 months"):
        assert right not in messages


def test_progression_free_survival_is_unsupported_by_the_last_assessment_not_impossible():
    case = cases.load("tbc1d32-ros1")

    assert found(case, "stated-interval") == found(case, "dates-contradict") == []
    survival, response = found(case, "unsupported-by-last-assessment")
    assert survival.severity is Severity.WARNING
    assert survival.short == (("floor", 40),)
    assert "at least 40 days" in survival.message
    assert "PFS" in survival.message
    assert "response" in response.message


# --- Numbers ---


@pytest.mark.parametrize(
    ("stated", "severity"),
    [
        ("8 weeks", None),
        ("1 month", Severity.WARNING),  # one completed month, but nearer to two
        ("2 months", Severity.WARNING),  # not yet completed
        ("3 months", Severity.ERROR),
        ("58 days", None),
        ("59 days", Severity.ERROR),
        ("over 2 months", Severity.ERROR),
        ("at least 1 month", None),
    ],
)
def test_the_severity_of_a_wrong_number_follows_the_reading(stated, severity):
    case = Case(
        id="number",
        events=[Therapy("crizotinib", start="2020-01-01"), Assessment("CT", at="2020-02-28")],
        claims=[IntervalClaim("start of crizotinib -> ct", is_=stated)],
    )

    assert [f.severity for f in found(case, "stated-interval")] == ([severity] if severity else [])


def test_a_warning_says_which_reading_would_fit():
    case = Case(
        id="fits",
        events=[Therapy("crizotinib", start="2020-01-01"), Assessment("CT", at="2020-02-28")],
        claims=[IntervalClaim("start of crizotinib -> ct", is_="1 month")],
    )

    (finding,) = found(case, "stated-interval")

    assert "fits when read as completed units or at its loosest" in finding.message


def test_two_numbers_that_exclude_each_other():
    case = Case(
        id="numbers",
        events=[Therapy("crizotinib", start="2020"), Assessment("CT", at="during crizotinib")],
        claims=[
            IntervalClaim("start of crizotinib -> ct", is_="3 months"),
            IntervalClaim("start of crizotinib -> ct", is_="9 months"),
        ],
    )

    (finding,) = found(case, "stated-interval")

    assert finding.severity is Severity.ERROR
    assert len(finding.evidence) == 2


def test_a_number_is_told_once_however_many_others_it_offends():
    case = cases.load("ezr-ros1")
    more = [IntervalClaim("start of befotertinib -> stable-disease", is_="40 months")]

    findings = found(attrs.evolve(case, claims=[*case.claims, *more]), "stated-interval")

    assert len(findings) == 2


def test_a_number_at_odds_with_the_nearest_unit_only_is_not_offered_as_its_own_remedy():
    case = Case(
        id="nearest",
        events=[Diagnosis("adenocarcinoma", at="2019-03-31"), Assessment("CT", at="2024-01-15")],
        claims=[IntervalClaim("dx -> ct", is_="57 months")],
    )

    (finding,) = found(case, "stated-interval")

    assert [reading for reading, _ in finding.short] == ["round"]
    assert "1 day short" in finding.message
    assert "the number was at least 58 months, not 57 months" in [r.text for r in finding.remedies]


def test_an_age_at_another_time_bounds_the_same_birth():
    case = Case(
        id="ages",
        patient=Patient(age="57 years"),
        events=[Diagnosis("adenocarcinoma", at="2016-09"), Assessment("CT", at="2020-10")],
        claims=[IntervalClaim("birth -> ct", is_="60 years")],
    )

    (finding,) = found(case, "stated-interval")

    assert "age at dx: 57 years" in [statement.text for statement in finding.evidence]
    assert "the number was at least 61 years, not 60 years" in [r.text for r in finding.remedies]


# --- Dates ---


def test_an_assumption_that_gives_way_is_a_warning():
    case = Case(
        id="overlap",
        events=[
            Therapy("gefitinib", line=1, start="2020-01", end="2020-06-30"),
            Therapy("crizotinib", line=2, start="2020-06-01"),
        ],
    )

    (finding,) = found(case, "dates-contradict")

    assert finding.severity is Severity.WARNING
    assert "gefitinib and crizotinib overlapped by 29 days or more" in [
        remedy.text for remedy in finding.remedies
    ]
    assert found(attrs.evolve(case, assume=()), "dates-contradict") == []


def test_reported_dates_that_contradict_each_other_are_an_error():
    case = Case(
        id="contradiction",
        events=[
            Therapy("gefitinib", start="2020-03", end="2020-06"),
            Assessment("CT", at="2020-08, during gefitinib", response="PR"),
        ],
    )

    (finding,) = found(case, "dates-contradict")

    assert finding.severity is Severity.ERROR
    assert [statement.text for statement in finding.evidence] == [
        "end of gefitinib: 2020-06",
        "ct: 2020-08, during gefitinib",
    ]


def test_numbers_are_tested_against_what_can_hold_of_a_contradictory_case():
    case = Case(
        id="both",
        events=[
            Therapy("gefitinib", start="2020-03", end="2020-06"),
            Assessment("CT", at="2020-08, during gefitinib", response="PR"),
        ],
        claims=[IntervalClaim("gefitinib", is_="9 months")],
    )

    assert found(case, "dates-contradict")
    assert found(case, "stated-interval")


# --- Lines and responses ---


def test_a_line_counted_in_two_ways():
    case = Case(
        id="line",
        events=[Therapy("trastuzumab deruxtecan", id="adc", line=3, start="2023-05")],
        claims=[LineClaim("second-line", of="adc", is_=2, cite="title")],
    )

    (finding,) = found(case, "stated-line")

    assert (
        finding.message == "adc is called second-line (line 2), and is line 3 among the treatments"
    )
    claims = [LineClaim("third-line", of="adc", is_=3)]
    assert found(attrs.evolve(case, claims=claims), "stated-line") == []


@pytest.mark.parametrize(
    ("response", "speaks"),
    [("PR", False), ("partial response", False), ("CR", True), ("SD", True)],
)
def test_a_stated_response_that_no_assessment_shows(response, speaks):
    case = Case(
        id="response",
        events=[
            Therapy("crizotinib", start="2020-01", end="2020-12"),
            Assessment("CT", at="2020-06", response="PR"),
            Assessment("CT", id="later", at="2021-06", response="CR"),
        ],
        claims=[ResponseClaim(response, of="crizotinib")],
    )

    assert bool(found(case, "stated-response")) is speaks
