"""The common case, solved at once: dates and order alone, no counted time.

Most cases of a large cohort state every moment as a date or by order ("after the biopsy"). Their
constraints are day limits and ``x <= y``, which a few passes over the pairs bring to the same fixed
point as the general propagation, with no statement put into words.
"""

from __future__ import annotations

from operator import gt

from timeline.chronology.network import Day, Network
from timeline.chronology.statements import CUT_OFF_NODE, Rule, nodes, orders
from timeline.model.case import BIRTH, Case, Point
from timeline.model.moments import Basis, Moment, NotAfter, NotBefore, On, Ongoing, SameDay

Pair = tuple[int, int]
"""``x[first] <= x[second]``."""


def dated_network(case: Case, *, assumed: bool = True) -> Network | None:
    """The solved network of a case of dates and order; None for any other, or a contradiction.

    ``assumed`` False leaves assumptions out: what the report itself allows.
    """
    points = nodes(case)
    moments: list[Moment | None] = [case.day_zero, case.cut_off, None]
    moments += [moment for _, moment in case.moments]
    stated = [
        (node, moment)
        for node, moment in enumerate(moments)
        if moment is not None and (assumed or moment.basis is not Basis.ASSUMED)
    ]
    for _, moment in stated:
        if not moment.simple:
            return None
    for anchor in case.anchors:
        if anchor.event.casefold() == BIRTH:
            return None  # the age counts from it
    network = Network(points)
    low, high = network.low, network.high
    dated = False
    pairs = [order[:2] for order in orders(case, assumed=assumed)]
    for node, moment in stated:
        for term in moment.alternatives[0]:
            if isinstance(term, On):
                dated = True
                earliest, latest = term.date.earliest, term.date.latest
                if earliest is not None and earliest > low[node]:
                    low[node] = earliest
                if latest is not None and latest < high[node]:
                    high[node] = latest
            else:
                pairs += _pairs(case, network.index, node, term)
    if not dated or not _settle(low, high, pairs):
        return None
    network.order(pairs)
    return network


def assumes(case: Case) -> bool:
    """Whether anything about the moments of a case is assumed, by its curator or of every case."""
    moments = (case.day_zero, case.cut_off, *(moment for _, moment in case.moments))
    return any(m is not None and m.basis is Basis.ASSUMED for m in moments) or any(
        rule is Rule.LINES_FOLLOW for _, _, rule, _, _ in orders(case)
    )


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
