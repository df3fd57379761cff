"""The solved chronology of a case: bounds of every moment, durations between any two, order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from functools import cached_property
from itertools import product
from math import inf

from timeline.budgets import BUDGET
from timeline.chronology.conditioned import Row, conditioned
from timeline.chronology.dated import Dated
from timeline.chronology.network import Day, Network
from timeline.chronology.order import Precedence, Relation
from timeline.chronology.scenarios import ways
from timeline.chronology.statements import (
    BIRTH_POINT,
    CUT_OFF_POINT,
    DAY_ZERO,
    Constraint,
    Limits,
    NotEarlier,
    NotLater,
    Statement,
    claim_constraints,
    claim_statements,
    day_zero_of,
    nodes,
    statements,
)
from timeline.chronology.told import ToldOrder, dated_points, told_order
from timeline.model.amounts import Reading
from timeline.model.bounds import Bounds, DurationBounds
from timeline.model.case import Case, Point, start_of
from timeline.model.claims import IntervalClaim
from timeline.model.events import Death
from timeline.model.moments import Anchor, Basis
from timeline.model.truth import Truth
from timeline.model.when import LAST_DAY

_WEIGHT = {Basis.DEFINITION: 0, Basis.REPORTED: 1, Basis.ASSUMED: 2}


class Chronology:
    """What a case says about time, solved.

    ``consistent`` is False when no assignment of days satisfies every statement. Then
    ``set_aside`` are the statements left out, definitions kept before reported dates and those
    before assumptions, each in document order, so that the rest still yields bounds.
    ``read_wider`` are those "A or B" of which the range is taken, being more than are tried.

    It stands on others that say less, each a chronology of its own: :attr:`unaided` goes by dates
    and stated order alone; stated lengths speak where those leave a length open; on top, the
    order told (``told``) places what has no date. ``below`` is the next of them, None for the last.
    """

    below: Chronology | None = None
    told: ToldOrder | None = None

    def __init__(
        self,
        case: Case,
        stated: Sequence[Statement] | Dated,
        points: Sequence[Point] | None = None,
    ) -> None:
        self.case = case
        if points is not None:  # of a part of the case: no other moment is asked about
            self.points = tuple(points)
        self._spans: dict[Point, tuple[Day, Day]] = {}
        self._differences: dict[tuple[Point, Point], tuple[Day, Day]] = {}
        self._rows: dict[tuple[int, int], Row | None] = {}
        self._chosen: list[list[Constraint]] = []
        self.set_aside: tuple[Statement, ...] = ()
        self.read_wider: tuple[Statement, ...] = ()
        self._dated: Dated | None = None
        if isinstance(stated, Dated):  # solved already
            self._dated = stated
            self.calendar = True
            self._networks = [stated.network]
            return
        self.statements = tuple(stated)
        self.calendar = any(
            isinstance(constraint, Limits)
            for statement in stated
            for constraints in statement.alternatives
            for constraint in constraints
        )
        self._networks = []
        self.set_aside = self._solve()

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """What the chronology was solved from, in document order."""
        return tuple(statements(self.case))

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """Every moment: those of the case itself, then those of its events."""
        return nodes(self.case)

    @property
    def consistent(self) -> bool:
        """True when every statement can hold at once."""
        return not self.set_aside

    def bounds(self, point: Point | Anchor | str) -> Bounds:
        """The days a moment can have: ``chronology.bounds("start of crizotinib")``.

        Calendar days; in a case without any calendar date, day numbers from its day 0 (the declared
        one, else the first diagnosis, else the first event).
        """
        earliest, latest = self.span(self._point(point))
        return Bounds(_finite(earliest), _finite(latest), self.calendar)

    def span(self, point: Point) -> tuple[Day, Day]:
        """The same as two numbers, infinite where open: what long computations go by."""
        known = self._spans.get(point)
        if known is not None:
            return known
        if self.told is not None and point in self._fixed:
            assert self.below is not None
            self._spans[point] = self.below.span(point)
            return self._spans[point]
        node = self._networks[0].index[point]
        if self._dated is not None:
            network = self._networks[0]
            found = self._spans[point] = network.low[node], network.high[node]
            return found
        earliest = min([network.low[node] for network in self._networks])
        latest = max([network.high[node] for network in self._networks])
        if self.calendar:  # "A - 140 years" of such an A leaves it; nothing is known there
            earliest = earliest if 1 <= earliest <= LAST_DAY else -inf
            latest = latest if 1 <= latest <= LAST_DAY else inf
        self._spans[point] = earliest, latest
        return earliest, latest

    def duration(self, first: Point | Anchor | str, last: Point | Anchor | str) -> DurationBounds:
        """The days from one moment to another; negative when the second comes first.

        Censored when ``last`` is the end of something still ongoing at the data cut-off.
        """
        start, end = self._point(first), self._point(last)
        least, most = self.apart(start, end)
        return DurationBounds(_finite(least), _finite(most), self.ongoing(end))

    def apart(self, first: Point, last: Point) -> tuple[Day, Day]:
        """The fewest and the most days from ``first`` to ``last``, infinite where open.

        The widest over the scenarios, solved once.
        """
        if first == last:
            return 0, 0
        known = self._differences.get((first, last))
        if known is None and self.told is not None and {first, last} <= self._fixed:
            assert self.below is not None
            known = self._differences[first, last] = self.below.apart(first, last)
        if known is None:
            known = self._apart_in(0, first, last)
            for scenario in range(1, len(self._networks)):
                least, most = self._apart_in(scenario, first, last)
                known = min(known[0], least), max(known[1], most)
            self._differences[first, last] = known
        return known

    def ongoing(self, point: Point | Anchor | str) -> bool:
        """True for the end of what was still on at the data cut-off."""
        place = self._point(point)
        if place in (DAY_ZERO, CUT_OFF_POINT, BIRTH_POINT):
            return False
        moment = self.case.event(place.event).moment(place.edge)
        return moment is not None and moment.ongoing

    def before(self, first: Point | Anchor | str, last: Point | Anchor | str) -> Truth:
        """Whether one moment comes before another in the course; the one question about order.

        What the report's words say of order comes first ("after the biopsy", be it on that day),
        then days, then what is assumed. True: it comes before, by words or by at least one day.
        False: it is the same moment, or on the same day with nothing to tell them apart, or later.
        """
        first, last = self._point(first), self._point(last)
        if first == last:
            return Truth.FALSE
        answer = self.unaided.in_words(first, last)
        if answer is Truth.INDETERMINATE:
            (_, a), (b, _) = self.span(first), self.span(last)
            if a < b:
                return Truth.TRUE
            least, most = self.apart(first, last)
            if least > 0:
                return Truth.TRUE
            if most <= 0:
                return Truth.FALSE
            if self.told is not None:
                answer = self.in_words(first, last)
        return answer

    def order_of(self, first: Point | Anchor | str, last: Point | Anchor | str) -> Relation:
        """How one moment lies to another in the course: before, same, after, or open."""
        there, back = self.before(first, last), self.before(last, first)
        if there is Truth.TRUE:
            return Relation.BEFORE
        if back is Truth.TRUE:
            return Relation.AFTER
        return Relation.SAME if there is back is Truth.FALSE else Relation.OPEN

    def in_words(self, first: Point, last: Point) -> Truth:
        """Whether words alone put one moment before another: those of the report and the curator.

        In a chronology under the order told, that order too.
        """
        found = set()
        for network, precedence in zip(self._networks, self._precedence, strict=True):
            a, b = network.index[first], network.index[last]
            if precedence.before(a, b):
                found.add(Truth.TRUE)
            elif precedence.not_after(b, a):
                found.add(Truth.FALSE)
            else:
                return Truth.INDETERMINATE
        return found.pop() if len(found) == 1 else Truth.INDETERMINATE

    @cached_property
    def _precedence(self) -> list[Precedence]:
        """What words say of order, closed.

        That nothing follows death bounds its day, and is no word on what came first that day.
        """
        deaths = {start_of(event) for event in self.case if isinstance(event, Death)}
        return [
            Precedence(
                len(network.low),
                [
                    (first, second, strictly)
                    for first, second, strictly in network.steps()
                    if strictly or self.points[second] not in deaths
                ],
            )
            for network in self._networks
        ]

    @cached_property
    def _fixed(self) -> frozenset[Point]:
        """The moments whose days the order told does not touch, being dated."""
        return dated_points(self.case)

    def rests_on_assumption(
        self, first: Point | Anchor | str, last: Point | Anchor | str | None = None
    ) -> bool:
        """Whether a moment's bounds, or the duration between two, would change without assumptions.

        Assumptions are what the curator supposed and what is supposed of every case; without them
        the bounds are those that the report itself allows.
        """
        stricter = self.without_assumptions
        if stricter is None:
            return False
        if last is None:
            return self.bounds(first) != stricter.bounds(first)
        return self.duration(first, last) != stricter.duration(first, last)

    @cached_property
    def without_assumptions(self) -> Chronology | None:
        """What the report alone allows; None where nothing assumed says more.

        What it states counts, lengths too; the order in which it tells things is an assumption.
        """
        if self.below is not None:
            reported = self.below.without_assumptions
            if self.told is not None:
                return reported or self.below
            return None if reported is None else reported.with_stated_lengths()
        if self._dated is not None:
            network = self._dated.reported
            return None if network is None else Chronology(self.case, Dated(network))
        kept = tuple(s for s in self.statements if s.basis is not Basis.ASSUMED)
        return Chronology(self.case, kept) if len(kept) < len(self.statements) else None

    @property
    def unaided(self) -> Chronology:
        """What dates and stated order alone allow: what stated lengths are compared with."""
        return self if self.below is None else self.below.unaided

    @property
    def untold(self) -> Chronology:
        """The chronology without the order told: what a report can be held to."""
        return self if self.told is None or self.below is None else self.below

    def with_stated_lengths(self) -> Chronology:
        """With the stated lengths of what is otherwise of no known greatest length.

        Each as completed units unless its claim says how it is meant, and only where it fits.
        """
        case = self.case
        speaking: list[int] = []
        for number, (claim, _) in enumerate(case.lengths):
            ends = (case.point(claim.interval.first), case.point(claim.interval.last))
            if self.apart(*ends)[1] == inf:
                lengths = [case.lengths[place].claim for place in (*speaking, number)]
                if self.allows(*lengths, reading=Reading.FLOOR):
                    speaking.append(number)
        if not speaking:
            return self
        aside = set(self.set_aside)
        kept = [statement for statement in self.statements if statement not in aside]
        above = Chronology(case, [*kept, *claim_statements(case, claims=speaking)])
        above.statements, above.set_aside, above.below = self.statements, self.set_aside, self
        return above

    def in_told_order(self) -> Chronology:
        """With what the order told says of moments that are not dated."""
        networks = [network.copy() for network in self._networks]
        told = told_order(self.case, networks)
        if not told.links and not told.gave_way:
            return self
        links = [link.constraint for link in told.links]
        above = copy(self)
        for name in ("_precedence", "without_assumptions"):  # worked out of other networks
            vars(above).pop(name, None)
        vars(above).update(
            below=self,
            told=told,
            _dated=None,
            _networks=networks,
            _chosen=[[*chosen, *links] for chosen in self._chosen],
            _spans={},
            _differences={},
            _rows={},
        )
        return above

    def allows(self, *claims: IntervalClaim, reading: Reading) -> bool:
        """Whether stated intervals, read that way, can hold together with everything else."""
        needed = [c for claim in claims for c in claim_constraints(self.case, claim, reading)]
        return any(network.admits(needed) for network in self._networks)

    def order(self, points: Iterable[Point] | None = None) -> tuple[tuple[Point, ...], ...]:
        """The moments in topological order; those whose order is not known stand in one tuple."""
        left = list(self.case.points() if points is None else points)
        before = {b: {a for a in left if self.before(a, b) is Truth.TRUE} for b in left}
        ranks = []
        while left:
            placed: set[Point] = set(left)
            rank = tuple(point for point in left if not before[point] & placed)
            rank = rank or tuple(left)  # mutual precedence, only in an inconsistent case
            ranks.append(rank)
            left = [point for point in left if point not in rank]
        return tuple(ranks)

    def _point(self, place: Point | Anchor | str) -> Point:
        return place if isinstance(place, Point) else self.case.point(place)

    def _solve(self) -> tuple[Statement, ...]:
        """Solve every scenario; in an inconsistent case, those of what can hold together."""
        readings, self.read_wider = ways(self.statements, claim_statements(self.case))
        scenarios = list(product(*readings))
        for scenario in scenarios:
            chosen = [constraint for constraints in scenario for constraint in constraints]
            network = self._network()
            if network.add(chosen):
                self._networks.append(network)
                self._chosen.append(chosen)
        if self._networks:
            return ()
        branches = [(self._network(), list[Constraint](), scenario) for scenario in scenarios]
        aside: list[Statement] = []
        ranked = enumerate(self.statements)
        for place, statement in sorted(ranked, key=lambda pair: _WEIGHT[pair[1].basis]):
            fitting = [branch for branch in branches if branch[0].add(branch[2][place])]
            if not fitting:
                aside.append(statement)
                choice = branches[0][2][place]  # left out, it no longer tells branches apart
                branches = [branch for branch in branches if branch[2][place] is choice]
                continue
            branches = fitting
            for _, kept, scenario in branches:
                kept.extend(scenario[place])
        self._networks = [network for network, _, _ in branches]
        self._chosen = [kept for _, kept, _ in branches]
        return tuple(aside)

    def _network(self) -> Network:
        network = Network(self.points, calendar=self.calendar)
        if not self.calendar:
            network.add(self._reference())
        return network

    def _reference(self) -> tuple[Constraint, ...]:
        """Day 0 where there is no calendar: the declared moment, else the first diagnosis."""
        pins: list[Constraint] = [Limits(DAY_ZERO, 0, 0)]
        first = day_zero_of(self.case)
        if first is not None and not self._counts_days():
            pins += [NotEarlier(DAY_ZERO, first), NotLater(DAY_ZERO, first)]
        return tuple(pins)

    def _counts_days(self) -> bool:
        return any(DAY_ZERO in statement.points for statement in self.statements)

    def _apart_in(self, scenario: int, first: Point, last: Point) -> tuple[Day, Day]:
        """The tightest of plain difference, day network, and trying each day of a moment."""
        network = self._networks[scenario]
        a, b = network.index[first], network.index[last]
        least, most = network.low[b] - network.high[a], network.high[b] - network.low[a]
        if least == most:
            return least, most
        if not network.counted:  # order alone: two moments are tied by a chain of it, or are free
            if least < 0 and network.ordered(a, b):
                least = 0
            if most > 0 and network.ordered(b, a):
                most = 0
            return least, most
        backwards = not self._narrow(network, a) and self._narrow(network, b)
        row = self._row(scenario, b if backwards else a)
        if row is None:
            return least, most
        if backwards:
            return max(least, -row[1][a]), min(most, -row[0][a])
        return max(least, row[0][b]), min(most, row[1][b])

    def _narrow(self, network: Network, node: int) -> bool:
        return self.calendar and network.high[node] - network.low[node] <= self.days_tried

    @property
    def days_tried(self) -> int:
        """Up to how many days a moment is tried on each of them, in every scenario."""
        return min(BUDGET.days, BUDGET.days_in_all // len(self._networks))

    def _row(self, scenario: int, node: int) -> Row | None:
        """The fewest and the most days from ``node`` to every moment, solved once."""
        if (scenario, node) not in self._rows:
            network = self._networks[scenario]
            narrow = self._narrow(network, node)
            self._rows[scenario, node] = (
                conditioned(network, node) if narrow else self._days_from(scenario, node)
            )
        return self._rows[scenario, node]

    def _days_from(self, scenario: int, node: int) -> Row | None:
        """Day differences from ``node`` to all others, for moments the calendar does not reach."""
        days = Network(self.points, calendar=False)
        days.add(c for c in self._chosen[scenario] if not isinstance(c, Limits))
        return days.pinned(node, 0)


def _finite(day: Day) -> int | None:
    return None if abs(day) == inf else int(day)
