"""``timeline cohort``: many cases at once, from documents to tables, however many there are."""

from __future__ import annotations

import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from timeline.cli.console import say
from timeline.cli.conventions import convention
from timeline.cli.needed import need_cohort
from timeline.errors import CaseTimelineError, did_you_mean

if TYPE_CHECKING:
    from timeline.analysis.response import Convention
    from timeline.cohort.chunks import Placed, Rejected
    from timeline.cohort.run import Progress, Summary
    from timeline.document.rows import CaseRow

SHOWN = 5
"""How many rejected cases, and problems of each, are printed; all of them are in the file."""


@click.group()
def command() -> None:
    """Analyse many cases: millions, on all cores, in memory that does not grow with them.

    IN is a folder of documents, a document, JSON Lines, or a file of cases that `pack` wrote. The
    tables are Parquet, for Polars, pandas, R, DuckDB or Spark; docs/cohorts.md explains them.
    """
    need_cohort("cohorts")


def _tables(_: click.Context, __: click.Parameter, value: str | None) -> tuple[str, ...]:
    from timeline.cohort.tables import tables_named

    names = [name.strip() for name in (value or "").split(",") if name.strip()]
    try:
        return tuple(table.name for table in tables_named(names))
    except CaseTimelineError as error:
        raise click.BadParameter(str(error)) from None


@command.command()
@click.argument("source", metavar="IN", type=click.Path(exists=True, path_type=Path))
@click.option(
    "-o",
    "--output",
    "out",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to write: one Parquet file for each table, rejects.jsonl, summary.json.",
)
@click.option(
    "--tables",
    metavar="NAME,...",
    callback=_tables,
    help="Which tables to fill, or all.  [default: every one but the audit]",
)
@convention
@click.option("--processes", type=click.IntRange(1), help="How many at a time.  [default: cores]")
@click.option(
    "--anew",
    is_flag=True,
    help="Remove what a run has made in OUT, and nothing else, and begin again.",
)
def analyse(
    source: Path,
    out: Path,
    tables: tuple[str, ...],
    convention: Convention,
    processes: int | None,
    anew: bool,
) -> None:
    """Fill the tables from every case of IN.

    OUT is a folder, also where its name ends in .parquet. A run that was stopped goes on where it
    was when the same command is given again, and comes to the same bytes. A case that cannot be
    read or analysed goes to OUT/rejects.jsonl with its reason and stops nothing.

    Exit code 0: done, whether or not cases were rejected. 2: IN cannot be read or OUT not be
    written; OUT holds other things, or another run is working there. 128 and its number: a signal.
    """
    from timeline.cohort.run import REJECTS, analyse_files, read_rejects
    from timeline.cohort.tables import work_for

    try:
        with _signals_raised(), _Bar() as progress:
            summary = analyse_files(
                source,
                out,
                work_for(*tables, convention=convention),
                processes=processes,
                anew=anew,
                progress=progress,
                say=partial(say, err=True),
            )
    except _Stopped as stopped:
        say("Stopped. The same command goes on from here.", err=True)
        raise SystemExit(128 + stopped.number) from None
    _say(summary, out)
    if summary.rejected:
        say(f"{_cases(summary.rejected)} rejected, all in {out / REJECTS}:", err=True)
        _say_rejected(islice(read_rejects(out), SHOWN))
        faults = sum(one.fault for one in read_rejects(out))
        if faults:
            say(
                f"{_cases(faults)} of these by a fault of the program: please report it to the"
                " developers, with the case",
                err=True,
            )


@command.command()
@click.argument("sources", metavar="IN...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    "out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write, such as cases.parquet.",
)
def pack(sources: tuple[str, ...], out: Path) -> None:
    """Put documents into one file of cases, which is read many times faster.

    IN may also be the name of a shipped case. A document that cannot be read is named, and the
    others are packed. Two cases of one id are refused. Exit code 0: done. 2: IN cannot be used.
    """
    from timeline.cohort import store

    if out.suffix != ".parquet":
        raise click.UsageError(f"{out.name}: the file of cases is Parquet; end it in .parquet")
    rejected: list[Rejected] = []
    count = store.write_rows(_case_rows(_placed(sources), rejected), out)
    say(f"{out}: {_cases(count)}")
    if rejected:
        say(f"{_cases(len(rejected))} rejected:", err=True)
        _say_rejected(rejected)


@command.command()
@click.argument("names", metavar="[TABLE...]", nargs=-1)
@click.option("--markdown", is_flag=True, help="Print as Markdown.")
def tables(names: tuple[str, ...], markdown: bool) -> None:
    """List the tables: each column with what it holds, its unit, and its meaning."""
    from timeline.cohort.describe import as_markdown, as_text
    from timeline.cohort.tables import ALL, tables_named

    chosen = tables_named(names) if names else ALL
    sections = (as_markdown(t).rstrip() if markdown else "\n".join(as_text(t)) for t in chosen)
    say(*"\n\n".join(sections).split("\n"))


class _Stopped(BaseException):
    """A signal asked this process to end."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def _signals_raised() -> Iterator[None]:
    """Make the signals that end a process come out as :class:`_Stopped`, so that all is closed.

    One that is ignored, as ``nohup`` does with SIGHUP, stays ignored.
    """

    def stop(number: int, _: object) -> None:
        raise _Stopped(number)

    before = {}
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            before[number] = signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Bar:
    """A progress bar on a terminal; nothing where the output goes elsewhere."""

    def __enter__(self) -> Progress:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
        from rich.progress import TimeRemainingColumn as Remaining

        console = Console(stderr=True)
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            Remaining(),
            console=console,
            disable=not console.is_terminal,
            transient=True,
        )
        self._bar.start()
        task = self._bar.add_task("reading the input", total=None)

        def progress(done: int, chunks: int, summary: Summary) -> None:
            told = _cases(summary.cases)
            if summary.rejected:
                told += f", {summary.rejected:,} rejected"
            self._bar.update(task, completed=done, total=chunks, description=told)

        return progress

    def __exit__(self, *_: object) -> None:
        self._bar.stop()


def _placed(sources: Iterable[str]) -> Iterator[Placed]:
    import cases
    from timeline.cohort.sources import read

    for source in sources:
        path = Path(source)
        if path.exists():
            yield from read([path])
        elif source in cases.names():
            yield source, cases.load(source)
        else:
            hint = did_you_mean(source, cases.names())
            told = f"{source!r} is neither a file, a folder nor a shipped case{hint}"
            raise click.UsageError(told)


def _case_rows(placed: Iterable[Placed], rejected: list[Rejected]) -> Iterator[CaseRow]:
    from timeline.cohort.chunks import Rejected
    from timeline.document.rows import to_row

    places: dict[str, str] = {}
    for place, case in placed:
        if isinstance(case, Rejected):
            rejected.append(case)
            continue
        if case.id in places:
            raise CaseTimelineError(
                f"two cases are called {case.id!r}: {places[case.id]}, and {place}"
            )
        places[case.id] = place
        yield to_row(case)


def _say(summary: Summary, out: Path) -> None:
    say(f"{out}: {_cases(summary.cases)}")
    longest = max(map(len, summary.rows), default=0)
    for name, rows in summary.rows.items():
        say(f"  {name:<{longest}}  {rows:>11,} rows")


def _say_rejected(rejected: Iterable[Rejected]) -> None:
    """Rejected cases to standard error, each with the first of its problems, a line each."""
    for one in rejected:
        problems = [" ".join(line.split()) for line in one.reason.splitlines() if line.strip()]
        say(f"  {one.case} ({one.source}): {problems[0] if problems else ''}", err=True)
        for problem in problems[1:SHOWN]:
            say(f"    {problem}", err=True)
        if problems[SHOWN:]:
            say(f"    and {len(problems) - SHOWN} more", err=True)


def _cases(count: int) -> str:
    return "1 case" if count == 1 else f"{count:,} cases"
