"""The order in which a report tells the course, as an assumption that gives way link by link.

Among the events of the course itself each begins no sooner than the one told before it, and a
systemic treatment has ended before another that is told later begins, unless both are told as
given together; one that stopped for progression went on to the progression that is told after it.
What stands beside the course (symptoms, conditions, supportive care, adverse events, laboratory
values) lies where it is attached.

The assumption is soft: a link that what is stated does not allow is left out, and an event that is
told as a flash-back does not carry the chain with it, so that the next one is held to the last
that was in order. Of two examinations told the wrong way round either may be the one out of place
(a scan is often told ahead, beside what it confirms); then the next is held to the earlier alone.
"""

from __future__ import annotations

import attrs

from timeline.chronology.network import Network
from timeline.chronology.order import Precedence
from timeline.chronology.statements import DAY_ZERO, NotEarlier
from timeline.model.amounts import Reading
from timeline.model.case import BIRTH, CUT_OFF, Case, Point, end_of, start_of
from timeline.model.components import Phase, StopReason
from timeline.model.events import (
    AdverseEvent,
    Assessment,
    Condition,
    Event,
    FollowUp,
    Laboratory,
    MolecularTest,
    PerformanceStatus,
    Progression,
    SupportiveCare,
    Symptom,
    Therapy,
    Visit,
)
from timeline.model.moments import DayNumber, Moment, Offset, On, Ongoing, SameDay, Term

_EXAMINATIONS = (Assessment, MolecularTest, Visit, FollowUp)

_BESIDE = (AdverseEvent, Condition, Laboratory, PerformanceStatus, SupportiveCare, Symptom)
"""Kinds of events that are told beside the course of the disease."""


@attrs.frozen
class Link:
    """One moment that is told before another; when not ``strictly``, it may be that very moment."""

    earlier: Point
    later: Point
    strictly: bool = True

    def __str__(self) -> str:
        return f"{self.earlier} is told before {self.later}"

    @property
    def constraint(self) -> NotEarlier:
        """What the link says of the two."""
        return NotEarlier(self.earlier, self.later, strictly=self.strictly)


@attrs.frozen
class ToldOrder:
    """The links of a case that hold, and those that gave way to what is stated."""

    links: tuple[Link, ...]
    gave_way: tuple[Link, ...]


def is_course(event: Event) -> bool:
    """Whether an event belongs to the course that a report tells in order."""
    return event.happened and not isinstance(event, _BESIDE)


def told_order(case: Case, networks: list[Network]) -> ToldOrder:
    """The links of the order told that every one of these networks allows; they are taken in.

    Networks that are solved stay solved: a link that does not fit leaves them as they were.
    """
    chain = _Chain(networks)
    for event in case.events:
        if is_course(event):
            chain.add(event)
    return ToldOrder(tuple(chain.links), tuple(chain.gave_way))


def dated_points(case: Case) -> frozenset[Point]:
    """The moments with days of their own: dated, counted from such a one, or on the same day.

    Nor does the order told move the day 0, or the birth; the cut-off where it is dated.
    """
    fixed = {DAY_ZERO, Point(BIRTH)}
    told = ((Point(CUT_OFF), case.cut_off), *case.moments)
    left = [(point, moment) for point, moment in told if moment is not None]
    while True:
        found = {point for point, moment in left if _is_dated(case, moment, fixed)}
        if not found:
            return frozenset(fixed)
        fixed |= found
        left = [(point, moment) for point, moment in left if point not in found]


def _is_dated(case: Case, moment: Moment, fixed: set[Point]) -> bool:
    return all(any(_gives_days(case, t, fixed) for t in terms) for terms in moment.alternatives)


def _gives_days(case: Case, term: Term, fixed: set[Point]) -> bool:
    match term:
        case On(date):
            return date.earliest is not None and date.latest is not None
        case DayNumber():
            return True
        case Ongoing():
            return Point(CUT_OFF) in fixed
        case SameDay(anchor):
            return case.point(anchor) in fixed
        case Offset(anchor, amount):
            return amount.window(Reading.LIBERAL).most is not None and case.point(anchor) in fixed
        case _:
            return False


class _Chain:
    """The course so far, link by link."""

    def __init__(self, networks: list[Network]) -> None:
        self.links: list[Link] = []
        self.gave_way: list[Link] = []
        self._networks = networks
        self._order = [Precedence(len(n.low), n.steps()) for n in networks]
        self._passed: list[Event] = []  # those in order, which the next is held to
        self._told = 0  # the moments that lead into the chain, as bits
        self._treatments: list[Therapy] = []

    def add(self, event: Event) -> None:
        """Hold an event to the last one that was in order, and end the treatment before it."""
        start = start_of(event)
        if self._passed:
            last = self._passed[-1]
            link = Link(start_of(last), start)
            if not self._hold(link):
                self.gave_way.append(link)
                if not self._ahead(last, event):
                    return
                self._passed.pop()
        self._passed.append(event)
        if isinstance(event, Therapy) and not all(drug.is_local for drug in event.drugs):
            kept = []
            for earlier in self._treatments:
                link = Link(end_of(earlier), start)
                if _together(earlier, event):
                    kept.append(earlier)
                elif self._hold(link):  # so it has ended before all that is told later
                    self._told |= self._bit(end_of(earlier))
                else:
                    self.gave_way.append(link)
                    kept.append(earlier)
            ongoing = event.end is not None and event.end.ongoing
            self._treatments = kept if ongoing else [*kept, event]
        elif isinstance(event, Progression):
            for stopped in self._treatments:
                if stopped.stop is StopReason.PROGRESSION:
                    self._hold(Link(start, end_of(stopped), strictly=False))
        self._told |= self._bit(start)

    def _ahead(self, last: Event, event: Event) -> bool:
        """Whether the last event may be the one out of place: both are looks, and this one fits."""
        if not (isinstance(last, _EXAMINATIONS) and isinstance(event, _EXAMINATIONS)):
            return False
        before = self._passed[-2:-1]
        return all(self._hold(Link(start_of(each), start_of(event))) for each in before)

    def _hold(self, link: Link) -> bool:
        """Whether a link fits; then it is taken in, unless it is known already."""
        first, second = (self._networks[0].index[point] for point in (link.earlier, link.later))
        orders = self._order
        if all(order.not_after(first, second) for order in orders):
            return True
        passed = self._told | 1 << first
        if any(order.reaches(second, passed) for order in orders):
            return False  # the words place it before what the chain has passed
        several = len(self._networks) > 1
        if several and not all(n.admits((link.constraint,)) for n in self._networks):
            return False
        if not all(
            network.link(first, second, strictly=link.strictly) for network in self._networks
        ):
            return False
        self.links.append(link)
        return True

    def _bit(self, point: Point) -> int:
        return 1 << self._networks[0].index[point]


def _together(earlier: Therapy, later: Therapy) -> bool:
    """Whether two treatments are told as given at one time: as one line, or one beside another."""
    if later.line is not None and later.line == earlier.line:
        return True
    return Phase.CONCURRENT in (earlier.phase, later.phase)
