"""What a table of a cohort is: its columns with types, units and meaning, and how rows are made.

A table's ``rows`` is a pure function of one analysed case. The same function serves a notebook's
few cases, a process pool over Parquet, and Spark: each meaning has one implementation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Generic, TypeVar

import attrs

from timeline.model.words import Word

if TYPE_CHECKING:
    import pyarrow as pa

Analysed = TypeVar("Analysed")
"""A case with all that was computed of it."""


class Kind(Word):
    """What a column holds. Any may be null: not stated, or not to be derived.

    ``days`` is a length of time in days; ``date`` a calendar day, null where a case has none.
    """

    TEXT = "text"
    TEXTS = "texts"
    COUNT = "count"
    COUNTS = "counts"
    DAYS = "days"
    DATE = "date"
    NUMBER = "number"
    FLAG = "flag"


@attrs.frozen
class Column:
    """One column: its name, what it holds, what that means, and a unit where it has one."""

    name: str
    kind: Kind
    about: str
    unit: str = attrs.field(kw_only=True)

    @unit.default
    def _unit(self) -> str:
        return "days" if self.kind is Kind.DAYS else ""


@attrs.frozen
class Table(Generic[Analysed]):
    """A table of a cohort; ``rows`` gives those of one case as tuples in the order of columns."""

    name: str
    about: str
    columns: tuple[Column, ...]
    rows: Callable[[Analysed], Iterable[tuple[object, ...]]]

    def schema(self) -> pa.Schema:
        """The Arrow schema; the metadata of a field say what it means, and its unit."""
        import pyarrow as pa

        types = {
            Kind.TEXT: pa.string(),
            Kind.TEXTS: pa.list_(pa.string()),
            Kind.COUNT: pa.int32(),
            Kind.COUNTS: pa.list_(pa.int32()),
            Kind.DAYS: pa.int32(),
            Kind.DATE: pa.date32(),
            Kind.NUMBER: pa.float64(),
            Kind.FLAG: pa.bool_(),
        }
        return pa.schema(
            [
                pa.field(
                    column.name,
                    types[column.kind],
                    metadata={"about": column.about, "unit": column.unit},
                )
                for column in self.columns
            ],
            metadata={"table": self.name, "about": self.about},
        )

    def to_arrow(self, rows: list[tuple[object, ...]]) -> pa.Table:
        """The rows as an Arrow table; dates are given as proleptic ordinals."""
        import pyarrow as pa

        schema = self.schema()
        columns = list(zip(*rows, strict=True)) if rows else [()] * len(self.columns)
        arrays = [
            _array(column.kind, values, field.type)
            for column, values, field in zip(self.columns, columns, schema, strict=True)
        ]
        return pa.Table.from_arrays(arrays, schema=schema)


_EPOCH = 719_163
"""The ordinal of 1970-01-01, from which Arrow counts days."""


def _array(kind: Kind, values: tuple[object, ...], wanted: pa.DataType) -> pa.Array:
    import pyarrow as pa

    if kind is Kind.DATE:
        import pyarrow.compute as pc

        ordinals = pa.array(values, pa.int32())
        return pc.subtract(ordinals, pa.scalar(_EPOCH, pa.int32())).cast(wanted)
    return pa.array(values, wanted)
