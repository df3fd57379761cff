"""Analysing more cases than fit in memory: in chunks, on all cores, from where it last stopped.

Each chunk of the input becomes one Arrow part for each table, written aside and renamed, then a
record that it is done. What was done by a run that was killed is not done again, and the parts are
joined to Parquet in the order of the input, so that the output does not depend on who did what and
when.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from timeline.cohort.chunks import Chunk, Rejected, chunks_of
from timeline.cohort.parts import join_parts, part, write_part
from timeline.cohort.table import Table
from timeline.errors import CaseTimelineError
from timeline.model.case import Case
from timeline.vocabulary.current import Vocabulary, current, use
from timeline.vocabulary.tables import Row

if TYPE_CHECKING:
    import pyarrow as pa

REJECTS = "rejects.jsonl"
"""Where a bad case goes, with its reason."""

SUMMARY = "summary.json"

_CASES_PER_BATCH = 200
"""Rows of so many cases are packed at once: while they are still in the processor's cache, and
often enough that rows as Python objects are never many."""

_PARTS = ".parts"


@attrs.frozen(kw_only=True)
class Work:
    """What is computed of each case, and the tables that are filled from it.

    Both are functions of a module, so that other processes can import them.
    """

    analyse: Callable[[Case], Any]
    tables: tuple[Table[Any], ...]


@attrs.frozen(kw_only=True)
class Summary:
    """What a run came to: cases analysed, rejected, and the rows of each table."""

    cases: int
    rejected: int
    rows: dict[str, int]


Progress = Callable[[int, int, Summary], None]
"""Called with chunks done, chunks in all, and what they came to."""


def analyse_files(
    source: Path,
    out: Path,
    work: Work,
    *,
    processes: int | None = None,
    anew: bool = False,
    progress: Progress | None = None,
) -> Summary:
    """Analyse every case of ``source`` into the folder ``out``: one Parquet file for each table.

    ``processes`` is as many as there are cores by default; 1 stays in this process. A run that
    stopped goes on where it did; ``anew`` begins again. A case that cannot be read or analysed goes
    to ``rejects.jsonl`` with its reason and stops nothing. Memory is that of one chunk a process.

    Raises :class:`CaseTimelineError` when ``source`` holds nothing that can be cut into chunks, or
    when ``out`` was begun from something else.
    """
    chunks = chunks_of(source)
    if not chunks:
        raise CaseTimelineError(f"{source}: holds no documents, Parquet or JSON Lines of cases")
    plan = _fingerprint(chunks, work)
    if anew and out.exists():
        shutil.rmtree(out)
    _claim(out, plan)
    if (out / SUMMARY).exists():
        return _read_summary(out / SUMMARY)
    parts = out / _PARTS
    missing = [n for n in range(len(chunks)) if not _record(parts, n).exists()]
    done = _Tally(parts, [n for n in range(len(chunks)) if n not in set(missing)])
    if progress:
        progress(len(chunks) - len(missing), len(chunks), done.summary)
    processes = processes or os.cpu_count() or 1
    for number in _each_done(chunks, missing, parts, work, processes):
        done.add(number)
        if progress:
            progress(done.chunks, len(chunks), done.summary)
    return _join(out, len(chunks), work, done.summary, processes)


def read_rejects(out: Path) -> Iterator[Rejected]:
    """What a run into this folder could not use; nothing where it left no such file."""
    path = out / REJECTS
    if path.exists():
        with path.open(encoding="utf-8") as file:
            for line in file:
                yield Rejected(**json.loads(line))


def _fingerprint(chunks: Sequence[Chunk], work: Work) -> str:
    """What the output depends on: library and vocabulary, the input as it lies there, columns."""
    digest = hashlib.sha256(_release().encode())
    for name, rows in sorted(current().added.items()):
        digest.update(f"{name} {[sorted(row.items()) for row in rows]}\n".encode())
    for chunk in chunks:
        files = chunk.files or (chunk.path,)
        digest.update(f"{chunk.kind} {chunk.first} {chunk.last}\n".encode())
        for file in files:
            found = Path(file).stat()
            digest.update(f"{file} {found.st_size} {found.st_mtime_ns}\n".encode())
    for table in work.tables:
        columns = " ".join(f"{column.name}:{column.kind}" for column in table.columns)
        digest.update(f"{table.name} {columns}\n".encode())
    return digest.hexdigest()


def _release() -> str:
    """The version that is installed; empty for sources that are run as they lie there."""
    try:
        return version("case-timeline")
    except PackageNotFoundError:
        return ""


def _claim(out: Path, plan: str) -> None:
    """Make ``out`` this run's folder, or see that it was begun by one like it."""
    mark = out / "plan"
    if out.exists() and not out.is_dir():
        raise CaseTimelineError(f"{out}: is a file; the tables need a folder of their own")
    if mark.exists():
        if mark.read_text("utf-8") != plan:
            raise CaseTimelineError(
                f"{out}: was begun from other input or for other tables; give another name,"
                " or begin anew"
            )
        return
    if out.exists() and any(out.iterdir()):
        raise CaseTimelineError(f"{out}: is a folder with other things in it; give another name")
    (out / _PARTS).mkdir(parents=True, exist_ok=True)
    _replace(mark, plan)


def _replace(path: Path, text: str) -> None:
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    aside.write_text(text, "utf-8")
    aside.replace(path)


def _record(parts: Path, number: int) -> Path:
    return parts / f"{number:07d}.json"


def _each_done(
    chunks: Sequence[Chunk], missing: Sequence[int], parts: Path, work: Work, processes: int
) -> Iterator[int]:
    """The numbers of the chunks as they are done."""
    do = partial(_do, parts=parts, work=work)
    if processes == 1 or len(missing) <= 1:
        with _no_collector():
            for number in missing:
                do(number, chunks[number])
                yield number
        return
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    # Spawned, not forked: Arrow and Polars run threads, which a fork would lose with locks held.
    with ProcessPoolExecutor(
        min(processes, len(missing)),
        mp_context=get_context("spawn"),
        initializer=_ready,
        initargs=(dict(current().added),),
    ) as pool:
        waiting = {pool.submit(do, number, chunks[number]): number for number in missing}
        try:
            for future in as_completed(waiting):
                future.result()
                yield waiting[future]
        except BrokenProcessPool:
            raise CaseTimelineError(
                "a worker process was killed, perhaps for want of memory; the same command goes on"
                " where this run stopped, and fewer processes need less memory"
            ) from None
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


_WORKER = ExitStack()
"""What a worker process holds open for as long as it lives."""


def _ready(added: Mapping[str, tuple[Row, ...]]) -> None:
    """Give a worker process the vocabulary of the one that began it."""
    gc.disable()
    if added:
        _WORKER.enter_context(use(Vocabulary.standard().with_additions(added)))


@contextmanager
def _no_collector() -> Iterator[None]:
    """Keep the garbage collector out of the way; it is called where there is something to find."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _do(number: int, chunk: Chunk, *, parts: Path, work: Work) -> None:
    """Analyse one chunk: its parts first, its record last."""
    tables, rejects, cases = analyse_chunk(chunk, work)
    for name, table in tables.items():
        target = part(parts, number, name)
        aside = target.with_name(f".{target.name}.{os.getpid()}")
        write_part(table, aside)
        aside.replace(target)
    record = {
        "cases": cases,
        "rejects": [attrs.asdict(reject) for reject in rejects],
        "rows": {name: table.num_rows for name, table in tables.items()},
    }
    _replace(_record(parts, number), json.dumps(record, ensure_ascii=False))
    gc.collect(1)  # what outlives a chunk is remembered for good, and not looked at again


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


class _Tally:
    """What the finished chunks came to so far."""

    def __init__(self, parts: Path, numbers: Sequence[int]) -> None:
        self._parts = parts
        self.chunks = 0
        self.summary = Summary(cases=0, rejected=0, rows={})
        for number in numbers:
            self.add(number)

    def add(self, number: int) -> None:
        record = json.loads(_record(self._parts, number).read_text("utf-8"))
        self.chunks += 1
        rows = dict(self.summary.rows)
        for name, count in record["rows"].items():
            rows[name] = rows.get(name, 0) + count
        self.summary = Summary(
            cases=self.summary.cases + record["cases"],
            rejected=self.summary.rejected + len(record["rejects"]),
            rows=rows,
        )


def _join(out: Path, chunks: int, work: Work, summary: Summary, processes: int) -> Summary:
    """Make one file of each table's parts, in the order of the input, and of the rejects.

    Tables are written side by side: Arrow lets threads do that on several cores.
    """
    parts = out / _PARTS
    with ThreadPoolExecutor(processes) as threads:
        for _ in threads.map(partial(join_parts, parts, chunks, out), work.tables):
            pass  # an error comes out here
    aside = out / f".{REJECTS}"
    with aside.open("w", encoding="utf-8") as file:
        for number in range(chunks):
            record = json.loads(_record(parts, number).read_text("utf-8"))
            file.writelines(json.dumps(r, ensure_ascii=False) + "\n" for r in record["rejects"])
    aside.replace(out / REJECTS)
    _replace(out / SUMMARY, json.dumps(attrs.asdict(summary), indent=2) + "\n")
    shutil.rmtree(parts)
    return summary


def _read_summary(path: Path) -> Summary:
    return Summary(**json.loads(path.read_text("utf-8")))
