"""Which orders do partly known dates allow? A rule is asked in each of them.

A rule of an endpoint is a plain function that asks "is B at least so many days after A?". Where the
dates decide, it is answered; where they do not, both answers are tried, each with all that follows
from it, so that no impossible order is looked at. Moments and what is learned of them form a system
of differences that is closed after each answer (:mod:`.differences`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from math import isfinite
from typing import TypeVar

from timeline.analysis.response.dates import ORIGIN, Dates
from timeline.analysis.response.differences import Days
from timeline.budgets import BUDGET
from timeline.model.bounds import Bounds, DurationBounds
from timeline.model.case import Point
from timeline.model.truth import Truth

TOO_MANY_ORDERS = "the order of its partly dated events (too many are possible)"
"""What is missing where nothing was decided."""

Answer = TypeVar("Answer")


class _TooManyOrdersError(Exception):
    """The orders found so far, and those that still have to be looked at, are more than allowed."""


class Order:
    """One way in which the moments can lie, as far as it has been asked for.

    ``answers`` are those that were given to open questions, in turn; once they are used up, each
    open question is answered with yes, and the other answer is kept as a branch. Rules ask the same
    as long as they hear the same, so that the answers are all that tells one order from another.
    """

    __slots__ = ("_between", "_given", "_known", "_room", "_spans", "answers", "branches", "dates")

    def __init__(
        self, dates: Dates, answers: Sequence[bool] = (), room: int = BUDGET.orders - 1
    ) -> None:
        self.dates = dates
        self._room = room  # how many branches may be left
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
        if most < days:
            return False
        ordered = self._in_words(first, last, days)
        if ordered is None:
            return self._decide(first, last, days)
        if ordered and least < 0:  # the order told does not bind dates: the rest goes by it too
            self._learn(last, first, 0)
        elif not ordered and most > 0:
            self._learn(first, last, 0)
        return ordered

    def known(self, first: Point, last: Point, days: int = 0) -> bool | None:
        """Whether ``last`` is ``days`` after ``first`` in this order; None where it is open."""
        a, b = self._spans[first], self._spans[last]
        if a[1] + days <= b[0]:
            return True
        if a[0] + days > b[1]:
            return False
        least, most = self._between(first, last)
        if least >= days:
            return True
        return False if most < days else self._in_words(first, last, days)

    def _in_words(self, first: Point, last: Point, days: int) -> bool | None:
        """What words say of "later" (one day) and of "not before" (none): the same day is no tie.

        None where they say nothing, and of any other number of days.
        """
        if days == 1:
            answer = self.dates.before(first, last)
        elif days == 0:
            answer = ~self.dates.before(last, first)
        else:
            return None
        return None if answer is Truth.INDETERMINATE else answer is Truth.TRUE

    def same_day(self, first: Point, last: Point) -> bool:
        """Whether two moments are on one day."""
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
        learned = self._known is not self.dates.known
        return self._between(ORIGIN, point) if learned else self._spans[point]

    def bounds(self, point: Point) -> Bounds:
        """The earliest and the latest day of a moment in this order, as :class:`Bounds`."""
        return spanned(self.day(point), calendar=self.dates.calendar)

    def _decide(self, first: Point, last: Point, days: int) -> bool:
        """Answer an open question, and go on with all that follows from the answer."""
        if self._given == len(self.answers):
            if len(self.branches) == self._room:
                raise _TooManyOrdersError
            self.branches.append((*self.answers, False))
            self.answers.append(True)
        answer = self.answers[self._given]
        self._given += 1
        if answer:
            self._learn(last, first, -days)
        else:
            self._learn(first, last, days - 1)
        return answer

    def _learn(self, first: Point, last: Point, most: int) -> None:
        """Go on with all that follows from the most days from one moment to another."""
        self._known = self._known.learned(first, last, most)
        self._between = self._known.between


def explore(
    dates: Dates, rule: Callable[[Order], Answer], limit: int = BUDGET.orders
) -> list[Answer] | None:
    """What a rule gives in every possible order; None when there are more than ``limit``.

    A rule asks the same again as long as it hears the same answers. Orders come as the questions
    were put: those with yes to the first question before those with no, and so on.
    """
    try:
        return _explored(dates, rule, limit)
    except _TooManyOrdersError:
        return None
    finally:
        dates.known.forget()


def _explored(dates: Dates, rule: Callable[[Order], Answer], limit: int) -> list[Answer]:
    order = Order(dates, room=limit - 1)
    answer = rule(order)
    if not order.branches:  # nothing was open, as mostly
        return [answer]
    found: dict[tuple[bool, ...], Answer] = {tuple(order.answers): answer}
    left: deque[tuple[bool, ...]] = deque(order.branches)
    while left:
        # What branches early shows soonest that all is open. Each branch is one order at least.
        answers = left.popleft()
        order = Order(dates, answers, limit - len(found) - len(left) - 1)
        answer = rule(order)
        found[tuple(order.answers)] = answer
        left += order.branches
    return [found[answers] for answers in sorted(found, reverse=True)]


def spanned(days: tuple[Days, Days], *, calendar: bool) -> Bounds:
    """The days of a moment as :class:`Bounds`."""
    low, high = days
    return Bounds(
        int(low) if isfinite(low) else None, int(high) if isfinite(high) else None, calendar
    )


def bounded(least: Days, most: Days, *, censored: bool = False) -> DurationBounds:
    """Days as :class:`DurationBounds`."""
    return DurationBounds(
        int(least) if isfinite(least) else None, int(most) if isfinite(most) else None, censored
    )


def hull(spans: Sequence[tuple[Days, Days]]) -> tuple[Days, Days]:
    """The smallest range that holds all of the ranges."""
    if len(spans) == 1:
        return spans[0]
    return min([least for least, _ in spans]), max([most for _, most in spans])
