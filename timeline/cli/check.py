"""``timeline check``: read documents, solve their dates, and say what does not fit."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import attrs
import click

from timeline.analysis import CHECKS, Check, Ignored, check, honour, weigh
from timeline.analysis.codes import SOURCE_CODES
from timeline.cli import faults
from timeline.cli.console import Line, Styled, say, say_json
from timeline.cli.faults import step
from timeline.cli.inputs import (
    BAD_INPUT,
    documents_of,
    ignores,
    is_study,
    read,
    studies,
    studies_at_hand,
)
from timeline.cli.own_checks import own_checks_option
from timeline.cli.report_text import report_text
from timeline.cli.severities import LEVELS, Severities, severities
from timeline.cli.standard_input import claimed
from timeline.errors import CaseTimelineError, DocumentError, Problem
from timeline.findings import Finding, Severity
from timeline.model.case import Case

AT_FAULT = 1
ONE_CASE = "--source compares one case with its report: give it one document with one case"
MANY = 10
"""From so many files on, a progress bar is worth its line."""

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


@attrs.frozen
class Checked:
    """What became of one argument: problems, or findings case by case or study by study.

    ``ignored`` are, case by case, the findings that the document sets aside. ``fault`` tells of a
    fault of the program, met before there was anything to say of the document.
    """

    file: str
    problems: tuple[Problem, ...] = ()
    cases: tuple[tuple[str, tuple[Finding, ...]], ...] = ()
    studies: tuple[tuple[str, tuple[Finding, ...]], ...] = ()
    ignored: Mapping[str, tuple[Ignored, ...]] = attrs.field(factory=dict)
    fault: str | None = None

    @property
    def reports(self) -> tuple[tuple[str, tuple[Finding, ...]], ...]:
        """Names and findings, whatever the document holds."""
        return (*self.cases, *self.studies)

    @property
    def exit_code(self) -> int:
        """3: a fault of the program; 2: it cannot be read; 1: a finding is an error; else 0."""
        if self.fault is not None:
            return faults.FAULT
        if self.problems:
            return BAD_INPUT
        found = (finding for _, findings in self.reports for finding in findings)
        return AT_FAULT if any(f.severity is Severity.ERROR for f in found) else 0


@click.command()
@click.argument("documents", metavar="CASE...", nargs=-1, required=True, callback=claimed)
@click.option("--json", "json_", is_flag=True, help="Print the findings as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Print only what is wrong.")
@click.option(
    "--severity",
    "severity",
    metavar="CODE=LEVEL",
    multiple=True,
    callback=severities,
    help=f"Let the findings of a code be {', '.join(LEVELS)}; may be given several times.",
)
@own_checks_option
@click.option(
    "--source",
    "text",
    metavar="FILE",
    type=click.Path(path_type=Path),
    callback=report_text,
    help="Compare the one case with the text of its report.",
)
@click.pass_context
def command(
    ctx: click.Context,
    documents: tuple[str, ...],
    json_: bool,
    quiet: bool,
    severity: Severities,
    checks: tuple[Check, ...],
    text: str | None,
) -> None:
    """Say whether documents can be read, and whether what they report fits together.

    Cases are checked for their dates and for clinical sense, studies of many patients for the
    numbers they print. A comment in a case, `# check: ignore CODE reason`, sets a finding of that
    event, or of the whole case, aside; it is listed with its reason.

    With `--source`, the places, dates, numbers, drugs and alterations of a case are looked for in
    the text of the report, and its dates and drugs in the case. The text is kept nowhere.

    Exit code 0: nothing is wrong. 1: a report contradicts itself. 2: a document cannot be read;
    every problem of it is printed as file:line:column. 3: the program failed at a document; the
    others are checked all the same.
    """
    if text is not None and len(documents) != 1:
        raise click.UsageError(ONE_CASE)
    results = []
    opened = tuple(one for argument in documents for one in documents_of(argument))
    for argument in _with_progress(opened):
        try:
            result = (
                Checked(argument.file, problems=(argument,))
                if isinstance(argument, Problem)
                else check_document(
                    argument, beside=documents, severity=severity, text=text, checks=checks
                )
            )
        except Exception as error:
            if faults.meant(error):
                raise
            faults.print_traceback(error, wanted=ctx.find_root().params["traceback"])
            result = Checked(str(argument), fault=faults.fault(error, "check"))
        results.append(result)
        if not json_:
            print_checked(result, quiet=quiet)
    if json_:
        say_json([_as_dict(result) for result in results])
    sys.exit(max(result.exit_code for result in results))


def check_document(
    argument: str,
    beside: tuple[str, ...] = (),
    severity: Mapping[str, Severity | None] | None = None,
    text: str | None = None,
    checks: tuple[Check, ...] = CHECKS,
) -> Checked:
    """Read and check one argument; a bad document is a result, so that the next ones are read.

    ``beside`` are the other arguments: the studies among them may repeat one another's numbers.
    ``severity`` gives codes another severity, or None to leave them out.
    ``text`` is the report's, to compare the one case of the document with.
    """
    weights = severity or {}
    try:
        if is_study(argument):
            if text is not None:
                raise click.UsageError(ONE_CASE)
            from timeline.analysis.numbers import audit

            read_here = studies(argument)
            others = studies_at_hand(beside)
            with step(f"checking {argument}"):
                audited = tuple((s.id, weigh(audit(s, others=others), weights)) for s in read_here)
            return Checked(argument, studies=audited)
        return _check_cases(argument, weights, text, checks)
    except DocumentError as error:
        return Checked(argument, problems=error.problems)
    except CaseTimelineError as error:
        return Checked(argument, problems=(Problem(argument, 1, 1, "", str(error)),))


def _compared(case: Case, text: str | None) -> tuple[Finding, ...]:
    if text is None:
        return ()
    from timeline.analysis.source import check_source

    return check_source(case, text)


def _check_cases(
    argument: str,
    weights: Mapping[str, Severity | None],
    text: str | None,
    checks: tuple[Check, ...],
) -> Checked:
    found, ignored = [], {}
    read_here = read(argument)
    # Without a text nothing of its codes is found, and a comment about them is not at fault.
    told = [one for one in ignores(argument) if text is not None or one.code not in SOURCE_CODES]
    if text is not None and len(read_here) != 1:
        raise click.UsageError(ONE_CASE)
    for case in read_here:
        # Set aside first: a comment about a code that is off for this run is still of use.
        with step(f"checking {argument}, the case {case.id}"):
            findings = (*check(case, checks), *_compared(case, text))
        honoured = honour(findings, [ignore for ignore in told if ignore.case == case.id])
        found.append((case.id, weigh(honoured.findings, weights)))
        ignored[case.id] = honoured.ignored
    return Checked(argument, cases=tuple(found), ignored=ignored)


def _with_progress(documents: tuple[str | Problem, ...]) -> Iterable[str | Problem]:
    if len(documents) < MANY or not sys.stderr.isatty():
        return documents
    from rich.console import Console
    from rich.progress import track

    return track(documents, "checking", console=Console(stderr=True), transient=True)


def print_checked(result: Checked, *, quiet: bool = False) -> None:
    """Problems as file:line:column, findings with the places in the report they rest on."""
    if result.fault is not None:
        say(f"{result.file}: {result.fault}", err=True)
    for problem in result.problems:
        say(str(problem))
    for name, findings in result.reports:
        if findings:
            say(*_lines(name, findings))
        if not findings and not quiet:
            say(f"{name}: nothing found wrong")
        if not quiet:
            for set_aside in result.ignored.get(name, ()):
                say(*_ignored_lines(name, set_aside))


def _lines(case: str, findings: tuple[Finding, ...]) -> Iterator[Line]:
    for finding in findings:
        severity = Styled(finding.severity.value, fg=_COLOURS[finding.severity], bold=True)
        yield f"{case}: ", severity, f" [{finding.code}] {finding.message}"
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
            days = "1 day" if remedy.days == 1 else f"{remedy.days} days"
            off = f" ({days})" if remedy.days and "days" not in remedy.text else ""
            yield f"      - {remedy.text}{off}"


def _ignored_lines(case: str, set_aside: Ignored) -> tuple[str, str]:
    finding = set_aside.finding
    because = set_aside.reason or "no reason given"
    return f"{case}: ignored [{finding.code}] {finding.message}", f"    because: {because}"


def _as_dict(result: Checked) -> dict[str, object]:
    return {
        "file": result.file,
        "exit_code": result.exit_code,
        "fault": result.fault,
        "problems": result.problems,
        "cases": [
            {"case": case, "findings": findings, "ignored": result.ignored.get(case, ())}
            for case, findings in result.cases
        ],
        "studies": [{"study": study, "findings": findings} for study, findings in result.studies],
    }
