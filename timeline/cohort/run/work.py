"""What a run computes: the rows of each table for a case, and those of a chunk of cases."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import attrs

from timeline.cohort.chunks import Chunk, Rejected
from timeline.cohort.table import Table
from timeline.model.case import Case

if TYPE_CHECKING:
    import pyarrow as pa

_CASES_PER_BATCH = 200
"""Rows of so many cases are packed at once: while they are still in the processor's cache, and
often enough that rows as Python objects are never many."""


@attrs.frozen(kw_only=True)
class Work:
    """What is computed of each case, and the tables that are filled from it.

    Both are functions of a module, so that other processes can import them. ``decided_by`` says
    what else decides the rows: a run does not go on where that was another.
    """

    analyse: Callable[[Case], Any]
    tables: tuple[Table[Any], ...]
    decided_by: str = ""


def analyse_chunk(chunk: Chunk, work: Work) -> tuple[dict[str, pa.Table], list[Rejected], int]:
    """The tables of its cases, what was rejected, and how many cases were analysed."""
    import pyarrow as pa

    rejects: list[Rejected] = []
    cases = 0
    waiting: dict[str, list[tuple[object, ...]]] = {table.name: [] for table in work.tables}
    packed: dict[str, list[pa.Table]] = {table.name: [] for table in work.tables}

    def pack() -> None:
        for table in work.tables:
            packed[table.name].append(table.to_arrow(waiting[table.name]))
            waiting[table.name] = []
        gc.collect(0)  # the little that holds itself in cycles: errors, contradictions

    for place, case in chunk.read():
        of_case = case if isinstance(case, Rejected) else rows_of_case(case, work, place)
        if isinstance(of_case, Rejected):
            rejects.append(of_case)
            continue
        cases += 1
        for name, found in of_case.items():
            waiting[name] += found
        if cases % _CASES_PER_BATCH == 0:
            pack()
    pack()
    return {name: pa.concat_tables(tables) for name, tables in packed.items()}, rejects, cases


def rows_of_case(
    case: Case, work: Work, source: str
) -> dict[str, list[tuple[object, ...]]] | Rejected:
    """The rows of each table for one case, or why there are none."""
    try:
        analysed = work.analyse(case)
        return {table.name: list(table.rows(analysed)) for table in work.tables}
    except Exception as error:  # noqa: BLE001  # one bad case never stops a run of a million
        return Rejected.because(error, case.id, source)
