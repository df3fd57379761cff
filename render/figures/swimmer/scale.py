"""The axis of a swimmer plot: units of time before and after the alignment."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Literal

import attrs

from render.canvas import text
from render.canvas.labels import Span
from render.canvas.outline import segments
from render.canvas.scene import Group, Item, Path, Stroke, Text
from render.canvas.style import Theme
from render.figures.common.axis import Axis, break_mark, make_axis
from timeline.errors import MisuseError
from timeline.model.when import DAYS_PER_MONTH

Unit = Literal["days", "weeks", "months", "years"]

UNITS: dict[Unit, float] = {"days": 1, "weeks": 7, "months": DAYS_PER_MONTH, "years": 365.25}
"""The units of the axis, in days."""

_STEPS: dict[Unit, tuple[int, ...]] = {
    "days": (1, 2, 7, 14, 28, 56, 112, 364, 728),
    "weeks": (1, 2, 4, 8, 12, 26, 52, 104, 260),
    "months": (1, 2, 3, 6, 12, 24, 60, 120, 240),
    "years": (1, 2, 5, 10, 20, 50, 100),
}
_GAP = 6.0
_TICK = 3.0


@attrs.frozen
class Scale:
    """Days from the alignment to x, and the unit that the labels count in, if they do.

    They count from ``first`` to ``last``: beyond, no row is to scale.
    """

    axis: Axis
    unit: Unit
    counted: bool = True
    first: float = -math.inf
    last: float = math.inf

    def x(self, day: int) -> float:
        """The x of a day."""
        return self.axis.x(day)

    @property
    def left(self) -> float:
        """The x of the first day."""
        return self.axis.stretches[0].left

    @property
    def right(self) -> float:
        """The x of the last day."""
        return self.axis.stretches[-1].right

    @property
    def span(self) -> Span:
        """All x that the plot may use."""
        return self.axis.span

    def ticks(self, size: float) -> Iterator[tuple[float, str]]:
        """Where the labels stand, and what they say, at a type size in points."""
        if not self.counted:
            return
        length = UNITS[self.unit]
        ends = (self.axis.stretches[0].first, self.axis.stretches[-1].last)
        widest = max(text.width(_signed(round(end / length)), size) for end in ends) + 2 * _GAP
        points = self.axis.points_per_day * length
        step = next((s for s in _STEPS[self.unit] if s * points >= widest), _STEPS[self.unit][-1])
        for stretch in self.axis.stretches:
            number = math.ceil(stretch.first / (step * length))
            if round(number * step * length) > stretch.last:
                yield stretch.centre, _signed(round(stretch.middle / length))
            while (day := round(number * step * length)) <= stretch.last:
                if self.first <= day <= self.last:
                    yield self.axis.x(day), _signed(number * step)
                number += 1


def make_scale(
    days: Iterable[int],
    busy: Iterable[tuple[int, int]],
    span: Span,
    unit: Unit,
    *,
    counted: bool = True,
    limits: tuple[float, float] = (-math.inf, math.inf),
) -> Scale:
    """A scale over all ``days`` and the alignment; long stretches with nothing busy are cut out.

    ``limits`` are the first and the last day that its labels may tell.

    Raises:
        MisuseError: there is no such unit.
    """
    if unit not in UNITS:
        raise MisuseError(f"an axis counts in {', '.join(UNITS)}, not {unit!r}")
    return Scale(make_axis((0, *days), busy, span, calendar=False), unit, counted, *limits)


def draw_scale(scale: Scale, top: float, words: str, theme: Theme) -> tuple[Group, float]:
    """The axis below ``top`` with its breaks, labels and words, and the y of its end."""
    line = Stroke(theme.line_color, theme.line_width)
    axis, size = scale.axis, theme.label_size
    edges = [axis.span.left, *(x + side for x in axis.breaks for side in (-2, 2)), axis.span.right]
    parts = zip(edges[::2], edges[1::2], strict=True)
    items: list[Item] = [Path(segments(((a, top), (b, top)) for a, b in parts), stroke=line)]
    for x in axis.breaks:
        items += break_mark(x, top, theme)
    ticks = list(scale.ticks(size))
    if ticks:
        items.append(Path(segments(((x, top), (x, top + _TICK)) for x, _ in ticks), stroke=line))
    y = text.baseline(top + _TICK + size * (0.62 if ticks else -0.4), size)
    items += (Text(x, y, label, size=size, anchor="middle") for x, label in _apart(ticks, size))
    words = text.ellipsize(words, size, axis.span.width)
    y += size * 1.3
    items.append(Text(axis.span.middle, y, words, size=size, anchor="middle"))
    return Group(tuple(items), role="axis"), y + size * 0.4


def _apart(ticks: list[tuple[float, str]], size: float) -> Iterator[tuple[float, str]]:
    """The labels, without those that would touch the one before (either side of a break)."""
    reached = -math.inf
    for x, label in ticks:
        half = text.width(label, size) / 2
        if x - half >= reached:
            yield x, label
            reached = x + half + 2


def gridlines(scale: Scale, size: float) -> Iterator[float]:
    """The x of the gridlines; that of the alignment is drawn apart."""
    zero = scale.x(0)
    yield from (x for x, _ in scale.ticks(size) if abs(x - zero) > 0.5)


def _signed(number: int) -> str:
    return f"−{-number}" if number < 0 else str(number)
