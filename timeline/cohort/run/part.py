"""Parts of a run's tables: one file for each chunk and table, and their joining into Parquet."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timeline import files
from timeline.cohort.run.folder import Folder
from timeline.cohort.table import Table
from timeline.files import whole, write_whole

if TYPE_CHECKING:
    import pyarrow as pa

ROWS_PER_GROUP = 100_000
"""Rows of a row group of a table, or a few more: few groups are read faster than many."""


class Damaged(Exception):  # noqa: N818  # not an error of anyone: the chunk is done again
    """A part or record of chunk ``number`` that is not there, or not as it was written."""

    def __init__(self, number: int, path: Path) -> None:
        super().__init__(number, path)
        self.number = number
        self.path = path


def write_part(table: pa.Table, path: Path) -> str:
    """Write a part in Arrow's own form, in two fifths of the time of Parquet; its SHA-256."""
    import pyarrow as pa

    form = pa.ipc.IpcWriteOptions(compression="lz4")
    packed = pa.BufferOutputStream()
    with pa.ipc.new_file(packed, table.schema, options=form) as writer:
        writer.write_table(table.combine_chunks())
    return write_whole(path, memoryview(packed.getvalue()))


def join_parts(folder: Folder, table: Table[Any], sums: Mapping[int, str]) -> str:
    """Make one Parquet file of a table's parts, in their order; its SHA-256.

    ``sums`` has the checksum of each chunk's part. Raises :class:`Damaged` for a part that differs.
    """
    import pyarrow.parquet as pq

    read = (
        _read_part(folder.part(number, table.name), number, sums[number]) for number in sorted(sums)
    )
    with (
        whole(folder.table(table.name)) as file,
        pq.ParquetWriter(file, table.schema(), compression="zstd") as writer,
    ):
        for rows in _together(read):
            writer.write_table(rows, row_group_size=rows.num_rows)
    return file.digest()


def _read_part(path: Path, number: int, expected: str) -> pa.Table:
    import pyarrow as pa

    try:
        content = files.disk.read(path)
    except FileNotFoundError:
        raise Damaged(number, path) from None
    if hashlib.sha256(content).hexdigest() != expected:
        raise Damaged(number, path)
    return pa.ipc.open_file(pa.BufferReader(content)).read_all()


def _together(parts: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """Parts in their order, joined to no fewer than :data:`ROWS_PER_GROUP` but for the last."""
    import pyarrow as pa

    waiting: list[pa.Table] = []
    for rows in parts:
        waiting.append(rows)
        if sum(one.num_rows for one in waiting) >= ROWS_PER_GROUP:
            yield pa.concat_tables(waiting)
            waiting = []
    if any(one.num_rows for one in waiting):
        yield pa.concat_tables(waiting)
