"""The stretch of a case that an endpoint of one line looks at: where it begins, where it is cut."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf
from typing import TypeAlias

import attrs

from timeline.analysis.lines import Line
from timeline.analysis.response.conventions import Convention, NewTherapy
from timeline.analysis.response.dates import Dates
from timeline.analysis.response.orders import Order
from timeline.analysis.response.records import EndpointEvent, Record, Records
from timeline.model.case import Case, Point
from timeline.model.components import Setting

Placed: TypeAlias = Record | EndpointEvent


@attrs.frozen(kw_only=True)
class Course:
    """One line and what bounds it.

    ``start`` is where the clock starts: the line's first dose, unless another moment was named.
    ``following`` is the start of the next line, ``afterwards`` of the one after it, ``limit`` that
    of the next line where later records are left out. ``tumour`` is the one treated, where a
    patient has several: what is told of another does not count. ``sure`` are moments whose records
    belong to it in every order. Its response is evaluated up to the first of ``stops``, the
    progressions that are told, and of ``given_up``, the ends of treatments stopped for progression.
    """

    line: Line | None
    start: Point
    following: Point | None = None
    afterwards: Point | None = None
    limit: Point | None = None
    tumour: str | None = None
    sure: frozenset[Point] = frozenset()
    stops: tuple[EndpointEvent, ...] = ()
    given_up: tuple[Point, ...] = ()

    @property
    def adjuvant(self) -> bool:
        """Whether there is no disease to measure, the treatment being adjuvant."""
        return self.line is not None and self.line.setting is Setting.ADJUVANT

    @property
    def ended(self) -> bool:
        """Whether progression may have ended the evaluation of its response."""
        return bool(self.stops or self.given_up)

    def starting(self, start: Point) -> Course:
        """This course with its clock started at another moment."""
        return Course(
            line=self.line,
            start=start,
            following=self.following,
            afterwards=self.afterwards,
            limit=self.limit,
            tumour=self.tumour,
        )

    def until(self, limit: Point | None) -> Course:
        """This course up to another moment, or without an end when ``limit`` is None."""
        return Course(
            line=self.line,
            start=self.start,
            following=self.following,
            afterwards=self.afterwards,
            limit=limit,
            tumour=self.tumour,
        )

    def surely(
        self, moments: Iterable[Point], stops: tuple[EndpointEvent, ...], given_up: Iterable[Point]
    ) -> Course:
        """This course with the moments that belong to it in every order, and its end."""
        return Course(
            line=self.line,
            start=self.start,
            following=self.following,
            afterwards=self.afterwards,
            limit=self.limit,
            tumour=self.tumour,
            sure=frozenset(moments),
            stops=stops,
            given_up=tuple(given_up),
        )

    def begun(self, order: Order, item: Placed, convention: Convention) -> bool:
        """Whether a record comes after the start (on its day, where the convention says so).

        What the report's words place after it does, even where both may be on one day.
        """
        if self.start in item.after:
            return True
        return order.reaches(self.start, item.point, 0 if convention.day_zero_counts else 1)

    def within(self, order: Order, item: Placed, convention: Convention) -> bool:
        """Whether a record comes before the next line (or on its first day)."""
        if self.limit is None:
            return True
        if self.limit in item.after:
            return False
        return order.reaches(item.point, self.limit, 0 if convention.new_therapy_day_counts else 1)

    def has(self, order: Order, item: Placed, convention: Convention) -> bool:
        """Whether a record belongs to this course."""
        return item.point in self.sure or (
            not self.of_another(item)
            and self.begun(order, item, convention)
            and self.within(order, item, convention)
        )

    def may_have(self, order: Order, item: Placed, convention: Convention) -> bool | None:
        """Whether a record belongs to this course in this order; None where it is open."""
        begun: bool | None = not self.of_another(item)
        if begun and self.start not in item.after:
            begun = order.known(self.start, item.point, 0 if convention.day_zero_counts else 1)
        if begun is False or self.limit is None:
            return begun
        if self.limit in item.after:
            return False
        days = 0 if convention.new_therapy_day_counts else 1
        within = order.known(item.point, self.limit, days)
        return False if within is False else (begun and within)

    def of_another(self, item: Placed) -> bool:
        """Whether a record is told of another tumour than the one treated."""
        return None not in (self.tumour, item.tumour) and item.tumour != self.tumour


def courses(
    case: Case, lines: Sequence[Line], convention: Convention, start: Point | None = None
) -> tuple[Course, ...]:
    """One course per line; ``start`` sets every clock to another moment (diagnosis, visit)."""
    found = []
    tumours = [case.event(line.therapies[0]).tumour for line in lines]
    for number, line in enumerate(lines):
        tumour = tumours[number]
        rest = zip(lines[number + 1 :], tumours[number + 1 :], strict=True)
        later = [o.start for o, other in rest if None in (tumour, other) or other == tumour]
        following = later[0] if later else None
        found.append(
            Course(
                line=line,
                start=start or line.start,
                following=following,
                afterwards=later[1] if len(later) > 1 else None,
                limit=following if convention.new_therapy is NewTherapy.EXCLUDE else None,
                tumour=tumour,
            )
        )
    return tuple(found)


def narrowed(
    course: Course, records: Records, dates: Dates, convention: Convention
) -> tuple[Course, Records]:
    """A course that knows what surely belongs to it, and the records that may.

    Both by the days of each moment alone, so that no rule has to ask in every order again. An iUPD
    is judged by what follows it, be it after the course: then all records are kept.
    """
    spans, start, limit = dates.spans, course.start, course.limit
    first, begun = spans[start]
    begun += 0 if convention.day_zero_counts else 1
    last, over = (inf, inf) if limit is None else spans[limit]
    last -= 0 if convention.new_therapy_day_counts else 1
    sure = []

    def may_belong(item: Placed) -> bool:
        low, high = spans[item.point]
        if start in item.after or limit in item.after or course.of_another(item):
            return True
        if begun <= low and high <= last:
            sure.append(item.point)
            return True
        return first <= high and low <= over

    responses = [r for r in records.responses if may_belong(r)]
    told = [sign for sign in records.progressions if may_belong(sign)]
    near = records.limited(responses, told)
    ends = [sign.point for sign in records.stopped_of(course.line)]
    course = course.surely(sure, near.confirmed(convention), ends)
    return course, records if records.unconfirmed else near
