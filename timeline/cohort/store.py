"""Cases in Parquet: one row a case, in row groups that are read one at a time.

The columns are those of :class:`timeline.document.rows.CaseRow`: ``case``, ``cut_off``, ``about``
and ``events``, a list of structs (``id``, ``at``, ``start``, ``end``, ``what``). Texts are as in a
document, so that the file can be searched and filtered by any program that reads Parquet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from timeline.document.rows import CaseRow, EventRow
from timeline.errors import CaseTimelineError
from timeline.files import whole

if TYPE_CHECKING:
    import pyarrow as pa

CASES_PER_GROUP = 2_000
"""Cases of a row group: what one process takes in at a time, a few seconds of work."""


def schema() -> pa.Schema:
    """The Arrow schema of a file of cases."""
    import pyarrow as pa

    text = pa.string()
    event = pa.struct(
        [pa.field(name, text, nullable=name in _MAY_LACK) for name in EventRow._fields]
    )
    return pa.schema(
        [
            pa.field("case", text, nullable=False),
            pa.field("cut_off", text),
            pa.field("about", text, nullable=False),
            pa.field("events", pa.list_(pa.field("item", event, nullable=False)), nullable=False),
        ]
    )


_MAY_LACK = ("at", "start", "end")


def write_rows(rows: Iterable[CaseRow], path: Path, *, per_group: int = CASES_PER_GROUP) -> int:
    """Write cases to a Parquet file, ``per_group`` in memory at a time; how many there were.

    The file appears under its name when it is whole.
    """
    import pyarrow.parquet as pq

    count, left = 0, iter(rows)
    with whole(path) as file, pq.ParquetWriter(file, schema(), compression="zstd") as writer:
        while group := list(islice(left, per_group)):
            writer.write_table(to_table(group), row_group_size=per_group)
            count += len(group)
    return count


def to_table(rows: list[CaseRow]) -> pa.Table:
    """The Arrow table of some cases."""
    import pyarrow as pa

    form = schema()
    events = [event for row in rows for event in row.events]
    offsets = [0]
    for row in rows:
        offsets.append(offsets[-1] + len(row.events))
    item = form.field("events").type.value_type
    columns = zip(*events, strict=True) if events else [()] * len(EventRow._fields)
    structs = pa.StructArray.from_arrays(
        [pa.array(column, pa.string()) for column in columns], fields=list(item)
    )
    lists = pa.ListArray.from_arrays(
        pa.array(offsets, pa.int32()), structs, type=form.field("events").type
    )
    heads = [pa.array([row[place] for row in rows], pa.string()) for place in range(3)]
    return pa.Table.from_arrays([*heads, lists], schema=form)


def rows_of(batch: pa.RecordBatch) -> Iterator[CaseRow]:
    """The cases of a batch or table with the columns of :func:`schema`."""
    heads = [batch.column(name).to_pylist() for name in ("case", "cut_off", "about")]
    lists = batch.column("events")
    offsets = lists.offsets.to_pylist()
    texts = [column.to_pylist() for column in lists.values.flatten()]
    events = list(map(EventRow._make, zip(*texts, strict=True)))
    for number, (name, cut_off, about) in enumerate(zip(*heads, strict=True)):
        yield CaseRow(name, cut_off, about, tuple(events[offsets[number] : offsets[number + 1]]))


def groups(path: Path) -> int:
    """How many row groups a file of cases has.

    Raises :class:`CaseTimelineError` for a Parquet file whose columns are not those of cases.
    """
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        _check_columns(file.schema_arrow, path)
        return int(file.metadata.num_row_groups)


def read_group(path: Path, group: int) -> Iterator[CaseRow]:
    """The cases of one row group."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        _check_columns(file.schema_arrow, path)
        table = file.read_row_group(group, columns=schema().names)
    for batch in table.combine_chunks().to_batches():
        yield from rows_of(batch)


def _check_columns(found: pa.Schema, path: Path) -> None:
    """Refuse a Parquet file that is none of cases; long and short forms of a type are one."""
    for field in schema():
        if field.name not in found.names:
            raise CaseTimelineError(
                f"{path}: holds no cases: it has no column {field.name!r}; `timeline cohort pack`"
                " writes files of cases"
            )
        kind = found.field(field.name).type
        if not _is_like(kind, field.type):
            raise CaseTimelineError(
                f"{path}: holds no cases: its column {field.name!r} is {kind}, not {field.type}"
            )


def _is_like(kind: pa.DataType, wanted: pa.DataType) -> bool:
    from pyarrow import types

    if types.is_list(wanted):
        is_list = types.is_list(kind) or types.is_large_list(kind)
        return is_list and _is_like(kind.value_type, wanted.value_type)
    if types.is_struct(wanted):
        return (
            types.is_struct(kind)
            and [field.name for field in kind] == [field.name for field in wanted]
            and all(
                _is_like(field.type, text.type) for field, text in zip(kind, wanted, strict=True)
            )
        )
    return bool(types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind))


def read_rows(path: Path) -> Iterator[CaseRow]:
    """All cases of a file, one row group in memory at a time."""
    for group in range(groups(path)):
        yield from read_group(path, group)
