"""The bar of a treatment: solid while it was certainly given, fading where that is not known."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import attrs

from render.canvas.bars import ARROW_LENGTH, bar, possible_bar
from render.canvas.box import Box
from render.canvas.labels import Span
from render.canvas.palette import WHITE
from render.canvas.scene import Item, Marker, Rect, Stroke, Text
from render.canvas.style import ClassStyle, Theme, class_style
from render.canvas.text import baseline
from render.figures.entries import Entry, Treatment
from render.figures.lanes import drug_classes
from render.figures.marks import EventMark, Field, Key
from timeline.model.moments import Edge

# A treatment of one day is still to be seen.
_NARROWEST = 2.4
# An end that is not known at all is at least this long, to hold its question mark and a dot.
_OPEN_END = 12.0
_QUESTION_AT = 5.0
_DOT_SIZE = 4.4
_UNDATED_INSET = 3.0


@attrs.frozen(kw_only=True)
class BarEnds:
    """The x of a bar: it may have begun from ``left`` on and has ended by ``right``.

    Between ``first`` and ``last`` it was certainly given, if ``certain``; otherwise no day is
    certain, and all days between are equally possible. An ``open`` end is cut off, not known.
    """

    left: float
    first: float
    last: float
    right: float
    certain: bool = True
    ongoing: bool = False
    open_left: bool = False
    open_right: bool = False


def bar_mark(entry: Entry, field: Field, theme: Theme) -> EventMark:
    """The bar of a treatment, with all that belongs to it but its label."""
    assert isinstance(entry.event, Treatment)
    classes = drug_classes(entry.event)
    ends = _ends(entry, field)
    looks = tuple(map(class_style, classes))
    shown = looks if ends.certain else tuple(look.possible for look in looks)
    dots = tuple(_dots(entry, ends))
    arrow = ARROW_LENGTH if ends.ongoing else 0
    keys = {Key("class", name) for name in classes}
    keys |= {Key("convention", name) for name in _conventions(ends, dots)}
    reach = _DOT_SIZE / 2 + theme.line_width
    return EventMark(
        span=Span(
            min(ends.left, *(x - reach for x in dots), ends.left - theme.line_width / 2),
            max(ends.right + arrow, *(x + reach for x in dots), ends.right + theme.line_width / 2),
        ),
        core=Span(ends.first, ends.last).grown(-_DOT_SIZE / 2 if dots else 0),
        spare=Span(ends.left, ends.right).grown(-_OPEN_END),
        classes=classes,
        looks=shown,
        keys=frozenset(keys),
        draw=partial(draw_bar, ends, looks, dots, theme),
    )


def _ends(entry: Entry, field: Field) -> BarEnds:
    """Where the bar begins, is certain and ends."""
    if field.undated and not entry.days:
        return _undated(field.undated, ongoing=entry.ongoing)
    start, end, ongoing = entry.start, entry.end, entry.ongoing
    left = field.x(start.earliest, field.open_left)
    right = field.cut_off if ongoing else field.x(end.latest, field.open_right)
    last_start = field.x(start.latest, field.cut_off if ongoing else field.open_right)
    first_end = field.cut_off if ongoing else field.x(end.earliest, field.open_left)
    first, last = sorted((last_start, first_end))
    # What is not known is not drawn where the drawing could not show it.
    certain = ongoing or last_start <= first_end or right - left < _NARROWEST
    if certain and last - first < _NARROWEST:
        middle = (first + last) / 2
        first, last = middle - _NARROWEST / 2, middle + _NARROWEST / 2
    open_left = start.earliest is None
    # Of an end that is not stated, no more is known than that the data end.
    not_stated = end.latest is None or (not entry.ends and right >= field.cut_off)
    open_right = not_stated and not ongoing
    if open_left:
        left = min(left, first - _OPEN_END)
    if open_right:
        right = max(right, last + _OPEN_END)
    return BarEnds(
        left=max(field.canvas.left, min(left, first)),
        first=first,
        last=last,
        right=last if ongoing else min(field.canvas.right, max(right, last)),
        certain=certain,
        ongoing=ongoing,
        open_left=open_left,
        open_right=open_right,
    )


def _undated(column: Span, *, ongoing: bool) -> BarEnds:
    """A bar in the column for what has no date; its length means nothing."""
    left = column.left + _UNDATED_INSET
    right = column.right - _UNDATED_INSET - ARROW_LENGTH
    first = right if ongoing else left
    return BarEnds(
        left=left, first=first, last=right, right=right, certain=ongoing, ongoing=ongoing
    )


def _dots(entry: Entry, ends: BarEnds) -> Iterator[float]:
    """The x of the ends that the curator supposed."""
    if entry.assumed & {Edge.START, Edge.AT}:
        yield ends.left
    if Edge.END in entry.assumed:
        yield ends.right


def _conventions(ends: BarEnds, dots: tuple[float, ...]) -> Iterator[str]:
    if ends.left < ends.first or ends.last < ends.right:
        yield "fade"
    if not ends.certain:
        yield "possible"
    if ends.ongoing:
        yield "ongoing"
    if ends.open_left or ends.open_right:
        yield "open-end"
    if dots:
        yield "assumed-end"


def draw_bar(
    ends: BarEnds, looks: tuple[ClassStyle, ...], dots: tuple[float, ...], theme: Theme, y: float
) -> tuple[Item, ...]:
    """The bar around the height ``y``: the classes' looks, and a dot at each assumed end."""
    half = theme.bar_height / 2
    style, *others = looks
    make = partial(bar, ongoing=ends.ongoing) if ends.certain else possible_bar
    box = Box(ends.first, y - half, ends.last, y + half)
    before, after = ends.first - ends.left, ends.right - ends.last
    items = list(make(box, style, theme, others=others, fade_left=before, fade_right=after))
    if ends.open_left:
        items += _question(ends.left + _QUESTION_AT, y, theme)
    if ends.open_right:
        items += _question(ends.right - _QUESTION_AT, y, theme)
    outline = Stroke(theme.line_color, theme.line_width)
    items += (Marker(x, y, "circle", size=_DOT_SIZE, fill=WHITE, stroke=outline) for x in dots)
    return tuple(items)


def _question(x: float, y: float, theme: Theme) -> tuple[Item, ...]:
    size = theme.small_size
    mark = Text(x, baseline(y, size), "?", size=size, bold=True, anchor="middle")
    half = (theme.bar_height - theme.line_width) / 2
    plate = Box(mark.box.left, y - half, mark.box.right, y + half)
    return Rect.over(plate, fill=WHITE, radius=1.5), mark
