"""How far moments lie apart, closed after each thing that is learned of them.

A system of differences (Dechter, Meiri & Pearl 1991): for every pair the most days from one to the
other. Moments come in when they are first spoken of; what is learned makes another system, once.
A moment whose day is known is the origin so many days on, so that it takes no row of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from operator import add, sub

from timeline.budgets import BUDGET
from timeline.model.case import Point

_PAIR = 8  # what is told of a pair takes the room of so many numbers in a row

Days = float
"""A day or a number of days; minus or plus infinity where nothing is known."""

Apart = Callable[[Point, Point], tuple[Days, Days]]
"""The fewest and the most days from one moment to another, before anything is learned."""

Fixed = Callable[[Point], Days | None]
"""The day of a moment, where it is known."""


class Differences:
    """The most days from each moment to each, in rows; before anything is learned, as they stand.

    What was learned makes another of it (:meth:`learned`), the same for the same, so that all who
    hear the same answers share it. What was told of a pair once is told again.
    """

    __slots__ = (
        "_apart",
        "_beyond",
        "_fixed",
        "_kept",
        "_most",
        "_origin",
        "_pairs",
        "_places",
        "_rows",
    )

    def __init__(
        self, apart: Apart, origin: Point, fixed: Fixed, kept: Counter[str] | None = None
    ) -> None:
        self._apart = apart
        self._origin = origin
        self._fixed = fixed
        self._pairs: dict[tuple[Point, Point], tuple[Days, Days]] = {}
        self._beyond: dict[tuple[Point, Point, Days], Differences] = {}
        self._places: dict[Point, tuple[int, Days]] = {}  # none until something is learned
        self._rows: list[Point] = []
        self._most: list[list[Days]] = []
        self._kept = Counter() if kept is None else kept  # shared by all that was learned

    def between(self, first: Point, last: Point) -> tuple[Days, Days]:
        """The fewest and the most days from ``first`` to ``last``."""
        found = self._pairs.get((first, last))
        if found is None:
            found = self._worked_out(first, last)
            if not self._places or self._kept["pairs"] < BUDGET.differences // _PAIR:
                self._kept["pairs"] += 1
                self._pairs[first, last] = found
        return found

    def forget(self) -> None:
        """Drop what was learned where it takes much memory; the answers stay the same."""
        if self._kept["rows"] + _PAIR * self._kept["pairs"] > BUDGET.differences:
            self._beyond.clear()
            self._kept.clear()

    def learned(self, first: Point, last: Point, most: Days) -> Differences:
        """The differences once ``last`` is known to be at most so many days after ``first``."""
        fact = first, last, most
        found = self._beyond.get(fact)
        if found is None:
            found = self._beyond[fact] = self._narrowed(first, last, most)
        return found

    def _worked_out(self, first: Point, last: Point) -> tuple[Days, Days]:
        if first == last:
            return 0, 0
        if not self._places:
            return self._apart(first, last)
        i, before = self._include(first)
        j, after = self._include(last)
        days = after - before
        return days - self._most[j][i], days + self._most[i][j]

    def _include(self, point: Point) -> tuple[int, Days]:
        """The row of a moment, and the days from there to it.

        A new one is taken in with what was learned of the others.
        """
        place = self._places.get(point)
        if place is None:
            day = self._fixed(point)
            place = self._places[point] = (len(self._most), 0) if day is None else (0, day)
            if day is None:
                self._take_in(point)
        return place

    def _take_in(self, point: Point) -> None:
        rows = self._most
        apart = [self._apart(point, other) for other in self._rows]
        least = [fewest for fewest, _ in apart]
        most = [longest for _, longest in apart]
        back = [min(map(sub, row, least)) for row in rows]
        away = [min(map(add, most, column)) for column in zip(*rows, strict=True)]
        for row, days in zip(rows, back, strict=True):
            row.append(days)
        rows.append([*away, 0])
        self._kept["rows"] += 2 * len(rows)
        self._rows.append(point)

    def _narrowed(self, first: Point, last: Point, most: Days) -> Differences:
        """What is left of all ways when those over the new bound are shorter."""
        beyond = Differences(self._apart, self._origin, self._fixed, self._kept)
        self._kept["rows"] += len(self._most) ** 2
        if self._places:
            beyond._places = self._places.copy()
            beyond._rows = self._rows.copy()
            beyond._most = [row.copy() for row in self._most]
        else:
            beyond._places = {self._origin: (0, 0)}
            beyond._rows = [self._origin]
            beyond._most = [[0]]
        beyond._learn(first, last, most)
        return beyond

    def _learn(self, first: Point, last: Point, most: Days) -> None:
        i, before = self._include(first)
        j, after = self._include(last)
        most += before - after
        rows = self._most
        rest = rows[j]
        for row in rows:
            head = row[i] + most
            if head < row[j]:
                row[:] = [
                    old if old <= (new := head + days) else new
                    for old, days in zip(row, rest, strict=True)
                ]
