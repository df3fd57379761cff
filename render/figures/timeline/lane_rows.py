"""One lane of a timeline: its band, its title, and its events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from render.canvas import text
from render.canvas.box import Box
from render.canvas.labels import Span
from render.canvas.scene import Group, Item, Text
from render.canvas.style import Theme
from render.figures.common.legend import Key
from render.figures.timeline.content import Entry
from render.figures.timeline.layout import (
    LaneName,
    contents,
    event_group,
    lane_marks,
    leading_of,
)
from render.figures.timeline.marks import Field
from render.figures.timeline.series import DrawnSeries, draw_series, series_of

_PADDING = 2.5
TITLE_GAP = 8.0
"""Points between the titles of the lanes and the plot."""


@attrs.frozen(kw_only=True)
class LaneRow:
    """A lane as drawn: the box of its band, the group of its title and events, the marks used."""

    band: Box
    group: Group
    keys: frozenset[Key]


def lane_row(
    name: LaneName,
    shown: Sequence[Entry],
    field: Field,
    page: Span,
    top: float,
    background: str,
    theme: Theme,
) -> LaneRow:
    """Lay out the events of one lane from ``top`` downwards.

    Args:
        name: which one.
        shown: its events, in the order of the report; at least one.
        field: the x that marks and labels may use; the lane's title stands left of it.
        page: the x from edge to edge, which the band covers.
        top: the y of the upper edge.
        background: the colour of the band, to keep lines off the labels with.
        theme: sizes and colours.
    """
    series, single = series_of(shown) if field.axis else ((), tuple(shown))
    y = top + _PADDING
    items: list[Item] = []
    keys: frozenset[Key] = frozenset()
    for one in series:
        drawn = draw_series(one, field, y, background, theme)
        items += _series_items(name, drawn)
        keys |= drawn.keys
        y = drawn.bottom
    title = title_lines(name, field.canvas.left - page.left - TITLE_GAP, theme)
    least = len(title) * leading_of(theme) - (y - top - _PADDING)
    lane = lane_marks(name, single, field, background, theme)
    keys = keys.union(*(mark.keys for mark in lane.marks))
    drawn_marks, linked = contents(lane, y, least)
    if linked:
        keys |= {Key("convention", "link")}
    bottom = y + max(drawn_marks.height, least) + _PADDING
    first = _title(title, field.canvas.left - TITLE_GAP, (top + bottom) / 2, theme)
    if any(entry.derived for entry in shown):
        keys |= {Key("convention", "derived")}
    return LaneRow(
        band=Box(page.left, top, page.right, bottom),
        group=Group(
            (first, *items, *drawn_marks.items), role="lane", lane=name.key, label=name.whole
        ),
        keys=keys,
    )


def title_lines(name: LaneName, room: float, theme: Theme) -> tuple[str, ...]:
    """The title of a lane in at most five lines of no more than ``room`` points."""
    size = theme.label_size
    title = f"{name.title}:" if name.tumour else name.title
    lines = (
        *text.wrap(title, size, room, bold=True),
        *text.wrap(name.tumour, size, room, bold=True),
    )
    return tuple(text.ellipsize(line, size, room, bold=True) for line in lines[:5])


def _title(lines: Sequence[str], right: float, middle: float, theme: Theme) -> Group:
    size = theme.label_size
    first = middle - (len(lines) - 1) / 2 * leading_of(theme)
    texts = (
        Text(
            right,
            text.baseline(first + i * leading_of(theme), size),
            line,
            size=size,
            bold=True,
            anchor="end",
            fill=theme.text_color,
        )
        for i, line in enumerate(lines)
    )
    return Group(tuple(texts), role="lane-title")


def _series_items(name: LaneName, drawn: DrawnSeries) -> Iterator[Item]:
    yield drawn.shared
    for entry, items in drawn.events:
        yield event_group(entry, items, name)
