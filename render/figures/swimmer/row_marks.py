"""The marks of a row, none of them hidden: those that would cover one another stand in two levels.

A mark stands in the middle of the days it may have been on, with a whisker over them along an edge
of the row, off the bars. Where several marks come together they alternate between the upper and the
lower half of the row, and move aside where that is not enough.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

import attrs

from render.canvas.labels import Span
from render.canvas.outline import polyline, segments
from render.canvas.scene import Item, Path, Stroke
from render.canvas.style import Theme
from render.figures.common.event_markers import MarkerPlace, Whisker, draw_markers
from render.figures.swimmer.content import Moment
from render.figures.swimmer.scale import Scale

_BETWEEN = 1.5
# The ring around the marker of an organ, and the outline of others, reach a little further.
_ORGAN = 1.12
# In two levels a mark has this share of the height of the row.
_HALF = 0.5
_LEAST_SIZE = 3.6
_EDGE, _CAP = 0.9, 1.2
_LINE = 0.6
_DOTS = (1.2, 1.2)


@attrs.frozen(kw_only=True)
class RowMark:
    """A mark in its row: where it would stand, where it stands, its level and its whisker.

    ``level`` is 0 in the middle of the row, -1 in its upper and 1 in its lower half, ``edge`` the
    edge that its whisker lies along: -1 for the upper one.
    """

    moment: Moment
    wanted: float
    x: float
    width: float
    level: int = 0
    edge: int = 1
    whisker: Whisker | None = None

    @property
    def span(self) -> Span:
        """The x that its markers cover."""
        return Span(self.x - self.width / 2, self.x + self.width / 2)

    @property
    def moved(self) -> bool:
        """Whether it stands in a level of its own or aside of its day."""
        return self.level != 0 or abs(self.x - self.wanted) > _BETWEEN


def row_marks(
    moments: Iterable[Moment], scale: Scale, room: Span, pitch: float, theme: Theme
) -> list[RowMark]:
    """The marks of what is dated, from left to right, within ``room``; ``pitch`` is a row's height.

    Marks in the middle are as large as the row allows, those in two levels half as high as it.
    """
    size = full_size(pitch, theme)
    wanted = [mark for moment in moments if (mark := _wanted(moment, scale, room, size))]
    wanted.sort(key=lambda mark: mark.x)
    placed: list[RowMark] = []
    for crowd in _crowds(wanted):
        if len(crowd) == 1:
            placed += crowd
        else:
            share = small_size(pitch, theme) / size
            placed += _two_levels([attrs.evolve(m, width=m.width * share) for m in crowd], room)
    placed.sort(key=lambda mark: mark.x)
    edged, edge = [], 1
    for mark in placed:
        edged.append(attrs.evolve(mark, edge=mark.level or edge))
        edge = -edge if mark.whisker else edge
    return edged


def full_size(pitch: float, theme: Theme) -> float:
    """The size of a mark that stands alone, in points."""
    return min(theme.marker_size, pitch * 0.62)


def small_size(pitch: float, theme: Theme) -> float:
    """The size of a mark in one of two levels, in points."""
    return max(_LEAST_SIZE, min(theme.marker_size * 0.8, pitch * _HALF * 0.92))


def _wanted(moment: Moment, scale: Scale, room: Span, size: float) -> RowMark | None:
    earliest, latest = moment.at.earliest, moment.at.latest
    if earliest is None and latest is None:
        return None
    width = size * _ORGAN * len(moment.markers) + _BETWEEN * (len(moment.markers) - 1)
    half = width / 2
    whisker = None
    if earliest is None or latest is None:
        known = earliest if earliest is not None else latest
        assert known is not None
        x = scale.x(known)
        reach = size * 1.4
        left, right = (x - reach, x) if earliest is None else (x, x + reach)
        left, right = max(left, room.left), min(right, room.right)
        x = (left + right) / 2
        whisker = Whisker(
            left=left, right=right, open_left=earliest is None, open_right=latest is None
        )
    else:
        left, right = scale.x(earliest), scale.x(latest)
        x = (left + right) / 2
        if right - left > width + 1:  # a whisker that the marker hides says nothing
            whisker = Whisker(left=left, right=right)
    x = min(max(x, room.left + half), room.right - half)
    return RowMark(moment=moment, wanted=x, x=x, width=width, whisker=whisker)


def _crowds(marks: Sequence[RowMark]) -> list[list[RowMark]]:
    """The marks in runs of which each covers a part of the one before."""
    crowds: list[list[RowMark]] = []
    reached = -math.inf
    for mark in marks:
        if mark.span.left < reached - 0.5 and crowds:
            crowds[-1].append(mark)
        else:
            crowds.append([mark])
        reached = max(reached, mark.span.right)
    return crowds


def _two_levels(crowd: Sequence[RowMark], room: Span) -> list[RowMark]:
    reached = {-1: -math.inf, 1: -math.inf}
    placed: list[RowMark] = []
    for mark in crowd:
        level = min(reached, key=lambda one: (max(reached[one] - mark.span.left, 0), one))
        x = max(mark.x, reached[level] + mark.width / 2)
        placed.append(attrs.evolve(mark, x=x, level=level))
        reached[level] = x + mark.width / 2 + 0.5
    limit = {-1: room.right, 1: room.right}
    for i in range(len(placed) - 1, -1, -1):
        mark = placed[i]
        x = min(mark.x, limit[mark.level] - mark.width / 2)
        placed[i] = attrs.evolve(mark, x=x)
        limit[mark.level] = x - mark.width / 2 - 0.5
    return placed


def draw_row_mark(mark: RowMark, y: float, pitch: float, theme: Theme) -> Iterator[Item]:
    """The markers of one event with their whisker, in a row around the height ``y``."""
    size = full_size(pitch, theme) if mark.level == 0 else small_size(pitch, theme)
    if mark.whisker:
        yield from draw_whisker(mark.whisker, y + mark.edge * (theme.bar_height / 2 + _EDGE), theme)
    place = MarkerPlace(x=mark.x, markers=mark.moment.markers, assumed=mark.moment.assumed)
    height = y + mark.level * pitch / 4
    yield from draw_markers(place, attrs.evolve(theme, marker_size=size), height)


def draw_whisker(whisker: Whisker, y: float, theme: Theme) -> Iterator[Item]:
    """The days of a mark, dotted and without a cap where there is no known bound."""
    line = Stroke(theme.muted_color, _LINE)
    is_open = whisker.open_left or whisker.open_right
    along = polyline([(whisker.left, y), (whisker.right, y)])
    yield Path(along, stroke=attrs.evolve(line, dash=_DOTS) if is_open else line)
    ends = ((whisker.left, whisker.open_left), (whisker.right, whisker.open_right))
    caps = [((x, y - _CAP), (x, y + _CAP)) for x, open_ in ends if not open_]
    yield Path(segments(caps), stroke=line)
