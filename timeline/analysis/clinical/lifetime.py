"""Do the dates fit one life? Nothing before birth, and one death."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from timeline.analysis.answers import Answers
from timeline.analysis.clinical.places import finding, first_named
from timeline.analysis.clinical.timing import when
from timeline.findings import Finding, Severity
from timeline.model.case import NOT_STATED, start_of
from timeline.model.events import (
    Death,
    Diagnosis,
    PerformanceStatus,
)

_LONGEST_LIFE = 123 * 366
"""Days: no verified life was longer than 122 years and 164 days (J. Calment, 1875 to 1997)."""

_RANGES = {
    "ecog": ("ECOG", 0, 5, 1),
    "who": ("WHO", 0, 5, 1),
    "zubrod": ("Zubrod", 0, 5, 1),
    "karnofsky": ("Karnofsky", 0, 100, 10),
    "kps": ("Karnofsky", 0, 100, 10),
    "lansky": ("Lansky", 0, 100, 10),
}
"""Least, most and step of the scales (Oken et al. 1982; Karnofsky 1949; Lansky et al. 1987)."""


def nothing_precedes_birth(answers: Answers) -> Iterator[Finding]:
    """An event that lies before the birth, as the stated age gives it."""
    chronology = answers.chronology
    patient, case = chronology.case.patient, chronology.case
    at = patient.age_at or Diagnosis.key
    if patient.age is None or at == NOT_STATED:
        return
    aged = next((e for e in case if e.key == at or e.id == at), None)
    most = patient.age.window().most
    if aged is None or most is None:
        return
    days = most.length(None, longest=True)
    last = chronology.span(start_of(aged))[1]
    early = (
        event
        for event in case
        # What lies near enough for all the bounds say is not solved, and that is nearly everything.
        if last - chronology.span(start_of(event))[0] > days
        and (least := chronology.duration(start_of(event), start_of(aged)).least) is not None
        and least > days
    )
    yield from first_named(
        finding(
            "before-birth",
            f"{event.id} ({when(chronology, event)}) lies before the birth of a patient aged"
            f" {patient.age} at {aged.id} ({when(chronology, aged)})",
            Severity.ERROR,
            case,
            event,
            field=event.edges[0].value,
        )
        for event in early
    )


def a_life_has_an_end(answers: Answers) -> Iterator[Finding]:
    """Two events further apart than any life was long: one of their dates is wrong."""
    chronology = answers.chronology
    dated = [(e, chronology.span(start_of(e))) for e in chronology.case]
    if not dated:
        return
    first, (_, begun) = min(dated, key=lambda pair: pair[1][1])
    last, (ended, _) = max(dated, key=lambda pair: pair[1][0])
    if ended - begun > _LONGEST_LIFE:
        yield finding(
            "longer-than-a-life",
            f"{first.id} ({when(chronology, first)}) and {last.id} ({when(chronology, last)}) are"
            " further apart than any life was long",
            Severity.ERROR,
            chronology.case,
            first,
            last,
            field=first.edges[0].value,
        )


def nobody_dies_twice(answers: Answers) -> Iterator[Finding]:
    """A second death of one patient; survival ends with the first (FDA 2018, endpoints)."""
    chronology = answers.chronology
    deaths = [event for event in chronology.case if isinstance(event, Death)]
    for first, death in pairwise(deaths):
        yield finding(
            "two-deaths",
            f"{death.id} ({when(chronology, death)}) is a second death, beside {first.id}"
            f" ({when(chronology, first)}); one event tells a death and its cause",
            Severity.ERROR,
            chronology.case,
            death,
            first,
        )


def performance_is_on_its_scale(answers: Answers) -> Iterator[Finding]:
    """A performance status that its scale does not have: ECOG ends at 5, Karnofsky at 100."""
    for event in answers.case:
        if not isinstance(event, PerformanceStatus):
            continue
        known = _RANGES.get(event.scale.casefold().split()[0] if event.scale.split() else "")
        if known is None:
            continue
        scale, least, most, step = known
        if least <= event.value <= most and event.value % step == 0:
            continue
        tens = " in tens" if step > 1 else ""
        percent = "; was it Karnofsky's?" if scale != "Karnofsky" and event.value % 10 == 0 else ""
        yield finding(
            "performance-off-scale",
            f"{event.scale} is {event.value}, and {scale} goes from {least} to {most}{tens}"
            f"{percent}",
            Severity.ERROR,
            answers.case,
            event,
        )
