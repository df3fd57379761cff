"""What an endpoint comes to: an event or a censored time, with its reasons; never a guess."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from timeline.analysis.response.differences import Days
from timeline.analysis.response.orders import bounded, hull, spanned
from timeline.model.bounds import Bounds, DurationBounds
from timeline.model.case import Point
from timeline.model.words import Word


class Status(Word):
    """Whether the endpoint's event happened, as far as the report lets it be said."""

    EVENT = "event"
    CENSORED = "censored"
    INDETERMINATE = "indeterminate"
    NOT_DERIVED = "not derived"


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
    its ``alternatives``; ``missing`` says what the report would have to tell.
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

    @property
    def cnsr(self) -> int | None:
        """CDISC's ``CNSR``: 0 for an event, 1 for a censored time, None where neither is known."""
        return {Status.EVENT: 0, Status.CENSORED: 1}.get(self.status)

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
        }


def merged(
    blank: EndpointResult, outcomes: Sequence[Outcome], *, inclusive: bool
) -> EndpointResult:
    """One result of what every possible order gives."""
    if len(outcomes) == 1:
        return _single(blank, outcomes[0], inclusive=inclusive)
    statuses = list(dict.fromkeys(outcome.status for outcome in outcomes))
    status = statuses[0] if len(statuses) == 1 else Status.INDETERMINATE
    lengths = [outcome.length for outcome in outcomes if outcome.length is not None]
    days = [outcome.day for outcome in outcomes if outcome.day is not None]
    censored = status is Status.CENSORED
    date = bounded(*hull(days)) if days else None
    start, start_bounds = _start(blank, outcomes)
    return attrs.evolve(
        blank,
        start=start,
        start_bounds=start_bounds,
        status=status,
        days=_counted(hull(lengths), inclusive=inclusive, censored=censored) if lengths else None,
        what=_either(outcome.what for outcome in outcomes),
        date=Bounds(date.least, date.most, blank.start_bounds.calendar) if date else None,
        events=tuple(dict.fromkeys(name for outcome in outcomes for name in outcome.events)),
        rule=_either(outcome.rule for outcome in outcomes),
        missing=_missing(status, outcomes),
        alternatives=_alternatives(outcomes, inclusive=inclusive) if len(statuses) > 1 else (),
    )


def _single(blank: EndpointResult, outcome: Outcome, *, inclusive: bool) -> EndpointResult:
    """The result of the only order there is, as nearly always with whole dates."""
    censored, length = outcome.status is Status.CENSORED, outcome.length
    calendar = blank.start_bounds.calendar
    start, start_bounds = blank.start, blank.start_bounds
    if outcome.begun is not None:
        start, start_bounds = _start(blank, (outcome,))
    return EndpointResult(
        endpoint=blank.endpoint,
        line=blank.line,
        label=blank.label,
        start=start,
        start_bounds=start_bounds,
        status=outcome.status,
        days=_counted(length, inclusive=inclusive, censored=censored) if length else None,
        what=outcome.what,
        date=spanned(outcome.day, calendar=calendar) if outcome.day else None,
        events=outcome.events,
        rule=outcome.rule,
        missing=outcome.missing,
        alternatives=(),
        convention=blank.convention,
    )


def _start(blank: EndpointResult, outcomes: Sequence[Outcome]) -> tuple[Point, Bounds]:
    """Where the clock starts: at the course's own start, unless every order names one other moment.

    The days are those of all orders that have a clock.
    """
    spans = [outcome.begun for outcome in outcomes if outcome.begun is not None]
    if not spans:
        return blank.start, blank.start_bounds
    starts = {outcome.start for outcome in outcomes if outcome.start is not None}
    days = bounded(*hull(spans))
    found = starts.pop() if len(starts) == 1 else blank.start
    return found, Bounds(days.least, days.most, blank.start_bounds.calendar)


def _counted(span: tuple[Days, Days], *, inclusive: bool, censored: bool) -> DurationBounds:
    extra = 1 if inclusive else 0
    return bounded(span[0] + extra, span[1] + extra, censored=censored)


def _missing(status: Status, outcomes: Sequence[Outcome]) -> str:
    told = _either(outcome.missing for outcome in outcomes)
    if told or status is not Status.INDETERMINATE:
        return told
    return "dates that tell which of these it was"


def _alternatives(outcomes: Sequence[Outcome], *, inclusive: bool) -> tuple[Alternative, ...]:
    kinds: dict[tuple[Status, str], list[Outcome]] = {}
    for outcome in outcomes:
        kinds.setdefault((outcome.status, outcome.what), []).append(outcome)
    found = []
    for (status, what), same in kinds.items():
        lengths = [outcome.length for outcome in same if outcome.length is not None]
        censored = status is Status.CENSORED
        days = None
        if lengths:
            days = _counted(hull(lengths), inclusive=inclusive, censored=censored)
        found.append(Alternative(status=status, what=what, days=days))
    return tuple(found)


def _either(texts: Iterable[str]) -> str:
    return " or ".join(dict.fromkeys(text for text in texts if text))
