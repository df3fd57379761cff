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

from timeline.chronology.network import Arc, Network
from timeline.chronology.statements import Constraint, Limits, Statement
from timeline.model.case import CUT_OFF
from timeline.model.moments import Basis

MAX_TRIALS = 400
"""Consistency checks spent on looking for further conflicts; then the list is said incomplete."""

_MAX_STEPS = 5_000
_MAX_SCENARIOS = 64


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
    """The conflicts found; ``complete`` is False when the search stopped at its limit."""

    found: tuple[Conflict, ...]
    complete: bool = True


def minimal_conflicts(
    stated: Iterable[Statement], *, calendar: bool = True, trials: int = MAX_TRIALS
) -> Conflicts:
    """Every minimal conflict among ``stated``, in the order of their first members.

    ``calendar`` is that of the chronology: whether any calendar date is stated. The number of
    minimal conflicts can grow exponentially, so at most ``trials`` consistency checks are made.
    """
    search = _Search(tuple(stated), calendar=calendar)
    found, complete = search.all(trials)
    return Conflicts(
        tuple(
            Conflict(tuple(search.statements[number] for number in members))
            for members in sorted(sorted(conflict) for conflict in found)
        ),
        complete,
    )


class _Search:
    """The statements in dispute, by number, and the definitions that hold in any case."""

    def __init__(self, stated: tuple[Statement, ...], *, calendar: bool) -> None:
        self.calendar = calendar
        self.statements = tuple(s for s in stated if s.basis is not Basis.DEFINITION)
        self._definitions = tuple(s for s in stated if s.basis is Basis.DEFINITION)
        self._events = [
            # The cut-off is tied to every event, and ties none of them to another.
            frozenset(point.event for point in definition.points if point.event != CUT_OFF)
            for definition in self._definitions
        ]
        self._about: dict[str, list[int]] = {}
        for number, events in enumerate(self._events):
            for event in events:
                self._about.setdefault(event, []).append(number)

    def all(self, trials: int) -> tuple[set[frozenset[int]], bool]:
        """Depth first through the hitting-set tree: one descent meets every independent one."""
        found: set[frozenset[int]] = set()
        seen: set[frozenset[int]] = set()
        left: list[frozenset[int]] = [frozenset()]
        steps = 0
        while left:
            gone = left.pop()
            steps += 1
            conflict = next((known for known in found if not known & gone), None)
            if conflict is None:
                if trials <= 0 or steps > _MAX_STEPS:
                    return found, False
                trials -= 1
                conflict = self.one(n for n in range(len(self.statements)) if n not in gone)
                if conflict is None:
                    continue
                found.add(conflict)
            for number in conflict:
                further = gone | {number}
                if further not in seen and len(seen) < _MAX_STEPS:
                    seen.add(further)
                    left.append(further)
        return found, len(seen) < _MAX_STEPS

    def one(self, candidates: Iterable[int]) -> frozenset[int] | None:
        """A minimal conflict among the candidates, or None when they fit together."""
        core = self.core(tuple(candidates))
        if core is None:
            return None
        for number in core:
            if number in core:
                smaller = self.core(tuple(n for n in core if n != number))
                core = core if smaller is None else smaller
        return frozenset(core)

    def core(self, candidates: tuple[int, ...]) -> tuple[int, ...] | None:
        """Statements that suffice for a contradiction, few but perhaps not minimal; or None."""
        chosen = [self.statements[number] for number in candidates]
        background = self._relevant(chosen)
        needed: set[int] = set()
        for scenario in _scenarios((*chosen, *background)):
            tracer = _Tracer((*chosen, *background), scenario, calendar=self.calendar)
            blamed = tracer.contradiction()
            if blamed is None:
                return None
            needed.update(candidates[place] for place in blamed if place < len(candidates))
        smaller = tuple(number for number in candidates if number in needed)
        # A bound may have been set anew since it was passed on; then the trace misses a statement.
        if len(smaller) < len(candidates) and self.core(smaller) is None:
            return candidates
        return smaller

    def _relevant(self, chosen: Iterable[Statement]) -> list[Statement]:
        """The definitions about the events of the statements, and those these lead to."""
        left = [point.event for statement in chosen for point in statement.points]
        reached, used = set(left), set[int]()
        while left:
            for number in self._about.get(left.pop(), ()):
                if number not in used:
                    used.add(number)
                    further = self._events[number] - reached
                    reached |= further
                    left += further
        return [self._definitions[number] for number in sorted(used)]


def _scenarios(chosen: Sequence[Statement]) -> Iterator[tuple[tuple[Constraint, ...], ...]]:
    """Every choice among ``A or B`` readings; beyond the limit a statement is left out."""
    choices: list[tuple[tuple[Constraint, ...], ...]] = []
    count = 1
    for statement in chosen:
        count *= len(statement.alternatives)
        if count > _MAX_SCENARIOS:
            count //= len(statement.alternatives)
            choices.append(((),))
        else:
            choices.append(statement.alternatives)
    return product(*choices)


class _Tracer(Network):
    """A network that remembers which statement, by its place, set each bound."""

    def __init__(
        self,
        chosen: Sequence[Statement],
        scenario: Sequence[tuple[Constraint, ...]],
        *,
        calendar: bool,
    ) -> None:
        points = dict.fromkeys(point for statement in chosen for point in statement.points)
        super().__init__(tuple(points), calendar=calendar)
        self._scenario = scenario
        self._source: dict[Arc, int] = {}
        self._set_by: dict[tuple[str, int], tuple[int, int | None]] = {}

    def contradiction(self) -> set[int] | None:
        """The places of the statements behind the first contradiction met; None when all hold."""
        for place, constraints in enumerate(self._scenario):
            for constraint in constraints:
                if isinstance(constraint, Limits):
                    self._note_limits(place, constraint)
                else:
                    self._source.setdefault(self._arc(constraint), place)
        if self.add(constraint for constraints in self._scenario for constraint in constraints):
            return None
        return {*self._trail("low", self.failed), *self._trail("high", self.failed)}

    def _note_limits(self, place: int, limits: Limits) -> None:
        node = self.index[limits.point]
        if limits.earliest is not None and limits.earliest > self.low[node]:
            self.low[node] = limits.earliest
            self._set_by["low", node] = (place, None)
        if limits.latest is not None and limits.latest < self.high[node]:
            self.high[node] = limits.latest
            self._set_by["high", node] = (place, None)

    def _note(self, arc: Arc, node: int) -> None:
        at_least, first, last, *_ = arc
        side = "low" if at_least == (node == last) else "high"
        self._set_by[side, node] = (self._source[arc], first if node == last else last)

    def _trail(self, side: str, node: int | None) -> Iterator[int]:
        """From a bound back to the statements it came from; a circle ends where it closes."""
        passed: set[int] = set()
        while node is not None and node not in passed and (side, node) in self._set_by:
            passed.add(node)
            place, node = self._set_by[side, node]
            yield place
