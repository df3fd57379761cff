"""The timeline of one case: lanes of events over a time axis, to scale, with what is not known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from render.canvas import text
from render.canvas.errors import TooNarrowError
from render.canvas.labels import Span
from render.canvas.outline import segments
from render.canvas.palette import WHITE
from render.canvas.scene import Group, Item, Path, Rect, Scene, Stroke, Text
from render.canvas.style import DEFAULT_THEME, Theme
from render.figures.common.axis import Axis, draw_axis, gridlines, make_axis, make_course_axis
from render.figures.common.event_kinds import Lane, lane_title
from render.figures.common.legend import Key
from render.figures.common.page import JOURNAL_PAGE
from render.figures.timeline.content import Entry, data_end, entries
from render.figures.timeline.description import describe
from render.figures.timeline.ends import (
    EndLine,
    draw_end_labels,
    draw_end_lines,
    end_lines,
    labels_height,
)
from render.figures.timeline.lane_choice import choose
from render.figures.timeline.lane_rows import TITLE_GAP, LaneRow, lane_row, title_lines
from render.figures.timeline.layout import LaneName
from render.figures.timeline.legend import legend
from render.figures.timeline.marks import Field
from render.figures.timeline.placing import Placed, placed
from render.figures.timeline.reading import Reading, read
from timeline.analysis.answers import Subject
from timeline.analysis.wording import one_line
from timeline.findings import Finding

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
    case: Subject,
    *,
    theme: Theme = DEFAULT_THEME,
    width: float = JOURNAL_PAGE,
    findings: Iterable[Finding] | None = None,
    day_zero: str | None = None,
    lanes: Iterable[str] | None = None,
    axis: str | None = None,
) -> Scene:
    """Draw everything a case reports, each event once, at the days its bounds allow.

    Args:
        case: a case, its chronology where that is solved already, or what is known of it.
        theme: sizes and colours.
        width: of the figure, in points; the height follows from the events.
        findings: errors among them are marked on the events they name; by default those of
            `timeline.analysis.check`.
        day_zero: a moment (``start of icotinib``) from which the axis counts, in place of the
            calendar.
        lanes: which lanes to draw, by their names in `lane_choice.LANES`; the figure says what it
            leaves out. By default all.

        axis: ``calendar``, ``months`` or ``course`` (the order of events, with the lengths that are
            known); by default the one that tells most of the case.

    Raises:
        ValueError: the figure would be narrower than `NARROWEST`.
        CaseTimelineError: the case refers to events it does not have, or has no such day 0; there
            is no such lane.
    """
    if width < NARROWEST:
        raise TooNarrowError("a timeline", NARROWEST, width)
    reading = read(case, findings=findings, day_zero=day_zero, axis=axis)
    return draw_reading(reading, theme=theme, width=width, lanes=lanes)


def draw_reading(
    reading: Reading, *, theme: Theme, width: float, lanes: Iterable[str] | None = None
) -> Scene:
    """The timeline of a case that is read already."""
    case = reading.chronology.case
    page = Span(_MARGIN, width - _MARGIN)
    every = entries(reading)
    room = page.width - _TITLE_COLUMN - _LEFT_OF_AXIS - _RIGHT_OF_AXIS
    whole = placed(reading, every, data_end(reading, every), room)
    choice, told = choose(whole.shown, lanes), choose(every, lanes).shown
    title = one_line(case.title or case.id)
    items, y = _heading(title, page, theme)
    if choice.shown:
        drawn, y = _plot(reading, attrs.evolve(whole, shown=choice.shown), page, y, theme)
        items += drawn
    else:
        y += theme.label_size * 2
        words = "no events in these lanes" if case.events else "no events"
        items.append(Text(page.left, y, words, size=theme.label_size, fill=theme.muted_color))
    for line in text.wrap(choice.note, theme.small_size, page.width):
        y += theme.small_size * 1.25
        items.append(Text(page.left, y, line, size=theme.small_size, fill=theme.text_color))
    return Scene(
        round(width, 2),
        round(y + _MARGIN, 2),
        title=title,
        description=" ".join(filter(None, (describe(case, told, whole.end), choice.note))),
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
    reading: Reading, drawn: Placed, page: Span, top: float, theme: Theme
) -> tuple[list[Item], float]:
    """Everything below the title, and the y of its end."""
    shown, end = drawn.shown, drawn.end
    lanes = lanes_of(reading, shown)
    field = _field(reading, drawn, [name for name, _ in lanes], page, theme)
    items: list[Item] = []
    y = top + _SPACING
    ends: tuple[EndLine, ...] = ()
    if end and field.axis:
        ends = end_lines(shown, end, field)
        items += draw_end_labels(ends, field, y, theme)
        y += labels_height(ends, field, theme)
    bands_top = y
    rows: list[LaneRow] = []
    for number, (name, found) in enumerate(lanes):
        background = WHITE if number % 2 else theme.band_color
        rows.append(lane_row(name, found, field, page, y, background, theme))
        y = rows[-1].band.bottom
    items.insert(0, _backdrop(rows, field, ends, Span(bands_top, y), theme))
    items += [row.group for row in rows]
    keys = frozenset().union(*(row.keys for row in rows))
    if field.undated:
        items.append(_undated_label(field.undated, y, theme))
    if field.axis:
        axis, y = draw_axis(field.axis, y, theme)
        items.append(axis)
        if field.axis.breaks:
            keys |= {Key("convention", "unscaled" if drawn.places else "break")}
    else:
        y += theme.label_size * 1.6
    explained, y = legend(keys, page, y + _SPACING * 0.7, theme)
    return [*items, explained], y


def lanes_of(
    reading: Reading, shown: Sequence[Entry]
) -> tuple[tuple[LaneName, tuple[Entry, ...]], ...]:
    """The lanes that a case has events for, from the top; each tumour has its own, if several."""
    tumours = {tumour.id: tumour.name for tumour in reading.chronology.case.tumours}
    named = [None, *tumours] if len(tumours) > 1 else [None]
    found: list[tuple[LaneName, tuple[Entry, ...]]] = []
    for lane in Lane:
        for tumour in named:
            within = tuple(e for e in shown if e.lane is lane and e.tumour == tumour)
            if within:
                name = LaneName(lane.name.lower(), lane_title(lane, [e.event for e in within]))
                if tumour is not None:
                    tumour_name = one_line(tumours[tumour], 60) or tumour
                    name = LaneName(f"{name.key}-{tumour}", name.title, tumour_name)
                found.append((name, within))
    return tuple(found)


def _field(
    reading: Reading,
    drawn: Placed,
    lanes: Sequence[LaneName],
    page: Span,
    theme: Theme,
) -> Field:
    """The columns of the figure: lane titles, what has no date, the axis."""
    shown, end = drawn.shown, drawn.end
    size = theme.label_size
    words = (word for lane in Lane for word in lane.value.split())
    room = max(text.width(word, size, bold=True) for word in words)
    room = max(room, _TITLE_COLUMN * size / DEFAULT_THEME.label_size)
    titles = [line for name in lanes for line in title_lines(name, room, theme)]
    left = page.left + max(text.width(line, size, bold=True) for line in titles) + TITLE_GAP
    days = [day for entry in shown for day in entry.days]
    undated = Span(left, left + _UNDATED_COLUMN) if any(not e.days for e in shown) else None
    axis: Axis | None = None
    if end and days:
        start = undated.right if undated else left
        span = Span(start + _LEFT_OF_AXIS, page.right - _RIGHT_OF_AXIS)
        calendar, zero = reading.calendar, reading.zero_name
        if drawn.places:
            axis = make_course_axis(drawn.places, span, calendar=calendar, zero=zero)
        else:
            busy = [entry.busy for entry in shown if entry.busy]
            axis = make_axis((*days, end.day), busy, span, calendar=calendar, zero=zero)
    return Field(
        canvas=Span(left, page.right),
        axis=axis,
        undated=undated,
        cut_off=axis.x(end.day) if axis and end else page.right - _RIGHT_OF_AXIS,
    )


def _backdrop(
    rows: Sequence[LaneRow],
    field: Field,
    ends: Sequence[EndLine],
    height: Span,
    theme: Theme,
) -> Group:
    """What lies under the events: bands, gridlines, the lines where the case ends."""
    bands = (row for number, row in enumerate(rows) if number % 2 == 0)
    items: list[Item] = [Rect.over(row.band, fill=theme.band_color) for row in bands]
    if field.axis:
        lines = segments(
            ((x, height.left), (x, height.right)) for x in gridlines(field.axis, theme.label_size)
        )
        if lines:
            items.append(Path(lines, stroke=Stroke(theme.grid_color, _GRID_WIDTH)))
        items += draw_end_lines(ends, height, theme)
    return Group(tuple(items), role="backdrop")


def _undated_label(column: Span, top: float, theme: Theme) -> Text:
    size = theme.small_size
    y = top + theme.label_size * 1.2
    return Text(column.middle, y, "undated", size=size, anchor="middle", fill=theme.text_color)
