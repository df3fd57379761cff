"""Best overall response, row by row: assessments as ``day category``, and what they come to."""

import attrs
import pytest

from timeline.analysis.response import (
    ADAM,
    COLUMNS,
    FDA,
    STANDARD,
    best_response,
    best_responses,
    best_responses_text,
)
from timeline.document import loads
from timeline.model.truth import Truth

START = "therapy: crizotinib, id: treatment, start: day 0"


def events(scans: str, scale: str = "RECIST 1.1") -> str:
    """``50 PR, 90 PD`` as two assessments."""
    rows = [START]
    for number, scan in enumerate(filter(None, scans.split(", ")), start=1):
        day, word = scan.split(" ", 1)
        response = f"{{category: {word}, scale: {scale}}}"
        rows.append(f"assessment: CT, id: ct-{number}, at: day {day}, response: {response}")
    return "\n".join(rows)


def told(best) -> str:
    if best.alternatives:
        return " | ".join(best.alternatives)
    if best.category is None:
        return "missing"
    mark = "*" if best.derived else ""
    return f"{best.category}{mark} {best.event}" if best.event else f"{best.category}{mark}"


@pytest.mark.parametrize(
    ("scans", "expected"),
    [
        ("", "missing"),
        ("50 CR", "CR ct-1"),
        ("50 PR", "PR ct-1"),
        ("50 SD", "SD ct-1"),
        ("50 NON-CR/NON-PD", "NON-CR/NON-PD ct-1"),
        ("50 PD", "PD ct-1"),
        ("50 NE", "NE ct-1"),
        # window: stable disease needs 42 days, a response none
        ("41 SD", "NE* ct-1"),
        ("42 SD", "SD ct-1"),
        ("43 SD", "SD ct-1"),
        ("41 NON-CR/NON-PD", "NE* ct-1"),
        ("42 NON-CR/NON-PD", "NON-CR/NON-PD ct-1"),
        ("20 PR", "PR ct-1"),
        ("20 CR", "CR ct-1"),
        ("20 PD", "PD ct-1"),
        ("41 SD, 60 PD", "PD ct-2"),
        ("41 SD, 60 NE", "NE* ct-1"),
        ("20 NE, 41 SD", "NE ct-1"),
        ("20 SD, 41 SD, 80 SD", "SD ct-3"),
        # order of evaluation
        ("50 SD, 100 PR, 150 CR", "CR ct-3"),
        ("50 CR, 100 PR", "CR ct-1"),
        ("50 PR, 100 SD, 150 PD", "PR ct-1"),
        ("50 NON-CR/NON-PD, 100 SD", "SD ct-2"),
        ("50 NON-CR/NON-PD, 100 PD", "NON-CR/NON-PD ct-1"),
        ("50 NE, 100 SD", "SD ct-2"),
        ("50 NE, 100 PD", "PD ct-2"),
        ("50 PR, 100 PR", "PR ct-1"),
        # up to the first progression
        ("50 PD, 100 PR", "PD ct-1"),
        ("50 SD, 100 PD, 150 CR", "SD ct-1"),
        ("50 PD, 100 PD", "PD ct-1"),
        ("20 SD, 30 PD, 60 SD", "PD ct-2"),
        # of one day the worst
        ("50 PR, 50 SD", "SD ct-2"),
        ("50 SD, 50 PR", "SD ct-1"),
        ("50 PR, 50 PD", "PD ct-2"),
        ("50 PR, 50 NE", "PR ct-1"),
        ("50 PR, 50 SD, 100 PR", "PR ct-3"),
        # baseline
        ("0 PD", "missing"),
        ("0 PR, 50 SD", "SD ct-2"),
        ("-10 PR, 50 SD", "SD ct-2"),
        # partial days
        ("40-45 SD", "SD | NE"),
        ("42-45 SD", "SD ct-1"),
        ("30-41 SD", "NE* ct-1"),
        ("50-60 PR, 55-65 PD", "PR | PD"),
        ("50-60 PR, 61-65 PD", "PR ct-1"),
        ("50-60 PR, 50-60 PR", "PR"),
    ],
)
def test_best_of_recist(encoded, scans, expected):
    best = best_response(encoded(events(scans)))

    assert set(told(best).split(" | ")) == set(expected.split(" | "))


@pytest.mark.parametrize(
    ("scans", "convention", "expected"),
    [
        ("", attrs.evolve(STANDARD, missing_as_ne=True), "NE*"),
        ("0 PD", ADAM, "PD ct-1"),
        ("0 PR", ADAM, "PR ct-1"),
        ("-1 PR", ADAM, "missing"),
        ("27 SD", attrs.evolve(STANDARD, sd_window=28), "NE* ct-1"),
        ("28 SD", attrs.evolve(STANDARD, sd_window=28), "SD ct-1"),
        ("1 SD", attrs.evolve(STANDARD, sd_window=None), "SD ct-1"),
    ],
)
def test_switches(encoded, scans, convention, expected):
    assert told(best_response(encoded(events(scans)), convention=convention)) == expected


LENIENT = attrs.evolve(FDA, accept_sd=True, max_not_evaluable=2)


@pytest.mark.parametrize(
    ("scans", "convention", "expected"),
    [
        # complete response
        ("50 CR, 78 CR", FDA, "CR ct-1"),
        ("50 CR, 77 CR", FDA, "SD* ct-1"),
        ("50 CR, 60 CR, 80 CR", FDA, "CR ct-1"),
        ("50 CR, 60 NE, 80 CR", FDA, "CR ct-1"),
        ("50 CR, 60 NE, 70 NE, 80 CR", FDA, "SD* ct-1"),
        ("50 CR, 60 NE, 70 NE, 80 CR", LENIENT, "CR ct-1"),
        ("50 CR, 60 SD, 80 CR", FDA, "SD* ct-1"),
        ("50 CR, 60 PR, 80 CR", FDA, "SD* ct-1"),
        ("50 CR, 60 SD, 80 CR", LENIENT, "SD* ct-1"),
        ("50 CR, 80 PR", FDA, "SD* ct-1"),
        ("50 CR, 80 PD", FDA, "SD* ct-1"),
        ("50 CR", FDA, "SD* ct-1"),
        ("30 CR, 60 PD", FDA, "PD ct-2"),
        ("30 CR", FDA, "NE* ct-1"),
        ("30 CR, 60 CR", FDA, "CR ct-1"),
        # partial response
        ("50 PR, 78 PR", FDA, "PR ct-1"),
        ("50 PR, 77 PR", FDA, "SD* ct-1"),
        ("50 PR, 77 PR, 80 PR", FDA, "PR ct-1"),
        ("50 PR, 78 CR", FDA, "PR ct-1"),
        ("50 PR, 78 CR, 106 CR", FDA, "CR ct-2"),
        ("50 PR, 60 NE, 80 PR", FDA, "PR ct-1"),
        ("50 PR, 60 NE, 70 NE, 80 PR", FDA, "SD* ct-1"),
        ("50 PR, 60 NE, 70 NE, 80 PR", LENIENT, "PR ct-1"),
        ("50 PR, 60 SD, 80 PR", FDA, "SD* ct-1"),
        ("50 PR, 60 SD, 80 PR", LENIENT, "PR ct-1"),
        ("50 PR, 60 SD, 70 SD, 80 PR", LENIENT, "SD* ct-1"),
        ("50 PR, 60 CR, 80 PR", FDA, "SD* ct-1"),
        ("50 PR, 60 CR, 80 CR", FDA, "PR ct-1"),
        ("50 PR, 60 NON-CR/NON-PD, 80 PR", LENIENT, "SD* ct-1"),
        ("50 PR, 60 PD, 80 PR", FDA, "SD* ct-1"),
        ("50 PR, 90 PD", FDA, "SD* ct-1"),
        # two records of one visit are one
        ("50 CR, 60 NE, 60 NE, 80 CR", FDA, "CR ct-1"),
        ("50 PR, 60 SD, 60 SD, 80 PR", LENIENT, "PR ct-1"),
        ("50 PR, 60 SD, 60 NE, 80 PR", FDA, "SD* ct-1"),
        ("30 PR, 60 SD", FDA, "SD ct-2"),
        ("30 PR", FDA, "NE* ct-1"),
        ("30 PR, 40 PD", FDA, "PD ct-2"),
        # the rest is as without confirmation
        ("50 SD", FDA, "SD ct-1"),
        ("41 SD", FDA, "NE* ct-1"),
        ("50 NON-CR/NON-PD", FDA, "NON-CR/NON-PD ct-1"),
        ("50 NON-CR/NON-PD, 90 SD", FDA, "SD ct-2"),
        ("50 PD", FDA, "PD ct-1"),
        ("50 NE", FDA, "NE ct-1"),
        ("", FDA, "missing"),
        ("50 PR, 70-90 PR", FDA, "PR | SD"),
        ("50-60 PR, 90 PR", FDA, "PR ct-1"),
    ],
)
def test_best_confirmed(encoded, scans, convention, expected):
    best = best_response(encoded(events(scans)), convention=convention)

    assert set(told(best).split(" | ")) == set(expected.split(" | "))


@pytest.mark.parametrize(
    ("scans", "scale", "expected"),
    [
        ("50 iPR, 90 iUPD, 130 iCPD", "iRECIST", "iPR ct-1"),
        ("50 iUPD, 90 iPR", "iRECIST", "iPR ct-2"),
        ("50 iUPD, 90 iCPD", "iRECIST", "iCPD* ct-1"),
        ("50 iUPD, 70 NE, 90 iUPD, 130 iCPD", "iRECIST", "iCPD* ct-1"),
        ("50 iUPD", "iRECIST", "iUPD ct-1"),
        ("20 iUPD, 30 iSD, 90 iCPD", "iRECIST", "iUPD ct-1"),
        ("20 iUPD, 30 iSD, 80 iUPD, 120 iCPD", "iRECIST", "iCPD* ct-3"),
        ("50 iCPD, 90 iPR", "iRECIST", "iCPD ct-1"),
        ("41 iSD", "iRECIST", "NE* ct-1"),
        ("50 PMR, 90 CMR", "PERCIST", "CMR ct-2"),
        ("10 SMD", "PERCIST", "SMD ct-1"),
        ("50 CHR, 90 CCyR, 180 MMR", "CML", "MMR ct-3"),
        ("90 MMR, 180 MR4.5", "CML", "MR4.5 ct-2"),
        ("90 CCyR, 180 relapse, 270 MMR", "CML", "CCyR ct-1"),
        ("30 NE, 90 relapse", "CML", "relapse ct-2"),
        ("50 VGPR, 90 sCR", "IMWG", "sCR ct-2"),
        ("30 pCR", "pathological", "pCR ct-1"),
    ],
)
def test_scales_go_by_their_own_order(encoded, scans, scale, expected):
    assert told(best_response(encoded(events(scans, scale)))) == expected


def test_scales_are_not_mixed(encoded):
    case = encoded(f"""{START}
        assessment: CT, id: ct, at: day 60, response: SD
        assessment: PET, id: pet, at: day 60, response: CMR""")

    assert [(b.scale, b.category) for b in best_responses(case)] == [
        ("RECIST 1.1", "SD"),
        ("PERCIST", "CMR"),
    ]


@pytest.mark.parametrize(
    "wording", ["stable", "shrinkage of all lesions", "complete remission", "progression"]
)
def test_words_never_become_a_category(encoded, wording):
    case = encoded(f"{START}\nassessment: CT, at: day 60, response: {{wording: {wording}}}")

    best = best_response(case)

    assert best.category is None
    assert best.meaning is not None
    assert best.wording == wording
    assert best.scale == "wording"


def test_stable_lesions_are_no_stable_disease(encoded):
    case = encoded(
        f"{START}\n"
        "assessment: CT, at: day 60, response: {wording: stable, scope: lesion, site: liver}"
    )

    overall, lesion = best_responses(case)

    assert overall.category is None
    assert overall.missing
    assert (lesion.site, lesion.category) == ("liver", None)


def test_each_organ_has_its_best(encoded):
    case = encoded(f"""{START}
        assessment: CT, at: day 50, response: {{category: PR, scope: organ, site: Liver}}
        assessment: CT, at: day 90, response: {{category: CR, scope: organ, site: liver}}
        assessment: MRI, at: day 90, response: {{category: PD, scope: organ, site: brain}}""")

    found = {b.site.casefold(): b.category for b in best_responses(case) if b.site}

    assert found == {"liver": "CR", "brain": "PD"}


def test_each_line_has_its_own(encoded):
    case = encoded(f"""{START}
        assessment: CT, id: one, at: day 50, response: PD
        therapy: lorlatinib, id: next, start: day 50
        assessment: CT, id: two, at: day 100, response: PR""")

    assert [(b.line, b.category, b.event) for b in best_responses(case)] == [
        (1, "PD", "one"),
        (2, "PR", "two"),
    ]


@pytest.mark.parametrize(
    ("scans", "responded", "controlled"),
    [
        ("50 PR", Truth.TRUE, Truth.TRUE),
        ("50 SD", Truth.FALSE, Truth.TRUE),
        ("50 PD", Truth.FALSE, Truth.FALSE),
        ("41 SD", Truth.FALSE, Truth.FALSE),
        ("", Truth.INDETERMINATE, Truth.INDETERMINATE),
        ("40-50 SD", Truth.FALSE, Truth.INDETERMINATE),
        ("50-60 PR, 55-65 PD", Truth.INDETERMINATE, Truth.INDETERMINATE),
    ],
)
def test_what_rates_count(encoded, scans, responded, controlled):
    best = best_response(encoded(events(scans)))

    assert (best.responded, best.controlled) == (responded, controlled)


def test_a_row_has_plain_values(encoded):
    row = best_response(encoded(events("50 PR"))).as_row()

    assert (row["category"], row["days_least"], row["days_most"]) == ("PR", 50, 50)
    assert all(isinstance(value, str | int | bool | None) for value in row.values())


@pytest.mark.parametrize(
    ("scans", "convention", "best", "because"),
    [
        ("50 PR", STANDARD, "PR", "(ct-1) day 50"),
        ("41 SD", STANDARD, "NE (derived)", "SD before day 42 (ct-1) day 41"),
        ("50 PR", FDA, "SD (derived, confirmation asked)", "PR was not confirmed (ct-1) day 50"),
        ("40-45 SD", STANDARD, "SD or NE", "missing: dates that tell which of these it was"),
        ("", STANDARD, "", "missing: an assessment with a response of the whole disease"),
    ],
)
def test_text_gives_the_reason(encoded, scans, convention, best, because):
    (row,) = best_responses_text(best_responses(encoded(events(scans)), convention=convention))

    assert dict(zip(COLUMNS, row, strict=True))["best"] == best
    assert row[-1] == because


def test_a_line_goes_by_its_number_or_its_therapy(encoded):
    case = encoded(f"""{START}
        therapy: lorlatinib, id: next, start: day 50
        assessment: CT, at: day 100, response: PR""")

    assert best_response(case, 2) == best_response(case, "next")
    assert best_response(case, 3) is None


def test_no_line_no_response(encoded):
    assert best_response(encoded("assessment: CT, at: day 60, response: PD")) is None


def test_words_that_nobody_understands_are_no_less_open_where_their_order_is():
    (case,) = loads("""
        case: c
        assume: []
        events:
          - {therapy: gefitinib, line: 1, start: 2020-01-01}
          - {therapy: alectinib, line: 2, start: 2021-01-01}
          - {assessment: CT, at: after start of gefitinib, response: {wording: came up smiling}}
    """)

    first, second = best_responses(case)

    assert first.alternatives == second.alternatives == ("came up smiling", "none")
    assert not first.certain
    assert first.wording is None


@pytest.mark.parametrize(
    ("words", "responded", "controlled", "why"),
    [
        ("remarkable response", Truth.TRUE, Truth.TRUE, "responded, read from the report's words"),
        (
            "refractory",
            Truth.FALSE,
            Truth.INDETERMINATE,  # it may have been stable
            "not responded, read from the report's words",
        ),
        ("some change", Truth.INDETERMINATE, Truth.INDETERMINATE, ""),
    ],
)
def test_words_tell_a_direction_and_no_category(encoded, words, responded, controlled, why):
    best = best_response(
        encoded(f"""{START}
            assessment: CT, at: day 50, response: {{wording: {words}}}""")
    )

    assert (best.category, best.wording) == (None, words)
    assert (best.responded, best.controlled, best.why) == (responded, controlled, why)
