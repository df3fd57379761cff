"""``timeline check``: read documents, solve their dates, and say what does not fit."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

import attrs
import click

from timeline.analysis import check
from timeline.analysis.numbers import audit
from timeline.cli import as_json
from timeline.cli.inputs import BAD_INPUT, is_study, read, studies, studies_at_hand
from timeline.errors import CaseTimelineError, DocumentError, Problem
from timeline.findings import Finding, Severity

AT_FAULT = 1
MANY = 10
"""From so many files on, a progress bar is worth its line."""

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


@attrs.frozen
class Checked:
    """What became of one argument: problems, or findings case by case or study by study."""

    file: str
    problems: tuple[Problem, ...] = ()
    cases: tuple[tuple[str, tuple[Finding, ...]], ...] = ()
    studies: tuple[tuple[str, tuple[Finding, ...]], ...] = ()

    @property
    def reports(self) -> tuple[tuple[str, tuple[Finding, ...]], ...]:
        """Names and findings, whatever the document holds."""
        return (*self.cases, *self.studies)

    @property
    def exit_code(self) -> int:
        """2 when the document cannot be read, 1 when a finding is an error, else 0."""
        if self.problems:
            return BAD_INPUT
        found = (finding for _, findings in self.reports for finding in findings)
        return AT_FAULT if any(f.severity is Severity.ERROR for f in found) else 0


@click.command()
@click.argument("documents", metavar="CASE...", nargs=-1, required=True)
@click.option("--json", "json_", is_flag=True, help="Print the findings as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Print only what is wrong.")
def command(documents: tuple[str, ...], json_: bool, quiet: bool) -> None:
    """Say whether documents can be read, and whether what they report fits together.

    Cases are checked for their dates, studies of many patients for the numbers they print.

    Exit code 0: nothing is wrong. 1: a report contradicts itself. 2: a document cannot be read;
    every problem of it is printed as file:line:column.
    """
    results = []
    for argument in _with_progress(documents):
        result = check_document(argument, beside=documents)
        results.append(result)
        if not json_:
            print_checked(result, quiet=quiet)
    if json_:
        click.echo(as_json.dumps([_as_dict(result) for result in results]))
    sys.exit(max(result.exit_code for result in results))


def check_document(argument: str, beside: tuple[str, ...] = ()) -> Checked:
    """Read and check one argument; a bad document is a result, so that the next ones are read.

    ``beside`` are the other arguments: the studies among them may repeat one another's numbers.
    """
    try:
        if is_study(argument):
            read_here = studies(argument)
            others = studies_at_hand(beside)
            return Checked(
                argument, studies=tuple((s.id, audit(s, others=others)) for s in read_here)
            )
        return Checked(argument, cases=tuple((c.id, check(c)) for c in read(argument)))
    except DocumentError as error:
        return Checked(argument, problems=error.problems)
    except CaseTimelineError as error:
        return Checked(argument, problems=(Problem(argument, 1, 1, "", str(error)),))


def _with_progress(documents: tuple[str, ...]) -> Iterable[str]:
    if len(documents) < MANY or not sys.stderr.isatty():
        return documents
    from rich.console import Console
    from rich.progress import track

    return track(documents, "checking", console=Console(stderr=True), transient=True)


def print_checked(result: Checked, *, quiet: bool = False) -> None:
    """Problems as file:line:column, findings with the places in the report they rest on."""
    for problem in result.problems:
        click.echo(str(problem))
    for name, findings in result.reports:
        for line in _lines(name, findings):
            click.echo(line)
        if not findings and not quiet:
            click.echo(f"{name}: nothing found wrong")


def _lines(case: str, findings: tuple[Finding, ...]) -> Iterator[str]:
    for finding in findings:
        severity = click.style(finding.severity.value, fg=_COLOURS[finding.severity], bold=True)
        yield f"{case}: {severity} [{finding.code}] {finding.message}"
        if not finding.evidence:
            for place in finding.cite:
                yield f"    in the report: {place}"
            continue
        yield "    it rests on each of these:"
        for statement in finding.evidence:
            why = ", ".join(w for w in (statement.basis, statement.because, statement.cite) if w)
            yield f"      - {statement.text} ({why})"
        yield "    any one of these would resolve it:"
        for remedy in finding.remedies:
            off = f" ({remedy.days} days)" if remedy.days and "days" not in remedy.text else ""
            yield f"      - {remedy.text}{off}"


def _as_dict(result: Checked) -> dict[str, object]:
    return {
        "file": result.file,
        "exit_code": result.exit_code,
        "problems": result.problems,
        "cases": [{"case": case, "findings": findings} for case, findings in result.cases],
        "studies": [{"study": study, "findings": findings} for study, findings in result.studies],
    }
