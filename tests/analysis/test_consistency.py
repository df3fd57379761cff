"""What the checks find, on small cases written for each and on the shipped ones."""

import attrs
import pytest

import cases
from timeline.analysis import CHECKS, check
from timeline.chronology import solve
from timeline.findings import Finding, Severity
from timeline.model.case import Case
from timeline.model.claims import IntervalClaim
from timeline.model.events import Assessment, Therapy


def found(case, code=None):
    return [f for f in check(case) if code is None or f.code == code]


def test_the_ezr_report_claims_more_befotertinib_than_its_dates_allow():
    (finding,) = check(cases.load("ezr-ros1"))

    assert (finding.code, finding.severity) == ("stated-interval", Severity.ERROR)
    assert "31 months" in finding.message
    assert "0.0–29.0 months" in finding.message
    assert finding.cite == ("Case description, paragraph 4; Figure 2 G-I",)


def test_the_tbc1d32_report_hangs_together():
    assert check(cases.load("tbc1d32-ros1")) == ()


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
    assert "lines-follow-one-another" in finding.message
    assert found(attrs.evolve(case, assume=())) == []


def test_reported_dates_that_contradict_each_other_are_an_error():
    case = Case(
        id="contradiction",
        events=[
            Therapy("gefitinib", start="2020-03", end="2020-06"),
            Assessment("CT", at="2020-08, during gefitinib"),
        ],
    )

    (finding,) = found(case, "dates-contradict")

    assert finding.severity is Severity.ERROR
    assert finding.events == ("ct", "gefitinib")


def test_an_unknown_drug_is_named_with_the_nearest_and_never_corrected():
    case = Case(id="drug", events=[Therapy("Sapolizumab", start="2023-06")])

    (finding,) = found(case, "unknown-drug")

    assert finding.severity is Severity.WARNING
    assert "pembrolizumab" not in case.events[0].name
    known = Case(id="drug", events=[Therapy("serplulimab", start="2023-06")])
    assert check(known) == ()


def test_a_check_of_ones_own_is_passed_in():
    def too_short(chronology):
        if len(chronology.case.events) < 2:
            yield Finding("too-short", "one event is no course", severity=Severity.NOTE)

    case = Case(id="short", events=[Therapy("crizotinib", start="2020")])

    assert [f.code for f in check(solve(case), (*CHECKS, too_short))] == ["too-short"]
