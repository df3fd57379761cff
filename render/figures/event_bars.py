"""The bar of a treatment: solid while it was certainly given, fading where that is not known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import pairwise

import attrs

from render.canvas.bars import ARROW_LENGTH, bar, possible_bar
from render.canvas.box import Box
from render.canvas.labels import Span
from render.canvas.outline import segments
from render.canvas.palette import WHITE
from render.canvas.scene import Item, Marker, Path, Rect, Stroke, Text
from render.canvas.style import ClassStyle, Theme, class_style
from render.canvas.text import baseline, width
from render.figures.entries import Entry, Treatment
from render.figures.lanes import drug_classes
from render.figures.marks import EventMark, Field, Key
from render.figures.timeline_doses import due_days
from timeline.model.components import StopReason
from timeline.model.events import Radiotherapy
from timeline.model.moments import Edge

# A treatment of one day is still to be seen.
_NARROWEST = 2.4
# An end that is not known at all is at least this long, to hold its question mark and a dot.
_OPEN_END = 12.0
_QUESTION_AT = 5.0
_DOT_SIZE = 4.4
_UNDATED_INSET = 3.0
_TICK = 2.0
_TAG_GAP = 1.0
_TAG_INSET = 0.8
# A letter at the end of a bar stands on it, if the bar is so many times as wide.
_ROOM_FOR_TAG = 3.0

STOP_LETTERS = {
    StopReason.PROGRESSION: "P",
    StopReason.TOXICITY: "T",
    StopReason.COMPLETED: "C",
    StopReason.PATIENT_WISH: "W",
    StopReason.FINANCIAL: "F",
    StopReason.TRIAL_WITHDRAWAL: "R",
    StopReason.SWITCH: "S",
    StopReason.DEATH: "D",
    StopReason.OTHER: "O",
}
"""The letter at the end of a bar that says why it ended; none where the report does not say."""


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
    letter = STOP_LETTERS.get(entry.stop, "")
    ends, tag = _tagged(_ends(entry, field), letter, field, theme)
    looks = tuple(class_style(name, theme) for name in classes)
    shown = looks if ends.certain else tuple(look.possible for look in looks)
    dots = tuple(_dots(entry, ends))
    if tag is not None and ends.right in dots:  # the dot and the letter both want to be seen
        tag += (_DOT_SIZE / 2 + _TAG_GAP) * (-1 if tag < ends.right else 1)
    marks = _questions(ends, dots, theme)
    ticks = _ticks(entry, field, ends)
    arrow = ARROW_LENGTH if ends.ongoing else 0
    keys = {Key("class", name) for name in classes}
    keys |= {Key("convention", name) for name in _conventions(ends, dots)}
    if tag is not None:
        keys.add(Key("stop", entry.stop.value))
    if ticks:
        keys.add(Key("convention", "ticks"))
    reach = _DOT_SIZE / 2 + theme.line_width
    edge = ends.right if tag is None else max(ends.right, tag + tag_width(letter, theme) / 2)
    left = [ends.left - theme.line_width / 2, *(x - reach for x in dots)]
    left += [x - _QUESTION_AT for x in marks]
    right = [edge + max(arrow, theme.line_width / 2), *(x + reach for x in dots)]
    right += [x + _QUESTION_AT for x in marks]
    taken = tag is not None and tag < ends.last
    core = Span(ends.first, tag - tag_width(letter, theme) / 2 if tag and taken else ends.last)
    return EventMark(
        span=Span(min(left), max(right)),
        # Text would stand out of a slim bar above and below.
        core=_clear(core.grown(-_DOT_SIZE / 2 if dots else 0), marks) if ends.certain else None,
        spare=_clear(Span(ends.left, ends.right).grown(-_OPEN_END), marks),
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
            left = max(left, x + _QUESTION_AT)
        else:
            right = min(right, x - _QUESTION_AT)
    return Span(left, max(left, right))


def _questions(ends: BarEnds, dots: tuple[float, ...], theme: Theme) -> tuple[float, ...]:
    """The x of the question marks of open ends; beside a bar that is too short for them.

    None touches a dot: on a short bar the dot of one end is where the mark of the other would be.
    """
    apart = (width("?", theme.small_size, bold=True) + _DOT_SIZE) / 2 + theme.line_width
    marks = []
    if ends.open_left:
        x = ends.left + _QUESTION_AT
        marks.append(max([x, *(dot + apart for dot in dots if abs(dot - x) < apart)]))
    if ends.open_right:
        x = ends.right - _QUESTION_AT
        marks.append(min([x, *(dot - apart for dot in dots if abs(dot - x) < apart)]))
    return tuple(marks)


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
        return ends, ends.right - _TAG_INSET - wide / 2
    limit = field.canvas.right - wide - 2 * _TAG_GAP
    if ends.right > limit:
        shift = min(ends.right - limit, ends.right - ends.last)
        ends = attrs.evolve(ends, right=ends.right - shift)
    return ends, min(ends.right + _TAG_GAP + wide / 2, field.canvas.right - wide / 2)


def _ticks(entry: Entry, field: Field, ends: BarEnds) -> tuple[float, ...]:
    """The x of the days on which a dose or cycle was due."""
    if isinstance(entry.event, Radiotherapy) or field.axis is None or not ends.certain:
        return ()
    assert isinstance(entry.event, Treatment)
    xs = [field.axis.x(day) for day in due_days(entry.event, entry.start, entry.end)]
    # Ticks that run into each other are no ticks.
    apart = all(b - a >= _TICK for a, b in pairwise(xs))
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


def draw_ticks(xs: Iterable[float], theme: Theme, y: float) -> Path:
    """Short lines below a bar around the height ``y``."""
    foot = y + theme.bar_height / 2
    lines = segments(((x, foot), (x, foot + _TICK)) for x in xs)
    return Path(lines, stroke=Stroke(theme.line_color, theme.line_width))


def tag_width(letter: str, theme: Theme) -> float:
    """The width of the tag that says why a treatment ended, in points."""
    return width(letter, theme.small_size, bold=True) + 2.4


def draw_tag(letter: str, x: float, theme: Theme, y: float) -> tuple[Item, ...]:
    """A letter on a white tag with a rim, so that no fill or hatch of a bar touches it."""
    size = theme.small_size
    half = (theme.bar_height - 2 * _TAG_INSET) / 2
    wide = tag_width(letter, theme) / 2
    rim = Stroke(theme.line_color, theme.line_width)
    plate = Rect.over(Box(x - wide, y - half, x + wide, y + half), fill=WHITE, stroke=rim, radius=2)
    words = Text(
        x, baseline(y, size), letter, size=size, bold=True, anchor="middle", fill=theme.text_color
    )
    return plate, words


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
        left = min(left, first - _OPEN_END)
    if open_right:
        right = max(right, min(last + _OPEN_END, max(limit, last)))
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
    for x in _questions(ends, dots, theme):
        items += _question(x, y, theme)
    outline = Stroke(theme.line_color, theme.line_width)
    items += (Marker(x, y, "circle", size=_DOT_SIZE, fill=WHITE, stroke=outline) for x in dots)
    return tuple(items)


def _question(x: float, y: float, theme: Theme) -> tuple[Item, ...]:
    size = theme.small_size
    mark = Text(x, baseline(y, size), "?", size=size, bold=True, anchor="middle")
    half = (theme.bar_height - theme.line_width) / 2
    plate = Box(mark.box.left, y - half, mark.box.right, y + half)
    return Rect.over(plate, fill=WHITE, radius=1.5), mark
