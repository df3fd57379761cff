"""What stands between the axes: Kaplan–Meier curves with bands and ticks, Turnbull's sides."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

import attrs

from render.canvas.box import Box, Point
from render.canvas.hatch import Hatch, hatch
from render.canvas.outline import Segment, polygon, polyline, segments
from render.canvas.palette import BLACK, BLUE, GREEN, PURPLE, VERMILLION, paler
from render.canvas.scene import Group, Item, Path, Rect, Stroke
from render.canvas.style import Theme
from render.figures.survival.axes import Axes
from timeline.cohort.survival import KaplanMeier, Step, SurvivalEstimate, TurnbullCurve
from timeline.model.when import decimal_months

TICK = 3.0
"""Half the height of the tick of a censored case, in points."""

MOST_FILLED = 2
"""The bands of more groups than this are outlines only: they would cover one another."""

HATCH_SPACING = 4.5
"""Points between the lines of a hatch."""

_CURVE, _THIN = 1.2, 0.6
_BAND_PALENESS, _HATCH_PALENESS, _EDGE_PALENESS = 0.82, 0.45, 0.4
_READING_DASH = (0.8, 1.4)
_DROP_DASH = (2.0, 2.0)


@attrs.frozen
class GroupLook:
    """How a group is told from the others: by colour, and without it by dash and hatch."""

    color: str
    dash: tuple[float, ...]
    hatch: Hatch

    @property
    def line(self) -> Stroke:
        """The line of the curve."""
        return Stroke(self.color, _CURVE, self.dash)

    @property
    def band_edge(self) -> Stroke:
        """The thin line around the confidence band."""
        return Stroke(paler(self.color, _EDGE_PALENESS), _THIN / 2)

    @property
    def reading(self) -> Stroke:
        """The line of a curve under another reading of the dates."""
        return Stroke(self.color, _THIN, _READING_DASH)

    @property
    def band(self) -> str:
        """The fill of the confidence band."""
        return paler(self.color, _BAND_PALENESS)

    @property
    def hatching(self) -> Stroke:
        """The lines of the hatch."""
        return Stroke(paler(self.color, _HATCH_PALENESS), _THIN)


LOOKS = (
    GroupLook(BLUE, (), "diagonal"),
    GroupLook(VERMILLION, (5, 2), "back-diagonal"),
    GroupLook(GREEN, (2, 1.5), "horizontal"),
    GroupLook(PURPLE, (7, 2, 1.5, 2), "vertical"),
    GroupLook(BLACK, (10, 3), "cross"),
)
"""The looks of groups, in their order; as many groups as can be told apart without colour."""


def step_points(axes: Axes, falls: Iterable[tuple[float, float]], last: float) -> list[Point]:
    """The corners of a curve that is 1, then each share from its day on, up to ``last``."""
    points, share = [axes.point(0, 1)], 1.0
    for day, after in falls:
        if abs(after - share) > 1e-12:
            points += [axes.point(day, share), axes.point(day, after)]
            share = after
    points.append(axes.point(last, share))
    return points


def curve_points(axes: Axes, curve: KaplanMeier) -> list[Point]:
    """The corners of a Kaplan–Meier curve."""
    return step_points(axes, ((step.day, step.survival) for step in curve.steps), curve.last)


def draw_bands(axes: Axes, curves: Sequence[tuple[KaplanMeier, GroupLook]]) -> tuple[Item, ...]:
    """The confidence bands, fills first so that every edge stays in view."""
    runs = [(points, look) for curve, look in curves for points in _band_runs(axes, curve)]
    filled = runs if len(curves) <= MOST_FILLED else []
    fills: list[Item] = [Path(polygon(points), fill=look.band) for points, look in filled]
    edges = [Path(polygon(points), stroke=look.band_edge) for points, look in runs]
    return *fills, *edges


def _band_runs(axes: Axes, curve: KaplanMeier) -> Iterable[list[Point]]:
    """The outline of each stretch of days on which the band has a value."""
    upper: list[Point] = []
    lower: list[Point] = []
    ends = [*(step.day for step in curve.steps[1:]), curve.last]
    for step, end in zip(curve.steps, ends, strict=True):
        if step.low is None or step.high is None or step.high - step.low < 1e-9:
            if upper:
                yield [*upper, *reversed(lower)]
            upper, lower = [], []
            continue
        upper += [axes.point(step.day, step.high), axes.point(end, step.high)]
        lower += [axes.point(step.day, step.low), axes.point(end, step.low)]
    if upper and upper[0][0] < upper[-1][0]:
        yield [*upper, *reversed(lower)]


def draw_readings(axes: Axes, estimate: SurvivalEstimate, look: GroupLook) -> tuple[Item, ...]:
    """The curves with every date read at its earliest and at its latest, as thin dotted lines."""
    return tuple(
        Group(
            (Path(polyline(curve_points(axes, curve)), stroke=look.reading),),
            role="reading",
            tooltip=f"{estimate.group or estimate.endpoint}: dates read at their {curve.reading}",
        )
        for curve in (estimate.earliest, estimate.latest)
    )


def draw_kaplan_meier(
    axes: Axes, curve: KaplanMeier, look: GroupLook, name: str
) -> tuple[Item, ...]:
    """The curve, with a tick for each day on which cases are censored; a tooltip names them."""
    items: list[Item] = [Path(polyline(curve_points(axes, curve)), stroke=look.line)]
    before = 1.0
    for step in curve.steps:
        x, y = axes.point(step.day, step.survival)
        if step.events:
            fall = [(x, axes.y(before)), (x, y)]
            solid = Stroke(look.color, _CURVE)
            items.append(_told((Path(polyline(fall), stroke=solid),), step, name, "step"))
        if step.censored:
            tick = polyline([(x, y - TICK), (x, y + TICK)])
            mark = Path(tick, stroke=Stroke(look.color, 0.9))
            items.append(_told((mark,), step, name, "censored"))
        before = step.survival
    return tuple(items)


def _told(items: tuple[Item, ...], step: Step, name: str, role: str) -> Group:
    cases = ", ".join(step.events if role == "step" else step.censored)
    word = "event" if role == "step" else "censored"
    when = f"{decimal_months(step.day):.1f} months"
    where = f"{name}: " if name else ""
    words = f"{where}{cases}: {word} at {when}; {step.at_risk} at risk, {step.survival:.0%} after"
    return Group(items, role=role, tooltip=words)


def draw_medians(axes: Axes, medians: Iterable[float | None], theme: Theme) -> tuple[Item, ...]:
    """From the middle of the share axis to each median, and down to its day."""
    days = [day for day in medians if day is not None]
    if not days:
        return ()
    along = median_lines(axes, max(days))[0]
    down = [median_lines(axes, day)[1] for day in sorted(set(days))]
    stroke = Stroke(theme.muted_color, theme.line_width, _DROP_DASH)
    return (Group((Path(segments([along, *down]), stroke=stroke),), role="median"),)


def median_lines(axes: Axes, day: float) -> tuple[Segment, Segment]:
    """From the middle of the share axis to the curve, and from there down to the day."""
    corner = axes.point(day, 0.5)
    return (axes.point(0, 0.5), corner), (corner, axes.point(day, 0))


def draw_turnbull(
    axes: Axes, curve: TurnbullCurve, look: GroupLook, name: str
) -> tuple[tuple[Item, ...], Group]:
    """What is hatched, where the dates do not say how the curve runs, and the sides around it."""
    days = sorted(
        {0.0, curve.last}
        | {mass.interval.left for mass in curve.masses}
        | {mass.interval.right for mass in curve.masses if mass.interval.right is not None}
    )
    spans = [(a, b, *curve.survival((a + b) / 2)) for a, b in pairwise(days)]
    ends = curve.masses[-1].interval.right is not None
    after = [(curve.last, 0.0)] if ends else []
    sides = (
        step_points(axes, [*((a, low) for a, _, low, _ in spans), *after], curve.last),
        step_points(axes, [*((a, high) for a, _, _, high in spans), *after], curve.last),
    )
    open_boxes = [
        Box(axes.x(a), axes.y(high), axes.x(b), axes.y(low))
        for a, b, low, high in spans
        if high - low > 1e-9
    ]
    under: list[Item] = []
    for box in open_boxes:
        under.append(Rect.over(box, fill=look.band))
        lines = hatch(box, look.hatch, HATCH_SPACING) if box.width > _THIN else ()
        if lines:
            under.append(Path(lines, stroke=look.hatching))
    where = f"{name}: " if name else ""
    words = f"{where}half had the event by {quantile_words(curve.median)}"
    over = tuple(Path(polyline(side), stroke=look.line) for side in sides)
    return tuple(under), Group(over, role="turnbull", tooltip=words)


def quantile_words(days: tuple[float | None, float | None]) -> str:
    """``8.1 to 9.4 months``, ``8.1 months``, ``not reached``."""
    low, high = days
    if low is None or high is None:
        return "not reached"
    first, last = (f"{decimal_months(day):.1f}" for day in (low, high))
    return f"{first} months" if first == last else f"{first} to {last} months"


def last_day(estimates: Iterable[SurvivalEstimate]) -> float:
    """The last day that any of the curves is drawn to."""
    ends = [
        end
        for e in estimates
        for end in (*(k.last for k in (e.earliest, e.middle, e.latest)), e.turnbull.last)
    ]
    return max(end for end in ends if end < math.inf)
