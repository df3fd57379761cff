"""The common case, solved at once: dates and order alone, no counted time.

Most cases of a large cohort state every moment as a date or by order ("after the biopsy"). Their
constraints are day limits and ``x <= y``, which a few passes over the pairs bring to the same fixed
point as the general propagation, with no statement put into words.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import gt
from typing import NamedTuple

from timeline.chronology.network import Day, Network
from timeline.chronology.statements import CUT_OFF_NODE, Order, assumed_orders, nodes, orders
from timeline.model.case import BIRTH, Case, Point
from timeline.model.moments import Basis, Moment, NotAfter, NotBefore, On, Ongoing, SameDay

Pair = tuple[int, int]
"""``x[first] <= x[second]``."""


Limit = tuple[int, int | None, int | None]
"""A node with its earliest and its latest day, None where open."""


class Dated(NamedTuple):
    """A case of dates and order, solved.

    ``reported`` is what the report alone allows; None where assumptions say nothing more.
    """

    network: Network
    reported: Network | None = None


def solve_dated(case: Case) -> Dated | None:
    """A case of dates and order, solved; None for any other, and for a contradiction."""
    moments: list[Moment | None] = [case.day_zero, case.cut_off, None]
    moments += [moment for _, moment in case.moments]
    for moment in moments:
        if moment is not None and not moment.simple:
            return None
    for anchor in case.anchors:
        if anchor.event.casefold() == BIRTH:
            return None  # the age counts from it
    network = Network(nodes(case))
    told, supposed = _Terms(orders(case)), _Terms(assumed_orders(case))
    for node, moment in enumerate(moments):
        if moment is not None:
            terms = supposed if moment.basis is Basis.ASSUMED else told
            terms.take_in(case, network.index, node, moment)
    low, high = network.low, network.high
    if not told.limits or not told.settle(low, high):
        return None
    if not supposed.tell_more(low, high):
        network.order(told.pairs, told.strictly)
        return Dated(network)
    reported = Network(nodes(case))
    reported.low, reported.high = low.copy(), high.copy()
    reported.order(told.pairs, told.strictly)
    supposed.pairs += told.pairs
    if not supposed.settle(low, high):
        return None
    network.order(supposed.pairs, supposed.strictly | told.strictly)
    return Dated(network, reported)


class _Terms:
    """What statements of one kind say: limits of single moments, and order.

    ``strictly`` are the pairs that are ordered also on one day.
    """

    def __init__(self, order: Iterable[Order]) -> None:
        self.limits: list[Limit] = []
        self.pairs: list[Pair] = []
        self.strictly: set[Pair] = set()
        for first, second, rule, *_ in order:
            self.pairs.append((first, second))
            if rule.strictly:
                self.strictly.add((first, second))

    def take_in(self, case: Case, index: dict[Point, int], node: int, moment: Moment) -> None:
        """Add the terms of a simple moment."""
        for term in moment.alternatives[0]:
            if isinstance(term, On):
                self.limits.append((node, term.date.earliest, term.date.latest))
            else:
                pairs = _pairs(case, index, node, term)
                self.pairs += pairs
                if isinstance(term, NotBefore | NotAfter) and term.strictly:
                    self.strictly.update(pairs)

    def tell_more(self, low: list[Day], high: list[Day]) -> bool:
        """Whether these terms say more than the bounds do: also which was first on one day."""
        return any(
            high[first] > low[last] or (high[first] == low[last] and (first, last) in self.strictly)
            for first, last in self.pairs
        ) or any(
            (earliest is not None and earliest > low[node])
            or (latest is not None and latest < high[node])
            for node, earliest, latest in self.limits
        )

    def settle(self, low: list[Day], high: list[Day]) -> bool:
        """Tighten bounds to what these terms allow; False when they cross."""
        for node, earliest, latest in self.limits:
            if earliest is not None and earliest > low[node]:
                low[node] = earliest
            if latest is not None and latest < high[node]:
                high[node] = latest
        return _settle(low, high, self.pairs)


def _pairs(case: Case, index: dict[Point, int], node: int, term: object) -> list[Pair]:
    match term:
        case Ongoing():
            return [(CUT_OFF_NODE, node), (node, CUT_OFF_NODE)]
        case NotBefore(anchor):
            return [(index[case.point(anchor)], node)]
        case NotAfter(anchor):
            return [(node, index[case.point(anchor)])]
        case SameDay(anchor):
            there = index[case.point(anchor)]
            return [(there, node), (node, there)]
    raise AssertionError(f"{term} is counted, not ordered")


def _settle(low: list[Day], high: list[Day], pairs: list[Pair]) -> bool:
    """Tighten to the fixed point, one step of a chain a pass; False when bounds cross."""
    if any(map(gt, low, high)):
        return False
    for _ in low:
        moved = False
        for first, second in pairs:
            least = low[first]
            if least > low[second]:
                low[second], moved = least, True
                if least > high[second]:
                    return False
            most = high[second]
            if most < high[first]:
                high[first], moved = most, True
                if least > most:
                    return False
        if not moved:
            break
    return True
