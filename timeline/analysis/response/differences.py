"""How far moments lie apart, closed after each thing that is learned of them.

A system of differences (Dechter, Meiri & Pearl 1991): for every pair the most days from one to the
other. Moments come in when they are first spoken of.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import add, sub

from timeline.model.case import Point

Days = float
"""A day or a number of days; minus or plus infinity where nothing is known."""

Apart = Callable[[Point, Point], tuple[Days, Days]]
"""The fewest and the most days from one moment to another, before anything is learned."""


class Differences:
    """The most days from each moment to each, in rows."""

    __slots__ = ("_apart", "_most", "_places")

    def __init__(self, apart: Apart, places: dict[Point, int], most: list[list[Days]]) -> None:
        self._apart = apart
        self._places = places
        self._most = most

    @classmethod
    def of(cls, apart: Apart, origin: Point) -> Differences:
        """Nothing learned, and no moment known but one."""
        return cls(apart, {origin: 0}, [[0]])

    def copy(self) -> Differences:
        """The same, to learn something else from."""
        return Differences(self._apart, self._places.copy(), [row.copy() for row in self._most])

    def between(self, first: Point, last: Point) -> tuple[Days, Days]:
        """The fewest and the most days from ``first`` to ``last``."""
        i, j = self._places.get(first), self._places.get(last)
        if i is None or j is None:
            i, j = self.include(first), self.include(last)
        return -self._most[j][i], self._most[i][j]

    def learn(self, first: Point, last: Point, most: Days) -> None:
        """``last`` is at most so many days after ``first``."""
        i, j = self.include(first), self.include(last)
        rows = self._most
        beyond = rows[j]
        for row in rows:
            head = row[i] + most
            if head < row[j]:
                row[:] = [
                    old if old <= (new := head + rest) else new
                    for old, rest in zip(row, beyond, strict=True)
                ]

    def include(self, point: Point) -> int:
        """The row of a moment; a new one is taken in with what was learned of the others."""
        known = self._places.get(point)
        if known is not None:
            return known
        rows = self._most
        apart = [self._apart(point, other) for other in self._places]
        least = [fewest for fewest, _ in apart]
        most = [longest for _, longest in apart]
        back = [min(map(sub, row, least)) for row in rows]
        away = [min(map(add, most, column)) for column in zip(*rows, strict=True)]
        for row, days in zip(rows, back, strict=True):
            row.append(days)
        rows.append([*away, 0])
        place = self._places[point] = len(rows) - 1
        return place
