"""What an endpoint comes to: an event or a censored time, with its reasons; never a guess."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import attrs

from timeline.analysis.response.differences import Days
from timeline.analysis.response.orders import TOO_MANY_ORDERS, bounded, hull, spanned
from timeline.model.bounds import Bounds, DurationBounds
from timeline.model.case import Point
from timeline.model.words import Word


class Status(Word):
    """Whether the endpoint's event happened, as far as the report lets it be said."""

    EVENT = "event"
    CENSORED = "censored"
    INDETERMINATE = "indeterminate"
    NOT_DERIVED = "not derived"


_CNSR = {Status.EVENT: 0, Status.CENSORED: 1}


@attrs.frozen(kw_only=True)
class Outcome:
    """What one order of the moments gives; ``length`` and ``day`` as fewest and most.

    ``start``, on the days ``begun``, is where its clock starts, when that is not the course's own.
    """

    status: Status
    what: str
    length: tuple[Days, Days] | None = None
    day: tuple[Days, Days] | None = None
    events: tuple[str, ...] = ()
    rule: str = ""
    missing: str = ""
    start: Point | None = None
    begun: tuple[Days, Days] | None = None

    def since(self, start: Point, begun: tuple[Days, Days]) -> Outcome:
        """This outcome with the clock that it was counted by."""
        return Outcome(
            status=self.status,
            what=self.what,
            length=self.length,
            day=self.day,
            events=self.events,
            rule=self.rule,
            missing=self.missing,
            start=start,
            begun=begun,
        )


@attrs.frozen(kw_only=True)
class Alternative:
    """One of several things that the dates allow: event or censored, what, and how long."""

    status: Status
    what: str
    days: DurationBounds | None


@attrs.frozen(kw_only=True)
class EndpointResult:
    """One endpoint of one line, or from another named moment (``line`` is None).

    ``start`` is where the clock starts: the line's own start, for DOR the first response.

    ``days`` from ``start`` to ``date``, counted as the convention counts them; those of a censored
    time run to the day of censoring. ``what`` describes the event or the censoring, ``events`` are
    the ids it rests on, ``rule`` is the censoring rule that fired. An indeterminate result lists
    its ``alternatives``; ``missing`` says what the report would have to tell. ``assumed`` marks one
    that would be another, of the same line, without what a curator supposes or what is supposed of
    every case; None where that was not asked.
    """

    endpoint: str
    line: int | None
    label: str
    start: Point
    start_bounds: Bounds
    status: Status
    days: DurationBounds | None
    what: str
    date: Bounds | None
    events: tuple[str, ...]
    rule: str
    missing: str
    alternatives: tuple[Alternative, ...]
    convention: str
    assumed: bool | None = None

    @property
    def cnsr(self) -> int | None:
        """CDISC's ``CNSR``: 0 for an event, 1 for a censored time, None where neither is known."""
        return _CNSR.get(self.status)

    def differs(self, other: EndpointResult) -> bool:
        """Whether another outcome has another status or other days."""
        return (self.status, self.days, self.date, self.start_bounds) != (
            other.status,
            other.days,
            other.date,
            other.start_bounds,
        )

    def as_row(self) -> dict[str, object]:
        """One flat row: days as ``days_least`` and ``days_most``, dates as their text."""
        return {
            "endpoint": self.endpoint,
            "line": self.line,
            "label": self.label,
            "start": str(self.start),
            "start_date": str(self.start_bounds),
            "status": self.status.value,
            "cnsr": self.cnsr,
            "days_least": self.days.least if self.days else None,
            "days_most": self.days.most if self.days else None,
            "what": self.what,
            "date": None if self.date is None else str(self.date),
            "events": "; ".join(self.events),
            "rule": self.rule,
            "missing": self.missing,
            "alternatives": "; ".join(
                f"{a.status.value}: {a.what}" + (f", {a.days.format('days')}" if a.days else "")
                for a in self.alternatives
            ),
            "convention": self.convention,
            "assumed": self.assumed,
        }


class Clock(NamedTuple):
    """Whose time is told: the line, where its clock starts, and how days are counted."""

    line: int | None
    label: str
    start: Point
    start_bounds: Bounds
    convention: str
    inclusive: bool


def merged(endpoint: str, clock: Clock, outcomes: Sequence[Outcome] | None) -> EndpointResult:
    """One result of what every possible order gives; None where there are too many."""
    if outcomes is None:
        outcomes = (Outcome(status=Status.INDETERMINATE, what="", missing=TOO_MANY_ORDERS),)
    if len(outcomes) == 1:  # as nearly always with whole dates
        return _told(endpoint, clock, outcomes[0], outcomes)
    statuses = {outcome.status: None for outcome in outcomes}
    status = outcomes[0].status if len(statuses) == 1 else Status.INDETERMINATE
    lengths = [outcome.length for outcome in outcomes if outcome.length is not None]
    days = [outcome.day for outcome in outcomes if outcome.day is not None]
    whole = Outcome(
        status=status,
        what=_either(outcome.what for outcome in outcomes),
        length=hull(lengths) if lengths else None,
        day=hull(days) if days else None,
        events=tuple(dict.fromkeys(name for outcome in outcomes for name in outcome.events)),
        rule=_either(outcome.rule for outcome in outcomes),
        missing=_missing(status, outcomes),
    )
    return _told(endpoint, clock, whole, outcomes)


def _told(
    endpoint: str, clock: Clock, whole: Outcome, outcomes: Sequence[Outcome]
) -> EndpointResult:
    """The result of several outcomes that agree."""
    start, start_bounds = clock.start, clock.start_bounds
    if outcomes[0].begun is not None or len(outcomes) > 1:
        start, start_bounds = _start(clock, outcomes)
    censored = whole.status is Status.CENSORED
    differ = len(outcomes) > 1 and any(o.status is not whole.status for o in outcomes)
    return EndpointResult(
        endpoint=endpoint,
        line=clock.line,
        label=clock.label,
        start=start,
        start_bounds=start_bounds,
        status=whole.status,
        days=None if whole.length is None else _counted(whole.length, clock, censored=censored),
        what=whole.what,
        date=None if whole.day is None else spanned(whole.day, calendar=start_bounds.calendar),
        events=whole.events,
        rule=whole.rule,
        missing=whole.missing,
        alternatives=_alternatives(outcomes, clock) if differ else (),
        convention=clock.convention,
    )


def _start(clock: Clock, outcomes: Sequence[Outcome]) -> tuple[Point, Bounds]:
    """Where the clock starts: at the course's own start, unless every order names one other moment.

    The days are those of all orders that have a clock.
    """
    spans = [outcome.begun for outcome in outcomes if outcome.begun is not None]
    if not spans:
        return clock.start, clock.start_bounds
    starts = {outcome.start for outcome in outcomes if outcome.start is not None}
    found = starts.pop() if len(starts) == 1 else clock.start
    return found, spanned(hull(spans), calendar=clock.start_bounds.calendar)


def _counted(length: tuple[Days, Days], clock: Clock, *, censored: bool) -> DurationBounds:
    """Days, both ends counted where the convention says so."""
    extra = 1 if clock.inclusive else 0
    return bounded(length[0] + extra, length[1] + extra, censored=censored)


def _missing(status: Status, outcomes: Sequence[Outcome]) -> str:
    told = _either(outcome.missing for outcome in outcomes)
    if told or status is not Status.INDETERMINATE:
        return told
    return "dates that tell which of these it was"


def _alternatives(outcomes: Sequence[Outcome], clock: Clock) -> tuple[Alternative, ...]:
    kinds: dict[tuple[Status, str], list[Outcome]] = {}
    for outcome in outcomes:
        kinds.setdefault((outcome.status, outcome.what), []).append(outcome)
    found = []
    for (status, what), same in kinds.items():
        lengths = [outcome.length for outcome in same if outcome.length is not None]
        days = None
        if lengths:
            days = _counted(hull(lengths), clock, censored=status is Status.CENSORED)
        found.append(Alternative(status=status, what=what, days=days))
    return tuple(found)


def _either(texts: Iterable[str]) -> str:
    return " or ".join(dict.fromkeys(text for text in texts if text))
