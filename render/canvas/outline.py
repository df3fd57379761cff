"""Outlines: what a pen does to draw a shape, as data that every writer can follow.

A command is a letter of SVG's path language and the points it needs, all absolute and in points:
``M`` move (1 point), ``L`` line to (1), ``C`` Bézier curve to (3), ``Z`` close (0).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from render.canvas.box import Box, Point

Command = tuple[Literal["M", "L", "C", "Z"], tuple[Point, ...]]
Outline = tuple[Command, ...]
Segment = tuple[Point, Point]

_CLOSE: Command = ("Z", ())
# How far a quarter circle's control points lie from its ends, for a radius of 1.
_KAPPA = 0.5523


def polyline(points: Sequence[Point]) -> Outline:
    """Straight lines from point to point."""
    start, *rest = points
    return (("M", (start,)), *(("L", (point,)) for point in rest))


def polygon(points: Sequence[Point]) -> Outline:
    """A closed shape with these corners."""
    return (*polyline(points), _CLOSE)


def segments(pairs: Iterable[Segment]) -> Outline:
    """Separate straight lines in one outline, as a hatch is made of."""
    return tuple(command for pair in pairs for command in polyline(pair))


def bezier(points: Sequence[Point]) -> Outline:
    """A curve through a start and any number of triples (control, control, end), as Graphviz gives.

    Raises:
        ValueError: the number of points is not 1 + 3n.
    """
    start, *rest = points
    if len(rest) % 3:
        raise ValueError(f"a Bézier curve has 1 + 3n points, not {len(points)}")
    curves: list[Command] = [("C", tuple(rest[i : i + 3])) for i in range(0, len(rest), 3)]
    return (("M", (start,)), *curves)


def circle(centre: Point, radius: float) -> Outline:
    """A circle of four Bézier curves; it is off by less than 0.03 % of the radius."""
    x, y = centre
    r, k = radius, radius * _KAPPA
    right, below, left, above = (x + r, y), (x, y + r), (x - r, y), (x, y - r)
    return (
        ("M", (right,)),
        ("C", ((x + r, y + k), (x + k, y + r), below)),
        ("C", ((x - k, y + r), (x - r, y + k), left)),
        ("C", ((x - r, y - k), (x - k, y - r), above)),
        ("C", ((x + k, y - r), (x + r, y - k), right)),
        _CLOSE,
    )


def bounds(outline: Outline) -> Box:
    """A box that holds the outline; for curves that of their control points, which is larger."""
    return Box.around(point for _, points in outline for point in points)
