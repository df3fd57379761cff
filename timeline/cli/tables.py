"""Tables in the terminal, in the shape that its width allows; no word is broken that can be whole.

A table has one of these shapes. *Whole*: every column beside the others. *Headed*: the first column
stands as a heading over its rows, and leaves its room to the others. *Noted*: either of them with
the last column, which says why, on lines of its own below each row. *Stacked*, where a screen is
too narrow for any of these: below the heading, each row is a paragraph of its cells with the names
of their columns.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias
from unicodedata import category, combining, east_asian_width

import attrs

from timeline.cli.console import Styled, say
from timeline.text import printable

Row: TypeAlias = tuple[str, ...]

BETWEEN = 2
"""Blanks between columns, and the indent below a heading."""

LEAST_TEXT = 30
"""How wide a text beside its heading is at least."""

LONGEST_WORD = 30
"""In cells a word is kept whole up to this; a longer one gets room as any other words do."""

MUCH_TALLER = 1.25
"""A shape that comes later is taken where an earlier one is as many times as tall."""

_LEADING = frozenset({"→", "->", "+", "≥", "≤", "≠", "~", "="})
"""Signs that stay with the word after them."""


def print_table(title: str, columns: Row, rows: Iterable[Row]) -> None:
    """Print a table as wide as the terminal; `COLUMNS` overrides its width.

    One without rows says that there are none.
    """
    width, told = screen_width(), tuple(rows)
    for text in wrapped(title, width):
        say(Styled(text, bold=True))
    if not told:
        say("none told")
    for line in table_lines(columns, told, width) if told else ():
        say(Styled(line.text, bold=line.heading, dim=line.rule))
    say()


def print_rows(rows: Iterable[Row]) -> None:
    """Print pairs of a heading and a text beside it, or below where the screen is narrow."""
    told, width = tuple(rows), screen_width()
    indent = max((cells(printable(heading)) for heading, _ in told), default=0) + BETWEEN
    if width - indent < LEAST_TEXT:
        indent = BETWEEN
    for heading, text in told:
        name = printable(heading)
        lines = wrapped(text, width - indent)
        if name and cells(name) > indent - BETWEEN:
            say(*(Styled(part, bold=True) for part in wrapped(name, width)))
            name = ""
        for line in lines:
            say((Styled(_padded(name, indent), bold=True), line))
            name = ""


def print_text(line: str) -> None:
    """Print a line of text, broken between words; what follows hangs below its first word."""
    text = printable(line)
    indent = len(text) - len(text.lstrip(" "))
    first, *others = wrapped(text.lstrip(" "), screen_width() - indent - BETWEEN)
    say(" " * indent + first)
    for other in others:
        say(" " * (indent + BETWEEN) + other)


def screen_width() -> int:
    """The columns of the terminal; 80 where there is none."""
    return shutil.get_terminal_size().columns


@attrs.frozen
class Line:
    """A line of a printed table."""

    text: str
    heading: bool = False
    rule: bool = False


def table_lines(columns: Row, rows: Sequence[Row], width: int) -> list[Line]:
    """The lines of a table no wider than that.

    Args:
        columns: the headings; one without cells below is left out.
        rows: as many cells each; an empty first cell continues the row above.
        width: in columns of the terminal.

    Returns:
        The first of whole, headed and noted that fits and that no later one undercuts by far;
        stacked where none fits.
    """
    told = [n for n in range(len(columns)) if n == 0 or any(row[n] for row in rows)]
    columns = tuple(columns[n] for n in told)
    rows = [tuple(row[n] for n in told) for row in rows]
    made = [shape for shape in _shapes(columns, rows, width) if shape]
    if not made:
        return _stacked(columns, rows, width)
    least = min(map(len, made))
    return next(shape for shape in made if len(shape) <= MUCH_TALLER * least)


def _shapes(columns: Row, rows: Sequence[Row], width: int) -> Iterator[list[Line]]:
    yield _whole(columns, rows, width)
    if columns[2:]:  # one column below a heading is a stack
        yield _headed(columns, rows, width)
    if columns[3:]:
        yield _headed(columns, rows, width, noted=True)
    if columns[2:]:
        yield _whole(columns, rows, width, noted=True)


def _whole(columns: Row, rows: Sequence[Row], width: int, *, noted: bool = False) -> list[Line]:
    """The table with all columns, or all but the last; empty where they do not fit."""
    cut = len(columns) - noted
    widths = column_widths([row[:cut] for row in (columns, *rows)], width)
    if not widths:
        return []
    lines = _head(columns[:cut], widths)
    for row in rows:
        lines += [Line(text) for text in _beside(row[:cut], widths)]
        lines += _notes(columns[cut:], row[cut:], width)
    return lines


def _notes(columns: Row, notes: Row, width: int) -> Iterator[Line]:
    """What is said below a row, with the name of its column, where anything is."""
    indent = 2 * BETWEEN
    for column, note in zip(columns, notes, strict=True):
        if note:
            first, *others = wrapped(f"{column}: {note}", width - indent - BETWEEN)
            yield Line(" " * indent + first)
            yield from (Line(" " * (indent + BETWEEN) + other) for other in others)


def _head(columns: Row, widths: Sequence[int], indent: str = "") -> list[Line]:
    """The headings of columns, with a rule below."""
    rule = "─" * (sum(widths) + BETWEEN * (len(widths) - 1))
    names = [Line(indent + text, heading=True) for text in _beside(columns, widths)]
    return [*names, Line(indent + rule, rule=True)]


def _headed(columns: Row, rows: Sequence[Row], width: int, *, noted: bool = False) -> list[Line]:
    """The table with its first column as headings; empty where the others do not fit."""
    cut = len(columns) - noted
    widths = column_widths([row[1:cut] for row in (columns, *rows)], width - BETWEEN)
    if not widths:
        return []
    indent = " " * BETWEEN
    lines = [Line(text, heading=True) for text in wrapped(columns[0], width)]
    lines += _head(columns[1:cut], widths, indent)
    for row, again in zip(rows, _repeats(rows), strict=True):
        if not again:
            lines += [Line(text, heading=True) for text in wrapped(row[0], width)]
        lines += [Line(indent + text) for text in _beside(row[1:cut], widths)]
        lines += _notes(columns[cut:], row[cut:], width)
    return lines


def _stacked(columns: Row, rows: Sequence[Row], width: int) -> list[Line]:
    """Each row as a paragraph below the first cell: ``case: ezr-ros1 · line: 5 · months: 21``."""
    lines: list[Line] = []
    for row, again in zip(rows, _repeats(rows), strict=True):
        if not again:
            lines += [Line(text, heading=True) for text in wrapped(row[0] or "–", width)]
        told = zip(columns[1:], row[1:], strict=True)
        parts = [f"{column}: {cell}" if column else cell for column, cell in told if cell]
        first, *others = wrapped(" · ".join(parts), width - 2 * BETWEEN)
        lines.append(Line(" " * BETWEEN + first))
        lines += [Line(" " * 2 * BETWEEN + other) for other in others]
    return lines


def _repeats(rows: Sequence[Row]) -> list[bool]:
    """Of each row whether its first cell is that of the row above, or left empty for it."""
    pairs = pairwise(row[0] for row in rows)
    return [False, *(cell in {"", above} for above, cell in pairs)][: len(rows)]


def column_widths(rows: Sequence[Row], width: int) -> list[int]:
    """How wide each column is: at least its longest word, and no column wider than it needs.

    Empty where the longest words of the columns do not fit beside one another.
    """
    count = len(rows[0])
    room = width - BETWEEN * (count - 1)
    needs = [max(cells(printable(row[n])) for row in rows) for n in range(count)]
    least = [
        min(
            needs[n],
            max((min(cells(w), LONGEST_WORD) for row in rows for w in words(row[n])), default=0),
        )
        for n in range(count)
    ]
    if sum(least) > room:
        return []
    limit = max(needs)
    fitting = [min(need, max(low, limit)) for need, low in zip(needs, least, strict=True)]
    while sum(fitting) > room:
        limit -= 1
        fitting = [min(need, max(low, limit)) for need, low in zip(needs, least, strict=True)]
    return fitting


def _beside(row: Row, widths: Sequence[int]) -> list[str]:
    """The lines of a row, its cells wrapped and beside one another."""
    columns = [wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
    return [
        (" " * BETWEEN)
        .join(
            _padded(column[n] if n < len(column) else "", width)
            for column, width in zip(columns, widths, strict=True)
        )
        .rstrip()
        for n in range(max(map(len, columns), default=0))
    ]


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cells(text))


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most that width, broken between words; at least one line.

    Only a word that is longer than a line is broken.
    """
    width = max(width, 2)
    lines = [""]
    for word in words(text):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if cells(joined) <= width:
            lines[-1] = joined
            continue
        pieces = list(_pieces(word, width))
        lines = [*lines, *pieces] if lines[-1] else pieces
    return lines


def _pieces(word: str, width: int) -> Iterator[str]:
    """The word in pieces that fit; itself if it does."""
    piece = ""
    for letter in word:
        if cells(piece + letter) > width:
            yield piece
            piece = ""
        piece += letter
    yield piece


def words(text: str) -> list[str]:
    """The words of a text, where lines may break: a sign such as an arrow leads the next word."""
    found: list[str] = []
    leading = ""
    for word in printable(text).split():
        if word in _LEADING:
            leading += f"{word} "
            continue
        found.append(leading + word)
        leading = ""
    return [*found, leading.rstrip()] if leading else found


def cells(text: str) -> int:
    """How many columns of a terminal a text takes: two for a wide letter, none for an accent."""
    if text.isascii():
        return len(text)
    return sum(map(_columns_of, text))


def _columns_of(letter: str) -> int:
    if combining(letter) or category(letter) in {"Cf", "Mn"}:
        return 0
    return 2 if east_asian_width(letter) in {"W", "F"} else 1
