"""Rows of a data frame, and its cells as plain values, whatever library made them.

pandas, Polars, narwhals and Arrow tables are told by what they can do, so that none is imported.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeAlias, cast

from timeline.errors import NotationError, did_you_mean, some

Row: TypeAlias = Mapping[str, Any]


class Frame(Protocol):
    """A data frame of pandas, Polars, narwhals or Arrow, lazy or not."""

    @property
    def columns(self) -> Any:
        """The names of its columns; Arrow's columns themselves."""
        ...


Table: TypeAlias = "Frame | Iterable[Row]"
"""A data frame, or rows as mappings from column to value."""


def rows_of(table: Table) -> list[Row]:
    """The rows of a table, each a mapping from column to value, with values as the table has them.

    Raises :class:`NotationError` where two columns have one name, or a row is no mapping.
    """
    found = _named(table)
    if found is not None:
        columns, rows = found
        twice = sorted({name for name in columns if columns.count(name) > 1})
        if twice:
            raise NotationError(twice[0], "names several columns of the table")
        return [dict(zip(columns, row, strict=True)) for row in rows]
    listed: list[Any] = list(cast("Iterable[Row]", table))
    for number, row in enumerate(listed, start=1):
        if not isinstance(row, Mapping):
            reason = f"row {number} is a {type(row).__name__}, not a mapping from column to value"
            raise NotationError(str(row), reason)
    return listed


def is_frame(table: object) -> bool:
    """Whether it is a data frame, and not rows."""
    return hasattr(type(table), "columns")  # of the type: a lazy frame would work it out


def pairs_of(table: Frame | Iterable[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """Rows of two cells: those of a frame of two columns, in their order, or pairs as they are.

    Raises :class:`NotationError` for a frame of another number of columns.
    """
    if not is_frame(table):
        return [(day, told) for day, told in cast("Iterable[tuple[Any, Any]]", table)]
    found = _named(table)
    assert found is not None
    columns, rows = found
    if len(columns) != 2:
        raise NotationError(some(columns), "expected two columns: the date, then the category")
    return [(row[0], row[1]) for row in rows]


def _named(table: Any) -> tuple[list[str], Iterator[Sequence[Any]]] | None:
    """The columns and the rows of a frame; None for what is none."""
    if not is_frame(table):
        return None
    if hasattr(table, "collect") and not hasattr(table, "iter_rows"):
        table = table.collect()  # lazy
    if hasattr(table, "iter_rows"):  # Polars, narwhals
        return [str(name) for name in table.columns], iter(table.iter_rows())
    if hasattr(table, "itertuples"):  # pandas
        names = [str(name) for name in table.columns]
        return names, iter(table.itertuples(index=False, name=None))
    if hasattr(table, "column_names"):  # Arrow
        columns = [column.to_pylist() for column in table.columns]
        return [str(name) for name in table.column_names], zip(*columns, strict=True)
    raise NotationError(type(table).__name__, "is no data frame known here; pass its rows")


def named_columns(rows: Iterable[Row]) -> tuple[str, ...]:
    """The columns that any of the rows has, in their order."""
    return tuple(dict.fromkeys(name for row in rows for name in row))


def require_column(name: str, known: Collection[str], what: str) -> None:
    """Raise :class:`NotationError`, with the nearest name, for a column that a table lacks."""
    if name not in known:
        hint = did_you_mean(name, known)
        reason = f"is no column of {what}{hint}; it has {some([str(one) for one in known])}"
        raise NotationError(name, reason)


def plain(value: Any) -> Any:
    """A cell as a plain value: None for what is missing, numbers and days of Python.

    Missing are None, NaN, NaT and pandas' NA. A number that is whole is an ``int``, as a column of
    whole numbers with gaps is one of floats. Of a date with a time nothing is taken away.
    """
    if value is None or isinstance(value, str | bool | int):
        return value
    kind = getattr(getattr(value, "dtype", None), "kind", "")
    if kind == "M":  # numpy counts days, seconds or nanoseconds
        value = value.astype("datetime64[us]").item()
    elif kind and not getattr(value, "ndim", 0):
        value = value.item()
    if type(value).__name__ in ("NAType", "NaTType"):
        return None
    if isinstance(value, float):
        if value != value:
            return None
        return int(value) if value.is_integer() else value
    if isinstance(value, Mapping):
        cells = ((key, plain(cell)) for key, cell in value.items())
        return {key: cell for key, cell in cells if cell is not None}
    if isinstance(value, list | tuple):
        return [plain(cell) for cell in value]
    if kind and hasattr(value, "tolist"):  # an array in a cell, as Parquet has lists
        return [plain(cell) for cell in value.tolist()]
    return value
