"""Which case is which step: names beside a curve of few cases, clear of lines and of each other."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

import attrs

from render.canvas import text
from render.canvas.box import Box, Point
from render.canvas.outline import polyline
from render.canvas.scene import Item, Path, Stroke, Text
from render.canvas.style import Theme

_NEAR = 3.0
# How far a name may be moved from its step, in lines of text up or down and in points sideways.
_LINES = (0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6, 7, -7)
_ASIDE = (0.0, 12.0, 26.0, 42.0)
_WIDEST = 0.3
_LONG_LEADER = 40.0
# So close to its step a leader may touch the curve.
_OWN = 4.0
_LATER_POINT = 6.0


@attrs.frozen
class Anchor:
    """Points of a curve, best first, the cases that changed it there, and what they did."""

    points: tuple[Point, ...]
    names: str
    told: str


@attrs.frozen
class _Spot:
    point: Point
    box: Box
    leader: tuple[Point, Point] | None


def draw_names(
    anchors: Sequence[Anchor],
    lines: Iterable[Sequence[Point]],
    room: Box,
    theme: Theme,
    *,
    faint: Iterable[Sequence[Point]] = (),
) -> tuple[tuple[Item, ...], tuple[Anchor, ...]]:
    """Names within ``room``, and the anchors that found no place, to be told elsewhere.

    Args:
        anchors: what is to be named, from left to right.
        lines: the curves, as corners, which no name may cross.
        room: where names may stand.
        theme: type size and colours.
        faint: thin lines that a name crosses only if there is no other place for it.
    """
    size = theme.small_size
    taken = [_around(a, b) for line in lines for a, b in pairwise(line)]
    taken += [Box(x - 1, y - 4, x + 1, y + 4) for x, y in (anchor.points[0] for anchor in anchors)]
    spared = [*taken, *(_around(a, b) for line in faint for a, b in pairwise(line))]
    leaders: list[Box] = []
    labels: list[Box] = []
    items: list[Item] = []
    unplaced: list[Anchor] = []
    for anchor in anchors:
        words = text.ellipsize(anchor.names, size, room.width * _WIDEST)
        width = text.width(words, size)
        spot = _free(anchor.points, width, size, room, (spared, taken, leaders, labels))
        if spot is None or _far(spot):
            crossing = _free(anchor.points, width, size, room, (taken, taken, leaders, labels))
            spot = crossing if spot is None or (crossing and not _far(crossing)) else spot
        if spot is None or words != anchor.names:
            unplaced.append(anchor)
        if spot is None:
            continue
        labels.append(spot.box)
        if spot.leader:
            leaders += _samples(*spot.leader)
            stroke = Stroke(theme.muted_color, 0.4)
            items.append(Path(polyline(spot.leader), stroke=stroke))
        y = spot.box.top + text.ASCENT * size
        items.append(Text(spot.box.left, y, words, size=size, fill=theme.text_color))
    return tuple(items), tuple(unplaced)


def _free(
    points: Sequence[Point],
    width: float,
    size: float,
    room: Box,
    taken: tuple[Sequence[Box], Sequence[Box], Sequence[Box], Sequence[Box]],
) -> _Spot | None:
    """The nearest place for a name that crosses no line, and for its leader that no curve."""
    lines, curves, leaders, labels = taken
    height = (text.ASCENT + text.DESCENT) * size
    spots = [
        (_distance(spot, turn), spot)
        for turn, point in enumerate(points)
        for spot in _spots(point, width, height)
    ]
    for _, spot in sorted(spots, key=lambda one: one[0]):
        if not room.holds(spot.box):
            continue
        if any(spot.box.overlaps(other) for other in (*lines, *leaders, *labels)):
            continue
        if spot.leader is None:
            return spot
        own = Box(*spot.point, *spot.point).grown(_OWN)
        way = _samples(*spot.leader)
        off = [dot for dot in way if not dot.overlaps(own)]
        if any(dot.overlaps(label) for dot in way for label in labels):
            continue
        if not any(dot.overlaps(curve) for dot in off for curve in curves):
            return spot
    return None


def _far(spot: _Spot) -> bool:
    """Whether the way to the name is so long that crossing a thin line is the lesser evil."""
    if spot.leader is None:
        return False
    (x, y), (there, height) = spot.leader
    return abs(x - there) + abs(y - height) > _LONG_LEADER


def _spots(point: Point, width: float, height: float) -> Iterable[_Spot]:
    x, y = point
    for left in (x + _NEAR, x - _NEAR - width):  # level with its step: no leader needed
        yield _Spot(point, Box(left, y - height / 2, left + width, y + height / 2), None)
    for lines in _LINES:
        for aside in _ASIDE:
            for left in (x + _NEAR + aside, x - _NEAR - aside - width):
                for top in (y - height - 1 - lines * height, y + 1 + lines * height):
                    box = Box(left, top, left + width, top + height)
                    near = lines == 0 and aside == 0
                    yield _Spot(point, box, None if near else (point, _nearest(point, box)))


def _nearest(point: Point, box: Box) -> Point:
    # A leader ends at the side of the name that is nearer, half-way up.
    x = box.left - 1 if point[0] < box.left else box.right + 1
    return x, box.centre[1]


def _distance(spot: _Spot, turn: int) -> tuple[float, float, float]:
    """How far a name is from its point; one of the later points must be worth it."""
    (x, y), box = spot.point, spot.box
    side = box.left if x <= box.left else box.right
    away = math.dist((x, y), (side, box.centre[1])) + turn * _LATER_POINT
    return round(away, 3), box.top, box.left


def _around(a: Point, b: Point) -> Box:
    return Box.around([a, b]).grown(0.8)


def _samples(a: Point, b: Point) -> tuple[Box, ...]:
    """Small boxes along a line."""
    count = math.ceil(math.dist(a, b)) + 1
    steps = [n / count for n in range(1, count + 1)]
    points = [(a[0] + (b[0] - a[0]) * s, a[1] + (b[1] - a[1]) * s) for s in steps]
    return tuple(Box(x, y, x, y).grown(0.4) for x, y in points)
