"""The forest of a case: the time of one of its lines among published medians of the drug."""

from __future__ import annotations

from collections.abc import Sequence

from render.canvas.scene import Scene
from render.canvas.style import DEFAULT_THEME, Theme
from render.figures.common.page import JOURNAL_PAGE
from render.figures.forest.content import OwnTime, PublishedMedian
from render.figures.forest.figure import forest_figure
from render.writers.table import Table
from timeline.analysis.answers import answers_of
from timeline.analysis.endpoints import EndpointResult, Status, endpoint
from timeline.analysis.lines import Line, Lines, derive_lines
from timeline.analysis.wording import one_line
from timeline.chronology import Chronology
from timeline.errors import CaseTimelineError, did_you_mean
from timeline.knowledge.benchmarks import Benchmark, benchmarks, shipped_benchmarks
from timeline.model.when import DAYS_PER_MONTH
from timeline.vocabulary.drugs import find_drug

DEFAULT_ENDPOINT = "PFS"

ENDPOINTS = ("PFS", "OS", "DOR")
"""The endpoints of which medians were published."""

COLUMNS = ("row", "n", "setting", "months", "population", "trust", "cited")
"""Of the table: the case first, then each study."""


def forest_of_case(
    chronology: Chronology,
    *,
    endpoint: str = DEFAULT_ENDPOINT,
    drug: str | None = None,
    line: int | None = None,
    theme: Theme = DEFAULT_THEME,
    width: float = JOURNAL_PAGE,
) -> Scene:
    """Draw the forest of one line of a case.

    Args:
        chronology: the case.
        endpoint: one of `ENDPOINTS`.
        drug: of the line to place; by default that of the first line of one drug alone that has
            published medians.
        line: the number of the derived line; by default the first one with the drug.
        theme: sizes and colours.
        width: of the figure, in points.

    Raises:
        CaseTimelineError: there is no such endpoint or line, no median of the drug was published,
            or the time cannot be told.
    """
    found, rows, result = _asked(chronology, endpoint, drug, line)
    name = _drug_of(rows)
    return forest_figure(
        _own(chronology, found, result),
        [_published(row) for row in rows],
        endpoint=result.endpoint,
        theme=theme,
        width=width,
        title=f"{result.endpoint} of {one_line(chronology.case.id)} under {name}",
        context=_context(rows, result),
    )


def forest_table(
    chronology: Chronology,
    *,
    endpoint: str = DEFAULT_ENDPOINT,
    drug: str | None = None,
    line: int | None = None,
) -> Table:
    """The rows of the figure with their sources."""
    found, rows, result = _asked(chronology, endpoint, drug, line)
    own = _own(chronology, found, result)
    listed = [(own.case, "1", own.line, own.words, "", "", one_line(result.what))]
    for row in sorted(rows, key=lambda one: _published(one).order):
        count = "" if row.n is None else str(row.n)
        cited = one_line(f"{row.source}, {row.place}")
        words = _published(row).words
        trust = str(row.trust)
        listed.append((row.study, count, row.line, words, row.population, trust, cited))
    return Table(COLUMNS, tuple(listed))


def _asked(
    chronology: Chronology, name: str, drug: str | None, number: int | None
) -> tuple[Line, tuple[Benchmark, ...], EndpointResult]:
    """The line, the medians of its drug, and its time."""
    known = next((one for one in ENDPOINTS if one.casefold() == name.casefold()), None)
    if known is None:
        hint = did_you_mean(name, ENDPOINTS)
        raise CaseTimelineError(f"{name!r}: medians are of {', '.join(ENDPOINTS)}{hint}")
    case, answers = chronology.case, answers_of(chronology)
    found, rows = _chosen(case.id, derive_lines(answers), known, drug, number)
    result = endpoint(answers, known, found.number)
    if result.days is None:
        why = result.missing or result.status.value
        what = f"{known} of line {found.number} of {case.id}"
        raise CaseTimelineError(f"{what} cannot be told: {why}")
    return found, rows, result


def _chosen(
    case: str, lines: Lines, name: str, drug: str | None, number: int | None
) -> tuple[Line, tuple[Benchmark, ...]]:
    candidates = [line for line in lines if number is None or line.number == number]
    if not candidates:
        which = "systemic line of therapy" if number is None else f"line {number}"
        has = f"; its lines are 1 to {len(lines)}" if len(lines) > 1 else ""
        raise CaseTimelineError(f"{case} has no {which}{has}")
    published = sorted({row.drug for row in shipped_benchmarks() if row.endpoint.value == name})
    for line in candidates:
        if drug is None:
            # The time under several drugs is not that under one of them.
            given = line.drugs[0] if len(line.drugs) == 1 else None
        else:
            given = drug if _key(drug) in map(_key, line.drugs) else None
        if given is not None and (rows := benchmarks(drug=given, endpoint=name)):
            return line, rows
    asked = "one drug alone" if drug is None else drug
    raise CaseTimelineError(
        f"{case} has no line of {asked} with {name} medians to compare; "
        f"they are known of {', '.join(published)}{did_you_mean(asked, published)}"
    )


def _key(drug: str) -> str:
    term = find_drug(drug)
    return (term.name if term else drug).casefold()


def _drug_of(rows: Sequence[Benchmark]) -> str:
    return one_line(rows[0].drug)


def _own(chronology: Chronology, line: Line, result: EndpointResult) -> OwnTime:
    days = result.days
    assert days is not None
    least = max(0, days.least or 0)
    sure = result.status is Status.EVENT
    return OwnTime(
        case=one_line(chronology.case.id),
        least=least,
        # An end of which it cannot be said whether it was the event is no upper bound.
        most=days.most if sure else None,
        censored=result.status is Status.CENSORED,
        line=_line_words(line),
    )


def _line_words(line: Line) -> str:
    """The number of the line among all, and the document's where that is another."""
    counted = f"line {line.number}"
    if line.reported in {(), (line.number,)}:
        return counted
    return f"{counted} ({line.numbered})"


def _published(row: Benchmark) -> PublishedMedian:
    months = None
    if row.value.value is not None:
        sizes = {"days": 1.0, "weeks": 7.0, "months": DAYS_PER_MONTH, "years": 12 * DAYS_PER_MONTH}
        months = round(float(row.value.value) * sizes[row.value.unit] / DAYS_PER_MONTH, 2)
    return PublishedMedian(
        study=row.study,
        line=row.line,
        cases=row.n,
        median=months,
        not_reached=row.value.not_reached,
    )


def _context(rows: Sequence[Benchmark], result: EndpointResult) -> str:
    """Whose medians these are, and what the case's own time is."""
    populations = ", ".join(sorted({row.population for row in rows}))
    trust = ", ".join(sorted({str(row.trust) for row in rows}))
    words = f"Medians are of {populations} ({trust})."
    if result.status is Status.INDETERMINATE:
        words += " Whether the time of the case ended with the event cannot be said."
    return words
