"""Does anything that takes a living patient come after death?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.analysis.answers import Answers
from timeline.analysis.clinical.places import finding, shown
from timeline.analysis.clinical.timing import surely_before
from timeline.analysis.evidence.life import shows_death
from timeline.chronology import Chronology
from timeline.findings import Finding, Severity
from timeline.model.case import Point, start_of
from timeline.model.components import ProcedureType
from timeline.model.events import (
    Assessment,
    Event,
    Procedure,
    Radiotherapy,
    SupportiveCare,
    Therapy,
)
from timeline.model.moments import Edge
from timeline.model.when import PartialDate

_POST_MORTEM = re.compile(r"autops|necrops|post[- ]?mortem", re.IGNORECASE)
_ON_THE_LIVING = (ProcedureType.SURGERY, ProcedureType.TRANSPLANT)


def nothing_is_given_after_death(answers: Answers) -> Iterator[Finding]:
    """A treatment that certainly starts, or goes on, after the patient died.

    Death closes overall survival and censors every other endpoint (FDA, Clinical Trial Endpoints
    for the Approval of Cancer Drugs and Biologics, 2018): one of the two dates is wrong. The day of
    death itself is allowed.
    """
    chronology = answers.chronology
    for death, event in _later(chronology):
        if isinstance(event, Assessment):
            continue
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
    for death, event in _later(chronology):
        if isinstance(event, Assessment):
            yield finding(
                "assessment-after-death",
                f"{event.id} ({_told(chronology, event, Edge.AT)}) is assessed after the patient's"
                f" death ({_told(chronology, death, Edge.AT)})",
                Severity.ERROR,
                chronology.case,
                event,
                death,
            )


def _later(chronology: Chronology) -> Iterator[tuple[Event, Event]]:
    death = next(filter(shows_death, chronology.case), None)
    if death is None:
        return
    for event in chronology.case:
        edges = event.edges if _needs_life(event) else ()
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


def _needs_life(event: Event) -> bool:
    match event:
        case Therapy() | Radiotherapy() | SupportiveCare():
            return True
        case Procedure():
            return event.type in _ON_THE_LIVING and not _POST_MORTEM.search(event.what)
        case Assessment():
            return not _POST_MORTEM.search(f"{event.method} {event.saw or ''}")
    return False
