"""What the author says of biology and course beside what is derived: compared, never taken."""

import pytest

from timeline.analysis.answers import answers_of
from timeline.analysis.lines import derive_lines
from timeline.analysis.resistance import resistance, transitions
from timeline.analysis.statements import COLUMNS, statements, statements_agree, statements_text
from timeline.document import dumps, loads
from timeline.document.json_schema import schema
from timeline.errors import DocumentError
from timeline.model.claims import AlterationClaim, LineCountClaim, ResistanceClaim, StatedChange
from timeline.model.truth import Truth

COURSE = """
case: c
events:
  - {diagnosis: lung adenocarcinoma, at: 2020-01-01}
  - {test: NGS, id: first, at: 2020-01-10, depth: 500 x, found: [EGFR L858R],
     not_found: [EGFR T790M]}
  - {therapy: gefitinib, id: tki, line: 1, start: 2020-02-01, end: 2021-01-05}
  - {assessment: CT, at: 2020-04-01, response: PR}
  - {progression: liver, id: pd, at: 2020-12-20}
  - {test: NGS, id: second, at: 2021-01-02, depth: 500 x, found: [EGFR T790M, EGFR L858R,
     MET amplification]}
  - {therapy: osimertinib, id: third, line: 2, start: 2021-02-01, end: 2021-03-01}
claims:
  - """


def case_of(claim, course=COURSE):
    (case,) = loads(f"{course}{{{claim}}}\n")
    return case


@pytest.mark.parametrize(
    ("claim", "derived", "agrees"),
    [
        ("resistance: acquired, of: tki", "acquired resistance", Truth.TRUE),
        ("resistance: primary, of: tki", "acquired resistance", Truth.FALSE),
        ("resistance: intrinsic, of: tki", "acquired resistance", Truth.FALSE),
        (
            "resistance: acquired, of: third",
            "no progression on it is reported",
            Truth.INDETERMINATE,
        ),
        ("alteration: EGFR T790M, of: tki, is: acquired", "gained (grade A)", Truth.TRUE),
        ("alteration: EGFR T790M, of: tki, is: new", "gained (grade A)", Truth.TRUE),
        ("alteration: EGFR T790M, of: tki, is: pre-existing", "gained (grade A)", Truth.FALSE),
        ("alteration: EGFR T790M, of: tki, is: lost", "gained (grade A)", Truth.FALSE),
        ("alteration: EGFR L858R, of: tki, is: retained", "retained", Truth.TRUE),
        ("alteration: EGFR L858R, of: tki, is: acquired", "retained", Truth.FALSE),
        ("alteration: KRAS G12C, of: tki, is: acquired", "no test says", Truth.INDETERMINATE),
        ("lines: 2", "2 lines", Truth.TRUE),
        ("lines: 3", "2 lines", Truth.FALSE),
        ("lines: at least 3", "2 lines", Truth.FALSE),
        ("lines: at least 2", "2 lines", Truth.TRUE),
        ("lines: 1, before: third", "1 line", Truth.TRUE),
        ("lines: 0, before: tki", "0 lines", Truth.TRUE),
        ("response: PR, of: tki", "PR", Truth.TRUE),
        ("response: remarkable response, of: tki", "PR", Truth.TRUE),
        ("response: no response, of: tki", "PR", Truth.FALSE),
        ("response: PR, of: third", "no assessment says", Truth.INDETERMINATE),
    ],
)
def test_a_statement_stands_beside_what_is_derived(claim, derived, agrees):
    (told,) = statements(case_of(claim))

    assert (told.derived, told.agrees) == (derived, agrees)


def test_what_is_only_newly_found_is_no_contradiction_of_acquired():
    (told,) = statements(case_of("alteration: MET amplification, of: tki, is: acquired"))

    assert told.derived.startswith("newly found (grade")
    assert told.agrees is Truth.INDETERMINATE


@pytest.mark.parametrize(
    ("claim", "code"),
    [
        ("resistance: primary, of: tki", "stated-resistance"),
        ("alteration: EGFR L858R, of: tki, is: lost", "stated-alteration"),
        ("lines: 4", "stated-lines"),
    ],
)
def test_a_contradiction_is_a_finding_with_its_place(claim, code):
    (found,) = statements_agree(answers_of(case_of(claim)))

    assert found.code == code
    assert found.path[:2] == ("claims", 0)
    assert "the report says" in found.message


def test_what_cannot_be_compared_is_silent():
    for claim in ("resistance: acquired, of: third", "alteration: KRAS G12C, of: tki, is: new"):
        assert list(statements_agree(answers_of(case_of(claim)))) == []


def test_nothing_derived_goes_by_a_statement():
    said = case_of("resistance: primary, of: tki")
    plain = case_of("lines: 2")

    assert resistance(said) == resistance(plain)
    assert transitions(said) == transitions(plain)
    assert derive_lines(said).lines == derive_lines(plain).lines


def test_lines_that_are_only_summed_up_leave_their_number_open():
    course = """
case: c
events:
  - {therapy: pretreated, id: before, setting: advanced}
  - {therapy: alectinib, id: now, line: 4, start: after end of before}
claims:
  - """
    (told,) = statements(case_of("lines: 3, before: now", course))
    assert (told.derived, told.agrees) == ("at least 1 line", Truth.INDETERMINATE)
    (told,) = statements(case_of("lines: 0, before: now", course))
    assert told.agrees is Truth.FALSE


def test_the_rows_of_the_table():
    (row,) = statements_text(case_of("resistance: primary, of: tki"))

    assert dict(zip(COLUMNS, row, strict=True)) == {
        "stated": "primary resistance",
        "of": "tki",
        "derived": "acquired resistance",
        "agrees": "no",
    }


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("resistance: acquired, of: tki", ResistanceClaim("acquired", of="tki")),
        (
            "alteration: EGFR T790M, of: tki, is: new",
            AlterationClaim("EGFR T790M", of="tki", is_=StatedChange.NEW),
        ),
        ("lines: at least 2, before: third", LineCountClaim("at least 2", before="third")),
    ],
)
def test_the_document_form_round_trips_and_is_in_the_schema(text, claim):
    case = case_of(text)

    assert case.claims == (claim,)
    assert list(loads(dumps(case))) == [case]
    assert type(claim).__name__ in schema()["$defs"]


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("resistance: aquired, of: tki", "did you mean 'acquired'"),
        ("resistance: acquired, of: crizotinib", "no event is called 'crizotinib'"),
        ("lines: 2, before: crizotinib", "no event is called 'crizotinib'"),
        ("lines: 2.5", "is no number of lines"),
        ("lines: -1", "is no number of lines"),
        ("alteration: EGFR T790M, of: tki", "'is' is missing"),
    ],
)
def test_what_is_wrong_with_a_statement_is_said(claim, said):
    with pytest.raises(DocumentError, match=said):
        case_of(claim)
