"""The markers of an event, side by side, and how sure the report is of its day."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from render.canvas.outline import Outline, Segment, circle, polyline, segments
from render.canvas.palette import BLACK, WHITE
from render.canvas.scene import Item, Path, Stroke
from render.canvas.style import Theme
from render.figures.common.markers import MARKERS, EventMarker
from timeline.model.components import Scope

# The marker of a response of one organ or lesion has this share of the full size; that of an organ
# stands in a ring.
_PART_SIZE = {Scope.OVERALL: 1.0, Scope.ORGAN: 0.72, Scope.LESION: 0.64}
_RING = 1.26
_UNDERLINE = 1.4
_CHANGE = 0.32
_BETWEEN = 1.5
CAP = 2.5
ARROW = 5.0
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
class CourseLine:
    """How long it lasted, as x: surely to ``sure``, perhaps to ``latest``, or beyond if ongoing."""

    start: float
    sure: float
    latest: float
    ongoing: bool = False


@attrs.frozen(kw_only=True)
class MarkerPlace:
    """All that is drawn of an event without a bar, but its label."""

    x: float
    markers: tuple[EventMarker, ...]
    assumed: bool = False
    whisker: Whisker | None = None
    course: CourseLine | None = None


def markers_width(markers: tuple[EventMarker, ...], theme: Theme) -> float:
    """The width of markers side by side, in points."""
    return sum(_size(marker, theme) for marker in markers) + _BETWEEN * (len(markers) - 1)


def _size(marker: EventMarker, theme: Theme) -> float:
    if marker.scope is Scope.ORGAN:
        return theme.marker_size * _RING
    return theme.marker_size * _PART_SIZE[marker.scope]


def draw_markers(place: MarkerPlace, theme: Theme, y: float) -> tuple[Item, ...]:
    """The markers side by side around the height ``y``, on their whisker and course."""
    items: list[Item] = []
    if place.course:
        items += _draw_course(place.course, theme, y)
    if place.whisker:
        items += _draw_whisker(place.whisker, place.x, theme, y)
    x = place.x - markers_width(place.markers, theme) / 2
    for marker in place.markers:
        size = _size(marker, theme)
        items += _draw_marker(marker, x + size / 2, y, size, assumed=place.assumed)
        x += size + _BETWEEN
    return tuple(items)


def _draw_marker(
    marker: EventMarker, x: float, y: float, room: float, *, assumed: bool
) -> Iterator[Item]:
    style = MARKERS[marker.meaning]
    size = room
    if marker.scope is Scope.ORGAN:
        size = room / _RING * _PART_SIZE[Scope.ORGAN]
        yield Path(circle((x, y), room / 2 - _RING_LINE.width / 2), fill=WHITE, stroke=_RING_LINE)
    if marker.absent:
        style = attrs.evolve(style, fill=WHITE)
    yield (style.assumed if assumed else style).at(x, y, size)
    if marker.read:
        low = y + room / 2 + _UNDERLINE
        yield Path(polyline([(x - size * 0.45, low), (x + size * 0.45, low)]), stroke=_STRIKE)
    if marker.absent:
        half = size * 0.58
        yield Path(polyline([(x - half, y - half), (x + half, y + half)]), stroke=_STRIKE)
    if marker.gained or marker.lost:
        yield Path(_change(marker, x, y, size * _CHANGE), stroke=_STRIKE)


def _change(marker: EventMarker, x: float, y: float, half: float) -> Outline:
    """A plus for what was gained, a minus for what was lost, the one above the other for both."""
    both = marker.gained and marker.lost
    lift = half * 0.45 if both else 0.0
    lines: list[Segment] = []
    if marker.gained:
        reach = half * (0.6 if both else 1)
        lines += [((x - reach, y - lift), (x + reach, y - lift))]
        lines += [((x, y - lift - reach), (x, y - lift + reach))]
    if marker.lost:
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
            solid.append(((end, y - CAP), (end, y + CAP)))
    line = Stroke(theme.muted_color, _LINE)
    yield Path(segments(solid), stroke=line)
    if dotted:
        yield Path(segments(dotted), stroke=attrs.evolve(line, dash=_DOTS))


def _draw_course(course: CourseLine, theme: Theme, y: float) -> Iterator[Item]:
    line = Stroke(theme.muted_color, 2 * _LINE)
    if course.sure > course.start:
        yield Path(polyline([(course.start, y), (course.sure, y)]), stroke=line)
    if course.latest > course.sure:
        dashed = attrs.evolve(line, dash=_DASHES)
        yield Path(polyline([(course.sure, y), (course.latest, y)]), stroke=dashed)
    if course.ongoing:
        yield MARKERS["ongoing"].at(course.latest + ARROW / 2, y, ARROW)
