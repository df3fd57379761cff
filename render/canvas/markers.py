"""The shapes of markers. Shape carries the meaning, so that it survives greyscale printing.

Each shape is drawn in a square around (0, 0) of about one unit; the sizes differ a little so that
the shapes *look* equally large. All are closed outlines to be filled.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Literal

from render.canvas.box import Point
from render.canvas.outline import Outline, circle, polygon

Shape = Literal[
    "circle",
    "square",
    "diamond",
    "triangle-up",
    "triangle-down",
    "triangle-right",
    "pentagon",
    "star",
    "dome",
    "hourglass",
    "flag",
    "plus",
    "minus",
    "cross",
    "bolt",
    "bar",
    "break",
    "unequal",
]


def marker_outline(shape: Shape, centre: Point, size: float) -> Outline:
    """The outline of a shape about ``size`` points wide and high.

    Raises:
        KeyError: there is no such shape.
    """
    if shape == "circle":
        return circle(centre, size / 2)
    x, y = centre
    return tuple(
        command
        for corners in _CORNERS[shape]
        for command in polygon([(x + size * dx, y + size * dy) for dx, dy in corners])
    )


def _regular(count: int, *radii: float) -> tuple[Point, ...]:
    """``count`` corners clockwise from the top, at the radii in turn; two radii make a star."""
    return tuple(
        (
            radii[i % len(radii)] * math.sin(2 * math.pi * i / count),
            -radii[i % len(radii)] * math.cos(2 * math.pi * i / count),
        )
        for i in range(count)
    )


def _turned(corners: Sequence[Point], degrees: float) -> tuple[Point, ...]:
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return tuple((x * c - y * s, x * s + y * c) for x, y in corners)


def _block(x: float, y: float, width: float, height: float, slant: float = 0) -> tuple[Point, ...]:
    """A rectangle around (x, y), its top moved right by ``slant`` and its foot left."""
    w, h = width / 2, height / 2
    return (
        (x - w + slant, y - h),
        (x + w + slant, y - h),
        (x + w - slant, y + h),
        (x - w - slant, y + h),
    )


_T = 0.16  # half the thickness of the arms of plus and cross
_TRIANGLE: tuple[Point, ...] = ((0, -0.5), (0.56, 0.46), (-0.56, 0.46))
# Half a disc on its flat side, of corners close enough to look round at the size of a letter.
_DOME: tuple[Point, ...] = tuple(
    (-0.55 * math.cos(math.pi * i / 12), 0.3 - 0.6 * math.sin(math.pi * i / 12)) for i in range(13)
)
_PLUS: tuple[Point, ...] = (
    (-_T, -0.5), (_T, -0.5), (_T, -_T), (0.5, -_T), (0.5, _T), (_T, _T),
    (_T, 0.5), (-_T, 0.5), (-_T, _T), (-0.5, _T), (-0.5, -_T), (-_T, -_T),
)  # fmt: skip

_CORNERS: Mapping[Shape, tuple[tuple[Point, ...], ...]] = {
    "square": (_block(0, 0, 0.88, 0.88),),
    "diamond": (_regular(4, 0.58),),
    "triangle-up": (_TRIANGLE,),
    "triangle-down": (_turned(_TRIANGLE, 180),),
    "triangle-right": (_turned(_TRIANGLE, 90),),
    "pentagon": (_regular(5, 0.54),),
    "star": (_regular(10, 0.62, 0.27),),
    "dome": (_DOME,),
    "hourglass": ((
        (-0.5, -0.5), (0.5, -0.5), (0.1, 0), (0.5, 0.5), (-0.5, 0.5), (-0.1, 0),
    ),),
    "flag": ((
        (-0.4, -0.56), (0.46, -0.26), (-0.22, 0.04), (-0.22, 0.56), (-0.4, 0.56),
    ),),
    "plus": (_PLUS,),
    "minus": (_block(0, 0, 1, 0.3),),
    "cross": (_turned(_PLUS, 45),),
    "bolt": ((
        (0.12, -0.6), (-0.42, 0.1), (-0.08, 0.1), (-0.18, 0.6), (0.42, -0.16), (0.06, -0.16),
    ),),
    "bar": (_block(0, 0, 0.2, 1.2),),
    "break": (_block(-0.18, 0, 0.16, 1.1, slant=0.12), _block(0.18, 0, 0.16, 1.1, slant=0.12)),
    "unequal": (
        _block(0, -0.18, 0.9, 0.16),
        _block(0, 0.18, 0.9, 0.16),
        _block(0, 0, 0.16, 1.1, slant=0.26),
    ),
}  # fmt: skip
