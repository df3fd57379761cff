"""Counts against what is encoded, and the items of the CARE checklist."""

import pytest

import cases
from timeline.analysis import CLINICAL_CHECKS, check
from timeline.document import loads
from timeline.findings import Severity

WHOLE = """
case: whole
patient: {sex: female, age: 57 years}
events:
  - {symptom: cough, at: 2020-01}
  - {diagnosis: lung adenocarcinoma, at: 2020-01}
  - {therapy: docetaxel, start: 2020-02}
  - {adverse_event: any, presence: absent}
  - {follow_up: alive, at: 2021}
"""


def found(code, text):
    (case,) = loads(text)
    return [f for f in check(case, CLINICAL_CHECKS) if f.code == code]


def counted(claim, *counts):
    return [
        (f.code, f.severity)
        for code in ("stated-count", "unknown-count", "count-unchecked")
        for f in found(
            code,
            "case: example\nevents:\n"
            f"  - {{therapy: docetaxel, {', '.join(('id: it', *counts))}}}\n"
            "  - {radiotherapy: spine, id: spine, fractions: 20}\n"
            f"claims:\n  - {{count: {claim}}}",
        )
    ]


@pytest.mark.parametrize(
    ("claim", "counts"),
    [
        ("doses, of: it, is: 4", ["doses: 5"]),
        ("doses, of: it, is: over 24", ["doses: 24"]),
        ("cycle, of: it, is: about 4", ["cycles: 6"]),
        ("cycles, of: it, is: 4", ["cycles: up to 3"]),
        ("fractions, of: spine, is: 10", []),
    ],
)
def test_a_count_that_its_event_contradicts_is_an_error(claim, counts):
    assert counted(claim, *counts) == [("stated-count", Severity.ERROR)]


@pytest.mark.parametrize(
    ("claim", "counts"),
    [
        ("doses, of: it, is: 4", ["doses: 4"]),
        ("doses, of: it, is: over 24", ["doses: over 24"]),
        ("doses, of: it, is: 4", ["doses: at least 2"]),
        ("cycles, of: it, is: about 4", ["cycles: 5"]),
        ("fractions, of: spine, is: 20", []),
    ],
)
def test_a_count_that_may_be_right(claim, counts):
    assert counted(claim, *counts) == []


def test_a_count_of_what_cannot_be_counted_or_is_not():
    assert counted("dozes, of: it, is: 4", "doses: 5") == [("unknown-count", Severity.WARNING)]
    assert counted("doses, of: it, is: 4", "cycles: 5") == [("count-unchecked", Severity.NOTE)]
    assert counted("cycles, of: spine, is: 4") == [("count-unchecked", Severity.NOTE)]


@pytest.mark.parametrize("name", cases.names())
def test_the_counts_of_the_shipped_cases_agree(name):
    codes = {f.code for f in check(cases.load(name), CLINICAL_CHECKS)}

    assert not codes & {"stated-count", "unknown-count", "count-unchecked"}


def test_nothing_is_missing_in_a_whole_report():
    assert found("care-items-missing", WHOLE) == []


@pytest.mark.parametrize(
    ("line", "item"),
    [
        ("patient: {sex: female, age: 57 years}\n", "item 5a, patient information (age and sex)"),
        ("  - {symptom: cough, at: 2020-01}\n", "item 6, clinical findings"),
        ("  - {diagnosis: lung adenocarcinoma, at: 2020-01}\n", "item 8, diagnostic assessment"),
        ("  - {therapy: docetaxel, start: 2020-02}\n", "item 9, therapeutic intervention"),
        ("  - {adverse_event: any, presence: absent}\n", "item 10d, adverse and unanticipated"),
        ("  - {follow_up: alive, at: 2021}\n", "item 10, follow-up and outcomes"),
    ],
)
def test_each_item_is_missed_by_its_name(line, item):
    (finding,) = found("care-items-missing", WHOLE.replace(line, ""))

    assert finding.severity is Severity.NOTE
    assert item in finding.message


@pytest.mark.parametrize(
    ("at", "missing"),
    [("2020", False), ("day 3", False), ("after cough", True), ("after 2020", True)],
)
def test_an_order_alone_is_no_timeline(at, missing):
    (case,) = loads(
        f"case: order\nevents:\n  - {{symptom: cough, id: cough, at: {at}}}".replace(
            "at: after cough", "note: none"
        )
    )

    (finding,) = [f for f in check(case, CLINICAL_CHECKS) if f.code == "care-items-missing"]

    assert ("item 7" in finding.message) is missing
