"""What a cohort costs: a case through each stage, the aggregates over its tables, the memory.

    python benchmarks/cohorts.py --cases 100000        # or --short, to see that it still runs

Everything is compared within one run: reading and analysing with parsing the same cases as JSON and
YAML alone and with naive durations in pandas; each aggregate with a bare scan of the columns it
reads and with pandas on the same work; the memory of the workers with that at a tenth of the cases.
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import active_children, get_context
from pathlib import Path
from typing import Any

import attrs
import pyarrow as pa
import pyarrow.parquet as pq
import yaml

sys.path.insert(0, str(Path(__file__).parent))

import generated
from aggregating import AGGREGATES, Aggregate

from timeline.cohort import analyse_files, store, work_for
from timeline.cohort.run import Work
from timeline.cohort.run.part import write_part
from timeline.document.rows import CaseRow, from_row

TABLES = ("lines", "endpoints", "transitions")
"""What is timed: the three that the goal for speed names."""

SAMPLED = 1_000
"""Cases that are timed stage by stage, and parsed by others."""


@attrs.frozen
class Size:
    """How much is measured, where."""

    cases: int
    processes: int
    folder: Path
    times: int = 7
    seed: int = 1

    @property
    def per_group(self) -> int:
        """Cases of a row group: also a tenth of the cases gives every process some."""
        return min(store.CASES_PER_GROUP, max(10, self.cases // (20 * self.processes)))


def generate(size: Size) -> Path:
    """A folder of Parquet files of generated cases, made on all cores."""
    folder = size.folder / "cases"
    folder.mkdir()
    step = size.per_group * max(1, size.cases // (2 * size.processes * size.per_group))
    firsts = range(0, size.cases, step)
    with ProcessPoolExecutor(size.processes, mp_context=get_context("spawn")) as pool:
        for made in [pool.submit(_stretch, size, first, step) for first in firsts]:
            made.result()
    return folder


def _stretch(size: Size, first: int, count: int) -> None:
    rows = generated.rows(min(count, size.cases - first), seed=size.seed, first=first)
    path = size.folder / "cases" / f"{first:08d}.parquet"
    store.write_rows(rows, path, per_group=size.per_group)


def report_generation(size: Size) -> Path:
    """How long making and packing takes, and how many bytes a case has."""
    begun = time.perf_counter()
    folder = generate(size)
    each = (time.perf_counter() - begun) / size.cases * 1e6
    stored = sum(file.stat().st_size for file in folder.iterdir()) / size.cases
    print(f"\n{size.cases:,} generated cases, {size.processes} processes")
    print(f"  generated and packed            {each:9.1f} us a case, {stored:6.0f} bytes a case")
    return folder


# --- One case ---


def stages(rows: list[CaseRow], work: Work, folder: Path) -> dict[str, float]:
    """Microseconds a case spends in each stage, in this process, on cases not seen before."""
    taken = dict.fromkeys(("decode", "solve", *TABLES, "rows", "Arrow", "parts", "Parquet"), 0.0)
    filled: dict[str, list[tuple[object, ...]]] = {table.name: [] for table in work.tables}
    packed: dict[str, list[pa.Table]] = {table.name: [] for table in work.tables}
    clock = time.perf_counter

    def timed(stage: str, call: Callable[[], Any]) -> Any:
        begun = clock()
        result = call()
        taken[stage] += clock() - begun
        return result

    def fill(analysis: Any) -> None:
        for table in work.tables:
            filled[table.name] += table.rows(analysis)

    def pack() -> None:
        for table in work.tables:
            packed[table.name].append(table.to_arrow(filled[table.name]))
            filled[table.name] = []

    for number, row in enumerate(rows, start=1):
        case = timed("decode", lambda r=row: from_row(r))  # type: ignore[misc]
        analysis = timed("solve", lambda c=case: work.analyse(c))  # type: ignore[misc]
        for name in TABLES:
            timed(name, lambda a=analysis, n=name: getattr(a, n))  # type: ignore[misc]
        timed("rows", lambda a=analysis: fill(a))  # type: ignore[misc]
        if number % 200 == 0 or number == len(rows):  # as a run does
            timed("Arrow", pack)
    for name, tables in packed.items():
        whole = pa.concat_tables(tables)
        begun = folder / f"stage-{name}"
        timed("parts", lambda t=whole, f=begun: write_part(t, f))  # type: ignore[misc]
        timed("Parquet", lambda t=whole, f=begun: pq.write_table(t, f, compression="zstd"))  # type: ignore[misc]
    return {stage: seconds / len(rows) * 1e6 for stage, seconds in taken.items()}


def document(row: CaseRow) -> dict[str, Any]:
    """The case as its document has it."""
    moments = ("id", "at", "start", "end")
    events = [
        {**{k: v for k, v in zip(moments, e, strict=False) if v is not None}, **json.loads(e.what)}
        for e in row.events
    ]
    return {"case": row.id, **json.loads(row.about), "events": events}


def naive_durations(texts: list[str]) -> object:
    """What a script does instead: therapies into pandas, end minus start, median by drug."""
    import pandas as pd

    told = [
        {"case": case["case"], **event}
        for case in map(json.loads, texts)
        for event in case["events"]
        if "therapy" in event
    ]
    frame = pd.DataFrame(told)
    start, end = (pd.to_datetime(frame[k], errors="coerce", format="ISO8601") for k in _SPAN)
    frame["days"] = (end - start).dt.days
    return frame.groupby("therapy")["days"].describe()


_SPAN = ("start", "end")


def report_stages(size: Size, source: Path) -> None:
    """Each stage over parsing the same cases as JSON alone; then other ways to read them."""
    some = min(SAMPLED, size.cases // 2)
    rows = list(_first_rows(source, 2 * some))
    work = work_for(*TABLES)
    gc.disable()
    stages(rows[:some], work, size.folder)  # fills what is remembered between cases
    taken = stages(rows[some:], work, size.folder)
    gc.enable()
    documents = list(map(document, rows[some:]))
    texts = [json.dumps(one) for one in documents]
    as_yaml = [yaml.safe_dump(one) for one in documents[: max(10, some // 10)]]
    base = _each(lambda: [json.loads(text) for text in texts], len(texts), size)
    print(f"\nOne case in one process, over json.loads of the same case alone ({some} cases)")
    others = {
        "json.loads alone": base,
        "PyYAML's C parser alone": _each(
            lambda: [yaml.load(text, yaml.CSafeLoader) for text in as_yaml], len(as_yaml), size
        ),
    }
    if _has("pandas"):
        others["pandas, naive durations"] = _each(lambda: naive_durations(texts), len(texts), size)
    for name, each in {**taken, "all stages": sum(taken.values()), **others}.items():
        print(f"  {name:<32}{each:9.1f} us {each / base:8.1f} x")


def _first_rows(source: Path, count: int) -> Iterator[CaseRow]:
    for file in sorted(source.iterdir()):
        for row in store.read_rows(file):
            if count == 0:
                return
            count -= 1
            yield row


def _each(call: Callable[[], object], cases: int, size: Size) -> float:
    return seconds(call, size.times) / cases * 1e6


def seconds(call: Callable[[], object], times: int) -> float:
    """The median time of some calls."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        call()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


# --- Whole runs ---


@attrs.define
class Watched:
    """The most memory that any process of a run has had, in MB; 0 where /proc is missing."""

    workers: float = 0.0

    def look(self, *_progress: object) -> None:
        """Note the high-water marks; given to a run as its progress."""
        for child in active_children():
            self.workers = max(self.workers, peak_megabytes(child.pid))


def peak_megabytes(process: int | None) -> float:
    """The most memory a process has had so far; 0 where that is not to be known."""
    try:
        status = Path(f"/proc/{process}/status").read_text("utf-8")
    except OSError:
        return 0.0
    told = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(told[0]) / 1024 if told else 0.0


def report_runs(size: Size, source: Path) -> Path:
    """One process on a tenth of the cases, all on a tenth, all on all: time and memory."""
    tenth = size.folder / "tenth"
    tenth.mkdir()
    few = max(1, size.cases // 10)
    store.write_rows(_first_rows(source, few), tenth / "cases.parquet", per_group=size.per_group)
    print("\nFiles through lines, endpoints and transitions into Parquet")
    print("                                     us a case   cases a second   MB of a worker")
    for name, given, cases, processes in (
        ("1 process, a tenth", tenth, few, 1),
        (f"{size.processes} processes, a tenth", tenth, few, size.processes),
        (f"{size.processes} processes, all", source, size.cases, size.processes),
    ):
        watched = Watched()
        out = size.folder / f"out-{cases}-{processes}"
        begun = time.perf_counter()
        # The findings cost little and serve the aggregates below.
        work = work_for(*TABLES, "findings")
        analyse_files(given, out, work, processes=processes, progress=watched.look)
        taken = time.perf_counter() - begun
        memory = f"{watched.workers:16.0f}" if watched.workers else f"{'':>16}"
        print(f"  {name:<32}{taken / cases * 1e6:12.1f}{cases / taken:17.0f}{memory}")
    return out


# --- Aggregates ---


def report_aggregates(size: Size, tables: Path) -> None:
    """Each aggregate over a bare scan of the columns it reads; by hand; pandas over the aggregate.

    By hand are the same groups in plain Polars: with a count of their rows, the least that an
    aggregate can take, then also of their cases.
    """
    print("\nAggregates over the Parquet tables: times a bare scan; by hand; pandas over ours")
    for one in AGGREGATES:
        own, bare, least, cases = (
            seconds(lambda c=call: c(tables), size.times)  # type: ignore[misc]
            for call in (one.ours, one.scan, one.rows_alone, one.rows_and_cases)
        )
        line = f"  {one.name:<32}{own * 1e3:8.1f} ms {own / bare:6.1f} x of the scan"
        line += f"   by hand: rows {least / bare:5.1f} x, and cases {cases / bare:5.1f} x"
        print(line + (_beside_pandas(one, size, tables, own) if _has("pandas") else ""))


def _beside_pandas(one: Aggregate, size: Size, tables: Path, own: float) -> str:
    groups, theirs = one.ours(tables).height, len(one.pandas(tables))
    if groups != theirs:
        raise AssertionError(f"{one.name}: {groups} groups, pandas has {theirs}")
    taken = seconds(lambda: one.pandas(tables), max(1, size.times // 3))
    return f"   pandas {taken / own:6.1f} x"


def _has(package: str) -> bool:
    return importlib.util.find_spec(package) is not None


# --- Spark ---


def report_spark(size: Size) -> None:
    """The tenth of the cases on a local Spark, warm, over the same cases in processes."""
    from pyspark.sql import SparkSession

    from timeline.cohort import spark

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    session = SparkSession.builder.master(f"local[{size.processes}]").getOrCreate()
    few = max(1, size.cases // 10)
    rows = session.read.parquet(str(size.folder / "tenth")).repartition(4 * size.processes)

    def analyse() -> None:
        analysed = spark.analyse(rows, work_for(*TABLES))
        analysed.write.mode("overwrite").parquet(str(size.folder / "spark"))

    try:
        analyse()
        taken = seconds(analyse, 1)
    finally:
        session.stop()
    print(f"\nSpark, {size.processes} local workers, a tenth, warm")
    print(f"  analysed and written            {taken / few * 1e6:12.1f} us a case")


def report_cohorts(size: Size, *, with_spark: bool = False) -> None:
    """Everything, in turn."""
    source = report_generation(size)
    report_stages(size, source)
    tables = report_runs(size, source)
    report_aggregates(size, tables)
    if with_spark:
        report_spark(size)


def main() -> None:
    """Read the arguments, measure, print."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    asked.add_argument("--cases", type=int, default=20_000, help="how many (default: 20000)")
    asked.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--spark", action="store_true", help="also on a local Spark (needs Java)")
    asked.add_argument("--short", action="store_true", help="200 cases, everything once")
    given = asked.parse_args()
    cases, times = (200, 1) if given.short else (given.cases, 7)
    with tempfile.TemporaryDirectory(prefix="cohorts-") as folder:
        size = Size(cases, given.processes, Path(folder), times, given.seed)
        report_cohorts(size, with_spark=given.spark)


if __name__ == "__main__":
    main()
