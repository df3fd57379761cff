"""Which orders do partly known dates allow? A rule is asked in each of them.

A rule of an endpoint is a plain function that asks "is B at least so many days after A?". Where the
dates decide, it is answered; where they do not, both answers are tried, each with all that follows
from it, so that no impossible order is looked at. Moments and what is learned of them form a system
of differences (Dechter, Meiri & Pearl 1991) that is closed after each answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import inf
from typing import TypeVar

from timeline.chronology import Chronology
from timeline.model.bounds import Bounds, DurationBounds
from timeline.model.case import Point

MAX_ORDERS = 128
"""How many orders of partly dated moments are looked at; with more, nothing is decided."""

Days = float
"""A day or a number of days; minus or plus infinity where nothing is known."""

Answer = TypeVar("Answer")

_ORIGIN = Point("")


class Dates:
    """The days of a case's moments, each looked up once.

    ``hubs`` are the moments that others are mostly measured from: what is solved for one of them
    serves all.
    """

    def __init__(self, chronology: Chronology, hubs: Iterable[Point] = ()) -> None:
        self.chronology = chronology
        self.calendar = chronology.calendar
        self._spans: dict[Point, tuple[Days, Days]] = {_ORIGIN: (0, 0)}
        self._hubs = set(hubs)

    def span(self, point: Point) -> tuple[Days, Days]:
        """The earliest and the latest day of a moment."""
        known = self._spans.get(point)
        if known is None:
            bounds = self.chronology.bounds(point)
            known = (
                -inf if bounds.earliest is None else bounds.earliest,
                inf if bounds.latest is None else bounds.latest,
            )
            self._spans[point] = known
        return known

    def end(self, points: Iterable[Point], last: Point) -> None:
        """What is found of a patient is found by the day of death, ``last``, at the latest."""
        latest = self.span(last)[1]
        for point in points:
            low, high = self.span(point)
            if low <= latest < high:
                self._spans[point] = low, latest

    def apart(self, first: Point, last: Point) -> tuple[Days, Days]:
        """The fewest and the most days from one moment to another."""
        (a, b), (c, d) = self.span(first), self.span(last)
        if (a == b and c == d) or _ORIGIN in (first, last):
            return c - b, d - a
        if last in self._hubs and first not in self._hubs:
            least, most = self.apart(last, first)
            return -most, -least
        length = self.chronology.duration(first, last)
        return (
            c - b if length.least is None else max(length.least, c - b),
            d - a if length.most is None else min(length.most, d - a),
        )


class Order:
    """One way in which the moments can lie, as far as it has been asked for."""

    def __init__(self, dates: Dates, answers: Sequence[bool] = ()) -> None:
        self.dates = dates
        self.given: list[bool] = []
        self._answers = answers
        self._most: dict[Point, dict[Point, Days]] = {}

    def reaches(self, first: Point, last: Point, days: int = 0) -> bool:
        """Whether ``last`` is at least ``days`` after ``first``; decided one way where it is open.

        The alternative is another order.
        """
        known = self.known(first, last, days)
        if known is not None:
            return known
        number = len(self.given)
        answer = self._answers[number] if number < len(self._answers) else True
        self.given.append(answer)
        self._include(first)
        self._include(last)
        if answer:
            self._learn(last, first, -days)
        else:
            self._learn(first, last, days - 1)
        return answer

    def known(self, first: Point, last: Point, days: int = 0) -> bool | None:
        """The same where it is known in this order; None where it is open."""
        a, b = self.dates.span(first), self.dates.span(last)
        if a[1] + days <= b[0]:
            return True
        if a[0] + days > b[1]:
            return False
        least, most = self.between(first, last)
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
        if first == last:
            return 0, 0
        if not self._most:  # nothing had to be decided so far
            return self.dates.apart(first, last)
        self._include(first)
        self._include(last)
        return -self._most[last][first], self._most[first][last]

    def length(self, first: Point, last: Point) -> DurationBounds:
        """The days between two moments as bounds."""
        return bounded(*self.between(first, last))

    def day(self, point: Point) -> tuple[Days, Days]:
        """The earliest and the latest day a moment can be on in this order."""
        return self.between(_ORIGIN, point) if self._most else self.dates.span(point)

    def bounds(self, point: Point) -> Bounds:
        """The same as :class:`Bounds`."""
        least, most = self.day(point)
        return Bounds(_whole(least), _whole(most), self.dates.calendar)

    def _include(self, point: Point) -> None:
        """Take a moment in, with what was learned of the others."""
        most = self._most
        if point in most:
            return
        if not most and point != _ORIGIN:
            most[_ORIGIN] = {_ORIGIN: 0}
        apart = {other: self.dates.apart(point, other) for other in most}
        away = {p: min(apart[q][1] + most[q][p] for q in most) for p in most}
        back = {p: min(most[p][q] - apart[q][0] for q in most) for p in most}
        for other, row in most.items():
            row[point] = back[other]
        most[point] = {**away, point: 0}

    def _learn(self, first: Point, last: Point, most: Days) -> None:
        """``last`` is at most so many days after ``first``."""
        row = self._most
        for p in row:
            head = row[p][first] + most
            if head < row[p][last]:
                for q in row:
                    row[p][q] = min(row[p][q], head + row[last][q])


def explore(
    dates: Dates, rule: Callable[[Order], Answer], limit: int = MAX_ORDERS
) -> list[Answer] | None:
    """What a rule gives in every possible order; None when there are more than ``limit``."""
    answers: list[Answer] = []
    left: list[list[bool]] = [[]]
    while left:
        if len(answers) >= limit:
            return None
        decided = left.pop()
        order = Order(dates, decided)
        answers.append(rule(order))
        given = order.given
        left.extend([*given[:n], not given[n]] for n in range(len(decided), len(given)))
    return answers


def bounded(least: Days, most: Days, *, censored: bool = False) -> DurationBounds:
    """Days as :class:`DurationBounds`."""
    return DurationBounds(_whole(least), _whole(most), censored)


def hull(spans: Iterable[tuple[Days, Days]]) -> tuple[Days, Days]:
    """The smallest range that holds all of them."""
    listed = list(spans)
    return min(least for least, _ in listed), max(most for _, most in listed)


def _whole(days: Days) -> int | None:
    return None if abs(days) == inf else int(days)
