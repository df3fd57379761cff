"""Severities of one's own, and findings that a document sets aside."""

import pytest

import cases
from timeline.analysis import CLINICAL_CHECKS, check, honour, weigh
from timeline.document import ignores_in, loads
from timeline.findings import Finding, Ignore, Severity

DOCUMENT = """
case: example
events:
  - therapy: gefitinib
    at: 2020-03  # check: ignore line-of-one-day one tablet
    line: 1
  - {therapy: icotinib, line: 2, at: 2020-04}
"""


def of(code, path=(), events=()):
    return Finding(code, "said", severity=Severity.WARNING, path=path, events=events)


def test_an_ignore_holds_for_its_event_alone():
    (case,) = loads(DOCUMENT)

    honoured = honour(check(case, CLINICAL_CHECKS), ignores_in(DOCUMENT))

    (ignored,) = honoured.ignored
    assert (ignored.finding.events, ignored.reason) == (("gefitinib",), "one tablet")
    left = [f.events for f in honoured.findings if f.code == "line-of-one-day"]
    assert left == [("icotinib",)]


def test_an_ignore_at_the_top_holds_for_the_whole_case():
    ignore = Ignore(code="two-names", reason="known", case="example")
    findings = [of("two-names", ("events", n, "therapy")) for n in range(3)]

    honoured = honour([*findings, of("other")], [ignore])

    assert len(honoured.ignored) == 3
    assert [f.code for f in honoured.findings] == ["other"]


def test_a_finding_about_a_claim_is_ignored_at_the_claim_or_at_an_event_it_names():
    finding = of("stated-interval", ("claims", 1, "interval"), ("a", "b"))
    at_claim = Ignore(code="stated-interval", reason="r", case="c", path=("claims", 1))
    at_event = Ignore(code="stated-interval", reason="r", case="c", path=("events", 0), event="b")
    elsewhere = Ignore(code="stated-interval", reason="r", case="c", path=("claims", 0))

    assert honour([finding], [at_claim]).findings == ()
    assert honour([finding], [at_event]).findings == ()
    assert finding in honour([finding], [elsewhere]).findings


def test_what_another_event_does_is_not_ignored_at_an_event_it_is_held_against():
    finding = of("line-without-reason", ("events", 5, "therapy"), ("later", "earlier"))
    ignore = Ignore(
        code="line-without-reason", reason="r", case="c", path=("events", 2), event="earlier"
    )

    assert finding in honour([finding], [ignore]).findings


def test_an_ignore_at_fault_is_a_note():
    without_reason = Ignore(code="a", reason="", case="c", line=3)
    without_effect = Ignore(code="b", reason="r", case="c", line=4)

    honoured = honour([of("a")], [without_reason, without_effect])

    assert [(f.code, f.severity) for f in honoured.findings] == [
        ("ignore-without-reason", Severity.NOTE),
        ("ignore-without-effect", Severity.NOTE),
    ]
    assert len(honoured.ignored) == 1
    assert "line 4" in honoured.findings[1].message


def test_a_code_can_weigh_more_or_nothing():
    case = cases.load("ezr-ros1")
    severity = {
        "letter-for-zero": "error",
        "two-names": Severity.WARNING,
        "low-read-support": "off",
    }

    found = {f.code: f.severity for f in check(case, CLINICAL_CHECKS, severity=severity)}

    assert found["letter-for-zero"] is Severity.ERROR
    assert found["two-names"] is Severity.WARNING
    assert "low-read-support" not in found
    assert found["narrated-out-of-order"] is Severity.NOTE


def test_a_word_that_is_no_severity_is_misuse():
    with pytest.raises(ValueError, match="grave"):
        weigh([], {"two-names": "grave"})
