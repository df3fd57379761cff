"""Where a moment lies to another and to the lines of therapy: surely, surely not, or either."""

from __future__ import annotations

import enum
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate, zip_longest

import attrs

from timeline.analysis.lines import Line
from timeline.chronology import Chronology
from timeline.model.case import Point
from timeline.model.truth import Truth


class Side(enum.IntEnum):
    """Where a moment lies to a line: by its first day, on it or after it, after the next began.

    A line reaches to the first day of the next one, for what is sampled when a treatment fails
    belongs to it although the last dose may have been earlier.
    """

    BEFORE = 0
    WITHIN = 1
    BEYOND = 2


_YES, _NO, _MAYBE = Truth.TRUE, Truth.FALSE, Truth.INDETERMINATE
_SIDES = {
    (_YES, _YES): (Side.BEYOND,),
    (_YES, _NO): (Side.WITHIN,),
    (_YES, _MAYBE): (Side.WITHIN, Side.BEYOND),
    (_NO, _YES): (Side.BEFORE,),
    (_NO, _NO): (Side.BEFORE,),
    (_NO, _MAYBE): (Side.BEFORE,),
    (_MAYBE, _YES): (Side.BEFORE, Side.BEYOND),
    (_MAYBE, _NO): (Side.BEFORE, Side.WITHIN),
    (_MAYBE, _MAYBE): (Side.BEFORE, Side.WITHIN, Side.BEYOND),
}
"""Where a moment may lie by whether a line, and the one after it, had begun before it."""


@attrs.frozen
class LineSpan:
    """One line of therapy and the first day of the one after it; None when it is the last."""

    line: Line
    following: Point | None

    def sides(self, chronology: Chronology, point: Point) -> tuple[Side, ...]:
        """Where a moment may lie to this line: one side when that is sure."""
        left = Truth.FALSE
        if self.following is not None:
            left = chronology.before(self.following, point)
        return _SIDES[chronology.before(self.line.start, point), left]

    def within(self, chronology: Chronology, point: Point) -> Truth:
        """Whether a moment lies after this line's first day and not after the next line's."""
        return _within(self.sides(chronology, point))


def _within(sides: tuple[Side, ...]) -> Truth:
    if Side.WITHIN not in sides:
        return Truth.FALSE
    return Truth.TRUE if len(sides) == 1 else Truth.INDETERMINATE


def courses(lines: tuple[Line, ...]) -> tuple[LineSpan, ...]:
    """Each line with the first day of the next."""
    starts = [line.start for line in lines]
    return tuple(LineSpan(line, following) for line, following in zip_longest(lines, starts[1:]))


@attrs.frozen
class Begun:
    """Which lines had begun before a moment, lines by their place from 0 on.

    Those before ``sure`` had, those from ``none`` on had not, ``open_`` is said of those between.
    """

    sure: int
    none: int
    open_: tuple[Truth, ...]

    def line(self, place: int) -> Truth:
        """Whether this line had begun; false beyond the last line."""
        if place < self.sure:
            return Truth.TRUE
        return Truth.FALSE if place >= self.none else self.open_[place - self.sure]

    def sides(self, place: int) -> tuple[Side, ...]:
        """Where the moment may lie to this line: one side when that is sure."""
        return _SIDES[self.line(place), self.line(place + 1)]

    def within(self, place: int) -> Truth:
        """Whether the moment lies after this line's first day and not after the next line's."""
        return _within(self.sides(place))

    @property
    def near(self) -> range:
        """The lines within which the moment may lie, earlier and later ones left out."""
        return range(max(self.sure - 1, 0), self.none)


class Starts:
    """The first days of the lines of a case, asked of many moments."""

    def __init__(self, chronology: Chronology, lines: tuple[Line, ...]) -> None:
        self.lines = lines
        self._chronology = chronology
        self._points = [line.start for line in lines]
        spans = [chronology.span(point) for point in self._points]
        # The day by which all lines up to one had begun, and that before which none from it on had:
        # neither falls from line to line, also where the lines' own bounds do.
        self._latest = list(accumulate([latest for _, latest in spans], max))
        self._earliest = list(accumulate([earliest for earliest, _ in reversed(spans)], min))[::-1]

    def begun(self, point: Point) -> Begun:
        """Which lines had begun before a moment."""
        earliest, latest = self._chronology.span(point)
        sure = bisect_left(self._latest, earliest)
        none = max(sure, bisect_right(self._earliest, latest))
        open_ = [self._chronology.before(start, point) for start in self._points[sure:none]]
        while open_ and open_[-1] is Truth.FALSE:
            open_.pop()
        while open_ and open_[0] is Truth.TRUE:
            del open_[0]
            sure += 1
        return Begun(sure, sure + len(open_), tuple(open_))

    def ended(self, place: int, point: Point) -> bool:
        """Whether a line surely had ended before a moment."""
        end = self.lines[place].end
        return end is not None and self._chronology.before(end, point) is Truth.TRUE

    def between(self, first: Begun | None, last: Begun) -> tuple[list[int], list[int]]:
        """The places of the lines surely, and only possibly, begun from one moment to another.

        That is, from ``first`` on and before ``last``. Without a ``first`` moment every line begun
        before ``last`` is.
        """
        sure, possible = [], []
        for place in range(0 if first is None else first.sure, last.none):
            before = Truth.FALSE if first is None else first.line(place)
            by_then = last.line(place)
            if before is Truth.FALSE and by_then is Truth.TRUE:
                sure.append(place)
            elif before is not Truth.TRUE and by_then is not Truth.FALSE:
                possible.append(place)
        return sure, possible


class Layout:
    """Where each of many moments lies to each line, moments and lines by their places."""

    def __init__(self, starts: Starts, points: Iterable[Point]) -> None:
        self._starts = starts
        self._points = tuple(points)
        self._ended: dict[tuple[int, int], bool] = {}
        self.begun = [starts.begun(point) for point in self._points]
        self.near: list[list[tuple[int, tuple[Side, ...]]]] = [[] for _ in starts.lines]
        self._homes: list[list[int]] = [[] for _ in self.begun]
        for place, begun in enumerate(self.begun):
            for line in begun.near:
                sides = begun.sides(line)
                self.near[line].append((place, sides))
                if sides == (Side.WITHIN,):
                    self._homes[place].append(line)

    def sides(self, place: int, line: int) -> tuple[Side, ...]:
        """Where a moment may lie to a line: one side when that is sure."""
        return self.begun[place].sides(line)

    def ended(self, place: int, line: int) -> bool:
        """Whether a line surely had ended before a moment."""
        known = self._ended.get((place, line))
        if known is None:
            known = self._ended[place, line] = self._starts.ended(line, self._points[place])
        return known

    def home(self, places: tuple[int, ...]) -> int | None:
        """The first line within which all of these moments, at least one, surely lie."""
        homes = [self._homes[place] for place in places]
        shared = (line for line in homes[0] if all(line in home for home in homes))
        return next(shared, None)
