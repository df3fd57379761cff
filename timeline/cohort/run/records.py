"""Records of what is done, one a chunk, with the checksums of its parts; and their sum."""

from __future__ import annotations

import gc

import attrs

from timeline.cohort.chunks import Chunk, Rejected
from timeline.cohort.run.folder import Folder
from timeline.cohort.run.part import Damaged, write_part
from timeline.cohort.run.sealed import read_sealed, write_sealed
from timeline.cohort.run.work import Work, analyse_chunk


@attrs.frozen(kw_only=True)
class Summary:
    """What a run came to: cases analysed, rejected, and the rows of each table."""

    cases: int
    rejected: int
    rows: dict[str, int]


@attrs.frozen(kw_only=True)
class Record:
    """A chunk that is done under a plan: what it came to, and the SHA-256 of each table's part."""

    plan: str
    cases: int
    rejects: tuple[Rejected, ...]
    rows: dict[str, int]
    sums: dict[str, str]


def do_chunk(number: int, chunk: Chunk, *, folder: Folder, plan: str, work: Work) -> None:
    """Analyse one chunk: its parts first, its record last."""
    tables, rejects, cases = analyse_chunk(chunk, work)
    sums = {name: write_part(table, folder.part(number, name)) for name, table in tables.items()}
    record = Record(
        plan=plan,
        cases=cases,
        rejects=tuple(rejects),
        rows={name: table.num_rows for name, table in tables.items()},
        sums=sums,
    )
    write_sealed(folder.record(number), attrs.asdict(record))
    gc.collect(1)  # what outlives a chunk is remembered for good, and not looked at again


def read_record(folder: Folder, number: int, plan: str) -> Record | None:
    """The record of a chunk; None where it was not done under this plan.

    Raises :class:`Damaged` for a record, or a part it tells of, that is not as it was written.
    """
    path = folder.record(number)
    try:
        data = read_sealed(path)
    except FileNotFoundError:
        return None
    if data is None:
        raise Damaged(number, path)
    if data["plan"] != plan:
        return None
    return Record(**{**data, "rejects": tuple(Rejected(**reject) for reject in data["rejects"])})


class Tally:
    """What the finished chunks came to so far, and the checksums of their parts."""

    def __init__(self, folder: Folder, plan: str) -> None:
        self._folder = folder
        self._plan = plan
        self.summary = Summary(cases=0, rejected=0, rows={})
        self.sums: dict[int, dict[str, str]] = {}

    def add(self, number: int) -> bool:
        """Add a chunk, and say whether it is done.

        Raises :class:`Damaged` for one whose record is not as it was written.
        """
        record = read_record(self._folder, number, self._plan)
        if record is None:
            return False
        self.sums[number] = record.sums
        rows = dict(self.summary.rows)
        for name, count in record.rows.items():
            rows[name] = rows.get(name, 0) + count
        self.summary = Summary(
            cases=self.summary.cases + record.cases,
            rejected=self.summary.rejected + len(record.rejects),
            rows=rows,
        )
        return True
