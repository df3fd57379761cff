"""What is certain about the order of two events, whatever day within its bounds each took place."""

from __future__ import annotations

from timeline.chronology import Chronology
from timeline.model.case import Point, start_of
from timeline.model.events import Event, Therapy
from timeline.model.moments import DayNumber, Moment, Offset, On, SameDay
from timeline.model.truth import Truth


def surely_before(chronology: Chronology, earlier: Point, later: Point) -> bool:
    """Whether the report itself puts one moment before the other, by its words or by a day.

    False also when its dates are too coarse to tell: a check holds no report to the order in which
    it tells things.
    """
    return chronology.untold.before(earlier, later) is Truth.TRUE


def when(chronology: Chronology, event: Event) -> str:
    """``2021-04``, or what else is known of the day an event happened or began."""
    return str(chronology.bounds(start_of(event)))


def is_dated(moment: Moment | None) -> bool:
    """Whether a moment as written says when, and not only before or after what."""
    if moment is None:
        return False
    terms = [term for terms in moment.alternatives for term in terms]
    closed = (
        term.date.earliest is not None and term.date.latest is not None
        for term in terms
        if isinstance(term, On)
    )
    return any(closed) or any(isinstance(term, Offset | SameDay | DayNumber) for term in terms)


def line_starts(chronology: Chronology) -> dict[int, tuple[Therapy, ...]]:
    """The therapies of each numbered line, in document order; lines in the order of numbers."""
    lines: dict[int, list[Therapy]] = {}
    for event in chronology.case:
        if isinstance(event, Therapy) and event.line is not None:
            lines.setdefault(event.line, []).append(event)
    return {number: tuple(lines[number]) for number in sorted(lines)}
