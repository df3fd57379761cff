"""How long between two things that happened? Stated intervals beside what the dates imply."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import attrs

from timeline.analysis.answers import Subject, answers_of
from timeline.chronology import Chronology
from timeline.model.bounds import DurationBounds
from timeline.model.case import Point, start_of
from timeline.model.claims import IntervalClaim
from timeline.model.events import (
    Assessment,
    Death,
    Event,
    FollowUp,
    HistologicTransformation,
    Metastasis,
    MolecularTest,
    PhaseChange,
    Procedure,
    Progression,
    Therapy,
)
from timeline.model.truth import Truth


@attrs.frozen(kw_only=True)
class Interval:
    """The days between two moments, and the claims that state a length for the same interval.

    ``assumed`` says that the bounds would be wider without what is supposed.
    """

    first: Point
    last: Point
    duration: DurationBounds
    assumed: bool
    claims: tuple[IntervalClaim, ...] = ()


def stated_intervals(subject: Subject) -> tuple[Interval, ...]:
    """Every interval the report states a length for, with the length its dates imply.

    The order in which the report tells things has no part in it, and a claim only where nothing
    else ends the interval, unless the chronology was solved with them.
    """
    chronology = answers_of(subject).chronology.untold
    found: dict[tuple[Point, Point], list[IntervalClaim]] = {}
    for claim, _ in chronology.case.lengths:
        ends = (
            chronology.case.point(claim.interval.first),
            chronology.case.point(claim.interval.last),
        )
        found.setdefault(ends, []).append(claim)
    return tuple(_interval(chronology, *ends, tuple(claims)) for ends, claims in found.items())


def milestones(subject: Subject) -> tuple[Interval, ...]:
    """From each surgery and each line's start to what happened until the next line started.

    What happened: assessments, tests, metastases, progressions, transformations, follow-up, death,
    and the next start itself. Something that may lie on either side of a start is left out there.
    """
    chronology = answers_of(subject).chronology
    stated = {(i.first, i.last): i.claims for i in stated_intervals(chronology)}
    starts, landmarks = list(_starts(chronology)), list(_landmarks(chronology))
    rows = []
    for start, following in pairwise([*starts, None]):
        assert start is not None
        for point in landmarks:
            late = following is not None and chronology.before(following, point) is Truth.TRUE
            if chronology.before(start, point) is Truth.TRUE and not late:
                rows.append((start, point))
        if following is not None:
            rows.append((start, following))
    return tuple(_interval(chronology, *ends, stated.get(ends, ())) for ends in rows)


def _interval(
    chronology: Chronology, first: Point, last: Point, claims: tuple[IntervalClaim, ...]
) -> Interval:
    return Interval(
        first=first,
        last=last,
        duration=chronology.duration(first, last),
        assumed=chronology.rests_on_assumption(first, last),
        claims=claims,
    )


def _starts(chronology: Chronology) -> Iterator[Point]:
    """Surgeries and the first treatment of each numbered line, in the order of the report."""
    lines: set[int] = set()
    for event in chronology.case:
        surgery = isinstance(event, Procedure) and event.type == "surgery"
        new_line = isinstance(event, Therapy) and event.line is not None and event.line not in lines
        if isinstance(event, Therapy) and event.line is not None:
            lines.add(event.line)
        if surgery or new_line:
            yield start_of(event)


def _landmarks(chronology: Chronology) -> Iterator[Point]:
    for event in chronology.case:
        if _is_landmark(event):
            yield start_of(event)


def _is_landmark(event: Event) -> bool:
    if isinstance(event, Assessment):
        return bool(event.response)
    return isinstance(
        event,
        MolecularTest
        | Metastasis
        | Progression
        | HistologicTransformation
        | PhaseChange
        | FollowUp
        | Death,
    )
