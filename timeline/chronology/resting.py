"""What a date or a length rests on, beside the report's own dates and order: each by its name."""

from __future__ import annotations

from typing import Any

import attrs

from timeline.chronology.chronology import Chronology
from timeline.chronology.solving import solve
from timeline.model.case import Assumption, Case, Point
from timeline.model.moments import Basis, Edge, Moment
from timeline.model.words import Word

_NOT_STATED = Moment("not stated", ((),))
"""In the place of a supposed ``at``, so that what was given on one day keeps its one moment."""


class Support(Word):
    """What bounds may rest on.

    ``STATED`` is a length that the report states where its dates leave it open; ``SUPPOSED`` is
    what the curator supposes, with a reason. The others are supposed of every case.
    """

    TOLD = Assumption.TOLD_IN_ORDER.value
    STATED = "as stated"
    LINES_FOLLOW = Assumption.LINES_FOLLOW.value
    SUPPOSED = "supposed"


class Supports:
    """The same case solved without each of its supports: what would be left without it."""

    def __init__(self, chronology: Chronology) -> None:
        self._chronology = chronology
        self._without = {
            support: found
            for support in Support
            if (found := _without(chronology, support)) is not None
        }

    def of(self, first: Point, last: Point | None = None) -> tuple[Support, ...]:
        """What the days of a moment, or those from one to another, would change without.

        Where each of several suffices by itself, they are named together.
        """
        whole = self._bounds(self._chronology, first, last)
        found = [s for s, less in self._without.items() if self._bounds(less, first, last) != whole]
        if not found and self._chronology.rests_on_assumption(first, last):
            found = list(self._without)
        return tuple(found)

    @staticmethod
    def _bounds(chronology: Chronology, first: Point, last: Point | None) -> object:
        return chronology.bounds(first) if last is None else chronology.duration(first, last)


def _without(chronology: Chronology, support: Support) -> Chronology | None:
    """The case without one support; None where it has none of the kind."""
    case = chronology.case
    match support:
        case Support.STATED:
            return solve(case, stated=False) if case.lengths else None
        case Support.SUPPOSED:
            less = without_supposed(case)
        case _:
            less = _without_assumption(case, Assumption(support.value))
    return None if less == case else solve(less)


def _without_assumption(case: Case, assumption: Assumption) -> Case:
    return attrs.evolve(case, assume=[each for each in case.assume if each is not assumption])


def without_supposed(case: Case) -> Case:
    """The case without the moments that the curator supposes."""
    events = []
    for event in case.events:
        gone: dict[str, Any] = {
            edge.value: _NOT_STATED if edge is Edge.AT and event.lasting else None
            for edge in event.edges
            if (moment := event.moment(edge)) is not None and moment.basis is Basis.ASSUMED
        }
        events.append(attrs.evolve(event, **gone) if gone else event)
    return attrs.evolve(case, events=events)


def as_reported(case: Case) -> Case:
    """The case by the report alone: nothing supposed of it, by the curator or of every case."""
    return attrs.evolve(without_supposed(case), assume=())
