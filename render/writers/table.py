"""What a figure shows as a table: comma-separated values, or Markdown."""

from __future__ import annotations

import csv
import io
import re

import attrs

from timeline.analysis.wording import one_line
from timeline.text import inert, printable

_MARKS = re.compile(r"([\\`*_\[\]<>|#&~])")
_LONGEST_CELL = 2000


def _text_rows(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row) for row in rows)


@attrs.frozen
class Table:
    """Named columns and rows of text; a cell that has nothing to say is empty.

    Raises:
        ValueError: a row has not one cell for each column.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = attrs.field(converter=_text_rows)

    def __attrs_post_init__(self) -> None:
        """Refuse a row that does not fit."""
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"a row of {len(row)} cells in a table of {len(self.columns)}")


def to_csv(table: Table) -> str:
    """The table as comma-separated values (RFC 4180), with a head.

    Text that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows(map(inert, row) for row in (table.columns, *table.rows))
    return out.getvalue()


def to_markdown(table: Table) -> str:
    """The table in Markdown, each row on a line; what would be markup is escaped."""
    lines = [table.columns, ("---",) * len(table.columns), *table.rows]
    return "".join(
        f"| {' | '.join(line if number == 1 else map(_literal, line))} |\n"
        for number, line in enumerate(lines)
    )


def _literal(cell: str) -> str:
    return _MARKS.sub(r"\\\1", printable(one_line(cell, _LONGEST_CELL)))
