"""What the tables hold, in words: for the command, and for the page that a test keeps true."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from timeline.cohort.table import Column, Kind, Table

KINDS = {
    Kind.TEXT: "text",
    Kind.TEXTS: "list of texts",
    Kind.COUNT: "whole number",
    Kind.COUNTS: "list of whole numbers",
    Kind.DAYS: "whole number",
    Kind.DATE: "day",
    Kind.NUMBER: "number",
    Kind.FLAG: "true or false",
}
"""What each kind of column holds, in words; in Arrow string, int32, date32, double and bool."""


def kind_of(column: Column) -> str:
    """``whole number, days`` of a column of days."""
    return f"{KINDS[column.kind]}, {column.unit}" if column.unit else KINDS[column.kind]


def as_text(table: Table[Any]) -> Iterator[str]:
    """The table's name and meaning, then its columns, aligned."""
    yield f"{table.name}: {table.about}"
    names = max(len(column.name) for column in table.columns)
    kinds = max(len(kind_of(column)) for column in table.columns)
    for column in table.columns:
        yield f"  {column.name:<{names}}  {kind_of(column):<{kinds}}  {column.about}"


def as_markdown(table: Table[Any]) -> str:
    """The section of the table in the documentation."""
    rows = (f"| `{c.name}` | {kind_of(c)} | {c.about} |" for c in table.columns)
    head = f"### `{table.name}`\n\n{table.about}\n\n| column | holds | meaning |\n|---|---|---|\n"
    return head + "\n".join(rows) + "\n"
