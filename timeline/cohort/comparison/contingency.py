"""Two properties of cases or lines against each other: a table whose counts name their cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import attrs

from timeline.cohort.comparison.exact_test import ExactTest, exact_test

Item = TypeVar("Item")


@attrs.frozen(kw_only=True)
class Contingency:
    """A table of two properties.

    ``cells`` has, for each row and column, the names of what is counted there. ``unknown`` are
    those of which either property cannot be said, with what is known of them; the test is of the
    others.
    """

    row: str
    column: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[tuple[str, ...], ...], ...]
    unknown: tuple[tuple[str, str | None, str | None], ...]
    test: ExactTest

    @property
    def counts(self) -> tuple[tuple[int, ...], ...]:
        """How many there are in each cell."""
        return tuple(tuple(len(names) for names in row) for row in self.cells)

    def of(self, row: str, column: str) -> tuple[str, ...]:
        """What is counted in one cell; KeyError for a row or column that is not there."""
        if row not in self.rows or column not in self.columns:
            raise KeyError(f"no cell {row!r}, {column!r}")
        return self.cells[self.rows.index(row)][self.columns.index(column)]


def contingency(
    items: Iterable[Item],
    row: Callable[[Item], str | None],
    column: Callable[[Item], str | None],
    *,
    name: Callable[[Item], str] = str,
    called: tuple[str, str] = ("", ""),
    seed: int = 1,
) -> Contingency:
    """Count items by two properties, each a function that gives a value, or None: not known.

    ``name`` is what an item is called, ``called`` what the two properties are. Values come in
    alphabetical order. Not tested, declined or lost are not known: give None for them, or the word
    for a row of its own.
    """
    known: dict[tuple[str, str], list[str]] = {}
    unknown = []
    for item in items:
        values = row(item), column(item)
        if values[0] is None or values[1] is None:
            unknown.append((name(item), *values))
        else:
            known.setdefault((values[0], values[1]), []).append(name(item))
    rows = tuple(sorted({a for a, _ in known}))
    columns = tuple(sorted({b for _, b in known}))
    cells = tuple(tuple(tuple(known.get((a, b), ())) for b in columns) for a in rows)
    return Contingency(
        row=called[0],
        column=called[1],
        rows=rows,
        columns=columns,
        cells=cells,
        unknown=tuple(unknown),
        test=exact_test([[len(names) for names in each] for each in cells], seed=seed),
    )
