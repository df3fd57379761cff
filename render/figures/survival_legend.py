"""The legend of a survival figure: its groups in words, and every sign that is used."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs

from render.canvas import text
from render.canvas.box import Box
from render.canvas.hatch import hatch
from render.canvas.labels import Span
from render.canvas.outline import polyline
from render.canvas.scene import Group, Item, Path, Rect, Stroke, Text
from render.canvas.style import Theme
from render.figures.survival_curves import HATCH_SPACING, TICK, GroupLook

SAMPLE_WIDTH = 18.0
"""The width of an example in the legend, in points."""

_GAP = 4.0
_BETWEEN = 10.0
_LEADING = 1.2

Sample = Callable[[float, float], tuple[Item, ...]]
"""Draws an example `SAMPLE_WIDTH` points wide, from a left edge and around a height."""


@attrs.frozen
class Sign:
    """An entry: an example of what is drawn, its words, and whether it begins a new row."""

    sample: Sample
    words: str
    own_row: bool = False


def legend_rows(signs: Sequence[Sign], room: Span, top: float, theme: Theme) -> tuple[Group, float]:
    """The entries between ``room.left`` and ``room.right``, and the y of their end."""
    size = theme.small_size
    leading = size * _LEADING
    x, y = room.left, top
    bottom = top
    items: list[Item] = []
    for sign in signs:
        lines = text.wrap(sign.words, size, room.width - SAMPLE_WIDTH - _GAP)
        lines = tuple(
            text.ellipsize(line, size, room.width - SAMPLE_WIDTH - _GAP) for line in lines
        )
        taken = SAMPLE_WIDTH + _GAP + max(text.width(line, size) for line in lines)
        if x > room.left and (sign.own_row or len(lines) > 1 or x + taken > room.right):
            x, y = room.left, bottom
        middle = y + leading * 0.75
        words = [
            Text(
                x + SAMPLE_WIDTH + _GAP,
                text.baseline(middle, size) + n * leading,
                line,
                size=size,
                fill=theme.text_color,
            )
            for n, line in enumerate(lines)
        ]
        items.append(Group((*sign.sample(x, middle), *words), role="legend-sign"))
        bottom = max(bottom, y + leading * (len(lines) + 0.45))
        x += taken + _BETWEEN
        if sign.own_row or len(lines) > 1:
            x, y = room.left, bottom
    return Group(tuple(items), role="legend"), bottom


def line_sample(stroke: Stroke) -> Sample:
    """A line as it is drawn."""

    def draw(left: float, middle: float) -> tuple[Item, ...]:
        return (Path(polyline([(left, middle), (left + SAMPLE_WIDTH, middle)]), stroke=stroke),)

    return draw


def tick_sample(left: float, middle: float) -> tuple[Item, ...]:
    """A tick on a curve."""
    x = left + SAMPLE_WIDTH / 2
    stroke = Stroke(width=0.9)
    return (
        Path(polyline([(left + 4, middle), (left + SAMPLE_WIDTH - 4, middle)]), stroke=stroke),
        Path(polyline([(x, middle - TICK), (x, middle + TICK)]), stroke=stroke),
    )


def band_sample(look: GroupLook, *, filled: bool) -> Sample:
    """A stretch of a confidence band."""

    def draw(left: float, middle: float) -> tuple[Item, ...]:
        box = Box(left, middle - 3, left + SAMPLE_WIDTH, middle + 3)
        return (Rect.over(box, fill=look.band if filled else None, stroke=look.band_edge),)

    return draw


def hatch_sample(look: GroupLook) -> Sample:
    """A hatched stretch between two sides."""

    def draw(left: float, middle: float) -> tuple[Item, ...]:
        box = Box(left, middle - 4, left + SAMPLE_WIDTH, middle + 4)
        lines = hatch(box, look.hatch, HATCH_SPACING)
        sides = [
            polyline([(left, box.top), (box.right, box.top)]),
            polyline([(left, box.bottom), (box.right, box.bottom)]),
        ]
        return (
            Rect.over(box, fill=look.band),
            Path(lines, stroke=look.hatching),
            *(Path(side, stroke=look.line) for side in sides),
        )

    return draw
