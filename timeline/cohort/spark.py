"""The same analysis on Apache Spark, for cohorts beyond one machine (extra ``spark``).

``mapInArrow`` hands each task batches of cases (the columns of :func:`timeline.cohort.store.schema`
as Parquet gives them); the functions that serve one machine run on them unchanged. One pass fills
all tables: each case becomes one row that holds, for every table, the list of its rows; a table is
that list, exploded.

Workers need this package, and the Python that has it: set ``PYSPARK_PYTHON``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from timeline.cohort import store
from timeline.cohort.chunks import Rejected, case_of
from timeline.cohort.run import Work, rows_of_case
from timeline.cohort.table import Table
from timeline.vocabulary.current import Vocabulary, current, use
from timeline.vocabulary.tables import Row

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

REJECTED = "rejected"
"""The column with the reason why a row is no case; null for a case."""


def analyse(cases: DataFrame, work: Work) -> DataFrame:
    """One row a case: ``case``, ``rejected``, and a list of structs for each table of ``work``.

    ``cases`` has the columns of a file of cases: ``spark.read.parquet("cases.parquet")``. Keep the
    result (``.cache()``, or write it) before asking for several tables.
    """
    from pyspark.sql.pandas.types import from_arrow_schema

    result = from_arrow_schema(nested_schema(work))
    return cases.select("case", "cut_off", "about", "events").mapInArrow(
        batch_function(work), result
    )


def table(analysed: DataFrame, name: str) -> DataFrame:
    """One table of what :func:`analyse` gave."""
    from pyspark.sql.functions import col, explode

    return analysed.select(explode(col(name)).alias("row")).select("row.*")


def rejects(analysed: DataFrame) -> DataFrame:
    """The cases that could not be analysed, with the reason."""
    from pyspark.sql.functions import col

    return analysed.filter(col(REJECTED).isNotNull()).select("case", REJECTED)


def nested_schema(work: Work) -> pa.Schema:
    """The Arrow schema of :func:`analyse`."""
    import pyarrow as pa

    lists = [
        pa.field(table.name, pa.list_(pa.struct(list(table.schema())))) for table in work.tables
    ]
    return pa.schema([pa.field("case", pa.string()), pa.field(REJECTED, pa.string()), *lists])


def batch_function(
    work: Work,
) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """What Spark runs on each partition: batches of cases to batches of results.

    The vocabulary is the one that is current where this is called, also on the workers.
    """
    added = dict(current().added)

    def map_batches(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return _each_analysed(batches, work, added)

    return map_batches


def _each_analysed(
    batches: Iterable[pa.RecordBatch], work: Work, added: Mapping[str, tuple[Row, ...]]
) -> Iterator[pa.RecordBatch]:
    vocabulary = Vocabulary.standard().with_additions(added) if added else Vocabulary.standard()
    for batch in batches:
        with use(vocabulary):
            result = _analysed(batch, work)
        yield result


def _analysed(batch: pa.RecordBatch, work: Work) -> pa.RecordBatch:
    import pyarrow as pa

    names: list[str] = []
    reasons: list[str | None] = []
    found: dict[str, list[list[tuple[object, ...]]]] = {table.name: [] for table in work.tables}
    for row in store.rows_of(batch):
        case = case_of(row, "")
        rows = case if isinstance(case, Rejected) else rows_of_case(case, work, "")
        names.append(row.id)
        reasons.append(rows.reason if isinstance(rows, Rejected) else None)
        for table in work.tables:
            found[table.name].append([] if isinstance(rows, Rejected) else rows[table.name])
    lists = [_lists(table, found[table.name]) for table in work.tables]
    arrays = [pa.array(names, pa.string()), pa.array(reasons, pa.string()), *lists]
    return pa.RecordBatch.from_arrays(arrays, schema=nested_schema(work))


def _lists(table: Table[object], of_cases: list[list[tuple[object, ...]]]) -> pa.Array:
    import pyarrow as pa

    offsets = [0]
    for rows in of_cases:
        offsets.append(offsets[-1] + len(rows))
    flat = table.to_arrow([row for rows in of_cases for row in rows]).combine_chunks()
    structs = pa.StructArray.from_arrays(
        [column.combine_chunks() for column in flat.columns], fields=list(flat.schema)
    )
    return pa.ListArray.from_arrays(
        pa.array(offsets, pa.int32()), structs, type=pa.list_(structs.type)
    )
