"""Which orders do partly known dates allow? A rule is asked in each of them.

A rule of an endpoint is a plain function that asks "is B at least so many days after A?". Where the
dates decide, it is answered; where they do not, both answers are tried, each with all that follows
from it, so that no impossible order is looked at. Moments and what is learned of them form a system
of differences that is closed after each answer (:mod:`.differences`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from math import inf
from typing import TypeVar

from timeline.analysis.response.differences import Days, Differences
from timeline.chronology import Chronology
from timeline.model.bounds import Bounds, DurationBounds
from timeline.model.case import Point
from timeline.model.moments import DayNumber, On

MAX_ORDERS = 128
"""How many orders of partly dated moments are looked at; with more, nothing is decided."""

Answer = TypeVar("Answer")

ORIGIN = Point("")
"""The day that days are counted from."""


class Dates:
    """The days of a case's moments, each looked up once.

    ``hubs`` are the moments that others are mostly measured from: what is solved for one of them
    serves all. ``as_recorded`` takes whole dates as they stand where a case contradicts itself.
    """

    def __init__(
        self, chronology: Chronology, hubs: Iterable[Point] = (), *, as_recorded: bool = False
    ) -> None:
        self.chronology = chronology
        self.calendar = chronology.calendar
        self.spans = _Spans(chronology)
        self._apart: dict[tuple[Point, Point], tuple[Days, Days]] = {}
        self._hubs = set(hubs)
        self.known = Differences(self.apart, ORIGIN, self.fixed)
        self._loose = False  # spans that were set by themselves, so that not all follows from them
        if as_recorded and not chronology.consistent:
            self.spans |= _recorded(chronology)
            self._loose = True

    def span(self, point: Point) -> tuple[Days, Days]:
        """The earliest and the latest day of a moment."""
        return self.spans[point]

    def bounds(self, point: Point) -> Bounds:
        """The same as :class:`Bounds`."""
        return spanned(self.spans[point], calendar=self.calendar)

    def end(self, points: Iterable[Point], last: Point) -> None:
        """What is found of a patient is found by the day of death, ``last``, at the latest."""
        latest = self.span(last)[1]
        for point in points:
            low, high = self.spans[point]
            if low <= latest < high:
                self.spans[point] = low, latest
                self._loose = True

    def done(self) -> None:
        """A rule was asked; what its orders learned is kept where it cannot depend on the rule."""
        if self._loose:
            self.known.forget()

    def fixed(self, point: Point) -> Days | None:
        """The day of a moment that can only be on one."""
        low, high = self.spans[point]
        return low if low == high and not self._loose else None

    def apart(self, first: Point, last: Point) -> tuple[Days, Days]:
        """The fewest and the most days from one moment to another."""
        (a, b), (c, d) = self.spans[first], self.spans[last]
        if (a == b and c == d) or ORIGIN in (first, last):
            return c - b, d - a
        known = self._apart.get((first, last))
        if known is None:
            known = self._apart[first, last] = self._solved(first, last)
        return known

    def _solved(self, first: Point, last: Point) -> tuple[Days, Days]:
        if last in self._hubs and first not in self._hubs:
            least, most = self.apart(last, first)
            return -most, -least
        (a, b), (c, d) = self.spans[first], self.spans[last]
        least, most = self.chronology.apart(first, last)
        return max(least, c - b), min(most, d - a)


class _Spans(dict[Point, tuple[Days, Days]]):
    """The earliest and the latest day of each moment, looked up when it is first asked for."""

    def __init__(self, chronology: Chronology) -> None:
        super().__init__({ORIGIN: (0, 0)})
        self._chronology = chronology

    def __missing__(self, point: Point) -> tuple[Days, Days]:
        found = self[point] = self._chronology.span(point)
        return found


def _recorded(chronology: Chronology) -> dict[Point, tuple[Days, Days]]:
    """The moments written as a whole date, or as one day number of a case without dates."""
    found: dict[Point, tuple[Days, Days]] = {}
    for event in chronology.case:
        for edge in event.edges:
            moment = event.moment(edge)
            if moment is None or len(moment.alternatives) != 1:
                continue
            for term in moment.alternatives[0]:
                day = None
                if isinstance(term, On) and term.date.earliest == term.date.latest:
                    day = term.date.earliest
                elif isinstance(term, DayNumber) and term.first == term.last:
                    day = None if chronology.calendar else term.first
                if day is not None:
                    found[Point(event.id, edge)] = day, day
    return found


class Order:
    """One way in which the moments can lie, as far as it has been asked for.

    ``answers`` are those that were given to open questions, in turn; once they are used up, each
    open question is answered with yes, and the other answer is kept as a branch. Rules ask the same
    as long as they hear the same, so that the answers are all that tells one order from another.
    """

    __slots__ = ("_between", "_given", "_known", "_spans", "answers", "branches", "dates")

    def __init__(self, dates: Dates, answers: Sequence[bool] = ()) -> None:
        self.dates = dates
        self.branches: list[tuple[bool, ...]] = []
        self._spans = dates.spans
        self._known = dates.known
        self._between = dates.known.between
        self.answers = list(answers)
        self._given = 0

    def reaches(self, first: Point, last: Point, days: int = 0) -> bool:
        """Whether ``last`` is at least ``days`` after ``first``; decided one way where it is open.

        The alternative is another order.
        """
        a, b = self._spans[first], self._spans[last]
        if a[1] + days <= b[0]:
            return True
        if a[0] + days > b[1]:
            return False
        least, most = self._between(first, last)
        if least >= days:
            return True
        return most >= days and self._decide(first, last, days)

    def known(self, first: Point, last: Point, days: int = 0) -> bool | None:
        """The same where it is known in this order; None where it is open."""
        a, b = self._spans[first], self._spans[last]
        if a[1] + days <= b[0]:
            return True
        if a[0] + days > b[1]:
            return False
        least, most = self._between(first, last)
        if least >= days:
            return True
        return False if most < days else None

    def same_day(self, first: Point, last: Point) -> bool:
        """Whether both are on one day."""
        return self.reaches(first, last) and self.reaches(last, first)

    def first(self, points: Iterable[Point]) -> Point:
        """The earliest of some moments; of those on one day, the one named first."""
        best, *others = points
        for point in others:
            if self.reaches(point, best, 1):
                best = point
        return best

    def between(self, first: Point, last: Point) -> tuple[Days, Days]:
        """The fewest and the most days from ``first`` to ``last`` in this order."""
        return self._between(first, last)

    def length(self, first: Point, last: Point) -> DurationBounds:
        """The days between two moments as bounds."""
        return bounded(*self._between(first, last))

    def day(self, point: Point) -> tuple[Days, Days]:
        """The earliest and the latest day a moment can be on in this order."""
        return self._between(ORIGIN, point)

    def bounds(self, point: Point) -> Bounds:
        """The same as :class:`Bounds`."""
        return spanned(self.day(point), calendar=self.dates.calendar)

    def _decide(self, first: Point, last: Point, days: int) -> bool:
        """Answer an open question, and go on with all that follows from the answer."""
        if self._given == len(self.answers):
            self.branches.append((*self.answers, False))
            self.answers.append(True)
        answer = self.answers[self._given]
        self._given += 1
        if answer:
            self._known = self._known.learned(last, first, -days)
        else:
            self._known = self._known.learned(first, last, days - 1)
        self._between = self._known.between
        return answer


def explore(
    dates: Dates, rule: Callable[[Order], Answer], limit: int = MAX_ORDERS
) -> list[Answer] | None:
    """What a rule gives in every possible order; None when there are more than ``limit``.

    A rule asks the same again as long as it hears the same answers. Orders come as the questions
    were put: those with yes to the first question before those with no, and so on.
    """
    order = Order(dates)
    answer = rule(order)
    if not order.branches:  # nothing was open, as mostly
        return [answer]
    found: dict[tuple[bool, ...], Answer] = {tuple(order.answers): answer}
    left: deque[tuple[bool, ...]] = deque(order.branches)
    while left:
        if len(found) + len(left) > limit:  # each branch is one order at least
            dates.known.forget()
            return None
        order = Order(dates, left.popleft())  # what branches early shows soonest that all is open
        answer = rule(order)
        found[tuple(order.answers)] = answer
        left += order.branches
    dates.done()
    return [found[answers] for answers in sorted(found, reverse=True)]


def spanned(days: tuple[Days, Days], *, calendar: bool) -> Bounds:
    """The days of a moment as :class:`Bounds`."""
    return Bounds(_whole(days[0]), _whole(days[1]), calendar)


def bounded(least: Days, most: Days, *, censored: bool = False) -> DurationBounds:
    """Days as :class:`DurationBounds`."""
    return DurationBounds(_whole(least), _whole(most), censored)


def hull(spans: Iterable[tuple[Days, Days]]) -> tuple[Days, Days]:
    """The smallest range that holds all of them."""
    listed = list(spans)
    return min(least for least, _ in listed), max(most for _, most in listed)


def _whole(days: Days) -> int | None:
    return None if days in (inf, -inf) else int(days)
