"""Thin rows: hundreds of cases on one page, by colour alone, with the end in a column of its own.

What a thin row cannot show is left to the table, and the figure says so: no names, hatches or
marks. Days on which it is not known whether a line was given are pale.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

from render.canvas.box import Box
from render.canvas.labels import Span
from render.canvas.palette import BLACK, SKY_BLUE, VERMILLION, WHITE, YELLOW
from render.canvas.scene import Group, Item, Rect
from render.canvas.style import ClassStyle, Theme, class_style
from render.figures.common.last_state import EndState
from render.figures.common.legend import Key
from render.figures.swimmer.content import PlacedLine, Swimmer
from render.figures.swimmer.row import Columns, DrawnRow, swatch
from render.figures.swimmer.scale import Scale
from render.figures.swimmer.tooltips import told_of_case, told_of_line

STATE_FILLS: Mapping[EndState, str] = {
    EndState.DEAD: BLACK,
    EndState.LOST: VERMILLION,
    EndState.ALIVE: SKY_BLUE,
    EndState.ONGOING: YELLOW,
    EndState.UNKNOWN: WHITE,
}
"""The cell of a state at the end; from dark to light, so that they differ in grey too."""

FOLLOWED = "#ebebeb"
"""Where a patient was followed up and no line is reported: lighter than any pale bar."""

STATE_WIDTH = 9.0
"""The width of the column of states, in points."""

HATCHED = 4.8
"""The height of a row, in points, from which on its bars have room for a hatch."""

THINNEST = 0.4
"""The height of a row, in points, below which a page grows instead."""

# The share of its row that a bar fills, so that rows can be told apart where they are high enough.
_FILLED = 0.86
_ALL_FILLED_BELOW = 2.0
# Rows that only touch would show the paper between them on a screen.
_SEAM = 0.1


def draw_dense_row(
    swimmer: Swimmer,
    scale: Scale,
    columns: Columns,
    y: float,
    pitch: float,
    stripe: ClassStyle | None,
    theme: Theme,
) -> DrawnRow:
    """The thin row of a case around the height ``y``."""
    height = pitch + _SEAM if pitch < _ALL_FILLED_BELOW else pitch * _FILLED
    top = y - height / 2
    first, last = (scale.x(day) for day in swimmer.seen)
    items: list[Item] = []
    if stripe and columns.stripe:
        cell = Box(columns.stripe.left, top, columns.stripe.right, top + height)
        flat = height < HATCHED * _FILLED
        items += [Rect.over(cell, fill=stripe.fill)] if flat else swatch(cell, stripe, theme)
    if last > first:
        items.append(Rect(first, top, last - first, height, fill=FOLLOWED))
    keys: set[Key] = {Key("state", swimmer.state.value), Key("convention", "followed-thin")}
    for course in swimmer.courses:
        spans = _spans(course, scale, last) if course.days else _beside(columns)
        pale = any(is_pale for _, is_pale in spans)
        keys |= {Key("class", name) for name in course.classes}
        keys |= {Key("convention", "pale")} if pale else set()
        items.append(
            Group(
                tuple(_rects(course, spans, top, height, theme)),
                role="line",
                event=f"{swimmer.id}/{course.line.therapies[0]}",
                tooltip=told_of_line(swimmer, course),
                drug_class=" + ".join(course.classes),
            )
        )
    right = columns.page.right
    fill = STATE_FILLS[swimmer.state]
    items.append(Rect(right - STATE_WIDTH, top, STATE_WIDTH, height, fill=fill))
    group = Group(tuple(items), role="case", label=swimmer.id, tooltip=told_of_case(swimmer))
    return DrawnRow(group=group, keys=frozenset(keys))


def _spans(course: PlacedLine, scale: Scale, data_end: float) -> list[tuple[Span, bool]]:
    """The stretches of a line, and whether it is not known that it was given there."""
    start, end = course.start, course.end
    left = scale.left if start.earliest is None else scale.x(start.earliest)
    right = max(data_end, left) if end.latest is None else scale.x(end.latest)
    first = right if start.latest is None else scale.x(start.latest)
    last = left if end.earliest is None else scale.x(end.earliest)
    parts: list[tuple[Span, bool]] = []
    if first <= last:
        parts.append((Span(first, max(last, first + 0.5)), False))
        edges = [(left, first), (last, right)]
    else:
        edges = [(left, right)]
    parts += [(Span(a, b), True) for a, b in edges if b - a > 0.05]
    return parts or [(Span(left, left + 0.5), False)]


def _beside(columns: Columns) -> list[tuple[Span, bool]]:
    column = columns.undated or columns.plot
    return [(Span(column.left + 4, column.right - 4), True)]


def _rects(
    course: PlacedLine,
    spans: Sequence[tuple[Span, bool]],
    top: float,
    height: float,
    theme: Theme,
) -> list[Item]:
    looks = [class_style(name, theme) for name in course.classes]
    each = height / len(looks)
    items: list[Item] = []
    for span, is_pale in spans:
        for place, look in enumerate(looks):
            shown = _pale(look) if is_pale else look
            y = top + place * each
            if height < HATCHED * _FILLED:
                items.append(Rect(span.left, y, span.width, each, fill=shown.fill))
            else:
                items += swatch(Box(span.left, y, span.right, y + each), shown, theme)
    return items


@functools.cache
def _pale(look: ClassStyle) -> ClassStyle:
    return look.possible
