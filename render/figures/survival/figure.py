"""Survival curves: Kaplan–Meier with what is at risk, and Turnbull beside it where dates are open.

Few cases are named at their steps, so that a small number hides nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from render.canvas import text
from render.canvas.box import Box
from render.canvas.errors import TooNarrowError
from render.canvas.labels import Span
from render.canvas.palette import WHITE
from render.canvas.scene import Group, Item, Rect, Scene, Stroke, Text
from render.canvas.style import DEFAULT_THEME, Theme
from render.figures.common.legend import LegendEntry, legend_rows, line_sample
from render.figures.common.page import JOURNAL_PAGE
from render.figures.survival.axes import Axes, draw_axes, room_above, room_below, share_column
from render.figures.survival.curves import (
    LOOKS,
    MOST_FILLED,
    GroupLook,
    curve_points,
    draw_bands,
    draw_kaplan_meier,
    draw_medians,
    draw_readings,
    draw_turnbull,
    last_day,
    median_lines,
    quantile_words,
)
from render.figures.survival.legend import band_sample, hatch_sample, tick_sample
from render.figures.survival.step_names import Anchor, draw_names
from timeline.analysis.wording import one_line
from timeline.cohort.survival import KaplanMeier, SurvivalEstimate
from timeline.errors import MisuseError
from timeline.model.when import DAYS_PER_MONTH, decimal_months

NARROWEST = 200.0
"""The narrowest survival figure that can be read, in points."""

MOST_NAMED = 12
"""Up to this many cases in all are named beside their steps."""

_MARGIN = 6.0
_SPACING = 8.0
# From this width on, two panels stand side by side and not one above the other.
_TWO_COLUMNS = 380.0
_BETWEEN_PANELS = 16.0
_RIGHT_OF_AXIS = 10.0
_LEAST_HEIGHT, _MOST_HEIGHT, _HEIGHT_SHARE = 110.0, 190.0, 0.6

_Curve = tuple[SurvivalEstimate, GroupLook]


def survival_figure(
    estimates: Iterable[SurvivalEstimate],
    *,
    theme: Theme = DEFAULT_THEME,
    width: float = JOURNAL_PAGE,
    title: str = "",
    note: str = "",
) -> Scene:
    """Draw the curves of one endpoint, one for each group.

    Where partial dates matter, a second panel shows Turnbull's curve, and the first one the
    Kaplan–Meier curves of both ends of the dates.

    Args:
        estimates: the groups, at most as many as there are `LOOKS`.
        theme: sizes and colours.
        width: of the figure, in points; 241 is a journal's column (85 mm).
        title: above the figure; by default the endpoint.
        note: a sentence below it, such as the result of a comparison.

    Raises:
        MisuseError: there are no groups or too many, they are of several endpoints, or the figure
            would be narrower than `NARROWEST`.
    """
    groups = tuple(estimates)
    _check(groups, width)
    curves = tuple(zip(groups, LOOKS, strict=False))
    page = Span(_MARGIN, width - _MARGIN)
    heading = one_line(title) or f"Survival: {one_line(groups[0].endpoint)}"
    items: list[Item] = []
    y = _MARGIN
    for line in text.wrap_evenly(heading, theme.title_size, page.width, most=4, bold=True):
        y += theme.title_size * 1.2
        items.append(
            Text(page.left, y - theme.title_size * 0.2, line, size=theme.title_size, bold=True)
        )
    drawn, unnamed, y = _panels(curves, page, y + _SPACING, theme)
    items += drawn
    entries = _legend_entries(curves, theme)
    legend, y = legend_rows(entries, page, y + _SPACING, theme)
    items.append(legend)
    for sentence in (one_line(note), *_left_over(groups, unnamed)):
        lines, y = _footnote(sentence, page, y, theme)
        items += lines
    height = round(y + _MARGIN, 2)
    return Scene(
        round(width, 2),
        height,
        title=heading,
        description=_describe(groups, one_line(note)),
        items=(Rect(0, 0, width, height, fill=WHITE), *items),
    )


def _check(groups: Sequence[SurvivalEstimate], width: float) -> None:
    if not groups:
        raise MisuseError("a survival figure needs at least one group")
    if len(groups) > len(LOOKS):
        raise MisuseError(f"at most {len(LOOKS)} groups can be told apart, not {len(groups)}")
    endpoints = sorted({group.endpoint for group in groups})
    if len(endpoints) > 1:
        raise MisuseError(f"one figure shows one endpoint, not {', '.join(endpoints)}")
    if width < NARROWEST:
        raise TooNarrowError("a survival figure", NARROWEST, width)


def _open(curves: Sequence[_Curve]) -> bool:
    return any(estimate.partial_dates_matter for estimate, _ in curves)


def _panels(
    curves: Sequence[_Curve], page: Span, top: float, theme: Theme
) -> tuple[list[Item], tuple[Anchor, ...], float]:
    """The panels with their table, the names without a place, and the y of the end."""
    side_by_side = _open(curves) and page.width >= _TWO_COLUMNS
    wide = (page.width - _BETWEEN_PANELS) / 2 if side_by_side else page.width
    endpoint = one_line(curves[0][0].endpoint)
    axes = _axes(curves, Span(page.left, page.left + wide), top, theme)
    heading = f"Kaplan–Meier: {endpoint} (%)" if _open(curves) else f"{endpoint} (%)"
    axes, below = _moved(axes, heading, theme)
    drawn, unnamed = _kaplan_meier_panel(curves, axes, theme)
    table, end = _at_risk(curves, axes, below, theme)
    items: list[Item] = [draw_axes(axes, heading, theme), *drawn, table]
    if _open(curves):
        left, upper = (page.right - wide, top) if side_by_side else (page.left, end + _SPACING)
        heading = f"Turnbull: {endpoint} (%)"
        other = _axes(curves, Span(left, left + wide), upper, theme)
        other, below = _moved(other, heading, theme)
        items.append(draw_axes(other, heading, theme))
        sides = [draw_turnbull(other, e.turnbull, look, one_line(e.group)) for e, look in curves]
        items += [item for under, _ in sides for item in under]
        items += [over for _, over in sides]
        end = max(end, below)
    return items, unnamed, end


def _axes(curves: Sequence[_Curve], room: Span, top: float, theme: Theme) -> Axes:
    """The axes of a panel whose plotted area would begin at ``top``."""
    left = room.left + share_column(theme)
    right = room.right - _RIGHT_OF_AXIS
    height = min(_MOST_HEIGHT, max(_LEAST_HEIGHT, _HEIGHT_SHARE * (right - left)))
    last = last_day(estimate for estimate, _ in curves)
    numbers = [str(estimate.middle.cases) for estimate, _ in curves]
    numbers.append(str(int(decimal_months(last)) + 1))
    widest = max(text.width(number, theme.label_size) for number in numbers)
    return Axes.over(Box(left, top, right, top + height), last, widest)


def _moved(axes: Axes, heading: str, theme: Theme) -> tuple[Axes, float]:
    """The axes below their heading, and the y where the axis title ends."""
    box = axes.box
    down = room_above(heading, box.right - box.left + share_column(theme), theme)
    moved = Box(box.left, box.top + down, box.right, box.bottom + down)
    return attrs.evolve(axes, box=moved), moved.bottom + room_below(theme)


def _kaplan_meier_panel(
    curves: Sequence[_Curve], axes: Axes, theme: Theme
) -> tuple[list[Item], tuple[Anchor, ...]]:
    """The curves, the names of few cases, and the names that found no place."""
    items: list[Item] = [*draw_bands(axes, [(e.middle, look) for e, look in curves])]
    items += draw_medians(axes, (e.middle.median.day for e, _ in curves), theme)
    for estimate, look in curves:
        if estimate.partial_dates_matter:
            items += draw_readings(axes, estimate, look)
        name = one_line(estimate.group)
        items += draw_kaplan_meier(axes, estimate.middle, look, name)
    if sum(estimate.middle.cases for estimate, _ in curves) > MOST_NAMED:
        return items, ()
    lines = [curve_points(axes, estimate.middle) for estimate, _ in curves]
    anchors = [anchor for e, _ in curves for anchor in _anchors(axes, e.middle)]
    anchors.sort(key=lambda anchor: (anchor.points, anchor.names))
    medians = [e.middle.median.day for e, _ in curves]
    faint = [
        *(curve_points(axes, k) for e, _ in curves for k in (e.earliest, e.latest)),
        *(line for day in medians if day is not None for line in median_lines(axes, day)),
    ]
    names, unnamed = draw_names(anchors, lines, axes.box.grown(-1), theme, faint=faint)
    if names:
        items.append(Group(names, role="names"))
    return items, unnamed


def _anchors(axes: Axes, curve: KaplanMeier) -> list[Anchor]:
    """Half-way down each fall, and on each tick."""
    found, before = [], 1.0
    for step in curve.steps:
        when = f"{decimal_months(step.day):.1f} months"
        for cases, word in ((step.events, "event"), (step.censored, "censored")):
            if cases:
                top = before if word == "event" else step.survival
                shares = dict.fromkeys(((top + step.survival) / 2, step.survival, top))
                points = tuple(axes.point(step.day, share) for share in shares)
                names = one_line(", ".join(cases))
                found.append(Anchor(points, names, f"{names} ({word} at {when})"))
        before = step.survival
    return found


def _at_risk(curves: Sequence[_Curve], axes: Axes, top: float, theme: Theme) -> tuple[Group, float]:
    """How many are at risk at each tick, and the y of the end of the table."""
    size = theme.label_size
    left = axes.box.left - share_column(theme)
    room = axes.box.right - left
    y = top + size * 1.3
    items: list[Item] = [Text(left, y, "At risk", size=size, bold=True, fill=theme.text_color)]
    for estimate, look in curves:
        name = one_line(estimate.group)
        if name:
            y += size * 1.3
            words = text.ellipsize(name, size, room - 22)
            items += line_sample(look.line)(left, y - text.CAP_HEIGHT * size / 2)
            items.append(Text(left + 22, y, words, size=size))
        y += size * 1.3
        for month in axes.ticks:
            day = month * DAYS_PER_MONTH
            number = str(estimate.middle.at_risk(day))
            items.append(Text(axes.x(day), y, number, size=size, anchor="middle"))
    return Group(tuple(items), role="at-risk"), y + size * 0.3


def _legend_entries(curves: Sequence[_Curve], theme: Theme) -> list[LegendEntry]:
    """Each group with its numbers, then each sign that is used."""
    entries = [
        LegendEntry(line_sample(look.line), _group_words(estimate), own_row=True)
        for estimate, look in curves
    ]
    first = curves[0][0].middle
    level = f"{first.confidence * 100:g} %"
    every = [(step, estimate) for estimate, _ in curves for step in estimate.middle.steps]
    if any(s.low is not None and s.high is not None and s.high > s.low for s, _ in every):
        words = f"{level} confidence band ({first.band.value})"
        sample = band_sample(curves[0][1], filled=len(curves) <= MOST_FILLED)
        entries.append(LegendEntry(sample, words))
    if any(step.censored for step, _ in every):
        entries.append(LegendEntry(tick_sample, "censored"))
    if any(estimate.middle.median.day is not None for estimate, _ in curves):
        drop = Stroke(theme.muted_color, theme.line_width, (2, 2))
        entries.append(LegendEntry(line_sample(drop), "median"))
    opened = [look for estimate, look in curves if estimate.partial_dates_matter]
    if opened:
        words = "dates read at their earliest and at their latest"
        entries.append(LegendEntry(line_sample(opened[0].reading), words))
        words = "hatched: how the curve runs is not known (Turnbull)"
        entries.append(LegendEntry(hatch_sample(opened[0]), words))
    return entries


def _group_words(estimate: SurvivalEstimate) -> str:
    curve = estimate.middle
    name = f"{one_line(estimate.group)}: " if one_line(estimate.group) else ""
    cases = "1 case" if curve.cases == 1 else f"{curve.cases} cases"
    events = "1 event" if curve.events == 1 else f"{curve.events} events"
    words = f"{name}{cases}, {events}, median {median_words(curve)}"
    if estimate.partial_dates_matter:
        words += f"; Turnbull {quantile_words(estimate.turnbull.median)}"
    return words


def median_words(curve: KaplanMeier) -> str:
    """``10.2 months (95 % CI 5.1–not reached)``."""
    found = curve.median
    level = f"{curve.confidence * 100:g} % CI"
    if found.day is None:
        low = "" if found.low is None else f" ({level} from {decimal_months(found.low):.1f} months)"
        return f"not reached{low}"
    day = f"{decimal_months(found.day):.1f} months"
    if found.low is None:
        return f"{day} ({level} not defined)"
    high = "not reached" if found.high is None else f"{decimal_months(found.high):.1f}"
    return f"{day} ({level} {decimal_months(found.low):.1f}–{high})"


def _left_over(groups: Sequence[SurvivalEstimate], unnamed: Sequence[Anchor]) -> list[str]:
    """What the picture itself had no room for, or could not count."""
    left_out = [f"{one_line(e.case)} ({one_line(e.reason)})" for g in groups for e in g.left_out]
    names = [anchor.told for anchor in unnamed]
    return [
        *([f"Also shown: {'; '.join(names)}."] if names else []),
        *([f"Not counted: {'; '.join(left_out)}."] if left_out else []),
    ]


def _footnote(sentence: str, page: Span, top: float, theme: Theme) -> tuple[list[Item], float]:
    size = theme.small_size
    lines = [text.ellipsize(x, size, page.width) for x in text.wrap(sentence, size, page.width)]
    items: list[Item] = [
        Text(page.left, top + size * (1.2 + 1.2 * n), line, size=size, fill=theme.text_color)
        for n, line in enumerate(lines)
    ]
    return items, top + size * 1.2 * len(lines) + (size * 0.4 if lines else 0)


def _describe(groups: Sequence[SurvivalEstimate], note: str) -> str:
    """The alternative text: each group's numbers, as the legend has them."""
    sentences = [f"Kaplan–Meier curves of {one_line(groups[0].endpoint)}."]
    sentences += [f"{_group_words(group)}." for group in groups]
    if any(group.partial_dates_matter for group in groups):
        sentences.append("Some dates are known to a range only; Turnbull's curve stands beside.")
    sentences += _left_over(groups, ())
    return " ".join([*sentences, note] if note else sentences)
