"""One lane of a timeline: its marks and labels on as few sub-tracks as they need."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from render.canvas import text
from render.canvas.bars import bar_label
from render.canvas.box import Box
from render.canvas.labels import Mark, Placement, Span, place
from render.canvas.scene import Group, Item, Rect, Text
from render.canvas.style import Theme
from render.figures.entries import Entry
from render.figures.event_bars import bar_mark
from render.figures.event_markers import marker_mark
from render.figures.lanes import Lane
from render.figures.marks import EventMark, Field, Key, with_conflict
from timeline.analysis.wording import short_label
from timeline.model.events import Therapy

# A label of more than this share of the plot's width, and this many points, is broken.
_WIDEST_SHARE = 0.4
_WIDEST_AT_LEAST = 100.0
_LEADING = 1.16
_PADDING = 3.0
TITLE_GAP = 8.0
"""Points between the titles of the lanes and the plot."""


@attrs.frozen(kw_only=True)
class LaneRow:
    """A lane as drawn: the box of its band, the group of its title and events, the marks used."""

    band: Box
    group: Group
    keys: frozenset[Key]


def lane_row(
    lane: Lane,
    shown: Sequence[Entry],
    field: Field,
    page: Span,
    top: float,
    background: str,
    theme: Theme,
) -> LaneRow:
    """Lay out the events of one lane from ``top`` downwards.

    Args:
        lane: which one.
        shown: its events, in the order of the report; at least one.
        field: the x that marks and labels may use; the lane's title stands left of it.
        page: the x from edge to edge, which the band covers.
        top: the y of the upper edge.
        background: the colour of the band, to keep lines off the labels with.
        theme: sizes and colours.
    """
    marks = [with_conflict(_mark(e, field, theme), e.conflicts, field, theme) for e in shown]
    wanted = [_wanted(entry, mark, field, theme) for entry, mark in zip(shown, marks, strict=True)]
    line = Span(field.cut_off - 1, field.cut_off + 1)
    spots = place(wanted, field.canvas, keep_off=(line,), gap=theme.gap)
    title = title_lines(lane, field.canvas.left - page.left - TITLE_GAP, theme)
    heights = _track_heights(spots, theme)
    height = max(sum(heights), len(title) * _leading(theme)) + 2 * _PADDING
    y = top + (height - sum(heights)) / 2
    middles = [y + sum(heights[:i]) + heights[i] / 2 for i in range(len(heights))]
    items: list[Item] = [_title(title, field.canvas.left - TITLE_GAP, top + height / 2, theme)]
    for entry, mark, spot in zip(shown, marks, spots, strict=True):
        items.append(_event(entry, mark, spot, middles[spot.track], background, theme))
    return LaneRow(
        band=Box(page.left, top, page.right, top + height),
        group=Group(tuple(items), role="lane", lane=lane.name.lower()),
        keys=frozenset().union(*(mark.keys for mark in marks)),
    )


def title_lines(lane: Lane, room: float, theme: Theme) -> tuple[str, ...]:
    """The title of a lane in lines of about ``room`` points."""
    return text.wrap(lane.value, theme.label_size, room, bold=True)


def _mark(entry: Entry, field: Field, theme: Theme) -> EventMark:
    make = bar_mark if entry.is_treatment else marker_mark
    return make(entry, field, theme)


def _wanted(entry: Entry, mark: EventMark, field: Field, theme: Theme) -> Mark:
    event = entry.event
    return Mark(
        span=mark.span,
        core=mark.core,
        spare=mark.spare,
        label=entry.label,
        size=theme.label_size,
        widest=max(field.canvas.width * _WIDEST_SHARE, _WIDEST_AT_LEAST),
        shorter=(short_label(event),) if isinstance(event, Therapy) else (),
    )


def _track_heights(spots: Sequence[Placement], theme: Theme) -> list[float]:
    """The height of each sub-track: more where a label has several lines."""
    heights = [theme.track_height] * (max(spot.track for spot in spots) + 1)
    for spot in spots:
        needed = len(spot.lines) * _leading(theme) + theme.gap / 2
        heights[spot.track] = max(heights[spot.track], needed)
    return heights


def _leading(theme: Theme) -> float:
    return theme.label_size * _LEADING


def _title(lines: Sequence[str], right: float, middle: float, theme: Theme) -> Group:
    size = theme.label_size
    first = middle - (len(lines) - 1) / 2 * _leading(theme)
    texts = (
        Text(
            right,
            text.baseline(first + i * _leading(theme), size),
            line,
            size=size,
            bold=True,
            anchor="end",
        )
        for i, line in enumerate(lines)
    )
    return Group(tuple(texts), role="lane-title")


def _event(
    entry: Entry, mark: EventMark, spot: Placement, y: float, background: str, theme: Theme
) -> Group:
    label: tuple[Item, ...] = ()
    if spot.text and mark.core and spot.side in ("inside", "over"):
        half = theme.bar_height / 2
        box = Box(mark.core.left, y - half, mark.core.right, y + half)
        style, *others = mark.looks
        label = bar_label(spot, box, style, theme, others=others)
    elif spot.text:
        label = _beside(spot, y, background, theme)
    return Group(
        (*mark.draw(y), *label),
        role="event",
        event=entry.event.id,
        tooltip="\n".join((entry.tooltip, *entry.conflicts)),
        drug_class=" + ".join(mark.classes) or None,
        lane=entry.lane.name.lower(),
    )


def _beside(spot: Placement, y: float, background: str, theme: Theme) -> tuple[Item, ...]:
    """A label on a plate of the band's colour, so that no line of the axis runs through it."""
    size, leading = theme.label_size, _leading(theme)
    first = y - (len(spot.lines) - 1) / 2 * leading
    texts = [
        Text(
            spot.x,
            text.baseline(first + i * leading, size),
            line,
            size=size,
            anchor=spot.anchor,
            fill=theme.text_color,
        )
        for i, line in enumerate(spot.lines)
    ]
    half = len(spot.lines) * leading / 2
    plate = Box(spot.label.left - 1, y - half, spot.label.right + 1, y + half)
    return Rect.over(plate, fill=background), *texts
