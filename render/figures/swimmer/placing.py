"""Rows whose lines have an order and hardly a day: one after the other, known lengths to scale."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from render.figures.common.course import (
    AxisKind,
    CoursePlaces,
    has_length,
    is_told_by_order,
    places_in_order,
)
from render.figures.swimmer.content import PlacedLine, Since, Swimmer, end_of_row
from timeline.model.bounds import Bounds
from timeline.model.case import start_of

# A step, which all that has no known length is long, is this share of the longest row, in days.
_STEP_SHARE, _LEAST_STEP, _PLAIN_STEP = 12, 30, 100


def in_course(rows: Sequence[Swimmer], axis: AxisKind | None) -> tuple[Swimmer, ...]:
    """The rows as they are drawn: by order where that tells more of a row than its days do."""
    longest = max((row.seen[1] - row.seen[0] for row in rows), default=0)
    step = max(_LEAST_STEP, longest // _STEP_SHARE) if longest else _PLAIN_STEP
    return tuple(rows) if axis == "months" else tuple(_row(row, step, axis) for row in rows)


def _row(row: Swimmer, step: int, axis: AxisKind | None) -> Swimmer:
    chronology, since = row.chronology, Since(row.chronology, row.anchor)
    if axis is None and not is_told_by_order(chronology, since):
        return row
    places = places_in_order(chronology, since, lambda _known, _steps: step)
    if places is None:
        return row
    courses = tuple(_line(row, course, places) for course in row.courses)
    moments = tuple(
        attrs.evolve(moment, at=places.days(start_of(moment.event), moment.at))
        for moment in row.moments
    )
    _, end = end_of_row(courses, moments, places.last, places.last)
    shown = [c.start.latest for c in courses] + [m.at.latest for m in moments]
    first = min((day for day in shown if day is not None), default=places.first)
    return attrs.evolve(
        row,
        courses=courses,
        moments=moments,
        end=end,
        seen=(first, places.last),
        by_order=True,
        unscaled=places.unscaled,
    )


def _line(row: Swimmer, course: PlacedLine, places: CoursePlaces) -> PlacedLine:
    first, last = course.line.start, course.line.end
    start, end = places.days(first, course.start), course.end
    if course.ongoing:
        end = Bounds(places.last, places.last, calendar=False)
    elif last is not None:
        end = places.days(last, end)
    by_order = first in places.places or last in places.places
    if course.ongoing:
        by_order |= places.dated is None or places.last > places.dated[1]
        return attrs.evolve(course, start=start, end=end, unscaled=by_order)
    known = last is not None and has_length(row.chronology, first, last)
    return attrs.evolve(course, start=start, end=end, unscaled=by_order and not known)
