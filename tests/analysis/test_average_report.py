"""What the average report gives: much order, some lengths, hardly a date."""

import pytest
from average_report import SHORTEST

import timeline
from timeline.analysis.lines import derive_lines, lines_text
from timeline.chronology.resting import Support, Supports
from timeline.document import loads
from timeline.model.case import end_of, start_of


def analysis(text, name=None):
    cases = {case.id: case for case in loads(text)}
    return timeline.analyse(cases[name] if name else next(iter(cases.values())))


def changes(found, line):
    rows = [row for row in found.transitions if row.line == line]
    return {row.what: (row.change.value, row.acquired and row.acquired.grade.value) for row in rows}


@pytest.fixture(scope="module")
def shortest():
    return analysis(SHORTEST)


def test_the_lines_and_their_lengths(shortest):
    first, second = shortest.lines

    assert lines_text(shortest.lines)[0].startswith("LoT 2 (0+2)")
    assert str(first.duration) == "72.7 months"
    assert first.end_reason == "progression"
    assert second.ongoing
    assert not shortest.chronology.calendar


def test_the_length_rests_on_what_is_stated_and_the_order_on_how_it_is_told(shortest):
    supports, case = Supports(shortest.chronology), shortest.case
    gefitinib, alectinib = case.event("gefitinib"), case.event("alectinib")
    after = (start_of(gefitinib), start_of(case.event("rebiopsy")))

    assert supports.of(start_of(gefitinib), end_of(gefitinib)) == (Support.STATED,)
    assert Support.TOLD in supports.of(*after)
    assert shortest.chronology.order_of(*after) == "before"
    assert shortest.chronology.untold.order_of(*after) == "open"
    assert shortest.chronology.order_of("rebiopsy", start_of(alectinib)) == "before"


def test_what_was_lost_and_newly_found_over_gefitinib(shortest):
    assert changes(shortest, 1) == {
        "EGFR L858R": ("lost", None),
        "ALK::R3HDM1": ("newly found", "C"),
        "EML4::ALK": ("newly found", "C"),
    }
    (first, _) = shortest.resistance
    assert [word.value for word in first.mechanisms] == ["bypass"]
    assert str(first.failure.after) == "72.7 months"


def test_alectinib_is_censored_while_it_is_ongoing(shortest):
    asked = {(row.endpoint, row.line): row for row in shortest.endpoints}

    assert asked["PFS", 1].status == "event"
    assert asked["PFS", 2].status == "censored"
    assert asked["TTD", 2].status == "censored"


def test_by_the_report_alone_nothing_of_this_is_said():
    case = next(iter(loads(SHORTEST)))
    alone = timeline.analyse(timeline.solve(case, told=False))

    assert all(row.change == "cannot be said" for row in alone.transitions)


DURING = """
case: a
events:
  - {therapy: vemurafenib, line: 1, start: 2020-01}
  - {therapy: nivolumab, line: 2}
  - {therapy: dabrafenib, line: 3}
  - {assessment: imaging, at: during dabrafenib, response: PR}
---
case: b
events:
  - {test: ROS1 testing, at: 2020-01, found: [ROS1 rearrangement]}
  - {therapy: crizotinib, line: 1, start: 2020-02, stop: progression}
  - {therapy: lorlatinib, line: 2, stop: progression}
  - {test: sequencing, id: seq, at: during lorlatinib, found: [ROS1 L2086F]}
  - {therapy: cabozantinib, line: 3, start: 2023-01}
"""


def test_what_is_found_during_a_line_is_of_that_line():
    best = [row.category for row in analysis(DURING, "a").responses]

    assert best == [None, None, "PR"]
    assert changes(analysis(DURING, "b"), 2)["ROS1 L2086F"] == ("newly found", "C")


ORDER = """
case: order
events:
  - {diagnosis: lung adenocarcinoma}
  - {therapy: cisplatin + vinorelbine, id: crt, setting: curative}
  - {therapy: gefitinib, line: 1, start: after end of crt}
  - {therapy: docetaxel, line: 2, start: after end of gefitinib}
  - {therapy: osimertinib, line: 3, start: after end of docetaxel}
---
case: at-progression
events:
  - {test: EGFR test, at: before start of erlotinib, genes: [EGFR], found: [EGFR exon 19 deletion]}
  - {therapy: erlotinib, line: 1, stop: progression}
  - {progression: not stated, id: pd, at: during erlotinib}
  - {procedure: biopsy, type: biopsy, at: pd}
  - {test: EGFR test, id: at-pd, of: biopsy, found: [EGFR T790M]}
  - {therapy: osimertinib, line: 2, start: after at-pd}
"""


def test_curative_treatment_told_and_ordered_first_is_line_one():
    lines = analysis(ORDER, "order").lines

    assert [line.regimen for line in lines] == [
        "cisplatin + vinorelbine", "gefitinib", "docetaxel", "osimertinib",
    ]  # fmt: skip
    assert [line.palliative for line in lines] == [None, 1, 2, 3]


@pytest.mark.parametrize("told", [True, False])
def test_what_is_found_at_the_progression_before_the_next_line_is_of_the_first(told):
    case = next(case for case in loads(ORDER) if case.id == "at-progression")
    found = timeline.analyse(timeline.solve(case, told=told))

    assert changes(found, 1)["EGFR T790M"][0] == "newly found"
    assert [word.value for word in found.resistance[0].mechanisms] == ["on_target"]


def test_what_is_ordered_alone_is_numbered_in_that_order():
    text = """
case: backwards
events:
  - {therapy: c, start: after end of b}
  - {therapy: b, start: after end of a}
  - {therapy: a}
"""
    case = next(iter(loads(text)))

    assert [line.regimen for line in derive_lines(timeline.solve(case, told=False))] == [
        "a", "b", "c",
    ]  # fmt: skip
    assert [line.regimen for line in derive_lines(case)] == ["a", "b", "c"]
