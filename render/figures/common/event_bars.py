"""The bar of a treatment: solid while it was certainly given, fading where that is not known."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import attrs

from render.canvas.bars import bar, possible_bar
from render.canvas.box import Box
from render.canvas.outline import polygon, segments
from render.canvas.palette import WHITE
from render.canvas.scene import Item, Marker, Path, Rect, Stroke, Text
from render.canvas.style import ClassStyle, Theme
from render.canvas.text import baseline, width
from timeline.model.components import StopReason

# An end that is not known at all is at least this long, to hold its question mark and a dot.
OPEN_END = 12.0
QUESTION_AT = 5.0
DOT_SIZE = 4.4
TICK = 2.0
BREAK_SIGN = 6.0
"""The width of a break sign, in points."""

_BREAK_AT = 8.0
TAG_INSET = 0.8

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
    ``unscaled`` is a bar whose length means nothing: it has a break sign.
    """

    left: float
    first: float
    last: float
    right: float
    certain: bool = True
    ongoing: bool = False
    open_left: bool = False
    open_right: bool = False
    unscaled: bool = False

    @property
    def broken_at(self) -> float | None:
        """The x of the break sign: near the start, so that a label has the rest of the bar."""
        if not self.unscaled:
            return None
        left, right = (self.first, self.last) if self.certain else (self.left, self.right)
        return left + min((right - left) / 2, _BREAK_AT)


def question_marks(ends: BarEnds, dots: tuple[float, ...], theme: Theme) -> tuple[float, ...]:
    """The x of the question marks of open ends; beside a bar that is too short for them.

    None touches a dot: on a short bar the dot of one end is where the mark of the other would be.
    """
    apart = (width("?", theme.small_size, bold=True) + DOT_SIZE) / 2 + theme.line_width
    marks = []
    if ends.open_left:
        x = ends.left + QUESTION_AT
        marks.append(max([x, *(dot + apart for dot in dots if abs(dot - x) < apart)]))
    if ends.open_right:
        x = ends.right - QUESTION_AT
        marks.append(min([x, *(dot - apart for dot in dots if abs(dot - x) < apart)]))
    return tuple(marks)


def draw_ticks(xs: Iterable[float], theme: Theme, y: float) -> Path:
    """Short lines below a bar around the height ``y``."""
    foot = y + theme.bar_height / 2
    lines = segments(((x, foot), (x, foot + TICK)) for x in xs)
    return Path(lines, stroke=Stroke(theme.line_color, theme.line_width))


def tag_width(letter: str, theme: Theme) -> float:
    """The width of the tag that says why a treatment ended, in points."""
    return width(letter, theme.small_size, bold=True) + 2.4


def draw_tag(letter: str, x: float, theme: Theme, y: float) -> tuple[Item, ...]:
    """A letter on a white tag with a rim, so that no fill or hatch of a bar touches it."""
    size = theme.small_size
    half = (theme.bar_height - 2 * TAG_INSET) / 2
    wide = tag_width(letter, theme) / 2
    rim = Stroke(theme.line_color, theme.line_width)
    plate = Rect.over(Box(x - wide, y - half, x + wide, y + half), fill=WHITE, stroke=rim, radius=2)
    words = Text(
        x, baseline(y, size), letter, size=size, bold=True, anchor="middle", fill=theme.text_color
    )
    return plate, words


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
    if ends.broken_at is not None:
        items += break_sign(ends.broken_at, y, theme.bar_height, theme)
    for x in question_marks(ends, dots, theme):
        items += _question(x, y, theme)
    outline = Stroke(theme.line_color, theme.line_width)
    items += (Marker(x, y, "circle", size=DOT_SIZE, fill=WHITE, stroke=outline) for x in dots)
    return tuple(items)


def break_sign(x: float, y: float, height: float, theme: Theme) -> tuple[Item, ...]:
    """Two strokes across the bar with a gap between: what lies there has no length."""
    up, lean = height / 2 + 1, BREAK_SIGN / 4
    left, right = (((at - lean, y + up), (at + lean, y - up)) for at in (x - 1.2, x + 1.2))
    gap = polygon([*left, *reversed(right)])
    lines = Stroke(theme.line_color, theme.line_width)
    return Path(gap, fill=WHITE), Path(segments((left, right)), stroke=lines)


def _question(x: float, y: float, theme: Theme) -> tuple[Item, ...]:
    size = theme.small_size
    mark = Text(x, baseline(y, size), "?", size=size, bold=True, anchor="middle")
    half = (theme.bar_height - theme.line_width) / 2
    plate = Box(mark.box.left, y - half, mark.box.right, y + half)
    return Rect.over(plate, fill=WHITE, radius=1.5), mark
