"""``timeline compare``: several cases side by side, each number with the cases behind it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import attrs
import click

import cases
from timeline.analysis.endpoints import ENDPOINTS
from timeline.analysis.response import Convention
from timeline.cli.console import Styled, say, say_json
from timeline.cli.conventions import convention
from timeline.cli.inputs import BAD_INPUT, is_study, read_or_exit
from timeline.cli.needed import need_cohort
from timeline.cli.standard_input import claimed
from timeline.cli.tables import print_table, print_text
from timeline.cohort.chunks import Rejected
from timeline.cohort.comparison.alignment import Alignment
from timeline.cohort.comparison.comparison import NOTE, Comparison, compare
from timeline.cohort.comparison.grouping import KEYS
from timeline.cohort.comparison.in_words import comparison_text
from timeline.cohort.sequences import Level
from timeline.cohort.sources import read
from timeline.document import SUFFIXES
from timeline.model.case import Case

ALL = "all"
"""What names all shipped cases."""


@click.command()
@click.argument("documents", metavar="CASE...", nargs=-1, callback=claimed)
@click.option(
    "--by",
    type=click.Choice(tuple(KEYS)),
    default="drug",
    show_default=True,
    help="What groups the lines. A line of two drugs stands under both.",
)
@click.option(
    "--endpoint",
    type=click.Choice(ENDPOINTS, case_sensitive=False),
    default="TTD",
    show_default=True,
    help="What is timed; TTD is the time on treatment.",
)
@convention
@click.option("--align", "aligned", is_flag=True, help="Align the therapies of the cases.")
@click.option(
    "--level",
    type=click.Choice([level.value for level in Level]),
    default="line",
    show_default=True,
    help="What is one step of a sequence of therapies.",
)
@click.option("--nearest", "near", metavar="CASE", help="The cases nearest to this one, and why.")
@click.option("--json", "json_", is_flag=True, help="Print everything as JSON.")
def command(
    documents: tuple[str, ...],
    by: str,
    endpoint: str,
    convention: Convention,
    aligned: bool,
    level: str,
    near: str | None,
    json_: bool,
) -> None:
    """Compare cases: times by group, changes, orders of therapies, findings, published medians.

    CASE is a document, the name of a shipped case, a folder of documents, or a file of cases
    (Parquet, JSON Lines); without any, or as `all`, all shipped cases. --nearest names a case by
    its id. What cannot be read in a folder is named, and the others are compared.
    """
    need_cohort("comparisons")
    found = []
    for one in _read(documents or (ALL,)):
        if isinstance(one, Rejected):
            say(f"{one.source}: left out: {one.reason}", err=True)
        else:
            found.append(one)
    if not found:
        say("there is no case to compare", err=True)
        raise SystemExit(BAD_INPUT)
    compared = compare(
        found,
        by=by,
        endpoint=endpoint,
        level=level,
        aligned=aligned,
        near=near,
        convention=convention,
    )
    if json_:
        say_json({"note": NOTE, **_plain(compared)})
        return
    say(Styled(f"{len(found)} case{'s' if len(found) > 1 else ''}", bold=True), "")
    for section in comparison_text(compared):
        print_table(*section)
    print_text(NOTE)


def _read(documents: tuple[str, ...]) -> Iterator[Case | Rejected]:
    for argument in documents:
        path = Path(argument)
        if argument == ALL and not path.exists():
            yield from (cases.load(name) for name in cases.names())
        elif path.is_dir() or (path.exists() and path.suffix not in SUFFIXES):
            yield from (case for _, case in read((path,)) if not _of_study(case))
        else:
            yield from read_or_exit(argument)


def _of_study(case: Case | Rejected) -> bool:
    """A study in a folder is no case, and no fault either."""
    return isinstance(case, Rejected) and Path(case.source).is_file() and is_study(case.source)


def _plain(compared: Comparison) -> dict[str, object]:
    """The fields by name; curves by their medians, as their steps are those of the rows."""
    times = compared.durations
    estimates = [
        {
            "group": one.group,
            "cases": [time.case for time in one.times],
            "left_out": [attrs.asdict(out) for out in one.left_out],
            "kaplan_meier_median_days": {
                "earliest": one.earliest.median.day,
                "middle": one.middle.median.day,
                "latest": one.latest.median.day,
            },
            "turnbull_median_days": one.turnbull.median,
        }
        for one in times.estimates
    ]
    rows = [
        {
            "case": row.of.case,
            "group": row.group,
            "regimen": row.regimen,
            **row.result.as_row(),
            "left_out": row.left_out,
        }
        for row in times.rows
    ]
    return {
        "cases": compared.cases,
        "endpoint": times.endpoint,
        "by": times.by,
        "lines": rows,
        "groups": estimates,
        "log_rank": times.tests,
        "not_tested_because": times.untested,
        "transitions": compared.transitions,
        "directly_follows": compared.follows,
        "co_occurrence": compared.co_occurrence,
        "published": compared.published,
        "distances": [
            {"first": a, "second": b, "distance": value}
            for (a, b), value in compared.distances.items()
        ],
        "alignments": [_aligned(one) for one in compared.alignments],
        "nearest_to": compared.nearest_to,
        "nearest": compared.nearest,
    }


def _aligned(one: Alignment) -> dict[str, object]:
    columns = [
        {
            "left": None if column.left is None else column.left.name,
            "left_line": None if column.left is None else column.left.line,
            "right": None if column.right is None else column.right.name,
            "right_line": None if column.right is None else column.right.line,
            "relation": column.relation,
            "likeness": column.likeness,
            "score": column.score,
        }
        for column in one.columns
    ]
    return {
        "left": one.left,
        "right": one.right,
        "level": one.level,
        "score": one.score,
        "distance": one.distance,
        "columns": columns,
    }
