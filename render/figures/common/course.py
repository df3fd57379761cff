"""The course of a case from left to right: where moments stand whose order is known, not their day.

What is dated keeps its days. What is not stands where its order puts it: lengths that are known are
to scale, any other is one step long, whatever it was. Moments of known distance are one group, and
move together; groups stand one after the other, as their moments do in the course.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from math import isinf
from typing import Literal

import attrs

from render.figures.common.course_groups import (
    DaysOf,
    MomentGroup,
    OrderLink,
    after_its_line,
    bases_of,
    before_death,
    moment_groups,
    order_links,
    reached_from,
)
from render.figures.common.event_kinds import look_of
from timeline.analysis.evidence.life import is_dead
from timeline.chronology import Chronology
from timeline.chronology.order import Relation
from timeline.chronology.told import is_course
from timeline.errors import MisuseError, did_you_mean
from timeline.model.bounds import Bounds
from timeline.model.case import Point, end_of, start_of
from timeline.model.moments import Edge

MOST_MOMENTS = 250
"""Moments that are held against each other in pairs; a case with more keeps to its days."""

# A length is known if its bounds are so many days apart, or less than a length: "a year" is a year.
_CLOSE = 31

_LONG_STEP = 10**7  # beside which all that has a length is nothing

AxisKind = Literal["calendar", "months", "course"]
AXES: tuple[AxisKind, ...] = ("calendar", "months", "course")
"""The kinds of axis: calendar days, months from a day 0, or the order of events."""

StepOf = Callable[[int, int], int]
"""How long a step is in days, of the days that are to scale and the most steps in a row."""


@attrs.frozen(kw_only=True)
class CoursePlaces:
    """Where the moments of a case stand, in days of the axis, from the first to the last.

    ``places`` are those placed by their order; all others keep the days that are known of them, or
    those of ``within``, where the places before or after it say more.
    ``dated`` are the first and last day of those, None where there are none, ``aside`` the moments
    that have no order to any other. ``unscaled`` are the stretches whose length means nothing.
    """

    places: Mapping[Point, int]
    within: Mapping[Point, tuple[int | None, int | None]]
    dated: tuple[int, int] | None
    aside: frozenset[Point]
    unscaled: tuple[tuple[int, int], ...]
    first: int
    last: int

    def days(self, point: Point, known: Bounds) -> Bounds:
        """The days that a moment is drawn at, of those that are known of it."""
        if point in self.aside:
            return Bounds(None, None, calendar=False)
        if point in self.within:
            return Bounds(*self.within[point], calendar=known.calendar)
        place = self.places.get(point)
        return known if place is None else Bounds(place, place, calendar=False)


def axis_kind(name: str | None) -> AxisKind | None:
    """The kind of axis of that name; None where none is asked for.

    Raises:
        MisuseError: there is none.
    """
    if name is None:
        return None
    found = next((kind for kind in AXES if kind == name), None)
    if found is None:
        raise MisuseError(
            f"{name!r} is no axis; there are {', '.join(AXES)}{did_you_mean(name, AXES)}"
        )
    return found


def has_length(chronology: Chronology, first: Point, last: Point) -> bool:
    """Whether the days between two moments are known well enough to be drawn to scale."""
    least, most = chronology.apart(first, last)
    if isinf(least) or isinf(most):
        return False
    return most - least <= max(_CLOSE, abs(least))


def is_told_by_order(chronology: Chronology, days_of: DaysOf) -> bool:
    """Whether less than half of the course has days of its own, so that its order tells more."""
    course = [event for event in chronology.case.events if is_course(event)]
    located = sum(_is_located(days_of(start_of(event))) for event in course)
    return 2 * located < len(course)


def places_in_order(
    chronology: Chronology, days_of: DaysOf, step_of: StepOf
) -> CoursePlaces | None:
    """Where the moments of a case stand; None where nothing is placed by its order.

    Args:
        chronology: the solved case.
        days_of: the days that a moment can have, on the axis.
        step_of: how long a step is.
    """
    moments = tuple(_moments(chronology))
    if len(moments) > MOST_MOMENTS:
        return None
    groups = moment_groups(chronology, days_of, moments)
    links = order_links(chronology, groups)
    if not links:
        return None
    links = before_death(chronology, groups, after_its_line(chronology, groups, links))
    known = _width(groups, links, 0)
    steps = round((_width(groups, links, _LONG_STEP) - known) / _LONG_STEP)
    step = step_of(known, steps + 1)
    groups = tuple(group.in_order(chronology, step) for group in groups)
    return _placed(chronology, days_of, groups, links, bases_of(groups, links, step), step)


def _width(groups: Sequence[MomentGroup], links: Sequence[OrderLink], step: int) -> int:
    """The days from the first moment to the last, where a step is so long."""
    bases = bases_of(groups, links, step)
    right = max(base + group.high for base, group in zip(bases, groups, strict=True))
    return right - min(base + group.low for base, group in zip(bases, groups, strict=True))


def _moments(chronology: Chronology) -> Iterator[Point]:
    """The moments that are drawn: those that are told, and both ends of a bar."""
    for event in chronology.case.events:
        bar = look_of(event).bar_of is not None
        for edge in event.edges:
            point = Point(event.id, edge)
            told = bar or edge is not Edge.END or event.moment(edge) is not None
            if told and not chronology.ongoing(point):
                yield point


def _is_located(days: Bounds) -> bool:
    return days.earliest is not None and days.latest is not None


def _placed(
    chronology: Chronology,
    days_of: DaysOf,
    groups: Sequence[MomentGroup],
    links: Sequence[OrderLink],
    bases: Sequence[int],
    step: int,
) -> CoursePlaces:
    tied = {number for link in links for number in (link.first, link.second)}
    days = groups[0] if groups[0].dated else None
    if days and 0 not in tied and not chronology.calendar and len(days.events) == 1:
        days = None  # one event that has no order to any other
    aside: set[Point] = set()
    inside = [*days.points] if days else []
    places: dict[Point, int] = {}
    for number, (group, base) in enumerate(zip(groups, bases, strict=True)):
        if group is days:
            continue
        if number not in tied or (days and chronology.calendar and not _reaches(0, number, links)):
            aside |= {*group.points}
        elif not days or base + group.low > days.high or base + group.high < days.low:
            places |= {point: base + group.places[point] for point in group.points}
        else:
            inside += group.points
    edges = [*places.values(), *((days.low, days.high) if days else ())]
    known = (days_of(point).earliest for point in inside)
    first = min(edges, default=0)
    last = max([*edges, *(day for day in known if day is not None)], default=0)
    for event in () if is_dead(chronology.case) else chronology.case.events:
        start = start_of(event)
        if chronology.ongoing(end_of(event)):
            begun = places.get(start, days.right(start) if days and start in days.ranges else last)
            last = max(last, begun + step)
    return CoursePlaces(
        places=places,
        within=dict(_within(chronology, days_of, inside, places, (first, last))),
        dated=(days.low, days.high) if days else None,
        aside=frozenset(aside),
        unscaled=tuple(_unscaled(chronology, groups, places, days, {*edges, last})),
        first=first,
        last=last,
    )


def _within(
    chronology: Chronology,
    days_of: DaysOf,
    inside: Sequence[Point],
    places: Mapping[Point, int],
    edges: tuple[int, int],
) -> Iterator[tuple[Point, tuple[int | None, int | None]]]:
    """The days of moments among those that are dated, where their order says more than days do.

    None begins before what it follows or ends after what it precedes; what is known beyond the
    edges of the axis is not drawn.
    """
    low, high = edges
    drawn = {point: (place, place) for point, place in places.items()}
    for point in inside:
        known = days_of(point)
        drawn[point] = (
            low - 1 if known.earliest is None else known.earliest,
            high + 1 if known.latest is None else known.latest,
        )
    for point in inside:
        known = days_of(point)
        earliest, latest = drawn[point]
        for one, (least, most) in drawn.items():
            match chronology.order_of(one, point):
                case Relation.BEFORE:
                    earliest = max(earliest, least)
                case Relation.AFTER:
                    latest = min(latest, most)
        if earliest <= latest:
            found = earliest if earliest >= low else None, latest if latest <= high else None
            if found != (known.earliest, known.latest):
                yield point, found


def _reaches(one: int, other: int, links: Sequence[OrderLink]) -> bool:
    """Whether two groups are tied by their order, through others or not."""
    near = defaultdict(set)
    for link in links:
        near[link.first].add(link.second)
        near[link.second].add(link.first)
    return other in reached_from(one, near)


def _unscaled(
    chronology: Chronology,
    groups: Sequence[MomentGroup],
    places: Mapping[Point, int],
    days: MomentGroup | None,
    edges: set[int],
) -> Iterator[tuple[int, int]]:
    """The stretches between neighbouring places that no known length covers."""
    known = [(days.low, days.high)] if days else []
    for group in groups:
        for first, last in combinations([p for p in group.points if p in places], 2):
            if has_length(chronology, first, last):
                a, b = sorted((places[first], places[last]))
                known.append((a, b))
    for left, right in pairwise(sorted(edges)):
        if not any(a <= left and right <= b for a, b in known):
            yield left, right
