"""Analysing more cases than fit in memory: in chunks, on all cores, from where it last stopped.

Each chunk of the input becomes one Arrow part for each table, then a record that it is done, with
their checksums. What was done by a run that was killed is not done again, and the parts are joined
to Parquet in the order of the input, so that the output does not depend on who did what and when.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import attrs

from timeline import files
from timeline.cohort.chunks import Chunk, Rejected, chunks_of
from timeline.cohort.run.folder import (
    REJECTS,
    SUMMARY,
    Folder,
    begun,
    clear,
    clear_asides,
    clear_parts,
    foreign,
    refuse_place,
)
from timeline.cohort.run.lock import locked
from timeline.cohort.run.part import Damaged, join_parts
from timeline.cohort.run.plan import Plan, differences, plan_of, write_plan
from timeline.cohort.run.records import Summary, Tally, do_chunk, read_record
from timeline.cohort.run.sealed import read_sealed, write_sealed
from timeline.cohort.run.work import Work, analyse_chunk, rows_of_case
from timeline.cohort.run.workers import each_done
from timeline.errors import CaseTimelineError
from timeline.files import digest_of, whole

__all__ = [
    "REJECTS",
    "SUMMARY",
    "Progress",
    "Summary",
    "Work",
    "analyse_chunk",
    "analyse_files",
    "read_rejects",
    "rows_of_case",
]

Progress = Callable[[int, int, Summary], None]
"""Called with chunks done, chunks in all, and what they came to."""

_TRIES = 3
"""How often a run does again what reads back otherwise than it was written."""


def analyse_files(
    source: Path,
    out: Path,
    work: Work,
    *,
    processes: int | None = None,
    anew: bool = False,
    progress: Progress | None = None,
    say: Callable[[str], object] | None = None,
) -> Summary:
    """Analyse every case of ``source`` into the folder ``out``: one Parquet file for each table.

    ``processes`` is as many as there are cores by default; 1 stays in this process. A run that
    stopped goes on where it did; ``anew`` removes what a run has made in ``out``, and nothing else,
    and begins again. A case that cannot be read or analysed goes to ``rejects.jsonl`` with its
    reason and stops nothing. Memory is that of one chunk a process. ``say`` is told of parts that
    were damaged and are made again.

    Raises :class:`CaseTimelineError` when ``source`` holds nothing that can be cut into chunks,
    when ``out`` was begun from something else, holds other things, lies in the input or around it,
    or is being worked in by another run, and when a file cannot be written.
    """
    try:
        chunks = chunks_of(source)
        if not chunks:
            raise CaseTimelineError(f"{source}: holds no documents, Parquet or JSON Lines of cases")
        refuse_place(source, out)
        begun(out, anew=anew)  # before anything is touched, and again under the lock
        plan = plan_of(chunks, work)
        files.disk.make_folder(out)
        with locked(out):
            _claim(out, plan, anew=anew)
            run = _Run(Folder(out), plan, chunks, work, processes or os.cpu_count() or 1)
            say = say or _silent
            return _finished(out, plan, say) or run.go(progress, say)
    except OSError as error:
        raise CaseTimelineError(
            f"{error.filename or out}: {error.strerror or error}; when that is mended, the same"
            " command goes on where this run stopped"
        ) from error


def read_rejects(out: Path) -> Iterator[Rejected]:
    """What a run into this folder could not use; nothing where it left no such file."""
    path = out / REJECTS
    if path.exists():
        with path.open(encoding="utf-8") as file:
            for line in file:
                try:
                    yield Rejected(**json.loads(line))
                except (ValueError, TypeError):
                    raise CaseTimelineError(f"{path}: is not as a run left it") from None


def _silent(_: str) -> None:
    return


def _claim(out: Path, plan: Plan, *, anew: bool) -> None:
    """Make ``out`` this run's folder, or see that it was begun by one like it."""
    old = begun(out, anew=anew)
    if old is not None and anew:
        clear(out, old)
        old = None
    if old is None:
        write_plan(out, plan)
    elif old != plan:
        raise CaseTimelineError(
            f"{out}: was begun from other input, tables or versions ({differences(old, plan)}"
            f" differs); {_way_out(out, old)}"
        )
    clear_asides(out, plan)


def _way_out(out: Path, plan: Plan) -> str:
    """What to do with a folder that is of no use; --anew only where it would not be refused."""
    is_ours = next(foreign(out, plan), None) is None
    return "give another name" + (", or begin anew with --anew" if is_ours else "")


def _finished(out: Path, plan: Plan, say: Callable[[str], object]) -> Summary | None:
    """What a run into this folder came to, if it came to its end; its parts are then removed.

    Raises :class:`CaseTimelineError` when a table is no longer as the run left it.
    """
    try:
        data = read_sealed(out / SUMMARY)
    except FileNotFoundError:
        return None
    if data is None:
        say(f"{out / SUMMARY}: is damaged, and is made again with all that it tells of")
        return None
    for name, expected in data.pop("files").items():
        if not (out / name).exists() or digest_of(out / name) != expected:
            raise CaseTimelineError(
                f"{out / name}: is not as the run left it; {_way_out(out, plan)}"
            )
    clear_parts(out, plan)
    return Summary(**data)


@attrs.frozen
class _Run:
    """One run that goes from wherever its folder is to the end."""

    folder: Folder
    plan: Plan
    chunks: tuple[Chunk, ...]
    work: Work
    processes: int

    def go(self, progress: Progress | None, say: Callable[[str], object]) -> Summary:
        """Do what is not done, and join it; what turns out to be damaged is done again."""
        files.disk.make_folder(self.folder.parts)
        for _ in range(_TRIES):
            try:
                tally = self._do(progress, say)
                return self._join(tally)
            except Damaged as bad:
                self._forget(bad, say)
        raise CaseTimelineError(
            f"{self.folder.parts}: parts read back otherwise than they were written, {_TRIES} times"
            " over; the disk may be failing"
        )

    def _do(self, progress: Progress | None, say: Callable[[str], object]) -> Tally:
        tally = Tally(self.folder, self.plan.key)
        missing = []
        for number in range(len(self.chunks)):
            try:
                done = tally.add(number)
            except Damaged as bad:
                self._forget(bad, say)
                done = False
            if not done:
                missing.append(number)
        if progress:
            progress(len(tally.sums), len(self.chunks), tally.summary)
        do = partial(do_chunk, folder=self.folder, plan=self.plan.key, work=self.work)
        for number in each_done(self.chunks, missing, do, self.processes):
            if not tally.add(number):
                raise Damaged(number, self.folder.record(number))
            if progress:
                progress(len(tally.sums), len(self.chunks), tally.summary)
        return tally

    def _forget(self, bad: Damaged, say: Callable[[str], object]) -> None:
        say(f"{bad.path}: is damaged, and is made again")
        files.disk.remove(self.folder.record(bad.number))

    def _join(self, tally: Tally) -> Summary:
        """Make one file of each table's parts, in the order of the input, and of the rejects.

        Tables are written side by side: Arrow lets threads do that on several cores.
        """
        tables = self.work.tables
        sums = [
            {number: of_chunk[table.name] for number, of_chunk in tally.sums.items()}
            for table in tables
        ]
        with ThreadPoolExecutor(self.processes) as threads:
            joined = list(threads.map(partial(join_parts, self.folder), tables, sums))
        sums_of = {f"{t.name}.parquet": made for t, made in zip(tables, joined, strict=True)}
        sums_of[REJECTS] = self._write_rejects()
        out = self.folder.path
        write_sealed(out / SUMMARY, {**attrs.asdict(tally.summary), "files": sums_of})
        clear_parts(out, self.plan)
        return tally.summary

    def _write_rejects(self) -> str:
        with whole(self.folder.path / REJECTS) as file:
            for number in range(len(self.chunks)):
                record = read_record(self.folder, number, self.plan.key)
                if record is None:
                    raise Damaged(number, self.folder.record(number))
                lines = (
                    json.dumps(attrs.asdict(reject), ensure_ascii=False) + "\n"
                    for reject in record.rejects
                )
                file.write("".join(lines).encode("utf-8", "backslashreplace"))
        return file.digest()
