"""Does each response follow a treatment, and is its first day stated?"""

from __future__ import annotations

from collections.abc import Iterator

from timeline.analysis.answers import Answers
from timeline.analysis.clinical.places import finding
from timeline.analysis.clinical.timing import surely_before, when
from timeline.analysis.evidence.disease import disease_evidence, stopped_for_progression
from timeline.analysis.lines import derive_lines
from timeline.chronology import Chronology
from timeline.findings import Finding, Severity
from timeline.model.case import start_of
from timeline.model.components import Phase, ProcedureType, Scope
from timeline.model.events import Assessment, Event, Procedure, Radiotherapy, Therapy
from timeline.model.truth import Truth
from timeline.vocabulary.responses import RESPONDED, response_meaning

BETWEEN_ASSESSMENTS = 168
"""Days after which an assessment was surely due: two intervals of 12 weeks.

RECIST 1.1 finds every 6 to 8 weeks reasonable in phase II, and regular ones for all
(Eisenhauer et al. 2009, section 4.5).
"""

_LATER_PHASES = (Phase.MAINTENANCE, Phase.SWITCH_MAINTENANCE, Phase.CONSOLIDATION)


def responses_follow_a_treatment(answers: Answers) -> Iterator[Finding]:
    """A partial or complete response that certainly precedes every treatment.

    A response is a change from the baseline, which is taken before treatment starts (RECIST 1.1,
    Eisenhauer et al. 2009, section 3.2): a date is wrong, or a treatment is missing.
    """
    chronology = answers.chronology
    treatments = [event for event in chronology.case if _is_treatment(event)]
    for event in chronology.case:
        if not isinstance(event, Assessment) or not treatments or not _responds(event):
            continue
        if all(surely_before(chronology, start_of(event), start_of(given)) for given in treatments):
            yield finding(
                "response-before-treatment",
                f"{event.id} ({when(chronology, event)}) is a response before any treatment starts"
                f" ({treatments[0].id}: {when(chronology, treatments[0])})",
                Severity.WARNING,
                chronology.case,
                event,
                *treatments[:1],
                field="response",
            )


def first_responses_are_dated(answers: Answers) -> Iterator[Finding]:
    """Lines with a response whose first day the report leaves open by months.

    Duration of response runs from the first day that a response was seen (RECIST 1.1, Eisenhauer et
    al. 2009, section 4.6). Where the first response told is certainly more than
    :data:`BETWEEN_ASSESSMENTS` days after the start and after every earlier assessment, or its own
    day is not known to that, the duration cannot be derived. What follows progression is no
    response to that line.
    """
    chronology = answers.chronology
    assessed = [event for event in chronology.case if isinstance(event, Assessment)]
    if not any(_responds(event) for event in assessed):
        return
    under: dict[str, list[Assessment]] = {}
    derived = derive_lines(answers)
    begin = frozenset(line.therapies[0] for line in derived)
    lines = [event for event in chronology.case if event.id in begin or _is_numbered(event)]
    stops = [each.at for each in disease_evidence(chronology.case) if each.sure is Truth.TRUE]
    for event in chronology.case:
        told = stopped_for_progression(event)
        stops += [told.at] if told else []
    for event in assessed:
        line = _line_of(chronology, event, lines)
        if line is not None:
            under.setdefault(line.id, []).append(event)
    for line in lines:
        seen = under.get(line.id, [])
        responded = [
            event
            for event in seen
            if _responds(event)
            and not any(
                surely_before(chronology, start_of(line), stop)
                and surely_before(chronology, stop, start_of(event))
                for stop in stops
            )
        ]
        if responded and _start_is_open(chronology, line, _earliest(chronology, responded), seen):
            response = _earliest(chronology, responded)
            after = chronology.duration(start_of(line), start_of(response))
            yield finding(
                "response-start-not-stated",
                f"the first response to {line.id} that is told is {response.id}"
                f" ({when(chronology, response)}), {after} after its start: the first day of"
                " response is not given, and its duration cannot be derived",
                Severity.NOTE,
                chronology.case,
                response,
                line,
                field="response",
            )


def _is_treatment(event: Event) -> bool:
    operated = (ProcedureType.SURGERY, ProcedureType.TRANSPLANT, ProcedureType.OTHER)
    return isinstance(event, Therapy | Radiotherapy) or (
        isinstance(event, Procedure) and event.type in operated
    )


def _responds(event: Assessment) -> bool:
    return any(
        response.scope is Scope.OVERALL
        and response_meaning(response.category, response.wording) in RESPONDED
        for response in event.response
    )


def _is_numbered(event: Event) -> bool:
    """Whether the report calls a course a line of its own, derived or not."""
    return (
        isinstance(event, Therapy) and event.line is not None and event.phase not in _LATER_PHASES
    )


def _line_of(chronology: Chronology, event: Assessment, lines: list[Event]) -> Event | None:
    """The line an assessment certainly came under: the last to start before it."""
    before = [line for line in lines if surely_before(chronology, start_of(line), start_of(event))]
    others = [line for line in lines if line not in before]
    if not before or not all(
        surely_before(chronology, start_of(event), start_of(o)) for o in others
    ):
        return None
    latest = before[0]
    for line in before[1:]:
        if surely_before(chronology, start_of(latest), start_of(line)):
            latest = line
    rest = (line for line in before if line is not latest)
    return (
        latest
        if all(surely_before(chronology, start_of(o), start_of(latest)) for o in rest)
        else None
    )


def _earliest(chronology: Chronology, events: list[Assessment]) -> Assessment:
    """The first of some assessments; the first told of those whose order is not known."""
    found = events[0]
    for event in events[1:]:
        if surely_before(chronology, start_of(event), start_of(found)):
            found = event
    return found


def _start_is_open(
    chronology: Chronology, line: Event, response: Assessment, seen: list[Assessment]
) -> bool:
    """Whether a response may have begun months before, or is not dated to months itself."""
    bounds = chronology.bounds(start_of(response))
    if bounds.earliest is None or bounds.latest is None:
        return True
    if bounds.latest - bounds.earliest > BETWEEN_ASSESSMENTS:
        return True
    before = (e for e in seen if e is not response and _may_precede(chronology, e, response))
    gaps = (chronology.duration(start_of(e), start_of(response)).least for e in (line, *before))
    return all(gap is not None and gap > BETWEEN_ASSESSMENTS for gap in gaps)


def _may_precede(chronology: Chronology, event: Event, response: Event) -> bool:
    return not surely_before(chronology, start_of(response), start_of(event))
