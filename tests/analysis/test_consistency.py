"""What the checks find, on small cases written for each and on the shipped ones."""

import pytest

from timeline.analysis import CHECKS, check
from timeline.chronology import solve
from timeline.findings import Finding, Severity
from timeline.model.case import Case
from timeline.model.events import Therapy


def found(case, code=None):
    return [f for f in check(case) if code is None or f.code == code]


def test_an_unknown_drug_is_named_with_the_nearest_and_never_corrected():
    case = Case(id="drug", events=[Therapy("Sapolizumab", start="2023-06")])

    (finding,) = found(case, "unknown-drug")

    assert finding.severity is Severity.WARNING
    assert "pembrolizumab" not in case.events[0].name
    known = Case(id="drug", events=[Therapy("serplulimab", start="2023-06")])
    assert found(known, "unknown-drug") == []


@pytest.mark.parametrize(
    "name",
    [
        "platinum-based chemotherapy",
        "anthracycline-based chemoimmunotherapy",
        "intrathecal methotrexate",
    ],
)
def test_what_names_a_class_or_a_route_too_is_no_unknown_drug(name):
    assert found(Case(id="kind", events=[Therapy(name)]), "unknown-drug") == []


def test_a_check_of_ones_own_is_passed_in():
    def too_short(answers):
        if len(answers.case.events) < 2:
            yield Finding("too-short", "one event is no course", severity=Severity.NOTE)

    case = Case(id="short", events=[Therapy("crizotinib", start="2020")])

    assert [f.code for f in check(solve(case), (too_short,))] == ["too-short"]
    assert check(solve(case), (*CHECKS, too_short))[:-1] == check(case)
