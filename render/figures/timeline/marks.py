"""What bars and markers of a timeline have in common: where they may lie, and what they tell.

A mark knows its x only; the lane it is put in gives it a y.
"""

from __future__ import annotations

from collections.abc import Callable

import attrs

from render.canvas.bars import bar
from render.canvas.box import Box
from render.canvas.labels import Span
from render.canvas.scene import Group, Item
from render.canvas.style import ClassStyle, Theme, class_style
from render.figures.common.axis import Axis
from render.figures.common.legend import Key
from render.figures.common.markers import MARKERS

_CONFLICT_GAP = 2.0
_CHIP_GAP = 2.0
CHIP = 7.0
"""The width of the piece of a bar beside an adverse event, in points."""


@attrs.frozen(kw_only=True)
class Field:
    """The x that marks may use.

    ``canvas`` is all there is; ``undated`` the column for what has no date, if there is any;
    ``cut_off`` the x of the end of the data. There is no axis when no day is known.
    """

    canvas: Span
    axis: Axis | None
    undated: Span | None
    cut_off: float

    @property
    def open_left(self) -> float:
        """The x where what has no known beginning is cut off."""
        return self.axis.span.left if self.axis else self.canvas.left

    @property
    def open_right(self) -> float:
        """The x where what has no known end is cut off."""
        return self.axis.span.right if self.axis else self.canvas.right

    def x(self, day: int | None, otherwise: float) -> float:
        """The x of a day, or another x where it is not known."""
        return otherwise if day is None or self.axis is None else self.axis.x(day)


@attrs.frozen(kw_only=True)
class EventMark:
    """The mark of one event: the x it covers, where text may stand on it, and how to draw it.

    Text may stand on the ``core`` of a bar, or cover ``spare`` where there is no other place.
    ``draw`` takes the y of the middle of its sub-track. ``classes`` are the drug classes of a bar,
    ``looks`` their styles as they are seen behind a label. ``pole`` is the x of a marker, where a
    label above it is tied.
    """

    span: Span
    pole: float | None = None
    core: Span | None = None
    spare: Span | None = None
    classes: tuple[str, ...] = ()
    looks: tuple[ClassStyle, ...] = ()
    keys: frozenset[Key]
    draw: Callable[[float], tuple[Item, ...]]


def with_chip(mark: EventMark, classes: tuple[str, ...], field: Field, theme: Theme) -> EventMark:
    """The mark with a small piece of the bar that its event is attributed to."""
    room = CHIP + _CHIP_GAP
    before = mark.span.left - room >= field.canvas.left
    left = mark.span.left - room if before else mark.span.right + _CHIP_GAP
    span = Span(mark.span.left - (room if before else 0), mark.span.right + (0 if before else room))

    def draw(y: float) -> tuple[Item, ...]:
        return *mark.draw(y), *draw_chip(left, classes, theme, y)

    keys = mark.keys | {Key("convention", "chip"), *(Key("class", name) for name in classes)}
    return attrs.evolve(mark, span=span, keys=keys, draw=draw)


def draw_chip(left: float, classes: tuple[str, ...], theme: Theme, y: float) -> tuple[Item, ...]:
    """A piece of a bar of these drug classes, from the x ``left`` on."""
    half = theme.bar_height * 0.32
    style, *others = (class_style(name, theme) for name in classes)
    return bar(Box(left, y - half, left + CHIP, y + half), style, theme, others=others)


def with_conflict(
    mark: EventMark, messages: tuple[str, ...], field: Field, theme: Theme
) -> EventMark:
    """The mark with a glyph beside it that says, on its tooltip, what contradicts what."""
    if not messages:
        return mark
    size = theme.marker_size
    room = size + _CONFLICT_GAP
    before = mark.span.left - room >= field.canvas.left
    x = mark.span.left - room + size / 2 if before else mark.span.right + room - size / 2
    span = Span(mark.span.left - (room if before else 0), mark.span.right + (0 if before else room))

    def draw(y: float) -> tuple[Item, ...]:
        glyph = MARKERS["conflict"].at(x, y, size)
        return *mark.draw(y), Group((glyph,), role="conflict", tooltip="\n".join(messages))

    keys = mark.keys | {Key("marker", "conflict")}
    return attrs.evolve(mark, span=span, keys=keys, draw=draw)
