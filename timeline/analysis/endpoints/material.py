"""What the endpoints of one case are asked of, read once: its records, their days, a convention."""

from __future__ import annotations

from math import inf

import attrs

from timeline.analysis.response.conventions import Convention, LastAlive
from timeline.analysis.response.course import Course, narrowed
from timeline.analysis.response.dates import Dates
from timeline.analysis.response.records import EndpointEvent, Records
from timeline.model.case import Case, Point


@attrs.frozen(kw_only=True)
class Material:
    """A case under one convention, with what its questions share."""

    case: Case
    records: Records
    dates: Dates
    convention: Convention
    _narrowed: dict[tuple[Point, Point | None], tuple[Course, Records]] = attrs.field(
        factory=dict, init=False
    )
    _last_signs: dict[Point | None, list[EndpointEvent]] = attrs.field(factory=dict, init=False)

    def narrowed(self, course: Course) -> tuple[Course, Records]:
        """A course that knows what surely belongs to it, and the records that may."""
        key = course.start, course.limit
        if key not in self._narrowed:
            self._narrowed[key] = narrowed(course, self.records, self.dates, self.convention)
        return self._narrowed[key]

    def last_signs(self, limit: Point | None) -> list[EndpointEvent]:
        """The signs of life that may be the last by some moment, in document order.

        What has no moment of its own is one where it surely came later than those that have.
        """
        if limit not in self._last_signs:
            signs, spans = self.records.alive, self.dates.spans
            by_order = self.records.lived
            if self.convention.last_alive is LastAlive.STATED and self.records.follow_up:
                signs, by_order = self.records.follow_up, ()
            end = inf if limit is None else spans[limit][0]
            before = [spans[s.point][0] for s in signs if spans[s.point][1] <= end]
            floor = max(before, default=-inf)  # what surely ended sooner cannot be the last
            known = max((spans[sign.point][0] for sign in signs), default=-inf)
            later = [sign for sign in by_order if spans[sign.point][0] > known]
            self._last_signs[limit] = [s for s in (*signs, *later) if spans[s.point][1] >= floor]
        return self._last_signs[limit]
