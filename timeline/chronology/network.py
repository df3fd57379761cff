"""The temporal network: tightest bounds by propagation to a fixed point.

Every constraint is ``x[j] >= f(x[i])`` or ``x[j] <= f(x[i])`` with f monotone, so the solutions
form a lattice: the least and the greatest solution exist, are reached by propagation, and are
exact, also through calendar months, which constant day lengths are not (61 days where 62 is true).
For plain days this is the Simple Temporal Network of Dechter, Meiri & Pearl (1991).

Moments that no calendar date reaches are solved in the same way with months as 28 to 31 days.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from math import inf

from timeline.chronology.order import Step
from timeline.chronology.statements import Constraint, Limits, NotEarlier
from timeline.model.case import Point
from timeline.model.when import add_months, month_length_bounds

Day = float
"""An ordinal day, or minus or plus infinity where nothing is known."""

Arc = tuple[bool, int, int, int, int]
"""(at_least, i, j, months, days): ``x[j] >= x[i] + months + days``, or ``<=`` when not at_least."""

_State = tuple[list[Day], list[Day], bool, bool]

_CALENDAR_TURNS = 1_500
"""A month cycle that still moves after four years of single days moves for ever."""

_CALENDAR_WAY = 2 * 1_461
"""Nor does one stop that went so many days round and round, in however few turns: what months make
of days repeats after four years, and a cycle that found no rest in them finds none."""

_ANY_YEAR = (date(2001, 1, 1).toordinal(), date(2004, 12, 31).toordinal())
"""Four years: what months make of days repeats from then on (but for 1900 and 2100)."""


class Network:
    """Moments as numbered nodes with the constraints among them.

    ``calendar`` networks shift by calendar months; others take a month as 28 to 31 days. Where
    propagation fails, ``failed`` is the node whose bounds crossed, or that kept moving; ``moved``
    are the nodes whose bounds the last propagation changed. ``counted`` is True once any constraint
    counts days or months; until then all is order.
    """

    def __init__(self, points: Sequence[Point], *, calendar: bool = True) -> None:
        self.index = {point: number for number, point in enumerate(points)}
        self.low: list[Day] = [-inf] * len(points)
        self.high: list[Day] = [inf] * len(points)
        self.calendar = calendar
        self.months = False
        self.counted = False
        self.failed = -1
        self.moved: set[int] = set()
        self._arcs: list[list[Arc]] = [[] for _ in points]
        self._strictly: set[tuple[int, int]] = set()  # pairs that are ordered also on one day
        self._onward: list[list[int]] = []  # for each node those that an arc puts after it
        self._after: dict[int, set[int]] = {}

    def add(self, constraints: Iterable[Constraint]) -> bool:
        """Add constraints and propagate; False, with all as it was, when they cannot hold."""
        before = self._state()
        arcs, touched = self._insert(constraints)
        if self._propagate(self.low, self.high, touched) and self._undated_hold(touched):
            return True
        self._remove(arcs, before)
        return False

    def admits(self, constraints: Iterable[Constraint]) -> bool:
        """Whether the constraints could be added; nothing is changed."""
        before = self._state()
        arcs, touched = self._insert(constraints)
        holds = self._propagate(self.low, self.high, touched) and self._undated_hold(touched)
        self._remove(arcs, before)
        return holds

    def pinned(self, node: int, day: int) -> tuple[list[Day], list[Day]] | None:
        """The bounds of all nodes when ``node`` is on ``day``; None when it cannot be."""
        if not self.low[node] <= day <= self.high[node]:
            return None
        low, high = self.low.copy(), self.high.copy()
        low[node] = high[node] = day
        return (low, high) if self._propagate(low, high, [node]) else None

    def copy(self) -> Network:
        """A network of its own that says the same."""
        other = Network(())
        other.index, other.calendar = self.index, self.calendar
        other.low, other.high = self.low.copy(), self.high.copy()
        other.months, other.counted = self.months, self.counted
        other._arcs = [arcs.copy() for arcs in self._arcs]
        other._strictly = self._strictly.copy()
        return other

    def link(self, first: int, second: int, *, strictly: bool = True) -> bool:
        """Put one moment before another; False, with all as it was, where that cannot hold.

        What is undone is only what moved, so that a chain of links costs what it moves.
        """
        low, high = self.low, self.high
        if low[first] > high[second]:
            return False
        arc = (True, first, second, 0, 0)
        for node in (first, second):
            self._arcs[node].append(arc)
        if low[first] > low[second] or high[first] > high[second] or self.counted:
            undo: dict[int, tuple[Day, Day]] = {}
            held = self._propagate(low, high, (first, second), undo)
            if not held or (self.counted and not self._undated_hold((first, second))):
                for node, bounds in undo.items():
                    low[node], high[node] = bounds
                for node in (first, second):
                    self._arcs[node].remove(arc)
                return False
        if strictly:
            self._strictly.add((first, second))
        self._arcs_changed()
        return True

    def steps(self) -> Iterator[Step]:
        """What the constraints say of order, as steps from an earlier to a later moment."""
        for node, arcs in enumerate(self._arcs):
            for at_least, first, second, months, days in arcs:
                if node != first:
                    continue  # each arc stands at both its ends
                least, most = min(months, days), max(months, days)
                if at_least and least >= 0:
                    yield first, second, most > 0 or (first, second) in self._strictly
                elif not at_least and most <= 0:
                    yield second, first, least < 0

    def order(
        self, pairs: Iterable[tuple[int, int]], strictly: Iterable[tuple[int, int]] = ()
    ) -> None:
        """Take in ``x[first] <= x[second]`` that the bounds already satisfy.

        ``strictly`` are those of the pairs that are ordered also on one day.
        """
        self._arcs_changed()
        self._strictly.update(strictly)
        arcs = self._arcs
        for first, second in pairs:
            arc = (True, first, second, 0, 0)
            arcs[first].append(arc)
            arcs[second].append(arc)

    def ordered(self, first: int, second: int) -> bool:
        """Whether a chain of order puts ``first`` not after ``second``, whatever their dates."""
        if self.low[first] > self.low[second] or self.high[first] > self.high[second]:
            return False  # a chain would have brought the bounds in line
        after = self._after.get(first)
        if after is None:
            onward = self._onward or self._sort_arcs()
            after, left = {first}, [first]
            while left:
                found = [node for node in onward[left.pop()] if node not in after]
                after.update(found)
                left += found
            self._after[first] = after
        return second in after

    def _sort_arcs(self) -> list[list[int]]:
        self._onward = [[] for _ in self._arcs]
        for node, arcs in enumerate(self._arcs):
            for at_least, first, second, _, _ in arcs:
                low, high = (first, second) if at_least else (second, first)
                if low == node:
                    self._onward[node].append(high)
        return self._onward

    def _arcs_changed(self) -> None:
        self._onward = []
        self._after.clear()

    def _insert(self, constraints: Iterable[Constraint]) -> tuple[list[Arc], list[int]]:
        """The new arcs, and every node that a constraint speaks of."""
        self._arcs_changed()
        arcs: list[Arc] = []
        touched: list[int] = []
        for constraint in constraints:
            if isinstance(constraint, Limits):
                touched.append(self._limit(constraint))
            else:
                arc = self._arc(constraint)
                if isinstance(constraint, NotEarlier) and constraint.strictly:
                    self._strictly.add((arc[1], arc[2]))
                for node in {arc[1], arc[2]}:
                    self._arcs[node].append(arc)
                arcs.append(arc)
                touched += arc[1:3]
        return arcs, touched

    def _state(self) -> _State:
        """All that constraints change, but for their arcs."""
        return self.low.copy(), self.high.copy(), self.months, self.counted

    def _remove(self, arcs: Iterable[Arc], before: _State) -> None:
        self._arcs_changed()
        self.low, self.high, self.months, self.counted = before
        for arc in arcs:
            for node in {arc[1], arc[2]}:
                self._arcs[node].remove(arc)

    def _undated_hold(self, nodes: Iterable[int]) -> bool:
        """Whether moments without any bound can hold: a circle of them moves no bound by itself.

        Which days they are on is free, so that a stretch with every kind of year shows it.
        """
        tried: set[int] = set()
        for node in dict.fromkeys(nodes):
            if node not in tried and self.low[node] == -inf and self.high[node] == inf:
                low, high = self.low.copy(), self.high.copy()
                low[node], high[node] = _ANY_YEAR if self.calendar else (0, 0)
                if not self._propagate(low, high, [node]):
                    return False
                tried |= self.moved  # a circle through any of these would have shown
        return True

    def _limit(self, limits: Limits) -> int:
        node = self.index[limits.point]
        if limits.earliest is not None:
            self.low[node] = max(self.low[node], limits.earliest)
        if limits.latest is not None:
            self.high[node] = min(self.high[node], limits.latest)
        return node

    def _arc(self, constraint: NotEarlier | Constraint) -> Arc:
        assert not isinstance(constraint, Limits)
        at_least = isinstance(constraint, NotEarlier)
        months, days = constraint.shift.months, constraint.shift.days
        if months and not self.calendar:
            days += month_length_bounds(months)[0 if at_least else 1]
            months = 0
        self.months = self.months or months != 0
        self.counted = self.counted or months != 0 or days != 0
        return at_least, self.index[constraint.earlier], self.index[constraint.later], months, days

    def _propagate(
        self,
        low: list[Day],
        high: list[Day],
        touched: Iterable[int],
        undo: dict[int, tuple[Day, Day]] | None = None,
    ) -> bool:
        """Tighten both to the least and the greatest solution; False when there is none.

        ``undo`` takes the bounds of each node before it is moved.
        """
        self.moved = set()
        queue = deque(dict.fromkeys(touched))
        waiting = set(queue)
        turns = [0] * len(low)
        plain_turns = 2 * len(low) + 2  # without a cycle nothing moves more often
        most_turns = plain_turns + (_CALENDAR_TURNS if self.months else 0)
        began: dict[int, tuple[Day, Day]] = {}
        while queue:
            node = self.failed = queue.popleft()
            waiting.discard(node)
            turns[node] += 1
            if turns[node] > most_turns or low[node] > high[node]:
                return False
            if turns[node] > plain_turns:
                if not began and self._circles(node):
                    return False
                first_low, first_high = began.setdefault(node, (low[node], high[node]))
                if max(low[node] - first_low, first_high - high[node]) > _CALENDAR_WAY:
                    return False
            for arc in self._arcs[node]:
                if undo is not None:
                    undo.setdefault(arc[1], (low[arc[1]], high[arc[1]]))
                    undo.setdefault(arc[2], (low[arc[2]], high[arc[2]]))
                try:
                    moved_nodes = _tighten(arc, low, high)
                except OverflowError:  # crept past the year 1 or 9999: a cycle without end
                    return False
                for moved in moved_nodes:
                    self._note(arc, moved)
                    self.moved.add(moved)
                    if low[moved] > high[moved]:
                        self.failed = moved
                        return False
                    if moved not in waiting:
                        waiting.add(moved)
                        queue.append(moved)
        return True

    def _circles(self, node: int) -> bool:
        """Whether statements around a node lead in a circle that no calendar can close.

        Each month is taken with the days that are kindest to the circle: what does not close even
        then need not be followed day by day. Longest paths (Bellman and Ford).
        """
        arcs: set[Arc] = set()
        reached, left = {node}, [node]
        while left:
            for arc in self._arcs[left.pop()]:
                arcs.add(arc)
                further = {arc[1], arc[2]} - reached
                reached |= further
                left += further
        steps = []
        for at_least, first, second, months, days in arcs:
            least, most = month_length_bounds(months)
            steps.append(
                (first, second, least + days) if at_least else (second, first, -most - days)
            )
        furthest = dict.fromkeys(reached, 0)
        for _ in reached:
            moved = False
            for here, there, days in steps:
                if furthest[here] + days > furthest[there]:
                    furthest[there] = furthest[here] + days
                    moved = True
            if not moved:
                return False
        return True

    def _note(self, arc: Arc, node: int) -> None:
        """A bound of ``node`` was moved by ``arc``: for who wants to know why, see `conflicts`."""


def _tighten(arc: Arc, low: list[Day], high: list[Day]) -> tuple[int, ...]:
    """Apply one inequality to both its ends; the nodes that moved."""
    at_least, i, j, months, days = arc
    moved: tuple[int, ...] = ()
    if at_least:
        if low[i] != -inf and (day := _shift(low[i], months, days)) > low[j]:
            low[j], moved = day, (j,)
        if high[j] != inf and (day := _last_reaching(high[j], months, days)) < high[i]:
            high[i], moved = day, (*moved, i)
    else:
        if high[i] != inf and (day := _shift(high[i], months, days)) < high[j]:
            high[j], moved = day, (j,)
        if low[j] != -inf and (day := _first_reaching(low[j], months, days)) > low[i]:
            low[i], moved = day, (*moved, i)
    return moved


def _shift(day: Day, months: int, days: int) -> Day:
    return add_months(int(day), months) + days if months else day + days


@lru_cache(maxsize=65_536)
def _last_reaching(day: Day, months: int, days: int) -> Day:
    """The last x with ``x + months + days <= day``."""
    if not months:
        return day - days
    target = int(day) - days
    x = add_months(target, -months)  # never beyond it: a month end that clamps stays before
    while add_months(x + 1, months) <= target:
        x += 1
    return x


@lru_cache(maxsize=65_536)
def _first_reaching(day: Day, months: int, days: int) -> Day:
    """The first x with ``x + months + days >= day``."""
    if not months:
        return day - days
    target = int(day) - days
    x = add_months(target, -months)
    while add_months(x, months) < target:
        x += 1
    return x
