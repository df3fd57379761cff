"""The moments of a course in groups of known distance, and where each group begins to count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from math import isinf

import attrs

from timeline.analysis.evidence.life import shows_death
from timeline.chronology import Chronology
from timeline.chronology.order import Relation
from timeline.model.bounds import Bounds
from timeline.model.case import Point, end_of, start_of
from timeline.model.components import StopReason
from timeline.model.events import (
    HistologicTransformation,
    MolecularTest,
    Procedure,
    Progression,
    Therapy,
)
from timeline.model.moments import Edge

DaysOf = Callable[[Point], Bounds]
"""The days that a moment can have, on the axis."""

# What is told between two lines was mostly found when the first of them ended.
_AT_THE_END = (HistologicTransformation, MolecularTest, Procedure, Progression)


@attrs.frozen
class MomentGroup:
    """Moments of known distance: the least and most days of each, and the one place it is put at.

    Days count from the first moment; those of ``dated`` moments are days of the axis, and are
    drawn as ranges. ``ends_a_line`` says that it is what is found when a line ends.
    """

    points: tuple[Point, ...]
    ranges: Mapping[Point, tuple[int, int]]
    places: Mapping[Point, int]
    dated: bool = False
    ends_a_line: bool = False

    @property
    def low(self) -> int:
        """Where its drawing begins."""
        return min(map(self.left, self.points))

    @property
    def high(self) -> int:
        """Where its drawing ends."""
        return max(map(self.right, self.points))

    @property
    def events(self) -> frozenset[str]:
        """The events its moments are of."""
        return frozenset(point.event for point in self.points)

    def left(self, point: Point) -> int:
        """Where the drawing of a moment begins."""
        return self._range(point)[0]

    def right(self, point: Point) -> int:
        """Where the drawing of a moment ends."""
        return self._range(point)[1]

    def _range(self, point: Point) -> tuple[int, int]:
        place = self.places[point]
        return self.ranges[point] if self.dated else (place, place)

    def in_order(self, chronology: Chronology, step: int) -> MomentGroup:
        """The group with moments that may be on the same days put one after the other."""
        apart: dict[Point, dict[Point, int]] = {point: {} for point in self.points}
        for one, other in combinations(self.points, 2):
            match chronology.order_of(one, other):
                case Relation.BEFORE:
                    apart[other][one] = self.ranges[other][1] - self.ranges[one][0]
                case Relation.AFTER:
                    apart[one][other] = self.ranges[one][1] - self.ranges[other][0]
        ranked = sorted(self.points, key=lambda point: len(apart[point]))
        found = (self._spread(ranked, apart, step // share) for share in (2, 4, 8))
        return next((one for one in found if one), None) or self._spread(ranked, apart, 0) or self

    def _spread(
        self, ranked: Sequence[Point], apart: Mapping[Point, Mapping[Point, int]], gap: int
    ) -> MomentGroup | None:
        """The places half-way between the soonest and the latest that leave gaps as wide."""
        soonest: dict[Point, int] = {}
        for point in ranked:
            after = (
                soonest[one] + min(gap, most)
                for one, most in apart[point].items()
                if one in soonest
            )
            soonest[point] = max([self.ranges[point][0], *after])
        latest = {point: most for point, (_, most) in self.ranges.items()}
        for point in reversed(ranked):
            for one, most in apart[point].items():
                latest[one] = min(latest[one], latest[point] - min(gap, most))
        if any(soonest[point] > latest[point] for point in ranked):
            return None
        return attrs.evolve(self, places={p: self._place(p, soonest[p], latest[p]) for p in ranked})

    def _place(self, point: Point, soonest: int, latest: int) -> int:
        """Half-way; of a length told in whole units, which may be less than one more, its units."""
        least, most = self.ranges[point]
        if most <= 2 * least:
            return soonest
        return latest if least >= 2 * most else (soonest + latest) // 2


def moment_groups(
    chronology: Chronology, days_of: DaysOf, moments: Sequence[Point]
) -> tuple[MomentGroup, ...]:
    """The moments by those of which the distance has bounds; the dated ones are the first group."""
    located = {point: days_of(point) for point in moments}
    dated = {
        point: (days.earliest, days.latest)
        for point, days in located.items()
        if days.earliest is not None and days.latest is not None
    }
    found = [_group(dated, dated=True)] if dated else []
    left = [point for point in moments if point not in dated]
    while left:
        first = left[0]
        near = {point: chronology.apart(first, point) for point in left}
        ranges = {
            point: (int(least), int(most))
            for point, (least, most) in near.items()
            if not (isinf(least) or isinf(most))
        }
        late = all(isinstance(chronology.case.event(p.event), _AT_THE_END) for p in ranges)
        found.append(attrs.evolve(_group(ranges), ends_a_line=late))
        left = [point for point in left if point not in ranges]
    return tuple(_with_their_specimens(chronology, found, moments))


def _with_their_specimens(
    chronology: Chronology, groups: Sequence[MomentGroup], moments: Sequence[Point]
) -> Iterator[MomentGroup]:
    """The groups, a test in that of its specimen where nothing that is told lies between."""
    where = {point: number for number, group in enumerate(groups) for point in group.points}
    joins: dict[int, list[Point]] = defaultdict(list)
    gone = set()
    for event in chronology.case.events:
        test = start_of(event)
        if not isinstance(event, MolecularTest) or not event.of or test not in where:
            continue
        taken = start_of(chronology.case.event(event.of))
        number = where[test]
        free = not groups[number].dated and len(groups[number].points) == 1
        if not free or taken not in where or groups[where[taken]].dated:
            continue
        if not any(_between(chronology, taken, one, test) for one in moments):
            joins[where[taken]].append(test)
            gone.add(number)
            where[test] = where[taken]
    for number, group in enumerate(groups):
        if number not in gone:
            added = {test: group.ranges[_taken(chronology, test)] for test in joins[number]}
            yield attrs.evolve(
                _group({**group.ranges, **added}, dated=group.dated),
                ends_a_line=group.ends_a_line,
            )


def _taken(chronology: Chronology, test: Point) -> Point:
    event = chronology.case.event(test.event)
    assert isinstance(event, MolecularTest)
    return start_of(chronology.case.event(event.of or ""))


def _between(chronology: Chronology, first: Point, one: Point, last: Point) -> bool:
    relations = (chronology.order_of(first, one), chronology.order_of(one, last))
    return relations == (Relation.BEFORE, Relation.BEFORE)


def _group(ranges: Mapping[Point, tuple[int, int]], *, dated: bool = False) -> MomentGroup:
    places = {point: (least + most) // 2 for point, (least, most) in ranges.items()}
    return MomentGroup(tuple(ranges), ranges, places, dated)


@attrs.frozen
class OrderLink:
    """A moment of one group comes no later than one of another, by so many days at least.

    ``steps`` are how far apart they are drawn, None where no order but a bound is known.
    """

    first: int
    earlier: Point
    second: int
    later: Point
    least: float = 0
    steps: float | None = 0.5

    def days(self, groups: Sequence[MomentGroup], step: int) -> int:
        """The fewest days from where the first group begins to count to where the second does."""
        first, second = groups[self.first], groups[self.second]
        apart = [first.left(self.earlier) - second.right(self.later) + int(self.least)]
        if self.steps is not None:
            drawn = first.right(self.earlier) - second.left(self.later)
            apart.append(drawn + int(self.steps * step))
        return max(apart)


def order_links(chronology: Chronology, groups: Sequence[MomentGroup]) -> tuple[OrderLink, ...]:
    """What comes before what, of moments in different groups."""
    found = []
    for (a, one), (b, other) in combinations(enumerate(groups), 2):
        for p in one.points:
            for q in other.points:
                found += [
                    attrs.evolve(link, first=b, second=a) if swapped else link
                    for link, swapped in _ties(chronology, OrderLink(a, p, b, q))
                ]
    return tuple(found)


def _ties(chronology: Chronology, link: OrderLink) -> Iterator[tuple[OrderLink, bool]]:
    """What ties the two moments of a link, and whether it is the other way round."""
    p, q = link.earlier, link.later
    there, back = chronology.apart(p, q)[0], chronology.apart(q, p)[0]
    turned = attrs.evolve(link, earlier=q, later=p)
    match chronology.order_of(p, q):
        case Relation.BEFORE:
            yield attrs.evolve(link, least=max(0, there), steps=_steps(p, q)), False
        case Relation.AFTER:
            yield attrs.evolve(turned, least=max(0, back), steps=_steps(q, p)), True
        case _ if there >= 0:
            yield attrs.evolve(link, least=there), False
        case _ if back >= 0:
            yield attrs.evolve(turned, least=back), True
        case _ if not isinf(there):
            yield attrs.evolve(link, least=there, steps=None), False
        case _ if not isinf(back):
            yield attrs.evolve(turned, least=back, steps=None), True


def _steps(earlier: Point, later: Point) -> float:
    """How far apart moments in order are drawn: less from an end to a start, as nothing is on."""
    return 0.4 if (earlier.edge, later.edge) == (Edge.END, Edge.START) else 1.0


def after_its_line(
    chronology: Chronology, groups: Sequence[MomentGroup], links: Sequence[OrderLink]
) -> tuple[OrderLink, ...]:
    """The links, and that what is found when a line ends stands after the line told before.

    Nothing says so where that is open; but it is told of such a line, and does not lie before it.
    """
    where = {point: number for number, group in enumerate(groups) for point in group.points}
    ended: Point | None = None
    every = [*links]
    for event in chronology.case.events:
        if isinstance(event, Therapy) and event.stop is not StopReason.NOT_STATED:
            ended = end_of(event)
        found = start_of(event)
        if ended in where and found in where and isinstance(event, _AT_THE_END):
            first, second = where[ended], where[found]
            if not _leads(second, first, every) and groups[second].ends_a_line:
                every.append(OrderLink(first, ended, second, found))
    return tuple(every)


def before_death(
    chronology: Chronology, groups: Sequence[MomentGroup], links: Sequence[OrderLink]
) -> tuple[OrderLink, ...]:
    """The links, and that whatever may precede the death does so."""
    where = {point: number for number, group in enumerate(groups) for point in group.points}
    deaths = [start_of(event) for event in chronology.case.events if shows_death(event)]
    every = [*links]
    tied = {number for link in links for number in (link.first, link.second)}
    for death in deaths[:1]:
        last = where[death]
        for number in tied - {last}:
            if not _leads(last, number, every):
                every += [OrderLink(number, point, last, death) for point in groups[number].points]
    return tuple(every)


def _leads(one: int, other: int, links: Sequence[OrderLink]) -> bool:
    """Whether order leads from one group to another, or they are one."""
    ahead = defaultdict(set)
    for link in links:
        ahead[link.first].add(link.second)
    return other in reached_from(one, ahead)


def reached_from(one: int, ahead: Mapping[int, set[int]]) -> set[int]:
    """A group, and all that one comes to from it, step by step."""
    found, waiting = {one}, [one]
    while waiting:
        new = ahead.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found


def bases_of(groups: Sequence[MomentGroup], links: Sequence[OrderLink], step: int) -> list[int]:
    """Where each group begins to count, as far left as its order allows, the first moment at 0.

    Then moves right, to what follows, all that has nothing before it, or comes before what is
    dated, and what is found when a line ends.
    """
    apart: dict[int, dict[int, int]] = defaultdict(dict)
    for link in links:
        days = link.days(groups, step)
        ahead = apart[link.first]
        ahead[link.second] = max(ahead.get(link.second, days), days)
    bases = [-group.low for group in groups]
    for _ in groups:  # the longest way; more rounds than groups only where order runs in a circle
        if not _pushed(bases, apart):
            break
    followed = {second for ahead in apart.values() for second in ahead}
    dated = {0} if groups[0].dated else set[int]()
    moving = {
        one
        for one, ahead in apart.items()
        if one not in followed
        or (dated and 0 in reached_from(one, {k: {*v} for k, v in apart.items()}))
        or groups[one].ends_a_line
    }
    for _ in groups:
        still = [*bases]
        for one in moving - dated:
            bases[one] = max(bases[one], min(bases[b] - days for b, days in apart[one].items()))
        if still == bases:
            break
    return [base - bases[0] for base in bases] if dated else bases


def _pushed(bases: list[int], apart: Mapping[int, Mapping[int, int]]) -> bool:
    """Push each group right of what it follows; whether any had to move."""
    moved = False
    for first, ahead in apart.items():
        for second, days in ahead.items():
            if bases[first] + days > bases[second]:
                bases[second], moved = bases[first] + days, True
    return moved
