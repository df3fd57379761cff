"""What lies beneath a point of a scene: the colour of the paper and of all fills on it so far.

Text is read against what lies beneath it, and a hatch seen against its bar; so a check of contrast
and a change of colours both ask this.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterator

import attrs

from render.canvas.box import Box, Point
from render.canvas.outline import Outline, Segment
from render.canvas.palette import WHITE, mixed
from render.canvas.scene import Fade, Item, Marker, Path, Rect

# Shapes are looked up by horizontal strips of this height, in points.
_STRIP = 24.0
_PARTS_OF_A_CURVE = 6
# A shape holds its own edge, and rounding must not put a text outside its plate.
_EDGE = 0.01


@attrs.frozen
class _Shape:
    order: int
    box: Box
    fill: str | Fade
    # The corners of each closed part; none for a rectangle, which its box describes.
    parts: tuple[tuple[Point, ...], ...]

    def holds(self, x: float, y: float) -> bool:
        box = self.box
        if not (box.left - _EDGE <= x <= box.right + _EDGE):
            return False
        if not (box.top - _EDGE <= y <= box.bottom + _EDGE):
            return False
        return not self.parts or sum(_crossings(part, x, y) for part in self.parts) % 2 == 1


@attrs.frozen
class Line:
    """A stroked straight line, and how many items had been painted before it."""

    order: int
    segment: Segment
    color: str
    width: float


class Beneath:
    """A scene as painted so far, item by item; the paper is white unless another is given."""

    def __init__(self, paper: str = WHITE) -> None:
        """An empty sheet."""
        self._paper = paper
        self._count = 0
        self._shapes: dict[int, list[_Shape]] = defaultdict(list)
        self._lines: dict[int, list[Line]] = defaultdict(list)

    def paint(self, item: Item) -> None:
        """Add the fill and the lines of an item; text and groups change nothing beneath others."""
        if not isinstance(item, Rect | Path | Marker):
            return
        self._count += 1
        if item.fill is not None:
            self._add_shape(item, item.fill)
        if item.stroke is not None:
            for segment in segments_of(item):
                line = Line(self._count, segment, item.stroke.color, item.stroke.width)
                for strip in _strips(segment[0][1], segment[1][1]):
                    self._lines[strip].append(line)

    def color(self, x: float, y: float) -> str:
        """The colour at a point, fades blended with what lies beneath them."""
        fades: list[tuple[str, float]] = []
        found = self._paper
        for shape in reversed(self._shapes[math.floor(y / _STRIP)]):
            if not shape.holds(x, y):
                continue
            if isinstance(shape.fill, str):
                found = shape.fill
                break
            box, fade = shape.box, shape.fill
            share = (x - box.left) / box.width if box.width else 0.0
            fades.append((fade.color, fade.left + (fade.right - fade.left) * share))
        for color, opacity in reversed(fades):
            found = mixed(found, color, min(max(opacity, 0.0), 1.0))
        return found

    def lines_under(self, box: Box) -> Iterator[Line]:
        """The lines that run through a box and are not painted over there."""
        seen: set[int] = set()
        for strip in _strips(box.top, box.bottom):
            for line in self._lines[strip]:
                if id(line) in seen:
                    continue
                seen.add(id(line))
                middle = _middle_within(line.segment, box)
                if middle is not None and not self._covered(*middle, line.order):
                    yield line

    def _covered(self, x: float, y: float, order: int) -> bool:
        """Whether a later opaque shape lies over a line painted as number ``order``."""
        return any(
            shape.order > order and isinstance(shape.fill, str) and shape.holds(x, y)
            for shape in self._shapes[math.floor(y / _STRIP)]
        )

    def _add_shape(self, item: Rect | Path | Marker, fill: str | Fade) -> None:
        parts: tuple[tuple[Point, ...], ...] = ()
        if isinstance(item, Rect):
            box = Box(item.x, item.y, item.x + item.width, item.y + item.height)
        else:
            parts = tuple(corners(item.outline))
            box = Box.around(point for part in parts for point in part)
        shape = _Shape(self._count, box, fill, parts)
        for strip in _strips(box.top, box.bottom):
            self._shapes[strip].append(shape)


def segments_of(item: Rect | Path | Marker) -> Iterator[Segment]:
    """The straight lines of an item's outline; curves are cut into a few."""
    if isinstance(item, Rect):
        left, top, right, bottom = item.x, item.y, item.x + item.width, item.y + item.height
        ring = ((left, top), (right, top), (right, bottom), (left, bottom), (left, top))
        yield from itertools.pairwise(ring)
        return
    for part in corners(item.outline):
        yield from itertools.pairwise(part)


def corners(outline: Outline) -> Iterator[tuple[Point, ...]]:
    """The corners of each part of an outline; a closed part ends where it began."""
    part: list[Point] = []
    for letter, points in outline:
        if letter == "M":
            if part:
                yield tuple(part)
            part = [points[0]]
        elif letter == "L":
            part.append(points[0])
        elif letter == "C":
            part += _along(part[-1], *points)
        else:
            part.append(part[0])
    if part:
        yield tuple(part)


def _along(p0: Point, p1: Point, p2: Point, p3: Point) -> Iterator[Point]:
    for step in range(1, _PARTS_OF_A_CURVE + 1):
        t = step / _PARTS_OF_A_CURVE
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        yield (
            a * p0[0] + b * p1[0] + c * p2[0] + d * p3[0],
            a * p0[1] + b * p1[1] + c * p2[1] + d * p3[1],
        )


def _crossings(part: tuple[Point, ...], x: float, y: float) -> int:
    """How often a ray from the point to the right crosses the outline."""
    ring = zip(part, (*part[1:], part[0]), strict=True)
    return sum(
        (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0)
        for (x0, y0), (x1, y1) in ring
    )


def _strips(top: float, bottom: float) -> range:
    low, high = sorted((top, bottom))
    return range(math.floor((low - _EDGE) / _STRIP), math.floor((high + _EDGE) / _STRIP) + 1)


def _middle_within(segment: Segment, box: Box) -> Point | None:
    """The middle of what of a line is inside a box (Liang and Barsky's method), if anything."""
    (x0, y0), (x1, y1) = segment
    enter, leave = 0.0, 1.0
    for low, high, origin, step in (
        (box.left, box.right, x0, x1 - x0),
        (box.top, box.bottom, y0, y1 - y0),
    ):
        if abs(step) < 1e-9:
            if not low < origin < high:
                return None
            continue
        near, far = sorted(((low - origin) / step, (high - origin) / step))
        enter, leave = max(enter, near), min(leave, far)
    if leave < enter:
        return None
    t = (enter + leave) / 2
    return x0 + (x1 - x0) * t, y0 + (y1 - y0) * t
