"""Do the numbered lines follow one another, each a course of its own?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from timeline.analysis.answers import Answers
from timeline.analysis.clinical.naming import known_name
from timeline.analysis.clinical.places import finding, shown
from timeline.analysis.clinical.timing import line_starts, surely_before, when
from timeline.analysis.line_rules import STANDARD
from timeline.chronology import Chronology
from timeline.findings import Finding, Severity
from timeline.model.case import end_of, start_of
from timeline.model.components import Drug, Phase
from timeline.model.events import SupportiveCare, Therapy
from timeline.model.moments import Edge
from timeline.model.when import Precision


def lines_follow_their_numbers(answers: Answers) -> Iterator[Finding]:
    """A line that certainly starts before the line numbered below it.

    Lines count changes of treatment in the order of time (Saini & Twelves 2021).
    """
    chronology = answers.chronology
    lines = line_starts(chronology)
    for before, after in pairwise(lines):
        one, next_one = lines[before][0], lines[after][0]
        if surely_before(chronology, start_of(next_one), start_of(one)):
            yield finding(
                "lines-out-of-order",
                f"line {after}, {next_one.id}, starts ({when(chronology, next_one)}) before"
                f" line {before}, {one.id} ({when(chronology, one)})",
                Severity.WARNING,
                chronology.case,
                next_one,
                one,
                field="line",
            )


def a_line_has_one_regimen(answers: Answers) -> Iterator[Finding]:
    """Two therapies of one number that start one after the other, with other drugs and no phase.

    A line is one regimen with its planned phases; another regimen is the next line (Saini & Twelves
    2021). What starts together is a combination, and cisplatin for carboplatin keeps the line.
    """
    chronology = answers.chronology
    for number, therapies in line_starts(chronology).items():
        for one, other in combinations(therapies, 2):
            if (one.phase and other.phase) or Phase.CONCURRENT in (one.phase, other.phase):
                continue
            if _same_regimen(one, other) or not _apart(chronology, one, other):
                continue
            yield finding(
                "line-number-shared",
                f"{one.id} and {other.id} are both line {number}, with other drugs and no phase",
                Severity.WARNING,
                chronology.case,
                other,
                one,
                field="line",
            )


def a_line_lasts(answers: Answers) -> Iterator[Finding]:
    """A numbered line given ``at`` a month or a year: probably its ``start`` was meant.

    ``at`` says that all of it took place within one day, and the line then has no duration. A
    single dose or cycle did.
    """
    for event in answers.case:
        if not isinstance(event, Therapy) or event.line is None or event.at is None:
            continue
        if any(count is not None and count.value == 1 for count in (event.cycles, event.doses)):
            continue
        date = event.at.date
        if date is not None and date.precision in (Precision.MONTH, Precision.YEAR):
            yield finding(
                "line-of-one-day",
                f"{event.id}, line {event.line}, is given 'at: {shown(event.at.text)}', which is"
                " all of it within one day; write 'start' if it began then",
                Severity.WARNING,
                answers.case,
                event,
                field=Edge.AT.value,
            )


def courses_do_not_overlap(answers: Answers) -> Iterator[Finding]:
    """Two courses of one drug that certainly overlap by a day or more.

    A drug is given once at a time: one of the dates is wrong, or the two are one course. Courses by
    different routes may go side by side.
    """
    chronology = answers.chronology
    courses: dict[str, dict[str, tuple[Drug, Therapy | SupportiveCare]]] = {}
    for event in chronology.case:
        if isinstance(event, Therapy | SupportiveCare):
            for drug in event.drugs:
                courses.setdefault(known_name(drug), {})[event.id] = drug, event
    for given in courses.values():
        for (drug, event), (other_drug, other) in combinations(given.values(), 2):
            if not _routes_differ(drug, other_drug) and _overlap(chronology, event, other):
                yield finding(
                    "overlapping-courses",
                    f"{shown(drug.name)} is given in {event.id} ({_span(chronology, event)}) and in"
                    f" {other.id} ({_span(chronology, other)}), which overlap",
                    Severity.WARNING,
                    chronology.case,
                    other,
                    event,
                )


def _overlap(
    chronology: Chronology, one: Therapy | SupportiveCare, other: Therapy | SupportiveCare
) -> bool:
    return surely_before(chronology, start_of(one), end_of(other)) and surely_before(
        chronology, start_of(other), end_of(one)
    )


def _span(chronology: Chronology, event: Therapy | SupportiveCare) -> str:
    if len(event.edges) == 1:
        return when(chronology, event)
    return f"from {when(chronology, event)}, until {chronology.bounds(end_of(event))}"


def _apart(chronology: Chronology, one: Therapy, other: Therapy) -> bool:
    return surely_before(chronology, start_of(one), start_of(other)) or surely_before(
        chronology, start_of(other), start_of(one)
    )


def _same_regimen(one: Therapy, other: Therapy) -> bool:
    return {_stands_for(drug) for drug in one.drugs} == {_stands_for(drug) for drug in other.drugs}


def _stands_for(drug: Drug) -> str:
    return STANDARD.stands_for(known_name(drug))


def _routes_differ(one: Drug, other: Drug) -> bool:
    routes = (one.route or "", other.route or "")
    return all(routes) and routes[0].casefold() != routes[1].casefold()
