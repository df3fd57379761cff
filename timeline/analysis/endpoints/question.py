"""What every endpoint rule asks of one line in one order of its moments: events, last looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import inf

import attrs

from timeline.analysis.endpoints.material import Material
from timeline.analysis.endpoints.result import Outcome, Status
from timeline.analysis.evidence.disease import ProgressionEvidence
from timeline.analysis.response.conventions import Convention, LastLook
from timeline.analysis.response.course import Course
from timeline.analysis.response.differences import Days
from timeline.analysis.response.orders import Order
from timeline.analysis.response.records import EndpointEvent, Record, Records, progressions
from timeline.model.case import Point


@attrs.frozen
class Question:
    """One line's course and what may belong to it, in the order the moments are looked at in."""

    material: Material
    course: Course
    records: Records
    convention: Convention
    order: Order

    def over(self, course: Course, convention: Convention | None = None) -> Question:
        """This question about another course, or under another convention."""
        course, records = self.material.narrowed(course)
        return Question(self.material, course, records, convention or self.convention, self.order)

    def until(self, limit: Point | None) -> Question:
        """This question up to another moment, or with all later records when ``limit`` is None."""
        return self if limit == self.course.limit else self.over(self.course.until(limit))

    def for_life(self) -> Question:
        """This question without an end to its course, for deaths and signs of life."""
        if self.course.limit is None:
            return self
        course = self.course.until(None)
        return Question(self.material, course, self.records, self.convention, self.order)

    def starting(self, point: Point) -> Question:
        """This question from a moment of the course on."""
        course = self.course.starting(point)
        return Question(self.material, course, self.records, self.convention, self.order)

    @property
    def looks(self) -> tuple[Record, ...]:
        """The tumour assessments that can end a censored time."""
        return self._looks(self.records)

    def _looks(self, records: Records) -> tuple[Record, ...]:
        evaluable = self.convention.last_look is LastLook.EVALUABLE
        looks = records.evaluable if evaluable else records.overall
        if self.convention.evidence is ProgressionEvidence.RECIST:
            return tuple([r for r in looks if r.category is not None])
        return looks

    def from_start(self, point: Point) -> tuple[Days, Days]:
        """Days from the start of the clock, not negative."""
        least, most = self.order.between(self.course.start, point)
        return max(0, least), max(0, most)

    @property
    def progressions(self) -> tuple[EndpointEvent, ...]:
        """What counts as progression, within the course or not.

        A treatment that stopped for progression tells of it where nothing else does.
        """
        told = progressions(self.records, self.convention, self.order)
        if self.convention.evidence is ProgressionEvidence.RECIST or not self.records.stopped:
            return told
        stopped = self.records.stopped_of(self.course.line)
        return told if not stopped or any(map(self.has, told)) else (*told, *stopped)

    @property
    def deaths(self) -> tuple[EndpointEvent, ...]:
        """The death, if one is told."""
        return self.records.deaths

    def has(self, sign: EndpointEvent) -> bool:
        """Whether a progression is within the course."""
        return self.course.has(self.order, sign, self.convention)

    def dies(self, death: EndpointEvent) -> bool:
        """Whether a death is within the course; one on the first day is.

        A data set that dates it before the start means no less a death: it then counts as one on
        the first day, as whole dates stand as recorded.
        """
        if not self.convention.as_recorded and not self.order.reaches(
            self.course.start, death.point
        ):
            return False
        return self.course.within(self.order, death, self.convention)

    def earliest(
        self, *asked: tuple[Iterable[EndpointEvent], Callable[[EndpointEvent], bool]]
    ) -> EndpointEvent | None:
        """The first of the signs that count, of those on one day the one named first.

        Whether one counts is not asked where it could not be the first anyway.
        """
        order = self.order
        best: EndpointEvent | None = None
        for signs, counts in asked:
            for sign in signs:
                if best is None:
                    best = sign if counts(sign) else None
                elif (
                    order.known(sign.point, best.point, 1) is not False
                    and counts(sign)
                    and order.reaches(sign.point, best.point, 1)
                ):
                    best = sign
        return best

    def event(self, sign: EndpointEvent) -> Outcome:
        """An event happened."""
        span, length = self.order.day(sign.point), self.from_start(sign.point)
        begun = self.order.day(self.course.start)
        return Outcome(
            status=Status.EVENT,
            what=sign.what,
            length=length,
            day=(max(span[0], begun[0]), max(span[1], begun[1])),
            events=(sign.event,),
        )

    def unseen(self, point: Point, gap: int, *, apart: int = 1) -> bool:
        """Whether a moment comes more than ``gap`` days after the start and every look before.

        A look is before it when it is ``apart`` days away: 0 takes in one on the very day.
        """
        course, order = self.course, self.order
        looks = [r for r in self._looks(self.material.records) if r.point != point]
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
        certain: list[Point] = []
        possible: list[Record] = []
        spans = self.order.dates.spans
        floor = -inf  # what surely ended sooner cannot be the last
        for r in sorted(self.looks, key=lambda r: -spans[r.point][1]):
            low, high = spans[r.point]
            if high < floor:
                break
            known = self._belongs(r, before)
            if known is not False:
                possible.append(r)
            if known is True:
                certain.append(r.point)
                floor = max(floor, low)
        if len(possible) > 1:  # in the order of the report again
            events = {r.event for r in possible}
            possible = [r for r in self.looks if r.event in events]
        what, default = "last tumour assessment", "last-assessment"
        if not possible:
            what, default = "start: no tumour assessment", "no-assessment"
        cut = rule or self._reason(default)
        if cut in _AFTERMATH and possible:
            what += f" {_AFTERMATH[cut]}"
        return self._censored(what, cut, certain, possible, before)

    def at_last_sign(self, rule: str = "last-known-alive") -> Outcome:
        """Censored where the patient was last known alive, within the course."""
        order, limit = self.order, self.course.limit
        signs = self.material.last_signs(limit)
        certain = [s.point for s in signs]
        if limit is not None:
            places = [(sign, order.known(sign.point, limit)) for sign in signs]
            signs = [sign for sign, known in places if known is not False]
            certain = [sign.point for sign, known in places if known is True]
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
        possible: Sequence[Record | EndpointEvent],
        before: Point | None,
    ) -> Outcome:
        """Censored at the last of some moments: no sooner than those certain, no later than any."""
        order, start = self.order, self.course.start
        spans = order.dates.spans
        begun = spans[start][0]
        day, latest = order.day(start)
        least: Days = 0
        most: Days = 0
        floor = -inf
        for point in sorted(certain, key=lambda p: -spans[p][0]):
            if floor == -inf:
                floor = spans[point][0]
                day = max(day, order.day(point)[0])
            if spans[point][1] - begun > least:  # an earlier one cannot be the last
                least = max(least, order.between(start, point)[0])
        for item in possible:
            high = spans[item.point][1]
            if high < floor:
                continue
            cuts = self._cuts(before, high)
            latest = max(latest, min([high, *(order.day(cut)[1] for cut in cuts)]))
            if high - begun > most:
                ends = [self.from_start(cut)[1] for cut in cuts]
                most = max(most, min([order.between(start, item.point)[1], *ends]))
        lows = [(item.event, spans[item.point][0]) for item in possible]
        names = [name for name, low in lows if low == floor or floor == -inf]
        return Outcome(
            status=Status.CENSORED,
            what=what,
            length=(least, max(least, most)),
            day=(day, max(day, latest)),
            events=tuple(dict.fromkeys(names)) or ((start.event,) if not possible else ()),
            rule=rule,
        )

    def _cuts(self, before: Point | None, day: Days) -> list[Point]:
        """The moments after which nothing of the course can lie, those surely after a day left out.

        A death ends it in any case.
        """
        spans = self.order.dates.spans
        cuts = (self.course.limit, before, *(sign.point for sign in self.records.deaths))
        return [cut for cut in cuts if cut is not None and spans[cut][0] < day]

    def _reason(self, default: str) -> str:
        if self.course.limit is not None:
            return "new-therapy"
        if self.records.lost and not self.records.deaths:
            return "lost-to-follow-up"
        return default


_AFTERMATH = {
    "new-therapy": "before new therapy",
    "missed-visits": "before missed visits",
    "lost-to-follow-up": "before loss to follow-up",
}
