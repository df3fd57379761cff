"""Do the document's line numbers agree with the lines that drugs and dates make?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from timeline.analysis.answers import Answers
from timeline.analysis.lines.derive import derive_lines
from timeline.analysis.lines.line import Disagreement, Lines, numbered
from timeline.analysis.lines.numbering import Doubt, Groups, readings, reported_numbers
from timeline.analysis.wording import one_line
from timeline.budgets import BUDGET
from timeline.findings import Finding, Severity, bound_met
from timeline.model.case import Case
from timeline.model.claims import LineClaim
from timeline.model.events import Therapy
from timeline.model.truth import Truth

CODE = "line-number-disagrees"


def lines_agree(answers: Answers) -> Iterator[Finding]:
    """A line whose reported number is not the derived one, where the two counts part.

    Line numbers decide eligibility and which published figures a course is held against, and
    authors count them in different ways (Saini & Twelves 2021). The numbers are first held against
    lines of advanced disease, all lines, and those with early relapses after curative treatment;
    what agrees with one of these agrees. Both numbers are kept. Each parting is told once: lines
    after it that differ by as much are not. Where boundaries are indeterminate, a number that fits
    one of the readings agrees.
    """
    chronology = answers.chronology
    lines = derive_lines(answers)
    if not lines.disagreements:
        return
    doubts = _doubts(lines)
    if _some_reading_agrees(lines, doubts, reported_numbers(chronology)):
        return
    if len(doubts) > BUDGET.doubts:
        yield bound_met(
            f"the report's line numbers are held against one open boundary at a time: there are"
            f" {len(doubts)}, and every combination is read of {BUDGET.doubts} at most"
        )
    apart = 0
    for disagreement in lines.disagreements:
        difference = disagreement.reported - disagreement.derived
        if difference != apart:
            yield _finding(chronology.case, lines, disagreement)
        apart = difference


def _doubts(lines: Lines) -> list[Doubt]:
    return [
        Doubt(firing.events[1], firing.events[1] == line.therapies[0], firing.why)
        for line in lines
        for firing in line.rules
        if firing.rule == "begins-line"
    ]


def _some_reading_agrees(
    lines: Lines, doubts: list[Doubt], reported: Mapping[str, tuple[int, ...]]
) -> bool:
    curative = {event: line.curative for line in lines for event in line.therapies}
    shown = tuple(line.therapies for line in lines)
    return any(
        _agrees(groups, reported, curative, all_lines=all_lines)
        for groups in readings(shown, doubts)
        for all_lines in (False, True)
    )


def _agrees(
    groups: Groups,
    reported: Mapping[str, tuple[int, ...]],
    curative: Mapping[str, Truth],
    *,
    all_lines: bool,
) -> bool:
    number = 0
    for group in groups:
        counts = all_lines or curative[group[0]] is not Truth.TRUE
        number += counts
        for event in group:
            if counts and any(told != number for told in reported.get(event, ())):
                return False
    return True


def _finding(case: Case, lines: Lines, disagreement: Disagreement) -> Finding:
    place, event = next(
        (place, event)
        for place, event in enumerate(case.events)
        if event.id == disagreement.event and isinstance(event, Therapy)
    )
    path: tuple[str | int, ...] = ("events", place, "line")
    cite = event.cite
    if event.line != disagreement.reported:
        for number, claim in enumerate(case.claims):
            if not isinstance(claim, LineClaim) or claim.is_ != disagreement.reported:
                continue
            if case.event(claim.of).id == event.id:
                path, cite = ("claims", number, claim.key), claim.cite
    words = numbered((disagreement.reported,), claimed=disagreement.claimed)
    return Finding(
        CODE,
        f"{one_line(event.id, 60)} is {words}; by drugs and dates it"
        f" is {disagreement.why}{_reason(lines, disagreement)}",
        severity=Severity.NOTE,
        events=(event.id,),
        path=path,
        cite=(cite,),
    )


def _reason(lines: Lines, disagreement: Disagreement) -> str:
    line = lines.line_of(disagreement.event)
    assert line is not None  # only members of lines are held against a number
    if line.number == 1 and line.therapies[0] == disagreement.event:
        return ": no earlier line is told" if disagreement.reported > 1 else ""
    rules = [
        f"{firing.rule}: {firing.why}"
        for firing in line.rules
        if firing.outcome is Truth.TRUE and firing.events[1:2] == (disagreement.event,)
    ]
    return f" ({one_line('; '.join(rules), 200)})" if rules else ""
