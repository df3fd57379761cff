"""Responses: known categories, words against categories, one response against another."""

import pytest

import cases
from timeline.analysis import CLINICAL_CHECKS, check
from timeline.document import loads
from timeline.findings import Severity


def found(code, response, at="2020-03"):
    (case,) = loads(
        f"case: example\nevents:\n  - {{assessment: CT, at: {at}, response: {response}}}"
    )
    return [f for f in check(case, CLINICAL_CHECKS) if f.code == code]


@pytest.mark.parametrize("at", ["2020", "2020-03-01"])
@pytest.mark.parametrize(
    ("response", "hint"),
    [
        ("pr", "did you mean 'PR'?"),
        ("{category: stable}", "'wording'"),
        ("CRR", "did you mean 'CR'?"),
    ],
)
def test_a_category_of_no_scale(response, hint, at):
    (finding,) = found("unknown-response", response, at)

    assert finding.severity is Severity.WARNING
    assert hint in finding.message


@pytest.mark.parametrize("response", ["PR", "iUPD", "MR4.5", "{wording: stable}"])
def test_a_category_that_is_known_or_none(response):
    assert found("unknown-response", response) == []


@pytest.mark.parametrize(
    ("category", "wording"),
    [
        ("SD", "complete resolution of the tumour"),
        ("PD", "stable disease"),
        ("SD", "disease progression"),
        ("PR", "progressive disease"),
        ("CR", "stable disease"),
    ],
)
def test_words_against_the_category(category, wording):
    assert found("wording-against-category", f"{{category: {category}, wording: {wording}}}")


@pytest.mark.parametrize(
    ("category", "wording"),
    [
        ("SD", "stable disease"),
        ("SD", "slight increase in size"),  # up to a fifth
        ("SD", "smaller"),
        ("PR", "smaller; stable bone lesions"),
        ("PR", "complete resolution of one node"),
        ("PD", "new lesions, the others stable"),
        ("PD", "mixed response"),
        ("PR", "very good"),  # not understood
        ("NE", "progression"),
        ("SD", "no progression"),
    ],
)
def test_words_that_fit_or_may(category, wording):
    response = f"{{category: {category}, wording: '{wording}'}}"

    assert found("wording-against-category", response) == []


def test_stable_in_the_figure_and_resolved_in_the_text():
    findings = check(cases.load("tbc1d32-ros1"), CLINICAL_CHECKS)

    (finding,) = [f for f in findings if f.code == "responses-disagree"]

    assert finding.severity is Severity.WARNING
    assert finding.events == ("last-evaluation",)
    assert "complete resolution of the lung tumour" in finding.message


LUNG = "scope: organ, site: lung"
NODE = "scope: lesion, site: left hilum"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("category: PR", "category: SD"),
        ("category: SD", "wording: progression"),
        (f"wording: stable, {LUNG}", f"wording: progression, {LUNG}"),
        ("category: CR", f"wording: stable lesions, {LUNG}"),
        ("category: CR", f"wording: stable, {NODE}"),
        ("category: PR", f"wording: progression, {LUNG}"),
        ("category: CMR", "category: NMR"),
        ("category: pCR", "category: MPR"),
    ],
)
def test_two_responses_that_disagree(one, other):
    assert found("responses-disagree", f"[{{{one}}}, {{{other}}}]")
    assert found("responses-disagree", f"[{{{other}}}, {{{one}}}]")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("category: PR", "wording: shrinkage"),
        ("category: PR", f"wording: stable, {NODE}"),  # stable lesions are not stable disease
        ("category: PR", f"wording: complete resolution, {LUNG}"),
        ("category: PD", f"wording: stable, {LUNG}"),
        ("category: SD", f"wording: resolved, {NODE}"),  # one of several
        (f"wording: stable, {LUNG}", "wording: progression, scope: organ, site: liver"),
        ("category: SD", "category: MPR"),
        ("category: CR", "category: NMR"),
        ("category: PR", "category: CMR"),  # each by its own scale
        ("category: SD, scale: RECIST 1.1", "category: PD, scale: RANO"),
        ("category: SD", "category: NE"),
        ("category: SD", "wording: who knows"),
    ],
)
def test_two_responses_that_may_stand_together(one, other):
    assert found("responses-disagree", f"[{{{one}}}, {{{other}}}]") == []
