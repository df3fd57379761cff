"""The days of a case's moments as endpoints see them: nothing is found of a patient after death."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import inf
from typing import Protocol

import attrs

from timeline.analysis.response.differences import Days, Differences
from timeline.chronology import Chronology
from timeline.model.case import Point
from timeline.model.moments import DayNumber, On
from timeline.model.truth import Truth

ORIGIN = Point("")
"""The day that days are counted from."""

_Span = tuple[Days, Days]


class Dates:
    """The days of a case's moments, each looked up once.

    ``hubs`` are the moments that others are mostly measured from: what is solved for one of them
    serves all. ``as_recorded`` takes dates as they stand where a case contradicts itself, each
    by itself, as the rows of a data set do; only what has no date of its own is placed by others.
    ``known`` are the differences between them, to which orders add what they learn.
    """

    def __init__(
        self, chronology: Chronology, hubs: Iterable[Point] = (), *, as_recorded: bool = False
    ) -> None:
        solution: _Solution = chronology
        if as_recorded and not chronology.consistent:
            solution = _Recorded(chronology)
        self.calendar = chronology.calendar
        self._chronology = chronology if solution is chronology else None
        self._moments = _Moments(solution, frozenset(hubs))
        # Neither refers to the other's owner: a case is forgotten without a garbage collector.
        self.known = Differences(self._moments.apart, ORIGIN, self._moments.fixed)

    @property
    def spans(self) -> Mapping[Point, _Span]:
        """The earliest and the latest day of each moment."""
        return self._moments.spans

    def span(self, point: Point) -> _Span:
        """The earliest and the latest day of one moment."""
        return self._moments.spans[point]

    def before(self, first: Point, last: Point) -> Truth:
        """Whether words put one moment before another in the course, be it on the same day.

        They say nothing of moments that are taken as recorded.
        """
        if self._chronology is None or ORIGIN in (first, last):
            return Truth.INDETERMINATE
        return self._chronology.in_words(first, last)

    def end(self, points: Iterable[Point], death: Point) -> None:
        """What is found of a patient is found by the day of death at the latest.

        What cannot be, being dated later than any day of death, is left as it stands.
        """
        self._moments.end(points, death)


class _Moments:
    """The days of moments, and those from one to another."""

    def __init__(self, solution: _Solution, hubs: frozenset[Point]) -> None:
        self.spans = _Spans(solution)
        self._solution = solution
        self._hubs = hubs
        self._life: _Lifetime | None = None
        self._apart: dict[tuple[Point, Point], _Span] = {}

    def end(self, points: Iterable[Point], death: Point) -> None:
        """See :meth:`Dates.end`."""
        low, high = self.spans[death]
        late = [
            point
            for point in dict.fromkeys(points)
            if (span := self.spans[point])[1] > low
            and span[0] <= high
            and self._solution.apart(point, death)[1] >= 0
        ]
        if late:
            self._life = _Lifetime(self._solution, death, tuple(late))
            self.spans = _Spans(self._life)

    def fixed(self, point: Point) -> Days | None:
        """The day of a moment that can only be on one."""
        low, high = self.spans[point]
        return low if low == high else None

    def apart(self, first: Point, last: Point) -> _Span:
        """The fewest and the most days from one moment to another."""
        (a, b), (c, d) = self.spans[first], self.spans[last]
        if (a == b and c == d) or ORIGIN in (first, last):
            return c - b, d - a
        known = self._apart.get((first, last))
        if known is None:
            known = self._apart[first, last] = self._solved(first, last)
        return known

    def _solved(self, first: Point, last: Point) -> _Span:
        if last in self._hubs and first not in self._hubs:
            least, most = self.apart(last, first)
            return -most, -least
        (a, b), (c, d) = self.spans[first], self.spans[last]
        least, most = self._solution.apart(first, last)
        if self._life is not None:
            least = max(least, -self._life.most(last, first))
            most = min(most, self._life.most(first, last))
        return max(least, c - b), min(most, d - a)


class _Solution(Protocol):
    """What tells the days of a moment, and those from one to another."""

    def span(self, point: Point, /) -> _Span: ...

    def apart(self, first: Point, last: Point, /) -> _Span: ...


class _Spans(dict[Point, _Span]):
    """The earliest and the latest day of each moment, looked up when it is first asked for."""

    def __init__(self, solution: _Solution | _Lifetime) -> None:
        super().__init__({ORIGIN: (0, 0)})
        self._solution = solution

    def __missing__(self, point: Point) -> _Span:
        found = self[point] = self._solution.span(point)
        return found


@attrs.frozen
class _Lifetime:
    """A death, and what was found of the patient that dates alone do not place before it."""

    solution: _Solution
    death: Point
    found: tuple[Point, ...]

    def span(self, point: Point) -> _Span:
        """The days that are left of a moment's own."""
        apart, span = self.solution.apart, self.solution.span
        after = min([apart(found, point)[1] for found in self.found])
        lived = max([span(found)[0] for found in self.found])
        low, high = span(point)
        return (
            max(low, lived - apart(point, self.death)[1]),
            min(high, span(self.death)[1] + after),
        )

    def most(self, first: Point, last: Point) -> Days:
        """The most days from one moment to another by way of the death: none is found after it."""
        apart = self.solution.apart
        after = min([apart(point, last)[1] for point in self.found])
        return apart(first, self.death)[1] + after


class _Recorded:
    """The dates of a case as they are written, each by itself."""

    def __init__(self, chronology: Chronology) -> None:
        self._written: dict[Point, _Span] = {}
        self._chronology = chronology
        for event in chronology.case:
            for edge in event.edges:
                moment = event.moment(edge)
                if moment is None or len(moment.alternatives) != 1:
                    continue
                for term in moment.alternatives[0]:
                    if isinstance(term, On):
                        first, last = term.date.earliest, term.date.latest
                    elif isinstance(term, DayNumber) and not chronology.calendar:
                        first, last = term.first, term.last
                    else:
                        continue
                    low, high = -inf if first is None else first, inf if last is None else last
                    self._written[Point(event.id, edge)] = low, high

    def span(self, point: Point) -> _Span:
        """The days that are written; else what other statements allow."""
        return self._written.get(point) or self._chronology.span(point)

    def apart(self, first: Point, last: Point) -> _Span:
        """The days between them when neither tells of the other."""
        if first == last:
            return 0, 0
        (a, b), (c, d) = self.span(first), self.span(last)
        return c - b, d - a
