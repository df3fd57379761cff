"""The key of a lane whose marks are numbered: number and words, in columns below the marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from render.canvas import text
from render.canvas.box import Box
from render.canvas.labels import Span
from render.canvas.scene import Item, Rect, Text
from render.canvas.style import Theme

_LEADING = 1.3
_NUMBER_GAP = 4.0
_COLUMN_GAP = 12.0
_NARROWEST_COLUMN = 180.0
_MOST_LINES = 3
_ABOVE = 2.0


@attrs.frozen
class _Place:
    """Where the words of one number stand: its column, its first line, its lines."""

    column: int
    line: int
    lines: tuple[str, ...]


@attrs.frozen(kw_only=True)
class NumberKey:
    """The key of a lane, laid out: the items of each number, and its height in points."""

    items: tuple[tuple[Item, ...], ...]
    height: float


def number_key(
    words: Sequence[tuple[str, str]], room: Span, top: float, background: str, theme: Theme
) -> NumberKey:
    """The number and the words of each mark, column by column.

    Words take up to three lines, on plates of the band's colour, so that no gridline runs through
    them; what does not fit into three is cut off.
    """
    size, leading = theme.small_size, theme.small_size * _LEADING
    columns = max(1, int((room.width + _COLUMN_GAP) / (_NARROWEST_COLUMN + _COLUMN_GAP)))
    wide = (room.width - _COLUMN_GAP * (columns - 1)) / columns
    number_wide = max(text.width(n, size, bold=True) for n, _ in words)
    within = wide - number_wide - _NUMBER_GAP
    said = [text.wrap_evenly(w, size, within, most=_MOST_LINES) for _, w in words]
    places = list(_placed(said, columns))
    items = []
    for (number, _), place in zip(words, places, strict=True):
        left = room.left + place.column * (wide + _COLUMN_GAP)
        middle = top + _ABOVE + (place.line + 0.5) * leading
        items.append(
            tuple(_entry(number, place.lines, (left, middle), number_wide, background, theme))
        )
    lines = max(place.line + len(place.lines) for place in places)
    return NumberKey(items=tuple(items), height=lines * leading + 2 * _ABOVE)


def _placed(said: Sequence[tuple[str, ...]], columns: int) -> Iterator[_Place]:
    """Entries one below the other in columns of about the same height, none of them divided."""
    total = sum(max(1, len(lines)) for lines in said)
    target = -(-total // columns)
    column = line = 0
    for lines in said:
        if line >= target and column < columns - 1:
            column, line = column + 1, 0
        yield _Place(column, line, lines or ("",))
        line += max(1, len(lines))


def _entry(
    number: str,
    lines: tuple[str, ...],
    place: tuple[float, float],
    number_wide: float,
    background: str,
    theme: Theme,
) -> Iterator[Item]:
    size, leading = theme.small_size, theme.small_size * _LEADING
    left, middle = place
    said_left = left + number_wide + _NUMBER_GAP
    first = text.baseline(middle, size)
    right = said_left + max(text.width(line, size) for line in lines)
    half = leading / 2
    bottom = middle + (len(lines) - 1) * leading + half
    yield Rect.over(Box(left - 1, middle - half, right + 1, bottom), fill=background)
    yield Text(
        left + number_wide,
        first,
        number,
        size=size,
        bold=True,
        anchor="end",
        fill=theme.text_color,
    )
    for n, line in enumerate(lines):
        if line:
            yield Text(said_left, first + n * leading, line, size=size, fill=theme.text_color)
