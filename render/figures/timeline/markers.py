"""The markers of an event: where in its range they stand, and how sure the report is of it.

A marker never claims a day that the report does not give: it stands in the middle of a whisker
over the days it may have been, or next to the only bound that is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from render.canvas.labels import Span
from render.canvas.style import Theme
from render.figures.common.event_kinds import drug_classes
from render.figures.common.event_markers import (
    ARROW,
    CAP,
    CourseLine,
    MarkerPlace,
    Whisker,
    draw_markers,
    markers_width,
)
from render.figures.common.legend import Key
from render.figures.timeline.content import Entry
from render.figures.timeline.marks import EventMark, Field, with_chip
from timeline.model.components import Scope
from timeline.model.moments import Edge


def marker_mark(entry: Entry, field: Field, theme: Theme) -> EventMark:
    """The marker of an event, one for each kind of response, with its whisker and course."""
    markers = entry.markers
    assumed = bool(entry.assumed & {Edge.AT, Edge.START})
    half = markers_width(markers, theme) / 2
    x, whisker = _moment(entry, field, half)
    course = _course(entry, field, x + half)
    place = MarkerPlace(x=x, markers=markers, assumed=assumed, whisker=whisker, course=course)
    left, right = x - half, x + half
    if whisker:
        left, right = min(left, whisker.left), max(right, whisker.right)
    if course:
        right = max(right, course.latest + (ARROW if course.ongoing else 0))
    mark = EventMark(
        span=Span(left - theme.line_width, right + theme.line_width),
        pole=x,
        spare=_on_whisker(whisker, x, half, course=course is not None),
        keys=frozenset(_keys(place)),
        draw=partial(draw_markers, place, theme),
    )
    if entry.blamed is None:
        return mark
    return with_chip(mark, drug_classes(entry.blamed), field, theme)


def _moment(entry: Entry, field: Field, half: float) -> tuple[float, Whisker | None]:
    """The x of the marker and the whisker it stands on, if the moment is not known to the day."""
    earliest, latest = entry.start.earliest, entry.start.latest
    margin = half + CAP
    if earliest is None and latest is None:
        column = field.undated or field.canvas
        return max(column.left + margin, min(column.middle, column.left + 2 * margin)), None
    left, right = field.x(earliest, field.open_left), field.x(latest, field.open_right)
    if latest is None:
        x = min(left + margin, field.canvas.right - 2 * margin)
        return x, Whisker(left=x - margin, right=x + 2 * margin, open_right=True)
    if earliest is None:
        x = max(right - margin, field.canvas.left + 2 * margin)
        return x, Whisker(left=x - 2 * margin, right=x + margin, open_left=True)
    x = min(max((left + right) / 2, field.canvas.left + margin), field.canvas.right - margin)
    # A whisker that the marker hides says nothing.
    return x, Whisker(left=left, right=right) if right - left > 2 * half + CAP else None


def _on_whisker(whisker: Whisker | None, x: float, half: float, *, course: bool) -> Span | None:
    """Where a label may cover the whisker: right of the marker, and short of the cap.

    A whisker across the whole axis leaves its label no place beside it.
    """
    if whisker is None or course:
        return None
    return Span(x + half, whisker.right - 2 * CAP)


def _course(entry: Entry, field: Field, begin: float) -> CourseLine | None:
    """The line from the marker to the end of what lasted; None when the marker would hide it."""
    if not entry.has_course or entry.start.latest is None:
        return None
    start = field.x(entry.start.latest, begin)
    sure = field.cut_off if entry.ongoing else field.x(entry.end.earliest, start)
    latest = field.cut_off if entry.ongoing else field.x(entry.end.latest, start)
    if latest <= begin:
        return None
    sure = max(start, sure)
    return CourseLine(start=start, sure=sure, latest=max(sure, latest), ongoing=entry.ongoing)


def _keys(place: MarkerPlace) -> Iterator[Key]:
    for marker in place.markers:
        yield Key("marker", marker.meaning)
        if marker.scope is not Scope.OVERALL:
            yield Key("convention", str(marker.scope))
        for name in ("read", "absent", "gained", "lost"):
            if getattr(marker, name):
                yield Key("convention", name)
    if place.assumed:
        yield Key("convention", "assumed")
    if place.whisker:
        is_open = place.whisker.open_left or place.whisker.open_right
        yield Key("convention", "open-whisker" if is_open else "whisker")
    if place.course:
        yield Key("convention", "course")
        if place.course.ongoing:
            yield Key("marker", "ongoing")
