"""Hatches: what tells two bars apart when colours become greys.

A hatch is line segments cut off at the edges of the bar. An SVG ``<pattern>`` would be shorter but
shows seams where its tiles meet, once printed to PDF.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Literal, get_args

from render.canvas.box import Box, Point
from render.canvas.outline import Outline, Segment, segments

Hatch = Literal[
    "solid", "diagonal", "back-diagonal", "cross", "horizontal", "vertical", "grid", "dots"
]

PATTERNS: tuple[Hatch, ...] = get_args(Hatch)

# The directions of the lines a hatch is made of, in degrees from the x axis, clockwise.
_DIRECTIONS: dict[Hatch, tuple[float, ...]] = {
    "solid": (),
    "diagonal": (-45,),
    "back-diagonal": (45,),
    "cross": (-45, 45),
    "horizontal": (0,),
    "vertical": (90,),
    "grid": (0, 90),
}
# A dot is a line this long (points) with round ends, as lines of no length vanish in some viewers.
_DOT = 0.2


def hatch(box: Box, pattern: Hatch, spacing: float = 5) -> Outline:
    """The segments of a pattern inside a box, to be stroked; none for "solid".

    Lines lie ``spacing`` points apart and symmetric to the middle of the box.
    """
    if pattern == "dots":
        return segments(_dots(box, spacing))
    return segments(
        segment for angle in _DIRECTIONS[pattern] for segment in _lines(box, angle, spacing)
    )


def _lines(box: Box, angle: float, spacing: float) -> Iterator[Segment]:
    along = (math.cos(math.radians(angle)), math.sin(math.radians(angle)))
    across = (-along[1], along[0])
    reach = (abs(across[0]) * box.width + abs(across[1]) * box.height) / 2
    for offset in _spread(reach, spacing):
        middle = (
            box.centre[0] + across[0] * offset,
            box.centre[1] + across[1] * offset,
        )
        segment = _clipped(box, middle, along)
        if segment is not None:
            yield segment


def _spread(reach: float, spacing: float) -> Iterator[float]:
    """Distances from the middle, ``spacing`` apart, that stay within ``reach``.

    A line in the middle would run through the text, so the first two lie half a spacing off it,
    unless only one line finds room.
    """
    pairs = math.floor(reach / spacing + 0.5 - 1e-6)
    if pairs == 0:
        yield 0
    for i in range(-pairs, pairs):
        yield (i + 0.5) * spacing


def _clipped(box: Box, through: Point, along: Point) -> Segment | None:
    """The part inside the box of the line through a point (Liang and Barsky's method)."""
    enter, leave = -math.inf, math.inf
    for low, high, origin, step in (
        (box.left, box.right, through[0], along[0]),
        (box.top, box.bottom, through[1], along[1]),
    ):
        if abs(step) < 1e-9:
            if not low < origin < high:
                return None
            continue
        near, far = sorted(((low - origin) / step, (high - origin) / step))
        enter, leave = max(enter, near), min(leave, far)
    if leave - enter < 1e-6:
        return None
    return (
        (through[0] + along[0] * enter, through[1] + along[1] * enter),
        (through[0] + along[0] * leave, through[1] + along[1] * leave),
    )


def _dots(box: Box, spacing: float) -> Iterator[Segment]:
    """Rows of dots, every second row moved by half a spacing; the rows are centred on the box."""
    row_height = spacing * 0.8
    rows = max(1, math.floor(box.height / row_height))
    for row in range(rows):
        y = box.centre[1] + (row - (rows - 1) / 2) * row_height
        x = box.left + spacing * (0.5 if row % 2 == 0 else 1)
        while x + _DOT < box.right - spacing * 0.2:
            yield (x, y), (x + _DOT, y)
            x += spacing
