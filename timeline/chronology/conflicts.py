"""Why do these statements not fit together? Every minimal conflict among them.

A minimal conflict is a set of statements that cannot all hold while any smaller part of it can
(a minimal unsatisfiable subset). One is found by tracing which statements set the bounds that
collide, then leaving out each that is not needed (deletion filter); all of them by a hitting-set
tree (Reiter 1987): to find another, some member of each known one has to go. What words mean (a
start precedes its end) is not in dispute and never a member.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

import attrs

from timeline.budgets import BUDGET
from timeline.chronology.network import Arc, Network
from timeline.chronology.scenarios import common, ways
from timeline.chronology.statements import Constraint, Limits, Statement
from timeline.model.case import CUT_OFF, Point
from timeline.model.moments import Basis

_MAX_STEPS = 5_000

_WIDER = -1


@attrs.frozen
class Conflict:
    """Statements that contradict each other; each member is needed for the contradiction."""

    statements: tuple[Statement, ...]

    @property
    def assumed(self) -> bool:
        """Whether an assumption is among the members, so that it may be the one to give way."""
        return any(statement.basis is Basis.ASSUMED for statement in self.statements)


@attrs.frozen
class Conflicts:
    """The conflicts found; ``complete`` is False when the search stopped at its limit.

    ``trials`` is how often it was tried whether statements fit together.
    """

    found: tuple[Conflict, ...]
    complete: bool = True
    trials: int = 0


def minimal_conflicts(
    stated: Iterable[Statement], *, calendar: bool = True, trials: int = BUDGET.trials
) -> Conflicts:
    """Every minimal conflict among ``stated``, in the order of their first members.

    ``calendar`` is that of the chronology: whether any calendar date is stated. The number of
    minimal conflicts can grow exponentially, so at most ``trials`` consistency checks are made.
    """
    search = _Search(tuple(stated), calendar=calendar)
    found, left = search.all(trials)
    return Conflicts(
        tuple(
            Conflict(tuple(search.stated[number] for number in members))
            for members in sorted(sorted(conflict) for conflict in found)
        ),
        left is not None,
        trials - (left or 0),
    )


class Parts:
    """Statements by the moments they speak of: what has to do with some of them, and what has not.

    The cut-off comes after every event, and so ties none of them to another by that alone: of what
    is told of it, only its own date is followed, unless it is asked about.
    """

    def __init__(self, stated: Sequence[Statement]) -> None:
        self.stated = stated
        self._about: dict[Point, list[int]] = {}
        for number, statement in enumerate(stated):
            for point in dict.fromkeys(statement.points):
                self._about.setdefault(point, []).append(number)
        cut_off = [point for point in self._about if point.event == CUT_OFF]
        self._cut_off = {
            number
            for point in cut_off
            for number in self._about[point]
            if set(stated[number].points) == {point}
        }

    def around(self, points: Iterable[Point]) -> list[Statement]:
        """The statements that lead to these moments, in order."""
        left = list(points)
        reached, used = set(left), set(self._cut_off)
        while left:
            for number in self._about.get(left.pop(), ()):
                if number not in used:
                    used.add(number)
                    told = self.stated[number].points
                    further = {p for p in told if p not in reached and p.event != CUT_OFF}
                    reached |= further
                    left += further
        return [self.stated[number] for number in sorted(used)]


class Definitions:
    """What words mean, found by the events it speaks of."""

    def __init__(self, stated: Sequence[Statement]) -> None:
        # The cut-off is tied to every event, and ties none of them to another.
        self._events = {
            number: {point.event for point in statement.points if point.event != CUT_OFF}
            for number, statement in enumerate(stated)
            if statement.basis is Basis.DEFINITION
        }
        self._about: dict[str, list[int]] = {}
        for number, events in self._events.items():
            for event in events:
                self._about.setdefault(event, []).append(number)

    def about(self, events: Iterable[str]) -> set[int]:
        """The places of the definitions about these events, and about those they lead to."""
        left = list(events)
        reached, used = set(left), set[int]()
        while left:
            for number in self._about.get(left.pop(), ()):
                if number not in used:
                    used.add(number)
                    further = self._events[number] - reached
                    reached |= further
                    left += further
        return used


class _Search:
    """The statements by number; those in dispute, and the definitions that hold in any case."""

    def __init__(self, stated: tuple[Statement, ...], *, calendar: bool) -> None:
        self.stated = stated
        self._disputed = [n for n, s in enumerate(stated) if s.basis is not Basis.DEFINITION]
        self._events = [{point.event for point in statement.points} for statement in stated]
        self._definitions = Definitions(stated)
        self._tracer = _Tracer(stated, calendar=calendar)

    def all(self, trials: int) -> tuple[set[frozenset[int]], int | None]:
        """Depth first through the hitting-set tree: one descent meets every independent one.

        With the trials that are left; None where they did not suffice.
        """
        found: set[frozenset[int]] = set()
        seen: set[frozenset[int]] = set()
        left: list[frozenset[int]] = [frozenset()]
        while left:
            gone = left.pop()
            conflict = next((known for known in found if not known & gone), None)
            if conflict is None:
                if trials <= 0 or len(seen) >= _MAX_STEPS:
                    return found, None
                trials -= 1
                conflict = self._one(n for n in self._disputed if n not in gone)
                if conflict is None:
                    continue
                found.add(conflict)
            for number in conflict:
                further = gone | {number}
                if further not in seen and len(seen) < _MAX_STEPS:
                    seen.add(further)
                    left.append(further)
        return found, trials if len(seen) < _MAX_STEPS else None

    def _one(self, candidates: Iterable[int]) -> frozenset[int] | None:
        """A minimal conflict among the candidates, or None when they fit together."""
        core = self._core(frozenset(candidates))
        if core is None:
            return None
        for number in sorted(core):
            if number in core:
                smaller = self._core(core - {number})
                core = core if smaller is None else smaller
        return core

    def _core(self, candidates: frozenset[int]) -> frozenset[int] | None:
        """Statements that suffice for a contradiction, few but perhaps not minimal; or None."""
        events = {event for number in candidates for event in self._events[number]}
        active = candidates | self._definitions.about(events)
        needed: set[int] = set()
        for scenario in self._scenarios(active):
            blamed = self._tracer.contradiction(active, scenario)
            if blamed is None:
                return None
            needed |= blamed
        core = candidates & needed
        # A bound may have been set anew since it was passed on; then the trace misses a statement.
        if len(core) < len(candidates) and self._core(core) is None:
            return candidates
        return core

    def _scenarios(self, active: Iterable[int]) -> Iterator[dict[int, int]]:
        """Every choice among ``A or B``; -1 where there are too many, and one is read wider."""
        numbers = sorted(active)
        choices: dict[int, Iterable[int]] = {}
        found, _ = ways([self.stated[number] for number in numbers])
        for number, readings in zip(numbers, found, strict=True):
            count = len(self.stated[number].alternatives)
            if count > 1:
                choices[number] = range(count) if len(readings) == count else (_WIDER,)
        for chosen in product(*choices.values()):
            yield dict(zip(choices, chosen, strict=True))


def _readings(statement: Statement) -> tuple[tuple[Constraint, ...], ...]:
    """The readings of a statement, the last (:data:`_WIDER`) what they have in common."""
    readings = statement.alternatives
    return readings if len(readings) == 1 else (*readings, common(readings))


class _Tracer(Network):
    """The network of all statements, of which some are active; it remembers who set each bound."""

    def __init__(self, stated: Sequence[Statement], *, calendar: bool) -> None:
        points = dict.fromkeys(point for statement in stated for point in statement.points)
        super().__init__(tuple(points), calendar=calendar)
        self._size = len(points)
        self._ways = [
            [self._compiled(constraints) for constraints in _readings(statement)]
            for statement in stated
        ]
        self._source: dict[Arc, int] = {}
        self._set_by: dict[tuple[str, int], tuple[int, int | None]] = {}

    def _compiled(
        self, constraints: Iterable[Constraint]
    ) -> tuple[list[tuple[int, Limits]], list[Arc]]:
        limits = [(self.index[c.point], c) for c in constraints if isinstance(c, Limits)]
        return limits, [self._arc(c) for c in constraints if not isinstance(c, Limits)]

    def contradiction(self, active: Iterable[int], scenario: dict[int, int]) -> set[int] | None:
        """The statements behind the first contradiction among these; None when all hold."""
        low, high = [-float("inf")] * self._size, [float("inf")] * self._size
        self._arcs = [[] for _ in range(self._size)]
        self._source.clear()
        self._set_by.clear()
        touched: dict[int, None] = {}
        for number in sorted(active):
            limits, arcs = self._ways[number][scenario.get(number, 0)]
            for node, limit in limits:
                touched[node] = None
                if limit.earliest is not None and limit.earliest > low[node]:
                    low[node] = limit.earliest
                    self._set_by["low", node] = (number, None)
                if limit.latest is not None and limit.latest < high[node]:
                    high[node] = limit.latest
                    self._set_by["high", node] = (number, None)
            for arc in arcs:
                self._source.setdefault(arc, number)
                for node in {arc[1], arc[2]}:
                    touched[node] = None
                    self._arcs[node].append(arc)
        self.low, self.high = low, high
        if self._propagate(low, high, touched) and self._undated_hold(touched):
            return None
        return {*self._trail("low", self.failed), *self._trail("high", self.failed)}

    def _note(self, arc: Arc, node: int) -> None:
        at_least, first, last, *_ = arc
        side = "low" if at_least == (node == last) else "high"
        self._set_by[side, node] = (self._source[arc], first if node == last else last)

    def _trail(self, side: str, node: int | None) -> Iterator[int]:
        """From a bound back to the statements it came from; a circle ends where it closes."""
        passed: set[int] = set()
        while node is not None and node not in passed and (side, node) in self._set_by:
            passed.add(node)
            number, node = self._set_by[side, node]
            yield number
