"""Survival, line numbers and best responses a report states, against the events it reports."""

from __future__ import annotations

from collections.abc import Iterator

from timeline.analysis.answers import Answers
from timeline.chronology import Chronology
from timeline.findings import Finding, Severity
from timeline.model.amounts import Reading
from timeline.model.case import Point, end_of, start_of
from timeline.model.claims import IntervalClaim, LineClaim, ResponseClaim
from timeline.model.events import Assessment, Event, Therapy
from timeline.model.moments import Offset
from timeline.vocabulary.responses import response_meaning


def last_assessment_supports(answers: Answers) -> Iterator[Finding]:
    """Time without progression, or in response, that reaches beyond the last dated look.

    Progression-free survival is known only up to the last assessment (RECIST 1.1; FDA guidance on
    endpoints, 2018). A number measured to the day of writing is not impossible, but unsupported.
    """
    chronology = answers.chronology
    case = chronology.case
    looks = [e for e in case if isinstance(e, Assessment) and e.response]
    for index, claim in enumerate(case.claims):
        if not isinstance(claim, IntervalClaim) or claim.endpoint is None:
            continue
        if case.point(claim.interval.last) != case.point("cut-off") or not looks:
            continue
        first = case.point(claim.interval.first)
        window = claim.is_.window(claim.reading or Reading.FLOOR)
        reached = [(chronology.duration(first, case.point(e.id)), e) for e in looks]
        dated = [(d.most, d, e) for d, e in reached if d.most is not None]
        begun = chronology.bounds(first)
        if window.least is None or begun.earliest is None or not dated:
            continue
        most, apart, look = max(dated, key=lambda row: row[0])
        from_day = begun.earliest if begun.calendar else None
        short = window.least.length(from_day, longest=False) - most
        if short > 0:
            yield Finding(
                "unsupported-by-last-assessment",
                f"{claim.is_} of {claim.endpoint} reaches beyond the last dated assessment "
                f"({look.id}, {apart} after {first}), by at least {short} days; it holds only if "
                "measured to a later day, such as that of writing",
                severity=Severity.WARNING,
                events=(first.event, look.id),
                path=("claims", index, claim.key),
                cite=(claim.cite, look.cite),
                short=((Reading.FLOOR.value, short),),
            )


def stated_lines_agree(answers: Answers) -> Iterator[Finding]:
    """A line that the report counts differently in two places: both numbers are kept, and told."""
    case = answers.case
    for index, claim in enumerate(case.claims):
        if not isinstance(claim, LineClaim):
            continue
        event = case.event(claim.of)
        if isinstance(event, Therapy) and event.line is not None and event.line != claim.is_:
            yield Finding(
                "stated-line",
                f"{event.id} is called {claim.line} (line {claim.is_}), and is line {event.line} "
                "among the treatments",
                severity=Severity.WARNING,
                events=(event.id,),
                path=("claims", index, claim.key),
                cite=(claim.cite, event.cite),
            )


def stated_responses_are_assessed(answers: Answers) -> Iterator[Finding]:
    """A stated best response that no assessment during the treatment shows.

    Lesion and organ responses are no overall response; an assessment that may lie outside the
    treatment is not counted against the claim.
    """
    chronology = answers.chronology
    case = chronology.case
    for index, claim in enumerate(case.claims):
        if not isinstance(claim, ResponseClaim):
            continue
        treatment = case.event(claim.of)
        meaning = response_meaning(claim.response, claim.response)
        seen = [look for look in case if _may_be_during(chronology, look, treatment)]
        meanings = {
            response_meaning(response.category, response.wording)
            for look in seen
            if isinstance(look, Assessment)
            for response in look.response
        }
        if meaning not in meanings:
            looks = ", ".join(look.id for look in seen) or "none"
            yield Finding(
                "stated-response",
                f"{claim.response} is stated for {treatment.id}; no assessment during it says so "
                f"(assessed: {looks})",
                severity=Severity.WARNING,
                events=(treatment.id, *(look.id for look in seen)),
                path=("claims", index, claim.key),
                cite=(claim.cite,),
            )


def _may_be_during(chronology: Chronology, look: Event, treatment: Event) -> bool:
    if not isinstance(look, Assessment) or not look.response:
        return False
    seen = Point(look.id)
    start, end = start_of(treatment), end_of(treatment)
    before, after = chronology.duration(start, seen).most, chronology.duration(seen, end).most
    return (before is None or before >= 0) and (after is None or after >= 0)


def claims_repeat_no_moment(answers: Answers) -> Iterator[Finding]:
    """A stated length from which a moment of the case is itself counted: it cannot be checked.

    "Progression after 72.7 months of gefitinib" is one statement; as a claim beside
    ``at: start of gefitinib + 72.7 months`` it is compared with itself.
    """
    case = answers.case
    counted: dict[frozenset[Point], list[tuple[Offset, Point]]] = {}
    for point, moment in case.moments:
        for term in moment.alternatives[0] if moment is not None else ():
            if isinstance(term, Offset):
                ends = frozenset((case.point(term.anchor), point))
                counted.setdefault(ends, []).append((term, point))
    for claim, path in case.lengths:
        ends = frozenset(map(case.point, (claim.interval.first, claim.interval.last)))
        for term, point in counted.get(ends, ()):
            if term.amount == claim.is_:
                yield Finding(
                    "claim-repeats-moment",
                    f"{claim.interval} is {claim.is_}: {point} is counted with the same number, so "
                    "that nothing is compared; leave one of the two out",
                    severity=Severity.NOTE,
                    events=(point.event,),
                    path=path,
                    cite=(claim.cite,),
                )
