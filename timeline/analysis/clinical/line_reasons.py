"""Why did a line of therapy end? Its reason, and its last day."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from timeline.analysis.answers import Answers
from timeline.analysis.clinical.places import finding
from timeline.analysis.clinical.timing import is_dated, line_starts, surely_before, when
from timeline.analysis.evidence.disease import disease_evidence
from timeline.analysis.evidence.treatments import tells_stop
from timeline.analysis.wording import listed
from timeline.chronology import Chronology
from timeline.findings import Finding, Severity
from timeline.model.case import Case, end_of, start_of
from timeline.model.components import Presence, StopReason
from timeline.model.events import (
    AdverseEvent,
    Assessment,
    Event,
    HistologicTransformation,
    PhaseChange,
    Therapy,
)
from timeline.model.moments import Edge
from timeline.vocabulary.responses import ResponseMeaning, response_meaning


def lines_end_for_a_reason(answers: Answers) -> Iterator[Finding]:
    """A line starts, and nothing told since the last one started says why that was left.

    CARE 2013, item 9c, asks for changes of the intervention with their rationale; and a line left
    without progression, toxicity or a decision is censored or counted differently by each reader
    (Saini & Twelves 2021). A reason is: a stated stop reason, progression in any form (an
    assessment of any scope, a new metastasis, a transformation), or an adverse event that stopped
    the treatment. What may lie in between, for all the dates say, counts.
    """
    chronology = answers.chronology
    case = chronology.case
    lines = line_starts(chronology)
    # Read once for all lines: of a long case, this is most of the work.
    of_any_line = [told.event for told in disease_evidence(case)]
    of_any_line += [event for event in case if _shows_change(event)]
    stops = [event for event in case if isinstance(event, AdverseEvent) and _stopped(event)]
    for before, after in pairwise(lines):
        left, begun = lines[before], lines[after][0]
        if surely_before(chronology, start_of(begun), start_of(left[0])):
            continue  # numbered against the order of time: another finding
        if any(therapy.stop is not StopReason.NOT_STATED for therapy in left):
            continue
        of_this = [event for event in stops if _treatment_behind(event, left, case) in left]
        if any(
            _is_between(chronology, left[0], event, begun) for event in (*of_any_line, *of_this)
        ):
            continue
        names = listed(dict.fromkeys(therapy.id for therapy in left))
        yield finding(
            "line-without-reason",
            f"line {after}, {begun.id}, starts ({when(chronology, begun)}) and nothing says why"
            f" line {before}, {names}, was left: no progression, adverse event or decision",
            Severity.WARNING,
            chronology.case,
            begun,
            *left,
        )


def stops_are_dated(answers: Answers) -> Iterator[Finding]:
    """Numbered lines whose last day the report does not give, nor how long they lasted.

    Time to treatment discontinuation runs to that day (Blumenthal et al. 2019); what is known of
    it then follows from other dates alone. ``ongoing`` is an answer. A report without a date is
    not held to this one.
    """
    chronology = answers.chronology.untold
    if not chronology.calendar and chronology.case.day_zero is None:
        return
    for event in chronology.case:
        if not isinstance(event, Therapy) or event.line is None or Edge.END not in event.edges:
            continue
        if event.lasted is not None:
            continue
        end = event.end
        supposed = end is not None and end.because is not None
        if end is not None and (end.ongoing or (is_dated(end) and not supposed)):
            continue
        known = chronology.bounds(end_of(event))
        nothing = known.earliest is None and known.latest is None
        allowed = "" if nothing else f"; from the other dates: {known}"
        yield finding(
            "line-stop-not-stated",
            f"the report does not date the end of {event.id}{allowed}",
            Severity.NOTE,
            chronology.case,
            event,
            field="end" if end is not None else None,
        )


def _is_between(chronology: Chronology, left: Therapy, event: Event, begun: Therapy) -> bool:
    """Whether an event may lie after the first day of one line and not after that of the next."""
    began = chronology.duration(start_of(left), start_of(event)).most
    since = began is None or began > 0
    return since and not surely_before(chronology, start_of(begun), start_of(event))


def _shows_change(event: Event) -> bool:
    """Whether an event is a reason to change treatment beside progression of the disease."""
    if isinstance(event, Assessment):
        meanings = (response_meaning(r.category, r.wording) for r in event.response)
        return ResponseMeaning.MIXED in meanings
    return isinstance(event, HistologicTransformation | PhaseChange)


def _stopped(event: AdverseEvent) -> bool:
    """Whether an adverse event stopped a treatment."""
    return tells_stop(event.effect) and event.presence is Presence.PRESENT


def _treatment_behind(event: AdverseEvent, left: tuple[Therapy, ...], case: Case) -> Event:
    """The treatment an adverse event is attributed to; the line in question where none is named."""
    return case.event(event.attributed_to) if event.attributed_to else left[0]
