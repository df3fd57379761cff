"""The boxes of a resistance graph: what stands in them, how large they are, how they are drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import attrs

from render.canvas import text
from render.canvas.bars import bar
from render.canvas.box import Box
from render.canvas.palette import BLACK, LIGHT_GREY, PURPLE, SKY_BLUE, VERMILLION, WHITE, YELLOW
from render.canvas.palette import paler as tint
from render.canvas.scene import Group, Item, Rect, Stroke, Text
from render.canvas.style import Theme, class_style
from render.figures.resistance_graph.content import LineTold, Row, ShownChange, StateTold

STRIP = 9.0
"""The width of the bar in the colours of the drug classes, at the left of a line, in points."""

_PAD = 4.0
_LEADING = 1.2
_STATE_FILL = tint(PURPLE, 0.72)
_OUTLINE = Stroke(BLACK, 0.75)
_NOT_SAMPLED = Stroke("#555555", 0.75, (2.5, 1.8))
_MOST_TITLE, _MOST_WORDS = 4, 3


@attrs.frozen
class Badge:
    """How a change is drawn, and its words in the legend."""

    letter: str
    fill: str
    meaning: str
    dash: tuple[float, ...] = ()


BADGES: Mapping[ShownChange, Badge] = {
    "gained": Badge("+", VERMILLION, "gained: shown absent before, found after"),
    "new": Badge("+", WHITE, "newly found; that it was absent before is not shown", (1.5, 1)),
    "lost": Badge("−", SKY_BLUE, "lost"),
    "retained": Badge("=", LIGHT_GREY, "retained"),
    "unsaid": Badge("?", WHITE, "cannot be said, and why"),
    "between": Badge("!", YELLOW, "confounded: another line between the samples"),
}
"""Each change by its letter, so that it is told without colour too."""


@attrs.frozen
class Card:
    """A box that was measured: its size in points, and what draws it with its top left corner."""

    width: float
    height: float
    draw: Callable[[float, float], Group]


@attrs.frozen
class _Line:
    """A line of text: where it begins beside the padding, and the badge before it, if any."""

    words: str
    size: float
    bold: bool = False
    muted: bool = False
    indent: float = 0.0
    badge: Badge | None = None

    @property
    def width(self) -> float:
        return self.indent + text.width(self.words, self.size, bold=self.bold)

    @property
    def height(self) -> float:
        return self.size * _LEADING


def badge(kind: Badge, left: float, middle: float, size: float) -> tuple[Item, ...]:
    """A change in a type of ``size`` points, around a height."""
    side = size + 1
    top = middle - side / 2
    edge = Stroke(BLACK, 0.5, kind.dash)
    return (
        Rect(left, top, side, side, fill=kind.fill, stroke=edge, radius=1.5),
        Text(
            left + side / 2,
            text.baseline(middle, size),
            kind.letter,
            size=size,
            bold=True,
            anchor="middle",
        ),
    )


def state_back(box: Box, *, sampled: bool) -> Rect:
    """The ground of a state's box; dashed and white where nothing was sampled."""
    fill, stroke = (_STATE_FILL, _OUTLINE) if sampled else (WHITE, _NOT_SAMPLED)
    return Rect.over(box, fill=fill, stroke=stroke, radius=min(5, box.height / 3))


def state_card(state: StateTold, room: float, theme: Theme) -> Card:
    """The box of a state, at most ``room`` points wide."""
    inner = room - 2 * _PAD
    lines: list[_Line] = []
    if state.when:
        lines += _wrapped(state.when, theme.small_size, inner, muted=True)
    label = state.label if state.count is None else f"{state.label} (n = {state.count})"
    lines += _wrapped(label, theme.label_size, inner, bold=state.sampled, most=_MOST_TITLE)
    for note in state.notes:
        lines += _wrapped(note, theme.small_size, inner, muted=True, most=_MOST_WORDS)
    width, height = _size(lines)

    def draw(left: float, top: float) -> Group:
        box = Box(left, top, left + width, top + height)
        back = state_back(box, sampled=state.sampled)
        # Grey on a tint is too faint to read.
        color = theme.text_color if state.sampled else theme.muted_color
        words = _placed(lines, left + _PAD, top + _PAD, theme, muted=color)
        return Group((back, *words), role="state", tooltip=state.tooltip or None)

    return Card(width, height, draw)


def line_card(line: LineTold, room: float, theme: Theme) -> Card:
    """The box of a line: the bar of its classes, its name, and what became of the alterations."""
    inner = room - 2 * _PAD - STRIP
    title = line.title if line.count is None else f"{line.title} (n = {line.count})"
    lines = _wrapped(title, theme.label_size, inner, bold=True, most=_MOST_TITLE)
    if line.note:
        lines += _wrapped(line.note, theme.small_size, inner, muted=True)
    for row in line.rows:
        lines += _row_lines(row, inner, theme)
    width, height = _size(lines)
    width += STRIP
    looks = [class_style(name, theme) for name in line.classes]

    def draw(left: float, top: float) -> Group:
        box = Box(left, top, left + width, top + height)
        strip = Box(left, top, left + STRIP, top + height)
        edge = Stroke(theme.line_color, theme.line_width)
        return Group(
            (
                Rect.over(box, fill=WHITE),
                *bar(strip, looks[0], theme, others=looks[1:]),
                Rect.over(box, stroke=edge),
                *_placed(lines, left + STRIP + _PAD, top + _PAD, theme),
            ),
            role="line",
            tooltip=line.tooltip or None,
            drug_class=line.classes[0],
        )

    return Card(width, height, draw)


def _row_lines(row: Row, room: float, theme: Theme) -> list[_Line]:
    size = theme.small_size
    step = size + 4
    indent = step * (2 if row.below else 1)
    first, *more = _wrapped(row.words, size, room - indent, most=_MOST_WORDS, indent=indent)
    lines = [attrs.evolve(first, badge=BADGES[row.change]), *more]
    if row.detail:
        lines += _wrapped(
            row.detail, size, room - indent, muted=True, most=_MOST_WORDS, indent=indent
        )
    return lines


def _wrapped(
    words: str,
    size: float,
    room: float,
    *,
    bold: bool = False,
    muted: bool = False,
    most: int = 2,
    indent: float = 0.0,
) -> list[_Line]:
    """Words in at most ``most`` lines; the count at the end of a title is never cut off."""
    name, mark, count = words.rpartition(" (n = ")
    lines = text.wrap_evenly(words, size, room, most=most, bold=bold)
    if mark and lines and lines[-1].endswith(text.ELLIPSIS):
        shorter = text.wrap_evenly(name, size, room, most=most - 1, bold=bold)
        lines = (*shorter, f"(n = {count}")
    return [_Line(line, size, bold, muted, indent) for line in lines]


def _size(lines: list[_Line]) -> tuple[float, float]:
    widest = max((line.width for line in lines), default=0.0)
    return round(widest + 2 * _PAD, 2), round(sum(line.height for line in lines) + 2 * _PAD, 2)


def _placed(
    lines: list[_Line], left: float, top: float, theme: Theme, *, muted: str = ""
) -> list[Item]:
    items: list[Item] = []
    y = top
    for line in lines:
        middle = y + line.height / 2
        if line.badge is not None:
            items += badge(line.badge, left + line.indent - line.size - 4, middle, line.size)
        color = (muted or theme.muted_color) if line.muted else theme.text_color
        items.append(
            Text(
                left + line.indent,
                text.baseline(middle, line.size),
                line.words,
                size=line.size,
                bold=line.bold,
                fill=color,
            )
        )
        y += line.height
    return items
