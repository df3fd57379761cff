"""Which of "A or B"? Every choice is a scenario; where there are too many, some are read wider.

A statement that is read wider keeps what all its readings have in common: the range of days that
holds them, the loosest of their distances. That is sound (bounds only get wider), and what
contradicts every reading by far still contradicts it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import prod

from timeline.budgets import BUDGET
from timeline.chronology.statements import (
    CUT_OFF_POINT,
    Constraint,
    Limits,
    NotEarlier,
    NotLater,
    Statement,
)
from timeline.model.amounts import Shift
from timeline.model.moments import Basis

Ways = tuple[tuple[Constraint, ...], ...]
"""The readings of a statement, each with what it demands."""


def ways(
    stated: Sequence[Statement], asked: Iterable[Statement] = ()
) -> tuple[list[Ways], tuple[Statement, ...]]:
    """The readings of each statement so that they fit the budget, and those that lost any by it.

    The first to be read wider are those of a moment that nothing else speaks of, nor what will be
    ``asked`` of them all (stated lengths): its range says all there is to know of it, and nothing
    is lost. Then those that no longer fit, in document order.
    """
    found = [statement.alternatives for statement in stated]
    if prod(map(len, found)) <= BUDGET.scenarios:
        return found, ()
    for place in _standing_alone(stated, asked):
        found[place] = (common(found[place]),)
    count = 1
    wider: list[Statement] = []
    for place, readings in enumerate(found):
        if count * len(readings) > BUDGET.scenarios:
            wider.append(stated[place])
            found[place] = (common(readings),)
        count *= len(found[place])
    return found, tuple(wider)


def _standing_alone(stated: Sequence[Statement], asked: Iterable[Statement]) -> list[int]:
    """The places of readings that are days of one moment, which no other statement speaks of.

    Only that it is reported, so not after the cut-off; and not where the cut-off itself is known.
    """
    spoken = Counter(
        point
        for statement in (*stated, *asked)
        if not (statement.basis is Basis.DEFINITION and CUT_OFF_POINT in statement.points)
        for point in statement.points
    )
    if spoken[CUT_OFF_POINT]:
        return []
    return [
        place
        for place, statement in enumerate(stated)
        if len(statement.alternatives) > 1
        and len(statement.points) == 1
        and spoken[statement.points[0]] == 1
        and all(len(way) == 1 and isinstance(way[0], Limits) for way in statement.alternatives)
    ]


def common(readings: Ways) -> tuple[Constraint, ...]:
    """What holds in each of some readings, as far as one constraint of each can be compared."""
    first, *others = readings
    held: list[Constraint] = []
    for constraint in first:
        loosest: Constraint | None = constraint
        for other in others:
            loosest = loosest and _loosest(loosest, other)
        if loosest is not None:
            held.append(loosest)
    return tuple(held)


def _loosest(constraint: Constraint, reading: Iterable[Constraint]) -> Constraint | None:
    """What both a constraint and one of its kind in another reading allow, with all between."""
    for other in reading:
        match constraint, other:
            case Limits(point, low, high), Limits(same, least, most) if point == same:
                earliest = None if low is None or least is None else min(low, least)
                latest = None if high is None or most is None else max(high, most)
                return Limits(point, earliest, latest)
            case NotEarlier(a, b, one), NotEarlier(c, d, two) if (a, b) == (c, d):
                months, days = min(one.months, two.months), min(one.days, two.days)
                return NotEarlier(a, b, Shift(months, days))
            case NotLater(a, b, one), NotLater(c, d, two) if (a, b) == (c, d):
                months, days = max(one.months, two.months), max(one.days, two.days)
                return NotLater(a, b, Shift(months, days))
    return None
