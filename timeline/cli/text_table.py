"""Tables of text on a terminal: no word is broken while there is another way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import RenderableType

BETWEEN = 2
"""Spaces between two columns."""

SHORTEST = 10
"""Characters of a word that are kept together."""

_FEWEST = 3
"""Characters that a broken word leaves for its next line."""

_PIECE = re.compile(r"\S+?(?:(?<=[^\W\d][-/:])(?=\w)|(?=\s|$))")
"""What is kept together: a word up to a hyphen behind a letter; dates stay whole."""


def text_table(
    title: str, columns: Sequence[str], rows: Iterable[Sequence[str]], width: int
) -> RenderableType:
    """A table at most ``width`` characters wide.

    Cells are broken between words and behind hyphens; words longer than :data:`SHORTEST` are
    hyphenated where it is needed. Where even that is too wide, each row is told as a block of
    ``column: cell`` lines.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    cells = [[*map(str, row)] for row in rows]
    widths = fitted([columns, *cells], width)
    if widths is None:
        return Text.assemble((f"{title}\n", "bold"), "\n".join(_blocks(columns, cells)), "\n")
    table = Table(
        title=title,
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        padding=(0, BETWEEN - 1, 0, 0),
        pad_edge=False,
    )
    for column, wide in zip(columns, widths, strict=True):
        table.add_column("\n".join(broken(column, wide)), width=wide)
    for row in cells:
        # As text, not markup: a document may contain [brackets].
        wrapped = ("\n".join(broken(cell, w)) for cell, w in zip(row, widths, strict=True))
        table.add_row(*map(Text, wrapped))
    return table


def fitted(rows: Sequence[Sequence[str]], width: int) -> list[int] | None:
    """How wide each column is made, the widest giving way first; None where none can any more.

    Only when all are as narrow as their words are words broken.
    """
    columns = list(zip(*rows, strict=True))
    widths = [max(map(_length, cells), default=1) for cells in columns]
    words = [
        max((len(p) for cell in cells for p in _PIECE.findall(cell)), default=1)
        for cells in columns
    ]
    over = sum(widths) + BETWEEN * len(widths) - width
    for least in (words, [min(word, SHORTEST) for word in words]):
        while over > 0 and widths != least:
            place = max(range(len(widths)), key=lambda n: (widths[n] > least[n], widths[n]))
            widths[place] -= 1
            over -= 1
    return widths if over <= 0 else None


def broken(text: str, width: int) -> list[str]:
    """The lines of a text, broken at spaces and behind hyphens."""
    lines: list[str] = []
    for part in text.split("\n"):
        line = ""
        for piece, gap in _spaced(part):
            if line and len(line) + len(gap) + len(piece) > width:
                lines.append(line)
                line = piece
            else:
                line += (gap if line else "") + piece
            while len(line) > width:
                kept = max(1, min(width - 1, len(line) - _FEWEST))
                lines.append(line[:kept] + "-")
                line = line[kept:]
        lines.append(line)
    return lines


def _length(text: str) -> int:
    return max(map(len, text.split("\n")))


def _spaced(text: str) -> Iterator[tuple[str, str]]:
    """Each piece of a text, with the space before it."""
    pieces = [match.span() for match in _PIECE.finditer(text)]
    ends = [0, *(end for _, end in pieces)]
    for (start, end), before in zip(pieces, ends, strict=False):
        yield text[start:end], " " if text[before:start] else ""


def _blocks(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Each row as lines of ``column: cell``; a first cell left empty is that of the row above."""
    first = ""
    for row in rows:
        first = row[0] or first
        yield ""
        for column, cell in zip(columns, (first, *row[1:]), strict=True):
            if cell:
                yield f"{column}: {' '.join(cell.split())}"
