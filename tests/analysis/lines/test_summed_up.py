"""Earlier treatment that a report only sums up: in its place, without a class, of open number."""

import pytest

from timeline.analysis import consistency
from timeline.analysis.answers import answers_of
from timeline.analysis.explain.circumstances import first_line
from timeline.analysis.given import lines_summed
from timeline.analysis.lines import derive_lines, lines_text
from timeline.document import dumps, loads
from timeline.errors import DocumentError
from timeline.model.events import Therapy
from timeline.model.truth import Truth

NEXT = "{therapy: alectinib, id: next, start: 2020-01}"


def case_of(*events):
    listed = "".join(f"\n  - {event}" for event in events)
    (case,) = loads(f"case: c\nevents:{listed}\n")
    return case


@pytest.mark.parametrize(
    ("therapy", "summed"),
    [
        (Therapy("not stated", lines=">= 1"), (1, None)),
        (Therapy("not stated", lines="3"), (3, 3)),
        (Therapy("chemotherapy", lines="at least 2"), (2, None)),
        (Therapy("chemotherapy", lines="over 2"), (3, None)),
        (Therapy("chemotherapy", lines="up to 3"), (1, 3)),
        (Therapy("chemotherapy", lines="about 4"), (1, None)),
        (Therapy("pretreated"), (1, None)),
        (Therapy("heavily pretreated"), (2, None)),
        (Therapy("prior chemotherapy, number unknown"), (1, None)),
        (Therapy("several lines of chemotherapy"), (2, None)),
        (Therapy("multiple prior therapies"), (2, None)),
        (Therapy("chemotherapy"), (1, 1)),
        (Therapy("prior crizotinib treatment"), (1, None)),
        (Therapy("crizotinib"), (1, 1)),
    ],
)
def test_what_is_summed_up_has_a_fewest_and_a_most(therapy, summed):
    assert lines_summed(therapy) == summed


@pytest.mark.parametrize(
    ("earlier", "notation", "number"),
    [
        ("therapy: pretreated", "LoT ≥2 (0+≥2)", "≥2"),
        ("therapy: several lines of chemotherapy", "LoT ≥3 (0+≥3)", "≥3"),
        ("therapy: not stated, lines: 3", "LoT 4 (0+4)", "4"),
        ("therapy: not stated, lines: up to 2", "LoT 2–3 (0+2–3)", "≥2"),
        ("therapy: chemotherapy", "LoT 2 (0+2)", "2"),
    ],
)
def test_the_next_line_is_at_least_one_more(earlier, notation, number):
    lines = derive_lines(case_of(f"{{{earlier}, line: 1, end: 2019-12}}", NEXT))

    assert lines.notation == notation
    assert [line.ordinal for line in lines][1] == number


def test_the_most_is_open_and_never_nothing():
    first, second = derive_lines(case_of("{therapy: pretreated, end: 2019-12}", NEXT))

    assert (first.prior, second.prior) == ((0, 0), (1, None))
    assert first_line(second) == (Truth.FALSE, "at least 1 line came before")
    assert any(
        "line ≥2 of advanced disease" in row
        for row in lines_text(derive_lines(case_of("{therapy: pretreated, end: 2019-12}", NEXT)))
    )


def test_it_is_a_line_of_its_own_before_the_same_kind_of_drug():
    case = case_of(
        "{therapy: several lines of chemotherapy, id: before, setting: advanced}",
        "{therapy: chemotherapy, id: after, setting: advanced, start: after end of before}",
    )
    lines = derive_lines(case)

    assert [line.therapies for line in lines] == [("before",), ("after",)]
    assert lines.alternatives == ()


def test_a_number_of_the_report_above_the_least_is_no_disagreement():
    after = "{therapy: alectinib, line: 4, start: 2020-01}"
    assert derive_lines(case_of("{therapy: pretreated, end: 2019-12}", after)).disagreements == ()
    (told,) = derive_lines(
        case_of("{therapy: not stated, lines: 2, end: 2019-12}", after)
    ).disagreements
    assert (told.reported, told.derived) == (4, 3)


@pytest.mark.parametrize("name", ["pretreated", "not stated", "prior systemic therapy"])
def test_it_asks_for_no_drug_class(name):
    case = case_of(f"{{therapy: {name}, lines: at least 1}}")
    assert list(consistency.drugs_are_known(answers_of(case))) == []


@pytest.mark.parametrize("lines", ["0", "not stated", "1.5", "2 cycles"])
def test_a_number_of_lines_is_whole_and_not_none(lines):
    with pytest.raises(DocumentError, match="is no"):
        case_of(f"{{therapy: chemotherapy, lines: {lines}}}")


def test_it_round_trips():
    case = case_of("{therapy: not stated, lines: at least 2}", NEXT)
    assert list(loads(dumps(case))) == [case]
