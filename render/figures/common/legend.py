"""The legend of a figure: every kind of mark that is used, with an example and its words.

Figures say what is used, as entries; where entries go is the same for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple, TypeAlias

import attrs

from render.canvas import text
from render.canvas.bars import bar
from render.canvas.box import Box
from render.canvas.labels import Span
from render.canvas.outline import polyline
from render.canvas.scene import Group, Item, Path, Stroke, Text
from render.canvas.style import Theme, class_style
from timeline.analysis.wording import one_line

SAMPLE_WIDTH = 18.0
"""The width of an example in the legend, in points."""

CLASS_WORDS = {"unknown": "drug class not known", "supportive": "supportive drug"}
"""The drug classes that are no name of one."""

Sample: TypeAlias = Callable[[float, float], tuple[Item, ...]]
"""Draws an example as wide as its entry says, from a left edge and around a height."""


class Key(NamedTuple):
    """A kind of mark that the legend has to explain."""

    kind: Literal["class", "marker", "convention", "stop", "state"]
    name: str


@attrs.frozen
class LegendEntry:
    """An example of what is drawn and its words.

    Attributes:
        sample: draws the example, ``width`` points wide.
        words: what it means.
        own_row: whether no other entry stands beside it.
        role: of the group it is drawn as.
    """

    sample: Sample
    words: str
    own_row: bool = False
    width: float = SAMPLE_WIDTH
    role: str = "legend-sign"


@attrs.frozen(kw_only=True)
class Spacing:
    """How far entries stand apart.

    Attributes:
        gap: between an example and its words, in points.
        between: between entries of one row, in points.
        middle: from the top of a row to its middle, in heights of its type.
        pitch: from row to row, in heights of the type.
        least: the least from row to row, in points.
    """

    gap: float = 4.0
    between: float = 10.0
    middle: float = 0.9
    pitch: float = 1.74
    least: float = 0.0


_SPACING = Spacing()
_LEADING = 1.2


def legend_rows(
    entries: Sequence[LegendEntry],
    room: Span,
    top: float,
    theme: Theme,
    spacing: Spacing = _SPACING,
) -> tuple[Group, float]:
    """The entries between ``room.left`` and ``room.right``, and the y of their end.

    They stand one after the other in rows as full as they get. Words too long for a row are
    wrapped, and have it for themselves.
    """
    size = theme.small_size
    pitch = max(spacing.pitch * size, spacing.least)
    x, y = room.left, top
    bottom = top
    items: list[Item] = []
    for entry in entries:
        indent = entry.width + spacing.gap
        wrapped = text.wrap(entry.words, size, room.width - indent)
        lines = [text.ellipsize(line, size, room.width - indent) for line in wrapped]
        alone = entry.own_row or len(lines) > 1
        taken = indent + max(text.width(line, size) for line in lines)
        if x > room.left and (alone or x + taken > room.right):
            x, y = room.left, bottom
        middle = y + spacing.middle * size
        items.append(
            Group(
                (
                    *entry.sample(x, middle),
                    *_words(lines, x + indent, text.baseline(middle, size), theme),
                ),
                role=entry.role,
            )
        )
        bottom = max(bottom, y + pitch + (len(lines) - 1) * size * _LEADING)
        x += taken + spacing.between
        if alone:
            x, y = room.left, bottom
    return Group(tuple(items), role="legend"), bottom


def _words(lines: Sequence[str], x: float, first: float, theme: Theme) -> list[Text]:
    size = theme.small_size
    return [
        Text(x, first + n * size * _LEADING, line, size=size, fill=theme.text_color)
        for n, line in enumerate(lines)
    ]


def line_sample(stroke: Stroke) -> Sample:
    """A line as it is drawn."""

    def draw(left: float, middle: float) -> tuple[Item, ...]:
        return (Path(polyline([(left, middle), (left + SAMPLE_WIDTH, middle)]), stroke=stroke),)

    return draw


def class_entry(name: str, theme: Theme, words: str | None = None) -> LegendEntry:
    """A drug class: a piece of a bar, and its words unless others are given."""

    def draw(left: float, middle: float) -> tuple[Item, ...]:
        return bar(sample_box(left, middle), class_style(name, theme), theme)

    known = CLASS_WORDS[name] if name == "unknown" else one_line(name)
    return LegendEntry(draw, words or known)


def sample_box(left: float, middle: float, half: float = 4.0) -> Box:
    """The box of an example that has one."""
    return Box(left, middle - half, left + SAMPLE_WIDTH, middle + half)


def capitalised(words: str) -> str:
    """The words with a capital at their beginning, the others as they are."""
    return words[:1].upper() + words[1:]
