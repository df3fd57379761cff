"""The axes of a survival curve: months to the right, the share without the event upwards."""

from __future__ import annotations

import math

import attrs

from render.canvas import text
from render.canvas.box import Box, Point
from render.canvas.outline import polyline, segments
from render.canvas.scene import Group, Item, Path, Stroke, Text
from render.canvas.style import Theme
from timeline.model.when import DAYS_PER_MONTH

_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600)
_MOST_TICKS = 12  # more numbers than that, also of those at risk, are not read
_SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
_TICK = 3.0
_TICK_GAP = 5.0
_GRID_WIDTH = 0.5


@attrs.frozen
class Axes:
    """The plotted area, and the days it spans from the start; ``step`` months between ticks."""

    box: Box
    days: float
    step: int

    @classmethod
    def over(cls, box: Box, last: float, widest: float) -> Axes:
        """Axes for days up to ``last``, whose ticks leave ``widest`` points for a label."""
        days = max(last, DAYS_PER_MONTH)
        points = box.width / days * DAYS_PER_MONTH
        least = max((widest + _TICK_GAP) / points, days / DAYS_PER_MONTH / _MOST_TICKS)
        fits = (step for step in _STEPS if step >= least)
        return cls(box, days, next(fits, max(1, math.ceil(days / DAYS_PER_MONTH))))

    def x(self, day: float) -> float:
        """The x of a day; a day beyond the last is drawn at the edge."""
        return self.box.left + min(day, self.days) / self.days * self.box.width

    def y(self, share: float) -> float:
        """The y of a share from 0 to 1."""
        return self.box.bottom - share * self.box.height

    def point(self, day: float, share: float) -> Point:
        """Where a day and a share meet."""
        return self.x(day), self.y(share)

    @property
    def ticks(self) -> tuple[int, ...]:
        """The months that have a tick."""
        return tuple(range(0, math.floor(self.days / DAYS_PER_MONTH + 1e-9) + 1, self.step))


def share_column(theme: Theme) -> float:
    """The room that the labels of the shares take on the left of the plotted area, in points."""
    return text.width("100", theme.label_size) + _TICK + 2


def draw_axes(axes: Axes, heading: str, theme: Theme) -> Group:
    """Gridlines, the two axes with their ticks and labels, and the heading above."""
    box, size = axes.box, theme.label_size
    grid = segments(((box.left, axes.y(s)), (box.right, axes.y(s))) for s in _SHARES[1:])
    edge = polyline([(box.left, box.top), (box.left, box.bottom), (box.right, box.bottom)])
    months = [(axes.x(month * DAYS_PER_MONTH), month) for month in axes.ticks]
    marks = segments(
        [((box.left - _TICK, axes.y(s)), (box.left, axes.y(s))) for s in _SHARES]
        + [((x, box.bottom), (x, box.bottom + _TICK)) for x, _ in months]
    )
    line = Stroke(theme.line_color, theme.line_width)
    items: list[Item] = [
        Path(grid, stroke=Stroke(theme.grid_color, _GRID_WIDTH)),
        Path(edge, stroke=line),
        Path(marks, stroke=line),
    ]
    for share in _SHARES:
        y = text.baseline(axes.y(share), size)
        words = f"{share * 100:.0f}"
        items.append(Text(box.left - _TICK - 2, y, words, size=size, anchor="end"))
    y = text.baseline(box.bottom + _TICK + size * 0.7, size)
    items += [Text(x, y, str(month), size=size, anchor="middle") for x, month in months]
    words = text.ellipsize("Months from the start", size, box.width)
    items.append(Text(box.centre[0], y + size * 1.3, words, size=size, anchor="middle"))
    left = box.left - share_column(theme)
    for n, words in enumerate(reversed(_heading(heading, box.right - left, theme))):
        items.append(Text(left, box.top - size * (0.8 + 1.2 * n), words, size=size, bold=True))
    return Group(tuple(items), role="axis")


def _heading(words: str, room: float, theme: Theme) -> tuple[str, ...]:
    return text.wrap_evenly(words, theme.label_size, room, most=2, bold=True)


def room_above(heading: str, width: float, theme: Theme) -> float:
    """Points between the top of the axes' part of the figure and the plotted area."""
    return theme.label_size * (0.9 + 1.2 * len(_heading(heading, width, theme)))


def room_below(theme: Theme) -> float:
    """Points that ticks, their labels and the axis title take below the plotted area."""
    return _TICK + theme.label_size * 2.7
