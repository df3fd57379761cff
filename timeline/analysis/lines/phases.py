"""The phases of a line: as stated, or as what was given makes them; transplants among them."""

from __future__ import annotations

from collections.abc import Sequence
from math import isinf
from typing import TYPE_CHECKING, NamedTuple

from timeline.analysis.evidence.disease import stopped_for_progression
from timeline.analysis.lines.boundary_evidence import CaseEvidence
from timeline.analysis.lines.exposures import Day, Exposure, day_of, later_by_more
from timeline.analysis.lines.line import Firing, LinePhase
from timeline.model.bounds import Bounds
from timeline.model.case import start_of
from timeline.model.components import Phase, StopReason
from timeline.model.events import Procedure
from timeline.model.truth import Truth

if TYPE_CHECKING:
    from timeline.analysis.lines.boundaries import LineDraft


class _Run(NamedTuple):
    """Courses of one phase that follow one another."""

    phase: Phase | None
    stated: bool
    therapies: list[str]
    starts: list[Day]
    ends: list[Day]


def earliest(days: Sequence[Day], *, calendar: bool) -> Bounds:
    """The days on which the first of several moments can have been."""
    if len(days) == 1:
        return days[0].bounds
    low, high = days[0].low, days[0].high
    for day in days[1:]:
        low, high = min(low, day.low), min(high, day.high)
    return Bounds(None if isinf(low) else int(low), None if isinf(high) else int(high), calendar)


def latest(days: Sequence[Day], *, calendar: bool) -> Bounds:
    """The days on which the last of several moments can have been."""
    if len(days) == 1:
        return days[0].bounds
    low, high = days[0].low, days[0].high
    for day in days[1:]:
        low, high = max(low, day.low), max(high, day.high)
    return Bounds(None if isinf(low) else int(low), None if isinf(high) else int(high), calendar)


def phases_of(
    signs: CaseEvidence, members: Sequence[Exposure], after: LineDraft | None
) -> tuple[tuple[LinePhase, ...], list[Firing]]:
    """The phases of a line in order, and the firings of the transplants that are part of it."""
    if len(members) == 1 and not signs.transplants:
        only = members[0]
        phase = only.phase
        stated = only.event.phase is not None
        told = LinePhase(phase, (only.id,), only.start.bounds, only.end.bounds, stated)
        return (told,), []
    runs: list[_Run] = []
    for place, member in enumerate(members):
        phase, stated = member.phase, member.event.phase is not None
        if phase is None and place and _goes_on_less(runs[-1], members[place - 1], member):
            phase = Phase.MAINTENANCE
        if not runs or runs[-1].phase is not phase or runs[-1].stated is not stated:
            runs.append(_Run(phase, stated, [], [], []))
        runs[-1].therapies.append(member.id)
        runs[-1].starts.append(member.start)
        runs[-1].ends.append(member.end)
    firings = []
    for event, day in _transplants(signs, members, after) if signs.transplants else ():
        progressed, why = _progressed(signs, members, event, day)
        if progressed is Truth.TRUE:
            why = f"{event.what} came after progression: {why}"
            firings.append(Firing("transplant-consolidates", Truth.FALSE, why, (event.id,)))
            continue
        place = sum(run.starts[0].low <= day.low for run in runs)
        runs.insert(
            place,
            _Run(Phase.CONSOLIDATION, stated=False, therapies=[event.id], starts=[day], ends=[day]),
        )
        why = f"{event.what} follows treatment: a consolidation of the line"
        firings.append(Firing("transplant-consolidates", ~progressed, why, (event.id,)))
    calendar = signs.calendar
    phases = [
        LinePhase(
            run.phase,
            tuple(run.therapies),
            earliest(run.starts, calendar=calendar),
            latest(run.ends, calendar=calendar),
            run.stated,
        )
        for run in runs
    ]
    return tuple(phases), firings


def _goes_on_less(run: _Run, before: Exposure, member: Exposure) -> bool:
    """Some drugs go on after the planned cycles: a continuation maintenance without the word."""
    if run.phase is Phase.MAINTENANCE and not run.stated:
        return True
    induced = before.event.stop is StopReason.COMPLETED or before.event.phase is Phase.INDUCTION
    return induced and member.drugs < before.drugs


def _transplants(
    signs: CaseEvidence, members: Sequence[Exposure], after: LineDraft | None
) -> list[tuple[Procedure, Day]]:
    if not signs.rules.consolidation_is_a_phase:
        return []
    found = []
    for event in signs.transplants:
        day = day_of(signs.chronology, start_of(event))
        follows = later_by_more(signs.chronology, members[0].start, day, -1) is Truth.TRUE
        of_next = after is not None and (
            later_by_more(signs.chronology, after.members[0].start, day, -1) is not Truth.FALSE
        )
        if follows and not of_next:
            found.append((event, day))
    return found


def _progressed(
    signs: CaseEvidence, members: Sequence[Exposure], event: Procedure, day: Day
) -> tuple[Truth, str]:
    """Whether the disease had progressed on the line when a transplant came."""
    for member in members:
        ended = later_by_more(signs.chronology, member.end, day, -1)
        if stopped_for_progression(member.event) and ended is Truth.TRUE:
            return Truth.TRUE, f"{member.id} stopped for it"
    progressed, why, _ = signs.progression_by(members[0], day, event.id)
    return progressed, why
