"""The timeline of one case: lanes of events over a time axis, to scale, with what is not known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from render.canvas import text
from render.canvas.labels import Span
from render.canvas.outline import polyline, segments
from render.canvas.palette import WHITE
from render.canvas.scene import Group, Item, Path, Rect, Scene, Stroke, Text
from render.canvas.style import DEFAULT_THEME, Theme
from render.figures.axis import draw_axis, gridlines, make_axis
from render.figures.description import describe
from render.figures.entries import DataEnd, Entry, data_end, entries
from render.figures.lane_rows import TITLE_GAP, LaneRow, lane_row, title_lines
from render.figures.lanes import Lane
from render.figures.legend import legend
from render.figures.marks import Field, Key
from timeline.analysis import check
from timeline.analysis.wording import one_line
from timeline.chronology import Chronology, solve
from timeline.findings import Finding
from timeline.model.case import Case

JOURNAL_PAGE = 170 / 25.4 * 72
"""The width of a journal's page, 170 mm, in points."""

NARROWEST = 220.0
"""The narrowest timeline that can be read, in points."""

_MARGIN = 6.0
_TITLE_COLUMN = 62.0
_UNDATED_COLUMN = 34.0
# Room for an open end and a marker outside the days of the axis.
_LEFT_OF_AXIS, _RIGHT_OF_AXIS = 10.0, 16.0
_SPACING = 6.0
_GRID_WIDTH = 0.5


def timeline_figure(
    case: Case | Chronology,
    *,
    theme: Theme = DEFAULT_THEME,
    width: float = JOURNAL_PAGE,
    findings: Iterable[Finding] | None = None,
) -> Scene:
    """Draw everything a case reports, each event once, at the days its bounds allow.

    Args:
        case: a case, or its chronology where that is solved already.
        theme: sizes and colours.
        width: of the figure, in points; the height follows from the events.
        findings: errors among them are marked on the events they name; by default those of
            `timeline.analysis.check`.

    Raises:
        ValueError: the figure would be narrower than `NARROWEST`.
        CaseTimelineError: the case refers to events it does not have.
    """
    if width < NARROWEST:
        raise ValueError(f"a timeline is at least {NARROWEST:g} points wide, not {width:g}")
    chronology = solve(case) if isinstance(case, Case) else case
    shown = entries(chronology, check(chronology) if findings is None else findings)
    end = data_end(chronology, shown)
    page = Span(_MARGIN, width - _MARGIN)
    title = one_line(chronology.case.title or chronology.case.id)
    items, y = _heading(title, page, theme)
    if shown:
        drawn, y = _plot(chronology, shown, end, page, y, theme)
        items += drawn
    else:
        y += theme.label_size * 2
        items.append(Text(page.left, y, "no events", size=theme.label_size, fill=theme.muted_color))
    return Scene(
        round(width, 2),
        round(y + _MARGIN, 2),
        title=title,
        description=describe(chronology.case, shown, end),
        items=(Rect(0, 0, width, round(y + _MARGIN, 2), fill=WHITE), *items),
    )


def _heading(title: str, page: Span, theme: Theme) -> tuple[list[Item], float]:
    """The title, and the y of its end."""
    size = theme.title_size
    lines = text.wrap_evenly(title, size, page.width, most=4, bold=True)
    items: list[Item] = [
        Text(page.left, _MARGIN + size * (1 + 1.2 * i), line, size=size, bold=True)
        for i, line in enumerate(lines)
    ]
    return items, _MARGIN + size * 1.2 * len(lines)


def _plot(
    chronology: Chronology,
    shown: Sequence[Entry],
    end: DataEnd | None,
    page: Span,
    top: float,
    theme: Theme,
) -> tuple[list[Item], float]:
    """Everything below the title, and the y of its end."""
    lanes = [(lane, found) for lane in Lane if (found := [e for e in shown if e.lane is lane])]
    field = _field(chronology, shown, [lane for lane, _ in lanes], end, page, theme)
    items: list[Item] = []
    y = top + _SPACING
    if end and field.axis:
        items.append(_cut_off_label(end, field, y, theme))
        y += theme.small_size * 1.4
    bands_top = y
    rows: list[LaneRow] = []
    for number, (lane, found) in enumerate(lanes):
        background = WHITE if number % 2 else theme.band_color
        rows.append(lane_row(lane, found, field, page, y, background, theme))
        y = rows[-1].band.bottom
    items.insert(0, _backdrop(rows, field, Span(bands_top, y), theme))
    items += [row.group for row in rows]
    keys = frozenset().union(*(row.keys for row in rows))
    if field.undated:
        items.append(_undated_label(field.undated, y, theme))
    if field.axis:
        axis, y = draw_axis(field.axis, y, theme)
        items.append(axis)
        if field.axis.breaks:
            keys |= {Key("convention", "break")}
    else:
        y += theme.label_size * 1.6
    explained, y = legend(keys, page, y + _SPACING, theme)
    return [*items, explained], y


def _field(
    chronology: Chronology,
    shown: Sequence[Entry],
    lanes: Sequence[Lane],
    end: DataEnd | None,
    page: Span,
    theme: Theme,
) -> Field:
    """The columns of the figure: lane titles, what has no date, the axis."""
    size = theme.label_size
    titles = (line for lane in lanes for line in title_lines(lane, _TITLE_COLUMN, theme))
    left = page.left + max(text.width(line, size, bold=True) for line in titles) + TITLE_GAP
    days = [day for entry in shown for day in entry.days]
    undated = Span(left, left + _UNDATED_COLUMN) if any(not e.days for e in shown) else None
    axis = None
    if end and days:
        start = undated.right if undated else left
        span = Span(start + _LEFT_OF_AXIS, page.right - _RIGHT_OF_AXIS)
        busy = (entry.busy for entry in shown)
        axis = make_axis(
            (*days, end.day), [b for b in busy if b], span, calendar=chronology.calendar
        )
    return Field(
        canvas=Span(left, page.right),
        axis=axis,
        undated=undated,
        cut_off=axis.x(end.day) if axis and end else page.right - _RIGHT_OF_AXIS,
    )


def _backdrop(rows: Sequence[LaneRow], field: Field, height: Span, theme: Theme) -> Group:
    """What lies under the events: bands, gridlines, the line of the data cut-off."""
    bands = (row for number, row in enumerate(rows) if number % 2 == 0)
    items: list[Item] = [Rect.over(row.band, fill=theme.band_color) for row in bands]
    if field.axis:
        lines = segments(
            ((x, height.left), (x, height.right)) for x in gridlines(field.axis, theme.label_size)
        )
        if lines:
            items.append(Path(lines, stroke=Stroke(theme.grid_color, _GRID_WIDTH)))
        cut_off = polyline([(field.cut_off, height.left), (field.cut_off, height.right)])
        items.append(Path(cut_off, stroke=Stroke(theme.line_color, _GRID_WIDTH, dash=(3, 2))))
    return Group(tuple(items), role="backdrop")


def _cut_off_label(end: DataEnd, field: Field, top: float, theme: Theme) -> Text:
    """What the dashed line is, above it and within the plot."""
    size = theme.small_size
    half = text.width(str(end), size) / 2
    x = min(max(field.cut_off, field.canvas.left + half), field.canvas.right - half)
    return Text(x, top + size, str(end), size=size, anchor="middle", fill=theme.text_color)


def _undated_label(column: Span, top: float, theme: Theme) -> Text:
    size = theme.small_size
    y = top + theme.label_size * 1.2
    return Text(column.middle, y, "undated", size=size, anchor="middle", fill=theme.text_color)
