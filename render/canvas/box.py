"""Axis-parallel boxes in points, x to the right and y downwards, as in SVG."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

Point = tuple[float, float]

# Coordinates are written with two decimals, so closer than this is the same place.
TOLERANCE = 0.01


@attrs.frozen
class Box:
    """The rectangle between two corners; ``left <= right`` and ``top <= bottom``, in points."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, points: Iterable[Point]) -> Box:
        """The smallest box that holds every point.

        Raises:
            ValueError: there are no points.
        """
        xs, ys = zip(*points, strict=True)
        return cls(min(xs), min(ys), max(xs), max(ys))

    @property
    def width(self) -> float:
        """Points from left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Points from top to bottom."""
        return self.bottom - self.top

    @property
    def centre(self) -> Point:
        """The point in the middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def grown(self, by: float) -> Box:
        """The box with ``by`` points added on each of its four sides."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def union(self, other: Box) -> Box:
        """The smallest box that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def overlaps(self, other: Box) -> bool:
        """Whether the boxes share an area; boxes that only touch do not."""
        return (
            self.left < other.right - TOLERANCE
            and other.left < self.right - TOLERANCE
            and self.top < other.bottom - TOLERANCE
            and other.top < self.bottom - TOLERANCE
        )

    def holds(self, other: Box) -> bool:
        """Whether the other box lies inside this one, edges included."""
        return (
            self.left <= other.left + TOLERANCE
            and self.top <= other.top + TOLERANCE
            and other.right <= self.right + TOLERANCE
            and other.bottom <= self.bottom + TOLERANCE
        )
