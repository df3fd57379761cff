"""The markers of an event: where in its range they stand, and how sure the report is of it.

A marker never claims a day that the report does not give: it stands in the middle of a whisker
over the days it may have been, or next to the only bound that is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import attrs

from render.canvas.labels import Span
from render.canvas.outline import Outline, Segment, circle, polyline, segments
from render.canvas.palette import BLACK, WHITE
from render.canvas.scene import Item, Path, Stroke
from render.canvas.style import MARKERS, Theme
from render.figures.entries import Entry
from render.figures.lanes import Sign, drug_classes
from render.figures.marks import EventMark, Field, Key, with_chip
from timeline.model.components import Scope
from timeline.model.moments import Edge

# The marker of a response of one organ or lesion has this share of the full size; that of an organ
# stands in a ring.
_PART_SIZE = {Scope.OVERALL: 1.0, Scope.ORGAN: 0.72, Scope.LESION: 0.64}
_RING = 1.26
_UNDERLINE = 1.4
_CHANGE = 0.32
_BETWEEN = 1.5
_CAP = 2.5
_ARROW = 5.0
_LINE = 0.9
_DOTS = (1.2, 1.4)
_DASHES = (3.0, 1.5)
_STRIKE = Stroke(BLACK, 0.9)
_RING_LINE = Stroke(BLACK, 0.6)


@attrs.frozen(kw_only=True)
class Whisker:
    """The days on which a moment may have been, as x; an open end has no known bound there."""

    left: float
    right: float
    open_left: bool = False
    open_right: bool = False


@attrs.frozen(kw_only=True)
class Course:
    """How long it lasted, as x: surely to ``sure``, perhaps to ``latest``, or beyond if ongoing."""

    start: float
    sure: float
    latest: float
    ongoing: bool = False


@attrs.frozen(kw_only=True)
class MarkerPlace:
    """All that is drawn of an event without a bar, but its label."""

    x: float
    signs: tuple[Sign, ...]
    assumed: bool = False
    whisker: Whisker | None = None
    course: Course | None = None


def marker_mark(entry: Entry, field: Field, theme: Theme) -> EventMark:
    """The marker of an event, one for each kind of response, with its whisker and course."""
    signs = entry.signs
    assumed = bool(entry.assumed & {Edge.AT, Edge.START})
    half = _extent(signs, theme) / 2
    x, whisker = _moment(entry, field, half)
    course = _course(entry, field, x + half)
    place = MarkerPlace(x=x, signs=signs, assumed=assumed, whisker=whisker, course=course)
    left, right = x - half, x + half
    if whisker:
        left, right = min(left, whisker.left), max(right, whisker.right)
    if course:
        right = max(right, course.latest + (_ARROW if course.ongoing else 0))
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
    margin = half + _CAP
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
    return x, Whisker(left=left, right=right) if right - left > 2 * half + _CAP else None


def _on_whisker(whisker: Whisker | None, x: float, half: float, *, course: bool) -> Span | None:
    """Where a label may cover the whisker: right of the marker, and short of the cap.

    A whisker across the whole axis leaves its label no place beside it.
    """
    if whisker is None or course:
        return None
    return Span(x + half, whisker.right - 2 * _CAP)


def _course(entry: Entry, field: Field, begin: float) -> Course | None:
    """The line from the marker to the end of what lasted; None when the marker would hide it."""
    if not entry.has_course or entry.start.latest is None:
        return None
    start = field.x(entry.start.latest, begin)
    sure = field.cut_off if entry.ongoing else field.x(entry.end.earliest, start)
    latest = field.cut_off if entry.ongoing else field.x(entry.end.latest, start)
    if latest <= begin:
        return None
    sure = max(start, sure)
    return Course(start=start, sure=sure, latest=max(sure, latest), ongoing=entry.ongoing)


def _extent(signs: tuple[Sign, ...], theme: Theme) -> float:
    """The width of markers side by side, in points."""
    return sum(_size(sign, theme) for sign in signs) + _BETWEEN * (len(signs) - 1)


def _size(sign: Sign, theme: Theme) -> float:
    if sign.scope is Scope.ORGAN:
        return theme.marker_size * _RING
    return theme.marker_size * _PART_SIZE[sign.scope]


def _keys(place: MarkerPlace) -> Iterator[Key]:
    for sign in place.signs:
        yield Key("marker", sign.meaning)
        if sign.scope is not Scope.OVERALL:
            yield Key("convention", str(sign.scope))
        for name in ("read", "absent", "gained", "lost"):
            if getattr(sign, name):
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


def draw_markers(place: MarkerPlace, theme: Theme, y: float) -> tuple[Item, ...]:
    """The markers side by side around the height ``y``, on their whisker and course."""
    items: list[Item] = []
    if place.course:
        items += _draw_course(place.course, theme, y)
    if place.whisker:
        items += _draw_whisker(place.whisker, place.x, theme, y)
    x = place.x - _extent(place.signs, theme) / 2
    for sign in place.signs:
        size = _size(sign, theme)
        items += _draw_sign(sign, x + size / 2, y, size, assumed=place.assumed)
        x += size + _BETWEEN
    return tuple(items)


def _draw_sign(sign: Sign, x: float, y: float, room: float, *, assumed: bool) -> Iterator[Item]:
    style = MARKERS[sign.meaning]
    size = room
    if sign.scope is Scope.ORGAN:
        size = room / _RING * _PART_SIZE[Scope.ORGAN]
        yield Path(circle((x, y), room / 2 - _RING_LINE.width / 2), fill=WHITE, stroke=_RING_LINE)
    if sign.absent:
        style = attrs.evolve(style, fill=WHITE)
    yield (style.assumed if assumed else style).at(x, y, size)
    if sign.read:
        low = y + room / 2 + _UNDERLINE
        yield Path(polyline([(x - size * 0.45, low), (x + size * 0.45, low)]), stroke=_STRIKE)
    if sign.absent:
        half = size * 0.58
        yield Path(polyline([(x - half, y - half), (x + half, y + half)]), stroke=_STRIKE)
    if sign.gained or sign.lost:
        yield Path(_change(sign, x, y, size * _CHANGE), stroke=_STRIKE)


def _change(sign: Sign, x: float, y: float, half: float) -> Outline:
    """A plus for what was gained, a minus for what was lost, the one above the other for both."""
    both = sign.gained and sign.lost
    lift = half * 0.45 if both else 0.0
    lines: list[Segment] = []
    if sign.gained:
        reach = half * (0.6 if both else 1)
        lines += [((x - reach, y - lift), (x + reach, y - lift))]
        lines += [((x, y - lift - reach), (x, y - lift + reach))]
    if sign.lost:
        low = y + half * 0.8 if both else y
        lines += [((x - half, low), (x + half, low))]
    return segments(lines)


def _draw_whisker(whisker: Whisker, x: float, theme: Theme, y: float) -> Iterator[Item]:
    """A line with a cap at each known bound, dotted and without a cap where there is none."""
    solid: list[Segment] = []
    dotted: list[Segment] = []
    for end, is_open in ((whisker.left, whisker.open_left), (whisker.right, whisker.open_right)):
        (dotted if is_open else solid).append(((x, y), (end, y)))
        if not is_open:
            solid.append(((end, y - _CAP), (end, y + _CAP)))
    line = Stroke(theme.muted_color, _LINE)
    yield Path(segments(solid), stroke=line)
    if dotted:
        yield Path(segments(dotted), stroke=attrs.evolve(line, dash=_DOTS))


def _draw_course(course: Course, theme: Theme, y: float) -> Iterator[Item]:
    line = Stroke(theme.muted_color, 2 * _LINE)
    if course.sure > course.start:
        yield Path(polyline([(course.start, y), (course.sure, y)]), stroke=line)
    if course.latest > course.sure:
        dashed = attrs.evolve(line, dash=_DASHES)
        yield Path(polyline([(course.sure, y), (course.latest, y)]), stroke=dashed)
    if course.ongoing:
        yield MARKERS["ongoing"].at(course.latest + _ARROW / 2, y, _ARROW)
