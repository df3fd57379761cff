"""What every endpoint rule asks of one line in one order of its moments: events, last looks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf

import attrs

from timeline.analysis.endpoints.result import Outcome, Status
from timeline.analysis.response.conventions import Convention, Evidence, LastAlive, LastLook
from timeline.analysis.response.course import Course
from timeline.analysis.response.differences import Days
from timeline.analysis.response.orders import Order
from timeline.analysis.response.records import Record, Records, Sign, progressions
from timeline.model.case import Case, Point


@attrs.frozen(kw_only=True)
class Question:
    """One line's course, the records of the case, and the order they are looked at in."""

    case: Case
    records: Records
    course: Course
    convention: Convention
    order: Order

    def over(self, course: Course) -> Question:
        """The same of another course."""
        return Question(
            case=self.case,
            records=self.records,
            course=course,
            convention=self.convention,
            order=self.order,
        )

    @property
    def looks(self) -> tuple[Record, ...]:
        """The tumour assessments that can end a censored time."""
        evaluable = self.convention.last_look is LastLook.EVALUABLE
        looks = self.records.evaluable if evaluable else self.records.overall
        if self.convention.evidence is Evidence.RECIST:
            return tuple([r for r in looks if r.category is not None])
        return looks

    def from_start(self, point: Point) -> tuple[Days, Days]:
        """Days from the start of the clock, not negative."""
        least, most = self.order.between(self.course.start, point)
        return max(least, 0), max(most, 0)

    def progressed(self) -> list[Sign]:
        """Progressions within the course."""
        return [
            sign
            for sign in progressions(self.records, self.convention, self.order)
            if self.course.has(self.order, sign, self.convention)
        ]

    def died(self) -> list[Sign]:
        """The death, where it comes before later records are cut."""
        within = self.course.within
        return [sign for sign in self.deaths() if within(self.order, sign, self.convention)]

    def deaths(self) -> list[Sign]:
        """The death from the start on; one on the first day counts.

        A data set that dates it before the start means no less a death: it then counts as one on
        the first day, as whole dates stand as recorded.
        """
        return [
            sign
            for sign in self.records.deaths
            if self.convention.as_recorded or self.order.reaches(self.course.start, sign.point)
        ]

    def event(self, signs: Sequence[Sign]) -> Outcome:
        """The first of some events happened."""
        day = self.order.first(sign.point for sign in signs)
        same = [sign for sign in signs if sign.point == day]
        span, length = self.order.day(day), self.from_start(day)
        begun = self.order.day(self.course.start)
        span = max(span[0], begun[0]), max(span[1], begun[1])
        if any(sign is death for death in self.records.deaths for sign in same):
            span, length = self._after_life(span, length)
        else:  # nor is anything found after a death
            for death in self.records.deaths:
                span = span[0], max(span[0], min(span[1], self.order.day(death.point)[1]))
                latest = self.from_start(death.point)[1]
                length = length[0], max(length[0], min(length[1], latest))
        return Outcome(
            status=Status.EVENT,
            what=same[0].what,
            length=length,
            day=span,
            events=tuple(dict.fromkeys(sign.event for sign in same)),
        )

    def unseen(self, point: Point, gap: int, *, apart: int = 1) -> bool:
        """Whether a moment comes more than ``gap`` days after the start and every look before.

        A look is before it when it is ``apart`` days away: 0 takes in one on the very day.
        """
        course, order = self.course, self.order
        looks = [r for r in self.looks if r.point != point]
        if order.known(course.start, point, gap + 1) is False:
            return False
        for r in looks:
            near = order.known(r.point, point, gap + 1) is False
            if near and order.known(r.point, point, apart) is True:
                return False
        return order.reaches(course.start, point, gap + 1) and all(
            not order.reaches(r.point, point, apart) or order.reaches(r.point, point, gap + 1)
            for r in looks
        )

    def at_last_look(self, rule: str = "", before: Point | None = None) -> Outcome:
        """Censored at the last tumour assessment (before a moment), or at the start without one."""
        certain: list[Record] = []
        possible: list[Record] = []
        for r in self.looks:
            known = self._belongs(r, before)
            if known is not False:
                possible.append(r)
            if known is True:
                certain.append(r)
        what, default = "last tumour assessment", "last-assessment"
        if not possible:
            what, default = "start: no tumour assessment", "no-assessment"
        cut = rule or self._reason(default)
        if cut in _AFTERMATH and possible:
            what += f" {_AFTERMATH[cut]}"
        return self._censored(what, cut, [r.point for r in certain], possible, before)

    def at_last_sign(self, rule: str = "last-known-alive") -> Outcome:
        """Censored where the patient was last known alive, within the course."""
        order, course = self.order, self.course
        signs = self.records.alive
        if self.convention.last_alive is LastAlive.STATED and self.records.follow_up:
            signs = self.records.follow_up
        certain = [s.point for s in signs]
        if course.limit is not None:
            spans, end = order.dates.span, order.dates.span(course.limit)[0]
            before = [spans(s.point)[0] for s in signs if spans(s.point)[1] <= end]
            floor = max(before, default=-inf)  # what surely ended sooner cannot be the last
            signs = tuple(s for s in signs if spans(s.point)[1] >= floor)
            places = {s: order.known(s.point, course.limit) for s in signs}
            signs = tuple(s for s in signs if places[s] is not False)
            certain = [s.point for s in signs if places[s] is True]
        lost = any(sign.point == other.point for sign in signs for other in self.records.lost)
        reason = "lost-to-follow-up" if lost else rule
        return self._censored("last known alive", reason, certain, signs, None)

    def _belongs(self, r: Record, before: Point | None) -> bool | None:
        known = self.course.may_have(self.order, r, self.convention)
        if r.point == self.course.start:  # the response that a duration runs from
            known = True
        if before is None or known is False:
            return known
        earlier = False if r.point == before else self.order.known(r.point, before, 1)
        return False if earlier is False else (known and earlier)

    def _censored(
        self,
        what: str,
        rule: str,
        certain: Iterable[Point],
        possible: Sequence[Record | Sign],
        before: Point | None,
    ) -> Outcome:
        """Censored at the last of some moments: no sooner than those certain, no later than any."""
        order, start = self.order, self.course.start
        spans = order.dates.span
        begun = spans(start)[0]
        day, latest = order.day(start)
        least: Days = 0
        most: Days = 0
        floor = -inf
        for point in sorted(certain, key=lambda p: -spans(p)[0]):
            if floor == -inf:
                floor = spans(point)[0]
                day = max(day, order.day(point)[0])
            if spans(point)[1] - begun > least:  # an earlier one cannot be the last
                least = max(least, order.between(start, point)[0])
        for item in sorted(possible, key=lambda i: -spans(i.point)[1]):
            high = spans(item.point)[1]
            if high >= floor:
                latest = max(latest, self._capped(high, before, origin=True))
            if high >= floor and min(high, self._end(before)) - begun > most:
                most = max(most, self._capped(order.between(start, item.point)[1], before))
        lows = [(item.event, order.dates.span(item.point)[0]) for item in possible]
        names = [name for name, low in lows if low == floor or floor == -inf]
        return Outcome(
            status=Status.CENSORED,
            what=what,
            length=(least, max(least, most)),
            day=(day, max(day, latest)),
            events=tuple(dict.fromkeys(names)) or ((start.event,) if not possible else ()),
            rule=rule,
        )

    def _capped(self, days: Days, before: Point | None, *, origin: bool = False) -> Days:
        """No later than the moment at which the course is cut."""
        for cut in self._cuts(before):
            end = self.order.day(cut)[1] if origin else self.from_start(cut)[1]
            days = min(days, end)
        return days

    def _end(self, before: Point | None) -> Days:
        """The latest day at which the course is cut."""
        ends = (self.order.dates.span(cut)[1] for cut in self._cuts(before))
        return min(ends, default=inf)

    def _cuts(self, before: Point | None) -> tuple[Point, ...]:
        """The moments after which nothing of the course can lie; a death ends it in any case."""
        cuts = (self.course.limit, before, *(sign.point for sign in self.records.deaths))
        return tuple(cut for cut in cuts if cut is not None)

    def _reason(self, default: str) -> str:
        if self.course.limit is not None:
            return "new-therapy"
        if self.records.lost and not self.records.deaths:
            return "lost-to-follow-up"
        return default

    def _after_life(
        self, span: tuple[Days, Days], length: tuple[Days, Days]
    ) -> tuple[tuple[Days, Days], tuple[Days, Days]]:
        """A death is no earlier than the last sign of life."""
        for sign in self.records.alive:
            low = self.order.dates.span(sign.point)[0]
            if span[0] < low <= span[1]:
                least = self.order.between(self.course.start, sign.point)[0]
                span = low, span[1]
                length = min(max(length[0], least), length[1]), length[1]
        return span, length


_AFTERMATH = {
    "new-therapy": "before new therapy",
    "missed-visits": "before missed visits",
    "lost-to-follow-up": "before loss to follow-up",
}
