"""One row of a swimmer plot, drawn in full: follow-up, bars, their numbers, marks, the end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import attrs

from render.canvas import text
from render.canvas.box import Box
from render.canvas.hatch import hatch
from render.canvas.labels import Span
from render.canvas.outline import polyline
from render.canvas.palette import WHITE
from render.canvas.scene import Group, Item, Path, Rect, Stroke, Text
from render.canvas.style import ClassStyle, Theme, class_style
from render.figures.common.event_bars import BREAK_SIGN, break_sign
from render.figures.common.last_state import EndState
from render.figures.common.legend import Key
from render.figures.swimmer.bars import RowBar, draw_row_bar, row_bars
from render.figures.swimmer.content import Swimmer
from render.figures.swimmer.row_marks import RowMark, draw_row_mark, row_marks
from render.figures.swimmer.scale import Scale
from render.figures.swimmer.tooltips import told_of_case, told_of_line, told_of_moment
from render.figures.swimmer.undated import undated_bars, undated_marks
from timeline.model.components import Scope

_FOLLOW_WIDTH = 0.9
_PADDING = 1.5
# The share of a bar's height that a break sign between bars has.
_GAP_SHARE = 0.5
_NAME_LEADING = 1.12


@attrs.frozen(kw_only=True)
class Columns:
    """The x of a plot from left to right: names of cases, stripe, what is undated, the axis."""

    page: Span
    names: Span
    stripe: Span | None
    undated: Span | None
    plot: Span


@attrs.frozen(kw_only=True)
class DrawnRow:
    """A row as drawn, and the kinds of mark it uses."""

    group: Group
    keys: frozenset[Key]


def draw_row(
    swimmer: Swimmer,
    scale: Scale,
    columns: Columns,
    y: float,
    pitch: float,
    stripe: ClassStyle | None,
    theme: Theme,
) -> DrawnRow:
    """The row of a case around the height ``y``, ``pitch`` points high."""
    room = columns.plot
    first, last = (scale.x(day) for day in swimmer.seen)
    bars = row_bars(swimmer.courses, scale, last, room)
    marks = row_marks(swimmer.moments, scale, room, pitch, theme)
    aside, undated = _undated(swimmer, columns, pitch, theme)
    taken = [mark.span for mark in marks]
    keys = {Key("class", c) for course in swimmer.courses for c in course.classes}
    items: list[Item] = [*_name(swimmer, columns.names, y, pitch, theme)]
    if stripe and columns.stripe:
        box = Box(columns.stripe.left, y - pitch / 2, columns.stripe.right, y + pitch / 2)
        items += swatch(box, stripe, theme)
    if last > first:
        line = Stroke(theme.muted_color, _FOLLOW_WIDTH)
        items.append(Path(polyline([(first, y), (last, y)]), stroke=line))
        keys.add(Key("convention", "followed"))
    gaps = ((scale.x(a) + scale.x(b)) / 2 for a, b in swimmer.unscaled if a >= swimmer.seen[0])
    for x in gaps:
        if not any(one.span.left <= x <= one.span.right for one in bars):
            items += break_sign(x, y, theme.bar_height * _GAP_SHARE, theme)
            keys.add(Key("convention", "unscaled"))
    for one in (*bars, *undated):
        words, found = _on_bar(one, taken, y, theme)
        keys |= {*found, *_conventions(one)}
        taken += [word.box_span for word in words]
        drawn = (*draw_row_bar(one, y, theme), *(item for word in words for item in word.items))
        line_of = one.course.line
        items.append(
            Group(
                drawn,
                role="line",
                event=f"{swimmer.id}/{line_of.therapies[0]}",
                tooltip=told_of_line(swimmer, one.course),
                drug_class=" + ".join(one.course.classes),
            )
        )
    for mark in (*marks, *aside):
        keys |= {*_mark_keys(mark)}
        items.append(
            Group(
                tuple(draw_row_mark(mark, y, pitch, theme)),
                role="event",
                event=f"{swimmer.id}/{mark.moment.event.id}",
                tooltip=told_of_moment(swimmer, mark.moment),
            )
        )
    if swimmer.state is EndState.UNKNOWN:
        reached = max([last, *(b.span.right for b in bars), *(m.span.right for m in marks)])
        keys.add(Key("marker", "unknown-end"))
        items.append(unknown_end(min(reached, room.right - 8), y, theme))
    group = Group(tuple(items), role="case", label=swimmer.id, tooltip=told_of_case(swimmer))
    return DrawnRow(group=group, keys=frozenset(keys))


def swatch(box: Box, look: ClassStyle, theme: Theme) -> tuple[Item, ...]:
    """A cell of a stripe: what a row belongs to."""
    items: list[Item] = [Rect.over(box, fill=look.fill)]
    inner = box.grown(-theme.hatch_width / 2)
    if look.hatch != "solid" and inner.width > 0 and inner.height > 0:
        lines = hatch(inner, look.hatch, min(theme.hatch_spacing, 3.2))
        if lines:
            items.append(Path(lines, stroke=Stroke(look.ink, theme.hatch_width * 0.8)))
    return tuple(items)


def unknown_end(left: float, y: float, theme: Theme) -> Group:
    """What stands where the report ends without saying how the patient fared."""
    size = theme.small_size
    mark = Text(
        left + 2,
        text.baseline(y, size),
        "?",
        size=size,
        bold=True,
        fill=theme.text_color,
    )
    plate = Rect.over(Box(mark.box.left - 0.5, mark.y - size * 0.75, mark.box.right + 0.5, mark.y))
    return Group((attrs.evolve(plate, fill=WHITE), mark), role="unknown-end")


def name_size(pitch: float, theme: Theme) -> float:
    """The size of the names of rows that are ``pitch`` points high."""
    return min(theme.label_size, max(theme.small_size, pitch / 1.2))


def _name(swimmer: Swimmer, column: Span, y: float, pitch: float, theme: Theme) -> Iterator[Text]:
    size = name_size(pitch, theme)
    lines = _name_lines(swimmer.id, size, column.width, two=pitch >= 2 * size * _NAME_LEADING)
    for place, words in enumerate(lines):
        below = (place - (len(lines) - 1) / 2) * size * _NAME_LEADING
        yield Text(
            column.right,
            text.baseline(y + below, size),
            words,
            size=size,
            anchor="end",
            fill=theme.text_color,
        )


def _name_lines(name: str, size: float, room: float, *, two: bool) -> tuple[str, ...]:
    """The name in one line; where it does not fit, in two, broken after a hyphen or a blank."""
    if two and text.width(name, size) > room:
        first = ""
        for part in re.split(r"(?<=[-_. ])", name):
            if text.width((first + part).rstrip(), size) > room:
                break
            first += part
        if first:
            return first.rstrip(), text.ellipsize(name[len(first) :], size, room)
    return (text.ellipsize(name, size, room),)


def _undated(
    swimmer: Swimmer, columns: Columns, pitch: float, theme: Theme
) -> tuple[list[RowMark], list[RowBar]]:
    """What has no known day, side by side in its column; lengths there mean nothing."""
    column = columns.undated
    if column is None:
        return [], []
    return (
        undated_marks(swimmer.moments, column, pitch, theme),
        undated_bars(swimmer.courses, column),
    )


@attrs.frozen
class _Words:
    items: tuple[Item, ...]
    box_span: Span


def _on_bar(
    one: RowBar, taken: Sequence[Span], y: float, theme: Theme
) -> tuple[list[_Words], set[Key]]:
    """The number of the line, and a question mark at an open end, where no mark covers them."""
    words: list[_Words] = []
    keys: set[Key] = set()
    box = one.box(y, theme.bar_height)
    size = min(theme.small_size, theme.label_size)
    if box.height < size * 0.95:
        return words, keys
    ends = one.ends
    off = list(taken)
    if ends.broken_at is not None:
        off.append(Span(ends.broken_at, ends.broken_at).grown(BREAK_SIGN / 2 + _PADDING))
    whole = Span(ends.left, ends.right)
    if ends.open_right or ends.open_left:
        wide = text.width("?", size, bold=True) + 2
        fade = Span(ends.last, ends.right) if ends.open_right else Span(ends.left, ends.first)
        x = _free(fade if ends.certain else whole, wide, off, at_end=ends.open_right)
        if x is not None:
            words.append(_label("?", x, box, size, bold=True, plated=True, color=theme.text_color))
            off.append(words[-1].box_span)
    look = class_style(one.course.classes[0], theme)
    several = len(one.course.classes) > 1
    number = str(one.course.line.number)
    plated = look.needs_plate or several or not ends.certain
    on = Span(ends.first, ends.last) if ends.certain else whole
    x = _free(on, text.width(number, size) + 2 * _PADDING, off)
    if x is not None:
        color = theme.text_color if plated else look.text
        words.append(_label(number, x, box, size, bold=False, plated=plated, color=color))
        keys.add(Key("convention", "number"))
    return words, keys


def _label(
    words: str, x: float, box: Box, size: float, *, bold: bool, plated: bool, color: str
) -> _Words:
    middle = box.centre[1]
    label = Text(
        x,
        text.baseline(middle, size),
        words,
        size=size,
        bold=bold,
        anchor="middle",
        fill=color,
    )
    half = text.width(words, size, bold=bold) / 2 + _PADDING * 0.7
    plate = Box(x - half, box.top + 0.5, x + half, box.bottom - 0.5)
    items: tuple[Item, ...] = (label,)
    if plated:
        items = (Rect.over(plate, fill=WHITE, radius=1.5), label)
    return _Words(items, Span(plate.left, plate.right))


def _free(span: Span, width: float, taken: Sequence[Span], *, at_end: bool = False) -> float | None:
    """The middle of the first (or last) stretch of ``span`` so wide that nothing else is on."""
    inside = sorted(
        (max(one.left, span.left), min(one.right, span.right))
        for one in taken
        if one.overlaps(span)
    )
    gaps, reached = [], span.left
    for left, right in inside:
        gaps.append((reached, left))
        reached = max(reached, right)
    gaps.append((reached, span.right))
    fitting = [gap for gap in gaps if gap[1] - gap[0] >= width]
    if not fitting:
        return None
    if at_end:
        return fitting[-1][1] - width / 2
    return fitting[0][0] + width / 2


def _conventions(one: RowBar) -> Iterator[Key]:
    ends = one.ends
    if ends.left < ends.first - 0.01 or ends.last < ends.right - 0.01:
        yield Key("convention", "fade")
    if not ends.certain:
        yield Key("convention", "possible")
    if ends.ongoing:
        yield Key("marker", "ongoing")
    if ends.open_left or ends.open_right:
        yield Key("convention", "open-end")
    if ends.unscaled:
        yield Key("convention", "unscaled")
    if any(one.course.assumed):
        yield Key("convention", "assumed-end")


def _mark_keys(mark: RowMark) -> Iterator[Key]:
    for marker in mark.moment.markers:
        yield Key("marker", marker.meaning)
        if marker.scope is not Scope.OVERALL:
            yield Key("convention", str(marker.scope))
        for name in ("read", "absent", "gained", "lost"):
            if getattr(marker, name):
                yield Key("convention", name)
    if mark.moment.assumed:
        yield Key("convention", "assumed")
    if mark.moved:
        yield Key("convention", "levels")
    if mark.whisker:
        is_open = mark.whisker.open_left or mark.whisker.open_right
        yield Key("convention", "open-whisker" if is_open else "whisker")
