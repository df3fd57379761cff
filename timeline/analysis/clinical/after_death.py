"""Does anything that takes a living patient come after death?"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from timeline.analysis.answers import Answers
from timeline.analysis.clinical.places import finding, first_named, shown
from timeline.analysis.clinical.timing import surely_before
from timeline.analysis.evidence.life import shows_death, tells_death
from timeline.chronology import Chronology
from timeline.findings import Finding, Severity
from timeline.model.case import Point, start_of
from timeline.model.components import ProcedureType
from timeline.model.events import (
    AdverseEvent,
    Assessment,
    Event,
    FollowUp,
    PerformanceStatus,
    Procedure,
    Progression,
    Radiotherapy,
    SupportiveCare,
    Symptom,
    Therapy,
    Visit,
)
from timeline.model.moments import Edge
from timeline.model.when import PartialDate
from timeline.model.words import tells_post_mortem

_ON_THE_LIVING = (ProcedureType.SURGERY, ProcedureType.TRANSPLANT)
_SEEN_ALIVE = (AdverseEvent, PerformanceStatus, Progression, Symptom, Visit)


def nothing_is_given_after_death(answers: Answers) -> Iterator[Finding]:
    """A treatment that certainly starts, or goes on, after the patient died.

    Death closes overall survival and censors every other endpoint (FDA, Clinical Trial Endpoints
    for the Approval of Cancer Drugs and Biologics, 2018): one of the two dates is wrong. The day of
    death itself is allowed.
    """
    chronology = answers.chronology
    for death, event in _later(chronology, _is_treatment):
        began = _after(chronology, death, event, event.edges[0])
        what = "starts" if began and len(event.edges) > 1 else "is given" if began else "goes on"
        edge = event.edges[0] if began else event.edges[-1]
        yield finding(
            "therapy-after-death",
            f"{event.id} {what} ({_told(chronology, event, edge)}) after the patient's death"
            f" ({_told(chronology, death, Edge.AT)})",
            Severity.ERROR,
            chronology.case,
            event,
            death,
            field=edge.value,
        )


def nothing_is_assessed_after_death(answers: Answers) -> Iterator[Finding]:
    """Imaging or another assessment that certainly follows death; autopsies are no contradiction.

    An assessment closes progression-free survival, and none can follow the event that ends it
    (RECIST 1.1, Eisenhauer et al. 2009).
    """
    chronology = answers.chronology
    for death, event in _later(chronology, _is_look):
        yield finding(
            "assessment-after-death",
            f"{event.id} ({_told(chronology, event, Edge.AT)}) is assessed after the patient's"
            f" death ({_told(chronology, death, Edge.AT)})",
            Severity.ERROR,
            chronology.case,
            event,
            death,
        )


def nobody_is_seen_after_death(answers: Answers) -> Iterator[Finding]:
    """What only a living patient shows, certainly after the death: one of the two is misdated.

    Results of specimens and of autopsies may be told later.
    """
    chronology = answers.chronology
    yield from first_named(
        finding(
            "alive-after-death",
            f"{event.id} ({_told(chronology, event, event.edges[0])}) is told of the patient after"
            f" death ({_told(chronology, death, Edge.AT)})",
            Severity.ERROR,
            chronology.case,
            event,
            death,
            field=event.edges[0].value,
        )
        for death, event in _later(chronology, _is_sign_of_life)
    )


def _later(chronology: Chronology, asked: Callable[[Event], bool]) -> Iterator[tuple[Event, Event]]:
    """The death, with each of the events asked for that certainly comes after it."""
    death = next(filter(shows_death, chronology.case), None)
    if death is None:
        return
    for event in chronology.case:
        edges = event.edges if asked(event) else ()
        if any(_after(chronology, death, event, edge) for edge in edges):
            yield death, event


def _after(chronology: Chronology, death: Event, event: Event, edge: Edge) -> bool:
    """Whether an edge of an event certainly comes after death.

    The chronology lets treatments end by death and sets aside what does not fit, so dates are
    compared as they are written first.
    """
    died, date = _date(death, Edge.AT), _date(event, edge)
    if died and date and died.latest is not None and date.earliest is not None:
        return died.latest < date.earliest
    return surely_before(chronology, start_of(death), Point(event.id, edge))


def _date(event: Event, edge: Edge) -> PartialDate | None:
    moment = event.moment(edge)
    return moment.date if moment is not None else None


def _told(chronology: Chronology, event: Event, edge: Edge) -> str:
    """The date as written, or what else is known of the day."""
    moment = event.moment(edge)
    if moment is not None and moment.date is not None:
        return shown(moment.text)
    return str(chronology.bounds(Point(event.id, edge)))


def _is_treatment(event: Event) -> bool:
    if isinstance(event, Procedure):
        return event.type in _ON_THE_LIVING and not tells_post_mortem(event.what)
    return isinstance(event, Therapy | Radiotherapy | SupportiveCare)


def _is_look(event: Event) -> bool:
    if not isinstance(event, Assessment):
        return False
    return not tells_post_mortem(f"{event.method} {event.saw or ''}")


def _is_sign_of_life(event: Event) -> bool:
    if isinstance(event, FollowUp):
        return not shows_death(event) and not tells_post_mortem(event.outcome)
    evidence = event.evidence or "" if isinstance(event, Progression) else ""
    of_death = tells_death(evidence) or tells_post_mortem(evidence)
    return isinstance(event, _SEEN_ALIVE) and not of_death
