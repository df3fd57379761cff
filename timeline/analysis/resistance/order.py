"""Where one moment lies to another and to a line of therapy: surely, surely not, or either way."""

from __future__ import annotations

import enum
from itertools import zip_longest

import attrs

from timeline.analysis.lines import Line
from timeline.chronology import Chronology
from timeline.model.case import Point
from timeline.model.truth import Truth, all_of


class Side(enum.IntEnum):
    """Where a moment lies to a line: by its first day, on it or after it, after the next began.

    A line reaches to the first day of the next one, for what is sampled when a treatment fails
    belongs to it although the last dose may have been earlier.
    """

    BEFORE = 0
    WITHIN = 1
    BEYOND = 2


def later(chronology: Chronology, first: Point, last: Point) -> Truth:
    """Whether ``last`` is at least a day after ``first``."""
    if first == last:
        return Truth.FALSE
    a, b = chronology.span(first), chronology.span(last)
    if a[1] < b[0]:
        return Truth.TRUE  # the bounds say so; no pair has to be solved
    if b[1] <= a[0]:
        return Truth.FALSE
    least, most = chronology.apart(first, last)
    if least > 0:
        return Truth.TRUE
    return Truth.FALSE if most <= 0 else Truth.INDETERMINATE


@attrs.frozen
class Course:
    """One line of therapy and the first day of the one after it; None when it is the last."""

    line: Line
    following: Point | None

    def sides(self, chronology: Chronology, point: Point) -> tuple[Side, ...]:
        """Where a moment may lie to this line: one side when that is sure."""
        begun = later(chronology, self.line.start, point)
        left = Truth.FALSE
        if self.following is not None:
            left = later(chronology, self.following, point)
        possible = []
        if begun is not Truth.TRUE:
            possible.append(Side.BEFORE)
        if begun is not Truth.FALSE and left is not Truth.TRUE:
            possible.append(Side.WITHIN)
        if begun is not Truth.FALSE and left is not Truth.FALSE:
            possible.append(Side.BEYOND)
        return tuple(possible)

    def within(self, chronology: Chronology, point: Point) -> Truth:
        """Whether a moment lies after this line's first day and not after the next line's."""
        sides = self.sides(chronology, point)
        if Side.WITHIN not in sides:
            return Truth.FALSE
        return Truth.TRUE if len(sides) == 1 else Truth.INDETERMINATE


def courses(lines: tuple[Line, ...]) -> tuple[Course, ...]:
    """Each line with the first day of the next."""
    starts = [line.start for line in lines]
    return tuple(Course(line, following) for line, following in zip_longest(lines, starts[1:]))


def between(
    chronology: Chronology, first: Point | None, last: Point, lines: tuple[Line, ...]
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The lines surely, and those only possibly, begun from ``first`` on and before ``last``.

    Without a ``first`` moment every line begun before ``last`` is.
    """
    sure, possible = [], []
    for line in lines:
        since = Truth.TRUE if first is None else ~later(chronology, line.start, first)
        held = all_of((since, later(chronology, line.start, last)))
        if held is Truth.TRUE:
            sure.append(line)
        elif held is Truth.INDETERMINATE:
            possible.append(line)
    return tuple(sure), tuple(possible)
