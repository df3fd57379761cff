"""The time axis: days to points, with breaks over long empty years, and the ticks it is read by.

Every stretch of the axis between two breaks has the same scale, so bars can be compared. Day
numbers are those of `timeline.model.bounds.Bounds`: calendar ordinals, or days from day 0.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

import attrs

from render.canvas import text
from render.canvas.labels import Span
from render.canvas.outline import segments
from render.canvas.scene import Group, Item, Path, Stroke, Text
from render.canvas.style import Theme
from render.figures.common.course import CoursePlaces
from timeline.analysis.wording import one_line
from timeline.model.when import DAYS_PER_MONTH

# An axis of less than this many days would be all ticks.
_SHORTEST = 28
# A stretch without events is cut out if it lasts this long (days) and this share of the axis, and
# if enough days are left that there is something to be seen better for it.
_LONGEST_EMPTY = 1096
_EMPTY_SHARE = 0.4
_LEAST_LEFT = 90
# Room for a break, and on either side of what lies between breaks, in points.
_BREAK = 12.0
_INSET = 10.0
_TICK_GAP = 4.0
_SIGNS_APART = 9.0
_TICK = 3.0

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_STEPS = {
    "days": (1, 2, 7, 14, 28),
    "months": (1, 2, 3, 6, 12, 24, 60),
    "years": (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000),
}


@attrs.frozen
class Stretch:
    """The days ``first`` to ``last`` between two breaks, and the x where they are drawn."""

    first: int
    last: int
    left: float
    right: float

    @property
    def middle(self) -> int:
        """The day half-way."""
        return (self.first + self.last) // 2

    @property
    def centre(self) -> float:
        """The x half-way."""
        return (self.left + self.right) / 2


@attrs.frozen
class Axis:
    """A scale from days to x; ``span`` is all the x it may use, insets for open ends included.

    ``zero`` is what days are counted from where they are no calendar days.
    """

    stretches: tuple[Stretch, ...]
    span: Span
    calendar: bool
    zero: str = "day 0"

    def x(self, day: int) -> float:
        """The x of a day; a day inside a break, or beyond an end, is drawn at its edge."""
        for stretch in self.stretches:
            if day <= stretch.last:
                share = max(0, day - stretch.first) / (stretch.last - stretch.first)
                return stretch.left + share * (stretch.right - stretch.left)
        return self.stretches[-1].right

    @property
    def breaks(self) -> tuple[float, ...]:
        """The x in the middle of each break."""
        return tuple((a.right + b.left) / 2 for a, b in pairwise(self.stretches))

    @property
    def points_per_day(self) -> float:
        """The scale."""
        stretch = self.stretches[0]
        return (stretch.right - stretch.left) / (stretch.last - stretch.first)


@attrs.frozen(kw_only=True)
class CourseAxis(Axis):
    """An axis that keeps the order of events: to scale, but for its unscaled stretches.

    ``dated`` is the part of it that has days to be read by, if there is one; ``unscaled`` are the x
    in the middle of the stretches whose length means nothing.
    """

    dated: Axis | None
    unscaled: tuple[float, ...]

    @property
    def breaks(self) -> tuple[float, ...]:
        """The x of every break sign."""
        return self.unscaled


@attrs.frozen
class Tick:
    """A label of the axis around ``x``; ``line`` is the x of a gridline, if one belongs to it."""

    x: float
    label: str
    line: float | None


def make_axis(
    days: Iterable[int],
    busy: Iterable[tuple[int, int]],
    span: Span,
    *,
    calendar: bool,
    zero: str = "day 0",
) -> Axis:
    """An axis over all ``days``; only what is not ``busy`` (first day, last day) is ever cut out.

    Raises:
        ValueError: there are no days.
    """
    # Breaks and their insets never take more than half of the axis.
    most = int((span.width / 2 - 2 * _INSET) / (_BREAK + 2 * _INSET))
    parts = _between_breaks(sorted({*days}), busy, most)
    room = span.width - _BREAK * (len(parts) - 1) - 2 * _INSET * len(parts)
    scale = room / sum(last - first for first, last in parts)
    stretches, left = [], span.left
    for first, last in parts:
        start = left + _INSET
        stretches.append(Stretch(first, last, start, start + (last - first) * scale))
        left = stretches[-1].right + _INSET + _BREAK
    return Axis(tuple(stretches), span, calendar, zero)


def make_course_axis(places: CoursePlaces, span: Span, *, calendar: bool, zero: str) -> CourseAxis:
    """An axis from the first to the last place of a course, the part that is dated with its days.

    ``calendar`` says that those are calendar days, ``zero`` what they are counted from otherwise.
    """
    left, right = span.left + _INSET, span.right - _INSET
    last = max(places.last, places.first + 1)
    whole = Axis((Stretch(places.first, last, left, right),), span, calendar, zero)
    dated = None
    if places.dated and (calendar or places.dated[0] < places.dated[1]):
        first, until = places.dated[0], max(places.dated[1], places.dated[0] + 1)
        edges = Span(whole.x(first), max(whole.x(until), whole.x(first) + 1))
        dated = Axis((Stretch(first, until, edges.left, edges.right),), edges, calendar, zero)
    return CourseAxis(
        whole.stretches,
        span,
        calendar,
        zero,
        dated=dated,
        unscaled=tuple(_apart((whole.x(a) + whole.x(b)) / 2 for a, b in places.unscaled)),
    )


def _apart(xs: Iterable[float]) -> Iterator[float]:
    """The x of break signs, without those that would touch the one before."""
    reached = -math.inf
    for x in xs:
        if x - reached >= _SIGNS_APART:
            yield x
            reached = x


def _between_breaks(
    days: Sequence[int], busy: Iterable[tuple[int, int]], most: int
) -> tuple[tuple[int, int], ...]:
    """First and last day of each part of the axis, when ``most`` of the longest gaps are cut."""
    if not days:
        raise ValueError("an axis needs at least one day")
    marked = sorted([(day, day) for day in days] + [*busy])
    gaps, reached = [], marked[0][1]
    for first, last in marked:
        if first > reached:
            gaps.append((first - reached, reached, first))
        reached = max(reached, last)
    left = reached - marked[0][0]
    cuts: list[tuple[int, int]] = []
    for length, before, after in sorted(gaps, reverse=True):
        worth_it = length >= max(_LONGEST_EMPTY, _EMPTY_SHARE * left)
        if not worth_it or left - length < _LEAST_LEFT or len(cuts) == most:
            break
        cuts.append((before, after))
        left -= length
    edges = [marked[0][0], *(day for cut in sorted(cuts) for day in cut), reached]
    return tuple(_widened(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True))


def _widened(first: int, last: int) -> tuple[int, int]:
    lacking = max(0, _SHORTEST - (last - first))
    return first - lacking // 2, last + lacking - lacking // 2


def tick_rows(axis: Axis, size: float) -> tuple[tuple[Tick, ...], ...]:
    """The rows of labels under the axis, at a type size in points: months above their years."""
    return tuple(tuple(_uncrowded(row, size)) for row in _rows(axis, size))


def _rows(axis: Axis, size: float) -> tuple[Iterator[Tick], ...]:
    if isinstance(axis, CourseAxis):
        return _rows(axis.dated, size) if axis.dated else (iter(()),)
    if not axis.calendar:
        return (_numbers(axis, size),)
    for months in (1, 3):
        names = [_interval_name(month, months) for month in range(0, 12, months)]
        widest = max(text.width(name, size) for name in names)
        if axis.points_per_day * 28 * months >= widest + _TICK_GAP:
            return _intervals(axis, months, size), _intervals(axis, 12, size)
    points_per_year = axis.points_per_day * 365
    widest = text.width("2000", size) + _TICK_GAP
    if points_per_year >= widest:
        return (_intervals(axis, 12, size),)
    step = _first_fitting((2, 5, 10, 20, 50, 100), points_per_year, widest)
    return (_years(axis, step),)


def _uncrowded(row: Iterable[Tick], size: float) -> Iterator[Tick]:
    """The ticks, without the labels that would touch the one before."""
    reached = -math.inf
    for tick in row:
        half = text.width(tick.label, size) / 2
        if tick.label and tick.x - half < reached:
            yield attrs.evolve(tick, label="")
            continue
        if tick.label:
            reached = tick.x + half + _TICK_GAP / 2
        yield tick


def gridlines(axis: Axis, size: float) -> tuple[float, ...]:
    """The x of the gridlines: those of the finest row of labels."""
    return tuple(tick.line for tick in tick_rows(axis, size)[0] if tick.line is not None)


def _intervals(axis: Axis, months: int, size: float) -> Iterator[Tick]:
    """Months, quarters or years, each named in its middle: it is the name of all its days."""
    for stretch in axis.stretches:
        named = False
        for number in range(
            _month_of(stretch.first) // months, _month_of(stretch.last) // months + 1
        ):
            first, after = _first_day(number * months), _first_day((number + 1) * months)
            left = axis.x(first) if first > stretch.first else stretch.left - _INSET / 2
            right = axis.x(after) if after <= stretch.last else stretch.right + _INSET / 2
            name = _interval_name(number * months, months)
            fits = text.width(name, size) <= right - left
            line = axis.x(first) if first > stretch.first else None
            if fits or line is not None:
                yield Tick((left + right) / 2, name if fits else "", line)
            named = named or fits
        if not named and months == 12:
            # Every stretch says in which year it is, even where no year has room.
            yield Tick(stretch.centre, _interval_name(_month_of(stretch.middle), 12), None)


def _years(axis: Axis, step: int) -> Iterator[Tick]:
    """Every so many years, named at its first day."""
    for stretch in axis.stretches:
        first, last = (date.fromordinal(day).year for day in (stretch.first, stretch.last))
        years = [year for year in range(first + 1, last + 1) if year % step == 0]
        for year in years:
            x = axis.x(date(year, 1, 1).toordinal())
            yield Tick(x, str(year), x)
        if not years:
            yield Tick(stretch.centre, str(date.fromordinal(stretch.middle).year), None)


def _numbers(axis: Axis, size: float) -> Iterator[Tick]:
    name, length = _number_unit(axis)
    ends = (axis.stretches[0].first, axis.stretches[-1].last)
    widest = max(text.width(_signed(int(end / length)), size) for end in ends) + 3 * _TICK_GAP
    step = _first_fitting(_STEPS[name], axis.points_per_day * length, widest)
    for stretch in axis.stretches:
        number = math.ceil(stretch.first / (step * length))
        if round(number * step * length) > stretch.last:
            yield Tick(stretch.centre, _signed(round(stretch.middle / length)), None)
        while (day := round(number * step * length)) <= stretch.last:
            yield Tick(axis.x(day), _signed(number * step), axis.x(day))
            number += 1


def _number_unit(axis: Axis) -> tuple[str, float]:
    """The unit of an axis of day numbers, and its length in days."""
    days = sum(stretch.last - stretch.first for stretch in axis.stretches)
    if days <= 3 * 31:
        return "days", 1
    return ("months", DAYS_PER_MONTH) if days <= 20 * 366 else ("years", 365.25)


def _first_fitting(steps: Sequence[int], points: float, needed: float) -> int:
    return next((step for step in steps if step * points >= needed), steps[-1])


def _signed(number: int) -> str:
    return f"−{-number}" if number < 0 else str(number)


def _month_of(day: int) -> int:
    """Months since the year 0."""
    there = date.fromordinal(day)
    return there.year * 12 + there.month - 1


def _first_day(month: int) -> int:
    return date(month // 12, month % 12 + 1, 1).toordinal()


def _interval_name(month: int, months: int) -> str:
    # Not strftime: its month names follow the locale of whoever draws.
    if months == 12:
        return str(month // 12)
    first, last = _MONTHS[month % 12], _MONTHS[(month + months - 1) % 12]
    return first if months == 1 else f"{first}–{last}"


def draw_axis(axis: Axis, top: float, theme: Theme) -> tuple[Group, float]:
    """The axis line, its breaks and its labels below ``top``, and the y of the end of them."""
    line = Stroke(theme.line_color, theme.line_width)
    edges = [axis.span.left, *(x + side for x in axis.breaks for side in (-2, 2)), axis.span.right]
    stretches = zip(edges[::2], edges[1::2], strict=True)
    items: list[Item] = [Path(segments(((a, top), (b, top)) for a, b in stretches), stroke=line)]
    for x in axis.breaks:
        items += break_mark(x, top, theme)
    size = theme.label_size
    rows = [row for row in tick_rows(axis, size) if row]
    y = top + (_TICK if rows else 2 * _TICK)
    for row in rows:
        middle = y + size * 0.62
        marks = [((tick.line, top), (tick.line, y)) for tick in row if tick.line is not None]
        if marks:
            items.append(Path(segments(marks), stroke=line))
        items += (
            Text(tick.x, text.baseline(middle, size), tick.label, size=size, anchor="middle")
            for tick in row
            if tick.label
        )
        y += size * 1.3
    if words := _words(axis):
        for written in text.wrap_evenly(words, size, axis.span.width, most=2):
            y_line = text.baseline(y + size * 0.62, size)
            middle = axis.span.middle
            items.append(
                Text(middle, y_line, written, size=size, anchor="middle", fill=theme.text_color)
            )
            y += size * 1.3
    return Group(tuple(items), role="axis"), y


def _words(axis: Axis) -> str:
    """What stands under the axis: what its numbers count, and how far it is to scale."""
    numbered = axis.dated if isinstance(axis, CourseAxis) else axis
    words = ""
    if numbered and not axis.calendar:
        words = f"{_number_unit(numbered)[0]} from {one_line(axis.zero, 120)}"
    if isinstance(axis, CourseAxis):
        return f"{words or 'Events in order'}; to scale except where broken"
    return words


def break_mark(x: float, y: float, theme: Theme) -> tuple[Item, ...]:
    """Two strokes across the axis where time was cut out."""
    strokes = [((x - 3.5, y + 4), (x - 0.5, y - 4)), ((x + 0.5, y + 4), (x + 3.5, y - 4))]
    return (Path(segments(strokes), stroke=Stroke(theme.line_color, 2 * theme.line_width)),)
