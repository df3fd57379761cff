"""The bar of a treatment: solid while it was certainly given, fading where that is not known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import pairwise

import attrs

from render.canvas.bars import ARROW_LENGTH
from render.canvas.labels import Span
from render.canvas.scene import Item
from render.canvas.style import ClassStyle, Theme, class_style
from render.figures.common.event_bars import (
    DOT_SIZE,
    OPEN_END,
    QUESTION_AT,
    STOP_LETTERS,
    TAG_INSET,
    TICK,
    BarEnds,
    draw_bar,
    draw_tag,
    draw_ticks,
    question_marks,
    tag_width,
)
from render.figures.common.event_kinds import drug_classes
from render.figures.common.legend import Key
from render.figures.timeline.content import Entry
from render.figures.timeline.doses import due_days
from render.figures.timeline.marks import EventMark, Field
from timeline.model.moments import Edge

# A treatment of one day is still to be seen.
_NARROWEST = 2.4
_UNDATED_INSET = 3.0
_TAG_GAP = 1.0
# A letter at the end of a bar stands on it, if the bar is so many times as wide.
_ROOM_FOR_TAG = 3.0


def bar_mark(entry: Entry, field: Field, theme: Theme) -> EventMark:
    """The bar of a treatment, with all that belongs to it but its label."""
    classes = drug_classes(entry.event)
    letter = STOP_LETTERS.get(entry.stop, "")
    ends, tag = _tagged(_ends(entry, field), letter, field, theme)
    looks = tuple(class_style(name, theme) for name in classes)
    shown = looks if ends.certain else tuple(look.possible for look in looks)
    dots = tuple(_dots(entry, ends))
    if tag is not None and ends.right in dots:  # the dot and the letter both want to be seen
        tag += (DOT_SIZE / 2 + _TAG_GAP) * (-1 if tag < ends.right else 1)
    marks = question_marks(ends, dots, theme)
    ticks = _ticks(entry, field, ends)
    arrow = ARROW_LENGTH if ends.ongoing else 0
    keys = {Key("class", name) for name in classes}
    keys |= {Key("convention", name) for name in _conventions(ends, dots)}
    if tag is not None:
        keys.add(Key("stop", entry.stop.value))
    if ticks:
        keys.add(Key("convention", "ticks"))
    reach = DOT_SIZE / 2 + theme.line_width
    edge = ends.right if tag is None else max(ends.right, tag + tag_width(letter, theme) / 2)
    left = [ends.left - theme.line_width / 2, *(x - reach for x in dots)]
    left += [x - QUESTION_AT for x in marks]
    right = [edge + max(arrow, theme.line_width / 2), *(x + reach for x in dots)]
    right += [x + QUESTION_AT for x in marks]
    if ends.broken_at is not None:
        marks = (*marks, ends.broken_at)
    taken = tag is not None and tag < ends.last
    core = Span(ends.first, tag - tag_width(letter, theme) / 2 if tag and taken else ends.last)
    return EventMark(
        span=Span(min(left), max(right)),
        # Text would stand out of a slim bar above and below.
        core=_clear(core.grown(-DOT_SIZE / 2 if dots else 0), marks) if ends.certain else None,
        spare=_clear(Span(ends.left, ends.right).grown(-OPEN_END), marks),
        classes=classes,
        looks=shown,
        keys=frozenset(keys),
        draw=partial(_draw, ends, looks, dots, (ticks, letter, tag), theme),
    )


def _clear(room: Span, marks: Iterable[float]) -> Span:
    """What is left of the room for text beside the question marks that reach into it."""
    left, right = room.left, room.right
    for x in marks:
        if x - left < right - x:
            left = max(left, x + QUESTION_AT)
        else:
            right = min(right, x - QUESTION_AT)
    return Span(left, max(left, right))


def _tagged(ends: BarEnds, letter: str, field: Field, theme: Theme) -> tuple[BarEnds, float | None]:
    """The bar with room for a letter, and the x of the letter's middle; None where there is none.

    The letter stands on the end of a bar that is wide enough, else behind it.
    """
    if not letter:
        return ends, None
    wide = tag_width(letter, theme)
    if ends.ongoing:  # what went on and yet was stopped is a contradiction; the arrow stays
        return ends, min(ends.right + ARROW_LENGTH + wide / 2, field.canvas.right - wide / 2)
    # On what fades, or on what is certain, but never hiding either.
    part = max(ends.right - ends.last, ends.last - ends.first if ends.right == ends.last else 0)
    if not ends.certain:
        part = ends.right - ends.left
    if part >= _ROOM_FOR_TAG * wide and not ends.open_right:
        return ends, ends.right - TAG_INSET - wide / 2
    limit = field.canvas.right - wide - 2 * _TAG_GAP
    if ends.right > limit:
        shift = min(ends.right - limit, ends.right - ends.last)
        ends = attrs.evolve(ends, right=ends.right - shift)
    return ends, min(ends.right + _TAG_GAP + wide / 2, field.canvas.right - wide / 2)


def _ticks(entry: Entry, field: Field, ends: BarEnds) -> tuple[float, ...]:
    """The x of the days on which a dose or cycle was due."""
    if field.axis is None or not ends.certain:
        return ()
    xs = [field.axis.x(day) for day in due_days(entry.event, entry.start, entry.end)]
    # Ticks that run into each other are no ticks.
    apart = all(b - a >= TICK for a, b in pairwise(xs))
    return tuple(x for x in xs if x <= ends.right) if apart and len(xs) > 1 else ()


def _draw(
    ends: BarEnds,
    looks: tuple[ClassStyle, ...],
    dots: tuple[float, ...],
    extras: tuple[tuple[float, ...], str, float | None],
    theme: Theme,
    y: float,
) -> tuple[Item, ...]:
    ticks, letter, tag = extras
    items = list(draw_bar(ends, looks, dots, theme, y))
    if ticks:
        items.append(draw_ticks(ticks, theme, y))
    if tag is not None:
        items += draw_tag(letter, tag, theme, y)
    return tuple(items)


def _ends(entry: Entry, field: Field) -> BarEnds:
    """Where the bar begins, is certain and ends."""
    if field.undated and not entry.days:
        return _undated(field.undated, ongoing=entry.ongoing)
    start, end, ongoing = entry.start, entry.end, entry.ongoing
    left = field.x(start.earliest, field.open_left)
    # Nobody is treated after death, whatever else is not known.
    limit = field.x(entry.until, field.canvas.right)
    right = field.cut_off if ongoing else min(field.x(end.latest, field.open_right), limit)
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
    not_stated = end.latest is None or (not entry.ends and right >= min(field.cut_off, limit))
    open_right = not_stated and not ongoing
    if open_left:
        left = min(left, first - OPEN_END)
    if open_right:
        right = max(right, min(last + OPEN_END, max(limit, last)))
    return BarEnds(
        left=max(field.canvas.left, min(left, first)),
        first=first,
        last=last,
        right=last if ongoing else min(field.canvas.right, max(right, last)),
        certain=certain,
        ongoing=ongoing,
        open_left=open_left,
        open_right=open_right,
        unscaled=entry.unscaled,
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
    if ends.unscaled:
        yield "unscaled"
