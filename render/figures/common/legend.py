"""The legend of a figure: every kind of mark that is used, with an example and its words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

import attrs

from render.canvas import text
from render.canvas.labels import Span
from render.canvas.outline import polyline
from render.canvas.scene import Group, Item, Path, Stroke, Text
from render.canvas.style import Theme

SAMPLE_WIDTH = 18.0
"""The width of an example in the legend, in points."""

_GAP = 4.0
_BETWEEN = 10.0
_LEADING = 1.2

Sample = Callable[[float, float], tuple[Item, ...]]
"""Draws an example `SAMPLE_WIDTH` points wide, from a left edge and around a height."""


@attrs.frozen
class LegendEntry:
    """An entry: an example of what is drawn, its words, and whether it begins a new row."""

    sample: Sample
    words: str
    own_row: bool = False


def legend_rows(
    entries: Sequence[LegendEntry], room: Span, top: float, theme: Theme
) -> tuple[Group, float]:
    """The entries between ``room.left`` and ``room.right``, and the y of their end."""
    size = theme.small_size
    leading = size * _LEADING
    x, y = room.left, top
    bottom = top
    items: list[Item] = []
    for entry in entries:
        lines = text.wrap(entry.words, size, room.width - SAMPLE_WIDTH - _GAP)
        lines = tuple(
            text.ellipsize(line, size, room.width - SAMPLE_WIDTH - _GAP) for line in lines
        )
        taken = SAMPLE_WIDTH + _GAP + max(text.width(line, size) for line in lines)
        if x > room.left and (entry.own_row or len(lines) > 1 or x + taken > room.right):
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
        items.append(Group((*entry.sample(x, middle), *words), role="legend-sign"))
        bottom = max(bottom, y + leading * (len(lines) + 0.45))
        x += taken + _BETWEEN
        if entry.own_row or len(lines) > 1:
            x, y = room.left, bottom
    return Group(tuple(items), role="legend"), bottom


def line_sample(stroke: Stroke) -> Sample:
    """A line as it is drawn."""

    def draw(left: float, middle: float) -> tuple[Item, ...]:
        return (Path(polyline([(left, middle), (left + SAMPLE_WIDTH, middle)]), stroke=stroke),)

    return draw


class Key(NamedTuple):
    """A kind of mark that the legend has to explain."""

    kind: Literal["class", "marker", "convention", "stop", "state"]
    name: str
