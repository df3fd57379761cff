"""What would resolve a conflict? For each of its statements alone, the value it would need.

A conflict is minimal, so changing any one member is enough; which one is wrong, only the source can
tell. The values are those the other members allow.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

import attrs

from timeline.chronology.chronology import Chronology
from timeline.chronology.conflicts import Conflict, Definitions
from timeline.chronology.statements import (
    BIRTH_POINT,
    CASE_POINTS,
    CUT_OFF_POINT,
    DAY_ZERO,
    Constraint,
    Limits,
    NotEarlier,
    NotLater,
    Statement,
    claim_constraints,
    day_zero_of,
)
from timeline.model.amounts import Reading, Shift, Unit
from timeline.model.bounds import Bounds
from timeline.model.case import Case, Point
from timeline.model.claims import IntervalClaim
from timeline.model.moments import Edge

_MOST_UNITS = 2_000
"""A stated number is looked for up to here: 2000 weeks are 38 years."""

_DAYS_OF = {Unit.DAYS: (1, 1), Unit.WEEKS: (7, 7), Unit.MONTHS: (28, 31), Unit.YEARS: (365, 366)}
"""The fewest and the most days of one unit."""

_AROUND = 3
"""By how many units a number may be off what the days say, under any reading and hedge."""


@attrs.frozen
class Repair:
    """A change of one statement that resolves a conflict.

    ``days`` is by how much the statement misses what the others allow, where that is a number.
    """

    statement: Statement
    text: str
    days: int | None = None


@attrs.frozen
class _Part:
    """The part of a case that a conflict is about: what words mean there holds in any case."""

    case: Case
    definitions: tuple[Statement, ...]
    points: tuple[Point, ...]

    @classmethod
    def of(cls, case: Case, conflict: Conflict, stated: Iterable[Statement]) -> _Part:
        """The part that some members of ``stated`` conflict in."""
        listed = list(stated)
        events = {point.event for member in conflict.statements for point in member.points}
        definitions = [listed[number] for number in sorted(Definitions(listed).about(events))]
        told = (p for s in (*definitions, *conflict.statements) for p in s.points)
        first = day_zero_of(case)
        points = dict.fromkeys((*CASE_POINTS, *told, *(() if first is None else (first,))))
        return cls(case, tuple(definitions), tuple(points))

    def solved(self, statements: Iterable[Statement]) -> Chronology:
        """What some statements say there."""
        return Chronology(self.case, [*self.definitions, *statements], self.points)


def repairs(case: Case, conflict: Conflict, stated: Iterable[Statement]) -> tuple[Repair, ...]:
    """One repair for each member of the conflict, in their order.

    ``stated`` are the statements the conflict was found among; their definitions keep holding.
    """
    part = _Part.of(case, conflict, stated)
    found = []
    for member in conflict.statements:
        others = [s for s in conflict.statements if s is not member]
        claim = claim_of(case, member)
        if claim is not None:
            repair = _of_claim(part, member, claim, others)
        elif member.path == ("assume",):
            repair = _of_order(member, part.solved(others))
        else:
            repair = _of_moment(case, member, part.solved(others))
        found.append(repair)
    return tuple(found)


def without(
    case: Case, conflict: Conflict, member: Statement, stated: Iterable[Statement]
) -> Chronology:
    """What a conflict's other members say, with the definitions about their events."""
    others = (statement for statement in conflict.statements if statement is not member)
    return _Part.of(case, conflict, stated).solved(others)


def claim_of(case: Case, statement: Statement) -> IntervalClaim | None:
    """The claim that a statement states, if it states one."""
    return next((claim for claim, path in case.lengths if path == statement.path), None)


def days_short(rest: Chronology, constraints: Iterable[Constraint]) -> int | None:
    """By how many days ``rest`` misses the constraints; None when that is no number, 0 when met."""
    missing = [_missing(rest, constraint) for constraint in constraints]
    if any(days is None for days in missing):
        return None
    return max((days for days in missing if days is not None), default=0)


def _missing(rest: Chronology, constraint: Constraint) -> int | None:
    if isinstance(constraint, Limits):
        known = rest.bounds(constraint.point)
        early = _gap(constraint.earliest, known.latest)
        late = _gap(known.earliest, constraint.latest)
        return max(early, late)
    apart = rest.duration(constraint.earlier, constraint.later)
    first = rest.bounds(constraint.earlier)
    if isinstance(constraint, NotEarlier):
        return _gap(_length(constraint.shift, first, longest=False), apart.most)
    return _gap(apart.least, _length(constraint.shift, first, longest=True))


def _length(shift: Shift, first: Bounds, *, longest: bool) -> int:
    """The days a shift takes from the most favourable day of ``first``."""
    day = first.latest if longest else first.earliest
    return shift.length(day if first.calendar else None, longest=longest)


def _gap(needed: int | None, allowed: int | None) -> int:
    return max(0, needed - allowed) if needed is not None and allowed is not None else 0


def _of_order(member: Statement, rest: Chronology) -> Repair:
    (constraint,) = member.alternatives[0]
    assert isinstance(constraint, NotEarlier)
    days = days_short(rest, (constraint,))
    by = f"by {days} days or more" if days else "in time"
    first, second = constraint.earlier.event, constraint.later.event
    return Repair(member, f"{first} and {second} overlapped {by}", days)


def _of_moment(case: Case, member: Statement, rest: Chronology) -> Repair:
    point = _subject(case, member)
    known = rest.bounds(point)
    days = min(
        (d for d in (days_short(rest, a) for a in member.alternatives) if d is not None),
        default=None,
    )
    if str(known) == "unknown":
        return Repair(member, f"{member} did not hold", days)
    return Repair(member, f"{point} was {known}, not {member.text.partition(': ')[2]}", days)


def _subject(case: Case, statement: Statement) -> Point:
    match statement.path:
        case ("events", int(index), str(edge)):
            return Point(case.events[index].id, Edge(edge))
        case ("cut_off",):
            return CUT_OFF_POINT
        case ("patient", "age"):
            return BIRTH_POINT
    return DAY_ZERO


def _of_claim(
    part: _Part, member: Statement, claim: IntervalClaim, others: Sequence[Statement]
) -> Repair:
    """The numbers the other statements allow, in the claim's own unit, by the reading that fails.

    Where dates among them are ranges, the number is one too: what the least favourable days allow,
    to what the most favourable do.
    """
    case, rest = part.case, part.solved(others)
    days = days_short(rest, claim_constraints(case, claim, Reading.LIBERAL))
    first, last = (case.point(anchor) for anchor in (claim.interval.first, claim.interval.last))
    # A length that fits as completed units is at odds with the nearest unit only.
    failing = (r for r in (Reading.FLOOR, Reading.ROUND) if not rest.allows(claim, reading=r))
    reading = next(failing, Reading.FLOOR)
    too_long = _is_too_long(rest, claim, case, reading)
    best = _number(rest, claim, reading, largest=too_long)
    narrowed = part.solved(_unfavourable(part, others, member))
    worst = _number(narrowed, claim, reading, largest=too_long)
    if best is None:
        return Repair(member, f"{first} to {last} was {rest.duration(first, last)}", days)
    numbers = sorted({number for number in (best, worst) if number is not None})
    unit = claim.is_.unit.value
    bound = "at most" if too_long else "at least"
    spread = "\u2013".join(str(number) for number in numbers)
    return Repair(member, f"the number was {bound} {spread} {unit}, not {claim.is_}", days)


def _is_too_long(rest: Chronology, claim: IntervalClaim, case: Case, reading: Reading) -> bool:
    """Whether the stated length exceeds what the others allow, rather than falls short of it."""
    for constraint in claim_constraints(case, claim, reading):
        if isinstance(constraint, NotEarlier) and _missing(rest, constraint):
            return True
        if isinstance(constraint, NotLater) and _missing(rest, constraint):
            return False
    return True


def _number(
    rest: Chronology, claim: IntervalClaim, reading: Reading, *, largest: bool
) -> int | None:
    """The largest or smallest whole number of the claim's unit that ``rest`` allows, if any."""
    if claim.is_.unit is Unit.CYCLES:
        return None
    allowed = rest.duration(claim.interval.first, claim.interval.last)
    shortest, longest = _DAYS_OF[claim.is_.unit]
    least = 0 if allowed.least is None else allowed.least // longest - _AROUND
    most = _MOST_UNITS if allowed.most is None else allowed.most // shortest + _AROUND
    stated, step = int(claim.is_.value), -1 if largest else 1
    number = min(stated, most) if largest else max(stated, least)
    while max(0, least) <= number <= min(most, _MOST_UNITS):
        amount = attrs.evolve(claim.is_, value=Decimal(number), upper=None)
        if rest.allows(attrs.evolve(claim, is_=amount), reading=reading):
            return number
        number += step
    return None


def _unfavourable(part: _Part, others: Sequence[Statement], member: Statement) -> list[Statement]:
    """The statements with every date at that end of its range that helps the conflict most.

    A minimal conflict leans on one end of a date only: the one without which it would dissolve.
    """

    def dissolves(statement: Statement, loosened: Statement) -> bool:
        changed = (loosened if s is statement else s for s in (*others, member))
        return part.solved(changed).consistent

    narrowed = []
    for statement in others:
        constraints = list(statement.alternatives[0])
        for number, limits in enumerate(constraints):
            if not isinstance(limits, Limits) or limits.earliest is None or limits.latest is None:
                continue
            if dissolves(statement, _with(statement, number, attrs.evolve(limits, earliest=None))):
                constraints[number] = attrs.evolve(limits, earliest=limits.latest)
            elif dissolves(statement, _with(statement, number, attrs.evolve(limits, latest=None))):
                constraints[number] = attrs.evolve(limits, latest=limits.earliest)
        narrowed.append(attrs.evolve(statement, alternatives=(tuple(constraints),)))
    return narrowed


def _with(statement: Statement, number: int, constraint: Constraint) -> Statement:
    constraints = list(statement.alternatives[0])
    constraints[number] = constraint
    return attrs.evolve(statement, alternatives=(tuple(constraints),))
