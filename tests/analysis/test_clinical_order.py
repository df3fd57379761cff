"""Death, narration and responses: what certainly stands in the wrong order, and what may not."""

import pytest

import cases
from timeline.analysis import CLINICAL_CHECKS, check
from timeline.document import loads
from timeline.findings import Severity


def found(events, code):
    (case,) = loads(f"case: example\nevents:\n{events}")
    return [f for f in check(case, CLINICAL_CHECKS) if f.code == code]


@pytest.mark.parametrize(
    "event",
    [
        "{therapy: gefitinib, id: late, start: 2020-08}",
        "{therapy: gefitinib, id: late, start: 2020-01, end: 2020-08}",
        "{radiotherapy: spine, id: late, at: 2020-08-01}",
        "{supportive_care: denosumab, id: late, at: 2020-08}",
        "{procedure: lobectomy, id: late, type: surgery, at: 2020-08}",
    ],
)
def test_a_treatment_after_death_is_an_error(event):
    (finding,) = found(
        f"  - {event}\n  - {{death: progression, at: 2020-07}}", "therapy-after-death"
    )

    assert finding.severity is Severity.ERROR
    assert finding.events == ("late", "death-progression")


@pytest.mark.parametrize(
    "event",
    [
        "{therapy: gefitinib, start: 2020-01, end: 2020-07}",  # to the last day
        "{therapy: gefitinib, start: 2020-01}",
        "{procedure: autopsy, at: 2020-08}",
        "{procedure: biopsy at autopsy, type: biopsy, at: 2020-08}",
        "{test: NGS, at: 2020-09}",  # of a specimen that was kept
        "{therapy: gefitinib, start: 2020}",  # some day of the year of death
    ],
)
def test_what_may_be_before_death_or_needs_no_life_is_none(event):
    assert (
        found(f"  - {event}\n  - {{death: progression, at: 2020-07}}", "therapy-after-death") == []
    )


def test_death_of_a_year_is_too_coarse():
    events = "  - {therapy: gefitinib, start: 2020-08}\n  - {death: progression, at: 2020}"

    assert found(events, "therapy-after-death") == []


@pytest.mark.parametrize(
    ("assessment", "count"),
    [
        ("{assessment: CT, at: 2020-08, response: PD}", 1),
        ("{assessment: CT, at: 2020-07}", 0),
        ("{assessment: autopsy, at: 2020-08}", 0),
        ("{assessment: CT, at: after 2020-01}", 0),
    ],
)
def test_an_assessment_after_death(assessment, count):
    events = f"  - {assessment}\n  - {{death: progression, at: 2020-07}}"

    assert len(found(events, "assessment-after-death")) == count


def test_the_bone_scan_that_is_told_before_the_sequencing_it_follows():
    findings = check(cases.load("ezr-ros1"), CLINICAL_CHECKS)

    (finding,) = [f for f in findings if f.code == "narrated-out-of-order"]

    assert finding.severity is Severity.NOTE
    assert finding.events == ("bone-scan-2021", "ngs-2021")
    assert "(2021-12) is told before ngs-2021 (2021-04)" in finding.message


def test_a_look_back_is_one_finding_and_not_one_for_each_event_it_precedes():
    (finding,) = found(
        """
  - {assessment: CT, id: a, at: 2016-03}
  - {assessment: CT, id: b, at: 2017-03}
  - {assessment: CT, id: c, at: 2018-03}
  - {procedure: lobectomy, at: 2015-01}
  - {assessment: CT, id: d, at: 2019-03}""",
        "narrated-out-of-order",
    )

    assert finding.events == ("lobectomy", "a")
    assert "is told after a (2016-03), which it precedes" in finding.message


@pytest.mark.parametrize(
    "events",
    [
        "  - {assessment: CT, at: 2020-05}\n  - {test: NGS, at: 2020-05}",
        "  - {assessment: CT, at: 2020-05}\n  - {test: NGS, at: 2020}",  # may be later
        "  - {visit: admission, at: 2020-05}\n  - {symptom: cough, start: admission - 2 months}",
        """
  - {assessment: CT, at: 2020-05}
  - {procedure: biopsy, at: {assumed: 2020-01, because: told with it}}""",
        """
  - {therapy: gefitinib, line: 1, start: 2020-05}
  - {supportive_care: denosumab, start: 2020-01}""",
    ],
)
def test_the_same_month_a_coarse_date_history_and_suppositions_are_in_order(events):
    assert found(events, "narrated-out-of-order") == []


@pytest.mark.parametrize(
    ("response", "count"),
    [
        ("at: 2020-01, response: PR", 1),
        ("at: 2020-01, response: {wording: complete response}", 1),
        ("at: 2020-01, response: SD", 0),  # may be watched
        ("at: 2020-01, response: {wording: shrinkage, scope: lesion, site: liver}", 0),
        ("at: 2020-03, response: PR", 0),
        ("at: 2020, response: PR", 0),
        ("response: PR", 0),
    ],
)
def test_a_response_before_any_treatment(response, count):
    events = (
        f"  - {{assessment: CT, {response}}}\n  - {{therapy: gefitinib, line: 1, start: 2020-02}}"
    )

    assert len(found(events, "response-before-treatment")) == count


def test_the_first_response_to_crizotinib_is_not_dated():
    findings = check(cases.load("ezr-ros1"), CLINICAL_CHECKS)

    (finding,) = [f for f in findings if f.code == "response-start-not-stated"]

    assert finding.events == ("partial-response", "crizotinib")
    assert "20.9–21.8 months" in finding.message


@pytest.mark.parametrize(
    ("assessments", "count"),
    [
        ("  - {assessment: CT, at: 2020-03, response: PR}", 0),
        ("  - {assessment: CT, at: 2021-06, response: PR}", 1),
        (
            """
  - {assessment: CT, at: 2021-04, response: SD}
  - {assessment: CT, at: 2021-06, response: PR}""",
            0,  # begun between the two
        ),
        ("  - {assessment: CT, at: 2021-06, response: SD}", 0),
        ("  - {assessment: CT, at: during gefitinib, response: PR}", 1),  # no day at all
        ("  - {assessment: CT, at: 2020, response: PR}", 0),  # may be before this line
    ],
)
def test_a_response_first_told_long_after_the_start(assessments, count):
    line = "  - {therapy: gefitinib, line: 1, start: 2020-01, end: ongoing}\n"

    assert len(found(line + assessments, "response-start-not-stated")) == count


def test_a_response_is_credited_to_the_derived_line_and_not_to_the_last_numbered_one():
    (case,) = loads(
        "case: example\nevents:\n"
        "  - {therapy: gefitinib, id: one, line: 1, start: 2020-01-01, end: 2020-06-01,"
        " stop: progression}\n"
        "  - {therapy: osimertinib, id: unnumbered, start: 2020-06-10, end: 2022-06-01}\n"
        "  - {assessment: CT, id: ct, at: 2021-06-01, response: PR}\n"
    )

    told = [f for f in check(case, CLINICAL_CHECKS) if f.code == "response-start-not-stated"]
    assert [f.events for f in told] == [("ct", "unnumbered")]
